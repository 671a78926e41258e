"""The forms about homework: one to assign it, one to say that it was looked at."""

from datetime import date

from care.homework import Homework
from care.people import ClientId
from conversations.contents import Argument
from conversations.flows import assigning
from conversations.showing import FieldKind, ShownField, ShownForm
from conversations.turn import Form
from conversations.wording import Wording


def assign_form(client: ClientId, code: str, today: date, words: Wording) -> ShownForm:
    """What, how, and perhaps by when."""
    known: dict[str, Argument] = {"client": code}
    return ShownForm(
        Form.HOMEWORK,
        str(client),
        words.say("staff-homework-form-title"),
        words.say("staff-homework-form-submit"),
        words.say("support-cancel"),
        (words.say("staff-homework-form-for", known), words.say("staff-homework-form-note")),
        fields=(
            ShownField(
                assigning.TITLE,
                FieldKind.LINE,
                words.say("staff-homework-form-name-label"),
                words.say("staff-homework-form-name-hint"),
            ),
            ShownField(assigning.TASK, FieldKind.TEXT, words.say("staff-homework-form-task-label")),
            ShownField(
                assigning.DUE,
                FieldKind.DATE,
                words.say("staff-homework-form-due-label"),
                words.say("staff-homework-form-due-hint"),
                is_optional=True,
            ),
        ),
    )


def review_form(piece: Homework, code: str, words: Wording) -> ShownForm:
    """That it was looked at, and perhaps a word back."""
    known: dict[str, Argument] = {
        "client": code,
        "title": piece.title,
        "state": words.say(f"homework-state-{piece.state}"),
    }
    return ShownForm(
        Form.REVIEW,
        str(piece.id),
        words.say("staff-homework-review-title"),
        words.say("staff-homework-review-submit"),
        words.say("support-cancel"),
        (
            words.say("staff-homework-form-for", known),
            words.say("staff-homework-review-piece", known),
        ),
        fields=(
            ShownField(
                assigning.WORDS,
                FieldKind.TEXT,
                words.say("staff-homework-review-label"),
                words.say("staff-homework-review-hint"),
                is_optional=True,
            ),
        ),
    )
