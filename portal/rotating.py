"""Rotating the master keys: each step edits the key file here, and tells a running portal.

The file is edited where the command is given: a service need not be able to write its own keys.
What changes the database, wrapping anew, is carried out like every other command.
"""

import fcntl
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from portal import control
from portal.commands.keys import versions
from portal.key_place import place_of
from portal.office import NotPossible
from portal.opening import carry_out, file_in, reading, settings
from portal.settings import Settings
from store import data_keys, rotation
from store.data_keys import Wrapped
from store.key_file import (
    KekState,
    RingName,
    Rings,
    SecondCopyNeeded,
    copy_key_file,
    load_key_file,
    replace_key_file,
)
from store.key_provider import KeyFile

Change = Callable[[Rings, Sequence[Wrapped]], Rings]


async def status(key_file: Path | None = None) -> dict[str, Any]:
    """Which versions there are, and how much is wrapped under each; nothing of the keys."""
    found = _with(settings(), key_file)
    async with reading(found) as made:
        rings = made.keys.reread()
        wrapped = await made.database.read(data_keys.wrapped)
    return {
        "keys": str(place_of(found)),
        "versions": [
            {
                "ring": ring.value,
                "version": kek.version,
                "state": kek.state.value,
                "wrapped": {
                    each.kind.value: each.number
                    for each in wrapped
                    if (each.ring, each.version) == (ring, kek.version)
                },
            }
            for ring in RingName
            for kek in rings.ring(ring).keks
        ],
        "left": rotation.left(rings, wrapped),
        "next": rotation.next_step(rings, wrapped).value,
    }


async def add(second_copy: Path | None, key_file: Path | None = None) -> dict[str, Any]:
    """A new version that wraps nothing yet, in the second copy before it is in the key file."""
    found = _with(settings(), key_file)
    path = _file(found)
    if second_copy is None:
        raise SecondCopyNeeded(
            "A new version belongs into the second copy as well, or losing the key file loses what "
            "it will have wrapped. Name its place: portal keys rotate add --second-copy PLACE"
        )
    copy = file_in(second_copy, path.name)

    def change(rings: Rings, _: Sequence[Wrapped]) -> Rings:
        made = _of_copy(rings, copy) or rotation.add(rings)
        copy_key_file(path, made, copy)
        return made

    return await _change("add", found, path, change) | {"second_copy": str(copy)}


def _of_copy(rings: Rings, copy: Path) -> Rings | None:
    """What an earlier step left in the second copy, and is not in the key file."""
    return rotation.taken_up(rings, load_key_file(copy)) if copy.exists() else None


async def promote(*, everywhere: bool = False, key_file: Path | None = None) -> dict[str, Any]:
    """The new version wraps from now on, once whoever serves can open it."""
    given = settings()
    found = _with(given, key_file)
    path = _file(found)
    if found.database_path is None and not everywhere:
        raise NotPossible(
            "Other processes may share this PostgreSQL, and each must have the new version before "
            "anything is wrapped under it. Put the key file on every machine, and say so: "
            "portal keys rotate promote --everywhere"
        )
    known = await _running_knows(given)
    newest = {each.value: f"v{len(load_key_file(path).ring(each).keks)}" for each in RingName}
    if known is not None and any(newest[each] not in known[each] for each in newest):
        raise NotPossible(
            "The running portal was handed earlier keys, without the new version. Hand it the "
            "new key file (with a systemd credential: restart it), then: portal keys rotate promote"
        )
    return await _change("promote", found, path, lambda rings, _: rotation.promote(rings))


async def retire(key_file: Path | None = None) -> dict[str, Any]:
    """What was primary is marked as needed by backups alone; refused while anything needs it."""
    found = _with(settings(), key_file)
    return await _change("retire", found, _file(found), rotation.retire)


async def may_be_destroyed(version: int, key_file: Path | None = None) -> None:
    """Refused as destroying it would be; asked before a person has to confirm it."""
    found = _with(settings(), key_file)
    path = _file(found)
    wrapped = await _wrapped(found)
    rotation.destroy(load_key_file(path), version, wrapped)


async def destroy(version: int, confirmed: str, key_file: Path | None = None) -> dict[str, Any]:
    """The bytes of a retired version are gone for good."""
    found = _with(settings(), key_file)
    if confirmed.strip().removeprefix("v") != str(version):
        raise NotPossible(f"That was not {version}, so nothing was destroyed.")
    return await _change(
        f"destroy v{version}",
        found,
        _file(found),
        lambda rings, wrapped: rotation.destroy(rings, version, wrapped),
    )


async def rewrap(told: Callable[[int, int], None]) -> dict[str, Any]:
    """Wraps everything under the primary version, a little at a time; a repetition goes on."""
    rewrapped = 0
    await carry_out("keys note", {"step": "rewrap"})
    while True:
        done = await carry_out("keys rewrap", {})
        rewrapped += done["rewrapped"]
        told(done["rewrapped"], done["left"])
        if not done["left"]:
            return {"rewrapped": rewrapped, "left": 0}


def _with(found: Settings, key_file: Path | None) -> Settings:
    """The settings, with the keys taken from this file."""
    if key_file is None:
        return found
    return found.model_copy(
        update={"key_file": key_file, "key_credential": None, "key_command": None}
    )


def _file(found: Settings) -> Path:
    place = place_of(found)
    if not isinstance(place, KeyFile):
        raise NotPossible(
            f"The settings take the keys from {place}, which cannot be written. Name the key file "
            "that it is made from with --key-file, and hand it over again afterwards."
        )
    return place.path


async def _change(step: str, found: Settings, path: Path, change: Change) -> dict[str, Any]:
    with _alone(path):
        wrapped = await _wrapped(found)
        rings = change(load_key_file(path), wrapped)
        await carry_out("keys note", {"step": step}, found)
        replace_key_file(path, rings)
    known = await _running_knows(found)
    return {
        "key_file": str(path),
        "versions": versions(rings),
        "portal_has_them": None if known is None else known == versions(rings),
        "next": rotation.next_step(rings, wrapped).value,
        "retired": sorted(
            {
                kek.version
                for each in RingName
                for kek in rings.ring(each).keks
                if kek.state is KekState.RETIRED
            }
        ),
    }


async def _wrapped(found: Settings) -> Sequence[Wrapped]:
    async with reading(found) as made:
        return await made.database.read(data_keys.wrapped)


async def _running_knows(found: Settings) -> dict[str, dict[str, str]] | None:
    """The versions that the running portal has after reading its keys again; None without one."""
    path = found.database_path
    if path is None or not control.is_listening(control.socket_path(path)):
        return None
    return await control.ask(control.socket_path(path), "keys reload", {})


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """One command at a time edits a key file; the lock is on its folder, for the file changes."""
    try:
        folder = os.open(path.resolve().parent, os.O_RDONLY)
    except OSError as error:
        raise NotPossible(
            f"The folder of {path} cannot be opened ({error.strerror}). Make the account that "
            "rotates keys its owner."
        ) from None
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise NotPossible(
            f"Another command is changing {path}. Wait until it has ended, and look: "
            "portal keys status"
        ) from None
    finally:
        os.close(folder)
