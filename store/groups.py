"""Therapy groups: names and doors sealed in the groups' ring, and what the bot lacks there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, insert, select, update

from care.people import StaffId
from conversations.envelopes import GROUPS
from store import data_keys, inbox
from store.data_keys import KeyMissing
from store.memory import Memory
from store.tables import therapy_group as table
from store.vault import Field

NAME = Field("therapy_group", "sealed_name")
DOOR = Field("therapy_group", "sealed_door")

CODE_VALID = timedelta(hours=72)
"""How long a code that links a chat with a group may be used; once."""


@dataclass(frozen=True, slots=True)
class Group:
    """A therapy group."""

    id: UUID
    name: str
    facilitator: StaffId
    locale: str
    chat: UUID | None = None
    """The account of its chat."""
    missing: tuple[str, ...] = ()
    door: str | None = None
    """The link for asking to join."""


def ensure_keys(connection: Connection, memory: Memory, now: datetime) -> None:
    """Makes what the groups' ring needs for this practice, unless it is there."""
    for owner in (memory.house(), inbox.bot_owner(memory, GROUPS)):
        try:
            data_keys.open_for(connection, memory.vault, memory.ring, [owner])
        except KeyMissing:
            memory.new_key(connection, owner, now)


def add(connection: Connection, memory: Memory, new: Group, now: datetime) -> None:
    """Keeps a new group with a data key of its own."""
    owner = memory.group(new.id)
    memory.new_key(connection, owner, now)
    connection.execute(
        insert(table).values(
            practice=memory.practice,
            id=new.id,
            facilitator=new.facilitator,
            locale=new.locale,
            sealed_name=memory.vault.seal_text(owner, NAME, new.id, new.name),
            missing="",
            created_at=now,
        )
    )


def every(connection: Connection, memory: Memory) -> tuple[Group, ...]:
    """All groups of the practice, the oldest first."""
    rows = connection.execute(
        select(table).where(table.c.practice == memory.practice).order_by(table.c.id)
    )
    return _groups(connection, memory, rows)


def get(connection: Connection, memory: Memory, wanted: UUID) -> Group | None:
    """The group of this id, or None."""
    rows = connection.execute(
        select(table).where(table.c.practice == memory.practice, table.c.id == wanted)
    )
    return next(iter(_groups(connection, memory, rows)), None)


def of_chat(connection: Connection, memory: Memory, chat: UUID) -> Group | None:
    """The group that meets in this chat, or None."""
    rows = connection.execute(
        select(table).where(table.c.practice == memory.practice, table.c.chat == chat)
    )
    return next(iter(_groups(connection, memory, rows)), None)


def of_code(
    connection: Connection, memory: Memory, code_hash: bytes, now: datetime
) -> Group | None:
    """The group that this code links, while it may be used."""
    rows = connection.execute(
        select(table).where(
            table.c.practice == memory.practice,
            table.c.code_hash == code_hash,
            table.c.code_expires_at > now,
        )
    )
    return next(iter(_groups(connection, memory, rows)), None)


def _groups(connection: Connection, memory: Memory, rows: Iterable[Row[Any]]) -> tuple[Group, ...]:
    found = list(rows)
    memory.open_groups(connection, [row.id for row in found])
    return tuple(_group(memory, row) for row in found)


def _group(memory: Memory, row: Row[Any]) -> Group:
    owner = memory.group(row.id)
    door = row.sealed_door
    return Group(
        row.id,
        memory.vault.open_text(owner, NAME, row.id, row.sealed_name),
        StaffId(row.facilitator),
        row.locale,
        row.chat,
        tuple(row.missing.split()),
        memory.vault.open_text(owner, DOOR, row.id, door) if door is not None else None,
    )


def facilitator(connection: Connection, memory: Memory, group: UUID) -> StaffId | None:
    """Who leads this group; needs no key."""
    found = connection.execute(
        select(table.c.facilitator).where(table.c.practice == memory.practice, table.c.id == group)
    ).scalar_one_or_none()
    return StaffId(found) if found else None


def led_by(connection: Connection, memory: Memory, staff: StaffId) -> tuple[UUID, ...]:
    """Which groups somebody leads, the oldest first; needs no key."""
    found = connection.execute(
        select(table.c.id)
        .where(table.c.practice == memory.practice, table.c.facilitator == staff)
        .order_by(table.c.id)
    )
    return tuple(found.scalars())


def chat(connection: Connection, memory: Memory, group: UUID) -> UUID | None:
    """The account of the group's chat; needs no key."""
    found: UUID | None = connection.execute(
        select(table.c.chat).where(table.c.practice == memory.practice, table.c.id == group)
    ).scalar_one_or_none()
    return found


def of_account(connection: Connection, memory: Memory, chat: UUID) -> UUID | None:
    """Which group meets in this chat; needs no key."""
    found: UUID | None = connection.execute(
        select(table.c.id).where(table.c.practice == memory.practice, table.c.chat == chat)
    ).scalar_one_or_none()
    return found


def hand_over(connection: Connection, memory: Memory, gone: StaffId, heir: StaffId) -> None:
    """Every group that one leads is led by the other; needs no key."""
    connection.execute(
        update(table)
        .where(table.c.practice == memory.practice, table.c.facilitator == gone)
        .values(facilitator=heir)
    )


def new_code(
    connection: Connection, memory: Memory, group: UUID, code_hash: bytes, now: datetime
) -> datetime:
    """Keeps the hash of a new code; an earlier one ends. Its end."""
    expires_at = now + CODE_VALID
    _change(connection, memory, group, code_hash=code_hash, code_expires_at=expires_at)
    return expires_at


def link(connection: Connection, memory: Memory, group: UUID, chat: UUID) -> None:
    """The group meets in this chat from now on; the code is used up, an older door is another's."""
    connection.execute(
        update(table)
        .where(table.c.practice == memory.practice, table.c.chat == chat, table.c.id != group)
        .values(chat=None, sealed_door=None)
    )
    _change(
        connection,
        memory,
        group,
        chat=chat,
        code_hash=None,
        code_expires_at=None,
        sealed_door=None,
        missing="",
    )


def keep_missing(
    connection: Connection, memory: Memory, group: UUID, missing: tuple[str, ...]
) -> None:
    """Keeps what the bot may not do in the group."""
    _change(connection, memory, group, missing=" ".join(missing))


def keep_door(connection: Connection, memory: Memory, group: UUID, door: str) -> None:
    """Keeps the link for asking to join, sealed."""
    memory.open_groups(connection, [group])
    sealed = memory.vault.seal_text(memory.group(group), DOOR, group, door)
    _change(connection, memory, group, sealed_door=sealed)


def _change(connection: Connection, memory: Memory, group: UUID, **values: Any) -> None:
    connection.execute(
        update(table)
        .where(table.c.practice == memory.practice, table.c.id == group)
        .values(**values)
    )
