"""Appointments: when client and therapist meet, what the client says to it, and what is due of it.

An appointment is an instant, made from a day and a time on the wall of the practice. Until
somebody moves or cancels it, it stands: a client who asks for another time is told so.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from care.absence_rules import Meeting
from care.local_time import instant, local_date
from care.people import ClientId, StaffId

SHORTEST, LONGEST = 5, 8 * 60
"""Minutes of an appointment."""

USUAL = 50
"""Minutes that the form starts with."""

LATEST = timedelta(days=366)
"""So far ahead one may be; a date beyond it is a slip of the finger."""

PLACE_LIMIT = 300
"""Characters of where: a room, an address, a link, a number to call."""

WORDS_LIMIT = 1000
"""Characters that are kept of what is written about an appointment at a time."""

SOON = timedelta(hours=1)
"""So long before it begins the client is reminded."""

TOO_LATE = timedelta(minutes=10)
"""Nearer to its beginning than this no reminder comes: whoever goes is on the way."""

WATCHED = timedelta(hours=168)
"""From so long before its beginning the rule about answers looks at it, once a day."""

_DAY = timedelta(days=1)


class How(StrEnum):
    """How client and therapist meet."""

    ROOM = "room"
    VIDEO = "video"
    PHONE = "phone"


class State(StrEnum):
    """Whether an appointment stands."""

    PLANNED = "planned"
    CANCELLED = "cancelled"
    """The practice has cancelled it."""
    DECLINED = "declined"
    """The client has said that they cannot come."""


class Entry(StrEnum):
    """What an entry of the trail is: what the client said, or what the practice did."""

    PLANNED = "planned"
    MOVED = "moved"
    CANCELLED = "cancelled"
    STAYS = "stays"
    """Another time was asked for, and the time stays."""
    CONFIRMED = "confirmed"
    OTHER_TIME = "other-time"
    """The client asks for another time."""
    DECLINED = "declined"


OF_CLIENT = (Entry.CONFIRMED, Entry.OTHER_TIME, Entry.DECLINED)
"""What a client says; the rest is the practice's."""


@dataclass(frozen=True, slots=True)
class Planned:
    """What is planned: when, for how long, and how and where, if that was said."""

    starts_at: datetime
    minutes: int = USUAL
    how: How | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Appointment:
    """An appointment as it stands."""

    id: UUID
    client: ClientId
    state: State
    starts_at: datetime
    minutes: int
    how: How | None
    place: str
    moves: int
    """How often its time has changed: an answer is to one of them."""
    told_at: datetime | None
    """When the client was first told of it, or has looked at it."""
    confirmed_at: datetime | None
    requested_at: datetime | None
    """Since when another time is asked for that nobody has answered."""

    @property
    def ends_at(self) -> datetime:
        """When it is over."""
        return self.starts_at + timedelta(minutes=self.minutes)

    def is_coming(self, now: datetime) -> bool:
        """Whether it stands and has not begun."""
        return self.state is State.PLANNED and self.starts_at > now


@dataclass(frozen=True, slots=True)
class AppointmentEntry:
    """One entry of the trail, and for which beginning it was."""

    id: UUID
    kind: Entry
    staff: StaffId | None
    words: str
    starts_at: datetime
    at: datetime


@dataclass(frozen=True, slots=True)
class Coming:
    """What a list says of a client's next appointment, and of what waits for an answer."""

    starts_at: datetime
    confirmed: bool = False
    requests: int = 0
    """Requests for another time that nobody has answered, of all that are to come."""


def is_allowed(planned: Planned, now: datetime) -> bool:
    """Whether somebody may plan this: it is to come, within a year, and of a sensible length."""
    return (
        now < planned.starts_at <= now + LATEST
        and SHORTEST <= planned.minutes <= LONGEST
        and len(planned.place) <= PLACE_LIMIT
    )


def remind_at(starts_at: datetime, now: datetime) -> datetime | None:
    """When the client is reminded; None where it begins too soon to be reminded of."""
    return None if _is_late(starts_at, now) else max(starts_at - SOON, now)


def still_reminds(starts_at: datetime, now: datetime) -> bool:
    """Whether a reminder that is due still helps: a late one does not, after an outage either."""
    return not _is_late(starts_at, now)


def _is_late(starts_at: datetime, now: datetime) -> bool:
    return starts_at - now < TOO_LATE


def eve(starts_at: datetime, clock: str, here: ZoneInfo, now: datetime) -> datetime | None:
    """When the client is asked once more: on the day before, at their time of check-ins.

    None where that is over.
    """
    day = local_date(starts_at, here) - _DAY
    at = instant(day, time.fromisoformat(clock), here)
    return at if at > now else None


def looked_at(starts_at: datetime, hours: int, now: datetime) -> datetime:
    """When the rule about answers looks at an appointment next.

    Once a day from a week before, so that another number of hours is heeded; at the very instant
    from which it may be found, and when it begins.
    """
    steps = (starts_at - WATCHED, starts_at - timedelta(hours=hours), starts_at)
    within = starts_at - WATCHED <= now
    soonest = [each for each in steps if each > now]
    if within and soonest:
        soonest.append(now + _DAY)
    return min(soonest, default=starts_at)


def meetings(found: Iterable[tuple[datetime, datetime | None, datetime | None]]) -> list[Meeting]:
    """What the rule looks at; a request for another time is an answer too, until it is answered."""
    return [
        Meeting(starts_at, confirmed=confirmed_at is not None or requested_at is not None)
        for starts_at, confirmed_at, requested_at in found
    ]


def starts(day: date, at: time, here: ZoneInfo) -> datetime:
    """The instant that a day and a time on the wall of the practice mean.

    A time that the clocks skip is the first instant after it; of one that comes twice the first.
    """
    return instant(day, at, here)
