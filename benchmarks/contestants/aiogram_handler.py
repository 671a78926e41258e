"""The yardstick: an aiogram handler that stores nothing, or keeps its state in Redis.

Aiogram's fastest documented set-up: `feed_raw_update` in tasks of their own, one session for all
calls, uvloop (the library's `fast` extra). The handler does what a questionnaire needs at least: it
reads the button, edits the message to the next question with its keyboard, and answers the press.
"""

import json
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import cache

from aiogram import Bot, Dispatcher, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.fsm.context import FSMContext
from aiogram.fsm.storage.base import BaseStorage
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from benchmarks.contestants.replies import WINDOW, Replies, in_window
from benchmarks.loopback import TOKEN
from benchmarks.script import Tap, asked
from bots.telegram_clients.paragraphs import marked
from conversations.envelopes import Shown
from questionnaires.catalogue import instrument

THANKS = "Thank you. Your answers are saved."


class AiogramHandler:
    """A bot of one handler."""

    def __init__(self, name: str, bot: Bot, storage: BaseStorage | None) -> None:
        self.name = name
        self._bot = bot
        self._replies = Replies()
        self._dispatcher = Dispatcher(storage=storage, disable_fsm=storage is None)
        router = Router()
        router.callback_query.register(self._tapped if storage is None else self._tapped_with_state)
        self._dispatcher.include_router(router)

    async def answer(self, taps: Sequence[Tap]) -> None:
        """Every tap, as many at once as the window holds."""
        await in_window(self._feed, taps)

    async def latency(self, tap: Tap) -> float:
        begun = time.perf_counter()
        replied = self._replies.expect(tap.person)
        await self._feed(tap)
        return await replied - begun

    async def _feed(self, tap: Tap) -> None:
        await self._dispatcher.feed_raw_update(self._bot, json.loads(tap.body))

    async def _tapped(self, query: CallbackQuery) -> None:
        assert isinstance(query.message, Message)
        assert query.data is not None
        question, _, _ = query.data.rpartition(":")
        await self._ask_next(query.message, question)
        self._replies.note(query.from_user.id)
        await query.answer()

    async def _tapped_with_state(self, query: CallbackQuery, state: FSMContext) -> None:
        assert isinstance(query.message, Message)
        assert query.data is not None
        question, _, choice = query.data.rpartition(":")
        await state.update_data({question: choice})
        await self._ask_next(query.message, question)
        self._replies.note(query.from_user.id)
        await query.answer()

    async def _ask_next(self, message: Message, question: str) -> None:
        token, code, item = question.split(".")
        following = int(item) + 1
        if following > len(instrument(code).items):
            await message.edit_text(THANKS)
            return
        text, shown = _words("token", code, following)
        await message.edit_text(
            text, parse_mode="HTML", reply_markup=_keyboard(shown, f"{token}.{code}.{following}")
        )


@cache
def _words(token: str, code: str, item: int) -> tuple[str, Shown]:
    shown = asked(token, code, item)
    return marked(shown.lines), shown


def _keyboard(shown: Shown, question: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        inline_keyboard=[
            [
                InlineKeyboardButton(
                    text=button.label,
                    callback_data=f"{question}:{button.choice}"
                    if button.question.startswith("token")
                    else f"{button.question}:{button.choice}",
                )
                for button in row
            ]
            for row in shown.buttons
        ]
    )


@asynccontextmanager
async def aiogram_handler(
    url: str, *, redis_port: int | None = None
) -> AsyncIterator[AiogramHandler]:
    """The bot, with its session to this server; with a port, its states are kept in Redis."""
    storage: BaseStorage | None = None
    if redis_port is not None:
        from aiogram.fsm.storage.redis import RedisStorage

        storage = RedisStorage.from_url(
            f"redis://127.0.0.1:{redis_port}/0", {"max_connections": 2 * WINDOW}
        )
    try:
        async with bot_at(url) as bot:
            yield AiogramHandler("aiogram" if storage is None else "aiogram_redis", bot, storage)
    finally:
        if storage is not None:
            await storage.close()


@asynccontextmanager
async def bot_at(url: str) -> AsyncIterator[Bot]:
    """A bot with aiogram's session to this server."""
    bot = Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(url)))
    try:
        yield bot
    finally:
        await bot.session.close()
