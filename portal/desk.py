"""The desk: whatever waits in the inbox becomes state and letters, a batch in one transaction."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

import structlog
from sqlalchemy import Connection

from care.alerts import Concern
from care.local_time import local_date, zone
from care.people import ClientId
from conversations import moderation, talk
from conversations.contents import CrisisCard, CrisisReason, Lane, Line, Sentences
from conversations.envelopes import CLIENTS, GROUPS, THERAPISTS, Arrived, Inbound
from conversations.flows import checkin, help_now
from conversations.turn import AskedInGroup, Posted, Tapped, Toast
from conversations.view import View
from portal import auditing
from portal.alert_deeds import raise_concern
from portal.allowances import LIMITS, Allowances, Beyond, Limits
from portal.check_in_deeds import write_answers
from portal.clock import Clock
from portal.deeds import make_true
from portal.phone_deeds import note_heard
from portal.scene import Actor, AnswerTap, DirectAct, Scene, ShowCard
from portal.viewing import views
from store import inbox, people, talks
from store.database import Database, is_away
from store.inbox import Waiting
from store.memory import Memory
from store.outbox import Carrier, Letter
from store.talks import Saved
from store.vault import Refused

log = structlog.get_logger()

BATCH = 100
TRIES = 3
TRY_AGAIN = timedelta(seconds=5)
SOON = timedelta(seconds=0.5)
"""While updates wait for their turn, the desk looks that often."""


class Parser(Protocol):
    """Turns a raw update into what a person did; None for what does not concern us."""

    def __call__(self, body: bytes) -> Inbound | None: ...


class TooMuchWaits(Exception):
    """So many updates wait that the platform is to keep the next ones."""


Heard = tuple[Inbound, str]
"""An event that the portal's own work brings, and what makes the keys of its letters unique."""

Direct = Callable[[str, DirectAct], Coroutine[None, None, None]]
"""Does what carries no promise, directly after the commit: for a bot, an act."""


@dataclass
class _Pending:
    """One update of a batch, heard."""

    row: Waiting
    inbound: Inbound
    sender: bytes = b""


@dataclass
class _Handled:
    """What one transaction of the desk has done."""

    letters: tuple[Letter, ...] = ()
    direct: list[tuple[str, DirectAct]] = field(default_factory=list)
    taken: int = 0
    more: bool = False
    """More may wait than was looked at."""


