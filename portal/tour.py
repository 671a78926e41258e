"""The tour: the whole story in one go, told by what the two servers received.

Robot people act through the user side of the servers only, and every printed line is something
that a server received: from a person, or from the portal.
"""

import re
import tempfile
import textwrap
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from portal import commands, logs
from portal.clock import SystemClock
from portal.sandboxed import BOT, THERAPIST, Sandboxed, database_for, furnish, sandboxed
from portal.settings import LogFormat, LogLevel
from sandbox.slack.person import Person as SlackPerson
from sandbox.slack.records import Change
from sandbox.slack.records import Happening as SlackHappening
from sandbox.telegram import Happening, Kind, Person

ZONE = ZoneInfo("Europe/Berlin")
WIDTH = 76
STARTS = datetime(2026, 11, 2, 9, 30, tzinfo=ZONE)


class Transcript:
    """Prints what the servers receive, as a reader would want it."""

    def __init__(self, world: Sandboxed, say: Callable[[str], None]) -> None:
        self._world = world
        self._say = say
        self._day = ""
        self._shown: dict[int, str] = {}
        world.telegram.watch(self._telegram)
        world.slack.watch(self._slack)

    def chapter(self, title: str) -> None:
        """A heading between two parts of the story."""
        self._say(f"\n== {title} ==")

    def _line(self, who: str, lines: list[str]) -> None:
        now = self._world.clock.now().astimezone(ZONE)
        if (day := f"{now:%A} {now.day} {now:%B}") != self._day:
            self._day = day
            self._say(f"\n{day}")
        wrapped = [part for line in lines for part in textwrap.wrap(line, WIDTH) or [""]]
        first, *rest = wrapped or [""]
        self._say(f"{now:%H:%M}  {who:<16}{first}")
        for line in rest:
            self._say(f"{'':23}{line}")

    def _telegram(self, happening: Happening) -> None:
        match happening.kind, happening.message:
            case Kind.POSTED, message if message is not None and message.from_bot:
                self._shown[message.message_id] = message.text
                self._line("Telegram → Ana", _telegram_lines(message))
            case Kind.POSTED, message if message is not None:
                self._line("Ana → Telegram", [_without_secret(message.text)])
            case Kind.EDITED, message if message is not None:
                if self._shown.get(message.message_id) == message.text and not message.buttons:
                    self._line("Telegram ✎ Ana", ["(an older message loses its buttons)"])
                else:
                    self._line("Telegram ✎ Ana", _edited_lines(message))
                self._shown[message.message_id] = message.text
            case Kind.TOAST, _ if happening.text:
                self._line("Telegram ° Ana", [happening.text])
            case Kind.QUEUED, _:
                tapped = _tapped(happening.update or {})
                if tapped:
                    self._line("Ana → Telegram", [f"taps “{tapped}”"])
            case _:
                return

    def _slack(self, happening: SlackHappening) -> None:
        match happening.change:
            case Change.MESSAGE_POSTED if happening.message is not None:
                self._line("Slack → Mira", list(_block_lines(happening.message.blocks)))
            case Change.MESSAGE_UPDATED if happening.message is not None:
                self._line("Slack ✎ Mira", list(_block_lines(happening.message.blocks)))
            case Change.VIEW_OPENED if happening.view is not None:
                title = f"opens a form: {happening.view.title}"
                self._line("Slack → Mira", [title, *_block_lines(happening.view.blocks)])
            case Change.FILE_SHARED:
                self._line("Slack → Mira", ["shares a picture"])
            case _:
                return


def _telegram_lines(message: Any) -> list[str]:
    lines = [line for line in (message.text or message.caption).split("\n") if line.strip()]
    if message.photo is not None:
        lines.insert(0, f"[picture, {len(message.photo) / 1000:.0f} kB]")
    lines += ["  ".join(f"[{button.label}]" for button in row) for row in message.buttons]
    return lines


def _edited_lines(message: Any) -> list[str]:
    """A question further on, in short: where it is and what it asks; its buttons are known."""
    heading, *rest = [line for line in message.text.split("\n") if line.strip()]
    where = re.search(r"· (\d+) ", heading)
    if where is None or int(where.group(1)) < 2:
        return _telegram_lines(message)
    asked = rest[1] if len(rest) > 1 else ""
    return [f"{heading}: {asked}"]


def _without_secret(text: str) -> str:
    # An invitation's secret stays out of every transcript.
    return "/start (the invitation)" if text.startswith("/start ") else text


def _tapped(update: dict[str, Any]) -> str:
    query = update.get("callback_query")
    if not query:
        return ""
    rows = query["message"].get("reply_markup", {}).get("inline_keyboard", [])
    labels = {b.get("callback_data"): b["text"] for row in rows for b in row}
    return str(labels.get(query.get("data"), "an old button"))


