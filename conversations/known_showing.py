"""A known critical answer in words: on the card, in its form, and on the record page."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from care.alerts import AlertState
from care.known import LONGEST
from conversations.contents import Argument, Button, Line
from conversations.courses import titled
from conversations.envelopes import Shown, ShownLine
from conversations.flows import known
from conversations.flows.triage import ALERT
from conversations.form_fields import DayField, WordsField
from conversations.showing import AlertFacts, ShownForm, alert_story, alert_title, button
from conversations.turn import Form
from conversations.wording import Wording


@dataclass(frozen=True, slots=True)
class KnownFacts:
    """A mark that holds, as its row has it now."""

    id: UUID
    instrument: str
    item: int
    value: int
    since: datetime
    until: datetime
    by: str
    plan: str
    covers: bool = True
    """Whether the newest answer is no higher than the one that is known."""


def _args(facts: KnownFacts, words: Wording) -> dict[str, Argument]:
    return {
        "instrument": titled(facts.instrument, words),
        "item": facts.item,
        "value": facts.value,
        "since": facts.since,
        # With its last minute: a midnight would be read as the day that has just begun.
        "until": facts.until - timedelta(minutes=1),
        "by": facts.by,
        "plan": facts.plan,
    }


def on_card(
    shown: Shown, alert: AlertFacts, facts: KnownFacts | None, words: Wording, *, plans: bool
) -> Shown:
    """The card with what is known of its answer; plans: the reader may mark it, or end that.

    Marking is for an answer that somebody has taken: one that is new is looked at first.
    """
    if facts is not None:
        key = "alert-known" if facts.covers else "alert-known-higher"
        shown = replace(shown, lines=(*shown.lines, ShownLine(words.say(key, _args(facts, words)))))
    buttons = []
    if plans and alert.state is not AlertState.OPEN:
        buttons.append(Button("alert-known-button", f"{ALERT}:{alert.id}", known.KNOWN))
    if plans and facts is not None:
        buttons.append(end_button(facts))
    if not buttons:
        return shown
    row = tuple(button(each, words, {}) for each in buttons)
    return replace(shown, buttons=(*shown.buttons, row))


def on_record(facts: KnownFacts, words: Wording) -> str:
    """What is known and the plan, where the whole record is read."""
    return words.say("record-known", _args(facts, words))


def known_form(alert: AlertFacts, version: int, today: date, words: Wording) -> ShownForm:
    """What was answered, what marking it changes, and the two things to be said."""
    return ShownForm(
        Form.KNOWN,
        known.form_about(alert.id, version),
        words.say("alert-known-form-title"),
        words.say("alert-known-form-submit"),
        words.say("support-cancel"),
        (
            alert_title(alert, words),
            alert_story(alert, words),
            words.say("alert-known-form-changes"),
        ),
        "",
        "",
        (),
        None,
        fields=(
            WordsField(
                known.PLAN,
                words.say("alert-known-plan-label"),
                words.say("alert-known-plan-hint"),
                is_long=True,
            ),
            DayField(
                known.UNTIL,
                words.say("alert-known-until-label"),
                words.say("alert-known-until-hint", {"on": today + LONGEST}),
                today + LONGEST / 2,
            ),
        ),
    )


def in_short(facts: KnownFacts) -> Line:
    """That something is known, and until when: which answer that is stands in no letter."""
    return Line("alert-known-short", {"until": facts.until - timedelta(minutes=1)})


def end_button(facts: KnownFacts) -> Button:
    """What takes it back."""
    return Button("alert-known-end-button", f"{known.KNOWN}:{facts.id}", known.END)
