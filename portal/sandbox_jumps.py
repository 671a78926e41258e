"""Jumps of the sandbox's clock: each steps through everything that is due on the way."""

from datetime import time, timedelta

from care.local_time import instant, local_date, zone
from portal.sandboxed import Sandboxed

MORNING = time(9)
NOTHING_DUE = "Nothing is due in the coming two weeks."
NO_ALERT = "Nothing reached {name} in two weeks."
LOOKS_AHEAD = timedelta(days=14)


class Jumps:
    """How a player moves the clock, told in the practice's time."""

    def __init__(self, world: Sandboxed, zone_name: str, therapist: str) -> None:
        self._world = world
        self._zone = zone(zone_name)
        self._therapist = therapist

    async def next_morning(self) -> None:
        """To the next nine o'clock."""
        now = self._world.clock.now()
        today = local_date(now, self._zone)
        morning = instant(today, MORNING, self._zone)
        tomorrow = instant(today + timedelta(days=1), MORNING, self._zone)
        await self._world.advance(morning if morning > now else tomorrow)

    async def a_week_later(self) -> None:
        """Seven days of everybody's life."""
        await self._world.pass_time(days=7)

    async def next_due(self) -> str:
        """To the next moment at which anything is due; tells when that is."""
        await self._world.settle()
        due = await self._world.next_due()
        if due is None:
            return NOTHING_DUE
        await self._world.advance(due)
        return self._told()

    async def to_the_alert(self) -> str:
        """To the next moment at which something arrives at the therapist; tells when that is."""
        await self._world.settle()
        mira = self._world.slack_person(self._therapist)
        before, until = self._arrived(), self._world.clock.now() + LOOKS_AHEAD
        while (due := await self._world.next_due()) is not None and due <= until:
            await self._world.advance(due)
            if self._arrived() > before:
                return f"Something has reached {mira.name}. It is {self._told()}."
        return NO_ALERT.format(name=mira.name)

    def _arrived(self) -> int:
        return len(self._world.slack_person(self._therapist).direct_messages())

    def _told(self) -> str:
        return f"{self._world.clock.now().astimezone(self._zone):%A %H:%M}"
