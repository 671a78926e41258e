"""A raw update becomes what a person did, or nothing, or a named refusal; never a crash."""

import json
import traceback

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.telegram_clients.hearing import Unparsable, heard
from bots.telegram_polling.ingest import update_id_of
from conversations.envelopes import CLIENTS, Inbound
from conversations.turn import Asked, Came, Edited, Left, Returned, Said, SentFile, Tapped

ANA = {"id": 700, "is_bot": False, "first_name": "Ana", "language_code": "de"}
CHAT = {"id": 700, "type": "private", "first_name": "Ana"}
GROUP = {"id": -100500, "type": "supergroup", "title": "Tuesdays"}
CARE = {"id": 123, "is_bot": True, "first_name": "Care", "username": "care_bot"}
FILE = {"file_id": "f", "file_unique_id": "u"}
SIZED = FILE | {"width": 1, "height": 1}
CLIP = SIZED | {"duration": 1}


def update(**what):
    return json.dumps({"update_id": 5, **what}).encode()


def message(**what):
    return {"message_id": 9, "date": 1772355600, "chat": CHAT, "from": ANA} | what


def said(text):
    return update(message=message(text=text))


def pressed(data, **what):
    old = {"message_id": 9, "date": 0, "chat": CHAT}
    query = {"id": "tap1", "from": ANA, "chat_instance": "1", "data": data, "message": old}
    return update(callback_query=query | what)


def membership(status, chat=CHAT):
    body = {"chat": chat, "from": ANA, "date": 1772355600}
    old = {"user": CARE, "status": "member"}
    new = {"user": CARE, "status": status} | ({"until_date": 0} if status == "kicked" else {})
    return update(my_chat_member=body | {"old_chat_member": old, "new_chat_member": new})


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("/start", Came()),
        ("/start abc_DEF-1", Came("abc_DEF-1")),
        ("/start@care_bot abc", Came("abc")),
        ("/help", Asked("help")),
        ("/Help", Asked("help")),
        ("/help@care_bot", Asked("help")),
        ("/help please, now", Asked("help")),
        ("/pause 5d", Asked("pause", "5d")),
        ("/pausa 2 semanas", Asked("pausa", "2 semanas")),
        ("/help\nplease", Asked("help")),
        ("I slept well", Said("I slept well")),
        ("/ is a slash", Said("/ is a slash")),
        ("/fine, thanks", Said("/fine, thanks")),
        ("either/or", Said("either/or")),
        ("  two\nlines ", Said("  two\nlines ")),
    ],
)
def test_words_and_commands_are_told_apart(text, event):
    assert heard(said(text)) == Inbound(CLIENTS, "700", event, language="de")


def test_a_message_brings_its_number_and_a_press_does_not():
    assert heard(said("words")).message == str(message(text="words")["message_id"])
    assert heard(update(edited_message=message(text="other", edit_date=1))).message is not None
    assert heard(pressed("k3f.gad7.3:2")).message is None


def test_a_press_names_its_question_and_brings_what_its_answer_needs():
    assert heard(pressed("k3f.gad7.3:2")) == Inbound(
        CLIENTS, "700", Tapped("k3f.gad7.3", "2"), "tap1", "de"
    )


@pytest.mark.parametrize(
    ("data", "tapped"),
    [
        ("alert:4f:support", Tapped("alert:4f", "support")),
        ("help:", Tapped("help", "")),
        ("nothing", Tapped("", "nothing")),
    ],
)
def test_the_last_colon_parts_question_and_choice(data, tapped):
    inbound = heard(pressed(data))

    assert inbound is not None
    assert inbound.event == tapped


def test_a_press_on_a_message_that_is_out_of_reach_is_heard():
    assert heard(pressed("help:card", message=None)) is not None


