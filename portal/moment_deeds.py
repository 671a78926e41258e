"""What follows about key moments: marked by a client or a therapist, changed, taken away.

A moment is kept only while the client agrees to check-ins: it is an answer about a day, and stands
on the same pictures. Nobody is written to about one; each side finds it where it looks.
"""

from typing import assert_never

from care.audit import Action, Kind
from care.consent import Purpose
from care.local_time import local_date, zone
from care.moments import Marked, is_possible
from care.people import ClientId
from conversations.flows import marking
from conversations.flows import moments as flow
from conversations.moment_forms import moment_form
from conversations.moments import (
    ListMoments,
    MarkMoment,
    MarkMomentOf,
    MomentCard,
    MomentEffect,
    MomentList,
    MomentsOf,
    OpenMomentForm,
    RenameMoment,
    ShareMoment,
    ShowMoment,
    ShowMomentsOf,
    TakeMomentAway,
    TakeMomentBack,
)
from conversations.wording import wording
from portal.agreed import still_agrees
from portal.scene import Actor, Scene, ShowForm, say_of
from store import moments


def make_true(scene: Scene, actor: Actor, effect: MomentEffect) -> None:
    """Makes one effect true that is about key moments."""
    connection, memory = scene.connection, scene.memory
    match effect:
        case ListMoments():
            scene.post(actor.person, MomentList(), key=actor.next_key(), slot=flow.LIST, fresh=True)
        case ShowMoment(wanted, fresh):
            slot = flow.slot(wanted)
            card = MomentCard(wanted)
            scene.post(actor.person, card, key=actor.next_key(), slot=slot, fresh=fresh)
        case MarkMoment(marked):
            _mark(scene, actor, marked)
        case RenameMoment(wanted, title):
            if still_agrees(scene, actor.client, Purpose.CHECK_INS):
                moments.rename(connection, memory, wanted, title)
        case ShareMoment(wanted, shared):
            if not shared:
                moments.keep_private(connection, memory, wanted)
            elif still_agrees(scene, actor.client, Purpose.CHECK_INS):
                moments.share(connection, memory, wanted, scene.now)
        case TakeMomentAway(wanted):
            moments.take_away(connection, memory, wanted, by_staff=False)
        case ShowMomentsOf(client, fresh, page):
            _show_of(scene, actor, client, fresh=fresh, page=page)
        case OpenMomentForm(client):
            _open_form(scene, actor, client)
        case MarkMomentOf(client, marked):
            _mark_of(scene, actor, client, marked)
        case TakeMomentBack(client, wanted):
            if moments.take_away(connection, memory, wanted, by_staff=True):
                scene.note(actor.staff, Action.WITHDRAWN, Kind.MOMENT, wanted, subject=client)
            _show_of(scene, actor, client, fresh=False)
        case _:
            assert_never(effect)


def _mark(scene: Scene, actor: Actor, marked: Marked) -> None:
    client = actor.client
    if not still_agrees(scene, client, Purpose.CHECK_INS):
        said = flow.not_kept()
        scene.post(actor.person, said.content, key=actor.next_key())
        return
    made = moments.mark(scene.connection, scene.memory, client, None, marked, scene.now)
    slot, card = flow.slot(made), MomentCard(made)
    scene.post(actor.person, card, key=actor.next_key(), slot=slot, fresh=True)


def _show_of(scene: Scene, actor: Actor, client: ClientId, *, fresh: bool, page: int = 0) -> None:
    slot, listed = marking.of(client), MomentsOf(client, page)
    scene.post(actor.person, listed, key=actor.next_key(), slot=slot, fresh=fresh)


def _open_form(scene: Scene, actor: Actor, client_id: ClientId) -> None:
    trigger = actor.inbound.answer_to
    if trigger is None:
        return
    if not still_agrees(scene, client_id, Purpose.CHECK_INS):
        say_of(scene, actor, "staff-moment-not-wanted", client_id)
        return
    here = zone(scene.practice.zone)
    words = wording(scene.member(actor.staff).locale, scene.practice.zone)
    code = scene.client(client_id).code
    form = moment_form(client_id, code, local_date(scene.now, here), words)
    scene.direct.append((actor.inbound.bot, ShowForm(trigger, form)))


def _mark_of(scene: Scene, actor: Actor, client: ClientId, marked: Marked) -> None:
    if not still_agrees(scene, client, Purpose.CHECK_INS):
        say_of(scene, actor, "staff-moment-not-wanted", client)
        return
    if not is_possible(marked.on, local_date(scene.now, zone(scene.client(client).zone))):
        # Where the client lives that day has not begun.
        say_of(scene, actor, "staff-moment-day-ahead", client)
        return
    made = moments.mark(scene.connection, scene.memory, client, actor.staff, marked, scene.now)
    scene.note(actor.staff, Action.MARKED, Kind.MOMENT, made, subject=client)
    _show_of(scene, actor, client, fresh=False)
