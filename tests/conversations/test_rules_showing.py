"""A rule that is tried with other numbers: what it would have told, beside what it tells now."""

from dataclasses import replace
from datetime import date

import pytest

from care import backtest
from care.rule_settings import parse
from care.rules import Rule
from conversations import style_showing
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


def test_the_days_are_told_newest_first_and_how_many_more_there_are():
    days = tuple((date(2026, 3, each), 1 + (each == 30)) for each in range(20, 31))
    count = replace(NONE, alerts=12, clients=3, days_apart=2.5, days=days)

    english, spanish = (
        style_showing.tested_line("Now", count, wording(each)) for each in ("en", "es")
    )
    few = style_showing.tested_line("Now", replace(count, days=days[:2]), wording("en"))

    assert english == (
        "Now: 12 alerts, about 3 clients. For one client, usually 2.5 days apart. "
        "On Mon 30 Mar (2), Sun 29 Mar, Sat 28 Mar, Fri 27 Mar, Thu 26 Mar, Wed 25 Mar, "
        "Tue 24 Mar, and on 4 days before"
    )
    assert few.endswith("On Sat 21 Mar, Fri 20 Mar")
    assert spanish.endswith("y 4 días antes")
