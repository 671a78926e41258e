"""Therapy groups end to end: door, house rules, what cannot wait, the facilitator's queue."""

from uuid import UUID

import pytest

from care.access import Relation
from conversations.contents import Lane, Line, Sentences
from conversations.envelopes import CLIENTS, GROUPS
from portal.commands import NotPossible, group_enrol
from portal.filling import Wish, fill_all
from portal.sandboxed import GROUP_BOT, hire
from sandbox.telegram import Status
from store import outbox, people, relations
from tests.portal.meeting import NAME, RIGHTS, SECRET
from tests.portal.meeting import meeting as made
from tests.world import spoken

on_sqlite = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
"""For tests in which no statement reaches the database that others here do not run on both."""


@pytest.fixture
async def meeting(tmp_path, database_url):
    async with made(tmp_path, database_url) as found:
        yield found


async def test_a_member_comes_in_after_agreeing_to_the_house_rules(meeting):
    await meeting.ask()

    assert "house rules" in meeting.told()[-1]
    assert meeting.ana_here.status is Status.LEFT

    pledge = meeting.ana.chat(GROUP_BOT)[-1].message_id
    [agree] = [each.data for [each] in meeting.ana.chat(GROUP_BOT)[-1].buttons][:1]
    await meeting.agree()
    assert meeting.ana_here.status is Status.MEMBER
    meeting.ana.tap_data(GROUP_BOT, pledge, agree)
    await meeting.settle()

    assert len(meeting.done("approveChatJoinRequest")) == 1
    assert meeting.ana.toasts(GROUP_BOT)[-1] == "You are in the group already."
    group = await meeting.listed()
    assert (group["linked"], group["inside"], group["door"]) == (True, 1, meeting.door)


@on_sqlite
async def test_a_stranger_is_declined_kindly(meeting):
    sam = meeting.telegram.add_person("Sam")

    await meeting.ask(sam)

    assert "cannot let you in" in meeting.told(sam)[-1]
    assert sam.id not in meeting.group.requests
    assert sam.in_group(meeting.group.id).status is Status.LEFT


@on_sqlite
async def test_who_agrees_reads_that_the_door_opens_and_how_the_bot_may_write_later(meeting):
    await meeting.let_in()

    [welcome] = meeting.ana.chat(GROUP_BOT)
    assert welcome.text.startswith("Thank you. You are being let in.")
    assert "please send me one message here" in welcome.text
    assert not welcome.buttons
    acts = meeting.acts()
    assert acts.index("editMessageText") < acts.index("approveChatJoinRequest")


@on_sqlite
async def test_who_does_not_agree_reads_that_this_is_fine(meeting):
    await meeting.ask()

    meeting.ana.tap(GROUP_BOT, "Not now")
    await meeting.settle()

    [kindly] = meeting.told()
    assert kindly.startswith("That is fine.")
    assert meeting.done("declineChatJoinRequest")


@on_sqlite
async def test_nobody_else_can_agree_for_a_member(meeting):
    sam = meeting.telegram.add_person("Sam")
    await meeting.ask(sam)
    await meeting.ask()
    [agree] = [each.data for [each] in meeting.ana.chat(GROUP_BOT)[-1].buttons][:1]

    sam.tap_data(GROUP_BOT, sam.chat(GROUP_BOT)[-1].message_id, agree)
    await meeting.settle()

    assert meeting.done("approveChatJoinRequest") == []
    assert list(meeting.group.requests) == [meeting.ana.id]


async def test_a_request_that_is_too_old_is_declined_and_can_be_made_again(meeting):
    await meeting.world.sandbox.stop()
    meeting.ana.open_invite(meeting.door)
    meeting.world.leap(seconds=400)
    await meeting.world.sandbox.start()
    await meeting.settle()

    assert len(meeting.done("declineChatJoinRequest")) == 1
    assert meeting.told() == []

    await meeting.let_in()

    assert meeting.ana_here.status is Status.MEMBER


