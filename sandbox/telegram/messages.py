"""Messages and what they are made of."""

from dataclasses import dataclass
from datetime import datetime

from sandbox.telegram.entities import Entity, Json


@dataclass(frozen=True, slots=True)
class Profile:
    """Who somebody is to the others: a person or a bot."""

    id: int
    name: str
    is_bot: bool = False
    username: str | None = None
    language: str | None = None

    def json(self) -> Json:
        """A User as the Bot API writes it."""
        user: Json = {"id": self.id, "is_bot": self.is_bot, "first_name": self.name}
        if self.username:
            user["username"] = self.username
        if self.language:
            user["language_code"] = self.language
        return user


@dataclass(frozen=True, slots=True)
class Button:
    """One button under a message, as a person sees it."""

    label: str
    data: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that one bot knows by its id."""

    file_id: str
    unique_id: str
    kind: str
    data: bytes
    path: str
    name: str | None = None
    mime: str | None = None
    width: int = 0
    height: int = 0
    seconds: int = 0
    """How long a voice message lasts."""

    def json(self) -> Json:
        """The part that every kind of file has."""
        return {
            "file_id": self.file_id,
            "file_unique_id": self.unique_id,
            "file_size": len(self.data),
        }


@dataclass(frozen=True, slots=True)
class Document:
    """A file as a person receives it."""

    name: str
    mime: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Draft:
    """What is said, before it is a message in a chat."""

    text: str = ""
    caption: str = ""
    entities: tuple[Entity, ...] = ()
    file: StoredFile | None = None
    markup: Json | None = None
    protected: bool = False
    silent: bool = False
    album: str | None = None
    reply_to: int | None = None
    forward_origin: Json | None = None
    # What has a field of its own: a shared contact, or what a service message tells.
    content: Json | None = None
    service: bool = False
    pins: int | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """A message as it stands; an edit makes a new value with the same number."""

    message_id: int
    chat_id: int
    sender: Profile
    date: datetime
    said: Draft
    edited: datetime | None = None
    reaction: str | None = None

    @property
    def from_bot(self) -> bool:
        return self.sender.is_bot

    @property
    def text(self) -> str:
        return self.said.text

    @property
    def caption(self) -> str:
        return self.said.caption

    @property
    def entities(self) -> tuple[Entity, ...]:
        """What is marked in the text, or in the caption when there is no text."""
        return self.said.entities

    @property
    def protected(self) -> bool:
        return self.said.protected

    @property
    def silent(self) -> bool:
        return self.said.silent

    @property
    def album(self) -> str | None:
        return self.said.album

    @property
    def reply_to(self) -> int | None:
        return self.said.reply_to

    @property
    def photo(self) -> bytes | None:
        """The picture, when the message carries one."""
        file = self.said.file
        return file.data if file and file.kind == "photo" else None

    @property
    def document(self) -> Document | None:
        """The attached file, when the message carries one."""
        file = self.said.file
        if file is None or file.kind != "document":
            return None
        return Document(file.name or "file", file.mime or "application/octet-stream", file.data)

    @property
    def voice(self) -> int | None:
        """How many seconds the voice message lasts, when the message is one."""
        file = self.said.file
        return file.seconds if file and file.kind == "voice" else None

    @property
    def buttons(self) -> list[list[Button]]:
        """The inline keyboard, row by row."""
        return [[_button(one) for one in row] for row in rows_of(self.said.markup)]


def rows_of(markup: Json | None) -> list[list[Json]]:
    """The rows of an inline keyboard; none for any other markup."""
    rows = (markup or {}).get("inline_keyboard")
    return rows if isinstance(rows, list) else []


def _button(given: Json) -> Button:
    data, url = given.get("callback_data"), given.get("url")
    return Button(
        str(given["text"]),
        data if isinstance(data, str) else None,
        url if isinstance(url, str) else None,
    )
