"""The daily digest: what is not urgent, told once a day and together; and what else joins it."""

from datetime import datetime, timedelta
from uuid import UUID

from care.local_time import instant, local_date, zone
from care.people import StaffId
from conversations.contents import Digest, Lane
from conversations.flows.triage import MIDNIGHT
from portal.scene import Scene
from store import alert_endings

AT_MOST = 5
"""So many alerts a day are told one by one; what is found beyond them joins the digest."""


def is_full(scene: Scene, therapist: StaffId, told_at: datetime) -> bool:
    """Whether a therapist has as many alerts on this day as are told one by one."""
    here = zone(scene.practice.zone)
    today = local_date(told_at, here)
    begins = instant(today, MIDNIGHT, here)
    ends = instant(today + timedelta(days=1), MIDNIGHT, here)
    told = alert_endings.told_between(scene.connection, scene.memory, therapist, begins, ends)
    return told >= AT_MOST


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
