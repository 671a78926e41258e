"""A bot in a group hears what the platform lets it hear, and speaks within its measure."""

import struct
from datetime import timedelta

import pytest
import telegram
from aiogram.exceptions import TelegramRetryAfter
from telegram.error import BadRequest, ChatMigrated, Forbidden

from sandbox.telegram import CannotDo, Entity, Kind, Status
from tests.sandbox.circle import BOT

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 4, 3) + b"\0" * 5


def keyboard(label, data):
    button = telegram.InlineKeyboardButton(label, callback_data=data)
    return telegram.InlineKeyboardMarkup([[button]])


def test_groups_have_numbers_of_their_own(circle):
    assert str(circle.id).startswith("-100")
    assert circle.olga.members() == {
        "Olga": Status.CREATOR,
        "Ana": Status.MEMBER,
        "Circle": Status.MEMBER,
    }


async def test_a_bot_is_told_that_it_was_added_promoted_and_removed(circle):
    circle.olga.leading.remove(circle.account.id)
    circle.account.updates.clear()

    circle.olga.leading.add(circle.account.id)
    circle.olga.leading.promote(circle.account.id, "can_delete_messages")
    circle.olga.leading.remove(circle.account.id)

    moves = [update.my_chat_member for update in circle.heard() if update.my_chat_member]
    assert [(one.old_chat_member.status, one.new_chat_member.status) for one in moves] == [
        ("kicked", "left"),
        ("left", "member"),
        ("member", "administrator"),
        ("administrator", "kicked"),
    ]
    assert moves[2].new_chat_member.can_delete_messages
    assert not moves[2].new_chat_member.can_restrict_members
    assert {one.from_user.first_name for one in moves} == {"Olga"}


async def test_privacy_mode_lets_an_ordinary_bot_hear_what_is_meant_for_it_only(circle):
    said = await circle.bot.send_message(circle.id, "Hello all")
    circle.ana_here.say("just talk")
    circle.ana_here.say("/rules")
    circle.ana_here.say(f"/rules@{BOT}")
    circle.ana_here.say("/rules@care_bot")
    circle.ana_here.say("an answer", reply_to=said.message_id)

    assert circle.texts() == ["/rules", f"/rules@{BOT}", "an answer"]


async def test_a_command_for_nobody_by_name_is_for_the_bot_that_spoke_last(circle):
    circle.olga.leading.add(circle.other_account.id)
    circle.account.updates.clear()
    await circle.other.send_message(circle.id, "I am here too")

    circle.ana_here.say("/rules")

    assert circle.texts() == []
    assert circle.other_account.updates.pending()[-1]["message"]["text"] == "/rules"


async def test_a_bot_that_leads_hears_everything_but_other_bots(circle):
    circle.promote()
    circle.olga.leading.add(circle.other_account.id)
    circle.account.updates.clear()

    mine = circle.ana_here.say("just talk")
    circle.ana_here.edit(mine.message_id, "just talking")
    circle.ana_here.send_photo(PNG, "my garden")
    await circle.other.send_message(circle.id, "a bot speaks")

    talk, edited, photo = circle.heard()
    assert (talk.message.text, edited.edited_message.text) == ("just talk", "just talking")
    assert edited.edited_message.message_id == mine.message_id
    assert photo.message.caption == "my garden"
    file = await circle.bot.get_file(photo.message.photo[-1].file_id)
    assert bytes(await file.download_as_bytearray()) == PNG


async def test_a_bot_with_privacy_mode_off_hears_everything(circle):
    circle.account.hears_all = True

    circle.ana_here.say("just talk")

    assert circle.texts() == ["just talk"]
    assert (await circle.bot.get_me()).can_read_all_group_messages


async def test_a_picture_has_another_id_for_every_bot(circle):
    circle.promote()
    circle.olga.leading.add(circle.other_account.id)
    circle.olga.leading.promote(circle.other_account.id)
    circle.account.updates.clear()

    circle.ana_here.send_photo(PNG)

    mine = circle.heard()[-1].message.photo[-1]
    theirs = circle.read(circle.other_account.updates.pending())[-1].message.photo[-1]
    assert mine.file_id != theirs.file_id
    assert mine.file_unique_id == theirs.file_unique_id
    with pytest.raises(BadRequest):
        await circle.bot.get_file(theirs.file_id)


async def test_a_report_shows_what_it_is_about(circle):
    circle.promote()
    bad = circle.ana_here.say("you are all fools")

    circle.olga.say("/report", reply_to=bad.message_id)

    report = circle.heard()[-1].message
    assert report.reply_to_message.message_id == bad.message_id
    assert report.reply_to_message.from_user.id == circle.ana.id
    assert report.entities[0].type == "bot_command"


