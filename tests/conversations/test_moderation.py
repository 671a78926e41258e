"""What is taken out of a group and what passes; words that cannot wait."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.moderation import (
    HIDDEN_LINK,
    SHARED_CONTACT,
    Crisis,
    Finding,
    crisis,
    findings,
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("call me on 0171 234 5678", Finding.PHONE),
        ("+49 (0)30/1234567", Finding.PHONE),
        ("06.12.34.56.78", Finding.PHONE),
        ("٠١٧١٢٣٤٥٦٧٨", Finding.PHONE),
        ("０１７１２３４５６７８", Finding.PHONE),
        ("six one two three four five nine eight", Finding.PHONE),
        ("0\u200b171\u200b2345678", Finding.PHONE),
        ("ana@example.org", Finding.EMAIL),
        ("ana (at) example (dot) org", Finding.EMAIL),
        ("ana arroba ejemplo punto es", Finding.EMAIL),
        ("https://example.org/x", Finding.LINK),
        ("h t t p : //example", Finding.LINK),
        ("hxxps://example", Finding.LINK),
        ("look at example.com", Finding.LINK),
        ("t.me/+abcdef", Finding.LINK),
        ("t . me / abc", Finding.LINK),
        ("www.example.es", Finding.LINK),
        ("write to @somebody", Finding.MENTION),
    ],
)
def test_ways_out_of_the_group_are_found(text, found):
    assert found in findings(text)


@pytest.mark.parametrize(
    "text",
    [
        "on 20.11.2026 at 10.30, or 2026-11-20 10:30",
        "from 10.30-11.30 on 3/4/2026",
        "my score is 7/10, before it was 12/27",
        "PHQ 12, 10, 9, 7, 5",
        "I breathe 1 2 3 4 5 6 7 8 9 10",
        "10 9 8 7 6 5 4 3 2 1",
        "it was bad in 2019-2024",
        "that cost 1.000.000",
        "one of three or four",
        "Estuvo bueno.es verdad",
        "I told you.It helped me a lot",
        "e.g. a walk",
        "at home it is fine",
    ],
)
def test_dates_scores_and_counting_pass(text):
    assert findings(text) == ()


def test_who_is_inside_may_be_mentioned():
    assert findings("thank you @Bea_Berlin", insiders={"bea_berlin"}) == ()
    assert findings("thank you @Bea_Berlin") == (Finding.MENTION,)


def test_what_the_platform_marks_counts_without_any_text():
    assert findings("", {SHARED_CONTACT}) == (Finding.PHONE,)
    assert findings("here", {HIDDEN_LINK}) == (Finding.LINK,)


@given(st.text())
def test_no_text_breaks_it(text):
    findings(text)
    crisis(text)


@given(
    st.text("0123456789", min_size=8, max_size=12).filter(lambda each: each[0] != "0"),
    st.sampled_from(["", " ", "-"]),
)
def test_a_number_in_pairs_is_found_however_it_is_parted(digits, gap):
    parted = gap.join(digits[start : start + 3] for start in range(0, len(digits), 3))

    found = findings(f"+{parted}")

    assert found == (Finding.PHONE,)


@pytest.mark.parametrize(
    "text",
    [
        "I want to die",
        "sometimes I think of suicide",
        "I can’t go on",
        "quiero morirme",
        "No puedo más",
        "quiero hacerme daño",
        "my friend left and I want to kill myself",
    ],
)
def test_words_about_oneself_cannot_wait(text):
    assert crisis(text) is Crisis.SELF


@pytest.mark.parametrize(
    "text",
    [
        "I would never kill myself",
        "my uncle died by suicide",
        "nunca pensé en el suicidio",
        "la película trata del suicidio",
    ],
)
def test_denied_or_about_another_is_told_as_unsure_and_never_hidden(text):
    assert crisis(text) is Crisis.UNSURE


def test_ordinary_words_are_left_alone():
    assert crisis("I was dying to see you; the deadline kills me") is None
