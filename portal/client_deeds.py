"""What follows from a client's choices: joining, times and places, stopping and coming back."""

from dataclasses import replace
from datetime import time, timedelta
from uuid import UUID

from care.consent import CONSENT_VERSION, Purpose
from care.local_time import local_date, zone
from care.people import ClientId, ClientStatus, PictureChoice
from care.plan import PULSE_WINDOW, CheckInPlan, PlannedCheckIn, daily_pulse, planned, questionnaire
from conversations.contents import CrisisReason
from conversations.envelopes import Inbound
from conversations.flows import checkin
from conversations.turn import Preference, Redeemed
from portal.check_in_deeds import first_question
from portal.phone_deeds import forget_pin, unlock
from portal.scene import Actor, Scene
from store import check_ins, episodes, invitations, outbox, people, talks
from store.check_ins import CheckInState, Plan
from store.people import Client

GENTLE = timedelta(hours=48)
"""After a crisis card: no reminders and nothing cheerful for so long."""

AHEAD = timedelta(days=14)
"""How far ahead check-ins are made; a week before they run out, more are made."""

AGAIN = timedelta(days=7)


def be_gentle(scene: Scene, client: ClientId | None, reason: CrisisReason) -> None:
    """Remembers that a client was shown the crisis card because of an answer."""
    if client is not None and reason is not CrisisReason.ASKED:
        scene.change_client(client, gentle_until=scene.now + GENTLE)


def redeem(scene: Scene, actor: Actor, invitation: UUID, locale: str) -> None:
    """Uses the invitation; the flow hears in the same transaction whether it was still valid."""
    connection, memory = scene.connection, scene.memory
    joined = invitations.redeem(connection, memory, invitation, scene.now)
    if joined is not None:
        address = actor.inbound.address
        actor.person = people.become_client(connection, memory, actor.person, address, joined)
        people.give_consent(connection, memory, joined, Purpose, CONSENT_VERSION, scene.now)
        scene.change_client(joined, locale=locale, discreet=scene.practice.discreet)
        # A fresh link is how whoever forgot the PIN is let in.
        forget_pin(scene, joined)
        episodes.open_episode(connection, memory, joined, scene.now)
    actor.follow_ups.append(
        Inbound(actor.inbound.bot, actor.inbound.address, Redeemed(joined is not None))
    )


def begin_check_ins(scene: Scene, actor: Actor, at: str, zone_name: str) -> None:
    """Makes the client active, plans from today on, and asks the first question."""
    if actor.person.client is None:
        return
    scene.change_client(
        actor.person.client,
        check_in_at=at,
        zone=zone_name,
        status=ClientStatus.ACTIVE.value,
    )
    client = scene.client(actor.person.client)
    today = local_date(scene.now, zone(client.zone))
    for place, plan in enumerate(check_ins.plans(scene.connection, scene.memory, client.id)):
        # One thing a day: the pulse today, each questionnaire on a day of its own after it.
        starts = today + timedelta(days=place)
        check_ins.change_plan(scene.connection, scene.memory, plan.id, starts=starts, active=True)
        begun = replace(plan, starts=starts, active=True)
        if plan.instrument == "pulse":
            first = PlannedCheckIn(today, 0, scene.now, None, scene.now + PULSE_WINDOW)
            check_ins.materialise(scene.connection, scene.memory, begun, [first])
            _ask_first(scene, actor, begun)
        make_check_ins(scene, client, begun)


def _ask_first(scene: Scene, actor: Actor, plan: Plan) -> None:
    today = local_date(scene.now, zone(scene.client(plan.client).zone))
    found = check_ins.on_date(scene.connection, scene.memory, plan.id, today)
    if found is None:
        return
    check_ins.move(scene.connection, scene.memory, found, CheckInState.OPEN, found.expires_at)
    check_ins.take_day(scene.connection, scene.memory, plan.client, today, scene.now)
    slot = checkin.slot(found.token)
    scene.post(actor.person, first_question(found), key=actor.next_key(), slot=slot)


