"""The erase drill: clients are erased while others go on, with kills; nothing of them is left."""

import asyncio
import ctypes
import json
import os
import random
import shutil
import signal
import subprocess
import time
import traceback
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, select

from benchmarks.drills.inhabitants import (
    Inhabitant,
    arrive,
    is_here,
    known,
    move_in,
    naming,
    survey,
    write,
)
from benchmarks.drills.lying_about import files_of
from benchmarks.drills.place import COPY, place
from benchmarks.drills.progress import Bar
from benchmarks.drills.stage import Engine
from benchmarks.result import Figure, Result, result
from benchmarks.surroundings import without_threads
from care.erasure import RULES, AskedBy, ErasureState, Goes
from portal.commands import practice_create, therapist_add
from portal.office import NotPossible, Office
from portal.opening import create_keys, office, settings
from portal.rounds import Rounds
from portal.sandboxed import database_for
from store import belongings, erasures, people, practices
from store.database import Database
from store.memory import Memory
from store.outbox import Carrier
from store.tables import erasure

NAME = "erase"
MANY = 60
ERASED = 0.4
"""The share of the clients that is erased."""

KILLS = 12
DIE_WITH_PARENT = 1
LOG = "erasing.log"
SOONEST, LATEST = 0.1, 1.2
PATIENCE = 45.0

LEAVE_LOG, KEEP_KEY = "leave-log", "keep-key"
SABOTAGES = (LEAVE_LOG, KEEP_KEY)


def run(
    kills: int, clients: int, *, seed: int, engine: Engine, sabotage: str | None, shown: bool
) -> Result:
    """Erases two clients of five, killed so often meanwhile; then every byte is looked at."""
    begun = time.monotonic()
    chance = random.Random(seed)
    if engine is Engine.POSTGRESQL and shutil.which("pg_dump") is None:
        raise NotPossible("pg_dump is not there: Debian’s package is postgresql-client.")
    with database_for(engine.value) as url, place(url):
        everybody = asyncio.run(_furnish(clients))
        doomed = chance.sample(everybody, int(clients * ERASED))
        figures = _drilled(kills, everybody, doomed, chance, sabotage, shown=shown)
    figures = {"database": engine.value, "clients": clients, **figures}
    figures["seconds"] = round(time.monotonic() - begun, 1)
    if sabotage is not None:
        figures["sabotage"] = sabotage
    zero = (
        *("rows_left", "canaries", "remains", "harmed", "receipts_missing", "failed"),
        "keys_in_table_files",
    )
    passed = not any(figures.get(each) for each in zero) and figures["erased"] == len(doomed)
    return result(NAME, seed, figures, passed=passed)


