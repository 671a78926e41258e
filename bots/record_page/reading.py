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


class Reader(Protocol):
    """Answers for one practice. Whatever is shown of a client was noted in the audit before.

    A token is what the browser holds: None when it holds none.
    """

    def greet(self, language: str | None) -> Page:
        """Behind a link that is not used up by being looked at."""

    def refuse(self, why: str, language: str | None) -> Page:
        """A word in the place of a page: `busy`, `stale`, `nothing`, `broken`."""

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