def schedule(plan: Plan, client: Client) -> CheckInPlan:
    """A kept plan as the calendar understands it, at the client's own check-in time."""
    at = time.fromisoformat(client.check_in_at)
    if plan.instrument == "pulse":
        return replace(
            daily_pulse(plan.instrument, plan.version, at, plan.starts), every=plan.every
        )
    return questionnaire(plan.instrument, plan.version, at, plan.starts, plan.every)


def make_check_ins(scene: Scene, client: Client, plan: Plan) -> None:
    """Makes the check-ins of the next two weeks that are not there yet."""
    here = zone(client.zone)
    today = local_date(scene.now, here)
    until = today + AHEAD
    found = [
        each
        for each in planned(schedule(plan, client), here, today, until)
        if each.opens_at > scene.now
    ]
    check_ins.materialise(scene.connection, scene.memory, plan, found)
    check_ins.change_plan(
        scene.connection,
        scene.memory,
        plan.id,
        planned_to=until,
        plan_again_at=scene.now + AGAIN,
    )


def set_preference(scene: Scene, actor: Actor, preference: Preference, value: str) -> None:
    """Keeps a choice; unopened check-ins follow a new time or place from tomorrow on."""
    client = actor.person.client
    if client is None:
        return
    match preference:
        case Preference.LOCALE:
            scene.change_client(client, locale=value)
        case Preference.PICTURE:
            scene.change_client(client, picture=PictureChoice(value).value)
        case Preference.BANDS:
            scene.change_client(client, bands_for_client=value == "on")
        case Preference.DISCREET:
            scene.change_client(client, discreet=value == "on")
        case Preference.LOCK_AFTER:
            scene.change_client(client, lock_after=int(value))
            unlock(scene, client)
        case Preference.ZONE | Preference.CHECK_IN_AT:
            scene.change_client(client, **{preference.value: value})
            plan_anew(scene, client)


def plan_anew(scene: Scene, client_id: ClientId) -> None:
    """Makes a client's unopened check-ins again; today's stays as it was planned."""
    client = scene.client(client_id)
    today = local_date(scene.now, zone(client.zone))
    check_ins.forget_planned(scene.connection, scene.memory, client.id, after=today)
    for plan in check_ins.plans(scene.connection, scene.memory, client.id):
        if plan.active:
            make_check_ins(scene, client, plan)


def stop(scene: Scene, actor: Actor) -> None:
    """Nothing more is sent: plans, open check-ins, consents and waiting letters end at once."""
    client = actor.person.client
    if client is None:
        return
    connection, memory = scene.connection, scene.memory
    scene.change_client(client, status=ClientStatus.STOPPED.value)
    people.revoke_consent(connection, memory, client, scene.now)
    check_ins.forget_planned(connection, memory, client)
    check_ins.close_open(connection, memory, client, scene.now)
    for plan in check_ins.plans(connection, memory, client):
        check_ins.change_plan(connection, memory, plan.id, active=False, plan_again_at=None)
    outbox.cancel_unasked(connection, memory.practice, actor.person.id, scene.now)
    talks.end_all(connection, memory, actor.person.id)


def come_back(scene: Scene, actor: Actor) -> None:
    """Takes the check-ins up again, from the next check-in time on."""
    client_id = actor.person.client
    if client_id is None:
        return
    connection, memory = scene.connection, scene.memory
    scene.change_client(client_id, status=ClientStatus.ACTIVE.value)
    people.give_consent(connection, memory, client_id, Purpose, CONSENT_VERSION, scene.now)
    client = scene.client(client_id)
    for plan in check_ins.plans(connection, memory, client_id):
        check_ins.change_plan(connection, memory, plan.id, active=True)
        make_check_ins(scene, client, replace(plan, active=True))
