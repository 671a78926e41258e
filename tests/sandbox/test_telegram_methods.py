"""aiogram as it is talks to the sandbox; what the platform refuses is refused in its words."""

import struct
from datetime import UTC, datetime, timedelta

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.methods import BanChatMember
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BufferedInputFile,
    CopyTextButton,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    KeyboardButton,
    MenuButtonCommands,
    MessageEntity,
    ReactionTypeEmoji,
    ReplyKeyboardMarkup,
    ReplyParameters,
    WebAppInfo,
)

from sandbox.telegram import Button, Entity, Kind, TelegramServer

TOKEN = "123:abc"
BOT = "care_bot"
UNPARSED = "can't parse inline keyboard button: "
NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are"
    " exactly the same as a current content and reply markup of the message"
)
TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


def png(width=40, height=30, *, weight=0):
    """The head of a picture, which is all that the platform looks at here."""
    size = struct.pack(">II", width, height)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + size + b"\0" * (5 + weight)


JPEG = (
    b"\xff\xd8\xff\xe0\x00\x04ab" + b"\xff\xc0\x00\x0b\x08" + struct.pack(">HH", 20, 60) + b"\0" * 9
)


def keyboard(*rows):
    return InlineKeyboardMarkup(
        inline_keyboard=[
            [InlineKeyboardButton(text=label, callback_data=data) for label, data in row]
            for row in rows
        ]
    )


YES_NO = keyboard([("Yes", "q:1"), ("No", "q:0")])


def file(data, name="picture.png"):
    return BufferedInputFile(data, name)


