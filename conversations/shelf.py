"""The shelf in letters and turns: what a letter about it says, and what should happen with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias
from uuid import UUID

from care.people import ClientId
from care.shelf import Reaction

# --- what a letter says: ids, never what lies there or what was said to it ------------------


@dataclass(frozen=True, slots=True)
class ShelfList:
    """One page of what lies on the client's shelf, the newest first."""

    page: int = 0


@dataclass(frozen=True, slots=True)
class ShelfCard:
    """One thing on the shelf for its client, always as it stands now."""

    item: UUID


@dataclass(frozen=True, slots=True)
class ShelfNews:
    """What is new on the client's shelf, in one message."""

    items: tuple[UUID, ...]


OwnShelf: TypeAlias = ShelfList | ShelfCard | ShelfNews
"""What only the client gets."""


def dump(content: OwnShelf) -> dict[str, Any]:
    """The content as plain JSON."""
    match content:
        case ShelfList(page):
            return {"kind": "shelf-list", "page": page}
        case ShelfCard(item):
            return {"kind": "shelf-card", "item": str(item)}
        case ShelfNews(items):
            return {"kind": "shelf-news", "items": [str(each) for each in items]}


def load(dumped: dict[str, Any]) -> OwnShelf | None:
    """The content that `dump` wrote; None for what is about something else."""
    match dumped:
        case {"kind": "shelf-list", "page": page}:
            return ShelfList(page)
        case {"kind": "shelf-card", "item": item}:
            return ShelfCard(UUID(item))
        case {"kind": "shelf-news", "items": items}:
            return ShelfNews(tuple(map(UUID, items)))
        case _:
            return None


# --- effects: what should happen ------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ListShelf:
    """A page of the client's shelf; fresh: at the end of the chat."""

    page: int = 0
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class ShowShelfItem:
    """One thing of it, which is opened by that; fresh: at the end of the chat."""

    item: UUID
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class ReactToItem:
    """Keep what the client says of it; None: nothing any more."""

    item: UUID
    reaction: Reaction | None


@dataclass(frozen=True, slots=True)
class TakeOffOwnShelf:
    """The client does not want to have it there."""

    item: UUID


OwnShelfEffect: TypeAlias = ListShelf | ShowShelfItem | ReactToItem | TakeOffOwnShelf
"""What a client does with their own."""


@dataclass(frozen=True, slots=True)
class ShowShelfOf:
    """Open what lies on a client's shelf, and the form to change it, directly after the commit."""

    client: ClientId


@dataclass(frozen=True, slots=True)
class PutOnShelf:
    """Keep it on the client's shelf, who hears of it with the message of a day."""

    client: ClientId
    resource: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class TakeOffShelf:
    """Take something off a client's shelf."""

    client: ClientId
    item: UUID


StaffShelfEffect: TypeAlias = ShowShelfOf | PutOnShelf | TakeOffShelf
"""What a therapist does with a client's."""

ShelfEffect: TypeAlias = OwnShelfEffect | StaffShelfEffect
