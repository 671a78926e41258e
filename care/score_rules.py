"""Rules about scores: each looks at one course, at its first score and its newest."""

from care.alerts import Concern, Fact, Urgency
from care.progress import Trajectory
from care.rules import Rule, table
from questionnaires.change import Change

_WEEK = 7


def reliable_deterioration(trajectory: Trajectory) -> Concern | None:
    """The latest score is worse than the baseline by at least the measure's reliable change."""
    if trajectory.change is not Change.DETERIORATED:
        return None
    facts = {**_ends(trajectory), "difference": trajectory.difference}
    return Concern(Rule.RELIABLE_DETERIORATION, Urgency.TODAY, facts)


def no_reliable_change(trajectory: Trajectory, weeks: int = 6) -> Concern | None:
    """The latest score is `weeks` weeks or more after the baseline and does not differ reliably.

    Never where no reliable change is known: nobody could say what would be one.
    """
    apart = (trajectory.latest.on - trajectory.baseline.on).days
    if apart < weeks * _WEEK or trajectory.change is not Change.UNCHANGED:
        return None
    facts = {**_ends(trajectory), "since_weeks": apart // _WEEK}
    return Concern(Rule.NO_RELIABLE_CHANGE, Urgency.TODAY, facts)


def score_threshold(trajectory: Trajectory, instrument: str, at: float) -> Concern | None:
    """The latest score of this course is `at` or above."""
    latest = trajectory.latest
    if trajectory.name != instrument or latest.score < at:
        return None
    facts: dict[str, Fact] = {
        "instrument": trajectory.name,
        "score": latest.score,
        "on": latest.on.isoformat(),
    }
    return Concern(Rule.SCORE_THRESHOLD, Urgency.TODAY, facts)


def _ends(trajectory: Trajectory) -> dict[str, Fact]:
    ends = [(point.on, point.score) for point in (trajectory.baseline, trajectory.latest)]
    return {"instrument": trajectory.name, "scores": table(ends)}
