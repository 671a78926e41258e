"""Made-up clients for the rules: stable ones, and two kinds who decline; nobody of them exists.

A day's mood and anxiety swing round the client's own mean and carry over to the next day, as they
do in diaries; a stable client's mean stays, and most of what is asked and agreed is done. One who
gets worse loses three points of mood in four weeks, and goes on as usual. One who draws back feels
as before, and within two weeks does three tenths of what was usual.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from itertools import chain
from random import Random

from benchmarks.occasions import everything
from care.backtest import CheckInOver, DayHeard, Heard, ScoresHeard
from care.progress import Day, Point, Trajectory
from questionnaires.catalogue import instrument

BEGINS = date(2026, 1, 5)
EVENING = timedelta(hours=19)
CARRIED = 0.4
"""How much of a day's distance from the mean is still there on the next."""
ANSWERS = 0.8
FALL = 3.0
FALLS_OVER = 28
LEFT, DRAWS_BACK_OVER = 0.3, 14
"""What is left of the usual when somebody has drawn back, and within how many days."""
PRACTISES = 0.8
"""The share of days with practice among those asked about it, of who is asked: every third."""


class Course(StrEnum):
    """How a made-up client goes on."""

    STABLE = "stable"
    WORSE = "worse"
    DRAWS_BACK = "draws-back"


@dataclass(frozen=True, slots=True)
class Person:
    """A made-up client: usual mood and anxiety, how much they swing, and how often they answer."""

    mood: float
    anxiety: float
    spread: float
    answers: float
    score: float
    practises: bool
    """Whether practice is asked about, beside the pulse."""


def person(chance: Random) -> Person:
    """One such client."""
    return Person(
        chance.uniform(4, 8),
        chance.uniform(2, 6),
        chance.uniform(0.8, 1.6),
        min(0.98, max(0.5, chance.gauss(ANSWERS, 0.1))),
        chance.uniform(6, 16),
        chance.random() < 1 / 3,
    )


def history(
    each: Person, days: int, chance: Random, course: Course = Course.STABLE, changes_on: int = 0
) -> tuple[Heard, ...]:
    """What such a client sends and does in so many days; from a day on something changes, or not.

    In the order in which it is heard.
    """

    def share(number: int) -> float:
        if course is not Course.DRAWS_BACK:
            return 1.0
        gone = min(max(number - changes_on, 0), DRAWS_BACK_OVER)
        return 1 - (1 - LEFT) * gone / DRAWS_BACK_OVER

    def worse(number: int) -> float:
        if course is not Course.WORSE:
            return 0.0
        return FALL * min(max(number - changes_on, 0), FALLS_OVER) / FALLS_OVER

    above = {"mood": 0.0, "anxiety": 0.0}
    sent: list[Heard] = []
    for number in range(days):
        for item, before in above.items():
            noise = chance.gauss(0, each.spread * (1 - CARRIED**2) ** 0.5)
            above[item] = CARRIED * before + noise
        answered = chance.random() < each.answers * share(number)
        values = (
            ("anxiety", _scale(each.anxiety + above["anxiety"] + worse(number))),
            ("mood", _scale(each.mood + above["mood"] - worse(number))),
        )
        minutes = 15 if chance.random() < PRACTISES * share(number) else 0
        sent += _evening(each, number, values, minutes, answered=answered)
        if number % 7 == 0:
            sent.append(_score(each, number, worse(number), chance))
    beside = everything(BEGINS, days, chance, share)
    return tuple(sorted(chain(sent, beside), key=lambda heard: heard.at))


def _evening(
    each: Person,
    number: int,
    values: tuple[tuple[str, int], ...],
    minutes: int,
    *,
    answered: bool,
) -> Iterator[Heard]:
    """The check-ins of one day: all of them answered, or none."""
    on, at = BEGINS + timedelta(days=number), _evening_of(number)
    practice = (("practice", minutes),) if each.practises else ()
    if answered:
        yield DayHeard(at, Day(on, (*values, *practice)))
    yield CheckInOver(at + timedelta(minutes=1), on, answered=answered)
    if each.practises:
        yield CheckInOver(at + timedelta(minutes=2), on, answered=answered, practice=True)


def _score(each: Person, number: int, worse: float, chance: Random) -> ScoresHeard:
    score = round(min(max(chance.gauss(each.score + 3 * worse, 1.5), 0), 27))
    phq9 = Trajectory(instrument("phq9"), ())
    point = Point(BEGINS + timedelta(days=number), score)
    return ScoresHeard(_evening_of(number) + timedelta(minutes=3), ((phq9, point),))


def _evening_of(number: int) -> datetime:
    on = BEGINS + timedelta(days=number)
    return datetime(on.year, on.month, on.day, tzinfo=UTC) + EVENING


def _scale(value: float) -> int:
    return round(min(max(value, 0), 10))
