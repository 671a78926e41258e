"""When a client is told of homework unasked: on its day, inside the one message of the day.

A check-in of that day takes it along as one line. Without one it is a message of its own, if the
budget allows it. The same round lets the rule about open homework look at what is due for that.
"""

from datetime import datetime, time, timedelta
from uuid import UUID

from care.budget import Pace, Permit, Unasked
from care.homework import LOOKED_AFTER, Homework
from care.local_time import instant, local_date, zone
from care.people import ClientId, ClientStatus
from conversations.contents import Line
from conversations.flows import homework as flow
from conversations.homework import HomeworkCard, HomeworkDue
from portal import homework_deeds, rule_deeds, unasked
from portal.agreed import may_be_written_to
from portal.client_day import DAY, next_check_in, tonight
from portal.scene import Scene
from store import homework
from store.people import Client

GIVEN_UP = timedelta(days=14)
"""What a rule assigned and no day had room for is not brought any more; /homework has it."""


def lines(scene: Scene, client: Client, permit: Permit) -> list[Line]:
    """What is due today, as one line of the message that is allowed anyway; then it is told."""
    if permit.pace is not Pace.USUAL or client.is_gentle(scene.now):
        return []
    until = tonight(scene, client)
    found = [
        each
        for each in homework.waiting(scene.connection, scene.memory, client.id, until)
        if may_be_written_to(scene, client.id)
    ]
    # One line is enough for a day: what else waits finds a day of its own.
    for each in found[:1]:
        _is_told(scene, each)
    return [flow.line(each.id, is_new=_is_new(each)) for each in found[:1]]


def tell(scene: Scene, piece: UUID, client_id: ClientId) -> None:
    """One piece of which its client is to be told now."""
    client, found = scene.client(client_id), homework.get(scene.connection, scene.memory, piece)
    joined = client.status is not ClientStatus.INVITED
    if client.status is ClientStatus.STOPPED or not may_be_written_to(scene, client_id):
        _again(scene, piece, None)
    elif client.status is ClientStatus.PAUSED:
        # In a pause nothing is asked. What was never brought waits for its end.
        _again(scene, piece, client.paused_until or scene.now + DAY if _is_new(found) else None)
    elif (at := next_check_in(scene, client)) is not None:
        # The day has one message, and it takes this along.
        _again(scene, piece, at + timedelta(minutes=1))
    elif not joined or (permit := unasked.leave(scene, client, Unasked.HOMEWORK)) is None:
        waits = _is_new(found) and scene.now - found.assigned_at < GIVEN_UP
        _again(scene, piece, _tomorrow(client, scene.now) if waits else None)
    else:
        _write(scene, permit, client, found)


def _write(scene: Scene, permit: Permit, client: Client, found: Homework) -> None:
    is_new = _is_new(found)
    _is_told(scene, found)
    scene.post_unasked(
        permit,
        scene.account(client.id),
        HomeworkCard(found.id) if is_new else HomeworkDue(found.id),
        key=homework_deeds.assigned_key(found.id) if is_new else f"homework-due:{found.id}",
        slot=flow.slot(found.id) if is_new else None,
        fresh=True,
        not_after=scene.now + unasked.GOOD_FOR,
    )


def _is_new(found: Homework) -> bool:
    """Whether the client has never been told of it: a rule assigned it."""
    return found.staff is None and found.told_at is None


def _is_told(scene: Scene, found: Homework) -> None:
    _again(scene, found.id, homework_deeds.next_telling(scene, found) if _is_new(found) else None)
    if _is_new(found):
        homework.note_told(scene.connection, scene.memory, found.id, scene.now)


def _again(scene: Scene, piece: UUID, at: datetime | None) -> None:
    homework.tell_again(scene.connection, scene.memory, [piece], at)


def _tomorrow(client: Client, now: datetime) -> datetime:
    """The client's time of check-ins on the next day."""
    here = zone(client.zone)
    return instant(local_date(now, here) + DAY, time.fromisoformat(client.check_in_at), here)


def look(scene: Scene, piece: UUID, client_id: ClientId) -> None:
    """Asks the rule about open homework, now that a piece may have been open for long enough."""
    found = homework.get(scene.connection, scene.memory, piece)
    is_told, client = rule_deeds.follow_homework(scene, client_id), scene.client(client_id)
    today = local_date(scene.now, zone(client.zone))
    is_over = found.due_on is None or today - found.due_on > LOOKED_AFTER
    again = None if is_told or is_over else tonight(scene, client)
    homework.look_again(scene.connection, scene.memory, [piece], again)


def put_off(scene: Scene, piece: UUID, until: datetime) -> None:
    """A piece that could not be handled is tried again then."""
    homework.put_off(scene.connection, scene.memory, piece, scene.now, until)
