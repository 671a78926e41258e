"""Who is on call, from Home or by `/portal oncall`, and a day that changes hands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from care.people import StaffId
from conversations.contents import Button, Line, Look, Sentences
from conversations.flows import workplace
from conversations.on_call import ChangeOnCall, OnCallEffect, OpenOnCallForm, ShowOnCall
from conversations.turn import Asked, Event, Form, Say, Submitted, Tapped, Turn

QUESTION = "on-call"
OPEN, CHANGE = "open", "change"
DAY, WHO = "day", "who"
NOBODY = workplace.NOBODY

_COMMANDS = ("oncall", "on-call", "on call", "guardia", "de guardia")


def home_button() -> Button:
    """The way to the rota."""
    return Button("on-call-button", QUESTION, OPEN)


def change_button() -> Button:
    """Gives a day to somebody else."""
    return Button("on-call-change-button", QUESTION, CHANGE, look=Look.PRIMARY)


def concerns(event: Event) -> bool:
    """Whether this is about who is on call."""
    match event:
        case Asked(workplace.COMMAND, words):
            return " ".join(words.casefold().split()) in _COMMANDS
        case Tapped(question):
            return question == QUESTION
        case Submitted(form):
            return form == Form.ON_CALL
        case _:
            return False


def take_turn(event: Event) -> Turn[None]:
    """The rota, its form, or what was filled in."""
    match event:
        case Submitted(values=values):
            return Turn(None, (_changed(values),))
        case Tapped(choice=choice) if choice == CHANGE:
            return Turn(None, (OpenOnCallForm(),))
        case _:
            return Turn(None, (ShowOnCall(),))


def _changed(values: Mapping[str, str]) -> OnCallEffect | Say:
    who = values.get(WHO, "")
    try:
        day = date.fromisoformat(values.get(DAY, ""))
        return ChangeOnCall(day, None if who == NOBODY else StaffId(UUID(who)))
    except ValueError:
        return Say(Sentences((Line("old-button"),)))
