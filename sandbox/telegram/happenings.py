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
    MEMBER = "member"
    PERMISSIONS = "permissions"
    PINNED = "pinned"
    UNPINNED = "unpinned"
    INVITATION = "invitation"
    ASKED_IN = "asked in"
    LET_IN = "let in"
    TURNED_AWAY = "turned away"
    MIGRATED = "migrated"


@dataclass(frozen=True, slots=True)
class Happening:
    """One visible change. For a toast the text is its words, for "doing" the chat action.

    In a group the bot is the one that acted or spoke, "" when a person did; `person` is whom it
    is about, and the text of "member" their new status, of "invitation" the link.
    """

    at: datetime
    kind: Kind
    bot: str
    chat_id: int = 0
    message: Message | None = None
    text: str = ""
    alert: bool = False
    update: Json | None = None
    person: int = 0
