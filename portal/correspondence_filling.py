"""Filling in what is said of messages: their words come from their rows here."""

from typing import assert_never

from care.access import Capability, may
from care.correspondence import KEPT_IN_VIEW, State, Waiting
from care.people import ClientId
from conversations import correspondence_showing
from conversations.correspondence import (
    Conversation,
    DeputyNote,
    MessageContent,
    MessageReceipt,
    MessagesOf,
)
from conversations.correspondence_showing import DeputyFacts, MessagesFacts, ReceiptFacts
from conversations.envelopes import Shown
from conversations.showing import Known
from conversations.wording import Wording
from portal import message_cards
from portal.scene import Scene
from portal.standing import to_client
from store import appointments, correspondence, messages
from store.people import Person


def shown(
    scene: Scene, account: Person, content: MessageContent, words: Wording, known: Known
) -> Shown | None:
    """The message about messages; None where a row is gone that it speaks of."""
    match content:
        case MessagesOf(client):
            return _of_client(scene, account, ClientId(client), words)
        case DeputyNote() as note:
            return _to_deputy(scene, note, words)
        case MessageReceipt() as wanted:
            return _receipt(scene, wanted, words, known)
        case Conversation(page):
            return _conversation(scene, account, page, words, known)
        case _:
            assert_never(content)


def _receipt(scene: Scene, wanted: MessageReceipt, words: Wording, known: Known) -> Shown | None:
    message = correspondence.get(scene.connection, scene.memory, wanted.message)
    if message is None:
        return None
    answer = correspondence.answer_to(scene.connection, scene.memory, message.id)
    answer_waits = (
        message.state is State.ANSWERED
        and answer is not None
        and messages.get(scene.connection, scene.memory, answer).state != messages.SENT
    )
    posts_at = message_cards.posts_at(scene, message.client)
    return correspondence_showing.receipt(
        ReceiptFacts(message, posts_at, answer_waits), words, known
    )


def _conversation(scene: Scene, account: Person, page: int, words: Wording, known: Known) -> Shown:
    if account.client is None:
        raise LookupError("nobody has a conversation here but a client")
    written = correspondence.exchanged(scene.connection, scene.memory, account.client, KEPT_IN_VIEW)
    names = {} if words.discreet else scene.names()
    return correspondence_showing.conversation(written, names, page, words, known)


def _of_client(scene: Scene, account: Person, client: ClientId, words: Wording) -> Shown:
    if account.staff is None:
        raise LookupError("a client's messages are told to staff alone")
    connection, memory = scene.connection, scene.memory
    relation, who = to_client(scene, account.staff, client), scene.who(account.staff)
    last = correspondence.last_settled(connection, memory, client)
    settled = None
    if last is not None:
        state, at, by = last
        settled = (state, at, scene.names().get(by, "") if by is not None else "")
    facts = MessagesFacts(
        client,
        scene.client(client).code,
        correspondence.waiting(connection, memory, [client]).get(client, Waiting()),
        settled,
        may_act=may(who, Capability.ANSWER_CLIENT, relation),
        may_read=may(who, Capability.READ_RECORD, relation),
    )
    return correspondence_showing.of_client(facts, words)


def _to_deputy(scene: Scene, note: DeputyNote, words: Wording) -> Shown | None:
    """None where nobody is away any more, or nothing waits."""
    client = scene.client(ClientId(note.client))
    away = scene.away(client.therapist)
    waiting = correspondence.waiting(scene.connection, scene.memory, [client.id]).get(client.id)
    if away is None or (note.appointment is None and waiting is None):
        return None
    session_at = None
    if note.appointment is not None:
        session_at = appointments.get(scene.connection, scene.memory, note.appointment).starts_at
    therapist = scene.names().get(client.therapist, "")
    facts = DeputyFacts(client.code, therapist, away.until, waiting or Waiting(), session_at)
    return correspondence_showing.deputy_note(facts, words)
