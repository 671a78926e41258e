"""What a button says: its question names a kind and a row, its choice perhaps a page of a list."""

from dataclasses import dataclass
from uuid import UUID

from conversations.turn import Event, Tapped

_FURTHEST = 4
"""Digits of a page: what has more was not written by us."""


def row_of(asked: str, kind: str) -> UUID | None:
    """The row that a button of this kind is about; None for another kind, and for what is no id."""
    found, _, ref = asked.partition(":")
    try:
        return UUID(ref) if found == kind else None
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one kind, as buttons and messages name them."""

    kind: str

    def question(self, row: UUID) -> str:
        """What a button about this row asks."""
        return f"{self.kind}:{row.hex}"

    def about(self, asked: str) -> UUID | None:
        """The row that a button is about, or None."""
        return row_of(asked, self.kind)

    def slot(self, row: UUID) -> str:
        """The message in which the row stands."""
        return f"{self.kind}:{row}"


def is_press(event: Event, *kinds: str) -> bool:
    """Whether this is a press on a button of one of these kinds."""
    match event:
        case Tapped(asked):
            return asked.partition(":")[0] in kinds
        case _:
            return False


def page_of(choice: str, before: str) -> int | None:
    """The page that a choice turns to, from 0, when this stands before its number."""
    number = choice.removeprefix(before)
    is_page = choice.startswith(before) and number.isascii() and number.isdecimal()
    return int(number) if is_page and len(number) <= _FURTHEST else None
