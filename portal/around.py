"""A client's check-ins around now: what is still to come today, and what waits to be told of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from care.local_time import local_date, zone
from care.people import ClientId
from portal.planning import speaks
from portal.scene import Scene
from questionnaires.catalogue import PULSE
from questionnaires.library import Library
from store import check_ins
from store.check_ins import CheckInRow, CheckInState
from store.people import Client


@dataclass(frozen=True, slots=True)
class Around:
    """What is open and what is planned, beside the check-ins that are due just now."""

    now: datetime
    client: Client
    rows: tuple[CheckInRow, ...]

    @property
    def here(self) -> ZoneInfo:
        """Where the client's clock is."""
        return zone(self.client.zone)

    @property
    def today(self) -> date:
        """On the client's own clock."""
        return local_date(self.now, self.here)

    @property
    def pulse_at(self) -> datetime | None:
        """When today's first pulse will be asked; None when it has been, or there is none."""
        pulses = (each for each in self.coming if each.instrument == PULSE and each.slot == 0)
        return next((each.opens_at for each in pulses), None)

    @property
    def coming(self) -> tuple[CheckInRow, ...]:
        """What opens later today."""
        return tuple(
            each
            for each in self.rows
            if each.state is CheckInState.PLANNED
            and each.opens_at > self.now
            and local_date(each.opens_at, self.here) == self.today
        )

    @property
    def untold(self) -> tuple[CheckInRow, ...]:
        """What is open, and was not told of yet."""
        return tuple(
            each
            for each in self.rows
            if each.state is CheckInState.OPEN
            and each.told_at is None
            and each.expires_at > self.now
        )

    def hours(self, library: Library) -> tuple[str, ...]:
        """At what times something opens later today, in the client's language."""
        found = [each for each in self.coming if speaks(each, self.client, library)]
        return tuple(
            dict.fromkeys(f"{each.opens_at.astimezone(self.here):%H:%M}" for each in found)
        )


def around(
    scene: Scene, due: Sequence[CheckInRow]
) -> tuple[dict[ClientId, list[CheckInRow]], dict[ClientId, Around]]:
    """The check-ins that are due, by client, and what is around them; scene knows the clients.

    A portion of a round may end between two of one client's: they are handled together.
    """
    mine: dict[ClientId, list[CheckInRow]] = {}
    for found in due:
        mine.setdefault(found.client, []).append(found)
    taken = {each.id for each in due}
    others: dict[ClientId, list[CheckInRow]] = {each: [] for each in mine}
    for found in _near(scene, mine):
        if found.id in taken:
            continue
        is_due = found.due_at is not None and found.due_at <= scene.now
        (mine if is_due else others)[found.client].append(found)
    return mine, {
        client: Around(scene.now, scene.client(client), tuple(rows))
        for client, rows in others.items()
    }


def _near(scene: Scene, clients: Iterable[ClientId]) -> Sequence[CheckInRow]:
    ids = list(clients)
    return check_ins.near(scene.connection, scene.memory, ids, scene.now) if ids else ()
