"""Homework in conversation: a client's taps and words, a therapist's form; no word of blame."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from care.homework import ANSWERS, TITLE_LIMIT, WORDS_LIMIT, State
from conversations.contents import CrisisReason
from conversations.envelopes import CLIENTS, Inbound
from conversations.flows import assigning
from conversations.flows import homework as flow
from conversations.homework import (
    AnswerHomework,
    KeepHomeworkWords,
    ListHomework,
    ShowHomework,
    Writing,
)
from conversations.talk import dump, load, take_turn
from conversations.turn import Asked, Form, OfferHelpNow, RaiseConcern, Said, Say, Tapped, Toast
from conversations.view import View
from tests.conversations.dialogues import CLIENT, NOW, PRACTICE, TODAY

PIECE, GONE = UUID(int=51), UUID(int=52)
VIEW = View(NOW, PRACTICE, "en", client=CLIENT, homework={PIECE: State.OPEN, GONE: State.WITHDRAWN})


def does(event, view=VIEW):
    return take_turn(Inbound(CLIENTS, "77", event), view)


def says(words, view=VIEW):
    return does(Said(words), replace(view, talks={flow.SUBJECT: Writing(PIECE)}))


def test_the_command_and_the_list_button_show_everything():
    assert does(Asked("homework")).effects == (ListHomework(),)
    assert does(Tapped("menu", "homework")).effects == (ListHomework(),)
    assert does(Tapped(flow.LIST, flow.SHOW)).effects == (ListHomework(),)


@pytest.mark.parametrize("state", [*ANSWERS, State.OPEN])
def test_every_answer_is_kept_and_the_message_shows_it(state):
    effects = does(Tapped(flow.question(PIECE), state.value)).effects

    assert effects[0] == AnswerHomework(PIECE, state)
    assert effects[-1] == ShowHomework(PIECE)


def test_a_piece_of_somebody_else_or_one_taken_back_is_not_answered():
    for wanted in (UUID(int=99), GONE):
        effects = does(Tapped(flow.question(wanted), "done")).effects

        assert not [each for each in effects if isinstance(each, AnswerHomework)]
        assert [each for each in effects if isinstance(each, Toast)]


def test_every_button_fits_telegram():
    longest = max((*State, flow.SHOW, flow.WORDS), key=len)

    assert len(f"{flow.question(PIECE)}:{longest}".encode()) <= 64


def test_a_few_words_are_asked_for_and_kept():
    asked = does(Tapped(flow.question(PIECE), flow.WORDS))
    assert asked.step.talk == Writing(PIECE)
    assert load(dump(asked.step.talk)) == asked.step.talk

    kept = says("  It was hard on Tuesday.  ")

    assert kept.effects[0] == KeepHomeworkWords(PIECE, "It was hard on Tuesday.")
    assert kept.step.talk is None
    # Whoever leaves it is asked no more.
    assert does(Tapped(flow.question(PIECE), flow.SHOW)).step.talk is None


@pytest.mark.parametrize(
    "event", [Asked("menu"), Tapped("menu", "progress"), Asked("checkin"), Tapped("settings", "x")]
)
def test_who_goes_on_to_something_else_writes_no_more_about_homework(event):
    writing = replace(VIEW, talks={flow.SUBJECT: Writing(PIECE)})

    assert does(event, writing).ends == (flow.SUBJECT,)
    assert does(event).ends == ()


def test_help_and_homework_itself_leave_one_writing():
    writing = replace(VIEW, talks={flow.SUBJECT: Writing(PIECE)})

    assert does(Asked("help"), writing).ends == ()
    assert does(Tapped(flow.question(PIECE), flow.WORDS), writing).ends == ()


def test_too_many_words_are_asked_for_in_parts_and_nothing_is_kept():
    outcome = says("x" * (WORDS_LIMIT + 1))

    assert outcome.step.talk == Writing(PIECE)
    [said] = outcome.effects
    assert said.content.lines[0].key == "homework-words-long"


def test_words_that_may_mean_danger_are_kept_and_meet_help_first():
    offer, concern, told, kept, _ = says("I want to kill myself").effects

    assert offer == OfferHelpNow(CrisisReason.WORDS)
    assert isinstance(concern, RaiseConcern)
    assert concern.concern.rule == "crisis-words"
    assert "kill" not in repr(concern)
    assert isinstance(told, Say)
    assert isinstance(kept, KeepHomeworkWords)


def test_a_form_says_what_is_missing_by_its_field():
    def wrong(**values):
        return assigning.problems(Form.HOMEWORK, values, TODAY).keys()

    fine = {"title": "Breathe", "task": "Slowly.", "due": TODAY.isoformat()}
    assert wrong(**fine) == set()
    assert wrong(**fine | {"due": ""}) == set()
    assert wrong(**fine | {"title": " ", "task": ""}) == {"title", "task"}
    assert wrong(**fine | {"title": "x" * (TITLE_LIMIT + 1)}) == {"title"}
    for days in (-1, 400):
        due = (TODAY + timedelta(days=days)).isoformat()
        assert wrong(**fine | {"due": due}) == {"due"}
