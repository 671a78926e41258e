"""What of a text can be seen, and where it is cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.units import cut_at_a_word, cut_to_units, is_seen, is_shown_as_written, utf16_length


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\x00", "\x1b", "\u2028", "\ud800"])
def test_a_sign_that_hides_or_turns_a_line_is_noticed(sign: str) -> None:
    assert not is_shown_as_written(f"slow {sign}breathing")


@pytest.mark.parametrize("text", ["Jürgen", "дыхание", "تنفس", "呼吸", "👩‍🌾", "क्‍ष"])
def test_letters_of_every_script_and_joined_pictures_are_shown_as_written(text: str) -> None:
    assert is_shown_as_written(text)


def test_breaks_are_allowed_where_a_text_has_lines() -> None:
    assert is_shown_as_written("one\n\ttwo", breaks="\n\t")
    assert not is_shown_as_written("one\ntwo")


@pytest.mark.parametrize("text", ["", "  ", "\u200b", "\u00a0\u2060", "\ufeff"])
def test_what_has_no_shape_is_not_seen(text: str) -> None:
    assert not is_seen(text)


def test_a_text_is_cut_between_two_words() -> None:
    assert cut_at_a_word("mood fell on four days", 12) == "mood fell…"
    assert cut_at_a_word("mood", 12) == "mood"


@given(st.text(), st.integers(2, 40))
def test_what_is_cut_fits_and_begins_as_it_did(text: str, limit: int) -> None:
    cut = cut_at_a_word(text, limit)
    assert len(cut) <= limit
    assert text.startswith(cut.rstrip("…").rstrip()) or cut == text


def test_small_pictures_count_twice_where_units_are_counted() -> None:
    assert cut_to_units("😀" * 5, 10) == "😀" * 5
    assert cut_to_units("😀" * 6, 10) == f"{'😀' * 4}…"
    assert cut_to_units("mood fell on four days", 12) == "mood fell…"


@given(st.text(), st.integers(4, 40))
def test_what_is_cut_to_units_fits(text: str, limit: int) -> None:
    assert utf16_length(cut_to_units(text, limit)) <= limit
