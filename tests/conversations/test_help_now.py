"""Help now: the card from every state, a truthful word about who may see what, and no trap."""

from datetime import timedelta

import pytest

from care.alerts import Urgency
from conversations.contents import CrisisReason, Lane
from conversations.flows.help_now import card_buttons, promises_note, without_note
from conversations.turn import Asked, OfferHelpNow, RaiseConcern, Said, Say, Tapped
from tests.conversations.dialogues import (
    NOW,
    PHQ9,
    PULSE,
    Dialogue,
    active,
    answering,
    asked,
    buttons,
    joining,
    kinds,
    moving,
    offered,
    said,
    stopped,
    waiting,
)

EVERYBODY = {
    "a stranger": Dialogue,
    "somebody with the first screen": joining,
    "somebody who has agreed": lambda: joining(agreed=True),
    "somebody asked for a city": lambda: joining(agreed=True, asked_city=True),
    "a client": active,
    "a client with a question open": lambda: active(waiting(PULSE)),
    "a client in the middle of a check-in": lambda: answering(PHQ9, 4),
    "a client changing the place": moving,
    "a client who has stopped": stopped,
}
CALLS = {
    "the command": Asked("help"),
    "the command in Spanish": Asked("ayuda"),
    "the button": Tapped("help", "card"),
    "the bare word": Said("Help!"),
    "the word on the button": Said("help now"),
    "the word in Spanish": Said("¡Ayuda!"),
}


@pytest.mark.parametrize("person", EVERYBODY.values(), ids=EVERYBODY)
@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_everybody_gets_the_card_from_every_state_by_every_call(person, call):
    effects = person().does(call)

    assert effects == (OfferHelpNow(CrisisReason.ASKED),)


@pytest.mark.parametrize("person", EVERYBODY.values(), ids=EVERYBODY)
def test_asking_for_help_leaves_every_talk_where_it_was(person):
    someone = person()
    before = dict(someone.talks)

    someone.does(Asked("help"))

    assert someone.talks == before


def test_a_check_in_goes_on_after_the_card():
    client = answering(PHQ9, 4)
    client.does(Asked("help"))

    effects = client.taps(f"{PHQ9}.phq9.4", "1")

    assert asked(effects) == [5]


def test_a_stranger_is_offered_no_therapist_to_be_told():
    assert card_buttons(is_client=False) == ()


@pytest.mark.parametrize("choice", ["tell", "safe", "yes", "no", "anything"])
@pytest.mark.parametrize("question", ["help", "help.safe"])
def test_any_button_of_the_card_gives_a_stranger_the_card(question, choice):
    effects = Dialogue().taps(question, choice)

    assert effects == (OfferHelpNow(CrisisReason.ASKED),)


def test_tell_my_therapist_tells_at_any_hour():
    client = active()

    effects = client.taps("help", "tell")

    [concern] = [each.concern for each in effects if isinstance(each, RaiseConcern)]
    assert (concern.rule, concern.urgency) == ("asked-for-therapist", Urgency.NOW)
    assert concern.facts == {"how": "asked", "on": "2026-03-02"}


@pytest.mark.parametrize("answer", ["unsure", "no"])
def test_not_sure_and_no_bring_the_numbers_again_before_the_note(answer):
    client = active()

    effects = client.taps("help.safe", answer)

    assert kinds(effects) == ["OfferHelpNow", "RaiseConcern", "Say"]
    assert effects[0] == OfferHelpNow(CrisisReason.UNSAFE)
    assert effects[1].concern.facts["how"] == answer


@pytest.mark.parametrize(("question", "choice"), [("help.safe", "yes"), ("help", "safe")])
def test_yes_is_thanked_for_and_tells_nobody(question, choice):
    client = active()

    effects = client.taps(question, choice)

    assert kinds(effects) == ["Say"]
    assert said(effects) == ["help-safe-thanks"]


@pytest.mark.parametrize(
    ("reads_at", "key"),
    [
        (NOW, "help-reads-now"),
        (NOW - timedelta(hours=1), "help-reads-now"),
        (NOW + timedelta(hours=20), "help-reads-at"),
        (None, "help-reads-later"),
    ],
)
def test_the_client_is_told_truthfully_when_somebody_reads(reads_at, key):
    client = active()
    client.reads_at = reads_at

    effects = client.taps("help", "tell")

    assert said(effects) == ["help-note-on-its-way", key]


def test_only_the_answer_that_promises_a_note_is_said_otherwise_without_one():
    [told] = [each.content for each in active().taps("help", "tell") if isinstance(each, Say)]
    [thanked] = [each.content for each in active().taps("help", "safe") if isinstance(each, Say)]

    assert (promises_note(told), promises_note(thanked)) == (True, False)
    assert [each.key for each in without_note(told).lines] == ["help-unreached"]
    assert without_note(told).buttons == told.buttons[1:]
    assert [each.choice for each in told.buttons[0]] == ["where"]


def test_everything_about_help_travels_in_the_lane_that_waits_for_nobody():
    for question, choice in (("help", "tell"), ("help.safe", "no"), ("help.safe", "yes")):
        effects = active().taps(question, choice)

        assert [each.lane for each in effects if isinstance(each, Say)] == [Lane.CRISIS]


def test_after_every_answer_the_card_is_one_tap_away():
    for question, choice in (("help", "tell"), ("help.safe", "no"), ("help.safe", "yes")):
        assert "help:card" in offered(active().taps(question, choice))


def test_the_follow_up_has_three_answers_and_no_wrong_one():
    effects = answering(PHQ9, 9).taps(f"{PHQ9}.phq9.9", "1")

    safety = [each.choice for each in buttons(effects) if each.question == "help.safe"]
    assert safety == ["yes", "unsure", "no"]


def test_a_client_who_has_stopped_can_still_have_the_therapist_told():
    effects = stopped().taps("help", "tell")

    assert "RaiseConcern" in kinds(effects)


def test_the_word_help_inside_a_sentence_is_not_a_call():
    effects = active().does(Said("could you help me find the settings"))

    assert "OfferHelpNow" not in kinds(effects)
    assert "help:card" in offered(effects)
