"""Goals in conversation: words, who may see them, a number, smaller steps, and old buttons."""

from dataclasses import replace
from uuid import UUID

import pytest

from care.consent import Purpose
from care.goals import MOST_OPEN, MOST_STEPS, STEP_LIMIT, WORDS_LIMIT, Draft, GoalStanding
from care.goals import GoalState as State
from conversations.contents import CrisisReason
from conversations.envelopes import CLIENTS, Inbound
from conversations.flows import goals as flow
from conversations.flows import sharing
from conversations.goals import (
    AddGoalStep,
    Aiming,
    CloseGoal,
    DropGoalStep,
    GoalCard,
    GoalList,
    GoalsOf,
    GoalSteps,
    KeepGoal,
    ListGoals,
    RateGoal,
    ReopenGoal,
    RewordGoal,
    Rewording,
    ShareGoal,
    ShowGoal,
    ShowGoalSteps,
    Stepping,
    TakeGoalAway,
    TickGoalStep,
)
from conversations.goals import dump as dump_content
from conversations.goals import load as load_content
from conversations.talk import dump, load, take_turn
from conversations.turn import Asked, OfferHelpNow, RaiseConcern, Said, Say, Tapped, Toast
from conversations.view import View
from tests.conversations.dialogues import CLIENT, NOW, PRACTICE

OPEN, CLOSED, GONE, STEP = UUID(int=61), UUID(int=62), UUID(int=63), UUID(int=71)
TOKEN = "0123456789abcdef"
VIEW = View(
    NOW,
    PRACTICE,
    "en",
    client=CLIENT,
    chance=TOKEN,
    agreed=frozenset({Purpose.CHECK_INS}),
    goals={OPEN: GoalStanding(State.OPEN, (STEP,)), CLOSED: GoalStanding(State.REACHED)},
)
OFF = replace(VIEW, agreed=frozenset())
FULL = replace(
    VIEW,
    goals={
        CLOSED: GoalStanding(State.LET_GO),
        **{UUID(int=80 + each): GoalStanding(State.OPEN) for each in range(MOST_OPEN)},
    },
)
NEW = Aiming(TOKEN)
WORDED = Aiming(TOKEN, "sing again")
CHOSEN = Aiming(TOKEN, "sing again", is_shared=True)


def does(event, talk=None, view=VIEW):
    talks = {} if talk is None else {flow.SUBJECT: talk}
    return take_turn(Inbound(CLIENTS, "77", event), replace(view, talks=talks))


def lines(outcome):
    return [
        line.key for each in outcome.effects if isinstance(each, Say) for line in each.content.lines
    ]


def toasts(outcome):
    return [each.line.key for each in outcome.effects if isinstance(each, Toast)]


def press(choice, talk=NEW, view=VIEW):
    return does(Tapped(flow.next_question(NEW), choice), talk, view)


def about(choice, wanted=OPEN, view=VIEW):
    return does(Tapped(flow.question(wanted), choice), view=view)


def on_step(choice, view=VIEW):
    return does(Tapped(flow.step_question(STEP), choice), view=view)


@pytest.mark.parametrize("command", ["goals", "metas"])
def test_the_command_shows_them_and_words_behind_it_are_a_new_one(command):
    assert does(Asked(command)).effects == (ListGoals(),)

    begun = does(Asked(command, "sing \n again"))

    assert begun.step.talk == WORDED
    assert lines(begun) == ["goal-who"]


def test_words_then_who_may_see_it_then_a_number_and_only_then_it_is_kept():
    asked = does(Tapped("goal", "new"))
    assert asked.step.talk == NEW
    assert lines(asked) == ["goal-what"]

    worded = does(Said("  sing \n again "), asked.step.talk)
    assert worded.step.talk == WORDED
    assert lines(worded) == ["goal-who"]

    for choice, shared in (("shared", True), ("private", False)):
        chosen = press(choice, worded.step.talk)
        assert chosen.step.talk == Aiming(TOKEN, "sing again", is_shared=shared)
        assert lines(chosen) == ["goal-first"]

        kept = press("4", chosen.step.talk)
        assert kept.effects == (KeepGoal(Draft("sing again", 4, shared)),)
        assert kept.step.talk is None


