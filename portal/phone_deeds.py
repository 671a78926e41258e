"""What follows about a client's phone: the PIN, the lock, and what is taken out of the chat."""

from collections.abc import Iterable
from datetime import timedelta
from typing import assert_never
from uuid import UUID

from care.people import ClientId
from care.phone import USUAL_LOCK, is_pin
from conversations.contents import HideChat, Keypad, Lane, SupportText, TakeBack
from conversations.envelopes import CLIENTS, Inbound, Place
from conversations.flows import pin
from conversations.phone import (
    EmptyChat,
    ForgetPin,
    GivePin,
    Land,
    LockNow,
    OpenMessage,
    PhoneEffect,
    PinNotYet,
    ShowKeypad,
    Unlock,
    UseOwnLink,
)
from conversations.turn import Asked, Edited, Event, Said, SentFile, Tapped
from conversations.view import View
from portal.scene import Actor, ComparePins, Scene
from store import chat_messages, invitations, messages, pins
from store.outbox import Letter


def make_true(scene: Scene, actor: Actor, effect: PhoneEffect) -> None:
    """Makes one effect true that is about the phone."""
    if isinstance(effect, EmptyChat):
        scene.post(actor.person, HideChat(), key=actor.next_key())
        return
    client = actor.person.client
    if client is None:
        return
    match effect:
        case GivePin(digits, use):
            if pins.give(scene.connection, scene.memory, client, digits, use, scene.now):
                scene.direct.append((CLIENTS, ComparePins()))
            else:
                _hear(actor, PinNotYet())
        case ShowKeypad(fresh):
            key = actor.next_key()
            scene.post(actor.person, Keypad(), key=key, slot=pin.SLOT, fresh=fresh)
        case Unlock():
            unlock(scene, client)
        case LockNow():
            scene.change_client(client, unlocked_until=None)
        case ForgetPin():
            forget_pin(scene, client)
        case UseOwnLink(invitation):
            if invitations.redeem(scene.connection, scene.memory, invitation, scene.now) == client:
                forget_pin(scene, client)
        case Land(question, choice):
            _hear(actor, Tapped(question, choice) if question else Asked(choice))
        case OpenMessage(message):
            _open_message(scene, actor, client, message)
        case _:
            assert_never(effect)


def _hear(actor: Actor, event: Event) -> None:
    """Heard in the same transaction, after what was done so far."""
    inbound = actor.inbound
    actor.follow_ups.append(Inbound(inbound.bot, inbound.address, event, language=inbound.language))


def unlock(scene: Scene, client_id: ClientId) -> None:
    """Open from now on for as long as the client chose, or is usual with a new PIN."""
    minutes = scene.client(client_id).lock_after or USUAL_LOCK
    until = scene.now + timedelta(minutes=minutes)
    scene.change_client(client_id, lock_after=minutes, unlocked_until=until)


def forget_pin(scene: Scene, client: ClientId) -> bool:
    """There is no PIN any more, and nothing is locked; False when there was none."""
    scene.change_client(client, lock_after=None, unlocked_until=None)
    return pins.forget(scene.connection, scene.memory, client)


def _open_message(scene: Scene, actor: Actor, client: ClientId, wanted: UUID) -> None:
    """Shows a therapist's message that has arrived; nobody else's, and none taken back."""
    found = messages.sent_to(scene.connection, scene.memory, wanted, client)
    if found is not None:
        scene.post(actor.person, SupportText(found.id), key=actor.next_key(), lane=Lane.REPLY)


def note_places(
    scene: Scene, settled: Iterable[tuple[Letter, Place | None, tuple[str, ...]]]
) -> None:
    """Remembers what was sent into clients' chats, and forgets what was taken out of them."""
    numbers = []
    for letter, place, taken in settled:
        if letter.bot != CLIENTS:
            continue
        chat_messages.forget(scene.connection, scene.memory, letter.person, taken)
        if place is not None:
            numbers += [(letter.person, each) for each in (*place.before, place.message)]
    chat_messages.note(scene.connection, scene.memory, numbers, scene.now)


def note_heard(scene: Scene, actor: Actor, view: View) -> None:
    """Remembers a message of the person's own, and takes it out of the chat where that is wanted.

    Digits typed while a keypad is there are taken out wherever they are: they may be the PIN.
    """
    number = actor.inbound.message
    if number is None or actor.inbound.bot != CLIENTS:
        return
    chat_messages.note(scene.connection, scene.memory, [(actor.person.id, number)], scene.now)
    match actor.inbound.event:
        case Said(words) if pin.SUBJECT in view.talks and is_pin(words.strip()):
            is_unwanted = True
        case Said() | Edited() | SentFile():
            is_unwanted = scene.practice.delete_typed
        case _:
            is_unwanted = False
    if is_unwanted:
        scene.post(actor.person, TakeBack(int(number)), key=actor.next_key())
