"""`portal restore`: a backup becomes the database, after everything in it was looked at.

Nothing is overwritten, and who was erased since the backup is erased again before it can be served.
"""

import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from care.audit import Action, Kind
from care.people import PracticeId
from portal.auditing import by_administrator
from portal.backup_folder import ERASED, OWNER_ALONE, POSTGRESQL, Told, check, load, sync
from portal.commands.audit import audit_verify
from portal.engine_copies import bring_postgresql, whole_sqlite
from portal.erased_file import ErasedFile
from portal.office import NotPossible, Office, write_cards, write_erased
from portal.opening import answering, keys_of, office, opened, settings
from portal.plain_words import database_words
from portal.settings import Settings
from store import erasures, people, practices
from store import migrate as migrations
from store.erasures import Tombstone
from store.key_file import KeyFileMissing
from store.memory import Memory

SAMPLE = 200
"""Accounts whose sealed address is opened, to know that these keys are the right ones."""


async def restore(
    folder: Path, told: Told, *, erased: Path | None = None, nobody_erased: bool = False
) -> dict[str, Any]:
    """Brings a backup back to where the settings say the database is, and looks at all of it."""
    found = settings()
    manifest = load(folder)
    gone = _erased_since(found, folder, erased, nobody_erased=nobody_erased)
    await _keys_are_here(found)
    path = found.database_path
    if (path is not None) != (manifest.engine == "sqlite"):
        raise NotPossible(
            f"This backup is of {manifest.engine}, and PORTAL_DATABASE_URL names the other engine. "
            "Point it at an empty database of that kind."
        )
    check(folder, manifest, told)
    if path is None:
        looked, again = await _into_postgresql(found, folder, gone)
    else:
        looked, again = await _into_file(found, path, folder / manifest.database, gone)
    return {
        "restored": str(path.resolve()) if path is not None else "PostgreSQL",
        "made_at": manifest.made_at.isoformat(timespec="seconds"),
        "erased_again": again,
        **looked,
    }


async def _keys_are_here(found: Settings) -> None:
    try:
        await keys_of(found)
    except KeyFileMissing:
        raise NotPossible(
            f"There is no key file at {found.key_file}, and a new one would open nothing of this "
            "backup. Bring the key file or its second copy back first."
        ) from None


def _erased_since(
    found: Settings, folder: Path, named: Path | None, *, nobody_erased: bool
) -> tuple[Tombstone, ...]:
    """Who is known to be erased, from every place where it is kept."""
    if named is not None and not named.is_file():
        raise NotPossible(f"There is no file {named}. Name the one that says who was erased.")
    live = named or found.erased_file
    if not live.is_file() and not nobody_erased:
        raise NotPossible(
            f"There is no {live}, which says who was erased after this backup, and it would bring "
            "them back. Name the file with --erased FILE; or, if nobody was erased since the "
            "latest backup here, say so with --nobody-erased."
        )
    # What later backups knew stands beside them all.
    kept = [live, folder.parent / ERASED, folder / ERASED]
    every = [one for each in kept for one in ErasedFile(each).read()]
    return tuple({each.receipt: each for each in every}.values())


async def _into_file(
    found: Settings, path: Path, backup: Path, gone: Sequence[Tombstone]
) -> tuple[dict[str, Any], int]:
    for there in (path, path.with_name(f"{path.name}-wal")):
        if there.exists() or there.is_symlink():
            raise NotPossible(
                f"There is a database at {path} already, and nothing is overwritten. Move it away "
                "with its -wal and -shm, or point PORTAL_DATABASE_URL elsewhere."
            )
    # Under another name until all of it was looked at: what is half restored is never served.
    beside = path.with_name(f".{path.name}.restoring")
    try:
        _forget(beside)
        os.close(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ALONE))
        shutil.copyfile(backup, beside)
        sync(beside)
        copy = await brought(found, beside)
        looked, again = await _checked(copy, gone)
        beside.rename(path)
        sync(path.parent)
    except OSError as trouble:
        raise NotPossible(
            f"The database could not be written to {path} ({trouble.strerror}). Make the folder, "
            "give the account that runs the portal the right to write there, or free some space."
        ) from None
    finally:
        _forget(beside)
    return looked, again


