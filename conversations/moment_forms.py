"""The form in which a therapist marks a key moment of a client's."""

from datetime import date

from care.people import ClientId
from conversations.flows import marking
from conversations.form_fields import DayField, WordsField
from conversations.showing import ShownForm
from conversations.turn import Form
from conversations.wording import Wording


def moment_form(client: ClientId, code: str, today: date, words: Wording) -> ShownForm:
    """What it was, and the day: today, unless another is chosen."""
    return ShownForm(
        Form.MOMENT,
        str(client),
        words.say("staff-moment-form-title"),
        words.say("staff-moment-form-submit"),
        words.say("support-cancel"),
        (
            words.say("staff-moment-form-for", {"client": code}),
            words.say("staff-moment-form-note", {"client": code}),
        ),
        fields=(
            WordsField(
                marking.TITLE,
                words.say("staff-moment-form-name-label"),
                words.say("staff-moment-form-name-hint"),
            ),
            DayField(
                marking.DAY,
                words.say("staff-moment-form-day-label"),
                words.say("staff-moment-form-day-hint"),
                day=today,
            ),
        ),
    )
