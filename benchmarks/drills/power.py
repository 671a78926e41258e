"""The power drill: the machine loses its power at random instants, and what the disk has is read.

What a desk and its carrier say to SQLite while clients answer check-ins is recorded, and said again
to a SQLite whose files stand on a disk of our own: what was not yet called to the disk is lost at a
cut, or is there in parts, sector by sector and in any order. What such a disk holds is then opened
as after a start, and held against the same statements on a disk that never failed.
"""

import asyncio
import hashlib
import shutil
import sqlite3
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path
from random import Random

import apsw

from benchmarks.caseload import Caseload
from benchmarks.contestants.portal_whole import portal_whole
from benchmarks.drills.progress import Bar
from benchmarks.drills.verdict import judged, not_so
from benchmarks.loopback import loopback
from benchmarks.result import Figures, Result
from benchmarks.script import FIRST_PERSON, check_in
from benchmarks.servers import sqlite
from portal import desk
from portal.desk import AT_ONCE
from store import database, one_hop
from store.database import Database
from store.one_hop import SqliteConnection

NAME = "power"
CUTS = 400
CLIENTS = 12
BATCH = 4
"""Of more than so many that wait the next are begun before the disk has the last."""

SECTOR = 512
"""Bytes that a disk writes whole or not at all."""

CHECKPOINT = 40
"""Pages after which the log goes into the file with a commit: often, in so short a life."""

MOVED = 7
"""Transactions after which it goes there between two of them."""

SABOTAGES = ("never-wait", "never-awaited", "no-log", "nothing-lasts")
"""What is called lasting waits for nothing; who waits for the log waits for nothing; the file is
changed in its place; the portal waits for the disk with nothing."""

ON_DISK = "-- on the disk: "
"""Stands among statements where the desk heard that so many transactions are on the disk."""

WAITING = {f"PRAGMA {one_hop.LASTING[0]}": True, f"PRAGMA {one_hop.PASSING[0]}": False}
"""What tells SQLite whether a commit waits for the disk."""


@dataclass(frozen=True, slots=True)
class Transaction:
    """What was said to SQLite between a begin and its commit."""

    lasts: bool
    """Whether its commit returned when it was on the disk."""
    statements: tuple[str, ...]


@dataclass
class _File:
    """A file as it is on the disk, and what was written to it since."""

    durable: bytearray
    since: list[tuple[int, bytes | None]] = field(default_factory=list)
    """Offsets and what was written there; nothing where the file was cut off."""

    def synced(self) -> None:
        for offset, data in self.since:
            _put(self.durable, offset, data)
        self.since.clear()

    def after_a_cut(self, chance: Random, share: float) -> bytes:
        """What may be found of it: of what was written since, each sector or not."""
        found = bytearray(self.durable)
        for offset, data in self.since:
            if data is None:
                if chance.random() < share:
                    _put(found, offset, None)
                continue
            for start in range(0, len(data), SECTOR):
                if chance.random() < share:
                    _put(found, offset + start, data[start : start + SECTOR])
        return bytes(found)


def _put(into: bytearray, offset: int, data: bytes | None) -> None:
    if data is None:
        del into[offset:]
        return
    into.extend(bytes(max(0, offset - len(into))))
    into[offset : offset + len(data)] = data


class _Disk(apsw.VFS):
    """A disk that remembers what it was told to keep, and calls somebody at each of its acts."""

    def __init__(self, happened: Callable[[], None]) -> None:
        self.files: dict[str, _File] = {}
        self.happened = happened
        super().__init__(NAME, "")

    def xOpen(  # noqa: N802
        self, name: "apsw.URIFilename | str | None", flags: list[int]
    ) -> "apsw.VFSFile":
        if not flags[0] & (apsw.SQLITE_OPEN_MAIN_DB | apsw.SQLITE_OPEN_WAL):
            return super().xOpen(name, flags)
        path = Path(name.filename() if isinstance(name, apsw.URIFilename) else str(name))
        kept = path.read_bytes() if path.exists() else b""
        file = self.files[path.name] = _File(bytearray(kept))
        return _Open(name, flags, file, self)

    def put_log_on_disk(self) -> None:
        """As `store.one_hop` does, past SQLite."""
        for name, file in self.files.items():
            if name.endswith("-wal"):
                self.happened()
                file.synced()


