"""The faults drill: what it promises, and that it would notice when that were broken."""

from tests.benchmarks.drilled import drilled

SMALL = ("--clients", "30")


def test_faults_of_the_platforms_lose_nothing_and_change_no_order():
    found, status = drilled("faults", *SMALL)

    assert (found["passed"], status) == (True, 0), found
    assert found["figures"]["faults"] > 5
    assert found["figures"]["lost"] == found["figures"]["out_of_order"] == 0
    assert found["figures"]["requests_too_many"] == 0
    assert found["figures"]["therapists_not_told"] == 0


def test_a_portal_that_takes_an_error_for_a_yes_is_found_out():
    found, status = drilled("faults", *SMALL, "--sabotage", "trust-errors")

    assert (found["passed"], status) == (False, 1)
    assert found["figures"]["lost"] > 0
