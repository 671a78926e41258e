"""The audit drill: every change is found, and a careless verifier is found out."""

import pytest

from tests.benchmarks.drilled import drilled

SMALL = ("--changes", "100")


def test_every_change_of_the_audit_is_found_by_both_verifiers():
    found, status = drilled("audit", *SMALL)

    assert (found["passed"], status) == (True, 0), found
    assert found["figures"]["found"] == 100
    assert found["figures"]["found_by_the_separate_verifier"] == 100
    assert found["figures"]["found_where_nothing_was_changed"] == 0


@pytest.mark.parametrize("sabotage", ["skip-links", "skip-anchors"])
def test_a_careless_verifier_is_found_out(sabotage):
    found, status = drilled("audit", *SMALL, "--sabotage", sabotage)

    assert (found["passed"], status) == (False, 1)
    assert found["figures"]["found"] < 100
