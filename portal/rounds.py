"""What is done about everybody when it is time: rows that are due are claimed and acted on.

A round may be repeated, late or missed, and the outcome is the same. Whatever is wrong with one row
holds up that row alone: it is put off, and everybody else's go on.
"""

import asyncio
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TypeAlias
from uuid import UUID

import structlog
from sqlalchemy import Connection

from care.consent import Purpose
from care.erasure import ErasureState
from care.local_time import zone
from care.people import ClientId, ClientStatus, PracticeId
from care.rules import PRACTICE
from conversations.contents import AlertCard, CrisisCard, CrisisReason, Lane, Line, Sentences
from portal import (
    appointment_telling,
    asking,
    auditing,
    correspondence_deeds,
    erasure_deeds,
    homework_telling,
    journal_deeds,
    note_deeds,
    note_telling,
    pauses,
    shelf_telling,
    therapist_telling,
    unasked,
    workflow_deeds,
)
from portal.agreed import agreed, agrees
from portal.alert_deeds import REPORT_AFTER, promises, report_key, tell_woken
from portal.around import Around, around
from portal.chain_deeds import card_slot, escalate
from portal.clock import Clock
from portal.delivery import AWAY, FAULTS
from portal.erased_file import ErasedFile
from portal.group_chain import pass_on
from portal.home_deeds import refresh
from portal.planning import make_check_ins
from portal.rule_deeds import follow_absence, follow_practice
from portal.scene import Scene
from portal.smoothing import Smoothing, Window
from portal.staff_deeds import go_on
from store import (
    alerts,
    appointments,
    audit,
    cases,
    chain_tests,
    check_ins,
    correspondence,
    erasures,
    homework,
    homework_files,
    inbox,
    journal,
    notes_due,
    outbox,
    people,
    practices,
    recipients,
    retention,
    shelves,
    workflows,
)
from store import pauses as kept_pauses
from store.anchors import AnchorFile
from store.check_ins import CheckInRow, CheckInState, Plan
from store.database import Database
from store.memory import Memory
from store.outbox import Carrier, Letter
from store.people import Client
from store.standings import Lately

log = structlog.get_logger()

_Due: TypeAlias = Callable[[Connection, Memory, datetime, int], Mapping[UUID, ClientId]]
"""What finds the rows that are due for something, and whose they are."""

_When: TypeAlias = Callable[[Connection], datetime | None]
"""What tells when the next row is due for something, in all practices."""

LIMIT = 200
"""Rows that one transaction of a round takes at the most."""

ASKED_AT_ONCE = 50
"""Check-ins of one transaction: while very many are due, whoever needs help comes in between."""


ERASED_AT_ONCE = 5
"""Clients whose rows go in one transaction: there may be many of each."""

NIGHT = range(2, 5)
"""The practice's hours in which the database may be written anew, as nobody waits for it then."""

PUT_OFF = timedelta(hours=1)
"""When a row that could not be handled is tried again."""


@dataclass(frozen=True, slots=True)
class _Step:
    """What is done about rows that are due, and what tells when the next one is."""

    take: Callable[[Scene], int]
    when: tuple[_When, ...]
    limit: int = LIMIT


