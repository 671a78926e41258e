"""A therapist ends a client's therapy, or begins it again: a command, and a form to confirm it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from care.discharge import TEXT_LIMIT, Ending, Hindrance
from care.people import ClientId
from conversations.contents import Argument, Button, Line, Look, Sentences
from conversations.discharge import Discharge, OpenDischargeForm, OpenReadmissionForm, Readmit
from conversations.flows import records, schedules, workplace
from conversations.turn import Event, Form, Say, Submitted, Tapped, Turn

if TYPE_CHECKING:
    from conversations.view import View

OF = "readmission-of"
OPEN = "open"
TEXT = "text"

_DISCHARGE = ("discharge", "alta")
_READMIT = ("readmit", "readmitir")

FORMS = (Form.DISCHARGE, Form.READMISSION)


def of(client: ClientId) -> str:
    """What a button asks that begins a client's therapy again."""
    return f"{OF}:{client}"


def asked_for(event: Event) -> str | None:
    """Whom this is about, as a record is asked for; None for another event."""
    return workplace.of_client(event, OF, (*_DISCHARGE, *_READMIT), *FORMS)


def problems(values: Mapping[str, str]) -> dict[str, Line]:
    """What keeps the form from being taken, by field; needs no database."""
    if len(values.get(TEXT, "").strip()) > TEXT_LIMIT:
        return {TEXT: Line("staff-message-long", {"limit": TEXT_LIMIT})}
    return {}


def take_turn(event: Event, view: View) -> Turn[None]:
    """One command, one press or one form."""
    client = view.asked_about
    if client is None:
        return Turn(None, (workplace.not_yours(),))
    match event:
        case Submitted(Form.DISCHARGE, values=values):
            if wrong := problems(values):
                return Turn(None, (Say(Sentences(tuple(wrong.values()))),))
            return Turn(None, (Discharge(client, values.get(TEXT, "").strip()),))
        case Submitted():
            return Turn(None, (Readmit(client),))
        case Tapped():
            return Turn(None, (OpenReadmissionForm(client),))
        case _ if workplace.named(event, _READMIT):
            return Turn(None, (OpenReadmissionForm(client),))
        case _:
            return Turn(None, (OpenDischargeForm(client),))


# --- what is said of it -------------------------------------------------------------------------


def done(client: ClientId, code: str, found: Ending) -> Sentences:
    """It has ended; what stays, and the way back."""
    lines = [Line("staff-discharged" if found.is_told else "staff-discharged-stopped", _of(code))]
    if found.groups:
        lines.append(Line("staff-discharged-groups", {"groups": found.groups}))
    record = Button("record-open-button", f"{records.RECORD}:{client}", records.OPEN)
    return Sentences(tuple(lines), ((record, _again(client)),))


def begun(client: ClientId, code: str, *, stopped: bool) -> Sentences:
    """It begins again, and nothing is asked before somebody says what."""
    line = Line("staff-readmitted-stopped" if stopped else "staff-readmitted", _of(code))
    about, look = schedules.about(client), Look.PRIMARY
    asked = Button("form-schedule-button", about, schedules.OPEN, look=look)
    return Sentences((line,), ((asked,),))


def is_over(client: ClientId, code: str) -> Sentences:
    """Nothing is begun with a former client."""
    return Sentences((Line("staff-is-discharged", _of(code)),), ((_again(client),),))


def refused(code: str, why: Hindrance, at: datetime | None) -> Sentences:
    """What stands in the way, and the next step."""
    args = _of(code)
    if at is not None:
        args["at"] = at
    return Sentences((Line(f"staff-not-discharged-{why}", args),))


def _of(code: str) -> dict[str, Argument]:
    return {"client": code}


def _again(client: ClientId) -> Button:
    return Button("staff-readmit-button", of(client), OPEN)
