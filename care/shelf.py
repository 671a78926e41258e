"""The shelf: what a practice keeps in its library, and what of it lies there for one client.

A practice writes its library itself; what is in it is nobody's secret. That something lies on a
client's shelf, and why, is the client's.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from care.people import ClientId, StaffId
from care.units import is_seen, is_shown_as_written, utf16_length

CODE_LIMIT = 48
TITLE_LIMIT = 60
"""Characters of a title: it stands on a button and among the options of a form."""

ABOUT_LIMIT = 200
"""Characters of what something is for: one or two sentences."""

TEXT_LIMIT = 2500
"""Characters of a text to read: one message takes it whole, with all that is said around it."""

LINK_LIMIT = 500
WHY_LIMIT = 300
"""Characters of why something lies there for this client."""

MOST_MINUTES = 600
MOST_IN_LIBRARY = 500
MOST_ON_SHELF = 60
"""A shelf with more is no choice any more."""


class ResourceKind(StrEnum):
    """What a client will do with it."""

    READ = "read"
    LISTEN = "listen"
    WATCH = "watch"
    TRY = "try"
    """An exercise, or a worksheet."""
    BOOK = "book"
    PLACE = "place"
    """Somewhere to turn to: a group, a course, a service."""


class Reaction(StrEnum):
    """What a client may say of something on the shelf."""

    HELPFUL = "helpful"
    NOT_FOR_ME = "not-for-me"


class NotAResource(ValueError):
    """What was written is nothing that a library can hold; the message says why, in plain words."""


@dataclass(frozen=True, slots=True)
class Resource:
    """One thing of a practice's library: a link, a text of the practice's own, or both."""

    code: str
    title: str
    kind: ResourceKind = ResourceKind.READ
    about: str = ""
    link: str = ""
    text: str = ""
    language: str = ""
    """Of which language it is, as a tag; empty where that does not matter."""
    minutes: int | None = None
    """About how long it takes."""
    retired_at: datetime | None = None

    @property
    def is_offered(self) -> bool:
        """Whether it may be put on a shelf; where it lies already it stays."""
        return self.retired_at is None


@dataclass(frozen=True, slots=True)
class ShelfItem:
    """One thing on a client's shelf."""

    id: UUID
    client: ClientId
    resource: Resource
    staff: StaffId | None
    """Who put it there; None: a rule of the practice did."""
    why: str
    put_at: datetime
    told_at: datetime | None = None
    """When the client knew of it."""
    opened_at: datetime | None = None
    """When the client first looked at it."""
    reaction: Reaction | None = None
    reacted_at: datetime | None = None


_FIELDS = ("code", "title", "kind", "about", "link", "text", "language", "minutes")


def read_resource(table: Mapping[str, Any]) -> Resource:
    """A resource as a file has it: `code`, `title`, and a `link` or a `text`.

    Raises:
        NotAResource: something is missing, too long or not known; the message names it.
    """
    unknown = sorted(set(table) - set(_FIELDS))
    code = _words(table, "code", CODE_LIMIT, "a resource")
    if not code or not all(part.isascii() and part.isalnum() for part in code.split("-")):
        raise NotAResource(
            f"code {code!r}: write small letters, digits and single hyphens, as in slow-breathing."
        )
    if code != code.lower():
        raise NotAResource(f"code {code!r}: write small letters, as in {code.lower()}.")
    if unknown:
        raise NotAResource(
            f"{code}: {', '.join(unknown)} is not known. A resource has: {', '.join(_FIELDS)}."
        )
    found = Resource(
        code,
        " ".join(_words(table, "title", TITLE_LIMIT, code).split()),
        _kind(table.get("kind", ResourceKind.READ.value), code),
        " ".join(_words(table, "about", ABOUT_LIMIT, code).split()),
        _link(_words(table, "link", LINK_LIMIT, code), code),
        _words(table, "text", TEXT_LIMIT, code),
        _language(_words(table, "language", 12, code), code),
        _minutes(table.get("minutes"), code),
    )
    if not is_seen(found.title):
        raise NotAResource(f'{code}: it needs a title, as in title = "Slow breathing".')
    if not found.link and not is_seen(found.text):
        raise NotAResource(f"{code}: it needs a link or a text, or there is nothing to open.")
    return found


def write_resource(resource: Resource) -> dict[str, Any]:
    """The resource as `read_resource` takes it; what is not said is left out."""
    written: dict[str, Any] = {
        "code": resource.code,
        "title": resource.title,
        "kind": resource.kind.value,
        "about": resource.about,
        "link": resource.link,
        "text": resource.text,
        "language": resource.language,
        "minutes": resource.minutes,
    }
    return {name: value for name, value in written.items() if value not in ("", None)}


def _words(table: Mapping[str, Any], name: str, limit: int, where: str) -> str:
    value = table.get(name, "")
    if not isinstance(value, str):
        raise NotAResource(f"{where}: {name} is a text, in quotes.")
    value = value.strip()
    if (long := utf16_length(value)) > limit:
        raise NotAResource(f"{where}: {name} has {long} characters, and {limit} fit.")
    if not is_shown_as_written(value, breaks="\n\t"):
        raise NotAResource(f"{where}: {name} holds a sign that cannot be shown.")
    return value


def _kind(value: object, where: str) -> ResourceKind:
    try:
        return ResourceKind(str(value))
    except ValueError:
        there = ", ".join(each.value for each in ResourceKind)
        raise NotAResource(f"{where}: kind {value!r} is not known. There are: {there}.") from None


def _link(value: str, where: str) -> str:
    if not value:
        return ""
    try:
        parts = urlsplit(value)
        host = parts.hostname
    except ValueError:
        host = None
    if host is None or parts.scheme != "https" or "." not in host or any(map(str.isspace, value)):
        raise NotAResource(f"{where}: link is a whole address that begins with https://.")
    if parts.username is not None or parts.password is not None:
        raise NotAResource(f"{where}: a link with a name or a password in it is not kept.")
    return value


def _language(value: str, where: str) -> str:
    if value and not all(part.isascii() and part.isalnum() for part in value.split("-")):
        raise NotAResource(f'{where}: language is a tag, as in "en" or "pt-BR".')
    return value


def _minutes(value: object, where: str) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= MOST_MINUTES:
        raise NotAResource(f"{where}: minutes is a whole number from 1 to {MOST_MINUTES}.")
    return value