async def test_what_a_person_marks_and_shares_arrives(circle):
    circle.promote()

    circle.ana_here.say("look here", marked=[Entity("text_link", 0, 4, url="https://x.org")])
    circle.ana_here.share_contact("+1 555", "Zoe")

    link, contact = circle.heard()
    assert link.message.entities[0].url == "https://x.org"
    assert contact.message.contact.phone_number == "+1 555"


async def test_a_press_goes_to_the_bot_whose_button_it_is_and_its_answer_to_who_pressed(circle):
    circle.olga.leading.add(circle.other_account.id)
    await circle.bot.send_message(circle.id, "Agree?", reply_markup=keyboard("Yes", "r:1"))
    circle.account.updates.clear()
    circle.other_account.updates.clear()

    tap = circle.ana_here.tap("Yes")

    query = circle.heard()[-1].callback_query
    assert (query.data, query.from_user.id) == ("r:1", circle.ana.id)
    assert query.message.chat.id == circle.id
    assert circle.other_account.updates.pending() == []
    await circle.bot.answer_callback_query(query.id, "Thank you")
    assert tap.answer.text == "Thank you"
    assert (circle.ana_here.toasts(), circle.olga.toasts()) == (["Thank you"], [])


async def test_service_messages_come_to_every_bot_in_the_group(circle):
    circle.olga.leading.add(circle.ben.id)
    circle.ana_here.leave()
    circle.olga.leading.remove(circle.ben.id)

    came, left, removed = [update.message for update in circle.heard()]
    assert [one.id for one in came.new_chat_members] == [circle.ben.id]
    assert (left.left_chat_member.id, left.from_user.id) == (circle.ana.id, circle.ana.id)
    assert (removed.left_chat_member.id, removed.from_user.id) == (circle.ben.id, circle.olga.id)


async def test_changes_of_members_come_only_to_leading_bots_that_ask_for_them(circle):
    circle.olga.leading.add(circle.ben.id)
    circle.promote()
    circle.olga.leading.remove(circle.ben.id)
    assert not [update for update in circle.heard() if update.chat_member]

    circle.ask_for_everything()
    circle.ana_here.leave()

    [moved] = [update.chat_member for update in circle.heard() if update.chat_member]
    assert (moved.old_chat_member.status, moved.new_chat_member.status) == ("member", "left")
    assert moved.new_chat_member.user.id == circle.ana.id


async def test_a_group_hears_twenty_messages_a_minute_from_a_bot(circle):
    await circle.aiogram.send_message(circle.id, "the first")
    circle.now += timedelta(seconds=20)
    for number in range(19):
        await circle.aiogram.send_message(circle.id, f"{number}")

    with pytest.raises(TelegramRetryAfter) as refused:
        await circle.aiogram.send_message(circle.id, "one too many")

    assert refused.value.retry_after == 40
    circle.now += timedelta(seconds=40)
    await circle.aiogram.send_message(circle.id, "after a while")
    with pytest.raises(TelegramRetryAfter) as refused:
        await circle.aiogram.send_message(circle.id, "one too many again")
    assert refused.value.retry_after == 20


async def test_a_clock_turned_back_closes_a_group_for_no_more_than_a_minute(circle):
    for number in range(20):
        await circle.aiogram.send_message(circle.id, f"{number}")
    circle.now -= timedelta(hours=1)

    with pytest.raises(TelegramRetryAfter) as refused:
        await circle.aiogram.send_message(circle.id, "one too many")

    assert refused.value.retry_after == 60


async def test_a_bot_copies_and_forwards_between_a_group_and_a_private_chat(circle):
    circle.promote()
    circle.ana.open_link(BOT)
    said = circle.ana_here.send_photo(PNG, "my garden")

    copied = await circle.bot.copy_message(circle.ana.id, circle.id, said.message_id)
    forwarded = await circle.bot.forward_message(circle.id, circle.id, said.message_id)

    assert circle.ana.chat(BOT)[-1].message_id == copied.message_id
    assert circle.ana.chat(BOT)[-1].photo == PNG
    assert forwarded.forward_origin.sender_user.id == circle.ana.id


async def test_bots_pin_only_with_the_right_and_the_group_shows_it(circle):
    said = await circle.bot.send_message(circle.id, "The rules")
    refused = await circle.refusal(circle.bot.pin_chat_message(circle.id, said.message_id))
    assert refused == "Not enough rights to manage pinned messages in the chat"
    circle.promote()

    await circle.bot.pin_chat_message(circle.id, said.message_id)

    assert circle.heard()[-1].message.pinned_message.message_id == said.message_id
    assert (await circle.aiogram.get_chat(circle.id)).pinned_message.text == "The rules"
    await circle.bot.unpin_chat_message(circle.id, said.message_id)
    assert (await circle.bot.get_chat(circle.id)).pinned_message is None
    gone = await circle.refusal(circle.bot.pin_chat_message(circle.id, 999))
    assert gone == "Message to pin not found"
    await circle.bot.pin_chat_message(circle.id, said.message_id)
    await circle.bot.unpin_all_chat_messages(circle.id)
    assert circle.olga.group.pins == []


