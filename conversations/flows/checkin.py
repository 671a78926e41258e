"""Filling in one instrument: one question at a time, each answer kept at the tap."""

from dataclasses import replace
from datetime import date
from functools import lru_cache
from uuid import UUID

from care.alerts import Concern
from care.light import dataclass
from care.rules import critical_answer
from conversations.contents import Button, CrisisReason, Line, Question, Sentences, Style
from conversations.turn import (
    AnswerItem,
    AskItem,
    Effect,
    Event,
    FileResponse,
    OfferHelpNow,
    RaiseConcern,
    Say,
    Tapped,
    Toast,
    Turn,
)
from questionnaires.instrument import Instrument
from questionnaires.library import Library

BACK = "back"
PAUSE = "pause"
RESUME = "resume"
AGAIN = "again"
"""As resume, at the end of the chat: for whoever was held up on the way."""
BEGIN = "begin"
SHOW = "show"
CHANGE = "change"
"""From the last word of a check-in back to its questions, to correct an answer."""
NEXT = "next"
KEEP = "keep"
"""The answers stay as they were filed."""

SLOT = "check-in:"
"""How the slots of check-ins begin."""


@dataclass(frozen=True, slots=True)
class CheckIn:
    """Where a client is in one check-in; the answers themselves are rows."""

    occurrence: UUID
    token: str
    instrument: str
    version: str
    on: date
    """The local date this check-in belongs to."""
    item: int
    """The question that is open: 0 is the page before the first."""
    changing: bool = False
    """It was filed before, and an answer is being corrected: each is filed again by itself."""

    @property
    def question(self) -> str:
        """The name that this question's buttons carry."""
        return f"{self.token}.{self.instrument}.{self.item}"

    def at(self, item: int) -> "CheckIn":
        """The same with another question open."""
        return CheckIn(
            self.occurrence,
            self.token,
            self.instrument,
            self.version,
            self.on,
            item,
            self.changing,
        )


@dataclass(frozen=True, slots=True)
class Asking:
    """A button's question, taken apart."""

    token: str
    instrument: str
    item: int


@lru_cache(maxsize=1024)
def asking(question: str) -> Asking | None:
    """The check-in question that a button names; None when it names something else.

    Remembered: whoever looks for a critical answer, for what to load and for the flow asks it.
    """
    parts = question.split(".")
    if len(parts) != 3 or not parts[2].isdecimal():
        return None
    return Asking(parts[0], parts[1], int(parts[2]))


def is_critical_tap(question: str, choice: str, library: Library) -> bool:
    """Whether this tap is a critical answer: read from the button alone, without any database."""
    named = asking(question)
    if named is None or not choice.isdecimal():
        return False
    return library.is_critical(named.instrument, named.item, int(choice))


def critical_tap(question: str, choice: str, on: date, library: Library) -> Concern | None:
    """The concern that a tap raises by itself, read from the button alone; None for any other."""
    named = asking(question)
    if named is None or not is_critical_tap(question, choice, library):
        return None
    return critical_answer(named.instrument, named.item, int(choice), on)


def opening_item(instrument: Instrument) -> int:
    """Where a check-in starts: daily items at once, a questionnaire with a page that explains."""
    return 1 if instrument.is_daily else 0


def question(checkin: CheckIn, *opening: Line) -> Question:
    """The open question, ready to be asked."""
    return Question(
        checkin.token,
        checkin.instrument,
        checkin.version,
        checkin.item,
        tuple(opening),
        checkin.changing,
    )


