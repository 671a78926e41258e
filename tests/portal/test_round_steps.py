"""A round takes a step only where a look says that something is due: the look must not be wrong."""

from contextlib import suppress
from datetime import timedelta

import pytest
from sqlalchemy import update

from care.erasure import AskedBy
from care.people import ClientStatus
from portal.clock import MovableClock
from portal.rounds import Rounds
from portal.scene import Scene
from store import erasures, people, tables, workflows
from store.database import Database
from store.outbox import Carrier
from tests.portal.everybody import Undone, begin_test

DAY, DAYS = timedelta(days=1), 24


class Looked(Rounds):
    """Takes no step, and notes which it would have taken."""

    def __init__(self, database, memory, clock):
        carrier = Carrier("carrier-looks", ())
        super().__init__(database, memory, clock, carrier=carrier, hand_over=lambda _: None)
        self.database = database
        self.clock = clock
        self.steps = {}
        self.taken = set()

    async def _take_steps(self, *steps):
        self.steps |= {step.take.__name__: step for step in steps}
        await super()._take_steps(*steps)

    async def _in_portions(self, step, limit=0):
        self.taken.add(step.__name__)

    async def look(self, now):
        """Which steps it would take then."""
        self.clock.jump(now)
        self.taken = set()
        await self.every()
        return self.taken

    async def does(self, name):
        """How many rows a step finds now, whatever a look says; nothing of it is kept."""
        found = []

        def step(connection):
            scene = Scene.begin(connection, self._memory, self.clock.now())
            found.append(self.steps[name].take(scene) + len(scene.letters))
            raise Undone

        with suppress(Undone):
            await self.database.write(step)
        return found[0]


DUE = (
    *(tables.homework.c.tell_at, tables.homework.c.look_at),
    *(tables.journal_entry.c.look_at, tables.shelf_item.c.tell_at, tables.client_message.c.look_at),
    *(tables.appointment.c.tell_at, tables.appointment.c.remind_at, tables.appointment.c.look_at),
    *(tables.note.c.tell_at, tables.note.c.answer_by),
    *(tables.client.c.new_therapist_at, tables.alert.c.next_step_at),
)


@pytest.fixture
async def looked(stage):
    """Everybody's house, in which each day something else becomes due."""
    house = stage.house

    def begin(connection):
        begin_test(connection, house)
        for days, column in enumerate(DUE, 2):
            connection.execute(update(column.table).values({column: house.now + DAY * days}))
        some, other, third = list(house.clients.values())[:3]
        paused = {"status": ClientStatus.PAUSED.value, "paused_until": house.now + DAY * 20}
        people.change_client(connection, house.memory, some, **paused)
        workflows.expect(connection, house.memory, other, house.now + DAY * 21)
        erasures.ask(
            connection, house.memory, third, AskedBy.CLIENT, house.now, house.now + DAY * 22
        )

    await stage.database.write(begin)
    return Looked(stage.database, house.memory, MovableClock(house.now, running=False))


async def test_what_no_look_calls_due_is_nowhere_to_be_found(looked):
    begun = looked.clock.now()
    seen = set()
    for hours in range(0, DAYS * 24, 12):
        taken = await looked.look(begun + timedelta(hours=hours))
        for name in looked.steps.keys() - taken:
            assert await looked.does(name) == 0, (name, hours)
        seen |= taken

    # Each of them had something to do at last, so that the look was put to the test.
    assert seen == looked.steps.keys()


async def test_where_nothing_is_due_nobody_is_made_to_wait(stage, monkeypatch):
    """The house as it was before anybody lived in it: no row of it is due yet."""
    rounds = Rounds(
        stage.database,
        stage.house.memory,
        MovableClock(stage.house.now - timedelta(days=1), running=False),
        carrier=Carrier("carrier-rests", ()),
        hand_over=lambda _: None,
    )

    async def write(self, function, *args, **kwargs):
        raise AssertionError(f"{function} is written while nothing is due")

    monkeypatch.setattr(Database, "write", write)

    await rounds.every()