class Desk:
    """An aiogram bot on the sandbox, and Ana who opened its chat."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 1, 9, tzinfo=UTC)
        self.server = TelegramServer(lambda: self.now)
        self.server.add_bot(TOKEN, BOT, "Care")
        self.ana = self.server.add_person("Ana", "de", username="ana")
        self.ana.open_link("https://t.me/care_bot?start=invite_1")
        self.bot: Bot

    async def say(self, text="hi", **options):
        return await self.bot.send_message(self.ana.id, text, **options)

    @property
    def shown(self):
        return self.ana.chat(BOT)

    async def refusal(self, call):
        with pytest.raises(TelegramAPIError) as refused:
            await call
        return refused.value.message


@pytest.fixture
async def desk():
    desk = Desk()
    session = AiohttpSession(api=TelegramAPIServer.from_base(await desk.server.start()))
    desk.bot = Bot(TOKEN, session=session)
    yield desk
    # Closing the inner session spares every test the quarter of a second aiogram waits for TLS.
    await (await session.create_session()).close()
    await desk.server.stop()


async def test_a_bot_learns_who_it_is(desk):
    me = await desk.bot.get_me()

    assert (me.id, me.username, me.first_name, me.is_bot) == (123, BOT, "Care", True)


async def test_a_wrong_token_is_unauthorized(desk):
    with pytest.raises(TelegramUnauthorizedError, match="Unauthorized"):
        await Bot("123:wrong", session=desk.bot.session).get_me()


async def test_a_method_that_is_not_there_is_not_found(desk):
    class Imagined(BanChatMember):
        __api_method__ = "imagineSomething"

    with pytest.raises(TelegramNotFound, match="Not Found"):
        await desk.bot(Imagined(chat_id=1, user_id=1))


async def test_a_text_arrives_with_its_marks_and_buttons(desk):
    sent = await desk.say("  <b>Hi 😀</b> Ana  ", parse_mode="HTML", reply_markup=YES_NO)

    [_, shown] = desk.shown
    assert (shown.text, shown.entities) == ("Hi 😀 Ana", (Entity("bold", 0, 5),))
    assert shown.buttons == [[Button("Yes", "q:1"), Button("No", "q:0")]]
    assert (shown.from_bot, shown.date, shown.edited) == (True, desk.now, None)
    assert sent.message_id == shown.message_id
    assert sent.html_text == "<b>Hi 😀</b> Ana"
    assert sent.chat.first_name == "Ana"


async def test_entities_may_be_given_instead_of_markup(desk):
    sent = await desk.say("😀 hi", entities=[MessageEntity(type="bold", offset=3, length=2)])

    assert sent.html_text == "😀 <b>hi</b>"
    halved = desk.say("😀 hi", entities=[MessageEntity(type="bold", offset=1, length=2)])
    assert "middle of a UTF-16 symbol" in await desk.refusal(halved)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "message text is empty"),
        (" \n ", "message text is empty"),
        ("<b></b>", "message text is empty"),
        ("😀" * 2048 + "a", "message is too long"),
        ("<i>x", "can't parse entities: Can't find end tag corresponding to start tag \"i\""),
    ],
)
async def test_an_unfit_text_is_refused(desk, text, reason):
    assert await desk.refusal(desk.say(text, parse_mode="HTML")) == f"Bad Request: {reason}"
    assert len(desk.shown) == 1


async def test_a_text_is_measured_after_its_marks(desk):
    sent = await desk.say(f"<b>{'😀' * 2048}</b>", parse_mode="HTML")

    assert sent.entities[0].length == 4096


async def test_markdown_is_refused_plainly(desk):
    refused = await desk.refusal(desk.say("*x*", parse_mode="MarkdownV2"))

    assert refused == "Bad Request: unsupported parse_mode"


async def test_a_bot_cannot_write_to_whom_it_never_met(desk):
    stranger = desk.server.add_person("Ben")

    assert await desk.refusal(desk.bot.send_message(stranger.id, "x")) == (
        "Bad Request: chat not found"
    )
    assert await desk.refusal(desk.bot.send_message("@nobody", "x")) == (
        "Bad Request: chat not found"
    )


async def test_a_blocked_bot_is_forbidden_to_write_until_unblocked(desk):
    desk.ana.block(BOT)

    with pytest.raises(TelegramForbiddenError, match="Forbidden: bot was blocked by the user"):
        await desk.say()

    desk.ana.unblock(BOT)
    assert (await desk.say()).text == "hi"


async def test_a_deleted_account_is_told_as_such(desk):
    desk.ana.deactivate()

    with pytest.raises(TelegramForbiddenError, match="Forbidden: user is deactivated"):
        await desk.say()


def button(**action):
    return InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="x", **action)]])


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        (keyboard([("x", "d" * 65)]), "BUTTON_DATA_INVALID"),
        (keyboard([("x", "é" * 33)]), "BUTTON_DATA_INVALID"),
        (keyboard([("x", "")]), UNPARSED + "Text buttons are unallowed"),
        (keyboard([("", "d")]), "inline keyboard button text must be non-empty"),
        (keyboard([("x", "d")] * 9), "reply markup is too long"),
        (keyboard(*([[("x", "d")] * 8] * 13)), "reply markup is too long"),
        (button(), UNPARSED + "Text buttons are unallowed in the inline keyboard"),
        (button(url="https://x.org", callback_data="d"), UNPARSED + "Exactly one action"),
        (button(url="ftp://x.org"), "inline keyboard button URL 'ftp://x.org' is invalid"),
        (button(url="http://localhost/"), "inline keyboard button URL 'http://localhost/' is"),
        (button(web_app=WebAppInfo(url="http://x.org")), "inline keyboard button Web App URL"),
        (button(callback_data="d", style="gaudy"), UNPARSED + "invalid button style"),
        (button(pay=True), UNPARSED + "pay buttons are for invoices"),
    ],
)
async def test_an_unfit_keyboard_is_refused(desk, markup, reason):
    refused = await desk.refusal(desk.say(reply_markup=markup))

    assert refused.startswith(f"Bad Request: {reason}")


@pytest.mark.parametrize(
    "markup",
    [
        keyboard([("x", "é" * 32)]),
        keyboard(*([[("x", "d")] * 8] * 12), [("x", "d")] * 4),
        button(url="tg://user?id=1"),
        button(url="https://x.org", style="primary"),
        button(copy_text=CopyTextButton(text="code")),
        button(web_app=WebAppInfo(url="https://x.org")),
        ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="x")]]),
        ForceReply(),
    ],
)
async def test_a_fit_keyboard_is_taken(desk, markup):
    await desk.say(reply_markup=markup)

    assert desk.shown[-1].said.markup


async def test_a_reply_names_what_it_answers(desk):
    first = await desk.say("first")

    reply = await desk.say("second", reply_parameters=ReplyParameters(message_id=first.message_id))

    assert reply.reply_to_message.text == "first"
    assert desk.shown[-1].reply_to == first.message_id
    missing = ReplyParameters(message_id=999)
    refused = await desk.refusal(desk.say(reply_parameters=missing))
    assert refused == "Bad Request: message to be replied not found"
    forgiving = ReplyParameters(message_id=999, allow_sending_without_reply=True)
    assert (await desk.say(reply_parameters=forgiving)).reply_to_message is None


async def test_protection_and_silence_are_kept(desk):
    sent = await desk.say(protect_content=True, disable_notification=True)

    assert sent.has_protected_content
    assert (desk.shown[-1].protected, desk.shown[-1].silent) == (True, True)


async def test_a_picture_is_uploaded_once_and_sent_again_by_its_id(desk):
    first = await desk.bot.send_photo(
        desk.ana.id, file(png()), caption="<i>look</i>", parse_mode="HTML"
    )
    size = first.photo[-1]

    again = await desk.bot.send_photo(desk.ana.id, size.file_id)

    assert (size.width, size.height) == (40, 30)
    assert again.photo[-1].file_unique_id == size.file_unique_id
    [_, one, two] = desk.shown
    assert (one.photo, one.caption, one.entities) == (png(), "look", (Entity("italic", 0, 4),))
    assert (two.photo, two.caption) == (png(), "")
    assert list(desk.server.calls[0].files.values()) == [png()]


async def test_a_jpeg_tells_its_size(desk):
    sent = await desk.bot.send_photo(desk.ana.id, file(JPEG, "p.jpg"))

    assert (sent.photo[-1].width, sent.photo[-1].height) == (60, 20)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"GIF89a", "IMAGE_PROCESS_FAILED"),
        (b"\xff\xd8\xff", "IMAGE_PROCESS_FAILED"),
        (b"", "file must be non-empty"),
        (png(9000, 2000), "PHOTO_INVALID_DIMENSIONS"),
        (png(2100, 100), "PHOTO_INVALID_DIMENSIONS"),
        (png(weight=10 * 1024 * 1024), "file of size"),
    ],
)
async def test_an_unfit_picture_is_refused(desk, data, reason):
    refused = await desk.refusal(desk.bot.send_photo(desk.ana.id, file(data)))

    assert refused.startswith(f"Bad Request: {reason}")


async def test_a_file_is_sent_as_what_it_is(desk):
    document = await desk.bot.send_document(desk.ana.id, file(b"a,b", "mine.csv"), caption="x")

    received = desk.shown[-1].document
    assert (received.name, received.mime, received.data) == ("mine.csv", "text/csv", b"a,b")
    assert document.document.file_name == "mine.csv"
    as_photo = desk.bot.send_photo(desk.ana.id, document.document.file_id)
    assert await desk.refusal(as_photo) == "Bad Request: can't use file of type Document as Photo"


async def test_a_file_that_is_nowhere_is_refused(desk):
    ana = desk.ana.id

    assert await desk.refusal(desk.bot.send_photo(ana, "AgACunknown")) == (
        "Bad Request: wrong file identifier/HTTP URL specified"
    )
    assert await desk.refusal(desk.bot.send_photo(ana, "https://x.org/a.png")) == (
        "Bad Request: failed to get HTTP URL content"
    )
    assert await desk.refusal(desk.bot.send_photo(ana, "attach://nothing")) == (
        "Bad Request: there is no photo in the request"
    )


async def test_an_upload_beyond_the_limit_is_too_large(desk):
    with pytest.raises(TelegramEntityTooLarge):
        await desk.bot.send_document(desk.ana.id, file(bytes(50 * 1024 * 1024 + 1)))


async def test_a_caption_has_its_own_limit(desk):
    refused = await desk.refusal(
        desk.bot.send_photo(desk.ana.id, file(png()), caption="😀" * 512 + "a")
    )

    assert refused == "Bad Request: message caption is too long"


async def test_an_album_is_one_group_of_messages(desk):
    media = [InputMediaPhoto(media=file(png()), caption="one"), InputMediaPhoto(media=file(JPEG))]

    sent = await desk.bot.send_media_group(desk.ana.id, media)

    assert len({message.media_group_id for message in sent}) == 1
    [one, two] = desk.shown[1:]
    assert (one.caption, one.photo, two.photo) == ("one", png(), JPEG)
    assert one.album == two.album == sent[0].media_group_id


async def test_an_unfit_album_is_refused(desk):
    mixed = [InputMediaPhoto(media=file(png())), InputMediaDocument(media=file(b"x", "x.txt"))]

    for media, reason in (
        ([], "there are no messages to send"),
        (mixed, "document can't be mixed with other media types"),
        ([InputMediaPhoto(media="x")] * 11, "too many messages to send as an album"),
    ):
        call = desk.bot.send_media_group(desk.ana.id, media)
        assert await desk.refusal(call) == f"Bad Request: {reason}"
    assert len(desk.shown) == 1


async def test_a_person_sees_that_the_bot_is_typing(desk):
    seen = []
    desk.server.watch(seen.append)

    await desk.bot.send_chat_action(desk.ana.id, "typing")

    assert [(one.kind, one.text) for one in seen] == [(Kind.DOING, "typing")]
    assert await desk.refusal(desk.bot.send_chat_action(desk.ana.id, "dancing")) == (
        "Bad Request: wrong parameter action in request"
    )


async def test_a_message_is_copied_without_its_origin_and_forwarded_with_it(desk):
    sent = await desk.say("keep this", reply_markup=YES_NO)

    copy = await desk.bot.copy_message(desk.ana.id, desk.ana.id, sent.message_id)
    forward = await desk.bot.forward_message(desk.ana.id, desk.ana.id, sent.message_id)

    assert copy.message_id == sent.message_id + 1
    assert [message.text for message in desk.shown[1:]] == ["keep this"] * 3
    assert forward.forward_origin.sender_user.username == BOT
    assert desk.shown[-1].buttons == []


async def test_what_is_gone_or_protected_is_not_copied(desk):
    sent = await desk.say(protect_content=True)
    ana = desk.ana.id

    assert await desk.refusal(desk.bot.copy_message(ana, ana, 99)) == (
        "Bad Request: message to copy not found"
    )
    assert await desk.refusal(desk.bot.forward_message(ana, ana, 99)) == (
        "Bad Request: message to forward not found"
    )
    assert await desk.refusal(desk.bot.copy_message(ana, ana, sent.message_id)) == (
        "Bad Request: message can't be copied"
    )


async def test_an_edit_replaces_text_and_keyboard_and_shows_as_edited(desk):
    sent = await desk.say("one", reply_markup=YES_NO)
    desk.now += timedelta(minutes=1)

    edited = await sent.edit_text("<u>two</u>", parse_mode="HTML").as_(desk.bot)

    shown = desk.shown[-1]
    assert (shown.text, shown.entities, shown.buttons) == ("two", (Entity("underline", 0, 3),), [])
    assert (shown.message_id, shown.date, shown.edited) == (
        sent.message_id,
        desk.now - timedelta(minutes=1),
        desk.now,
    )
    assert edited.edit_date == int(desk.now.timestamp())


async def test_an_edit_that_changes_nothing_is_refused(desk):
    sent = await desk.say("one", reply_markup=YES_NO)
    photo = await desk.bot.send_photo(desk.ana.id, file(png()), caption="c")
    media = InputMediaPhoto(media=photo.photo[-1].file_id, caption="c")

    for call in (
        sent.edit_text(" one ", reply_markup=YES_NO),
        sent.edit_reply_markup(reply_markup=YES_NO),
        photo.edit_caption(caption="c"),
        photo.edit_media(media),
        photo.edit_reply_markup(),
    ):
        assert await desk.refusal(desk.bot(call)) == NOT_MODIFIED


async def test_a_keyboard_alone_can_be_changed_and_does_not_show_as_an_edit(desk):
    sent = await desk.say("one", reply_markup=YES_NO)

    await sent.edit_reply_markup(reply_markup=keyboard([("Maybe", "m")])).as_(desk.bot)

    assert desk.shown[-1].buttons == [[Button("Maybe", "m")]]
    assert desk.shown[-1].edited is None


async def test_caption_and_picture_can_be_changed(desk):
    sent = await desk.bot.send_photo(desk.ana.id, file(png()), caption="one")

    await sent.edit_caption(caption="two").as_(desk.bot)
    assert (desk.shown[-1].caption, desk.shown[-1].photo) == ("two", png())

    media = InputMediaPhoto(media=file(JPEG), caption="three")
    await sent.edit_media(media, reply_markup=YES_NO).as_(desk.bot)
    shown = desk.shown[-1]
    assert (shown.caption, shown.photo, len(shown.buttons[0])) == ("three", JPEG, 2)


async def test_only_what_fits_can_be_edited(desk):
    own = desk.shown[0]
    text = await desk.say()
    photo = await desk.bot.send_photo(desk.ana.id, file(png()))
    fixed = await desk.say(reply_markup=ForceReply())
    at = {"chat_id": desk.ana.id}

    for call, reason in (
        (desk.bot.edit_message_text("x", message_id=99, **at), "message to edit not found"),
        (
            desk.bot.edit_message_text("x", message_id=own.message_id, **at),
            "message can't be edited",
        ),
        (fixed.edit_text("x").as_(desk.bot), "message can't be edited"),
        (photo.edit_text("x").as_(desk.bot), "there is no text in the message to edit"),
        (
            text.edit_caption(caption="x").as_(desk.bot),
            "there is no caption in the message to edit",
        ),
        (text.edit_text("x" * 4097).as_(desk.bot), "message is too long"),
        (desk.bot.edit_message_text("x", **at), "message identifier is not specified"),
        (desk.bot.edit_message_text("x", inline_message_id="x"), "MESSAGE_ID_INVALID"),
    ):
        assert await desk.refusal(call) == f"Bad Request: {reason}"


async def test_messages_are_deleted_within_two_days(desk):
    first, second = await desk.say("one"), await desk.say("two")
    desk.now += timedelta(hours=48)

    await first.delete().as_(desk.bot)
    desk.now += timedelta(seconds=1)

    assert await desk.refusal(second.delete().as_(desk.bot)) == (
        "Bad Request: message can't be deleted"
    )
    assert await desk.refusal(first.delete().as_(desk.bot)) == (
        "Bad Request: message to delete not found"
    )
    assert [message.text for message in desk.shown] == ["/start invite_1", "two"]


async def test_several_messages_are_deleted_and_those_gone_passed_over(desk):
    own = desk.shown[0].message_id
    sent = await desk.say()

    await desk.bot.delete_messages(desk.ana.id, [own, sent.message_id, 999])

    assert desk.shown == []
    too_many = desk.bot.delete_messages(desk.ana.id, list(range(101)))
    assert "too many message identifiers" in await desk.refusal(too_many)


async def test_one_message_that_is_too_old_keeps_all_others_of_the_call(desk):
    old = await desk.say("old")
    desk.now += timedelta(hours=49)
    new = await desk.say("new")

    both = desk.bot.delete_messages(desk.ana.id, [new.message_id, old.message_id])

    assert await desk.refusal(both) == "Bad Request: message can't be deleted"
    assert [message.text for message in desk.shown][-2:] == ["old", "new"]


async def test_a_press_is_answered_once_with_a_toast_or_an_alert(desk):
    await desk.say(reply_markup=YES_NO)
    tap = desk.ana.tap(BOT, "Yes")
    assert tap.answer is None

    await desk.bot.answer_callback_query(tap.query_id, "Thanks", show_alert=True)

    assert (tap.answer.text, tap.answer.show_alert) == ("Thanks", True)
    assert desk.ana.toasts(BOT) == ["Thanks"]
    assert await desk.refusal(desk.bot.answer_callback_query(tap.query_id)) == TOO_OLD


async def test_an_answer_without_words_shows_no_toast(desk):
    await desk.say(reply_markup=YES_NO)
    tap = desk.ana.tap(BOT, "Yes")

    await desk.bot.answer_callback_query(tap.query_id)

    assert tap.answer.text == ""
    assert desk.ana.toasts(BOT) == []


async def test_a_press_can_be_answered_for_fifteen_seconds(desk):
    await desk.say(reply_markup=YES_NO)
    early, late = desk.ana.tap(BOT, "Yes"), desk.ana.tap(BOT, "No")
    desk.now += timedelta(seconds=15)

    await desk.bot.answer_callback_query(early.query_id)
    desk.now += timedelta(seconds=1)

    assert await desk.refusal(desk.bot.answer_callback_query(late.query_id)) == TOO_OLD
    assert await desk.refusal(desk.bot.answer_callback_query("1")) == TOO_OLD


async def test_a_toast_has_at_most_200_characters(desk):
    await desk.say(reply_markup=YES_NO)
    tap = desk.ana.tap(BOT, "Yes")

    refused = await desk.refusal(desk.bot.answer_callback_query(tap.query_id, "x" * 201))

    assert refused == "Bad Request: MESSAGE_TOO_LONG"
    await desk.bot.answer_callback_query(tap.query_id, "x" * 200)


async def test_a_bot_reacts_to_a_message_and_takes_it_back(desk):
    own = desk.shown[0].message_id

    await desk.bot.set_message_reaction(desk.ana.id, own, [ReactionTypeEmoji(emoji="👍")])
    assert desk.shown[0].reaction == "👍"

    await desk.bot.set_message_reaction(desk.ana.id, own, [])
    assert desk.shown[0].reaction is None
    for wanted, reason in (
        (["🦀"], "REACTION_INVALID"),
        (["👍", "❤"], "REACTIONS_TOO_MANY"),
    ):
        emoji = [ReactionTypeEmoji(emoji=one) for one in wanted]
        call = desk.bot.set_message_reaction(desk.ana.id, own, emoji)
        assert await desk.refusal(call) == f"Bad Request: {reason}"
    gone = desk.bot.set_message_reaction(desk.ana.id, 999, [])
    assert await desk.refusal(gone) == "Bad Request: message to react not found"


async def test_a_picture_that_a_person_sent_can_be_downloaded(desk):
    desk.ana.send_photo(BOT, JPEG, "my note")
    update = (await desk.bot.get_updates())[-1]
    size = update.message.photo[-1]

    found = await desk.bot.get_file(size.file_id)
    content = await desk.bot.download_file(found.file_path)

    assert update.message.caption == "my note"
    assert found.file_size == len(JPEG)
    assert content.read() == JPEG
    assert await desk.refusal(desk.bot.get_file("nothing")) == "Bad Request: invalid file_id"


async def test_one_bot_does_not_know_the_files_of_another(desk):
    desk.server.add_bot("9:other", "other_bot", "Other")
    desk.ana.open_link("other_bot")
    other = Bot("9:other", session=desk.bot.session)
    sent = await desk.bot.send_photo(desk.ana.id, file(png()))

    refused = await desk.refusal(other.send_photo(desk.ana.id, sent.photo[-1].file_id))

    assert refused == "Bad Request: wrong file identifier/HTTP URL specified"


async def test_people_see_the_narrowest_command_menu_in_their_language(desk):
    ben = desk.server.add_person("Ben", "en")
    start = BotCommand(command="start", description="Begin")
    hilfe = BotCommand(command="hilfe", description="Hilfe")
    mine = BotCommand(command="mine", description="Mine")
    everybody = BotCommandScopeAllPrivateChats()

    await desk.bot.set_my_commands([start])
    await desk.bot.set_my_commands([hilfe], scope=everybody, language_code="de")

    assert desk.ana.commands(BOT) == [("hilfe", "Hilfe")]
    assert ben.commands(BOT) == [("start", "Begin")]
    [kept] = await desk.bot.get_my_commands(scope=everybody, language_code="de")
    assert (kept.command, kept.description) == ("hilfe", "Hilfe")

    await desk.bot.set_my_commands([mine], scope=BotCommandScopeChat(chat_id=desk.ana.id))
    assert desk.ana.commands(BOT) == [("mine", "Mine")]

    await desk.bot.delete_my_commands(scope=BotCommandScopeChat(chat_id=desk.ana.id))
    await desk.bot.delete_my_commands(scope=everybody, language_code="de")
    assert desk.ana.commands(BOT) == [("start", "Begin")]


@pytest.mark.parametrize(
    ("command", "description", "reason"),
    [
        ("Start", "x", "BOT_COMMAND_INVALID"),
        ("a" * 33, "x", "BOT_COMMAND_INVALID"),
        ("start", "", "BOT_COMMAND_DESCRIPTION_INVALID"),
        ("start", "x" * 257, "BOT_COMMAND_DESCRIPTION_INVALID"),
    ],
)
async def test_an_unfit_command_is_refused(desk, command, description, reason):
    wanted = [BotCommand(command=command, description=description)]

    assert await desk.refusal(desk.bot.set_my_commands(wanted)) == f"Bad Request: {reason}"


async def test_a_bot_says_who_it_is_in_every_language(desk):
    await desk.bot.set_my_name("Practice")
    await desk.bot.set_my_name("Praxis", language_code="de")
    await desk.bot.set_my_description("What it is for")
    await desk.bot.set_my_short_description("In short")

    assert (await desk.bot.get_my_name(language_code="de")).name == "Praxis"
    assert (await desk.bot.get_my_name(language_code="fr")).name == "Practice"
    assert (await desk.bot.get_my_description()).description == "What it is for"
    assert (await desk.bot.get_my_short_description()).short_description == "In short"
    too_long = desk.bot.set_my_short_description("x" * 121)
    assert await desk.refusal(too_long) == "Bad Request: short description is too long"


async def test_the_menu_button_is_kept_by_chat(desk):
    await desk.bot.set_chat_menu_button(chat_id=desk.ana.id, menu_button=MenuButtonCommands())

    assert (await desk.bot.get_chat_menu_button(chat_id=desk.ana.id)).type == "commands"
    assert (await desk.bot.get_chat_menu_button()).type == "default"


async def test_a_private_chat_and_its_two_members_can_be_looked_up(desk):
    chat = await desk.bot.get_chat(desk.ana.id)

    assert (chat.type, chat.first_name, chat.username) == ("private", "Ana", "ana")
    assert (await desk.bot.get_chat_member(desk.ana.id, desk.ana.id)).status == "member"
    stranger = desk.server.add_person("Ben")
    assert await desk.refusal(desk.bot.get_chat_member(desk.ana.id, stranger.id)) == (
        "Bad Request: member not found"
    )


async def test_a_chat_takes_ten_at_once_then_one_a_second(desk):
    for _ in range(10):
        await desk.say()

    with pytest.raises(TelegramRetryAfter) as refused:
        await desk.say()

    assert refused.value.retry_after == 1
    assert "Too Many Requests: retry after 1" in refused.value.message
    desk.now += timedelta(seconds=2)
    await desk.say()
    await desk.say()
    with pytest.raises(TelegramRetryAfter):
        await desk.say()


async def test_edits_answers_and_refused_calls_cost_no_send(desk):
    sent = await desk.say(reply_markup=YES_NO)
    for number in range(12):
        await sent.edit_text(str(number), reply_markup=YES_NO).as_(desk.bot)
        await desk.bot.answer_callback_query(desk.ana.tap(BOT, "Yes").query_id)
        await desk.refusal(desk.say(""))

    for _ in range(9):
        await desk.say()

    assert "retry after 1" in await desk.refusal(desk.say())


async def test_an_album_costs_as_much_as_its_pictures(desk):
    for _ in range(9):
        await desk.say()
    media = [InputMediaPhoto(media=file(png())), InputMediaPhoto(media=file(png()))]

    with pytest.raises(TelegramRetryAfter):
        await desk.bot.send_media_group(desk.ana.id, media)

    assert len(desk.shown) == 10


async def test_a_bot_sends_thirty_messages_a_second_to_all_its_chats(desk):
    people = [desk.server.add_person(str(number)) for number in range(31)]
    for person in people:
        person.open_link(BOT)
    for person in people[:30]:
        await desk.bot.send_message(person.id, "x")

    assert "retry after 1" in await desk.refusal(desk.bot.send_message(people[30].id, "x"))

    desk.now += timedelta(seconds=0.1)
    await desk.bot.send_message(people[30].id, "x")


async def test_rates_can_be_lifted_for_a_measurement(desk):
    desk.server.world.bot_named(BOT).rates.lifted = True

    for _ in range(40):
        await desk.say()

    assert len(desk.shown) == 41


async def test_a_call_without_a_chat_says_what_it_lacks(desk):
    with pytest.raises(TelegramBadRequest, match="chat_id is empty"):
        await desk.bot.send_message("", "x")
