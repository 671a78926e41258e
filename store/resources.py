"""The practice's library: what its therapists may put on a client's shelf."""

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, select, update

from care.shelf import Resource, ResourceKind
from store.dialect import is_new
from store.memory import Memory
from store.tables import resource as table


class Became(StrEnum):
    """What keeping a resource has changed."""

    NEW = "new"
    CHANGED = "changed"
    """Also: it is offered again."""
    UNCHANGED = "unchanged"


def keep(connection: Connection, memory: Memory, kept: Resource, now: datetime) -> Became:
    """Keeps a resource under its code, which is offered from now on."""
    before = get(connection, memory, kept.code)
    if before == kept:
        return Became.UNCHANGED
    values = {
        "kind": kept.kind.value,
        "title": kept.title,
        "about": kept.about,
        "link": kept.link,
        "text": kept.text,
        "language": kept.language,
        "minutes": kept.minutes,
        "changed_at": now,
        "retired_at": None,
    }
    made = {"practice": memory.practice, "code": kept.code, "added_at": now, **values}
    if before is None and is_new(connection, table, made):
        return Became.NEW
    connection.execute(
        update(table)
        .where(table.c.practice == memory.practice, table.c.code == kept.code)
        .values(**values)
    )
    return Became.CHANGED


def retire(connection: Connection, memory: Memory, code: str, now: datetime) -> bool:
    """Offers a resource no more; where it lies it stays. False when it is not offered."""
    done = connection.execute(
        update(table)
        .where(
            table.c.practice == memory.practice,
            table.c.code == code,
            table.c.retired_at.is_(None),
        )
        .values(retired_at=now)
    )
    return done.rowcount == 1


def get(connection: Connection, memory: Memory, code: str) -> Resource | None:
    """The resource of this code, offered or not; None when there is none."""
    row = connection.execute(
        select(table).where(table.c.practice == memory.practice, table.c.code == code)
    ).first()
    return None if row is None else _resource(row)


def of_practice(connection: Connection, memory: Memory) -> tuple[Resource, ...]:
    """The whole library by title, with what is not offered any more."""
    rows = connection.execute(
        select(table)
        .where(table.c.practice == memory.practice)
        .order_by(table.c.title, table.c.code)
    )
    return tuple(map(_resource, rows))


def named(connection: Connection, memory: Memory, codes: Collection[str]) -> dict[str, Resource]:
    """These of the library by code, offered or not."""
    rows = connection.execute(
        select(table).where(table.c.practice == memory.practice, table.c.code.in_(codes))
    )
    return {row.code: _resource(row) for row in rows}


def _resource(row: Row[Any]) -> Resource:
    return Resource(
        row.code,
        row.title,
        ResourceKind(row.kind),
        row.about,
        row.link,
        row.text,
        row.language,
        row.minutes,
        row.retired_at,
    )
