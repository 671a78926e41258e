"""Appointments by the clock: made on the wall of a practice, reminded of, and looked at daily."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from care.absence_rules import unconfirmed_appointment
from care.appointments import (
    LATEST,
    LONGEST,
    PLACE_LIMIT,
    SHORTEST,
    SOON,
    TOO_LATE,
    WATCHED,
    Planned,
    eve,
    is_allowed,
    looked_at,
    meetings,
    remind_at,
    starts,
    still_reminds,
)
from care.local_time import local_date

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)

zones = st.sampled_from(sorted(available_timezones() - {"localtime"})).map(ZoneInfo)
unhurried = settings(deadline=None, max_examples=150)


def test_a_time_that_the_clocks_skip_is_the_first_after_it_and_one_that_comes_twice_the_first():
    gap, fold = date(2026, 3, 29), date(2026, 10, 25)

    assert starts(gap, time(2, 30), BERLIN) == datetime(2026, 3, 29, 1, tzinfo=UTC)
    assert starts(fold, time(2, 30), BERLIN) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@unhurried
@given(st.dates(date(1980, 1, 1), date(2037, 1, 1)), st.times(), zones)
def test_an_appointment_is_one_instant_that_the_practice_reads_as_it_was_typed(day, at, here):
    typed = at.replace(second=0, microsecond=0)
    wall = datetime.combine(day, typed)

    made = starts(day, typed, here)

    shown = made.astimezone(here).replace(tzinfo=None, fold=0)
    # Later only where no clock of that place ever showed the time; never earlier.
    assert shown >= wall
    if shown == wall:
        assert (made - SOON).astimezone(here) < made.astimezone(here)
        earlier = made - timedelta(seconds=1)
        assert earlier.astimezone(here).replace(tzinfo=None, fold=0) != wall
    else:
        just_before = (made - timedelta(seconds=1)).astimezone(here)
        assert just_before.replace(tzinfo=None, fold=0) < wall
    # An hour before is an hour by every clock, whatever the clocks do in between.
    assert remind_at(made, made - DAY) == made - HOUR


@unhurried
@given(st.integers(-60, 60 * 24 * 9))
def test_a_reminder_is_due_an_hour_before_and_never_when_it_is_too_late(minutes):
    begins = NOW + timedelta(minutes=minutes)

    due = remind_at(begins, NOW)

    if begins - NOW < TOO_LATE:
        assert due is None
        assert not still_reminds(begins, NOW)
    else:
        assert due == max(begins - SOON, NOW)
        assert still_reminds(begins, due)


@unhurried
@given(st.integers(1, 60 * 24 * 20), st.integers(1, 168))
def test_the_rule_looks_at_the_hour_from_which_it_holds_and_no_more_than_once_a_day_before(
    minutes, hours
):
    begins = NOW + timedelta(minutes=minutes)
    looks, at = [], NOW
    while at < begins:
        at = looked_at(begins, hours, at)
        looks.append(at)

    assert looks == sorted(set(looks))
    assert looks[-1] == begins
    assert min(looks) >= min(begins, max(begins - WATCHED, NOW))
    if begins - timedelta(hours=hours) > NOW:
        assert begins - timedelta(hours=hours) in looks
    assert len(looks) <= 11


def test_a_request_is_an_answer_until_it_is_answered():
    soon = NOW + 20 * HOUR

    def holds(confirmed_at, requested_at):
        found = meetings([(soon, confirmed_at, requested_at)])
        return unconfirmed_appointment(found, NOW, BERLIN) is not None

    assert holds(None, None)
    assert not holds(NOW, None)
    assert not holds(None, NOW)


def test_the_eve_is_the_day_before_by_the_clients_own_clock_while_that_is_to_come():
    begins = datetime(2026, 11, 6, 15, tzinfo=UTC)
    auckland = ZoneInfo("Pacific/Auckland")

    assert eve(begins, "19:30", BERLIN, NOW) == datetime(2026, 11, 5, 18, 30, tzinfo=UTC)
    found = eve(begins, "19:30", auckland, NOW)
    assert local_date(found, auckland) == date(2026, 11, 6)
    assert eve(begins, "19:30", BERLIN, begins - HOUR) is None


@pytest.mark.parametrize(
    ("planned", "allowed"),
    [
        (Planned(NOW + HOUR), True),
        (Planned(NOW), False),
        (Planned(NOW + LATEST), True),
        (Planned(NOW + LATEST + HOUR), False),
        (Planned(NOW + HOUR, SHORTEST - 1), False),
        (Planned(NOW + HOUR, LONGEST + 1), False),
        (Planned(NOW + HOUR, place="x" * (PLACE_LIMIT + 1)), False),
    ],
)
def test_what_is_over_or_a_slip_of_the_finger_is_not_planned(planned, allowed):
    assert is_allowed(planned, NOW) is allowed
