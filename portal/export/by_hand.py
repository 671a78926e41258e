"""A client's copy for the command line, with a passphrase that somebody has typed."""

from sqlalchemy import Connection

from care.access import Capability
from portal.export.gathering import gathered
from portal.export.making import copy
from portal.export.record import CopyRequest
from portal.needs import needs
from portal.office import NotPossible, Office, client_of, practice_of
from portal.scene import Scene

SHORTEST = 16


def checked(passphrase: str, again: str) -> str:
    """The passphrase, if it was typed alike twice and is not tried out in an afternoon."""
    if passphrase != again:
        raise NotPossible("The two passphrases are not the same. Type them again.")
    if len(passphrase) < SHORTEST:
        raise NotPossible(
            f"A passphrase has at least {SHORTEST} letters; five or six words that have nothing to "
            "do with each other are good."
        )
    return passphrase


@needs(Capability.EXPORT_CLIENT)
async def copied(
    office: Office, code: str, passphrase: str, practice: str | None
) -> tuple[str, bytes]:
    """The client's code and the encrypted archive."""
    memory = office.memory((await practice_of(office, practice)).id)
    client = await client_of(office, memory, code)

    def gather(connection: Connection) -> CopyRequest:
        scene = Scene.begin(connection, memory, office.clock.now())
        return CopyRequest(gathered(scene, client.id), passphrase)

    return client.code, copy(await office.database.read(gather))
