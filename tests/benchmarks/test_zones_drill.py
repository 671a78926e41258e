"""The zones drill: every change of clocks is right, and the drill would notice if it were not."""

import pytest

from benchmarks.drills import zones

SOME = 15
"""One in so many of the minutes around a change, and always its ends: a test is quick."""


def test_every_change_of_clocks_of_two_years_is_right_in_every_zone():
    found = zones.run(seed=1, every=SOME)

    assert (found.passed, found.figures["wrong"]) == (True, 0)
    assert found.figures["transitions"] > 500
    assert min(found.figures[each] for each in ("gaps", "folds", "at_midnight")) > 10
    # Lord Howe by half an hour, Troll by two.
    assert found.figures["not_an_hour"] >= 8


@pytest.mark.parametrize("sabotage", sorted(zones.SABOTAGES))
def test_arithmetic_that_is_wrong_at_a_change_is_found_out(sabotage, monkeypatch):
    monkeypatch.setattr(zones, "available_timezones", lambda: {"Europe/Berlin", "UTC"})

    found = zones.run(seed=1, every=SOME, sabotage=sabotage)

    assert not found.passed
    assert found.figures["wrong"] > 0
    assert zones.run(seed=1, every=SOME).passed
