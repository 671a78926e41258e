"""Goals as a therapist has them in Slack: how they stand, without the client's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.flows import workplace
from conversations.goals import ShowGoalsOf
from conversations.turn import Event, Turn

if TYPE_CHECKING:
    from care.people import ClientId
    from conversations.view import View

OF, OPEN = "goals-of", "open"

_GOALS = ("goals", "goal", "metas", "meta")


def of(client: ClientId) -> str:
    """What a button about all of a client's goals asks; the message that holds them."""
    return f"{OF}:{client}"


def asked_for(event: Event) -> str | None:
    """Whom this is about, as a record is asked for; None for another event."""
    return workplace.of_client(event, OF, _GOALS)


def take_turn(_: Event, view: View) -> Turn[None]:
    """One press or one command about a client's goals."""
    client = view.asked_about
    if client is None:
        return Turn(None, (workplace.not_yours(),))
    return Turn(None, (ShowGoalsOf(client, fresh=True),))
