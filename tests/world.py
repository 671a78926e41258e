"""A whole portal for tests: real libraries on both sides of the wire, and a clock the test turns.

The portal inside is the one of `portal sandbox`; people act through the two servers only.
"""

import asyncio
import re
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import pytest

from care.people import ClientId
from portal.sandboxed import (
    BOT,
    PATIENCE,
    THERAPIST,
    Sandboxed,
    hire,
    invite,
    open_practice,
    sandboxed,
)
from portal.wiring import Portal
from sandbox.slack.person import Person as SlackPerson
from sandbox.slack.records import Message as SlackMessage
from sandbox.telegram import Message, Person
from store import alerts, check_ins, inbox, outbox, people, practices
from store.alerts import Alert
from store.database import Database
from store.memory import Memory
from store.one_hop import SqliteConnection
from tests import databases, studios

R = TypeVar("R")

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = datetime(2026, 11, 2, 9, 30, tzinfo=BERLIN)
"""A Monday morning in working hours; nothing about the zone changes in the weeks after it."""

TIMES = {
    "morning": "In the morning, 08:30",
    "midday": "At midday, 12:30",
    "evening": "In the evening, 19:30",
}
PHQ9 = "PHQ-9, about 2 minutes"
GAD7 = "GAD-7, about 2 minutes"
CHOICES = ("Not at all", "Several days", "More than half the days", "Nearly every day")


class Client:
    """A made-up client, who taps and reads as a person does."""

    def __init__(self, world: "World", person: Person, code: str, link: str) -> None:
        self.world = world
        self.person = person
        self.code = code
        self.link = link

    @property
    def received(self) -> list[Message]:
        """What the bot has in this chat, oldest first."""
        return [message for message in self.person.chat(BOT) if message.from_bot]

    @property
    def texts(self) -> list[str]:
        return [message.text or message.caption for message in self.received]

    @property
    def last(self) -> str:
        """The words of the newest message of the bot."""
        return self.texts[-1] if self.received else ""

    def told(self, words: str) -> int:
        """How many messages hold these words."""
        return sum(words in text for text in self.texts)

    def labels(self, message: Message | None = None) -> list[str]:
        """The buttons of a message, the newest one unless another is named."""
        shown = message or self.received[-1]
        return [button.label for row in shown.buttons for button in row]

    def holding(self, words: str) -> Message:
        """The newest message with these words."""
        return next(each for each in reversed(self.received) if words in each.text)

    async def tap(self, *labels: str) -> None:
        """Taps these buttons one after the other, the newest that fits."""
        for label in labels:
            self.person.tap(BOT, label)
            await self.world.settle()

    async def say(self, words: str) -> None:
        self.person.say(BOT, words)
        await self.world.settle()

    async def join(self, at: str = "evening") -> "Client":
        """From the link to the first question."""
        self.person.open_link(self.link)
        await self.world.settle()
        await self.tap("I agree", TIMES[at])
        return self

    async def pulse(self, mood: int, anxiety: int, sleep: int) -> None:
        await self.tap(str(mood), str(anxiety), str(sleep))

    async def go_on(self, *days: int) -> None:
        """Answers the pulse on these evenings, so that messages keep coming as usual."""
        for day in days:
            await self.world.until(day)
            await self.pulse(5, 5, 5)

    async def answer(self, *values: int, name: str = PHQ9) -> None:
        """Opens a questionnaire that is offered and answers it, item by item."""
        await self.tap(name, "Begin", *(CHOICES[value] for value in values))

    @property
    def id(self) -> ClientId:
        return self.world.ids[self.code]


