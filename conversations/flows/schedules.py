"""What one client is asked when: looked at, tried with its messages a week, and kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from care.people import ClientId
from care.schedule import Schedule, ScheduleNotUnderstood
from conversations.contents import Line
from conversations.flows import workplace
from conversations.tuning import OpenScheduleForm, ShowSchedule, TrySchedule, TuningEffect
from conversations.turn import Asked, Event, Form, Submitted, Tapped, Turn

if TYPE_CHECKING:
    from conversations.view import View

QUESTION = "schedule"
OPEN, CHANGE, SAVE = "open", "change", "save-"
INSTRUMENT, SAID = "instrument", "said"
LONGEST = 100
"""Characters of a schedule in words."""

_SCHEDULE = ("schedule", "horario")


def about(client: ClientId) -> str:
    """What a button is about."""
    return f"{QUESTION}:{client}"


def concerns(event: Event) -> bool:
    """Whether this is about a schedule."""
    match event:
        case Tapped(question):
            return question.partition(":")[0] == QUESTION
        case Asked(workplace.COMMAND, words):
            return words.strip().partition(" ")[0].casefold() in _SCHEDULE
        case Submitted(form):
            return form == Form.SCHEDULE
        case _:
            return False


def asked_for(event: Event) -> str:
    """Whom this is about, as a record is asked for."""
    match event:
        case Asked(words=words):
            return f"code {words.strip().partition(' ')[2].strip()}"
        case Tapped(question=named) | Submitted(about=named):
            return f"client {named.removeprefix(f'{QUESTION}:')}"
        case _:
            return ""


def problems(values: Mapping[str, str]) -> dict[str, Line]:
    """What cannot be understood, without looking at the instrument; needs no database."""
    said = values.get(SAID, "").strip()
    try:
        Schedule.parse(said[:LONGEST])
    except ScheduleNotUnderstood as trouble:
        return {SAID: Line("form-schedule-not-so", {"why": str(trouble)})}
    return {}


def take_turn(event: Event, view: View) -> Turn[None]:
    """The schedule, its form, what was filled in, or what is kept."""
    client = view.asked_about
    if client is None:
        return Turn(None, (workplace.not_yours(),))
    match event:
        case Submitted(values=values):
            said = values.get(SAID, "").strip()
            return Turn(None, (TrySchedule(client, values.get(INSTRUMENT, ""), said),))
        case Tapped(choice=choice):
            return Turn(None, (_pressed(client, choice),))
        case _:
            return Turn(None, (ShowSchedule(client),))


def _pressed(client: ClientId, choice: str) -> TuningEffect:
    if choice == CHANGE:
        return OpenScheduleForm(client)
    instrument, equals, said = choice.removeprefix(SAVE).partition("=")
    if choice.startswith(SAVE) and equals:
        return TrySchedule(client, instrument, said.replace(".", ":"), keep=True)
    return ShowSchedule(client)


def saving(instrument: str, said: str) -> str:
    """What the button carries that keeps this schedule: a colon would part it in the middle."""
    return f"{SAVE}{instrument}={said.replace(':', '.')}"