@pytest.mark.parametrize(("talk", "key"), [(WORDED, "goal-who"), (CHOSEN, "goal-first")])
def test_who_writes_where_a_button_is_wanted_is_asked_the_same_again(talk, key):
    outcome = does(Said("hm, wait"), talk)

    assert outcome.step.talk == talk
    assert lines(outcome) == [key]


@pytest.mark.parametrize(
    ("talk", "limit"),
    [(NEW, WORDS_LIMIT), (Rewording(OPEN), WORDS_LIMIT), (Stepping(OPEN), STEP_LIMIT)],
)
def test_words_that_do_not_fit_are_asked_for_again(talk, limit):
    for said, key in ((" \n ", "goal-words-empty"), ("x" * (limit + 1), "goal-words-long")):
        outcome = does(Said(said), talk)
        assert outcome.step.talk == talk
        assert lines(outcome) == [key]

    assert does(Said("x" * limit), talk).step.talk != talk


def test_a_button_of_an_earlier_goal_or_of_an_earlier_step_answers_nothing():
    other = Aiming("fedcba9876543210", "something else", is_shared=True)
    for choice, talk in (("4", other), ("4", WORDED), ("shared", CHOSEN), ("shared", NEW)):
        outcome = press(choice, talk)
        assert toasts(outcome) == ["old-button"]
        assert outcome.step.talk == talk
        assert not any(isinstance(each, KeepGoal) for each in outcome.effects)

    for choice in ("11", "-1", "04", "²", "four"):
        assert toasts(press(choice, CHOSEN)) == ["old-button"]


def test_leaving_it_keeps_nothing():
    outcome = press("leave", CHOSEN)

    assert outcome.step.talk is None
    assert lines(outcome) == ["goal-left"]


def test_a_goal_of_ones_own_is_rated_reworded_shared_closed_and_taken_away():
    shown, fresh = ShowGoal(OPEN), ShowGoal(OPEN, fresh=True)
    changed, rated = (Toast(each.line) for each in (*about("private").effects, *about("7").effects)
                      if isinstance(each, Toast))  # fmt: skip
    assert about("show").effects == (fresh,)
    assert lines(about("rate")) == ["goal-how-near"]
    assert about("7").effects == (RateGoal(OPEN, 7), rated, shown)
    assert about("words").step.talk == Rewording(OPEN)
    assert does(Said("sing aloud"), Rewording(OPEN)).effects == (
        RewordGoal(OPEN, "sing aloud"),
        fresh,
    )
    assert about("private").effects == (ShareGoal(OPEN, shared=False), changed, shown)
    assert about("shared").effects == (ShareGoal(OPEN, shared=True), changed, shown)
    assert about("reached").effects == (CloseGoal(OPEN, State.REACHED), shown)
    assert about("let-go").effects == (CloseGoal(OPEN, State.LET_GO), shown)
    assert about("again", CLOSED).effects == (ReopenGoal(CLOSED), changed, ShowGoal(CLOSED))
    assert lines(about("away")) == ["goal-away-question"]
    assert TakeGoalAway(OPEN) not in about("away").effects
    assert about("really").effects[0] == TakeGoalAway(OPEN)


def test_smaller_steps_are_added_ticked_and_dropped():
    assert about("step").step.talk == Stepping(OPEN)
    assert does(Said("hum a tune"), Stepping(OPEN)).effects == (
        AddGoalStep(OPEN, "hum a tune"),
        ShowGoal(OPEN, fresh=True),
    )
    assert on_step("tick").effects == (TickGoalStep(OPEN, STEP, done=True), ShowGoal(OPEN))
    assert on_step("untick").effects == (TickGoalStep(OPEN, STEP, done=False), ShowGoal(OPEN))
    assert about("drops").effects == (ShowGoalSteps(OPEN),)
    assert on_step("drop").effects[0] == DropGoalStep(OPEN, STEP)


def test_a_goal_holds_so_many_steps_and_no_more():
    steps = tuple(UUID(int=100 + each) for each in range(MOST_STEPS))
    full = replace(VIEW, goals={OPEN: GoalStanding(State.OPEN, steps)})

    assert toasts(about("step", view=full)) == ["old-button"]
    assert does(Said("one more"), Stepping(OPEN), full).effects == (ShowGoal(OPEN, fresh=True),)


