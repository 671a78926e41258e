"""A whole portal against a local Telegram and Slack, with a clock that can be moved.

It is what `portal sandbox` opens, what the tour is played in, and what the tests stand on. The
portal inside is the real one: it reaches the two servers through the settings that name them.
"""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

from bots.slack_therapists.manifest import EVENTS, SCOPES
from care.people import PracticeId
from portal.clock import ClockRunsForward, MovableClock
from portal.commands import (
    NotPossible,
    Office,
    client_invite,
    practice_create,
    therapist_add,
)
from portal.opening import username_of
from portal.settings import Settings, load
from portal.wiring import Portal
from sandbox import postgresql
from sandbox.slack.person import Person as SlackPerson
from sandbox.slack.server import SlackServer
from sandbox.telegram import TelegramServer
from store import migrate
from store.database import Database
from store.key_file import create_key_file, load_key_file

BOT = "harbour_practice_bot"
BOT_TOKEN = "100200300:sandbox-token-for-the-client-bot-abc"  # noqa: S105 - opens nothing real
GROUP_BOT = "harbour_group_bot"
GROUP_BOT_TOKEN = "200300400:sandbox-token-for-the-group-bot-abc"  # noqa: S105 - opens nothing real
SLACK_BOT_TOKEN = "xoxb-sandbox-1"  # noqa: S105 - opens nothing real
SLACK_APP_TOKEN = "xapp-sandbox-1"  # noqa: S105 - opens nothing real
SLACK_SIGNING_SECRET = "sandbox0signing0secret"  # noqa: S105 - opens nothing real
WEBHOOK_SECRET = "sandbox-webhook-secret"  # noqa: S105 - opens nothing real
THERAPIST = "U0MIRA"
PRACTICE = "Harbour Practice"
MADE_UP_LINES = (
    "Sandbox crisis line (made up), +00 000 0000001, day and night",
    "Sandbox chat line (made up), +00 000 0000002, 10-22",
)
PATIENCE = 60.0
"""Real seconds after which a sandbox that does not come to rest is a fault."""


class Restless(RuntimeError):
    """The portal did not come to rest: something is handled again and again."""


class Company(Protocol):
    """Whoever in the sandbox does something by themselves as time moves on."""

    async def next_act(self, now: datetime) -> datetime | None: ...

    async def act(self, now: datetime) -> None: ...


