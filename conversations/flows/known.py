"""A critical answer that is known, with a plan: marked under its card, and taken back there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from care.known import MOST_WORDS, is_allowed
from care.local_time import local_date
from conversations.contents import Line, Sentences
from conversations.flows.triage import ALERT, about
from conversations.knowing import EndKnown, KnownEffect, MarkKnown, OpenKnownForm
from conversations.turn import Event, Form, Say, Submitted, Tapped, Turn

if TYPE_CHECKING:
    from conversations.view import View

KNOWN = "known"
"""Asks for the form, under a card; and the kind of thing that the mark's own button is about."""
END = "end"
PLAN, UNTIL = "plan", "until"


def concerns(event: Event) -> bool:
    """Whether this is about a mark, and not about the alert itself."""
    match event:
        case Tapped(question, choice):
            kind = question.partition(":")[0]
            return kind == KNOWN or (kind == ALERT and choice == KNOWN)
        case Submitted(form):
            return form == Form.KNOWN
        case _:
            return False


def alert_of(ref: str) -> str:
    """The alert that a form is about."""
    return ref.partition(":")[0]


def form_about(alert: UUID, version: int) -> str:
    """What the form carries: the alert, and which answer it showed."""
    return f"{alert}:{version}"


def problems(values: Mapping[str, str], now: datetime, zone: ZoneInfo) -> dict[str, Line]:
    """What keeps a mark from being taken, by field; needs no database."""
    found = {}
    plan = values.get(PLAN, "").strip()
    if not plan:
        found[PLAN] = Line("alert-known-plan-empty")
    elif len(plan) > MOST_WORDS:
        found[PLAN] = Line("alert-known-plan-long", {"limit": MOST_WORDS})
    until = _day(values)
    if until is None or not is_allowed(until, local_date(now, zone)):
        found[UNTIL] = Line("alert-known-until-when")
    return found


def _day(values: Mapping[str, str]) -> date | None:
    try:
        return date.fromisoformat(values.get(UNTIL, ""))
    except ValueError:
        return None


def take_turn(event: Event, view: View) -> Turn[None]:
    """One press, or the form."""
    match event:
        case Tapped(question, choice) if named := about(question):
            return Turn(None, (_pressed(named, choice, view),))
        case Submitted(_, ref, values) if (until := _day(values)) is not None:
            alert, _, version = ref.partition(":")
            if view.alert is None or str(view.alert.id) != alert or not version.isdecimal():
                return Turn(None, (_not_yours(),))
            plan = values.get(PLAN, "").strip()
            return Turn(None, (MarkKnown(view.alert.id, int(version), plan, until),))
        case _:
            return Turn(None, (Say(Sentences((Line("old-button"),))),))


def _pressed(named: tuple[str, UUID], choice: str, view: View) -> Say | KnownEffect:
    kind, ref = named
    if kind == KNOWN and choice == END:
        return EndKnown(ref)
    if kind != ALERT or view.alert is None or view.alert.id != ref:
        return _not_yours()
    return OpenKnownForm(ref)


def _not_yours() -> Say:
    return Say(Sentences((Line("therapist-not-yours"),)))
