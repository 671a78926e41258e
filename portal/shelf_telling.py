"""When a client is told of what is new on the shelf: with the day's message, never one more.

A check-in of that day takes it along as one line, however much is new. Without one it is a message
of its own at the client's time of check-ins, if the budget allows it.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from care.budget import Pace, Permit, Unasked
from care.consent import Purpose
from care.people import ClientId, ClientStatus
from conversations.contents import Line
from conversations.flows import shelf as flow
from conversations.shelf import ShelfNews
from portal import unasked
from portal.agreed import agrees, may_be_written_to
from portal.client_day import DAY, first_at, next_check_in
from portal.scene import Scene
from store import shelves
from store.people import Client

GIVEN_UP = timedelta(days=14)
"""What no day had room for since then, or since a pause, is not told any more; /shelf has it."""


def lines(scene: Scene, client: Client, permit: Permit) -> list[Line]:
    """That something is new, as one line of the message that is allowed anyway; then it is told."""
    if permit.pace is not Pace.USUAL or client.is_gentle(scene.now):
        return []
    found = untold(scene, client.id)
    if not found or not agrees(scene, client.id, Purpose.MESSAGES):
        return []
    told(scene, found)
    return [flow.line(len(found))]


def tell(scene: Scene, client_id: ClientId) -> None:
    """A client who is to be told now of what is new."""
    client, found = scene.client(client_id), untold(scene, client_id)
    is_invited = client.status is ClientStatus.INVITED
    if client.status is ClientStatus.STOPPED or not may_be_written_to(scene, client_id):
        _again(scene, found, None)
    elif client.status is ClientStatus.PAUSED:
        # In a pause nothing is told: it waits for the end.
        _again(scene, found, client.paused_until or scene.now + DAY)
    elif (at := next_check_in(scene, client)) is not None:
        # The day has one message, and it takes this along.
        _again(scene, found, at + timedelta(minutes=1))
    elif is_invited or (permit := unasked.leave(scene, client, Unasked.SHELF)) is None:
        # The days of a pause are not counted: in them nothing could be told.
        resumed_at = client.resumed_at
        recent = [
            each
            for each, put_at in found.items()
            if scene.now - max(put_at, resumed_at or put_at) < GIVEN_UP
        ]
        _again(scene, found.keys() - recent, None)
        _again(scene, recent, first_at(client, scene.now))
    else:
        _write(scene, permit, client, found)


def _write(scene: Scene, permit: Permit, client: Client, items: Iterable[UUID]) -> None:
    told(scene, items)
    scene.post_unasked(
        permit,
        scene.account(client.id),
        ShelfNews(tuple(items)),
        key=f"shelf-news:{client.id}:{permit.day.isoformat()}",
        not_after=scene.now + unasked.GOOD_FOR,
    )


def told(scene: Scene, items: Iterable[UUID]) -> None:
    """The client knows of these by now."""
    shelves.told(scene.connection, scene.memory, items, scene.now)


def untell(scene: Scene, client_id: ClientId, told_at: datetime) -> None:
    """The message that told of something then never arrived: the next day tells it again."""
    at = first_at(scene.client(client_id), scene.now)
    shelves.untell(scene.connection, scene.memory, client_id, told_at, at)


def untold(scene: Scene, client: ClientId) -> Mapping[UUID, datetime]:
    """What is new on a client's shelf, and since when."""
    return shelves.untold(scene.connection, scene.memory, client)


def _again(scene: Scene, items: Iterable[UUID], at: datetime | None) -> None:
    shelves.tell_again(scene.connection, scene.memory, items, at)


def put_off(scene: Scene, client: ClientId, until: datetime) -> None:
    """A client who could not be told is told then."""
    _again(scene, untold(scene, client), until)