class _Open(apsw.VFSFile):
    def __init__(
        self, name: "apsw.URIFilename | str | None", flags: list[int], file: _File, disk: _Disk
    ) -> None:
        super().__init__("", name, flags)
        self._file = file
        self._disk = disk

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
        super().xWrite(data, offset)
        self._file.since.append((offset, bytes(data)))
        self._disk.happened()

    def xTruncate(self, size: int) -> None:  # noqa: N802
        super().xTruncate(size)
        self._file.since.append((size, None))
        self._disk.happened()

    def xSync(self, flags: int) -> None:  # noqa: N802
        super().xSync(flags)
        # Between being told and being done: the power may be cut just before.
        self._disk.happened()
        self._file.synced()


def run(cuts: int = CUTS, *, seed: int, sabotage: str | None = None, shown: bool = False) -> Result:
    """Records, cuts and compares."""
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="portal-power-") as name:
        folder = Path(name)
        with _nothing_lasts() if sabotage == "nothing-lasts" else nullcontext():
            life = _record(folder, seed)
        figures = _cut(folder, life, cuts, Random(seed), sabotage, shown)
    figures["seconds"] = round(time.monotonic() - begun, 1)
    if sabotage is not None:
        figures["sabotage"] = sabotage
    musts = {
        **{each: figures[each] == 0 for each in ("lost", "corrupt", "astray")},
        **{each: int(str(figures[each])) > 0 for each in ("lasting", "ahead", "soon", "cuts")},
    }
    return judged(NAME, seed, figures, not_so(musts))


# --- a life ---------------------------------------------------------------------------------


def _record(folder: Path, seed: int) -> list[Transaction]:
    """Clients answer two check-ins; `before.db` is how it began."""
    url = sqlite(folder)
    said: list[str] = []
    with loopback() as server, _overheard(said):
        asyncio.run(_live(url, folder, server.url, seed, said))
    return list(_transactions(said))


async def _live(url: str, folder: Path, server: str, seed: int, said: list[str]) -> None:
    kept = Database(url)
    try:
        people = range(FIRST_PERSON, FIRST_PERSON + CLIENTS)
        caseload = Caseload(kept, people, datetime.now(UTC))  # noqa: TID251
        await caseload.furnish()
        tokens = {code: await caseload.open(code) for code in ("phq9", "gad7")}
        await kept.truncate_wal()
        shutil.copy(Path(kept._file), folder / "before.db")
        # How it was told to wait still holds.
        said[:] = [each for each in said if each in WAITING]
        async with portal_whole(NAME, caseload, server) as portal:
            chance = Random(seed)
            for number, (code, those) in enumerate(tokens.items(), 1):
                taps = check_in(those, code, number << 20, chance)
                # A few are handled as they are kept; more than that wait for the desk.
                sizes = cycle((3, 3, AT_ONCE + 1))
                while some := list(islice(taps, next(sizes))):
                    await portal.answer(some)
    finally:
        await kept.close()


@contextmanager
def _nothing_lasts() -> Iterator[None]:
    lasts = SqliteConnection.lasts

    def hurried(self: SqliteConnection, _: bool) -> None:
        lasts(self, False)

    SqliteConnection.lasts = hurried  # type: ignore[method-assign, assignment]
    try:
        yield
    finally:
        SqliteConnection.lasts = lasts  # type: ignore[method-assign]


@contextmanager
def _overheard(said: list[str]) -> Iterator[None]:
    """Everything that is said to SQLite by who writes, with its values."""
    prepare, put_on_disk = database._prepare, Database.put_on_disk

    def preparing(place: str, writes: bool, connection: sqlite3.Connection) -> None:
        prepare(place, writes, connection)
        if writes:
            connection.set_trace_callback(said.append)

    async def waiting(self: Database) -> None:
        # What is committed while the disk is busy may be there as well, and is not promised.
        committed = sum(map(_is_commit, said))
        await put_on_disk(self)
        said.append(f"{ON_DISK}{committed}")

    batch = desk.BATCH
    desk.BATCH = BATCH
    database._prepare = preparing
    Database.put_on_disk = waiting  # type: ignore[method-assign]
    try:
        yield
    finally:
        desk.BATCH = batch
        database._prepare = prepare
        Database.put_on_disk = put_on_disk  # type: ignore[method-assign]


