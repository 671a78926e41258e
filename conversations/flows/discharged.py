"""What a former client may still do here, and what is said where there is nothing any more.

Nothing is asked and nobody reads along. What was kept is there to look at, to take along and to
take back; help comes as ever, and says that nobody here is told.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, get_args

from care.pictured import Glance
from conversations.appointments import ListAppointments, ShowAppointment
from conversations.contents import Button, CrisisReason, Line, Sentences, Style
from conversations.correspondence import ShowConversation, ShowReceipt
from conversations.envelopes import Shown, ShownButton
from conversations.flows import checkin, exporting, notes, pausing
from conversations.flows.checkin import help_button
from conversations.goals import ListGoals, ShareGoal, ShowGoal, ShowGoalSteps, TakeGoalAway
from conversations.homework import ListHomework, ShowHomework
from conversations.journal import DeleteEntry, ListEntries, ShareEntry, ShowEntry
from conversations.moderation import crisis
from conversations.moments import ListMoments, ShareMoment, ShowMoment, TakeMomentAway
from conversations.notes import Answering, AnswerNote, DeclineNotes, ListNotes, ShowNote
from conversations.phone import PhoneEffect
from conversations.shelf import ListShelf, ShowShelfItem, TakeOffOwnShelf
from conversations.turn import (
    Asked,
    AskErasure,
    Effect,
    Event,
    KeepConsent,
    MakeExport,
    NoteAsked,
    OfferHelpNow,
    RaiseConcern,
    Said,
    Say,
    SetConsent,
    SetPreference,
    ShowDisclosures,
    ShowProgress,
    StopPortal,
    TakeBackErasure,
    Tapped,
    TellWhereabouts,
    Toast,
)

if TYPE_CHECKING:
    from conversations.view import Talk

SLOT = "ended"

_LOOKING = (
    *(Say, Toast, OfferHelpNow, TellWhereabouts, ShowProgress, ShowDisclosures),
    *(ListHomework, ShowHomework, ListShelf, ShowShelfItem, ListMoments, ShowMoment),
    *(ListEntries, ShowEntry, ShowConversation, ShowReceipt, ListAppointments, ShowAppointment),
    *(ListGoals, ShowGoal, ShowGoalSteps, ListNotes, ShowNote),
)
_ONES_OWN = (
    *(SetPreference, SetConsent, KeepConsent, NoteAsked, StopPortal, MakeExport, AskErasure),
    *(TakeBackErasure, TakeOffOwnShelf, TakeMomentAway, DeleteEntry, TakeGoalAway, DeclineNotes),
)
_TO_NOTES = (AnswerNote, RaiseConcern)
"""Of a note that was proposed before the end the therapist reads the answer, and hears as ever."""

_GONE = frozenset({"checkin", "pause", "pausa", "resume"})
_LISTS: dict[str, Effect] = {
    "journal": ListEntries(),
    "diario": ListEntries(),
    "moment": ListMoments(),
    "goals": ListGoals(),
    "metas": ListGoals(),
}
"""Commands that begin something; what there is of it is shown instead."""

_AS_EVER = frozenset(
    {
        *("progress", "settings", "privacy", "sharing", "who", "homework", "shelf"),
        *("appointments", "citas", "messages", "notes", "notas"),
        *("export", "delete_me", "pin", "lock", "hide"),
    }
)

_KEPT_THINGS = frozenset(
    {"homework", "shelf", "moment", "journal", "message", "appointment", "appointments", "goal"}
)
"""Things of which a button may look at one, or begin something with it."""
_IN_THE_MAKING = "-new"
"""How a question ends that is about something that is just being written."""

_LOOKS = frozenset({"show", "all", "where", "away", "really", "private", "off"})
"""To look at it, to keep it to oneself again, and to delete it."""


def notice(*more: Line, looks_back: bool) -> Sentences:
    """What a client reads when the therapy ends; whoever writes later reads most of it again.

    Then and now is one tap away and not sent: nobody is met by a number on that day.
    """
    lines = (Line("ended-now"), Line("ended-nobody"), *more, Line("ended-still"))
    then = Button("glance-then-button", "progress", Glance.THEN.value)
    return Sentences(lines, (((then,), *_rows()) if looks_back else _rows()))


def _rows() -> tuple[tuple[Button, ...], ...]:
    return (
        (
            Button("menu-progress-button", "menu", "progress"),
            Button("ended-export-button", exporting.QUESTION, "overview"),
        ),
        (help_button(),),
    )


def take_turn(event: Event) -> tuple[Effect, ...] | None:
    """What is said where it is not what it was; None for what is heard as ever."""
    match event:
        case Tapped(question) if checkin.asking(question):
            return _said("ended-not-asked")
        case Tapped(pausing.QUESTION):
            return _said("ended-not-asked")
        case Asked(command) | Tapped("menu", command):
            return _commanded(command)
        case Tapped("stop", "yes"):
            return (StopPortal(), Say(Sentences((Line("ended-stop-done"),), _rows()), slot="stop"))
        case _:
            return None


def _commanded(command: str) -> tuple[Effect, ...] | None:
    if command in _AS_EVER:
        return None
    if command in _GONE:
        return _said("ended-not-asked")
    if command in _LISTS:
        return *_said("ended-nothing-new"), _LISTS[command]
    if command == "message":
        return _said("ended-no-messages")
    if command == "stop":
        return (_stop_question(),)
    return overview()


def overview() -> tuple[Effect, ...]:
    """What this chat still is."""
    lines = (Line("ended-since"), Line("ended-nobody"), Line("ended-still"))
    return (Say(Sentences(lines, _rows()), slot=SLOT, fresh=True),)


def _said(key: str) -> tuple[Effect, ...]:
    lines = (Line(key), Line("ended-nobody-short", style=Style.NOTE))
    return (Say(Sentences(lines, _rows()), slot=SLOT, fresh=True),)


def _stop_question() -> Say:
    rows = (
        (Button("ended-stop-yes-button", "stop", "yes"),),
        (Button("stop-no-button", "stop", "no"),),
        (help_button(),),
    )
    return Say(Sentences((Line("ended-stop-question"),), rows), slot="stop", fresh=True)


def is_there(event: Event, effects: tuple[Effect, ...], talk: Talk | None) -> bool:
    """Whether what would follow from an event is there after the end, as it was before."""
    of_note = notes.concerns(event) or isinstance(talk, Answering)
    if isinstance(event, Said) and talk is None:
        # Words that nothing asked for are read by nobody.
        return False
    if isinstance(event, Tapped) and not _looks(event.question, event.choice):
        return False
    return all(_is_there(each, of_note=of_note) for each in effects)


def _is_there(effect: Effect, *, of_note: bool) -> bool:
    match effect:
        case ShareGoal(shared=shared) | ShareMoment(shared=shared) | ShareEntry(shared=shared):
            # To keep something to oneself again is always possible.
            return not shared
        case _ if isinstance(effect, (*get_args(PhoneEffect), *_LOOKING, *_ONES_OWN)):
            return True
        case _:
            return of_note and isinstance(effect, _TO_NOTES)


def not_there(event: Event) -> tuple[Effect, ...]:
    """What is said instead of what is not there any more."""
    match event:
        case Tapped():
            return (Toast(Line("ended-toast")), *_said("ended-nothing-new"))
        case Said(words) if crisis(words) is not None:
            # The card comes by itself, and says all of it.
            return ()
        case _:
            return overview()


def only_looking(shown: Shown) -> Shown:
    """A list or a card as a former client has it: without buttons that would begin something."""
    rows = (tuple(each for each in row if _is_looking(each)) for row in shown.buttons)
    return replace(shown, buttons=tuple(row for row in rows if row))


def _is_looking(each: ShownButton) -> bool:
    return _looks(each.question, each.choice)


def _looks(question: str, choice: str) -> bool:
    """Whether a button looks at what there is, or takes something back."""
    about = question.partition(":")[0]
    if about not in _KEPT_THINGS:
        return about == notes.STEP or not about.endswith(_IN_THE_MAKING)
    return choice in _LOOKS or choice.startswith("page")


def in_need() -> tuple[Effect, ...]:
    """Help, where nobody here is told."""
    return (OfferHelpNow(CrisisReason.UNSAFE),)
