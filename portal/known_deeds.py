"""A critical answer is marked as known, with a plan; or it is known no longer."""

from typing import assert_never
from uuid import UUID

from care.alerts import AlertState
from care.audit import Action, Kind
from care.known import CriticalAnswer, ends_at, is_allowed
from care.local_time import local_date, zone
from care.people import ClientId
from conversations.contents import Argument, Line, Sentences
from conversations.knowing import EndKnown, KnownEffect, MarkKnown, OpenKnownForm
from conversations.known_showing import known_form
from conversations.wording import wording
from portal.alert_deeds import facts_of, show_anew
from portal.knowing import answer_on
from portal.scene import Actor, Scene, ShowForm
from store import alerts, known_answers


def make_true(scene: Scene, actor: Actor, effect: KnownEffect) -> None:
    """Makes one of these effects true."""
    match effect:
        case OpenKnownForm(alert):
            _open_form(scene, actor, alert)
        case MarkKnown():
            _mark(scene, actor, effect)
        case EndKnown(known):
            _end(scene, actor, known)
        case _:
            assert_never(effect)


def _open_form(scene: Scene, actor: Actor, wanted: UUID) -> None:
    """Prepares the form; it is opened directly after the commit."""
    trigger = actor.inbound.answer_to
    alert = alerts.get(scene.connection, scene.memory, wanted)
    if trigger is None:
        return
    if alert.state is AlertState.OPEN or answer_on(scene, alert) is None:
        _say(scene, actor, Line("alert-known-look-first"))
        return
    scene.note(actor.staff, Action.VIEWED, Kind.ALERT, wanted, subject=alert.client)
    words = wording(scene.member(actor.staff).locale, scene.practice.zone, library=scene.library)
    today = local_date(scene.now, zone(scene.client(alert.client).zone))
    shown = known_form(facts_of(scene, alert), alert.version, today, words)
    scene.direct.append((actor.inbound.bot, ShowForm(trigger, shown)))


def _mark(scene: Scene, actor: Actor, wanted: MarkKnown) -> None:
    """Keeps the mark, unless something newer has come than what the form showed."""
    alert = alerts.get(scene.connection, scene.memory, wanted.alert)
    answer = answer_on(scene, alert)
    if answer is None or alert.state is AlertState.OPEN or alert.version != wanted.version:
        _say(scene, actor, Line("alert-known-look-first"))
        return
    here = zone(scene.client(alert.client).zone)
    if not is_allowed(wanted.until, local_date(scene.now, here)):
        _say(scene, actor, Line("alert-known-until-when"))
        return
    held = known_answers.holding(scene.connection, scene.memory, alert.client, scene.now)
    made = known_answers.mark(
        scene.connection,
        scene.memory,
        alert.client,
        answer,
        wanted.plan,
        actor.staff,
        scene.now,
        ends_at(wanted.until, scene.now, here),
    )
    scene.note(actor.staff, Action.CONFIGURED, Kind.KNOWN_ANSWER, made, subject=alert.client)
    show_anew(scene, alert.id, actor.staff)
    if any(each.marked.answer.is_of(answer) for each in held):
        # Other cards show the plan that this one replaces.
        _show_about(scene, alert.client, answer, but=alert.id)


def _end(scene: Scene, actor: Actor, wanted: UUID) -> None:
    """It is known no longer; every card that shows it does so no more, and who pressed is told."""
    client = known_answers.client_of(scene.connection, scene.memory, wanted)
    if client is None:
        return
    held = known_answers.holding(scene.connection, scene.memory, client, scene.now)
    args: dict[str, Argument] = {"client": scene.client(client).code}
    if not known_answers.end(scene.connection, scene.memory, wanted, actor.staff, scene.now):
        _say(scene, actor, Line("alert-known-over", args))
        return
    scene.note(actor.staff, Action.REVOKED, Kind.KNOWN_ANSWER, wanted, subject=client)
    _say(scene, actor, Line("alert-known-ended", args))
    for ended in held:
        if ended.id == wanted:
            _show_about(scene, client, ended.marked.answer)


def _show_about(
    scene: Scene, client: ClientId, question: CriticalAnswer, but: UUID | None = None
) -> None:
    """Shows every card about an answer to this very question anew.

    Nobody has looked at them meanwhile: one that is still to leave stays on its way.
    """
    for each in alerts.of_client(scene.connection, scene.memory, client):
        answer = answer_on(scene, each)
        if each.id != but and answer is not None and answer.is_of(question):
            show_anew(scene, each.id)


def _say(scene: Scene, actor: Actor, line: Line) -> None:
    scene.post(actor.person, Sentences((line,)), key=actor.next_key())
