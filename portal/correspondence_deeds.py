"""What follows from messages: kept, told to the therapist, answered, and looked at by the rule."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import assert_never
from uuid import UUID

from care.audit import Action, Kind
from care.consent import Purpose
from care.correspondence import State, worked_at, worked_hours
from care.local_time import zone
from care.people import ClientId, ClientStatus
from care.rules import Rule
from conversations.contents import Lane
from conversations.correspondence import (
    CloseMessages,
    Conversation,
    MessageEffect,
    MessageReceipt,
    MessagesOf,
    OpenAnswerForm,
    OpenMessages,
    SendMessage,
    ShowConversation,
    ShowMessagesOf,
    ShowReceipt,
    WriteToClient,
)
from conversations.correspondence_forms import answer_form
from conversations.flows import answering
from conversations.flows import correspondence as flow
from conversations.wording import wording
from portal import alert_deeds, message_cards, rule_deeds
from portal.agreed import still_agrees
from portal.home_deeds import refresh
from portal.scene import Actor, Scene, ShowForm, say_of
from store import correspondence, messages
from store.outbox import Letter

AGAIN = timedelta(days=1)
"""How long the rule waits before it is asked again about what still waits."""


def make_true(scene: Scene, actor: Actor, effect: MessageEffect) -> None:
    """Makes one effect true that is about messages."""
    match effect:
        case SendMessage(text):
            _send(scene, actor, text)
        case ShowReceipt(message):
            card, slot = MessageReceipt(message), flow.slot(message)
            scene.post(actor.person, card, key=actor.next_key(), slot=slot, fresh=True)
        case ShowConversation(page, fresh):
            shown = Conversation(page)
            scene.post(actor.person, shown, key=actor.next_key(), slot=flow.LISTED, fresh=fresh)
        case ShowMessagesOf(client, fresh):
            _show_of(scene, actor, client, fresh=fresh)
        case OpenMessages(client):
            _note_opened(scene, actor, client)
        case OpenAnswerForm(client):
            _note_opened(scene, actor, client)
            _open_form(scene, actor, client)
        case WriteToClient(client, text):
            _write(scene, actor, client, text)
        case CloseMessages(client):
            _close(scene, actor, client)
        case _:
            assert_never(effect)


# --- of the client ----------------------------------------------------------------------------


def _send(scene: Scene, actor: Actor, text: str) -> None:
    client = actor.person.client
    if client is None:
        raise LookupError("nobody writes to a therapist but a client")
    if not still_agrees(scene, client, Purpose.MESSAGES):
        scene.post(actor.person, flow.not_taken().content, key=actor.next_key())
        return
    made = keep(scene, client, text)
    slot, receipt = flow.slot(made), MessageReceipt(made)
    scene.post(actor.person, receipt, key=actor.next_key(), slot=slot, fresh=True)


def keep(scene: Scene, client: ClientId, text: str) -> UUID:
    """Keeps a message and tells the therapist that there is something."""
    connection, memory = scene.connection, scene.memory
    is_first = not correspondence.waiting_since(connection, memory, client)
    look_at = _looked_at(scene, client, scene.now)
    made = correspondence.add(connection, memory, client, text, scene.now, look_at)
    message_cards.post(scene, client, cause=str(made), is_first=is_first)
    return made


def _looked_at(scene: Scene, client: ClientId, since: datetime) -> datetime | None:
    """When the rule finds something that has waited since then, as it is set now."""
    hours = int(float(rule_deeds.rules_for(scene, client)[Rule.UNANSWERED_MESSAGE]["hours"]))
    practice = scene.practice
    return worked_at(since, hours, zone(practice.zone), practice.working_hours)


# --- of the therapist -------------------------------------------------------------------------


def _show_of(scene: Scene, actor: Actor, client: ClientId, *, fresh: bool) -> None:
    slot = answering.of(client)
    scene.post(actor.person, MessagesOf(client), key=actor.next_key(), slot=slot, fresh=fresh)


def _note_opened(scene: Scene, actor: Actor, client: ClientId) -> None:
    if scene.client(client).therapist == actor.staff:
        message_cards.note_opened(scene, client)


def _open_form(scene: Scene, actor: Actor, client: ClientId) -> None:
    trigger = actor.inbound.answer_to
    if trigger is None:
        return
    if not still_agrees(scene, client, Purpose.MESSAGES):
        say_of(scene, actor, "support-not-wanted", client)
        return
    words = wording(scene.member(actor.staff).locale, scene.practice.zone)
    form = answer_form(client, scene.client(client).code, words)
    scene.direct.append((actor.inbound.bot, ShowForm(trigger, form)))


def _write(scene: Scene, actor: Actor, client: ClientId, text: str) -> None:
    if not still_agrees(scene, client, Purpose.MESSAGES):
        say_of(scene, actor, "support-not-wanted", client)
        return
    _note_opened(scene, actor, client)
    made = alert_deeds.write_to(scene, actor, client, text, kind=messages.ANSWER)
    scene.note(actor.staff, Action.ANSWERED, Kind.MESSAGE, made, subject=client)
    alert_deeds.answered(scene, client, actor.staff, made)


def _close(scene: Scene, actor: Actor, client: ClientId) -> None:
    _note_opened(scene, actor, client)
    closed = correspondence.settle(
        scene.connection, scene.memory, client, State.CLOSED, actor.staff, None, scene.now
    )
    if closed:
        scene.note(actor.staff, Action.RESOLVED, Kind.MESSAGE, client, subject=client)
        rule_deeds.end_messages(scene, client)
    refresh(scene, [actor.staff])
    _show_of(scene, actor, client, fresh=False)


# --- when it is time --------------------------------------------------------------------------


def settle(scene: Scene, letter: Letter) -> None:
    """A card has arrived in the therapist's Slack: what was written before it was posted."""
    if not isinstance(letter.content, MessagesOf):
        return
    client = ClientId(letter.content.client)
    account = scene.account(scene.client(client).therapist, staff=True)
    if letter.lane is Lane.THERAPIST and account is not None and account.id == letter.person:
        until = max(letter.written_at, letter.not_before)
        correspondence.note_told(scene.connection, scene.memory, client, until, scene.now)


def look(scene: Scene, client: ClientId) -> None:
    """Asks the rule about unanswered messages, now that one may have waited for long enough."""
    again = None
    waiting = correspondence.waiting_since(scene.connection, scene.memory, client)
    if waiting and scene.client(client).status is not ClientStatus.STOPPED:
        rests = rule_deeds.follow_messages(scene, client)
        due = _looked_at(scene, client, min(waiting))
        if rests:
            due = _next_hour(scene, waiting)
        again = scene.now + AGAIN
        if due is not None and scene.now < due:
            again = min(again, due)
    correspondence.look_again(scene.connection, scene.memory, client, scene.now, again)


def _next_hour(scene: Scene, waiting: Sequence[datetime]) -> datetime | None:
    """When one of these has waited for another full working hour; a rest may be over by then."""
    here, hours = zone(scene.practice.zone), scene.practice.working_hours
    coming = (
        next((at for at in worked_hours(since, here, hours) if at > scene.now), None)
        for since in waiting
    )
    return min((each for each in coming if each is not None), default=None)
