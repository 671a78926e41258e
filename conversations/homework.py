"""Homework in letters and turns: what a letter about it says, and what should happen with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias
from uuid import UUID

from care.homework import Given, State
from care.people import ClientId

# --- what a letter says: ids, never what was assigned or answered ---------------------------


@dataclass(frozen=True, slots=True)
class HomeworkCard:
    """A piece of homework for its client, always as it stands now."""

    homework: UUID


@dataclass(frozen=True, slots=True)
class HomeworkList:
    """Everything that is open, and what was done, for the client."""


@dataclass(frozen=True, slots=True)
class HomeworkDue:
    """That something is still open, in one gentle line, on its day."""

    homework: UUID


@dataclass(frozen=True, slots=True)
class HomeworkReview:
    """What a therapist says to what came back."""

    homework: UUID
    entry: UUID


@dataclass(frozen=True, slots=True)
class HomeworkOf:
    """A client's homework for the therapist, always as it stands now."""

    client: UUID


OwnHomework: TypeAlias = HomeworkCard | HomeworkList | HomeworkDue | HomeworkReview
"""What only the client gets."""

HomeworkContent: TypeAlias = OwnHomework | HomeworkOf


def dump(content: HomeworkContent) -> dict[str, Any]:
    """The content as plain JSON."""
    match content:
        case HomeworkCard(homework):
            return {"kind": "homework-card", "homework": str(homework)}
        case HomeworkList():
            return {"kind": "homework-list"}
        case HomeworkDue(homework):
            return {"kind": "homework-due", "homework": str(homework)}
        case HomeworkReview(homework, entry):
            return {"kind": "homework-review", "homework": str(homework), "entry": str(entry)}
        case HomeworkOf(client):
            return {"kind": "homework-of", "client": str(client)}


def load(dumped: dict[str, Any]) -> HomeworkContent | None:
    """The content that `dump` wrote; None for what is about something else."""
    match dumped:
        case {"kind": "homework-card", "homework": homework}:
            return HomeworkCard(UUID(homework))
        case {"kind": "homework-list"}:
            return HomeworkList()
        case {"kind": "homework-due", "homework": homework}:
            return HomeworkDue(UUID(homework))
        case {"kind": "homework-review", "homework": homework, "entry": entry}:
            return HomeworkReview(UUID(homework), UUID(entry))
        case {"kind": "homework-of", "client": client}:
            return HomeworkOf(UUID(client))
        case _:
            return None


# --- what a flow knows ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Writing:
    """The client was asked for a few words about a piece; the next words are taken as them."""

    homework: UUID


# --- effects: what should happen ------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ListHomework:
    """The client's homework, open and done; fresh: at the end of the chat."""

    fresh: bool = True


@dataclass(frozen=True, slots=True)
class ShowHomework:
    """One piece, with what may be said of it; fresh: at the end of the chat."""

    homework: UUID
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class AnswerHomework:
    """Keep what the client says of it; the therapist finds it on Home."""

    homework: UUID
    state: State


@dataclass(frozen=True, slots=True)
class KeepHomeworkWords:
    """Keep what the client wrote about it."""

    homework: UUID
    words: str


@dataclass(frozen=True, slots=True)
class HandInFile:
    """Fetch what the client sent with it, look at it beside the transaction, and keep it."""

    homework: UUID
    ref: str
    """By what the platform gives it out."""
    name: str = ""


OwnHomeworkEffect: TypeAlias = (
    ListHomework | ShowHomework | AnswerHomework | KeepHomeworkWords | HandInFile
)
"""What a client does with their own."""


@dataclass(frozen=True, slots=True)
class OpenHomeworkForm:
    """Open the form in which homework is assigned, directly after the commit."""

    client: ClientId


@dataclass(frozen=True, slots=True)
class AssignHomework:
    """Keep it, tell the client, and show what there is now."""

    client: ClientId
    given: Given


@dataclass(frozen=True, slots=True)
class ShowHomeworkOf:
    """A client's homework, in the message that holds it; fresh: at the end of the chat."""

    client: ClientId
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class WithdrawHomework:
    """Take a piece back that is open."""

    client: ClientId
    homework: UUID


@dataclass(frozen=True, slots=True)
class OpenReviewForm:
    """Open the form in which something may be said to what came back, after the commit."""

    client: ClientId
    homework: UUID


@dataclass(frozen=True, slots=True)
class ReviewHomework:
    """Keep that it was looked at, and bring the client what was said to it, if anything was."""

    client: ClientId
    homework: UUID
    words: str = ""


StaffHomeworkEffect: TypeAlias = (
    OpenHomeworkForm
    | AssignHomework
    | ShowHomeworkOf
    | WithdrawHomework
    | OpenReviewForm
    | ReviewHomework
)
"""What a therapist does with a client's."""

HomeworkEffect: TypeAlias = OwnHomeworkEffect | StaffHomeworkEffect
