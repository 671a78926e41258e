"""Homework as a thing of the domain: due on a day, counted, and never late to its client."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from care.homework import State, assigned, due_at, looked_at, tally
from care.pictured import Tally

BERLIN = ZoneInfo("Europe/Berlin")
TODAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def test_the_day_begins_at_the_clients_own_time_of_check_ins():
    assert due_at(TODAY, "19:30", BERLIN, NOW) == datetime(2026, 3, 2, 18, 30, tzinfo=UTC)
    assert due_at(TODAY, "08:30", BERLIN, NOW) is None
    assert due_at(None, "08:30", BERLIN, NOW) is None


def test_the_rule_looks_when_more_than_its_days_are_over():
    assert looked_at(TODAY, BERLIN, days=2) == datetime(2026, 3, 4, 23, tzinfo=UTC)
    assert looked_at(None, BERLIN) is None


def test_only_what_nothing_was_heard_of_counts_as_open():
    heard = NOW - timedelta(days=1)
    pieces = [
        (State.OPEN, TODAY, None),
        (State.OPEN, TODAY, heard),
        (State.PARTLY, TODAY, heard),
        (State.OPEN, None, None),
    ]

    assert [each.due_on for each in assigned(pieces)] == [TODAY]


def test_what_was_taken_back_is_not_counted():
    assert tally([State.DONE, State.OPEN, State.LET_GO, State.WITHDRAWN]) == Tally(1, 3)
    assert tally([State.WITHDRAWN]) is None
