"""The outage drill: what it promises, and that it would notice when that were broken."""

from tests.benchmarks.drilled import drilled

SMALL = ("--clients", "15")


def test_after_a_day_without_platforms_nobody_is_flooded_misled_or_forgotten():
    found, status = drilled("outage", *SMALL)

    assert (found["passed"], status) == (True, 0), found
    assert found["figures"]["alerts"] == 12
    assert found["figures"]["alerts_lost"] == 0
    assert found["figures"]["most_messages_to_one"] == 1
    assert found["figures"]["clients_told_what_was_not_true"] == 0
    assert found["figures"]["prompts_afterwards"] > 0
    assert found["figures"]["stale_messages"] == 0


def test_a_portal_that_asks_today_what_was_due_yesterday_is_found_out():
    found, status = drilled("outage", *SMALL, "--sabotage", "never-stale")

    assert (found["passed"], status) == (False, 1)
    assert found["figures"]["most_messages_to_one"] > 1
    assert found["figures"]["stale_messages"] > 0