class Sandboxed:
    """The two servers, the portal between them, and the clock of all three."""

    def __init__(
        self,
        settings: Settings,
        office: Office,
        clock: MovableClock,
        telegram: TelegramServer,
        slack: SlackServer,
    ) -> None:
        self.settings = settings
        self.office = office
        self.clock = clock
        self.telegram = telegram
        self.slack = slack
        self.portal: Portal | None = None
        self.company: Company | None = None

    async def start(self, *, ticking: bool = False) -> None:
        """Starts the portal; it must have a practice with crisis contacts by now."""
        self.portal = await Portal.assemble(self.settings, self.office, self.clock)
        if self.settings.slack_signing_secret is not None and self.portal.gate is not None:
            # What somebody enters on the pages of the Slack app.
            [practice] = self.portal.houses
            [app] = self.slack.state.workspace.apps
            app.request_url = f"{self.portal.gate.url}/slack/{practice}/events"
        await self.portal.start(ticking=ticking)

    async def stop(self) -> None:
        """Stops the portal, as a restart does; the servers go on."""
        if self.portal is not None:
            await self.portal.close()
            self.portal = None

    def slack_person(self, user_id: str) -> SlackPerson:
        """A member of the workspace, to act as."""
        return SlackPerson(
            self.slack.state, self.slack.courier, self.slack.state.workspace.members[user_id]
        )

    async def settle(self) -> None:
        """Returns when everything that people did has been heard, handled and answered."""
        async with asyncio.timeout(PATIENCE):
            while True:
                await self._heard()
                if self.portal is None:
                    return
                await self.portal.settle()
                await self.slack.settled()
                if not self._unheard() and not await self.portal.work():
                    # The desk may have taken a batch of its own just before: its letters leave now.
                    await self.portal.settle()
                    if not self._unheard():
                        return

    async def tick(self) -> None:
        """All rounds once, and whatever follows from them."""
        if self.portal is not None:
            await self.portal.every_round()
        await self.settle()
        if self.company is not None:
            await self.company.act(self.clock.now())
            await self.settle()

    async def advance(self, to: datetime) -> None:
        """Moves the clock, stepping through every instant at which something is due."""
        await self.settle()
        steps = 0
        while (due := await self.next_due()) is not None and due <= to:
            self.reach(due)
            await self.tick()
            steps += 1
            if steps > 10_000:
                raise Restless(f"something due at {due} stays due")
        self.reach(to)
        await self.tick()

    def reach(self, instant: datetime) -> None:
        """Moves the clock to an instant, which may have come by itself: it goes on meanwhile."""
        with suppress(ClockRunsForward):
            self.clock.jump(instant)

    async def next_due(self) -> datetime | None:
        """The next instant at which anything is due, or somebody does something by themselves."""
        if self.portal is None:
            return None
        found = [await self.portal.next_due()]
        if self.company is not None:
            found.append(await self.company.next_act(self.clock.now()))
        return min((each for each in found if each is not None), default=None)

    async def pass_time(self, **span: float) -> None:
        """Moves the clock ahead by this much."""
        await self.advance(self.clock.now() + timedelta(**span))

    async def _heard(self) -> None:
        # Telegram counts an update as taken when the next poll confirms it.
        while self._unheard():
            if self.portal is None:
                return
            await asyncio.sleep(0.002)

    def _unheard(self) -> bool:
        return any(bot.updates.count() for bot in self.telegram.world.bots.values())


@contextmanager
def database_for(engine: str) -> Iterator[str | None]:
    """The address of a database to play in: None for a file in the sandbox's own folder."""
    if engine == "sqlite":
        yield None
        return
    with ExitStack() as running:
        try:
            port = running.enter_context(postgresql.server())
        except postgresql.NoPostgres as trouble:
            raise NotPossible(
                f"PostgreSQL cannot be started here: {trouble}. Debian's package is postgresql; "
                "without it: portal sandbox --database sqlite"
            ) from None
        yield f"postgresql://{postgresql.ACCOUNT}@127.0.0.1:{port}/postgres"


