"""Alert rules: one function per rule, from what is known of a client to a concern or nothing.

A rule decides, it does not send. Facts are codes, ISO dates and numbers, never what a client wrote.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from math import sqrt

from care.alerts import Concern, Fact, Urgency
from care.progress import WINDOW, DailyRecord, Trajectory
from questionnaires.change import Change

MOOD = "mood"
ANXIETY = "anxiety"

_DAY = timedelta(days=1)
_BASELINE = timedelta(days=28)
_BASELINE_VALUES = 14
_SMALLEST_SPREAD = 0.5
_RECENT = 7
_BEFORE = 28


class Rule(StrEnum):
    """The rules by name, as alerts and wording know them."""

    DECLINING_MOOD = "declining-mood"
    RISING_ANXIETY = "rising-anxiety"
    BELOW_OWN_BASELINE = "below-own-baseline"
    MISSED_CHECK_INS = "missed-check-ins"
    RELIABLE_DETERIORATION = "reliable-deterioration"
    CRITICAL_ITEM = "critical-item"
    ASKED_FOR_THERAPIST = "asked-for-therapist"


def declining_mood(
    record: DailyRecord, on: date, falls: int = 3, minimum: int = 0
) -> Concern | None:
    """Mood fell from each local day to the next, at least `falls` times in a row up to `on`.

    Three falls need four days. Equal values and a day without an answer break the run. The run is
    taken as far back as it goes, and over all of it mood fell by at least `minimum`.
    """
    run = _run(record, MOOD, on, lambda earlier, later: later < earlier)
    fall = run[0][1] - run[-1][1] if run else 0
    if len(run) <= falls or fall < minimum:
        return None
    facts: dict[str, Fact] = {"item": MOOD, "days": _table(run), "fall": fall}
    return Concern(Rule.DECLINING_MOOD, Urgency.TODAY, facts)


def rising_anxiety(
    record: DailyRecord, on: date, rises: int = 3, minimum: int = 0
) -> Concern | None:
    """Anxiety rose from each local day to the next, at least `rises` times in a row up to `on`.

    Three rises need four days. Equal values and a day without an answer break the run. The run is
    taken as far back as it goes, and over all of it anxiety rose by at least `minimum`.
    """
    run = _run(record, ANXIETY, on, lambda earlier, later: later > earlier)
    rise = run[-1][1] - run[0][1] if run else 0
    if len(run) <= rises or rise < minimum:
        return None
    facts: dict[str, Fact] = {"item": ANXIETY, "days": _table(run), "rise": rise}
    return Concern(Rule.RISING_ANXIETY, Urgency.TODAY, facts)


def below_own_baseline(
    record: DailyRecord, on: date, days: int = 3, k: float = 1.25
) -> Concern | None:
    """Mood was at least `k` standard deviations below the client's own mean for `days` days.

    The days are consecutive local days, the last is `on`, and a day without an answer breaks
    the run. Mean and standard deviation (of a sample: n - 1) are those of the 28 local days before
    the first of them, which hold at least 14 values; a deviation below 0.5 counts as 0.5. The
    record holds 35 days, so `days` is at most 7.
    """
    run = _run(record, MOOD, on, lambda _earlier, _later: True)[-days:]
    if len(run) < days:
        return None
    begins = run[0][0]
    before = [value for day, value in record.values(MOOD) if begins - _BASELINE <= day < begins]
    if len(before) < _BASELINE_VALUES:
        return None
    mean, deviation = _mean_and_deviation(before)
    spread = max(deviation, _SMALLEST_SPREAD)
    if any(value > mean - k * spread for _, value in run):
        return None
    facts: dict[str, Fact] = {
        "item": MOOD,
        "days": _table(run),
        "mean": round(mean, 2),
        "spread": round(spread, 2),
        "values": len(before),
    }
    return Concern(Rule.BELOW_OWN_BASELINE, Urgency.TODAY, facts)


@dataclass(frozen=True, slots=True)
class Attendance:
    """A client's check-ins that were due and are over, oldest first: date, and answered or not.

    It reaches back 35 days, as the daily record does. A late answer counts as an answer.
    """

    check_ins: tuple[tuple[date, bool], ...] = ()

    @property
    def missed(self) -> tuple[date, ...]:
        """The check-ins missed in a row up to the newest, oldest first."""
        run: list[date] = []
        for day, answered in reversed(self.check_ins):
            if answered:
                break
            run.append(day)
        return tuple(reversed(run))

    @property
    def recent(self) -> tuple[int, int]:
        """How many of the last 7 check-ins were answered, and how many there are."""
        return _answered(self.check_ins[-_RECENT:])

    @property
    def usual(self) -> tuple[int, int]:
        """How many of the up to 28 check-ins before those were answered, and how many there are."""
        return _answered(self.check_ins[-_RECENT - _BEFORE : -_RECENT])

    def with_check_in(self, day: date, *, answered: bool) -> "Attendance":
        """The attendance with one more check-in that is over; what is older than 35 days goes."""
        every = sorted((*self.check_ins, (day, answered)), key=lambda each: each[0])
        return Attendance(tuple(each for each in every if every[-1][0] - each[0] < WINDOW))


def missed_check_ins(attendance: Attendance, limit: int = 2) -> Concern | None:
    """At least `limit` check-ins missed in a row, and fewer answered than usual for this client.

    The row ends with the newest check-in. Fewer than usual: the answered share of the last 7 due
    check-ins is below the answered share of the up to 28 before them. While there are none before
    them, only the misses in a row count.
    """
    missed = attendance.missed
    if len(missed) < limit:
        return None
    answered, due = attendance.recent
    usually_answered, usually_due = attendance.usual
    # Shares compared crosswise: whole numbers do not round.
    if usually_due and answered * usually_due >= usually_answered * due:
        return None
    facts: dict[str, Fact] = {
        "missed": len(missed),
        "since": missed[0].isoformat(),
        "until": missed[-1].isoformat(),
        "answered": answered,
        "due": due,
        "usually_answered": usually_answered,
        "usually_due": usually_due,
    }
    return Concern(Rule.MISSED_CHECK_INS, Urgency.DIGEST, facts)


def reliable_deterioration(trajectory: Trajectory) -> Concern | None:
    """The latest score is worse than the baseline by at least the measure's reliable change."""
    if trajectory.change is not Change.DETERIORATED:
        return None
    ends = [(point.on, point.score) for point in (trajectory.baseline, trajectory.latest)]
    facts: dict[str, Fact] = {
        "instrument": trajectory.name,
        "scores": _table(ends),
        "difference": trajectory.difference,
    }
    return Concern(Rule.RELIABLE_DETERIORATION, Urgency.TODAY, facts)


