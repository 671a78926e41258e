"""The reminders drill: nobody is asked twice, help does not wait, and one lane would be noticed.

How fast reminders leave is a matter of the machine, and is not asked here.
"""

from benchmarks.drills import reminders


def test_everybody_is_reminded_once_and_help_comes_in_between():
    found = reminders.run(90, seed=3)

    assert (found.figures["reminders"], found.figures["twice"]) == (90, 0)
    assert (found.figures["help_asked"], found.figures["alerts"]) == (5, 5)


def test_without_a_lane_of_its_own_who_needs_help_waits_behind_reminders():
    found = reminders.run(400, seed=3, sabotage=reminders.SABOTAGE)

    assert not found.passed
    assert found.figures["slowest_help_s"] > reminders.WITHIN
