"""What the page is handed: a reader that decides, and the answers it may give."""

from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

from conversations.record_pages import ShownWebPage


@dataclass(frozen=True, slots=True)
class Page:
    """A page in words."""

    shown: ShownWebPage
    status: int = 200
    token: str | None = field(default=None, repr=False)
    """What the browser is to hold from now on."""
    forgets: bool = False
    """The browser is to forget who was signed in."""


@dataclass(frozen=True, slots=True)
class Onward:
    """On to another page of the same practice, perhaps with another token from now on."""

    path: str
    token: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture."""

    data: bytes = field(repr=False)
    kind: str = "image/png"


Answer: TypeAlias = Page | Onward | Drawn


@dataclass(frozen=True, slots=True)
class Written:
    """What came with the form of a note, as it came."""

    code: str
    note: str
    """Its id; of a new one as well, so that it is written once however often it is sent."""
    text: str = field(repr=False)
    session: str
    base: str
    """From what the text was made, so that nobody writes over what they have not seen."""
    then: str
    """What is to follow when it is saved."""


class NoteReader(Protocol):
    """Answers about the notes of clients, for who has come in; whose they are is asked each time.

    A note is named by the code of its client and its id.
    """

    async def begin(self, token: str | None, code: str, language: str | None) -> Answer:
        """An empty form for a new note."""

    async def show(self, token: str | None, code: str, note: str, language: str | None) -> Answer:
        """A note, with the form while it can be written."""

    async def save(self, token: str | None, written: Written, language: str | None) -> Answer:
        """Keeps what was written as a draft."""

    def give_back(self, why: str, written: Written, language: str | None) -> Page:
        """The same form with what was typed, and why it was not saved: `stale`, `broken`."""

    async def show_proposal(
        self, token: str | None, code: str, note: str, language: str | None
    ) -> Answer:
        """The text as the client will read it, before it is proposed."""

    async def propose(
        self,
        token: str | None,
        code: str,
        note: str,
        seen: str,
        days: str,
        language: str | None,
    ) -> Answer:
        """Proposes the text of which this digest was seen."""

    async def take_back(
        self, token: str | None, code: str, note: str, language: str | None
    ) -> Answer:
        """Takes back what waits for an answer."""

    async def ask_to_discard(
        self, token: str | None, code: str, note: str, language: str | None
    ) -> Answer:
        """Whether a draft is really to be thrown away."""

    async def discard(
        self, token: str | None, code: str, note: str, seen: str, language: str | None
    ) -> Answer:
        """Throws a draft away of which this digest was seen."""


class Reader(Protocol):
    """Answers for one practice. Whatever is shown of a client was noted in the audit before.

    A token is what the browser holds: None when it holds none.
    """

    @property
    def notes(self) -> NoteReader:
        """Who answers about notes."""

    def greet(self, language: str | None) -> Page:
        """Behind a link that is not used up by being looked at."""

    def refuse(self, why: str, language: str | None) -> Page:
        """A word in the place of a page: `busy`, `stale`, `too-large`, `nothing`..."""

    async def enter(self, secret: str, token: str | None, language: str | None) -> Answer:
        """Uses a link up."""

    async def ask(self, token: str | None, language: str | None) -> Answer:
        """The page that asks for the second factor, or sets it up."""

    async def try_code(self, token: str | None, code: str, language: str | None) -> Answer:
        """A code was given."""

    async def list_news(self, token: str | None, page: int, language: str | None) -> Answer:
        """The day's reading."""

    async def open_record(
        self, token: str | None, code: str, until: str, language: str | None
    ) -> Answer:
        """One client's record, up to a day."""

    async def draw(self, token: str | None, code: str, name: str, language: str | None) -> Answer:
        """A picture of one client's record."""

    async def show_photo(
        self, token: str | None, code: str, photo: str, language: str | None
    ) -> Answer:
        """A photo that a client handed in, by its id."""

    async def show_caseload(
        self, token: str | None, scale: str, page: int, language: str | None
    ) -> Answer:
        """Whoever's own clients beside each other, on this scale or on the one most are asked."""

    async def draw_caseload(
        self, token: str | None, scale: str, page: int, language: str | None, *, narrow: bool
    ) -> Answer:
        """The picture of a page of them; narrow for a phone."""

    async def mark_read(
        self, token: str | None, code: str, read_to: str, language: str | None
    ) -> Answer:
        """Somebody has read what was new about a client."""

    async def sign_out(self, token: str | None, language: str | None) -> Answer:
        """Signs out, everywhere."""
