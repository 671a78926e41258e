"""The back-test and the portal agree: what was told live is what it says would have been told.

Random weeks are lived through the real desk and the real rounds, on rows: check-ins are opened,
answered, left, answered late and corrected, the client moves and pauses, homework is agreed and
done. Then the back-test goes through the same rows.
"""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count, cycle
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from care.appointments import Planned
from care.consent import CONSENT_VERSION, Purpose
from care.correspondence import State as Settled
from care.homework import Given, State
from care.journal import Part, Prompt
from care.local_time import local_date, zone
from care.people import ClientId, ClientStatus, PictureChoice
from care.rule_settings import Level, Style, parse, style
from care.rulebook import BOOK
from care.schedule import USUAL, Every, parse_times
from conversations.envelopes import CLIENTS, Arrived, Inbound
from conversations.flows import checkin
from conversations.turn import Asked, Tapped
from portal import (
    appointment_deeds,
    auditing,
    correspondence_deeds,
    discharges,
    homework_deeds,
    journal_deeds,
    rule_deeds,
)
from portal.allowances import UNLIMITED
from portal.backtesting import caseload, compare
from portal.clock import MovableClock
from portal.desk import Desk
from portal.planning import begin_plans, plan_anew
from portal.rounds import Rounds, next_due
from portal.scene import Scene
from questionnaires.catalogue import instrument
from store import (
    alerts,
    appointments,
    check_ins,
    correspondence,
    episodes,
    homework,
    inbox,
    people,
    practices,
    rule_settings,
)
from store.check_ins import CheckInState, Plan
from store.database import Database
from store.ids import new_id
from store.memory import Memory
from store.outbox import Carrier
from store.vault import Vault
from tests.store.kept import a_client, a_member
from tests.world import copied

START = datetime(2026, 3, 16, 8, tzinfo=UTC)
"""Two weeks before the clocks change in Europe."""

NOBODY = Carrier("nobody", ())
ADDRESS = "77"
ZONES = ("Europe/Berlin", "Pacific/Apia", "America/Los_Angeles", "Pacific/Kiritimati")
SET = [
    *style(Style.CLOSE),
    *map(
        parse,
        (
            "score-threshold=on",
            "score-threshold.at=9",
            "declining-mood.falls=2",
            "rising-anxiety.rises=2",
            "practice-gap.days=2",
            "below-own-baseline.cool-down=3",
            "missed-check-ins.cool-down=2",
            "declining-mood.cool-down=2",
            "homework-overdue.cool-down=2",
            "no-journal.days=1",
            "no-journal.cool-down=2",
            "unanswered-message.hours=6",
            "unanswered-message.cool-down=2",
            "unconfirmed-appointment.hours=40",
            "unconfirmed-appointment.cool-down=2",
        ),
    ),
]

USUAL_STEPS = ("answers",) * 14 + ("leaves",) * 4
OTHERS = ("late", "late", "again", "corrects", "corrects", "pauses", "resumes")
BESIDE = ("plans", "plans", "says of it", "writes", "is answered")
MOVING = (*USUAL_STEPS, *OTHERS, *BESIDE, "moves")
WORKING = (*USUAL_STEPS, *OTHERS, *BESIDE, "agrees", "works", *("enters",) * 3)
"""Homework, and the days of a journal, are looked at again on the clock a client has now: who moves
has none here."""

HOURS = (7, 10, 15, 18, 20, 23)
TWICE = parse_times("at 08:00 and 19:30")


@dataclass(frozen=True)
class Step:
    """What the client does on an evening, and what is drawn for it."""

    kind: str
    draws: Sequence[int]


@st.composite
def weeks(draw):
    """Days of a client, each with the numbers that what is done on it needs."""
    steps = draw(st.sampled_from((MOVING, WORKING)))
    return draw(
        st.lists(
            st.builds(
                Step,
                st.sampled_from(steps),
                st.lists(st.integers(0, 10), min_size=16, max_size=16),
            ),
            min_size=8,
            max_size=45,
        )
    )