def critical_answer(instrument_code: str, item: int, value: int, on: date) -> Concern:
    """An answer that alone asks for action, at the moment it is given; items count from 1."""
    facts: dict[str, Fact] = {
        "instrument": instrument_code,
        "item": item,
        "value": value,
        "on": on.isoformat(),
    }
    return Concern(Rule.CRITICAL_ITEM, Urgency.NOW, facts)


def asked_for_therapist(how: str, on: date) -> Concern:
    """The client pressed *Tell my therapist* (asked) or is not sure of being safe (unsure, no)."""
    facts: dict[str, Fact] = {"how": how, "on": on.isoformat()}
    return Concern(Rule.ASKED_FOR_THERAPIST, Urgency.NOW, facts)


DAILY_RULES: tuple[Callable[[DailyRecord, date], Concern | None], ...] = (
    declining_mood,
    rising_anxiety,
)
"""What runs when daily items arrive; `below_own_baseline` is defined but not switched on yet."""

TRAJECTORY_RULES: tuple[Callable[[Trajectory], Concern | None], ...] = (reliable_deterioration,)
"""What runs when a score is filed."""


def assess_daily(record: DailyRecord, on: date) -> tuple[Concern, ...]:
    """What the daily items up to this local date give reason to tell."""
    found = (rule(record, on) for rule in DAILY_RULES)
    return tuple(concern for concern in found if concern is not None)


def assess_trajectory(trajectory: Trajectory) -> tuple[Concern, ...]:
    """What the scores on one instrument give reason to tell."""
    found = (rule(trajectory) for rule in TRAJECTORY_RULES)
    return tuple(concern for concern in found if concern is not None)


def _run(
    record: DailyRecord, item: str, on: date, goes_on: Callable[[int, int], bool]
) -> list[tuple[date, int]]:
    """The answered consecutive days up to `on`, as far back as each goes on from the day before."""
    run: list[tuple[date, int]] = []
    expected = on
    # From the newest day: a run mostly ends after a day or two, and the rest is never looked at.
    for day in reversed(record.days):
        if day.on > on:
            continue
        value = day.value(item)
        if day.on != expected or value is None or (run and not goes_on(value, run[-1][1])):
            break
        run.append((day.on, value))
        expected -= _DAY
    return run[::-1]


def _table(days: Sequence[tuple[date, float]]) -> list[list[str | float]]:
    return [[day.isoformat(), value] for day, value in days]


def _answered(check_ins: tuple[tuple[date, bool], ...]) -> tuple[int, int]:
    return sum(answered for _, answered in check_ins), len(check_ins)


def _mean_and_deviation(values: list[int]) -> tuple[float, float]:
    """Mean and standard deviation of a sample, from whole sums: nothing rounds on the way."""
    n, total = len(values), sum(values)
    squares = sum(value * value for value in values)
    return total / n, sqrt((n * squares - total * total) / (n * (n - 1)))
