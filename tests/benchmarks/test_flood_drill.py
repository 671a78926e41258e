"""The flood drill: with limits the others are answered, and without limits they would wait.

How long they wait, and how many times longer, is a matter of the machine, and is not asked here.
"""

from benchmarks.drills.flood import ANSWERED_WITHIN, AT_MOST, KEPT_AT_MOST, PATIENCE
from tests.benchmarks.drilled import drilled


def test_who_floods_keeps_nobody_from_an_answer():
    found, _ = drilled("flood")

    figures = found["figures"]
    assert figures["answers_flood"] > 0
    assert figures["unanswered"] == 0, found
    assert figures["slowest_help_s"] < PATIENCE
    # What is far beyond the limits is let go at the door.
    assert figures["flood_kept"] < KEPT_AT_MOST, found


def test_without_limits_the_others_wait():
    found, status = drilled("flood", "--sabotage", "no-limits")

    assert (found["passed"], status) == (False, 1)
    # A fast machine keeps all of it and a slow one has the others wait; whatever a flood has left
    # spoils the calm as well.
    figures = found["figures"]
    assert (
        figures["flood_kept"] > KEPT_AT_MOST
        or figures["honest_p99_flood_ms"] > 1000 * ANSWERED_WITHIN
        or figures["honest_p99_ratio"] > AT_MOST
    ), found
