"""What rules find in the shadow: counted as an alert would be, and told to nobody."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, insert, select, update

from care.people import ClientId
from care.rules import Rule
from store.memory import Memory
from store.tables import shadow_alert as table


def find(
    connection: Connection,
    memory: Memory,
    client: ClientId,
    rule: Rule,
    cool_down: timedelta,
    now: datetime,
) -> bool:
    """Counts what a rule has found, unless it holds on or is still quiet; whether it was."""
    newest = connection.execute(
        select(table.c.ended_at)
        .where(
            table.c.practice == memory.practice,
            table.c.client == client,
            table.c.rule == rule.value,
        )
        .order_by(table.c.found_at.desc())
        .limit(1)
    ).first()
    if newest is not None and (newest.ended_at is None or now - newest.ended_at < cool_down):
        return False
    connection.execute(
        insert(table).values(practice=memory.practice, client=client, rule=rule.value, found_at=now)
    )
    return True


def end(
    connection: Connection, memory: Memory, client: ClientId, rule: Rule, now: datetime
) -> None:
    """The condition has ended: the next time is another one."""
    connection.execute(
        update(table)
        .where(
            table.c.practice == memory.practice,
            table.c.client == client,
            table.c.rule == rule.value,
            table.c.ended_at.is_(None),
        )
        .values(ended_at=now)
    )


def is_open(connection: Connection, memory: Memory, client: ClientId, rule: Rule) -> bool:
    """Whether what this rule has found about a client in the shadow holds on."""
    found = connection.execute(
        select(table.c.client).where(
            table.c.practice == memory.practice,
            table.c.client == client,
            table.c.rule == rule.value,
            table.c.ended_at.is_(None),
        )
    )
    return found.first() is not None


def open_by(
    connection: Connection, memory: Memory, rules: Iterable[Rule]
) -> tuple[tuple[ClientId, Rule], ...]:
    """What these rules have found in the shadow and holds on."""
    rows = connection.execute(
        select(table.c.client, table.c.rule)
        .where(
            table.c.practice == memory.practice,
            table.c.rule.in_([each.value for each in rules]),
            table.c.ended_at.is_(None),
        )
        .order_by(table.c.client, table.c.rule)
    )
    return tuple((ClientId(row.client), Rule(row.rule)) for row in rows)


def counts(connection: Connection, memory: Memory, since: datetime) -> dict[Rule, tuple[int, int]]:
    """How often each rule would have told something since then, and of how many clients."""
    rows = connection.execute(
        select(
            table.c.rule,
            func.count().label("many"),
            func.count(table.c.client.distinct()).label("clients"),
        )
        .where(table.c.practice == memory.practice, table.c.found_at >= since)
        .group_by(table.c.rule)
    )
    return {Rule(row.rule): (row.many, row.clients) for row in rows if row.rule in frozenset(Rule)}