class Rounds:
    """The rounds of one practice."""

    def __init__(
        self,
        database: Database,
        memory: Memory,
        clock: Clock,
        *,
        carrier: Carrier,
        hand_over: Callable[[Sequence[Letter]], None],
        anchors: AnchorFile | None = None,
        copies_kept: timedelta | None = None,
        erased: ErasedFile | None = None,
    ) -> None:
        self._database = database
        self._memory = memory
        self._clock = clock
        self._carrier = carrier
        self._hand_over = hand_over
        self._anchors = anchors
        self._copies_kept = copies_kept
        self._erased = erased
        self._smoothing = Smoothing()

    async def plan(self) -> None:
        """Makes the check-ins of the coming two weeks."""
        await self._take_steps(_Step(self._plan, (check_ins.next_due,)))

    async def check_ins(self) -> None:
        """Ends pauses; opens what is due, reminds once, and closes what was not answered.

        First weeks that are over start what waits for them. Homework that is due is told, and
        looked at by its rule. So is silence after a journal entry. What is new on a shelf is told.
        Messages that wait are looked at. Appointments are asked about, reminded of, and looked at
        by their rule. Notes that wait are told, and closed on their date.
        """
        await self._take_steps(
            _Step(self._pauses, (kept_pauses.next_due,)),
            _Step(self._check_ins, (check_ins.next_due,), ASKED_AT_ONCE),
            _Step(self._first_weeks, (workflows.next_due,)),
            # After them: a check-in of the day takes along what is due.
            _Step(self._homework, (homework.next_due,)),
            _Step(self._journals, (journal.next_due,)),
            _Step(self._shelves, (shelves.next_due,)),
            _Step(self._new_therapists, (people.next_due,)),
            _Step(self._messages, (correspondence.next_due,)),
            _Step(self._appointments, (appointments.next_due,)),
            _Step(self._notes, (notes_due.next_due,)),
        )

    async def alerts(self) -> None:
        """Passes on what nobody has taken, and brings snoozed alerts back.

        A client is told when an urgent card did not arrive, or nobody could be reached.
        """
        try:
            whens = (alerts.next_due, chain_tests.next_due, cases.next_due)
            await self._take_steps(_Step(self._alerts, whens))
        finally:
            # Who was promised that somebody is told hears of it when that is not so, come what may.
            practice, now = self._memory.practice, self._clock.now()
            if await self._database.read(outbox.unsent_urgent, practice, now, LIMIT):
                await self._in_portions(self._undelivered)

    async def retention(self) -> None:
        """Forgets what has been handled long enough ago; at night it leaves the disk as well."""
        while await self._database.write(inbox.purge, self._clock.now()):
            pass
        for step in retention.STEPS:
            while await self._database.write(step, self._memory, self._clock.now(), LIMIT) == LIMIT:
                pass
        now = self._clock.now()
        practice = await self._database.read(practices.get, self._memory.practice)
        if now.astimezone(zone(practice.zone)).hour in NIGHT:
            await self._database.tidy(now)

    async def anchor(self) -> None:
        """Anchors the ends of the audit that have moved, where the settings name a place."""
        if self._anchors is not None:
            found = await self._database.read(audit.heads, self._memory.practice)
            await asyncio.to_thread(self._anchors.add, found.values())

    async def every(self) -> None:
        """All rounds that are about people, in order."""
        await self.plan()
        await self.check_ins()
        await self.alerts()
        await self.erasures()

    async def erasures(self) -> None:
        """Erases who is to be erased, and sends the receipt once the disk is rid of it too.

        While somebody reads the log cannot be emptied; it is tried again with the next tick.
        """
        await self._take_steps(_Step(self._erase, (erasures.next_due,), ERASED_AT_ONCE))
        if not await self._database.read(erasures.any_erased, self._memory):
            return
        if self._erased is not None:
            # Before the receipt says that it is done: from then on no backup brings anybody back.
            found = await self._database.read(erasures.tombstones, self._memory)
            await asyncio.to_thread(self._erased.add, found)
        if await self._database.scrub():
            await self._in_portions(self._conclude)

    async def _take_steps(self, *steps: _Step) -> None:
        """Takes those of these steps for which a row is due, in order.

        One look tells it of all of them, and another after each that was taken, which may have made
        something due. While nothing is, nobody is made to wait for who writes.
        """
        due = await self._due(steps)
        for step in steps:
            if step.take in due:
                await self._in_portions(step.take, step.limit)
                due = await self._due(steps)

    async def _due(self, steps: Sequence[_Step]) -> list[Callable[[Scene], int]]:
        return await self._database.read_briefly(_due, steps, self._clock.now())

    async def _in_portions(self, step: Callable[[Scene], int], limit: int = LIMIT) -> None:
        while True:
            found, letters = await self._database.write(self._portion, step, self._clock.now())
            self._hand_over(letters)
            if found < limit:
                return

    def _portion(
        self, connection: Connection, step: Callable[[Scene], int], now: datetime
    ) -> tuple[int, tuple[Letter, ...]]:
        scene = Scene.begin(connection, self._memory, now)
        found = step(scene)
        letters = auditing.post(scene, self._carrier)
        return found, letters

    # --- inside the transaction ------------------------------------------------------------

    def _plan(self, scene: Scene) -> int:
        due = check_ins.plans_due(scene.connection, scene.memory, scene.now, LIMIT)
        agreed(scene, [plan.client for plan in due])
        for plan in due:
            if not _done(scene, plan.id, partial(self._plan_one, scene, plan)):
                check_ins.change_plan(
                    scene.connection, scene.memory, plan.id, plan_again_at=scene.now + PUT_OFF
                )
        return len(due)

    def _plan_one(self, scene: Scene, plan: Plan) -> None:
        if not agrees(scene, plan.client, Purpose.CHECK_INS):
            check_ins.change_plan(scene.connection, scene.memory, plan.id, plan_again_at=None)
            return
        make_check_ins(scene, scene.client(plan.client), plan)

    def _pauses(self, scene: Scene) -> int:
        over = pauses.over(scene, LIMIT)
        for client in over:
            if not _done(scene, client, partial(pauses.end_over, scene, client)):
                scene.change_client(client, paused_until=scene.now + PUT_OFF)
        return len(over)

    def _first_weeks(self, scene: Scene) -> int:
        over = workflow_deeds.due(scene, LIMIT)
        return _each_client(scene, over, workflow_deeds.first_week, workflow_deeds.put_off)

    def _check_ins(self, scene: Scene) -> int:
        due = check_ins.due(scene.connection, scene.memory, scene.now, ASKED_AT_ONCE)
        clients = {found.client for found in due}
        agreed(scene, clients)
        scene.know(people.clients(scene.connection, scene.memory, clients))
        scene.know_accounts(clients)
        weeks = unasked.lately(scene, clients)
        of_clients, near = around(scene, due)
        window = self._smoothing.window(scene.now, len(of_clients))
        for client, rows in of_clients.items():
            step = partial(self._of_client, scene, rows, weeks[client], window, near[client])
            if not _done(scene, client, step):
                for found in rows:
                    _put_off(scene, found)
        return len(due)

    def _homework(self, scene: Scene) -> int:
        steps = (
            (homework.to_tell, homework_telling.tell),
            (homework.to_look_at, homework_telling.look),
        )
        return _each(scene, steps, homework_telling.put_off)

    def _journals(self, scene: Scene) -> int:
        entries = journal.to_look_at(scene.connection, scene.memory, scene.now, LIMIT)
        for entry, client in entries.items():
            if not _done(scene, entry, partial(journal_deeds.look, scene, entry, client)):
                journal_deeds.put_off(scene, entry, client, scene.now + PUT_OFF)
        return len(entries)

    def _shelves(self, scene: Scene) -> int:
        clients = shelves.to_tell(scene.connection, scene.memory, scene.now, LIMIT)
        return _each_client(scene, clients, shelf_telling.tell, shelf_telling.put_off)

    def _new_therapists(self, scene: Scene) -> int:
        clients = people.to_tell_of_therapist(scene.connection, scene.memory, scene.now, LIMIT)
        return _each_client(scene, clients, therapist_telling.tell, therapist_telling.put_off)

    def _messages(self, scene: Scene) -> int:
        clients = correspondence.to_look_at(scene.connection, scene.memory, scene.now, LIMIT)
        for client in clients:
            if not _done(scene, client, partial(correspondence_deeds.look, scene, client)):
                later = scene.now + PUT_OFF
                correspondence.look_again(scene.connection, scene.memory, client, scene.now, later)
        return len(clients)

    def _appointments(self, scene: Scene) -> int:
        steps = (
            (appointments.to_remind, appointment_telling.remind),
            (appointments.to_tell, appointment_telling.tell),
            (appointments.to_look_at, appointment_telling.look),
        )
        return _each(scene, steps, appointment_telling.put_off)

    def _notes(self, scene: Scene) -> int:
        steps = (
            (notes_due.to_tell, note_telling.tell),
            (notes_due.to_close, note_deeds.close),
        )
        return _each(scene, steps, note_telling.put_off)

    def _of_client(
        self,
        scene: Scene,
        rows: Sequence[CheckInRow],
        lately: Lately,
        window: Window,
        near: Around,
    ) -> None:
        client = scene.client(rows[0].client)
        told: list[CheckInRow] = []
        for found in rows:
            step = partial(self._step, scene, found, client, near, told)
            if len(rows) == 1:
                step()
            # One that cannot be closed does not keep today's from being asked.
            elif not _done(scene, found.id, step):
                _put_off(scene, found)
        if told:
            standing = unasked.standing(scene, client, lately)
            asking.tell(scene, client, told, standing, window.moment(client.id), near)

    def _step(
        self,
        scene: Scene,
        found: CheckInRow,
        client: Client,
        near: Around,
        told: list[CheckInRow],
    ) -> None:
        """The next step of one check-in; `told` gathers what the client is to be told of."""
        paused = client.status is ClientStatus.PAUSED
        wants = agrees(scene, client.id, Purpose.CHECK_INS)
        if not wants or not (paused or client.status is ClientStatus.ACTIVE):
            asking.close(scene, found, CheckInState.CANCELLED)
        elif paused and found.state is CheckInState.OPEN and found.expires_at > scene.now:
            # Open for whoever likes, without a reminder.
            check_ins.move(
                scene.connection, scene.memory, found, CheckInState.OPEN, found.expires_at
            )
        elif paused:
            # What comes due in a pause was never asked, so it is never missed.
            asking.close(scene, found, CheckInState.CANCELLED)
        elif found.state is CheckInState.PLANNED:
            if asking.opens(scene, found, client, near):
                told.append(found)
        elif found.expires_at <= scene.now:
            became = asking.unanswered(found)
            closed = asking.close(scene, found, became)
            # What had been missed before, and was open for a late answer, is no news.
            if closed and became is CheckInState.MISSED and found.missed_at is None:
                follow_absence(scene, found.client)
                if found.instrument == PRACTICE:
                    follow_practice(scene, found.client)
        elif asking.tells(scene, found, client, near):
            told.append(found)

    def _alerts(self, scene: Scene) -> int:
        for due in alerts.due(scene.connection, scene.memory, scene.now):
            look = partial(alerts.get, scene.connection, scene.memory, due)
            if not _done(scene, due, look):
                alerts.put_off(scene.connection, scene.memory, due, scene.now + PUT_OFF)
        woken = alerts.wake_due(scene.connection, scene.memory, scene.now, LIMIT)
        for alert in woken:
            if not _done(scene, alert.id, partial(tell_woken, scene, alert, scene.now)):
                alerts.put_off(scene.connection, scene.memory, alert.id, scene.now + PUT_OFF)
        passed_on = alerts.escalating(scene.connection, scene.memory, scene.now, LIMIT)
        for due in passed_on:
            if not _done(scene, due, partial(self._pass_on, scene, due)):
                alerts.put_off(scene.connection, scene.memory, due, scene.now + PUT_OFF)
        tests = chain_tests.due(scene.connection, scene.memory, scene.now, LIMIT)
        for test in tests:
            if not _done(scene, test, partial(go_on, scene, test)):
                chain_tests.put_off(scene.connection, scene.memory, test, scene.now + PUT_OFF)
        notes = cases.escalating(scene.connection, scene.memory, scene.now, LIMIT)
        for note in notes:
            if not _done(scene, note, partial(pass_on, scene, note)):
                cases.put_off(scene.connection, scene.memory, note, scene.now + PUT_OFF)
        return max(len(woken), len(passed_on), len(tests), len(notes))

    def _erase(self, scene: Scene) -> int:
        until = None if self._copies_kept is None else scene.now + self._copies_kept
        found = erasure_deeds.due(scene, ErasureState.WAITING, ERASED_AT_ONCE)
        for asked in found:
            if not _done(scene, asked.id, partial(erasure_deeds.erase, scene, asked, until)):
                later = scene.now + PUT_OFF
                erasures.put_off(scene.connection, scene.memory, asked.id, later)
        return len(found)

    def _conclude(self, scene: Scene) -> int:
        found = erasure_deeds.due(scene, ErasureState.ERASED, LIMIT)
        for erased in found:
            if not _done(scene, erased.id, partial(erasure_deeds.conclude, scene, erased)):
                later = scene.now + PUT_OFF
                erasures.put_off(scene.connection, scene.memory, erased.id, later)
        return len(found)

    def _pass_on(self, scene: Scene, due: UUID) -> None:
        refresh(scene, escalate(scene, due))

    def _undelivered(self, scene: Scene) -> int:
        waiting: dict[ClientId, list[tuple[Letter, UUID]]] = {}
        for letter in outbox.unsent_urgent(
            scene.connection, scene.memory.practice, scene.now, LIMIT
        ):
            if isinstance(letter.content, AlertCard) and promises(letter):
                # Of the card nothing is needed but whose it is: it may be what cannot be opened.
                client = alerts.client_of(scene.connection, scene.memory, letter.content.alert)
                if client is not None and not recipients.has_arrived(
                    scene.connection,
                    scene.memory,
                    letter.content.alert,
                    card_slot(letter.content.alert),
                ):
                    waiting.setdefault(client, []).append((letter, letter.content.alert))
        before = len(scene.letters)
        for client, letters in waiting.items():
            # Never put off: who may be in danger is told with the first tick that can.
            _done(scene, client, partial(self._report, scene, client, letters))
        return len(scene.letters) - before

    def _report(
        self, scene: Scene, client: ClientId, letters: Sequence[tuple[Letter, UUID]]
    ) -> None:
        """Tells a client that notes did not arrive: once for all that had been promised by then."""
        told_until = datetime.min.replace(tzinfo=UTC)
        for letter, alert in letters:
            report_at = letter.written_at + REPORT_AFTER
            key = report_key(letter.id, alert)
            if outbox.has_key(scene.connection, scene.memory.practice, key):
                told_until = max(told_until, report_at)
            elif report_at <= scene.now and letter.written_at > told_until:
                self._say_undelivered(scene, client, key)
                told_until = scene.now

    def _say_undelivered(self, scene: Scene, client: ClientId, key: str) -> None:
        account = scene.account(client)
        said = Sentences((Line("help-not-delivered"),))
        scene.post(account, said, key=key, lane=Lane.CRISIS)
        card = CrisisCard(CrisisReason.UNSAFE)
        scene.post(account, card, key=f"{key}:card", lane=Lane.CRISIS)


