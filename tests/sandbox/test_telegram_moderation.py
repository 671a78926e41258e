"""What a bot may do to the members of a group, and how it is refused."""

from datetime import timedelta

import aiogram
import pytest
import telegram
from aiogram.types import (
    ChatMemberAdministrator,
    ChatMemberBanned,
    ChatMemberLeft,
    ChatMemberMember,
    ChatMemberOwner,
    ChatMemberRestricted,
)
from telegram.error import TelegramError

from sandbox.telegram import CannotDo, Status
from tests.sandbox.circle import BOT

NO_RIGHT = "Not enough rights to restrict/unrestrict chat member"
MUTED = telegram.ChatPermissions.no_permissions()


async def test_every_kind_of_member_is_read_by_both_libraries(circle):
    circle.promote()
    zoe = circle.server.add_person("Zoe")
    circle.olga.leading.add(circle.ben.id)
    circle.olga.leading.restrict(circle.ben.id, "can_send_messages")
    people = {
        circle.olga.id: (ChatMemberOwner, telegram.ChatMemberOwner),
        circle.account.id: (ChatMemberAdministrator, telegram.ChatMemberAdministrator),
        circle.ana.id: (ChatMemberMember, telegram.ChatMemberMember),
        circle.ben.id: (ChatMemberRestricted, telegram.ChatMemberRestricted),
        zoe.id: (ChatMemberLeft, telegram.ChatMemberLeft),
    }

    for number, (one_type, other_type) in people.items():
        assert type(await circle.aiogram.get_chat_member(circle.id, number)) is one_type
        assert type(await circle.bot.get_chat_member(circle.id, number)) is other_type

    circle.olga.leading.remove(circle.ben.id)
    member = await circle.aiogram.get_chat_member(circle.id, circle.ben.id)
    assert type(member) is ChatMemberBanned


async def test_administrators_are_listed_without_other_bots(circle):
    circle.promote("can_delete_messages")
    circle.olga.leading.add(circle.other_account.id)
    circle.olga.leading.promote(circle.other_account.id)

    owner, own = await circle.bot.get_chat_administrators(circle.id)

    assert (owner.status, own.user.id) == ("creator", circle.account.id)
    assert own.can_delete_messages
    assert not own.can_restrict_members
    assert len(await circle.aiogram.get_chat_administrators(circle.id)) == 2
    assert await circle.bot.get_chat_member_count(circle.id) == 4


async def test_a_group_shows_its_permissions(circle):
    circle.promote()

    await circle.bot.set_chat_permissions(circle.id, telegram.ChatPermissions(True))

    chat = await circle.aiogram.get_chat(circle.id)
    assert (chat.title, chat.type) == ("Tuesday circle", "supergroup")
    assert chat.permissions.can_send_messages
    assert not chat.permissions.can_send_photos
    with pytest.raises(CannotDo):
        circle.ana_here.send_photo(b"\x89PNG")


@pytest.mark.parametrize(
    ("call", "refusal"),
    [
        (lambda bot, group, ana: bot.ban_chat_member(group, ana), NO_RIGHT),
        (lambda bot, group, ana: bot.unban_chat_member(group, ana), NO_RIGHT),
        (lambda bot, group, ana: bot.restrict_chat_member(group, ana, MUTED), NO_RIGHT),
        (
            lambda bot, group, ana: bot.set_chat_permissions(group, MUTED),
            "Not enough rights to change chat permissions",
        ),
        (
            lambda bot, group, ana: bot.promote_chat_member(group, ana, can_pin_messages=True),
            "Not enough rights",
        ),
        (
            lambda bot, group, ana: bot.create_chat_invite_link(group),
            "Not enough rights to manage chat invite link",
        ),
        (
            lambda bot, group, ana: bot.approve_chat_join_request(group, ana),
            "Not enough rights to manage chat invite link",
        ),
        (
            lambda bot, group, ana: bot.unpin_all_chat_messages(group),
            "Not enough rights to manage pinned messages in the chat",
        ),
    ],
)
async def test_an_ordinary_bot_has_no_say(circle, call, refusal):
    assert await circle.refusal(call(circle.bot, circle.id, circle.ana.id)) == refusal

    circle.promote("can_change_info")
    assert await circle.refusal(call(circle.bot, circle.id, circle.ana.id)) == refusal


