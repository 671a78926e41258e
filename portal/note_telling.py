"""When a client is told that a note waits: with the one message of the day, and never once more.

A check-in of that day takes it along as one line, however many wait. Without one it is a message of
its own at the client's time of check-ins, if the budget allows it. Nobody is reminded.
"""

from datetime import datetime, time, timedelta
from uuid import UUID

from care.budget import Permit, Unasked
from care.local_time import instant, local_date, zone
from care.people import ClientId, ClientStatus
from conversations.contents import Line
from conversations.flows import notes as flow
from conversations.notes import NotesWait
from portal import note_deeds, unasked
from portal.agreed import may_be_written_to
from portal.client_day import DAY, first_at, next_check_in, tonight
from portal.scene import Scene
from store import notes, notes_due
from store.people import Client


def lines(scene: Scene, client: Client, permit: Permit) -> list[Line]:
    """That a note waits, as one line of the message of the day; then it is told.

    It comes at every pace: whoever answers no check-ins may well come to the next session.
    """
    if permit.client != client.id or client.is_gentle(scene.now):
        return []
    if not may_be_written_to(scene, client.id):
        return []
    found = notes_due.untold(scene.connection, scene.memory, client.id, tonight(scene, client))
    if not found:
        return []
    note_deeds.told(scene, client.id, found)
    return [Line(flow.LINE, {"notes": len(found)})]


def tell(scene: Scene, wanted: UUID, client_id: ClientId) -> None:
    """One note of which its client is to be told now."""
    client = scene.client(client_id)
    if not notes.is_proposed(scene.connection, scene.memory, wanted):
        note_deeds.taken_back(scene, client_id, wanted)
    elif client.status is ClientStatus.STOPPED:
        _again(scene, wanted, None)
    elif not note_deeds.may_be_proposed_to(scene, client_id):
        note_deeds.end(scene, client_id)
    elif not may_be_written_to(scene, client_id):
        _again(scene, wanted, first_at(client, scene.now))
    elif client.status is ClientStatus.PAUSED:
        # In a pause nothing is told: it waits for the end.
        _again(scene, wanted, client.paused_until or scene.now + DAY)
    elif (at := next_check_in(scene, client)) is not None:
        # The day has one message, and it takes this along.
        _again(scene, wanted, at + timedelta(minutes=1))
    elif (first := _own_time(scene, client)) is not None:
        _again(scene, wanted, first)
    elif (
        client.status is ClientStatus.INVITED
        or (permit := unasked.leave(scene, client, Unasked.NOTE)) is None
    ):
        _again(scene, wanted, first_at(client, scene.now))
    else:
        _write(scene, permit, client)


def _write(scene: Scene, permit: Permit, client: Client) -> None:
    found = notes_due.untold(scene.connection, scene.memory, client.id, tonight(scene, client))
    note_deeds.told(scene, client.id, found)
    scene.post_unasked(
        permit,
        scene.account(client.id),
        NotesWait(),
        key=f"notes-wait:{client.id}:{permit.day.isoformat()}",
        slot=flow.LIST,
        fresh=True,
        not_after=scene.now + unasked.GOOD_FOR,
    )


def put_off(scene: Scene, wanted: UUID, until: datetime) -> None:
    """One that could not be handled is tried again then."""
    notes_due.put_off(scene.connection, scene.memory, wanted, scene.now, until)


def _again(scene: Scene, wanted: UUID, at: datetime | None) -> None:
    notes_due.tell_again(scene.connection, scene.memory, [wanted], at)


def _own_time(scene: Scene, client: Client) -> datetime | None:
    """When the client's own time comes; None within an hour of it, and then it is told now."""
    here = zone(client.zone)
    today = instant(local_date(scene.now, here), time.fromisoformat(client.check_in_at), here)
    is_now = today <= scene.now < today + timedelta(hours=1)
    return None if is_now else first_at(client, scene.now)
