"""What a progress picture shows, as values: for a caption, and for whoever cannot see pictures."""

from dataclasses import dataclass
from datetime import date, timedelta

from care.progress import Point, Trajectory
from questionnaires.change import Change
from questionnaires.scoring import band

EARLY = timedelta(weeks=6)
"""Some clients improve only after six weeks; until then no change is no change *yet*."""


@dataclass(frozen=True, slots=True)
class Told:
    """The facts of a trajectory that wording turns into sentences."""

    instrument: str
    latest: Point
    baseline: Point
    difference: float
    """Latest minus baseline, in points of the scale."""
    change: Change | None
    """None with one score, or where the measure has no reliable change."""
    early: bool
    """Whether the latest score is from the first six weeks: "unchanged" is "not yet"."""
    readings: int
    missed: int
    """Dates on which a check-in was due that stayed without an answer."""
    band: str | None
    """Code of the severity band of the latest score; None where bands are not named."""


def told(trajectory: Trajectory, *, bands_named: bool) -> Told:
    """What there is to say about these scores."""
    latest, baseline = trajectory.latest, trajectory.baseline
    return Told(
        instrument=trajectory.instrument.code,
        latest=latest,
        baseline=baseline,
        difference=trajectory.difference,
        change=trajectory.change,
        early=latest.on - baseline.on < EARLY,
        readings=len(trajectory.points),
        missed=len(unanswered(trajectory)),
        band=band(trajectory.measure, latest.score) if bands_named else None,
    )


def unanswered(trajectory: Trajectory) -> tuple[date, ...]:
    """The dates that stayed without a score: a late answer fills the gap it was late for."""
    answered = {point.on for point in trajectory.points}
    return tuple(sorted(set(trajectory.missed) - answered))
