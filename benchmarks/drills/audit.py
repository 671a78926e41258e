"""The audit drill: a thousand ways to change an audit, and whether each is found.

Two practices with chains of several processes are written by the store's own functions. Then the
database is changed in every way that somebody could who holds it, but not the key file: what they
know is everything that stands in the database, with every signed end that ever stood there. After
each change both verifiers look, ours and the one that knows nothing of us; then it is undone.
"""

import asyncio
import importlib.util
import json
import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, delete, insert, select, update

from benchmarks.drills.progress import Bar
from benchmarks.drills.verdict import Wrong, judged, not_so
from benchmarks.result import Figure, Figures, Result
from care.audit import Act, Action, ActorRole, Kind
from care.local_time import Hours
from care.people import ClientId, PracticeId
from care.practice import Practice
from store import audit, audit_check, audit_export, migrate, practices
from store.audit_form import Entry, Head, genesis, hash_of
from store.database import Database
from store.ids import new_id
from store.key_file import KEY_BYTES, Kek, KekState, Ring, RingName
from store.memory import Memory
from store.signing import public_key
from store.tables import audit_chain, audit_entry
from store.vault import Vault

MANY = 1000
PRACTICES, PROCESSES, COMMITS = 2, 2, 3
BEGINS = datetime(2026, 3, 2, 9, tzinfo=UTC)
VERIFIER = Path(__file__).parents[2] / "docs" / "verify_audit.py"

SKIPS_LINKS, SKIPS_ANCHORS = "skip-links", "skip-anchors"
SABOTAGES = (SKIPS_LINKS, SKIPS_ANCHORS)
"""What a careless verifier leaves out; each lets changes pass."""


class _Undone(Exception):
    """Ends the transaction, and every change with it."""


@dataclass(frozen=True, slots=True)
class _House:
    """What was written, and what somebody with the database knows of it."""

    memories: tuple[Memory, ...]
    anchors: tuple[Head, ...]
    older: dict[UUID, list[Head]]
    keys: dict[str, bytes]


def run(changes: int, *, seed: int, sabotage: str | None, shown: bool) -> Result:
    """Changes an audit so many times and counts what was found."""

    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="portal-drill-") as folder:
        drill = _drill(Path(folder), changes, random.Random(seed), sabotage, shown=shown)
        figures, wrong = asyncio.run(drill)
    figures["seconds"] = round(time.monotonic() - begun, 1)
    if sabotage is not None:
        figures["sabotage"] = sabotage
    return judged("audit", seed, figures, wrong)


async def _drill(
    folder: Path, changes: int, chance: random.Random, sabotage: str | None, *, shown: bool
) -> tuple[Figures, Wrong]:
    database = Database(f"sqlite:///{folder / 'portal.db'}")
    try:
        house = await _written(database, chance)
        at_first = await _looked(database, house, None, sabotage, chance)
        made: Counter[str] = Counter()
        missed: Counter[str] = Counter()
        kinds = list(KINDS)
        bar = Bar("audit", changes, shown=shown)
        for number in range(changes):
            kind = kinds[number % len(kinds)]
            ours, theirs = await _looked(database, house, KINDS[kind], sabotage, chance)
            made[kind] += 1
            missed["ours"] += not ours
            missed["theirs"] += not theirs
            bar.at(number + 1)
        bar.end()
        afterwards = await _looked(database, house, None, sabotage, chance)
    finally:
        await database.close()
    figures: dict[str, Figure] = {
        "changes": changes,
        **{kind: made[kind] for kind in kinds},
        "found": changes - missed["ours"],
        "found_by_the_separate_verifier": changes - missed["theirs"],
        "found_where_nothing_was_changed": sum((*at_first, *afterwards)),
    }
    musts = {
        "found": not missed["ours"],
        "found_by_the_separate_verifier": not missed["theirs"],
        "found_where_nothing_was_changed": not any((*at_first, *afterwards)),
    }
    return figures, not_so(musts)


async def _written(database: Database, chance: random.Random) -> _House:
    keks = (Kek(1, KekState.PRIMARY, chance.randbytes(KEY_BYTES)),)
    ring = Ring(RingName.CLIENTS, keks, chance.randbytes(KEY_BYTES))
    await database.write(migrate.upgrade)
    memories: list[Memory] = []
    older: dict[UUID, list[Head]] = {}
    for number in range(PRACTICES):
        practice = _practice(PracticeId(new_id()), f"Practice {number}")
        await database.write(practices.add, practice, BEGINS)
        mine = [Memory(practice.id, Vault(ring)) for _ in range(PROCESSES)]
        memories += mine
        for memory in mine:
            older[memory.chain] = []
        for commit in range(COMMITS):
            at = BEGINS + timedelta(minutes=commit)
            for memory in mine:
                acts = [_act(chance) for _ in range(chance.randint(1, 3))]
                await database.write(audit.append, memory, acts, at)
                heads = await database.read(audit.heads, memory.practice)
                older[memory.chain].append(heads[memory.chain])
    anchors = tuple(ends[-1] for ends in older.values())
    before = {chain: ends[:-1] for chain, ends in older.items()}
    return _House(tuple(memories), anchors, before, {"clients": public_key(ring)})


