"""Databases to test on: a migrated copy for each test, made from a template, thrown away after."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import asyncpg
from sqlalchemy import Connection

from care.practice import Practice
from conversations.envelopes import CLIENTS, THERAPISTS
from sandbox.postgresql import server
from store import inbox, migrate, practices
from store.database import Database
from store.memory import Memory

TEMPLATE = "template_portal"


class Cluster:
    """A PostgreSQL of our own, with the template of the portal's database in it."""

    def __init__(self, port: int, runner: asyncio.Runner) -> None:
        self.port = port
        self._runner = runner
        # One connection makes and drops them all: each new one is a process of the server's.
        self._connection = runner.run(asyncpg.connect(self.url("postgres")))

    def url(self, name: str) -> str:
        """The address of one of its databases."""
        return f"postgresql://portal@127.0.0.1:{self.port}/{name}"

    @contextmanager
    def database(self, name: str, template: str = "template0") -> Iterator[str]:
        """The address of a new database, copied from a template and dropped at the end."""
        # Faster than the strategy of choice since PostgreSQL 15, and the only one before it.
        how = "STRATEGY file_copy" if self._connection.get_server_version().major >= 15 else ""
        self._do(f"CREATE DATABASE {name} TEMPLATE {template} {how}")
        try:
            yield self.url(name)
        finally:
            self._do(f"DROP DATABASE {name} WITH (FORCE)")

    def close(self) -> None:
        """Lets the server go."""
        self._runner.run(self._connection.close())

    def _do(self, statement: str) -> None:
        self._runner.run(self._connection.execute(statement))


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
