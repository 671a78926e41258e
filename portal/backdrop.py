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
from care.units import cut_to_units, utf16_length
from charts.requests import EvidencePicture, ProgressPicture
from conversations.wording import Wording
from portal.scene import Scene
from store import appointments, moments, pauses

Over = TypeVar("Over", EvidencePicture, ProgressPicture)

CAPTION = 1024
"""UTF-16 units that stand under a picture."""

_SHORTER = (90, 60, 40, 24, 12, 0)
"""Units of what is said of one day where there is no room for all of it; at last only its date."""


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
    return _in_a_sentence(_moments(markers, first, last), words)


def told_in(
    said: list[str], markers: tuple[Marker, ...], first: date, last: date, words: Wording
) -> list[str]:
    """A caption with the key moments before its last sentence, as much of each as there is room.

    On the picture and among its numbers they stand whole.
    """
    found = _moments(markers, first, last)
    if not found:
        return said
    cut = [found, *([_shorter(each, most) for each in found] for most in _SHORTER)]
    captions = [[*said[:-1], *_in_a_sentence(each, words), said[-1]] for each in cut]
    return next((each for each in captions if _units(each) <= CAPTION), captions[-1])


def _moments(markers: tuple[Marker, ...], first: date, last: date) -> list[Marker]:
    return [each for each in on_picture(markers, first, last) if each.kind is MarkerKind.MOMENT]


def _shorter(moment: Marker, most: int) -> Marker:
    return replace(moment, words=cut_to_units(moment.words, most) if most else "")


def _in_a_sentence(moments: list[Marker], words: Wording) -> list[str]:
    days = "; ".join(": ".join(filter(None, (words.day(each.on), each.words))) for each in moments)
    return [words.say("moment-caption", {"moments": days})] if moments else []


def _units(said: list[str]) -> int:
    return utf16_length("\n\n".join(said))


def session(words: Wording) -> str:
    """What the flags of sessions are called."""
    return words.say("glance-session")
