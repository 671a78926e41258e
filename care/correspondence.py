"""What clients write to their therapist, and where each message stands.

Who writes is never promised an answer, nor an hour of it. What is told of a message is what is
known: when Slack took the card, when a button of it was pressed, what became of it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from care.local_time import Hours, local_date
from care.people import ClientId, StaffId
from care.units import utf16_length

TEXT_LIMIT = 2000
"""UTF-16 units of a message, either way: it is read on a phone, and platforms take it whole."""

PAGE_UNITS = 3000
"""So much of what was written one page of the conversation holds, or a single message."""

KEPT_IN_VIEW = 200
"""So many messages the conversation goes back; the copy of one's own holds them all."""

_AHEAD = 60
"""After so many days without working hours there are none to come."""

_HOUR = timedelta(hours=1)


class State(StrEnum):
    """What became of a client's message."""

    WAITING = "waiting"
    ANSWERED = "answered"
    CLOSED = "closed"
    """The therapist has looked at it and says that it needs no answer."""


@dataclass(frozen=True, slots=True)
class ClientMessage:
    """A client's message to the therapist."""

    id: UUID
    client: ClientId
    state: State
    text: str
    written_at: datetime
    told_at: datetime | None
    """When Slack took the card that speaks of it."""
    opened_at: datetime | None
    """When a button of the card was first pressed, or the record page looked at."""
    settled_at: datetime | None
    settled_by: StaffId | None


@dataclass(frozen=True, slots=True)
class Written:
    """One message of the conversation, either way."""

    by: StaffId | None
    """None: the client."""
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for an answer of one client, without a word of it."""

    messages: int = 0
    first_at: datetime | None = None
    is_opened: bool = False
    """Whether all of it was opened."""


def fits(text: str) -> bool:
    """Whether a message can be carried whole."""
    return utf16_length(text) <= TEXT_LIMIT


def pages(written: Sequence[Written]) -> tuple[tuple[Written, ...], ...]:
    """The conversation in pages, the newest message first; at least one page, perhaps empty."""
    found: list[tuple[Written, ...]] = []
    page: tuple[Written, ...] = ()
    for each in written:
        if page and sum(utf16_length(one.text) for one in (*page, each)) > PAGE_UNITS:
            found.append(page)
            page = ()
        page = (*page, each)
    return (*found, page)


def worked_at(since: datetime, hours: int, zone: ZoneInfo, open_hours: Hours) -> datetime | None:
    """When so many working hours have passed since then; None when they never do."""
    left, day = timedelta(hours=hours), local_date(since, zone)
    for _ in range(_AHEAD):
        for opens, closes in open_hours.on(day, zone):
            begins = max(opens, since)
            if closes - begins >= left:
                return begins + left
            left -= max(closes - begins, timedelta())
        day += timedelta(days=1)
    return None


def worked_hours(since: datetime, zone: ZoneInfo, open_hours: Hours) -> Iterator[datetime]:
    """Each instant at which one more working hour has passed since then, for as long as asked."""
    left, day, closed_for = _HOUR, local_date(since, zone), 0
    while closed_for < _AHEAD:
        closed_for += 1
        for opens, closes in open_hours.on(day, zone):
            begins, closed_for = max(opens, since), 0
            while closes - begins >= left:
                begins, left = begins + left, _HOUR
                yield begins
            left -= max(closes - begins, timedelta())
        day += timedelta(days=1)