def _practice(wanted: PracticeId, name: str) -> Practice:
    hours = Hours.parse("mon-fri 09:00-17:00")
    return Practice(wanted, name, "en", "Europe/Berlin", "#2f6f6d", hours, hours, None)


def _act(chance: random.Random) -> Act:
    return Act(
        ActorRole.STAFF,
        str(UUID(int=chance.getrandbits(128))),
        chance.choice(list(Action)),
        chance.choice(list(Kind)),
        str(UUID(int=chance.getrandbits(128))),
        ClientId(UUID(int=chance.getrandbits(128))),
        chance.choice((None, "told")),
    )


async def _looked(
    database: Database,
    house: _House,
    change: "Change | None",
    sabotage: str | None,
    chance: random.Random,
) -> tuple[bool, bool]:
    """Whether either verifier finds anything, after a change that is undone again."""
    found: list[tuple[bool, bool]] = []

    def look(connection: Connection) -> None:
        if change is not None:
            change(connection, house, chance)
        found.append(_found(connection, house, sabotage))
        raise _Undone

    with suppress(_Undone):
        await database.write(look)
    return found[0]


def _found(connection: Connection, house: _House, sabotage: str | None) -> tuple[bool, bool]:
    link = _as_it_stands if sabotage == SKIPS_LINKS else hash_of
    anchors = () if sabotage == SKIPS_ANCHORS else house.anchors
    lines = [json.dumps(each.as_json()) for each in anchors]
    ours = theirs = False
    for memory in {each.practice: each for each in house.memories}.values():
        checked = audit_check.check(connection, memory.practice, house.keys, anchors, link)
        ours = ours or bool(checked.faults)
        export = list(audit_export.lines(connection, memory, house.keys, BEGINS))
        theirs = theirs or bool(verify(export, lines, house.keys))
    return ours, theirs


def _as_it_stands(_: bytes, found: Entry) -> bytes:
    return found.hash