def _is_commit(statement: str) -> bool:
    return statement.upper().startswith("COMMIT")


def _transactions(said: Sequence[str]) -> Iterator[Transaction]:
    lasts = True
    under_way: list[str] | None = None
    heard: list[str] = []
    for statement in said:
        match statement.split(" ", 1)[0].upper().rstrip(";"):
            case "--":
                # Others say what a trigger does.
                if statement.startswith(ON_DISK):
                    (heard if under_way is None else under_way).append(statement)
            case "BEGIN":
                under_way, heard = heard, []
            case "COMMIT" if under_way is not None:
                yield Transaction(lasts, tuple(under_way))
                under_way = None
            case "ROLLBACK" if under_way is not None and statement.upper() == "ROLLBACK":
                under_way = None
            case "SELECT" | "WITH":
                continue
            case "PRAGMA" if "=" not in statement:
                # A question as well.
                continue
            case "CREATE" if " TEMP " in statement:
                # What watches for the connection's own sake is in no file.
                continue
            case "PRAGMA" if under_way is None:
                lasts = WAITING.get(statement, lasts)
            case _ if under_way is not None:
                under_way.append(statement)
    yield Transaction(True, tuple(heard))


def _is_of_desk(told: Transaction) -> bool:
    """Whether this is a batch that the desk has written ahead of the disk."""
    settled = "UPDATE inbox SET state='done'"
    return not told.lasts and any(each.startswith(settled) for each in told.statements)


def _astray(life: Sequence[Transaction]) -> int:
    """How much was not waited for which is more than that a letter was sent."""
    heard = [each for told in life for each in told.statements if each.startswith(ON_DISK)]
    awaited = max((_heard(each) for each in heard), default=0)
    return sum(
        not each.lasts
        and not (_is_of_desk(each) and number <= awaited)
        and any(
            not said.startswith(("UPDATE outbox SET state='sent'", ON_DISK))
            for said in each.statements
        )
        for number, each in enumerate(life, 1)
    )


def _heard(statement: str) -> int:
    return int(statement.removeprefix(ON_DISK))


# --- cuts -----------------------------------------------------------------------------------


def _cut(
    folder: Path,
    life: Sequence[Transaction],
    cuts: int,
    chance: Random,
    sabotage: str | None,
    shown: bool,
) -> Figures:
    acts = 0

    def counted() -> None:
        nonlocal acts
        acts += 1

    with _said_again(folder, life, sabotage, counted) as (_, play):
        play(lambda _: None)
    chosen = Counter(chance.choices(range(acts), k=cuts))
    found: list[tuple[int, int, str]] = []
    broken: list[str] = []
    act = confirmed = 0

    def happened() -> None:
        nonlocal act
        act += 1
        for _ in range(chosen[act - 1]):
            share = chance.choice((0.0, 0.3, 0.7, 1.0))
            try:
                found.append((confirmed, *_started_again(folder, disk, chance, share)))
            except sqlite3.Error as trouble:
                broken.append(f"act {act - 1}, share {share}: {trouble}")
            bar.at(len(found), "cuts")

    def confirm(number: int) -> None:
        nonlocal confirmed
        confirmed = max(confirmed, number)

    bar = Bar(NAME, cuts, shown=shown)
    with _said_again(folder, life, sabotage, happened) as (disk, play):
        play(confirm)
    bar.end()
    right = _never_cut(folder, life, {number for _, number, _ in found})
    lost = [each for each in found if each[1] < each[0]]
    wrong = [each for each in found if right[each[1]] != each[2]]
    figures: Figures = {
        "database": "sqlite",
        "cuts": len(found) + len(broken),
        "lost": len(lost),
        "corrupt": len(broken) + len(wrong),
        "lasting": sum(each.lasts for each in life),
        "soon": sum(not each.lasts and not _is_of_desk(each) for each in life),
        "ahead": sum(map(_is_of_desk, life)),
        "astray": _astray(life),
        "behind_soon": sum(number > kept for kept, number, _ in found),
        "acts": acts,
    }
    if lost or broken or wrong:
        figures["examples"] = "; ".join(
            [
                *(f"{number} of {kept} confirmed" for kept, number, _ in lost[:3]),
                *(f"not as it was after {number}" for _, number, _ in wrong[:3]),
                *broken[:3],
            ]
        )
    return figures


