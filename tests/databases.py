"""Databases to test on: each test finds a migrated one with nothing in it that nobody else uses."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import asyncpg
from sqlalchemy import Connection

from care.practice import Practice
from conversations.envelopes import CLIENTS, THERAPISTS
from sandbox.postgresql import server
from store import inbox, migrate, practices
from store.database import Database
from store.memory import Memory

TEMPLATE = "template_portal"

CATALOGUES = (
    *("pg_attrdef", "pg_attribute", "pg_class", "pg_constraint", "pg_db_role_setting"),
    *("pg_default_acl", "pg_event_trigger", "pg_extension", "pg_index", "pg_inherits"),
    *("pg_largeobject_metadata", "pg_namespace", "pg_policy", "pg_proc", "pg_publication"),
    *("pg_rewrite", "pg_sequence", "pg_statistic", "pg_statistic_ext", "pg_trigger", "pg_type"),
)
"""Where PostgreSQL keeps what a database is, whatever is in it."""

SHAPE = " UNION ALL ".join(
    f"SELECT '{each}', count(*), max(xmin::text::bigint) FROM {each}"
    for each in (*CATALOGUES, "alembic_version")
)
"""Is the same again only where nothing was added there, changed or taken away: a row that is
written has the number of its transaction, and each number is larger than the one before."""

END_OTHERS = """
SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""

USED = """
SELECT oid::regclass::text AS name FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
AND relname <> 'alembic_version' AND pg_relation_size(oid) > 0
"""
"""Tables with a page, and so all that hold a row, or have held one since they were cleared."""

LOOKS, BETWEEN_LOOKS = 400, 0.005


@dataclass(frozen=True, slots=True)
class _Kept:
    """A database that is cleared for the next test, and what it was like before the first."""

    name: str
    connection: "asyncpg.Connection[Any]"
    shape: list[Any]


class Cluster:
    """A PostgreSQL of our own, with the template of the portal's database in it."""

    def __init__(self, port: int, runner: asyncio.Runner) -> None:
        self.port = port
        self._runner = runner
        # One connection makes and drops them all: each new one is a process of the server's.
        self._connection = runner.run(asyncpg.connect(self.url("postgres")))
        self._free: list[_Kept] = []
        self._numbers = count(1)

    def url(self, name: str) -> str:
        """The address of one of its databases."""
        return f"postgresql://portal@127.0.0.1:{self.port}/{name}"

    @contextmanager
    def database(self, name: str, template: str = "template0") -> Iterator[str]:
        """The address of a new database, copied from a template and dropped at the end."""
        self._create(name, template)
        try:
            yield self.url(name)
        finally:
            self._do(f"DROP DATABASE {name} WITH (FORCE)")

    @contextmanager
    def migrated(self) -> Iterator[str]:
        """The address of a migrated database with nothing in it, and nobody else's meanwhile.

        To make one and to meet it for the first time takes longer than many a test: one whose
        tables are as they were is cleared and kept for the next, any other dropped.
        """
        lent = self._free.pop() if self._free else self._new()
        is_clear = False
        try:
            yield self.url(lent.name)
            is_clear = self._runner.run(_cleared(lent))
        finally:
            if is_clear:
                self._free.append(lent)
            else:
                lent.connection.terminate()
                self._do(f"DROP DATABASE {lent.name} WITH (FORCE)")

    def _new(self) -> _Kept:
        name = f"portal_{next(self._numbers)}"
        self._create(name, TEMPLATE)
        connection = self._runner.run(asyncpg.connect(self.url(name)))
        return _Kept(name, connection, self._runner.run(connection.fetch(SHAPE)))

    def close(self) -> None:
        """Lets the server go."""
        for connection in (self._connection, *(each.connection for each in self._free)):
            self._runner.run(connection.close())

    def _create(self, name: str, template: str) -> None:
        # Faster than the strategy of choice since PostgreSQL 15, and the only one before it.
        how = "STRATEGY file_copy" if self._connection.get_server_version().major >= 15 else ""
        self._do(f"CREATE DATABASE {name} TEMPLATE {template} {how}")

    def _do(self, statement: str) -> None:
        self._runner.run(self._connection.execute(statement))


async def _cleared(lent: _Kept) -> bool:
    """Whether the database is again as it was: no connection, no row, and what it is unchanged."""
    connection = lent.connection
    try:
        for _ in range(LOOKS):
            if not await connection.fetchval(END_OTHERS):
                break
            time.sleep(BETWEEN_LOOKS)  # noqa: ASYNC251 - nothing else runs in this loop
        else:
            return False
        if await connection.fetch(SHAPE) != lent.shape:
            return False
        if used := [each["name"] for each in await connection.fetch(USED)]:
            # To truncate a table makes new files for it and all its indexes, and for those that
            # refer to it; where a few rows were, this takes a hundredth.
            deleted = "; ".join(f"DELETE FROM {each}" for each in used)
            await connection.execute(f"SET LOCAL session_replication_role = replica; {deleted}")
            await connection.execute(f"VACUUM {', '.join(used)}")
        return not await connection.fetch(USED)
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
        # A test may have ended all connections, or hold on to a lock.
        return False


@contextmanager
def cluster() -> Iterator[Cluster]:
    """A new cluster that nothing else uses, for as long as the block lasts."""
    # Nobody looks after what is thrown away within minutes.
    with (
        server(autovacuum="off") as port,
        asyncio.Runner(loop_factory=asyncio.new_event_loop) as runner,
    ):
        made = Cluster(port, runner)
        try:
            with made.database(TEMPLATE) as url:
                migrate_now(url)
                yield made
        finally:
            made.close()


@cache
def _migrated() -> bytes:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "template.db"
        migrate_now(f"sqlite:///{file}")
        return file.read_bytes()


def lay_down(file: Path) -> None:
    """Puts a migrated SQLite database with nothing in it where there is none yet."""
    if not file.exists():
        file.write_bytes(_migrated())


def migrate_now(url: str) -> None:
    """Makes the tables of this release."""
    asyncio.run(_migrate(url))


async def _migrate(url: str) -> None:
    database = Database(url)
    try:
        await database.write(migrate.upgrade)
    finally:
        await database.close()


def move_in(connection: Connection, memory: Memory, practice: Practice, now: datetime) -> None:
    """Keeps a practice with its own key and those of its bots, and nothing else."""
    practices.add(connection, practice, now)
    for owner in (memory.house(), *(inbox.bot_owner(memory, bot) for bot in (CLIENTS, THERAPISTS))):
        memory.new_key(connection, owner, now)
