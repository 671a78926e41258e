"""A Telegram Bot API server on loopback, as strict as the real one, and the people who use it."""

from sandbox.telegram.bots import Bot
from sandbox.telegram.calls import Call, Fault, FaultKind
from sandbox.telegram.cannot import CannotDo, NoSuchButton
from sandbox.telegram.entities import Entity
from sandbox.telegram.groups import Group, GroupKind
from sandbox.telegram.happenings import Happening, Kind
from sandbox.telegram.members import Member, Status
from sandbox.telegram.messages import Button, Document, Message
from sandbox.telegram.participants import Participant
from sandbox.telegram.people import Person
from sandbox.telegram.server import TelegramServer
from sandbox.telegram.world import Answer, Tap

__all__ = [
    "Answer",
    "Bot",
    "Button",
    "Call",
    "CannotDo",
    "Document",
    "Entity",
    "Fault",
    "FaultKind",
    "Group",
    "GroupKind",
    "Happening",
    "Kind",
    "Member",
    "Message",
    "NoSuchButton",
    "Participant",
    "Person",
    "Status",
    "Tap",
    "TelegramServer",
]
