"""The keys drill: what it promises, and that it would notice when that were broken."""

import pytest

from tests.benchmarks.drilled import drilled

SMALL = ("--kills", "4", "--clients", "200")


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_a_rotation_that_is_killed_at_any_point_goes_on_and_loses_nothing(engine):
    found, status = drilled("keys", *SMALL, "--database", engine)

    assert (found["passed"], status) == (True, 0), found
    assert found["figures"]["kills"] == 4
    assert found["figures"]["lost"] == found["figures"]["under_retired"] == 0


def test_a_version_that_is_retired_unchecked_is_found_out():
    found, status = drilled("keys", *SMALL, "--sabotage", "retire-unchecked")

    assert (found["passed"], status) == (False, 1)
    assert found["figures"]["under_retired"] > 0
