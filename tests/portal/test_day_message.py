"""The day's one message: who gets it, and that nothing else that is due on the day is lost by it.

Random schedules are lived through the real desk and the real rounds, on rows: any rhythm and any
time of the day, homework, sessions, and clients who answer all, the pulse alone, or nothing.
"""

import asyncio
from datetime import datetime, time, timedelta
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from care.local_time import local_date, zone
from care.schedule import At, Every, Schedule, Usual, Within
from conversations.contents import Lane
from portal.scene import Scene
from portal.scheduling import told
from store import check_ins
from store.check_ins import CheckInState
from store.memory import Memory
from store.tables import outbox
from store.vault import Vault
from tests.portal.test_live_and_back_test import START, Life, begin
from tests.world import copied

DAYS = 9
ENDED = (CheckInState.CANCELLED, CheckInState.MISSED, CheckInState.DONE)

hours = st.builds(time, st.integers(0, 23), st.sampled_from((0, 30)))
two = st.lists(hours, min_size=2, max_size=2, unique=True).map(lambda found: tuple(sorted(found)))
times = st.one_of(
    st.just(Usual()),
    hours.map(lambda found: At((found,))),
    two.map(At),
    two.map(lambda found: Within(*found)),
    st.integers(1, 14).map(lambda found: Schedule.parse(f"daily {found}h after waking").times),
)
rare = st.sampled_from((Every.WEEK, Every.SESSION, Every.FORTNIGHT))
often = st.sampled_from((Every.DAY, Every.DAY, Every.WEEKDAYS, Every.OTHER_DAY))
one_time = times.filter(lambda found: not isinstance(found, At) or len(found.clocks) == 1)


@st.composite
def schedules(draw):
    """What a client is asked: daily items at any times, and questionnaires at any of them."""
    plans = [("pulse", draw(often), draw(times))] if draw(st.integers(0, 4)) else []
    plans += [("practice", draw(often), draw(times))]
    for code in ("phq9", "gad7"):
        plans += [(code, draw(rare), draw(one_time))]
    return plans


class Watched(Life):
    """A client's days of which is seen when each check-in opened, and how long it was open."""

    def __init__(self, *given) -> None:
        super().__init__(*given)
        self.first_open, self.ended = {}, {}

    async def until(self, at: datetime) -> None:
        while True:
            before = self.now
            due = await self._next(at)
            await super().until(due)
            await self.rounds.plan()
            await self.rounds.check_ins()
            await self.look()
            if (self.now - START).days % 3:
                # Somebody who falls silent is asked less: that is another promise.
                await self.has("all", cycle((5, 0)))
            await self.look()
            if due >= at or self.now == before:
                return

    async def look(self) -> None:
        for row in await self.rows(CheckInState.OPEN):
            self.first_open.setdefault(row.id, self.now)
        for row in await self.rows(*ENDED):
            self.ended.setdefault(row.id, self.now)

    async def _next(self, at: datetime) -> datetime:
        coming = [
            edge
            for row in await self.rows(CheckInState.PLANNED, CheckInState.OPEN)
            for edge in (row.opens_at, row.expires_at)
            if edge > self.now
        ]
        return min((*coming, at))

    async def has(self, kind: str, draws) -> None:
        """What the client does on a day; whatever is open is there to be answered."""
        for row in await self.rows(CheckInState.OPEN):
            if kind == "all" or (kind == "pulse" and row.instrument == "pulse"):
                await self.fills(row, draws)


