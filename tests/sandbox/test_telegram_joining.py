"""Ways into a group: links, requests at the door, and what a bot may say to who waits there."""

from datetime import timedelta

import pytest
from telegram.error import BadRequest, Forbidden

from sandbox.telegram import CannotDo, Kind, Status
from tests.sandbox.circle import BOT

STRANGER = "bot can't initiate conversation with a user"


@pytest.fixture
async def door(circle):
    """A link that leads to the door, made by a bot that may open it."""
    circle.promote()
    circle.ask_for_everything()
    link = await circle.bot.create_chat_invite_link(
        circle.id, name="Intake", creates_join_request=True
    )
    return link.invite_link


async def test_somebody_who_asks_is_announced_and_can_be_written_to(circle, door):
    assert circle.ben.open_invite(door, bio="Anxious, hopeful") is False

    request = circle.heard()[-1].chat_join_request
    assert (request.from_user.id, request.chat.id) == (circle.ben.id, circle.id)
    assert request.bio == "Anxious, hopeful"
    assert request.invite_link.invite_link == door
    assert request.invite_link.name == "Intake"
    assert request.invite_link.pending_join_request_count == 1
    await circle.bot.send_message(request.user_chat_id, "Do you agree to the rules?")
    assert [one.text for one in circle.ben.chat(BOT)] == ["Do you agree to the rules?"]


async def test_after_five_minutes_who_waits_can_no_longer_be_written_to(circle, door):
    circle.ben.open_invite(door)
    circle.now += timedelta(minutes=5)
    await circle.bot.send_message(circle.ben.id, "still in time")
    circle.now += timedelta(seconds=1)

    with pytest.raises(Forbidden, match=STRANGER):
        await circle.bot.send_message(circle.ben.id, "too late")

    circle.ben.open_link(BOT)
    await circle.bot.send_message(circle.ben.id, "started now")


@pytest.mark.parametrize("decide", ["approve_chat_join_request", "decline_chat_join_request"])
async def test_a_decision_ends_the_talk_at_the_door(circle, door, decide):
    circle.ben.open_invite(door)

    await getattr(circle.bot, decide)(circle.id, circle.ben.id)

    with pytest.raises(Forbidden, match=STRANGER):
        await circle.bot.send_message(circle.ben.id, "welcome")


async def test_a_member_who_never_started_the_bot_cannot_be_written_to(circle):
    with pytest.raises(Forbidden, match=STRANGER):
        await circle.bot.send_message(circle.ana.id, "hello")
    with pytest.raises(BadRequest, match="Chat not found"):
        await circle.bot.send_message(circle.ben.id, "hello")


async def test_who_presses_a_button_at_the_door_is_heard(circle, door):
    circle.ben.open_invite(door)
    markup = {"inline_keyboard": [[{"text": "I agree", "callback_data": "rules:1"}]]}
    await circle.bot.send_message(circle.ben.id, "The rules", reply_markup=markup)

    circle.ben.tap(BOT, "I agree")

    assert circle.heard()[-1].callback_query.data == "rules:1"


async def test_who_is_let_in_is_in_the_group_and_said_to_be(circle, door):
    circle.ben.open_invite(door)
    circle.account.updates.clear()

    await circle.bot.approve_chat_join_request(circle.id, circle.ben.id)

    moved, came = circle.heard()
    assert moved.chat_member.new_chat_member.status == "member"
    assert moved.chat_member.via_join_request
    assert moved.chat_member.invite_link.invite_link == door
    assert moved.chat_member.from_user.username == BOT
    assert came.message.new_chat_members[0].id == circle.ben.id
    assert came.message.from_user.id == circle.ben.id
    assert circle.ben_here.say("hello all").text == "hello all"


async def test_a_request_is_decided_once(circle, door):
    circle.ben.open_invite(door)
    await circle.bot.approve_chat_join_request(circle.id, circle.ben.id)

    again = circle.bot.approve_chat_join_request(circle.id, circle.ben.id)
    assert await circle.refusal(again) == "User_already_participant"


async def test_nobody_who_did_not_ask_is_decided_about(circle, door):
    approve = circle.bot.approve_chat_join_request(circle.id, circle.ben.id)
    assert await circle.refusal(approve) == "Hide_requester_missing"

    circle.ben.open_invite(door)
    await circle.bot.decline_chat_join_request(circle.id, circle.ben.id)
    assert circle.ben_here.status is Status.LEFT
    again = circle.bot.decline_chat_join_request(circle.id, circle.ben.id)
    assert await circle.refusal(again) == "Hide_requester_missing"
    # Who was turned away may ask again.
    assert circle.ben.open_invite(door) is False


