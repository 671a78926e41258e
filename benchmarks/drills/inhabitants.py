"""Made-up clients with a canary in everything they may have written, and every byte of theirs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import Connection, select, update

from care.alerts import Concern, Urgency
from care.consent import CONSENT_VERSION, Purpose
from care.people import ClientId, ClientStatus, StaffId
from care.plan import PlannedCheckIn
from care.progress import DailyRecord, Day, Point
from care.schedule import Every
from conversations.envelopes import CLIENTS
from conversations.flows.preferences import Moving
from store import (
    alerts,
    check_ins,
    episodes,
    exports,
    filing,
    invitations,
    messages,
    people,
    talks,
)
from store.check_ins import Answered, Plan
from store.filing import Complete
from store.ids import new_id
from store.memory import Memory
from store.people import Client
from store.tables import client as client_table
from store.tables import data_key, metadata
from store.tables import message as message_table
from store.talks import Saved

Place: TypeAlias = tuple[str, tuple[Any, ...]]
"""A table, and the primary key of a row in it."""

Survey: TypeAlias = Mapping[Place, Mapping[str, Any]]
"""Every row of the database."""

STAY = frozenset({"erasure", "audit_entry", "audit_chain"})
"""What may name somebody who is gone, by a number that leads nowhere."""


@dataclass(frozen=True, slots=True)
class Inhabitant:
    """A made-up client, and what there was of it in the beginning."""

    client: ClientId
    canary: bytes
    wrapped: bytes = b""
    """The data key as it is kept."""
    rows: Mapping[Place, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def ids(self) -> frozenset[UUID]:
        """What the rows of this client are known by."""
        return frozenset(
            value
            for (table, _), row in self.rows.items()
            for name, value in row.items()
            if isinstance(value, UUID) and (name == "id" or (table, name) == ("client", "id"))
        )

    @property
    def sealed(self) -> tuple[bytes, ...]:
        """Every sealed value, and the key under which they are."""
        return tuple(
            value
            for row in self.rows.values()
            for name, value in row.items()
            if isinstance(value, bytes) and (name.startswith("sealed") or name == "wrapped")
        )


def move_in(
    connection: Connection, memory: Memory, number: int, now: datetime, therapist: StaffId
) -> tuple[ClientId, str]:
    """A client with a canary in every place that holds words; tells the canary."""
    canary = f"canary{74_120_395_118 + number}"
    client = Client(
        ClientId(new_id()),
        f"made-up-{number}",
        ClientStatus.ACTIVE,
        therapist,
        "en",
        "Europe/Berlin",
        "19:30",
        picture=None,
        picture_shown_at=None,
        bands_for_client=False,
        bands_by_therapist=False,
        gentle_until=None,
        created_at=now,
    )
    people.add_client(connection, memory, client)
    account = people.new_account(CLIENTS)
    people.add_account(connection, memory, account, canary, now)
    account = people.become_client(connection, memory, account, canary, client.id)
    people.give_consent(connection, memory, client.id, Purpose, CONSENT_VERSION, now)
    episodes.open_episode(connection, memory, client.id, now)
    invitations.add(connection, memory, client.id, canary.encode(), now)
    plan = Plan(
        *(new_id(), client.id, "phq9", "1", Every.WEEK, now.date()), active=True, planned_to=None
    )
    check_ins.add_plan(connection, memory, plan, now)
    days = timedelta(days=1)
    check_ins.materialise(
        connection, memory, plan, [PlannedCheckIn(now.date(), 0, now, now + days, now + 3 * days)]
    )
    found = check_ins.on_date(connection, memory, plan.id, now.date())
    if found is None:
        raise RuntimeError("a check-in was not made")
    check_ins.answer_items(connection, memory, [Answered(client.id, found.id, 1, 2)], now)
    filing.file(connection, memory, [Complete(found, dict.fromkeys(range(1, 10), 2))], now)
    points = [Point(date(2026, 1, 1) + timedelta(days=each), number + each) for each in range(9)]
    filing.keep_points(
        connection, memory, {(client.id, "phq9"): filing.Scores(tuple(points), "1", 1)}
    )
    day = Day(now.date(), ((canary, 3),))
    filing.keep_records(connection, memory, {client.id: (DailyRecord((day,)), 1)})
    concern = Concern("declining-mood", Urgency.TODAY, {"how": canary})
    alerts.raise_alert(connection, memory, client.id, therapist, concern, now=now, tell_at=now)
    exports.ask(connection, memory, client.id, canary, now)
    talks.save(connection, memory, [Saved(account, "settings", Moving())], now)
    write(connection, memory, client.id, therapist, canary, now)
    return client.id, canary


def write(
    connection: Connection,
    memory: Memory,
    client: ClientId,
    therapist: StaffId,
    words: str,
    now: datetime,
) -> None:
    """A therapist's message to a client."""
    messages.add(connection, memory, client, therapist, None, words, now, now)


def arrive(connection: Connection, memory: Memory, client: ClientId, now: datetime) -> None:
    """Whatever was written to a client has arrived: its rows, and the pages they lie on, change."""
    connection.execute(
        update(message_table)
        .where(message_table.c.practice == memory.practice, message_table.c.client == client)
        .values(state=messages.SENT, settled_at=now)
    )


def is_here(connection: Connection, memory: Memory, client: ClientId) -> bool:
    """Whether there is this client, as whoever writes to one has to know."""
    here = select(client_table.c.id).where(
        client_table.c.practice == memory.practice, client_table.c.id == client
    )
    return connection.execute(here).first() is not None


def survey(connection: Connection) -> Survey:
    """Every row of every table, as it is kept."""
    found: dict[Place, Mapping[str, Any]] = {}
    for name, table in metadata.tables.items():
        keys = [column.name for column in table.primary_key.columns]
        for row in connection.execute(select(table)).mappings():
            found[name, tuple(row[key] for key in keys)] = dict(row)
    return found


def known(canaries: Mapping[ClientId, str], rows: Survey) -> list[Inhabitant]:
    """Each of these with the rows that name it, or a row of its own."""
    found = []
    for client, canary in canaries.items():
        ids: set[Any] = {client}
        mine: dict[Place, Mapping[str, Any]] = {}
        # Rows of rows: an account's letters name the account.
        for _ in range(3):
            mine |= {place: row for place, row in rows.items() if ids & _ids(place, row)}
            ids |= {row["id"] for (table, _), row in mine.items() if "id" in row}
        wrapped = next(row["wrapped"] for (table, _), row in mine.items() if table == data_key.name)
        found.append(Inhabitant(client, canary.encode(), wrapped, mine))
    return found


def _ids(place: Place, row: Mapping[str, Any]) -> set[Any]:
    if place[0] in STAY:
        return set()
    return {value for name, value in row.items() if isinstance(value, UUID) and name != "practice"}


def naming(people: list[Inhabitant], rows: Survey) -> int:
    """How many rows still name any of these, or anything that was theirs."""
    ids = {each for one in people for each in one.ids}
    return sum(bool(ids & _ids(place, row)) for place, row in rows.items())
