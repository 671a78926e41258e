"""The keys drill: a rotation is killed at random points, step after step, and nothing is lost."""

import asyncio
import contextlib
import ctypes
import os
import random
import signal
import time
import traceback
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from benchmarks.drills.place import COPY, place
from benchmarks.drills.progress import Bar
from benchmarks.drills.stage import Engine
from benchmarks.drills.verdict import above_zero, judged, not_so
from benchmarks.result import Figure, Result
from benchmarks.surroundings import without_threads
from portal import rotating
from portal.commands import practice_create
from portal.office import Office
from portal.opening import create_keys, office, reading, settings
from portal.sandboxed import database_for
from store import data_keys, practices
from store.data_keys import Wrapped
from store.ids import new_id
from store.key_file import RingName, Rings, load_key_file
from store.memory import Memory
from store.vault import Field, Owner, Refused

NAME = "keys"
MANY = 600
"""Clients; there is a group for every fourth of them."""

KEY_FILE = Path("portal.key")
LOG = "rotation.log"
DIE_WITH_PARENT = 1
SOONEST, LATEST = 0.05, 1.5
"""Seconds from the start of a rotation to its kill."""

WORDS = Field("drill", "sealed_words")
SABOTAGE = "retire-unchecked"


@dataclass(frozen=True, slots=True)
class Sealed:
    """What somebody wrote before all of this, as it was sealed."""

    ring: RingName
    owner: Owner
    words: bytes
    sealed: bytes


def run(
    kills: int, clients: int, *, seed: int, engine: Engine, sabotage: str | None, shown: bool
) -> Result:
    """Rotates and kills, so often; the last rotation may come to its end."""
    begun = time.monotonic()
    chance = random.Random(seed)
    with database_for(engine.value) as url, place(url):
        everything = asyncio.run(_furnish(clients))
        figures = _drilled(kills, everything, chance, sabotage, shown=shown)
    figures = {"database": engine.value, "clients": clients, **figures}
    figures["seconds"] = round(time.monotonic() - begun, 1)
    if sabotage is not None:
        figures["sabotage"] = sabotage
    zero = ("lost", "under_retired", "failed")
    wrong = (*above_zero(figures, zero), *not_so({"rotations": int(figures["rotations"]) > 0}))
    return judged(NAME, seed, figures, wrong)


def _drilled(
    kills: int,
    everything: list[Sealed],
    chance: random.Random,
    sabotage: str | None,
    *,
    shown: bool,
) -> dict[str, Figure]:
    killed = rotations = failed = killed_rewrapping = 0
    bar = Bar(NAME, kills, shown=shown)
    while killed < kills:
        bar.at(killed, f"{rotations} rotations")
        status = _rotation(chance.uniform(SOONEST, LATEST), sabotage)
        if status is None:
            killed += 1
            killed_rewrapping += asyncio.run(rotating.status())["next"] == "rewrap"
        elif status == 0:
            rotations += 1
            failed += _destroy_retired()
        else:
            failed += 1
        if failed:
            break
    if not failed:
        failed += _rotation(None, sabotage) != 0
        rotations += 1
        failed += _destroy_retired()
    bar.end()
    lost, under_retired = asyncio.run(_what_is_left(everything))
    figures: dict[str, Figure] = {
        "kills": killed,
        "kills_in_rewrap": killed_rewrapping,
        "rotations": rotations,
        "data_keys": len(everything),
        "failed": failed,
        "lost": lost,
        "under_retired": under_retired,
    }
    # The log goes with its folder; its last line says what went wrong.
    return figures | {"said_last": _said_last()} if failed else figures


def _said_last() -> str:
    try:
        lines = Path(LOG).read_text("utf-8", errors="replace").split("\n")
    except OSError:
        return ""
    return next((line.strip() for line in reversed(lines) if line.strip()), "")


async def _furnish(clients: int) -> list[Sealed]:
    await create_keys(COPY)
    async with office(settings(), "the drill") as made:
        await practice_create(made, name="Harbour", zone_name="Europe/Berlin")
        [practice] = await made.database.read(practices.every)
        kept = [made.memory(practice.id), made.groups(practice.id)]
        return await made.database.write(_fill, kept, clients, made)


def _fill(connection: Connection, kept: list[Memory], clients: int, made: Office) -> list[Sealed]:
    found = []
    present = {each.ring for each in data_keys.wrapped(connection)}
    for memory in kept:
        if memory.ring not in present:
            memory.new_key(connection, memory.house(), made.clock.now())
        whose = memory.client if memory.ring is RingName.CLIENTS else memory.group
        number = clients if memory.ring is RingName.CLIENTS else clients // 4
        for owner in (whose(new_id()) for _ in range(number)):
            memory.new_key(connection, owner, made.clock.now())
            words = os.urandom(40)
            sealed = memory.vault.seal(owner, WORDS, "row", words)
            found.append(Sealed(memory.ring, owner, words, sealed))
    return found


def _rotation(seconds: float | None, sabotage: str | None) -> int | None:
    """Goes on with the rotation in a process of its own; its exit status, None when killed."""
    without_threads()
    pid = os.fork()
    if pid == 0:
        _become_rotation(sabotage)
    until = None if seconds is None else time.monotonic() + seconds
    while True:
        found, status = os.waitpid(pid, os.WNOHANG)
        if found:
            return os.waitstatus_to_exitcode(status)
        if until is not None and time.monotonic() >= until:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            return None
        time.sleep(0.005)


def _become_rotation(sabotage: str | None) -> None:
    """From whatever step is next to the end of the rotation; it never returns."""
    code = 1
    try:
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)
        log = os.open(LOG, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(log, 1)
        os.dup2(log, 2)
        if sabotage == SABOTAGE:
            _retire_unchecked()
        asyncio.run(_rotate())
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


async def _rotate() -> None:
    while True:
        match (await rotating.status())["next"]:
            case "add":
                await rotating.add(COPY)
            case "promote":
                await rotating.promote(everywhere=True)
            case "rewrap":
                await rotating.rewrap(lambda _done, _left: None)
            case _:
                await rotating.retire()
                return


def _retire_unchecked() -> None:
    """Nothing is asked about what still stands under a version."""

    def nothing(_connection: Connection) -> list[Wrapped]:
        return []

    vars(data_keys)["wrapped"] = nothing


def _destroy_retired() -> bool:
    """Destroys what was retired, unasked too if need be; whether the portal refused to."""
    try:
        rings = load_key_file(KEY_FILE)
        for version in _versions(rings, "retired"):
            asyncio.run(rotating.destroy(version, str(version)))
    except Exception:
        with contextlib.suppress(OSError), Path(LOG).open("a") as log:
            traceback.print_exc(file=log)
        return True
    return False


def _versions(rings: Rings, state: str) -> list[int]:
    return sorted(
        {kek.version for each in RingName for kek in rings.ring(each).keks if kek.state == state}
    )


async def _what_is_left(everything: list[Sealed]) -> tuple[int, int]:
    """How much does not open, and how many data keys stand under anything but the primary."""
    lost = 0
    rings = load_key_file(KEY_FILE)
    async with reading(settings()) as made:
        vaults = {each: made.vault(each) for each in RingName}
        for each in everything:
            vault = vaults[each.ring]
            try:
                await made.database.read(data_keys.open_for, vault, each.ring, [each.owner])
                lost += vault.open(each.owner, WORDS, "row", each.sealed) != each.words
            except (Refused, LookupError):
                lost += 1
        found = await made.database.read(data_keys.wrapped)
    gone = {*_versions(rings, "retired"), *_versions(rings, "destroyed")}
    return lost, sum(each.number for each in found if each.version in gone)
