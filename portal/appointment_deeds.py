"""What follows about appointments: planned, moved, cancelled, confirmed, asked to be another.

`plan`, `move` and `cancel` are the only ways in, for a therapist in Slack as for whoever types a
command. What is planned comes to the client with a day's message. That a time has changed, or that
somebody answered a request, is a person's own message and comes at once.
"""

from datetime import datetime
from typing import assert_never
from uuid import UUID

from care.appointments import Planned, eve, looked_at, remind_at
from care.audit import Action, Kind
from care.local_time import zone
from care.people import ClientId, ClientStatus, StaffId
from care.rules import Rule
from conversations.appointment_forms import answer_form, plan_form
from conversations.appointments import (
    AppointmentCard,
    AppointmentEffect,
    AppointmentList,
    AppointmentNews,
    AppointmentsOf,
    AskOtherTime,
    CancelAppointment,
    ConfirmAppointment,
    DeclineAppointment,
    KeepAppointment,
    ListAppointments,
    MoveAppointment,
    OpenAppointmentForm,
    OpenWishForm,
    PlanAppointment,
    ShowAppointment,
    ShowAppointmentsOf,
)
from conversations.contents import Lane
from conversations.correspondence import DeputyNote
from conversations.disclosing import MOVED
from conversations.flows import appointing
from conversations.flows import appointments as flow
from conversations.wording import Wording, wording
from portal import message_cards, rule_deeds
from portal.agreed import may_be_written_to
from portal.client_day import first_at
from portal.home_deeds import refresh
from portal.planning import follow_sessions
from portal.scene import Actor, Scene, ShowForm
from store import appointments, outbox
from store.people import Client


def _hours(scene: Scene, client: ClientId) -> int:
    return int(rule_deeds.rules_for(scene, client)[Rule.UNCONFIRMED_APPOINTMENT]["hours"])


def _look_at(scene: Scene, client: ClientId, starts_at: datetime) -> datetime:
    return looked_at(starts_at, _hours(scene, client), scene.now)


def next_telling(scene: Scene, client: Client, starts_at: datetime) -> datetime | None:
    """When a client who knows of one is asked once more: on its eve, unless they said yes."""
    return eve(starts_at, client.check_in_at, zone(client.zone), scene.now)


def plan(scene: Scene, client_id: ClientId, by: StaffId | None, planned: Planned) -> UUID:
    """Keeps an appointment; the client is asked with the next message of a day."""
    client = scene.client(client_id)
    told = client.status is not ClientStatus.STOPPED
    made = appointments.plan(
        scene.connection,
        scene.memory,
        client_id,
        by,
        planned,
        scene.now,
        tell_at=first_at(client, scene.now) if told else None,
        remind_at=remind_at(planned.starts_at, scene.now) if told else None,
        look_at=_look_at(scene, client_id, planned.starts_at),
    )
    if by is not None:
        scene.note(by, Action.CONFIGURED, Kind.APPOINTMENT, made, subject=client_id)
    _has_changed(scene, client)
    return made


def move(scene: Scene, wanted: UUID, by: StaffId | None, planned: Planned, words: str = "") -> bool:
    """Gives one another time or place; the client who knew of it reads so at once."""
    before = appointments.get(scene.connection, scene.memory, wanted)
    client = scene.client(before.client)
    knew = before.told_at is not None
    again = next_telling(scene, client, planned.starts_at) if knew else first_at(client, scene.now)
    told = client.status is not ClientStatus.STOPPED
    entry = appointments.move(
        scene.connection,
        scene.memory,
        wanted,
        by,
        planned,
        words,
        scene.now,
        tell_at=again if told else None,
        remind_at=remind_at(planned.starts_at, scene.now) if told else None,
        look_at=_look_at(scene, client.id, planned.starts_at),
    )
    if entry is None:
        return False
    if by is not None:
        scene.note(by, Action.CONFIGURED, Kind.APPOINTMENT, wanted, subject=client.id, reason=MOVED)
    _take_reminder_back(scene, wanted, before.moves)
    if knew:
        bring(scene, client.id, wanted, entry)
    _has_changed(scene, client)
    _answer_news(scene, client, wanted, entry)
    return True


def cancel(scene: Scene, wanted: UUID, by: StaffId | None, words: str = "") -> bool:
    """Cancels one; the client who knew of it reads so at once, and nobody else is told."""
    before = appointments.get(scene.connection, scene.memory, wanted)
    client = scene.client(before.client)
    entry = appointments.cancel(scene.connection, scene.memory, wanted, by, words, scene.now)
    if entry is None:
        return False
    if by is not None:
        scene.note(by, Action.WITHDRAWN, Kind.APPOINTMENT, wanted, subject=client.id)
    _take_reminder_back(scene, wanted, before.moves)
    if before.told_at is not None:
        bring(scene, client.id, wanted, entry)
    _has_changed(scene, client)
    _answer_news(scene, client, wanted, entry)
    return True


