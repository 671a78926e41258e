"""Robot people: they act as fast as they are answered, and write down what they did."""

import asyncio
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from benchmarks.drills.stage import Guest, Sheet, Stage, items
from conversations.flows.checkin import asking, is_critical_tap, opening_item
from portal.sandboxed import BOT
from questionnaires.catalogue import instrument
from questionnaires.library import shipped
from sandbox.slack.errors import NoOpenModal, NoSuchButton, NoSuchInput
from sandbox.slack.person import Person as SlackPerson
from sandbox.slack.records import Message as SlackMessage
from sandbox.slack.records import Press
from sandbox.telegram import Happening, Kind, Message

PATIENCE = 90.0
"""Seconds after which a robot says that it was never answered, through many kills as it may be."""

SENTENCE = "A drill wrote this, number"
SHOWN_BUTTONS = 12
"""So many of the newest messages a robot looks at: older buttons are of no use to it."""


class Unanswered(Exception):
    """What a robot waited for did not come."""


@dataclass(frozen=True, slots=True)
class Temper:
    """How often robots do what makes trouble: each is a chance at every step."""

    repeat: float = 0.2
    """Telegram brings the same update again."""
    twice: float = 0.05
    """The client presses the button twice."""
    word: float = 0.1
    help: float = 0.02
    critical: float = 0.15
    """How often a critical item is answered so that somebody has to be told."""


@dataclass
class Crowd:
    """What all robots share: the stage, the dice, and whether it is over."""

    stage: Stage
    dice: random.Random
    temper: Temper = field(default_factory=Temper)
    over: asyncio.Event = field(default_factory=asyncio.Event)
    repeated: int = 0
    said: int = 0

    def chance(self, probability: float) -> bool:
        return self.dice.random() < probability

    def next_sentence(self) -> str:
        """Words that nobody else says."""
        self.said += 1
        return f"{SENTENCE} {self.said}."


class ClientRobot:
    """A client with a telephone: joins, answers check-in after check-in, writes, asks for help."""

    def __init__(self, crowd: Crowd, guest: Guest) -> None:
        self._crowd = crowd
        self.guest = guest
        self.answers: dict[tuple[str, int], int] = {}
        """What was tapped, by the token of the check-in and the item."""
        self.finished: set[str] = set()
        """The check-ins of which every question was answered."""
        self.critical = 0
        self.told = 0
        self.words = 0
        self.unanswered = 0
        self.joined = asyncio.Event()
        self._shown: dict[int, Message] = {}
        self._changed = asyncio.Event()
        self._changes = 0
        self._latest: dict[str, object] = {}

    def hears(self, happening: Happening) -> None:
        """Something happened in this client's chat."""
        if happening.message is None or not happening.message.from_bot:
            return
        if happening.kind in (Kind.POSTED, Kind.EDITED):
            self._shown[happening.message.message_id] = happening.message
            if len(self._shown) > SHOWN_BUTTONS:
                del self._shown[min(self._shown)]
            self._changes += 1
            self._changed.set()

    def told_of(self, update: dict[str, object]) -> None:
        """This is the update that came of what this client just did."""
        self._latest = update

    async def live(self, after: float = 0.0) -> None:
        """Everything this client does, after so many seconds, until the drill is over."""
        await asyncio.sleep(after)
        try:
            await self._join()
            for sheet in self.guest.sheets:
                if self._crowd.over.is_set():
                    return
                await self._fill_in(sheet)
            while not self._crowd.over.is_set():
                await self._write()
                await asyncio.sleep(self._crowd.dice.uniform(0.1, 0.5))
        except Unanswered:
            self.unanswered += 1

    async def _join(self) -> None:
        self.guest.person.open_link(self.guest.link)
        await self._press("join:agree")
        await self._press("join:at-1930")
        first = await self._seen(lambda data: ".pulse.1:" in data)
        self.joined.set()
        await self._fill_in(Sheet(first.partition(".")[0], "pulse"), is_open=True)

    async def _fill_in(self, sheet: Sheet, *, is_open: bool = False) -> None:
        """From the first question to the last, each as soon as it is shown."""
        kind = instrument(sheet.instrument)
        name = f"{sheet.token}.{sheet.instrument}"
        if not is_open:
            # An old button leads to the question at which the check-in stands.
            self._tap(f"{name}.{opening_item(kind)}:resume")
        last = items(sheet)
        for item in range(1, last + 1):
            if self._crowd.over.is_set():
                return
            await self._begins_with(f"{name}.{item}:")
            await self._disturb()
            value = self._value(sheet, item)
            self.answers[sheet.token, item] = value
            tap = partial(self._tap, f"{name}.{item}:{value}")
            if item < last:
                tap()
            else:
                self.finished.add(sheet.token)
                await self._answered(tap)

    def _value(self, sheet: Sheet, item: int) -> int:
        kind = instrument(sheet.instrument)
        choices = list(kind.choices(item))
        harmless = [each for each in choices if not kind.is_critical(item, each)]
        if len(harmless) < len(choices) and not self._crowd.chance(self._crowd.temper.critical):
            choices = harmless
        return self._crowd.dice.choice(choices)

    async def _disturb(self) -> None:
        """Between two answers people also write, and look for help."""
        if self._crowd.chance(self._crowd.temper.word):
            await self._write()
        if self._crowd.chance(self._crowd.temper.help):
            self._tap("help:card")
            await self._press("help:tell")
            self.told += 1

    async def _write(self) -> None:
        def say() -> None:
            self.guest.person.say(BOT, self._crowd.next_sentence())
            self.words += 1
            self._repeat()

        await self._answered(say)

    async def _answered(self, act: Callable[[], None]) -> None:
        """Does something, and waits until the chat shows something new."""
        before = self._changes
        act()
        await self._until(lambda: self._changes > before)

    async def _begins_with(self, prefix: str) -> None:
        await self._seen(lambda data: data.startswith(prefix))

    async def _press(self, data: str) -> None:
        await self._seen(lambda each: each == data)
        self._tap(data)

    def _tap(self, data: str) -> None:
        """Taps the button where it is shown, or where it once was."""
        place = next(
            (
                number
                for number, message in sorted(self._shown.items(), reverse=True)
                if data in _data(message)
            ),
            max(self._shown),
        )
        times = (
            2
            if asking(data.rpartition(":")[0]) and self._crowd.chance(self._crowd.temper.twice)
            else 1
        )
        for _ in range(times):
            self.guest.person.tap_data(BOT, place, data)
            question, _, choice = data.rpartition(":")
            self.critical += is_critical_tap(question, choice, shipped())
            self._repeat()

    def _repeat(self) -> None:
        """The platform brings an update again, as it may."""
        if self._crowd.chance(self._crowd.temper.repeat):
            self._crowd.stage.telegram.inject(BOT, dict(self._latest))
            self._crowd.repeated += 1

    async def _seen(self, wanted: Callable[[str], bool]) -> str:
        """The data of a button, as soon as one is shown."""
        found = ""

        def look() -> bool:
            nonlocal found
            newest_first = sorted(self._shown.items(), reverse=True)
            found = next(
                (data for _, each in newest_first for data in _data(each) if wanted(data)), ""
            )
            return bool(found)

        await self._until(look)
        return found

    async def _until(self, condition: Callable[[], bool]) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                while not condition():
                    self._changed.clear()
                    await self._changed.wait()
        except TimeoutError:
            raise Unanswered from None


