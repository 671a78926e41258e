"""A bot that somebody else wrote, with grammY: the sandbox's Telegram is not shaped to our own."""

from datetime import UTC, datetime

import pytest

from sandbox.telegram import TelegramServer
from sandbox.telegram.calls import Fault
from tests.foreign.program import running, until

TOKEN = "100200300:a-token-that-only-the-sandbox-knows-abcde"
BOT = "counting_bot"
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000020000000208020000"
    "00fdd49a730000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)


@pytest.fixture
async def telegram():
    server = TelegramServer(lambda: datetime.now(UTC))  # noqa: TID251 - the bot has no other clock
    server.add_bot(TOKEN, BOT, "Counting")
    await server.start()
    yield server
    await server.stop()


def bot(telegram, **more):
    return running("telegram_bot.mjs", TELEGRAM_URL=telegram.url, TELEGRAM_TOKEN=TOKEN, **more)


class Chat:
    """What one person reads and does in the chat with the bot."""

    def __init__(self, person):
        self.person = person

    @property
    def read(self):
        return [each for each in self.person.chat(BOT) if each.from_bot]

    async def answered(self, words):
        """The newest message of the bot with these words; a service message may follow at once."""
        await until(lambda: self._with(words))
        return self._with(words)[-1]

    def _with(self, words):
        return [each for each in self.read if words in (each.text or each.caption)]


async def test_a_foreign_bot_counts_refuses_and_sends_pictures_by_long_polling(telegram):
    ana = telegram.add_person("Ana & Co")
    chat = Chat(ana)
    async with bot(telegram) as program:
        assert (await program.told("ready"))["username"] == BOT
        assert ana.commands(BOT) == [("keys", "Choose")]

        ana.open_link(f"https://t.me/{BOT}?start=from-a-link")
        greeting = await chat.answered("Hello")
        assert greeting.text == "Hello Ana & Co, from-a-link"

        ana.tap(BOT, "Add to 0")
        await chat.answered("Counted to 1")
        ana.tap(BOT, "Add to 1")
        counted = await chat.answered("Counted to 2")
        assert counted.message_id == greeting.message_id
        assert ana.toasts(BOT) == ["Now 1", "Now 2"]

        ana.tap(BOT, "Same again")
        refused = await program.told("refused")
        assert refused["error_code"] == 400
        assert refused["description"].startswith("Bad Request: message is not modified: specified")

        said = ana.say(BOT, "/keys")
        await chat.answered("Yes or no?")
        ana.say(BOT, "Yes")
        await chat.answered("You said Yes")
        ana.edit(BOT, said.message_id, "no keys")
        await chat.answered("You meant no keys")

        ana.send_photo(BOT, PICTURE, "Look")
        photo = await program.told("photo")
        assert (photo["status"], photo["size"], photo["caption"]) == (200, len(PICTURE), "Look")
        assert photo["file_size"] == len(PICTURE)
        assert await program.told("album") == {"what": "album", "group": 1, "count": 2}
        assert [each.caption for each in chat.read[-4:]] == ["Back to you", "As a file", "", ""]
        ana.tap(BOT, "Add to 7")
        await until(lambda: chat.read[-4].caption == "Counted to 8")

        ana.say(BOT, "/voice")
        heard = {"duration": 3, "mime_type": "audio/ogg", "file_size": 4, "same": True}
        assert await program.told("voice") == {"what": "voice", **heard}
        assert chat.read[-1].caption == "Once more"
        assert chat.read[-1].voice == 3


async def test_a_foreign_bot_reads_every_refusal_as_its_library_expects_it(telegram):
    ben = telegram.add_person("Ben")
    async with bot(telegram) as program:
        await program.told("ready")
        ben.say(BOT, "/delete")
        refusals = [await program.told("refused") for _ in range(6)]

        assert [each["description"] for each in refusals[:2]] == [
            "Bad Request: message to delete not found",
            "Bad Request: chat not found",
        ]
        assert refusals[2]["description"].startswith("Bad Request: can't parse entities: ")
        assert [each["description"] for each in refusals[3:]] == [
            "Bad Request: message is too long",
            "Bad Request: BUTTON_DATA_INVALID",
            "Bad Request: query is too old and response timeout expired or query ID is invalid",
        ]
        assert {each["error_code"] for each in refusals} == {400}

        telegram.fault = lambda call: (
            Fault.answer(429, retry_after=7) if call.method == "sendMessage" else None
        )
        ben.say(BOT, "/many")
        refused = await program.told("refused")
        assert refused["error_code"] == 429
        assert refused["description"] == "Too Many Requests: retry after 7"
        assert refused["parameters"] == {"retry_after": 7}
        telegram.fault = None

        ben.say(BOT, "/later 200")
        await program.told("later")
        ben.block(BOT)
        assert (await program.told("member"))["status"] == "kicked"
        refused = await program.told("refused")
        assert refused["error_code"] == 403
        assert refused["description"] == "Forbidden: bot was blocked by the user"


async def test_a_foreign_bot_is_reached_by_webhook_with_its_secret(telegram):
    eva = telegram.add_person("Eva")
    async with bot(telegram, WEBHOOK_SECRET="a-secret-of-ours") as program:
        assert (await program.told("ready"))["webhook"].startswith("http://127.0.0.1:")

        eva.say(BOT, "/start")

        assert (await Chat(eva).answered("Hello")).text == "Hello Eva, no link"
        eva.tap(BOT, "Add to 0")
        await Chat(eva).answered("Counted to 1")
