"""People do in the sandbox what the app lets them do, and see what the app shows."""

import struct
from datetime import UTC, datetime, timedelta

import pytest
from aiogram.types import Update
from aiohttp import ClientSession

from sandbox.telegram import Button, CannotDo, Entity, Kind, NoSuchButton, TelegramServer

TOKEN = "123:abc"
BOT = "care_bot"
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 4, 3) + b"\0" * 5


class Street:
    """A server with a bot that speaks by plain HTTP, and two people."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 1, 9, tzinfo=UTC)
        self.server = TelegramServer(lambda: self.now)
        self.bot = self.server.add_bot(TOKEN, BOT, "Care")
        self.ana = self.server.add_person("Ana", username="ana")
        self.ben = self.server.add_person("Ben", "tr")
        self.http: ClientSession

    async def send(self, person, text, *labels):
        rows = [[{"text": label, "callback_data": f"d:{label}"}] for label in labels]
        params = {"chat_id": person.id, "text": text, "reply_markup": {"inline_keyboard": rows}}
        url = f"{self.server.url}/bot{TOKEN}/sendMessage"
        async with self.http.post(url, json=params) as answer:
            return (await answer.json())["result"]["message_id"]

    async def call(self, method, **params):
        url = f"{self.server.url}/bot{TOKEN}/{method}"
        async with self.http.post(url, json=params) as answer:
            return await answer.json()

    def heard(self):
        return self.bot.updates.pending()


@pytest.fixture
async def street():
    street = Street()
    await street.server.start()
    async with ClientSession() as street.http:
        yield street
    await street.server.stop()


@pytest.mark.parametrize(
    ("link", "payload", "text"),
    [
        ("https://t.me/care_bot?start=inv_1-a", "", "/start inv_1-a"),
        ("t.me/Care_Bot?start=x", "", "/start x"),
        ("tg://resolve?domain=care_bot&start=x", "", "/start x"),
        ("@care_bot", "y", "/start y"),
        ("care_bot", "", "/start"),
        ("https://t.me/care_bot", "z" * 64, "/start " + "z" * 64),
    ],
)
async def test_a_link_starts_the_bot_with_its_payload(street, link, payload, text):
    sent = street.ana.open_link(link, payload)

    assert (sent.text, sent.from_bot) == (text, False)
    assert sent.entities == (Entity("bot_command", 0, 6),)
    assert street.heard()[0]["message"]["text"] == text


@pytest.mark.parametrize("payload", ["z" * 65, "a b", "é", "a=b"])
async def test_a_payload_beyond_the_rule_opens_nothing(street, payload):
    with pytest.raises(CannotDo):
        street.ana.open_link(BOT, payload)

    assert street.heard() == []


async def test_a_link_to_elsewhere_or_to_no_bot_opens_nothing(street):
    with pytest.raises(CannotDo):
        street.ana.open_link("https://example.org/care_bot")
    with pytest.raises(KeyError):
        street.ana.open_link("t.me/unknown_bot")


async def test_the_newest_button_with_a_label_is_pressed(street):
    street.ana.open_link(BOT)
    await street.send(street.ana, "first", "Yes")
    newest = await street.send(street.ana, "second", "Yes", "No")

    tap = street.ana.tap(BOT, "Yes")

    query = Update.model_validate(street.heard()[-1]).callback_query
    assert (query.id, query.data, query.message.message_id) == (tap.query_id, "d:Yes", newest)
    assert query.from_user.id == street.ana.id
    assert query.chat_instance
    assert tap.answer is None


async def test_an_older_button_is_pressed_when_its_message_is_named(street):
    street.ana.open_link(BOT)
    oldest = await street.send(street.ana, "first", "Yes")
    await street.send(street.ana, "second", "Yes")

    street.ana.tap(BOT, "Yes", message_id=oldest)

    assert street.heard()[-1]["callback_query"]["message"]["message_id"] == oldest


async def test_a_button_that_is_not_there_is_named_with_those_that_are(street):
    street.ana.open_link(BOT)
    await street.send(street.ana, "first", "Yes", "No")

    with pytest.raises(NoSuchButton, match=r"no button 'Maybe'.*'Yes', 'No'"):
        street.ana.tap(BOT, "Maybe")


async def test_a_link_button_is_seen_but_not_pressed(street):
    street.ana.open_link(BOT)
    markup = {"inline_keyboard": [[{"text": "Read", "url": "https://x.org"}]]}
    await street.call("sendMessage", chat_id=street.ana.id, text="x", reply_markup=markup)

    with pytest.raises(NoSuchButton):
        street.ana.tap(BOT, "Read")

    assert street.ana.chat(BOT)[-1].buttons == [[Button("Read", url="https://x.org")]]


async def test_a_button_of_a_deleted_message_can_still_arrive(street):
    street.ana.open_link(BOT)
    gone = await street.send(street.ana, "first", "Yes")
    await street.call("deleteMessage", chat_id=street.ana.id, message_id=gone)

    street.ana.tap_data(BOT, gone, "forged")

    query = Update.model_validate(street.heard()[-1]).callback_query
    assert (query.data, query.message.message_id, query.message.date) == ("forged", gone, 0)
    with pytest.raises(CannotDo):
        street.ana.tap_data(BOT, 999, "never was")


async def test_own_messages_can_be_edited_and_others_not(street):
    sent = street.ana.say(BOT, "firts")
    foreign = await street.send(street.ana, "hello")
    street.now += timedelta(minutes=1)

    edited = street.ana.edit(BOT, sent.message_id, "first")

    assert (edited.text, edited.edited) == ("first", street.now)
    assert street.ana.chat(BOT)[0] == edited
    assert street.heard()[-1]["edited_message"]["edit_date"] == int(street.now.timestamp())
    with pytest.raises(CannotDo):
        street.ana.edit(BOT, foreign, "mine now")


async def test_a_picture_is_sent_with_its_caption_which_can_be_edited(street):
    sent = street.ana.send_photo(BOT, PNG, "my sheet")

    edited = street.ana.edit(BOT, sent.message_id, "my own sheet")

    assert (sent.photo, sent.caption, sent.text) == (PNG, "my sheet", "")
    assert (edited.photo, edited.caption) == (PNG, "my own sheet")
    message = Update.model_validate(street.heard()[0]).message
    assert (message.photo[0].width, message.photo[0].height) == (4, 3)
    with pytest.raises(CannotDo):
        street.ana.send_photo(BOT, b"not a picture")


@pytest.mark.parametrize("text", ["", "  \n", "x" * 4097, "😀" * 2049])
async def test_the_app_sends_neither_nothing_nor_too_much(street, text):
    with pytest.raises(CannotDo):
        street.ana.say(BOT, text)


async def test_whoever_blocked_a_bot_has_to_unblock_it_to_write(street):
    street.ana.say(BOT, "hello")
    street.ana.block(BOT)
    street.ana.block(BOT)

    with pytest.raises(CannotDo):
        street.ana.say(BOT, "still here?")
    street.ana.unblock(BOT)
    street.ana.say(BOT, "again")

    kinds = [next(kind for kind in update if kind != "update_id") for update in street.heard()]
    assert kinds == ["message", "my_chat_member", "my_chat_member", "message"]
    change = street.heard()[1]["my_chat_member"]
    assert change["old_chat_member"]["status"] == "member"
    assert change["new_chat_member"]["status"] == "kicked"
    assert change["new_chat_member"]["user"]["username"] == BOT


async def test_a_deleted_account_does_nothing_more(street):
    street.ana.deactivate()

    with pytest.raises(CannotDo):
        street.ana.say(BOT, "hello")


async def test_chats_are_apart_and_the_bot_counts_through_them(street):
    first = street.ana.say(BOT, "from Ana")
    second = street.ben.say(BOT, "from Ben")

    assert [message.text for message in street.ana.chat(BOT)] == ["from Ana"]
    assert [message.text for message in street.ben.chat(BOT)] == ["from Ben"]
    assert second.message_id == first.message_id + 1
    assert street.heard()[1]["message"]["from"]["language_code"] == "tr"


async def test_a_deleted_message_is_no_longer_shown(street):
    sent = street.ana.say(BOT, "my secret")

    await street.call("deleteMessage", chat_id=street.ana.id, message_id=sent.message_id)

    assert street.ana.chat(BOT) == []


async def test_whoever_watches_hears_of_every_visible_change(street):
    heard = []
    unwatch = street.server.watch(heard.append)
    own = street.ana.say(BOT, "hello")
    sent = await street.send(street.ana, "hi", "Yes")
    tap = street.ana.tap(BOT, "Yes")
    await street.call("answerCallbackQuery", callback_query_id=tap.query_id, text="Thanks")
    at = {"chat_id": street.ana.id, "message_id": sent}
    await street.call("editMessageText", text="hi again", **at)
    await street.call("deleteMessage", **at)

    unwatch()
    street.ana.say(BOT, "unwatched")

    assert [one.kind for one in heard] == [
        Kind.POSTED,
        Kind.QUEUED,
        Kind.POSTED,
        Kind.QUEUED,
        Kind.TOAST,
        Kind.EDITED,
        Kind.DELETED,
    ]
    assert heard[0].message == own
    assert (heard[0].bot, heard[0].chat_id) == (BOT, street.ana.id)
    assert heard[3].update["callback_query"]["id"] == tap.query_id
    assert heard[4].text == "Thanks"
    assert heard[5].message.text == "hi again"


async def test_a_run_with_the_same_seed_repeats_itself(street):
    def run(seed):
        server = TelegramServer(lambda: street.now, seed=seed)
        bot = server.add_bot(TOKEN, BOT, "Care")
        server.add_person("Ana").open_link(BOT)
        return bot.updates.pending()

    assert run(1) == run(1)
    assert run(1) != run(2)
