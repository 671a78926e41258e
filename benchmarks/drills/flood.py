"""The flood drill: one person sends without an end, and how long the others wait for answers.

Calm and flood take turns, so that whatever else the machine does meanwhile falls on both.
"""

import asyncio
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.drills.apart import ended, environ_of, started
from benchmarks.drills.progress import Bar
from benchmarks.drills.stage import Member, Stage, stage
from benchmarks.drills.verdict import Wrong, judged, not_so
from benchmarks.drills.witnessed import HOLDS_TO_LIMITS
from benchmarks.result import Figure, Figures, Result
from portal.clock import SystemClock
from portal.sandboxed import BOT
from sandbox.telegram import Happening, Kind
from store import inbox

NAME = "flood"
SABOTAGE = "no-limits"
PER_SECOND = 500
"""What the one sends."""
HONEST, ASKED_PER_SECOND = 12, 25.0
"""The others, and what they say together in a second."""
ROUNDS, ROUND = 3, 6.0
AT_MOST = 2.0
"""So many times longer the others may wait, 99 of 100 of them."""
ANSWERED_WITHIN, HELPED_WITHIN = 1.0, 2.0
"""Seconds, whatever the calm is like: where nothing is held to limits, that is no calm either."""
PATIENCE = 8.0
KEPT_AT_MOST = 0.5
"""Of the flood: what is beyond all limits is not kept, as soon as its sender was told of it."""
AT_NIGHT = "01:00"


@dataclass
class Ear:
    """Who waits for the bot to write, and since when."""

    waiting: dict[int, asyncio.Future[None]] = field(default_factory=dict)

    def hears(self, happening: Happening) -> None:
        """Something happened in a chat."""
        message = happening.message
        if happening.kind is Kind.POSTED and message is not None and message.from_bot:
            waiting = self.waiting.pop(happening.chat_id, None)
            if waiting is not None and not waiting.done():
                waiting.set_result(None)

    async def answered(self, member: Member, words: str) -> float:
        """Says something; the seconds until the bot has answered, or patience is at its end."""
        self.waiting[member.person.id] = asyncio.get_running_loop().create_future()
        begun = time.perf_counter()
        member.person.say(BOT, words)
        try:
            await asyncio.wait_for(self.waiting[member.person.id], PATIENCE)
        except TimeoutError:
            return PATIENCE
        return time.perf_counter() - begun


@dataclass
class Tally:
    """What was measured."""

    first: list[float] = field(default_factory=list)
    calm: list[float] = field(default_factory=list)
    flooded: list[float] = field(default_factory=list)
    helped: list[float] = field(default_factory=list)
    sent: int = 0

    @property
    def honest(self) -> list[float]:
        """How long everybody but the one who floods has waited, each time."""
        return [*self.first, *self.calm, *self.flooded, *self.helped]


def run(*, seed: int, sabotage: str | None = None, shown: bool = False) -> Result:
    """A few rounds of calm and of flood."""
    begun = time.monotonic()
    with TemporaryDirectory(prefix="portal-drill-") as folder:
        figures, wrong = asyncio.run(_drill(Path(folder), seed, sabotage, shown))
    figures["seconds"] = round(time.monotonic() - begun, 1)
    if sabotage is not None:
        figures["sabotage"] = sabotage
    return judged(NAME, seed, figures, wrong)


async def _drill(
    folder: Path, seed: int, sabotage: str | None, shown: bool
) -> tuple[Figures, Wrong]:
    dice, tally, ear = random.Random(seed), Tally(), Ear()
    bar = Bar(NAME, 2 * ROUNDS, shown=shown)
    async with stage(folder, SystemClock().now()) as set_up:
        therapist = await set_up.therapist(0)
        members = [
            await set_up.client(number, therapist.name, AT_NIGHT) for number in range(HONEST + 2)
        ]
        one, in_need, *honest = members
        set_up.telegram.watch(ear.hears)
        more = {} if sabotage else {HOLDS_TO_LIMITS: "1"}
        process = await started(set_up, environ_of(set_up, more))
        try:
            # Once everything was used, it is as fast as it will be.
            tally.first += await _life(ear, honest, dice, ROUND / 2)
            for number in range(ROUNDS):
                bar.at(2 * number, "calm")
                tally.calm += await _life(ear, honest, dice, ROUND)
                bar.at(2 * number + 1, "flood")
                flood = asyncio.create_task(_flood(set_up, one, tally))
                asking = asyncio.create_task(_ask_for_help(ear, in_need, tally))
                tally.flooded += await _life(ear, honest, dice, ROUND)
                flood.cancel()
                await asyncio.gather(flood, asking, return_exceptions=True)
        finally:
            bar.end()
            await ended(process)
        kept = await set_up.world.office.database.read(inbox.counts)
    return _figures(tally, kept)


async def _life(
    ear: Ear, honest: Sequence[Member], dice: random.Random, span: float
) -> list[float]:
    """Clients who write now and then, each as soon as the last answer is there."""
    ends = time.monotonic() + span
    found: list[float] = []

    async def one(member: Member) -> None:
        for number in count():
            await asyncio.sleep(dice.expovariate(ASKED_PER_SECOND / len(honest)))
            if time.monotonic() > ends:
                return
            found.append(await ear.answered(member, f"word {number}"))

    await asyncio.gather(*(one(member) for member in honest))
    return found


async def _flood(set_up: Stage, one: Member, tally: Tally) -> None:
    """The same person, at this rate, whatever is answered."""
    begun, sent = time.monotonic(), 0
    while True:
        while sent < (time.monotonic() - begun) * PER_SECOND:
            one.person.say(BOT, f"flood {sent}")
            sent += 1
            tally.sent += 1
        await asyncio.sleep(0.01)


async def _ask_for_help(ear: Ear, in_need: Member, tally: Tally) -> None:
    await asyncio.sleep(ROUND / 2)
    tally.helped.append(await ear.answered(in_need, "/help"))


def _figures(tally: Tally, kept: dict[str, int]) -> tuple[Figures, Wrong]:
    calm, flooded = _p99(tally.calm), _p99(tally.flooded)
    slowest_help = max(tally.helped, default=PATIENCE)
    figures: dict[str, Figure] = {
        "honest_p99_ratio": round(flooded / calm, 2),
        "honest_p99_calm_ms": round(calm * 1000, 1),
        "honest_p99_flood_ms": round(flooded * 1000, 1),
        "answers_calm": len(tally.calm),
        "answers_flood": len(tally.flooded),
        "flood_per_second": round(tally.sent / (ROUNDS * ROUND)),
        "flood_kept": round((sum(kept.values()) - len(tally.honest)) / tally.sent, 3),
        "slowest_help_s": round(slowest_help, 2),
        "unanswered": sum(each >= PATIENCE for each in tally.honest),
        **{f"updates_{state}": times for state, times in sorted(kept.items())},
    }
    musts = {
        "honest_p99_ratio": flooded < min(AT_MOST * calm, ANSWERED_WITHIN),
        "slowest_help_s": slowest_help < HELPED_WITHIN and len(tally.helped) == ROUNDS,
        "flood_kept": float(figures["flood_kept"]) < KEPT_AT_MOST,
        "unanswered": not figures["unanswered"],
        "flood_per_second": tally.sent > 0.9 * PER_SECOND * ROUNDS * ROUND,
    }
    return figures, not_so(musts)


def _p99(seconds: Sequence[float]) -> float:
    return sorted(seconds)[int(len(seconds) * 0.99)]