def test_a_closed_goal_is_not_rated_and_gets_no_steps():
    for choice in ("7", "rate", "step", "reached", "let-go"):
        outcome = about(choice, CLOSED)
        assert toasts(outcome) == ["old-button"]
        assert outcome.effects[-1] == ShowGoal(CLOSED)

    closed = replace(VIEW, goals={OPEN: GoalStanding(State.REACHED, (STEP,))})
    assert toasts(on_step("tick", closed)) == ["old-button"]


def test_a_goal_that_is_gone_is_said_to_be():
    assert toasts(about("7", GONE)) == ["goal-gone"]
    assert toasts(does(Tapped(flow.step_question(GONE), "tick"))) == ["goal-gone"]
    assert lines(does(Said("other words"), Rewording(GONE))) == ["goal-gone"]


def test_so_many_goals_are_open_at_a_time():
    for outcome in (
        does(Tapped("goal", "new"), view=FULL),
        does(Asked("goals", "one more"), view=FULL),
        press("4", CHOSEN, FULL),
        about("again", CLOSED, FULL),
    ):
        assert lines(outcome) == ["goal-no-room"]
        assert not any(isinstance(each, KeepGoal | ReopenGoal) for each in outcome.effects)


def test_without_consent_nothing_is_asked_and_nothing_kept_but_all_can_be_seen_and_taken_away():
    for outcome in (
        does(Tapped("goal", "new"), view=OFF),
        does(Asked("goals", "sing again"), view=OFF),
        does(Said("sing again"), NEW, OFF),
        press("4", CHOSEN, OFF),
        *(about(each, view=OFF) for each in ("7", "rate", "words", "step", "shared", "reached")),
        about("again", CLOSED, OFF),
        on_step("tick", OFF),
    ):
        assert lines(outcome) == ["goal-not-kept"]
        [said] = outcome.effects
        assert sharing.QUESTION in {each.question for row in said.content.buttons for each in row}

    assert does(Asked("goals"), view=OFF).effects == (ListGoals(),)
    assert about("private", view=OFF).effects[0] == ShareGoal(OPEN, shared=False)
    assert about("really", view=OFF).effects[0] == TakeGoalAway(OPEN)
    assert on_step("drop", OFF).effects[0] == DropGoalStep(OPEN, STEP)


@pytest.mark.parametrize("talk", [NEW, WORDED, Rewording(OPEN), Stepping(OPEN)])
@pytest.mark.parametrize("view", [VIEW, OFF, FULL])
def test_words_that_may_mean_danger_meet_help_first_whatever_becomes_of_them(talk, view):
    outcome = does(Said("I want to end my life"), talk, view)

    first, second, *_ = outcome.effects
    assert first == OfferHelpNow(CrisisReason.WORDS)
    assert isinstance(second, RaiseConcern)


@pytest.mark.parametrize("event", [Asked("moment"), Asked("help"), Asked("cancel")])
def test_who_goes_on_to_something_else_writes_no_goal_any_more(event):
    after = does(event, NEW)

    assert not any(isinstance(each, KeepGoal) for each in after.effects)


@pytest.mark.parametrize("talk", [NEW, WORDED, CHOSEN, Rewording(OPEN), Stepping(OPEN)])
def test_what_was_begun_is_read_back_as_it_was(talk):
    assert load(dump(talk)) == talk


@pytest.mark.parametrize("content", [GoalList(), GoalCard(OPEN), GoalSteps(OPEN), GoalsOf(OPEN)])
def test_what_a_letter_tells_is_read_back_as_it_was(content):
    assert load_content(dump_content(content)) == content


def test_every_button_fits_telegram():
    for outcome in (
        does(Tapped("goal", "new")),
        does(Said("sing again"), NEW),
        press("shared", WORDED),
        about("rate"),
        about("away"),
    ):
        for said in outcome.effects:
            if isinstance(said, Say):
                for each in (each for row in said.content.buttons for each in row):
                    assert len(f"{each.question}:{each.choice}".encode()) <= 64
