"""Homework: what is agreed upon between sessions, where it stands, and what came back.

To a client nothing is ever missed or overdue: what is not answered is open, and an answer may be
changed as often as the client likes. The trail keeps them all.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from care.absence_rules import Assigned
from care.local_time import instant
from care.people import ClientId, StaffId
from care.pictured import Tally

TITLE_LIMIT = 60
"""Characters of a title: it stands on a button and in a list."""

TASK_LIMIT = 1500
"""Characters of what to do: it is read on a phone, and both platforms take it whole."""

WORDS_LIMIT = 2000
"""Characters that are kept of what is written about a piece of homework at a time."""

FILES_LIMIT = 10
"""So many photos may hang on one piece."""

FILE_BYTES_LIMIT = 10 * 2**20
"""Bytes of a file that is looked at: Telegram's own limit for a photo."""

LATEST_DUE = timedelta(days=366)
"""So far ahead something may be due; a date beyond it is a slip of the finger."""

LOOKED_AFTER = timedelta(days=130)
"""So long after it was due the rule about open homework looks at a piece: the longest it waits."""


class State(StrEnum):
    """Where a piece of homework stands."""

    OPEN = "open"
    DONE = "done"
    PARTLY = "partly"
    SMALLER_ASKED = "smaller-asked"
    """The client asks for a smaller step; the therapist is told."""
    LET_GO = "let-go"
    WITHDRAWN = "withdrawn"
    """The therapist has taken it back."""


ANSWERS = (State.DONE, State.PARTLY, State.SMALLER_ASKED, State.LET_GO)
"""What a client may say of it."""

GOES_ON = frozenset({State.OPEN, State.PARTLY, State.SMALLER_ASKED})
"""What stands among the open ones: there is still something that can be done."""


class Entry(StrEnum):
    """What an entry of the trail is: an answer of the client's, words, or what staff did."""

    OPEN = "open"
    """An answer was taken back."""
    DONE = "done"
    PARTLY = "partly"
    SMALLER_ASKED = "smaller-asked"
    LET_GO = "let-go"
    WORDS = "words"
    FILE = "file"
    """A photo; it bears the id of its entry."""
    REVIEWED = "reviewed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Given:
    """What is to be assigned: a short title, what to do, and perhaps a day by which."""

    title: str
    task: str
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Homework:
    """A piece of homework as it stands."""

    id: UUID
    client: ClientId
    staff: StaffId | None
    """Who assigned it; None: a rule of the practice did."""
    state: State
    title: str
    task: str
    due_on: date | None
    assigned_at: datetime
    told_at: datetime | None
    """When the message about it was posted."""
    answered_at: datetime | None
    """When the client last answered, or wrote about it."""
    reviewed_at: datetime | None

    @property
    def goes_on(self) -> bool:
        """Whether it stands among the open ones."""
        return self.state in GOES_ON

    @property
    def came_back(self) -> bool:
        """Whether the client has answered something that nobody has looked at."""
        return (
            self.state is not State.WITHDRAWN
            and self.answered_at is not None
            and self.reviewed_at is None
        )


@dataclass(frozen=True, slots=True)
class HomeworkEntry:
    """One entry of the trail."""

    id: UUID
    kind: Entry
    staff: StaffId | None
    words: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Count:
    """How many pieces of a client's are open, and how many came back."""

    open: int = 0
    came_back: int = 0


NOTHING = Count()


def due_at(due_on: date | None, clock: str, zone: ZoneInfo, now: datetime) -> datetime | None:
    """When a client is told that something is due: on that day, at their time of check-ins.

    None without a day, and for a day of which that time is over.
    """
    if due_on is None:
        return None
    at = instant(due_on, time.fromisoformat(clock), zone)
    return at if at > now else None


def looked_at(due_on: date | None, zone: ZoneInfo, days: int = 1) -> datetime | None:
    """When the rule about open homework first finds a piece open for more than `days` days."""
    if due_on is None:
        return None
    return instant(due_on + timedelta(days=days + 1), time(0), zone)


def assigned(pieces: Iterable[tuple[State, date | None, datetime | None]]) -> list[Assigned]:
    """What the rule about open homework looks at: pieces with a day that nothing was heard of."""
    return [
        Assigned(due_on)
        for state, due_on, answered_at in pieces
        if due_on is not None and state is State.OPEN and answered_at is None
    ]


def tally(states: Iterable[State]) -> Tally | None:
    """How many were done of how many, without what was taken back; None without any."""
    counted = [each for each in states if each is not State.WITHDRAWN]
    done = sum(each is State.DONE for each in counted)
    return Tally(done, len(counted)) if counted else None
