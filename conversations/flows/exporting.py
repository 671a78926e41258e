"""A copy of everything: what is in it, how it is locked, and its passphrase while it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from care.own_record import AT_MOST
from conversations.contents import Button, Line, Look, Sentences, Style
from conversations.flows.checkin import help_button
from conversations.turn import Effect, MakeExport, Say, Tapped

if TYPE_CHECKING:
    from conversations.view import View

COMMAND = QUESTION = SLOT = "export"
MAKE, NOTED = "make", "noted"


def passphrase_slot(export: UUID) -> str:
    """The message that shows the passphrase of one copy; it is also the question of its button."""
    return f"{QUESTION}.{export}"


def is_about(question: str) -> bool:
    """Whether a button of this question belongs to a copy."""
    return question == QUESTION or question.startswith(f"{QUESTION}.")


def overview(view: View, *, fresh: bool = True) -> Say:
    """What a copy holds and how it is locked; or why there is none just now."""
    refused = _refused(view)
    if refused is not None:
        return refused
    lines = (
        Line("export-title", style=Style.TITLE),
        Line("export-holds"),
        Line("export-locked"),
        Line("export-careful"),
    )
    make = Button("export-make-button", QUESTION, MAKE, look=Look.PRIMARY)
    return Say(Sentences(lines, ((make,), (help_button(),))), slot=SLOT, fresh=fresh)


def take_turn(event: Tapped, view: View) -> tuple[Effect, ...]:
    """A press under what was said of copies, or under a passphrase."""
    if event.question != QUESTION:
        # The passphrase is taken out of the chat, in the message in which it stood.
        return (Say(gone(), slot=event.question),) if event.choice == NOTED else (overview(view),)
    if event.choice != MAKE:
        return (overview(view, fresh=False),)
    refused = _refused(view)
    if refused is not None:
        return (refused,)
    begun = Sentences((Line("export-begun"),), ((help_button(),),))
    return (MakeExport(), Say(begun, slot=SLOT))


def gone() -> Sentences:
    """What stands where a passphrase stood."""
    return Sentences((Line("export-passphrase-gone"),), ((help_button(),),))


def failed() -> Sentences:
    """Said when a copy could not be made or sent."""
    again = Button("export-again-button", QUESTION, "overview")
    return Sentences((Line("export-failed"),), ((again,), (help_button(),)))


def _refused(view: View) -> Say | None:
    if view.export.under_way:
        return _said("export-under-way")
    if view.export.lately >= AT_MOST:
        return _said("export-enough")
    return None


def _said(key: str) -> Say:
    return Say(Sentences((Line(key),), ((help_button(),),)), slot=SLOT, fresh=True)
