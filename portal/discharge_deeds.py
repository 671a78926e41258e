"""What follows when a therapist ends a client's therapy, or begins it again."""

from datetime import datetime
from typing import assert_never

from care.audit import Action, Kind
from care.discharge import Hindrance
from care.people import ClientId, ClientStatus
from conversations import discharge_forms
from conversations.appointments import OpenAppointmentForm, PlanAppointment
from conversations.correspondence import OpenAnswerForm, WriteToClient
from conversations.discharge import (
    Discharge,
    DischargeEffect,
    OpenDischargeForm,
    OpenReadmissionForm,
    Readmit,
)
from conversations.flows import discharging
from conversations.homework import AssignHomework, OpenHomeworkForm
from conversations.moments import MarkMomentOf, OpenMomentForm
from conversations.shelf import PutOnShelf
from conversations.tuning import OpenScheduleForm, TrySchedule
from conversations.turn import Effect, Form, OpenForm, SendSupport
from conversations.wording import Wording, wording
from portal import alert_deeds, discharges
from portal.scene import Actor, Scene, ShowForm
from portal.standing import ended_at
from store import alerts, messages

BEGINNINGS = (
    *(OpenHomeworkForm, AssignHomework, PutOnShelf, OpenAppointmentForm, PlanAppointment),
    *(OpenAnswerForm, WriteToClient, OpenMomentForm, MarkMomentOf, OpenScheduleForm, TrySchedule),
)
"""What a therapist begins with a client whose therapy goes on."""


def make_true(scene: Scene, actor: Actor, effect: DischargeEffect) -> None:
    """Makes one of these effects true."""
    match effect:
        case OpenDischargeForm(client):
            _open_form(scene, actor, client)
        case Discharge(client, text):
            _discharge(scene, actor, client, text)
        case OpenReadmissionForm(client):
            _open_readmission(scene, actor, client)
        case Readmit(client):
            _readmit(scene, actor, client)
        case _:
            assert_never(effect)


def _words(scene: Scene, actor: Actor) -> Wording:
    return wording(scene.member(actor.staff).locale, scene.practice.zone)


def _open_form(scene: Scene, actor: Actor, client_id: ClientId) -> None:
    trigger, client = actor.inbound.answer_to, scene.client(client_id)
    found = discharges.ending(scene, client)
    if found.hindrance is not None:
        _refuse(scene, actor, client_id, found.hindrance, found.appointment)
    elif trigger is not None:
        form = discharge_forms.discharge_form(client_id, client.code, found, _words(scene, actor))
        scene.direct.append((actor.inbound.bot, ShowForm(trigger, form)))


def _discharge(scene: Scene, actor: Actor, client: ClientId, text: str) -> None:
    found = discharges.look(scene, client)
    if found.hindrance is not None:
        _refuse(scene, actor, client, found.hindrance, found.appointment)
        return
    has_words = bool(text) and found.takes_words and found.is_told
    if has_words:
        # Before the end: from then on nobody is written to.
        made = alert_deeds.write_to(scene, actor, client, text, kind=messages.ANSWER)
        scene.note(actor.staff, Action.ANSWERED, Kind.MESSAGE, made, subject=client)
    discharges.discharge(scene, client, found, actor.staff, after_words=has_words)
    scene.note(actor.staff, Action.DISCHARGED, Kind.CLIENT, client, subject=client)
    said = discharging.done(client, scene.client(client).code, found)
    scene.post(actor.person, said, key=actor.next_key())


def _open_readmission(scene: Scene, actor: Actor, client_id: ClientId) -> None:
    trigger, client = actor.inbound.answer_to, scene.client(client_id)
    ended = ended_at(scene, client)
    if ended is None:
        _refuse(scene, actor, client_id, Hindrance.NOT_OVER)
    elif trigger is not None:
        words = _words(scene, actor)
        form = discharge_forms.readmission_form(client_id, client.code, ended, words)
        scene.direct.append((actor.inbound.bot, ShowForm(trigger, form)))


def _readmit(scene: Scene, actor: Actor, client: ClientId) -> None:
    hindrance = discharges.readmit(scene, client, actor.staff)
    if hindrance is not None:
        _refuse(scene, actor, client, hindrance)
        return
    scene.note(actor.staff, Action.READMITTED, Kind.CLIENT, client, subject=client)
    found = scene.client(client)
    stopped = found.status is ClientStatus.STOPPED
    said = discharging.begun(client, found.code, stopped=stopped)
    scene.post(actor.person, said, key=actor.next_key())


def is_over(scene: Scene, actor: Actor, effect: Effect) -> bool:
    """Whether this would begin something with a former client; who wants it is told so."""
    match effect:
        case SendSupport(alert) | OpenForm(Form.SUPPORT, alert):
            client = alerts.client_of(scene.connection, scene.memory, alert)
        case _ if isinstance(effect, BEGINNINGS):
            client = effect.client
        case _:
            return False
    if client is None or scene.client(client).status is not ClientStatus.DISCHARGED:
        return False
    said = discharging.is_over(client, scene.client(client).code)
    scene.post(actor.person, said, key=actor.next_key())
    return True


def _refuse(
    scene: Scene,
    actor: Actor,
    client: ClientId,
    why: Hindrance,
    appointment: datetime | None = None,
) -> None:
    said = discharging.refused(scene.client(client).code, why, appointment)
    scene.post(actor.person, said, key=actor.next_key())
