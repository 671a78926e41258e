"""Key moments as a client has them: marked in three steps, listed, changed and taken away."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, TypeAlias
from uuid import UUID

from care.consent import Purpose
from care.local_time import local_date, zone
from care.moments import TITLE_LIMIT, Marked, day_of, is_possible, tidied
from conversations.contents import Button, Line, Look, Sentences
from conversations.flows import homework, sharing
from conversations.flows.checkin import help_button
from conversations.moments import (
    ListMoments,
    Marking,
    MarkMoment,
    RenameMoment,
    Renaming,
    ShareMoment,
    ShowMoment,
    TakeMomentAway,
)
from conversations.pressed import Rows, is_press
from conversations.turn import Event, Say, Tapped, Toast, Turn
from conversations.wording import wording

if TYPE_CHECKING:
    from datetime import date

    from conversations.view import View

LIST = "moment"
STEP = "moment-new"
SUBJECT = "moments"
SHOW, NEW, WORDS, AWAY, REALLY = "show", "new", "words", "away", "really"
TODAY, YESTERDAY, OTHER = "today", "yesterday", "other"
SHARED, PRIVATE, LEAVE = "shared", "private", "leave"

Open: TypeAlias = Marking | Renaming
"""What of this may be going on."""

_ROWS = Rows(LIST)
question, about, slot = _ROWS.question, _ROWS.about, _ROWS.slot
"""What a button about a moment asks, which one that is, and the message it stands in."""


def step(marking: Marking) -> str:
    """What a button of this marking asks."""
    return f"{STEP}:{marking.token}"


def concerns(event: Event) -> bool:
    """Whether this is a press about moments."""
    return is_press(event, LIST, STEP)


def begin(words: str, view: View) -> Turn[Open]:
    """Marks a new one: asks what it was; words behind the command are that already."""
    if Purpose.CHECK_INS not in view.agreed:
        return Turn(None, (*homework.in_need(words, view, SUBJECT), not_kept()))
    marking = Marking(view.chance)
    return heard(marking, words, view) if words.strip() else Turn(marking, (_asks_what(marking),))


def not_kept() -> Say:
    """That nothing is kept, and where that is changed."""
    change = Button("moment-sharing-button", sharing.QUESTION, sharing.OVERVIEW)
    return Say(Sentences((Line("moment-not-kept"),), ((change,), (help_button(),))))


def take_turn(event: Tapped, talk: Open | None, view: View) -> Turn[Open]:
    """A press on a moment, on the list, or in the middle of marking one."""
    if event.question.partition(":")[0] == STEP:
        return _stepped(event, talk, view)
    wanted = about(event.question)
    if wanted is None:
        return begin("", view) if event.choice == NEW else Turn(None, (ListMoments(),))
    if wanted not in view.moments:
        return Turn(None, (Toast(Line("moment-gone")),))
    shown = ShowMoment(wanted)
    if event.choice == SHOW:
        return Turn(None, (ShowMoment(wanted, fresh=True),))
    if view.moments[wanted] is not None:
        # The therapist marked it: it is theirs to change.
        return Turn(None, (Toast(Line("old-button")), shown))
    match event.choice:
        case "words" | "shared" if Purpose.CHECK_INS not in view.agreed:
            return Turn(None, (not_kept(),))
        case "words":
            return Turn(Renaming(wanted), (_asks_for_words(wanted),))
        case "shared" | "private" as choice:
            changed = ShareMoment(wanted, shared=choice == SHARED)
            return Turn(None, (changed, Toast(Line("moment-changed")), shown))
        case "away":
            return Turn(None, (_asks_whether(wanted),))
        case "really":
            gone = Say(Sentences((Line("moment-taken-away"),), _around()), slot=slot(wanted))
            return Turn(None, (TakeMomentAway(wanted), gone))
        case _:
            return Turn(None, (Toast(Line("old-button")), shown))


def _stepped(event: Tapped, talk: Open | None, view: View) -> Turn[Open]:
    if not isinstance(talk, Marking) or event.question != step(talk):
        return Turn(talk, (Toast(Line("old-button")),))
    today = _today(view)
    match event.choice:
        case "leave":
            left = Say(Sentences((Line("moment-left"),), _around()))
            return Turn(None, (left,))
        case "today" | "yesterday" as choice if talk.title and talk.on is None:
            on = today if choice == TODAY else today - timedelta(days=1)
            return _with_day(talk, on, view)
        case "other" if talk.title and talk.on is None:
            return Turn(talk, (_asks_for_day(talk, "moment-which-date"),))
        case "shared" | "private" as choice if talk.title and talk.on is not None:
            if Purpose.CHECK_INS not in view.agreed:
                return Turn(None, (not_kept(),))
            marked = Marked(talk.title, talk.on, is_shared=choice == SHARED)
            return Turn(None, (MarkMoment(marked),))
        case _:
            return Turn(talk, (Toast(Line("old-button")),))


def heard(talk: Open, words: str, view: View) -> Turn[Open]:
    """What was written while a moment is marked; words that cannot wait meet help first."""
    turn = _heard(talk, words, view)
    return Turn(turn.state, (*homework.in_need(words, view, SUBJECT), *turn.effects))


def _heard(talk: Open, words: str, view: View) -> Turn[Open]:
    if Purpose.CHECK_INS not in view.agreed:
        return Turn(None, (not_kept(),))
    if isinstance(talk, Renaming):
        return _renamed(talk, words, view)
    if talk.title:
        return _dated(talk, words, view)
    title = tidied(words)
    if (wrong := _wrong(title)) is not None:
        return Turn(talk, (_again(wrong, talk),))
    named = Marking(talk.token, title)
    return Turn(named, (_asks_when(named),))


def _renamed(talk: Renaming, words: str, view: View) -> Turn[Open]:
    is_own = talk.moment in view.moments and view.moments[talk.moment] is None
    if not is_own:
        return Turn(None, (Say(Sentences((Line("moment-gone"),), _around())),))
    title = tidied(words)
    if (wrong := _wrong(title)) is not None:
        return Turn(talk, (Say(Sentences((wrong,), (_back(talk.moment), (help_button(),)))),))
    return Turn(None, (RenameMoment(talk.moment, title), ShowMoment(talk.moment, fresh=True)))


def _dated(talk: Marking, words: str, view: View) -> Turn[Open]:
    today = _today(view)
    on = day_of(words, today)
    if on is None:
        return Turn(talk, (_asks_for_day(talk, "moment-date-unknown"),))
    if not is_possible(on, today):
        key = "moment-date-ahead" if on > today else "moment-date-unknown"
        return Turn(talk, (_asks_for_day(talk, key),))
    return _with_day(talk, on, view)


def _with_day(talk: Marking, on: date, view: View) -> Turn[Open]:
    dated = Marking(talk.token, talk.title, on)
    return Turn(dated, (_asks_who(dated, wording(view.locale).full_day(on)),))


def _wrong(title: str) -> Line | None:
    if not title:
        return Line("moment-title-empty")
    return Line("moment-title-long", {"limit": TITLE_LIMIT}) if len(title) > TITLE_LIMIT else None


def _today(view: View) -> date:
    return local_date(view.now, zone(view.client.zone if view.client else view.practice.zone))


# --- what is asked ---------------------------------------------------------------------------


def _asks_what(marking: Marking) -> Say:
    lines = (Line("moment-what", {"limit": TITLE_LIMIT}),)
    listed = Button("moment-list-button", LIST, SHOW)
    return Say(Sentences(lines, ((listed, _leave(marking)), (help_button(),))))


def _asks_when(marking: Marking) -> Say:
    days = (
        Button("moment-today-button", step(marking), TODAY),
        Button("moment-yesterday-button", step(marking), YESTERDAY),
    )
    other = Button("moment-other-button", step(marking), OTHER)
    return Say(
        Sentences((Line("moment-when"),), (days, (other, _leave(marking)), (help_button(),)))
    )


def _asks_for_day(marking: Marking, key: str) -> Say:
    today = Button("moment-today-button", step(marking), TODAY)
    return Say(Sentences((Line(key),), ((today, _leave(marking)), (help_button(),))))


def _asks_who(marking: Marking, day: str) -> Say:
    rows = (
        (Button("moment-shared-button", step(marking), SHARED, look=Look.PRIMARY),),
        (Button("moment-private-button", step(marking), PRIVATE),),
        (_leave(marking), help_button()),
    )
    return Say(Sentences((Line("moment-who", {"on": day}),), rows))


def _again(wrong: Line, marking: Marking) -> Say:
    return Say(Sentences((wrong,), ((_leave(marking), help_button()),)))


def _asks_for_words(wanted: UUID) -> Say:
    line = Line("moment-other-words", {"limit": TITLE_LIMIT})
    return Say(Sentences((line,), (_back(wanted), (help_button(),))))


def _asks_whether(wanted: UUID) -> Say:
    rows = (
        (Button("moment-really-button", question(wanted), REALLY, look=Look.DANGER),),
        _back(wanted),
        (help_button(),),
    )
    return Say(Sentences((Line("moment-away-question"),), rows), slot=slot(wanted))


def _back(wanted: UUID) -> tuple[Button, ...]:
    return (Button("moment-back-button", question(wanted), SHOW),)


def _leave(marking: Marking) -> Button:
    return Button("moment-leave-button", step(marking), LEAVE)


def _around() -> tuple[tuple[Button, ...], ...]:
    return ((Button("moment-list-button", LIST, SHOW),), (help_button(),))
