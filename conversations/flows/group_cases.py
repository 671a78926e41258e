"""A facilitator's queue: what is done with a message that was reported or holds crisis words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.contents import Line, Sentences
from conversations.turn import CaseAction, DecideCase, Say, Tapped, Turn

if TYPE_CHECKING:
    from conversations.view import View

CASE = "case"


def is_about(question: str) -> bool:
    """Whether a button belongs to a case."""
    return question.startswith(f"{CASE}:")


def take_turn(event: Tapped, view: View) -> Turn[None]:
    """One press. Whose case it is was asked of the database, and is asked once more in the deed."""
    case = view.case
    if case is None or event.question != f"{CASE}:{case.id}":
        return Turn(None, (Say(Sentences((Line("case-not-yours"),))),))
    try:
        return Turn(None, (DecideCase(case.id, CaseAction(event.choice)),))
    except ValueError:
        return Turn(None, (Say(Sentences((Line("old-button"),))),))
