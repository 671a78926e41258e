"""A workspace, a therapist and the portal's Slack edge, with an inbox in place of the desk."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from uuid import UUID

from slack_sdk.web.async_client import AsyncWebClient

from bots.slack_therapists.app import SlackIngest, build_app
from bots.slack_therapists.connection import web_client
from bots.slack_therapists.hearing import heard
from bots.slack_therapists.messenger import SlackMessenger
from care.alerts import AlertState
from conversations.envelopes import Arrived, Inbound, Picture, Shown
from conversations.flows import triage
from conversations.showing import AlertFacts, ShownForm, alert_card, snooze_form, support_form
from conversations.turn import Event, Submitted
from conversations.wording import Wording
from sandbox.slack.records import Message
from sandbox.slack.server import SlackServer

BOT, APP = "xoxb-sandbox", "xapp-sandbox"
NOT_KEPT = "This was not kept. Please try again."
NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
ENGLISH = Wording("en")
PNG = b"\x89PNG\r\n\x1a\n picture"
ALERT = AlertFacts(
    UUID("0198c0de-0000-7000-8000-000000000004"),
    "KF-12",
    "rising-anxiety",
    AlertState.OPEN,
    {"rise": 4, "days": [["2026-02-27", 5], ["2026-02-28", 7], ["2026-03-01", 9]]},
    raised_at=NINE,
    last_raised_at=NINE,
    times=1,
)


def picture(words: str = "Anxiety: 5, 7, 9", png: bytes = PNG) -> Picture:
    return Picture(png, "anxiety.png", words)


def card(shown_picture: Picture | None = None, alert: AlertFacts = ALERT) -> Shown:
    return alert_card(alert, ENGLISH, shown_picture)


def support(suggestion: int = 0) -> ShownForm:
    return support_form(ALERT, ENGLISH, ENGLISH, None, suggestion)


def snooze() -> ShownForm:
    times = dict.fromkeys(triage.SNOOZES, NINE + timedelta(days=1))
    return snooze_form(ALERT, ENGLISH, times)


def check(submitted: Submitted) -> Mapping[str, str]:
    """What the portal hands in: the flow's own check, in the practice's language."""
    found = triage.problems(submitted.form, submitted.values)
    return {name: ENGLISH.say(line.key, line.args) for name, line in found.items()}


LITTLE = 0.3
"""Seconds of Slack's patience, where nothing is acknowledged: a busy machine may need them all."""


class World:
    """Everything on both sides of the wire."""

    def __init__(self) -> None:
        self.now = NINE
        self.slack = SlackServer(lambda: self.now)
        self.slack.state.limited = False
        self.app = self.slack.add_app(BOT, APP)
        self.mara = self.slack.add_person("Mara", user_id="U1")
        # What was kept, by its unique id, and every attempt to keep something.
        self.inbox: dict[str, Arrived] = {}
        self.attempts: list[str] = []
        self.failures = 0
        self.news = asyncio.Event()

    async def receive(self, arrived: Sequence[Arrived]) -> None:
        """The inbox: unique by id, and out of order as often as a test wants."""
        self.attempts += [one.update_id for one in arrived]
        self.news.set()
        if self.failures:
            self.failures -= 1
            raise OSError("the disk is full")
        self.inbox |= {one.update_id: one for one in arrived}

    @asynccontextmanager
    async def client(self, token: str = BOT) -> AsyncIterator[AsyncWebClient]:
        async with web_client(token, self.slack.url) as client:
            yield client

    @asynccontextmanager
    async def listening(
        self,
        app_token: str = APP,
        *,
        ping_interval: float = 5.0,
        on_reconnect: Callable[[], Awaitable[None]] | None = None,
    ) -> AsyncIterator[SlackIngest]:
        """The therapists' app, connected."""
        async with self.client() as client:
            app = build_app(client, self.receive, check, NOT_KEPT)
            ingest = SlackIngest(
                app, app_token, ping_interval=ping_interval, on_reconnect=on_reconnect
            )
            running = asyncio.create_task(ingest.run())
            try:
                await asyncio.wait_for(ingest.connected.wait(), 60)
                yield ingest
            finally:
                await ingest.close()
                await running

    @asynccontextmanager
    async def messenger(self, token: str = BOT) -> AsyncIterator[SlackMessenger]:
        async with self.client(token) as client:
            yield SlackMessenger(client, waits=(0.0, 0.0))

    async def attempted(self, number: int) -> None:
        async with asyncio.timeout(60):
            while len(self.attempts) < number:
                await self.news.wait()
                self.news.clear()

    @property
    def inbounds(self) -> list[Inbound | None]:
        return [heard(one.body) for one in self.inbox.values()]

    @property
    def events(self) -> list[Event]:
        return [one.event for one in self.inbounds if one is not None]

    @property
    def last(self) -> Message:
        return self.mara.direct_messages()[-1]

    def calls(self, method: str) -> int:
        return sum(call.method == method for call in self.slack.calls)