class World:
    """A practice in Berlin with one therapist, and everything around it."""

    def __init__(self, sandbox: Sandboxed, memory: Memory) -> None:
        self.sandbox = sandbox
        self.memory = memory
        self.mira: SlackPerson = sandbox.slack_person(THERAPIST)
        self.ids: dict[str, ClientId] = {}

    # --- people

    async def invite(self, name: str = "Ana", language: str = "en", **options: Any) -> Client:
        """A client with a link and a telephone, who has done nothing yet."""
        code, link = await invite(self.sandbox, **options)
        found = await self.read(people.client_coded, code)
        assert found is not None
        self.ids[code] = found.id
        person = self.sandbox.telegram.add_person(name, language)
        return Client(self, person, code, link)

    async def join(self, name: str = "Ana", *, at: str = "evening", **options: Any) -> Client:
        """A client who has joined and has the first pulse open."""
        return await (await self.invite(name, **options)).join(at)

    async def therapist(self, name: str, user_id: str) -> SlackPerson:
        """A second therapist of the practice."""
        await hire(self.sandbox, name, user_id)
        return self.sandbox.slack_person(user_id)

    # --- what the therapist sees and does

    @property
    def cards(self) -> list[SlackMessage]:
        """What the therapist has got, oldest first."""
        return self.mira.direct_messages()

    def card(self, words: str) -> SlackMessage:
        """The newest message to the therapist that holds these words."""
        return next(each for each in reversed(self.cards) if words in spoken(each))

    def told(self, words: str) -> int:
        """How many messages to the therapist hold these words, and not in the middle of another.

        A client's code is words too: in *skilled-orchard* nobody wrote “kill” or “hard”.
        """
        from_its_beginning = re.compile(rf"(?<!\w){re.escape(words)}")
        return sum(from_its_beginning.search(spoken(each)) is not None for each in self.cards)

    async def press(self, label: str, on: SlackMessage | None = None) -> None:
        await self.mira.press(label, ts=on.ts if on else None)
        await self.settle()

    async def support(self, on: SlackMessage, text: str | None = None) -> None:
        """Opens the form, perhaps writes other words, and sends it."""
        await self.press("Send support", on)
        if text is not None:
            self.mira.fill("text", text)
        assert await self.mira.submit() == {}
        await self.settle()

    # --- time

    @property
    def now(self) -> datetime:
        return self.sandbox.clock.now()

    async def settle(self) -> None:
        await self.sandbox.settle()

    async def until(self, days: int, clock: str = "19:30", zone: ZoneInfo = BERLIN) -> None:
        """Goes on, through everything due, to this wall-clock time so many days after the start."""
        await self.sandbox.advance(at(days, clock, zone))

    async def pass_time(self, **span: float) -> None:
        await self.sandbox.pass_time(**span)

    async def heard(self) -> None:
        """Waits until the portal has kept everything and worked once, at rest or not."""
        bot = self.sandbox.telegram.world.bot_named(BOT)
        await self.seen(lambda: not bot.updates.count())
        await self.portal.desk.work()

    async def seen(self, condition: Callable[[], object], seconds: float = 60) -> None:
        """Waits for something to be seen while the portal cannot come to rest."""
        async with asyncio.timeout(seconds):
            while not condition():  # noqa: ASYNC110 - what is seen on a platform has no event
                await asyncio.sleep(0.01)

    def leap(self, **span: float) -> None:
        """Moves the clock in one step: whatever was due in between was slept through."""
        self.sandbox.clock.jump(self.now + timedelta(**span))

    # --- the portal

    @property
    def portal(self) -> Portal:
        assert self.sandbox.portal is not None
        return self.sandbox.portal

    @property
    def database(self) -> Database:
        return self.sandbox.office.database

    async def restart(self) -> None:
        await self.sandbox.stop()
        await self.sandbox.start()

    async def read(self, function: Callable[..., R], *args: Any) -> R:
        """Asks the store, as this practice."""
        return await self.database.read(function, self.memory, *args)

    async def write(self, function: Callable[..., R], *args: Any) -> R:
        return await self.database.write(function, self.memory, *args)

    async def alerts(self, client: Client) -> tuple[Alert, ...]:
        return await self.read(alerts.of_client, client.id)

    async def attendance(self, client: Client, instrument: str = "pulse") -> dict[date, bool]:
        """The check-ins of one instrument that are over, by date: answered or missed."""
        found = await self.read(check_ins.attendance, client.id, MONDAY.date(), instrument)
        return dict(found.check_ins)

    async def waiting(self) -> dict[str, int]:
        """How many updates are in each state."""
        return await self.database.read(inbox.counts)

    async def letters(self) -> dict[str, int]:
        """How many letters are in each state."""
        return await self.database.read(outbox.counts)


def at(days: int, clock: str, zone: ZoneInfo = BERLIN) -> datetime:
    """A wall-clock time so many days after the Monday on which every test begins."""
    day = MONDAY.date() + timedelta(days=days)
    return datetime.combine(day, time.fromisoformat(clock), tzinfo=zone)


def spoken(message: SlackMessage) -> str:
    """Everything that a message in Slack says, one paragraph a line."""
    lines = []
    for block in message.blocks:
        match block:
            case {"type": "header" | "section", "text": {"text": text}}:
                lines.append(text)
            case {"type": "context", "elements": elements}:
                lines += [str(each.get("text", "")) for each in elements]
    return "\n".join(lines or [message.text])


def has_picture(message: SlackMessage) -> bool:
    return any(block["type"] == "image" for block in message.blocks) or bool(message.files)


@asynccontextmanager
async def world(
    folder: Path,
    *,
    starts: datetime = MONDAY,
    database_url: str | None = None,
    therapist: str = "Mira Winter",
    running: bool = True,
    start: bool = True,
    webhooks: bool = False,
    groups: bool = False,
    records: bool = False,
) -> AsyncIterator[World]:
    """A practice with its therapist, and the portal running between two servers."""
    if database_url is None:
        await asyncio.to_thread(databases.lay_down, folder / "portal.db")
    asked = sandboxed(
        folder,
        starts,
        running=running,
        database_url=database_url,
        webhooks=webhooks,
        groups=groups,
        records=records,
    )
    with statements_where_they_run(), studios.lent():
        async with asked as sandbox:
            await open_practice(sandbox, therapist=therapist)
            [practice] = await sandbox.office.database.read(practices.every)
            made = World(sandbox, sandbox.office.memory(practice.id))
            if start:
                await sandbox.start()
                await _heard_by_slack(sandbox)
            yield made


@asynccontextmanager
async def copied(file: Path, folder: Path) -> AsyncIterator[Database]:
    """A copy of a SQLite database of few rows, in this folder, for as long as the block lasts."""
    database = Database(f"sqlite:///{shutil.copy(file, folder)}")
    with statements_where_they_run():
        try:
            yield database
        finally:
            await database.close()


@contextmanager
def statements_where_they_run() -> Iterator[None]:
    """Few rows are in a world, and its disk is memory: nothing but waiting goes to SQLite's thread.

    That is who has to wait for somebody else to write; on PostgreSQL all is waited for as ever.
    """

    async def commit(connection: SqliteConnection) -> None:
        connection._conn.commit()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SqliteConnection, "is_brief", property(lambda _: True, lambda *_: None))
        patch.setattr(SqliteConnection, "commit", commit)
        yield


async def _heard_by_slack(sandbox: Sandboxed) -> None:
    """Waits for the portal's connection: without one, a press or a command is lost, as at Slack."""
    slack = sandbox.slack
    async with asyncio.timeout(PATIENCE):
        for app in slack.state.workspace.apps:
            if not app.request_url:
                await slack.sockets.connected(app)
