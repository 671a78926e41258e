"""What a button says: its question names a kind and a row, its choice perhaps a page of a list."""

from uuid import UUID

_FURTHEST = 4
"""Digits of a page: what has more was not written by us."""


def row_of(asked: str, kind: str) -> UUID | None:
    """The row that a button of this kind is about; None for another kind, and for what is no id."""
    found, _, ref = asked.partition(":")
    try:
        return UUID(ref) if found == kind else None
    except ValueError:
        return None


def page_of(choice: str, before: str) -> int | None:
    """The page that a choice turns to, from 0, when this stands before its number."""
    number = choice.removeprefix(before)
    is_page = choice.startswith(before) and number.isascii() and number.isdecimal()
    return int(number) if is_page and len(number) <= _FURTHEST else None