async def test_somebody_sent_away_stays_away_until_they_are_forgiven(circle):
    circle.promote()
    link = circle.olga.leading.make_link()

    await circle.bot.ban_chat_member(circle.id, circle.ana.id)

    assert circle.ana_here.status is Status.KICKED
    assert circle.heard()[-1].message.left_chat_member.id == circle.ana.id
    with pytest.raises(CannotDo):
        circle.ana.open_invite(link)
    await circle.bot.unban_chat_member(circle.id, circle.ana.id, only_if_banned=True)
    assert circle.ana.open_invite(link)


async def test_a_ban_ends_when_its_time_is_over(circle):
    circle.promote()
    await circle.bot.ban_chat_member(
        circle.id, circle.ana.id, until_date=circle.now + timedelta(hours=1)
    )
    assert circle.ana_here.status is Status.KICKED

    circle.now += timedelta(hours=1)

    assert circle.ana_here.status is Status.LEFT


async def test_unbanning_sends_a_member_away_unless_it_is_for_the_banned_only(circle):
    circle.promote()
    await circle.bot.unban_chat_member(circle.id, circle.ana.id, only_if_banned=True)
    assert circle.ana_here.status is Status.MEMBER

    await circle.bot.unban_chat_member(circle.id, circle.ana.id)

    assert circle.ana_here.status is Status.LEFT


async def test_a_muted_member_writes_again_when_the_time_is_over(circle):
    circle.promote()
    circle.ask_for_everything()
    until = circle.now + timedelta(minutes=30)

    await circle.bot.restrict_chat_member(circle.id, circle.ana.id, MUTED, until_date=until)

    with pytest.raises(CannotDo):
        circle.ana_here.say("but")
    moved = circle.heard()[-1].chat_member
    assert moved.from_user.username == BOT
    assert moved.new_chat_member.until_date == until
    circle.now = until
    assert circle.ana_here.say("again").text == "again"


@pytest.mark.parametrize("lasts", [timedelta(seconds=29), timedelta(days=367)])
async def test_a_time_too_near_or_too_far_is_for_ever(circle, lasts):
    circle.promote()

    await circle.bot.restrict_chat_member(
        circle.id, circle.ana.id, MUTED, until_date=circle.now + lasts
    )

    assert circle.ana_here.restricted_until() is None
    circle.now += timedelta(days=400)
    assert circle.ana_here.status is Status.RESTRICTED


async def test_leaving_and_coming_back_lifts_no_restriction(circle):
    circle.promote()
    link = circle.olga.leading.make_link()
    await circle.bot.restrict_chat_member(circle.id, circle.ana.id, MUTED)

    circle.ana_here.leave()
    assert not (await circle.bot.get_chat_member(circle.id, circle.ana.id)).is_member
    circle.ana.open_invite(link)

    assert circle.ana_here.status is Status.RESTRICTED
    everything = telegram.ChatPermissions.all_permissions()
    await circle.bot.restrict_chat_member(circle.id, circle.ana.id, everything)
    assert circle.ana_here.status is Status.MEMBER


async def test_permissions_imply_each_other_unless_they_are_independent(circle):
    circle.promote()
    previews = telegram.ChatPermissions(can_add_web_page_previews=True)

    await circle.bot.restrict_chat_member(circle.id, circle.ana.id, previews)
    assert circle.ana_here.say("a word")

    await circle.bot.restrict_chat_member(
        circle.id, circle.ana.id, previews, use_independent_chat_permissions=True
    )
    with pytest.raises(CannotDo):
        circle.ana_here.say("a word")


