"""The audit: who saw or did what about whom, chained so that no line can be changed unnoticed.

An entry is written in the transaction of what it tells of. If it cannot be written, that
transaction fails, and nothing leaves. Each process has chains of its own, one for each practice and
ring, so that no two processes wait for each other.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    bindparam,
    insert,
    or_,
    select,
    union,
    update,
)

from care.audit import Act, ActorRole, Kind
from care.people import ClientId, PracticeId
from store.audit_form import Entry, Head, entry, genesis, hash_of
from store.dialect import insert_new
from store.memory import Memory
from store.tables import alert as alert_table
from store.tables import alert_recipient, audit_chain, audit_entry, client

_HEAD = (
    select(audit_chain)
    .where(
        audit_chain.c.practice == bindparam("practice"),
        audit_chain.c.id == bindparam("chain"),
    )
    .with_for_update()
)
_MOVE = update(audit_chain).where(
    audit_chain.c.practice == bindparam("of_practice"), audit_chain.c.id == bindparam("of_chain")
)
_WRITE = insert(audit_entry)


def append(connection: Connection, memory: Memory, acts: Sequence[Act], now: datetime) -> None:
    """Writes these acts behind this process's chain and signs its new end."""
    if not acts:
        return
    before = _locked(connection, memory, now)
    number, last, rows = before.number, before.hash, []
    for act in acts:
        number += 1
        made = entry(memory.practice, memory.chain, number, now, act)
        last = hash_of(last, made)
        rows.append(asdict(replace(made, hash=last)))
    connection.execute(_WRITE, rows)
    head = replace(before, number=number, hash=last, at=now)
    signature = memory.vault.sign(head.signed())
    connection.execute(
        _MOVE,
        {
            "of_practice": memory.practice,
            "of_chain": memory.chain,
            "number": number,
            "hash": last,
            "at": now,
            "signature": signature,
        },
    )


def _locked(connection: Connection, memory: Memory, now: datetime) -> Head:
    """The end of this process's chain; until the transaction ends it is nobody else's.

    Several connections of one process write behind each other that way.
    """
    asked = {"practice": memory.practice, "chain": memory.chain}
    row = connection.execute(_HEAD, asked).first()
    if row is None:
        begins = genesis(memory.practice, memory.chain, memory.ring.value)
        new = {
            **{"practice": memory.practice, "id": memory.chain, "ring": memory.ring.value},
            **{"number": 0, "hash": begins, "at": now, "signature": b""},
        }
        insert_new(connection, audit_chain, [new])
        row = connection.execute(_HEAD, asked).one()
    return _head(row)


def _head(row: Row[Any]) -> Head:
    return Head(row.practice, row.id, row.ring, row.number, row.hash, row.at, row.signature)


def heads(connection: Connection, practice: PracticeId) -> dict[UUID, Head]:
    """The signed end of every chain of a practice."""
    rows = connection.execute(select(audit_chain).where(audit_chain.c.practice == practice))
    return {row.id: _head(row) for row in rows}


def chains(connection: Connection, practice: PracticeId) -> tuple[UUID, ...]:
    """Every chain of a practice, also one whose end or whose entries were taken away."""
    found = connection.execute(
        union(
            select(audit_chain.c.id).where(audit_chain.c.practice == practice),
            select(audit_entry.c.chain).where(audit_entry.c.practice == practice),
        )
    )
    return tuple(sorted(row[0] for row in found))


def entries(connection: Connection, practice: PracticeId, chain: UUID) -> Iterator[Entry]:
    """The entries of one chain in order, a portion at a time."""
    after: int | None = None
    while True:
        more = [] if after is None else [audit_entry.c.number > after]
        rows = connection.execute(
            select(audit_entry)
            .where(audit_entry.c.practice == practice, audit_entry.c.chain == chain, *more)
            .order_by(audit_entry.c.number)
            .limit(1000)
        ).all()
        if not rows:
            return
        yield from map(_entry, rows)
        after = rows[-1].number


def of_client(connection: Connection, memory: Memory, of_client: ClientId) -> tuple[Entry, ...]:
    """Whatever was seen or done about a client, the oldest first.

    With the lists of clients on which this one stood: those of the therapist, of who was told of an
    alert, and of administrators.
    """
    here = audit_entry.c.practice == memory.practice
    rows = connection.execute(
        select(audit_entry)
        .where(here, or_(audit_entry.c.subject == of_client, _lists(connection, memory, of_client)))
        .order_by(audit_entry.c.at, audit_entry.c.chain, audit_entry.c.number)
    )
    return tuple(map(_entry, rows))


def _lists(connection: Connection, memory: Memory, of_client: ClientId) -> ColumnElement[bool]:
    mine = (client.c.practice == memory.practice) & (client.c.id == of_client)
    therapists = connection.execute(select(client.c.therapist).where(mine)).scalars()
    told = connection.execute(
        select(alert_recipient.c.staff)
        .join(
            alert_table,
            (alert_table.c.practice == alert_recipient.c.practice)
            & (alert_table.c.id == alert_recipient.c.alert),
        )
        .where(alert_recipient.c.practice == memory.practice, alert_table.c.client == of_client)
    ).scalars()
    readers = {str(each) for each in (*therapists, *told)}
    return (
        audit_entry.c.subject.is_(None)
        & audit_entry.c.kind.in_([Kind.HOME.value, Kind.CASELOAD.value])
        & (audit_entry.c.actor.in_(readers) | (audit_entry.c.role == ActorRole.ADMINISTRATOR.value))
    )


def _entry(row: Row[Any]) -> Entry:
    return Entry(
        row.practice,
        row.chain,
        row.number,
        row.at,
        row.role,
        row.actor,
        row.action,
        row.kind,
        row.object,
        row.subject,
        row.reason,
        row.hash,
    )
