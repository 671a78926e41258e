"""Micro-support: every concern comes with something kind to say."""

import re

import pytest

from care.rules import Rule
from care.support import WITH_TEXTS, all_keys, suggestions


def test_a_declining_mood_has_three_texts_to_choose_from():
    assert suggestions("declining-mood") == (
        "support-declining-mood-1",
        "support-declining-mood-2",
        "support-declining-mood-3",
    )


@pytest.mark.parametrize("rule", WITH_TEXTS)
def test_every_rule_has_three_texts_of_its_own(rule):
    assert len(set(suggestions(rule))) == 3
    assert all(rule.value in key for key in suggestions(rule))


def test_a_rule_nobody_wrote_for_has_the_generic_texts():
    assert suggestions("a-rule-of-next-year") == (
        "support-generic-1",
        "support-generic-2",
        "support-generic-3",
    )


def test_all_keys_are_all_that_can_be_suggested():
    suggested = {key for rule in (*Rule, "a-rule-of-next-year") for key in suggestions(rule)}

    assert set(all_keys()) == suggested
    assert len(all_keys()) == len(suggested)


def test_keys_are_plain_names():
    assert all(re.fullmatch(r"support-[a-z-]+-[123]", key) for key in all_keys())
