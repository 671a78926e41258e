"""What follows from a client's choices: joining, times and places, stopping and coming back."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from care.consent import AT_JOINING, CONSENT_VERSION, Ended, Purpose
from care.local_time import local_date, zone
from care.people import ClientId, ClientStatus, PictureChoice
from care.plan import PULSE_WINDOW, PlannedCheckIn
from conversations.contents import CrisisReason
from conversations.envelopes import Inbound
from conversations.flows import checkin
from conversations.turn import Preference, Redeemed
from portal import consent_deeds, note_deeds, relinking, unasked, workflow_deeds
from portal.check_in_deeds import first_question
from portal.phone_deeds import forget_pin, unlock
from portal.planning import close_unspoken, make_check_ins, plan_anew
from portal.scene import Actor, Scene
from questionnaires.catalogue import PULSE
from questionnaires.library import Library
from store import check_ins, episodes, invitations, outbox, pauses, people, talks
from store.check_ins import CheckInState, Plan

GENTLE = timedelta(hours=48)
"""After a crisis card: no reminders and nothing cheerful for so long."""


def be_gentle(scene: Scene, client: ClientId | None, reason: CrisisReason) -> None:
    """Remembers that a client was shown the crisis card because of an answer."""
    if client is not None and reason is not CrisisReason.ASKED:
        scene.change_client(client, gentle_until=scene.now + GENTLE)


def redeem(scene: Scene, actor: Actor, invitation: UUID, locale: str) -> None:
    """Uses the invitation; the flow hears in the same transaction whether it was still valid."""
    connection, memory = scene.connection, scene.memory
    # One account is one client's: who is one already uses up no link of another.
    is_free = actor.person.client is None
    joined = invitations.redeem(connection, memory, invitation, scene.now) if is_free else None
    if joined is not None:
        address = actor.inbound.address
        if scene.client(joined).status is ClientStatus.INVITED:
            actor.person = people.become_client(connection, memory, actor.person, address, joined)
            people.give_consent(connection, memory, joined, AT_JOINING, CONSENT_VERSION, scene.now)
            scene.change_client(
                joined,
                locale=locale,
                asked_version=CONSENT_VERSION,
                discreet=scene.practice.discreet,
            )
            episodes.open_episode(connection, memory, joined, scene.now)
        else:
            actor.person = relinking.move(scene, actor.person, address, joined)
        # A fresh link is how whoever forgot the PIN is let in.
        forget_pin(scene, joined)
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
    plans = check_ins.plans(scene.connection, scene.memory, client.id)
    for plan, starts in _beginnings(plans, today, scene.library):
        check_ins.change_plan(scene.connection, scene.memory, plan.id, starts=starts, active=True)
        begun = replace(plan, starts=starts, active=True)
        if plan.instrument == PULSE:
            first = PlannedCheckIn(today, 0, scene.now, None, scene.now + PULSE_WINDOW)
            check_ins.materialise(scene.connection, scene.memory, begun, [first])
            _ask_first(scene, actor, begun)
        make_check_ins(scene, client, begun)
    workflow_deeds.expect_first_week(scene, client.id)


def _beginnings(
    plans: Iterable[Plan], today: date, library: Library
) -> Iterator[tuple[Plan, date]]:
    """The pulse today, other daily items tomorrow, each questionnaire on a day of its own."""
    place = 0
    for plan in plans:
        if plan.instrument == PULSE:
            yield plan, today
        elif library.instrument(plan.instrument, plan.version).is_daily:
            yield plan, today + timedelta(days=1)
        else:
            place += 1
            yield plan, today + timedelta(days=place)


def _ask_first(scene: Scene, actor: Actor, plan: Plan) -> None:
    today = local_date(scene.now, zone(scene.client(plan.client).zone))
    found = check_ins.on_date(scene.connection, scene.memory, plan.id, today)
    if found is None:
        return
    check_ins.move(
        scene.connection,
        scene.memory,
        found,
        CheckInState.OPEN,
        found.expires_at,
        told_at=scene.now,
    )
    unasked.spend(scene, scene.client(plan.client))
    slot = checkin.slot(found.token)
    scene.post(actor.person, first_question(scene, found), key=actor.next_key(), slot=slot)


def set_preference(scene: Scene, actor: Actor, preference: Preference, value: str) -> None:
    """Keeps a choice; unopened check-ins follow a new time or place from tomorrow on."""
    client = actor.person.client
    if client is None:
        return
    match preference:
        case Preference.LOCALE:
            scene.change_client(client, locale=value)
            close_unspoken(scene, actor, client)
        case Preference.PICTURE:
            scene.change_client(client, picture=PictureChoice(value).value)
        case Preference.BANDS:
            scene.change_client(client, bands_for_client=value == "on")
        case Preference.DISCREET:
            scene.change_client(client, discreet=value == "on")
        case Preference.DARK:
            scene.change_client(client, dark_pictures=value == "on")
        case Preference.LOCK_AFTER:
            scene.change_client(client, lock_after=int(value))
            unlock(scene, client)
        case Preference.ZONE | Preference.CHECK_IN_AT | Preference.WAKES_AT:
            scene.change_client(client, **{preference.value: value})
            plan_anew(scene, client)


def stop(scene: Scene, actor: Actor) -> None:
    """Nothing more is sent: plans, open check-ins, consents and waiting letters end at once."""
    client = actor.person.client
    if client is None:
        return
    connection, memory = scene.connection, scene.memory
    if scene.client(client).status is not ClientStatus.DISCHARGED:
        scene.change_client(client, status=ClientStatus.STOPPED.value, paused_until=None)
    pauses.end(connection, memory, client, scene.now)
    consent_deeds.end(scene, client, Purpose, Ended.STOPPED)
    outbox.cancel_unasked(connection, memory.practice, actor.person.id, scene.now)
    talks.end_all(connection, memory, actor.person.id)


def come_back(scene: Scene, actor: Actor) -> None:
    """Everything is as it was before the stop; what was switched off stays off."""
    client_id = actor.person.client
    if client_id is None or scene.client(client_id).status is ClientStatus.DISCHARGED:
        return
    scene.change_client(client_id, status=ClientStatus.ACTIVE.value, resumed_at=scene.now)
    ended = people.ended_by_stop(scene.connection, scene.memory, client_id)
    consent_deeds.give(scene, client_id, ended)
    note_deeds.came_back(scene, client_id)
