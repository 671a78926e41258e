"""Notes: what a therapist writes down after a session so that both hold the same words.

They are no psychotherapy notes; those are never in the portal. A note is its author's alone until
it is proposed. The client agrees, asks for a change, disagrees, or lets the date go by; whatever
settles it, nobody changes it afterwards. An answer is to the text that was shown, by its digest.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from hashlib import sha256
from uuid import UUID
from zoneinfo import ZoneInfo

from care.local_time import instant, local_date
from care.people import ClientId, StaffId
from care.units import fitting, utf16_length

TEXT_LIMIT = 12_000
"""UTF-16 units of a note: a few minutes of reading, on a phone as well."""

ANSWER_LIMIT = 2_000
"""UTF-16 units of what a client says to a note, as of a message."""

ANSWER_DAYS = (7, 14, 30)
"""Days that a therapist may leave for an answer."""

USUAL_DAYS = 14

AFTER_PAUSE = timedelta(days=7)
"""So long at least there is for an answer after a pause or a stop has ended."""

PAGE_UNITS = 3_000
"""So much of a note stands in one message of the chat."""


class NoteState(StrEnum):
    """Where a note stands."""

    DRAFT = "draft"
    """Its author's alone."""
    PROPOSED = "proposed"
    CHANGE_ASKED = "change-asked"
    AGREED = "agreed"
    DISAGREED = "disagreed"
    UNANSWERED = "unanswered"
    """The date went by."""


FINAL = frozenset({NoteState.AGREED, NoteState.DISAGREED, NoteState.UNANSWERED})
"""What nobody changes any more."""

REWRITTEN = frozenset({NoteState.DRAFT, NoteState.CHANGE_ASKED})
"""What its author can still put into other words."""


class Answer(StrEnum):
    """What a client says to a version."""

    AGREED = "agreed"
    CHANGE = "change"
    DISAGREED = "disagreed"

    @property
    def has_words(self) -> bool:
        """Whether the client's own words go with it."""
        return self is not Answer.AGREED


LEADS_TO = {
    Answer.AGREED: NoteState.AGREED,
    Answer.CHANGE: NoteState.CHANGE_ASKED,
    Answer.DISAGREED: NoteState.DISAGREED,
}
"""Where an answer leaves the note."""


@dataclass(frozen=True, slots=True)
class Version:
    """One text of a note, and what the client said to it."""

    number: int
    author: StaffId
    text: str
    digest: bytes
    proposed_at: datetime | None
    """None: nobody but its author has seen it."""
    answer: Answer | None = None
    words: str = ""
    """The client's own, with a change or a disagreement."""
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A note as somebody may read it: with its working copy for the author alone."""

    id: UUID
    client: ClientId
    state: NoteState
    session_on: date
    versions: tuple[Version, ...]
    """Those that were proposed, the oldest first; for the author the working copy is the last."""
    answer_by: datetime | None
    """The first instant at which it is too late."""
    row_version: int
    """It counts how often the note changed; a form says which it was made from."""
    made_at: datetime
    changed_at: datetime
    settled_at: datetime | None = None
    is_whole: bool = True
    """Whether the text is the one that was proposed; False: somebody changed the row."""

    @property
    def author(self) -> StaffId:
        """Who wrote the newest text that the reader may see."""
        return self.versions[-1].author

    @property
    def version(self) -> int:
        """The number of the newest text that the reader may see."""
        return self.versions[-1].number

    @property
    def text(self) -> str:
        """The newest text that the reader may see."""
        return self.versions[-1].text

    @property
    def digest(self) -> bytes:
        """What the newest text is known by."""
        return self.versions[-1].digest

    @property
    def is_final(self) -> bool:
        """Whether nobody changes it any more."""
        return self.state in FINAL

    @property
    def is_waiting(self) -> bool:
        """Whether it waits for the client's answer."""
        return self.state is NoteState.PROPOSED

    @property
    def shown(self) -> Version | None:
        """The newest version that the client was shown; None before any was."""
        return next((each for each in reversed(self.versions) if each.proposed_at), None)

    @property
    def draft(self) -> Version | None:
        """The working copy; None where there is none, or the reader is not its author."""
        return self.versions[-1] if self.versions[-1].proposed_at is None else None

    def is_answered_by(self, version: int, beginning: str) -> bool:
        """Whether an answer to this version, known by the beginning of its digest, is to it."""
        return (
            self.is_waiting and self.version == version and self.digest.hex().startswith(beginning)
        )


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many notes of a client wait, and for whom."""

    for_client: int = 0
    for_therapist: int = 0
    """Those of which the client wants something changed."""


def tidied(text: str) -> str:
    """A text as it is kept: lines end in one way, and nothing invisible stands around it."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n")


def digest(text: str) -> bytes:
    """What a text is known by: one letter more, and it is another."""
    return sha256(text.encode("utf-8", "surrogatepass")).digest()


def fits(text: str) -> bool:
    """Whether a text is short enough for a note."""
    return utf16_length(text) <= TEXT_LIMIT


def too_late_at(now: datetime, days: int, here: ZoneInfo, away_until: datetime | None) -> datetime:
    """When it is too late for an answer: after so many whole days of the client's.

    `away_until`: when the client's pause ends. A week is left after it.
    """
    first = instant(local_date(now, here) + timedelta(days=days + 1), time(0), here)
    return max(first, after_pause(away_until, here)) if away_until else first


def after_pause(ends: datetime, here: ZoneInfo) -> datetime:
    """The earliest instant at which it is too late for who paused until then."""
    return instant(local_date(ends + AFTER_PAUSE, here) + timedelta(days=1), time(0), here)


def last_day(answer_by: datetime, here: ZoneInfo) -> date:
    """The last day on which an answer counts."""
    return local_date(answer_by - timedelta(seconds=1), here)


def pages(text: str) -> tuple[str, ...]:
    """The text in pieces that a message holds, cut between lines or words where there are any."""
    return tuple(_pages(text))


def _pages(text: str) -> Iterator[str]:
    while utf16_length(text) > PAGE_UNITS:
        end = fitting(text, PAGE_UNITS)
        cut = max(text.rfind("\n", 0, end), 0) or max(text.rfind(" ", 0, end), 0) or end
        yield text[:cut].rstrip()
        text = text[cut:].lstrip("\n ")
    yield text
