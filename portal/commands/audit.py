"""The audit: look whether it is whole, list what was seen or done about a client, take it along."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from care.access import Capability
from care.audit import Action, ActorRole, Kind
from portal.auditing import noted
from portal.needs import needs
from portal.office import NotPossible, Office, client_of, practice_of
from store import audit, audit_check, people, practices
from store.audit_export import lines
from store.audit_form import Entry
from store.key_file import RingName
from store.signing import public_key

NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL

READINGS = {
    "chart": (Action.VIEWED, Kind.CHART),
    "audit": (Action.EXPORTED, Kind.AUDIT),
    "record": (Action.EXPORTED, Kind.RECORD),
}
"""What is read past the running portal, which notes it beforehand."""


def public_keys(office: Office) -> dict[str, bytes]:
    """What checks the signatures under the ends of chains."""
    return {ring.value: public_key(office.keys.ring(ring)) for ring in RingName}


@needs(Capability.KEEP_AUDIT)
async def audit_note(
    office: Office, *, what: str, client: str | None = None, practice: str | None = None
) -> dict[str, Any]:
    """Notes that a command is about to show something; only then may it."""
    if what not in READINGS:
        raise NotPossible(f"There is nothing called {what!r} to be read.")
    of_practice = await practice_of(office, practice)
    memory = office.memory(of_practice.id)
    subject = None if client is None else (await client_of(office, memory, client)).id
    await noted(office, memory, *READINGS[what], subject=subject)
    return {"noted": what, "practice": of_practice.name}


@needs(Capability.READ_AUDIT)
async def audit_list(office: Office, *, client: str, practice: str | None = None) -> dict[str, Any]:
    """Who saw or did what about a client; that this was looked at is on the list as well."""
    of_practice = await practice_of(office, practice)
    memory = office.memory(of_practice.id)
    about = await client_of(office, memory, client)
    await noted(office, memory, Action.VIEWED, Kind.AUDIT, subject=about.id)
    found = await office.database.read(audit.of_client, memory, about.id)
    members = await office.database.read(people.members, memory)
    names = {str(each.id): each.name for each in members}
    return {
        "practice": of_practice.name,
        "client": about.code,
        "entries": [_shown(each, names) for each in found],
    }


def _shown(found: Entry, names: dict[str, str]) -> dict[str, Any]:
    is_staff = found.role == ActorRole.STAFF
    return {
        "at": found.at.isoformat(timespec="seconds"),
        "role": found.role,
        "who": names.get(found.actor, found.actor) if is_staff else found.actor,
        "action": found.action,
        "kind": found.kind,
        "object": found.object,
        "reason": found.reason,
    }


@needs(Capability.READ_AUDIT)
async def audit_verify(office: Office, *, practice: str | None = None) -> dict[str, Any]:
    """Whether every chain is whole, signed, and what it was when it was anchored."""
    asked = await _practices(office, practice)
    keys = public_keys(office)
    anchors = office.anchors.read() if office.anchors is not None else ()
    found = []
    for name, id_ in asked:
        checked = await office.database.read(audit_check.check, id_, keys, anchors)
        found.append(
            {
                "practice": name,
                "chains": checked.chains,
                "entries": checked.entries,
                "anchors": checked.anchors,
                "faults": [
                    {"chain": str(each.chain), "number": each.number, "what": each.what.value}
                    for each in checked.faults
                ],
            }
        )
    return {
        "whole": not any(each["faults"] for each in found),
        "practices": found,
        "anchor_file": None if office.anchors is None else str(office.anchors.path),
        "keys": {ring: key.hex() for ring, key in keys.items()},
    }


async def _practices(office: Office, name: str | None) -> list[tuple[str, Any]]:
    if name is not None:
        found = await practice_of(office, name)
        return [(found.name, found.id)]
    return [(each.name, each.id) for each in await office.database.read(practices.every)]


@needs(Capability.KEEP_AUDIT)
async def audit_anchor(office: Office) -> dict[str, Any]:
    """Anchors the ends of all chains now, in the place that the settings name."""
    place = office.anchors
    if place is None:
        raise NotPossible(
            "No place for anchors is named. Set PORTAL_AUDIT_ANCHOR_FILE to a file on another "
            "machine's disk."
        )
    added = 0
    for _, practice in await _practices(office, None):
        heads = await office.database.read(audit.heads, practice)
        added += place.add(heads.values())
    return {"anchored": added, "anchor_file": str(place.path)}


@needs(Capability.READ_AUDIT)
async def audit_export(office: Office, *, out: Path, practice: str | None = None) -> dict[str, Any]:
    """Writes a practice's audit into a new file of the owner's alone."""
    of_practice = await practice_of(office, practice)
    memory, keys, now = office.memory(of_practice.id), public_keys(office), office.clock.now()

    def write(connection: Connection) -> int:
        with _written(out), os.fdopen(os.open(out, NEW_FILE, 0o600), "wb") as file:
            total = 0
            try:
                for line in lines(connection, memory, keys, now):
                    file.write(line.encode())
                    total += 1
                file.flush()
            except BaseException:
                # Half an audit could be taken for one that somebody cut short.
                out.unlink(missing_ok=True)
                raise
            return total

    total = await office.database.read(write)
    return {"file": str(out), "lines": total, "practice": of_practice.name}


@contextmanager
def _written(out: Path) -> Iterator[None]:
    """What the disk refuses, in a sentence that names the place."""
    try:
        yield
    except FileExistsError:
        raise NotPossible(f"There is a file at {out} already. Choose another place.") from None
    except OSError as trouble:
        raise NotPossible(
            f"The audit could not be written to {out} ({trouble.strerror}). Choose another place."
        ) from None
