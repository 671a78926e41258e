"""The kill drill: what it promises, and that it would notice when that were broken."""

from tests.benchmarks.drilled import drilled

SMALL = ("--kills", "3", "--clients", "8")


def test_nothing_is_lost_and_nothing_done_twice_when_the_portal_is_killed():
    found, status = drilled("kill", *SMALL)

    assert (found["passed"], status) == (True, 0), found
    assert found["figures"]["kills"] == 3
    assert found["figures"]["lost"] == found["figures"]["done_twice"] == 0
    assert found["figures"]["sent_twice"] <= found["figures"]["in_flight"]
    assert found["figures"]["answers"] > 8
    assert found["figures"]["group_updates"] > 20
    assert min(found["figures"]["removals"], found["figures"]["notes"]) > 0


def test_a_portal_that_confirms_before_it_keeps_is_found_out():
    found, status = drilled("kill", *SMALL, "--sabotage", "confirm-first")

    assert (found["passed"], status) == (False, 1)
    assert found["figures"]["lost"] > 0


def test_a_portal_that_forgets_what_it_has_heard_is_found_out():
    found, status = drilled("kill", *SMALL, "--sabotage", "forget-duplicates")

    assert (found["passed"], status) == (False, 1)
    assert found["figures"]["done_twice"] > 0
