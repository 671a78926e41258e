"""Migrations: they make the tables of this release, and refuse a database that does not fit."""

import sqlite3
from datetime import datetime
from importlib.resources import files
from itertools import product
from uuid import UUID

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import DateTime, MetaData, Uuid, event, inspect, text

from care.consent import AT_JOINING
from store import migrate, people
from store.database import Database, NotADatabase
from store.memory import Memory
from store.migrate import DatabaseIsNewer, DatabaseIsOlder
from store.tables import metadata
from store.vault import Vault


def tables(connection):
    return set(inspect(connection).get_table_names())


def differences(connection):
    options = {"compare_type": True, "compare_server_default": True}
    return compare_metadata(MigrationContext.configure(connection, opts=options), metadata)


def constraints(connection):
    asked = inspect(connection)
    found = set()
    for name in metadata.tables:
        found.add(asked.get_pk_constraint(name)["name"])
        found |= {each["name"] for each in asked.get_unique_constraints(name)}
        found |= {each["name"] for each in asked.get_foreign_keys(name)}
        # PostgreSQL lists the index behind a unique constraint a second time.
        found |= {
            each["name"] for each in asked.get_indexes(name) if "duplicates_constraint" not in each
        }
    return found


def note_version(connection, version):
    connection.execute(text("UPDATE alembic_version SET version_num = :v"), {"v": version})


async def test_an_upgrade_of_nothing_makes_every_table(empty_database):
    assert await empty_database.read(migrate.current) is None

    await empty_database.write(migrate.upgrade)

    assert await empty_database.read(migrate.current) == migrate.head()
    assert await empty_database.read(tables) == {*metadata.tables, "alembic_version"}
    await empty_database.read(migrate.check)


async def test_the_migrations_make_what_the_tables_say(database):
    assert await database.read(differences) == []


@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE practice ADD COLUMN forgotten integer",
        "DROP INDEX ix_outbox_settled_at",
        "ALTER TABLE posted RENAME COLUMN message TO note",
    ],
)
async def test_a_table_that_differs_is_found(database, change):
    await database.write(lambda connection: connection.execute(text(change)))

    assert await database.read(differences)


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
async def test_a_column_of_another_type_is_found(database):
    change = "ALTER TABLE outbox ALTER COLUMN not_before TYPE timestamp"
    await database.write(lambda connection: connection.execute(text(change)))

    assert await database.read(differences)


async def test_every_constraint_has_the_name_that_the_convention_gives(database):
    named = {
        each.name
        for table in metadata.tables.values()
        for each in (*table.constraints, *table.indexes)
    }

    assert await database.read(constraints) == named


async def test_a_second_upgrade_changes_nothing(database):
    await database.write(migrate.upgrade)

    assert await database.read(differences) == []


async def test_a_downgrade_to_nothing_leaves_no_table_and_can_be_taken_back(database):
    await database.write(migrate.downgrade, migrate.NOTHING)

    assert await database.read(tables) == {"alembic_version"}
    assert await database.read(migrate.current) is None

    await database.write(migrate.upgrade)

    assert await database.read(differences) == []


async def test_an_upgrade_that_fails_halfway_leaves_the_database_as_it_was(empty_database):
    def upgrade_and_fail(connection):
        migrate.upgrade(connection)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        await empty_database.write(upgrade_and_fail)

    assert await empty_database.read(tables) == set()


async def test_an_empty_database_is_told_to_migrate(empty_database):
    with pytest.raises(DatabaseIsOlder, match=r"empty.*portal migrate"):
        await empty_database.read(migrate.check)


async def test_a_database_of_a_newer_release_is_refused_and_left_alone(database):
    await database.write(note_version, "9999")

    for step in (migrate.check, migrate.upgrade):
        with pytest.raises(DatabaseIsNewer, match=r"9999.*newer release.*Run that release"):
            await database.write(step)
    with pytest.raises(DatabaseIsNewer):
        await database.write(migrate.downgrade, migrate.NOTHING)

    assert await database.read(tables) == {*metadata.tables, "alembic_version"}


async def test_a_database_of_an_older_release_is_told_to_migrate(database, monkeypatch):
    known = migrate.versions()
    monkeypatch.setattr(migrate, "versions", lambda: ("9999", *known))

    with pytest.raises(DatabaseIsOlder, match=r"this release needs 9999.*portal migrate"):
        await database.read(migrate.check)


