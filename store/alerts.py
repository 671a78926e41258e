"""Alerts: one open alert per rule and client, gathering evidence until it is resolved."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    bindparam,
    func,
    or_,
    select,
    true,
    update,
)

from care.alerts import AlertState, Concern, Fact, Urgency
from care.people import ClientId, StaffId
from store import owned, steps
from store.dialect import is_new
from store.ids import new_id
from store.memory import Memory
from store.tables import alert as table
from store.tables import alert_recipient
from store.vault import Field

FACTS = Field("alert", "sealed_facts")

COOL_DOWN = timedelta(days=7)
"""After an alert is resolved, its rule is quiet about this client for so long; never if urgent."""


@dataclass(frozen=True, slots=True)
class Alert:
    """An alert as it is kept."""

    id: UUID
    client: ClientId
    therapist: StaffId
    rule: str
    urgency: Urgency
    state: AlertState
    facts: Mapping[str, Fact]
    version: int
    times: int
    raised_at: datetime
    last_raised_at: datetime
    tell_at: datetime
    taken_by: StaffId | None
    taken_at: datetime | None
    snoozed_until: datetime | None
    resolved_by: StaffId | None
    resolved_at: datetime | None
    next_step_at: datetime | None
    """When it comes back from a snooze or, while it is open, when the next in the chain is told."""
    escalation_level: int | None = None
    """How far the chain was told; None: nobody passes it on."""
    asked_at: datetime | None = None
    """When the client asked for somebody, or could not say "safe"."""
    ended: bool = False
    """It closed by itself, because its condition had ended."""
    verdict: str | None = None
    verdict_by: StaffId | None = None
    switched_off: bool = False
    """It closed because its rule was switched off."""
    discharged: bool = False
    """It closed because the client's therapy ended."""
    on_call: StaffId | None = None
    """Who was on call when this time through the chain began: it goes on as it has begun."""

    @property
    def by(self) -> StaffId | None:
        """Who did the latest step."""
        return self.resolved_by or self.taken_by

    @property
    def closed_by_nobody(self) -> bool:
        """Nobody dealt with it: it ended, its rule was switched off, or the client's notes were."""
        return self.state is AlertState.RESOLVED and self.resolved_by is None

    @property
    def at(self) -> datetime | None:
        """The instant that belongs to the present state."""
        match self.state:
            case AlertState.OPEN:
                return None
            case AlertState.TAKEN:
                return self.taken_at
            case AlertState.SNOOZED:
                return self.snoozed_until
            case AlertState.RESOLVED:
                return self.resolved_at


OfARule = tuple[ClientId, str]
"""A client, and the rule that found something about them."""

_IN_PRACTICE = table.c.practice == bindparam("practice")
_OPEN = (
    select(table)
    .where(_IN_PRACTICE, table.c.open_for.in_(bindparam("places", expanding=True)))
    # What two processes add to one alert is added one after the other, in the same order.
    .order_by(table.c.id)
    .with_for_update()
)
_RESOLVED = (
    select(table.c.client, table.c.rule, func.max(table.c.resolved_at).label("newest"))
    .where(
        _IN_PRACTICE,
        table.c.client.in_(bindparam("clients", expanding=True)),
        table.c.rule.in_(bindparam("rules", expanding=True)),
        # What the client withdrew, or ended with its rule, was not dealt with: it may be found
        # again at once.
        or_(table.c.resolved_by.is_not(None), table.c.ended),
    )
    .group_by(table.c.client, table.c.rule)
)


def alert_of(memory: Memory, row: Row[Any]) -> Alert:
    """The alert that a row keeps; its client's key is open."""
    client = ClientId(row.client)
    facts = memory.vault.open(
        memory.client(client), FACTS, row.id, row.sealed_facts, version=row.row_version
    )
    return Alert(
        row.id,
        client,
        StaffId(row.therapist),
        row.rule,
        Urgency(row.urgency),
        AlertState(row.state),
        json.loads(facts),
        row.row_version,
        row.times_raised,
        row.raised_at,
        row.last_raised_at,
        row.tell_at,
        StaffId(row.taken_by) if row.taken_by else None,
        row.taken_at,
        row.snoozed_until,
        StaffId(row.resolved_by) if row.resolved_by else None,
        row.resolved_at,
        row.next_step_at,
        row.escalation_level,
        row.asked_at,
        row.ended,
        row.verdict,
        StaffId(row.verdict_by) if row.verdict_by else None,
        row.switched_off,
        row.discharged,
        StaffId(row.on_call) if row.on_call else None,
    )


