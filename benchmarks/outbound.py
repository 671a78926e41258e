"""outbound: letters out through aiogram's methods, beside aiogram's own session.

Both send the same messages to the same loopback server, as many at once, in rounds that alternate.
The yardstick is handed messages that are ready; ours are letters in the outbox of a database, which
the carrier claims, fills in, sends and settles.
"""

import asyncio
import gc
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from aiogram import Bot
from aiogram.methods import SendMessage
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from sqlalchemy import Connection

from benchmarks import loop
from benchmarks.caseload import Caseload
from benchmarks.contestants.aiogram_handler import bot_at
from benchmarks.contestants.portal_whole import CARRIER, portal_whole
from benchmarks.contestants.replies import WINDOW
from benchmarks.loopback import loopback
from benchmarks.reading import Progress
from benchmarks.result import Figures, Result, result
from benchmarks.script import FIRST_PERSON
from benchmarks.servers import sqlite
from conversations.contents import Lane, Line, Sentences
from conversations.envelopes import CLIENTS
from conversations.flows.checkin import help_button
from conversations.wording import wording
from store import outbox
from store.database import Database
from store.outbox import Letter

RATIO = 0.8
CONTENT = Sentences((Line("checkin-done-today"),), ((help_button(),),))


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured."""

    people: int = 1000
    rounds: int = 7


def measure(seed: int, size: Size, progress: Progress) -> Result:
    """Ours and the yardstick, side by side."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="portal-outbound-")))
        server = stack.enter_context(loopback())
        figures = loop.run(_measure(server.url, sqlite(folder), size, progress))
    return result("outbound", seed, figures, passed=float(figures["ratio"]) >= RATIO)


async def _measure(url: str, database_url: str, size: Size, progress: Progress) -> Figures:
    people = range(FIRST_PERSON, FIRST_PERSON + size.people)
    database = Database(database_url)
    rates: dict[str, list[float]] = {"aiogram": [], "ours": []}
    try:
        caseload = Caseload(database, people, datetime.now(UTC))  # noqa: TID251
        await caseload.furnish()
        async with bot_at(url) as bot, portal_whole("ours", caseload, url) as portal:
            # The first round warms both up and is not counted.
            for number in range(size.rounds + 1):
                progress(number / (size.rounds + 1), "letters")
                gc.collect()
                begun = time.perf_counter()
                await _send_all(bot, people)
                theirs = size.people / (time.perf_counter() - begun)
                letters = await database.write(_written, caseload, number)
                gc.collect()
                begun = time.perf_counter()
                portal.delivery.hand_over(letters)
                await portal.delivery.settled()
                ours = size.people / (time.perf_counter() - begun)
                if number:
                    rates["aiogram"].append(theirs)
                    rates["ours"].append(ours)
    finally:
        await database.close()
    progress(1.0, "")
    theirs, ours = median(rates["aiogram"]), median(rates["ours"])
    return {
        "loop": loop.name(),
        "ratio": ours / theirs,
        "aiogram_per_s": theirs,
        "ours_per_s": ours,
    }


def _written(connection: Connection, caseload: Caseload, number: int) -> tuple[Letter, ...]:
    """A letter to everybody, claimed by the carrier of this process as those of the desk are."""
    now = datetime.now(UTC)  # noqa: TID251
    letters = [
        outbox.new_letter(
            caseload.practice,
            CLIENTS,
            account.id,
            CONTENT,
            key=f"measured:{number}:{address}",
            lane=Lane.REPLY,
            now=now,
        )
        for address, account in caseload.accounts.items()
    ]
    carrier = outbox.Carrier(CARRIER, {(caseload.practice, CLIENTS)})
    return outbox.write(connection, letters, carrier=carrier, now=now)


async def _send_all(bot: Bot, people: range) -> None:
    words, window = wording("en"), asyncio.Semaphore(WINDOW)
    text, label = words.say("checkin-done-today"), words.say("help-button")

    async def send(person: int) -> None:
        async with window:
            button = InlineKeyboardButton(text=label, callback_data="help:card")
            keyboard = InlineKeyboardMarkup(inline_keyboard=[[button]])
            await bot(
                SendMessage(chat_id=person, text=text, parse_mode="HTML", reply_markup=keyboard)
            )

    async with asyncio.TaskGroup() as tasks:
        for person in people:
            tasks.create_task(send(person))
