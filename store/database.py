"""The database: one writer, many readers, the same synchronous store functions on both engines."""

import asyncio
import shutil
import sqlite3
import threading
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager, suppress
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

import aiosqlite
import structlog
from sqlalchemy import Connection, Engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool
from sqlalchemy.util import await_only, greenlet_spawn

from store import meanwhile, one_hop
from store.one_hop import SqliteConnection
from store.remembered import KnownPeople

log = structlog.get_logger()

CONNECT_SECONDS = 5
"""A PostgreSQL that takes the call answers at once, or not at all."""

P = ParamSpec("P")
R = TypeVar("R")

StoreFunction = Callable[Concatenate[Connection, P], R]

LOCK_TIMEOUT = "1s"
"""How long the table of the keys is waited for, and others wait behind that."""

LOCKED = "55P03"

LOOKS, BETWEEN_LOOKS = 40, 0.05

ROOM = 2.25
"""What writing SQLite's file anew takes of the disk meanwhile, in sizes of that file."""

SOON = 1.0
"""Seconds after which what was written soon is on the disk, if nothing else has put it there."""

MOVED_AFTER = 40
"""Transactions after which SQLite's log is moved into the file, behind one that nobody waits for.
The commit that finds a thousand pages there moves them itself, and whoever waits for it waits for
that as well."""

COUNTED = 1000
"""So many entries of an index are looked at to learn how many rows it finds."""

COUNTED_FROM = 8 << 20
"""Bytes from which the file is worth counting: of a few rows it would learn to look at all."""

NIGHTLY = timedelta(hours=20)
"""What was scrubbed less long ago is left as it is."""

SAID_AGAIN = 3600.0
"""Seconds after which it is said again that the disk has no room."""

_ANEW = threading.Lock()
"""Where SQLite puts what is for a while is one for the whole process."""

_EARLIER = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
    "AND pid <> pg_backend_pid() AND backend_xmin IS NOT NULL AND xact_start <= :begun"
)
"""Transactions that began before an instant: they may still see what was deleted by then."""

DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg"}


class DatabaseTrouble(Exception):
    """Something about the database that a person has to settle; the sentence says how."""


class NotADatabase(DatabaseTrouble):
    """What stands at the address is not a database of the portal."""


class BadDatabaseUrl(ValueError):
    """The database address cannot be used; the text says what to write instead."""


def is_away(trouble: BaseException) -> bool:
    """Whether the database is away, full or locked: trying again later may well succeed."""
    match trouble:
        case OperationalError() | InterfaceError() | PoolTimeout() | OSError():
            return True
        case DBAPIError():
            # PostgreSQL's classes 08 (connection), 40 (undone for another's sake, as where two wait
            # for one another), 53 (resources), 55 (locked) and 57 (told to stop).
            state = str(getattr(trouble.orig, "sqlstate", None) or "")
            passing = state[:2] in ("08", "40", "53", "55", "57")
            return trouble.connection_invalidated or passing
        case _:
            return False


def checked_url(url: str) -> str:
    """The address with the driver the portal uses, or a plain refusal."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise BadDatabaseUrl(
            "PORTAL_DATABASE_URL is not an address of a database; write "
            "sqlite:///portal.db or postgresql://name:password@host/database"
        ) from error
    family = parsed.drivername.partition("+")[0]
    if family not in DRIVERS:
        raise BadDatabaseUrl(
            f"PORTAL_DATABASE_URL names {family}; the portal keeps its data in sqlite or postgresql"
        )
    if family == "sqlite" and parsed.database in (None, "", ":memory:"):
        raise BadDatabaseUrl("PORTAL_DATABASE_URL must name a file: sqlite:///portal.db")
    return parsed.set(drivername=DRIVERS[family]).render_as_string(hide_password=False)


def write_nothing(connection: Connection) -> None:
    """Has the database write, and changes nothing: passes while something could be kept.

    A read says nothing about a disk that is full, or a database that only reads.
    """
    if connection.dialect.name == "sqlite":
        (version,) = connection.exec_driver_sql("PRAGMA user_version").one()
        # The same number again, and with it a whole page.
        connection.exec_driver_sql(f"PRAGMA user_version = {version}")
    else:
        connection.exec_driver_sql("UPDATE practice SET practice = practice WHERE false")
        connection.exec_driver_sql("SELECT pg_current_xact_id()")


def room_for(file: Path) -> tuple[int, int]:
    """What writing SQLite's file anew takes of its disk, and what is free there, in bytes."""
    return int(file.stat().st_size * ROOM), shutil.disk_usage(file.parent).free


