"""What a client may ask for, done by the practice: erase everything about one of them."""

from typing import Any

from sqlalchemy import Connection

from care.access import Capability
from care.audit import Action, Kind
from care.erasure import AskedBy
from portal import auditing, erasure_deeds
from portal.auditing import by_administrator
from portal.needs import needs
from portal.office import NotPossible, Office, client_of, plain_code, practice_of, write_erased
from portal.scene import Scene
from store import erasures
from store.erasures import Erasure


@needs(Capability.ERASE_CLIENT)
async def client_erase(
    office: Office, *, code: str, again: str, practice: str | None = None
) -> dict[str, Any]:
    """Destroys a client's key and deletes every row; the code is typed twice, as it is final."""
    of_practice = await practice_of(office, practice)
    memory = office.memory(of_practice.id)
    client = await client_of(office, memory, code)
    if plain_code(again) != client.code:
        raise NotPossible(
            f"The code typed again is not {client.code}. Nothing was erased: start again."
        )
    now = office.clock.now()
    until = None if office.copies_kept is None else now + office.copies_kept

    def erase(connection: Connection) -> Erasure:
        scene = Scene.begin(connection, memory, now)
        made = erasures.ask(connection, memory, client.id, AskedBy.PRACTICE, now, now)
        erasure_deeds.erase(scene, erasures.get(connection, memory, made), until)
        by_administrator(
            *(office, connection, memory, Action.ERASED, Kind.ERASURE, made), subject=client.id
        )
        auditing.post(scene, None)
        return erasures.get(connection, memory, made)

    def conclude(connection: Connection) -> None:
        scene = Scene.begin(connection, memory, office.clock.now())
        erasure_deeds.conclude(scene, erased)
        auditing.post(scene, None)

    erased = await office.database.write(erase)
    await write_erased(office)
    # If it cannot be done now, the next round of the portal does it.
    emptied = await office.database.scrub()
    if emptied:
        await office.database.write(conclude)
    return {
        "client": client.code,
        "practice": of_practice.name,
        "receipt": str(erased.id),
        "rows": erased.rows,
        "log_emptied": emptied if office.database.is_sqlite else None,
        "copies_until": until.isoformat() if until else None,
    }
