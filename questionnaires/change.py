"""What the difference between two scores means, and what it does not.

Caseness, recovery, reliable change and reliable recovery are used as the NHS Talking Therapies
manual defines them; the numbers are the measure's own, each with its source. What a
measure has no number for is answered with None, never with "unchanged".
"""

from dataclasses import dataclass
from enum import StrEnum

from questionnaires.instrument import CASENESS, REMISSION, Direction, Measure


class Change(StrEnum):
    """A difference judged against measurement error."""

    IMPROVED = "improved"
    UNCHANGED = "unchanged"
    DETERIORATED = "deteriorated"


@dataclass(frozen=True, slots=True)
class Course:
    """Where a client began and stands now on one measure."""

    measure: Measure
    baseline: float
    latest: float


def reliable_change(measure: Measure, baseline: float, latest: float) -> Change | None:
    """Whether the scores differ by at least the reliable change; None where that is not known."""
    if measure.reliable_change is None:
        return None
    least = measure.reliable_change.least(baseline)
    if least is None:
        return None
    gained = gain(measure, baseline, latest)
    if abs(gained) < round(least, 6):
        return Change.UNCHANGED
    return Change.IMPROVED if gained > 0 else Change.DETERIORATED


def gain(measure: Measure, earlier: float, later: float) -> float:
    """How far a score has moved in the right direction; negative where it moved the other way."""
    # Means carry binary dust: 2.3 - 1.6 is 0.7.
    difference = round(later - earlier, 6)
    return -difference if measure.higher_is is Direction.WORSE else difference


def reached(measure: Measure, cut_off: str, score: float) -> bool | None:
    """Whether a score lies at a cut-off or beyond it towards worse; None without that cut-off."""
    boundary = measure.cut_off(cut_off)
    if boundary is None:
        return None
    # Means carry binary dust: three thirds must reach 1.
    beyond = round(score - boundary.at, 6)
    return beyond >= 0 if measure.higher_is is Direction.WORSE else beyond <= 0


def caseness(measure: Measure, score: float) -> bool | None:
    """Whether a score counts as a clinical case: at or above the cut-off."""
    return reached(measure, CASENESS, score)


def remission(measure: Measure, latest: float) -> bool | None:
    """Whether hardly any symptoms are left; None where the measure names no such score."""
    remains = reached(measure, REMISSION, latest)
    return None if remains is None else not remains


def response(measure: Measure, baseline: float, latest: float) -> bool | None:
    """Whether at least half of the trouble at the baseline is gone (-50 %).

    Counted from the healthy end of the range, which is 0 for PHQ-9 and GAD-7. Whoever began there
    had nothing to lose: then None.
    """
    began, stands = abs(baseline - measure.healthy_end), abs(latest - measure.healthy_end)
    return None if round(began, 6) == 0 else round(2 * stands - began, 6) <= 0


def recovery(*courses: Course) -> bool | None:
    """Whether somebody who began as a case on any of the measures now is one on none.

    None where no course has a cut-off, and for whoever was no case at the start: nothing to
    recover from.
    """
    judged = [
        (began, stands)
        for each in courses
        if (began := caseness(each.measure, each.baseline)) is not None
        and (stands := caseness(each.measure, each.latest)) is not None
    ]
    if not any(began for began, _ in judged):
        return None
    return not any(stands for _, stands in judged)


def reliable_improvement(*courses: Course) -> bool | None:
    """Whether one measure at least improved reliably and none deteriorated; None where unknown."""
    changes = {
        change
        for each in courses
        if (change := reliable_change(each.measure, each.baseline, each.latest)) is not None
    }
    if not changes:
        return None
    return Change.IMPROVED in changes and Change.DETERIORATED not in changes


def reliable_recovery(*courses: Course) -> bool | None:
    """Recovery that is a reliable improvement too; None where either cannot be told."""
    recovered, improved = recovery(*courses), reliable_improvement(*courses)
    if recovered is None or improved is None:
        return None
    return recovered and improved
