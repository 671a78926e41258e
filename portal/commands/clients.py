"""Clients by their codes: list them, settle what they may see, enter their next session."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection

from care.access import Capability
from care.appointments import (
    LATEST,
    LONGEST,
    SHORTEST,
    USUAL,
    Appointment,
    How,
    Planned,
    is_allowed,
)
from care.audit import Action, Kind
from care.local_time import instant, zone
from conversations.contents import Lane, Line, Sentences
from conversations.flows.checkin import help_button
from portal import appointment_deeds, auditing
from portal.auditing import by_administrator, noted
from portal.needs import needs
from portal.office import NotPossible, Office, client_of, practice_of
from portal.phone_deeds import forget_pin
from portal.scene import Scene
from store import appointments, people
from store.ids import new_id
from store.people import Client


@needs(Capability.MANAGE_CLIENTS)
async def client_list(office: Office, *, practice: str | None = None) -> dict[str, Any]:
    """The clients by code: status, language, zone and check-in time; nothing they said."""
    of_practice = await practice_of(office, practice)
    memory = office.memory(of_practice.id)
    await noted(office, memory, Action.VIEWED, Kind.CASELOAD)
    found = await office.database.read(people.clients, memory)
    staff = await office.database.read(people.members, memory)
    names = {each.id: each.name for each in staff}
    return {
        "practice": of_practice.name,
        "clients": [
            {
                "client": each.code,
                "status": each.status.value,
                "language": each.locale,
                "zone": each.zone,
                "check_in_at": each.check_in_at,
                "therapist": names.get(each.therapist),
            }
            for each in found.values()
        ],
    }


@needs(Capability.MANAGE_CLIENTS)
async def client_bands(
    office: Office, *, code: str, shown: bool, practice: str | None = None
) -> dict[str, Any]:
    """Lets a client choose to see the names of severity ranges, or takes that choice away."""
    found = await _let_see(office, code, practice, bands_by_therapist=shown)
    return {"client": found, "names_of_ranges_may_be_shown": shown}


@needs(Capability.MANAGE_CLIENTS)
async def client_links(
    office: Office, *, code: str, shown: bool, practice: str | None = None
) -> dict[str, Any]:
    """Lets a client see two daily numbers side by side, or no longer."""
    found = await _let_see(office, code, practice, links_by_therapist=shown)
    return {"client": found, "two_numbers_side_by_side_may_be_shown": shown}


async def _let_see(office: Office, code: str, practice: str | None, **switch: bool) -> str:
    memory = office.memory((await practice_of(office, practice)).id)
    client = await client_of(office, memory, code)

    def keep(connection: Connection) -> None:
        people.change_client(connection, memory, client.id, **switch)
        by_administrator(
            office,
            connection,
            memory,
            Action.CONFIGURED,
            Kind.CLIENT,
            client.id,
            subject=client.id,
        )

    await office.database.write(keep)
    return client.code


@needs(Capability.MANAGE_CLIENTS)
async def client_appointment(
    office: Office,
    *,
    code: str,
    starts: str,
    minutes: int | None = None,
    how: str | None = None,
    move_to: str | None = None,
    cancel: bool = False,
    practice: str | None = None,
) -> dict[str, Any]:
    """Enters a client's next therapy session, in the practice's zone, or moves or cancels one.

    The client is asked, or reads at once what has become of a session that they know of.
    """
    of_practice = await practice_of(office, practice)
    memory = office.memory(of_practice.id)
    client = await client_of(office, memory, code)
    if cancel and (move_to is not None or minutes is not None or how is not None):
        raise NotPossible("A session is moved or cancelled, not both.")
    now, here = office.clock.now(), of_practice.zone
    starts_at = _instant(starts, here)
    becomes = starts_at if move_to is None else _instant(move_to, here)
    wanted = USUAL if minutes is None else minutes
    if not cancel:
        _refuse(starts if move_to is None else move_to, Planned(becomes, wanted), now)
    if how is not None and how not in frozenset(How):
        raise NotPossible(f"A session is held one of these ways: {', '.join(How)}.")
    changes = cancel or move_to is not None

    def keep(connection: Connection) -> Planned:
        scene = Scene.begin(connection, memory, now)
        if not changes:
            planned = Planned(becomes, wanted, How(how) if how else None)
            made = appointment_deeds.plan(scene, client.id, None, planned)
        else:
            found = _standing(scene, client, starts_at, here)
            made = found.id
            planned = Planned(found.starts_at, found.minutes, found.how, found.place)
            if cancel:
                appointment_deeds.cancel(scene, made, None)
            else:
                planned = replace(
                    planned,
                    starts_at=becomes,
                    minutes=minutes or planned.minutes,
                    how=How(how) if how else planned.how,
                )
                appointment_deeds.move(scene, made, None, planned)
        auditing.post(scene, None)
        by_administrator(
            office,
            connection,
            memory,
            Action.WITHDRAWN if cancel else Action.CONFIGURED,
            Kind.APPOINTMENT,
            made,
            subject=client.id,
        )
        return planned

    kept = await office.database.write(keep)
    return {
        "client": client.code,
        "starts": kept.starts_at.astimezone(zone(here)).isoformat(),
        "minutes": kept.minutes,
        "how": kept.how,
        **({"cancelled": True} if cancel else {}),
        **({"moved_from": starts_at.astimezone(zone(here)).isoformat()} if move_to else {}),
    }


def _refuse(typed: str, planned: Planned, now: datetime) -> None:
    """Refuses a session that cannot be."""
    if not SHORTEST <= planned.minutes <= LONGEST:
        raise NotPossible(f"A session has {SHORTEST} to {LONGEST} minutes.")
    if planned.starts_at <= now:
        raise NotPossible(f"{typed} is over already. Enter a session that is still to come.")
    if not is_allowed(planned, now):
        raise NotPossible(f"{typed} is more than {LATEST.days} days ahead. Enter it nearer to it.")


def _standing(scene: Scene, client: Client, starts_at: datetime, zone_name: str) -> Appointment:
    """The session that begins then; what there is, when there is none."""
    coming = appointments.coming(scene.connection, scene.memory, client.id, scene.now)
    found = next((each for each in coming if each.starts_at == starts_at), None)
    if found is None:
        there = [f"{each.starts_at.astimezone(zone(zone_name)):%Y-%m-%dT%H:%M}" for each in coming]
        raise NotPossible(
            f"{client.code} has no session to come that begins then. "
            f"There are: {', '.join(there) or 'none'}"
        )
    return found


@needs(Capability.MANAGE_CLIENTS)
async def client_forget_pin(
    office: Office, *, code: str, practice: str | None = None
) -> dict[str, Any]:
    """Takes the PIN of a client away who forgot it; the client reads so in the chat."""
    memory = office.memory((await practice_of(office, practice)).id)
    client = await client_of(office, memory, code)

    def forget(connection: Connection) -> bool:
        scene = Scene.begin(connection, memory, office.clock.now())
        if not forget_pin(scene, client.id):
            return False
        said = Sentences((Line("pin-taken-away"),), ((help_button(),),))
        key = f"pin-taken-away:{new_id()}"
        scene.post(scene.account(client.id), said, key=key, lane=Lane.REPLY)
        auditing.post(scene, None)
        by_administrator(
            office, connection, memory, Action.REVOKED, Kind.CLIENT, client.id, subject=client.id
        )
        return True

    if not await office.database.write(forget):
        raise NotPossible(f"{client.code} has no PIN.")
    return {"client": client.code, "pin": "taken away"}


def _instant(typed: str, zone_name: str) -> datetime:
    """The instant that was typed; without an offset it is on the wall of the practice."""
    try:
        found = datetime.fromisoformat(typed.strip())
        if found.tzinfo is None:
            found = instant(found.date(), found.time(), zone(zone_name))
        return found.astimezone(UTC)
    except (ValueError, OverflowError):
        raise NotPossible(
            f"{typed!r} is not a date and time. Write it as 2026-12-01T10:00."
        ) from None
