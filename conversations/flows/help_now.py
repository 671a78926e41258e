"""Help now: the crisis card from every state, and what a client may do with it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from care.local_time import local_date, zone
from care.people import ClientStatus
from care.rules import asked_for_therapist
from conversations.contents import Button, CrisisReason, Lane, Line, Look, Sentences, Style
from conversations.moderation import crisis
from conversations.turn import (
    Asked,
    Effect,
    Event,
    OfferHelpNow,
    RaiseConcern,
    Said,
    Say,
    Tapped,
    TellWhereabouts,
    Turn,
)

if TYPE_CHECKING:
    from conversations.view import View

QUESTION = "help"
SAFETY = "help.safe"
CARD, TELL, SAFE, WHERE = "card", "tell", "safe", "where"
YES, UNSURE, NO = "yes", "unsure", "no"

PROMISE = "help-note-on-its-way"
"""The line that is true only where the therapist can be told."""

PROMISE_OF_WORDS = "help-words-note"
"""The same where nobody asked: some words made us tell."""

_PROMISES = frozenset({PROMISE, PROMISE_OF_WORDS})

ABSENT, ABSENT_COLLEAGUE = "help-away", "help-away-colleague"

WORDS = frozenset({"help", "help now", "/help", "ayuda", "ayuda ahora", "/ayuda"})
"""What a person writes who wants the card and does not know the command."""


def is_called(event: Event) -> bool:
    """Whether this event asks for the card: a command, the button, or the bare word."""
    match event:
        case Asked(command):
            return command in WORDS
        case Said(words):
            return words.strip(" .,!?¡¿").casefold() in WORDS
        case Tapped(question, choice):
            return (question, choice) == (QUESTION, CARD)
        case _:
            return False


def softly(words: str) -> tuple[Effect, ...]:
    """The card, where words of a draft may mean danger; the therapist hears when they are sent."""
    return offer(CrisisReason.WORDS) if crisis(words) is not None else ()


def card_buttons(*, is_client: bool, has_ended: bool = False) -> tuple[tuple[Button, ...], ...]:
    """What stands under the card. Nobody is told of a stranger, nor after a discharge."""
    if not is_client:
        return ()
    if has_ended:
        return ((Button("help-safe-button", QUESTION, SAFE),),)
    return (
        (Button("help-tell-button", QUESTION, TELL, look=Look.PRIMARY),),
        (Button("help-safe-button", QUESTION, SAFE),),
    )


def safety_question() -> Sentences:
    """The one follow-up after a critical answer; its answer only raises the urgency."""
    return Sentences(
        (Line("help-safe-question"),),
        (
            (
                Button("help-yes-button", SAFETY, YES),
                Button("help-unsure-button", SAFETY, UNSURE),
                Button("help-no-button", SAFETY, NO),
            ),
        ),
    )


def offer(reason: CrisisReason) -> tuple[Effect, ...]:
    """The card; after a critical answer the follow-up comes right behind it."""
    if reason is CrisisReason.CRITICAL:
        return (OfferHelpNow(reason), Say(safety_question(), lane=Lane.CRISIS))
    return (OfferHelpNow(reason),)


def take_turn(event: Tapped, view: View) -> Turn[None]:
    """A button of the card or of the follow-up."""
    if view.client is None:
        return Turn(None, offer(CrisisReason.ASKED))
    if view.client.status is ClientStatus.DISCHARGED and event.choice in (TELL, UNSURE, NO):
        # Nobody here is told any more, and the card says so.
        return Turn(None, offer(CrisisReason.UNSAFE))
    match event.choice:
        case "tell":
            concern = asked_for_therapist("asked", _today(view))
            return Turn(None, (RaiseConcern(concern), told(view)))
        case "unsure" | "no" as answer:
            concern = asked_for_therapist(answer, _today(view))
            again = OfferHelpNow(CrisisReason.UNSAFE)
            return Turn(None, (again, RaiseConcern(concern), told(view)))
        case "yes" | "safe":
            said = Sentences((Line("help-safe-thanks"),), ((_card_again(),),))
            return Turn(None, (Say(said, lane=Lane.CRISIS),))
        case "where":
            return Turn(None, (TellWhereabouts(),))
        case _:
            return Turn(None, offer(CrisisReason.ASKED))


def told(view: View, promise: str = PROMISE) -> Say:
    """What was done, truthfully: a note on its way to Slack, and when somebody next reads there."""
    reading = Line("help-reads-later", style=Style.NOTE)
    if view.reads_at is not None:
        reading = (
            Line("help-reads-now", style=Style.NOTE)
            if view.reads_at <= view.now
            else Line("help-reads-at", {"at": view.reads_at}, Style.NOTE)
        )
    lines = [Line(promise), reading]
    if view.therapist_absent:
        key = ABSENT_COLLEAGUE if view.has_colleague else ABSENT
        lines.insert(1, Line(key, style=Style.NOTE))
    said = Sentences(tuple(lines), ((where_button(),), (_card_again(),)))
    return Say(said, lane=Lane.CRISIS)


def where_button() -> Button:
    """What tells a client truthfully where the note is."""
    return Button("help-where-button", QUESTION, WHERE)


def promises_note(said: Sentences) -> bool:
    """Whether this says that a note is on its way to the therapist."""
    return any(line.key in _PROMISES for line in said.lines)


def without_note(said: Sentences) -> Sentences:
    """The same when the therapist cannot be told from here: no note, and no hour of reading."""
    kept = (tuple(each for each in row if each.choice != WHERE) for row in said.buttons)
    return Sentences((Line("help-unreached"),), tuple(row for row in kept if row))


def to_colleague(said: Sentences) -> Sentences:
    """The same when the therapist cannot be written to and a colleague can."""
    lines = (
        Line("help-note-to-colleague") if each.key in _PROMISES else each
        for each in said.lines
        if each.key != ABSENT_COLLEAGUE
    )
    return Sentences(tuple(lines), said.buttons)


def _card_again() -> Button:
    return Button("help-button", QUESTION, CARD)


def _today(view: View) -> date:
    return local_date(view.now, zone(view.client.zone if view.client else view.practice.zone))
