"""The desk: whatever waits in the inbox becomes state and letters, a batch in one transaction."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeVar
from uuid import UUID

import structlog
from sqlalchemy import Connection

from care.alerts import Concern
from care.local_time import local_date, zone
from care.people import ClientId
from conversations import talk
from conversations.contents import CrisisCard, CrisisReason, Lane, Line, Sentences
from conversations.envelopes import CLIENTS, GROUPS, THERAPISTS, Arrived, Inbound
from conversations.flows import checkin, help_now
from conversations.turn import Tapped, Toast
from conversations.view import View
from portal import auditing, garbage
from portal.alert_deeds import raise_concern
from portal.allowances import LIMITS, Limits
from portal.calls_for_help import needs_card
from portal.check_in_deeds import write_answers
from portal.clock import Clock
from portal.deeds import make_true
from portal.filler import NONE_EARLY, Early
from portal.phone_deeds import note_heard
from portal.scene import Actor, AnswerTap, DirectAct, Scene, ShowCard, Taken
from portal.turns import Pending, Turns, first_of_each
from portal.viewing import views
from store import inbox, meanwhile, people, talks
from store.database import Database, is_away
from store.inbox import Waiting
from store.memory import Memory
from store.outbox import Carrier, Letter
from store.talks import Saved
from store.vault import Refused

log = structlog.get_logger()

T = TypeVar("T")

BATCH = 400
"""So many updates are handled in one transaction: everybody else waits for them meanwhile."""
TRIES = 3
TRY_AGAIN = timedelta(seconds=5)
AT_ONCE = 10
"""So many updates, while nothing waits, are kept and handled in one transaction."""
BEHIND = 0.002
"""Seconds by which what carries no promise leaves behind the letters of its turn."""


class Parser(Protocol):
    """Turns a raw update into what a person did; None for what does not concern us."""

    def __call__(self, body: bytes) -> Inbound | None: ...


class NotSure(ConnectionError):
    """Another process may serve these bots by now: nothing that was begun for them is kept."""


class TooMuchWaits(Exception):
    """So many updates wait that the platform is to keep the next ones."""


Heard = tuple[Inbound, str]
"""An event that the portal's own work brings, and what makes the keys of its letters unique."""

FillEarly = Callable[[Connection, Sequence[Letter], datetime], Early]
"""Puts letters in words within the transaction that writes them."""

Direct = Callable[[str, DirectAct], Coroutine[None, None, None]]
"""Does what carries no promise, directly after the commit: for a bot, an act."""