def stays(scene: Scene, wanted: UUID, by: StaffId, words: str = "") -> bool:
    """Answers a request for another time with the time it has; the client reads so at once."""
    found = appointments.get(scene.connection, scene.memory, wanted)
    client = scene.client(found.client)
    entry = appointments.stays(
        scene.connection,
        scene.memory,
        wanted,
        by,
        words,
        scene.now,
        tell_at=next_telling(scene, client, found.starts_at),
        look_at=_look_at(scene, client.id, found.starts_at),
    )
    if entry is None:
        return False
    scene.note(by, Action.ANSWERED, Kind.APPOINTMENT, wanted, subject=client.id)
    bring(scene, client.id, wanted, entry)
    refresh(scene, [client.therapist])
    _answer_news(scene, client, wanted, entry)
    return True


def bring(scene: Scene, client: ClientId, wanted: UUID, entry: UUID) -> None:
    """Leaves the letter that says how an appointment stands now."""
    if scene.client(client).status is ClientStatus.STOPPED or not may_be_written_to(scene, client):
        return
    scene.post(
        scene.account(client),
        AppointmentCard(wanted),
        key=f"appointment-changed:{entry}",
        lane=Lane.THERAPIST,
        slot=flow.slot(wanted),
        fresh=True,
    )


def reminder_key(wanted: UUID, moves: int) -> str:
    """The key of the reminder of an appointment: one for each of its times."""
    return f"appointment-soon:{wanted}:{moves}"


def _take_reminder_back(scene: Scene, wanted: UUID, moves: int) -> None:
    key = reminder_key(wanted, moves)
    outbox.cancel(scene.connection, scene.memory.practice, key, scene.now)


def _has_changed(scene: Scene, client: Client) -> None:
    """What goes by a client's appointments is made anew, and what was told of them may end."""
    follow_sessions(scene, client)
    rule_deeds.end_appointments(scene, client.id)
    refresh(scene, [client.therapist])


# --- what therapists read of it -------------------------------------------------------------


def _answer_news(scene: Scene, client: Client, wanted: UUID, entry: UUID) -> None:
    """Where a therapist was told of a request, and the list, say by now what became of it."""
    account = scene.account(client.therapist, staff=True)
    if account is None:
        return
    slot = appointing.news_slot(wanted)
    if scene.place(account.id, slot) is not None:
        news = AppointmentNews(wanted, client.id)
        scene.post(account, news, key=f"appointment-news:{entry}", lane=Lane.THERAPIST, slot=slot)


def _tell_therapist(scene: Scene, client: Client, wanted: UUID, key: str) -> None:
    """A card in Slack: another time is asked for, or the client cannot come."""
    message_cards.tell_deputy(scene, DeputyNote(client.id, wanted), key=key)
    scene.post(
        scene.account(client.therapist, staff=True),
        AppointmentNews(wanted, client.id),
        key=f"{key}:news",
        lane=Lane.THERAPIST,
        slot=appointing.news_slot(wanted),
        fresh=True,
    )


def _show_list_again(scene: Scene, client: Client, key: str) -> None:
    """The list in Slack says nothing else any more, where it stands."""
    account = scene.account(client.therapist, staff=True)
    slot = appointing.of(client.id)
    if account is not None and scene.place(account.id, slot) is not None:
        content = AppointmentsOf(client.id)
        scene.post(account, content, key=f"{key}:list", lane=Lane.THERAPIST, slot=slot)


# --- effects --------------------------------------------------------------------------------


