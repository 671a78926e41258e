"""A whole portal for the tests of this folder; each module says on which engines it runs."""

import asyncio
import shutil

import pytest

from tests.portal.everybody import Stage, everybody
from tests.portal.visitor import Visitor
from tests.world import copied
from tests.world import world as made


@pytest.fixture
def records():
    """Whether the record page is served; modules about it say so."""
    return False


@pytest.fixture
async def world(tmp_path, database_url, records):
    """A running portal with a therapist and nobody else."""
    async with made(tmp_path, database_url=database_url, records=records) as found:
        yield found


@pytest.fixture
async def mira(world):
    """The therapist with a browser."""
    async with Visitor(world) as visitor:
        yield visitor


@pytest.fixture(scope="session")
def filled(tmp_path_factory, sqlite_template, ring, practice, now):
    """A SQLite file with everybody in it, to be copied, and the house that knows them."""
    file = tmp_path_factory.mktemp("everybody") / "portal.db"
    shutil.copy(sqlite_template, file)
    return file, asyncio.run(everybody(file, ring, practice, now))


@pytest.fixture
async def stage(filled, tmp_path, ring):
    """The desks of a house with everybody in it, which nobody else acts in."""
    file, house = filled
    async with copied(file, tmp_path) as database:
        yield Stage(database, house.again(ring))
