"""An appointment as a FHIR R4 Appointment: when, for how long, and what the client says to it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from questionnaires.fhir.asking import Resource
from questionnaires.fhir.names import instant, urn

BOOKED, PENDING, CANCELLED = "booked", "pending", "cancelled"
ACCEPTED, DECLINED, TENTATIVE, ASKED = "accepted", "declined", "tentative", "needs-action"


@dataclass(frozen=True, slots=True)
class Met:
    """An appointment, and how it stands; whether it took place is not kept anywhere."""

    id: UUID
    starts_at: datetime
    minutes: int
    is_cancelled: bool = False
    is_declined: bool = False
    is_confirmed: bool = False
    is_requested: bool = False
    """The client asks for another time, and has no answer."""


def appointment(client: UUID, met: Met) -> Resource:
    """The appointment; booked is what the client has said yes to."""
    return {
        "resourceType": "Appointment",
        "id": str(met.id),
        "status": _status(met),
        "start": instant(met.starts_at),
        "end": instant(met.starts_at + timedelta(minutes=met.minutes)),
        "minutesDuration": met.minutes,
        "participant": [{"actor": {"reference": urn(client)}, "status": _said(met)}],
    }


def _status(met: Met) -> str:
    if met.is_cancelled or met.is_declined:
        return CANCELLED
    return BOOKED if met.is_confirmed else PENDING


def _said(met: Met) -> str:
    if met.is_declined:
        return DECLINED
    if met.is_confirmed:
        return ACCEPTED
    return TENTATIVE if met.is_requested else ASKED
