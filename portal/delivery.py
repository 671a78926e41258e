"""The carrier: takes letters that are due to people, in order, and keeps what became of each."""

import asyncio
import heapq
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TypeAlias
from uuid import UUID

import structlog
from sqlalchemy import Connection
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from care.people import PracticeId
from charts.drawing import Studio
from conversations.contents import (
    AlertCard,
    Archive,
    CaseCard,
    CrisisCard,
    GroupAct,
    GroupDeed,
    Lane,
    Passphrase,
    Question,
    Receipt,
    Sentences,
    SupportText,
    TakeBack,
)
from conversations.correspondence import MessagesOf
from conversations.envelopes import (
    CLIENTS,
    GROUPS,
    THERAPISTS,
    Messenger,
    Moved,
    Place,
    TryLater,
    Unreachable,
    Vanished,
)
from conversations.homework import HomeworkCard
from conversations.shelf import ShelfNews
from portal import (
    auditing,
    correspondence_deeds,
    homework_deeds,
    shelf_telling,
)
from portal.alert_deeds import reported, settle_message, tell_unreachable
from portal.buckets import Pace, backoff
from portal.chain_deeds import card_slot
from portal.check_in_deeds import not_asked, prompted
from portal.clock import Clock
from portal.export_deeds import settle as settle_export
from portal.export_shop import CopyShop
from portal.filler import NONE_EARLY, Early, Filler
from portal.filling import NOT_KEPT, Ready, Wish, drawn
from portal.group_deeds import card_in_group, tell_refused
from portal.phone_deeds import note_places
from portal.readers import NotForReader
from portal.record_access import shut_out
from portal.scene import Scene
from store import erasures, messages, outbox, people, recipients
from store.database import Database
from store.key_file import RingName
from store.memory import Memory
from store.outbox import Carrier, Letter

log = structlog.get_logger()

AGAIN_SECONDS = 0.3
"""So soon it is looked again where some were found, or the look failed."""

LOOK_SECONDS = 1.0
"""So long it may take until a letter is found that is due before the next one was known to be."""

GIVE_UP = timedelta(hours=48)
"""A letter that could not be sent for so long is set aside; crisis letters never are."""

IN_HAND = 200
"""With so many letters in hand no more are claimed: they would only wait here."""

AWAY = (DBAPIError, PoolTimeout, OSError)
"""What is raised while the database is away, full or locked."""

FAULTS = (DataError, IntegrityError, ProgrammingError)
"""What a database raises that is there: trying again would change nothing."""

REFUSED = "refused"
KEEP_TRYING = timedelta(minutes=5)
"""An urgent card that Slack refuses is tried again so often: nobody may be told that it is over."""

HOURLY = timedelta(hours=1)
"""Any other alert that Slack refuses is tried again so often: none is lost."""

FIRST_PAUSE = timedelta(seconds=10)
"""After the first fault in a client's crisis letter; each further pause is twice as long."""

WANTED_BACK = "wanted back"
NOT_AGREED = "not agreed to"
ARRIVED = "arrived meanwhile"
ERASED = "erased meanwhile"
NOT_SERVED = "not served"
PARKED = "parked"


@dataclass(frozen=True, slots=True)
class Line:
    """One bot of one practice: whose memory it opens, and how it speaks."""

    memory: Memory
    messenger: Messenger
    pace: Pace
    groups: Memory | None = None
    """The memory of the groups' ring, where facilitators are told of their groups."""