async def test_who_left_comes_in_again_by_agreeing_again(meeting):
    await meeting.let_in()
    meeting.ana_here.leave()
    await meeting.settle()
    assert (await meeting.listed())["inside"] == 0

    await meeting.let_in()

    assert meeting.ana_here.status is Status.MEMBER
    assert len(meeting.done("approveChatJoinRequest")) == 2


async def test_a_phone_number_is_removed_also_from_an_edit_and_only_the_author_hears_why(meeting):
    await meeting.come_in()
    before = meeting.said()
    first = await meeting.post(f"{SECRET} call me on 0171 234 5678")
    second = await meeting.post("see you at 10.30, I am at 7/10")
    assert meeting.deleted() == [first.message_id]

    meeting.ana_here.edit(second.message_id, "or write to ana (at) example (dot) org")
    await meeting.settle()

    assert meeting.deleted() == [first.message_id, second.message_id]
    assert "phone number" in "".join(meeting.told())
    assert SECRET not in "".join(meeting.told())
    assert meeting.said() == before
    assert (await meeting.listed())["removed_messages"] == 2


@on_sqlite
async def test_a_command_hides_no_phone_number(meeting):
    await meeting.come_in()

    posted = [
        (await meeting.post(f"{command} 0171 234 5678")).message_id
        for command in ("/rules", "/start", "/link", "/anything")
    ]

    assert meeting.deleted() == posted


@on_sqlite
async def test_a_report_with_crisis_words_is_not_removed_in_silence(meeting):
    await meeting.come_in()
    reported = await meeting.post("nonsense")

    command = await meeting.post("/report I want to die", reply_to=reported)

    assert meeting.deleted() == [command.message_id]
    assert any("Some of your words" in each for each in meeting.told())
    assert "taken out of the group" in spoken(meeting.world.card("may be a false alarm"))


async def test_crisis_words_bring_the_card_and_an_urgent_note_without_the_words(meeting):
    await meeting.come_in()

    message = await meeting.post(f"{SECRET} I want to die")

    assert "Some of your words" in meeting.told()[-1]
    card = meeting.world.card("may be a false alarm")
    assert meeting.name in spoken(card)
    number = str(meeting.group.id).removeprefix("-100")
    assert f"https://t.me/c/{number}/{message.message_id}" in spoken(card)
    assert meeting.deleted() == []
    meeting.nothing_leaked()


@on_sqlite
async def test_crisis_words_with_a_number_are_removed_only_together_with_card_and_note(meeting):
    await meeting.come_in()

    message = await meeting.post("I want to die, call me 0171 234 5678")

    assert meeting.deleted() == [message.message_id]
    assert any("Some of your words" in each for each in meeting.told())
    assert "taken out of the group" in spoken(meeting.world.card("may be a false alarm"))


@pytest.mark.parametrize("has_written", [True, False])
async def test_the_card_is_shown_in_the_group_when_the_author_cannot_be_written_to(
    meeting, has_written
):
    await meeting.let_in()
    if has_written:
        await meeting.write_to_the_bot()
        meeting.ana.block(GROUP_BOT)

    await meeting.post("I want to die")

    assert "000 (made up)" in meeting.said()[-1]
    assert "Some of your words" not in meeting.said()[-1]


async def test_a_report_reaches_the_facilitator_who_decides_once(meeting):
    await meeting.come_in()
    for label, method in (
        ("Release", None),
        ("Delete", "deleteMessage"),
        ("Remind", "sendMessage"),
        ("Mute for 24 h", "restrictChatMember"),
    ):
        reported = await meeting.post(f"{SECRET} is nonsense")
        command = await meeting.post("/report", reply_to=reported, by=meeting.mira)
        assert meeting.deleted()[-1] == command.message_id
        card = meeting.world.card("was reported")
        before = len(meeting.acts())

        await meeting.world.press(label, card)

        after = meeting.acts()[before:]
        assert after.count(method) >= 1 if method else after == []
        settled = meeting.world.card("a message was reported")
        assert settled.ts == card.ts
        assert "Mira Winter" in spoken(settled)
        assert meeting.name in spoken(settled)
        meeting.nothing_leaked()

    assert meeting.ana_here.status is Status.RESTRICTED


