"""What every test may ask for: a database of its own on each engine, a memory in it, an hour."""

import gc
import os
import shutil
import ssl
from collections import Counter
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import cache, partial
from itertools import count
from uuid import UUID

import pytest
import typer.main
from hypothesis import HealthCheck, settings
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.util import LRUCache

import store.database
from care.local_time import Hours
from care.people import PracticeId
from care.practice import Practice
from portal import garbage
from sandbox.postgresql import in_memory
from store.database import Database
from store.key_file import KEY_BYTES, Kek, KekState, Ring, RingName
from store.memory import Memory
from store.vault import Vault
from tests import databases, studios
from tests.required import missing, required

PRACTICE = PracticeId(UUID("018f0000-0000-7000-8000-000000000001"))

# Their tests start programs, or try hundreds of things in one go: ten seconds each and more.
LONGEST = {
    *("test_stranger.py", "test_setup.py", "test_what_is_loaded.py", "test_tour.py"),
    *("test_practices_apart.py", "test_attachments.py", "test_demo.py", "test_serving.py"),
}

_names = count(1)


# How long it takes to make up an example says how busy the machine is, and nothing of the code.
settings.register_profile("ours", suppress_health_check=[HealthCheck.too_slow], deadline=None)
settings.load_profile("ours")


def pytest_configure(config):
    required()
    # A database that a disk has to keep waits for it at every commit; these are thrown away.
    if memory := in_memory():
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(memory))


def pytest_collection(session):
    """Nothing that is read in is thrown away: to look for what is takes a quarter of the time."""
    gc.disable()


def pytest_collection_modifyitems(items):
    """The longest come first: one that is begun last keeps whoever has nothing left waiting."""
    items.sort(key=lambda item: item.path.name not in LONGEST)


def pytest_collection_finish(session):
    """Leaves what was read in alone, as the portal does: it lasts, and each look takes a second."""
    gc.freeze()
    gc.set_threshold(garbage.YOUNG, garbage.MIDDLE, garbage.OLD)
    gc.enable()


def pytest_terminal_summary(terminalreporter):
    """Says what was not run and why, so that a green run does not promise more than it did."""
    skipped = Counter(
        report.longrepr[2].removeprefix("Skipped: ")
        for report in terminalreporter.stats.get("skipped", ())
    )
    if skipped:
        terminalreporter.section("not run")
        for reason, tests in sorted(skipped.items()):
            terminalreporter.line(f"{tests} tests: {reason}")


@pytest.fixture(scope="session", autouse=True)
def _authorities_read_once():
    """Every bot reads the certificates of all authorities, which takes longer than many a test."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ssl, "create_default_context", cache(ssl.create_default_context))
        yield


@pytest.fixture(scope="session", autouse=True)
def _commands_built_once():
    """A process carries one command out, a test many: all commands are made anew for each."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(typer.main, "get_command", cache(typer.main.get_command))
        yield


class _CompiledForAll(LRUCache):
    """Compiled statements that all engines of one dialect find, whichever has compiled them."""

    def get(self, key, default=None):
        return super().get(_of_any_engine(key), default)

    def __setitem__(self, key, compiled):
        super().__setitem__(_of_any_engine(key), compiled)


def _of_any_engine(key):
    dialect, *statement = key
    return type(dialect), *statement


@pytest.fixture(scope="session", autouse=True)
def _statements_compiled_once():
    """Every test opens a database of its own, and would compile all its statements again."""
    options = {"compiled_cache": _CompiledForAll(2000)}
    with pytest.MonkeyPatch.context() as patch:
        create = partial(create_async_engine, execution_options=options)
        patch.setattr(store.database, "create_async_engine", create)
        yield


@pytest.fixture(scope="session", autouse=True)
def _no_process_that_draws_stays():
    """Worlds leave theirs to each other, and the last one to nobody."""
    yield
    studios.end()


@pytest.fixture(scope="session")
def now():
    """A Monday morning."""
    return datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory):
    """A migrated SQLite file, to be copied."""
    file = tmp_path_factory.mktemp("sqlite") / "template.db"
    databases.lay_down(file)
    return file


@pytest.fixture(scope="session")
def postgresql():
    """A PostgreSQL of our own, with the migrated template in it."""
    reason = ""
    with ExitStack() as running:
        try:
            cluster = running.enter_context(databases.cluster())
        except databases.NoPostgres as missed:
            reason = str(missed)
        else:
            yield cluster
    if reason:
        missing("postgresql", reason)


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request):
    """Which engine a test runs on: both, unless it asks for one."""
    return request.param


@pytest.fixture
def empty_database_url(engine, request, tmp_path):
    """The address of a database without tables."""
    if engine == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    with request.getfixturevalue("postgresql").database(f"empty_{next(_names)}") as url:
        yield url


@pytest.fixture
def database_url(engine, request, tmp_path):
    """The address of a migrated database that nobody else uses."""
    if engine == "sqlite":
        file = tmp_path / "portal.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), file)
        yield f"sqlite:///{file}"
        return
    with request.getfixturevalue("postgresql").migrated() as url:
        yield url


@pytest.fixture
async def empty_database(empty_database_url):
    """A database without tables."""
    opened = Database(empty_database_url)
    yield opened
    await opened.close()


@pytest.fixture
async def database(database_url):
    """A migrated database with nothing in it."""
    opened = Database(database_url)
    yield opened
    await opened.close()


@pytest.fixture(scope="session")
def ring():
    """The clients' keys."""
    keks = (Kek(1, KekState.PRIMARY, bytes(range(KEY_BYTES))),)
    return Ring(RingName.CLIENTS, keks, bytes(range(1, KEY_BYTES + 1)))


@pytest.fixture(scope="session")
def practice():
    """A practice in Berlin without crisis contacts yet."""
    return Practice(
        PRACTICE,
        "Harbour Practice",
        "en",
        "Europe/Berlin",
        "#2f6f6d",
        Hours.parse("mon-fri 09:00-17:00"),
        Hours.parse("mon-sun 00:00-24:00"),
        None,
    )


@pytest.fixture
async def memory(database, ring, practice, now):
    """The practice's memory, with its own key and those of its bots."""
    made = Memory(practice.id, Vault(ring))
    await database.write(databases.move_in, made, practice, now)
    return made
