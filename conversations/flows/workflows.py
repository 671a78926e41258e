"""Workflows in Slack: listed and switched in one window, for the practice or for one client."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.flows import workplace
from conversations.turn import (
    Asked,
    Effect,
    Event,
    ShowWorkflows,
    SwitchWorkflow,
    Tapped,
    Turn,
)

if TYPE_CHECKING:
    from care.people import ClientId
    from conversations.view import View

QUESTION = "workflows"
EVERYBODY = "all"

_WORKFLOWS = ("workflows", "flujos")
_WISHES = {"on": True, "off": False, "usual": None}


def concerns(event: Event) -> bool:
    """Whether this is about workflows."""
    match event:
        case Tapped(workplace.HOME, choice):
            return choice == QUESTION
        case Tapped(question):
            return question.startswith(f"{QUESTION}:")
        case Asked(workplace.COMMAND, words):
            return words.strip().partition(" ")[0].casefold() in _WORKFLOWS
        case _:
            return False


def asked_for(event: Event) -> str | None:
    """Of which client, as a record is asked for; None for those of the practice."""
    match event:
        case Tapped(question) if question.startswith(f"{QUESTION}:"):
            about = question.partition(":")[2]
            return None if about == EVERYBODY else f"client {about}"
        case Asked(workplace.COMMAND, words) if concerns(event):
            _, _, code = words.strip().partition(" ")
            return f"code {code.strip()}" if code.strip() else None
        case _:
            return None


def take_turn(event: Event, view: View) -> Turn[None]:
    """Opens the window, or turns one switch over and shows how it stands then."""
    client = view.asked_about
    if asked_for(event) is not None and client is None:
        return Turn(None, (workplace.not_yours(),))
    if isinstance(event, Tapped) and event.question != workplace.HOME:
        return Turn(None, _switched(event.choice, client))
    return Turn(None, (ShowWorkflows(client),))


def _switched(choice: str, client: ClientId | None) -> tuple[Effect, ...]:
    wish, _, name = choice.partition("-")
    if wish not in _WISHES or (client is None and wish == "usual"):
        return (ShowWorkflows(client, again=True),)
    return (SwitchWorkflow(client, name, _WISHES[wish]), ShowWorkflows(client, again=True))
