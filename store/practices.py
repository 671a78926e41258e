"""Practices: what each has chosen for itself."""

from datetime import datetime
from functools import lru_cache
from operator import attrgetter
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Connection, Row, bindparam, insert, select, update

from care.crisis import dump_contacts, load_contacts
from care.local_time import Hours
from care.people import PracticeId
from care.practice import Practice
from store import prepared
from store.remembered import look
from store.tables import practice as table

_GET = select(table).where(table.c.practice == bindparam("practice"))


def _row(practice: Practice) -> dict[str, Any]:
    return {
        "practice": practice.id,
        "name": practice.name,
        "locale": practice.locale,
        "zone": practice.zone,
        "colour": practice.colour,
        "working_hours": practice.working_hours.text,
        "urgent_hours": practice.urgent_hours.text,
        "crisis_contacts": dump_contacts(practice.contacts),
        "crisis_verified_on": practice.contacts_verified_on,
        "crisis_verified_by": practice.contacts_verified_by,
        "privacy_text": practice.privacy_text,
        "delete_typed": practice.delete_typed,
        "discreet": practice.discreet,
        "offered": _lines(practice.offered),
    }


@lru_cache(64)
def _practice(row: Row[Any]) -> Practice:
    # Read in every transaction, and hardly ever another one than before.
    return Practice(
        PracticeId(row.practice),
        row.name,
        row.locale,
        row.zone,
        row.colour,
        Hours.parse(row.working_hours),
        Hours.parse(row.urgent_hours),
        load_contacts(row.crisis_contacts),
        row.crisis_verified_on,
        row.crisis_verified_by or "",
        row.privacy_text,
        row.delete_typed,
        row.discreet,
        row.scales,
        _from_lines(row.offered),
        row.rules,
        row.workflows,
    )


def add(connection: Connection, practice: Practice, now: datetime) -> None:
    """Keeps a new practice."""
    connection.execute(insert(table).values(**_row(practice), created_at=now))


def change(connection: Connection, practice: Practice) -> None:
    """Keeps what a practice has changed about itself."""
    connection.execute(
        update(table).where(table.c.practice == practice.id).values(**_row(practice))
    )


def every(connection: Connection) -> tuple[Practice, ...]:
    """All practices, the oldest first."""
    rows = connection.execute(select(table).order_by(table.c.created_at, table.c.practice))
    return tuple(_practice(row) for row in rows)


def named(connection: Connection, name: str) -> Practice | None:
    """The practice of this name, or None."""
    row = connection.execute(select(table).where(table.c.name == name)).first()
    return _practice(row) if row else None


def get(connection: Connection, practice: PracticeId) -> Practice:
    """The practice of this id: read again only when something of it has changed."""

    def read(_: list[PracticeId]) -> dict[PracticeId, Practice]:
        return {practice: _practice(prepared.one(connection, _GET, {"practice": practice}))}

    return look(connection, practice, "practice", [practice], attrgetter("int"), read)[practice]


def is_as_of(
    connection: Connection, wanted: PracticeId, column: Column[Any], changed: UUID | None
) -> bool:
    """Whether a practice's mark of a change is still this one.

    It is not where this very transaction has changed something: that may be undone, so nothing
    read from now on is to be kept in mind as of that mark.
    """
    asked = select(column).where(table.c.practice == wanted)
    return bool(connection.execute(asked).scalar_one_or_none() == changed)


def _lines(offered: tuple[str, ...] | None) -> str | None:
    """What a practice asks new clients, a line each: a schedule has spaces in it."""
    return None if offered is None else "".join(f"{each}\n" for each in offered)


def _from_lines(kept: str | None) -> tuple[str, ...] | None:
    # Earlier releases kept codes alone, with spaces between them.
    if kept is None:
        return None
    return tuple(kept.splitlines() if "\n" in kept else kept.split())
