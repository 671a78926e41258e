"""Notes of sessions in letters and turns: ids and pages, never a word of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias
from uuid import UUID

from care.notes import Answer, NoteState

# --- what a letter says -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NoteList:
    """A client's notes, for the client; one page of them."""

    page: int = 0


@dataclass(frozen=True, slots=True)
class NoteCard:
    """One page of a note, for its client, as it stands when this is sent."""

    note: UUID
    page: int = 0


@dataclass(frozen=True, slots=True)
class NotesWait:
    """That notes wait for the client's answer, and how many."""


@dataclass(frozen=True, slots=True)
class NotesOf:
    """What became of the notes that were proposed to a client, for the therapist; no word of it."""

    client: UUID


OwnNotes: TypeAlias = NoteList | NoteCard | NotesWait
"""What only the client gets."""

NoteContent: TypeAlias = OwnNotes | NotesOf


def dump(content: NoteContent) -> dict[str, Any]:
    """The content as plain JSON."""
    match content:
        case NoteList(page):
            return {"kind": "notes-list", "page": page}
        case NoteCard(note, page):
            return {"kind": "notes-card", "note": str(note), "page": page}
        case NotesWait():
            return {"kind": "notes-wait"}
        case NotesOf(client):
            return {"kind": "notes-of", "client": str(client)}


def load(dumped: dict[str, Any]) -> NoteContent | None:
    """The content that `dump` wrote; None for what is about something else."""
    match dumped:
        case {"kind": "notes-list", "page": int(page)}:
            return NoteList(page)
        case {"kind": "notes-card", "note": note, "page": int(page)}:
            return NoteCard(UUID(note), page)
        case {"kind": "notes-wait"}:
            return NotesWait()
        case {"kind": "notes-of", "client": client}:
            return NotesOf(UUID(client))
        case _:
            return None


# --- what a flow knows ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NoteStanding:
    """What a flow needs to know of one of the client's notes."""

    state: NoteState
    version: int
    beginning: str
    """How the digest of the text begins that the client may read now."""

    @property
    def is_waiting(self) -> bool:
        """Whether it waits for the client's answer."""
        return self.state is NoteState.PROPOSED


@dataclass(frozen=True, slots=True)
class Answering:
    """A client puts into words what should be different; nothing leaves before *Send*."""

    token: str
    """Which answer a button is about: those of an earlier one stay tappable."""
    note: UUID
    version: int
    beginning: str
    answer: Answer
    text: str = ""
    parts: int = 0
    """Of how many texts it was put together."""


# --- effects: what should happen --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ListNotes:
    """The client's notes; fresh: at the end of the chat."""

    page: int = 0
    fresh: bool = True


@dataclass(frozen=True, slots=True)
class ShowNote:
    """One page of a note; fresh: at the end of the chat."""

    note: UUID
    page: int = 0
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class AnswerNote:
    """Keep what the client says to a text, if it is the one that stands; the therapist is told."""

    note: UUID
    version: int
    beginning: str
    answer: Answer
    words: str = ""


@dataclass(frozen=True, slots=True)
class DeclineNotes:
    """Keep that the client wants no notes here; what waits goes back to who wrote it."""


NoteEffect: TypeAlias = ListNotes | ShowNote | AnswerNote | DeclineNotes
"""What a client does with their notes."""