def _block_lines(blocks: Any) -> Iterator[str]:
    for block in blocks:
        match block:
            case {"type": "header", "text": {"text": text}}:
                yield text.upper()
            case {"type": "section", "text": {"text": text}}:
                yield from text.split("\n")
            case {"type": "context", "elements": elements}:
                for element in elements:
                    yield from str(element.get("text", "")).split("\n")
            case {"type": "image"}:
                yield "[small chart]"
            case {"type": "actions", "elements": elements}:
                yield "  ".join(f"[{element['text']['text']}]" for element in elements)
            case {"type": "input", "element": {"type": "radio_buttons", "options": options}}:
                for option in options:
                    more = option.get("description", {}).get("text", "")
                    yield f"( ) {option['text']['text']} {more}".rstrip()
            case {"type": "input", "element": element, "label": {"text": label}}:
                yield f"{label}: {element.get('initial_value', '')}"
            case _:
                continue


class Story:
    """The robots: Ana the client and Mira the therapist, both made up."""

    def __init__(self, world: Sandboxed, link: str, mira: SlackPerson) -> None:
        self._world = world
        self._link = link
        self.ana: Person = world.telegram.add_person("Ana", "en")
        self.mira = mira

    async def open_link(self) -> None:
        self.ana.open_link(self._link)
        await self._world.settle()

    async def tap(self, *labels: str) -> None:
        """Taps these buttons one after the other, as a person does: the newest that fits."""
        for label in labels:
            self.ana.tap(BOT, label)
            await self._world.settle()

    async def say(self, words: str) -> None:
        self.ana.say(BOT, words)
        await self._world.settle()

    async def press(self, label: str) -> None:
        await self.mira.press(label)
        await self._world.settle()

    async def until(self, day: int, hour: int, minute: int = 0) -> None:
        """Goes on to this hour of a day of November, through everything due until then."""
        await self._world.advance(datetime(2026, 11, day, hour, minute, tzinfo=ZONE))

    async def pass_time(self, seconds: float) -> None:
        await self._world.advance(self._world.clock.now() + timedelta(seconds=seconds))


async def tell(story: Story, transcript: Transcript) -> None:
    """Ten days: joining, a falling mood, support, a critical answer, silence."""
    transcript.chapter("Ana joins with her therapist's link")
    await story.open_link()
    await story.tap("I agree", "In the evening, 19:30", "7", "3", "6")

    transcript.chapter("The next evening: the pulse, and PHQ-9 for the first time")
    await story.until(3, 19, 30)
    await story.tap("6", "3", "6", "PHQ-9, about 2 minutes", "Begin")
    await story.say("do you read this?")
    await story.tap("Several days", "Several days", "Back", "More than half the days")
    await story.tap("Pause", "Go on")
    await story.tap(*["Several days"] * 6, "Not at all", "Each time")

    transcript.chapter("Mood falls for three days; the therapist hears of it when she works")
    await story.until(4, 19, 30)
    await story.tap("5", "4", "5")
    await story.until(5, 19, 30)
    await story.tap("4", "4", "5")
    await story.until(6, 9)

    transcript.chapter("Mira answers with a word of support")
    await story.press("Send support")
    await story.mira.submit()
    await story.pass_time(1)
    await story.pass_time(20)

    transcript.chapter("A week later PHQ-9 is due again, and one answer cannot wait")
    await story.until(9, 10)
    await story.tap("4", "5", "5")
    await story.until(10, 19, 30)
    await story.tap("4", "5", "4", "PHQ-9, about 2 minutes", "Begin")
    await story.tap(*["More than half the days"] * 8, "Several days")
    await story.tap("Not sure")
    await story.pass_time(120)
    await story.tap("Where is it?")
    await story.press("I take it")
    await story.tap("Where is it?")
    await story.until(11, 9)
    await story.press("Resolve")

    transcript.chapter("Scores are never pushed after such an answer; Ana looks when she wants to")
    await story.say("/progress")


async def play(
    say: Callable[[str], None], *, engine: str = "sqlite", webhooks: bool = False
) -> None:
    """Plays the story from nothing and prints the transcript."""
    logs.configure(LogLevel.ERROR, LogFormat.PLAIN, SystemClock().now)
    with (
        tempfile.TemporaryDirectory(prefix="portal-tour-") as folder,
        database_for(engine) as database_url,
    ):
        async with sandboxed(
            Path(folder), STARTS.astimezone(UTC), database_url=database_url, webhooks=webhooks
        ) as world:
            link = await furnish(world)
            mira = world.slack_person(THERAPIST)
            transcript = Transcript(world, say)
            found = await commands.client_list(world.office)
            await commands.client_appointment(
                world.office, code=found["clients"][0]["client"], starts="2026-11-12T16:00"
            )
            await world.start()
            await tell(Story(world, link, mira), transcript)
            say("\nThe end. Everything above was received by a local Telegram and a local Slack.")
