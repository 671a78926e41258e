"""The composition root: the one place that knows every part, and puts them together."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Iterator, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import structlog
from sqlalchemy import Connection

from care.people import PracticeId
from care.practice import Practice
from charts.drawing import Studio
from conversations.envelopes import CLIENTS, GROUPS, THERAPISTS, TryLater
from portal.clock import Clock, SystemClock, Watch
from portal.credentials import Credentials, credentials, with_its_place
from portal.crisis_file import CrisisFileTrouble
from portal.delivery import AWAY, FAULTS, Delivery, Line
from portal.desk import Desk
from portal.doors import (
    OpenDoor,
    door_of_clients,
    door_of_groups,
    door_of_therapists,
    make_room_for_slack,
)
from portal.group_wiring import open_groups
from portal.house import House
from portal.office import NotPossible, Office, write_cards, write_erased
from portal.posts import Open, Post, open_clients, open_therapists
from portal.rounds import Rounds, next_due
from portal.settings import Settings
from portal.together import given_up
from store import bell, inbox, outbox
from store.leases import Leases, LeasesUnknown
from store.outbox import Carrier
from store.tokens import TokenKind

if TYPE_CHECKING:
    from portal.gate import Gate
    from scheduler.clockwork import Clockwork

log = structlog.get_logger()

LOOK_SECONDS = 2.0
"""How often leases are looked at; with the time that a server takes to notice a silent machine, a
bot is taken over within ten seconds."""

READ_EVERY = 5
"""After so many looks the practices and their tokens are read again."""

LONGEST_PAUSE = 60.0
REFUSED_PAUSE = 300.0
"""A bot that a platform refuses is tried again so often, while the other practices are served."""


class Role(StrEnum):
    """What a process does of the portal's work."""

    CLIENTS = "clients"
    GROUPS = "groups"
    THERAPISTS = "therapists"
    CLOCK = "clock"


CLOCK_LEASE = "clock"
A_MOMENT = timedelta(milliseconds=50)
"""For so long a portal that came to rest is still at rest: less than between two letters."""

Key = tuple[PracticeId, str]


@dataclass(frozen=True, slots=True)
class Platform:
    """A kind of bot: the role that serves it, the tokens it needs, and how it is connected.

    `loads` names the modules that load the library of its platform.
    """

    bot: str
    role: Role
    needs: tuple[TokenKind, ...]
    open: Open
    door: OpenDoor | None = None
    one_of: tuple[TokenKind, ...] = ()
    loads: tuple[str, ...] = ()

    def is_served_with(self, tokens: Credentials) -> bool:
        """Whether these tokens are enough."""
        has_one = not self.one_of or any(kind in tokens for kind in self.one_of)
        return has_one and all(kind in tokens for kind in self.needs)


PLATFORMS = (
    Platform(
        CLIENTS,
        Role.CLIENTS,
        (TokenKind.CLIENT_BOT,),
        open_clients,
        door_of_clients,
        loads=("bots.telegram_clients.hearing", "bots.telegram_clients.messenger"),
    ),
    Platform(
        THERAPISTS,
        Role.THERAPISTS,
        (TokenKind.SLACK_BOT,),
        open_therapists,
        door_of_therapists,
        one_of=(TokenKind.SLACK_APP, TokenKind.SLACK_SIGNING),
        loads=("bots.slack_therapists.app", "bots.slack_therapists.messenger"),
    ),
    Platform(
        GROUPS,
        Role.GROUPS,
        (TokenKind.GROUP_BOT,),
        open_groups,
        door_of_groups,
        loads=("bots.telegram_groups.actions", "bots.telegram_groups.hearing"),
    ),
)

ROUNDS: Mapping[str, Callable[[Rounds], Awaitable[None]]] = {
    "plan": Rounds.plan,
    "check_ins": Rounds.check_ins,
    "alerts": Rounds.alerts,
    "retention": Rounds.retention,
    "anchor": Rounds.anchor,
    "erasures": Rounds.erasures,
}


@dataclass(slots=True)
class _Served:
    """A bot whose lease this process holds: being connected, or connected and heard."""

    platform: Platform
    tokens: Credentials
    working: asyncio.Task[None] | None = None
    tried: asyncio.Event = field(default_factory=asyncio.Event)
    up: asyncio.Event = field(default_factory=asyncio.Event)
    post: Post | None = None
    trouble: NotPossible | None = None


