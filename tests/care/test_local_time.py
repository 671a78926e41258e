"""Wall clocks: every instant, working hour and quiet hour holds across changes of clocks."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from care.local_time import (
    Hours,
    HoursNotUnderstood,
    QuietHours,
    Span,
    UnknownZone,
    exists,
    instant,
    local_date,
    zone,
)

BERLIN = ZoneInfo("Europe/Berlin")
HAVANA = ZoneInfo("America/Havana")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")
TROLL = ZoneInfo("Antarctica/Troll")
APIA = ZoneInfo("Pacific/Apia")

EPOCH = datetime(1970, 1, 3, tzinfo=UTC)
OFFICE = Hours.parse("mon-fri 09:00-17:00, sat 10:00-12:00")

zones = st.sampled_from(sorted(available_timezones() - {"localtime"})).map(ZoneInfo)
days = st.dates(date(1970, 1, 3), date(2037, 12, 1))
times = st.times().map(lambda at: at.replace(microsecond=0))
instants = st.integers(0, 68 * 365 * 86400).map(lambda second: EPOCH + timedelta(seconds=second))
spans = st.lists(times, min_size=2, max_size=6, unique=True).map(
    lambda found: tuple(
        Span(opens.replace(second=0), closes.replace(second=0))
        for opens, closes in zip(sorted(found)[::2], sorted(found)[1::2], strict=False)
        if opens.replace(second=0) < closes.replace(second=0)
    )
)
unhurried = settings(deadline=None, max_examples=100)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


def wall(now: datetime, where: ZoneInfo) -> datetime:
    return now.astimezone(where).replace(tzinfo=None, fold=0)


def test_a_zone_is_found_by_its_name():
    assert zone("Europe/Berlin").key == "Europe/Berlin"


@pytest.mark.parametrize(
    "name", ["", "Berlin", "europe/berlin", "America", "right/Europe/Berlin", "../../etc/passwd"]
)
def test_what_is_no_zone_is_refused_in_a_plain_sentence(name):
    with pytest.raises(UnknownZone, match="There is no time zone called"):
        zone(name)


def test_the_local_date_is_the_one_on_the_wall():
    late = utc(2026, 11, 18, 23, 30)

    assert local_date(late, BERLIN) == date(2026, 11, 19)
    assert local_date(late, ZoneInfo("America/New_York")) == date(2026, 11, 18)


@pytest.mark.parametrize(
    ("where", "day", "at", "expected"),
    [
        pytest.param(BERLIN, (2026, 11, 18), time(8, 30), (2026, 11, 18, 7, 30), id="ordinary"),
        pytest.param(BERLIN, (2026, 3, 29), time(2, 30), (2026, 3, 29, 1), id="gap"),
        pytest.param(BERLIN, (2026, 3, 29), time(3), (2026, 3, 29, 1), id="end of a gap"),
        pytest.param(BERLIN, (2026, 10, 25), time(2, 30), (2026, 10, 25, 0, 30), id="fold"),
        pytest.param(HAVANA, (2026, 3, 8), time(0), (2026, 3, 8, 5), id="gap at midnight"),
        pytest.param(HAVANA, (2026, 11, 1), time(0, 30), (2026, 11, 1, 4, 30), id="midnight fold"),
        pytest.param(
            LORD_HOWE, (2026, 10, 4), time(2, 15), (2026, 10, 3, 15, 30), id="half an hour"
        ),
        pytest.param(LORD_HOWE, (2026, 4, 5), time(1, 45), (2026, 4, 4, 14, 45), id="half fold"),
        pytest.param(TROLL, (2026, 3, 29), time(2, 30), (2026, 3, 29, 1), id="two hours"),
        pytest.param(APIA, (2011, 12, 30), time(9), (2011, 12, 30, 10), id="no such day"),
        pytest.param(APIA, (2011, 12, 31), time(9), (2011, 12, 30, 19), id="the day after"),
    ],
)
def test_a_gap_ends_in_its_first_instant_and_a_fold_means_its_first(where, day, at, expected):
    assert instant(date(*day), at, where) == utc(*expected)


def test_an_instant_is_in_utc():
    assert instant(date(2026, 11, 18), time(9), BERLIN).tzinfo is UTC


@unhurried
@given(days, times, zones)
@example(date(2011, 12, 30), time(12), APIA)
@example(date(1993, 8, 21), time(12), ZoneInfo("Pacific/Kwajalein"))
@example(date(2018, 10, 28), time(0, 30), ZoneInfo("Atlantic/Azores"))
def test_an_instant_is_the_first_at_which_clocks_have_reached_the_time(day, at, where):
    asked = datetime.combine(day, at)

    found = instant(day, at, where)

    assert wall(found, where) >= asked
    earlier = (found - timedelta(minutes=10 * step) for step in range(1, 200))
    assert wall(found - timedelta(seconds=1), where) < asked
    assert all(wall(before, where) < asked for before in earlier)


@unhurried
@given(st.tuples(days, times), st.tuples(days, times), zones)
def test_instants_come_in_the_order_of_the_wall_clock(one, other, where):
    first, second = sorted([one, other])

    assert instant(*first, where) <= instant(*second, where)


def test_a_day_that_the_clocks_skip_does_not_exist():
    assert not exists(date(2011, 12, 30), APIA)
    assert exists(date(2011, 12, 31), APIA)
    assert exists(date(2026, 3, 8), HAVANA)


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("mon-fri 09:00-17:00, sat 10:00-12:00", "mon-fri 09:00-17:00, sat 10:00-12:00"),
        ("Monday 9-12 13-17", "mon 09:00-12:00 13:00-17:00"),
        ("fri-mon 8:30 - 12", "mon fri-sun 08:30-12:00"),
        ("mon wed fri 9-12, wed 11-14", "mon fri 09:00-12:00, wed 09:00-14:00"),
        ("tue 9-12, tue 12-17", "tue 09:00-17:00"),
        ("mon\u2013sun 0\u201324", "mon-sun 00:00-24:00"),
        ("sun 22-24, sun 23-24", "sun 22:00-24:00"),
        (" never ", "never"),
    ],
)
def test_hours_are_read_as_people_write_them_and_written_in_one_way(written, plain):
    hours = Hours.parse(written)

    assert hours.text == plain
    assert Hours.parse(plain) == hours


@pytest.mark.parametrize(
    "text",
    [
        "",
        "mon-fri",
        "09:00-17:00",
        "mon 17:00-09:00",
        "mon 09:00-09:00",
        "mon 25-26",
        "mon 9:60-10",
        "mon 23-24:30",
        "funday 9-17",
        "mon-wed-fri 9-17",
        "mon 9-17 tue 9-17",
        "9-17 mon",
        "mon 9-17,",
        "mon 9 to 17",
        "- 9-17",
        "mon, ,",
        "mon \u0669-17",
    ],
)
def test_hours_that_are_not_understood_are_refused_and_never_guessed(text):
    with pytest.raises(HoursNotUnderstood):
        Hours.parse(text)


def test_a_night_is_refused_with_the_way_to_write_it():
    with pytest.raises(HoursNotUnderstood, match="fri 22:00-24:00, sat 00:00-06:00"):
        Hours.parse("fri 22:00-06:00")


@unhurried
@given(st.tuples(*[spans] * 7))
def test_any_hours_come_back_from_their_text(week):
    hours = Hours.parse(Hours(week).text)

    assert Hours.parse(hours.text) == hours
    for day in (date(2026, 11, 16) + timedelta(days=step) for step in range(7)):
        for opens, closes in Hours(week).on(day, BERLIN):
            assert hours.covers(opens, BERLIN)
            assert hours.covers(closes - timedelta(seconds=1), BERLIN)


def test_open_is_from_the_opening_until_just_before_the_closing():
    assert not OFFICE.covers(utc(2026, 11, 18, 7, 59, 59), BERLIN)
    assert OFFICE.covers(utc(2026, 11, 18, 8), BERLIN)
    assert OFFICE.covers(utc(2026, 11, 18, 15, 59, 59), BERLIN)
    assert not OFFICE.covers(utc(2026, 11, 18, 16), BERLIN)
    assert not OFFICE.covers(utc(2026, 11, 22, 10), BERLIN)


def test_next_open_is_now_while_it_is_open():
    now = utc(2026, 11, 18, 12)

    assert OFFICE.next_open(now, BERLIN) == now


def test_after_saturday_noon_it_opens_on_monday():
    assert OFFICE.next_open(utc(2026, 11, 21, 11), BERLIN) == utc(2026, 11, 23, 8)


def test_hours_that_never_open_have_no_next_opening():
    assert Hours().next_open(utc(2026, 11, 18), BERLIN) is None


def test_an_opening_that_the_clocks_skip_is_left_out():
    sundays = Hours.parse("sun 02:15-02:45")

    assert sundays.next_open(utc(2026, 3, 28), BERLIN) == utc(2026, 4, 5, 0, 15)


def test_hours_all_round_the_clock_never_close():
    always = Hours.parse("mon-sun 0-24")
    start = utc(2026, 10, 24)

    assert all(
        always.covers(start + timedelta(minutes=step), HAVANA) for step in range(0, 20000, 7)
    )


@unhurried
@given(instants, zones, st.tuples(*[spans] * 7))
def test_the_next_opening_is_open_and_nothing_before_it_is(now, where, week):
    hours = Hours.parse(Hours(week).text)

    opens = hours.next_open(now, where)

    if opens is None:
        assert hours == Hours() or not any(
            list(hours.on(local_date(now, where) + timedelta(days=step), where))
            for step in range(14)
        )
        return
    assert opens >= now
    assert hours.covers(opens, where)
    between = (now + part * (opens - now) / 20 for part in range(20))
    assert opens == now or not any(hours.covers(each, where) for each in between)


def test_quiet_hours_end_in_the_morning():
    quiet = QuietHours()

    assert quiet.after(utc(2026, 11, 18, 20), BERLIN) == utc(2026, 11, 19, 7)
    assert quiet.after(utc(2026, 11, 19, 2), BERLIN) == utc(2026, 11, 19, 7)


def test_by_day_nothing_waits():
    for now in (utc(2026, 11, 18, 7), utc(2026, 11, 18, 19, 59, 59)):
        assert QuietHours().after(now, BERLIN) == now


def test_quiet_hours_may_lie_within_one_day():
    nap = QuietHours(time(13), time(15))

    assert nap.after(utc(2026, 11, 18, 12, 30), BERLIN) == utc(2026, 11, 18, 14)
    assert nap.after(utc(2026, 11, 18, 22), BERLIN) == utc(2026, 11, 18, 22)


@unhurried
@given(instants, zones)
def test_equal_ends_mean_no_quiet_hours(now, where):
    assert QuietHours(time(8), time(8)).after(now, where) == now


@unhurried
@given(instants, zones, times, times)
def test_what_has_waited_does_not_wait_again(now, where, begins, ends):
    quiet = QuietHours(begins, ends)

    told = quiet.after(now, where)

    assert told >= now
    assert quiet.after(told, where) == told