async def test_owner_administrators_and_the_bot_itself_are_left_alone(circle):
    circle.promote()
    circle.olga.leading.add(circle.ben.id)
    circle.olga.leading.promote(circle.ben.id)

    async def refused(number):
        return await circle.refusal(circle.bot.ban_chat_member(circle.id, number))

    assert await refused(circle.olga.id) == "Can't remove chat owner"
    assert await refused(circle.ben.id) == "User is an administrator of the chat"
    assert await refused(circle.account.id) == "Can't restrict self"
    assert await refused(999) == "User not found"


async def test_a_bot_promotes_with_no_more_than_its_own_rights(circle):
    circle.promote("can_promote_members", "can_pin_messages")
    more = circle.bot.promote_chat_member(circle.id, circle.ana.id, can_delete_messages=True)
    assert await circle.refusal(more) == "Right_forbidden"

    await circle.bot.promote_chat_member(circle.id, circle.ana.id, can_pin_messages=True)

    member = await circle.bot.get_chat_member(circle.id, circle.ana.id)
    assert (member.status, member.can_be_edited) == ("administrator", True)
    await circle.bot.promote_chat_member(circle.id, circle.ana.id)
    assert circle.ana_here.status is Status.MEMBER
    owner = circle.bot.promote_chat_member(circle.id, circle.olga.id, can_pin_messages=True)
    assert await circle.refusal(owner) == "Can't demote chat creator"


async def test_others_messages_are_deleted_only_with_the_right_and_within_two_days(circle):
    said, own = circle.ana_here.say("oh"), await circle.bot.send_message(circle.id, "hi")
    old = circle.ana_here.say("old")
    refused = await circle.refusal(circle.bot.delete_message(circle.id, said.message_id))
    assert refused == "Message can't be deleted"
    await circle.bot.delete_message(circle.id, own.message_id)
    circle.promote("can_delete_messages")

    await circle.bot.delete_messages(circle.id, [said.message_id])

    assert said.message_id not in circle.olga.group.messages
    circle.now += timedelta(hours=49)
    refused = await circle.refusal(circle.bot.delete_message(circle.id, old.message_id))
    assert refused == "Message can't be deleted"
    refused = await circle.refusal(circle.bot.delete_message(circle.id, said.message_id))
    assert refused == "Message to delete not found"


async def test_what_is_of_groups_is_refused_in_private_chats(circle):
    circle.ana.open_link(BOT)
    chat = circle.ana.id

    assert await _refusals(
        circle,
        circle.bot.ban_chat_member(chat, chat),
        circle.bot.restrict_chat_member(chat, chat, MUTED),
        circle.bot.unban_chat_member(chat, chat),
        circle.bot.set_chat_permissions(chat, MUTED),
        circle.bot.get_chat_administrators(chat),
        circle.bot.create_chat_invite_link(chat),
        circle.bot.leave_chat(chat),
    ) == [
        "Can't ban members in private chats",
        "Method is available only for supergroups",
        "Method is available for supergroup and channel chats only",
        "Can't change private chat permissions",
        "There are no administrators in the private chat",
        "Can't invite members to a private chat",
        "Chat member status can't be changed in private chats",
    ]
    assert await circle.bot.get_chat_member_count(chat) == 2


async def test_a_basic_group_knows_no_restricting(basic_circle):
    circle = basic_circle
    circle.promote()

    muting = circle.bot.restrict_chat_member(circle.id, circle.ana.id, MUTED)

    assert await circle.refusal(muting) == "Method is available only for supergroups"
    await circle.bot.ban_chat_member(circle.id, circle.ana.id)
    assert circle.ana_here.status is Status.KICKED


async def test_aiogram_moderates_in_the_same_words(circle):
    with pytest.raises(aiogram.exceptions.TelegramBadRequest) as refused:
        await circle.aiogram.ban_chat_member(circle.id, circle.ana.id)

    assert refused.value.message == f"Bad Request: {NO_RIGHT[0].lower()}{NO_RIGHT[1:]}"
    circle.promote()
    assert await circle.aiogram.ban_chat_member(circle.id, circle.ana.id)


async def _refusals(circle, *calls):
    said = []
    for call in calls:
        with pytest.raises(TelegramError) as refused:
            await call
        said.append(refused.value.message)
    return said
