"""Homework as a client has it: what is open, what may be said of it, and a few words about it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from care.homework import ANSWERS, FILE_BYTES_LIMIT, WORDS_LIMIT, State
from care.local_time import local_date, zone
from care.rules import crisis_words
from conversations.contents import Button, CrisisReason, Line, Sentences, Style
from conversations.flows import help_now
from conversations.flows.checkin import help_button
from conversations.homework import (
    AnswerHomework,
    HandInFile,
    KeepHomeworkWords,
    ListHomework,
    ShowHomework,
    Writing,
)
from conversations.moderation import crisis
from conversations.pressed import Rows
from conversations.turn import Effect, Event, RaiseConcern, Say, SentFile, Tapped, Toast, Turn

if TYPE_CHECKING:
    from conversations.view import View

LIST = "homework"
SUBJECT = "homework"
SHOW, WORDS = "show", "words"
OPEN_LINE, NEW_LINE = "homework-line-open", "homework-line-new"
TAKEN = frozenset({"photo", "document"})
"""How a picture may be sent; whether it is one is looked at when it is here."""
LINES = frozenset({OPEN_LINE, NEW_LINE})
"""Lines of other messages that are to be filled with a title."""

_SAID = {each.value: each for each in (*ANSWERS, State.OPEN)}

_ROWS = Rows(LIST)
question, about, slot = _ROWS.question, _ROWS.about, _ROWS.slot
"""What a button about a piece asks, which one that is, and the message it stands in."""


def line(wanted: UUID, *, is_new: bool) -> Line:
    """One line of another message about what is due; its title is filled in when it is sent."""
    return Line(NEW_LINE if is_new else OPEN_LINE, {"homework": str(wanted)})


def concerns(event: Event) -> bool:
    """Whether this is about homework."""
    match event:
        case Tapped(asked):
            return asked == LIST or about(asked) is not None
        case _:
            return False


def listed() -> Turn[Writing]:
    """Everything that is open, and what was done."""
    return Turn(None, (ListHomework(),))


def take_turn(event: Tapped, view: View) -> Turn[Writing]:
    """A press on a piece, or on the list."""
    wanted = about(event.question)
    if wanted is None:
        return listed()
    stands = view.homework.get(wanted)
    if stands is None:
        return Turn(None, (Toast(Line("old-button")),))
    shown = ShowHomework(wanted)
    if stands is State.WITHDRAWN:
        return Turn(None, (Toast(Line("homework-gone")), shown))
    match event.choice:
        case "show":
            return Turn(None, (ShowHomework(wanted, fresh=True),))
        case "words":
            return Turn(Writing(wanted), (_asks_for_words(wanted),))
        case choice if choice in _SAID:
            kept = AnswerHomework(wanted, _SAID[choice])
            return Turn(None, (kept, Toast(Line("homework-kept")), shown))
        case _:
            return Turn(None, (Toast(Line("old-button")), shown))


def _asks_for_words(wanted: UUID) -> Say:
    leave = Button("homework-leave-button", question(wanted), SHOW)
    lines = (Line("homework-write"), Line("homework-photos-unread", style=Style.NOTE))
    return Say(Sentences(lines, ((leave,), (help_button(),))))


def heard(writing: Writing, words: str, view: View) -> Turn[Writing]:
    """What was written about a piece; words that cannot wait meet help first."""
    stands = view.homework.get(writing.homework)
    if stands is None or stands is State.WITHDRAWN:
        gone = Sentences((Line("homework-gone"),), ((help_button(),),))
        return Turn(None, (*in_need(words, view), Say(gone)))
    text = words.strip()
    if len(text) > WORDS_LIMIT:
        line = Line("homework-words-long", {"limit": WORDS_LIMIT})
        too_long = Say(Sentences((line,), ((help_button(),),)))
        return Turn(writing, (*in_need(words, view), too_long))
    back = Button("homework-back-button", question(writing.homework), SHOW)
    kept = Sentences((Line("homework-words-kept"),), ((back,), (help_button(),)))
    kept_words = KeepHomeworkWords(writing.homework, text)
    return Turn(None, (*in_need(words, view), kept_words, Say(kept)))


def handed_in(writing: Writing, sent: SentFile, view: View) -> Turn[Writing]:
    """A photo for a piece; more may follow. What is written beside it is taken as words about it.

    No photo is looked at for what it says: the chat says so where it asks for one.
    """
    wanted, words = writing.homework, sent.words.strip()
    stands = view.homework.get(wanted)
    if stands is None or stands is State.WITHDRAWN:
        return heard(writing, words, view)
    first: tuple[Effect, ...] = ()
    if words:
        first = heard(writing, words, view).effects
    trouble = _not_taken(sent)
    if trouble is not None:
        return Turn(writing, (*first, Say(Sentences((trouble,), file_buttons(wanted)))))
    return Turn(writing, (*first, HandInFile(wanted, sent.ref, sent.name)))


def _not_taken(sent: SentFile) -> Line | None:
    """Why a file is not even fetched."""
    if sent.kind not in TAKEN or not sent.ref:
        return Line("homework-file-no-picture")
    if sent.size is not None and sent.size > FILE_BYTES_LIMIT:
        return Line("homework-file-too-large", {"limit": FILE_BYTES_LIMIT // 2**20})
    return None


def file_buttons(wanted: UUID) -> tuple[tuple[Button, ...], ...]:
    """What stands below a word about a photo."""
    return (Button("homework-back-button", question(wanted), SHOW),), (help_button(),)


def in_need(words: str, view: View, where: str = SUBJECT) -> tuple[Effect, ...]:
    """The card and a note to the therapist where words may mean danger; they may be mistaken."""
    if crisis(words) is None or view.client is None:
        return ()
    today = local_date(view.now, zone(view.client.zone))
    note = RaiseConcern(crisis_words(where, today))
    told = help_now.told(view, help_now.PROMISE_OF_WORDS)
    return (*help_now.offer(CrisisReason.WORDS), note, told)
