"""Memberships: who may enter a group, found by a blind index in the groups' ring.

One that has ended opens no door; its row stays a while, for a case may still be about its code.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, and_, func, select, update

from care.groups import MemberState
from conversations.envelopes import GROUPS
from store import people
from store.dialect import is_new
from store.ids import new_id
from store.memory import Memory
from store.tables import membership as table
from store.tables import person

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
    """Lets this account ask to join; who is enrolled already stays as they are.

    Who had ended it begins anew, under the code by which the group's cases know them.
    """
    index = people.blind(memory, GROUPS, address)
    row = _row(memory, group, index, MemberState.ENROLLED, code, now)
    if is_new(connection, table, row):
        return Membership(row["id"], group, MemberState.ENROLLED, code)
    found = _by_index(connection, memory, group, index)
    if found is None:
        raise CodeTaken(code)
    if found.state is MemberState.ENDED:
        _begin_anew(connection, memory, found.id, MemberState.ENROLLED, now)
        return Membership(found.id, group, MemberState.ENROLLED, found.code)
    if found.state is MemberState.LEADS:
        _change(connection, memory, found.id, state=MemberState.ENROLLED.value, code=code)
        return Membership(found.id, group, MemberState.ENROLLED, code)
    return found


class CodeTaken(ValueError):
    """Another member of the group has this code."""


def find(connection: Connection, memory: Memory, group: UUID, address: str) -> Membership | None:
    """Where the person of this account stands with the group; nowhere once it has ended."""
    found = _by_index(connection, memory, group, people.blind(memory, GROUPS, address))
    return None if found is None or found.state is MemberState.ENDED else found


def code_of(connection: Connection, memory: Memory, group: UUID, account: UUID) -> str | None:
    """The code in this group of the person behind an account, also of who is no member any more.

    Needs no key: the account and the membership stand under the same index.
    """
    found: str | None = connection.execute(
        select(table.c.code)
        .join(person, _same_person())
        .where(table.c.practice == memory.practice, table.c.group == group, person.c.id == account)
    ).scalar_one_or_none()
    return found


@dataclass(frozen=True, slots=True)
class Ending:
    """A membership that has just ended: where it was, and what is to be done in Telegram."""

    group: UUID
    code: str | None
    was: MemberState
    account: UUID | None
    """The member's account with the groups' bot; None for who has never written to it."""


def end(
    connection: Connection, memory: Memory, wanted: Collection[UUID], now: datetime
) -> tuple[Ending, ...]:
    """Ends these memberships and tells what each was; needs no key. Ended twice it ends once.

    Whoever is being let in meanwhile is let in first and taken out, or not let in at all.
    """
    rows = connection.execute(
        select(table.c.id, table.c.group, table.c.code, table.c.state, person.c.id.label("account"))
        .outerjoin(person, _same_person())
        .where(
            table.c.practice == memory.practice,
            table.c.id.in_(list(wanted)),
            table.c.state != MemberState.ENDED.value,
        )
        .order_by(table.c.id)
        .with_for_update(of=table)
    ).all()
    for row in rows:
        _change(
            connection,
            memory,
            row.id,
            state=MemberState.ENDED.value,
            moved_at=now,
            agreed_at=None,
            name_index=None,
        )
    return tuple(Ending(row.group, row.code, MemberState(row.state), row.account) for row in rows)


def _same_person() -> Any:
    return and_(
        person.c.practice == table.c.practice,
        person.c.bot == GROUPS,
        person.c.blind_index == table.c.blind_index,
    )


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
        row = _row(memory, group, index, MemberState.LEADS, None, now)
        if not is_new(connection, table, row) and (
            (found := _by_index(connection, memory, group, index))
            and found.state is MemberState.ENDED
        ):
            _begin_anew(connection, memory, found.id, MemberState.LEADS, now)


def _begin_anew(
    connection: Connection, memory: Memory, membership: UUID, state: MemberState, now: datetime
) -> None:
    _change(connection, memory, membership, state=state.value, moved_at=now)


def move(
    connection: Connection,
    memory: Memory,
    membership: UUID,
    state: MemberState,
    now: datetime,
    *,
    agreed: bool = False,
) -> bool:
    """Keeps where a member stands now; False for who is no member any more, perhaps just now."""
    values: dict[str, Any] = {"state": state.value, "moved_at": now}
    if agreed:
        values["agreed_at"] = now
    changed = connection.execute(
        update(table)
        .where(
            table.c.practice == memory.practice,
            table.c.id == membership,
            table.c.state != MemberState.ENDED.value,
        )
        .values(**values)
    )
    return changed.rowcount == 1


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