def sealed(
    memory: Memory, client: ClientId, row: UUID, facts: Mapping[str, Fact], version: int
) -> bytes:
    """The evidence of an alert as it is kept."""
    dumped = json.dumps(dict(facts), separators=(",", ":")).encode()
    return memory.vault.seal(memory.client(client), FACTS, row, dumped, version=version, pad=True)


def place_of(client: ClientId, rule: str) -> str:
    """What only one alert that is not resolved holds: a rule's place with a client."""
    return f"{client}:{rule}"


def raise_alert(
    connection: Connection,
    memory: Memory,
    client: ClientId,
    therapist: StaffId,
    concern: Concern,
    now: datetime,
    tell_at: datetime,
    cool_down: timedelta = COOL_DOWN,
) -> tuple[Alert, bool] | None:
    """Tells the alert this concern belongs to, and whether it is new.

    An open one gathers the new evidence. None: the rule is still quiet after a resolved one.
    """
    memory.open_clients(connection, [client])
    about = (client, concern.rule)
    found = standing(connection, memory, [about]).get(about)
    if found is not None:
        return _gather(connection, memory, found, concern, now), False
    if concern.urgency is not Urgency.NOW:
        resolved = last_resolved(connection, memory, [about]).get(about)
        if resolved is not None and resolved > now - cool_down:
            return None
    row = new_row(memory, client, therapist, concern, now, tell_at)
    if is_new(connection, table, row):
        return get(connection, memory, row["id"]), True
    # Another process raised it between our look and our insert.
    found = standing(connection, memory, [about]).get(about)
    return (_gather(connection, memory, found, concern, now), False) if found else None


def new_row(
    memory: Memory,
    client: ClientId,
    therapist: StaffId,
    concern: Concern,
    now: datetime,
    tell_at: datetime,
) -> dict[str, Any]:
    """A new alert as it is kept."""
    made = new_id()
    return {
        "practice": memory.practice,
        "id": made,
        "client": client,
        "therapist": therapist,
        "rule": concern.rule,
        "urgency": concern.urgency.value,
        "state": AlertState.OPEN.value,
        "open_for": place_of(client, concern.rule),
        "sealed_facts": sealed(memory, client, made, concern.facts, 1),
        "row_version": 1,
        "times_raised": 1,
        "raised_at": now,
        "last_raised_at": now,
        "tell_at": tell_at,
    }


def standing(
    connection: Connection, memory: Memory, asked: Iterable[OfARule]
) -> dict[OfARule, Alert]:
    """The alert of each of these that is not resolved; held until the transaction ends."""
    places = [place_of(client, rule) for client, rule in asked]
    if not places:
        return {}
    rows = connection.execute(_OPEN, {"practice": memory.practice, "places": places}).all()
    memory.open_clients(connection, {row.client for row in rows})
    return {(ClientId(row.client), row.rule): alert_of(memory, row) for row in rows}


def last_resolved(
    connection: Connection, memory: Memory, asked: Iterable[OfARule]
) -> dict[OfARule, datetime]:
    """When the newest alert of each of these was dealt with, or ended; none was: left out."""
    wanted = set(asked)
    if not wanted:
        return {}
    bound = {
        "practice": memory.practice,
        "clients": list({client for client, _ in wanted}),
        "rules": list({rule for _, rule in wanted}),
    }
    rows = connection.execute(_RESOLVED, bound)
    return {
        key: row.newest
        for row in rows
        if row.newest is not None and (key := (ClientId(row.client), row.rule)) in wanted
    }


def _gather(
    connection: Connection, memory: Memory, found: Alert, concern: Concern, now: datetime
) -> Alert:
    version = found.version + 1
    values: dict[str, Any] = {
        "sealed_facts": sealed(memory, found.client, found.id, concern.facts, version),
        "row_version": version,
        "times_raised": found.times + 1,
        "last_raised_at": now,
    }
    if concern.urgency is Urgency.NOW:
        # An urgent concern opens its alert again, taken or snoozed as it may be. A chain that is
        # running goes on: who asks a second time must not make it begin anew.
        values |= {"state": AlertState.OPEN.value, "snoozed_until": None}
        if found.state is not AlertState.OPEN:
            values |= {"next_step_at": None, "escalation_level": None}
    connection.execute(
        update(table)
        .where(table.c.practice == memory.practice, table.c.id == found.id)
        .values(values)
    )
    return get(connection, memory, found.id)


