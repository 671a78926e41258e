"""The forms about appointments: a new one or another time, and the answer to a request."""

from datetime import datetime
from zoneinfo import ZoneInfo

from care.appointments import USUAL, Appointment, How
from care.local_time import local_date
from care.people import ClientId
from conversations.contents import Argument
from conversations.flows import appointing
from conversations.form_fields import DayField, OneOfField, Option, ShownField, WordsField
from conversations.showing import ShownForm
from conversations.turn import Form
from conversations.wording import Wording


def plan_form(
    client: ClientId,
    code: str,
    found: Appointment | None,
    now: datetime,
    here: ZoneInfo,
    words: Wording,
) -> ShownForm:
    """When, for how long, how and where; the clocks are those of the practice."""
    what = "form" if found is None else "move"
    fields = _fields(found, now, here, words)
    if found is not None:
        fields = (*fields, _words_field(words))
    return ShownForm(
        Form.APPOINTMENT,
        appointing.new(client) if found is None else appointing.moved(found.id),
        words.say(f"staff-appointment-{what}-title"),
        words.say(f"staff-appointment-{what}-submit"),
        words.say("support-cancel"),
        (
            words.say("staff-appointment-form-for", {"client": code}),
            words.say(f"staff-appointment-{what}-note", {"zone": here.key}),
        ),
        fields=fields,
    )


def _fields(
    found: Appointment | None, now: datetime, here: ZoneInfo, words: Wording
) -> tuple[ShownField, ...]:
    starts = found.starts_at.astimezone(here) if found else None
    return (
        DayField(
            appointing.DAY,
            words.say("staff-appointment-day-label"),
            day=local_date(starts or now, here),
        ),
        WordsField(
            appointing.AT,
            words.say("staff-appointment-at-label"),
            words.say("staff-appointment-at-hint"),
            f"{starts:%H:%M}" if starts else "",
        ),
        WordsField(
            appointing.MINUTES,
            words.say("staff-appointment-minutes-label"),
            text=str(found.minutes if found else USUAL),
        ),
        OneOfField(
            appointing.HOW,
            words.say("staff-appointment-how-label"),
            tuple(Option(words.say(f"appointment-how-{each}"), each.value) for each in How),
            found.how.value if found and found.how else None,
            is_optional=True,
        ),
        WordsField(
            appointing.PLACE,
            words.say("staff-appointment-place-label"),
            words.say("staff-appointment-place-hint"),
            found.place if found else "",
            is_optional=True,
        ),
    )


def _words_field(words: Wording) -> WordsField:
    return WordsField(
        appointing.WORDS,
        words.say("staff-appointment-words-label"),
        words.say("staff-appointment-words-hint"),
        is_long=True,
        is_optional=True,
    )


def answer_form(found: Appointment, code: str, words: Wording, *, cancels: bool) -> ShownForm:
    """That it is cancelled, or that the time stays, and perhaps a word about it."""
    what = appointing.CANCEL if cancels else appointing.STAYS
    known: dict[str, Argument] = {"client": code, "at": found.starts_at}
    return ShownForm(
        Form.APPOINTMENT_ANSWER,
        appointing.answered(found.id, cancels=cancels),
        words.say(f"staff-appointment-{what}-title"),
        words.say(f"staff-appointment-{what}-submit"),
        words.say("support-cancel"),
        (
            words.say("staff-appointment-form-for", known),
            words.say(f"staff-appointment-{what}-note", known),
        ),
        fields=(_words_field(words),),
    )