class Desk:
    """One practice's desk for the bots that share one ring of keys."""

    def __init__(
        self,
        database: Database,
        memory: Memory,
        parsers: Mapping[str, Parser],
        clock: Clock,
        *,
        carrier: Carrier,
        hand_over: Callable[[Sequence[Letter]], None],
        direct: Direct,
        record_at: Callable[[], str | None] = lambda: None,
        limits: Limits = LIMITS,
    ) -> None:
        self._database = database
        self._memory = memory
        self._parsers = parsers
        self._clock = clock
        self._carrier = carrier
        self._hand_over = hand_over
        self._direct = direct
        self._record_at = record_at
        self._wake = asyncio.Event()
        self._unhandled: list[tuple[str, Arrived]] = []
        self._working = asyncio.Lock()
        self._acts: set[asyncio.Task[None]] = set()
        self._allowances = Allowances(limits)
        self._turns_until: datetime | None = None
        self.watch: Callable[[int], None] | None = None
        """Told how many updates each batch has taken."""
        self.watch_passed_over: Callable[[str, int], None] | None = None
        """Told how many updates of a bot were more than its sender's allowance."""

    async def receive(self, bot: str, arrived: Sequence[Arrived]) -> None:
        """Keeps what arrived; when this returns, it may be confirmed to the platform."""
        if len(self._unhandled) >= self._allowances.limits.waiting:
            raise TooMuchWaits
        is_mine = bot in self._parsers
        await self._database.write(
            inbox.put, self._memory, bot, arrived, self._clock.now(), ring=not is_mine
        )
        if is_mine:
            self._unhandled += ((bot, each) for each in arrived)
            self._wake.set()

    def wake(self) -> None:
        """Looks at once: something was kept elsewhere, or a bot has come to this desk."""
        self._wake.set()

    async def run(self) -> None:
        """Handles what waits, as long as the portal runs."""
        self._wake.set()
        while True:
            try:
                async with asyncio.timeout(self._patience.total_seconds()):
                    await self._wake.wait()
            except TimeoutError:
                pass
            self._wake.clear()
            try:
                known = len(self._unhandled)
                while (await self._batch()).more:
                    known = len(self._unhandled)
                # What arrived during the last look is not handled yet.
                del self._unhandled[:known]
            except Exception as trouble:
                # The database or a key is away: nothing is lost, everything waits but help.
                log.error("desk.waits", trouble=type(trouble).__name__)
                self._rescue()
                await asyncio.sleep(1)
                self._wake.set()

    @property
    def _patience(self) -> timedelta:
        """After which time to look without being woken."""
        turns = self._turns_until is not None and self._clock.now() < self._turns_until
        return SOON if turns else TRY_AGAIN

    def _rescue(self) -> None:
        """Shows the crisis card to who asks for it while nothing can be handled; once for each."""
        unhandled, self._unhandled = self._unhandled, []
        for bot, each in unhandled:
            if bot not in self._parsers:
                continue
            try:
                inbound = self._parsers[bot](each.body)
            except Exception as trouble:
                log.warning("desk.unreadable", trouble=type(trouble).__name__)
                continue
            if bot in (CLIENTS, GROUPS) and inbound is not None and asks_for_help(inbound):
                self._act(bot, ShowCard(inbound))

    def _act(self, bot: str, act: DirectAct) -> None:
        task = asyncio.create_task(self._direct(bot, act))
        self._acts.add(task)
        task.add_done_callback(self._acts.discard)

    async def work(self) -> int:
        """Handles one batch; tells how many updates it took."""
        return (await self._batch()).taken

    async def _batch(self) -> _Handled:
        if not self._parsers:
            return _Handled()
        # One batch at a time: on PostgreSQL two transactions would both see what waits.
        async with self._working:
            now = self._clock.now()
            try:
                handled = await self._database.write(self._handle, now, None)
            except Exception as trouble:
                _raise_if_away(trouble)
                log.warning("desk.replays", trouble=type(trouble).__name__)
                replayed = await self._replay(now)
                return _Handled(taken=replayed, more=replayed > 0)
            self._follow(handled)
            return handled

    def serves(self, bot: str) -> bool:
        """Whether this process handles what this bot hears."""
        return bot in self._parsers

    async def hear(self, found: Callable[[Connection, datetime], Sequence[Heard]]) -> None:
        """Events that no update brings, heard as a person's are, in one transaction with `found`.

        They are what was worked out beside a transaction; found tells them, and keeps that it has.
        """
        async with self._working:
            handled = await self._database.write(self._hear_found, found, self._clock.now())
            self._follow(handled)

    async def settled(self) -> None:
        """Waits until every direct act so far is done."""
        while self._acts:
            await asyncio.gather(*self._acts, return_exceptions=True)

    def _follow(self, handled: _Handled) -> None:
        if self.watch is not None and handled.taken:
            self.watch(handled.taken)
        self._hand_over(handled.letters)
        for bot, act in handled.direct:
            self._act(bot, act)

    async def _replay(self, now: datetime) -> int:
        """After a write that failed: one update at a time, so that one stops no other."""
        rows = await self._database.write(
            inbox.waiting, self._memory, tuple(self._parsers), now, BATCH
        )
        for row in rows:
            try:
                handled = await self._database.write(self._handle, now, row.id)
            except Exception as trouble:
                _raise_if_away(trouble)
                log.error("desk.failed", row=str(row.id), trouble=type(trouble).__name__)
                handled = await self._database.write(self._set_aside, row, now)
            self._follow(handled)
        return len(rows)

    # --- inside the transaction ------------------------------------------------------------

    def _handle(self, connection: Connection, now: datetime, only: UUID | None) -> _Handled:
        bots = tuple(self._parsers)
        rows = inbox.waiting(connection, self._memory, bots, now, BATCH)
        if only is not None:
            rows = tuple(row for row in rows if row.id == only)
        if not rows:
            return _Handled()
        scene = Scene.begin(connection, self._memory, now)
        scene.record_at = self._record_at()
        pending, done, unreadable = self._hear(connection, rows, now)
        taken = len(done) + len(pending) + unreadable
        if only is None:
            pending, passed_over = self._within_allowances(scene, pending)
            done += passed_over
        pending = self._let_wait(scene, pending)
        while pending:
            wave, pending = _first_of_each(pending)
            done += self._take_turns(scene, wave)
            pending = self._let_wait(scene, pending)
        inbox.settle(connection, self._memory, done, now)
        letters = auditing.post(scene, self._carrier)
        return _Handled(letters, scene.direct, taken, more=taken > 0 and len(rows) == BATCH)

    def _hear(
        self, connection: Connection, rows: Sequence[Waiting], now: datetime
    ) -> tuple[list[_Pending], list[UUID], int]:
        pending, done, unreadable = [], [], 0
        for row in rows:
            try:
                inbound = self._parse(row)
            except Exception as trouble:
                # It cannot be read, so it is nobody's: it stops no one.
                log.warning("desk.unreadable", row=str(row.id), trouble=type(trouble).__name__)
                inbox.quarantine(connection, self._memory, row.id, now)
                unreadable += 1
                continue
            if inbound is None:
                done.append(row.id)
                continue
            sender = people.blind(self._memory, inbound.bot, inbound.address)
            pending.append(_Pending(row, inbound, sender))
        return pending, done, unreadable

    def _parse(self, row: Waiting) -> Inbound | None:
        if row.body is None:
            raise Refused("an update in the inbox cannot be opened")
        return self._parsers[row.bot](row.body)

    def _within_allowances(
        self, scene: Scene, pending: Sequence[_Pending]
    ) -> tuple[list[_Pending], list[UUID]]:
        """Who sends too much waits for a turn; what is far too much is counted and passed over.

        Help never waits; only the same call of somebody who has just been answered is passed over.
        """
        mine, later, beyond = [], [], list[_Pending]()
        for each in pending:
            turn: datetime | Beyond = scene.now
            if asks_for_help(each.inbound):
                call = _call_of(each.inbound)
                if self._allowances.is_said_again(each.sender, call, scene.now):
                    turn = Beyond.QUIETLY
            elif not each.row.was_put_off:
                group = _group_of(each.inbound)
                turn = self._allowances.turn_of(each.sender, scene.now, group=group)
            match turn:
                case Beyond():
                    beyond.append(each)
                    if turn is Beyond.TELL:
                        self._tell_too_much(scene, each)
                case _ if turn > scene.now:
                    later.append((each.row.id, each.sender, turn))
                case _:
                    mine.append(each)
        self._put_off(scene, later)
        self._count_passed_over(beyond)
        return mine, [each.row.id for each in beyond]

    def _put_off(self, scene: Scene, later: Sequence[tuple[UUID, bytes, datetime]]) -> None:
        inbox.put_off(scene.connection, self._memory, later)
        for _, _, until in later:
            self._turns_until = max(until, self._turns_until or until)

    def _count_passed_over(self, beyond: Sequence[_Pending]) -> None:
        for bot in sorted({each.inbound.bot for each in beyond}):
            count = sum(each.inbound.bot == bot for each in beyond)
            if self.watch_passed_over is not None:
                self.watch_passed_over(bot, count)

    def _tell_too_much(self, scene: Scene, each: _Pending) -> None:
        """Once in a flood, so that nobody takes for kept what is not."""
        log.warning("desk.passes-over", bot=each.inbound.bot)
        key = (each.inbound.bot, each.inbound.address)
        help_there = () if each.inbound.bot == THERAPISTS else ((checkin.help_button(),),)
        for account in people.accounts(scene.connection, self._memory, [key]).values():
            kind = Sentences((Line("too-much-at-once"),), help_there)
            scene.post(account, kind, key=f"in:{each.row.id}:too-much", lane=Lane.REPLY)

    def _let_wait(self, scene: Scene, pending: list[_Pending]) -> list[_Pending]:
        """Puts off the updates of people of whom an earlier one waits for its time."""
        if not pending:
            return pending
        senders = {each.sender for each in pending}
        held = inbox.held_up(scene.connection, self._memory, senders, scene.now)
        if not held:
            return pending
        mine, later = [], []
        for each in pending:
            first, until = held.get(each.sender, (each.row.id, scene.now))
            if first < each.row.id and not asks_for_help(each.inbound):
                later.append((each.row.id, each.sender, until))
            else:
                mine.append(each)
        self._put_off(scene, later)
        return mine

    def _take_turns(self, scene: Scene, wave: Sequence[_Pending]) -> list[UUID]:
        """One turn for each of these senders: all turns first, then everything is written."""
        senders = {(each.inbound.bot, each.inbound.address): each.inbound for each in wave}
        seen = views(scene, senders)
        turns = []
        done = []
        for each in wave:
            account, is_new, view = seen[each.inbound.bot, each.inbound.address]
            try:
                outcome = talk.take_turn(each.inbound, view)
            except Exception as trouble:
                log.error("desk.turn", row=str(each.row.id), trouble=type(trouble).__name__)
                self._failed(scene, each, Actor(account, each.inbound, f"in:{each.row.id}"))
                continue
            turns.append((each, account, is_new, view, outcome))
        for each, account, is_new, view, outcome in turns:
            if is_new:
                people.add_account(
                    scene.connection, self._memory, account, each.inbound.address, scene.now
                )
            actor = Actor(account, each.inbound, f"in:{each.row.id}")
            self._make_true(scene, actor, view, outcome)
            done.append(each.row.id)
        write_answers(scene)
        talks.save(scene.connection, self._memory, scene.talks, scene.now)
        scene.talks.clear()
        return done

    def _make_true(self, scene: Scene, actor: Actor, view: View, outcome: talk.Outcome) -> None:
        note_heard(scene, actor, view)
        if outcome.step is not None:
            step = outcome.step
            scene.talks.append(Saved(actor.person, step.subject, step.talk))
        for effect in outcome.effects:
            make_true(scene, actor, view, effect)
        follow_ups, actor.follow_ups = actor.follow_ups, []
        for event in follow_ups:
            self._answer(scene, actor, event)
        ref = actor.inbound.answer_to
        if ref is None or not isinstance(actor.inbound.event, Tapped):
            return
        if actor.inbound.bot in (CLIENTS, GROUPS) and not any(
            isinstance(effect, Toast) for effect in outcome.effects
        ):
            scene.direct.append((actor.inbound.bot, AnswerTap(ref)))

    def _answer(self, scene: Scene, actor: Actor, event: Inbound) -> None:
        """The store's answer, heard by the flow that asked, in the same transaction."""
        talks.save(scene.connection, self._memory, scene.talks, scene.now)
        scene.talks.clear()
        key = (event.bot, event.address)
        account, _, view = views(scene, {key: event})[key]
        outcome = talk.take_turn(event, view)
        again = Actor(account, event, f"{actor.cause}:answer")
        self._make_true(scene, again, view, outcome)

    def _hear_found(
        self,
        connection: Connection,
        found: Callable[[Connection, datetime], Sequence[Heard]],
        now: datetime,
    ) -> _Handled:
        events = found(connection, now)
        scene = Scene.begin(connection, self._memory, now)
        for inbound, cause in events:
            actor = Actor(people.new_account(inbound.bot), inbound, cause)
            self._answer(scene, actor, inbound)
        write_answers(scene)
        talks.save(scene.connection, self._memory, scene.talks, scene.now)
        return _Handled(auditing.post(scene, self._carrier), scene.direct)

    def _failed(self, scene: Scene, failed: _Pending, actor: Actor) -> None:
        """A turn that raised: tried again twice, then set aside with a kind word."""
        known = people.accounts(
            scene.connection, self._memory, [(failed.inbound.bot, failed.inbound.address)]
        )
        if failed.row.tries == 0 and asks_for_help(failed.inbound):
            # Help does not wait until the fault is found.
            for account in known.values():
                card = CrisisCard(CrisisReason.ASKED)
                scene.post(account, card, key=f"{actor.cause}:help", lane=Lane.CRISIS)
                self._raise_critical(scene, failed.inbound, account)
        if help_now.is_called(failed.inbound.event):
            # The card was all that was asked for.
            inbox.settle(scene.connection, self._memory, [failed.row.id], scene.now)
            return
        if failed.row.tries + 1 < TRIES:
            inbox.postpone(
                scene.connection,
                self._memory,
                failed.row.id,
                sender=failed.sender,
                until=scene.now + TRY_AGAIN * (failed.row.tries + 1),
            )
            return
        inbox.quarantine(scene.connection, self._memory, failed.row.id, scene.now)
        for account in known.values():
            kind = Sentences((Line("try-later"),), ((checkin.help_button(),),))
            scene.post(account, kind, key=f"{actor.cause}:failed", lane=Lane.REPLY)
            if account.client is not None:
                self._tell_staff(scene, account.client, actor.cause)

    def _raise_critical(self, scene: Scene, inbound: Inbound, account: people.Person) -> None:
        """The therapist hears of a critical answer even if nothing else of it can be kept."""
        critical = _critical_answer(scene, inbound, account)
        if critical is None or account.client is None:
            return
        posted = len(scene.letters)
        try:
            with scene.connection.begin_nested():
                raise_concern(scene, account.client, critical)
        except Exception as trouble:
            del scene.letters[posted:]
            log.error("desk.critical", trouble=type(trouble).__name__)

    def _tell_staff(self, scene: Scene, client_id: ClientId, cause: str) -> None:
        client = scene.client(client_id)
        note = Sentences((Line("client-not-handled", {"client": client.code}),))
        therapist = scene.account(client.therapist, staff=True)
        scene.post(therapist, note, key=f"{cause}:failed:staff", lane=Lane.THERAPIST)

    def _set_aside(self, connection: Connection, row: Waiting, now: datetime) -> _Handled:
        scene = Scene.begin(connection, self._memory, now)
        inbound = self._parse(row)
        if inbound is None:
            inbox.settle(connection, self._memory, [row.id], now)
            return _Handled(taken=1)
        sender = people.blind(self._memory, inbound.bot, inbound.address)
        actor = Actor(people.new_account(inbound.bot), inbound, f"in:{row.id}")
        self._failed(scene, _Pending(row, inbound, sender), actor)
        letters = auditing.post(scene, self._carrier)
        return _Handled(letters, scene.direct, 1)


