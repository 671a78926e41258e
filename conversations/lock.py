"""What is open while a client's chat is locked: this table, and nothing else.

Deny by default: a command, a button or an event that is not named here meets the keypad, also one
that somebody adds later. Nobody is ever locked out from help (law 4).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.flows import (
    appointments,
    checkin,
    correspondence,
    goals,
    help_now,
    homework,
    journal,
    moments,
    notes,
    pin,
    privacy,
    shelf,
)
from conversations.phone import PinChecked, PinKept, PinNotYet
from conversations.turn import (
    Asked,
    Came,
    Event,
    Left,
    Redeemed,
    Returned,
    Said,
    Tapped,
)

if TYPE_CHECKING:
    from conversations.view import View

HIDE, LOCK = "hide", "lock"

COMMANDS = frozenset({*help_now.WORDS, HIDE, LOCK})
"""Help; and what takes something away from whoever looks on, and shows nothing."""

QUESTIONS = frozenset({help_now.QUESTION, help_now.SAFETY, HIDE})

LANDS = frozenset(
    {
        *("checkin", "progress", "settings", "privacy", "pin", "stop"),
        *("sharing", "who", "pause", "export", "delete_me", "homework", "moment", "shelf"),
        "journal",
        *("message", "messages"),
        *("appointments", "citas"),
        *goals.COMMANDS,
        *notes.COMMANDS,
    }
)
"""Commands that show or ask something, and change nothing by themselves."""


def is_shut(event: Event, view: View) -> bool:
    """Whether the lock stands in the way of this event."""
    return view.client is not None and view.client.locked and not is_open(event, view)


def is_open(event: Event, view: View) -> bool:
    """Whether this is heard although the chat is locked."""
    match event:
        case Asked(command):
            return command in COMMANDS
        case Said():
            return help_now.is_called(event)
        case Tapped(question):
            return question in QUESTIONS or pin.is_key(question)
        case Came():
            # A fresh link is how a therapist lets in whoever forgot the PIN.
            return view.invitation is not None and view.invitation.own
        case PinChecked() | PinKept() | PinNotYet() | Left() | Returned() | Redeemed():
            # Nobody does these at the phone: the store and the platform tell them.
            return True
        case _:
            return False


def landing(event: Event) -> tuple[str, str]:
    """Where somebody goes on who met the lock: a button, or a command behind an empty question.

    Only to where it is seen what stands there. An answer that was tapped while it was locked may be
    anybody's, so the question is asked again.
    """
    match event:
        case Tapped(question) if checkin.asking(question):
            return question, checkin.AGAIN
        case Tapped(question) if homework.about(question):
            return question, homework.SHOW
        case Tapped(question) if appointments.about(question):
            return question, appointments.SHOW
        case Tapped(question) if shelf.about(question):
            return question, shelf.SHOW
        case Tapped(question) if moments.about(question):
            return question, moments.SHOW
        case Tapped(question) if journal.about(question):
            return question, journal.SHOW
        case Tapped(question) if correspondence.about(question):
            return question, correspondence.WHERE
        case Tapped(correspondence.QUESTION):
            return "", correspondence.LISTED
        case Tapped(question) if goals.concerns(event):
            return question if goals.about(question) else goals.LIST, goals.SHOW
        case Tapped(question) if notes.concerns(event):
            return question if notes.about(question) else notes.LIST, notes.SHOW
        case Tapped("progress" | "waiting" as question, choice):
            return question, choice
        case Tapped("menu", command) | Asked(command) if command in LANDS:
            return "", command
        case Tapped(
            "settings" | "stop" | "sharing" | "who" | pin.QUESTION | privacy.QUESTION as command
        ):
            return "", command
        case _:
            return "", "menu"
