"""Homework as a therapist has it: assigned in a form, looked at, and taken back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from care.homework import LATEST_DUE, TASK_LIMIT, TITLE_LIMIT, Given
from care.local_time import local_date, zone
from care.people import ClientId
from conversations.contents import Line, Sentences
from conversations.flows import workplace
from conversations.homework import (
    AssignHomework,
    OpenHomeworkForm,
    OpenReviewForm,
    ReviewHomework,
    ShowHomeworkOf,
    WithdrawHomework,
)
from conversations.turn import Event, Form, Say, Submitted, Tapped, Turn

if TYPE_CHECKING:
    from conversations.view import View

OF, PIECE = "homework-of", "homework"
OPEN, ASSIGN, REVIEW, WITHDRAW = "open", "assign", "review", "withdraw"
TITLE, TASK, DUE, WORDS = "title", "task", "due", "words"
FORMS = (Form.HOMEWORK, Form.REVIEW)

_HOMEWORK = ("homework", "tareas")


def of(client: ClientId) -> str:
    """What a button about all of a client's homework asks; the message that holds it."""
    return f"{OF}:{client}"


def piece(wanted: UUID) -> str:
    """What a button about one piece asks."""
    return f"{PIECE}:{wanted}"


def asked_for(event: Event) -> str | None:
    """Whom this is about, as a record is asked for; None for another event."""
    match event:
        case Tapped(question) if question.startswith(f"{PIECE}:"):
            return f"homework {question.partition(':')[2]}"
        case Submitted(Form.REVIEW, ref):
            return f"homework {ref}"
        case _:
            return workplace.of_client(event, OF, _HOMEWORK, Form.HOMEWORK)


def problems(form: str, values: Mapping[str, str], today: date) -> dict[str, Line]:
    """What keeps a form from being taken, by field; needs no database."""
    if form == Form.REVIEW:
        too_long = len(values.get(WORDS, "").strip()) > TASK_LIMIT
        return {WORDS: Line("staff-homework-too-long", {"limit": TASK_LIMIT})} if too_long else {}
    found: dict[str, Line] = {}
    for name, limit, empty in (
        (TITLE, TITLE_LIMIT, "staff-homework-title-empty"),
        (TASK, TASK_LIMIT, "staff-homework-task-empty"),
    ):
        text = values.get(name, "").strip()
        if not text:
            found[name] = Line(empty)
        elif len(text) > limit:
            found[name] = Line("staff-homework-too-long", {"limit": limit})
    due_on = _day(values.get(DUE, ""))
    if due_on is not None and not today <= due_on <= today + LATEST_DUE:
        found[DUE] = Line("staff-homework-due-when")
    return found


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def take_turn(event: Event, view: View) -> Turn[None]:
    """One press, one form or one command about a client's homework."""
    client = view.asked_about
    if client is None:
        return Turn(None, (workplace.not_yours(),))
    match event:
        case Submitted(form, ref, values):
            return _submitted(form, ref, values, client, view)
        case Tapped(question, choice) if question.startswith(f"{PIECE}:"):
            return _pressed(UUID(question.partition(":")[2]), choice, client)
        case Tapped(choice=choice) if choice == ASSIGN:
            return Turn(None, (OpenHomeworkForm(client),))
        case _:
            return Turn(None, (ShowHomeworkOf(client, fresh=True),))


def _pressed(wanted: UUID, choice: str, client: ClientId) -> Turn[None]:
    if choice == WITHDRAW:
        return Turn(None, (WithdrawHomework(client, wanted),))
    if choice == REVIEW:
        return Turn(None, (OpenReviewForm(client, wanted),))
    return Turn(None, (Say(Sentences((Line("old-button"),))),))


def _submitted(
    form: str, ref: str, values: Mapping[str, str], client: ClientId, view: View
) -> Turn[None]:
    today = local_date(view.now, zone(view.practice.zone))
    wrong = problems(form, values, today)
    if wrong:
        # It passed when it was sent in, and was handled only on the next day.
        return Turn(None, (Say(Sentences(tuple(wrong.values()))),))
    if form == Form.REVIEW:
        said = values.get(WORDS, "").strip()
        return Turn(None, (ReviewHomework(client, UUID(ref), said),))
    given = Given(" ".join(values[TITLE].split()), values[TASK].strip(), _day(values.get(DUE, "")))
    return Turn(None, (AssignHomework(client, given),))
