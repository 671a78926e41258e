"""Appointments as a client has them: what is to come, and what may be said to it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from care.appointments import WORDS_LIMIT
from conversations.appointments import (
    AskOtherTime,
    ConfirmAppointment,
    DeclineAppointment,
    ListAppointments,
    ShowAppointment,
    Standing,
    Wishing,
)
from conversations.contents import Button, Line, Look, Sentences
from conversations.flows.checkin import help_button
from conversations.flows.homework import in_need
from conversations.pressed import Rows
from conversations.turn import Event, Say, Tapped, Toast, Turn

if TYPE_CHECKING:
    from conversations.view import View

LIST = "appointments"
SUBJECT = "appointment"
SHOW = "show"
YES, OTHER, PLAIN, CANNOT, GONE = "yes", "other", "plain", "cannot", "gone"
"""I will be there; another time, with words; without; I cannot come; and that was meant so."""

NEW_LINE, OPEN_LINE = "appointment-line-new", "appointment-line-open"
LINES = frozenset({NEW_LINE, OPEN_LINE})
"""Lines of other messages that are to be filled with the time."""

_ROWS = Rows(SUBJECT)
question, about, slot = _ROWS.question, _ROWS.about, _ROWS.slot
"""What a button about an appointment asks, which one that is, and the message it stands in."""


def choice(said: str, moves: int) -> str:
    """What a button says, and to which of its times: an old message never answers a new one."""
    return f"{said}-{moves}"


def line(wanted: UUID, *, is_new: bool) -> Line:
    """One line of another message; its time is filled in when it is sent."""
    return Line(NEW_LINE if is_new else OPEN_LINE, {"appointment": str(wanted)})


def concerns(event: Event) -> bool:
    """Whether this is about appointments."""
    match event:
        case Tapped(asked):
            return asked == LIST or about(asked) is not None
        case _:
            return False


def listed() -> Turn[Wishing]:
    """Everything that is to come."""
    return Turn(None, (ListAppointments(),))


def take_turn(event: Tapped, view: View) -> Turn[Wishing]:
    """A press on an appointment, or on the list."""
    wanted = about(event.question)
    if wanted is None:
        return listed()
    found = view.appointments.get(wanted)
    if found is None:
        return Turn(None, (Toast(Line("old-button")),))
    if event.choice == SHOW:
        return Turn(None, (ShowAppointment(wanted, fresh=True),))
    shown = ShowAppointment(wanted)
    said, _, moves = event.choice.partition("-")
    if not found.stands or moves != str(found.moves):
        # It was for another time, or is over: what stands now is shown, and nothing is taken.
        return Turn(None, (Toast(Line("appointment-changed")), shown))
    match said:
        case "yes":
            kept = Toast(Line("appointment-yes-kept"))
            return Turn(None, (ConfirmAppointment(wanted), kept, shown))
        case "other":
            return Turn(Wishing(wanted, found.moves), (_asks_for_words(wanted, found),))
        case "plain":
            return Turn(None, (AskOtherTime(wanted), Toast(Line("appointment-passed-on")), shown))
        case "cannot":
            return Turn(None, (_asks_again(wanted, found),))
        case "gone":
            passed = Toast(Line("appointment-passed-on"))
            return Turn(None, (DeclineAppointment(wanted), passed, shown))
        case _:
            return Turn(None, (Toast(Line("old-button")), shown))


def _asks_for_words(wanted: UUID, found: Standing) -> Say:
    asked = question(wanted)
    rows = (
        (Button("appointment-plain-button", asked, choice(PLAIN, found.moves)),),
        (Button("appointment-leave-button", asked, SHOW),),
        (help_button(),),
    )
    return Say(Sentences((Line("appointment-write"),), rows))


def _asks_again(wanted: UUID, found: Standing) -> Say:
    """One more tap: what is given away may be somebody else's an hour later."""
    asked = question(wanted)
    gone = choice(GONE, found.moves)
    rows = (
        (Button("appointment-gone-button", asked, gone, look=Look.DANGER),),
        (Button("appointment-leave-button", asked, SHOW),),
        (help_button(),),
    )
    return Say(Sentences((Line("appointment-cannot", {"at": found.starts_at}),), rows))


def heard(wishing: Wishing, words: str, view: View) -> Turn[Wishing]:
    """What was written about another time; words that cannot wait meet help first."""
    need = in_need(words, view, SUBJECT)
    found = view.appointments.get(wishing.appointment)
    back = Button("appointment-list-button", LIST, SHOW)
    if found is None or not found.stands or found.moves != wishing.moves:
        gone = Sentences((Line("appointment-changed"),), ((back,), (help_button(),)))
        return Turn(None, (*need, Say(gone)))
    text = words.strip()
    if len(text) > WORDS_LIMIT:
        too_long = Line("homework-words-long", {"limit": WORDS_LIMIT})
        return Turn(wishing, (*need, Say(Sentences((too_long,), ((help_button(),),)))))
    kept = Sentences((Line("appointment-words-kept"),), ((back,), (help_button(),)))
    return Turn(None, (*need, AskOtherTime(wishing.appointment, text), Say(kept)))