Lines: TypeAlias = Mapping[tuple[PracticeId, str], Line]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one letter: sent, put back, or settled otherwise."""

    letter: Letter
    state: str
    reason: str = ""
    place: Place | None = None
    until: datetime | None = None
    moved_to: str | None = None
    taken: tuple[str, ...] = ()
    """What was taken out of the chat."""
    reached: bool | None = None
    """What this taught about a therapist who could, or could not, be reached before."""


@dataclass
class _Queue:
    """The letters of one person that this process has claimed."""

    waiting: list[tuple[int, UUID, Letter]] = field(default_factory=list)
    carrying: asyncio.Task[None] | None = None
    early: Early = NONE_EARLY
    """What of it was put in words already."""


class Delivery:
    """Sends what is due through the messengers of all practices this process serves."""

    def __init__(
        self,
        database: Database,
        lines: Lines,
        clock: Clock,
        studio: Studio,
        *,
        carrier: Carrier,
        tells_therapists: Callable[[PracticeId], bool],
    ) -> None:
        self._database = database
        self._lines = lines
        self._clock = clock
        self._studio = studio
        self.carrier = carrier
        self._tells_therapists = tells_therapists
        self._filler = Filler(database)
        self._noted: set[UUID] = set()
        """Letters whose audit is written, and which the platform has not taken yet."""
        self._copies = CopyShop()
        self._aside: set[asyncio.Task[None]] = set()
        self._wake = asyncio.Event()
        self._due_at: datetime | None = None
        """When the next letter is due, as far as it was asked."""
        self._collecting = asyncio.Lock()
        self._queues: dict[UUID, _Queue] = {}
        self._in_hand: set[UUID] = set()
        self._closing = False
        self._parked: dict[tuple[UUID, bool], datetime] = {}
        self._outcomes: list[tuple[Outcome, asyncio.Future[None]]] = []
        self._concluding: asyncio.Task[None] | None = None
        self.watch: Callable[[Letter, str], None] | None = None

    @property
    def bots(self) -> list[tuple[PracticeId, str]]:
        """Whose letters are carried here."""
        return list(self._lines)

    def hand_over(self, letters: Iterable[Letter], early: Early = NONE_EARLY) -> None:
        """Takes letters that were born in this process and are claimed for it already."""
        for letter in letters:
            # A long queue may outlast its claims: what is in hand is not taken twice.
            if letter.id in self._in_hand:
                continue
            self._in_hand.add(letter.id)
            if isinstance(letter.content, Archive):
                self._carry_aside(letter)
                continue
            whose = _waits_with(letter)
            queue = self._queues.setdefault(whose, _Queue())
            heapq.heappush(queue.waiting, (int(letter.lane), letter.id, letter))
            if queue.carrying is None and not self._closing:
                queue.early = early
                queue.carrying = asyncio.create_task(self._carry_all(whose, queue))

    def fill_early(self, connection: Connection, letters: Sequence[Letter], now: datetime) -> Early:
        """Puts what clients are answered in words, in the transaction that writes the answers.

        Cards of a crisis are left out: nothing of theirs may undo what they are about.
        """
        wishes = []
        for letter in letters:
            line = self._lines.get((letter.practice, letter.bot))
            if line is not None and _is_plain(letter):
                wishes.append(self._wish(line, letter, now))
        return self._filler.early(connection, wishes) if wishes else NONE_EARLY

    def _wish(self, line: Line, letter: Letter, now: datetime) -> Wish:
        told = self._tells_therapists(letter.practice)
        return Wish(line.memory, letter, now, told, line.groups)

    async def run(self) -> None:
        """Looks for letters that became due, as long as the portal runs."""
        while True:
            pause = AGAIN_SECONDS
            try:
                if not await self.collect():
                    pause = self._until_due()
            except Exception as trouble:
                # Whatever it is: the letters wait in the database, and so do we.
                log.error("delivery.waits", trouble=type(trouble).__name__)
            # Not wait_for: on Python 3.11 it forgets that it was cancelled when woken just then.
            with suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await self._wake.wait()
            self._wake.clear()

    def _until_due(self) -> float:
        """Seconds until it is worth looking again, unless somebody calls.

        A look is short, and everything that it has to touch has grown cold since the last: whoever
        taps just then waits for it.
        """
        if self._due_at is None:
            return LOOK_SECONDS
        ahead = (self._due_at - self._clock.now()).total_seconds()
        # What is due and was not taken waits for somebody else, or for room.
        return min(ahead, LOOK_SECONDS) if ahead > 0 else AGAIN_SECONDS

    def wake(self) -> None:
        """Looks at once: another process has written letters for a bot that is served here."""
        self._wake.set()

    async def collect(self) -> int:
        """Claims what is due and nobody's; tells how many letters that were."""
        # One at a time: two would each see room for all that it may take in hand.
        async with self._collecting:
            return await self._collect()

    async def _collect(self) -> int:
        now = self._clock.now()
        if len(self._in_hand) >= IN_HAND or not self._lines or not self.carrier.sure():
            return 0
        due_at = await self._database.read_briefly(outbox.next_due, self.bots)
        self._due_at = due_at
        if due_at is None or due_at > now:
            return 0
        letters = await self._database.write(outbox.claim_due, self.carrier.name, self.bots, now)
        # Who was parked until now has the earlier letters in hand again, so later ones may follow.
        self._parked = {each: until for each, until in self._parked.items() if until > now}
        self.hand_over(letters)
        return len(letters)

    @property
    def carries(self) -> bool:
        """Whether anything that this process claimed is on its way."""
        return bool(self._under_way())

    async def settled(self) -> None:
        """Waits until nothing that this process claimed is on its way."""
        while tasks := self._under_way():
            await asyncio.wait(tasks)

    async def close(self) -> None:
        """Stops carrying. What was claimed and not sent is claimed again after the next start."""
        self._closing = True
        tasks = self._under_way()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._concluding is not None:
            await asyncio.gather(self._concluding, return_exceptions=True)

    def _under_way(self) -> list[asyncio.Task[None]]:
        queues = [each.carrying for each in self._queues.values() if each.carrying]
        return [*queues, *self._aside]

    # --- one person's letters ----------------------------------------------------------------

    def _carry_aside(self, letter: Letter) -> None:
        """Carries what takes long to make, while the person's other letters go on leaving."""
        if self._closing:
            return
        task = asyncio.create_task(self._carry_one(letter))
        self._aside.add(task)
        task.add_done_callback(self._aside.discard)

    async def _carry_one(self, letter: Letter) -> None:
        outcome = await self._carry(letter)
        await self._conclude(outcome)
        if self.watch is not None:
            self.watch(letter, outcome.state)

    async def _carry_all(self, person: UUID, queue: _Queue) -> None:
        try:
            while queue.waiting:
                lane, _, letter = heapq.heappop(queue.waiting)
                crisis = lane == Lane.CRISIS
                if (parked := self._parked_until(person, crisis=crisis)) is not None:
                    # It waits behind the letter that could not be sent, so that the order holds.
                    # All that wait with it go back in one commit: in a long outage they are many.
                    outcome = Outcome(letter, outbox.WAITING, PARKED, until=parked)
                    behind = self._behind(person, queue)
                    await asyncio.gather(*(self._conclude(each) for each in (outcome, *behind)))
                else:
                    outcome = await self._carry(letter, queue.early)
                    await self._conclude(outcome)
                if outcome.until is not None and outcome.reason != REFUSED:
                    # Until what was put back has been claimed again, and that is after this.
                    self._parked[person, crisis] = max(outcome.until, self._clock.now())
                if self.watch is not None:
                    self.watch(letter, outcome.state)
        finally:
            queue.carrying = None
            if not queue.waiting:
                self._queues.pop(person, None)
            elif not self._closing:
                queue.carrying = asyncio.create_task(self._carry_all(person, queue))

    def _behind(self, person: UUID, queue: _Queue) -> list[Outcome]:
        """Takes every letter out of the queue that has to wait as well."""
        waiting, queue.waiting = queue.waiting, []
        behind = []
        for entry in sorted(waiting):
            lane, _, letter = entry
            until = self._parked_until(person, crisis=lane == Lane.CRISIS)
            if until is None:
                heapq.heappush(queue.waiting, entry)
            else:
                behind.append(Outcome(letter, outbox.WAITING, PARKED, until=until))
        return behind

    def _parked_until(self, person: UUID, *, crisis: bool) -> datetime | None:
        """Until when a letter has to wait for earlier ones; a crisis letter for its like only."""
        lanes = (True,) if crisis else (True, False)
        found = [self._parked[person, each] for each in lanes if (person, each) in self._parked]
        return max(found, default=None)

    async def _carry(self, letter: Letter, early: Early = NONE_EARLY) -> Outcome:
        line = self._lines.get((letter.practice, letter.bot))
        now = self._clock.now()
        if line is None or not self.carrier.sure():
            # Its bot was laid down meanwhile: whoever serves it now may take the letter at once.
            return Outcome(letter, outbox.WAITING, NOT_SERVED, until=now)
        if letter.not_after is not None and letter.not_after <= now:
            return Outcome(letter, outbox.STALE)
        try:
            ready = early.ready.get(letter.id)
            if ready is None or not self._filler.holds(early):
                ready = await self._filler.fill(self._wish(line, letter, now))
            if not ready.account.reachable and letter.lane >= Lane.REMINDER:
                return Outcome(letter, outbox.UNREACHABLE, "unreachable")
            if ready.is_withheld:
                return Outcome(letter, outbox.CANCELLED, NOT_AGREED)
            if ready.has_stopped and letter.lane > Lane.REPLY:
                return Outcome(letter, outbox.CANCELLED, "stopped")
            return await self._send(line, ready)
        except NotForReader:
            return Outcome(letter, outbox.CANCELLED, "not for its reader")
        except TryLater as trouble:
            return self._later(line, letter, trouble)
        except Unreachable:
            return self._refused(letter, outbox.UNREACHABLE, "unreachable")
        except Moved as moved:
            return Outcome(letter, outbox.WAITING, "moved", until=now, moved_to=moved.address)
        except FAULTS as trouble:
            return self._refused(letter, outbox.DEAD, type(trouble).__name__)
        except AWAY as trouble:
            return self._later(line, letter, TryLater(type(trouble).__name__))
        except Exception as trouble:
            # The kind only: a platform's words may quote what a person wrote.
            return self._refused(letter, outbox.DEAD, type(trouble).__name__)

    async def _note_shown(self, line: Line, ready: Ready) -> None:
        """The audit of what staff are about to see: once, also for a letter that is tried again."""
        letter, staff, now = ready.letter, ready.account.staff, self._clock.now()
        shown = auditing.shown_in(letter.content)
        if staff is None or shown is None or letter.id in self._noted:
            return
        await self._database.write(
            auditing.note_shown, line.memory, staff, shown, now, ready.counted
        )
        self._noted.add(letter.id)

    def _refused(self, letter: Letter, state: str, reason: str) -> Outcome:
        log.error("delivery.refused", letter=str(letter.id), reason=reason)
        pause = _pause(letter, state)
        if pause is None:
            self._noted.discard(letter.id)
            return Outcome(letter, state, reason)
        reached = False if state == outbox.UNREACHABLE else None
        until = self._clock.now() + pause
        return Outcome(letter, outbox.WAITING, REFUSED, until=until, reached=reached)

    async def _send(self, line: Line, ready: Ready) -> Outcome:
        await self._note_shown(line, ready)
        outcome = await self._sent(line, ready)
        self._noted.discard(ready.letter.id)
        return outcome

    async def _sent(self, line: Line, ready: Ready) -> Outcome:
        letter = ready.letter
        shown = await drawn(ready, self._studio)
        if ready.copy is not None:
            shown = replace(shown, file=await self._copies.copy(ready.copy))
        # What is drawn or packed takes its time, and its reader may have been erased meanwhile.
        if (ready.copy or ready.picture) and not await self._database.read(
            outbox.has_key, letter.practice, letter.key
        ):
            return Outcome(letter, outbox.CANCELLED, ERASED)
        crisis = letter.lane is Lane.CRISIS
        place = ready.place
        if ready.page is not None:
            await line.pace.take(letter.person, crisis=crisis, new_message=False)
            await line.messenger.publish(ready.address, ready.page)
            return Outcome(
                letter, outbox.SENT, "published", place=Place(NOT_KEPT, letter.slot or "")
            )
        if ready.taken:
            await line.pace.take(letter.person, crisis=crisis, new_message=False)
            await line.messenger.take_back(ready.address, ready.taken)
        if isinstance(letter.content, TakeBack):
            return Outcome(letter, outbox.SENT, "taken back", taken=ready.taken)
        if place is not None and not letter.fresh:
            await line.pace.take(letter.person, crisis=crisis, new_message=False)
            try:
                await line.messenger.edit(ready.address, place, shown)
                return Outcome(letter, outbox.SENT, "edited")
            except Vanished:
                place = None
        await line.pace.take(
            letter.person,
            crisis=crisis,
            new_message=shown.doing is None,
            in_group=_is_group(letter, ready.address),
            in_line=letter.lane >= Lane.REMINDER,
        )
        # Asked last of all: until here the therapist may have pressed Undo.
        if isinstance(letter.content, SupportText) and await self._database.read(
            messages.is_wanted_back, line.memory, letter.content.message
        ):
            return Outcome(letter, outbox.CANCELLED, WANTED_BACK)
        # Nor is anybody told that a note has not arrived when it has, however long this waited.
        alert = reported(letter.key)
        if alert is not None and await self._database.read(
            recipients.has_arrived, line.memory, alert, card_slot(alert)
        ):
            return Outcome(letter, outbox.CANCELLED, ARRIVED)
        if self._lines.get((letter.practice, letter.bot)) is not line or not self.carrier.sure():
            return Outcome(letter, outbox.WAITING, NOT_SERVED, until=self._clock.now())
        stands = await line.messenger.send(ready.address, shown, ready.thread)
        if place is not None:
            # The older message of this slot must not be answered by mistake.
            await line.messenger.retire(ready.address, place)
        if stands.channel == ready.address:
            # A person's id on a platform stands nowhere unsealed; `fill` puts it in again.
            stands = replace(stands, channel=NOT_KEPT)
        # A client's platform tells by itself that the client is back; Slack does not.
        back = letter.bot == THERAPISTS and not ready.account.reachable
        reached = True if back else None
        taken = ready.taken
        return Outcome(letter, outbox.SENT, "sent", place=stands, reached=reached, taken=taken)

    def _later(self, line: Line, letter: Letter, trouble: TryLater) -> Outcome:
        now = self._clock.now()
        crisis = letter.lane is Lane.CRISIS
        if not crisis and now - letter.written_at > GIVE_UP:
            return self._refused(letter, outbox.DEAD, "given up")
        wait = (
            timedelta(seconds=trouble.after)
            if trouble.after is not None
            else backoff(letter.tries, crisis=crisis)
        )
        if trouble.after is not None:
            line.pace.close(letter.person, now + wait, whole_bot=trouble.whole_bot)
        log.info("delivery.later", letter=str(letter.id), seconds=wait.total_seconds())
        return Outcome(letter, outbox.WAITING, "later", until=now + wait)

    # --- outcomes, many in one commit ----------------------------------------------------------

    async def _conclude(self, outcome: Outcome) -> None:
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._outcomes.append((outcome, done))
        if self._concluding is None:
            self._concluding = asyncio.create_task(self._conclude_all())
        await done

    async def _conclude_all(self) -> None:
        while self._outcomes:
            batch, self._outcomes = self._outcomes, []
            outcomes = [outcome for outcome, _ in batch]
            born = await self._written(outcomes)
            self._in_hand -= {each.letter.id for each in outcomes}
            now = self._clock.now()
            if any(each.until is not None and each.until > now for each in outcomes):
                # It may be due before whatever else is. What is due by now waits for the next look:
                # claimed before its task has gone on, it would be put back without an end.
                self.wake()
            self.hand_over(born)
            for _, done in batch:
                if not done.done():
                    done.set_result(None)
        self._concluding = None

    async def _written(self, outcomes: Sequence[Outcome]) -> tuple[Letter, ...]:
        """Keeps these outcomes; tells the letters that follow from them."""
        try:
            return await self._kept(self._write, outcomes)
        except Exception as trouble:
            if self._closing:
                # Left as claimed: after the next start it is carried again.
                raise
            if len(outcomes) > 1:
                # One of them is the fault, and it stops no other.
                return tuple([born for each in outcomes for born in await self._written([each])])
            log.error("delivery.outcome", trouble=type(trouble).__name__)
            return await self._kept(self._write_bare, outcomes)

    async def _kept(
        self,
        write: Callable[[Connection, Sequence[Outcome], datetime], tuple[Letter, ...]],
        outcomes: Sequence[Outcome],
    ) -> tuple[Letter, ...]:
        if all(map(_is_done_again, outcomes)):
            kept = self._database.write_soon
        elif any(isinstance(each.letter.content, Receipt) for each in outcomes):
            # With it an account is forgotten, and all that was ever sent to it is looked for.
            kept = self._database.write
        else:
            kept = self._database.write_briefly
        while True:
            try:
                return await kept(write, outcomes, self._clock.now())
            except FAULTS:
                raise
            except AWAY as trouble:
                # What was sent was sent; it is written down as soon as the database is back.
                log.error("delivery.unwritten", trouble=type(trouble).__name__)
                if self._closing:
                    raise
                await asyncio.sleep(1)

    def _write_bare(
        self, connection: Connection, outcomes: Sequence[Outcome], now: datetime
    ) -> tuple[Letter, ...]:
        """Keeps that these are over, and nothing that would follow from it."""
        for each in outcomes:
            if each.state == outbox.WAITING and _pause(each.letter, outbox.DEAD) is not None:
                until = max(each.until or now, now + KEEP_TRYING)
                self._put_back(connection, each.letter, until, "unfollowed", failed=True)
                continue
            state = outbox.DEAD if each.state == outbox.WAITING else each.state
            outbox.settle(connection, [each.letter.id], state, now, "unfollowed")
        return ()

    def _write(
        self, connection: Connection, outcomes: Sequence[Outcome], now: datetime
    ) -> tuple[Letter, ...]:
        sent = [each.letter.id for each in outcomes if each.state == outbox.SENT]
        outbox.settle(connection, sent, outbox.SENT, now)
        of_rings: dict[tuple[PracticeId, RingName], tuple[Scene, list[Outcome]]] = {}
        for outcome in outcomes:
            letter = outcome.letter
            line = self._lines.get((letter.practice, letter.bot))
            if line is None:
                # Born here for a platform that this process does not serve.
                self._put_back(
                    connection, letter, outcome.until or now, outcome.reason, failed=False
                )
                continue
            # The bots of one practice may stand in different rings.
            ring = (letter.practice, line.memory.ring)
            if ring not in of_rings:
                of_rings[ring] = Scene.begin(connection, line.memory, now), []
            of_rings[ring][1].append(outcome)
        for scene, some in of_rings.values():
            _keep_places(scene, some)
            for outcome in some:
                self._write_one(scene, outcome)
        born = [auditing.post(scene, self.carrier) for scene, _ in of_rings.values()]
        return tuple(letter for letters in born for letter in letters)

    def _put_back(
        self, connection: Connection, letter: Letter, until: datetime, reason: str, *, failed: bool
    ) -> None:
        outbox.put_back(
            connection, letter.id, until, reason, claimed_by=self.carrier.name, failed=failed
        )

    def _write_one(self, scene: Scene, outcome: Outcome) -> None:
        letter, connection = outcome.letter, scene.connection
        if outcome.reason == ERASED:
            return
        if outcome.moved_to is not None:
            account, _ = people.address_of(connection, scene.memory, letter.person)
            people.note_address(connection, scene.memory, account, outcome.moved_to)
        if outcome.reached is not None:
            people.note_reachable(
                connection, scene.memory, letter.person, reachable=outcome.reached
            )
            if not outcome.reached:
                self._gone_from_slack(scene, letter)
        if outcome.until is not None:
            failed = outcome.reason not in (PARKED, "moved", NOT_SERVED)
            self._put_back(connection, letter, outcome.until, outcome.reason, failed=failed)
            return
        if outcome.state != outbox.SENT:
            outbox.settle(connection, [letter.id], outcome.state, scene.now, outcome.reason)
        if outcome.state == outbox.UNREACHABLE:
            self._lost(scene, letter)
            if letter.bot == GROUPS and isinstance(letter.content, CrisisCard):
                card_in_group(scene, letter.id, letter.content)
        if outcome.state != outbox.SENT and isinstance(letter.content, GroupAct):
            tell_refused(scene, letter, letter.content)
        if outcome.state != outbox.SENT and (asked := prompted(letter.key)) is not None:
            not_asked(scene, asked, letter.written_at)
        if outcome.state not in (outbox.SENT, outbox.UNREACHABLE):
            self._not_told(scene, letter)
        if isinstance(letter.content, SupportText):
            settle_message(scene, letter.content.message, _became(outcome))
        if isinstance(letter.content, HomeworkCard) and outcome.state == outbox.SENT:
            homework_deeds.settle(scene, letter, letter.content.homework)
        if isinstance(letter.content, MessagesOf) and outcome.state == outbox.SENT:
            correspondence_deeds.settle(scene, letter)
        if isinstance(letter.content, Archive | Passphrase):
            account, _ = people.address_of(connection, scene.memory, letter.person)
            settle_export(scene, account, letter.content, state=outcome.state)
        if isinstance(letter.content, Receipt):
            erasures.forget_account(connection, scene.memory, letter.person)

    def _not_told(self, scene: Scene, letter: Letter) -> None:
        """What a message said about the shelf, by the way or alone, is said again."""
        if isinstance(letter.content, ShelfNews) or prompted(letter.key) is not None:
            account, _ = people.address_of(scene.connection, scene.memory, letter.person)
            if account.client is not None:
                shelf_telling.untell(scene, account.client, letter.written_at)

    def _lost(self, scene: Scene, letter: Letter) -> None:
        account, _ = people.address_of(scene.connection, scene.memory, letter.person)
        if account.reachable:
            people.note_reachable(scene.connection, scene.memory, account.id, reachable=False)
            tell_unreachable(scene, replace(account, reachable=False))
        self._gone_from_slack(scene, letter)

    def _gone_from_slack(self, scene: Scene, letter: Letter) -> None:
        """Whose account there was closed reads no records on the page either."""
        account, _ = people.address_of(scene.connection, scene.memory, letter.person)
        if account.staff is not None:
            shut_out(scene, account.staff)


