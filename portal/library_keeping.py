"""A practice's library as it is brought: read, counted, and kept together."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from care.shelf import MOST_IN_LIBRARY, NotAResource, Resource, read_resource, write_resource
from portal.office import NotPossible
from store import resources
from store.memory import Memory
from store.resources import Became

KEY = "library"
"""How the list is called in a file."""


def written(connection: Connection, memory: Memory) -> tuple[Mapping[str, Any], ...]:
    """What the library offers, each thing as its table."""
    library = resources.of_practice(connection, memory)
    return tuple(write_resource(each) for each in library if each.is_offered)


def keep(
    connection: Connection,
    memory: Memory,
    tables: Sequence[Mapping[str, Any]],
    place: str,
    now: datetime,
) -> None:
    """Keeps what these tables say beside what is there; all of it, or nothing, with a sentence."""
    try:
        add(connection, memory, _read(tables), now)
    except NotAResource as trouble:
        raise NotPossible(f"{place}: {KEY}: {trouble}") from None


def add(
    connection: Connection, memory: Memory, brought: Sequence[Resource], now: datetime
) -> list[Became]:
    """Keeps these in the library, or changes them; NotAResource when they are too many."""
    became = [resources.keep(connection, memory, each, now) for each in brought]
    offered = len(written(connection, memory))
    if offered > MOST_IN_LIBRARY and set(became) != {Became.UNCHANGED}:
        raise NotAResource(
            f"The library would offer {offered} things, and {MOST_IN_LIBRARY} are the most. Offer "
            "some no more: portal resource retire --help"
        )
    return became


def missing(
    connection: Connection, memory: Memory, tables: Sequence[Mapping[str, Any]]
) -> tuple[str, ...]:
    """The codes of what is offered and does not stand in these tables; they stay as they are."""
    named = {each.get("code") for each in tables}
    found = written(connection, memory)
    return tuple(each["code"] for each in found if each["code"] not in named)


def _read(tables: Sequence[Mapping[str, Any]]) -> list[Resource]:
    found = [read_resource(each) for each in tables]
    codes = [each.code for each in found]
    twice = next((each for each in codes if codes.count(each) > 1), None)
    if twice is not None:
        raise NotAResource(f"{twice} stands there twice.")
    return found
