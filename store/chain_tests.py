"""Test alerts: a marked card for everybody in the chain, in order, and who has taken theirs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, insert, select, update

from care.people import StaffId
from store import steps
from store.ids import new_id
from store.memory import Memory
from store.tables import chain_test as table
from store.tables import chain_test_card as cards


@dataclass(frozen=True, slots=True)
class PlacedCard:
    """One place of the chain in a test."""

    place: int
    staff: StaffId
    absent: bool
    told_at: datetime | None = None
    got_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ChainTest:
    """A test alert on its way through the chain."""

    id: UUID
    asked_by: StaffId
    started_at: datetime
    place: int
    next_step_at: datetime | None
    """When the next one is told, taken or not; None when the test is over."""
    cards: tuple[PlacedCard, ...]

    @property
    def is_passed(self) -> bool:
        """Whether everybody who was there has taken the card, and somebody was."""
        asked = [each for each in self.cards if not each.absent]
        return bool(asked) and all(each.got_at is not None for each in asked)


def begin(
    connection: Connection,
    memory: Memory,
    asked_by: StaffId,
    places: Sequence[tuple[StaffId, bool]],
    now: datetime,
) -> UUID:
    """Keeps a new test: who is to be told in which order, and who of them is not there."""
    made = new_id()
    connection.execute(
        insert(table).values(
            practice=memory.practice,
            id=made,
            asked_by=asked_by,
            started_at=now,
            place=-1,
            next_step_at=now,
        )
    )
    rows = [
        {
            "practice": memory.practice,
            "test": made,
            "place": place,
            "staff": member,
            "absent": absent,
        }
        for place, (member, absent) in enumerate(places)
    ]
    connection.execute(insert(cards), rows)
    return made


def get(connection: Connection, memory: Memory, wanted: UUID) -> ChainTest | None:
    """The test of this id, or None."""
    row = connection.execute(
        select(table).where(table.c.practice == memory.practice, table.c.id == wanted)
    ).first()
    if row is None:
        return None
    found = connection.execute(
        select(cards)
        .where(cards.c.practice == memory.practice, cards.c.test == wanted)
        .order_by(cards.c.place)
    )
    return ChainTest(
        row.id,
        StaffId(row.asked_by),
        row.started_at,
        row.place,
        row.next_step_at,
        tuple(
            PlacedCard(each.place, StaffId(each.staff), each.absent, each.told_at, each.got_at)
            for each in found
        ),
    )


def move(
    connection: Connection,
    memory: Memory,
    test: ChainTest,
    place: int,
    next_step_at: datetime | None,
    now: datetime,
) -> bool:
    """Goes on to a place of the chain, once; past its end nobody is told and the test is over."""
    moved = connection.execute(
        update(table)
        .where(
            table.c.practice == memory.practice, table.c.id == test.id, table.c.place == test.place
        )
        .values(place=place, next_step_at=next_step_at)
    )
    if moved.rowcount != 1:
        return False
    connection.execute(
        update(cards)
        .where(cards.c.practice == memory.practice, cards.c.test == test.id, cards.c.place == place)
        .values(told_at=now)
    )
    return True


def take(connection: Connection, memory: Memory, test: UUID, by: StaffId, now: datetime) -> bool:
    """Keeps that somebody has got the test card; False when it is not theirs or was taken."""
    taken = connection.execute(
        update(cards)
        .where(
            cards.c.practice == memory.practice,
            cards.c.test == test,
            cards.c.staff == by,
            cards.c.told_at.is_not(None),
            cards.c.got_at.is_(None),
        )
        .values(got_at=now)
    )
    return taken.rowcount == 1


def due(connection: Connection, memory: Memory, now: datetime, limit: int) -> tuple[UUID, ...]:
    """Tests in which the next one is to be told."""
    return steps.overdue(connection, memory, table, now, limit)


def put_off(connection: Connection, memory: Memory, wanted: UUID, until: datetime) -> None:
    """The next step of a test comes later."""
    steps.put_off(connection, memory, table, wanted, until)


def is_running(connection: Connection, memory: Memory) -> bool:
    """Whether a test is on its way through the chain."""
    running = select(table.c.id).where(
        table.c.practice == memory.practice, table.c.next_step_at.is_not(None)
    )
    return connection.execute(running).first() is not None


def next_due(connection: Connection) -> datetime | None:
    """When the next step of any test is due."""
    return steps.earliest(connection, table)
