"""Appointments as a therapist has them: planned in a form, moved, cancelled, and answered."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from care.appointments import (
    LATEST,
    LONGEST,
    PLACE_LIMIT,
    SHORTEST,
    WORDS_LIMIT,
    How,
    Planned,
    starts,
)
from care.local_time import zone
from care.people import ClientId
from conversations.appointments import (
    CancelAppointment,
    KeepAppointment,
    MoveAppointment,
    OpenAppointmentForm,
    OpenWishForm,
    PlanAppointment,
    ShowAppointmentsOf,
)
from conversations.contents import Line, Sentences
from conversations.flows import workplace
from conversations.turn import Event, Form, Say, Submitted, Tapped, Turn

if TYPE_CHECKING:
    from conversations.view import View

OF, ONE = "appointments-of", "appointment"
OPEN, PLAN, MOVE, CANCEL, STAYS = "open", "plan", "move", "cancel", "stays"
DAY, AT, MINUTES, HOW, PLACE, WORDS = "day", "at", "minutes", "how", "place", "words"
FORMS = (Form.APPOINTMENT, Form.APPOINTMENT_ANSWER)

_NAMES = ("appointment", "appointments", "cita", "citas")
_CLOCK = re.compile(r"(\d{1,2})(?:[:.h](\d\d))?", re.ASCII)


def of(client: ClientId) -> str:
    """What a button about all of a client's appointments asks; the message that holds them."""
    return f"{OF}:{client}"


def one(wanted: UUID) -> str:
    """What a button about one appointment asks."""
    return f"{ONE}:{wanted}"


def news_slot(wanted: UUID) -> str:
    """The message in which a therapist is told what a client said to an appointment."""
    return f"{ONE}-news:{wanted}"


def new(client: ClientId) -> str:
    """What the form for a new one is about."""
    return f"{PLAN}:{client}"


def moved(wanted: UUID) -> str:
    """What the form for another time is about."""
    return f"{MOVE}:{wanted}"


def answered(wanted: UUID, *, cancels: bool) -> str:
    """What the form is about that cancels, or lets the time stay."""
    return f"{CANCEL if cancels else STAYS}:{wanted}"


def asked_for(event: Event) -> str | None:
    """Whom this is about, as a record is asked for; None for another event."""
    match event:
        case Tapped(question) if question.startswith(f"{ONE}:"):
            return f"appointment {question.partition(':')[2]}"
        case Submitted(form, ref) if form in FORMS:
            kind, _, about = ref.partition(":")
            return f"client {about}" if kind == PLAN else f"appointment {about}"
        case _:
            return workplace.of_client(event, OF, _NAMES)


def problems(
    form: str, values: Mapping[str, str], now: datetime, here: ZoneInfo
) -> dict[str, Line]:
    """What keeps a form from being taken, by field; needs no database."""
    found: dict[str, Line] = {}
    if len(values.get(WORDS, "").strip()) > WORDS_LIMIT:
        found[WORDS] = Line("staff-appointment-too-long", {"limit": WORDS_LIMIT})
    if form == Form.APPOINTMENT_ANSWER:
        return found
    if len(values.get(PLACE, "").strip()) > PLACE_LIMIT:
        found[PLACE] = Line("staff-appointment-too-long", {"limit": PLACE_LIMIT})
    minutes = _minutes(values)
    if minutes is None or not SHORTEST <= minutes <= LONGEST:
        bounds = {"shortest": SHORTEST, "longest": LONGEST}
        found[MINUTES] = Line("staff-appointment-minutes", dict(bounds))
    day, at = _day(values), _at(values)
    if at is None:
        found[AT] = Line("staff-appointment-at")
    if day is None or (at is not None and not now < starts(day, at, here) <= now + LATEST):
        found[DAY] = Line("staff-appointment-when")
    return found


def _day(values: Mapping[str, str]) -> date | None:
    try:
        return date.fromisoformat(values.get(DAY, ""))
    except ValueError:
        return None


def _at(values: Mapping[str, str]) -> time | None:
    found = _CLOCK.fullmatch(values.get(AT, "").strip().casefold())
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _minutes(values: Mapping[str, str]) -> int | None:
    text = values.get(MINUTES, "").strip()
    return int(text) if re.fullmatch(r"[0-9]{1,4}", text) else None


def _how(values: Mapping[str, str]) -> How | None:
    said = values.get(HOW, "")
    return How(said) if said in frozenset(How) else None


def take_turn(event: Event, view: View) -> Turn[None]:
    """One press, one form or one command about a client's appointments."""
    client = view.asked_about
    if client is None:
        return Turn(None, (workplace.not_yours(),))
    match event:
        case Submitted(form, ref, values):
            return _submitted(form, ref, values, client, view)
        case Tapped(question, choice) if question.startswith(f"{ONE}:"):
            return _pressed(UUID(question.partition(":")[2]), choice, client)
        case Tapped(choice=choice) if choice == PLAN:
            return Turn(None, (OpenAppointmentForm(client),))
        case _:
            return Turn(None, (ShowAppointmentsOf(client, fresh=True),))


def _pressed(wanted: UUID, choice: str, client: ClientId) -> Turn[None]:
    match choice:
        case "move":
            return Turn(None, (OpenAppointmentForm(client, wanted),))
        case "cancel" | "stays":
            return Turn(None, (OpenWishForm(client, wanted, cancels=choice == CANCEL),))
        case _:
            return Turn(None, (Say(Sentences((Line("old-button"),))),))


def _submitted(
    form: str, ref: str, values: Mapping[str, str], client: ClientId, view: View
) -> Turn[None]:
    here = zone(view.practice.zone)
    wrong = problems(form, values, view.now, here)
    day, at, minutes = _day(values), _at(values), _minutes(values)
    if wrong:
        # It passed when it was sent in, and was handled only later.
        return Turn(None, (Say(Sentences(tuple(wrong.values()))),))
    kind, _, about = ref.partition(":")
    words = values.get(WORDS, "").strip()
    if form == Form.APPOINTMENT_ANSWER:
        effect = CancelAppointment if kind == CANCEL else KeepAppointment
        return Turn(None, (effect(client, UUID(about), words),))
    if day is None or at is None or minutes is None:
        return Turn(None, (Say(Sentences((Line("old-button"),))),))
    place = values.get(PLACE, "").strip()
    planned = Planned(starts(day, at, here), minutes, _how(values), place)
    if kind == PLAN:
        return Turn(None, (PlanAppointment(client, planned),))
    return Turn(None, (MoveAppointment(client, UUID(about), planned, words),))
