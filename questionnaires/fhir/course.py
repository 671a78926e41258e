"""A course of therapy as a FHIR R4 EpisodeOfCare: from when until when."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from questionnaires.fhir.asking import Resource
from questionnaires.fhir.names import instant, urn

ACTIVE, FINISHED = "active", "finished"


@dataclass(frozen=True, slots=True)
class Therapy:
    """A course of therapy; without an end it goes on."""

    id: UUID
    opened_at: datetime
    closed_at: datetime | None = None


def episode(client: UUID, therapy: Therapy) -> Resource:
    """The episode of care; finished is one that was closed by a discharge."""
    period = {"start": instant(therapy.opened_at)}
    if therapy.closed_at is not None:
        period["end"] = instant(therapy.closed_at)
    return {
        "resourceType": "EpisodeOfCare",
        "id": str(therapy.id),
        "status": ACTIVE if therapy.closed_at is None else FINISHED,
        "patient": {"reference": urn(client)},
        "period": period,
    }
