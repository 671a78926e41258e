"""How alerts end by themselves, what staff say of them, and how many a therapist was told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, bindparam, func, select, update

from care.alerts import AlertState, Urgency, Verdict
from care.people import ClientId, StaffId
from care.rules import Rule
from store import prepared
from store.memory import Memory
from store.tables import alert as table

_OPEN = select(table.c.client, table.c.rule, table.c.id).where(
    table.c.practice == bindparam("practice"),
    table.c.open_for.in_(bindparam("places", expanding=True)),
)

_ENDING = (
    select(table.c.id)
    .where(
        table.c.practice == bindparam("practice"),
        table.c.id.in_(bindparam("ids", expanding=True)),
        table.c.state != AlertState.RESOLVED.value,
        table.c.urgency != Urgency.NOW.value,
    )
    .with_for_update()
)
_END = (
    update(table)
    .where(
        table.c.practice == bindparam("in_practice"),
        table.c.id.in_(bindparam("over", expanding=True)),
    )
    .values(
        state=AlertState.RESOLVED.value,
        ended=bindparam("by_itself"),
        switched_off=bindparam("by_switch"),
        open_for=None,
        resolved_at=bindparam("now"),
        snoozed_until=None,
        next_step_at=None,
        escalation_level=None,
    )
)


def unresolved_of(
    connection: Connection, memory: Memory, asked: Iterable[tuple[ClientId, Rule]]
) -> dict[tuple[ClientId, Rule], UUID]:
    """Which of these rules have an alert about these clients that is not resolved."""
    places = [f"{client}:{rule}" for client, rule in asked]
    if not places:
        return {}
    rows = prepared.rows(connection, _OPEN, {"practice": memory.practice, "places": places})
    return {(ClientId(row.client), Rule(row.rule)): row.id for row in rows}


def unresolved_by(
    connection: Connection, memory: Memory, rules: Iterable[Rule]
) -> tuple[tuple[UUID, ClientId, Rule], ...]:
    """What these rules have found and nobody has resolved; their facts stay sealed."""
    rows = connection.execute(
        select(table.c.id, table.c.client, table.c.rule)
        .where(
            table.c.practice == memory.practice,
            table.c.rule.in_([each.value for each in rules]),
            table.c.state != AlertState.RESOLVED.value,
            table.c.urgency != Urgency.NOW.value,
        )
        .order_by(table.c.id)
    )
    return tuple((row.id, ClientId(row.client), Rule(row.rule)) for row in rows)


def end(
    connection: Connection,
    memory: Memory,
    wanted: Iterable[UUID],
    now: datetime,
    *,
    switched_off: bool = False,
) -> frozenset[UUID]:
    """Closes alerts because their condition has ended, or their rule; tells which.

    An urgent one is never among them.
    """
    asked = {"practice": memory.practice, "ids": list(wanted)}
    if not asked["ids"]:
        return frozenset()
    over = frozenset(connection.execute(_ENDING, asked).scalars())
    if over:
        how = {"by_itself": not switched_off, "by_switch": switched_off}
        bound = {"in_practice": memory.practice, "over": list(over), "now": now, **how}
        connection.execute(_END, bound)
    return over


def judge(
    connection: Connection,
    memory: Memory,
    wanted: UUID,
    verdict: Verdict,
    by: StaffId,
    now: datetime,
) -> None:
    """Keeps what a member of staff says of an alert; the last word counts."""
    connection.execute(
        update(table)
        .where(table.c.practice == memory.practice, table.c.id == wanted)
        .values(verdict=verdict.value, verdict_by=by, verdict_at=now)
    )


def told_between(
    connection: Connection, memory: Memory, therapist: StaffId, since: datetime, until: datetime
) -> int:
    """How many alerts that are told one by one fall into this time for a therapist."""
    return connection.execute(
        select(func.count())
        .select_from(table)
        .where(
            table.c.practice == memory.practice,
            table.c.therapist == therapist,
            table.c.tell_at >= since,
            table.c.tell_at < until,
            table.c.urgency == Urgency.TODAY.value,
        )
    ).scalar_one()


@dataclass(frozen=True, slots=True)
class Record:
    """What has become of the alerts of one rule."""

    raised: int = 0
    ended: int = 0
    verdicts: Mapping[Verdict, int] | None = None

    @property
    def precision(self) -> float | None:
        """The share of useful ones among those called useful or not; None before any was."""
        said = self.verdicts or {}
        useful, others = said.get(Verdict.USEFUL, 0), said.get(Verdict.NOT_USEFUL, 0)
        return useful / (useful + others) if useful + others else None


def records(connection: Connection, memory: Memory, since: datetime) -> dict[Rule, Record]:
    """What has become of each rule's alerts since then."""
    rows = connection.execute(
        select(table.c.rule, table.c.ended, table.c.verdict, func.count().label("many"))
        .where(table.c.practice == memory.practice, table.c.raised_at >= since)
        .group_by(table.c.rule, table.c.ended, table.c.verdict)
    ).all()
    found: dict[Rule, Record] = {}
    for row in rows:
        if row.rule not in frozenset(Rule):
            continue
        rule = Rule(row.rule)
        before = found.get(rule, Record())
        said = dict(before.verdicts or {})
        if row.verdict is not None:
            said[Verdict(row.verdict)] = said.get(Verdict(row.verdict), 0) + row.many
        ended = before.ended + (row.many if row.ended else 0)
        found[rule] = Record(before.raised + row.many, ended, said)
    return found


def in_digest(
    connection: Connection, memory: Memory, therapist: StaffId, at: datetime
) -> tuple[UUID, ...]:
    """The open alerts that a therapist is told of with the digest of this instant."""
    rows = connection.execute(
        select(table.c.id)
        .where(
            table.c.practice == memory.practice,
            table.c.therapist == therapist,
            table.c.tell_at == at,
            table.c.urgency == Urgency.DIGEST.value,
            table.c.state == AlertState.OPEN.value,
        )
        .order_by(table.c.client, table.c.id)
    )
    return tuple(rows.scalars())
