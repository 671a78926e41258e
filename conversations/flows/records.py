"""What a therapist asks of the record page in Slack: a client's record, a note, or the reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from care.visits import LeadsTo
from conversations.contents import Line, Sentences
from conversations.flows import triage, workplace
from conversations.turn import Asked, Event, OpenRecord, Say, Tapped, Turn

if TYPE_CHECKING:
    from conversations.view import View

RECORD = "record"
OPEN, READING, NOTE, CHANGE = "open", "reading", "note", "change"
ALL = "all"
"""Asks for the day's reading."""

_RECORD = ("record", "expediente")
_READING = ("reading", "lectura")
_NOTE = ("note", "nota")
_CHOICES = {OPEN: LeadsTo.RECORD, NOTE: LeadsTo.NOTE, CHANGE: LeadsTo.CHANGE}


def asked_for(event: Event) -> str | None:
    """What is to be opened: `all`, or by what a client is found; None for another event.

    A client is found by a code as it was typed, or by the id that a button carries.
    """
    match event:
        case Tapped(workplace.HOME, choice) if choice == READING:
            return ALL
        case Tapped(question, choice) if choice in _CHOICES and question.startswith(f"{RECORD}:"):
            return f"client {question.partition(':')[2]}"
        case Tapped(question, choice) if choice == RECORD and (named := triage.about(question)):
            return f"alert {named[1]}"
        case Asked(workplace.COMMAND, words):
            first, _, rest = words.strip().partition(" ")
            if first.casefold() in _READING or (first.casefold() in _RECORD and not rest.strip()):
                return ALL
            return f"code {rest.strip()}" if first.casefold() in (*_RECORD, *_NOTE) else None
        case _:
            return None


def leads_to(event: Event) -> LeadsTo:
    """Where whoever asked so is led once they have come in."""
    match event:
        case Tapped(_, choice):
            return _CHOICES.get(choice, LeadsTo.RECORD)
        case Asked(words=words) if words.split(maxsplit=1)[0].casefold() in _NOTE:
            return LeadsTo.NOTE
        case _:
            return LeadsTo.RECORD


def take_turn(view: View, to: LeadsTo = LeadsTo.RECORD) -> Turn[None]:
    """The way to the record page, or plainly why there is none."""
    wanted = view.record
    if wanted is None or not wanted.has_address:
        return Turn(None, (Say(Sentences((Line("record-no-address"),))),))
    if wanted.client is None and not wanted.all:
        return Turn(None, (workplace.not_yours(),))
    return Turn(None, (OpenRecord(wanted.client, to),))
