"""Goals as a client has them: agreed in three steps, rated, reached, let go and taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias
from uuid import UUID

from care.consent import Purpose
from care.goals import (
    HIGHEST,
    LOWEST,
    MOST_OPEN,
    MOST_STEPS,
    STEP_LIMIT,
    WORDS_LIMIT,
    Draft,
    GoalState,
    has_room,
)
from care.moments import tidied
from conversations.contents import Button, Line, Look, Sentences
from conversations.flows import homework, sharing
from conversations.flows.checkin import help_button
from conversations.goals import (
    AddGoalStep,
    Aiming,
    CloseGoal,
    DropGoalStep,
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
from conversations.pressed import Rows, is_press, row_of
from conversations.turn import Event, Say, Tapped, Toast, Turn

if TYPE_CHECKING:
    from care.goals import GoalStanding
    from conversations.view import View

LIST, NEXT, STEP = "goal", "goal-new", "goal-step"
SUBJECT = "goals"
COMMAND = "goals"
COMMANDS = frozenset({COMMAND, "metas"})
SHOW, NEW, RATE, WORDS = "show", "new", "rate", "words"
SMALLER, DROPS, TICK, UNTICK, DROP = "step", "drops", "tick", "untick", "drop"
REACHED, LET_GO, AGAIN, AWAY, REALLY = "reached", "let-go", "again", "away", "really"
SHARED, PRIVATE, LEAVE = "shared", "private", "leave"

_KEEPS = frozenset({RATE, WORDS, SMALLER, SHARED, REACHED, AGAIN, TICK, UNTICK})
"""What keeps something more, and so asks for the consent."""

Open: TypeAlias = Aiming | Rewording | Stepping
"""What of this may be going on."""

_ROWS = Rows(LIST)
question, about, slot = _ROWS.question, _ROWS.about, _ROWS.slot
"""What a button about a goal asks, which one that is, and the message it stands in."""


def step_question(wanted: UUID) -> str:
    """What a button about this smaller step asks."""
    return f"{STEP}:{wanted.hex}"


def next_question(aiming: Aiming) -> str:
    """What a button of this goal asks while it is agreed."""
    return f"{NEXT}:{aiming.token}"


def concerns(event: Event) -> bool:
    """Whether this is a press about goals."""
    return is_press(event, LIST, NEXT, STEP)


def begin(words: str, view: View) -> Turn[Open]:
    """The goals; words behind the command are a new one already."""
    return _begun(words, view) if words.strip() else Turn(None, (ListGoals(),))


def _begun(words: str, view: View) -> Turn[Open]:
    if Purpose.CHECK_INS not in view.agreed:
        return Turn(None, (*homework.in_need(words, view, SUBJECT), not_kept()))
    if not has_room(view.goals.values()):
        return Turn(None, (*homework.in_need(words, view, SUBJECT), no_room()))
    aiming = Aiming(view.chance)
    return heard(aiming, words, view) if words.strip() else Turn(aiming, (_asks_what(aiming),))


def not_kept() -> Say:
    """That nothing is kept, and where that is changed."""
    change = Button("goal-sharing-button", sharing.QUESTION, sharing.OVERVIEW)
    return Say(Sentences((Line("goal-not-kept"),), ((change,), (help_button(),))))


def no_room() -> Say:
    """That no more goals are open at a time."""
    return Say(Sentences((Line("goal-no-room", {"goals": MOST_OPEN}),), _around()))


# --- a press --------------------------------------------------------------------------------


def take_turn(event: Tapped, talk: Open | None, view: View) -> Turn[Open]:
    """A press on a goal, on a step of it, on the list, or while one is agreed."""
    kind = event.question.partition(":")[0]
    if kind == NEXT:
        return _agreed(event, talk, view)
    if kind == STEP:
        return _on_a_step(event, view)
    wanted = about(event.question)
    if wanted is None:
        return _begun("", view) if event.choice == NEW else Turn(None, (ListGoals(),))
    stands = view.goals.get(wanted)
    if stands is None:
        return Turn(None, (Toast(Line("goal-gone")),))
    is_rating = event.choice.isdecimal()
    if (is_rating or event.choice in _KEEPS) and Purpose.CHECK_INS not in view.agreed:
        return Turn(None, (not_kept(),))
    if is_rating:
        return _rated(wanted, stands, event.choice)
    return _pressed(wanted, stands, event.choice, view)


def _rated(wanted: UUID, stands: GoalStanding, choice: str) -> Turn[Open]:
    shown = ShowGoal(wanted)
    if not stands.is_open or choice not in _RATINGS:
        return Turn(None, (Toast(Line("old-button")), shown))
    return Turn(None, (RateGoal(wanted, int(choice)), Toast(Line("goal-rated")), shown))


def _pressed(wanted: UUID, stands: GoalStanding, choice: str, view: View) -> Turn[Open]:
    shown = ShowGoal(wanted)
    changed = Toast(Line("goal-changed"))
    match choice:
        case "show":
            return Turn(None, (ShowGoal(wanted, fresh=True),))
        case "words":
            return Turn(Rewording(wanted), (_asks_for_words(wanted),))
        case "shared" | "private":
            share = ShareGoal(wanted, shared=choice == SHARED)
            return Turn(None, (share, changed, shown))
        case "rate" if stands.is_open:
            return Turn(None, (_asks_how_near(wanted),))
        case "step" if stands.is_open and len(stands.steps) < MOST_STEPS:
            return Turn(Stepping(wanted), (_asks_for_step(wanted),))
        case "drops" if stands.steps:
            return Turn(None, (ShowGoalSteps(wanted),))
        case "reached" | "let-go" if stands.is_open:
            return Turn(None, (CloseGoal(wanted, GoalState(choice)), shown))
        case "again" if not stands.is_open:
            if not has_room(view.goals.values()):
                return Turn(None, (no_room(),))
            return Turn(None, (ReopenGoal(wanted), changed, shown))
        case "away":
            return Turn(None, (_asks_whether(wanted),))
        case "really":
            gone = Say(Sentences((Line("goal-taken-away"),), _around()), slot=slot(wanted))
            return Turn(None, (TakeGoalAway(wanted), gone))
        case _:
            return Turn(None, (Toast(Line("old-button")), shown))


def _on_a_step(event: Tapped, view: View) -> Turn[Open]:
    step = row_of(event.question, STEP)
    whose = next((goal for goal, each in view.goals.items() if step in each.steps), None)
    if step is None or whose is None:
        return Turn(None, (Toast(Line("goal-gone")),))
    shown = ShowGoal(whose)
    if event.choice in _KEEPS and Purpose.CHECK_INS not in view.agreed:
        return Turn(None, (not_kept(),))
    match event.choice:
        case "tick" | "untick" if view.goals[whose].is_open:
            ticked = TickGoalStep(whose, step, done=event.choice == TICK)
            return Turn(None, (ticked, shown))
        case "drop":
            return Turn(None, (DropGoalStep(whose, step), Toast(Line("goal-changed")), shown))
        case _:
            return Turn(None, (Toast(Line("old-button")), shown))


def _agreed(event: Tapped, talk: Open | None, view: View) -> Turn[Open]:
    if not isinstance(talk, Aiming) or event.question != next_question(talk):
        return Turn(talk, (Toast(Line("old-button")),))
    if event.choice == LEAVE:
        return Turn(None, (Say(Sentences((Line("goal-left"),), _around())),))
    if Purpose.CHECK_INS not in view.agreed:
        return Turn(None, (not_kept(),))
    match event.choice:
        case "shared" | "private" as choice if talk.words and talk.is_shared is None:
            chosen = Aiming(talk.token, talk.words, is_shared=choice == SHARED)
            return Turn(chosen, (_asks_first(chosen),))
        case rating if talk.words and talk.is_shared is not None and rating in _RATINGS:
            if not has_room(view.goals.values()):
                return Turn(None, (no_room(),))
            draft = Draft(talk.words, int(rating), talk.is_shared)
            return Turn(None, (KeepGoal(draft),))
        case _:
            return Turn(talk, (Toast(Line("old-button")),))


# --- words ----------------------------------------------------------------------------------


def heard(talk: Open, words: str, view: View) -> Turn[Open]:
    """What was written about a goal; words that cannot wait meet help first."""
    turn = _heard(talk, words, view)
    return Turn(turn.state, (*homework.in_need(words, view, SUBJECT), *turn.effects))


def _heard(talk: Open, words: str, view: View) -> Turn[Open]:
    if Purpose.CHECK_INS not in view.agreed:
        return Turn(None, (not_kept(),))
    said = tidied(words)
    if isinstance(talk, Aiming):
        return _worded(talk, said)
    stands = view.goals.get(talk.goal)
    if stands is None:
        return Turn(None, (Say(Sentences((Line("goal-gone"),), _around())),))
    limit = STEP_LIMIT if isinstance(talk, Stepping) else WORDS_LIMIT
    if (wrong := _wrong(said, limit)) is not None:
        return Turn(talk, (Say(Sentences((wrong,), (_back(talk.goal), (help_button(),)))),))
    shown = ShowGoal(talk.goal, fresh=True)
    if isinstance(talk, Rewording):
        return Turn(None, (RewordGoal(talk.goal, said), shown))
    if not stands.is_open or len(stands.steps) >= MOST_STEPS:
        return Turn(None, (shown,))
    return Turn(None, (AddGoalStep(talk.goal, said), shown))


def _worded(talk: Aiming, said: str) -> Turn[Open]:
    if talk.words:
        # The words are there: what is asked now has buttons.
        return Turn(talk, (_asks_who(talk) if talk.is_shared is None else _asks_first(talk),))
    if (wrong := _wrong(said, WORDS_LIMIT)) is not None:
        return Turn(talk, (Say(Sentences((wrong,), ((_leave(talk), help_button()),))),))
    worded = Aiming(talk.token, said)
    return Turn(worded, (_asks_who(worded),))


def _wrong(said: str, limit: int) -> Line | None:
    if not said:
        return Line("goal-words-empty")
    return Line("goal-words-long", {"limit": limit}) if len(said) > limit else None


# --- what is asked --------------------------------------------------------------------------

_RATINGS = tuple(str(value) for value in range(LOWEST, HIGHEST + 1))


def _asks_what(aiming: Aiming) -> Say:
    listed = Button("goal-list-button", LIST, SHOW)
    line = Line("goal-what", {"limit": WORDS_LIMIT})
    return Say(Sentences((line,), ((listed, _leave(aiming)), (help_button(),))))


def _asks_who(aiming: Aiming) -> Say:
    asked = next_question(aiming)
    rows = (
        (Button("goal-shared-button", asked, SHARED, look=Look.PRIMARY),),
        (Button("goal-private-button", asked, PRIVATE),),
        (_leave(aiming), help_button()),
    )
    return Say(Sentences((Line("goal-who"),), rows))


def _asks_first(aiming: Aiming) -> Say:
    rows = (*_numbers(next_question(aiming)), (_leave(aiming), help_button()))
    return Say(Sentences((Line("goal-first"),), rows))


def _asks_how_near(wanted: UUID) -> Say:
    rows = (*_numbers(question(wanted)), _back(wanted), (help_button(),))
    return Say(Sentences((Line("goal-how-near"),), rows), slot=slot(wanted))


def _numbers(asked: str) -> tuple[tuple[Button, ...], ...]:
    """The scale in two rows."""
    buttons = [
        Button("goal-number-button", asked, each, {"number": int(each)}) for each in _RATINGS
    ]
    return tuple(buttons[:6]), tuple(buttons[6:])


def _asks_for_words(wanted: UUID) -> Say:
    line = Line("goal-other-words", {"limit": WORDS_LIMIT})
    return Say(Sentences((line,), (_back(wanted), (help_button(),))))


def _asks_for_step(wanted: UUID) -> Say:
    line = Line("goal-which-step", {"limit": STEP_LIMIT})
    return Say(Sentences((line,), (_back(wanted), (help_button(),))))


def _asks_whether(wanted: UUID) -> Say:
    rows = (
        (Button("goal-really-button", question(wanted), REALLY, look=Look.DANGER),),
        _back(wanted),
        (help_button(),),
    )
    return Say(Sentences((Line("goal-away-question"),), rows), slot=slot(wanted))


def _back(wanted: UUID) -> tuple[Button, ...]:
    return (Button("goal-back-button", question(wanted), SHOW),)


def _leave(aiming: Aiming) -> Button:
    return Button("goal-leave-button", next_question(aiming), LEAVE)


def _around() -> tuple[tuple[Button, ...], ...]:
    return ((Button("goal-list-button", LIST, SHOW),), (help_button(),))