def _keep_places(scene: Scene, outcomes: Sequence[Outcome]) -> None:
    """Remembers where all of these stand, in a few statements however many they are."""
    over = [each for each in outcomes if each.until is None]
    note_places(scene, [(each.letter, each.place, each.taken) for each in over])
    stand = {
        (each.letter.person, each.letter.slot): each.place
        for each in over
        if each.place is not None and each.letter.slot is not None
    }
    outbox.keep_places(scene.connection, scene.practice.id, stand, scene.now)


def _is_plain(letter: Letter) -> bool:
    """Whether it is a client's next question, or some sentences: what a tap is answered with."""
    is_reply = letter.bot == CLIENTS and letter.lane is Lane.REPLY
    return is_reply and isinstance(letter.content, Question | Sentences)


def _is_done_again(outcome: Outcome) -> bool:
    """Whether a message would only be edited once more, to the same, if this were forgotten."""
    others = (outcome.place, outcome.until, outcome.moved_to, outcome.reached)
    is_sent = outcome.state == outbox.SENT and not outcome.taken
    return is_sent and others == (None, None, None, None) and _is_plain(outcome.letter)


def _waits_with(letter: Letter) -> UUID:
    """In whose queue a letter waits: its reader's.

    Who is let into a group or turned away has read so before: afterwards the bot may not write to
    somebody who has only asked to join.
    """
    match letter.content:
        case GroupAct(GroupDeed.APPROVE | GroupDeed.DECLINE, member=UUID() as member):
            return member
        case _:
            return letter.person


def _is_group(letter: Letter, address: str) -> bool:
    """Whether this goes to a whole group; Telegram gives groups numbers below zero."""
    return letter.bot == GROUPS and address.startswith("-")


KEPT_ON = (AlertCard, CaseCard, MessagesOf)
"""Cards that are tried every hour until Slack takes them."""


def _pause(letter: Letter, state: str) -> timedelta | None:
    """When a letter that cannot be sent is tried again; None when this was its end.

    No alert is lost, and no client who is in danger is left without an answer by a fault of ours.
    """
    if letter.bot == THERAPISTS:
        if letter.lane is Lane.CRISIS:
            return KEEP_TRYING
        return HOURLY if isinstance(letter.content, KEPT_ON) else None
    if (
        letter.bot in (CLIENTS, GROUPS)
        and letter.lane is Lane.CRISIS
        and state != outbox.UNREACHABLE
    ):
        return min(FIRST_PAUSE * (1 << min(letter.tries, 10)), HOURLY)
    return None


def _became(outcome: Outcome) -> str:
    """What became of the therapist's message in this letter."""
    if outcome.state == outbox.SENT:
        return messages.SENT
    if outcome.reason in (WANTED_BACK, NOT_AGREED):
        return messages.CANCELLED
    return messages.FAILED
