"""When an alert is told, and when the therapist next reads."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from care.alert_times import next_digest, next_read, tell_at
from care.alerts import Urgency
from care.local_time import Hours, local_date

BERLIN = ZoneInfo("Europe/Berlin")
OFFICE = Hours.parse("mon-fri 09:00-12:00 13:00-17:00")
CLOSED = Hours.parse("never")

WEDNESDAY_AT_SIX = datetime(2026, 11, 18, 5, tzinfo=UTC)
WEDNESDAY_AT_TEN = datetime(2026, 11, 18, 9, tzinfo=UTC)
WEDNESDAY_AT_NOON = datetime(2026, 11, 18, 11, 30, tzinfo=UTC)
WEDNESDAY_AT_ONE = datetime(2026, 11, 18, 12, tzinfo=UTC)
WEDNESDAY_AT_TEN_PM = datetime(2026, 11, 18, 21, tzinfo=UTC)
WEDNESDAY_OPENS = datetime(2026, 11, 18, 8, tzinfo=UTC)
THURSDAY_OPENS = datetime(2026, 11, 19, 8, tzinfo=UTC)
FRIDAY_AT_SIX_PM = datetime(2026, 11, 20, 17, tzinfo=UTC)
MONDAY_OPENS = datetime(2026, 11, 23, 8, tzinfo=UTC)

moments = st.integers(0, 2 * 365 * 24 * 60).map(
    lambda minute: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)
)


def test_what_cannot_wait_is_told_at_any_hour():
    assert tell_at(Urgency.NOW, WEDNESDAY_AT_TEN_PM, BERLIN, OFFICE) == WEDNESDAY_AT_TEN_PM
    assert tell_at(Urgency.NOW, WEDNESDAY_AT_TEN_PM, BERLIN, CLOSED) == WEDNESDAY_AT_TEN_PM


def test_what_matters_today_is_told_at_once_in_working_hours():
    assert tell_at(Urgency.TODAY, WEDNESDAY_AT_TEN, BERLIN, OFFICE) == WEDNESDAY_AT_TEN


def test_what_matters_today_waits_for_the_next_opening():
    assert tell_at(Urgency.TODAY, WEDNESDAY_AT_NOON, BERLIN, OFFICE) == WEDNESDAY_AT_ONE
    assert tell_at(Urgency.TODAY, WEDNESDAY_AT_TEN_PM, BERLIN, OFFICE) == THURSDAY_OPENS
    assert tell_at(Urgency.TODAY, FRIDAY_AT_SIX_PM, BERLIN, OFFICE) == MONDAY_OPENS


def test_the_digest_comes_with_the_first_opening_of_a_day():
    assert tell_at(Urgency.DIGEST, WEDNESDAY_AT_SIX, BERLIN, OFFICE) == WEDNESDAY_OPENS
    assert tell_at(Urgency.DIGEST, WEDNESDAY_AT_TEN, BERLIN, OFFICE) == THURSDAY_OPENS
    assert tell_at(Urgency.DIGEST, FRIDAY_AT_SIX_PM, BERLIN, OFFICE) == MONDAY_OPENS


def test_the_opening_after_lunch_brings_no_second_digest():
    assert tell_at(Urgency.DIGEST, WEDNESDAY_AT_NOON, BERLIN, OFFICE) == THURSDAY_OPENS


def test_what_is_found_at_the_very_opening_waits_for_the_next_digest():
    assert tell_at(Urgency.DIGEST, WEDNESDAY_OPENS, BERLIN, OFFICE) == THURSDAY_OPENS


def test_a_practice_that_never_opens_is_told_at_once_rather_than_never():
    assert tell_at(Urgency.TODAY, WEDNESDAY_AT_TEN, BERLIN, CLOSED) == WEDNESDAY_AT_TEN
    assert tell_at(Urgency.DIGEST, WEDNESDAY_AT_TEN, BERLIN, CLOSED) == WEDNESDAY_AT_TEN


def test_a_therapist_next_reads_now_or_when_the_practice_opens():
    assert next_read(WEDNESDAY_AT_TEN, BERLIN, OFFICE) == WEDNESDAY_AT_TEN
    assert next_read(FRIDAY_AT_SIX_PM, BERLIN, OFFICE) == MONDAY_OPENS


def test_nobody_reads_where_the_practice_never_opens():
    assert next_read(WEDNESDAY_AT_TEN, BERLIN, CLOSED) is None


@settings(deadline=None)
@given(moments, st.sampled_from(Urgency))
def test_nothing_is_told_before_it_is_found_nor_outside_its_hours(now, urgency):
    told = tell_at(urgency, now, BERLIN, OFFICE)

    assert now <= told <= now + timedelta(days=4)
    assert urgency in (Urgency.NOW, Urgency.HOME) or OFFICE.covers(told, BERLIN)


@settings(deadline=None)
@given(moments)
def test_there_is_one_digest_a_day(now):
    digest = next_digest(now, BERLIN, OFFICE)
    following = next_digest(digest, BERLIN, OFFICE)

    assert now < digest < following
    assert local_date(digest, BERLIN) < local_date(following, BERLIN)
