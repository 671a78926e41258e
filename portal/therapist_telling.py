"""When a client is told who their therapist is now: with the day's message, never one more.

A check-in of that day takes it along as a line. Without one it is a message of its own at the
client's time of check-ins, if the budget allows it; else it waits for a day that has room.
"""

from datetime import datetime, timedelta

from care.budget import Unasked
from care.people import ClientId, ClientStatus
from conversations.contents import Line, Sentences
from conversations.flows.checkin import NEW_THERAPIST, help_button
from portal import unasked
from portal.agreed import may_be_written_to
from portal.client_day import DAY, first_at, next_check_in
from portal.scene import Scene
from store.people import Client


def tell_later(scene: Scene, client: Client) -> None:
    """At the client's next time of check-ins; who has not joined reads it on joining."""
    is_invited = client.status is ClientStatus.INVITED
    _again(scene, client.id, None if is_invited else first_at(client, scene.now))


def lines(scene: Scene, client: Client) -> list[Line]:
    """Who the therapist is now, as one line of the message that is allowed anyway."""
    if client.new_therapist_at is None or client.is_gentle(scene.now):
        return []
    _again(scene, client.id, None)
    return [NEW_THERAPIST]


def tell(scene: Scene, client_id: ClientId) -> None:
    """A client who is to be told now."""
    client = scene.client(client_id)
    if client.status is ClientStatus.STOPPED or not may_be_written_to(scene, client_id):
        _again(scene, client_id, None)
    elif client.status is ClientStatus.PAUSED:
        _again(scene, client_id, client.paused_until or scene.now + DAY)
    elif (at := next_check_in(scene, client)) is not None:
        # The day has one message, and it takes this along.
        _again(scene, client_id, at + timedelta(minutes=1))
    elif (permit := unasked.leave(scene, client, Unasked.NEW_THERAPIST)) is None:
        _again(scene, client_id, first_at(client, scene.now))
    else:
        _again(scene, client_id, None)
        scene.post_unasked(
            permit,
            scene.account(client_id),
            Sentences((NEW_THERAPIST,), ((help_button(),),)),
            key=f"new-therapist:{client_id}:{permit.day.isoformat()}",
        )


def put_off(scene: Scene, client: ClientId, until: datetime) -> None:
    """A client who could not be told is told then."""
    _again(scene, client, until)


def _again(scene: Scene, client: ClientId, at: datetime | None) -> None:
    scene.change_client(client, new_therapist_at=at)
