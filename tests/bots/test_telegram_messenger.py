"""Messages arrive as they were meant, and every refusal of the platform gets its own name."""

import asyncio
import struct
import traceback
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from bots.telegram_clients.connection import BadToken
from bots.telegram_clients.messenger import PICTURES_KEPT, TelegramMessenger
from bots.telegram_clients.paragraphs import plain, tidy
from conversations.contents import Look, Style
from conversations.envelopes import (
    Broken,
    Messenger,
    Moved,
    Picture,
    Place,
    Shown,
    ShownButton,
    ShownLine,
    TryLater,
    Unreachable,
    Vanished,
)
from sandbox.telegram import Fault, TelegramServer
from sandbox.telegram.entities import utf16_slice

TOKEN = "123:abc"
BOT = "care_bot"
SECRET = "what-a-person-wrote"
MARKS = {"bold": Style.TITLE, "italic": Style.NOTE, "blockquote": Style.QUOTE}


def png(weight=0):
    """The head of a picture, which is all that the platform looks at here."""
    size = struct.pack(">II", 40, 30)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + size + b"\0" * (5 + weight)


def picture(weight=0):
    return Picture(png(weight), "progress.png", "From 15 to 9")


def words(*texts, style=Style.BODY):
    return tuple(ShownLine(text, style) for text in texts)


def shown(*texts, **what):
    return Shown(words(*texts), **what)


YES = ShownButton("Yes", "help.safe", "yes", Look.PRIMARY)
NO = ShownButton("No", "help.safe", "no", Look.DANGER)


