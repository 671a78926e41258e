"""Which rows are a client's: what an export carries and an erasure deletes is found by one rule."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Table, and_, select

from care.erasure import RULES, WHY_IT_STAYS, Goes
from care.people import ClientId
from store.memory import Memory
from store.tables import (
    alert,
    appointment,
    client,
    client_message,
    data_key,
    homework,
    inbox,
    journal_entry,
    key_moment,
    message,
    metadata,
    outbox,
    person,
)
from store.vault import OwnerKind


class RulesDoNotFit(RuntimeError):
    """A table has no rule of what becomes of it when a client is erased."""


def faults(
    rules: Mapping[str, Goes], reasons: Mapping[str, str], tables: Iterable[str]
) -> list[str]:
    """What does not fit, in sentences; none when every table has its rule, and stays for a reason.

    A table that names a client goes with the client, but for the two that must outlive everybody.
    """
    there = set(tables)
    stays = {table for table, goes in rules.items() if goes is Goes.STAYS}
    return [
        *(f"{table} has no rule" for table in sorted(there - set(rules))),
        *(f"{table} has a rule and is no table" for table in sorted(set(rules) - there)),
        *(f"{table} stays without a reason" for table in sorted(stays - set(reasons))),
        *(f"{table} has a reason to stay and does not" for table in sorted(set(reasons) - stays)),
    ]


@dataclass(frozen=True, slots=True)
class Belongings:
    """The ids by which a client's rows are found."""

    client: ClientId
    code: str
    accounts: tuple[UUID, ...]
    senders: tuple[bytes, ...]
    alerts: tuple[UUID, ...]
    messages: tuple[UUID, ...]
    homework: tuple[UUID, ...] = ()
    moments: tuple[UUID, ...] = ()
    journal: tuple[UUID, ...] = ()
    written: tuple[UUID, ...] = ()
    appointments: tuple[UUID, ...] = ()


def of_client(connection: Connection, memory: Memory, wanted: ClientId) -> Belongings | None:
    """What is known of this client's rows; None when there is no such client."""
    code = connection.execute(
        select(client.c.code).where(client.c.practice == memory.practice, client.c.id == wanted)
    ).scalar_one_or_none()
    if code is None:
        return None
    accounts = connection.execute(
        select(person.c.id, person.c.blind_index).where(
            person.c.practice == memory.practice, person.c.client == wanted
        )
    ).all()

    def ids(table: Table) -> tuple[UUID, ...]:
        found = select(table.c.id).where(
            table.c.practice == memory.practice, table.c.client == wanted
        )
        return tuple(connection.execute(found).scalars())

    return Belongings(
        wanted,
        code,
        tuple(row.id for row in accounts),
        tuple(row.blind_index for row in accounts),
        ids(alert),
        ids(message),
        ids(homework),
        ids(key_moment),
        ids(journal_entry),
        ids(client_message),
        ids(appointment),
    )


def rows_of(table: Table, memory: Memory, whose: Belongings) -> ColumnElement[bool] | None:
    """The condition that finds this client's rows in a table; None where there are none."""
    of_practice = table.c.practice == memory.practice
    match RULES[table.name]:
        case Goes.ITSELF:
            return and_(of_practice, table.c.id == whose.client)
        case Goes.BY_CLIENT:
            return and_(of_practice, table.c.client == whose.client)
        case Goes.BY_ALERT:
            return and_(of_practice, table.c.alert.in_(whose.alerts))
        case Goes.BY_ACCOUNT | Goes.LETTERS:
            return and_(of_practice, table.c.person.in_(whose.accounts))
        case Goes.BY_KEY:
            mine = and_(
                data_key.c.ring == memory.ring.value,
                data_key.c.kind == OwnerKind.CLIENT.value,
                data_key.c.owner == whose.client,
            )
            return and_(of_practice, mine)
        case Goes.BY_SENDER:
            return and_(of_practice, inbox.c.sender.in_(whose.senders))
        case Goes.STAYS:
            return None


def rows_of_account(table: Table, memory: Memory, account: UUID) -> ColumnElement[bool] | None:
    """The condition that finds what an account has in a table; None where that is nothing."""
    if RULES[table.name] not in (Goes.BY_ACCOUNT, Goes.LETTERS):
        return None
    return and_(table.c.practice == memory.practice, table.c.person == account)


def letters_about(connection: Connection, memory: Memory, whose: Belongings) -> tuple[UUID, ...]:
    """Letters to others that speak of this client: by code, or by the id of a row of theirs."""
    rows_of_theirs = (
        *(whose.client, *whose.alerts, *whose.messages),
        *(*whose.homework, *whose.moments, *whose.journal, *whose.written),
        *whose.appointments,
    )
    names = {whose.code, *map(str, rows_of_theirs)}
    rows = connection.execute(
        select(outbox.c.id, outbox.c.content)
        .join(person, and_(person.c.practice == outbox.c.practice, person.c.id == outbox.c.person))
        .where(outbox.c.practice == memory.practice, person.c.staff.is_not(None))
    )
    return tuple(row.id for row in rows if names & {*_words(json.loads(row.content))})


def _words(value: Any) -> Iterable[str]:
    """Every text in a letter, wherever it stands."""
    match value:
        case str():
            yield value
        case list():
            for each in value:
                yield from _words(each)
        case dict():
            for each in value.values():
                yield from _words(each)


if _faults := faults(RULES, WHY_IT_STAYS, metadata.tables):
    raise RulesDoNotFit("care/erasure.py: " + "; ".join(_faults))
