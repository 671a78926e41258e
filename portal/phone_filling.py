"""Putting in words what is about a client's phone, when it is sent."""

from typing import TypedDict
from uuid import UUID

from conversations import showing
from conversations.contents import HideChat, Keypad, Line, Sentences, TakeBack
from conversations.envelopes import Shown
from conversations.flows import pin
from conversations.flows.checkin import help_button
from conversations.flows.pin import PinPad
from conversations.showing import Known
from conversations.wording import Wording
from portal.scene import Scene
from store import chat_messages, pins, talks
from store.people import Person


class Filled(TypedDict, total=False):
    """What changes about a letter that is made ready."""

    shown: Shown
    taken: tuple[str, ...]


def filled(
    scene: Scene,
    account: Person,
    content: Keypad | HideChat | TakeBack,
    words: Wording,
    known: Known,
) -> Filled:
    """The keypad as it stands now; or what is taken out of the chat."""
    match content:
        case Keypad():
            return {"shown": showing.sentences(_keypad(scene, account), words, known)}
        case TakeBack(message):
            return {"shown": Shown(()), "taken": (str(message),)}
        case HideChat():
            # Whoever hides the chat wants the one message that stays to say nothing either.
            quiet = Wording(words.locale, words.zone, discreet=True)
            said = Sentences((Line("hide-done"),), ((help_button(),),))
            return {
                "shown": showing.sentences(said, quiet, known),
                "taken": _deletable(scene, account.id),
            }


def _deletable(scene: Scene, person: UUID) -> tuple[str, ...]:
    return chat_messages.deletable(scene.connection, scene.memory, person, scene.now)


def _keypad(scene: Scene, account: Person) -> Sentences:
    open_talks = talks.of_people(scene.connection, scene.memory, [account])
    pad = open_talks.get(account.id, {}).get(pin.SUBJECT)
    if not isinstance(pad, PinPad) or account.client is None:
        return Sentences((Line("pin-gone"),), ((help_button(),),))
    stands = pins.tries(scene.connection, scene.memory, account.client)
    return pin.keypad(pad, scene.now, stands.wait_until)


def neutral(words: Wording) -> dict[str, str]:
    """What names of people and of the practice are replaced with where nobody is to see them."""
    if not words.discreet:
        return {}
    return {
        "practice": words.say("discreet-practice"),
        "therapist": words.say("discreet-therapist"),
        "code": "",
    }
