"""Opening the portal for a command: what must be there, what is refused, what is left behind."""

import asyncio
import socket
import sqlite3
import stat
from pathlib import Path

import pytest
from sqlalchemy import text

from portal import opening
from portal.commands import NotPossible, practice_create
from portal.control import Control, socket_path
from portal.opening import carry_out, create_keys, migrate, office, reading
from portal.plain_words import DatabaseAway, DatabaseSilent
from portal.run_lock import AlreadyRunning, LockNotPossible, RunLock
from portal.settings import load
from store import data_keys, practices
from store import migrate as migrations
from store.database import Database, NotADatabase
from store.key_file import KeyFileMissing, KeyFileReadableByOthers, SecondCopyNeeded, load_key_file
from store.migrate import DatabaseIsNewer, DatabaseIsOlder
from tests.logging_back import logging_as_it_was
from tests.portal.at_terminal import without_settings

COPY = Path("elsewhere/portal.key")
CREATE = {"name": "Harbour", "zone_name": "Europe/Berlin"}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Where somebody starts the portal; a second disk is there."""
    without_settings(monkeypatch)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(opening, "TRIES", 2)
    COPY.parent.mkdir()
    with logging_as_it_was():
        yield tmp_path


@pytest.fixture
def settings(folder, empty_database_url, monkeypatch):
    """Settings with a database that is empty, on each engine."""
    monkeypatch.setenv("PORTAL_DATABASE_URL", empty_database_url)
    return load({"PORTAL_DATABASE_URL": empty_database_url})


@pytest.fixture
def on_sqlite(folder):
    return load({})


async def version(settings, number):
    """Makes the database one of another release."""
    database = Database(settings.database_url)
    await database.write(
        lambda connection: connection.execute(
            text(f"UPDATE alembic_version SET version_num='{number}'")
        )
    )
    await database.close()


# --- on both databases ---------------------------------------------------------------------------


async def test_an_empty_database_gets_its_tables_with_the_first_command(settings):
    await create_keys(COPY)

    async with office(settings, "a test") as made:
        await practice_create(made, **CREATE)

        assert await made.database.read(migrations.current) == migrations.head()
    async with reading(settings) as made:
        [practice] = await made.database.read(practices.every)
    assert practice.name == "Harbour"


async def test_a_database_without_tables_is_not_read(settings):
    await create_keys(COPY)
    if settings.database_path is not None:
        sqlite3.connect(settings.database_path).close()
        settings.database_path.touch()

    with pytest.raises(DatabaseIsOlder, match="portal migrate"):
        async with reading(settings):
            pass


async def test_a_database_of_a_newer_release_is_refused_by_every_door(settings):
    await create_keys(COPY)
    await migrate()
    await version(settings, "9999")

    with pytest.raises(DatabaseIsNewer, match="9999"):
        async with office(settings, "a test"):
            pass
    with pytest.raises(DatabaseIsNewer):
        async with reading(settings):
            pass
    with pytest.raises(DatabaseIsNewer):
        await migrate()


async def test_migrating_says_what_was_before_and_may_be_repeated(settings):
    head = migrations.head()

    assert await migrate() == {"before": None, "version": head}
    assert await migrate() == {"before": head, "version": head}


async def test_without_a_key_file_the_next_step_is_to_make_one_and_no_table_is_made(settings):
    with pytest.raises(KeyFileMissing, match="portal keys create --second-copy"):
        async with office(settings, "a test"):
            pass

    database = Database(settings.database_url)
    assert await database.read(migrations.current) is None
    await database.close()


async def test_a_database_that_holds_keys_gets_no_new_key_file(settings, folder):
    await create_keys(COPY)
    async with office(settings, "a test") as made:
        await practice_create(made, **CREATE)
        assert await made.database.read(data_keys.any_wrapped)
    kept = settings.key_file.rename("away.key")

    with pytest.raises(NotPossible, match="second copy back"):
        await create_keys(Path("elsewhere/another.key"))
    with pytest.raises(NotPossible, match="second copy back"):
        async with office(settings, "a test"):
            pass
    assert not settings.key_file.exists()
    assert not (folder / "elsewhere" / "another.key").exists()

    (folder / COPY).rename(settings.key_file)
    async with reading(settings):
        assert load_key_file(kept) == load_key_file(settings.key_file)


async def test_the_key_file_of_another_portal_is_told_apart_at_the_start(settings, folder):
    await create_keys(COPY)
    async with office(settings, "a test") as made:
        await practice_create(made, **CREATE)
    settings.key_file.rename("away.key")
    (folder / COPY).rename("away-too.key")
    opening.create_key_file(settings.key_file, COPY)

    for door in (office(settings, "a test"), reading(settings)):
        with pytest.raises(NotPossible, match="not the one under which"):
            async with door:
                pass


async def test_a_command_is_carried_out_here_when_nothing_runs(settings):
    await create_keys(COPY)

    assert (await carry_out("practice create", CREATE))["practice"] == "Harbour"
    assert (await carry_out("practice show", {"practice": None}))["zone"] == "Europe/Berlin"


# --- PostgreSQL ----------------------------------------------------------------------------------


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
async def test_what_postgresql_refuses_is_told_with_where_to_look(settings, postgresql):
    await create_keys(COPY)
    url = settings.database_url
    account, _, place = url.partition("@")
    database = place.partition("/")[2]

    for address, said, may_come in (
        (url.replace(database, "no_such_one"), "createdb", False),
        (f"{account}nobody@{place}", "name and password", False),
        (url.replace(str(postgresql.port), "1"), "does not answer", True),
        (url.replace("127.0.0.1", "no-such-host.invalid"), "does not answer", True),
    ):
        with pytest.raises(DatabaseSilent, match=said) as told:
            async with office(load({"PORTAL_DATABASE_URL": address}), "a test"):
                pass
        assert isinstance(told.value, DatabaseAway) is may_come


async def test_a_server_that_takes_the_call_and_says_nothing_is_not_waited_for(folder, monkeypatch):
    monkeypatch.setattr(opening, "FIRST_ANSWER", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        settings = load({"PORTAL_DATABASE_URL": f"postgresql://name:secret@127.0.0.1:{port}/x"})

        with pytest.raises(DatabaseAway, match="does not answer") as told:
            async with office(settings, "a test"):
                pass

    assert "secret" not in str(told.value)


# --- files ---------------------------------------------------------------------------------------


async def test_a_folder_in_place_of_the_database_is_told(folder):
    (folder / "data").mkdir()
    settings = load({"PORTAL_DATABASE_URL": "sqlite:///data"})

    for door in (office(settings, "a test"), reading(settings)):
        with pytest.raises(NotPossible, match=r"sqlite:///data/portal\.db"):
            async with door:
                pass


async def test_a_folder_that_is_not_there_is_told(on_sqlite, folder):
    await create_keys(COPY)

    with pytest.raises(LockNotPossible, match="Make the folder"):
        async with office(load({"PORTAL_DATABASE_URL": "sqlite:///no/portal.db"}), "a test"):
            pass


async def test_any_other_file_in_place_of_the_database_is_left_as_it_is(on_sqlite, folder):
    await create_keys(COPY)
    other = folder / "portal.db"
    other.write_text("a letter to a friend, and by no means a database")

    with pytest.raises(NotADatabase, match="PORTAL_DATABASE_URL"):
        async with office(on_sqlite, "a test"):
            pass

    assert other.read_text() == "a letter to a friend, and by no means a database"


async def test_a_database_that_another_program_holds_is_told(on_sqlite, folder, monkeypatch):
    await create_keys(COPY)
    await migrate()
    monkeypatch.setattr("store.one_hop.BUSY_TIMEOUT", 50)
    holding = sqlite3.connect(folder / "portal.db", isolation_level=None)
    holding.execute("BEGIN EXCLUSIVE")

    with pytest.raises(DatabaseAway, match="another program"):
        async with office(on_sqlite, "a test"):
            pass
    holding.close()


async def test_a_new_database_is_readable_by_its_owner_alone(on_sqlite, folder):
    await create_keys(COPY)
    async with office(on_sqlite, "a test") as made:
        await practice_create(made, **CREATE)
        files = [folder / f"portal.db{each}" for each in ("", "-wal", "-shm")]
        modes = {stat.S_IMODE(each.stat().st_mode) for each in files}

    assert modes == {0o600}


async def test_a_key_file_that_others_may_read_is_not_used(on_sqlite):
    await create_keys(COPY)
    on_sqlite.key_file.chmod(0o644)

    with pytest.raises(KeyFileReadableByOthers, match="chmod 0400"):
        async with office(on_sqlite, "a test"):
            pass


async def test_the_second_copy_may_be_a_folder_and_must_be_another(folder):
    with pytest.raises(SecondCopyNeeded):
        await create_keys(Path("copy.key"))

    made = await create_keys(Path("elsewhere"))

    assert made["second_copy"] == str(folder / "elsewhere" / "portal.key")
    assert load_key_file(COPY) == load_key_file(Path("portal.key"))


# --- two at a time -------------------------------------------------------------------------------


async def test_one_at_a_time_has_the_office_and_readers_are_free(on_sqlite):
    await create_keys(COPY)
    async with office(on_sqlite, "portal run"):
        with pytest.raises(AlreadyRunning, match="portal run"):
            async with office(on_sqlite, "a test"):
                pass
        async with reading(on_sqlite) as made:
            assert await made.database.read(practices.every) == ()

    async with office(on_sqlite, "a test"):
        pass


async def test_an_office_that_could_not_open_leaves_no_lock(on_sqlite):
    await create_keys(COPY)
    await migrate()
    await version(on_sqlite, "9999")
    with pytest.raises(DatabaseIsNewer):
        async with office(on_sqlite, "a test"):
            pass

    RunLock.take(on_sqlite.database_path, "the next").release()


async def test_commands_at_the_same_time_wait_for_each_other(on_sqlite, monkeypatch):
    monkeypatch.setattr(opening, "TRIES", 100)
    monkeypatch.setattr(opening, "BETWEEN_TRIES", 0.05)
    await create_keys(COPY)
    await carry_out("practice create", CREATE)

    done = await asyncio.gather(
        *(
            carry_out("therapist add", {"name": f"Mira {each}", "slack_user": f"U0MIRA{each}"})
            for each in range(4)
        )
    )

    assert {each["therapist"] for each in done} == {f"Mira {each}" for each in range(4)}


async def test_a_command_finds_the_running_portal(on_sqlite):
    await create_keys(COPY)
    async with office(on_sqlite, "portal run") as made:
        ear = Control(made, socket_path(on_sqlite.database_path))
        await ear.start()

        done = await carry_out("practice create", CREATE)

        assert done["practice"] == "Harbour"
        assert len(await made.database.read(practices.every)) == 1
        await ear.stop()


async def test_a_lock_that_nobody_answers_for_is_told_by_its_holder(on_sqlite):
    await create_keys(COPY)
    with (
        RunLock.take(on_sqlite.database_path, "portal migrate"),
        pytest.raises(AlreadyRunning, match="portal migrate"),
    ):
        await carry_out("practice show", {})