def _due(
    connection: Connection, steps: Iterable[_Step], now: datetime
) -> list[Callable[[Scene], int]]:
    """Which of these steps have a row that is due, in any practice."""
    return [
        step.take
        for step in steps
        if any((at := when(connection)) is not None and at <= now for when in step.when)
    ]


def _each_client(
    scene: Scene,
    clients: Collection[ClientId],
    step: Callable[[Scene, ClientId], object],
    put_off: Callable[[Scene, ClientId, datetime], None],
) -> int:
    """Takes a step with each of these clients; one that fails is tried again later."""
    for client in clients:
        if not _done(scene, client, partial(step, scene, client)):
            put_off(scene, client, scene.now + PUT_OFF)
    return len(clients)


def _each(
    scene: Scene,
    steps: Iterable[tuple[_Due, Callable[[Scene, UUID, ClientId], None]]],
    put_off: Callable[[Scene, UUID, datetime], None],
) -> int:
    """Takes each step with every row that is due for it; one that fails is tried again later."""
    found = 0
    for due, step in steps:
        rows = due(scene.connection, scene.memory, scene.now, LIMIT)
        found = max(found, len(rows))
        for each, client in rows.items():
            if not _done(scene, each, partial(step, scene, each, client)):
                put_off(scene, each, scene.now + PUT_OFF)
    return found


