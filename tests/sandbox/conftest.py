"""A group for the tests of this folder."""

import pytest

from tests.sandbox.circle import opened


@pytest.fixture
async def circle():
    async with opened() as found:
        yield found


@pytest.fixture
async def basic_circle():
    async with opened(basic=True) as found:
        yield found
