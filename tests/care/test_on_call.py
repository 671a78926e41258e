"""The rota: weekdays, dates that go before them, the urgent hours, and days in words."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.local_time import Hours, zone
from care.on_call import DaysNotUnderstood, Rota, days, in_words
from care.people import StaffId

MIRA, JONAS = (StaffId(UUID(int=number)) for number in (1, 2))
BERLIN = zone("Europe/Berlin")
URGENT = Hours.parse("mon-sat 08:00-22:00")
MONDAY = date(2026, 11, 2)
ROTA = Rota({0: MIRA, 1: MIRA, 5: JONAS}, {date(2026, 11, 3): JONAS, date(2026, 11, 7): None})


def test_a_date_goes_before_its_weekday():
    assert ROTA.on(MONDAY) == MIRA
    assert ROTA.on(date(2026, 11, 3)) == JONAS
    assert ROTA.on(date(2026, 11, 10)) == MIRA
    assert ROTA.on(date(2026, 11, 7)) is None


@pytest.mark.parametrize(
    ("hour", "who"), [(6, None), (7, MIRA), (20, MIRA), (21, None), (23, None)]
)
def test_outside_the_urgent_hours_nobody_is_on_call(hour, who):
    assert ROTA.at(datetime(2026, 11, 2, hour, tzinfo=UTC), BERLIN, URGENT) == who


def test_a_day_without_urgent_hours_has_no_gap():
    found = ROTA.coming(MONDAY, URGENT, 7)

    assert date(2026, 11, 8) not in found
    assert [day.day for day, who in found.items() if who is None] == [4, 5, 6, 7]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("mon-fri", (0, 1, 2, 3, 4)),
        ("sat, sun", (5, 6)),
        ("Fri-Mon", (4, 5, 6, 0)),
        ("2026-12-24, mon", (date(2026, 12, 24), 0)),
    ],
)
def test_days_are_read_as_people_say_them(said, found):
    assert days(said) == found


@pytest.mark.parametrize("said", ["", "someday", "2026-02-30", "24.12.2026", "mon-tue-wed"])
def test_what_are_no_days_is_refused_with_words(said):
    with pytest.raises(DaysNotUnderstood, match=r"[Ss]ay|write"):
        days(said)


@given(st.dictionaries(st.integers(0, 6), st.sampled_from([MIRA, JONAS])))
def test_a_week_comes_back_from_its_words(week):
    told = {day: who for who, said in in_words(week).items() for day in days(said)}

    assert told == week
