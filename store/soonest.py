"""When something is due next, which a clock that jumps asks of every table at every step."""

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select

from store import prepared

Instant = ColumnElement[datetime | None]


def of(
    connection: Connection, *instants: Instant, where: ColumnElement[bool] | None = None
) -> datetime | None:
    """The earliest of these, in all practices; the columns and the condition stand in a module."""
    found = prepared.one(connection, _question(instants, where), {})
    return min((each for each in found if each is not None), default=None)


@cache
def _question(instants: tuple[Instant, ...], where: ColumnElement[bool] | None) -> Select[Any]:
    # Each asked by itself: of several at once SQLite finds none by an index.
    earliest: list[Any] = []
    for place, each in enumerate(instants):
        found = select(func.min(each))
        found = found if where is None else found.where(where)
        earliest.append(found.scalar_subquery().label(f"at_{place}"))
    return select(*earliest)
