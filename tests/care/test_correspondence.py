"""Messages: how working hours pass, how the conversation is paged, and what a back-test finds."""

from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from care.backtest import alerts_of
from care.correspondence import TEXT_LIMIT, Written, fits, pages, worked_at
from care.local_time import Hours
from care.message_looks import looks
from care.people import ClientId
from care.rule_settings import DEFAULTS, parse, with_settings
from care.rules import Rule

BERLIN = ZoneInfo("Europe/Berlin")
HOURS = Hours.parse("mon-fri 09:00-12:00 13:00-17:00")
FRIDAY = datetime(2026, 11, 6, 15, tzinfo=UTC)  # 16:00 in Berlin
ANA = ClientId(UUID(int=1))


def test_only_working_hours_count_and_a_weekend_counts_for_nothing():
    assert worked_at(FRIDAY, 1, BERLIN, HOURS) == FRIDAY + timedelta(hours=1)
    assert worked_at(FRIDAY, 8, BERLIN, HOURS) == datetime(2026, 11, 9, 16, tzinfo=UTC)
    assert worked_at(FRIDAY, 8, BERLIN, Hours.parse("never")) is None


def test_small_pictures_count_twice_as_messengers_count_them():
    assert fits("😀" * (TEXT_LIMIT // 2))
    assert not fits("😀" * (TEXT_LIMIT // 2) + "x")


def test_a_page_holds_what_fits_and_no_message_is_lost_between_pages():
    written = [Written(None, "x" * size, FRIDAY) for size in (1000, 2000, 1, 1500, 1600, 9)]

    found = pages(written)

    assert [len(each) for each in found] == [2, 2, 2]
    assert [one for page in found for one in page] == written
    assert pages(()) == ((),)


def alarms(waited, now, *typed):
    rules = with_settings(DEFAULTS, [parse(each) for each in typed])
    seen = looks(waited, now, BERLIN, HOURS)
    return [each.at for each in alerts_of(ANA, seen, rules) if each.rule is Rule.UNANSWERED_MESSAGE]


def test_a_back_test_alarms_when_the_hours_have_passed_that_are_set():
    now = FRIDAY + timedelta(days=10)
    monday = datetime(2026, 11, 9, 9, tzinfo=UTC)

    assert alarms([(FRIDAY, None)], now) == [datetime(2026, 11, 9, 16, tzinfo=UTC)]
    assert alarms([(FRIDAY, None)], now, "unanswered-message.hours=1") == [
        FRIDAY + timedelta(hours=1)
    ]
    assert alarms([(FRIDAY, monday)], now) == []
    assert alarms([(FRIDAY, None)], now, "unanswered-message=off") == []


def test_an_answer_ends_the_alert_and_the_cool_down_begins():
    now = FRIDAY + timedelta(days=30)
    answered = datetime(2026, 11, 10, 9, tzinfo=UTC)
    soon, late = answered + timedelta(days=1), answered + timedelta(days=8)

    found = alarms([(FRIDAY, answered), (soon, soon + timedelta(days=3)), (late, None)], now)

    assert len(found) == 2
    assert found[1] > late


def test_a_message_that_waits_for_weeks_is_followed_until_the_cool_down_is_over():
    answered = FRIDAY + timedelta(days=4)
    waited = [(FRIDAY, answered), (answered + timedelta(hours=1), None)]
    now = FRIDAY + timedelta(days=60)

    first, second = alarms(waited, now, "unanswered-message.cool-down=30")

    # The second one waits for more than 80 working hours before the rule may tell again.
    assert first < answered
    assert timedelta(days=30) <= second - answered < timedelta(days=34)