@dataclass
class _Handled:
    """What one transaction of the desk has done."""

    letters: tuple[Letter, ...] = ()
    early: Early = NONE_EARLY
    """Those of the letters that are in words already."""
    direct: list[tuple[str, DirectAct]] = field(default_factory=list)
    taken: int = 0
    more: bool = False
    """More may wait than was looked at."""
    turns: list[Taken] = field(default_factory=list)
    """The turns that were taken, while somebody wants to be told of them."""


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
        hand_over: Callable[[Sequence[Letter], Early], None],
        direct: Direct,
        fill_early: FillEarly | None = None,
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
        self._fill_early = fill_early
        self._record_at = record_at
        self._wake = asyncio.Event()
        self._unhandled: list[tuple[str, Arrived]] = []
        self._runs = False
        self._working = asyncio.Lock()
        self._following: asyncio.Task[None] | None = None
        """Waits until the last batch is on the disk, and sees to what follows from it."""
        self._not_on_disk: list[_Handled] = []
        """Batches that everybody sees, and the disk has refused."""
        self._acts: set[asyncio.Task[Any]] = set()
        self._turns = Turns(memory, limits)
        self.watch: Callable[[int], None] | None = None
        """Told how many updates each batch has taken."""
        self.tell: Callable[[Sequence[Taken]], None] | None = None
        """Told of the turns of each batch, after its commit."""

    async def receive(self, bot: str, arrived: Sequence[Arrived]) -> None:
        """Keeps what arrived; when this returns, it may be confirmed to the platform.

        What somebody sends in the midst of a flood, and was told of, is counted instead.
        """
        if len(self._unhandled) >= self._turns.limits.waiting:
            raise TooMuchWaits
        worth = arrived
        # Staff come from a workspace of their own: what they send is always kept.
        if bot != THERAPISTS and (parse := self._parsers.get(bot)) is not None:
            worth = self._turns.worth_keeping(bot, arrived, parse, self._clock.now())
        if worth:
            await self._keep(bot, worth)
        self._turns.count_passed_over(bot, len(arrived) - len(worth))

    async def _keep(self, bot: str, arrived: Sequence[Arrived]) -> None:
        if self._is_mine(bot) and self.rests and len(arrived) <= AT_ONCE:
            # To its end, whoever goes away meanwhile: what follows from it is to be followed.
            taking = self._begun(self._take_at_once(bot, arrived))
            if await asyncio.shield(taking):
                return
        is_mine = self._is_mine(bot)
        await self._database.write_briefly(
            inbox.put, self._memory, bot, arrived, self._clock.now(), ring=not is_mine
        )
        if is_mine:
            self._unhandled += ((bot, each) for each in arrived)
            self._wake.set()

    def _is_mine(self, bot: str) -> bool:
        return bot in self._parsers and self._carrier.sure()

    def _still_mine(self, connection: Connection) -> None:
        # Last of all in a transaction, when nothing is under way: the server ends one that stands
        # still from here on, before anybody else has these bots.
        meanwhile.settle(connection)
        if not self._carrier.sure():
            raise NotSure

    @property
    def rests(self) -> bool:
        """Whether it is at work and has nothing to do."""
        busy = self._unhandled or self._wake.is_set() or self._working.locked()
        return self._runs and not busy and self._following is None

    async def _take_at_once(self, bot: str, arrived: Sequence[Arrived]) -> bool:
        """Keeps and handles what arrived in one commit; False: nothing of it is kept yet."""
        async with self._working:
            now = self._clock.now()
            try:
                await self._followed()
                handled = await self._database.write_briefly(self._take_in, bot, arrived, now)
            except Exception as trouble:
                # Kept by itself first, it waits for better times, or is replayed one by one.
                log.warning("desk.keeps-first", trouble=type(trouble).__name__)
                self._turns.not_kept(now)
                return False
            finally:
                self._forget_bodies()
            self._turns.kept()
            self._follow(handled)
            return True

    def wake(self) -> None:
        """Looks at once: something was kept elsewhere, or a bot has come to this desk."""
        self._wake.set()

    async def run(self) -> None:
        """Handles what waits, as long as the portal runs."""
        self._wake.set()
        self._runs = True
        try:
            await self._run()
        finally:
            self._runs = False

    async def _run(self) -> None:
        while True:
            try:
                async with asyncio.timeout(self._turns.patience(self._clock.now()).total_seconds()):
                    await self._wake.wait()
            except TimeoutError:
                pass
            self._wake.clear()
            try:
                await self.work_off()
            except NotSure:
                # Who asks for help is answered by whoever has the bot now, or here in a moment.
                log.warning("desk.is-not-sure")
                await asyncio.sleep(1)
                self._wake.set()
            except Exception as trouble:
                # The database or a key is away: nothing is lost, everything waits but help.
                log.error("desk.waits", trouble=type(trouble).__name__)
                self._rescue()
                await asyncio.sleep(1)
                self._wake.set()

    def _rescue(self) -> None:
        """Shows the crisis card to who asks for it while nothing can be handled; once for each."""
        unhandled, self._unhandled = self._unhandled, []
        self._forget_bodies()
        for bot, each in unhandled:
            if bot not in self._parsers:
                continue
            try:
                inbound = self._parsers[bot](each.body)
            except Exception as trouble:
                log.warning("desk.unreadable", trouble=type(trouble).__name__)
                continue
            if (
                bot in (CLIENTS, GROUPS)
                and inbound is not None
                and needs_card(inbound, self._memory.scales.library)
            ):
                self._act(bot, ShowCard(inbound))

    def _act(self, bot: str, act: DirectAct) -> None:
        self._begun(self._direct(bot, act))

    async def _act_all(self, acts: Sequence[tuple[str, DirectAct]]) -> None:
        # The letter is what somebody waits for: it goes first, and is on its way meanwhile.
        await asyncio.sleep(BEHIND)
        for bot, act in acts:
            self._act(bot, act)

    def _begun(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        """Work under way beside the batches; `settled` waits for its end."""
        task = asyncio.create_task(work)
        self._acts.add(task)
        task.add_done_callback(self._acts.discard)
        return task

    async def work(self) -> int:
        """Handles one batch; tells how many updates it took."""
        taken = (await self._batch()).taken
        await self._followed()
        return taken

    async def work_off(self) -> int:
        """Handles all that waits; tells how many updates that were."""
        taken, more = 0, True
        while more:
            known = len(self._unhandled)
            handled = await self._batch(ahead=known - taken > BATCH)
            taken, more = taken + handled.taken, handled.more
        await self._followed()
        # What arrived during the last look is not handled yet.
        del self._unhandled[:known]
        self._forget_bodies()
        return taken

    def _forget_bodies(self) -> None:
        """What was taken in is remembered no longer than something of it waits."""
        if not self._unhandled:
            self._memory.bodies.clear()

    async def _batch(self, *, ahead: bool = False) -> _Handled:
        """Handles one batch. Ahead: so many wait that the next begins before the disk has it."""
        if not self._parsers:
            return _Handled()
        # One batch at a time: on PostgreSQL two transactions would both see what waits.
        async with self._working:
            now = self._clock.now()
            try:
                handled, on_disk = await self._written(now, ahead=ahead)
            except Exception as trouble:
                self._turns.not_kept(now)
                await self._followed()
                _raise_if_away(trouble)
                log.warning("desk.replays", trouble=type(trouble).__name__)
                replayed = await self._replay(now)
                return _Handled(taken=replayed, more=replayed > 0)
            # Should the batch not last, neither will this process.
            self._turns.kept()
            try:
                await self._followed()
            except Exception:
                # Behind those before it.
                self._not_on_disk.append(handled)
                raise
            if on_disk is None:
                self._follow(handled)
            else:
                self._following = asyncio.create_task(self._follow_when(on_disk, handled))
            return handled

    async def _written(
        self, now: datetime, *, ahead: bool
    ) -> tuple[_Handled, asyncio.Task[None] | None]:
        """One batch, and what ends when it is on the disk; None where it is."""
        if not ahead:
            return await self._database.write_briefly(self._handle, now, None), None
        # The next batch will have changed what letters are filled with.
        return await self._database.write_ahead(self._handle, now, None, early=False)

    async def _follow_when(self, on_disk: asyncio.Task[None], handled: _Handled) -> None:
        """Nobody hears of what is not on the disk yet."""
        try:
            await on_disk
        except Exception as trouble:
            log.error("desk.not-on-disk", trouble=type(trouble).__name__)
            self._not_on_disk.append(handled)
        else:
            self._follow(handled)

    async def _followed(self) -> None:
        """What follows from earlier batches is under way; raises while the disk refuses them."""
        if (following := self._following) is not None:
            try:
                await asyncio.shield(following)
            finally:
                if self._following is following and following.done():
                    self._following = None
        if self._not_on_disk:
            await self._database.put_on_disk()
        while self._not_on_disk:
            self._follow(self._not_on_disk.pop(0))

    def serves(self, bot: str) -> bool:
        """Whether this process handles what this bot hears."""
        return bot in self._parsers

    async def hear(self, found: Callable[[Connection, datetime], Sequence[Heard]]) -> None:
        """Events that no update brings, heard as a person's are, in one transaction with `found`.

        They are what was worked out beside a transaction; found tells them, and keeps that it has.
        """
        async with self._working:
            await self._followed()
            handled = await self._database.write_briefly(self._hear_found, found, self._clock.now())
            self._turns.kept()
            self._follow(handled)

    @property
    def turns(self) -> Turns:
        """Who is handled when."""
        return self._turns

    async def settled(self) -> None:
        """Waits until every direct act so far is done."""
        # What the disk refuses is there for the next process, as after a kill.
        with suppress(Exception):
            await self._followed()
        while self._acts:
            await asyncio.gather(*self._acts, return_exceptions=True)

    def _follow(self, handled: _Handled) -> None:
        if self.watch is not None and handled.taken:
            self.watch(handled.taken)
        if self.tell is not None and handled.turns:
            self.tell(handled.turns)
        self._hand_over(handled.letters, handled.early)
        if handled.direct:
            self._begun(self._act_all(handled.direct))

    async def _replay(self, now: datetime) -> int:
        """After a write that failed: one update at a time, so that one stops no other."""
        rows = await self._database.write_briefly(
            inbox.waiting, self._memory, tuple(self._parsers), now, BATCH
        )
        for row in rows:
            try:
                handled = await self._database.write_briefly(self._handle, now, row.id)
            except Exception as trouble:
                _raise_if_away(trouble)
                log.error("desk.failed", row=str(row.id), trouble=type(trouble).__name__)
                handled = await self._database.write_briefly(self._set_aside, row, now)
            self._turns.kept()
            self._follow(handled)
        return len(rows)

    # --- inside the transaction ------------------------------------------------------------

    def _take_in(
        self, connection: Connection, bot: str, arrived: Sequence[Arrived], now: datetime
    ) -> _Handled:
        inbox.put(connection, self._memory, bot, arrived, now)
        return self._handle(connection, now, None)

    @garbage.put_off()
    def _handle(
        self, connection: Connection, now: datetime, only: UUID | None, *, early: bool = True
    ) -> _Handled:
        bots = tuple(self._parsers)
        rows = inbox.waiting(connection, self._memory, bots, now, BATCH)
        if only is not None:
            rows = tuple(row for row in rows if row.id == only)
        if not rows:
            return _Handled()
        scene = Scene.begin(connection, self._memory, now)
        scene.record_at = self._record_at()
        pending, done, unreadable = self._hear(scene, rows)
        taken = len(done) + len(pending) + unreadable
        if only is None:
            pending, passed_over = self._turns.within_allowances(scene, pending)
            done += passed_over
        pending = self._turns.after_earlier_ones(scene, pending)
        while pending:
            wave, pending = first_of_each(pending)
            done += self._take_turns(scene, wave, is_last=not pending)
            pending = self._turns.after_earlier_ones(scene, pending)
        inbox.settle(connection, self._memory, done, now)
        letters = auditing.post(scene, self._carrier)
        filled = NONE_EARLY
        if self._fill_early is not None and only is None and early:
            filled = self._fill_early(connection, letters, now)
        self._still_mine(connection)
        more = taken > 0 and len(rows) == BATCH
        return _Handled(letters, filled, scene.direct, taken, more, scene.turns)

    def _hear(self, scene: Scene, rows: Sequence[Waiting]) -> tuple[list[Pending], list[UUID], int]:
        pending, done, unreadable = [], [], 0
        for row in rows:
            try:
                inbound = self._parse(row)
            except Exception as trouble:
                # It cannot be read, so it is nobody's: it stops no one.
                log.warning("desk.unreadable", row=str(row.id), trouble=type(trouble).__name__)
                inbox.quarantine(scene.connection, self._memory, row.id, scene.now)
                unreadable += 1
                continue
            if inbound is None:
                done.append(row.id)
                continue
            sender = people.blind(self._memory, inbound.bot, inbound.address)
            scene.senders[inbound.bot, inbound.address] = sender
            pending.append(Pending(row, inbound, sender))
        return pending, done, unreadable

    def _parse(self, row: Waiting) -> Inbound | None:
        if row.body is None:
            raise Refused("an update in the inbox cannot be opened")
        return self._parsers[row.bot](row.body)

    def _take_turns(self, scene: Scene, wave: Sequence[Pending], *, is_last: bool) -> list[UUID]:
        """One turn for each of these senders: all turns first, then everything is written.

        Of many, what can be sent goes ahead of what is still to be made. Tells which updates are
        to be settled yet.
        """
        senders = {(each.inbound.bot, each.inbound.address): each.inbound for each in wave}
        seen = views(scene, senders)
        turns = []
        for each in wave:
            account, is_new, view = seen[each.inbound.bot, each.inbound.address]
            try:
                outcome = talk.take_turn(each.inbound, view)
            except Exception as trouble:
                log.error("desk.turn", row=str(each.row.id), trouble=type(trouble).__name__)
                self._failed(scene, each, Actor(account, each.inbound, each.row.cause))
                continue
            turns.append((each, account, is_new, view, outcome))
        done = [each.row.id for each, *_ in turns]
        if len(done) >= meanwhile.MANY:
            inbox.settle(scene.connection, self._memory, done, scene.now)
            done = []
        for each, account, is_new, view, outcome in turns:
            if is_new:
                people.add_account(
                    scene.connection, self._memory, account, each.inbound.address, scene.now
                )
            actor = Actor(account, each.inbound, each.row.cause)
            self._make_true(scene, actor, view, outcome)
        if is_last:
            auditing.post_ahead(scene, self._carrier)
        write_answers(scene)
        talks.save(scene.connection, self._memory, scene.talks, scene.now)
        scene.talks.clear()
        return done

    def _make_true(self, scene: Scene, actor: Actor, view: View, outcome: talk.Outcome) -> None:
        if self.tell is not None:
            scene.turns.append((actor, outcome))
        note_heard(scene, actor, view)
        scene.talks += (Saved(actor.person, subject, None) for subject in outcome.ends)
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
        if actor.inbound.bot not in (CLIENTS, GROUPS):
            return
        if Toast not in [type(effect) for effect in outcome.effects]:
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
        letters = auditing.post(scene, self._carrier)
        self._still_mine(connection)
        return _Handled(letters, direct=scene.direct, turns=scene.turns)

    def _failed(self, scene: Scene, failed: Pending, actor: Actor) -> None:
        """A turn that raised: tried again twice, then set aside with a kind word."""
        known = people.accounts(
            scene.connection, self._memory, [(failed.inbound.bot, failed.inbound.address)]
        )
        if failed.row.tries == 0 and needs_card(failed.inbound, self._memory.scales.library):
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
        actor = Actor(people.new_account(inbound.bot), inbound, row.cause)
        self._failed(scene, Pending(row, inbound, sender), actor)
        letters = auditing.post(scene, self._carrier)
        return _Handled(letters, direct=scene.direct, taken=1)


def _raise_if_away(trouble: Exception) -> None:
    """A database that is away is no fault of the update: it costs no try."""
    if is_away(trouble):
        raise trouble


def _critical_answer(scene: Scene, inbound: Inbound, account: people.Person) -> Concern | None:
    match inbound.event:
        case Tapped(question, choice) if account.client is not None:
            here = zone(scene.client(account.client).zone)
            return checkin.critical_tap(
                question, choice, local_date(scene.now, here), scene.library
            )
        case _:
            return None