class Life:
    """A client's weeks with the portal, on a database and without a wire."""

    def __init__(self, database: Database, memory: Memory, client: ClientId) -> None:
        self.database, self.memory, self.client = database, memory, client
        self.clock = MovableClock(START)
        self._heard: dict[bytes, Inbound] = {}
        self._count = count(1)
        self.mood = 9
        self.desk = Desk(
            database,
            memory,
            {CLIENTS: self._heard.pop},
            self.clock,
            carrier=NOBODY,
            hand_over=lambda *_: None,
            direct=_nothing,
            limits=UNLIMITED,
        )
        self.rounds = Rounds(database, memory, self.clock, carrier=NOBODY, hand_over=lambda _: None)

    @property
    def now(self) -> datetime:
        return self.clock.now()

    async def hear(self, *events) -> None:
        arrived = []
        for event in events:
            name = f"u:{next(self._count)}"
            self._heard[name.encode()] = Inbound(CLIENTS, ADDRESS, event)
            arrived.append(Arrived(name, name.encode()))
        await self.desk.receive(CLIENTS, arrived)
        while await self.desk.work():
            pass

    async def until(self, at: datetime) -> None:
        """Through every instant before at which a row is due: who acts at one comes first."""
        while (due := await next_due(self.database, [])) is not None and due < at:
            if due > self.now:
                self.clock.jump(due)
            await self.rounds.plan()
            await self.rounds.check_ins()
            if await next_due(self.database, []) == due:
                break
        if at > self.now:
            self.clock.jump(at)

    async def rows(self, *states: CheckInState):
        def found(connection):
            return [
                check_ins.check_in_row(row)
                for row in connection.execute(
                    check_ins.select(check_ins.occurrence)
                    .where(check_ins.occurrence.c.state.in_([each.value for each in states]))
                    .order_by(check_ins.occurrence.c.opens_at, check_ins.occurrence.c.id)
                )
            ]

        return await self.database.read(found)

    # --- what a client does

    async def does(self, step: Step) -> None:
        draws = cycle(step.draws)
        for kind in step.kind.split(" and "):
            await self._does(kind, draws)

    async def _does(self, kind: str, draws) -> None:
        match kind:
            case "answers":
                for row in await self.rows(CheckInState.OPEN):
                    await self.fills(row, draws)
            case "late":
                missed = await self.rows(CheckInState.MISSED)
                if missed:
                    await self.fills(missed[-1 - next(draws) % min(3, len(missed))], draws)
            case "again":
                # Opened once more, and perhaps left again.
                await self.hear(Asked("checkin"))
            case "corrects":
                done = await self.rows(CheckInState.DONE)
                if done:
                    await self.corrects(done[-1 - next(draws) % min(4, len(done))], draws)
            case "moves":
                chosen = ZONES[next(draws) % len(ZONES)]
                await self.database.write(self._move, chosen, self.now)
            case "pauses":
                await self.hear(Asked("pause", f"{1 + next(draws)} days"))
            case "resumes":
                await self.hear(Asked("resume"))
            case "agrees":
                await self.database.write(self._agree, next(draws) % 3, self.now)
            case "plans":
                await self.database.write(self._plan, 10 + 13 * next(draws), self.now)
            case "says of it":
                await self.database.write(self._say, next(draws) % 5, next(draws), self.now)
            case "writes":
                await self.database.write(self._write, self.now)
            case "is answered":
                await self.database.write(self._close, self.now)
            case "enters":
                await self.database.write(self._enter, self.now)
            case "works":
                await self.database.write(self._work, self.now)
            case "ends":
                await self.database.write(self._end, self.now)
            case "begins":
                await self.database.write(self._begin, self.now)

    async def fills(self, row, draws) -> None:
        items = len(instrument(row.instrument).items)
        if row.instrument in ("phq9", "gad7"):
            # Scores go up and down by more than chance among their items would have it.
            level = next(draws) % 3
            values = [min(level + next(draws) % 2, 3) for _ in range(items - 1)] + [0]
        else:
            values = [next(draws) for _ in range(items)]
            if row.instrument == "pulse" and next(draws) < 7:
                # Days go down in runs more often than dice do.
                values[0] = self.mood = self.mood - 1 if self.mood else 9
        named = f"{row.token}.{row.instrument}"
        if not instrument(row.instrument).is_daily:
            await self.hear(Tapped(f"{named}.0", checkin.BEGIN))
        await self.hear(
            *(Tapped(f"{named}.{item}", str(value)) for item, value in enumerate(values, 1))
        )

    async def corrects(self, row, draws) -> None:
        items = len(instrument(row.instrument).items)
        named, item = f"{row.token}.{row.instrument}", 1 + next(draws) % items
        value = next(draws) % (4 if row.instrument in ("phq9", "gad7") else 11)
        if row.instrument == "phq9" and item == 9:
            value = 0
        await self.hear(Tapped(f"{named}.0", checkin.CHANGE))
        for passed in range(1, item):
            await self.hear(Tapped(f"{named}.{passed}", checkin.NEXT))
        await self.hear(Tapped(f"{named}.{item}", str(value)))

    def _move(self, connection, chosen, now) -> None:
        scene = Scene.begin(connection, self.memory, now)
        scene.change_client(self.client, zone=chosen)
        plan_anew(scene, self.client)
        auditing.post(scene, NOBODY)

    def _agree(self, connection, days, now) -> None:
        scene = Scene.begin(connection, self.memory, now)
        today = local_date(now, zone(scene.client(self.client).zone))
        homework_deeds.assign(
            scene, self.client, None, Given("A walk", "Go.", today + timedelta(days=days))
        )
        auditing.post(scene, NOBODY)

    def _plan(self, connection, hours, now) -> None:
        scene = Scene.begin(connection, self.memory, now)
        appointment_deeds.plan(scene, self.client, None, Planned(now + timedelta(hours=hours)))
        auditing.post(scene, NOBODY)

    def _say(self, connection, what, later, now) -> None:
        """What the client, or the practice, says of the next appointment."""
        scene = Scene.begin(connection, self.memory, now)
        for found in appointments.coming(connection, self.memory, self.client, now)[:1]:
            match what:
                case 0:
                    appointments.confirm(connection, self.memory, found.id, now)
                case 1:
                    appointments.request(connection, self.memory, found.id, "Later?", now)
                case 2:
                    appointments.decline(connection, self.memory, found.id, now)
                case 3:
                    starts_at = found.starts_at + timedelta(hours=7 * later)
                    appointment_deeds.move(scene, found.id, None, Planned(starts_at))
                case _:
                    by = scene.client(self.client).therapist
                    appointment_deeds.stays(scene, found.id, by)
            rule_deeds.end_appointments(scene, self.client)
        auditing.post(scene, NOBODY)

    def _write(self, connection, now) -> None:
        scene = Scene.begin(connection, self.memory, now)
        correspondence_deeds.keep(scene, self.client, "Could we meet a little later?")
        auditing.post(scene, NOBODY)

    def _close(self, connection, now) -> None:
        scene = Scene.begin(connection, self.memory, now)
        by = scene.client(self.client).therapist
        closed = Settled.CLOSED
        if correspondence.settle(connection, self.memory, self.client, closed, by, None, now):
            rule_deeds.end_messages(scene, self.client)
        auditing.post(scene, NOBODY)

    def _enter(self, connection, now) -> None:
        scene = Scene.begin(connection, self.memory, now)
        journal_deeds.keep(scene, self.client, (Part(Prompt.FREE, "A quiet day."),))
        auditing.post(scene, NOBODY)

    def _end(self, connection, now) -> None:
        """The therapy ends here."""
        scene = Scene.begin(connection, self.memory, now)
        for each in appointments.coming(connection, self.memory, self.client, now):
            appointment_deeds.cancel(scene, each.id, None)
        found = discharges.look(scene, self.client)
        discharges.discharge(scene, self.client, found, None)
        auditing.post(scene, NOBODY)

    def _begin(self, connection, now) -> None:
        """It begins again, and everything is asked as before."""
        scene = Scene.begin(connection, self.memory, now)
        assert discharges.readmit(scene, self.client, None) is None
        begin_plans(scene, self.client)
        auditing.post(scene, NOBODY)

    def _work(self, connection, now) -> None:
        pieces = [
            each
            for each in homework.of_client(connection, self.memory, self.client)
            if each.state is State.OPEN
        ]
        for piece in pieces[:1]:
            homework.answer(connection, self.memory, piece.id, State.DONE, now)
            scene = Scene.begin(connection, self.memory, now)
            homework_deeds.after_answer(scene, self.client, piece.id)
            auditing.post(scene, NOBODY)


