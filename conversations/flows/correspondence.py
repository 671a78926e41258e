"""Writing to the therapist: when it is read is said first, and nothing leaves before *Send*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from care.correspondence import TEXT_LIMIT, fits
from conversations.contents import Button, Line, Look, Sentences, Style
from conversations.correspondence import Drafting, SendMessage, ShowConversation, ShowReceipt
from conversations.drafts import joined
from conversations.flows import help_now, homework, sharing
from conversations.flows.checkin import help_button
from conversations.pressed import Rows, is_press, page_of
from conversations.turn import Event, Say, Tapped, Toast, Turn

if TYPE_CHECKING:
    from conversations.view import View

QUESTION = "message"
STEP = "message-new"
SUBJECT = "messages"
LISTED = "messages"
NEW, ALL, PAGE, WHERE = "new", "all", "page-", "where"
SEND, CHANGE, THROW = "send", "change", "throw"

_ROWS = Rows(QUESTION)
question, about, slot = _ROWS.question, _ROWS.about, _ROWS.slot
"""What a button about a message asks, which one that is, and the message it stands in."""


def step(composing: Drafting) -> str:
    """What a button of this message in the making asks."""
    return f"{STEP}:{composing.token}"


def concerns(event: Event) -> bool:
    """Whether this is a press about messages."""
    return is_press(event, QUESTION, STEP)


def begin(words: str, view: View) -> Turn[Drafting]:
    """Asks for the message; words behind the command are that already."""
    if not view.writing.may_write:
        return Turn(None, (*help_now.softly(words), not_taken()))
    composing = Drafting(view.chance)
    if words.strip():
        return heard(composing, words, view)
    return Turn(composing, (_asks(composing, view),))


def not_taken() -> Say:
    """That messages are switched off, and where that is changed."""
    change = Button("message-sharing-button", sharing.QUESTION, sharing.OVERVIEW)
    return Say(Sentences((Line("message-not-taken"),), ((change,), (help_button(),))))


def listed() -> Turn[Drafting]:
    """What was written so far, both ways."""
    return Turn(None, (ShowConversation(fresh=True),))


def take_turn(event: Tapped, talk: Drafting | None, view: View) -> Turn[Drafting]:
    """A press on a receipt, on the conversation, or in the middle of writing."""
    if event.question.partition(":")[0] == STEP:
        return _stepped(event, talk, view)
    wanted = about(event.question)
    if wanted is not None:
        is_asked = event.choice == WHERE
        return Turn(talk, (ShowReceipt(wanted) if is_asked else Toast(Line("old-button")),))
    match event.choice:
        case "new":
            return begin("", view)
        case choice if (page := page_of(choice, PAGE)) is not None:
            return Turn(talk, (ShowConversation(page),))
        case _:
            return Turn(talk, (ShowConversation(fresh=True),))


def _stepped(event: Tapped, talk: Drafting | None, view: View) -> Turn[Drafting]:
    if talk is None or event.question != step(talk):
        return Turn(talk, (Toast(Line("old-button")),))
    match event.choice:
        case "send" if talk.text and not view.writing.may_write:
            return Turn(None, (not_taken(),))
        case "send" if talk.text:
            told = homework.in_need(talk.text, view, SUBJECT)
            return Turn(None, (SendMessage(talk.text), *told))
        case "change":
            again = Drafting(talk.token)
            return Turn(again, (_asks_again(again, Line("message-again")),))
        case "throw":
            thrown = Sentences((Line("message-thrown"),), _around())
            return Turn(None, (Say(thrown),))
        case _:
            return Turn(talk, (Toast(Line("old-button")),))


def heard(talk: Drafting, words: str, view: View) -> Turn[Drafting]:
    """What was written; it is a draft, so words that cannot wait show the card to the client."""
    if not view.writing.may_write:
        return Turn(None, (*help_now.softly(words), not_taken()))
    text = joined(talk.text, words)
    if not fits(text):
        long = Line("message-long", {"limit": TEXT_LIMIT})
        again = _asks_whether(talk, long) if talk.text else _asks_again(talk, long)
        return Turn(talk, (*help_now.softly(words), again))
    written = Drafting(talk.token, text, talk.parts + 1)
    line = Line("message-ready", {"parts": written.parts})
    return Turn(written, (*help_now.softly(words), _asks_whether(written, line)))


# --- what is asked ------------------------------------------------------------------------------


def _asks(composing: Drafting, view: View) -> Say:
    lines = (
        reading(view),
        Line("message-write"),
        Line("message-not-urgent", style=Style.NOTE),
    )
    written = Button("message-all-button", QUESTION, ALL)
    return Say(Sentences(lines, ((help_button(),), (written, _throw(composing)))))


def reading(view: View) -> Line:
    """When the therapist next reads: working hours, or the end of an absence; never a promise."""
    writing = view.writing
    if writing.reads_at is None:
        return Line("message-reads-later")
    if writing.is_away and writing.is_stood_in:
        return Line("message-reads-away-deputy", {"at": writing.reads_at})
    if writing.is_away:
        return Line("message-reads-away", {"at": writing.reads_at})
    if writing.reads_at <= view.now:
        return Line("message-reads-now")
    return Line("message-reads-at", {"at": writing.reads_at})


def _asks_again(composing: Drafting, line: Line) -> Say:
    return Say(Sentences((line,), ((_throw(composing), help_button()),)))


def _asks_whether(composing: Drafting, line: Line) -> Say:
    rows = (
        (Button("message-send-button", step(composing), SEND, look=Look.PRIMARY),),
        (Button("message-change-button", step(composing), CHANGE), _throw(composing)),
        (help_button(),),
    )
    return Say(Sentences((line,), rows))


def _throw(composing: Drafting) -> Button:
    key = "message-throw-button" if composing.text else "message-leave-button"
    return Button(key, step(composing), THROW)


def _around() -> tuple[tuple[Button, ...], ...]:
    again = Button("message-new-button", QUESTION, NEW)
    return ((again, Button("message-all-button", QUESTION, ALL)), (help_button(),))
