"""Alert rules: one function per rule, from what is known of a client to a concern or nothing.

Here stand those about single days and single answers; scores and absence have modules of their
own. A rule decides, it does not send. Facts are codes, ISO dates and numbers, never what a client
wrote.
"""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from enum import StrEnum
from math import sqrt

from care.alerts import Concern, Fact, Urgency
from care.progress import DailyRecord

MOOD = "mood"
ANXIETY = "anxiety"
PRACTICE = "practice"
"""The daily item of minutes practised, and the instrument that asks it."""

_DAY = timedelta(days=1)
_BASELINE = timedelta(days=28)
_BASELINE_VALUES = 14
_SMALLEST_SPREAD = 0.5


class Rule(StrEnum):
    """The rules by name, as alerts and wording know them."""

    DECLINING_MOOD = "declining-mood"
    RISING_ANXIETY = "rising-anxiety"
    BELOW_OWN_BASELINE = "below-own-baseline"
    MISSED_CHECK_INS = "missed-check-ins"
    ENGAGEMENT_DECLINE = "engagement-decline"
    RELIABLE_DETERIORATION = "reliable-deterioration"
    NO_RELIABLE_CHANGE = "no-reliable-change"
    SCORE_THRESHOLD = "score-threshold"
    CRITICAL_ITEM = "critical-item"
    ASKED_FOR_THERAPIST = "asked-for-therapist"
    CRISIS_WORDS = "crisis-words"
    UNANSWERED_MESSAGE = "unanswered-message"
    NO_JOURNAL = "no-journal"
    HOMEWORK_OVERDUE = "homework-overdue"
    PRACTICE_GAP = "practice-gap"
    UNCONFIRMED_APPOINTMENT = "unconfirmed-appointment"


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
    facts: dict[str, Fact] = {"item": MOOD, "days": table(run), "fall": fall}
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
    facts: dict[str, Fact] = {"item": ANXIETY, "days": table(run), "rise": rise}
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
    run = _run(record, MOOD, on, lambda _earlier, _later: True, most=days)
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
        "days": table(run),
        "mean": round(mean, 2),
        "spread": round(spread, 2),
        "values": len(before),
    }
    return Concern(Rule.BELOW_OWN_BASELINE, Urgency.TODAY, facts)


def critical_answer(
    instrument_code: str, item: int, value: int, on: date, version: str | None = None
) -> Concern:
    """An answer that alone asks for action, at the moment it is given; items count from 1.

    The version says which question that was; a button by itself does not know it.
    """
    facts: dict[str, Fact] = {
        "instrument": instrument_code,
        "item": item,
        "value": value,
        "on": on.isoformat(),
    }
    if version is not None:
        facts["version"] = version
    return Concern(Rule.CRITICAL_ITEM, Urgency.NOW, facts)


def asked_for_therapist(how: str, on: date) -> Concern:
    """The client pressed *Tell my therapist* (asked) or is not sure of being safe (unsure, no)."""
    facts: dict[str, Fact] = {"how": how, "on": on.isoformat()}
    return Concern(Rule.ASKED_FOR_THERAPIST, Urgency.NOW, facts)


def crisis_words(where: str, on: date) -> Concern:
    """Words that may mean danger, in something the therapist can read; they may be mistaken."""
    facts: dict[str, Fact] = {"where": where, "on": on.isoformat()}
    return Concern(Rule.CRISIS_WORDS, Urgency.NOW, facts)


def table(days: Iterable[tuple[date, float]]) -> list[list[str | float]]:
    """Days and numbers as facts are kept."""
    return [[day.isoformat(), value] for day, value in days]


def _run(
    record: DailyRecord,
    item: str,
    on: date,
    goes_on: Callable[[int, int], bool],
    most: int | None = None,
) -> list[tuple[date, int]]:
    """The answered consecutive days up to `on`, as far back as each goes on from the day before.

    No further back than `most` days, if that is given.
    """
    run: list[tuple[date, int]] = []
    expected = on
    # From the newest day: a run mostly ends after a day or two, and the rest is never looked at.
    for day in reversed(record.days):
        if len(run) == most:
            break
        if day.on > on:
            continue
        value = day.value(item)
        if day.on != expected or value is None or (run and not goes_on(value, run[-1][1])):
            break
        run.append((day.on, value))
        expected -= _DAY
    return run[::-1]


def _mean_and_deviation(values: list[int]) -> tuple[float, float]:
    """Mean and standard deviation of a sample, from whole sums: nothing rounds on the way."""
    n, total = len(values), sum(values)
    squares = sum(value * value for value in values)
    return total / n, sqrt((n * squares - total * total) / (n * (n - 1)))
