"""A whole portal for the tests of this folder; each module says on which engines it runs."""

import pytest

from tests.world import world as made


@pytest.fixture
async def world(tmp_path, database_url):
    """A running portal with a therapist and nobody else."""
    async with made(tmp_path, database_url=database_url) as found:
        yield found
