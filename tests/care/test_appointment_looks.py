"""The rule about unconfirmed appointments in a back-test: found when it would have been told."""

from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from care.appointment_looks import Waited, looks
from care.backtest import alerts_of
from care.people import ClientId
from care.rule_settings import DEFAULTS, parse, with_settings
from care.rules import Rule

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = datetime(2026, 11, 2, 9, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ANA = ClientId(UUID(int=1))


def alarms(*waited, hours=24):
    rules = with_settings(DEFAULTS, [parse(f"unconfirmed-appointment.hours={hours}")])
    seen = looks(waited, MONDAY + 60 * DAY, BERLIN, hours)
    found = alerts_of(ANA, seen, rules)
    return [each.at for each in found if each.rule is Rule.UNCONFIRMED_APPOINTMENT]


def test_it_is_found_at_the_very_hour_that_is_set():
    friday = MONDAY + 4 * DAY

    assert alarms(Waited(friday, MONDAY)) == [friday - DAY]
    assert alarms(Waited(friday, MONDAY), hours=30) == [friday - 30 * HOUR]


def test_an_answer_before_that_hour_and_a_time_that_is_near_anyway_tell_nothing():
    friday = MONDAY + 4 * DAY

    assert alarms(Waited(friday, MONDAY, friday - 25 * HOUR)) == []
    assert alarms(Waited(MONDAY + 20 * HOUR, MONDAY)) == []


def test_the_beginning_ends_it_and_the_next_one_waits_for_the_end_of_the_rest():
    friday = MONDAY + 4 * DAY
    soon, later = friday + 5 * DAY, friday + 9 * DAY

    found = alarms(Waited(friday, MONDAY), Waited(soon, MONDAY), Waited(later, MONDAY))

    assert found == [friday - DAY, later - DAY]