def take_turn(checkin: CheckIn, event: Event, library: Library) -> Turn[CheckIn]:
    """One step: an answer, back, pause, resume; anything else leads back to the question."""
    open_now = checkin.question
    match event:
        case Tapped(named, choice) if choice in (RESUME, AGAIN) or (
            choice == BEGIN and named == open_now
        ):
            current = checkin.at(max(checkin.item, 1))
            return Turn(current, (AskItem(question(current), fresh=choice == AGAIN),))
        case Tapped(named, choice) if choice == SHOW and named == open_now:
            return Turn(checkin, (AskItem(question(checkin)),))
        case Tapped(named) if named != open_now:
            return Turn(checkin, (Toast(Line("checkin-old-button")), AskItem(question(checkin))))
        case Tapped(choice=choice) if choice == BACK and checkin.item > 1:
            earlier = checkin.at(checkin.item - 1)
            return Turn(earlier, (AskItem(question(earlier)),))
        case Tapped(choice=choice) if choice == NEXT and checkin.changing:
            last = len(library.instrument(checkin.instrument, checkin.version).items)
            following = checkin.at(min(checkin.item + 1, last))
            return Turn(following, (AskItem(question(following)),))
        case Tapped(choice=choice) if checkin.changing and choice in (KEEP, PAUSE):
            return Turn(None, (last_word(checkin, "checkin-kept"),))
        case Tapped(choice=choice) if choice == PAUSE:
            return Turn(checkin, (_paused(checkin),))
        case Tapped(choice=choice) if choice.isdecimal() and _fits(checkin, int(choice), library):
            return _answer(checkin, int(choice), library)
        case _:
            return Turn(
                checkin,
                (
                    Say(
                        Sentences(
                            (Line("checkin-heard-you"), Line("not-read", style=Style.NOTE)),
                            ((help_button(),),),
                        )
                    ),
                    AskItem(question(checkin), fresh=True),
                ),
            )


def help_button() -> Button:
    """The way to the crisis card, from wherever the client is."""
    return Button("help-button", "help", "card")


def _fits(checkin: CheckIn, value: int, library: Library) -> bool:
    instrument = library.instrument(checkin.instrument, checkin.version)
    return checkin.item in instrument.numbers and value in instrument.choices(checkin.item)


def _answer(checkin: CheckIn, value: int, library: Library) -> Turn[CheckIn]:
    instrument = library.instrument(checkin.instrument, checkin.version)
    filed = AnswerItem(checkin.occurrence, checkin.instrument, checkin.version, checkin.item, value)
    # Help comes with the answer that calls for it: the client may never reach the end.
    help_first: tuple[Effect, ...] = ()
    if instrument.is_critical(checkin.item, value):
        concern = critical_answer(
            checkin.instrument, checkin.item, value, checkin.on, checkin.version
        )
        help_first = (OfferHelpNow(CrisisReason.CRITICAL), RaiseConcern(concern))
    if checkin.changing or checkin.item == len(instrument.items):
        return Turn(None, (*help_first, filed, FileResponse(checkin.occurrence)))
    following = checkin.at(checkin.item + 1)
    # The card must not push the next question out of sight.
    ask = AskItem(question(following), fresh=bool(help_first))
    return Turn(following, (*help_first, filed, ask))


def changing(filed: CheckIn) -> Turn[CheckIn]:
    """A filed check-in from its first question on, to correct an answer."""
    begun = replace(filed, item=1, changing=True)
    return Turn(begun, (AskItem(question(begun)),))


def last_word(checkin: CheckIn, key: str) -> Say:
    """What stands in the check-in's message when it is over, with the way to correct an answer."""
    asked = f"{checkin.token}.{checkin.instrument}.0"
    change = Button("checkin-change-button", asked, CHANGE)
    return Say(Sentences((Line(key),), ((change,), (help_button(),))), slot=slot(checkin.token))


def _paused(checkin: CheckIn) -> Say:
    return Say(
        Sentences(
            (Line("checkin-paused"),),
            ((Button("checkin-resume-button", checkin.question, RESUME),), (help_button(),)),
        ),
        slot=slot(checkin.token),
    )


NEW_THERAPIST = Line("new-therapist")
"""Who the client's therapist is now; said with a check-in, and before it where that waits."""


def slot(token: str) -> str:
    """The message that holds a check-in from its first question to its last word."""
    return f"{SLOT}{token}"
