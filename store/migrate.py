"""Migrations: brings a database to the tables of this release, and refuses one that does not fit.

The functions take a connection as store functions do: the caller's transaction holds the whole
step, so that a migration that fails leaves the database as it was.
"""

import re
from functools import cache

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from store.database import DatabaseTrouble, NotADatabase, take_time

NOTHING = "base"
"""What comes before the first migration: a database without tables."""

_NUMBER = re.compile(r"\d{4}")


class DatabaseIsNewer(DatabaseTrouble):
    """A newer release of the portal has changed the tables."""


class DatabaseIsOlder(DatabaseTrouble):
    """The tables are not yet those of this release."""


def config(connection: Connection | None = None) -> Config:
    """Alembic's settings, without a file: the migrations are found inside the package."""
    made = Config()
    made.set_main_option("script_location", "store:migrations")
    made.set_main_option("path_separator", "os")
    made.attributes["connection"] = connection
    return made


@cache
def versions() -> tuple[str, ...]:
    """The versions this release knows, the newest first."""
    found = ScriptDirectory.from_config(config()).walk_revisions()
    return tuple(each.revision for each in found)


def head() -> str:
    """The version whose tables this release works with."""
    return versions()[0]


def current(connection: Connection) -> str | None:
    """The version of this database; None for one that is empty."""
    found = MigrationContext.configure(connection).get_current_revision()
    if found is None:
        # Alembic's own table stays behind when everything was taken back.
        if set(inspect(connection).get_table_names()) - {"alembic_version"}:
            raise NotADatabase(
                "The database at PORTAL_DATABASE_URL holds the tables of something else. Give the "
                "portal an empty one of its own."
            )
    elif not _NUMBER.fullmatch(found):
        raise NotADatabase(
            f"The database at PORTAL_DATABASE_URL has version {found}, which no release of the "
            "portal has: it belongs to another program. Give the portal an empty one of its own."
        )
    return found


def check(connection: Connection) -> None:
    """Passes for the tables of this release; a plain refusal for any others."""
    found = _not_newer(connection)
    if found is None:
        raise DatabaseIsOlder("The database is empty. Make its tables: portal migrate")
    if found != head():
        raise DatabaseIsOlder(
            f"The database has version {found} and this release needs {head()}. Back it up and "
            "bring it up to date: portal migrate"
        )


def upgrade(connection: Connection) -> None:
    """Makes the tables those of this release; a database that has them stays as it is."""
    if _not_newer(connection) != head():
        take_time(connection)
        command.upgrade(config(connection), "head")


def downgrade(connection: Connection, to: str) -> None:
    """Takes the tables back to an earlier version; what only later versions keep is lost."""
    _not_newer(connection)
    take_time(connection)
    command.downgrade(config(connection), to)


def _not_newer(connection: Connection) -> str | None:
    found = current(connection)
    if found is not None and found not in versions():
        raise DatabaseIsNewer(
            f"The database has version {found}, and the newest that this release knows is "
            f"{head()}: it was written by a newer release of the portal. Run that release, or "
            "bring back the backup made before it."
        )
    return found
