"""People of the demo practice whom nobody plays: they answer by themselves as time moves on.

They tap in their own chats, as a person does, a while after they were asked; whoever plays one of
them is sooner and leaves nothing to answer. Who is silent in the story stays silent.
"""

from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from care.people import ClientId
from conversations.flows import checkin
from portal.demo_story import Character
from questionnaires.catalogue import PULSE
from sandbox.telegram import Message, Person
from store import check_ins
from store.check_ins import CheckInRow
from store.database import Database
from store.memory import Memory

AFTER = timedelta(minutes=40)
"""How long after they were asked they answer."""

MOST_TAPS = 40
"""More than any check-in has: whoever needs them is stuck and leaves it."""


@dataclass(frozen=True, slots=True)
class Robot:
    """A character with a client's record and a telephone."""

    character: Character
    client: ClientId
    person: Person


class Robots:
    """Everybody who answers by themselves."""

    def __init__(
        self,
        database: Database,
        memory: Memory,
        robots: Sequence[Robot],
        bot: str,
        first: date,
        settle: Callable[[], Awaitable[None]],
    ) -> None:
        self._database = database
        self._memory = memory
        self._robots = robots
        self._bot = bot
        self._first = first
        self._settle = settle
        self._left: set[str] = set()
        """Check-ins that are over for them, answered or not."""

    async def next_act(self, now: datetime) -> datetime | None:
        """When the next of them answers what is open now; None when nothing is."""
        found = [row.opens_at + AFTER for _, row in await self._open(now)]
        return max(min(found), now) if found else None

    async def act(self, now: datetime) -> None:
        """Whoever was asked long enough ago answers."""
        for robot, row in await self._open(now):
            if row.opens_at + AFTER <= now:
                await self._answer(robot, row)
                self._left.add(row.token)

    async def _open(self, now: datetime) -> list[tuple[Robot, CheckInRow]]:
        by_client = {each.client: each for each in self._robots}
        rows = await self._database.read(check_ins.open_for, self._memory, list(by_client), (), now)
        found = [
            (by_client[row.client], row)
            for row, _ in rows
            if row.token not in self._left and self._values(by_client[row.client], row) is not None
        ]
        # The pulse is asked first; what else is open is offered when it is answered.
        return sorted(found, key=lambda each: each[1].instrument != PULSE)

    def _values(self, robot: Robot, row: CheckInRow) -> tuple[int, ...] | None:
        day = (row.local_date - self._first).days
        asked = self._memory.scales.library.instrument(row.instrument, row.version)
        return robot.character.answers(asked, day)

    async def _answer(self, robot: Robot, row: CheckInRow) -> None:
        values = self._values(robot, row) or ()
        wanted = {
            f"{row.token}.{row.instrument}.{item}:{value}" for item, value in enumerate(values, 1)
        }
        ways_in = tuple(
            f"{row.token}.{row.instrument}.{item}:{way}"
            for item in range(len(values) + 1)
            for way in (checkin.BEGIN, checkin.SHOW, checkin.RESUME)
        )
        for _ in range(MOST_TAPS):
            seen = robot.person.chat(self._bot)
            found = _button(seen, wanted) or _button(seen, ways_in)
            if found is None:
                return
            robot.person.tap_data(self._bot, *found)
            await self._settle()


def _button(seen: Sequence[Message], wanted: Collection[str]) -> tuple[int, str] | None:
    """The newest button that does one of these."""
    for message in reversed(seen):
        for row in message.buttons:
            for button in row:
                if button.data is not None and button.data in wanted:
                    return message.message_id, button.data
    return None
