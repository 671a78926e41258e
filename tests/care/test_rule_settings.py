"""Settings of rules: the nearest wins, what does not fit is refused in a sentence."""

from contextlib import suppress
from itertools import product
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.people import ClientId, StaffId
from care.rule_settings import (
    DEFAULTS,
    NotASetting,
    RuleSettings,
    Setting,
    Style,
    parse,
    style,
    with_settings,
)
from care.rulebook import BOOK, LooksAt
from care.rules import Rule

ANA, BEN = ClientId(UUID(int=1)), ClientId(UUID(int=2))
MIRA, JONAS = StaffId(UUID(int=3)), StaffId(UUID(int=4))
FALLS = (Rule.DECLINING_MOOD, "falls")

VALUES = st.none() | st.integers(2, 14)


def test_the_book_holds_every_rule_with_defaults_within_their_bounds():
    assert set(BOOK) == set(Rule)
    for each in BOOK.values():
        for parameter in each.parameters:
            if parameter.is_number:
                assert parameter.lowest <= parameter.default <= parameter.highest
            else:
                assert not parameter.choices or parameter.default in parameter.choices


@given(practice=VALUES, therapist=VALUES, client=VALUES)
def test_the_nearest_setting_wins(practice, therapist, client):
    def held(value):
        return {} if value is None else {FALLS: value}

    settings = RuleSettings(held(practice), {MIRA: held(therapist)}, {ANA: held(client)})

    expected = next((each for each in (client, therapist, practice) if each is not None), 3)
    assert settings.holding_for(MIRA, ANA)[Rule.DECLINING_MOOD]["falls"] == expected
    assert settings.holding_for(JONAS, BEN)[Rule.DECLINING_MOOD]["falls"] == (practice or 3)
    assert settings.holding_for(MIRA, ANA)[Rule.RISING_ANXIETY] == DEFAULTS[Rule.RISING_ANXIETY]


def test_a_setting_is_written_as_people_write_it():
    assert parse("declining-mood.falls=4") == Setting(Rule.DECLINING_MOOD, "falls", 4)
    assert parse(" Declining-Mood = OFF ") == Setting(Rule.DECLINING_MOOD, "state", "off")
    assert parse("below-own-baseline.k=1,5").value == 1.5
    assert parse("score-threshold.instrument=dass21.anxiety").value == "dass21.anxiety"
    assert parse("missed-check-ins.delivery=home").value == "home"
    assert parse("declining-mood.falls=usual").value is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("mood=off", "no rule 'mood'"),
        ("declining-mood", "is not how a rule is set"),
        ("declining-mood.depth=3", "declining-mood.falls=3"),
        ("declining-mood.falls=1", "a whole number from 2 to 14"),
        ("declining-mood.falls=3.5", "a whole number from 2 to 14"),
        ("declining-mood.falls=nan", "a whole number from 2 to 14"),
        ("declining-mood.falls=many", "a whole number from 2 to 14"),
        ("declining-mood=perhaps", "one of: on, off, shadow"),
        ("declining-mood.delivery=now", "one of: today, digest, home"),
        ("score-threshold.instrument=", "the name of a score"),
        ("critical-item=off", "cannot be switched off"),
        ("critical-item=shadow", "cannot be switched off"),
        ("asked-for-therapist.delivery=home", "cannot be switched off"),
    ],
)
def test_what_does_not_fit_is_refused_in_a_sentence(typed, said):
    with pytest.raises(NotASetting, match=said.replace(".", r"\.")):
        parse(typed)


@given(st.text(max_size=40))
def test_nothing_that_is_typed_raises_anything_else(typed):
    with suppress(NotASetting):
        assert parse(typed).rule in BOOK


def test_every_style_sets_every_parameter_and_leaves_nothing_of_another():
    named = {
        (rule, each.name)
        for rule, definition in BOOK.items()
        if definition.looks_at is not LooksAt.ANSWER
        for each in definition.parameters
    }
    for each in Style:
        assert {(one.rule, one.parameter) for one in style(each)} == named
    for first, second in product(Style, repeat=2):
        twice = with_settings(with_settings(DEFAULTS, style(first)), style(second))
        assert twice == with_settings(DEFAULTS, style(second))
    assert with_settings(DEFAULTS, style(Style.BALANCED)) == DEFAULTS


def test_a_setting_taken_back_is_the_default_again():
    once = with_settings(DEFAULTS, [parse("declining-mood.falls=5")])

    assert once[Rule.DECLINING_MOOD]["falls"] == 5
    assert with_settings(once, [parse("declining-mood.falls=usual")]) == DEFAULTS