def _forget(beside: Path) -> None:
    for ending in ("", "-wal", "-shm", ".lock"):
        with suppress(FileNotFoundError):
            beside.with_name(beside.name + ending).unlink()


async def _into_postgresql(
    found: Settings, folder: Path, gone: Sequence[Tombstone]
) -> tuple[dict[str, Any], int]:
    async with opened(found) as database:
        if await answering(found, database.read(migrations.current)) is not None:
            raise NotPossible(
                "The database at PORTAL_DATABASE_URL holds a portal already, and nothing is "
                "overwritten. Make an empty one with createdb, and point the setting at it."
            )
    bring_postgresql(found.database_url, folder / POSTGRESQL)
    await _brought_up(found)
    return await _checked(found, gone)


async def brought(found: Settings, copy: Path) -> Settings:
    """The settings for a copy of the database, whose tables are those of this release now."""
    whole_sqlite(copy)
    there = _at(found, copy)
    await _brought_up(there)
    return there


def _at(found: Settings, copy: Path) -> Settings:
    return found.model_copy(update={"database_url": f"sqlite:///{copy.resolve()}"})


async def _brought_up(found: Settings) -> None:
    async with opened(found) as database:
        with database_words(found):
            await database.write(migrations.upgrade)


async def looked_at(found: Settings) -> dict[str, Any]:
    """Whether these keys open what is sealed, and the audit is whole."""
    async with office(found, "portal backup --verify") as made:
        return await _looked(made)


async def _checked(found: Settings, gone: Sequence[Tombstone]) -> tuple[dict[str, Any], int]:
    async with office(found, "portal restore") as made:
        looked = await _looked(made)
        again = 0
        for practice in await made.database.read(practices.every):
            memory = made.memory(practice.id)
            again += await made.database.write(_erase_again, made, memory, practice.id, gone)
        if not await made.database.scrub():
            raise NotPossible(
                "The database cannot be rid of who was erased: somebody reads it already, or the "
                "disk has no room for it three times over. Mend that, and restore anew."
            )
        await write_cards(made)
        await write_erased(made)
    return looked, again


def _erase_again(
    connection: Connection,
    made: Office,
    memory: Memory,
    practice: PracticeId,
    gone: Sequence[Tombstone],
) -> int:
    """Erases who was erased after the backup, and notes that it was brought back."""
    again = 0
    for each in gone:
        if each.practice == practice and erasures.again(connection, memory, each, made.clock.now()):
            again += 1
            by_administrator(
                *(made, connection, memory, Action.ERASED, Kind.ERASURE, each.receipt),
                subject=each.client,
            )
    by_administrator(
        *(made, connection, memory, Action.CONFIGURED, Kind.PRACTICE, practice),
        reason="restored",
    )
    return again


async def _looked(made: Office) -> dict[str, Any]:
    clients = opened_values = 0
    for practice in await made.database.read(practices.every):
        counted, values = await made.database.read(_sealed, made.memory(practice.id))
        clients += counted
        opened_values += values
    audit = await audit_verify(made)
    entries = sum(each["entries"] for each in audit["practices"])
    # Anchors go on after a backup: what a chain lost behind its end is no fault of the backup.
    broken = [
        one
        for each in audit["practices"]
        for one in each["faults"]
        if not one["what"].startswith("anchor")
    ]
    if broken:
        raise NotPossible(
            f"The audit in this backup is not whole: {len(broken)} faults. Somebody has changed "
            "it, or the disk is at fault; take another backup, and keep this one."
        )
    return {"clients": clients, "values_opened": opened_values, "audit_entries": entries}


def _sealed(connection: Connection, memory: Memory) -> tuple[int, int]:
    """How many clients have a key that opens, and how many sealed values were opened."""
    every = people.clients(connection, memory)
    memory.open_clients(connection, every)
    names = people.members(connection, memory)
    accounts = people.some_accounts(connection, memory, SAMPLE)
    return len(every), len(names) + len(people.addresses(connection, memory, accounts))
