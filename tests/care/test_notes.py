"""A note is known by its digest, answered within whole days, and read in pages."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from care.notes import (
    PAGE_UNITS,
    TEXT_LIMIT,
    after_pause,
    digest,
    fits,
    last_day,
    pages,
    tidied,
    too_late_at,
)
from care.units import utf16_length

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 10, 20, 9, 30, tzinfo=UTC)
TEXTS = st.text(st.characters(), max_size=400)


@given(TEXTS, TEXTS)
def test_two_texts_have_one_digest_only_if_they_are_the_same(one, other):
    assert (digest(one) == digest(other)) == (one == other)
    assert digest(one + "x") != digest(one)


@given(TEXTS)
def test_a_text_is_tidied_once(text):
    kept = tidied(text)

    assert tidied(kept) == kept
    assert "\r" not in kept
    assert kept.split() == text.split()


def test_lines_of_a_form_end_as_lines_that_were_typed_elsewhere():
    assert tidied("\r\na \r\n\r\n  b\rc\n") == "a\n\n  b\nc"


@given(st.lists(st.sampled_from(["word", "🌱" * 40, "\n", " ", "x" * 900]), max_size=60))
def test_pages_hold_all_of_a_text_and_each_fits(parts):
    text = tidied("".join(parts))

    found = pages(text)

    assert all(utf16_length(each) <= PAGE_UNITS for each in found)
    assert "".join("".join(found).split()) == "".join(text.split())


def test_a_page_ends_with_a_line_where_there_is_one():
    first, second = "a b " * 500, "c d " * 500

    assert pages(f"{first}\n\n{second}") == (first.rstrip(), second)


def test_a_text_is_measured_as_messengers_count():
    assert fits("🌱" * (TEXT_LIMIT // 2))
    assert not fits("🌱" * (TEXT_LIMIT // 2) + "x")


def test_an_answer_counts_until_the_end_of_the_last_day_across_a_change_of_the_clock():
    at = too_late_at(NOW, 14, BERLIN, None)

    assert at.astimezone(BERLIN) == datetime(2026, 11, 4, tzinfo=BERLIN)
    assert last_day(at, BERLIN) == date(2026, 11, 3)


def test_a_week_is_left_after_a_pause():
    ends = NOW + timedelta(days=10)

    at = too_late_at(NOW, 7, BERLIN, ends)

    assert at == after_pause(ends, BERLIN)
    assert last_day(at, BERLIN) == date(2026, 11, 6)
    assert too_late_at(NOW, 30, BERLIN, ends) == too_late_at(NOW, 30, BERLIN, None)
