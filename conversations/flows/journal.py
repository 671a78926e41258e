"""The journal as a client has it: written freely or by three questions, kept, shared, deleted.

What was written is kept at once, for the client alone; who else may read it is asked with it.
Words that may mean danger bring the crisis card to the client, and nothing else: the therapist
hears of them when the entry is shared, or when the client says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias
from uuid import UUID

from care.consent import Purpose
from care.journal import PROMPTS, TEXT_LIMIT, Part, Prompt, after, length
from care.local_time import local_date, zone
from conversations.contents import Button, Line, Look, Sentences, Style
from conversations.flows import help_now, sharing
from conversations.flows.checkin import help_button
from conversations.journal import (
    Adding,
    AddToEntry,
    Composing,
    DeleteEntry,
    KeepEntry,
    ListEntries,
    ShareEntry,
    ShowEntry,
)
from conversations.pressed import Rows, is_press, page_of
from conversations.turn import Effect, Event, Say, SetConsent, Tapped, Toast, Turn

if TYPE_CHECKING:
    from datetime import date

    from conversations.view import View

LIST = SUBJECT = SLOT = "journal"
STEP = "journal-new"
SHOW, NEW, BEGIN, AWAY, REALLY = "show", "new", "begin", "away", "really"
SHARED, PRIVATE, AGREE = "shared", "private", "agree"
GUIDED, SKIP, LEAVE = "guided", "skip", "leave"
PAGE = "page"

Open: TypeAlias = Composing | Adding
"""What of this may be going on."""

_ROWS = Rows(LIST)
question, about, slot = _ROWS.question, _ROWS.about, _ROWS.slot
"""What a button about an entry asks, which one that is, and the message it stands in."""


def step(composing: Composing) -> str:
    """What a button of this writing asks."""
    return f"{STEP}:{composing.token}"


def concerns(event: Event) -> bool:
    """Whether this is a press about the journal."""
    return is_press(event, LIST, STEP)


def begin(words: str, view: View) -> Turn[Open]:
    """Writes: asks for words; those behind the command are some already."""
    if Purpose.JOURNAL not in view.agreed:
        return Turn(None, (*card_for(words, view), asks_to_begin()))
    composing = Composing(view.chance)
    if words.strip():
        return heard(composing, words, view)
    return Turn(composing, (_asks(composing, view),))


def asks_to_begin() -> Say:
    """What keeping a journal here means, before anything is kept."""
    agree = Button("journal-begin-button", LIST, BEGIN, look=Look.PRIMARY)
    lines = (
        Line("journal-begin-title", style=Style.TITLE),
        Line("journal-begin"),
        Line("journal-begin-where", style=Style.NOTE),
    )
    # What was written before it was switched off is there.
    listed = Button("journal-list-button", LIST, SHOW)
    rows = ((agree,), (listed, _parts_of_consent()), (help_button(),))
    return Say(Sentences(lines, rows), slot=SLOT, fresh=True)


def take_turn(event: Tapped, talk: Open | None, view: View) -> Turn[Open]:
    """A press on an entry, on the list, or in the middle of writing."""
    if event.question.partition(":")[0] == STEP:
        return _stepped(event, talk, view)
    wanted = about(event.question)
    if wanted is not None:
        return _pressed(wanted, event.choice, view)
    match event.choice:
        case "begin":
            composing = Composing(view.chance)
            agreed = SetConsent(Purpose.JOURNAL, True)
            return Turn(composing, (agreed, _asks(composing, view)))
        case "new":
            return begin("", view)
        case choice if (page := page_of(choice, PAGE)) is not None:
            return Turn(None, (ListEntries(page, fresh=False),))
        case "show":
            return Turn(None, (ListEntries(),))
        case _:
            return Turn(talk, (Toast(Line("old-button")),))


def _pressed(wanted: UUID, choice: str, view: View) -> Turn[Open]:
    if wanted not in view.entries:
        return Turn(None, (Toast(Line("journal-gone")),))
    shown, changed = ShowEntry(wanted), Toast(Line("journal-changed"))
    match choice:
        case "show":
            return Turn(None, (ShowEntry(wanted, fresh=True),))
        case "private":
            return Turn(None, (ShareEntry(wanted, shared=False), changed, shown))
        case "shared" if Purpose.JOURNAL_SHARING not in view.agreed:
            return Turn(None, (_asks_to_share(wanted),))
        case "shared":
            return Turn(None, (ShareEntry(wanted, shared=True), changed, shown))
        case "agree":
            agreed = SetConsent(Purpose.JOURNAL_SHARING, True)
            return Turn(None, (agreed, ShareEntry(wanted, shared=True), changed, shown))
        case "away":
            return Turn(None, (_asks_whether(wanted),))
        case "really":
            gone = Say(Sentences((Line("journal-deleted"),), _around()), slot=slot(wanted))
            return Turn(None, (DeleteEntry(wanted), gone))
        case _:
            return Turn(None, (Toast(Line("old-button")), shown))


def _stepped(event: Tapped, talk: Open | None, view: View) -> Turn[Open]:
    if not isinstance(talk, Composing) or event.question != step(talk):
        return Turn(talk, (Toast(Line("old-button")),))
    is_guided = talk.asking is not Prompt.FREE
    match event.choice:
        case "leave":
            return _over(talk, view)
        case "guided" if not is_guided and not is_gentle(view):
            first = Composing(talk.token, PROMPTS[0])
            return Turn(first, (_asks(first, view),))
        case "guided" if not is_guided:
            return Turn(talk, (_asks(talk, view),))
        case "skip" if is_guided:
            return _next(talk, view)
        case _:
            return Turn(talk, (Toast(Line("old-button")),))


def is_gentle(view: View) -> bool:
    """Whether a crisis card was shown lately: then nobody is asked to look into themselves."""
    return view.client is not None and view.client.gentle


def heard(talk: Open, words: str, view: View) -> Turn[Open]:
    """What was written; words that may mean danger meet the card first."""
    card = card_for(words, view)
    turn = _heard(talk, words, view, is_gentle=bool(card) or is_gentle(view))
    return Turn(turn.state, (*card, *turn.effects))


def _heard(talk: Open, words: str, view: View, *, is_gentle: bool) -> Turn[Open]:
    if Purpose.JOURNAL not in view.agreed:
        return Turn(None, (asks_to_begin(),))
    text = words.strip()
    if isinstance(talk, Adding):
        return Turn(talk, (AddToEntry(text),))
    if length(talk.parts) + len(text) > TEXT_LIMIT:
        limit = Line("journal-long", {"limit": TEXT_LIMIT})
        return Turn(talk, (Say(Sentences((limit,), ((_leave(talk), help_button()),))),))
    told = Composing(talk.token, talk.asking, (*talk.parts, Part(talk.asking, text)))
    # Nobody is asked on about what has just made the card appear.
    if talk.asking is Prompt.FREE or is_gentle:
        return _over(told, view)
    return _next(told, view)


def is_heard(talk: Open, view: View) -> bool:
    """Whether what is written now belongs to the journal, and not perhaps to another day."""
    return isinstance(talk, Composing) or talk.on == _today(view)


def _next(talk: Composing, view: View) -> Turn[Open]:
    following = after(talk.asking)
    if following is None:
        return _over(talk, view)
    asked = Composing(talk.token, following, talk.parts)
    return Turn(asked, (_asks(asked, view),))


def _over(talk: Composing, view: View) -> Turn[Open]:
    """What was written is kept; where nothing was, nothing is."""
    if not talk.parts:
        return Turn(None, (Say(Sentences((Line("journal-left"),), _around())),))
    return Turn(Adding(_today(view)), (KeepEntry(talk.parts),))


def kept_on_the_way(talk: Open | None) -> tuple[Effect, ...]:
    """What was answered so far, when the client goes on to something else: none of it is lost."""
    if isinstance(talk, Composing) and talk.parts:
        return (KeepEntry(talk.parts, quietly=True),)
    return ()


def card_for(words: str, view: View) -> tuple[Effect, ...]:
    """The crisis card where words may mean danger; they may be mistaken, and nobody is told."""
    return help_now.softly(words) if view.client is not None else ()


def _today(view: View) -> date:
    return local_date(view.now, zone(view.client.zone if view.client else view.practice.zone))


# --- what is asked ---------------------------------------------------------------------------


def _asks(talk: Composing, view: View) -> Say:
    listed = Button("journal-list-button", LIST, SHOW)
    if talk.asking is not Prompt.FREE:
        skip = Button("journal-skip-button", step(talk), SKIP)
        lines = (Line(f"journal-ask-{talk.asking}"),)
        return Say(Sentences(lines, ((skip, _leave(talk)), (help_button(),))))
    rows = [(listed, _leave(talk)), (help_button(),)]
    if not is_gentle(view):
        rows.insert(0, (Button("journal-guided-button", step(talk), GUIDED),))
    return Say(Sentences((Line("journal-write"),), tuple(rows)))


def _asks_to_share(wanted: UUID) -> Say:
    lines = (Line("journal-share-question"), Line("journal-share-days", style=Style.NOTE))
    rows = (
        (Button("journal-agree-button", question(wanted), AGREE, look=Look.PRIMARY),),
        (Button("journal-private-button", question(wanted), PRIVATE),),
        (help_button(),),
    )
    return Say(Sentences(lines, rows), slot=slot(wanted))


def _asks_whether(wanted: UUID) -> Say:
    rows = (
        (Button("journal-really-button", question(wanted), REALLY, look=Look.DANGER),),
        (Button("journal-back-button", question(wanted), SHOW),),
        (help_button(),),
    )
    return Say(Sentences((Line("journal-away-question"),), rows), slot=slot(wanted))


def _leave(talk: Composing) -> Button:
    key = "journal-enough-button" if talk.parts else "journal-leave-button"
    return Button(key, step(talk), LEAVE)


def _parts_of_consent() -> Button:
    return Button("moment-sharing-button", sharing.QUESTION, sharing.OVERVIEW)


def _around() -> tuple[tuple[Button, ...], ...]:
    new = Button("journal-new-button", LIST, NEW)
    return ((new, Button("journal-list-button", LIST, SHOW)), (help_button(),))