class Portal:
    """Every practice of this deployment, as far as this process serves it."""

    def __init__(
        self, settings: Settings, office: Office, clock: Clock, roles: Iterable[Role] = Role
    ) -> None:
        self._settings = settings
        self._office = office
        self._clock = clock
        self._roles = frozenset(roles)
        self._lines: dict[Key, Line] = {}
        self._leases = Leases(office.database, self._rung)
        carrier = Carrier(f"carrier-{uuid4()}", self._lines, self._leases.sure)
        self._carrier = carrier
        self._practices: tuple[Practice, ...] = ()
        self._tokens: Mapping[PracticeId, Credentials] = {}
        self._houses: dict[PracticeId, House] = {}
        self._served: dict[Key, _Served] = {}
        self._tasks: list[asyncio.Task[Any]] = []
        self._rested = -1, clock.now()
        """When there was last nothing to do, and what had been written by then."""
        self._looks = 0
        self._going = asyncio.Event()
        self._ticking = False
        self._clockwork: Clockwork | None = None
        self._looking = asyncio.Lock()
        self._taking = asyncio.Lock()
        self._ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.studio = Studio()
        self.delivery = Delivery(
            office.database,
            self._lines,
            clock,
            self.studio,
            carrier=carrier,
            tells_therapists=self._tells_therapists,
        )
        self.gate = self._new_gate() if settings.serves_http else None
        self._doors: dict[Key, tuple[Credentials, AsyncExitStack]] = {}

    @classmethod
    async def assemble(
        cls, settings: Settings, office: Office, clock: Clock, roles: Iterable[Role] = Role
    ) -> "Portal":
        """A portal whose bots have been tried once, as far as their leases are free.

        NotPossible when there is nothing it could serve; a bot whose token is refused stops no
        other.
        """
        portal = await cls.prepare(settings, office, clock, roles)
        await portal.connect()
        return portal

    @classmethod
    async def prepare(
        cls, settings: Settings, office: Office, clock: Clock, roles: Iterable[Role] = Role
    ) -> "Portal":
        """A portal that knows whom it would serve; NotPossible when that is nobody."""
        portal = cls(settings, office, clock, roles)
        try:
            await portal._read()
            portal._something_to_serve()
        except BaseException:
            await portal.close()
            raise
        return portal

    async def connect(self) -> None:
        """Takes what leases are free and tries each bot once."""
        try:
            await self._load_libraries()
            self._run("signs of life", self._leases.live)
            await self._open_gate()
            await self._look()
            for served in list(self._served.values()):
                await served.tried.wait()
            self._refuse()
        except BaseException:
            await self.close()
            raise

    # --- what is served -------------------------------------------------------------------------

    @property
    def names(self) -> str:
        """The practices that are served, for a person to read."""
        return ", ".join(house.practice.name for house in self._houses.values())

    @property
    def missing(self) -> tuple[str, ...]:
        """What this process would serve and does not yet, each with why, for a person to read."""
        found = list(self._left_out())
        for practice, bot in self._wanted():
            name = self._houses[practice].practice.name
            served = self._served.get((practice, bot))
            if served is None:
                found.append(f"{name}: {bot} is served by another process; this one stands by.")
            elif served.trouble is not None:
                found.append(f"{name}: {served.trouble}")
            elif served.post is None:
                found.append(f"{name}: {bot} does not answer yet, and is tried again.")
        return tuple(found)

    @property
    def unready(self) -> tuple[str, ...]:
        """What keeps this process from doing its part just now; one that stands by is ready."""
        found = []
        for (practice, bot), served in self._served.items():
            name = self._houses[practice].practice.name
            if served.trouble is not None:
                found.append(f"{name}: {served.trouble}")
            elif served.post is None or not served.post.is_up():
                why = served.post.trouble() if served.post is not None else ""
                found.append(f"{name}: {bot} is not connected. {why}".rstrip())
            elif self._going.is_set() and (practice, bot) not in self._lines:
                found.append(f"{name}: {bot} is held back while it is unclear who serves it.")
        return tuple(found)

    @property
    def houses(self) -> Mapping[PracticeId, House]:
        """Every practice that has what it needs to be served."""
        return self._houses

    @property
    def desk(self) -> Desk:
        """The desk of a sole practice."""
        [house] = self._houses.values()
        return house.desk

    @property
    def rounds(self) -> Rounds:
        """The rounds of a sole practice."""
        [house] = self._houses.values()
        return house.rounds

    def _left_out(self) -> Iterator[str]:
        """What nobody does although somebody may count on it, as far as this process knows."""
        others = sorted(frozenset(Role) - self._roles)
        if others and self._office.database.is_sqlite:
            yield (
                f"Nobody does the work of {', '.join(others)}: a SQLite file has one process. "
                "Leave --role out, or keep the data in PostgreSQL."
            )
        asked = [each for each in PLATFORMS if others and each.role in self._roles]
        for practice, house in self._houses.items():
            for each in asked:
                if not each.is_served_with(self._tokens.get(practice, {})):
                    yield f"{house.practice.name}: {each.bot} has no token, so it is not served."

    def _tells_therapists(self, practice: PracticeId) -> bool:
        """Whether letters to therapists are carried at all, here or by another process."""
        tokens = self._tokens.get(practice, {})
        return _platform(THERAPISTS).is_served_with(tokens)

    # --- running --------------------------------------------------------------------------------

    async def start(self, *, ticking: bool = True) -> None:
        """Begins to hear, to carry and to tick, and looks after its leases from now on."""
        self._ticking = ticking
        for house in self._houses.values():
            self._run_desks(house)
        self._run("delivery", self.delivery.run)
        self._going.set()
        for served in self._served.values():
            if served.post is not None:
                await served.up.wait()
        self._run("leases", self._keep_looking)
        await self._look()

    async def failed(self) -> None:
        """Waits until a part that must run has ended, and raises what ended it."""
        done, _ = await asyncio.wait(
            [*self._tasks, self._ended], return_when=asyncio.FIRST_COMPLETED
        )
        for task in done:
            task.result()

    async def look_again(self) -> None:
        """Reads the practices and their tokens at once, and waits until each bot was tried."""
        await self._read()
        await self._see_to_doors()
        await self._look()
        for served in list(self._served.values()):
            await served.tried.wait()
            if served.post is not None:
                await served.up.wait()

    async def settle(self) -> None:
        """Returns when nothing that is due is on its way: for the sandbox's clock, and tests."""
        while not self._at_rest():
            worked = 0
            for house in self._houses.values():
                for desk in house.desks:
                    worked += await desk.work()
                    await desk.settled()
            # What a letter teaches when it has left may wait for a desk.
            carried = self.delivery.carries
            carried |= await self.delivery.collect() > 0
            await self.delivery.settled()
            if not worked and not carried:
                self._rested = self._office.database.changes, self._clock.now()

    def _at_rest(self) -> bool:
        """Whether nothing was written, and hardly time passed, since there was nothing to do."""
        changes, at = self._rested
        now = self._clock.now()
        is_quiet = changes == self._office.database.changes and not self.delivery.carries
        return is_quiet and at <= now < at + A_MOMENT

    async def work(self) -> int:
        """One batch of every desk; tells how many updates that were."""
        if self._at_rest():
            return 0
        return sum([await desk.work() for house in self._houses.values() for desk in house.desks])

    async def every_round(self) -> None:
        """All rounds of all practices once, for a clock that jumps."""
        for house in self._houses.values():
            await house.rounds.every()
            await house.files.work()

    async def next_due(self) -> datetime | None:
        """The next instant at which anything is due."""
        return await next_due(self._office.database, self.delivery.bots)

    async def close(self) -> None:
        """Stops hearing, then carrying; what is not done stays in the database."""
        if self._clockwork is not None:
            self._clockwork.stop()
        if self.gate is not None:
            await self.gate.close()
        for _, door in self._doors.values():
            await door.aclose()
        serving = [each.working for each in self._served.values() if each.working is not None]
        await given_up(*self._tasks, *serving)
        for house in self._houses.values():
            for desk in house.desks:
                await desk.settled()
        await self.delivery.close()
        for served in self._served.values():
            if served.post is not None:
                await served.post.closing.aclose()
        await self._leases.close()
        await self.studio.close()
        self._ended.cancel()

    def _run(self, name: str, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        self._tasks.append(asyncio.create_task(work(), name=name))

    # --- practices and their tokens -------------------------------------------------------------

    async def _read(self) -> None:
        """Reads the practices and their tokens, and opens a house for each that can be served."""
        every, tokens = await credentials(self._office, self._settings)
        if every != self._practices:
            # Every process keeps a card file of its own, wherever the numbers were changed.
            await write_cards(self._office)
            await write_erased(self._office)
        self._practices, self._tokens = every, tokens
        for practice in every:
            if (house := self._houses.get(practice.id)) is not None:
                house.practice = practice
                await house.read_scales(practice)
            elif practice.contacts is not None:
                house = House(self._office, practice, self._clock, self.delivery, self._carrier)
                self._houses[practice.id] = house
                await house.read_scales(practice)
                if self.gate is not None:
                    house.gate = self.gate
                    self.gate.metrics.serve(str(practice.id))
                    for desk in house.desks:
                        desk.watch = partial(self.gate.metrics.handled, str(practice.id))
                        desk.turns.watch = partial(self.gate.metrics.passed_over, str(practice.id))
                if self._going.is_set():
                    self._run_desks(house)

    def _run_desks(self, house: House) -> None:
        for number, desk in enumerate(house.desks):
            self._run(f"desk {house.practice.id} {number}", desk.run)
        self._run(f"pins {house.practice.id}", house.pins.run)
        self._run(f"files {house.practice.id}", house.files.run)

    def _something_to_serve(self) -> None:
        """Passes when this deployment could serve somebody; NotPossible says what is missing."""
        if not self._practices:
            raise NotPossible("There is no practice yet. Make one: portal practice create --help")
        if not self._houses:
            names = " and ".join(each.name for each in self._practices)
            raise NotPossible(
                f"{names}: no crisis contacts, so no client is served. Enter them: "
                "portal practice set --emergency 112 --line 'Crisis line, +…, day and night' "
                "--verified-by 'who checked them'"
            )
        tokens = [self._tokens.get(practice, {}) for practice in self._houses]
        if not any(platform.is_served_with(own) for platform in PLATFORMS for own in tokens):
            raise NotPossible(
                "No platform has a token, so there is nothing to serve. Set "
                "PORTAL_CLIENT_BOT_TOKEN and the two Slack tokens (.env.example says where they "
                "come from), or try the portal without any: portal sandbox"
            )
        if not self._wanted() and Role.CLOCK not in self._roles:
            asked = " ".join(f"--role {each}" for each in sorted(self._roles))
            raise NotPossible(
                f"No practice has the token that {asked} needs, so there is nothing to serve. "
                "portal check says what is missing."
            )

    def _wanted(self) -> dict[Key, Platform]:
        """Every bot that this process would serve."""
        return {
            (practice, platform.bot): platform
            for practice in self._houses
            for platform in PLATFORMS
            if platform.role in self._roles
            and platform.is_served_with(self._tokens.get(practice, {}))
        }

    def _refuse(self) -> None:
        """Ends a start in which every bot is refused; where one is left, that one is served.

        Nobody may be there to put a token right after a power cut, and help comes from every bot.
        """
        if Role.CLOCK in self._roles and self._roles != frozenset(Role):
            # The rounds are made for bots that other processes serve.
            return
        troubles = [each.trouble for each in self._served.values() if each.trouble is not None]
        if troubles and len(troubles) == len(self._wanted()):
            raise NotPossible("\n".join(dict.fromkeys(str(each) for each in troubles)))

    async def _load_libraries(self) -> None:
        """Loads the libraries of every bot, whoever serves it, where leases are taken.

        To load them stands a process still for seconds: who has leases loses them meanwhile, and
        who takes one over has no such seconds.
        """
        if self._office.database.is_sqlite:
            return
        names = [name for platform in self._wanted().values() for name in platform.loads]
        if Role.CLOCK in self._roles:
            names.append("scheduler.clockwork")
        for name in dict.fromkeys(names):
            await asyncio.to_thread(import_module, name)

    # --- doors ----------------------------------------------------------------------------------

    def _new_gate(self) -> "Gate":
        from portal.gate import Gate

        gate = Gate(self._settings, self._office, self._clock, lambda: self.unready)
        self.delivery.watch = gate.metrics.carried
        if Role.THERAPISTS in self._roles:
            make_room_for_slack(gate, self._clock)
            self._make_room_for_records(gate)
        return gate

    def _make_room_for_records(self, gate: "Gate") -> None:
        from portal.record_doors import make_room_for_records
        from portal.record_reader import RecordReader

        def reader_of(house: House) -> RecordReader:
            database, clock, studio = self._office.database, self._clock, self.studio
            return RecordReader(house, database, clock, studio, self.delivery.wake)

        make_room_for_records(gate, self._clock, reader_of)

    async def _open_gate(self) -> None:
        """Platforms may call from now on; what they bring is kept, whoever handles it."""
        if self.gate is not None:
            await self._see_to_doors()
            where = await self.gate.start()
            log.info("gate.open", listens=where)

    async def _see_to_doors(self) -> None:
        """A door for every bot that this process would serve, whoever holds its lease."""
        if self.gate is None:
            return
        wanted = self._wanted()
        for key, (tokens, door) in list(self._doors.items()):
            if key not in wanted or tokens != self._tokens.get(key[0], {}):
                del self._doors[key]
                await door.aclose()
        for key, platform in wanted.items():
            if platform.door is not None and key not in self._doors:
                house, tokens = self._houses[key[0]], self._tokens.get(key[0], {})
                door = await platform.door(self.gate, house, self._settings, tokens)
                self._doors[key] = (tokens, door)

    # --- leases ---------------------------------------------------------------------------------

    async def _keep_looking(self) -> None:
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            self._looks += 1
            try:
                if self._looks % READ_EVERY == 0:
                    await self._read()
                    await self._see_to_doors()
                await self._look()
            except (NotPossible, CrisisFileTrouble, *AWAY) as trouble:
                # What is served goes on as it is; `portal check` says what is unclear.
                log.warning("portal.look", trouble=type(trouble).__name__)

    async def _look(self) -> None:
        """Takes up what is free, lays down what is not ours any more."""
        async with self._looking:
            wanted = self._wanted()
            names = {_lease(key): key for key in wanted}
            clock = {CLOCK_LEASE} if Role.CLOCK in self._roles else set()
            stood_still = not self._leases.sure()
            try:
                held = await self._leases.look({*names, *clock})
            except LeasesUnknown as trouble:
                log.warning("leases.unknown", trouble=str(trouble))
                self._hold_back()
                return
            mine = {names[name] for name in held if name in names}
            for key in list(self._served):
                gone = key not in mine
                if gone or self._served[key].tokens != self._tokens.get(key[0], {}):
                    await self._lay_down(key)
            for key in mine:
                await self._serve(key, wanted[key])
            self._tick(now=CLOCK_LEASE in held)
            if stood_still:
                self._wake_everybody()

    def _wake_everybody(self) -> None:
        """What was left alone while it was not sure whose it is."""
        for house in self._houses.values():
            for desk in house.desks:
                desk.wake()
        self.delivery.wake()

    async def _serve(self, key: Key, platform: Platform) -> None:
        served = self._served.get(key)
        if served is None:
            served = _Served(platform, self._tokens.get(key[0], {}))
            self._served[key] = served
            served.working = asyncio.create_task(self._work(key, served), name=f"bot {key[1]}")
        elif served.post is not None and key not in self._lines and self._going.is_set():
            await self._take_up(key, served.post)

    def _hold_back(self) -> None:
        """Nothing is handled or carried while it is unclear whose it is; the ears stay.

        Who asks for help is answered all the same, by the edge, from memory.
        """
        for practice, bot in list(self._lines):
            self._lines.pop((practice, bot))
            self._houses[practice].parsers_of(bot).pop(bot, None)
        self._tick(now=False)

    async def _lay_down(self, key: Key) -> None:
        """This bot is another's now, or its tokens have changed."""
        practice, bot = key
        self._lines.pop(key, None)
        self._houses[practice].parsers_of(bot).pop(bot, None)
        self._houses[practice].acts.pop(bot, None)
        served = self._served.pop(key)
        if served.working is not None:
            await given_up(served.working)
        if served.post is not None:
            await served.post.closing.aclose()
        log.info("bot.laid-down", practice=str(practice), bot=bot)

    def _tick(self, *, now: bool) -> None:
        """The rounds are made by one process at a time."""
        if not (self._going.is_set() and self._ticking):
            return
        if now and self._clockwork is None:
            self._clockwork = self._new_clockwork()
            self._clockwork.start()
        elif not now and self._clockwork is not None:
            self._clockwork.stop()
            self._clockwork = None

    def _new_clockwork(self) -> "Clockwork":
        from scheduler.clockwork import Clockwork
        from scheduler.timetable import TIMETABLE

        def of_all(name: str) -> Callable[[], Coroutine[Any, Any, None]]:
            async def make() -> None:
                for house in list(self._houses.values()):
                    await self._round(house, name)

            return make

        rounds = {name: of_all(name) for name in ROUNDS}
        # The scheduler waits by the machine's clock, also where the portal has one of its own.
        return Clockwork(rounds, TIMETABLE, jumped=Watch(SystemClock()).jumped)

    async def _round(self, house: House, name: str) -> None:
        """One practice's round; one that raises stops no other practice's."""
        try:
            await ROUNDS[name](house.rounds)
        except Exception as trouble:
            practice = str(house.practice.id)
            log.error("round.failed", practice=practice, round=name, trouble=type(trouble).__name__)

    def _rung(self, what: str) -> None:
        """Another process has kept something for a bot that may be served here."""
        found = bell.heard(what)
        if found is None:
            return
        box, practice, bot = found
        if (practice, bot) not in self._lines:
            return
        if box == bell.INBOX:
            self._houses[practice].desk_of(bot).wake()
        else:
            self.delivery.wake()

    # --- one bot --------------------------------------------------------------------------------

    async def _work(self, key: Key, served: _Served) -> None:
        """Connects a bot, hears through it, and comes back to it when it fails."""
        house = self._houses[key[0]]
        pause = 1.0
        while True:
            try:
                served.post = await served.platform.open(
                    house, self._settings, served.tokens, self._clock
                )
                served.trouble, pause = None, 1.0
                served.tried.set()
                await self._going.wait()
                await self._take_up(key, served.post)
                served.up.set()
                await served.post.hear()
            except TryLater as trouble:
                log.warning("platform.silent", bot=key[1], reason=str(trouble), pause=pause)
            except NotPossible as trouble:
                # While the portal runs, nobody else goes without it: help comes from every bot.
                said = with_its_place(str(trouble), self._settings, house.practice, served.tokens)
                served.trouble = NotPossible(said)
                log.error("platform.refuses", practice=str(key[0]), bot=key[1], says=said)
                pause = REFUSED_PAUSE
            except Exception as trouble:
                if not isinstance(trouble, AWAY) or isinstance(trouble, FAULTS):
                    self._end(trouble)
                    raise
                kind = type(trouble).__name__
                log.warning("bot.begins-anew", bot=key[1], trouble=kind, pause=pause)
            else:
                return
            finally:
                served.tried.set()
                served.up.set()
            await self._let_go(key, served)
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    def _end(self, trouble: Exception) -> None:
        if not self._ended.done():
            self._ended.set_exception(trouble)

    async def _let_go(self, key: Key, served: _Served) -> None:
        """A bot that has to be connected anew."""
        self._lines.pop(key, None)
        self._houses[key[0]].parsers_of(key[1]).pop(key[1], None)
        post, served.post = served.post, None
        if post is not None:
            await post.closing.aclose()

    async def _take_up(self, key: Key, post: Post) -> None:
        """From now on this bot's updates are handled here, and its letters carried."""
        practice, bot = key
        async with self._taking:
            if key in self._lines:
                return
            # What whoever served it before had in hand: nobody else carries for this bot.
            await self._office.database.write(_take_over, [key])
            house = self._houses[practice]
            house.parsers_of(bot)[bot] = post.parse
            house.acts[bot] = post.act
            if post.fetch is not None:
                house.fetch = post.fetch
            self._lines[key] = post.line
        house.desk_of(bot).wake()
        self.delivery.wake()


def _take_over(connection: Connection, bots: list[Key]) -> None:
    inbox.wait_for_others(connection, bots)
    outbox.release(connection, bots)


def _lease(key: Key) -> str:
    practice, bot = key
    return f"{practice}:{bot}"


def _platform(bot: str) -> Platform:
    return next(each for each in PLATFORMS if each.bot == bot)
