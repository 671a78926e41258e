"""Key moments in letters and turns: what a letter about them says, and what should happen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias
from uuid import UUID

from care.moments import Marked
from care.people import ClientId

# --- what a letter says: ids, never what was marked -----------------------------------------


@dataclass(frozen=True, slots=True)
class MomentList:
    """A client's moments, for the client, with a way to each."""


@dataclass(frozen=True, slots=True)
class MomentCard:
    """One moment for its client, always as it stands now."""

    moment: UUID


@dataclass(frozen=True, slots=True)
class MomentsOf:
    """A client's shared moments for the therapist, always as they stand now, page by page."""

    client: UUID
    page: int = 0


OwnMoments: TypeAlias = MomentList | MomentCard
"""What only the client gets."""

MomentContent: TypeAlias = OwnMoments | MomentsOf


def dump(content: MomentContent) -> dict[str, Any]:
    """The content as plain JSON."""
    match content:
        case MomentList():
            return {"kind": "moment-list"}
        case MomentCard(moment):
            return {"kind": "moment-card", "moment": str(moment)}
        case MomentsOf(client, page):
            return {"kind": "moments-of", "client": str(client), "page": page}


def load(dumped: dict[str, Any]) -> MomentContent | None:
    """The content that `dump` wrote; None for what is about something else."""
    match dumped:
        case {"kind": "moment-list"}:
            return MomentList()
        case {"kind": "moment-card", "moment": moment}:
            return MomentCard(UUID(moment))
        case {"kind": "moments-of", "client": client}:
            return MomentsOf(UUID(client), dumped.get("page", 0))
        case _:
            return None


# --- what a flow knows ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Marking:
    """A client marks a moment: the words are asked for, then the day, then who may see it."""

    token: str
    """Which marking a button is about: those of an earlier one stay tappable."""
    title: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Renaming:
    """A client was asked for other words for a moment; the next words are taken as them."""

    moment: UUID


# --- effects: what should happen ------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ListMoments:
    """The client's moments."""


@dataclass(frozen=True, slots=True)
class ShowMoment:
    """One moment, with what can be done about it; fresh: at the end of the chat."""

    moment: UUID
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class MarkMoment:
    """Keep a moment that the client marks, and show it."""

    marked: Marked


@dataclass(frozen=True, slots=True)
class RenameMoment:
    """Keep other words for a moment of one's own."""

    moment: UUID
    title: str


@dataclass(frozen=True, slots=True)
class ShareMoment:
    """Let the therapist see a moment of one's own, or no more."""

    moment: UUID
    shared: bool


@dataclass(frozen=True, slots=True)
class TakeMomentAway:
    """Take a moment of one's own away; nothing of it is left."""

    moment: UUID


OwnMomentEffect: TypeAlias = (
    ListMoments | ShowMoment | MarkMoment | RenameMoment | ShareMoment | TakeMomentAway
)
"""What a client does with their own."""


@dataclass(frozen=True, slots=True)
class ShowMomentsOf:
    """A client's moments, in the message that holds them; fresh: at the end of the chat."""

    client: ClientId
    fresh: bool = False
    page: int = 0


@dataclass(frozen=True, slots=True)
class OpenMomentForm:
    """Open the form in which a moment is marked, directly after the commit."""

    client: ClientId


@dataclass(frozen=True, slots=True)
class MarkMomentOf:
    """Keep a moment that a therapist marks, and show what there is now."""

    client: ClientId
    marked: Marked


@dataclass(frozen=True, slots=True)
class TakeMomentBack:
    """Take away a moment that a therapist has marked."""

    client: ClientId
    moment: UUID


StaffMomentEffect: TypeAlias = ShowMomentsOf | OpenMomentForm | MarkMomentOf | TakeMomentBack
"""What a therapist does with a client's."""

MomentEffect: TypeAlias = OwnMomentEffect | StaffMomentEffect
