"""What a client wants as FHIR R4 Goals, and how near each was as Observations about them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from questionnaires.fhir.asking import Resource, string
from questionnaires.fhir.names import CATEGORY, MEASURE, instant, urn

ACHIEVEMENT = "http://terminology.hl7.org/CodeSystem/goal-achievement"
NEARNESS = "goal-nearness"
SCALE = "How near the goal is, from 0 (nothing of it is there) to 10 (it is reached)"
HIGHEST = 10


class Lifecycle(StrEnum):
    """Where a goal stands, as FHIR calls it."""

    ACTIVE = "active"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Nearness:
    """How near a goal was on a day."""

    id: UUID
    on: date
    value: int
    at: datetime


@dataclass(frozen=True, slots=True)
class SmallerStep:
    """A smaller step, and when it was ticked off."""

    words: str
    done_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class WantedGoal:
    """A goal in the client's words, with its ratings, the oldest first, and its smaller steps."""

    id: UUID
    words: str
    lifecycle: Lifecycle
    begun_on: date
    closed_on: date | None
    ratings: Sequence[Nearness]
    steps: Sequence[SmallerStep] = ()


def goals(client: UUID, wanted: Sequence[WantedGoal]) -> list[tuple[UUID, Resource]]:
    """Each goal and each rating of it, by the id that the bundle gives it."""
    found = []
    for each in wanted:
        found.append((each.id, _goal(client, each)))
        found += [(rating.id, _nearness(client, each, rating)) for rating in each.ratings]
    return found


def _goal(client: UUID, wanted: WantedGoal) -> Resource:
    made: Resource = {
        "resourceType": "Goal",
        "id": str(wanted.id),
        "lifecycleStatus": wanted.lifecycle.value,
        "description": {"text": string(wanted.words)},
        "subject": {"reference": urn(client)},
        "startDate": wanted.begun_on.isoformat(),
        "target": [{"measure": {**_scale(), "text": SCALE}, "detailInteger": HIGHEST}],
        "statusDate": (wanted.closed_on or wanted.begun_on).isoformat(),
        "expressedBy": {"reference": urn(client)},
        "outcomeReference": [{"reference": urn(each.id)} for each in wanted.ratings],
    }
    if wanted.lifecycle is Lifecycle.COMPLETED:
        made["achievementStatus"] = {"coding": [{"system": ACHIEVEMENT, "code": "achieved"}]}
    notes = [_step(each) for each in wanted.steps]
    return {**made, "note": notes} if notes else made


def _step(step: SmallerStep) -> Resource:
    """FHIR R4 has no smaller steps of a goal: they are notes, with the time of the tick."""
    if step.done_at is None:
        return {"text": string(f"[ ] {step.words}")}
    at = instant(step.done_at)
    return {"time": at, "text": string(f"[x] {step.words}")}


def _nearness(client: UUID, wanted: WantedGoal, rating: Nearness) -> Resource:
    return {
        "resourceType": "Observation",
        "id": str(rating.id),
        "status": "final",
        "category": [{"coding": [{"system": CATEGORY, "code": "survey"}]}],
        "code": {**_scale(), "text": SCALE},
        "subject": {"reference": urn(client)},
        "focus": [{"reference": urn(wanted.id)}],
        "effectiveDateTime": rating.on.isoformat(),
        "issued": instant(rating.at),
        "performer": [{"reference": urn(client)}],
        "valueInteger": rating.value,
    }


def _scale() -> Resource:
    return {"coding": [{"system": MEASURE, "code": NEARNESS}]}