async def _nothing(_bot, _act) -> None:
    """There is no button to answer."""


def begin(connection, memory, practice, plans, **changes) -> ClientId:
    """A practice with one client, who is asked from today on: what, how often, and when."""
    practices.add(connection, practice, START)
    for owner in (memory.house(), inbox.bot_owner(memory, CLIENTS)):
        memory.new_key(connection, owner, START)
    member = a_member()
    people.add_member(connection, memory, member, START)
    made = a_client(member.id, START, picture=PictureChoice.NEVER, **changes)
    people.add_client(connection, memory, made)
    account = people.new_account(CLIENTS)
    people.add_account(connection, memory, account, ADDRESS, START)
    people.become_client(connection, memory, account, ADDRESS, made.id)
    people.give_consent(connection, memory, made.id, Purpose, CONSENT_VERSION, START)
    people.change_client(
        connection,
        memory,
        made.id,
        status=ClientStatus.ACTIVE.value,
        asked_version=CONSENT_VERSION,
    )
    episodes.open_episode(connection, memory, made.id, START)
    rule_settings.decide(
        connection, memory, Level.PRACTICE, memory.practice, tuple(SET), "op", START
    )
    for code, every, times in plans:
        plan = Plan(
            new_id(),
            made.id,
            code,
            instrument(code).version,
            every,
            START.date(),
            active=True,
            planned_to=None,
            times=times,
        )
        check_ins.add_plan(connection, memory, plan, START)
    return made.id


