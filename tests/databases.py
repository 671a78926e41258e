"""Databases to test on: a migrated copy for each test, made from a template, thrown away after."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import asyncpg

from sandbox.postgresql import server
from store import migrate
from store.database import Database

TEMPLATE = "template_portal"


@dataclass(frozen=True, slots=True)
class Cluster:
    """A PostgreSQL of our own, with the template of the portal's database in it."""

    port: int

    def url(self, name: str) -> str:
        """The address of one of its databases."""
        return f"postgresql://portal@127.0.0.1:{self.port}/{name}"

    @contextmanager
    def database(self, name: str, template: str = "template0") -> Iterator[str]:
        """The address of a new database, copied from a template and dropped at the end."""
        asyncio.run(_copy(self.url("postgres"), template, name))
        try:
            yield self.url(name)
        finally:
            asyncio.run(_drop(self.url("postgres"), name))


async def _copy(url: str, template: str, name: str) -> None:
    connection = await asyncpg.connect(url)
    # Faster than the strategy of choice since PostgreSQL 15, and the only one before it.
    how = "STRATEGY file_copy" if connection.get_server_version().major >= 15 else ""
    await connection.execute(f"CREATE DATABASE {name} TEMPLATE {template} {how}")
    await connection.close()


async def _drop(url: str, name: str) -> None:
    connection = await asyncpg.connect(url)
    await connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
    await connection.close()


@contextmanager
def cluster() -> Iterator[Cluster]:
    """A new cluster that nothing else uses, for as long as the block lasts."""
    with server() as port:
        made = Cluster(port)
        with made.database(TEMPLATE) as url:
            migrate_now(url)
            yield made


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