async def _lived(folder, template, ring, practice, plans, usual, days):
    memory = Memory(practice.id, Vault(ring))
    async with copied(template, folder) as database:
        client = await database.write(begin, memory, practice, plans, check_in_at=f"{usual:%H:%M}")
        life = Watched(database, memory, client)
        await life.rounds.plan()
        await life.until(START + timedelta(minutes=1))
        shown = await database.read(_shown, memory, client, life.now)
        for day, (kind, hour, beside, numbers) in enumerate(days):
            await life.until(START + timedelta(days=day, hours=hour))
            draws = cycle(numbers)
            await life.has(kind, draws)
            if beside:
                await life._does(beside, draws)
            await life.look()
        await life.until(START + timedelta(days=DAYS))
        letters = await database.read(_unasked)
        rows = await life.rows(*CheckInState)
        here = zone((await database.read(_client, memory, client, life.now)).zone)
    return life, shown, letters, rows, here


def _client(connection, memory, client, now):
    return Scene.begin(connection, memory, now).client(client)


def _shown(connection, memory, client, now):
    """The check-ins that the therapist is shown when looking at the schedule."""
    scene = Scene.begin(connection, memory, now)
    plans = check_ins.plans(connection, memory, client)
    found = told(scene, scene.client(client), plans)
    return {(each["instrument"], at) for each in found["plans"] for at in each["next"]}


def _unasked(connection):
    asked = select(outbox.c.written_at, outbox.c.content).where(outbox.c.lane == int(Lane.REMINDER))
    return [(row.written_at, str(row.content)) for row in connection.execute(asked)]


@given(
    schedules(),
    hours,
    st.lists(
        st.tuples(
            st.sampled_from(("all", "all", "pulse", "none")),
            st.integers(0, 23),
            st.sampled_from(("", "", "", "again", "agrees", "plans")),
            st.lists(st.integers(0, 10), min_size=16, max_size=16),
        ),
        min_size=DAYS - 1,
        max_size=DAYS - 1,
    ),
)
@settings(
    max_examples=10,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_whatever_the_schedule_a_day_has_one_message_and_nothing_is_lost_by_it(
    sqlite_template, ring, practice, plans, usual, days
):
    with TemporaryDirectory() as folder:
        life, shown, letters, rows, here = asyncio.run(
            _lived(Path(folder), sqlite_template, ring, practice, plans, usual, days)
        )

    written = {}
    for at, content in letters:
        written.setdefault(local_date(at, here), []).append((at, content))
    assert {len(each) for each in written.values()} <= {1}

    over = START + timedelta(days=DAYS)
    planned = {(row.instrument, f"{row.opens_at.astimezone(here):%Y-%m-%d %H:%M}") for row in rows}
    assert {
        each for each in shown if each[1] < f"{over.astimezone(here):%Y-%m-%d %H:%M}"
    } <= planned

    for row in rows:
        if row.opens_at >= over:
            continue
        if row.id not in life.first_open and row.id in life.ended:
            assert row.state is CheckInState.DONE, row
        opened = life.first_open.get(row.id)
        if opened is not None and row.opens_at > START:
            assert opened == row.opens_at or _asked_for(row, opened), (opened, row)
        if row.state in (CheckInState.CANCELLED, CheckInState.MISSED):
            assert life.ended[row.id] == row.expires_at, (life.ended[row.id], row)
        assert row.state is not CheckInState.MISSED or row.told_at is not None
        if row.told_at is not None:
            assert row.opens_at <= row.told_at < row.expires_at or _asked_for(row, row.told_at)
        _was_told_or_announced(life, row, written, here)


def _asked_for(row, at) -> bool:
    """The pulse may be asked for before its time."""
    return row.instrument == "pulse" and at < row.opens_at


def _was_told_or_announced(life, row, written, here):
    """A day on which something waits has a message, and that speaks of it, before or after."""
    if row.opens_at < START or row.told_at is not None or row.state is CheckInState.DONE:
        return
    day = local_date(row.opens_at, here)
    [(at, content)] = written.get(day, [(None, "")])
    assert at is not None, row
    if '"appointment-card"' in content:
        # Its words are found when it is sent: tests of appointments hold that it says the time.
        return
    if at < row.opens_at:
        assert f"{row.opens_at.astimezone(here):%H:%M}" in content, (content, row)
    else:
        assert row.expires_at <= at, (at, row)
