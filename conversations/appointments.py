"""Appointments in letters and turns: what a letter about one says, and what should happen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias
from uuid import UUID

from care.appointments import Planned
from care.people import ClientId

# --- what a letter says: ids, never where, nor what was written -------------------------------


@dataclass(frozen=True, slots=True)
class AppointmentCard:
    """One appointment for its client, always as it stands now."""

    appointment: UUID


@dataclass(frozen=True, slots=True)
class AppointmentList:
    """Everything that is to come, for the client."""


@dataclass(frozen=True, slots=True)
class AppointmentSoon:
    """That it begins within the hour."""

    appointment: UUID


@dataclass(frozen=True, slots=True)
class AppointmentsOf:
    """A client's appointments for the therapist, always as they stand now."""

    client: UUID


@dataclass(frozen=True, slots=True)
class AppointmentNews:
    """What a client said to an appointment that wants an answer, for the therapist."""

    appointment: UUID
    client: UUID


OwnAppointments: TypeAlias = AppointmentCard | AppointmentList | AppointmentSoon
"""What only the client gets."""

AppointmentContent: TypeAlias = OwnAppointments | AppointmentsOf | AppointmentNews


def dump(content: AppointmentContent) -> dict[str, Any]:
    """The content as plain JSON."""
    match content:
        case AppointmentCard(appointment):
            return {"kind": "appointment-card", "appointment": str(appointment)}
        case AppointmentList():
            return {"kind": "appointment-list"}
        case AppointmentSoon(appointment):
            return {"kind": "appointment-soon", "appointment": str(appointment)}
        case AppointmentsOf(client):
            return {"kind": "appointments-of", "client": str(client)}
        case AppointmentNews(appointment, client):
            ids = {"appointment": str(appointment), "client": str(client)}
            return {"kind": "appointment-news", **ids}


def load(dumped: dict[str, Any]) -> AppointmentContent | None:
    """The content that `dump` wrote; None for what is about something else."""
    match dumped:
        case {"kind": "appointment-card", "appointment": appointment}:
            return AppointmentCard(UUID(appointment))
        case {"kind": "appointment-list"}:
            return AppointmentList()
        case {"kind": "appointment-soon", "appointment": appointment}:
            return AppointmentSoon(UUID(appointment))
        case {"kind": "appointments-of", "client": client}:
            return AppointmentsOf(UUID(client))
        case {"kind": "appointment-news", "appointment": appointment, "client": client}:
            return AppointmentNews(UUID(appointment), UUID(client))
        case _:
            return None


# --- what a flow knows ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Standing:
    """What a flow needs to know of one of the client's appointments."""

    starts_at: datetime
    moves: int
    stands: bool
    """It is planned, and has not begun."""
    is_confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Wishing:
    """The client was asked for a few words about another time; the next words are taken as them."""

    appointment: UUID
    moves: int


# --- effects: what should happen --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ListAppointments:
    """What is to come; fresh: at the end of the chat."""

    fresh: bool = True


@dataclass(frozen=True, slots=True)
class ShowAppointment:
    """One appointment, with what may be said to it; fresh: at the end of the chat."""

    appointment: UUID
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class ConfirmAppointment:
    """Keep that the client will be there."""

    appointment: UUID


@dataclass(frozen=True, slots=True)
class AskOtherTime:
    """Keep that the client asks for another time, perhaps with words; the therapist is told."""

    appointment: UUID
    words: str = ""


@dataclass(frozen=True, slots=True)
class DeclineAppointment:
    """Keep that the client cannot come; the therapist is told."""

    appointment: UUID


OwnAppointmentEffect: TypeAlias = (
    ListAppointments | ShowAppointment | ConfirmAppointment | AskOtherTime | DeclineAppointment
)
"""What a client does with their own."""


@dataclass(frozen=True, slots=True)
class ShowAppointmentsOf:
    """A client's appointments, in the message that holds them; fresh: at the end of the chat."""

    client: ClientId
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class OpenAppointmentForm:
    """Open the form for a new one, or for another time, directly after the commit."""

    client: ClientId
    appointment: UUID | None = None


@dataclass(frozen=True, slots=True)
class OpenWishForm:
    """Open the form in which one is cancelled, or a request is declined, after the commit."""

    client: ClientId
    appointment: UUID
    cancels: bool


@dataclass(frozen=True, slots=True)
class PlanAppointment:
    """Keep a new one; the client is asked with the next message of a day."""

    client: ClientId
    planned: Planned


@dataclass(frozen=True, slots=True)
class MoveAppointment:
    """Give it another time, length or place; the client reads so."""

    client: ClientId
    appointment: UUID
    planned: Planned
    words: str = ""


@dataclass(frozen=True, slots=True)
class CancelAppointment:
    """Cancel it; the client reads so."""

    client: ClientId
    appointment: UUID
    words: str = ""


@dataclass(frozen=True, slots=True)
class KeepAppointment:
    """Answer a request for another time: it stays as it is."""

    client: ClientId
    appointment: UUID
    words: str = ""


StaffAppointmentEffect: TypeAlias = (
    ShowAppointmentsOf
    | OpenAppointmentForm
    | OpenWishForm
    | PlanAppointment
    | MoveAppointment
    | CancelAppointment
    | KeepAppointment
)
"""What a therapist does with a client's."""

AppointmentEffect: TypeAlias = OwnAppointmentEffect | StaffAppointmentEffect