async def test_a_case_is_no_business_of_another_facilitator(meeting):
    await meeting.come_in()
    reported = await meeting.post("nonsense")
    await meeting.post("/report", reply_to=reported)
    card = meeting.world.card("was reported")
    [actions] = [block for block in card.blocks if block["type"] == "actions"]
    case = actions["elements"][0]["value"].split(":")[1]
    await hire(meeting.world.sandbox, "Jon Frost", "U0JON")
    mira, jon = [each.id for each in await meeting.world.read(people.members)]

    def standing(staff):
        return meeting.world.read(relations.to_case, staff, UUID(case))

    assert await standing(mira) is Relation.OWN_GROUP
    assert await standing(jon) is Relation.OTHER_GROUP


async def test_missing_rights_are_said_kindly_and_once(meeting):
    await meeting.promote("can_invite_users")
    said = meeting.said()
    await meeting.promote("can_invite_users", "can_pin_messages")

    assert "to delete messages" in said[-1]
    assert "to invite" not in said[-1]
    assert meeting.said() == said

    await meeting.promote(*RIGHTS)

    assert "I have what I need" in meeting.said()[-1]


@on_sqlite
async def test_the_group_may_ask_for_rules_and_help(meeting):
    await meeting.come_in()

    await meeting.post("/rules")
    helped = await meeting.post("/help")

    assert "Our house rules" in meeting.said()[-1]
    assert "000 (made up)" in meeting.told()[-1]
    assert meeting.deleted() == [helped.message_id]


@on_sqlite
async def test_a_client_who_has_not_joined_cannot_be_enrolled(meeting):
    bea = await meeting.world.invite("Bea")

    with pytest.raises(NotPossible, match="has not joined Telegram yet"):
        await group_enrol(meeting.world.sandbox.office, group=NAME, client=bea.code)


async def test_nothing_of_a_kill_is_lost_between_hearing_and_doing(meeting):
    await meeting.let_in()
    await meeting.world.sandbox.stop()
    message = meeting.ana_here.say("call me on 0171 234 5678")

    await meeting.world.sandbox.start()
    await meeting.settle()

    assert meeting.deleted() == [message.message_id]


async def test_letters_of_both_rings_that_leave_together_are_opened_each_with_its_own_keys(meeting):
    await meeting.let_in()
    [house] = meeting.world.portal.houses.values()
    now, address = meeting.world.now, str(meeting.ana.id)

    def fill_both(connection):
        wishes = []
        for memory, bot in ((house.memory, CLIENTS), (house.groups, GROUPS)):
            account = people.accounts(connection, memory, [(bot, address)])[bot, address]
            hello = Sentences((Line("group-welcome"),))
            letter = outbox.new_letter(
                memory.practice, bot, account.id, hello, key=bot, lane=Lane.REPLY, now=now
            )
            wishes.append(Wish(memory, letter, now))
        return fill_all(connection, wishes)

    filled = await meeting.world.database.read(fill_both)

    assert [each.address for each in filled] == [address, address]


async def test_a_channel_that_slips_a_link_into_a_group_is_moderated_like_anybody(meeting):
    await meeting.come_in()
    message = await meeting.post("good evening")
    channel = {"id": -100900, "type": "channel", "title": "Offers"}

    meeting.telegram.inject(
        GROUP_BOT,
        {
            "edited_message": {
                "message_id": message.message_id,
                "date": 1772355600,
                "chat": {"id": meeting.group.id, "type": "supergroup", "title": "Tuesday"},
                "from": {"id": 136817688, "is_bot": True, "first_name": "Channel"},
                "sender_chat": channel,
                "text": "cheap pills at t.me/offers",
            }
        },
    )
    await meeting.settle()

    assert meeting.deleted() == [message.message_id]
    assert not [call for call in meeting.telegram.calls if call.text("chat_id") == "-100900"]
