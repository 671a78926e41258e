"""The journal: what a client writes on their own initiative, and who may read it.

An entry is free words, or answers to three short questions of which any may be skipped. It is the
client's alone until they share it. Its day counts for the rule about silence only where it was
written while the client shares the journal.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from care.absence_rules import usual_gap
from care.local_time import instant
from care.pause import Pause, days_in, paused_days
from care.people import ClientId

TEXT_LIMIT = 8000
"""Letters of one entry; what is written beyond them begins another."""

LOOKED_AFTER = timedelta(days=180)
"""A silence that was not told for so long is not looked at any more."""

_DAY = timedelta(days=1)


class Prompt(StrEnum):
    """What a part of an entry answers."""

    FREE = "free"
    HAPPENED = "happened"
    FELT = "felt"
    HELPED = "helped"


PROMPTS = (Prompt.HAPPENED, Prompt.FELT, Prompt.HELPED)
"""The questions, in their order."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some words of an entry, and the question that they answer."""

    prompt: Prompt
    words: str


Parts = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """An entry as it stands."""

    id: UUID
    client: ClientId
    on: date
    parts: Parts
    written_at: datetime
    shared_at: datetime | None
    """Since when the therapist may read it; None: it is the client's alone."""

    @property
    def is_shared(self) -> bool:
        """Whether the therapist may read it."""
        return self.shared_at is not None

    @property
    def words(self) -> str:
        """All that was written, without the questions."""
        return "\n\n".join(each.words for each in self.parts)


def after(asked: Prompt) -> Prompt | None:
    """The question after this one; None when it was the last."""
    rest = PROMPTS[PROMPTS.index(asked) + 1 :]
    return rest[0] if rest else None


def length(parts: Iterable[Part]) -> int:
    """How many letters were written."""
    return sum(len(each.words) for each in parts)


def opening(parts: Sequence[Part], letters: int) -> str:
    """How an entry begins, in one line."""
    line = " ".join(" ".join(each.words for each in parts).split())
    return line if len(line) <= letters else f"{line[: letters - 1].rstrip()}…"


def dump(parts: Iterable[Part]) -> list[list[str]]:
    """The parts as plain JSON."""
    return [[each.prompt.value, each.words] for each in parts]


def load(dumped: Iterable[Sequence[str]]) -> Parts:
    """The parts that `dump` wrote."""
    return tuple(Part(Prompt(prompt), words) for prompt, words in dumped)


def first_looked_at(written: Sequence[date], zone: ZoneInfo) -> datetime | None:
    """When the rule about the journal can first find that nothing was written since the last day.

    None while there are too few days with an entry to say what is usual.
    """
    usual = usual_gap(written)
    if usual is None:
        return None
    # The rule wants more than a day, and more than twice what is usual.
    return instant(max(written) + max(2, math.floor(2 * usual) + 1) * _DAY, time(0), zone)


def rested(pauses: Iterable[Pause], zone: ZoneInfo, last: date, today: date) -> int:
    """How many of the days after the last entry were days of a pause."""
    first = last + _DAY
    if today < first:
        return 0
    return len(days_in(paused_days(pauses, zone, first, today), first, today))