def _done(scene: Scene, row: UUID, step: Callable[[], object]) -> bool:
    """Whether this step could be done; one that raises leaves nothing behind and stops no other."""
    before = len(scene.letters)
    try:
        with scene.connection.begin_nested():
            step()
    except Exception as trouble:
        if isinstance(trouble, AWAY) and not isinstance(trouble, FAULTS):
            # Not the row is at fault: the whole round is made again.
            raise
        del scene.letters[before:]
        log.error("round.row", row=str(row), trouble=type(trouble).__name__)
        return False
    return True


def _put_off(scene: Scene, found: CheckInRow) -> None:
    check_ins.move(scene.connection, scene.memory, found, found.state, scene.now + PUT_OFF)


async def next_due(
    database: Database, bots: Sequence[tuple[PracticeId, str]] | None = None
) -> datetime | None:
    """The next instant at which any row is due, for a clock that jumps from one to the next.

    Letters count when they are of these practices' bots: nobody carries the others here.
    """
    return await database.read_briefly(_earliest, bots)


def _earliest(
    connection: Connection, bots: Sequence[tuple[PracticeId, str]] | None
) -> datetime | None:
    asked = (
        check_ins.next_due,
        alerts.next_due,
        inbox.next_due,
        chain_tests.next_due,
        cases.next_due,
        erasures.next_due,
        kept_pauses.next_due,
        workflows.next_due,
        homework.next_due,
        homework_files.next_due,
        journal.next_due,
        shelves.next_due,
        people.next_due,
        correspondence.next_due,
        appointments.next_due,
        notes_due.next_due,
    )
    found = [outbox.next_due(connection, bots), *(each(connection) for each in asked)]
    return min((each for each in found if each is not None), default=None)
