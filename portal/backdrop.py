"""What stands behind a client's values in any picture over time: pauses, and sessions."""

from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import TypeVar

from care.local_time import instant, local_date, zone
from care.pause import Stretch, paused_days
from care.people import ClientId
from care.pictured import Marker, MarkerKind
from charts.requests import EvidencePicture, ProgressPicture
from conversations.wording import Wording
from portal.scene import Scene
from store import messages, pauses

Over = TypeVar("Over", EvidencePicture, ProgressPicture)


@dataclass(frozen=True, slots=True)
class Backdrop:
    """Pauses and sessions between two days."""

    paused: tuple[Stretch, ...] = ()
    markers: tuple[Marker, ...] = ()


def backdrop(scene: Scene, client_id: ClientId, first: date, last: date) -> Backdrop:
    """What is kept of a client's pauses and arranged sessions in these days."""
    connection, memory = scene.connection, scene.memory
    here = zone(scene.client(client_id).zone)
    start = instant(first, time(0), here)
    end = min(instant(last + timedelta(days=1), time(0), here), scene.now)
    held = messages.sessions(connection, memory, client_id, start, end)
    days = dict.fromkeys(local_date(each, here) for each in held)
    return Backdrop(
        paused_days(pauses.taken(connection, memory, client_id), here, first, last),
        tuple(Marker(on, MarkerKind.SESSION) for on in days),
    )


def before(picture: Over, behind: Backdrop, words: Wording) -> Over:
    """A picture of scores, or of days, with what stands behind them."""
    said = replace(picture.words, session=session(words), paused=words.say("glance-day-paused"))
    return replace(picture, words=said, paused=behind.paused, markers=behind.markers)


def session(words: Wording) -> str:
    """What the flags of sessions are called."""
    return words.say("glance-session")