def _first_of_each(pending: Iterable[_Pending]) -> tuple[list[_Pending], list[_Pending]]:
    """The earliest update of every sender, and the rest for later waves."""
    first: dict[bytes, _Pending] = {}
    rest = []
    for each in pending:
        if each.sender in first:
            rest.append(each)
        else:
            first[each.sender] = each
    return list(first.values()), rest


def _group_of(inbound: Inbound) -> str | None:
    match inbound.event:
        case Posted(chat=chat):
            return chat
        case _:
            return None


def _call_of(inbound: Inbound) -> object:
    """What tells one call for help of a person from another."""
    match inbound.event:
        case Tapped(question, choice):
            return question, choice
        case Posted():
            # Each may hold other words, and each is looked at.
            return inbound.event
        case event:
            return type(event)


def _raise_if_away(trouble: Exception) -> None:
    """A database that is away is no fault of the update: it costs no try."""
    if is_away(trouble):
        raise trouble


def _critical_answer(scene: Scene, inbound: Inbound, account: people.Person) -> Concern | None:
    match inbound.event:
        case Tapped(question, choice) if account.client is not None:
            here = zone(scene.client(account.client).zone)
            return checkin.critical_tap(question, choice, local_date(scene.now, here))
        case _:
            return None


def asks_for_help(inbound: Inbound) -> bool:
    """Whether this asks for the crisis card, readable without any database."""
    match inbound.event:
        case Tapped(question, choice):
            return question.startswith("help") or checkin.is_critical_tap(question, choice)
        case Posted(text=text, by_chat=by_chat):
            return not by_chat and moderation.crisis(text) is not None
        case AskedInGroup(command=command, rest=rest):
            return command in help_now.WORDS or moderation.crisis(rest) is not None
        case event:
            return help_now.is_called(event)
