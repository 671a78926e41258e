"""The pages of the record page in words: what the edge is given, and nothing of how it looks.

A page is plain values from top to bottom. Whoever shows it escapes every word of it.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from conversations.envelopes import ShownLine


class Tone(StrEnum):
    """How much something wants to be seen; it is said in words as well."""

    PLAIN = "plain"
    CALM = "calm"
    """Dealt with."""
    WARM = "warm"
    """Not dealt with."""
    URGENT = "urgent"


@dataclass(frozen=True, slots=True)
class Badge:
    """A word that stands out."""

    label: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around every page: whose it is, who reads, and the ways on."""

    locale: str
    practice: str
    reader: str = ""
    """Nobody until somebody has signed in."""
    skip: str = ""
    to_list: str = ""
    to_caseload: str = ""
    sign_out: str = ""


# --- on the way in ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ShownField:
    """One thing to be typed, and what was wrong with what was typed before."""

    label: str
    hint: str = ""
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class ShownKey:
    """The secret of a second factor, to be scanned or typed; shown until it is confirmed."""

    address: str = field(repr=False)
    """What is drawn."""
    typed: str = field(repr=False)
    alternative: str
    label: str
    here: str
    """The words of a link for who reads this on the telephone that has the app."""


@dataclass(frozen=True, slots=True)
class ShownStep:
    """One step on the way in, or a word in the place of a page."""

    frame: Frame
    title: str
    lines: tuple[ShownLine, ...] = ()
    button: str = ""
    asks: ShownField | None = None
    key: ShownKey | None = None
    codes: tuple[str, ...] = field(default=(), repr=False)
    onward: str = ""
    """The words of a link that goes on."""


# --- a record ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that matters, with its name above and what it means below."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ShownDrawing:
    """A picture by its name, and the words that say the same."""

    name: str
    alternative: str


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """One item and how it was answered."""

    question: str
    answer: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One response: its cells, what is marked about it, and its answers one by one."""

    cells: tuple[str, ...]
    marks: tuple[str, ...] = ()
    answers: tuple[ShownAnswer, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownTable:
    """Responses to one instrument, the newest first; what is long ago is folded."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[ShownRow, ...]
    folded: tuple[ShownRow, ...] = ()
    fold: str = ""
    """What stands on the fold."""


@dataclass(frozen=True, slots=True)
class ShownScale:
    """Everything about one instrument."""

    name: str
    title: str
    figures: tuple[Figure, ...] = ()
    note: str = ""
    """What holds for all of them."""
    drawings: tuple[ShownDrawing, ...] = ()
    table: ShownTable | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """A way to another page: its words, and what it leads to: a day, or an address below."""

    label: str
    to: str


@dataclass(frozen=True, slots=True)
class ShownText:
    """A longer text under its own headline."""

    title: str
    text: str = field(repr=False)
    is_folded: bool = False


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """One thing that happened: an alert, a message."""

    title: str
    badge: Badge
    when: str
    lines: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    quote: str = ""
    asked: tuple[ShownAnswer, ...] = ()
    """What was written to questions, each under its own."""
    photos: tuple[ShownDrawing, ...] = ()
    words_first: bool = False
    """What was written is what this is about: it stands before the lines."""
    texts: tuple[ShownText, ...] = ()
    """Longer texts, each under its own headline."""
    ways: tuple[Way, ...] = ()
    """To pages below the client's own."""


@dataclass(frozen=True, slots=True)
class ShownPart:
    """A part of a record under one headline."""

    name: str
    title: str
    scales: tuple[ShownScale, ...] = ()
    entries: tuple[ShownEntry, ...] = ()
    empty: str = ""
    """What is said where nothing is."""
    ways: tuple[Way, ...] = ()
    """To pages below the client's own."""


@dataclass(frozen=True, slots=True)
class ShownRecord:
    """One client's record, or a stretch of it."""

    code: str
    badges: tuple[Badge, ...]
    lines: tuple[str, ...]
    span: str
    parts: tuple[ShownPart, ...]
    ways: tuple[Way, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordPage:
    """The page of one client."""

    frame: Frame
    record: ShownRecord


@dataclass(frozen=True, slots=True)
class ShownNews:
    """What is new about one client, with the ways to the whole record and to have read it."""

    record: ShownRecord
    whole: str
    mark: str
    read_to: str


@dataclass(frozen=True, slots=True)
class ReadingList:
    """The day's whole reading, client after client."""

    frame: Frame
    title: str
    lines: tuple[str, ...]
    news: tuple[ShownNews, ...] = ()
    next_page: Way | None = None


# --- the caseload -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Tab:
    """One of several views of the same page."""

    label: str
    to: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class ShownCaseload:
    """Clients beside each other: a picture, the same as a table, and the ways to the others."""

    title: str
    lines: tuple[str, ...]
    tabs_name: str = ""
    tabs: tuple[Tab, ...] = ()
    drawing: ShownDrawing | None = None
    fold: str = ""
    table: ShownTable | None = None
    """The code of a client stands first in each row."""
    page: int = 0
    ways: tuple[Way, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseloadPage:
    """A therapist's own clients beside each other."""

    frame: Frame
    caseload: ShownCaseload


# --- a note -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ShownOption:
    """One choice of several."""

    label: str
    value: str
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class ShownSelect:
    """A choice to be made, by the name under which it comes back."""

    name: str
    label: str
    options: tuple[ShownOption, ...]


@dataclass(frozen=True, slots=True)
class ShownWriting:
    """A field for a longer text, with what stands in it."""

    name: str
    label: str
    hint: str
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ShownPress:
    """A button of a form, and what it says when it is pressed."""

    label: str
    value: str = ""
    is_quiet: bool = False


@dataclass(frozen=True, slots=True)
class ShownSending:
    """Something that can be sent in: where to, what goes with it unseen, and what is filled in."""

    to: str
    """Below the client's own page."""
    buttons: tuple[ShownPress, ...]
    hidden: tuple[tuple[str, str], ...] = ()
    selects: tuple[ShownSelect, ...] = ()
    writing: ShownWriting | None = None


@dataclass(frozen=True, slots=True)
class ShownNote:
    """One note: what there is to say of it, its text, and what can be done with it."""

    code: str
    title: str
    to_record: str
    """The words of the way back; empty where it would lead away from what was typed."""
    badges: tuple[Badge, ...] = ()
    trouble: tuple[str, ...] = ()
    """What was not done, and what to do now."""
    lines: tuple[str, ...] = ()
    ways: tuple[Way, ...] = ()
    """To other pages of the client's: each leads to an address below."""
    texts: tuple[ShownText, ...] = ()
    forms: tuple[ShownSending, ...] = ()
    kept: tuple[ShownText, ...] = ()
    """What stands below the forms."""


@dataclass(frozen=True, slots=True)
class NotePage:
    """The page of one note."""

    frame: Frame
    note: ShownNote


ShownWebPage: TypeAlias = ShownStep | RecordPage | ReadingList | CaseloadPage | NotePage