def _verifier() -> Callable[..., list[dict[str, Any]]]:
    spec = importlib.util.spec_from_file_location("verify_audit", VERIFIER)
    if spec is None or spec.loader is None:
        raise ImportError(f"there is no verifier at {VERIFIER}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: Callable[..., list[dict[str, Any]]] = module.verify
    return found


verify = _verifier()


# --- what somebody does who holds the database ---------------------------------------------------

Change = Callable[[Connection, _House, random.Random], None]


def _chain(house: _House, chance: random.Random) -> Memory:
    return chance.choice(house.memories)


def _entries(connection: Connection, memory: Memory) -> list[Entry]:
    return list(audit.entries(connection, memory.practice, memory.chain))


def _row(memory: Memory, number: int) -> Any:
    return (
        (audit_entry.c.practice == memory.practice)
        & (audit_entry.c.chain == memory.chain)
        & (audit_entry.c.number == number)
    )


def _changed(chance: random.Random, found: Entry) -> dict[str, Any]:
    """One value of an entry, made another."""
    other = str(UUID(int=chance.getrandbits(128)))
    return chance.choice(
        [
            {"actor": other},
            {"object": other},
            {"object": None},
            {"subject": UUID(other)},
            {"subject": None},
            {"reason": "asked"},
            {"role": "portal" if found.role != "portal" else "staff"},
            {"action": "erased" if found.action != "erased" else "viewed"},
            {"kind": "keys" if found.kind != "keys" else "home"},
            {"at": found.at + timedelta(microseconds=chance.randint(1, 10**9))},
            {"hash": chance.randbytes(32)},
        ]
    )


def edit(connection: Connection, house: _House, chance: random.Random) -> None:
    """One value of one entry."""
    memory = _chain(house, chance)
    found = chance.choice(_entries(connection, memory))
    changed = _changed(chance, found)
    connection.execute(update(audit_entry).where(_row(memory, found.number)).values(**changed))


def forge(connection: Connection, house: _House, chance: random.Random) -> None:
    """One value, and every hash from there on made to fit; only the signature cannot be."""
    memory = _chain(house, chance)
    entries = _entries(connection, memory)
    at = chance.randrange(len(entries))
    changed: dict[str, Any] = {}
    while not changed or "hash" in changed:
        changed = _changed(chance, entries[at])
    entries[at] = replace(entries[at], **changed)
    _rewrite(connection, memory, entries)


def drop(connection: Connection, house: _House, chance: random.Random) -> None:
    """An entry taken out."""
    memory = _chain(house, chance)
    found = chance.choice(_entries(connection, memory))
    connection.execute(delete(audit_entry).where(_row(memory, found.number)))


def close_gap(connection: Connection, house: _House, chance: random.Random) -> None:
    """An entry taken out, and those behind it moved up and hashed anew."""
    memory = _chain(house, chance)
    entries = _entries(connection, memory)
    del entries[chance.randrange(len(entries))]
    _rewrite(connection, memory, entries)


def reorder(connection: Connection, house: _House, chance: random.Random) -> None:
    """Two entries in each other's place."""
    memory = _chain(house, chance)
    one, other = chance.sample(_entries(connection, memory), 2)
    for before, after in ((one.number, -1), (other.number, one.number), (-1, other.number)):
        move = update(audit_entry).where(_row(memory, before))
        connection.execute(move.values(number=after))


def cut(connection: Connection, house: _House, chance: random.Random) -> None:
    """The latest entries taken away."""
    memory = _chain(house, chance)
    keep = chance.randrange(len(_entries(connection, memory)))
    _cut(connection, memory, keep)


def roll_back(connection: Connection, house: _House, chance: random.Random) -> None:
    """The latest entries taken away, and an older signed end brought back from a backup."""
    memory = _chain(house, chance)
    head = chance.choice(house.older[memory.chain])
    _cut(connection, memory, head.number)
    values = {"number": head.number, "hash": head.hash, "at": head.at, "signature": head.signature}
    connection.execute(update(audit_chain).where(_end(memory)).values(**values))


def take_away(connection: Connection, house: _House, chance: random.Random) -> None:
    """A whole chain, with its end."""
    memory = _chain(house, chance)
    _cut(connection, memory, 0)
    connection.execute(delete(audit_chain).where(_end(memory)))


def splice(connection: Connection, house: _House, chance: random.Random) -> None:
    """An entry of one chain in the place of another's, perhaps of another practice."""
    one, other = chance.sample(house.memories, 2)
    found = chance.choice(_entries(connection, one))
    place = chance.choice(_entries(connection, other))
    connection.execute(delete(audit_entry).where(_row(other, place.number)))
    moved = {"practice": other.practice, "chain": other.chain, "number": place.number}
    connection.execute(update(audit_entry).where(_row(one, found.number)).values(**moved))


def insert_one(connection: Connection, house: _House, chance: random.Random) -> None:
    """An entry that was never written, behind the end and hashed as it should be."""
    memory = _chain(house, chance)
    entries = _entries(connection, memory)
    last = entries[-1]
    new = replace(last, number=last.number + 1, actor=str(UUID(int=chance.getrandbits(128))))
    _rewrite(connection, memory, [*entries, new])


KINDS: dict[str, Change] = {
    "edited": edit,
    "forged": forge,
    "taken_out": drop,
    "gap_closed": close_gap,
    "reordered": reorder,
    "cut": cut,
    "rolled_back": roll_back,
    "chain_taken": take_away,
    "spliced": splice,
    "added": insert_one,
}


def _end(memory: Memory) -> Any:
    return (audit_chain.c.practice == memory.practice) & (audit_chain.c.id == memory.chain)


def _cut(connection: Connection, memory: Memory, keep: int) -> None:
    of_chain = audit_entry.c.chain == memory.chain
    connection.execute(delete(audit_entry).where(of_chain, audit_entry.c.number > keep))


def _rewrite(connection: Connection, memory: Memory, entries: Sequence[Entry]) -> None:
    """A chain made anew with everything that needs no secret."""
    _cut(connection, memory, 0)
    last = genesis(memory.practice, memory.chain, memory.ring.value)
    for number, each in enumerate(entries, 1):
        placed = replace(each, number=number)
        last = hash_of(last, placed)
        row = asdict(replace(placed, hash=last))
        connection.execute(insert(audit_entry), row)
    end = connection.execute(select(audit_chain).where(_end(memory))).one()
    at = entries[-1].at if entries else end.at
    values = {"number": len(entries), "hash": last, "at": at}
    connection.execute(update(audit_chain).where(_end(memory)).values(**values))
