"""What clients wrote, as a therapist has it in Slack: gone to read, answered, or marked as read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from care.correspondence import TEXT_LIMIT, fits
from care.people import ClientId
from conversations.contents import Line, Sentences
from conversations.correspondence import (
    CloseMessages,
    OpenAnswerForm,
    OpenMessages,
    ShowMessagesOf,
    WriteToClient,
)
from conversations.flows import records, workplace
from conversations.turn import Event, Form, Say, Submitted, Tapped, Turn

if TYPE_CHECKING:
    from conversations.view import View

OF = "messages-of"
OPEN, READ, ANSWER, CLOSE = "open", "read", "answer", "close"
TEXT = "text"

_MESSAGES = ("messages", "message", "mensajes", "mensaje")


def of(client: ClientId) -> str:
    """What a button about a client's messages asks; the message that holds them."""
    return f"{OF}:{client}"


def asked_for(event: Event) -> str | None:
    """Whom this is about, as a record is asked for; None for another event."""
    return workplace.of_client(event, OF, _MESSAGES, Form.ANSWER)


def problems(values: Mapping[str, str]) -> dict[str, Line]:
    """What keeps a message from being taken, by field; needs no database."""
    text = values.get(TEXT, "").strip()
    if not text:
        return {TEXT: Line("staff-message-empty")}
    if not fits(text):
        return {TEXT: Line("staff-message-long", {"limit": TEXT_LIMIT})}
    return {}


def take_turn(event: Event, view: View) -> Turn[None]:
    """One press, one form or one command about a client's messages."""
    client = view.asked_about
    if client is None:
        return Turn(None, (workplace.not_yours(),))
    match event:
        case Submitted(values=values):
            if wrong := problems(values):
                return Turn(None, (Say(Sentences(tuple(wrong.values()))),))
            return Turn(None, (WriteToClient(client, values[TEXT].strip()),))
        case Tapped(choice=choice) if choice == READ:
            return Turn(None, (OpenMessages(client), *records.take_turn(view).effects))
        case Tapped(choice=choice) if choice == ANSWER:
            return Turn(None, (OpenAnswerForm(client),))
        case Tapped(choice=choice) if choice == CLOSE:
            return Turn(None, (CloseMessages(client),))
        case _:
            return Turn(None, (ShowMessagesOf(client, fresh=True),))
