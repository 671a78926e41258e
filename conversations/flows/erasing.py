"""An end of everything: what goes, what stays, and time to think it over that the client sets."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from care.erasure import COOLING_OFF, SURE_FOR
from conversations.contents import Button, Line, Look, Sentences, Style
from conversations.flows import exporting
from conversations.flows.checkin import help_button
from conversations.turn import AskErasure, Effect, Say, TakeBackErasure, Tapped

if TYPE_CHECKING:
    from conversations.view import View

COMMAND = "delete_me"
QUESTION = SLOT = "erase"
NOW, KEEP, SURE = "now", "keep", "sure"


def is_about(question: str) -> bool:
    """Whether a button of this question belongs to an end of everything."""
    return question == QUESTION or question.startswith(f"{QUESTION}.")


def overview(view: View, *, fresh: bool = True) -> Say:
    """What goes and what stays, with a copy offered first; or until when it can be taken back."""
    if view.erasure_due is not None:
        return _waits(view.erasure_due, fresh=fresh)
    lines = (
        Line("erase-title", style=Style.TITLE),
        Line("erase-goes"),
        Line("erase-stays"),
        Line("erase-afterwards"),
        Line("erase-when"),
    )
    rows = (
        (Button("erase-export-button", exporting.QUESTION, "overview", look=Look.PRIMARY),),
        *(
            (Button("erase-days-button", QUESTION, str(days), {"days": days}),)
            for days in reversed(COOLING_OFF)
        ),
        (Button("erase-now-button", QUESTION, NOW, look=Look.DANGER),),
        (Button("erase-keep-button", QUESTION, KEEP),),
        (help_button(),),
    )
    return Say(Sentences(lines, rows), slot=SLOT, fresh=fresh)


def take_turn(event: Tapped, view: View) -> tuple[Effect, ...]:
    """A press; what cannot be undone is asked twice, and only a fresh answer counts."""
    if event.question != QUESTION:
        if event.choice == SURE and _is_fresh(event.question, view.now):
            begun = Sentences((Line("erase-begun"),), ((help_button(),),))
            return (AskErasure(0), Say(begun, slot=SLOT))
        return (overview(view),)
    match event.choice:
        case choice if choice == NOW and view.erasure_due is None:
            return (_really(view.now),)
        case choice if choice in map(str, COOLING_OFF) and view.erasure_due is None:
            days = int(choice)
            due = view.now + timedelta(days=days)
            return (AskErasure(days), _waits(due, fresh=False))
        case choice if choice == KEEP and view.erasure_due is not None:
            back = Sentences((Line("erase-taken-back"),), ((help_button(),),))
            return (TakeBackErasure(), Say(back, slot=SLOT))
        case choice if choice == KEEP:
            return (Say(Sentences((Line("erase-kept"),), ((help_button(),),)), slot=SLOT),)
        case _:
            return (overview(view, fresh=False),)


def _waits(due: datetime, *, fresh: bool) -> Say:
    rows = (
        (Button("erase-take-back-button", QUESTION, KEEP, look=Look.PRIMARY),),
        (Button("erase-export-button", exporting.QUESTION, "overview"),),
        (help_button(),),
    )
    lines = (Line("erase-waits", {"due": due}), Line("erase-meanwhile"))
    return Say(Sentences(lines, rows), slot=SLOT, fresh=fresh)


def _really(now: datetime) -> Say:
    # The button carries its time: one that is pressed by mistake next year does nothing.
    question = f"{QUESTION}.{int(now.timestamp())}"
    rows = (
        (Button("erase-sure-button", question, SURE, look=Look.DANGER),),
        (Button("erase-keep-button", QUESTION, KEEP),),
        (help_button(),),
    )
    return Say(Sentences((Line("erase-really"),), rows), slot=SLOT)


def _is_fresh(question: str, now: datetime) -> bool:
    _, _, seconds = question.partition(".")
    if not seconds.isdecimal() or len(seconds) > len("9999999999"):
        return False
    asked = datetime.fromtimestamp(int(seconds), UTC)
    return timedelta() <= now.replace(microsecond=0) - asked <= SURE_FOR
