"""A group on the sandbox, its people, and bots driven by two libraries."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import aiogram
import pytest
import telegram
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from telegram.error import TelegramError
from telegram.request import HTTPXRequest

from sandbox.telegram import Happening, TelegramServer

TOKEN, OTHER_TOKEN = "123:abc", "456:def"
BOT, OTHER_BOT = "circle_bot", "care_bot"
RIGHTS = ("can_delete_messages", "can_restrict_members", "can_invite_users", "can_pin_messages")
ASKED_FOR = (
    "message",
    "edited_message",
    "callback_query",
    "my_chat_member",
    "chat_member",
    "chat_join_request",
)


class Circle:
    """Olga's group, with Ana and an ordinary bot in it; Ben and another bot are outside."""

    def __init__(self, *, basic: bool = False) -> None:
        self.now = datetime(2026, 3, 1, 9, tzinfo=UTC)
        self.server = TelegramServer(lambda: self.now)
        self.account = self.server.add_bot(TOKEN, BOT, "Circle")
        self.other_account = self.server.add_bot(OTHER_TOKEN, OTHER_BOT, "Care")
        self.ana = self.server.add_person("Ana", username="ana")
        self.ben = self.server.add_person("Ben")
        owner = self.server.add_person("Olga")
        self.olga = self.server.add_group("Tuesday circle", owner, basic=basic)
        self.id = self.olga.group.id
        self.ana_here, self.ben_here = self.ana.in_group(self.id), self.ben.in_group(self.id)
        self.olga.leading.add(self.ana.id)
        self.olga.leading.add(self.account.id)
        self.account.updates.clear()
        self.seen: list[Happening] = []
        self.server.watch(self.seen.append)
        self.bot: telegram.Bot
        self.other: telegram.Bot
        self.aiogram: aiogram.Bot

    def promote(self, *rights: str) -> None:
        """The bot leads from now on; nothing waits for it."""
        self.olga.leading.promote(self.account.id, *(rights or RIGHTS))
        self.account.updates.clear()

    def ask_for_everything(self) -> None:
        self.account.updates.allowed = ASKED_FOR

    def heard(self) -> list[telegram.Update]:
        """What waits for the bot; both libraries can read it."""
        return self.read(self.account.updates.pending())

    def read(self, waiting: list[dict]) -> list[telegram.Update]:
        for update in waiting:
            aiogram.types.Update.model_validate(update)
        return [telegram.Update.de_json(update, self.bot) for update in waiting]

    def texts(self) -> list[str]:
        """The words that the bot heard."""
        messages = [update.message for update in self.heard() if update.message]
        return [one.text or one.caption for one in messages if one.text or one.caption]

    async def refusal(self, call) -> str:
        """What a call that is refused is answered with."""
        with pytest.raises(TelegramError) as refused:
            await call
        return refused.value.message


@asynccontextmanager
async def opened(*, basic: bool = False) -> AsyncIterator[Circle]:
    circle = Circle(basic=basic)
    url = await circle.server.start()
    session = AiohttpSession(api=TelegramAPIServer.from_base(url))
    circle.aiogram = aiogram.Bot(TOKEN, session=session)
    async with _library_bot(url, TOKEN) as circle.bot, _library_bot(url, OTHER_TOKEN) as other:
        circle.other = other
        yield circle
    # Closing the inner session spares every test the quarter of a second aiogram waits for TLS.
    await (await session.create_session()).close()
    await circle.server.stop()


def _library_bot(url: str, token: str) -> telegram.Bot:
    requests = [HTTPXRequest(httpx_kwargs={"trust_env": False}) for _ in range(2)]
    return telegram.Bot(
        token,
        base_url=f"{url}/bot",
        base_file_url=f"{url}/file/bot",
        request=requests[0],
        get_updates_request=requests[1],
    )
