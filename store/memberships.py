"""Memberships: who may enter a group, found by a blind index in the groups' ring."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, func, select, update

from care.groups import MemberState
from conversations.envelopes import GROUPS
from store import people
from store.dialect import is_new
from store.ids import new_id
from store.memory import Memory
from store.tables import membership as table

NAMES = "telegram/names"
"""The kind of blind index that finds a member by the name others mention."""


@dataclass(frozen=True, slots=True)
class Membership:
    """Where a person stands with a group. No client's id stands in it: the rings stay apart."""

    id: UUID
    group: UUID
    state: MemberState
    code: str | None
    """The member's name in the group's cases; nobody who leads has one."""


def enrol(
    connection: Connection, memory: Memory, group: UUID, address: str, code: str, now: datetime
) -> Membership:
    """Lets this account ask to join; who is enrolled already stays as they are."""
    index = people.blind(memory, GROUPS, address)
    row = _row(memory, group, index, MemberState.ENROLLED, code, now)
    if is_new(connection, table, row):
        return Membership(row["id"], group, MemberState.ENROLLED, code)
    found = _by_index(connection, memory, group, index)
    if found is None:
        raise CodeTaken(code)
    if found.state is MemberState.LEADS:
        _change(connection, memory, found.id, state=MemberState.ENROLLED.value, code=code)
        return Membership(found.id, group, MemberState.ENROLLED, code)
    return found


class CodeTaken(ValueError):
    """Another member of the group has this code."""


def find(connection: Connection, memory: Memory, group: UUID, address: str) -> Membership | None:
    """Where the person of this account stands with the group."""
    return _by_index(connection, memory, group, people.blind(memory, GROUPS, address))


def code_of(connection: Connection, memory: Memory, group: UUID, account: UUID) -> str | None:
    """The code in this group of the person behind an account."""
    _, address = people.address_of(connection, memory, account)
    found = find(connection, memory, group, address)
    return found.code if found else None


def lead(
    connection: Connection,
    memory: Memory,
    group: UUID,
    addresses: Collection[str],
    now: datetime,
) -> None:
    """These accounts lead the group in Telegram, and no others; a member stays a member."""
    connection.execute(
        table.delete().where(
            table.c.practice == memory.practice,
            table.c.group == group,
            table.c.state == MemberState.LEADS.value,
        )
    )
    for address in addresses:
        index = people.blind(memory, GROUPS, address)
        is_new(connection, table, _row(memory, group, index, MemberState.LEADS, None, now))


def move(
    connection: Connection,
    memory: Memory,
    membership: UUID,
    state: MemberState,
    now: datetime,
    *,
    agreed: bool = False,
) -> None:
    """Keeps where a member stands now."""
    values: dict[str, Any] = {"state": state.value, "moved_at": now}
    if agreed:
        values["agreed_at"] = now
    _change(connection, memory, membership, **values)


def know_name(connection: Connection, memory: Memory, membership: UUID, username: str) -> None:
    """Others in the group may mention this member by name."""
    _change(connection, memory, membership, name_index=_name_index(memory, username))


def insiders(
    connection: Connection, memory: Memory, group: UUID, names: Collection[str]
) -> frozenset[str]:
    """Those of these names that belong to people of the group."""
    if not names:
        return frozenset()
    indexes = {_name_index(memory, name): name for name in names}
    found = connection.execute(
        select(table.c.name_index).where(
            table.c.practice == memory.practice,
            table.c.group == group,
            table.c.name_index.in_(list(indexes)),
        )
    ).scalars()
    return frozenset(indexes[index] for index in found)


def inside(
    connection: Connection, memory: Memory, group: UUID, addresses: Collection[str]
) -> frozenset[str]:
    """Those of these accounts that are in the group now."""
    if not addresses:
        return frozenset()
    indexes = {people.blind(memory, GROUPS, each): each for each in addresses}
    found = connection.execute(
        select(table.c.blind_index).where(
            table.c.practice == memory.practice,
            table.c.group == group,
            table.c.state == MemberState.INSIDE.value,
            table.c.blind_index.in_(list(indexes)),
        )
    ).scalars()
    return frozenset(indexes[index] for index in found)


def counts(connection: Connection, memory: Memory, group: UUID) -> dict[MemberState, int]:
    """How many people stand where with the group."""
    rows = connection.execute(
        select(table.c.state, func.count().label("how_many"))
        .where(table.c.practice == memory.practice, table.c.group == group)
        .group_by(table.c.state)
    )
    return {MemberState(row.state): row.how_many for row in rows}


def _row(
    memory: Memory, group: UUID, index: bytes, state: MemberState, code: str | None, now: datetime
) -> dict[str, Any]:
    return {
        "practice": memory.practice,
        "id": new_id(),
        "group": group,
        "blind_index": index,
        "code": code,
        "state": state.value,
        "enrolled_at": now,
    }


def _name_index(memory: Memory, username: str) -> bytes:
    return memory.vault.blind_index(memory.practice, NAMES, username)


def _by_index(
    connection: Connection, memory: Memory, group: UUID, index: bytes
) -> Membership | None:
    row = connection.execute(
        select(table).where(
            table.c.practice == memory.practice,
            table.c.group == group,
            table.c.blind_index == index,
        )
    ).first()
    return _membership(row) if row else None


def _membership(row: Row[Any]) -> Membership:
    return Membership(row.id, row.group, MemberState(row.state), row.code)


def _change(connection: Connection, memory: Memory, membership: UUID, **values: Any) -> None:
    connection.execute(
        update(table)
        .where(table.c.practice == memory.practice, table.c.id == membership)
        .values(**values)
    )
