"""What made-up clients do beside their check-ins: homework, a journal, messages, appointments.

A steady client does most of it. One who draws back does less and less of it within two weeks.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import TypeAlias
from uuid import UUID
from zoneinfo import ZoneInfo

from care import appointment_looks, homework_looks, journal_looks, message_looks
from care.appointment_looks import Waited
from care.backtest import Heard
from care.correspondence import worked_at
from care.homework_looks import Piece
from care.journal_looks import Entered
from care.local_time import Hours
from care.rule_settings import DEFAULTS
from care.rules import Rule

HERE = ZoneInfo("UTC")
WORKING = Hours.parse("mon-fri 09:00-17:00")
DOES, CONFIRMS = 0.8, 0.85
"""Of a steady client: the share of homework that is done in time, and of sessions with a yes."""

WRITES = (1.5, 4.0)
"""The days between the entries of those who keep a journal."""

MESSAGES_APART = 21.0
"""Days between the messages of a client."""

ANSWERED_AFTER = 2.5
"""Working hours that a message waits on the average."""

_HOUR, _DAY, _WEEK = timedelta(hours=1), timedelta(days=1), timedelta(days=7)

Share: TypeAlias = Callable[[int], float]
"""How much of what was usual a client still does on a day, by its number."""


def everything(begins: date, days: int, chance: Random, share: Share) -> list[Heard]:
    """All looks of the rules at what a client does, in so many days; every second has a journal."""
    until = _at(begins, days)
    hours = int(float(DEFAULTS[Rule.UNCONFIRMED_APPOINTMENT]["hours"]))
    entries = list(_entries(begins, days, chance, share)) if chance.random() < 0.5 else []
    pieces, sessions = [], []
    for week in range(days // 7):
        pieces.append(_piece(begins, 7 * week, chance, share))
        sessions.append(_session(begins, 7 * week, chance, share))
    return [
        *homework_looks.looks(pieces, HERE, (), until),
        *journal_looks.looks(entries, HERE, (), until),
        *message_looks.looks(list(_messages(begins, days, chance)), until, HERE, WORKING),
        *appointment_looks.looks(sessions, until, HERE, hours),
    ]


def _piece(begins: date, day: int, chance: Random, share: Share) -> Piece:
    """Work that is agreed for a week; what is not done in time mostly comes some days later."""
    due = begins + timedelta(days=day + 7)
    ended = None
    if chance.random() < DOES * share(day + 7):
        ended = _at(begins, day + chance.uniform(1, 8))
    elif chance.random() < 0.5:
        ended = _at(begins, day + 8 + chance.uniform(0, 14))
    return Piece(_named(chance), due, _at(begins, day + 0.5), ended)


def _session(begins: date, day: int, chance: Random, share: Share) -> Waited:
    """A session a week ahead; who says yes does so within five days, and else nobody hears."""
    planned, starts = _at(begins, day + 0.5), _at(begins, day + 7.5)
    said = chance.random() < CONFIRMS * share(day + 7)
    return Waited(starts, planned, planned + chance.uniform(0, 5) * _DAY if said else None)


def _entries(begins: date, days: int, chance: Random, share: Share) -> Iterator[Entered]:
    apart, day = chance.uniform(*WRITES), 0.0
    while True:
        day += 1 + chance.expovariate(1 / (apart - 1)) / max(share(int(day)), 0.05)
        if day >= days:
            return
        at = _at(begins, day)
        yield Entered(_named(chance), at.date(), at)


def _messages(
    begins: date, days: int, chance: Random
) -> Iterator[tuple[datetime, datetime | None]]:
    """When each was written, and answered: how long that takes is up to the therapist."""
    day = chance.expovariate(1 / MESSAGES_APART)
    while day < days:
        at = _at(begins, day)
        waits = chance.expovariate(1 / ANSWERED_AFTER)
        opened = worked_at(at, int(waits), HERE, WORKING)
        yield at, None if opened is None else opened + (waits % 1) * _HOUR
        day += chance.expovariate(1 / MESSAGES_APART)


def _at(begins: date, day: float) -> datetime:
    return datetime.combine(begins, time(0), UTC) + day * _DAY


def _named(chance: Random) -> UUID:
    return UUID(int=chance.getrandbits(128))
