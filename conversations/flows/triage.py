"""What a therapist does with an alert: support, chart, snooze, resolve; and taking a word back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import TYPE_CHECKING
from uuid import UUID

from care.alerts import Verdict
from conversations.contents import Line, Sentences, Style
from conversations.turn import (
    Asked,
    Came,
    CancelSupport,
    Event,
    FillForm,
    Form,
    JudgeAlert,
    OpenForm,
    ResolveAlert,
    Said,
    Say,
    SendSupport,
    ShowAlertCard,
    ShowAlertChart,
    SnoozeAlert,
    Submitted,
    TakeAlert,
    Tapped,
    Turn,
)

if TYPE_CHECKING:
    from conversations.view import AlertView, View

ALERT = "alert"
SUPPORT_FORM = "support"
MESSAGE = "message"
SUPPORT, CHART, SNOOZE, RESOLVE, UNDO = "support", "chart", "snooze", "resolve", "undo"
TAKE, CARD = "take", "card"
TEXT_LIMIT = 1000
"""Characters of a micro-support text: it is read on a phone, and both platforms take it whole."""

MIDNIGHT, MORNING = time(0), time(9)
SNOOZES = ("tomorrow", "three-days", "week")


def about(question: str) -> tuple[str, UUID] | None:
    """What kind of thing, and which one, a button or a form is about."""
    kind, _, ref = question.partition(":")
    try:
        return kind, UUID(ref)
    except ValueError:
        return None


def problems(form: str, values: Mapping[str, str]) -> dict[str, Line]:
    """What keeps a form from being taken, by field; empty when nothing does. Needs no database."""
    if form == Form.SUPPORT:
        text = values.get("text", "").strip()
        if not text:
            return {"text": Line("support-text-empty")}
        if len(text) > TEXT_LIMIT:
            return {"text": Line("support-text-long", {"limit": TEXT_LIMIT})}
    if form == Form.SNOOZE and values.get("until") not in SNOOZES:
        return {"until": Line("snooze-choose")}
    return {}


def take_turn(event: Event, view: View) -> Turn[None]:
    """One press, one form or one sentence of a member of staff."""
    match event:
        case Tapped(question, choice) if named := about(question):
            return _pressed(named, choice, view)
        case Submitted(form, ref, values) if not problems(form, values):
            return _submitted(form, ref, values, view)
        case Said() | Came() | Asked():
            lines = (
                Line("therapist-hello-title", style=Style.TITLE),
                Line("therapist-hello"),
                Line("therapist-not-read", style=Style.NOTE),
            )
            return Turn(None, (Say(Sentences(lines)),))
        case Tapped():
            return Turn(None, (Say(Sentences((Line("old-button"),))),))
        case _:
            return Turn(None, ())


def _pressed(named: tuple[str, UUID], choice: str, view: View) -> Turn[None]:
    kind, ref = named
    if kind == MESSAGE and choice == UNDO:
        return Turn(None, (CancelSupport(ref),))
    alert = view.alert
    if kind not in (ALERT, SUPPORT_FORM) or alert is None or alert.id != ref:
        return Turn(None, (_not_yours(),))
    if kind == SUPPORT_FORM:
        return Turn(None, (FillForm(ref, int(choice) if choice.isdecimal() else 0),))
    match choice:
        case "take":
            return Turn(None, (TakeAlert(ref),))
        case "support":
            return Turn(None, (OpenForm(Form.SUPPORT, ref),))
        case "snooze":
            return Turn(None, (OpenForm(Form.SNOOZE, ref),))
        case "chart":
            return Turn(None, (ShowAlertChart(ref),))
        case "resolve":
            return Turn(None, (ResolveAlert(ref),))
        case "card":
            return Turn(None, (ShowAlertCard(ref),))
        case verdict if verdict in tuple(Verdict):
            return Turn(None, (JudgeAlert(ref, Verdict(verdict)),))
        case _:
            return Turn(None, (Say(Sentences((Line("old-button"),))),))


def _submitted(form: str, ref: str, values: Mapping[str, str], view: View) -> Turn[None]:
    alert = view.alert
    if alert is None or str(alert.id) != ref:
        return Turn(None, (_not_yours(),))
    if form == Form.SUPPORT:
        return Turn(None, (SendSupport(alert.id, values["text"].strip()),))
    if form == Form.SNOOZE:
        return Turn(None, (_snoozed(alert, values["until"]),))
    return Turn(None, ())


def _snoozed(alert: AlertView, until: str) -> SnoozeAlert:
    return SnoozeAlert(alert.id, alert.wake_times[until])


def _not_yours() -> Say:
    return Say(Sentences((Line("therapist-not-yours"),)))