def aside(transaction: Connection, work: Callable[[], R]) -> R:
    """Works something long out in a thread, from inside a store function: everybody else goes on.

    `work` asks nothing of the database, whose transaction waits meanwhile.
    """
    take_time(transaction)
    return await_only(asyncio.to_thread(work))


def take_time(connection: Connection) -> None:
    """Lets this transaction go on for as long as it likes without a word to the database."""
    if connection.dialect.name != "sqlite":
        connection.exec_driver_sql("SET LOCAL idle_in_transaction_session_timeout = 0")


async def _connect(*args: Any, **kwargs: Any) -> Any:
    # Its library is loaded where there is such a server.
    from store.connections import connect

    return await connect(*args, **kwargs)


class Database:
    """Runs store functions, each call in one transaction of its own.

    On SQLite every write goes through one connection that begins IMMEDIATE, and reads have a pool
    beside it: a deferred BEGIN loses writes and the default pool waits for seconds.
    """

    def __init__(self, url: str) -> None:
        self.url = checked_url(url)
        self.is_sqlite = self.url.startswith("sqlite")
        if self.is_sqlite:
            self._writer = _sqlite_engine(self.url, connections=1, writes=True)
            event.listen(self._writer.sync_engine, "rollback_savepoint", self._undo)
            self._reader = _sqlite_engine(self.url, connections=3, writes=False)
        else:
            self._writer = create_async_engine(
                self.url,
                pool_size=6,
                pool_pre_ping=True,
                connect_args={"timeout": CONNECT_SECONDS, "async_creator_fn": _connect},
                hide_parameters=True,
            )
            meanwhile.watch(self._writer.sync_engine)
            self._people = KnownPeople()
            self._people.watch(self._writer.sync_engine)
            self._reader = self._writer.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
        self._written = 0
        self._writes: tuple[SqliteConnection, int] | None = None
        """SQLite's writer while a transaction is under way, and what it had changed before."""
        self._writing = asyncio.Lock()
        self._under_way: set[asyncio.Task[Any]] = set()
        self._to_the_disk: asyncio.TimerHandle | None = None
        """There while SQLite has written something that may not be on the disk yet."""
        self._is_undone = False
        """Whether a part of a transaction was undone, which then may have nothing to write."""
        self._disk = ThreadPoolExecutor(1, "disk")
        self._logged = 0
        """Transactions since SQLite's log was last moved into its file."""
        self._is_doubtful = False
        """Whether the disk has refused something of SQLite's log."""
        self._tidied: datetime | None = None
        self._say_again = 0.0

    @property
    def changes(self) -> int:
        """Grows with what is written here: who finds it as it was has nothing new to look at.

        What a transaction has changed so far counts before it is committed.
        """
        if self._writes is None:
            return self._written
        driver, before = self._writes
        return self._written + driver.total_changes - before

    async def write(self, function: StoreFunction[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Runs the function in one writing transaction: committed, or raised and rolled back."""
        return await self._whole(self._write(_with(function, *args, **kwargs)))

    async def write_briefly(
        self, function: StoreFunction[P, R], /, *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """As `write`, of short statements alone: on SQLite they are not handed to a thread.

        Everything else waits for them, so each looks at a few rows that an index finds.
        """
        return await self._whole(self._write(_with(_brief(function), *args, **kwargs)))

    async def write_soon(
        self, function: StoreFunction[P, R], /, *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """As `write_briefly`, of what is only done once more where it was forgotten.

        Whoever dies after it leaves it written. Where the machine loses its power, what was written
        within the last second may be gone, all that was written later with it, and nothing else.
        """
        work = _with(_brief(function), *args, **kwargs)
        return await self._whole(self._write(work, lasts=False))

    async def write_ahead(
        self, function: StoreFunction[P, R], /, *args: P.args, **kwargs: P.kwargs
    ) -> tuple[R, asyncio.Task[None]]:
        """As `write_briefly`; on SQLite it returns as soon as everybody sees what was written.

        The task ends when it is on the disk, and raises where it may not be: `put_on_disk` then
        tries again. Who goes on meanwhile tells nobody of it before that: where the machine loses
        its power first, it never was. A PostgreSQL that is away may come back without it while this
        process lives on, so there it waits with its commit.
        """
        work = _with(_brief(function), *args, **kwargs)
        found = await self._whole(self._write(work, lasts=not self.is_sqlite, ahead=True))
        return found, self._begun(self.put_on_disk())

    async def read(self, function: StoreFunction[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Runs the function on one consistent view of the data; it cannot write."""
        return await self._whole(self._read(function, *args, **kwargs))

    async def read_briefly(
        self, function: StoreFunction[P, R], /, *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """As `read`, of short statements alone; see `write_briefly`."""
        return await self._whole(self._read(_brief(function), *args, **kwargs))

    async def _whole(self, transaction: Coroutine[Any, Any, R]) -> R:
        """Lets the transaction come to its end even when who waits for it is cancelled.

        A cancelled one would leave its connection to the garbage collector, and with it the lock
        of the database.
        """
        return await asyncio.shield(self._begun(transaction))

    def _begun(self, transaction: Coroutine[Any, Any, R]) -> asyncio.Task[R]:
        """The transaction under way; the database is not closed before its end."""
        task = asyncio.create_task(transaction)
        self._under_way.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._under_way.discard(task)
        if not task.cancelled():
            # Looked at, so that one that failed after its caller left is not complained about.
            task.exception()

    async def _write(
        self, work: Callable[[Connection], R], *, lasts: bool = True, ahead: bool = False
    ) -> R:
        if not self.is_sqlite:
            self._written += 1
            engine = self._writer.sync_engine
            return await greenlet_spawn(_committed, engine, work, lasts, self._people)
        if lasts and self._is_doubtful:
            # Before anything is promised: behind what the disk has refused it would be lost.
            await self.put_on_disk()
        async with self._writing:
            before = self._written
            found: R = await greenlet_spawn(self._alone, work, lasts)
            self._logged += 1
            if not lasts:
                if self._logged >= MOVED_AFTER:
                    self._logged = 0
                    self._begun(self._move_log())
                if self._to_the_disk is None and not ahead:
                    loop = asyncio.get_running_loop()
                    self._to_the_disk = loop.call_later(SOON, self._put_on_the_disk)
            elif self._written > before and not self._is_undone and self._to_the_disk is not None:
                # A commit that has something to write takes along what was written before.
                self._to_the_disk.cancel()
                self._to_the_disk = None
        return found

    async def put_on_disk(self) -> None:
        """Waits until what was written ahead is on the disk; OSError where it may not be."""
        if not self.is_sqlite:
            return
        if not self._is_doubtful:
            # A thread of its own: in the one that all share a name may be looked up for seconds.
            loop = asyncio.get_running_loop()
            try:
                await loop.run_in_executor(self._disk, one_hop.put_log_on_disk, self._file)
            except OSError as trouble:
                log.warning("database.disk", trouble=trouble.errno)
                self._is_doubtful = True
            else:
                return
        # What a disk has once refused is taken for written when it is asked again, and all that
        # follows in the log would be lost with it: the file has to have all of it instead.
        try:
            is_empty = await self.truncate_wal()
        except sqlite3.Error:
            is_empty = False
        if not is_empty:
            raise OSError("what is in the log of the database may not be on the disk")
        self._is_doubtful = False

    @asynccontextmanager
    async def _between_transactions(self) -> AsyncIterator[SqliteConnection]:
        """SQLite's writer past SQLAlchemy, which would begin a transaction: none of what is done to
        the file as a whole can be done inside one."""
        async with self._writing, self._writer.connect() as connection:
            driver: Any = (await connection.get_raw_connection()).driver_connection
            yield driver

    async def _move_log(self) -> None:
        async with self._between_transactions() as driver:
            try:
                await driver.move_log()
            except sqlite3.Error as trouble:
                # Where there is no room the log holds all of it still.
                log.warning("database.log", trouble=trouble.sqlite_errorname)
                is_refused = trouble.sqlite_errorcode & 0xFF == sqlite3.SQLITE_IOERR
                self._is_doubtful = self._is_doubtful or is_refused

    def _put_on_the_disk(self) -> None:
        # Where it fails, whatever is written next tries it again.
        self._to_the_disk = None
        self._begun(self._write(write_nothing))

    def _alone(self, work: Callable[[Connection], R], lasts: bool) -> R:
        with self._writer.sync_engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            driver.lasts(lasts)
            self._is_undone = False
            with _all_or_nothing(connection), connection.begin():
                self._writes = driver, driver.total_changes
                try:
                    found = work(connection)
                finally:
                    self._written = self.changes
                    self._writes = None
            with suppress(sqlite3.Error):
                # Now, while nobody waits; where it fails it is said again before the next one.
                driver.lasts(True)
            return found

    def _undo(self, connection: Connection, *_: Any) -> None:
        self._is_undone = True
        driver = connection.connection.driver_connection
        if isinstance(driver, SqliteConnection):
            driver.forget()

    async def _read(self, function: StoreFunction[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        work = _with(function, *args, **kwargs)
        return await greenlet_spawn(_seen, self._reader.sync_engine, work)

    async def truncate_wal(self) -> bool:
        """Empties SQLite's write-ahead log, so that what was deleted is gone from the disk.

        False while somebody reads: it is asked for again later, writers do not wait for it.
        """
        if not self.is_sqlite:
            return True
        async with self._between_transactions() as driver:
            [(busy, _, _)] = await driver.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")
        return not busy

    async def scrub(self) -> bool:
        """Takes what was deleted off the disk, as far as the engine lets us; False: later again.

        For some seconds it waits by itself until nobody looks at what was deleted any more.

        On SQLite that is all of it: `secure_delete` overwrites what is deleted, and knows nothing
        of the copies that stay behind where a row was moved to another page, so the whole file is
        written anew. PostgreSQL leaves deleted rows in its files until something is written over
        them, and in its own log: the table of the keys is written anew, so that what is left of
        the others has no key there any more.
        """
        if self.is_sqlite:
            return await self._file_written_anew()
        try:
            async with self._writer.connect() as connection:
                alone = await connection.execution_options(isolation_level="AUTOCOMMIT")
                return await _keys_written_anew(alone)
        except DBAPIError as trouble:
            if getattr(trouble.orig, "sqlstate", None) != LOCKED:
                raise
            return False

    async def tidy(self, now: datetime) -> None:
        """Looks after SQLite's file, once a night; PostgreSQL does so by itself.

        What was deleted one by one leaves the disk, and the file learns how much is in its tables:
        without that SQLite takes a practice for a few rows, and looks through all that it has ever
        kept for what is due.
        """
        since = self._tidied
        if not self.is_sqlite or (since is not None and abs(now - since) < NIGHTLY):
            return
        if self._file.stat().st_size >= COUNTED_FROM:
            await self._count()
        if await self.scrub():
            self._tidied = now

    async def _count(self) -> None:
        """Who has the file open learns of it when it is written anew."""
        async with self._between_transactions() as driver:
            try:
                await driver.work(count)
            except sqlite3.OperationalError as trouble:
                # Somebody else writes, or the disk is full: the scrub is the promise, not this.
                log.warning("database.not_counted", trouble=trouble.sqlite_errorname)

    async def _file_written_anew(self) -> bool:
        # Whoever reads keeps the log: then the file is not written for nothing.
        if not (self._has_room() and await self._log_emptied()):
            return False
        async with self._between_transactions() as driver:
            try:
                await driver.work(partial(write_anew, self._file.parent))
            except sqlite3.OperationalError as trouble:
                if trouble.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                    raise
                return False
        return await self._log_emptied()

    async def _log_emptied(self) -> bool:
        """Whether nobody read for a moment."""
        for _ in range(LOOKS):
            if await self.truncate_wal():
                return True
            await asyncio.sleep(BETWEEN_LOOKS)
        return False

    def _has_room(self) -> bool:
        needed, free = room_for(self._file)
        if free >= needed:
            return True
        if time.monotonic() >= self._say_again:
            self._say_again = time.monotonic() + SAID_AGAIN
            log.warning("database.no_room_to_erase", needed=needed, free=free)
        return False

    @property
    def _file(self) -> Path:
        return Path(str(self._writer.url.database)).absolute()

    async def close(self) -> None:
        """Closes every connection, after the transactions that are under way."""
        while self._under_way or self._to_the_disk is not None:
            await asyncio.gather(*self._under_way, return_exceptions=True)
            if self._to_the_disk is not None:
                self._to_the_disk.cancel()
                self._put_on_the_disk()
        await self._writer.dispose()
        await self._reader.dispose()
        self._disk.shutdown()


def _with(
    function: StoreFunction[P, R], *args: P.args, **kwargs: P.kwargs
) -> Callable[[Connection], R]:
    return lambda connection: function(connection, *args, **kwargs)


def _committed(
    engine: Engine, work: Callable[[Connection], R], lasts: bool, people: KnownPeople
) -> R:
    with engine.connect() as connection, _all_or_nothing(connection), connection.begin():
        if not lasts:
            # The server's log is on its disk within some tenths of a second, asked for or not.
            connection.exec_driver_sql("SET LOCAL synchronous_commit = off")
        with people.in_transaction(connection):
            found = work(connection)
            meanwhile.settle(connection)
        return found


@contextmanager
def _all_or_nothing(connection: Connection) -> Iterator[None]:
    """Tells of the end of a transaction whose commit fails.

    SQLAlchemy takes it for over: nobody who waits for a rollback hears of one, and where the
    database has not undone it by itself it would be gone on with.
    """
    try:
        yield
    except BaseException:
        connection.dispatch.rollback(connection)
        driver = connection.connection.driver_connection if not connection.invalidated else None
        if isinstance(driver, SqliteConnection):
            await_only(driver.rollback())
        raise


def _seen(engine: Engine, work: Callable[[Connection], R]) -> R:
    with engine.connect() as connection:
        return work(connection)


def _brief(function: StoreFunction[P, R]) -> StoreFunction[P, R]:
    """The function, its statements executed where it runs; begin and commit may wait as ever."""

    def run(connection: Connection, /, *args: P.args, **kwargs: P.kwargs) -> R:
        driver = connection.connection.driver_connection
        if not isinstance(driver, SqliteConnection):
            return function(connection, *args, **kwargs)
        driver.is_brief = True
        try:
            return function(connection, *args, **kwargs)
        finally:
            driver.is_brief = False

    return run


async def _keys_written_anew(alone: AsyncConnection) -> bool:
    """Whether nobody looked at deleted keys any more, so that they are not copied along."""
    begun = (await alone.exec_driver_sql("SELECT clock_timestamp()")).scalar_one()
    for _ in range(LOOKS):
        if not (await alone.execute(_EARLIER, {"begun": begun})).scalar_one():
            break
        await asyncio.sleep(BETWEEN_LOOKS)
    else:
        return False
    await alone.exec_driver_sql(f"SET lock_timeout = '{LOCK_TIMEOUT}'")
    try:
        await alone.exec_driver_sql("VACUUM FULL data_key")
    finally:
        await alone.exec_driver_sql("RESET lock_timeout")
    return True


def _sqlite_engine(url: str, *, connections: int, writes: bool) -> AsyncEngine:
    async def connect() -> aiosqlite.Connection:
        (path,), options = engine.dialect.create_connect_args(engine.url)
        known: dict[str, Any] = {**options, "check_same_thread": False}
        connecting = partial(sqlite3.connect, path, **known)
        return await one_hop.connect(
            connecting, partial(_prepare, str(engine.url.database), writes), only_reads=not writes
        )

    engine = create_async_engine(
        url,
        async_creator=connect,
        # What an error says may be written down somewhere.
        hide_parameters=True,
        # Every transaction here ends before its connection goes back: nothing is left to roll back.
        pool_reset_on_return=None,
        poolclass=AsyncAdaptedQueuePool,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=60,
    )

    @event.listens_for(engine.sync_engine, "begin")
    def start(connection: Connection) -> None:
        driver = connection.connection.driver_connection
        begin = "BEGIN IMMEDIATE" if writes else "BEGIN"
        if isinstance(driver, SqliteConnection) and driver.began(begin):
            return
        # Another process writes: in the thread of the connection it may take a while.
        connection.exec_driver_sql(f"PRAGMA busy_timeout={one_hop.BUSY_TIMEOUT}")
        try:
            connection.exec_driver_sql(begin)
        finally:
            if writes:
                connection.exec_driver_sql("PRAGMA busy_timeout=0")

    return engine


def write_anew(beside: Path, driver: sqlite3.Connection) -> None:
    """Writes the whole file anew, with nothing in it but what there is.

    What it takes meanwhile goes into a file without a name beside it: in memory it would be as
    large as the database, and another disk may be open to others.
    """
    place = str(beside).replace("'", "''")
    with _ANEW:
        driver.execute("PRAGMA temp_store=FILE").close()
        driver.execute(f"PRAGMA temp_store_directory='{place}'").close()
        try:
            driver.execute("VACUUM").close()
        finally:
            driver.execute("PRAGMA temp_store_directory=''").close()
            driver.execute("PRAGMA temp_store=MEMORY").close()


def count(driver: sqlite3.Connection) -> None:
    """Has SQLite look at a part of each index for how many rows are found by it."""
    driver.execute(f"PRAGMA analysis_limit={COUNTED}").close()
    driver.execute("ANALYZE").close()
    # Some builds of SQLite keep entries as samples, and would keep those of whoever is erased.
    driver.execute("DROP TABLE IF EXISTS sqlite_stat4").close()


def _prepare(place: str, writes: bool, connection: sqlite3.Connection) -> None:
    # The driver's own transactions lose writes; ours begin by themselves.
    connection.isolation_level = None
    try:
        for pragma in (
            f"busy_timeout={one_hop.BUSY_TIMEOUT}",
            "journal_mode=WAL",
            *one_hop.LASTING,
            "foreign_keys=ON",
            "secure_delete=ON",
            "temp_store=MEMORY",
            f"query_only={'OFF' if writes else 'ON'}",
        ):
            connection.execute(f"PRAGMA {pragma}").close()
        if writes:
            # Locks are waited for where a transaction begins, and nowhere else.
            connection.execute("PRAGMA busy_timeout=0").close()
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_NOTADB:
            raise
        raise NotADatabase(
            f"The file at {place} is not a database. Point "
            "PORTAL_DATABASE_URL at the portal's own file, or bring back a backup."
        ) from None
