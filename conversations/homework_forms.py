"""The forms about homework: one to assign it, one to say that it was looked at."""

from datetime import date

from care.homework import Homework
from care.people import ClientId
from conversations.contents import Argument
from conversations.flows import assigning
from conversations.form_fields import DayField, WordsField
from conversations.showing import ShownForm
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
            WordsField(
                assigning.TITLE,
                words.say("staff-homework-form-name-label"),
                words.say("staff-homework-form-name-hint"),
            ),
            WordsField(assigning.TASK, words.say("staff-homework-form-task-label"), is_long=True),
            DayField(
                assigning.DUE,
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
            WordsField(
                assigning.WORDS,
                words.say("staff-homework-review-label"),
                words.say("staff-homework-review-hint"),
                is_long=True,
                is_optional=True,
            ),
        ),
    )
