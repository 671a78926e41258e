"""The daily digest: what is not urgent, told once a day and together; and what else joins it."""

from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from care.local_time import instant, local_date, zone
from care.people import StaffId
from conversations.contents import Digest, Lane
from conversations.flows.triage import MIDNIGHT
from portal.scene import Scene
from store import alert_endings

AT_MOST = 5
"""So many alerts a day are told one by one; what is found beyond them joins the digest."""


class OneByOne:
    """Who of the therapists can still be told of one more alert by itself, on which day."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._told: dict[tuple[StaffId, date], int] = {}

    def takes(self, therapist: StaffId, told_at: datetime) -> bool:
        """Whether there is room for one more on this day; it takes the place."""
        here = zone(self._scene.practice.zone)
        day = therapist, local_date(told_at, here)
        if day not in self._told:
            self._told[day] = self._told_on(*day, here)
        if self._told[day] >= AT_MOST:
            return False
        self._told[day] += 1
        return True

    def _told_on(self, therapist: StaffId, day: date, here: ZoneInfo) -> int:
        begins = instant(day, MIDNIGHT, here)
        ends = instant(day + timedelta(days=1), MIDNIGHT, here)
        scene = self._scene
        return alert_endings.told_between(scene.connection, scene.memory, therapist, begins, ends)


def post(scene: Scene, therapist: StaffId, at: datetime) -> None:
    """Posts the digest of this instant, once; what is in it is looked up when it leaves."""
    scene.post(
        scene.account(therapist, staff=True),
        Digest(at),
        key=f"digest:{therapist}:{at.isoformat()}",
        lane=Lane.DIGEST,
        not_before=at,
    )


def held(scene: Scene, therapist: StaffId, at: datetime) -> tuple[UUID, ...]:
    """The alerts of the digest of this instant that are still open."""
    return alert_endings.in_digest(scene.connection, scene.memory, therapist, at)
