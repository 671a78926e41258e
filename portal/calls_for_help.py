"""Calls for the crisis card, known from what was done alone: it needs no database and no key."""

from conversations import moderation
from conversations.envelopes import Inbound
from conversations.flows import checkin, help_now
from conversations.turn import Asked, AskedInGroup, Edited, Posted, Said, SentFile, Tapped
from questionnaires.library import Library


def asks_for_help(inbound: Inbound, library: Library) -> bool:
    """Whether this asks for the crisis card, readable without any database."""
    match inbound.event:
        case Tapped(question, choice):
            return question.startswith("help") or checkin.is_critical_tap(question, choice, library)
        case Posted(text=text, by_chat=by_chat):
            return not by_chat and moderation.crisis(text) is not None
        case AskedInGroup(command=command, rest=rest):
            return command in help_now.WORDS or moderation.crisis(rest) is not None
        case event:
            return help_now.is_called(event)


def needs_card(inbound: Inbound, library: Library) -> bool:
    """Whether the card is due even where nothing else can be done: asked for, or by its words.

    Words wait for their turn as others do: only where there is none does the card go first.
    """
    match inbound.event:
        case Said(words) | Edited(words) | SentFile(words=words) | Asked(words=words) if words:
            return asks_for_help(inbound, library) or moderation.crisis(words) is not None
        case _:
            return asks_for_help(inbound, library)


def call_of(inbound: Inbound) -> object:
    """What tells one call for help of a person from another."""
    match inbound.event:
        case Tapped(question, choice):
            return question, choice
        case Posted():
            # Each may hold other words, and each is looked at.
            return inbound.event
        case event:
            return type(event)