class Chat:
    """The messenger on the sandbox, and Ana who opened the bot's chat."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 1, 9, tzinfo=UTC)
        self.server = TelegramServer(lambda: self.now)
        self.bot = self.server.add_bot(TOKEN, BOT, "Care")
        self.bot.rates.lifted = True
        self.ana = self.server.add_person("Ana")
        self.ana.open_link(BOT)
        self.address = str(self.ana.id)
        self.messenger: TelegramMessenger

    async def send(self, *texts, **what):
        return await self.messenger.send(self.address, shown(*texts, **what), None)

    async def edit(self, place, *texts, **what):
        await self.messenger.edit(self.address, place, shown(*texts, **what))

    @property
    def theirs(self):
        return [message for message in self.ana.chat(BOT) if message.from_bot]

    @property
    def last(self):
        return self.theirs[-1]

    def methods(self):
        return [call.method for call in self.server.calls]

    def fail(self, fault):
        if fault == Fault.timeout():
            # Where nobody answers it is soon over; elsewhere a busy machine may take its time.
            self.messenger._bot.session.timeout = 0.3
        self.server.fault = lambda call: fault


async def hang_up(messenger):
    # Closing the inner session spares every test the quarter of a second aiogram waits for TLS.
    await (await messenger._bot.session.create_session()).close()


@pytest.fixture
async def chat():
    chat = Chat()
    chat.messenger = TelegramMessenger(TOKEN, await chat.server.start())
    yield chat
    await hang_up(chat.messenger)
    await chat.server.stop()


@pytest.fixture
async def oddly_answering():
    """A messenger on a platform that says whatever it is told to; and what it was asked."""
    answers, asked = [], []

    async def odd(request):
        is_json = request.content_type == "application/json"
        asked.append(await request.json() if is_json else dict(await request.post()))
        status, envelope = answers.pop(0)
        if isinstance(envelope, str):
            return web.Response(status=status, text=envelope, content_type="text/html")
        return web.json_response(envelope, status=status)

    application = web.Application()
    application.router.add_post("/bot{token}/{method}", odd)
    runner = web.AppRunner(application, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    messenger = TelegramMessenger(TOKEN, f"http://127.0.0.1:{runner.addresses[0][1]}/")
    yield messenger, answers, asked
    await hang_up(messenger)
    await runner.cleanup()


def refused(status, description, **parameters):
    envelope = {"ok": False, "error_code": status, "description": description}
    return status, envelope | ({"parameters": parameters} if parameters else {})


# --- sending ---------------------------------------------------------------------------------


async def test_a_message_arrives_with_its_marks_and_buttons(chat):
    lines = (
        ShownLine("GAD-7 · 3 of 7", Style.NOTE),
        ShownLine("Worrying too much", Style.TITLE),
        ShownLine("How often did that trouble you in the last two weeks?"),
        ShownLine("a < b & <i>c</i>", Style.QUOTE),
    )
    message = Shown(lines, ((YES, NO), (ShownButton("Pause", "q", "pause"),)))

    place = await chat.messenger.send(chat.address, message, None)

    assert place == Place(chat.address, str(chat.last.message_id))
    assert chat.last.text == "\n\n".join(line.text for line in lines)
    kinds = ("italic", "bold", None, "blockquote")
    assert marks(chat.last) == [
        (line.text, kind) for line, kind in zip(lines, kinds, strict=True) if kind
    ]
    assert [[button.label for button in row] for row in chat.last.buttons] == [
        ["Yes", "No"],
        ["Pause"],
    ]
    styles = [one.get("style") for one in chat.last.said.markup["inline_keyboard"][0]]
    assert styles == ["primary", "danger"]
    assert '"is_disabled": true' in chat.server.calls[-1].params["link_preview_options"]


def marks(message):
    text = message.text or message.caption
    return [
        (utf16_slice(text, entity.offset, entity.length), entity.type)
        for entity in message.entities
        if entity.type in MARKS
    ]


async def test_the_messenger_is_one(chat):
    messenger: Messenger = chat.messenger

    assert await messenger.send(chat.address, shown("hello"), Place("C1", "1.0"))


LINES = st.lists(
    st.builds(ShownLine, st.text(max_size=40), st.sampled_from(Style)), min_size=1, max_size=4
).filter(tidy)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(lines=LINES)
async def test_any_text_arrives_as_exactly_that_text(chat, lines):
    meant = tidy(lines)

    await chat.messenger.send(chat.address, Shown(tuple(lines)), None)

    assert chat.last.text == plain(meant)
    assert marks(chat.last) == [
        (line.text, kind) for line in meant for kind, style in MARKS.items() if style is line.style
    ]
    assert len(chat.server.calls[-1].params["parse_mode"]) == 4


async def test_a_text_that_is_too_long_becomes_several_messages_with_the_buttons_at_the_end(chat):
    place = await chat.send("a" * 3000, "😀" * 2000, "end", buttons=((YES,),))

    first, second = chat.theirs
    assert (first.text, second.text) == ("a" * 3000, "😀" * 2000 + "\n\nend")
    assert (len(first.buttons), len(second.buttons)) == (0, 1)
    assert place.message == str(second.message_id)


async def test_a_message_without_words_is_broken(chat):
    with pytest.raises(Broken):
        await chat.send(" ", buttons=((YES,),))


# --- pictures --------------------------------------------------------------------------------


async def test_a_picture_carries_its_words_and_cannot_be_passed_on(chat):
    await chat.send("From 15 to 9.", picture=picture(), buttons=((YES,),))

    assert (chat.last.photo, chat.last.caption) == (png(), "From 15 to 9.")
    assert chat.last.protected
    assert [[button.label for button in row] for row in chat.last.buttons] == [["Yes"]]


async def test_a_picture_without_words_says_what_it_shows(chat):
    await chat.send(picture=picture())

    assert chat.last.caption == "From 15 to 9"


async def test_words_that_do_not_fit_under_a_picture_follow_it(chat):
    lines = (ShownLine("Anxiety", Style.TITLE), *words("a" * 1020, "b"))
    long = Shown(lines, ((YES,),), picture())

    place = await chat.messenger.send(chat.address, long, None)

    above, below = chat.theirs
    assert (above.caption, above.buttons) == ("Anxiety", [])
    assert below.text == "a" * 1020 + "\n\nb"
    assert len(below.buttons) == 1
    assert place.message == str(below.message_id)


async def test_words_without_a_title_all_follow_the_picture(chat):
    await chat.send("a" * 1025, picture=picture())

    above, below = chat.theirs
    assert (above.caption, below.text) == ("", "a" * 1025)


async def test_a_picture_is_uploaded_once(chat):
    for _ in range(3):
        await chat.send("again", picture=picture())

    assert [len(call.files) for call in chat.server.calls] == [1, 0, 0]
    assert [message.photo for message in chat.theirs] == [png()] * 3


async def test_a_picture_that_the_platform_forgot_is_uploaded_again(chat):
    await chat.send("once", picture=picture())
    chat.server.world.files.clear()

    await chat.send("twice", picture=picture())

    assert chat.last.photo == png()
    assert [len(call.files) for call in chat.server.calls] == [1, 0, 1]


async def test_only_the_latest_pictures_are_remembered(chat):
    kept = chat.messenger._file_ids
    for number in range(PICTURES_KEPT):
        kept[number.to_bytes(4, "big")] = "old"

    await chat.send("new", picture=picture())

    assert len(kept) == PICTURES_KEPT
    assert (0).to_bytes(4, "big") not in kept


async def test_a_picture_that_is_none_is_broken(chat):
    with pytest.raises(Broken, match="IMAGE_PROCESS_FAILED"):
        await chat.send("look", picture=Picture(b"no picture", "x.png", "nothing"))


# --- changing --------------------------------------------------------------------------------


async def test_an_edit_takes_the_place_of_the_text_and_its_buttons(chat):
    place = await chat.send("1 of 7", buttons=((YES,),))

    await chat.edit(place, "2 of 7", buttons=((NO,),))

    [message] = chat.theirs
    assert message.text == "2 of 7"
    assert [[button.label for button in row] for row in message.buttons] == [["No"]]


async def test_an_edit_without_a_change_is_success(chat):
    place = await chat.send("the same", buttons=((YES,),))

    await chat.edit(place, "the same", buttons=((YES,),))

    assert chat.last.edited is None


async def test_what_cannot_be_edited_has_vanished(chat):
    text = await chat.send("text")
    photo = await chat.send("caption", picture=picture())
    gone = Place(chat.address, "9999")
    not_ours = Place(chat.address, "1")

    for place, message in [
        (gone, shown("new")),
        (not_ours, shown("new")),
        (photo, shown("new")),
        (text, shown("new", picture=picture())),
        (text, shown("a" * 5000)),
    ]:
        with pytest.raises(Vanished):
            await chat.messenger.edit(chat.address, place, message)


async def test_retiring_takes_the_buttons_off_a_text_and_a_picture(chat):
    text = await chat.send("text", buttons=((YES,),))
    photo = await chat.send("caption", picture=picture(), buttons=((YES,),))

    await chat.messenger.retire(chat.address, text)
    await chat.messenger.retire(chat.address, photo)

    assert [(message.text or message.caption, message.buttons) for message in chat.theirs] == [
        ("text", []),
        ("caption", []),
    ]


async def test_retiring_what_cannot_be_retired_is_left_alone(chat):
    place = await chat.send("no buttons")

    await chat.messenger.retire(chat.address, place)
    await chat.messenger.retire(chat.address, Place(chat.address, "9999"))
    chat.ana.block(BOT)
    await chat.messenger.retire(chat.address, place)


async def test_retiring_waits_for_a_platform_that_does_not_answer(chat):
    place = await chat.send("text", buttons=((YES,),))
    chat.fail(Fault.answer(502))

    with pytest.raises(TryLater):
        await chat.messenger.retire(chat.address, place)


# --- taking back -----------------------------------------------------------------------------


def numbers(*messages):
    return [str(each.message_id) for each in messages]


async def test_messages_of_both_sides_are_taken_back_in_one_call(chat):
    theirs = chat.ana.say(BOT, "my words")
    place = await chat.send("ours")

    await chat.messenger.take_back(chat.address, [str(theirs.message_id), place.message])

    assert [each.text for each in chat.ana.chat(BOT)] == ["/start"]
    assert chat.methods().count("deleteMessages") == 1


async def test_more_than_a_hundred_are_taken_back_in_several_calls(chat):
    sent = [chat.ana.say(BOT, f"words {number}") for number in range(250)]

    await chat.messenger.take_back(chat.address, numbers(*sent))

    assert len(chat.ana.chat(BOT)) == 1
    assert chat.methods().count("deleteMessages") == 3


async def test_what_is_too_old_is_left_and_keeps_no_other(chat):
    old = chat.ana.say(BOT, "old")
    chat.now += timedelta(hours=49)
    new = [chat.ana.say(BOT, f"new {number}") for number in range(9)]

    await chat.messenger.take_back(chat.address, numbers(*new[:4], old, *new[4:]))

    assert [each.text for each in chat.ana.chat(BOT)] == ["/start", "old"]


async def test_what_is_gone_already_and_nothing_at_all_are_no_trouble(chat):
    sent = chat.ana.say(BOT, "words")

    await chat.messenger.take_back(chat.address, ["9999", *numbers(sent), "0"])
    await chat.messenger.take_back(chat.address, [])

    assert [each.text for each in chat.ana.chat(BOT)] == ["/start"]


async def test_taking_back_waits_for_a_platform_that_does_not_answer(chat):
    sent = chat.ana.say(BOT, "words")
    chat.fail(Fault.answer(502))

    with pytest.raises(TryLater):
        await chat.messenger.take_back(chat.address, numbers(sent))


async def test_the_place_of_a_long_message_names_all_its_parts(chat):
    place = await chat.send("a " * 5000, buttons=((YES,),))

    assert [*place.before, place.message] == numbers(*chat.theirs)
    assert len(place.before) >= 1


# --- refusals --------------------------------------------------------------------------------


async def test_too_many_requests_wait_as_long_as_the_platform_asks_and_park_only_the_chat(chat):
    chat.fail(Fault.answer(429, retry_after=7))

    with pytest.raises(TryLater) as later:
        await chat.send(SECRET)

    assert (later.value.after, later.value.whole_bot) == (7.0, False)


async def test_too_many_requests_without_a_chat_park_the_bot(chat):
    chat.fail(Fault.answer(429, retry_after=7))

    with pytest.raises(TryLater) as later:
        await chat.messenger.dress({"": [("help", "Help now")]}, {})

    assert (later.value.after, later.value.whole_bot) == (7.0, True)


@pytest.mark.parametrize(
    "fault",
    [
        Fault.answer(500),
        Fault.answer(502),
        Fault.timeout(),
        Fault.reset_before(),
        Fault.reset_after(),
    ],
)
async def test_a_platform_that_does_not_answer_is_asked_later(chat, fault):
    chat.fail(fault)

    with pytest.raises(TryLater) as later:
        await chat.send(SECRET)

    assert (later.value.after, later.value.whole_bot) == (None, False)
    assert_says_nothing(later.value)


async def test_a_platform_that_is_not_there_is_asked_later(chat):
    await chat.server.stop()

    with pytest.raises(TryLater):
        await chat.send(SECRET)


async def test_whoever_left_is_unreachable(chat):
    ben = chat.server.add_person("Ben")
    ben.open_link(BOT)
    chat.ana.block(BOT)
    ben.deactivate()

    for address in (chat.address, str(ben.id), "4711", "nobody"):
        with pytest.raises(Unreachable):
            await chat.messenger.send(address, shown("hello"), None)


async def test_buttons_that_telegram_never_takes_are_broken_before_anything_is_sent(chat):
    with pytest.raises(Broken):
        await chat.send("hello", buttons=((ShownButton("Yes", "q" * 64, "1"),),))
    with pytest.raises(Broken):
        await chat.edit(Place(chat.address, "2"), "hi", buttons=((ShownButton("Y", "q", ":"),),))

    assert chat.server.calls == []


async def test_what_telegram_refuses_for_good_is_broken(chat):
    with pytest.raises(Broken, match="button text must be non-empty"):
        await chat.send("hello", buttons=((ShownButton(" ", "q", "1"),),))


@pytest.mark.parametrize(
    ("answer", "failure", "values"),
    [
        (
            refused(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                migrate_to_chat_id=-10077,
            ),
            Moved,
            {"address": "-10077"},
        ),
        (refused(403, "Forbidden: bot can't initiate conversation with a user"), Unreachable, {}),
        (refused(400, "Bad Request: PEER_ID_INVALID"), Unreachable, {}),
        (refused(401, "Unauthorized"), TryLater, {"whole_bot": True}),
        (refused(404, "Not Found"), TryLater, {"whole_bot": True}),
        (refused(413, "Request Entity Too Large"), Broken, {}),
        (refused(429, "Too Many Requests: retry later"), TryLater, {"whole_bot": False}),
        (refused(402, "Payment Required"), Broken, {}),
        (refused(400, f'Bad Request: wrong thing "{SECRET}"'), Broken, {}),
        (refused(400, f"Bad Request: wrong thing '{SECRET}'"), Broken, {}),
        (refused(400, f"Bad Request: wrong thing: {SECRET}"), Broken, {}),
        ((200, "<html>a proxy</html>"), TryLater, {}),
        ((403, {"ok": False, "error_code": 403}), Unreachable, {}),
        ((200, {"answer": SECRET}), TryLater, {}),
    ],
)
async def test_every_refusal_has_one_name_and_says_nothing_of_the_message(
    oddly_answering, answer, failure, values
):
    messenger, answers, _ = oddly_answering
    answers.append(answer)

    with pytest.raises(failure) as raised:
        await messenger.send("700", shown(SECRET), None)

    assert {name: getattr(raised.value, name) for name in values} == values
    assert_says_nothing(raised.value)


def assert_says_nothing(failure):
    assert SECRET not in "".join(traceback.format_exception(failure))
    assert failure.__cause__ is None
    assert failure.__context__ is None


async def test_markup_that_telegram_does_not_understand_goes_out_once_in_plain_words(
    oddly_answering,
):
    messenger, answers, asked = oddly_answering
    unparsed = refused(400, f"Bad Request: can't parse entities: {SECRET}")
    sent = {"message_id": 8, "date": 1, "chat": {"id": 700, "type": "private"}, "text": "x"}
    answers += [unparsed, (200, {"ok": True, "result": sent}), unparsed, unparsed]

    with capture_logs() as logs:
        place = await messenger.send("700", Shown(words(SECRET, style=Style.TITLE)), None)
    with pytest.raises(Broken) as broken:
        await messenger.send("700", shown(SECRET), None)

    assert place.message == "8"
    assert [one["text"] for one in asked[:2]] == [f"<b>{SECRET}</b>", SECRET]
    assert "parse_mode" not in asked[1]
    assert len(asked) == 4
    assert logs
    assert SECRET not in str(logs)
    assert_says_nothing(broken.value)


async def test_what_the_platform_accepted_is_sent_even_when_its_answer_cannot_be_read(
    oddly_answering,
):
    messenger, answers, _ = oddly_answering
    answers += [
        (200, {"ok": True, "result": {"message_id": 8, "chat": "of a new kind"}}),
        (200, {"ok": True, "result": ["of a new kind"]}),
        (200, {"ok": True, "result": {"message_id": 8, "chat": "of a new kind"}}),
    ]

    first = await messenger.send("700", shown("hello"), None)
    second = await messenger.send("700", shown("hello"), None)
    await messenger.edit("700", first, shown("edited"))

    assert (first.message, second.message) == ("8", "0")


# --- taps, menu, connection ------------------------------------------------------------------


async def test_a_tap_is_answered_with_a_word_or_without(chat):
    await chat.send("Safe?", buttons=((YES, NO),))
    yes, no = chat.ana.tap(BOT, "Yes"), chat.ana.tap(BOT, "No")

    await chat.messenger.answer(yes.query_id, "a" * 150 + " " + "😀" * 60)
    await chat.messenger.answer(no.query_id, None)

    assert yes.answer.text == "a" * 150 + "…"
    assert no.answer.text == ""
    assert len(chat.ana.toasts(BOT)) == 1


@pytest.mark.parametrize("fault", [None, Fault.answer(429), Fault.answer(502), Fault.timeout()])
async def test_an_answer_that_cannot_be_given_never_raises(chat, fault):
    await chat.send("Safe?", buttons=((YES,),))
    tap = chat.ana.tap(BOT, "Yes")
    chat.now += timedelta(minutes=1)
    chat.fail(fault)

    with capture_logs() as logs:
        await chat.messenger.answer(tap.query_id, SECRET)

    assert [log["event"] for log in logs] == ["telegram-tap-not-answered"]
    assert SECRET not in str(logs)


async def test_the_menu_speaks_the_language_of_the_reader(chat):
    eva = chat.server.add_person("Eva", "es")

    await chat.messenger.dress(
        {"": [("help", "Help now")], "es": [("help", "Ayuda ahora")]},
        {"": "A line to your practice", "es": "Una línea a tu consulta"},
    )

    assert chat.ana.commands(BOT) == [("help", "Help now")]
    assert eva.commands(BOT) == [("help", "Ayuda ahora")]
    assert chat.bot.texts["short_description", ""] == "A line to your practice"
    assert chat.bot.texts["short_description", "es"] == "Una línea a tu consulta"


async def test_a_description_that_is_too_long_is_broken(chat):
    with pytest.raises(Broken, match="short description is too long"):
        await chat.messenger.dress({}, {"": "a" * 121})


@pytest.mark.parametrize("token", ["", "no token", "abc:123", "123:", "1:a/b", "123:ü"])
def test_what_cannot_be_a_token_is_said_plainly(token):
    with pytest.raises(BadToken, match="@BotFather"):
        TelegramMessenger(token)


async def test_the_first_call_of_another_kind_breaks_none_that_is_under_way(chat):
    calls = [chat.send(str(number)) for number in range(20)]

    sent = await asyncio.gather(*calls, chat.messenger.dress({}, {"": "About"}))

    assert len({place.message for place in sent[:-1]}) == 20


async def test_closing_ends_all_connections(chat):
    messenger = TelegramMessenger(TOKEN, chat.server.url)
    await messenger.send(chat.address, shown("hello"), None)
    await messenger.dress({}, {"": "About"})
    session = messenger._bot.session
    assert session._wire._open
    assert not session._session.closed

    await messenger.close()

    assert not session._wire._open
    assert session._session.closed
