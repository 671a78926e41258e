"""What a therapist lets one client see: two switches in Slack, one tap each, both ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

from care.people import ClientId, Shown
from conversations.contents import Button, Line, Look, Sentences, Style
from conversations.flows import workplace
from conversations.turn import Asked, Event, ShowSwitches, Switch, Tapped, Turn

if TYPE_CHECKING:
    from conversations.view import View

QUESTION = "shown"
OPEN = "open"

_SHOWN = ("shown", "visible")


def asked_for(event: Event) -> str | None:
    """Whom this is about, as a record is asked for; None for another event."""
    match event:
        case Tapped(question) if question.startswith(f"{QUESTION}:"):
            return f"client {question.partition(':')[2]}"
        case Asked(workplace.COMMAND, words):
            return workplace.of_code(words, _SHOWN)
        case _:
            return None


def take_turn(event: Event, view: View) -> Turn[None]:
    """Shows both switches, or turns one over."""
    client = view.asked_about
    if client is None:
        return Turn(None, (workplace.not_yours(),))
    if isinstance(event, Tapped):
        what, _, wish = event.choice.partition("-")
        if what in tuple(Shown) and wish in ("on", "off"):
            return Turn(None, (Switch(client, Shown(what), wish == "on"), ShowSwitches(client)))
    return Turn(None, (ShowSwitches(client, fresh=True),))


def slot(client: ClientId) -> str:
    """The message in which the switches of a client stand."""
    return f"{QUESTION}:{client}"


def switches(client: ClientId, code: str, are_on: frozenset[Shown]) -> Sentences:
    """Both as they stand, and what each does."""
    lines = [Line("staff-shown-title", {"client": code}, style=Style.TITLE)]
    buttons = []
    for each in Shown:
        is_on = each in are_on
        stands, wish = (f"{each}-{'on' if on else 'off'}" for on in (is_on, not is_on))
        lines.append(Line(f"staff-shown-{stands}", {"client": code}))
        look = Look.PLAIN if is_on else Look.PRIMARY
        buttons.append(Button(f"staff-shown-{wish}-button", slot(client), wish, look=look))
    lines.append(Line("staff-shown-note", {"client": code}, style=Style.NOTE))
    return Sentences(tuple(lines), (tuple(buttons),))
