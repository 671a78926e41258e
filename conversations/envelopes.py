"""What goes in and out: a message heard, a message ready to be shown, and how sending can fail."""

from collections.abc import Sequence
from dataclasses import field
from datetime import datetime
from typing import Protocol

from care.light import dataclass
from conversations.contents import GroupDeed, Look, Style
from conversations.turn import Event

CLIENTS = "telegram/clients"
GROUPS = "telegram/groups"
THERAPISTS = "slack"


@dataclass(frozen=True, slots=True)
class Inbound:
    """One thing a person did, in our words."""

    bot: str
    address: str
    """The person's id on the platform; identity, so it is sealed wherever it is kept."""
    event: Event
    answer_to: str | None = None
    """What a direct answer needs: a callback query id, or a Slack trigger."""
    language: str | None = None
    message: str | None = field(default=None, compare=False)
    """Where it stands in the person's own chat with the bot; that is no part of what was done."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """A raw update as the platform sent it, with the platform's own id of it."""

    update_id: str
    body: bytes
    version: str = ""
    """What was sent in, where the platform gives everything that is sent in there the same id."""


class KeptOtherwise(Exception):
    """Another version was kept under the same id before, and that one counts."""


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A paragraph in the reader's words."""

    text: str
    style: Style = Style.BODY


@dataclass(frozen=True, slots=True)
class ShownButton:
    """A button in the reader's words."""

    label: str
    question: str
    choice: str
    look: Look = Look.PLAIN


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG with the words that say the same."""

    png: bytes
    name: str
    alternative: str


@dataclass(frozen=True, slots=True)
class File:
    """A file that goes out with the words of its message."""

    data: bytes = field(repr=False)
    name: str


@dataclass(frozen=True, slots=True)
class Doing:
    """Something done in a group besides writing, with the platform's own ids."""

    deed: GroupDeed
    message: int = 0
    member: str = ""
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A message ready for any messenger: plain words, no markup of any platform."""

    lines: tuple[ShownLine, ...]
    buttons: tuple[tuple[ShownButton, ...], ...] = ()
    picture: Picture | None = None
    thread_slot: str | None = None
    """Under which posted message it belongs, where the platform has threads."""
    doing: Doing | None = None
    """What is done instead of writing; only the groups' bot is given it."""
    file: File | None = None
    """What goes along; only the clients' bot is given it."""


@dataclass(frozen=True, slots=True)
class ShownSection:
    """One entry of a page: its lines, and the buttons that belong to them."""

    lines: tuple[ShownLine, ...]
    buttons: tuple[ShownButton, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownPage:
    """A page that a person opens, such as Home in Slack: entries from top to bottom."""

    sections: tuple[ShownSection, ...]


@dataclass(frozen=True, slots=True)
class ShownWindow:
    """A list in a window of the platform, with buttons that change what it shows."""

    title: str
    close: str
    sections: tuple[ShownSection, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message stands on its platform."""

    channel: str
    message: str
    before: tuple[str, ...] = ()
    """The messages before it that belong to it, where one was not enough."""


class TryLater(Exception):
    """The platform asks to wait, or did not answer."""

    def __init__(self, reason: str, after: float | None = None, *, whole_bot: bool = False) -> None:
        super().__init__(reason)
        self.after = after
        self.whole_bot = whole_bot


class Unreachable(Exception):
    """This person cannot be written to any more: blocked, deactivated, gone."""


class Moved(Exception):
    """The chat has a new address."""

    def __init__(self, address: str) -> None:
        super().__init__("the chat moved")
        self.address = address


class Broken(Exception):
    """The message is our fault: the platform will never take it."""


class Vanished(Exception):
    """The message to be edited is no longer there."""


class Messenger(Protocol):
    """Shows messages on one platform. It raises TryLater, Unreachable, Moved or Broken."""

    async def send(self, address: str, shown: Shown, thread: Place | None) -> Place:
        """Posts a new message and tells where it stands."""

    async def edit(self, address: str, place: Place, shown: Shown) -> None:
        """Replaces a message; raises Vanished when it is gone. No change is success."""

    async def retire(self, address: str, place: Place) -> None:
        """Takes the buttons off an older message, as well as the platform allows."""

    async def publish(self, address: str, page: ShownPage) -> None:
        """Shows a page of the person's own; Broken where the platform has none."""

    async def take_back(self, address: str, messages: Sequence[str]) -> None:
        """Deletes what the platform lets us delete of these; Broken where there is no such way."""