@asynccontextmanager
async def sandboxed(
    folder: Path,
    starts: datetime,
    *,
    running: bool = True,
    database_url: str | None = None,
    webhooks: bool = False,
    sealed_tokens: bool = False,
    groups: bool = False,
    records: bool = False,
    http_port: int = 0,
) -> AsyncIterator[Sandboxed]:
    """A sandbox in this folder: servers up, database and key file made, no practice yet.

    webhooks: Telegram and Slack call the portal, instead of being asked. sealed_tokens: no token
    stands in the settings; each practice is to be given its own. groups: there is a bot for
    therapy groups too. records: therapists reach the record page, from this machine.
    http_port: where the portal is called and read; any that is free unless one is named.
    """
    clock = MovableClock(starts, running=running)
    telegram, slack = TelegramServer(clock.now), SlackServer(clock.now)
    telegram.add_bot(BOT_TOKEN, BOT, PRACTICE)
    if groups:
        telegram.add_bot(GROUP_BOT_TOKEN, GROUP_BOT, f"{PRACTICE}, groups")
    slack.add_app(
        SLACK_BOT_TOKEN,
        SLACK_APP_TOKEN,
        name="Portal",
        signing_secret=SLACK_SIGNING_SECRET,
        # What the manifest asks for and nothing more, so that nothing else is ever used.
        events=EVENTS,
        scopes=SCOPES,
    )
    telegram_url, slack_url = await telegram.start(), await slack.start()
    settings = load(
        {
            "PORTAL_DATABASE_URL": database_url or f"sqlite:///{folder / 'portal.db'}",
            "PORTAL_KEY_FILE": str(folder / "portal.key"),
            "PORTAL_CRISIS_FILE": str(folder / "crisis_cards.json"),
            "PORTAL_TELEGRAM_API_URL": telegram_url,
            "PORTAL_SLACK_API_URL": slack_url,
            **({} if sealed_tokens else _tokens(webhooks=webhooks, groups=groups)),
            **({"PORTAL_HTTP_PORT": str(http_port)} if records else {}),
            **(_called(http_port) if webhooks else {}),
        },
        folder / "no.env",
    )
    database = Database(settings.database_url)
    world: Sandboxed | None = None
    try:
        await database.write(migrate.upgrade)
        if not settings.key_file.exists():
            (folder / "second-copy").mkdir(exist_ok=True)
            create_key_file(settings.key_file, folder / "second-copy" / "portal.key")

        async def username(practice: PracticeId) -> str:
            return await username_of(office, settings, practice)

        office = Office(
            database,
            load_key_file(settings.key_file),
            clock,
            settings.crisis_file,
            username,
        )
        world = Sandboxed(settings, office, clock, telegram, slack)
        yield world
    finally:
        if world is not None:
            await world.stop()
        await database.close()
        await telegram.stop()
        await slack.stop()


def _tokens(*, webhooks: bool, groups: bool) -> dict[str, str]:
    """The tokens of a sole practice."""
    heard = (
        {"PORTAL_SLACK_SIGNING_SECRET": SLACK_SIGNING_SECRET}
        if webhooks
        else {"PORTAL_SLACK_APP_TOKEN": SLACK_APP_TOKEN}
    )
    return {
        "PORTAL_CLIENT_BOT_TOKEN": BOT_TOKEN,
        "PORTAL_SLACK_BOT_TOKEN": SLACK_BOT_TOKEN,
        **({"PORTAL_GROUP_BOT_TOKEN": GROUP_BOT_TOKEN} if groups else {}),
        **heard,
    }


def _called(port: int) -> dict[str, str]:
    """Settings for a portal that is called: at this port, or for 0 at one that is free now."""
    with socket.create_server(("127.0.0.1", port)) as free:
        port = free.getsockname()[1]
    return {
        "PORTAL_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "PORTAL_WEBHOOK_SECRET": WEBHOOK_SECRET,
        "PORTAL_HTTP_PORT": str(port),
    }


async def furnish(world: Sandboxed, *, zone_name: str = "Europe/Berlin") -> str:
    """A made-up practice with one therapist and one invited client; tells the invitation link."""
    await open_practice(world, zone_name=zone_name)
    _, link = await invite(world)
    return link


async def open_practice(
    world: Sandboxed, *, zone_name: str = "Europe/Berlin", therapist: str = "Mira Winter"
) -> None:
    """A made-up practice with crisis contacts and one therapist, and no client yet."""
    await practice_create(
        world.office,
        name=PRACTICE,
        zone_name=zone_name,
        emergency="000 (made up)",
        lines=MADE_UP_LINES,
        verified_by="the sandbox",
    )
    await hire(world, therapist, THERAPIST, zone_name=zone_name)


async def hire(
    world: Sandboxed, name: str, user_id: str, *, zone_name: str = "Europe/Berlin"
) -> None:
    """A therapist in the workspace who gets alerts there."""
    world.slack.add_person(name, user_id=user_id, tz=zone_name)
    await therapist_add(world.office, name=name, slack_user=user_id)


async def invite(world: Sandboxed, **options: Any) -> tuple[str, str]:
    """A new client, who has not joined yet: the code and the link."""
    invited = await client_invite(world.office, **options)
    return str(invited["client"]), str(invited["link"])
