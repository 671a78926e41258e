"""A rule that is tried with other numbers: what it would have told, beside what it tells now."""

import pytest

from care import backtest
from care.rule_settings import parse
from care.rules import Rule
from conversations.rules_showing import NONE, RuleTested, tried
from conversations.wording import languages, wording

NOTHING = backtest.Tested(3, 60, NONE, {})


def said(rule, setting, locale="en"):
    shown = tried(RuleTested(None, "", rule, NOTHING, NOTHING, (parse(setting),)), wording(locale))
    return [line.text for line in shown.lines]


def test_a_rule_about_answers_stands_beside_itself():
    assert "As proposed: nothing" in said(Rule.DECLINING_MOOD, "declining-mood.falls=4")


@pytest.mark.parametrize("locale", languages())
def test_a_rule_about_homework_stands_beside_itself_as_well(locale):
    lines = said(Rule.HOMEWORK_OVERDUE, "homework-overdue.days=5", locale)

    assert any(wording(locale).say("rules-tried-then") in line for line in lines)