async def test_a_ban_takes_the_request_away(circle, door):
    circle.ben.open_invite(door)

    await circle.bot.ban_chat_member(circle.id, circle.ben.id)

    approve = circle.bot.approve_chat_join_request(circle.id, circle.ben.id)
    assert await circle.refusal(approve) == "Hide_requester_missing"


async def test_who_came_in_another_way_no_longer_waits(circle, door):
    circle.ben.open_invite(door)
    circle.ben.open_invite(circle.olga.leading.make_link())

    assert circle.olga.leading.waiting() == []
    approve = circle.bot.approve_chat_join_request(circle.id, circle.ben.id)
    assert await circle.refusal(approve) == "User_already_participant"


async def test_a_person_who_leads_may_decide_as_well(circle, door):
    circle.ben.open_invite(door)
    assert circle.olga.leading.waiting() == [circle.ben.id]

    circle.olga.leading.let_in(circle.ben.id)

    assert circle.ben_here.status is Status.MEMBER
    kinds = [one.kind for one in circle.seen if one.person == circle.ben.id]
    assert kinds == [Kind.ASKED_IN, Kind.LET_IN, Kind.MEMBER]


async def test_a_bot_without_the_right_is_not_told_who_asks(circle):
    circle.promote("can_delete_messages")
    door = circle.olga.leading.make_link(asks=True)

    circle.ben.open_invite(door)

    assert circle.heard() == []
    with pytest.raises(Forbidden, match=STRANGER):
        await circle.bot.send_message(circle.ben.id, "hello")


async def test_an_open_link_leads_inside_at_once(circle):
    circle.promote()
    circle.ask_for_everything()
    link = await circle.aiogram.create_chat_invite_link(circle.id, member_limit=1)

    assert circle.ben.open_invite(link.invite_link) is True

    moved = circle.heard()[0].chat_member
    assert moved.invite_link.invite_link == link.invite_link
    assert not moved.via_join_request
    zoe = circle.server.add_person("Zoe")
    with pytest.raises(CannotDo):
        zoe.open_invite(link.invite_link)


async def test_of_anothers_link_a_bot_sees_the_beginning_only(circle):
    circle.promote()
    door = circle.olga.leading.make_link(asks=True)

    circle.ben.open_invite(door)

    seen = circle.heard()[-1].chat_join_request.invite_link
    assert seen.invite_link.endswith("...")
    assert door.startswith(seen.invite_link.removesuffix("..."))
    assert seen.creator.id == circle.olga.id


async def test_links_are_changed_expire_and_are_revoked(circle, door):
    edited = await circle.bot.edit_chat_invite_link(
        circle.id, door, name="Evening", member_limit=3, expire_date=circle.now + timedelta(days=1)
    )
    assert (edited.name, edited.member_limit) == ("Evening", 3)
    assert not edited.creates_join_request
    circle.now += timedelta(days=1)
    with pytest.raises(CannotDo):
        circle.ben.open_invite(door)

    revoked = await circle.bot.revoke_chat_invite_link(circle.id, door)

    assert revoked.is_revoked
    again = circle.bot.edit_chat_invite_link(circle.id, door)
    assert await circle.refusal(again) == "Invite_hash_expired"


async def test_exporting_makes_a_new_primary_link_and_revokes_the_old(circle):
    circle.promote()
    first = await circle.bot.export_chat_invite_link(circle.id)
    second = await circle.aiogram.export_chat_invite_link(circle.id)

    assert (await circle.bot.get_chat(circle.id)).invite_link == second
    with pytest.raises(CannotDo):
        circle.ben.open_invite(first)
    assert circle.ben.open_invite(second)
    fixed = circle.bot.edit_chat_invite_link(circle.id, second, name="x")
    assert await circle.refusal(fixed) == "Chat_invite_permanent"
    await circle.bot.revoke_chat_invite_link(circle.id, second)
    assert (await circle.bot.get_chat(circle.id)).invite_link not in {first, second, None}


async def test_a_link_to_the_door_takes_no_limit_and_none_lies_in_the_past(circle):
    circle.promote()

    both = circle.bot.create_chat_invite_link(circle.id, creates_join_request=True, member_limit=2)
    past = circle.bot.create_chat_invite_link(circle.id, expire_date=circle.now)

    assert await circle.refusal(both) == (
        "Member limit can't be specified for links requiring administrator approval"
    )
    assert await circle.refusal(past) == "Expire_date_invalid"


async def test_a_closed_account_or_a_block_is_told_at_the_door_too(circle, door):
    circle.ben.open_invite(door)
    circle.ben.block(BOT)
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await circle.bot.send_message(circle.ben.id, "hello")

    circle.ben.deactivate()
    with pytest.raises(Forbidden, match="user is deactivated"):
        await circle.bot.send_message(circle.ben.id, "hello")
