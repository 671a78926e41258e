"""What a therapist asks of the record page in Slack: one client's record, or the day's reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.contents import Line, Sentences
from conversations.flows import triage, workplace
from conversations.turn import Asked, Event, OpenRecord, Say, Tapped, Turn

if TYPE_CHECKING:
    from conversations.view import View

RECORD = "record"
OPEN, READING = "open", "reading"
ALL = "all"
"""Asks for the day's reading."""

_RECORD = ("record", "expediente")
_READING = ("reading", "lectura")


def asked_for(event: Event) -> str | None:
    """What is to be opened: `all`, or by what a client is found; None for another event.

    A client is found by a code as it was typed, or by the id that a button carries.
    """
    match event:
        case Tapped(workplace.HOME, choice) if choice == READING:
            return ALL
        case Tapped(question, choice) if choice == OPEN and question.startswith(f"{RECORD}:"):
            return f"client {question.partition(':')[2]}"
        case Tapped(question, choice) if choice == RECORD and (named := triage.about(question)):
            return f"alert {named[1]}"
        case Asked(workplace.COMMAND, words):
            first, _, rest = words.strip().partition(" ")
            if first.casefold() in _READING or (first.casefold() in _RECORD and not rest.strip()):
                return ALL
            return f"code {rest.strip()}" if first.casefold() in _RECORD else None
        case _:
            return None


def take_turn(view: View) -> Turn[None]:
    """The way to the record page, or plainly why there is none."""
    wanted = view.record
    if wanted is None or not wanted.has_address:
        return Turn(None, (Say(Sentences((Line("record-no-address"),))),))
    if wanted.client is None and not wanted.all:
        return Turn(None, (Say(Sentences((Line("record-not-yours"),))),))
    return Turn(None, (OpenRecord(wanted.client),))
