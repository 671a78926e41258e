"""The forms that say what a discharge and a readmission do, before anything is done."""

from datetime import datetime

from care.discharge import Ending
from care.people import ClientId
from conversations.flows import discharging
from conversations.form_fields import WordsField
from conversations.showing import ShownForm
from conversations.turn import Form
from conversations.wording import Wording


def discharge_form(client: ClientId, code: str, found: Ending, words: Wording) -> ShownForm:
    """What ends, what stays, what is left undone, and a few words for the client."""
    return ShownForm(
        Form.DISCHARGE,
        str(client),
        words.say("staff-discharge-title"),
        words.say("staff-discharge-submit"),
        words.say("support-cancel"),
        tuple(_what_happens(code, found, words)),
        fields=(_field(words),) if found.takes_words and found.is_told else (),
    )


def _what_happens(code: str, found: Ending, words: Wording) -> list[str]:
    args = {"client": code}
    said = [
        words.say("staff-discharge-for", args),
        words.say("staff-discharge-ends"),
        words.say("staff-discharge-crisis"),
        words.say("staff-discharge-stays", args),
    ]
    for key, number in (
        ("staff-discharge-messages", found.messages),
        ("staff-discharge-notes", found.notes),
        ("staff-discharge-groups", found.groups),
    ):
        if number:
            said.append(words.say(key, {**args, "number": number}))
    if not found.is_told:
        said.append(words.say("staff-discharge-not-told"))
    elif not found.takes_words:
        said.append(words.say("staff-discharge-no-words"))
    return said


def _field(words: Wording) -> WordsField:
    return WordsField(
        discharging.TEXT,
        words.say("staff-discharge-words-label"),
        words.say("staff-discharge-words-hint"),
        is_long=True,
        is_optional=True,
    )


def readmission_form(client: ClientId, code: str, ended: datetime, words: Wording) -> ShownForm:
    """What begins, and what has to be set anew."""
    return ShownForm(
        Form.READMISSION,
        str(client),
        words.say("staff-readmit-title"),
        words.say("staff-readmit-submit"),
        words.say("support-cancel"),
        (
            words.say("staff-readmit-for", {"client": code, "at": ended}),
            words.say("staff-readmit-begins"),
            words.say("staff-readmit-reads"),
        ),
    )
