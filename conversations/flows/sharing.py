"""What a client agrees to, part by part: how it stands, and one tap to change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from care.consent import Purpose
from care.people import ClientStatus
from conversations.contents import Button, Line, Look, Sentences, Style
from conversations.flows.checkin import help_button
from conversations.turn import Effect, KeepConsent, NoteAsked, Say, SetConsent, Turn

if TYPE_CHECKING:
    from collections.abc import Collection

    from conversations.view import View

QUESTION = SLOT = "sharing"
OVERVIEW, KEEP = "overview", "keep"
ON, OFF = "-on", "-off"


def overview(agreed: Collection[Purpose], *, fresh: bool = True, rests: bool = False) -> Say:
    """Every part as it stands, each with the button that changes it; rests: after a discharge."""
    lines = (
        Line("sharing-title", style=Style.TITLE),
        *((Line("ended-rests"),) if rests else ()),
        *(Line(f"sharing-{each}{ON if each in agreed else OFF}") for each in Purpose),
        Line("sharing-research", style=Style.NOTE),
    )
    rows = tuple((_switch(each, given=each in agreed),) for each in Purpose)
    more = (Button("sharing-who-button", "menu", "who"), Button("help-button", "help", "card"))
    return Say(Sentences(lines, (*rows, more)), slot=SLOT, fresh=fresh)


def _switch(purpose: Purpose, *, given: bool) -> Button:
    change = OFF if given else ON
    return Button(f"sharing-{purpose}{change}-button", QUESTION, f"{purpose}{change}")


def take_turn(choice: str, view: View) -> Turn[None]:
    """A press on one of the switches; an unknown one shows how everything stands."""
    if choice == KEEP:
        kept = Sentences((Line("sharing-kept"),), ((_parts(),), (help_button(),)))
        return Turn(None, (KeepConsent(), Say(kept, slot=SLOT)))
    purpose, given = _switched(choice)
    if purpose is None:
        rests = view.client is not None and view.client.status is ClientStatus.DISCHARGED
        return Turn(None, (overview(view.agreed, fresh=False, rests=rests),))
    return Turn(None, (SetConsent(purpose, given), _switch_kept(purpose, given=given)))


def _switch_kept(purpose: Purpose, *, given: bool) -> Say:
    """What this one tap has changed, the way back, and nothing else to read through."""
    lines = (Line("settings-saved"), Line(f"sharing-{purpose}{ON if given else OFF}"))
    rows = ((_switch(purpose, given=given),), (_parts(),), (help_button(),))
    return Say(Sentences(lines, rows), slot=SLOT)


def _switched(choice: str) -> tuple[Purpose | None, bool]:
    for each in Purpose:
        if choice in (f"{each}{ON}", f"{each}{OFF}"):
            return each, choice == f"{each}{ON}"
    return None, False


def ask_again() -> tuple[Effect, ...]:
    """The texts have changed: asked once, kindly, and whatever was agreed to stays as it is."""
    buttons = (
        (Button("sharing-keep-button", QUESTION, KEEP, look=Look.PRIMARY),),
        (_parts(),),
        (help_button(),),
    )
    lines = (Line("sharing-news-title", style=Style.TITLE), Line("sharing-news"))
    return (NoteAsked(), Say(Sentences(lines, buttons), slot=SLOT, fresh=True))


def check_ins_are_off() -> Sentences:
    """What is said where a check-in would be asked that the client does not want."""
    on = _switch(Purpose.CHECK_INS, given=False)
    return Sentences((Line("sharing-no-check-ins"),), ((on,), (help_button(),)))


def _parts() -> Button:
    return Button("sharing-parts-button", QUESTION, OVERVIEW)
