"""The flood drill: who floods slows nobody down, and without limits it would."""

from tests.benchmarks.drilled import drilled


def test_who_floods_does_not_slow_the_others_down():
    found, status = drilled("flood")

    assert (found["passed"], status) == (True, 0), found
    assert found["figures"]["honest_p99_ratio"] < 2
    assert found["figures"]["flood_per_second"] > 450


def test_without_limits_the_others_wait():
    found, status = drilled("flood", "--sabotage", "no-limits")

    assert (found["passed"], status) == (False, 1)
    assert found["figures"]["honest_p99_ratio"] > 2
