"""What a group's message may not hold, and words that cannot wait."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.moderation import (
    HIDDEN_LINK,
    OUTSIDER,
    SHARED_CONTACT,
    Crisis,
    Finding,
    crisis,
    findings,
)

harmless = st.text(st.characters(categories=("Lu", "Ll", "Zs"), max_codepoint=0x24F), max_size=20)


@given(harmless, st.text("0123456789", min_size=9, max_size=12), st.sampled_from(" -./"))
def test_a_long_number_behind_a_plus_is_found_however_it_is_parted(before, digits, gap):
    parted = gap.join(digits[at : at + 3] for at in range(0, len(digits), 3))

    assert Finding.PHONE in findings(f"{before} +49{gap}{parted}")


@given(harmless, st.from_regex(r"[a-z]{2,8}@[a-z]{2,8}\.(?:com|org|es)", fullmatch=True))
def test_an_address_is_found_in_any_words(before, address):
    assert Finding.EMAIL in findings(f"{before} {address}")


@given(harmless, st.from_regex(r"[a-z][a-z0-9_]{4,15}", fullmatch=True))
def test_a_mention_is_found_unless_it_is_of_somebody_inside(before, name):
    assert Finding.MENTION in findings(f"{before} @{name}")
    assert findings(f"{before} @{name}", insiders={name}) == findings(before)


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_no_text_is_too_strange_to_be_looked_at(text):
    findings(text)
    crisis(text)


@given(st.dates(min_value=date(1900, 1, 1)), st.sampled_from(["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y"]))
def test_a_date_is_no_number_to_call(day, form):
    assert findings(f"I saw my sister on {day.strftime(form)}") == ()


@given(st.times(), st.sampled_from(["%H.%M", "%H:%M"]), st.integers(0, 10))
def test_a_time_of_day_and_a_score_pass(time, form, score):
    assert findings(f"at {time.strftime(form)} I was at {score}/10") == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("my number is 0171 234 5678", Finding.PHONE),
        ("zero one seven one two three four five six", Finding.PHONE),
        ("ana (at) example (dot) org", Finding.EMAIL),
        ("ana arroba ejemplo punto org", Finding.EMAIL),
        ("look at www.example.org", Finding.LINK),
        ("come to t.me/elsewhere", Finding.LINK),
        ("write to @somebody_else", Finding.MENTION),
    ],
)
def test_every_way_out_of_the_group_is_found(text, found):
    assert found in findings(text)


@pytest.mark.parametrize(
    ("mark", "found"),
    [
        (HIDDEN_LINK, Finding.LINK),
        (SHARED_CONTACT, Finding.PHONE),
        (OUTSIDER, Finding.MENTION),
    ],
)
def test_what_the_platform_marks_needs_no_words(mark, found):
    assert findings("", {mark}) == (found,)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("I want to die", Crisis.SELF),
        ("quiero morir", Crisis.SELF),
        ("No quiero vivir", Crisis.SELF),
        ("I never want to die", Crisis.UNSURE),
        ("her friend talks about suicide", Crisis.UNSURE),
        ("I am dying of laughter", None),
        ("I slept badly", None),
    ],
)
def test_a_denial_or_another_person_makes_words_unsure_and_hides_none(text, read):
    assert crisis(text) is read


@given(harmless, st.sampled_from(["I want to die", "quiero morir"]))
def test_crisis_words_are_found_behind_any_others(before, words):
    assert crisis(f"{before} {words}") is not None
