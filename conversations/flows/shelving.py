"""The shelf as a therapist has it: looked at, something put there, something taken off."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from care.people import ClientId
from care.shelf import WHY_LIMIT
from care.units import utf16_length
from conversations.contents import Line
from conversations.flows import workplace
from conversations.shelf import PutOnShelf, ShowShelfOf, TakeOffShelf
from conversations.turn import Effect, Event, Form, Submitted, Turn

if TYPE_CHECKING:
    from conversations.view import View

OF, OPEN = "shelf-of", "open"
RESOURCE, WHY, OFF = "resource", "why", "off"

_SHELF = ("shelf", "estante")


def of(client: ClientId) -> str:
    """What a button about a client's shelf asks."""
    return f"{OF}:{client}"


def asked_for(event: Event) -> str | None:
    """Whom this is about, as a record is asked for; None for another event."""
    return workplace.of_client(event, OF, _SHELF, Form.SHELF)


def problems(values: Mapping[str, str]) -> dict[str, Line]:
    """What keeps the form from being taken, by field; needs no database."""
    resource, why = values.get(RESOURCE, ""), values.get(WHY, "").strip()
    if not resource and not values.get(OFF, ""):
        return {RESOURCE: Line("staff-shelf-choose")}
    if why and not resource:
        return {WHY: Line("staff-shelf-why-alone")}
    if utf16_length(why) > WHY_LIMIT:
        return {WHY: Line("staff-shelf-why-long", {"limit": WHY_LIMIT})}
    return {}


def take_turn(event: Event, view: View) -> Turn[None]:
    """One press, one form or one command about a client's shelf."""
    client = view.asked_about
    if client is None:
        return Turn(None, (workplace.not_yours(),))
    if isinstance(event, Submitted):
        return Turn(None, _submitted(event.values, client))
    return Turn(None, (ShowShelfOf(client),))


def _submitted(values: Mapping[str, str], client: ClientId) -> tuple[Effect, ...]:
    effects: list[Effect] = []
    if off := values.get(OFF, ""):
        effects.append(TakeOffShelf(client, UUID(off)))
    if resource := values.get(RESOURCE, ""):
        why = " ".join(values.get(WHY, "").split())
        effects.append(PutOnShelf(client, resource, why))
    return tuple(effects)
