"""The journal's days: what is usual, when silence is looked at, and which days of it count."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from care.absence_rules import no_journal, usual_gap
from care.backtest import JournalLooked, alerts_of
from care.journal import Part, Prompt, after, dump, first_looked_at, load, opening, rested
from care.pause import Pause
from care.people import ClientId
from care.rule_settings import DEFAULTS
from care.rules import Rule

BERLIN = ZoneInfo("Europe/Berlin")
TODAY = date(2026, 3, 20)
NOW = datetime(2026, 3, 20, 12, tzinfo=UTC)
ANA = ClientId(UUID(int=1))


def days(*ago):
    return [TODAY - timedelta(days=each) for each in ago]


def test_what_is_usual_wants_three_days_within_ninety():
    assert usual_gap(days(9, 6)) is None
    assert usual_gap(days(9, 9, 6, 3)) == 3
    assert usual_gap(days(200, 9, 6, 3)) == 3
    assert usual_gap(days(93, 6, 3)) is None
    assert usual_gap(days(92, 6, 3)) == 44.5


def test_days_of_a_pause_are_not_counted_as_silence():
    assert no_journal(days(12, 10, 8), TODAY).facts["gap"] == 8
    assert no_journal(days(12, 10, 8), TODAY, resting=3) is None
    pauses = [Pause(NOW - timedelta(days=5), NOW - timedelta(days=2))]
    assert rested(pauses, BERLIN, *days(8, 0)) == 3
    assert rested(pauses, BERLIN, *days(0, 0)) == 0


def test_silence_is_first_looked_at_on_the_first_day_that_can_be_too_long():
    assert first_looked_at(days(4, 2), BERLIN) is None
    at = first_looked_at(days(6, 4, 2), BERLIN)
    assert at.astimezone(BERLIN) == datetime(2026, 3, 23, tzinfo=BERLIN)


def test_a_silence_is_told_once_and_an_entry_only_ends_it():
    written, entry = tuple(sorted(days(12, 10, 8))), UUID(int=7)

    def look(ahead, found, row=None):
        at = NOW + timedelta(days=ahead)
        return JournalLooked(at, at.date(), found, 0, row)

    heard = [look(0, written, entry), look(1, written, entry), look(2, (*written, TODAY))]

    [told] = alerts_of(ANA, heard, DEFAULTS)

    assert (told.rule, told.at) == (Rule.NO_JOURNAL, NOW)
    assert alerts_of(ANA, [look(2, written)], DEFAULTS) == ()


def test_parts_are_written_out_and_read_back_and_begin_in_one_line():
    parts = (Part(Prompt.HAPPENED, "A\nb  c"), Part(Prompt.FREE, "d" * 50))

    assert load(dump(parts)) == parts
    assert opening(parts, 10) == "A b c ddd…"
    assert opening(parts[:1], 10) == "A b c"
    assert [after(each) for each in (Prompt.HAPPENED, Prompt.HELPED)] == [Prompt.FELT, None]
