"""What the sandbox remembers and shows: people, apps, channels, messages, views, files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple, TypeAlias

Json: TypeAlias = dict[str, Any]


@dataclass(slots=True)
class App:
    """An installed app: its bot, its tokens, and whether it hears by socket or by HTTP."""

    id: str
    name: str
    bot_user: str
    bot_id: str
    bot_token: str
    app_token: str
    signing_secret: str
    # What it subscribed to; nothing else is sent.
    events: frozenset[str] = frozenset({"message.im", "app_home_opened"})
    # What a person may type with a stroke in front; another word never leaves the client.
    commands: frozenset[str] = frozenset({"/portal"})
    # What it was allowed at its installation; what needs another is refused or not brought.
    scopes: frozenset[str] = frozenset()
    # Set, the app is reached with signed HTTP requests instead of Socket Mode.
    request_url: str | None = None
    # Set, its tokens are refused with this error: account_inactive, token_revoked.
    revoked: str | None = None
    # As on the real one, message.im brings an app's own messages, too.
    hears_itself: bool = True


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the workspace, person or bot."""

    id: str
    name: str
    tz: str = "UTC"
    app_id: str | None = None
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class Channel:
    """A conversation: a direct message with an app, or a channel."""

    id: str
    name: str
    members: tuple[str, ...]
    created: int
    is_im: bool = False
    is_private: bool = False
    is_mpim: bool = False


class Shared(NamedTuple):
    """A file as a person sees it in a message."""

    name: str
    content: bytes
    alt: str | None


@dataclass(frozen=True, slots=True)
class File:
    """An uploaded file; `content` is None until the bytes have arrived."""

    id: str
    app_id: str
    name: str
    length: int
    created: int
    alt: str | None = None
    title: str | None = None
    content: bytes | None = None
    completed: bool = False
    channels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Message:
    """One message as it stands now; an edit makes a new one with the same ts."""

    channel: str
    ts: str
    user: str
    text: str
    blocks: tuple[Json, ...] = ()
    thread_ts: str | None = None
    replies: tuple["Message", ...] = ()
    edited: str | None = None
    files: tuple[Shared, ...] = ()
    file_ids: tuple[str, ...] = ()
    app_id: str | None = None
    broadcast: bool = False
    reactions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    # Only this person sees it.
    ephemeral_to: str | None = None
    metadata: Json | None = None


@dataclass(frozen=True, slots=True)
class View:
    """A modal or an App Home as it is open now; an update makes a new one with the same id."""

    id: str
    hash: str
    app_id: str
    person: str
    type: str
    title: str
    blocks: tuple[Json, ...]
    callback_id: str
    private_metadata: str
    external_id: str
    root_view_id: str
    previous_view_id: str | None
    definition: Json
    values: Mapping[str, Mapping[str, Json]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Call:
    """One request of an app, as it came and how it ended."""

    at: datetime
    method: str
    params: Json
    ok: bool = False
    error: str | None = None
    result: Json | None = None
    app_id: str | None = None


class FaultKind(StrEnum):
    """The ways in which a request can go wrong on the way."""

    STATUS = "status"
    TIMEOUT = "timeout"
    RESET = "reset"


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong with a call; `accepted` tells whether it was carried out before."""

    kind: FaultKind
    status: int = 500
    retry_after: int = 1
    accepted: bool = False


class Change(StrEnum):
    """What can visibly happen."""

    MESSAGE_POSTED = "message posted"
    MESSAGE_UPDATED = "message updated"
    MESSAGE_DELETED = "message deleted"
    EPHEMERAL_POSTED = "ephemeral posted"
    REACTION_CHANGED = "reaction changed"
    VIEW_OPENED = "view opened"
    VIEW_UPDATED = "view updated"
    VIEW_CLOSED = "view closed"
    HOME_PUBLISHED = "home published"
    FILE_SHARED = "file shared"


@dataclass(frozen=True, slots=True)
class Happening:
    """A visible change, told to everybody who watches."""

    at: datetime
    change: Change
    person: str | None = None
    channel: str | None = None
    message: Message | None = None
    view: View | None = None


@dataclass(frozen=True, slots=True)
class Press:
    """What came of pressing or choosing something."""

    acknowledged: bool
    payload: Json
    url: str | None = None
    confirm: Json | None = None
    answer: Json | None = None