def _data(message: Message) -> list[str]:
    return [button.data for row in message.buttons for button in row if button.data]


class TherapistRobot:
    """A therapist with Slack open: answers alerts with support, looks, resolves, writes."""

    def __init__(self, crowd: Crowd, person: SlackPerson) -> None:
        self._crowd = crowd
        self.person = person
        self.acknowledged: set[str] = set()
        """The ids of the payloads that the portal acknowledged."""
        self.supports: dict[str, bool] = {}
        """What was written to clients, and whether the portal said that it has it."""
        self.words = 0
        self._done: Counter[str] = Counter()

    async def live(self) -> None:
        """Everything this therapist does until the drill is over."""
        while not self._crowd.over.is_set():
            card = self._card()
            try:
                if card is None:
                    if self._crowd.chance(0.1):
                        await self._write()
                elif self._crowd.chance(0.7):
                    await self._support(card)
                else:
                    await self._press("Resolve", card)
            except (NoSuchButton, NoSuchInput, NoOpenModal):
                # The card or the form changed while the finger was on its way.
                continue
            await asyncio.sleep(self._crowd.dice.uniform(0.1, 0.4))

    def _card(self) -> SlackMessage | None:
        """A card that waits for this therapist, the one that was touched least."""
        shown = [each for each in self.person.direct_messages() if "Send support" in _labels(each)]
        shown = [each for each in shown if self._done[each.ts] < 3]
        return min(shown, key=lambda each: self._done[each.ts], default=None)

    async def _support(self, card: SlackMessage) -> None:
        self._done[card.ts] += 1
        press = await self._press("Send support", card)
        for _ in range(30):
            if self.person.view is not None or not press.acknowledged:
                break
            await asyncio.sleep(0.1)
        view = self.person.view
        if view is None:
            # The trigger was lost with the portal; the next press opens another form.
            return
        words = self._crowd.next_sentence()
        self.supports[words] = False
        self.person.fill("text", words)
        while not self._crowd.over.is_set() or self.person.view is not None:
            now = self.person.view
            if now is None:
                return
            if now.id != view.id:
                # A form that was asked for before has come late, in front of this one.
                await self.person.close()
                continue
            if await self.person.submit() == {}:
                self.supports[words] = True
                self.acknowledged.add(now.id)
                return
            await asyncio.sleep(0.2)

    async def _press(self, label: str, card: SlackMessage) -> Press:
        press = await self.person.press(label, ts=card.ts)
        if press.acknowledged:
            self.acknowledged.add(str(press.payload["trigger_id"]))
        return press

    async def _write(self) -> None:
        await self.person.say(self._crowd.next_sentence())
        self.words += 1


def _labels(message: SlackMessage) -> list[str]:
    return [
        str(element["text"]["text"])
        for block in message.blocks
        if block["type"] == "actions"
        for element in block["elements"]
        if element["type"] == "button"
    ]