def get(connection: Connection, memory: Memory, wanted: UUID) -> Alert:
    """The alert of this id."""
    row = connection.execute(
        select(table).where(table.c.practice == memory.practice, table.c.id == wanted)
    ).one()
    memory.open_clients(connection, [row.client])
    return alert_of(memory, row)


def take(connection: Connection, memory: Memory, wanted: UUID, by: StaffId, now: datetime) -> None:
    """The therapist takes care of it."""
    _step(
        connection,
        memory,
        wanted,
        state=AlertState.TAKEN.value,
        taken_by=by,
        taken_at=now,
        snoozed_until=None,
        next_step_at=None,
    )


def snooze(
    connection: Connection,
    memory: Memory,
    wanted: UUID,
    by: StaffId,
    now: datetime,
    until: datetime,
) -> None:
    """The alert comes back at this time."""
    _step(
        connection,
        memory,
        wanted,
        state=AlertState.SNOOZED.value,
        taken_by=by,
        taken_at=now,
        snoozed_until=until,
        next_step_at=until,
    )


def resolve(
    connection: Connection, memory: Memory, wanted: UUID, by: StaffId, now: datetime
) -> None:
    """It is dealt with; the next concern of this rule is a new alert."""
    _step(
        connection,
        memory,
        wanted,
        state=AlertState.RESOLVED.value,
        open_for=None,
        resolved_by=by,
        resolved_at=now,
        snoozed_until=None,
        next_step_at=None,
    )


def withdraw(
    connection: Connection,
    memory: Memory,
    client: ClientId,
    now: datetime,
    *,
    discharged: bool = False,
) -> tuple[UUID, ...]:
    """Ends what rules found about a client, by nobody; an urgent alert stays. Which they were."""
    withdrawn = (
        table.c.practice == memory.practice,
        table.c.client == client,
        table.c.state != AlertState.RESOLVED.value,
        table.c.urgency != Urgency.NOW.value,
    )
    found = tuple(connection.execute(select(table.c.id).where(*withdrawn)).scalars())
    connection.execute(
        update(table)
        .where(*withdrawn)
        .values(
            state=AlertState.RESOLVED.value,
            open_for=None,
            resolved_at=now,
            snoozed_until=None,
            next_step_at=None,
            discharged=discharged,
        )
    )
    return found


def _step(connection: Connection, memory: Memory, wanted: UUID, **values: Any) -> None:
    connection.execute(
        update(table)
        .where(
            table.c.practice == memory.practice,
            table.c.id == wanted,
            table.c.state != AlertState.RESOLVED.value,
        )
        .values(escalation_level=None, **values)
    )


def due(connection: Connection, memory: Memory, now: datetime) -> tuple[UUID, ...]:
    """Which alerts come back from a snooze, or are passed on, now; their facts stay sealed."""
    rows = connection.execute(
        select(table.c.id).where(table.c.practice == memory.practice, table.c.next_step_at <= now)
    )
    return tuple(rows.scalars())


def put_off(connection: Connection, memory: Memory, wanted: UUID, until: datetime) -> None:
    """The next step of an alert comes later; nothing else about it changes."""
    steps.put_off(connection, memory, table, wanted, until)


def client_of(connection: Connection, memory: Memory, wanted: UUID) -> ClientId | None:
    """Whom an alert is about, if it is there; its facts stay sealed."""
    return owned.client_of(connection, memory, table, wanted)


def wake_due(
    connection: Connection, memory: Memory, now: datetime, limit: int
) -> tuple[Alert, ...]:
    """Opens snoozed alerts whose time has come, each by one conditional update, and tells them."""
    rows = connection.execute(
        select(table)
        .where(
            table.c.practice == memory.practice,
            table.c.next_step_at <= now,
            table.c.state == AlertState.SNOOZED.value,
        )
        .order_by(table.c.next_step_at)
        .limit(limit)
    ).all()
    woken = []
    for row in rows:
        mine = connection.execute(
            update(table)
            .where(
                table.c.practice == memory.practice,
                table.c.id == row.id,
                table.c.next_step_at == row.next_step_at,
            )
            .values(state=AlertState.OPEN.value, snoozed_until=None, next_step_at=None)
        )
        if mine.rowcount == 1:
            woken.append(get(connection, memory, row.id))
    return tuple(woken)


def of_client(connection: Connection, memory: Memory, client: ClientId) -> tuple[Alert, ...]:
    """Every alert about a client, oldest first."""
    memory.open_clients(connection, [client])
    rows = connection.execute(
        select(table)
        .where(table.c.practice == memory.practice, table.c.client == client)
        .order_by(table.c.id)
    ).all()
    return tuple(alert_of(memory, row) for row in rows)


