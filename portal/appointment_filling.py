"""Filling in what is said of appointments: times, places and answers come from their rows here."""

from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never
from uuid import UUID

from care.access import Capability, may
from care.appointments import Appointment, Entry
from care.consent import Purpose
from care.people import ClientId
from conversations import appointment_showing
from conversations.appointment_showing import AppointmentFacts
from conversations.appointments import (
    AppointmentCard,
    AppointmentContent,
    AppointmentList,
    AppointmentNews,
    AppointmentsOf,
    AppointmentSoon,
)
from conversations.contents import Lane, Question
from conversations.envelopes import Shown, ShownLine
from conversations.flows import appointments as flow
from conversations.showing import Known
from conversations.wording import Wording
from portal.agreed import agrees
from portal.around import Around
from portal.scene import Scene
from portal.standing import to_client
from store import appointments, check_ins
from store.people import Person

LATELY = 3
"""So many of those that are over stand below what is to come."""


def shown(
    scene: Scene,
    account: Person,
    content: AppointmentContent,
    lane: Lane,
    words: Wording,
    known: Known,
) -> Shown | None:
    """The message; None for what is not so any more, or the client does not agree to be written."""
    if isinstance(content, AppointmentsOf | AppointmentNews):
        return _for_staff(scene, account, content, words)
    client = account.client
    if client is None or (lane is not Lane.REPLY and not agrees(scene, client, Purpose.MESSAGES)):
        return None
    match content:
        case AppointmentCard(wanted):
            facts = _facts(scene, [_of(scene, wanted)], words)[0]
            card = appointment_showing.card(facts, words, _named(scene, facts, words, known))
            return card if lane is Lane.REPLY else _with_later(scene, client, card, words)
        case AppointmentList():
            found = appointments.coming(scene.connection, scene.memory, client, scene.now)
            return appointment_showing.listed(found, words, known)
        case AppointmentSoon(wanted):
            facts = _facts(scene, [_of(scene, wanted)], words)[0]
            if not facts.is_coming:
                # It was cancelled, or has begun, while this waited.
                return None
            return appointment_showing.soon(facts, words, known)
        case _:
            assert_never(content)


def _with_later(scene: Scene, client: ClientId, card: Shown, words: Wording) -> Shown:
    """A card that comes unasked is the day's message: it says when more opens, as that does."""
    near = check_ins.near(scene.connection, scene.memory, [client], scene.now)
    hours = Around(scene.now, scene.client(client), near).hours(scene.library)
    if not hours:
        return card
    later = words.say("checkin-later-today", {"clock": ", ".join(hours)})
    return replace(card, lines=(*card.lines, ShownLine(later)))


def named(scene: Scene, asking: Question, words: Wording) -> Question:
    """A check-in whose line about an appointment has its time; without it where that is over."""
    if not any(each.key in flow.LINES for each in asking.opening):
        return asking
    opening = []
    for each in asking.opening:
        if each.key not in flow.LINES:
            opening.append(each)
            continue
        found = _of(scene, UUID(str(each.args["appointment"])))
        if found.is_coming(scene.now):
            at = words.instant(found.starts_at)
            opening.append(replace(each, args={**each.args, "at": at}))
    return replace(asking, opening=tuple(opening))


def _of(scene: Scene, wanted: UUID) -> Appointment:
    return appointments.get(scene.connection, scene.memory, wanted)


def _facts(scene: Scene, found: Sequence[Appointment], words: Wording) -> list[AppointmentFacts]:
    ids = [each.id for each in found]
    trails = appointments.trail_of(scene.connection, scene.memory, ids) if ids else {}
    return [
        AppointmentFacts(each, scene.now, trails.get(each.id, ()), _elsewhere(scene, each, words))
        for each in found
    ]


def _elsewhere(scene: Scene, found: Appointment, words: Wording) -> str:
    """The time at the practice, for a reader whose clocks show another."""
    there = replace(words, zone=scene.practice.zone).instant(found.starts_at)
    return "" if there == words.instant(found.starts_at) else there


def _named(scene: Scene, facts: AppointmentFacts, words: Wording, known: Known) -> Known:
    """Whoever moved or cancelled it is named, who need not be the client's therapist any more."""
    last = facts.by_practice
    if last is None or last.staff is None or last.kind is Entry.PLANNED or words.discreet:
        return known
    return {**known, "therapist": scene.member(last.staff).name}


def _for_staff(
    scene: Scene, account: Person, content: AppointmentsOf | AppointmentNews, words: Wording
) -> Shown:
    if account.staff is None:
        raise LookupError("a client's appointments are listed for staff alone")
    client = ClientId(content.client)
    relation = to_client(scene, account.staff, client)
    may_act = may(scene.who(account.staff), Capability.PLAN_APPOINTMENT, relation)
    code = scene.client(client).code
    if isinstance(content, AppointmentNews):
        [facts] = _facts(scene, [_of(scene, content.appointment)], words)
        return appointment_showing.news(client, code, facts, words, may_act=may_act)
    read = scene.connection, scene.memory, client, scene.now
    coming = _facts(scene, appointments.coming(*read), words)
    lately = _facts(scene, appointments.lately(*read, LATELY), words)
    return appointment_showing.of_client(client, code, coming, lately, words, may_act=may_act)
