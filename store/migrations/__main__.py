"""Writes the next migration from `store.tables`: python -m store.migrations "First tables"

It compares the tables with those that the migrations so far make in a new SQLite file. Read what
it wrote before you keep it.
"""

import asyncio
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic import command
from sqlalchemy import Connection

from store import migrate
from store.database import Database


def write(connection: Connection, message: str) -> None:
    """Writes the file, numbered after the newest one."""
    number = f"{len(migrate.versions()) + 1:04d}"
    if migrate.versions():
        migrate.upgrade(connection)
    config = migrate.config(connection)
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    command.revision(config, message, autogenerate=True, rev_id=number)


async def main() -> None:
    """The command."""
    if len(sys.argv) != 2:
        raise SystemExit('Say what changes: python -m store.migrations "First tables"')
    with TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'tables.db'}")
        await database.write(write, sys.argv[1])
        await database.close()


if __name__ == "__main__":
    asyncio.run(main())
