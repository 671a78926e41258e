"""Made-up clients for the rules: stable ones and ones who decline; nobody of them exists.

A day's mood and anxiety swing round the client's own mean and carry over to the next day, as they
do in diaries; a stable client's mean stays, a declining one's falls by three points in four weeks.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random

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


@dataclass(frozen=True, slots=True)
class Person:
    """A made-up client: usual mood and anxiety, how much they swing, and how often they answer."""

    mood: float
    anxiety: float
    spread: float
    answers: float
    score: float


def person(chance: Random) -> Person:
    """One such client."""
    return Person(
        chance.uniform(4, 8),
        chance.uniform(2, 6),
        chance.uniform(0.8, 1.6),
        min(0.98, max(0.5, chance.gauss(ANSWERS, 0.1))),
        chance.uniform(6, 16),
    )


def history(
    each: Person, days: int, chance: Random, declines_from: int | None = None
) -> Iterator[Heard]:
    """What such a client sends in so many days; mood and scores get worse from a day on, if any."""
    above = {"mood": 0.0, "anxiety": 0.0}
    for number in range(days):
        on = BEGINS + timedelta(days=number)
        at = datetime(on.year, on.month, on.day, tzinfo=UTC) + EVENING
        gone = 0 if declines_from is None else min(max(number - declines_from, 0), FALLS_OVER)
        worse = FALL * gone / FALLS_OVER
        for item, before in above.items():
            noise = chance.gauss(0, each.spread * (1 - CARRIED**2) ** 0.5)
            above[item] = CARRIED * before + noise
        answered = chance.random() < each.answers
        if answered:
            values = (
                ("anxiety", _scale(each.anxiety + above["anxiety"] + worse)),
                ("mood", _scale(each.mood + above["mood"] - worse)),
            )
            yield DayHeard(at, Day(on, values))
        yield CheckInOver(at + timedelta(minutes=1), on, answered=answered)
        if number % 7 == 0:
            score = round(min(max(chance.gauss(each.score + 3 * worse, 1.5), 0), 27))
            phq9 = Trajectory(instrument("phq9"), ())
            yield ScoresHeard(at + timedelta(minutes=2), ((phq9, Point(on, score)),))


def _scale(value: float) -> int:
    return round(min(max(value, 0), 10))