def make_true(scene: Scene, actor: Actor, effect: AppointmentEffect) -> None:
    """Makes one effect true that is about appointments."""
    match effect:
        case ListAppointments(fresh):
            _list(scene, actor, fresh=fresh)
        case ShowAppointment(wanted, fresh):
            _knows(scene, actor.client, [wanted])
            slot = flow.slot(wanted)
            card = AppointmentCard(wanted)
            scene.post(actor.person, card, key=actor.next_key(), slot=slot, fresh=fresh)
        case ConfirmAppointment(wanted):
            if appointments.confirm(scene.connection, scene.memory, wanted, scene.now):
                _answered(scene, actor, wanted)
        case AskOtherTime(wanted, words):
            if appointments.request(scene.connection, scene.memory, wanted, words, scene.now):
                _answered(scene, actor, wanted, tells=True)
        case DeclineAppointment(wanted):
            _decline(scene, actor, wanted)
        case ShowAppointmentsOf(client, fresh):
            _show_of(scene, actor, client, fresh=fresh)
        case OpenAppointmentForm(client, wanted):
            _open_form(scene, actor, client, wanted)
        case OpenWishForm(client, wanted, cancels):
            _open_answer_form(scene, actor, client, wanted, cancels=cancels)
        case PlanAppointment(client, planned):
            plan(scene, client, actor.staff, planned)
            _show_of(scene, actor, client, fresh=True)
        case MoveAppointment(client, wanted, planned, words):
            move(scene, wanted, actor.staff, planned, words)
            _show_of(scene, actor, client, fresh=False)
        case CancelAppointment(client, wanted, words):
            cancel(scene, wanted, actor.staff, words)
            _show_of(scene, actor, client, fresh=False)
        case KeepAppointment(client, wanted, words):
            stays(scene, wanted, actor.staff, words)
            _show_of(scene, actor, client, fresh=False)
        case _:
            assert_never(effect)


def _list(scene: Scene, actor: Actor, *, fresh: bool) -> None:
    client = actor.client
    found = appointments.coming(scene.connection, scene.memory, client, scene.now)
    _knows(scene, client, [each.id for each in found])
    key = actor.next_key()
    scene.post(actor.person, AppointmentList(), key=key, slot=flow.LIST, fresh=fresh)


def _knows(scene: Scene, client_id: ClientId, wanted: list[UUID]) -> None:
    """The client looks at these now: what was to tell them of one only asks on its eve."""
    client = scene.client(client_id)
    for each in appointments.coming(scene.connection, scene.memory, client_id, scene.now):
        if each.id in wanted and each.told_at is None:
            is_told(scene, client, each.id, each.starts_at)


def is_told(scene: Scene, client: Client, wanted: UUID, starts_at: datetime) -> None:
    """The client knows of an appointment by now, and is asked once more on its eve."""
    appointments.note_told(scene.connection, scene.memory, [wanted], scene.now)
    again = next_telling(scene, client, starts_at)
    appointments.tell_again(scene.connection, scene.memory, [wanted], again)


def _answered(scene: Scene, actor: Actor, wanted: UUID, *, tells: bool = False) -> None:
    client = scene.client(actor.client)
    rule_deeds.end_appointments(scene, client.id)
    refresh(scene, [client.therapist])
    key = actor.next_key()
    if tells:
        _tell_therapist(scene, client, wanted, key)
    _show_list_again(scene, client, key)


def _decline(scene: Scene, actor: Actor, wanted: UUID) -> None:
    found = appointments.get(scene.connection, scene.memory, wanted)
    if not appointments.decline(scene.connection, scene.memory, wanted, scene.now):
        return
    _take_reminder_back(scene, wanted, found.moves)
    follow_sessions(scene, scene.client(found.client))
    _answered(scene, actor, wanted, tells=True)


def _show_of(scene: Scene, actor: Actor, client: ClientId, *, fresh: bool) -> None:
    slot = appointing.of(client)
    content = AppointmentsOf(client)
    scene.post(actor.person, content, key=actor.next_key(), slot=slot, fresh=fresh)


def _words(scene: Scene, actor: Actor) -> Wording:
    return wording(scene.member(actor.staff).locale, scene.practice.zone)


def _open_form(scene: Scene, actor: Actor, client: ClientId, wanted: UUID | None) -> None:
    trigger = actor.inbound.answer_to
    if trigger is None:
        return
    found = None
    if wanted is not None:
        found = appointments.get(scene.connection, scene.memory, wanted)
        scene.note(actor.staff, Action.VIEWED, Kind.APPOINTMENT, wanted, subject=client)
    code, here = scene.client(client).code, zone(scene.practice.zone)
    form = plan_form(client, code, found, scene.now, here, _words(scene, actor))
    scene.direct.append((actor.inbound.bot, ShowForm(trigger, form)))


def _open_answer_form(
    scene: Scene, actor: Actor, client: ClientId, wanted: UUID, *, cancels: bool
) -> None:
    trigger = actor.inbound.answer_to
    if trigger is None:
        return
    found = appointments.get(scene.connection, scene.memory, wanted)
    scene.note(actor.staff, Action.VIEWED, Kind.APPOINTMENT, wanted, subject=client)
    code = scene.client(client).code
    form = answer_form(found, code, _words(scene, actor), cancels=cancels)
    scene.direct.append((actor.inbound.bot, ShowForm(trigger, form)))