async def _live(folder, template, ring, practice, steps, times):
    """What was told live, and what the back-test says, each by rule and day."""
    memory = Memory(practice.id, Vault(ring))
    async with copied(template, folder) as database:
        plans = [
            ("pulse", Every.DAY, USUAL),
            ("practice", Every.DAY, times),
            ("phq9", Every.WEEK, USUAL),
            ("gad7", Every.WEEK, USUAL),
        ]
        client = await database.write(begin, memory, practice, plans)
        life = Life(database, memory, client)
        for day, step in enumerate(steps):
            await life.until(START + timedelta(days=day, hours=HOURS[step.draws[-1] % 6] - 8))
            await life.does(step)
        await life.until(life.now + timedelta(days=6))
        told = await database.read(alerts.of_client, memory, client)
        found = await database.read(_tested, memory, life.now)
    here = zone(practice.zone)
    live = Counter((each.rule, local_date(each.raised_at, here)) for each in told)
    tested = Counter(
        {(rule.value, on): many for rule, each in found.rules.items() for on, many in each.days}
    )
    return live, tested


def _tested(connection, memory, now):
    scene = Scene.begin(connection, memory, now)
    found, _ = compare(scene, caseload(scene), 200)
    return found


@given(weeks(), st.sampled_from((USUAL, TWICE)))
@settings(
    max_examples=12,
    # A life takes a second or two: to look for the shortest one that fails would take an hour.
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_what_was_told_live_is_what_the_back_test_says(
    sqlite_template, ring, practice, steps, times
):
    with TemporaryDirectory() as folder:
        live, tested = asyncio.run(
            _live(Path(folder), sqlite_template, ring, practice, steps, times)
        )

    assert live == tested


def test_who_answers_at_the_very_instant_that_a_check_in_closes_was_not_silent_before(
    tmp_path, sqlite_template, ring, practice
):
    """At 08:00 the evening before is over, and everything else that is open is answered."""
    steps = {
        2: Step("answers", (2, 6, 10, 7, 5, 7, 10, 8, 9, 8, 4, 0, 8, 4, 4, 9)),
        5: Step("answers", (0,)),
        6: Step("late", (*(0,) * 15, 1)),
        9: Step("answers", (1, 7, 8, 2, 4, 9, 5, 1, 7, 0, 4, 7, 9, 3, 0, 0)),
    }
    lived = [steps.get(day, Step("leaves", (0,))) for day in range(10)]

    live, tested = asyncio.run(_live(tmp_path, sqlite_template, ring, practice, lived, TWICE))

    assert live == tested


def test_what_was_told_of_a_former_client_is_over_and_who_comes_back_begins_anew(
    tmp_path, sqlite_template, ring, practice
):
    steps = list(a_life(3))
    steps[23] = Step("answers and writes and agrees", steps[23].draws)
    steps[24] = Step("ends", (4,))
    for day in range(25, 33):
        steps[day] = Step("leaves", (4,))
    steps[33] = Step("begins", (4,))

    live, tested = asyncio.run(_live(tmp_path, sqlite_template, ring, practice, steps, USUAL))

    assert live == tested
    began = START.date() + timedelta(days=33)
    before = [on for _, on in live if on <= began]
    assert min(before) < began - timedelta(days=9), "something was told before"
    assert not [on for on in before if on > began - timedelta(days=9)]
    assert max(on for _, on in live) > began


LIVES = (0,)
"""The numbers of the lives in which every rule has to be told at least once."""

BESIDES = (*BESIDE, "agrees", "works", "late", "corrects", *("enters",) * 3)


def a_life(number: int) -> tuple[Step, ...]:
    """Seven weeks and some days, as chance makes them from this number.

    The client answers most of what is asked, but for some days after the fourth week.
    """
    chance = Random(number)
    steps = []
    for day in range(54):
        answers = chance.random() < (0.2 if 28 <= day < 37 else 0.85)
        kind = f"{'answers' if answers else 'leaves'} and {chance.choice(BESIDES)}"
        # Late in the evening, when everything of the day has been asked.
        draws = [*(chance.randint(0, 10) for _ in range(15)), chance.choice((4, 4, 5))]
        steps.append(Step(kind, draws))
    return tuple(steps)


def test_in_these_lives_every_rule_is_told_as_the_back_test_says(
    tmp_path, sqlite_template, ring, practice
):
    told = Counter()
    for number in LIVES:
        folder = tmp_path / str(number)
        folder.mkdir()
        steps = a_life(number)
        live, tested = asyncio.run(_live(folder, sqlite_template, ring, practice, steps, USUAL))
        assert live == tested, f"life {number}"
        told += Counter({rule: many for (rule, _), many in live.items()})

    can_be_set = {rule for rule, each in BOOK.items() if not each.is_fixed}
    assert not {rule for rule in can_be_set if not told[rule.value]}