async def test_the_tables_of_another_program_are_left_alone(empty_database):
    def make(connection):
        connection.execute(text("CREATE TABLE invoices (id integer)"))

    await empty_database.write(make)

    for step in (migrate.check, migrate.upgrade):
        with pytest.raises(NotADatabase, match="tables of something else"):
            await empty_database.write(step)
    assert await empty_database.read(tables) == {"invoices"}


async def test_the_versions_of_another_program_are_not_taken_for_ours(database):
    await database.write(note_version, "ae1027a6acf")

    with pytest.raises(NotADatabase, match="another program"):
        await database.read(migrate.check)


async def test_a_file_that_is_no_database_is_refused_before_anything_is_written(tmp_path):
    file = tmp_path / "portal.db"
    file.write_bytes(b"not a database at all, " * 50)
    before = file.read_bytes()
    database = Database(f"sqlite:///{file}")

    for step in (migrate.check, migrate.upgrade):
        with pytest.raises(NotADatabase):
            await database.write(step)

    await database.close()
    assert file.read_bytes() == before


def test_versions_are_numbered_without_a_gap_and_files_are_named_after_them():
    folder = files("store") / "migrations" / "versions"
    names = sorted(each.name for each in folder.iterdir() if each.name.endswith(".py"))

    numbers = [f"{number:04d}" for number in range(1, len(names) + 1)]

    assert [name.partition("_")[0] for name in names] == numbers
    assert list(reversed(migrate.versions())) == numbers


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
async def test_foreign_keys_hold_after_an_upgrade(database, tmp_path):
    await database.close()
    plain = sqlite3.connect(tmp_path / "portal.db")

    broken = plain.execute("PRAGMA foreign_key_check").fetchall()

    plain.close()
    assert broken == []


PRACTICE_ID, STAFF, ANA, BEN = (UUID(int=number) for number in range(1, 5))


def old_rows(connection, now):
    """A practice of version 0007 with two clients: one agrees, one has stopped."""
    known = MetaData()
    known.reflect(connection, only=("practice", "staff", "client", "consent"))

    def value(kind, said):
        # SQLite tells neither ids nor instants from other texts and numbers.
        match said:
            case UUID() if not isinstance(kind, Uuid):
                return said.hex
            case datetime() if not isinstance(kind, DateTime):
                return int(said.timestamp() * 1_000_000)
            case _:
                return said

    def keep(table, **said):
        made = {}
        for column in known.tables[table].columns:
            kind = column.type.python_type
            usual = {UUID: PRACTICE_ID, datetime: now, bytes: b"x", str: "x", int: 0, bool: False}
            if column.name in said or not column.nullable:
                made[column.name] = value(column.type, said.get(column.name, usual[kind]))
        connection.execute(known.tables[table].insert().values(made))

    keep("practice", practice=PRACTICE_ID)
    keep("staff", practice=PRACTICE_ID, id=STAFF, created_at=now)
    for client in (ANA, BEN):
        keep("client", practice=PRACTICE_ID, id=client, code=str(client), therapist=STAFF)
    for number, (client, purpose) in enumerate(product((ANA, BEN), ("check-ins", "alerts"))):
        ended = {"revoked_at": now} if client == BEN else {}
        keep(
            "consent",
            **{"practice": PRACTICE_ID, "id": UUID(int=10 + number), "client": client},
            **{"purpose": purpose, "version": 1, "given_at": now, **ended},
        )


async def test_a_yes_of_before_purposes_is_a_yes_to_what_it_stood_for(database, ring, now):
    """An update to version 0008: who had agreed agrees, and who had stopped agrees to nothing."""
    await database.write(migrate.downgrade, "0007")
    await database.write(old_rows, now)

    await database.write(migrate.upgrade)

    memory = Memory(PRACTICE_ID, Vault(ring))
    agreed = await database.read(people.consents, memory, [ANA, BEN])
    assert agreed == {ANA: frozenset(AT_JOINING)}
    assert await database.read(people.ended_by_stop, memory, BEN) == frozenset(AT_JOINING)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
async def test_no_upgrade_makes_a_table_anew(empty_database):
    """Rows of other tables point at it: SQLite would refuse the upgrade of a database in use."""
    dropped = []

    def upgrade(connection):
        @event.listens_for(connection, "before_cursor_execute")
        def look(_connection, _cursor, statement, *_):
            if "DROP TABLE" in statement.upper():
                dropped.append(statement)

        migrate.upgrade(connection)

    await empty_database.write(upgrade)

    assert dropped == []