def test_an_edited_message_is_heard_as_edited():
    edited = message(text="/help I meant", edit_date=1772355700)
    captioned = message(photo=[SIZED], caption="my garden", edit_date=1772355700)

    assert heard(update(edited_message=edited)).event == Edited("/help I meant")
    assert heard(update(edited_message=captioned)).event == Edited("my garden")


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("voice", FILE | {"duration": 1}),
        ("audio", FILE | {"duration": 1}),
        ("video", CLIP),
        ("video_note", FILE | {"length": 1, "duration": 1}),
        ("animation", CLIP),
        ("sticker", SIZED | {"type": "regular", "is_animated": False, "is_video": False}),
        ("location", {"latitude": 1.0, "longitude": 1.0}),
        ("contact", {"phone_number": "1", "first_name": "Ana"}),
        ("dice", {"emoji": "🎲", "value": 3}),
    ],
)
def test_what_is_not_words_is_named_by_its_kind(kind, content):
    inbound = heard(update(message=message(**{kind: content})))

    assert inbound is not None
    assert inbound.event == SentFile(kind)


def test_a_photo_or_a_file_says_by_what_it_is_given_out_and_what_stands_beside_it():
    small, large = SIZED | {"file_id": "s"}, SIZED | {"file_id": "l", "file_size": 90}
    photo = heard(update(message=message(photo=[small, large], caption="my garden")))
    file = heard(update(message=message(document=FILE | {"file_name": "a.png", "file_size": 7})))

    assert photo.event == SentFile("photo", "l", size=90, words="my garden")
    assert file.event == SentFile("document", FILE["file_id"], "a.png", 7)


def test_leaving_and_returning_are_heard():
    assert heard(membership("kicked")) == Inbound(CLIENTS, "700", Left(), language="de")
    assert heard(membership("member")) == Inbound(CLIENTS, "700", Returned(), language="de")


@pytest.mark.parametrize(
    "body",
    [
        update(),
        update(message=message(text="hello", chat=GROUP)),
        update(message=message(text="hello", **{"from": ANA | {"is_bot": True}})),
        update(edited_message=message(text="hello", chat=GROUP, edit_date=1772355700)),
        update(edited_message=message(location={"latitude": 1.0, "longitude": 1.0})),
        update(channel_post={"message_id": 9, "date": 1, "chat": GROUP, "text": "news"}),
        update(message=message(pinned_message={"message_id": 8, "date": 0, "chat": CHAT})),
        update(message=message(message_auto_delete_timer_changed={"message_auto_delete_time": 1})),
        update(message=message()),
        pressed("a:b", message={"message_id": 9, "date": 0, "chat": GROUP}),
        pressed(None),
        membership("kicked", GROUP),
        update(something_new={"a": 1}),
    ],
)
def test_what_does_not_concern_us_is_nothing(body):
    assert heard(body) is None


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"my secret",
        b'"my secret"',
        b'{"update_id": "my secret"}',
        b'{"update_id": 1, "message": {"text": "my secret"}}',
        b'{"update_id": 1, "message": "my secret"}',
        b'{"update_id": 1, "x": "\\ud800"}',
        b"\xff\xfe",
        membership("half-here"),
    ],
)
def test_an_update_that_cannot_be_parsed_is_named_without_its_content(body):
    with pytest.raises(Unparsable) as unparsable:
        heard(body)

    assert "my secret" not in "".join(traceback.format_exception(unparsable.value))
    assert unparsable.value.__context__ is None


def test_an_update_has_the_number_that_telegram_gave_it():
    assert update_id_of({"update_id": 871_234_567}) == "871234567"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=6,
)
KINDS = ["message", "edited_message", "callback_query", "my_chat_member"]
WHOLE = [
    message(text="hi"),
    json.loads(pressed("a:b"))["callback_query"],
    json.loads(membership("kicked"))["my_chat_member"],
]


@given(
    kind=st.sampled_from(KINDS),
    whole=st.sampled_from(WHOLE),
    field=st.sampled_from(["from", "chat", "text", "data", "date", "photo", "new_chat_member"]),
    odd=JSON,
)
def test_a_damaged_update_is_heard_or_unparsable_and_nothing_else(kind, whole, field, odd):
    body = update(**{kind: whole | {field: odd}})

    try:
        inbound = heard(body)
    except Unparsable:
        return

    assert inbound is None or inbound.bot == CLIENTS
