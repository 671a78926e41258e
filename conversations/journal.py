"""The journal in letters and turns: what a letter about it says, and what should happen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias
from uuid import UUID

from care.journal import Parts, Prompt

# --- what a letter says: ids, never what was written ----------------------------------------


@dataclass(frozen=True, slots=True)
class JournalList:
    """Some of a client's entries, for the client, with a way to each; pages count from 0."""

    page: int = 0


@dataclass(frozen=True, slots=True)
class JournalCard:
    """One entry for its client, as it stands; `asks`: who may read it is asked with it."""

    entry: UUID
    asks: bool = False


JournalContent: TypeAlias = JournalList | JournalCard
"""All of it is the client's own."""


def dump(content: JournalContent) -> dict[str, Any]:
    """The content as plain JSON."""
    match content:
        case JournalList(page):
            return {"kind": "journal-list", "page": page}
        case JournalCard(entry, asks):
            return {"kind": "journal-card", "entry": str(entry), "asks": asks}


def load(dumped: dict[str, Any]) -> JournalContent | None:
    """The content that `dump` wrote; None for what is about something else."""
    match dumped:
        case {"kind": "journal-list", "page": page}:
            return JournalList(page)
        case {"kind": "journal-card", "entry": entry, "asks": asks}:
            return JournalCard(UUID(entry), asks)
        case _:
            return None


# --- what a flow knows ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Composing:
    """A client writes an entry: freely, or one question after another."""

    token: str
    """Which writing a button is about: those of an earlier one stay tappable."""
    asking: Prompt = Prompt.FREE
    parts: Parts = ()
    """What was answered so far; it is kept when the client goes on to something else."""


@dataclass(frozen=True, slots=True)
class Adding:
    """An entry was kept just now: words that follow on the same day belong to it."""

    on: date


# --- effects: what should happen ------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ListEntries:
    """The client's entries; fresh: at the end of the chat."""

    page: int = 0
    fresh: bool = True


@dataclass(frozen=True, slots=True)
class ShowEntry:
    """One entry, with what can be done about it; fresh: at the end of the chat."""

    entry: UUID
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class KeepEntry:
    """Keep an entry, for the client alone, and ask who may read it; quietly: without a word."""

    parts: Parts
    quietly: bool = False


@dataclass(frozen=True, slots=True)
class AddToEntry:
    """Add words to what was written last today."""

    words: str


@dataclass(frozen=True, slots=True)
class ShareEntry:
    """Let the therapist read an entry, or no more."""

    entry: UUID
    shared: bool


@dataclass(frozen=True, slots=True)
class DeleteEntry:
    """Delete an entry; nothing of it is left."""

    entry: UUID


JournalEffect: TypeAlias = (
    ListEntries | ShowEntry | KeepEntry | AddToEntry | ShareEntry | DeleteEntry
)
"""What a client does with their own."""
