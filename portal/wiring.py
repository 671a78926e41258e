"""The composition root: the one place that knows every part, and puts them together."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from contextlib import AsyncExitStack, suppress
from typing import Any, TypeVar
from uuid import uuid4

import structlog

from care.practice import Practice
from charts.drawing import Studio
from conversations import showing
from conversations.contents import CrisisReason
from conversations.envelopes import CLIENTS, THERAPISTS, Arrived, Inbound, Shown, TryLater
from conversations.flows import checkin, triage
from conversations.turn import Submitted, Tapped
from conversations.wording import FALLBACK, guessed, languages, wording
from portal import crisis_file
from portal.buckets import Pace
from portal.clock import Clock
from portal.commands import NotPossible, Office, write_cards
from portal.crisis_file import CrisisFileTrouble
from portal.delivery import Delivery, Line
from portal.desk import Desk, Parser, asks_for_help
from portal.rounds import Rounds, next_due
from portal.scene import AnswerTap, DirectAct, RefillForm, ShowCard, ShowForm
from portal.settings import Settings
from scheduler.clockwork import Clockwork
from scheduler.timetable import TIMETABLE
from store import outbox, practices

log = structlog.get_logger()

R = TypeVar("R")

COMMANDS_SHOWN = ("checkin", "progress", "settings", "privacy", "help", "stop")


class Portal:
    """Everything of one practice, running: ears, desk, rounds, carrier, voices."""

    def __init__(
        self, settings: Settings, office: Office, clock: Clock, practice: Practice
    ) -> None:
        self._settings = settings
        self._office = office
        self._clock = clock
        self._practice = practice
        # Read once, at start: from here on the card needs neither database nor key.
        self._card = crisis_file.load(office.crisis_cards)[practice.id]
        self._memory = office.memory(practice.id)
        self._carrier = f"carrier-{uuid4()}"
        self._stack = AsyncExitStack()
        self._tasks: list[asyncio.Task[Any]] = []
        self._ears: list[tuple[str, Callable[[], Coroutine[Any, Any, None]]]] = []
        self._parsers: dict[str, Parser] = {}
        self._lines: dict[tuple[Any, str], Line] = {}
        self._acts: dict[str, Callable[[DirectAct], Awaitable[None]]] = {}
        self.studio = Studio()
        self.delivery = Delivery(
            office.database, self._lines, clock, self.studio, carrier=self._carrier
        )
        self.desk = Desk(
            office.database,
            self._memory,
            self._parsers,
            clock,
            carrier=self._carrier,
            hand_over=self.delivery.hand_over,
            direct=self._act,
        )
        self.rounds = Rounds(
            office.database,
            self._memory,
            clock,
            carrier=self._carrier,
            hand_over=self.delivery.hand_over,
        )
        self.clockwork = Clockwork(
            {
                "plan": self.rounds.plan,
                "check_ins": self.rounds.check_ins,
                "alerts": self.rounds.alerts,
                "retention": self.rounds.retention,
            },
            TIMETABLE,
        )

    @classmethod
    async def assemble(cls, settings: Settings, office: Office, clock: Clock) -> "Portal":
        """A portal for the sole practice of this deployment, its platforms connected and tried."""
        practice = await sole_practice(office)
        await write_cards(office)
        portal = cls(settings, office, clock, practice)
        try:
            if settings.client_bot_token is not None:
                await portal._hear_clients(settings.client_bot_token.get_secret_value())
            if settings.slack_bot_token is not None and settings.slack_app_token is not None:
                await portal._hear_therapists(
                    settings.slack_bot_token.get_secret_value(),
                    settings.slack_app_token.get_secret_value(),
                )
        except BaseException:
            await portal.close()
            raise
        return portal

    async def start(self, *, ticking: bool = True) -> None:
        """Begins to hear, to carry and to tick. What an earlier run had claimed is free again."""
        if self._office.database.is_sqlite:
            # Alone on this file: nobody else can be carrying these letters.
            await self._office.database.write(outbox.release_all)
        self._run("desk", self.desk.run)
        self._run("delivery", self.delivery.run)
        for name, hear in self._ears:
            self._run(name, hear)
        if ticking:
            self.clockwork.start()

    async def failed(self) -> None:
        """Waits until a part that must run has ended, and raises what ended it."""
        done, _ = await asyncio.wait(self._tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()

    async def settle(self) -> None:
        """Returns when nothing that is due is on its way: for the sandbox's clock, and tests."""
        while True:
            worked = await self.desk.work()
            await self.desk.settled()
            carried = await self.delivery.collect()
            await self.delivery.settled()
            if not worked and not carried:
                return

    async def next_due(self) -> Any:
        """The next instant at which anything is due."""
        return await next_due(self._office.database)

    async def close(self) -> None:
        """Stops hearing, then carrying; what is not done stays in the database."""
        self.clockwork.stop()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.desk.settled()
        await self.delivery.close()
        await self._stack.aclose()
        await self.studio.close()

    def _run(self, name: str, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        self._tasks.append(asyncio.create_task(work(), name=name))

    # --- clients ---------------------------------------------------------------------------

    async def _hear_clients(self, token: str) -> None:
        from bots.telegram_clients.connection import BadToken
        from bots.telegram_clients.hearing import heard
        from bots.telegram_clients.ingest import Ingest, TwoPollers
        from bots.telegram_clients.messenger import TelegramMessenger

        api_url = self._settings.telegram_api_url
        messenger = TelegramMessenger(token, api_url)
        self._stack.push_async_callback(messenger.close)
        ingest = Ingest(
            token,
            api_url,
            receive=self._receiver(CLIENTS),
            safety_net=self._rescue,
            messenger=messenger,
        )
        username = await self._patiently(ingest.check, BadToken)
        log.info("clients.connected", bot=username)

        async def dress() -> None:
            await messenger.dress(*_dress())

        await self._patiently(dress, BadToken)
        self._parsers[CLIENTS] = heard
        self._lines[self._practice.id, CLIENTS] = Line(self._memory, messenger, Pace(self._clock))

        async def act(what: DirectAct) -> None:
            match what:
                case AnswerTap(ref, text):
                    await messenger.answer(ref, text)
                case ShowCard(to) if (card := self._rescue(to)) is not None:
                    await messenger.send(to.address, card, None)
                case _:
                    return

        self._acts[CLIENTS] = act

        async def hear() -> None:
            try:
                await ingest.run()
            except (BadToken, TwoPollers) as trouble:
                raise NotPossible(str(trouble)) from None

        self._ears.append(("clients", hear))

    def _rescue(self, inbound: Inbound) -> Shown | None:
        """The crisis card when inbox or desk are away: from the card in memory, nothing else."""
        if not asks_for_help(inbound):
            return None
        critical = isinstance(inbound.event, Tapped) and checkin.is_critical_tap(
            inbound.event.question, inbound.event.choice
        )
        # Numbers that were changed meanwhile stand in the file; without it, those read at start.
        with suppress(CrisisFileTrouble, KeyError):
            self._card = crisis_file.load(self._office.crisis_cards)[self._practice.id]
        words = wording(guessed((inbound.language, self._card.locale)))
        reason = CrisisReason.CRITICAL if critical else CrisisReason.ASKED
        return showing.crisis_card(self._card.contacts, words, reason, is_client=False)

    # --- therapists ------------------------------------------------------------------------

    async def _hear_therapists(self, bot_token: str, app_token: str) -> None:
        from bots.slack_therapists.app import BadToken, SlackIngest, build_app
        from bots.slack_therapists.connection import web_client
        from bots.slack_therapists.hearing import heard
        from bots.slack_therapists.messenger import SlackMessenger

        client = await self._stack.enter_async_context(
            web_client(bot_token, self._settings.slack_api_url)
        )
        words = wording(self._practice.locale)
        app = build_app(
            client, self._receiver(THERAPISTS), self._problems, words.say("still-trying")
        )
        ingest = SlackIngest(app, app_token)
        await self._patiently(ingest.check, BadToken)
        log.info("therapists.connected")
        messenger = SlackMessenger(client)
        self._parsers[THERAPISTS] = heard
        self._lines[self._practice.id, THERAPISTS] = Line(
            self._memory, messenger, Pace(self._clock)
        )

        async def act(what: DirectAct) -> None:
            match what:
                case ShowForm(trigger, form):
                    await messenger.open_form(trigger, form)
                case RefillForm(view, form):
                    await messenger.update_form(view, form)
                case AnswerTap() | ShowCard():
                    return

        self._acts[THERAPISTS] = act
        self._stack.push_async_callback(ingest.close)

        async def hear() -> None:
            try:
                await ingest.run()
            except BadToken as trouble:
                raise NotPossible(str(trouble)) from None

        self._ears.append(("therapists", hear))

    def _problems(self, submitted: Submitted) -> Mapping[str, str]:
        words = wording(self._practice.locale)
        found = triage.problems(submitted.form, submitted.values)
        return {name: words.say(line.key, line.args) for name, line in found.items()}

    async def _patiently(self, check: Callable[[], Awaitable[R]], refused: type[Exception]) -> R:
        """Tries until the platform answers: a machine may start before its network does."""
        pause = 1.0
        while True:
            try:
                return await check()
            except refused as trouble:
                raise NotPossible(str(trouble)) from None
            except TryLater as trouble:
                log.warning("platform.silent", reason=str(trouble), pause=pause)
            await asyncio.sleep(pause)
            pause = min(pause * 2, 60.0)

    # --- both ------------------------------------------------------------------------------

    def _receiver(self, bot: str) -> Callable[[Sequence[Arrived]], Awaitable[None]]:
        async def receive(arrived: Sequence[Arrived]) -> None:
            await self.desk.receive(bot, arrived)

        return receive

    async def _act(self, bot: str, what: DirectAct) -> None:
        act = self._acts.get(bot)
        if act is not None:
            await act(what)


async def sole_practice(office: Office) -> Practice:
    """The practice that the tokens in the environment serve; NotPossible says what is missing."""
    found = await office.database.read(practices.every)
    if not found:
        raise NotPossible("There is no practice yet. Make one: portal practice create --help")
    if len(found) > 1:
        raise NotPossible(
            "Tokens in the environment serve one practice, and this database holds "
            f"{len(found)}. Give each its own deployment."
        )
    if found[0].contacts is None:
        raise NotPossible(
            f"{found[0].name} has no crisis contacts, so no client is served. Enter them: "
            "portal practice set --emergency 112 --line 'Crisis line, +…, day and night' "
            "--verified-by 'who checked them'"
        )
    return found[0]


def _dress() -> tuple[dict[str, list[tuple[str, str]]], dict[str, str]]:
    """The bot's command menu and short description in every language; "" is the fallback."""
    commands, about = {}, {}
    for language in languages():
        words = wording(language)
        place = "" if language == FALLBACK else language
        commands[place] = [(name, words.say(f"command-{name}")) for name in COMMANDS_SHOWN]
        about[place] = words.say("bot-about")
    return commands, about


async def bot_username(settings: Settings) -> str:
    """The client bot's username, asked of Telegram; NotPossible when there is no token."""
    if settings.client_bot_token is None:
        raise NotPossible(
            "An invitation is a link to the client bot, so its token is needed: set "
            "PORTAL_CLIENT_BOT_TOKEN. To try the portal without any token: portal sandbox"
        )
    from bots.telegram_clients.connection import BadToken
    from bots.telegram_clients.ingest import Ingest
    from bots.telegram_clients.messenger import TelegramMessenger

    token = settings.client_bot_token.get_secret_value()
    messenger = TelegramMessenger(token, settings.telegram_api_url)
    try:

        async def nothing(_: Sequence[Arrived]) -> None:
            return

        ingest = Ingest(
            token,
            settings.telegram_api_url,
            receive=nothing,
            safety_net=lambda _: None,
            messenger=messenger,
        )
        return await ingest.check()
    except BadToken as trouble:
        raise NotPossible(str(trouble)) from None
    except TryLater as trouble:
        raise NotPossible(
            f"Telegram does not answer ({trouble}), and the invitation needs the bot's name. "
            "Try again when the network is there."
        ) from None
    finally:
        await messenger.close()
