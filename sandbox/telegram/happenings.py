"""What can be seen from outside: for the page, and for a transcript."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sandbox.telegram.entities import Json
from sandbox.telegram.messages import Message


class Kind(StrEnum):
    """What happened."""

    POSTED = "posted"
    EDITED = "edited"
    DELETED = "deleted"
    REACTED = "reacted"
    TOAST = "toast"
    DOING = "doing"
    QUEUED = "queued"
    BLOCKED = "blocked"
    UNBLOCKED = "unblocked"
    COMMANDS = "commands"


@dataclass(frozen=True, slots=True)
class Happening:
    """One visible change. For a toast the text is its words, for "doing" the chat action."""

    at: datetime
    kind: Kind
    bot: str
    chat_id: int = 0
    message: Message | None = None
    text: str = ""
    alert: bool = False
    update: Json | None = None