def set_chain(
    connection: Connection,
    memory: Memory,
    wanted: UUID,
    *,
    level: int | None,
    next_step_at: datetime | None,
    asked_at: datetime | None,
    on_call: StaffId | None = None,
) -> None:
    """How far the chain of an urgent alert is told with the alert itself, and when it goes on."""
    connection.execute(
        update(table)
        .where(table.c.practice == memory.practice, table.c.id == wanted)
        .values(
            escalation_level=level,
            next_step_at=next_step_at,
            asked_at=asked_at,
            on_call=on_call,
        )
    )


def escalating(
    connection: Connection, memory: Memory, now: datetime, limit: int
) -> tuple[UUID, ...]:
    """Urgent alerts that nobody has taken in time; their facts stay sealed."""
    return steps.overdue(connection, memory, table, now, limit, AlertState.OPEN.value)


def escalate(
    connection: Connection,
    memory: Memory,
    alert: Alert,
    level: int,
    next_step_at: datetime | None,
    on_call: StaffId | None = None,
) -> bool:
    """Passes an alert on to this level, once: False when it was taken or passed on meanwhile."""
    return steps.pass_on(
        connection,
        memory,
        table,
        alert.id,
        state=AlertState.OPEN.value,
        level=alert.escalation_level,
        due=alert.next_step_at,
        escalation_level=level,
        next_step_at=next_step_at,
        on_call=on_call,
    )


def set_tell_at(connection: Connection, memory: Memory, wanted: UUID, at: datetime) -> None:
    """An alert that is not told yet is told at another time."""
    connection.execute(
        update(table)
        .where(table.c.practice == memory.practice, table.c.id == wanted)
        .values(tell_at=at)
    )


def unresolved_for(
    connection: Connection, memory: Memory, member: StaffId, *, own_only: bool = False
) -> tuple[Alert, ...]:
    """What is not resolved about a therapist's clients, and of other cards this member got."""
    mine = table.c.therapist == member
    if not own_only:
        mine = or_(mine, table.c.id.in_(_told(memory, member)))
    return _unresolved(connection, memory, mine)


def unresolved_of_all(connection: Connection, memory: Memory) -> tuple[Alert, ...]:
    """What is not resolved about any client, for who reads of every one."""
    return _unresolved(connection, memory, true())


def told(connection: Connection, memory: Memory, member: StaffId) -> frozenset[UUID]:
    """The alerts of which this member of staff got the card."""
    found: Iterable[UUID] = connection.execute(_told(memory, member)).scalars()
    return frozenset(found)


def _told(memory: Memory, member: StaffId) -> Select[Any]:
    return select(alert_recipient.c.alert).where(
        alert_recipient.c.practice == memory.practice, alert_recipient.c.staff == member
    )


def _unresolved(
    connection: Connection, memory: Memory, which: ColumnElement[bool]
) -> tuple[Alert, ...]:
    rows = connection.execute(
        select(table)
        .where(
            table.c.practice == memory.practice,
            table.c.state != AlertState.RESOLVED.value,
            which,
        )
        .order_by(table.c.id)
    ).all()
    memory.open_clients(connection, {row.client for row in rows})
    return tuple(alert_of(memory, row) for row in rows)


def hand_over(connection: Connection, memory: Memory, gone: StaffId, heir: StaffId) -> None:
    """Alerts about clients of one therapist are the other's, as the clients are."""
    connection.execute(
        update(table)
        .where(table.c.practice == memory.practice, table.c.therapist == gone)
        .values(therapist=heir)
    )


def hand_client_over(
    connection: Connection, memory: Memory, whose: ClientId, heir: StaffId
) -> None:
    """Every alert about this client is the heir's, as the client is."""
    connection.execute(
        update(table)
        .where(table.c.practice == memory.practice, table.c.client == whose)
        .values(therapist=heir)
    )


def next_due(connection: Connection) -> datetime | None:
    """When the next alert comes back from a snooze, or is passed on."""
    return steps.earliest(connection, table)


def unresolved(connection: Connection) -> dict[tuple[str, str], int]:
    """How many alerts are not resolved, by urgency and state."""
    rows = connection.execute(
        select(table.c.urgency, table.c.state, func.count().label("how_many"))
        .where(table.c.state != AlertState.RESOLVED)
        .group_by(table.c.urgency, table.c.state)
    )
    return {(row.urgency, row.state): row.how_many for row in rows}
