"""The form in which a therapist writes to a client."""

from care.people import ClientId
from conversations.contents import Argument
from conversations.flows import answering
from conversations.form_fields import WordsField
from conversations.showing import ShownForm
from conversations.turn import Form
from conversations.wording import Wording


def answer_form(client: ClientId, code: str, words: Wording) -> ShownForm:
    """The words that go to the client under the name of who writes them."""
    known: dict[str, Argument] = {"client": code}
    return ShownForm(
        Form.ANSWER,
        str(client),
        words.say("staff-message-form-title"),
        words.say("support-submit"),
        words.say("support-cancel"),
        (words.say("staff-message-form-for", known), words.say("staff-message-form-note", known)),
        fields=(
            WordsField(
                answering.TEXT,
                words.say("support-text-label"),
                words.say("support-text-hint"),
                is_long=True,
            ),
        ),
    )
