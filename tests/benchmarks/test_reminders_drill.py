"""The reminders drill: nobody is asked twice, help does not wait, and one lane would be noticed.

How fast reminders leave is a matter of the machine, and is not asked here.
"""

from datetime import timedelta

import pytest

from benchmarks.drills import reminders
from portal.buckets import BOT_PER_SECOND

SINCE = reminders.EVENING
TRIES = 3


def test_everybody_is_reminded_once_and_help_comes_in_between():
    found = reminders.run(90, seed=3)

    assert (found.figures["reminders"], found.figures["twice"]) == (90, 0)
    assert (found.figures["help_asked"], found.figures["alerts"]) == (5, 5)


def test_without_a_lane_of_its_own_who_needs_help_waits_behind_reminders():
    # Where other programs have the processor there is no line to wait in, so it is tried again.
    for _ in range(TRIES):
        found = reminders.run(400, seed=3, sabotage=reminders.SABOTAGE)
        if found.figures["machine_taken"] <= reminders.TAKEN_AT_MOST:
            break

    assert found.figures["machine_taken"] <= reminders.TAKEN_AT_MOST, "nothing can be shown here"
    assert not found.passed
    assert found.figures["slowest_help_s"] > reminders.WITHIN


def leaving(per_second, *, after=0.0, burst=0):
    """When 450 letters leave, so many of them at once, after a while in which nothing did."""
    rest = (after + number / per_second for number in range(450 - burst))
    return [SINCE + timedelta(seconds=each) for each in (*[after] * burst, *rest)]


@pytest.mark.parametrize(
    ("moments", "too_many"),
    [
        (leaving(BOT_PER_SECOND, burst=reminders.BURST - 1), False),
        # A machine that stood still for a second and makes up for it: its rate is 32 afterwards.
        (leaving(BOT_PER_SECOND, after=1.0, burst=25), False),
        (leaving(1.1 * BOT_PER_SECOND), True),
        (leaving(BOT_PER_SECOND, burst=40), True),
    ],
)
def test_more_than_the_platform_takes_is_told_from_making_up_for_a_pause(moments, too_many):
    assert (reminders.too_many(moments, SINCE) > 0) is too_many