async def test_who_is_in_the_group_sees_the_menu_for_groups(circle):
    rules, help_now = telegram.BotCommand("rules", "Rules"), telegram.BotCommand("help", "Help")
    lead = telegram.BotCommand("mute", "Mute")
    await circle.bot.set_my_commands([help_now], telegram.BotCommandScopeAllPrivateChats())
    await circle.bot.set_my_commands([rules], telegram.BotCommandScopeAllGroupChats())
    await circle.bot.set_my_commands([lead], telegram.BotCommandScopeAllChatAdministrators())

    assert circle.ana_here.commands(BOT) == [("rules", "Rules")]
    assert circle.olga.commands(BOT) == [("mute", "Mute")]
    assert circle.ana.commands(BOT) == [("help", "Help")]


async def test_a_group_the_bot_never_met_is_not_found(circle):
    assert await circle.refusal(circle.other.send_message(circle.id, "hi")) == "Chat not found"
    assert await circle.refusal(circle.bot.get_chat(-1009)) == "Chat not found"


async def test_a_bot_outside_is_told_how_it_came_to_be_outside(circle):
    await circle.bot.leave_chat(circle.id)
    with pytest.raises(Forbidden, match="bot is not a member of the supergroup chat"):
        await circle.bot.send_message(circle.id, "hi")

    circle.olga.leading.remove(circle.account.id)
    with pytest.raises(Forbidden, match="bot was kicked from the supergroup chat"):
        await circle.bot.send_message(circle.id, "hi")
    with pytest.raises(Forbidden, match="bot was kicked from the supergroup chat"):
        await circle.bot.get_chat_member(circle.id, circle.ana.id)


async def test_a_bot_that_may_not_write_is_refused(circle):
    circle.olga.leading.restrict(circle.account.id, "can_send_messages")
    await circle.bot.send_message(circle.id, "words are fine")
    refused = await circle.refusal(circle.bot.send_photo(circle.id, PNG))
    assert refused == "Not enough rights to send photos to the chat"

    circle.olga.leading.restrict(circle.account.id)

    refused = await circle.refusal(circle.bot.send_message(circle.id, "hi"))
    assert refused == "Not enough rights to send text messages to the chat"


async def test_a_basic_group_moves_to_another_number_when_it_is_upgraded(basic_circle):
    circle = basic_circle
    await circle.bot.send_message(circle.id, "small")
    assert (await circle.aiogram.get_chat(circle.id)).type == "group"

    upgraded = circle.olga.upgrade()

    old, new = [update.message for update in circle.heard()]
    assert (old.chat.id, old.migrate_to_chat_id) == (circle.id, upgraded.group.id)
    assert (new.chat.id, new.migrate_from_chat_id) == (upgraded.group.id, circle.id)
    with pytest.raises(ChatMigrated) as moved:
        await circle.bot.send_message(circle.id, "hi")
    assert moved.value.new_chat_id == upgraded.group.id
    await circle.bot.send_message(upgraded.group.id, "large")
    assert upgraded.members() == circle.olga.members()
    with pytest.raises(CannotDo):
        circle.ana_here.say("into the old one")


async def test_what_happens_in_a_group_can_be_watched(circle):
    circle.promote()
    said = circle.ana_here.say("hello")
    await circle.bot.delete_message(circle.id, said.message_id)
    await circle.bot.restrict_chat_member(
        circle.id, circle.ana.id, telegram.ChatPermissions.no_permissions()
    )

    seen = [one for one in circle.seen if one.kind is not Kind.QUEUED]
    assert [(one.kind, one.bot, one.person, one.text) for one in seen] == [
        (Kind.MEMBER, "", circle.account.id, "administrator"),
        (Kind.POSTED, "", 0, ""),
        (Kind.DELETED, BOT, 0, ""),
        (Kind.MEMBER, BOT, circle.ana.id, "restricted"),
    ]
    assert {one.chat_id for one in seen} == {circle.id}


async def test_people_do_only_what_the_app_lets_them_do(circle):
    with pytest.raises(CannotDo):
        circle.ben_here.say("from outside")
    with pytest.raises(CannotDo):
        circle.ben_here.chat()
    mine = circle.ana_here.say("mine")
    with pytest.raises(CannotDo):
        circle.olga.edit(mine.message_id, "yours")
    with pytest.raises(CannotDo):
        circle.ana_here.leading.remove(circle.olga.id)
    with pytest.raises(CannotDo):
        circle.olga.leave()
    circle.olga.leading.restrict(circle.ana.id, "can_send_photos")
    with pytest.raises(CannotDo):
        circle.ana_here.say("words")
    circle.ana_here.send_photo(PNG)
