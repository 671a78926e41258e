"""A client's therapy ends here, or begins again, where somebody at the machine says so."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from care.access import Capability
from care.audit import Action, Kind
from care.discharge import Hindrance
from care.local_time import zone
from care.people import ClientStatus
from care.practice import Practice
from portal import auditing, discharges
from portal.auditing import by_administrator
from portal.needs import needs
from portal.office import NotPossible, Office, client_of, practice_of
from portal.scene import Scene
from store.people import Client

_WHY = {
    Hindrance.INVITED: "{client} has not joined, so there is nothing that could end. "
    "To take the invitation away: portal client erase {client}",
    Hindrance.OVER: "{client} was discharged before. To begin again: "
    "portal client readmit {client}",
    Hindrance.URGENT: "An urgent alert about {client} is not resolved. Somebody who got the card "
    "looks at it first and resolves it in Slack; then discharge.",
    Hindrance.APPOINTMENT: "{client} has a session to come, {at}. Cancel it first, or discharge "
    "after it: portal client appointment {client} {at} --cancel",
    Hindrance.NOT_OVER: "{client} was not discharged, so there is nothing to begin again.",
}


@needs(Capability.MANAGE_CLIENTS)
async def client_discharge(
    office: Office, *, code: str, practice: str | None = None
) -> dict[str, Any]:
    """Ends a client's therapy here, in one transaction; what was kept stays.

    The client reads so at once. Words of the therapist's go along from Slack only.
    """
    of_practice = await practice_of(office, practice)
    memory, now = office.memory(of_practice.id), office.clock.now()
    known = await client_of(office, memory, code)

    def keep(connection: Connection) -> dict[str, Any]:
        scene = Scene.begin(connection, memory, now)
        found = discharges.look(scene, known.id)
        if found.hindrance is not None:
            raise NotPossible(_why(known, found.hindrance, found.appointment, of_practice))
        discharges.discharge(scene, known.id, found, None)
        by_administrator(
            *(office, connection, memory, Action.DISCHARGED, Kind.CLIENT, known.id),
            subject=known.id,
        )
        auditing.post(scene, None)
        return {
            "client": known.code,
            "status": ClientStatus.DISCHARGED.value,
            "client_is_told": found.is_told,
            "messages_left_unanswered": found.messages,
            "notes_that_run_to_their_date": found.notes,
            "groups_that_go_on": found.groups,
            "practice": of_practice.name,
        }

    return await office.database.write(keep)


@needs(Capability.MANAGE_CLIENTS)
async def client_readmit(
    office: Office, *, code: str, practice: str | None = None
) -> dict[str, Any]:
    """Begins a new course of therapy with a former client; what is asked is set anew."""
    of_practice = await practice_of(office, practice)
    memory, now = office.memory(of_practice.id), office.clock.now()
    known = await client_of(office, memory, code)

    def keep(connection: Connection) -> dict[str, Any]:
        scene = Scene.begin(connection, memory, now)
        hindrance = discharges.readmit(scene, known.id, None)
        if hindrance is not None:
            raise NotPossible(_why(known, hindrance, None, of_practice))
        by_administrator(
            *(office, connection, memory, Action.READMITTED, Kind.CLIENT, known.id),
            subject=known.id,
        )
        auditing.post(scene, None)
        return {
            "client": known.code,
            "status": scene.client(known.id).status.value,
            "next": f"portal client schedule {known.code}",
            "practice": of_practice.name,
        }

    return await office.database.write(keep)


def _why(
    client: Client, hindrance: Hindrance, appointment: datetime | None, practice: Practice
) -> str:
    at = appointment and f"{appointment.astimezone(zone(practice.zone)):%Y-%m-%dT%H:%M}"
    return _WHY[hindrance].format(client=client.code, at=at)