@contextmanager
def _said_again(
    folder: Path, life: Sequence[Transaction], sabotage: str | None, happened: Callable[[], None]
) -> Iterator[tuple[_Disk, Callable[[Callable[[int], None]], None]]]:
    """The disk, and what says all of it again and tells each commit that has returned."""
    path = folder / "cut.db"
    for each in folder.glob("cut.db*"):
        each.unlink()
    shutil.copy(folder / "before.db", path)
    disk = _Disk(lambda: None)
    connection = apsw.Connection(str(path), vfs=NAME)

    def play(confirm: Callable[[int], None]) -> None:
        said = connection.execute
        mode = "WAL" if sabotage != "no-log" else "MEMORY"
        # Its index of the log is then in memory, as the disk has no file for it.
        said("PRAGMA locking_mode=EXCLUSIVE").fetchall()
        said(f"PRAGMA journal_mode={mode}").fetchall()
        said("PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA foreign_keys=ON").fetchall()
        said("CREATE TABLE played (number INTEGER); INSERT INTO played VALUES (0)")
        if mode == "WAL":
            said("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        disk.happened = happened
        for number, each in enumerate(life, 1):
            for pragma in one_hop.LASTING if each.lasts else one_hop.PASSING:
                said(f"PRAGMA {_hurried(pragma, sabotage)}").fetchall()
            if number % MOVED == 0:
                said("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
            said("BEGIN IMMEDIATE")
            for statement in each.statements:
                if statement.startswith(ON_DISK):
                    if sabotage != "never-awaited":
                        disk.put_log_on_disk()
                    confirm(_heard(statement))
                    continue
                said(statement).fetchall()
            said(f"UPDATE played SET number = {number}")
            said("COMMIT")
            if each.lasts:
                confirm(number)
        disk.happened = lambda: None

    try:
        yield disk, play
    finally:
        connection.close()
        disk.unregister()


def _hurried(pragma: str, sabotage: str | None) -> str:
    if sabotage == "never-wait":
        pragma = pragma.replace("=FULL", "=NORMAL")
    return pragma.replace("=1000", f"={CHECKPOINT}")


def _started_again(folder: Path, disk: _Disk, chance: Random, share: float) -> tuple[int, str]:
    """What is there after a cut: the last transaction of it, and the mark of everything."""
    place = folder / "after"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    for name, file in disk.files.items():
        (place / name).write_bytes(file.after_a_cut(chance, share))
    with closing(sqlite3.connect(place / "cut.db", isolation_level=None)) as opened:
        sound = opened.execute("PRAGMA integrity_check").fetchall()
        if sound != [("ok",)] or opened.execute("PRAGMA foreign_key_check").fetchall():
            raise sqlite3.DatabaseError(f"not sound: {sound[:1]}")
        [(number,)] = opened.execute("SELECT number FROM played").fetchall()
        return int(number), _mark(opened)


def _never_cut(folder: Path, life: Sequence[Transaction], wanted: set[int]) -> dict[int, str]:
    """The mark of everything after each of these transactions, where nothing ever failed."""
    path = folder / "whole.db"
    shutil.copy(folder / "before.db", path)
    found = {}
    with closing(sqlite3.connect(path, isolation_level=None)) as opened:
        opened.execute("PRAGMA synchronous=OFF")
        opened.executescript("CREATE TABLE played (number INTEGER); INSERT INTO played VALUES (0)")
        for number in range(len(life) + 1):
            if number:
                opened.execute("BEGIN")
                for statement in life[number - 1].statements:
                    opened.execute(statement).fetchall()
                opened.execute("UPDATE played SET number = ?", (number,))
                opened.execute("COMMIT")
            if number in wanted:
                found[number] = _mark(opened)
    return found


def _mark(opened: sqlite3.Connection) -> str:
    """The same for the same rows in all tables, and for no others."""
    digest = hashlib.sha256()
    tables = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
    for (table,) in opened.execute(tables).fetchall():
        digest.update(table.encode())
        for row in opened.execute(f'SELECT * FROM "{table}" ORDER BY rowid'):
            digest.update(repr(row).encode())
    return digest.hexdigest()
