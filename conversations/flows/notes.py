"""Notes of sessions as a client has them: read, agreed to, asked to be changed, seen differently.

Every button of an answer names the version and how its digest begins: an answer is to the text
that was shown, and to no other. What is typed is a draft until *Send*, as a message is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from uuid import UUID

from care.consent import Purpose
from care.notes import ANSWER_LIMIT, Answer
from care.units import utf16_length
from conversations.contents import Button, Line, Look, Sentences, Style
from conversations.drafts import joined
from conversations.flows import help_now, homework, sharing
from conversations.flows.checkin import help_button
from conversations.notes import Answering, AnswerNote, DeclineNotes, ListNotes, ShowNote
from conversations.pressed import Rows, is_press, page_of
from conversations.turn import Event, Say, SetConsent, Tapped, Toast, Turn

if TYPE_CHECKING:
    from conversations.notes import NoteStanding
    from conversations.view import View

LIST = COMMAND = SUBJECT = "notes"
NOTE, STEP = "note", "note-new"
COMMANDS = frozenset({COMMAND, "notas"})
SHOW, PAGE, BEGIN, DECLINE = "show", "page-", "begin", "decline"
AGREE, SURE, CHANGE, DIFFERS, LATER = "agree", "sure", "change", "differs", "later"
"""I agree; and that was meant so; something changed; seen differently; not now."""
SEND, AGAIN, THROW = "send", "again", "throw"

BEGINNING = 8
"""So much of a digest stands on a button, in hexadecimal digits: the version is beside it."""

LINE = "note-line"

_ANSWERS = {CHANGE: Answer.CHANGE, DIFFERS: Answer.DISAGREED}
_CHOICE = re.compile(r"(?P<said>[a-z]+)-(?P<version>\d{1,6})-(?P<beginning>[0-9a-f]{8})")

_ROWS = Rows(NOTE)
question, about, slot = _ROWS.question, _ROWS.about, _ROWS.slot
"""What a button about a note asks, which one that is, and the message it stands in."""


def choice(said: str, version: int, digest: bytes) -> str:
    """What a button says, and to which text."""
    return f"{said}-{version}-{digest.hex()[:BEGINNING]}"


def asks_in(wanted: UUID) -> str:
    """The message below it in which something is asked about it."""
    return f"note-asked:{wanted}"


def step(answering: Answering) -> str:
    """What a button of this answer in the making asks."""
    return f"{STEP}:{answering.token}"


def concerns(event: Event) -> bool:
    """Whether this is a press about notes."""
    return is_press(event, LIST, NOTE, STEP)


def begin(view: View) -> Turn[Answering]:
    """The notes; the first that waits asks first whether notes are wanted here."""
    waits = any(each.is_waiting for each in view.notes.values())
    if waits and Purpose.NOTES not in view.agreed:
        return Turn(None, (asks_to_begin(),))
    return Turn(None, (ListNotes(),))


def asks_to_begin() -> Say:
    """What a note of a session is, before any is shown."""
    lines = (
        Line("note-begin-title", style=Style.TITLE),
        Line("note-begin"),
        Line("note-begin-where", style=Style.NOTE),
    )
    rows = (
        (Button("note-begin-button", LIST, BEGIN, look=Look.PRIMARY),),
        (Button("note-decline-button", LIST, DECLINE),),
        (help_button(),),
    )
    return Say(Sentences(lines, rows), slot=LIST, fresh=True)


# --- a press ----------------------------------------------------------------------------------


def take_turn(event: Tapped, talk: Answering | None, view: View) -> Turn[Answering]:
    """A press on a note, on the list, or while an answer is put into words."""
    if event.question.partition(":")[0] == STEP:
        return _stepped(event, talk, view)
    wanted = about(event.question)
    if wanted is not None:
        return _pressed(wanted, event.choice, view)
    match event.choice:
        case "begin":
            return Turn(None, (SetConsent(Purpose.NOTES, True), ListNotes(fresh=False)))
        case "decline":
            return Turn(None, (DeclineNotes(), Say(_declined(), slot=LIST)))
        case chosen if (page := page_of(chosen, PAGE)) is not None:
            return Turn(None, (ListNotes(page, fresh=False),))
        case _:
            return begin(view)


def _declined() -> Sentences:
    change = Button("note-sharing-button", sharing.QUESTION, sharing.OVERVIEW)
    return Sentences((Line("note-declined"),), ((change,), (help_button(),)))


def _pressed(wanted: UUID, chosen: str, view: View) -> Turn[Answering]:
    found = view.notes.get(wanted)
    if found is None:
        return Turn(None, (Toast(Line("note-gone")), ListNotes()))
    if found.is_waiting and Purpose.NOTES not in view.agreed:
        return Turn(None, (asks_to_begin(),))
    if (page := page_of(chosen, PAGE)) is not None:
        return Turn(None, (ShowNote(wanted, page),))
    if chosen == SHOW:
        return Turn(None, (ShowNote(wanted, fresh=True),))
    said = _CHOICE.fullmatch(chosen)
    if said is None:
        return Turn(None, (Toast(Line("old-button")), ShowNote(wanted)))
    if not _is_to(found, int(said["version"]), said["beginning"]):
        # It was below another text: what stands now is shown, and nothing is taken.
        return Turn(None, (Toast(Line("note-changed")), ShowNote(wanted)))
    return _said(wanted, said["said"], found, view)


def _is_to(found: NoteStanding, version: int, beginning: str) -> bool:
    return found.is_waiting and (found.version, found.beginning) == (version, beginning)


def _said(wanted: UUID, said: str, found: NoteStanding, view: View) -> Turn[Answering]:
    match said:
        case "agree":
            return Turn(None, (_asks_whether_sure(wanted, found),))
        case "sure":
            agreed = AnswerNote(wanted, found.version, found.beginning, Answer.AGREED)
            return Turn(None, (agreed,))
        case "change" | "differs":
            told = (wanted, found.version, found.beginning, _ANSWERS[said])
            answering = Answering(view.chance, *told)
            return Turn(answering, (_asks_for_words(answering),))
        case "later":
            return Turn(None, (Toast(Line("note-later")),))
        case _:
            return Turn(None, (Toast(Line("old-button")), ShowNote(wanted)))


def _asks_whether_sure(wanted: UUID, found: NoteStanding) -> Say:
    asked, digest = question(wanted), bytes.fromhex(found.beginning)
    sure = choice(SURE, found.version, digest)
    rows = (
        (Button("note-sure-button", asked, sure, look=Look.PRIMARY),),
        (Button("note-back-button", asked, SHOW),),
        (help_button(),),
    )
    return Say(Sentences((Line("note-sure"),), rows), slot=asks_in(wanted), fresh=True)


def _asks_for_words(answering: Answering) -> Say:
    rows = ((_throw(answering),), (help_button(),))
    lines = (Line(f"note-write-{answering.answer}"), Line("note-write-who", style=Style.NOTE))
    return Say(Sentences(lines, rows), slot=asks_in(answering.note), fresh=True)


def _stepped(event: Tapped, talk: Answering | None, view: View) -> Turn[Answering]:
    if talk is None or event.question != step(talk):
        return Turn(talk, (Toast(Line("old-button")),))
    match event.choice:
        case "send" if talk.text:
            told = homework.in_need(talk.text, view, SUBJECT)
            kept = AnswerNote(talk.note, talk.version, talk.beginning, talk.answer, talk.text)
            return Turn(None, (kept, *told))
        case "again":
            again = Answering(talk.token, talk.note, talk.version, talk.beginning, talk.answer)
            return Turn(again, (_asks_again(again, Line("message-again")),))
        case "throw":
            thrown = Sentences((Line("note-thrown"),), around(talk.note))
            return Turn(None, (Say(thrown),))
        case _:
            return Turn(talk, (Toast(Line("old-button")),))


# --- words ------------------------------------------------------------------------------------


def heard(talk: Answering, words: str, view: View) -> Turn[Answering]:
    """What was written; it is a draft, so words that cannot wait show the card to the client."""
    card = help_now.softly(words)
    found = view.notes.get(talk.note)
    if found is None or not _is_to(found, talk.version, talk.beginning):
        gone = Sentences((Line("note-changed-words"),), around(talk.note))
        return Turn(None, (*card, Say(gone)))
    text = joined(talk.text, words)
    if utf16_length(text) > ANSWER_LIMIT:
        long = Line("message-long", {"limit": ANSWER_LIMIT})
        again = _asks_whether(talk, long) if talk.text else _asks_again(talk, long)
        return Turn(talk, (*card, again))
    told = (talk.token, talk.note, talk.version, talk.beginning, talk.answer)
    written = Answering(*told, text, talk.parts + 1)
    line = Line("message-ready", {"parts": written.parts})
    return Turn(written, (*card, _asks_whether(written, line)))


def _asks_again(answering: Answering, line: Line) -> Say:
    return Say(Sentences((line,), ((_throw(answering), help_button()),)))


def _asks_whether(answering: Answering, line: Line) -> Say:
    lines = [line]
    if answering.answer is Answer.DISAGREED:
        lines.append(Line("note-words-stay", style=Style.NOTE))
    rows = (
        (Button("message-send-button", step(answering), SEND, look=Look.PRIMARY),),
        (Button("message-change-button", step(answering), AGAIN), _throw(answering)),
        (help_button(),),
    )
    return Say(Sentences(tuple(lines), rows))


def _throw(answering: Answering) -> Button:
    key = "message-throw-button" if answering.text else "note-leave-button"
    return Button(key, step(answering), THROW)


def around(wanted: UUID) -> tuple[tuple[Button, ...], ...]:
    """Back to the note, to all of them, and help."""
    back = Button("note-back-button", question(wanted), SHOW)
    return (back, Button("note-list-button", LIST, SHOW)), (help_button(),)
