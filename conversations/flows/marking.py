"""Key moments as a therapist has them: marked in a form, looked at, and taken away again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from care.local_time import local_date, zone
from care.moments import TITLE_LIMIT, Marked, is_possible, tidied
from care.people import ClientId
from conversations.contents import Line, Sentences
from conversations.flows import workplace
from conversations.moments import MarkMomentOf, OpenMomentForm, ShowMomentsOf, TakeMomentBack
from conversations.pressed import page_of
from conversations.turn import Event, Form, Say, Submitted, Tapped, Turn

if TYPE_CHECKING:
    from conversations.view import View

OF, MOMENT = "moments-of", "moment"
OPEN, MARK, AWAY = "open", "mark", "away"
_PAGE = "page-"
TITLE, DAY = "title", "day"

_MOMENT = ("moment", "moments", "momento", "momentos")


def of(client: ClientId) -> str:
    """What a button about all of a client's moments asks; the message that holds them."""
    return f"{OF}:{client}"


def moment(wanted: UUID) -> str:
    """What a button about one moment asks."""
    return f"{MOMENT}:{wanted}"


def page(number: int) -> str:
    """The choice of a button that turns to this page of the list, from 0."""
    return f"{_PAGE}{number}"


def asked_for(event: Event) -> str | None:
    """Whom this is about, as a record is asked for; None for another event."""
    match event:
        case Tapped(question) if question.startswith(f"{MOMENT}:"):
            return f"moment {question.partition(':')[2]}"
        case _:
            return workplace.of_client(event, OF, _MOMENT, Form.MOMENT)


def problems(values: Mapping[str, str], today: date) -> dict[str, Line]:
    """What keeps a form from being taken, by field; needs no database."""
    found: dict[str, Line] = {}
    title = tidied(values.get(TITLE, ""))
    if not title:
        found[TITLE] = Line("staff-moment-title-empty")
    elif len(title) > TITLE_LIMIT:
        found[TITLE] = Line("staff-homework-too-long", {"limit": TITLE_LIMIT})
    on = _day(values.get(DAY, ""))
    if on is None or not is_possible(on, today):
        found[DAY] = Line("staff-moment-day-when")
    return found


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def take_turn(event: Event, view: View) -> Turn[None]:
    """One press, one form or one command about a client's moments."""
    client = view.asked_about
    if client is None:
        return Turn(None, (workplace.not_yours(),))
    match event:
        case Submitted(values=values):
            return _submitted(values, client, view)
        case Tapped(question, choice) if question.startswith(f"{MOMENT}:") and choice == AWAY:
            wanted = UUID(question.partition(":")[2])
            return Turn(None, (TakeMomentBack(client, wanted),))
        case Tapped(question) if question.startswith(f"{MOMENT}:"):
            return Turn(None, (Say(Sentences((Line("old-button"),))),))
        case Tapped(choice=choice) if choice == MARK:
            return Turn(None, (OpenMomentForm(client),))
        case Tapped(choice=choice) if (turned := page_of(choice, _PAGE)) is not None:
            return Turn(None, (ShowMomentsOf(client, page=turned),))
        case _:
            return Turn(None, (ShowMomentsOf(client, fresh=True),))


def _submitted(values: Mapping[str, str], client: ClientId, view: View) -> Turn[None]:
    wrong = problems(values, local_date(view.now, zone(view.practice.zone)))
    on = _day(values.get(DAY, ""))
    if wrong or on is None:
        return Turn(None, (Say(Sentences(tuple(wrong.values()))),))
    return Turn(None, (MarkMomentOf(client, Marked(tidied(values[TITLE]), on)),))
