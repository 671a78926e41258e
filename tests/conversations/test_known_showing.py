"""A known critical answer in words: what the card says, who may do what, and where the plan is."""

from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from care.alerts import AlertState
from conversations.contents import Line
from conversations.envelopes import Shown
from conversations.flows import known
from conversations.known_showing import KnownFacts, in_short, known_form, on_card, on_record
from conversations.showing import AlertFacts
from conversations.wording import wording

NOW = datetime(2026, 11, 2, 10, tzinfo=UTC)
WORDS = wording("en", "Europe/Berlin")
PLAN = "a call on Friday"
EMPTY = Shown(())


def alert(state=AlertState.TAKEN):
    facts = {"instrument": "phq9", "item": 9, "value": 1, "on": "2026-11-02"}
    return AlertFacts(
        UUID(int=4), "still-water", "critical-item", state, facts, NOW, NOW, 1, urgent=True
    )


def facts(**changes):
    until = datetime(2026, 11, 20, 23, tzinfo=UTC)
    return KnownFacts(UUID(int=5), "phq9", 9, 1, NOW, until, "Mira Winter", PLAN, **changes)


def said(shown):
    return "\n".join(line.text for line in shown.lines)


def labels(shown):
    return [button.label for row in shown.buttons for button in row]


def test_the_card_says_since_when_and_until_when_and_never_the_plan():
    shown = on_card(EMPTY, alert(), facts(), WORDS, plans=True)

    assert "Known since Mon 2 Nov, 11:00, with a plan until Fri 20 Nov, 23:59" in said(shown)
    assert PLAN not in said(shown)
    assert labels(shown) == ["Known, with a plan", "No longer known"]


def test_a_higher_answer_is_said_to_be_passed_on():
    shown = on_card(EMPTY, alert(), facts(covers=False), WORDS, plans=True)

    assert "This one is higher, and is passed on as ever" in said(shown)


def test_what_nobody_has_taken_is_looked_at_first():
    assert labels(on_card(EMPTY, alert(AlertState.OPEN), None, WORDS, plans=True)) == []


def test_whoever_does_not_treat_the_client_reads_it_and_has_no_button():
    shown = on_card(EMPTY, alert(), facts(), WORDS, plans=False)

    assert "Known since" in said(shown)
    assert labels(shown) == []


def test_the_plan_stands_on_the_record_and_in_no_letter():
    assert PLAN in on_record(facts(), WORDS)
    assert in_short(facts()) == Line(
        "alert-known-short", {"until": facts().until - timedelta(minutes=1)}
    )


def test_the_form_names_the_answer_and_the_last_day():
    form = known_form(alert(), 3, NOW.date(), WORDS)

    assert form.about == f"{UUID(int=4)}:3"
    assert "question 9, answered with 1" in form.context[1]
    assert form.fields[1].hint.startswith("Mon 30 Nov at the latest.")


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"plan": "x", "until": "2026-11-30"}, []),
        ({"plan": "x", "until": "2026-12-01"}, ["until"]),
        ({"plan": "x", "until": "2026-11-01"}, ["until"]),
        ({"plan": "x", "until": "soon"}, ["until"]),
        ({"plan": " ", "until": "2026-11-02"}, ["plan"]),
        ({"plan": "x" * 301, "until": "2026-11-02"}, ["plan"]),
        ({}, ["plan", "until"]),
    ],
)
def test_a_form_says_at_each_field_what_it_wants(values, fields):
    assert list(known.problems(values, NOW, ZoneInfo("Europe/Berlin"))) == fields
