"""A therapist ends a client's therapy, or begins it again: a command, and a form to confirm it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from care.discharge import TEXT_LIMIT
from care.people import ClientId
from conversations.contents import Line, Sentences
from conversations.discharge import Discharge, OpenDischargeForm, OpenReadmissionForm, Readmit
from conversations.flows import workplace
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
    client = view.record.client if view.record is not None else None
    if client is None:
        return Turn(None, (Say(Sentences((Line("record-not-yours"),))),))
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
