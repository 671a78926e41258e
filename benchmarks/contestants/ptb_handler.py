"""python-telegram-bot with PicklePersistence, updates handled concurrently as it documents."""

import json
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ContextTypes,
    PersistenceInput,
    PicklePersistence,
)

from benchmarks.contestants.replies import WINDOW, Replies, in_window
from benchmarks.loopback import TOKEN
from benchmarks.script import Tap, asked
from bots.telegram_clients.paragraphs import marked
from questionnaires.catalogue import instrument

THANKS = "Thank you. Your answers are saved."


class PtbHandler:
    """A bot of one handler; the answers of each person are in its pickled `user_data`."""

    name = "ptb_pickle"

    def __init__(self, application: Any) -> None:
        self._application = application
        self._replies = Replies()
        application.add_handler(CallbackQueryHandler(self._tapped))

    async def answer(self, taps: Sequence[Tap]) -> None:
        """Every tap, as many at once as the window holds."""
        await in_window(self._feed, taps)
        await self._application.update_persistence()

    async def latency(self, tap: Tap) -> float:
        begun = time.perf_counter()
        replied = self._replies.expect(tap.person)
        await self._feed(tap)
        return await replied - begun

    async def _feed(self, tap: Tap) -> None:
        update = Update.de_json(json.loads(tap.body), self._application.bot)
        await self._application.process_update(update)

    async def _tapped(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        query = update.callback_query
        assert query is not None
        assert query.data is not None
        question, _, choice = query.data.rpartition(":")
        assert context.user_data is not None
        context.user_data[question] = choice
        token, code, item = question.split(".")
        following = int(item) + 1
        if following > len(instrument(code).items):
            await query.edit_message_text(THANKS)
        else:
            await self._ask(query, token, code, following)
        self._replies.note(query.from_user.id)
        await query.answer()

    async def _ask(self, query: Any, token: str, code: str, item: int) -> None:
        shown = asked("token", code, item)
        question = f"{token}.{code}.{item}"
        keyboard = InlineKeyboardMarkup(
            [
                [
                    InlineKeyboardButton(
                        button.label,
                        callback_data=f"{question}:{button.choice}"
                        if button.question.startswith("token")
                        else f"{button.question}:{button.choice}",
                    )
                    for button in row
                ]
                for row in shown.buttons
            ]
        )
        await query.edit_message_text(marked(shown.lines), parse_mode="HTML", reply_markup=keyboard)


@asynccontextmanager
async def ptb_handler(url: str, folder: Path) -> AsyncIterator[PtbHandler]:
    """The application, initialised, with its persistence in this folder."""
    persistence: Any = PicklePersistence(
        folder / "answers.pickle", PersistenceInput(bot_data=False, chat_data=False)
    )
    application = (
        Application.builder()
        .token(TOKEN)
        .base_url(f"{url}/bot")
        .base_file_url(f"{url}/file/bot")
        .connection_pool_size(WINDOW)
        .pool_timeout(60)
        .persistence(persistence)
        .concurrent_updates(True)
        .build()
    )
    async with application:
        yield PtbHandler(application)
