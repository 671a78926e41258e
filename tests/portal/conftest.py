"""A whole portal for the tests of this folder; each module says on which engines it runs."""

import pytest

from tests.portal.visitor import Visitor
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
