"""What stands behind a client's values in any picture over time: pauses, sessions, key moments.

Whose eyes a picture is for decides which moments stand on it, and in which words.
"""

from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from enum import Enum, auto
from typing import TypeVar

from care.local_time import instant, local_date, zone
from care.moments import Moment
from care.pause import Stretch, paused_days
from care.people import ClientId
from care.pictured import Marker, MarkerKind, on_picture
from charts.requests import EvidencePicture, ProgressPicture
from conversations.wording import Wording
from portal.scene import Scene
from store import appointments, moments, pauses

Over = TypeVar("Over", EvidencePicture, ProgressPicture)


class ForWhom(Enum):
    """Who looks at a picture, and where."""

    CLIENT = auto()
    """All moments, in words; in discreet mode without them."""
    RECORD = auto()
    """On the record page: what is shared, in words."""
    SLACK = auto()
    """What is shared; of what a client wrote only that there is something."""


@dataclass(frozen=True, slots=True)
class Backdrop:
    """Pauses, sessions and key moments between two days, for one kind of reader."""

    whose: ForWhom = ForWhom.CLIENT
    paused: tuple[Stretch, ...] = ()
    sessions: tuple[date, ...] = ()
    moments: tuple[Moment, ...] = ()

    def markers(self, words: Wording) -> tuple[Marker, ...]:
        """What a picture is marked with."""
        return (
            *(Marker(on, MarkerKind.SESSION) for on in self.sessions),
            *(
                Marker(each.on, MarkerKind.MOMENT, self._said(each, words))
                for each in reversed(self.moments)
            ),
        )

    def _said(self, moment: Moment, words: Wording) -> str:
        if self.whose is ForWhom.SLACK and moment.staff is None:
            return words.say("moment-of-client")
        return words.say("moment-neutral") if words.discreet else moment.title


def backdrop(
    scene: Scene, client_id: ClientId, first: date, last: date, whose: ForWhom
) -> Backdrop:
    """What is kept of a client's pauses, arranged sessions and key moments in these days."""
    connection, memory = scene.connection, scene.memory
    here = zone(scene.client(client_id).zone)
    start = instant(first, time(0), here)
    end = min(instant(last + timedelta(days=1), time(0), here), scene.now)
    held = appointments.sessions(connection, memory, client_id, start, end)
    return Backdrop(
        whose,
        paused_days(pauses.taken(connection, memory, client_id), here, first, last),
        tuple(dict.fromkeys(local_date(each, here) for each in held)),
        moments.between(
            connection,
            memory,
            client_id,
            first,
            last,
            shared_only=whose is not ForWhom.CLIENT,
        ),
    )


def before(picture: Over, behind: Backdrop, words: Wording) -> Over:
    """A picture of scores, or of days, with what stands behind them."""
    said = replace(picture.words, session=session(words), paused=words.say("glance-day-paused"))
    return replace(picture, words=said, paused=behind.paused, markers=behind.markers(words))


def told(markers: tuple[Marker, ...], first: date, last: date, words: Wording) -> list[str]:
    """The key moments of a picture in one sentence; nothing without any."""
    found = [each for each in on_picture(markers, first, last) if each.kind is MarkerKind.MOMENT]
    if not found:
        return []
    days = "; ".join(f"{words.day(each.on)}: {each.words}" for each in found)
    return [words.say("moment-caption", {"moments": days})]


def session(words: Wording) -> str:
    """What the flags of sessions are called."""
    return words.say("glance-session")
