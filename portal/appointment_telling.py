"""When a client is written to about an appointment that nobody speaks of just now.

That one is new, and on its eve that it has no answer, goes with the one message of the day. The
reminder an hour before stands beside the budget: it comes at its own time or not at all, and once
for each time an appointment had. The same round lets the rule about answers look at what is due.
"""

from datetime import datetime, timedelta
from uuid import UUID

from care.appointments import TOO_LATE, Appointment, looked_at, still_reminds
from care.budget import Permit, Unasked
from care.people import ClientId, ClientStatus
from care.rules import Rule
from conversations.appointments import AppointmentCard, AppointmentSoon
from conversations.contents import Lane, Line
from conversations.flows import appointments as flow
from portal import appointment_deeds, rule_deeds, unasked
from portal.agreed import may_be_written_to
from portal.client_day import DAY, first_at, next_check_in, tonight
from portal.scene import Scene
from store import appointments
from store.people import Client


def lines(scene: Scene, client: Client, permit: Permit) -> list[Line]:
    """An appointment that is new, or waits for an answer, as one line of the message of the day.

    It comes at every pace: whoever answers no check-ins may well come to the next session.
    """
    if permit.client != client.id or client.is_gentle(scene.now):
        return []
    if not may_be_written_to(scene, client.id):
        return []
    found = appointments.waiting(scene.connection, scene.memory, client.id, tonight(scene, client))
    coming = [each for each in found if each.is_coming(scene.now)]
    # One line is enough for a day, and the nearest matters most: the list has the others.
    for each in sorted(coming, key=lambda each: each.starts_at)[:1]:
        is_new = each.told_at is None
        appointment_deeds.is_told(scene, client, each.id, each.starts_at)
        return [flow.line(each.id, is_new=is_new)]
    return []


def tell(scene: Scene, wanted: UUID, client_id: ClientId) -> None:
    """One appointment of which its client is to be told now."""
    client = scene.client(client_id)
    found = appointments.get(scene.connection, scene.memory, wanted)
    if not found.is_coming(scene.now) or client.status is ClientStatus.STOPPED:
        _again(scene, wanted, None)
    elif not may_be_written_to(scene, client_id):
        _again(scene, wanted, first_at(client, scene.now))
    elif client.status is ClientStatus.PAUSED:
        # In a pause nothing is asked: what is still to come at its end is.
        _again(scene, wanted, client.paused_until or scene.now + DAY)
    elif (at := next_check_in(scene, client)) is not None and at < found.starts_at:
        # The day has one message, and it takes this along.
        _again(scene, wanted, at + timedelta(minutes=1))
    elif (
        client.status is ClientStatus.INVITED
        or (permit := unasked.leave(scene, client, Unasked.APPOINTMENT)) is None
    ):
        _again(scene, wanted, first_at(client, scene.now))
    else:
        _write(scene, permit, client, found)


def _write(scene: Scene, permit: Permit, client: Client, found: Appointment) -> None:
    appointment_deeds.is_told(scene, client, found.id, found.starts_at)
    scene.post_unasked(
        permit,
        scene.account(client.id),
        AppointmentCard(found.id),
        key=f"appointment-asked:{found.id}:{permit.day.isoformat()}",
        slot=flow.slot(found.id),
        fresh=True,
        not_after=min(found.starts_at, scene.now + unasked.GOOD_FOR),
    )


def remind(scene: Scene, wanted: UUID, client_id: ClientId) -> None:
    """The reminder an hour before; a late one, after an outage too, is not sent any more."""
    appointments.remind_again(scene.connection, scene.memory, [wanted], None)
    client = scene.client(client_id)
    found = appointments.get(scene.connection, scene.memory, wanted)
    if not found.is_coming(scene.now) or not still_reminds(found.starts_at, scene.now):
        return
    if not _is_reminded(scene, client, found):
        return
    appointments.note_told(scene.connection, scene.memory, [wanted], scene.now)
    scene.post(
        scene.account(client_id),
        AppointmentSoon(wanted),
        key=appointment_deeds.reminder_key(wanted, found.moves),
        lane=Lane.THERAPIST,
        not_after=found.starts_at - TOO_LATE,
    )


def _is_reminded(scene: Scene, client: Client, found: Appointment) -> bool:
    """Whether this client is reminded: in a pause only of what they have said yes to.

    A pause is from being asked. Who has said that they will be there has asked nobody to forget it.
    """
    if not may_be_written_to(scene, client.id):
        return False
    if client.status is ClientStatus.PAUSED:
        return found.confirmed_at is not None
    return client.status is ClientStatus.ACTIVE


def look(scene: Scene, wanted: UUID, client_id: ClientId) -> None:
    """Asks the rule about answers, now that an appointment may be near, or has begun."""
    rule_deeds.follow_appointments(scene, client_id)
    found = appointments.get(scene.connection, scene.memory, wanted)
    hours = int(rule_deeds.rules_for(scene, client_id)[Rule.UNCONFIRMED_APPOINTMENT]["hours"])
    again = None
    if found.is_coming(scene.now):
        again = looked_at(found.starts_at, hours, scene.now)
    appointments.look_again(scene.connection, scene.memory, [wanted], again)


def put_off(scene: Scene, wanted: UUID, until: datetime) -> None:
    """One that could not be handled is tried again then."""
    appointments.put_off(scene.connection, scene.memory, wanted, scene.now, until)


def _again(scene: Scene, wanted: UUID, at: datetime | None) -> None:
    appointments.tell_again(scene.connection, scene.memory, [wanted], at)