def _drilled(
    kills: int,
    everybody: list[Inhabitant],
    doomed: list[Inhabitant],
    chance: random.Random,
    sabotage: str | None,
    *,
    shown: bool,
) -> dict[str, Figure]:
    # What is to be erased, in portions: some of it is asked for after every kill.
    waiting = list(doomed)
    bar, failed = Bar(NAME, kills, shown=shown), 0
    for killed in range(kills):
        bar.at(killed, f"{len(doomed) - len(waiting)} of {len(doomed)} asked for")
        share = -(-len(waiting) // (kills - killed))
        now, waiting = waiting[:share], waiting[share:]
        seconds = chance.uniform(SOONEST, LATEST)
        failed += _portal(everybody, now, sabotage, chance.random(), seconds) is not None
    # The last one may come to its end; it is killed all the same, so that nothing is tidied up.
    # A kill may have come before somebody was asked for: that is done now.
    failed += _portal(everybody, doomed, sabotage, chance.random(), None) != 0
    bar.end()
    files = _files()
    figures: dict[str, Figure] = {
        "kills": kills,
        "erased": 0,
        "failed": failed,
        "canaries": _found(files, [each.canary for each in doomed]),
    }
    sealed = [remain for each in doomed for remain in each.sealed]
    remains = _found(files, sealed)
    return figures | asyncio.run(_what_is_left(everybody, doomed, remains))


# --- the portal that is killed -------------------------------------------------------------------


def _portal(
    everybody: list[Inhabitant],
    doomed: list[Inhabitant],
    sabotage: str | None,
    seed: float,
    seconds: float | None,
) -> int | None:
    """Runs one in a process of its own: its exit status, None when it was killed."""
    without_threads()
    pid = os.fork()
    if pid == 0:
        _become_portal(everybody, doomed, sabotage, seed, to_the_end=seconds is None)
    until = time.monotonic() + (PATIENCE if seconds is None else seconds)
    while True:
        found, status = os.waitpid(pid, os.WNOHANG)
        if found:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() >= until:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            return None
        time.sleep(0.005)


def _become_portal(
    everybody: list[Inhabitant],
    doomed: list[Inhabitant],
    sabotage: str | None,
    seed: float,
    *,
    to_the_end: bool,
) -> None:
    """Asks for erasures, carries them out and goes on with everybody else; it never returns."""
    code = 1
    try:
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)
        log = os.open(LOG, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(log, 1)
        os.dup2(log, 2)
        _sabotage(sabotage)
        asyncio.run(_live(everybody, doomed, random.Random(seed), to_the_end=to_the_end))
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


def _sabotage(sabotage: str | None) -> None:
    if sabotage == LEAVE_LOG:

        async def emptied(_database: Database) -> bool:
            return True

        setattr(Database, "scrub", emptied)  # noqa: B010 - a method is replaced on purpose
    elif sabotage == KEEP_KEY:
        kept = {**RULES, "data_key": Goes.STAYS}
        vars(belongings)["RULES"] = kept


async def _live(
    everybody: list[Inhabitant],
    doomed: list[Inhabitant],
    chance: random.Random,
    *,
    to_the_end: bool,
) -> None:
    async with office(settings(), "the drill") as made:
        [practice] = await made.database.read(practices.every)
        memory = made.memory(practice.id)
        rounds = Rounds(
            made.database,
            memory,
            made.clock,
            carrier=Carrier("the drill", ()),
            hand_over=lambda _letters: None,
        )
        # Kept, or it would be forgotten.
        reading = asyncio.create_task(_read(made))
        waiting = list(doomed)
        while True:
            for each in chance.sample(everybody, 3):
                await made.database.write(_say, memory, each, made.clock.now())
            if waiting:
                asked = waiting.pop()
                await made.database.write(arrive, memory, asked.client, made.clock.now())
                await made.database.write(_ask, memory, asked, made.clock.now())
            await rounds.erasures()
            if reading.done():
                reading.result()
            if to_the_end and not waiting and await made.database.read(_unfinished) == 0:
                # Nothing is closed: a clean end would empty the log by itself.
                os._exit(0)


async def _read(made: Office) -> None:
    """Somebody reads all the time, so that the log cannot always be emptied."""
    while True:
        await made.database.read(survey)
        # People pause; without that a busy machine would never find the log unread.
        await asyncio.sleep(0.01)


def _say(connection: Connection, memory: Memory, to: Inhabitant, now: datetime) -> None:
    if is_here(connection, memory, to.client):
        [therapist, *_] = people.members(connection, memory)
        write(connection, memory, to.client, therapist.id, to.canary.decode(), now)


def _ask(connection: Connection, memory: Memory, whom: Inhabitant, now: datetime) -> None:
    if is_here(connection, memory, whom.client) and not erasures.waiting(
        connection, memory, whom.client
    ):
        erasures.ask(connection, memory, whom.client, AskedBy.CLIENT, now, now)


def _unfinished(connection: Connection) -> int:
    open_ones = (ErasureState.WAITING.value, ErasureState.ERASED.value)
    found: int = connection.execute(
        select(func.count()).select_from(erasure).where(erasure.c.state.in_(open_ones))
    ).scalar_one()
    return found


# --- before and after ----------------------------------------------------------------------------


async def _furnish(clients: int) -> list[Inhabitant]:
    await create_keys(COPY)
    async with office(settings(), "the drill") as made:
        await practice_create(made, name="Harbour", zone_name="Europe/Berlin")
        await therapist_add(made, name="Mira Winter", slack_user="U0MIRA")
        [practice] = await made.database.read(practices.every)
        memory, now = made.memory(practice.id), made.clock.now()
        [therapist] = await made.database.read(people.members, memory)
        canaries = dict(
            [
                await made.database.write(move_in, memory, number, now, therapist.id)
                for number in range(clients)
            ]
        )
        return known(canaries, await made.database.read(survey))


@dataclass(frozen=True, slots=True)
class _Bytes:
    """One file of the database as it lies on the disk, or what a dump says."""

    name: str
    data: bytes


def _files() -> list[_Bytes]:
    """SQLite: the file, its log and its index. PostgreSQL: what a dump holds."""
    found = [_Bytes(each.name, each.read_bytes()) for each in sorted(Path().glob("portal.db*"))]
    url = os.environ.get("PORTAL_DATABASE_URL")
    if url is not None:
        dumped = subprocess.run(["pg_dump", "--dbname", url], check=True, capture_output=True)
        found.append(_Bytes("dump", dumped.stdout))
    return found


def _found(files: Iterable[_Bytes], looked_for: Iterable[bytes]) -> int:
    """How many of these stand anywhere, as they are or in hexadecimal, as dumps have bytes."""
    data = [each.data for each in files]
    return sum(
        any(form in each for each in data for form in (one, one.hex().encode()))
        for one in looked_for
    )


async def _what_is_left(
    everybody: list[Inhabitant], doomed: list[Inhabitant], remains: int
) -> dict[str, Figure]:
    gone = {each.client for each in doomed}
    async with office(settings(), "the drill") as made:
        left = await made.database.read(survey)
        harmed = sum(
            left.get(place) != row
            for each in everybody
            if each.client not in gone
            for place, row in each.rows.items()
        )
        receipts = Counter(
            row["key"] for (table, _), row in left.items() if table == "outbox" and _is_receipt(row)
        )
        figures: dict[str, Figure] = {
            "erased": await made.database.read(_concluded),
            "rows_left": naming(doomed, left),
            "remains": remains,
            "harmed": harmed,
            "receipts": receipts.total(),
            "receipts_missing": abs(len(doomed) - receipts.total()),
        }
        if not made.database.is_sqlite:
            figures |= await _in_the_cluster(made, doomed)
    return figures


def _is_receipt(letter: Mapping[str, Any]) -> bool:
    return bool(json.loads(letter["content"])["kind"] == "receipt")


def _concluded(connection: Connection) -> int:
    done = erasure.c.state == ErasureState.DONE.value
    found: int = connection.execute(
        select(func.count()).select_from(erasure).where(done)
    ).scalar_one()
    return found


async def _in_the_cluster(made: Office, doomed: list[Inhabitant]) -> dict[str, Figure]:
    """What PostgreSQL's own files still hold of it: told as it is, and no promise."""

    def where(connection: Connection) -> Path:
        connection.exec_driver_sql("CHECKPOINT")
        return Path(connection.exec_driver_sql("SHOW data_directory").scalar_one())

    folder = await made.database.write(where)
    keys = [each.wrapped for each in doomed]
    sealed = [remain for each in doomed for remain in each.sealed]
    tables, log = _raw(folder / "base"), _raw(folder / "pg_wal")
    return {
        "in_table_files": _found(tables, sealed),
        "keys_in_table_files": _found(tables, keys),
        "keys_in_log": _found(log, keys),
    }


def _raw(folder: Path) -> list[_Bytes]:
    return [_Bytes(path.name, data) for path, data in files_of(folder)]
