"""What a person can see is the same on both engines: these tests say when it is tried on both."""

import pytest

BOTH = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def engine(request):
    """SQLite, unless the test says both."""
    return getattr(request, "param", "sqlite")
