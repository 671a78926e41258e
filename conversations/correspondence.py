"""Messages between client and therapist in letters and turns: ids and pages, never their words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias
from uuid import UUID

from care.people import ClientId

# --- what a letter says -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MessageReceipt:
    """Where a client's message is, for that client, as it stands when this is sent."""

    message: UUID


@dataclass(frozen=True, slots=True)
class Conversation:
    """What client and staff wrote to each other, for the client; one page of it."""

    page: int = 0


@dataclass(frozen=True, slots=True)
class MessagesOf:
    """That a client has written, for the therapist, as it stands now; never what."""

    client: UUID


@dataclass(frozen=True, slots=True)
class DeputyNote:
    """That a client of somebody away has written, or has a wish about an appointment.

    It is for who stands in, as long as they do; never what was written.
    """

    client: UUID
    appointment: UUID | None = None


OwnMessages: TypeAlias = MessageReceipt | Conversation
"""What only the client gets."""

MessageContent: TypeAlias = OwnMessages | MessagesOf | DeputyNote


def dump(content: MessageContent) -> dict[str, Any]:
    """The content as plain JSON."""
    match content:
        case MessageReceipt(message):
            return {"kind": "message-receipt", "message": str(message)}
        case Conversation(page):
            return {"kind": "conversation", "page": page}
        case MessagesOf(client):
            return {"kind": "messages-of", "client": str(client)}
        case DeputyNote(client, appointment):
            about = str(appointment) if appointment else None
            return {"kind": "deputy-note", "client": str(client), "appointment": about}


def load(dumped: dict[str, Any]) -> MessageContent | None:
    """The content that `dump` wrote; None for what is about something else."""
    match dumped:
        case {"kind": "message-receipt", "message": message}:
            return MessageReceipt(UUID(message))
        case {"kind": "conversation", "page": int(page)}:
            return Conversation(page)
        case {"kind": "messages-of", "client": client}:
            return MessagesOf(UUID(client))
        case {"kind": "deputy-note", "client": client, "appointment": about}:
            return DeputyNote(UUID(client), UUID(about) if about else None)
        case _:
            return None


# --- what a flow knows --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Drafting:
    """A client writes to the therapist: nothing leaves before *Send*."""

    token: str
    """Which message a button is about: those of an earlier one stay tappable."""
    text: str = ""
    parts: int = 0
    """Of how many texts it was put together."""


# --- effects: what should happen ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SendMessage:
    """Keep what the client wrote, tell the therapist that there is something, and say where it is.

    Nothing of it goes along with what the therapist is told.
    """

    text: str


@dataclass(frozen=True, slots=True)
class ShowReceipt:
    """Where a message of the client's is, at the end of the chat."""

    message: UUID


@dataclass(frozen=True, slots=True)
class ShowConversation:
    """What was written so far, both ways; fresh: at the end of the chat."""

    page: int = 0
    fresh: bool = False


OwnMessageEffect: TypeAlias = SendMessage | ShowReceipt | ShowConversation
"""What a client does."""


@dataclass(frozen=True, slots=True)
class ShowMessagesOf:
    """What waits of a client, in the message that holds it; fresh: at the end of the chat."""

    client: ClientId
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class OpenMessages:
    """Keep that the one who acts goes to read what a client wrote."""

    client: ClientId


@dataclass(frozen=True, slots=True)
class OpenAnswerForm:
    """Open the form in which a client is written to, directly after the commit."""

    client: ClientId


@dataclass(frozen=True, slots=True)
class WriteToClient:
    """A therapist's own words to the client, after the time to undo; they answer what waits."""

    client: ClientId
    text: str


@dataclass(frozen=True, slots=True)
class CloseMessages:
    """What waits of a client needs no answer."""

    client: ClientId


StaffMessageEffect: TypeAlias = (
    ShowMessagesOf | OpenMessages | OpenAnswerForm | WriteToClient | CloseMessages
)
"""What a therapist does about a client's."""

MessageEffect: TypeAlias = OwnMessageEffect | StaffMessageEffect
