"""Triage: support, chart, snooze, resolve; forms say what is missing; only one's own alerts."""

from dataclasses import replace
from uuid import UUID

import pytest

from conversations.contents import Line
from conversations.envelopes import THERAPISTS, Inbound
from conversations.flows.triage import SNOOZES, TEXT_LIMIT, about, problems
from conversations.talk import take_turn
from conversations.turn import (
    Asked,
    Came,
    CancelSupport,
    Edited,
    FillForm,
    Form,
    OpenForm,
    ResolveAlert,
    Said,
    SendSupport,
    SentFile,
    ShowAlertChart,
    SnoozeAlert,
    Submitted,
    Tapped,
)
from tests.conversations.dialogues import ALERT, Dialogue, kinds, said, therapist

CARD = f"alert:{ALERT.id}"
OTHER = UUID(int=99)


@pytest.mark.parametrize(
    ("choice", "effect"),
    [
        ("support", OpenForm(Form.SUPPORT, ALERT.id)),
        ("snooze", OpenForm(Form.SNOOZE, ALERT.id)),
        ("chart", ShowAlertChart(ALERT.id)),
        ("resolve", ResolveAlert(ALERT.id)),
    ],
)
def test_every_button_of_the_card_does_what_it_says(choice, effect):
    assert therapist().taps(CARD, choice) == (effect,)


@pytest.mark.parametrize("choice", ["support", "snooze", "chart", "resolve"])
def test_an_alert_of_another_therapist_is_not_acted_upon(choice):
    effects = therapist(alert=None).taps(CARD, choice)

    assert said(effects) == ["therapist-not-yours"]
    assert kinds(effects) == ["Say"]


@pytest.mark.parametrize(
    "form",
    [
        Submitted("support", str(ALERT.id), {"text": "I am thinking of you."}),
        Submitted("snooze", str(ALERT.id), {"until": "week"}),
    ],
)
def test_a_form_about_an_alert_of_another_therapist_is_not_acted_upon(form):
    effects = therapist(alert=None).does(form)

    assert said(effects) == ["therapist-not-yours"]


@pytest.mark.parametrize(
    "event",
    [
        Tapped(f"alert:{OTHER}", "resolve"),
        Tapped(f"support:{OTHER}", "1"),
        Submitted("snooze", str(OTHER), {"until": "week"}),
    ],
)
def test_a_button_acts_only_on_the_alert_that_it_names(event):
    view = replace(therapist().view(()), alert=ALERT)

    outcome = take_turn(Inbound(THERAPISTS, "U1", event), view)

    assert said(outcome.effects) == ["therapist-not-yours"]


def test_a_message_leaves_as_the_therapist_wrote_it_without_space_around_it():
    written = Submitted("support", str(ALERT.id), {"text": "  I am thinking of you.\n", "x": "y"})

    effects = therapist().does(written)

    assert effects == (SendSupport(ALERT.id, "I am thinking of you."),)


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_an_empty_message_is_not_sent_and_the_field_says_so(text):
    assert problems("support", {"text": text}) == {"text": Line("support-text-empty")}
    assert problems("support", {}) == {"text": Line("support-text-empty")}
    assert therapist().does(Submitted("support", str(ALERT.id), {"text": text})) == ()


def test_a_message_that_is_too_long_says_what_is_possible():
    too_long = Line("support-text-long", {"limit": TEXT_LIMIT})

    assert problems("support", {"text": "a" * (TEXT_LIMIT + 1)}) == {"text": too_long}
    assert problems("support", {"text": "a" * TEXT_LIMIT}) == {}


@pytest.mark.parametrize("until", SNOOZES)
def test_an_alert_sleeps_until_the_time_that_was_shown(until):
    effects = therapist().does(Submitted("snooze", str(ALERT.id), {"until": until}))

    assert effects == (SnoozeAlert(ALERT.id, ALERT.wake_times[until]),)


@pytest.mark.parametrize("values", [{}, {"until": ""}, {"until": "for ever"}])
def test_a_snooze_without_a_time_is_not_taken_and_the_field_says_so(values):
    assert problems("snooze", values) == {"until": Line("snooze-choose")}
    assert therapist().does(Submitted("snooze", str(ALERT.id), values)) == ()


@pytest.mark.parametrize(("choice", "number"), [("0", 0), ("2", 2), ("", 0), ("²", 0), ("x", 0)])
def test_another_suggestion_refills_the_form(choice, number):
    effects = therapist().taps(f"support:{ALERT.id}", choice)

    assert effects == (FillForm(ALERT.id, number),)


def test_undo_takes_the_message_back_whichever_alert_it_was_about():
    effects = therapist(alert=None).taps(f"message:{OTHER}", "undo")

    assert effects == (CancelSupport(OTHER),)


@pytest.mark.parametrize("event", [Said("hello"), Came(), Asked("help")])
def test_words_are_answered_with_what_this_place_is_for(event):
    effects = therapist().does(event)

    assert said(effects) == ["therapist-hello-title", "therapist-hello", "therapist-not-read"]


def test_what_a_therapist_writes_is_in_no_effect():
    assert "CANARY" not in repr(therapist().does(Said("CANARY")))


@pytest.mark.parametrize("question", ["", "alert", "alert:", "alert:4", "menu", f"x:{ALERT.id}"])
def test_an_unknown_button_is_met_with_a_word(question):
    assert len(said(therapist().taps(question, "resolve"))) == 1


def test_a_choice_that_the_card_does_not_have_any_more_is_met_with_a_word():
    assert said(therapist().taps(CARD, "assign-homework")) == ["old-button"]


@pytest.mark.parametrize(
    "event",
    [
        Said("hello"),
        Tapped(CARD, "resolve"),
        Submitted("support", str(ALERT.id), {"text": "Hello"}),
        Edited("x"),
        SentFile("photo"),
    ],
)
def test_somebody_who_is_not_on_the_staff_can_do_nothing(event):
    outcome = take_turn(Inbound(THERAPISTS, "U9", event), Dialogue().view(()))

    assert said(outcome.effects) == ["staff-stranger"]


def test_a_button_names_what_it_is_about():
    assert about(CARD) == ("alert", ALERT.id)
    assert about("alert:not-an-id") is None
    assert about("nothing") is None
