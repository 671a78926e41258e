"""What a button is about: its question names a kind, and after a colon the row."""

from uuid import UUID


def row_of(asked: str, kind: str) -> UUID | None:
    """The row that a button of this kind is about; None for another kind, and for what is no id."""
    found, _, ref = asked.partition(":")
    try:
        return UUID(ref) if found == kind else None
    except ValueError:
        return None
