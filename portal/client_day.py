"""A client's day: when it ends, and when in it somebody is asked or told something."""

from datetime import datetime, time, timedelta

from care.local_time import instant, local_date, zone
from portal.scene import Scene
from store import check_in_days
from store.people import Client

DAY = timedelta(days=1)


def first_at(client: Client, now: datetime) -> datetime:
    """When a client is told at the earliest of what is new now: at the next check-in time."""
    here = zone(client.zone)
    at = time.fromisoformat(client.check_in_at)
    today = instant(local_date(now, here), at, here)
    return today if today > now else instant(local_date(now, here) + DAY, at, here)


def tonight(scene: Scene, client: Client) -> datetime:
    """The end of the client's day."""
    here = zone(client.zone)
    return instant(local_date(scene.now, here) + DAY, time(0), here)


def next_check_in(scene: Scene, client: Client) -> datetime | None:
    """When the client is asked something later today; None when that is over, or never was."""
    return check_in_days.next_planned(
        scene.connection, scene.memory, client.id, scene.now, tonight(scene, client)
    )
