"""How late a round may be: urgent things within seconds, all in one place."""

from datetime import timedelta

from scheduler.timetable import TIMETABLE


def test_what_people_wait_for_is_looked_at_every_few_seconds():
    assert TIMETABLE["check_ins"] <= timedelta(seconds=10)
    assert TIMETABLE["alerts"] <= timedelta(seconds=10)


def test_every_round_has_an_interval():
    assert set(TIMETABLE) == {
        *("plan", "check_ins", "alerts", "retention", "anchor", "erasures"),
    }
    assert all(interval > timedelta() for interval in TIMETABLE.values())
