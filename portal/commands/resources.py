"""The practice's library: listed, added to, and offered no more."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from care.access import Capability
from care.audit import Action, Kind
from care.shelf import NotAResource, Resource, read_resource, write_resource
from portal import library_keeping
from portal.auditing import by_administrator
from portal.needs import needs
from portal.office import NotPossible, Office, practice_of
from store import resources
from store.memory import Memory
from store.resources import Became


@needs(Capability.CONFIGURE_PRACTICE)
async def resource_list(office: Office, *, practice: str | None = None) -> dict[str, Any]:
    """The whole library, with what is not offered any more; never on whose shelf it lies."""
    of_practice = await practice_of(office, practice)
    found = await office.database.read(resources.of_practice, office.memory(of_practice.id))
    return {"practice": of_practice.name, "resources": [_told(each) for each in found]}


@needs(Capability.CONFIGURE_PRACTICE)
async def resource_add(
    office: Office,
    *,
    code: str,
    given: Mapping[str, Any],
    practice: str | None = None,
) -> dict[str, Any]:
    """Puts something into the library, or changes it; of what is there, the rest stays as it is."""
    of_practice = await practice_of(office, practice)
    memory = office.memory(of_practice.id)
    wanted = code.strip().lower()

    def change(connection: Connection) -> dict[str, Any]:
        before = resources.get(connection, memory, wanted)
        table = {**(write_resource(before) if before else {}), **given, "code": wanted}
        # What takes no time in particular has none.
        table["minutes"] = table.get("minutes") or None
        try:
            brought = read_resource(table)
            [became] = library_keeping.add(connection, memory, [brought], office.clock.now())
        except NotAResource as trouble:
            raise NotPossible(str(trouble)) from None
        if became is not Became.UNCHANGED:
            _note(office, connection, memory, wanted)
        return {**_told(_known(connection, memory, wanted)), "became": became.value}

    return await office.database.write(change)


@needs(Capability.CONFIGURE_PRACTICE)
async def resource_retire(
    office: Office, *, code: str, practice: str | None = None
) -> dict[str, Any]:
    """Offers something no more; where it lies on a shelf it stays."""
    of_practice = await practice_of(office, practice)
    memory = office.memory(of_practice.id)

    def change(connection: Connection) -> dict[str, Any]:
        wanted = _known(connection, memory, code).code
        if not resources.retire(connection, memory, wanted, office.clock.now()):
            raise NotPossible(f"{wanted} is not offered any more already.")
        _note(office, connection, memory, wanted)
        return _told(_known(connection, memory, wanted))

    return await office.database.write(change)


def _known(connection: Connection, memory: Memory, code: str) -> Resource:
    found = resources.get(connection, memory, code.strip().lower())
    if found is None:
        library = resources.of_practice(connection, memory)
        there = ", ".join(each.code for each in library if each.is_offered)
        raise NotPossible(
            f"The library has no {code}. There are: {there}"
            if there
            else "The library is empty yet. Put something into it: portal resource add --help"
        )
    return found


def _note(office: Office, connection: Connection, memory: Memory, code: str) -> None:
    by_administrator(office, connection, memory, Action.CONFIGURED, Kind.RESOURCE, code)


def _told(resource: Resource) -> dict[str, Any]:
    since = resource.retired_at
    return {
        "code": resource.code,
        "title": resource.title,
        "kind": resource.kind.value,
        "about": resource.about,
        "link": resource.link,
        "text": resource.text,
        "language": resource.language,
        "minutes": resource.minutes,
        "offered": resource.is_offered,
        "retired_at": since.isoformat() if since else None,
    }
