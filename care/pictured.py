"""What pictures show besides scores, as values: days, goals, practice, sessions, key moments."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from care.then_and_now import LookedBack


class DayState(StrEnum):
    """What became of the check-ins of one day; a day on which nothing was due has none."""

    DONE = "done"
    LATE = "late"
    OPEN = "open"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class GoalProgress:
    """How near a client says a goal is, from 0 to 10: when it was agreed, and now."""

    words: str
    first: int
    latest: int


class MarkerKind(StrEnum):
    """What a marker stands for."""

    SESSION = "session"
    MOMENT = "moment"


@dataclass(frozen=True, slots=True, order=True)
class Marker:
    """A session, or a moment that the client or the therapist called important."""

    on: date
    kind: MarkerKind
    words: str = ""


MOST_MOMENTS = 4
"""Days with moments on one picture: more would hide what they stand beside; the newest stay."""

MOST_OF_A_DAY = 3
"""Moments of one day that are written out below a picture."""


def on_picture(markers: Iterable[Marker], first: date, last: date) -> tuple[Marker, ...]:
    """Those within these days: every session, and the newest days with moments, each day once."""
    within = sorted(each for each in markers if first <= each.on <= last)
    days: dict[date, dict[str, None]] = {}
    for each in within:
        if each.kind is MarkerKind.MOMENT:
            days.setdefault(each.on, {})[each.words] = None
    moments = (Marker(on, MarkerKind.MOMENT, _of_a_day(days[on])) for on in sorted(days))
    sessions = (each for each in within if each.kind is MarkerKind.SESSION)
    return tuple(sorted((*sessions, *tuple(moments)[-MOST_MOMENTS:])))


def _of_a_day(said: Iterable[str]) -> str:
    words = list(said)
    return " · ".join((*words[:MOST_OF_A_DAY], *(["…"] if len(words) > MOST_OF_A_DAY else [])))


@dataclass(frozen=True, slots=True)
class Tally:
    """So many of so many: homework done of homework agreed, members who practised of all."""

    done: int
    of: int


@dataclass(frozen=True, slots=True)
class ReviewedDay:
    """One day of a week in review; None is what was not asked or not answered."""

    on: date
    state: DayState | None = None
    mood: int | None = None
    practice_minutes: int | None = None


@dataclass(frozen=True, slots=True)
class GroupDay:
    """How many members of a group practised on a day: a number, and nobody's name."""

    on: date
    practised: int


BESIDE = {"pain": "pain_in_the_way"}
"""A daily item, and the one that it is not shown without where both are answered."""

LEAST_MEMBERS = 5
"""In a smaller group a number would tell who it was: then there is no picture."""


class Glance(StrEnum):
    """What a client may look at besides one course of scores."""

    ALL = "all"
    WEEK = "week"
    DAILY = "daily"
    CHECK_INS = "check-ins"
    THEN = "then"
    LINKS = "links"
    """How two daily items go together: only where the therapist lets it be seen."""
    GOALS = "goals"
    NUMBERS = "numbers"


_SEVEN = 7
LEAST_OF_SEVEN = 4
"""Answers that a mean of seven days needs: fewer would be called a week and be two days."""

NUMBERS_OF = "numbers-"
"""Before the name of a picture: the same as a table."""

GLANCES: frozenset[str] = frozenset((*Glance, *(f"{NUMBERS_OF}{each}" for each in Glance)))


def numbers_of(name: str) -> str | None:
    """Of which picture the numbers alone are asked for; None where the picture itself is."""
    return name.removeprefix(NUMBERS_OF) if name.startswith(NUMBERS_OF) else None


def offered(back: LookedBack, *, links: bool = False, goals: bool = False) -> tuple[Glance, ...]:
    """What there is to be looked at: three months ago once there is something so old."""
    left_out = {Glance.LINKS: not links, Glance.THEN: not back.is_ready, Glance.GOALS: not goals}
    return tuple(each for each in Glance if not left_out.get(each, False))


def with_pauses(
    days: Iterable[tuple[date, DayState]], paused: Iterable[tuple[date, date]]
) -> tuple[tuple[date, DayState], ...]:
    """The days with those of pauses: what was answered stays so, and nothing else is open."""
    found = dict(days)
    for first, last in paused:
        for each in range((last - first).days + 1):
            on = first + timedelta(days=each)
            if found.get(on, DayState.OPEN) is DayState.OPEN:
                found[on] = DayState.PAUSED
    return tuple(sorted(found.items()))


def means(readings: Sequence[tuple[date, int]]) -> tuple[tuple[date, float], ...]:
    """The mean of the seven days up to each day, where enough of them were answered."""
    if not readings:
        return ()
    found, known = [], dict(readings)
    first, last = readings[0][0], readings[-1][0]
    for age in range((last - first).days + 1):
        on = first + timedelta(days=age)
        days = (on - timedelta(days=before) for before in range(_SEVEN))
        week = [known[day] for day in days if day in known]
        if len(week) >= LEAST_OF_SEVEN:
            found.append((on, sum(week) / len(week)))
    return tuple(found)
