"""From a content and what is known about it to the words a person reads. Pure: no row is loaded."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from care.alerts import AlertState, Fact, Verdict
from care.crisis import CrisisContacts
from care.rulebook import defaults_of
from care.support import suggestions
from care.watching import SET
from conversations.contents import (
    Argument,
    Button,
    CrisisReason,
    Line,
    Look,
    Question,
    Sentences,
    Style,
)
from conversations.courses import dated, item_name, length, titled
from conversations.envelopes import Picture, Shown, ShownButton, ShownLine
from conversations.flows import checkin, correspondence, help_now, records, triage
from conversations.form_fields import ShownField
from conversations.turn import Form
from conversations.wording import Wording
from questionnaires.wording import InstrumentWording

Known = Mapping[str, Argument]
"""What every message may mention: practice, therapist, code."""


ON_A_BUTTON = 34
"""So many letters of a choice a phone shows; longer ones stand above the buttons, numbered."""


def sentences(content: Sentences, words: Wording, known: Known) -> Shown:
    """Lines and buttons in the reader's language."""
    return Shown(
        tuple(line(each, words, known) for each in content.lines),
        tuple(tuple(button(each, words, known) for each in row) for row in content.buttons),
    )


def line(each: Line, words: Wording, known: Known) -> ShownLine:
    """One paragraph in the reader's language."""
    return ShownLine(words.say(each.key, {**known, **each.args}), each.style)


def button(each: Button, words: Wording, known: Known) -> ShownButton:
    """One button in the reader's language."""
    label = words.say(each.key, {**known, **each.args})
    return ShownButton(label, each.question, each.choice, each.look)


def question(content: Question, words: Wording, known: Known) -> Shown:
    """One item with its choices, where the client is, and the way back, out and to help."""
    instrument = words.library.instrument(content.instrument, content.version)
    asked = words.library.wording(content.instrument, content.version, words.locale)
    if asked is None:
        raise LookupError(f"{content.instrument} has no wording in {words.locale}")
    opening = tuple(line(each, words, known) for each in content.opening)
    named = f"{content.token}.{content.instrument}.{content.item}"
    if content.item == 0:
        return _first_page(content, asked, opening, named, words, known)
    item = asked.item(content.item)
    progress = words.say("checkin-progress", {"item": content.item, "items": len(instrument.items)})
    heading = f"{asked.title} · {progress}"
    lines = [*opening, ShownLine(heading, Style.NOTE)]
    if asked.instruction and instrument.is_daily and content.item == 1:
        # What has no page before its questions says there, once, what such a page would say.
        lines.append(ShownLine(asked.instruction))
    if asked.preamble:
        lines.append(ShownLine(asked.preamble))
    lines.append(ShownLine(item.text, Style.TITLE))
    if item.ends is not None:
        low, high = min(item.choices), max(item.choices)
        lines.append(ShownLine(f"{low} = {item.ends[0]}   {high} = {item.ends[1]}"))
    labels = dict(sorted(item.choices.items()))
    if any(len(label) > ON_A_BUTTON for label in labels.values()):
        lines += [ShownLine(f"{value} = {label}") for value, label in labels.items()]
        labels = {value: str(value) for value in labels}
    rows = _choice_rows([ShownButton(label, named, str(value)) for value, label in labels.items()])
    way_out = Button("checkin-pause-button", named, checkin.PAUSE)
    if content.changing:
        way_out = Button("checkin-keep-button", named, checkin.KEEP)
    last = [button(way_out, words, known)]
    if content.changing and content.item < len(instrument.items):
        last.insert(0, button(Button("checkin-next-button", named, checkin.NEXT), words, known))
    if content.item > 1:
        last.insert(0, button(Button("checkin-back-button", named, checkin.BACK), words, known))
    last.append(button(checkin.help_button(), words, known))
    return Shown(tuple(lines), (*rows, tuple(last)))


def _first_page(
    content: Question,
    asked: InstrumentWording,
    opening: tuple[ShownLine, ...],
    named: str,
    words: Wording,
    known: Known,
) -> Shown:
    instrument = words.library.instrument(content.instrument, content.version)
    lines = [
        *opening,
        ShownLine(asked.title, Style.TITLE),
        ShownLine(words.say("checkin-page", {**known, **length(instrument, words)})),
    ]
    if asked.instruction:
        lines.append(ShownLine(asked.instruction))
    lines += [
        ShownLine(words.say("checkin-page-critical", {**known, "item": each.item}))
        for each in instrument.critical
    ]
    begin = Button("checkin-begin-button", named, checkin.BEGIN, look=Look.PRIMARY)
    rows = (
        (button(begin, words, known),),
        (button(checkin.help_button(), words, known),),
    )
    return Shown(tuple(lines), rows)


def _choice_rows(choices: list[ShownButton]) -> tuple[tuple[ShownButton, ...], ...]:
    """Numbers stand side by side, sentences one below the other."""
    if any(len(each.label) > 3 for each in choices):
        return tuple((each,) for each in choices)
    # Eleven numbers do not fit one row of a phone: two rows of nearly the same length do.
    half = (len(choices) + 1) // 2 if len(choices) > 7 else len(choices)
    return tuple(tuple(choices[start : start + half]) for start in range(0, len(choices), half))


@dataclass(frozen=True, slots=True)
class Reading:
    """When the therapist may read: now, at some instant, or not known (None)."""

    now: datetime
    reads_at: datetime | None
    reached: bool = True
    """Whether a note can be sent to the therapist, or a colleague, from here at all."""
    absent: bool = False
    """The therapist is away, or cannot be written to."""
    colleague: bool = False
    """Somebody else gets urgent cards meanwhile."""
    therapist: bool = True
    """The therapist can be written to, away or not."""


def crisis_card(
    contacts: CrisisContacts,
    words: Wording,
    reason: CrisisReason,
    *,
    is_client: bool,
    reading: Reading | None = None,
    has_ended: bool = False,
) -> Shown:
    """The numbers first; then, truthfully, who may see what and when. Works without a database."""
    lines = [ShownLine(words.say("help-title"), Style.TITLE)]
    if reason is CrisisReason.CRITICAL:
        lines.append(ShownLine(words.say("help-thanks")))
    if reason is CrisisReason.WORDS:
        lines.append(ShownLine(words.say("help-words")))
    lines.append(ShownLine(words.say("help-emergency", {"number": contacts.emergency})))
    for each in contacts.lines:
        key = "help-contact-when" if each.when else "help-contact"
        args = {"name": each.name, "number": each.number, "when": each.when}
        lines.append(ShownLine(words.say(key, args)))
    if has_ended:
        lines.append(ShownLine(words.say("help-ended")))
    else:
        lines.append(ShownLine(words.say("help-program"), Style.NOTE))
    if reason is CrisisReason.CRITICAL and reading is not None:
        if reading.reached:
            lines += [ShownLine(words.say(key), Style.NOTE) for key in _goes_to(reading)]
            lines.append(ShownLine(_may_see(words, reading), Style.NOTE))
        else:
            lines.append(ShownLine(words.say("help-unreached"), Style.NOTE))
    rows = help_now.card_buttons(is_client=is_client, has_ended=has_ended)
    return Shown(
        tuple(lines), tuple(tuple(button(each, words, {}) for each in row) for row in rows)
    )


def _goes_to(reading: Reading) -> tuple[str, ...]:
    """Whom the note about a critical answer goes to, and who of them is not there."""
    if not reading.therapist:
        return ("help-critical-note-colleague",)
    if not reading.absent:
        return ("help-critical-note",)
    absent = help_now.ABSENT_COLLEAGUE if reading.colleague else help_now.ABSENT
    return "help-critical-note", absent


def _may_see(words: Wording, reading: Reading) -> str:
    if reading.reads_at is None:
        return words.say("help-may-see-unknown")
    if reading.reads_at <= reading.now:
        return words.say("help-may-see-now")
    return words.say("help-may-see-at", {"at": reading.reads_at})


@dataclass(frozen=True, slots=True)
class AlertFacts:
    """An alert as its row has it now."""

    id: UUID
    code: str
    rule: str
    state: AlertState
    facts: Mapping[str, Fact]
    raised_at: datetime
    last_raised_at: datetime
    times: int
    by: str = ""
    at: datetime | None = None
    """When it was taken or resolved, or until when it is snoozed."""
    urgent: bool = False
    told: tuple[tuple[str, datetime], ...] = ()
    """Who got the card and when, when that is more than the client's therapist."""
    opens: bool = True
    """Whether the reader may read the whole record."""
    shows_numbers: bool = True
    """Whether the client agrees that numbers are shown in Slack."""
    ended: bool = False
    """It closed by itself."""
    switched_off: bool = False
    """It closed because its rule was switched off."""
    discharged: bool = False
    """It closed because the client's therapy ended."""
    verdict: str = ""
    verdict_by: str = ""


def alert_card(alert: AlertFacts, words: Wording, picture: Picture | None = None) -> Shown:
    """What happened, in numbers and dates; what the rule is; who has it; and what can be done."""
    lines = [
        ShownLine(alert_title(alert, words), Style.TITLE),
        ShownLine(alert_story(alert, words)),
        ShownLine(rule_line(alert, words), Style.NOTE),
        ShownLine(_raised(alert, words), Style.NOTE),
        ShownLine(alert_status(alert, words)),
    ]
    if alert.told:
        lines.append(ShownLine(_passed_on(alert, words), Style.NOTE))
    if alert.verdict:
        args: dict[str, Argument] = {"by": alert.verdict_by}
        lines.append(ShownLine(words.say(f"alert-judged-{alert.verdict}", args), Style.NOTE))
    # Nobody says of a cry for help whether it was useful.
    judging = () if alert.urgent else (verdict_buttons(alert.id, words),)
    if alert.state is AlertState.RESOLVED:
        return Shown(tuple(lines), judging, picture)
    take = alert.urgent and alert.state is AlertState.OPEN
    row = alert_buttons(alert.id, words, take=take, opens=alert.opens)
    return Shown(tuple(lines), (row, *judging), picture)


def verdict_buttons(alert: UUID, words: Wording) -> tuple[ShownButton, ...]:
    """What can be said of an alert: of each rule it is counted how often it was useful."""
    about = f"{triage.ALERT}:{alert}"
    return tuple(
        button(Button(f"alert-verdict-{each}-button", about, each), words, {}) for each in Verdict
    )


def alert_buttons(
    alert: UUID, words: Wording, *, take: bool, acts: bool = True, opens: bool = True
) -> tuple[ShownButton, ...]:
    """What can be done about an alert; take: it is urgent, and nobody has it yet.

    Without acts, for who only reads of it; opens: they may read the whole record.
    """
    about = f"{triage.ALERT}:{alert}"
    chart = Button("alert-chart-button", about, triage.CHART)
    record = [Button("record-open-button", about, records.RECORD)] if opens else []
    if not acts:
        return tuple(button(each, words, {}) for each in (chart, *record))
    row = [
        Button("alert-support-button", about, triage.SUPPORT, look=Look.PRIMARY),
        chart,
        Button("alert-snooze-button", about, triage.SNOOZE),
        Button("alert-resolve-button", about, triage.RESOLVE),
        *record,
    ]
    if take:
        row[0] = Button("alert-support-button", about, triage.SUPPORT)
        row.insert(0, Button("alert-take-button", about, triage.TAKE, look=Look.PRIMARY))
    return tuple(button(each, words, {}) for each in row)


def _passed_on(alert: AlertFacts, words: Wording) -> str:
    people = "; ".join(
        words.say("alert-told-one", {"name": name, "at": at}) for name, at in alert.told
    )
    return words.say("alert-told", {"people": people})


def alert_title(alert: AlertFacts, words: Wording) -> str:
    """The client's code and the finding, in a few words."""
    what = alert_finding(alert, words)
    return words.say("alert-title", {"client": alert.code, "what": what})


def alert_finding(alert: AlertFacts, words: Wording) -> str:
    """The finding alone, where it is plain whom it is about."""
    return words.say(f"alert-{alert.rule}", _instrument_name(alert.facts, words))


def alert_story(alert: AlertFacts, words: Wording) -> str:
    """The rule's finding in numbers and dates, where the client shows them."""
    if not alert.shows_numbers:
        return words.say("alert-not-shown", {"client": alert.code})
    args: dict[str, Argument | date] = {**_instrument_name(alert.facts, words)}
    for name, value in alert.facts.items():
        match name, value:
            case "days", list():
                args["days"] = told_days(value, words)
            case "scores", [[baseline_on, baseline], [latest_on, latest]]:
                args |= {"baseline": baseline, "latest": latest}
                baseline_day = date.fromisoformat(str(baseline_on))
                latest_day = date.fromisoformat(str(latest_on))
                args["baseline_on"] = dated(baseline_day, latest_day, words)
                args["latest_on"] = latest_day
            case "instrument", _:
                continue
            case "on" | "since" | "until", str():
                args[name] = date.fromisoformat(value)
            case "item", str():
                args["item"] = item_name(value, words)
            case _, str() | int() | float():
                args[name] = value
            case _:
                continue
    return words.say(f"alert-{alert.rule}-facts", args)


def rule_line(alert: AlertFacts, words: Wording) -> str:
    """The rule's definition, with the numbers it was set to when it found this."""
    args: dict[str, Argument] = {**defaults_of(alert.rule)}
    match alert.facts.get(SET):
        case list() as numbers:
            args |= {str(name): value for name, value in numbers}
    return words.say(f"alert-{alert.rule}-rule", args)


def told_days(days: list[list[str | float]], words: Wording) -> str:
    """A short table of days in one sentence: Wed 18 Nov 7, Thu 19 Nov 6."""
    return ", ".join(
        words.say("alert-day", {"on": date.fromisoformat(str(on)), "value": value})
        for on, value in days
    )


def _instrument_name(facts: Mapping[str, Fact], words: Wording) -> dict[str, Argument | date]:
    code = facts.get("instrument")
    if not isinstance(code, str):
        return {}
    named: dict[str, Argument | date] = {"instrument": titled(code, words)}
    change = words.library.followed(code)[1].reliable_change
    match facts.get("scores"):
        case [[_, int() | float() as baseline], _] if change is not None:
            named["threshold"] = f"{change.least(baseline) or 0:g}"
    return named


def _raised(alert: AlertFacts, words: Wording) -> str:
    if alert.times == 1:
        return words.say("alert-raised", {"at": alert.raised_at})
    args: dict[str, Argument] = {
        "at": alert.raised_at,
        "last": alert.last_raised_at,
        "times": alert.times,
    }
    return words.say("alert-raised-again", args)


def alert_status(alert: AlertFacts, words: Wording) -> str:
    """Who has it, or what became of it."""
    match alert.state:
        case AlertState.OPEN:
            return words.say("alert-open")
        case AlertState.SNOOZED if alert.at is not None:
            return words.say("alert-snoozed", {"by": alert.by, "until": alert.at})
        case AlertState.RESOLVED if alert.ended and alert.at is not None:
            return words.say("alert-ended", {"at": alert.at})
        case AlertState.RESOLVED if alert.switched_off and alert.at is not None:
            return words.say("alert-switched-off", {"at": alert.at})
        case AlertState.RESOLVED if alert.discharged and alert.at is not None:
            return words.say("alert-discharged", {"at": alert.at})
        case AlertState.RESOLVED if alert.at is not None and not alert.by:
            return words.say("alert-withdrawn", {"at": alert.at})
        case state if alert.at is not None:
            return words.say(f"alert-{state}", {"by": alert.by, "at": alert.at})
        case _:
            return words.say("alert-open")


class MessageState:
    """Where a therapist's message stands."""

    WAITING = "waiting"
    CANCELLING = "cancelling"
    SENT = "sent"
    CANCELLED = "cancelled"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class MessageFacts:
    """A therapist's message as its row has it now."""

    id: UUID
    code: str
    state: str
    text: str
    leaves_at: datetime
    settled_at: datetime | None
    is_answer: bool = False
    """Written to the client, and not because of an alert."""
    is_last: bool = False
    """The therapy has ended here, so nothing can be written back."""


def support_text(message: MessageFacts, words: Wording, known: Known) -> Shown:
    """The therapist's words, and who speaks: a program never signs for a person."""
    said = ShownLine(words.say("support-from", known)), ShownLine(message.text, Style.QUOTE)
    if message.is_last:
        return Shown(said, ((button(checkin.help_button(), words, known),),))
    write_back = Button("message-new-button", correspondence.QUESTION, correspondence.NEW)
    return Shown(
        (*said, ShownLine(words.say("support-not-read", known), Style.NOTE)),
        ((button(write_back, words, known),), (button(checkin.help_button(), words, known),)),
    )


def support_notice(message: MessageFacts, words: Wording) -> Shown:
    """What became of the message, for the therapist; with Undo while there is time."""
    at = message.settled_at or message.leaves_at
    args: dict[str, Argument] = {"client": message.code, "at": words.clock(at)}
    is_answer = message.is_answer
    if message.state == MessageState.WAITING:
        leaves = "staff-message-leaves" if is_answer else "support-leaves"
        undo = Button(
            "support-undo-button", f"{triage.MESSAGE}:{message.id}", triage.UNDO, look=Look.DANGER
        )
        return Shown((ShownLine(words.say(leaves, args)),), ((button(undo, words, {}),),))
    if message.state == MessageState.CANCELLING:
        cancelling = "staff-message-cancelling" if is_answer else "support-cancelling"
        return Shown((ShownLine(words.say(cancelling, args)),))
    if is_answer:
        return Shown((ShownLine(words.say(f"staff-message-{message.state}", args)),))
    return Shown((ShownLine(words.say(f"support-{message.state}", args)),))


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a form's list."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class ShownForm:
    """A form in words: context above, a list to choose from, perhaps a text to edit."""

    form: Form
    about: str
    title: str
    submit: str
    cancel: str
    context: tuple[str, ...]
    list_name: str = ""
    list_label: str = ""
    choices: tuple[Choice, ...] = ()
    chosen: str | None = None
    list_refills_text: bool = False
    """Choosing puts another text into the field: the press is told at once."""
    text_label: str = ""
    text_hint: str = ""
    text: str = ""
    instant_label: str = ""
    instant: datetime | None = None
    """What the field for a date and a time starts from."""
    fields: tuple[ShownField, ...] = ()
    """What else there is to be filled in, from top to bottom."""


def support_form(
    alert: AlertFacts,
    words: Wording,
    client_words: Wording,
    next_appointment: datetime | None,
    suggestion: int = 0,
) -> ShownForm:
    """Three texts to start from, in the client's language, under code and next appointment."""
    texts = [client_words.say(key) for key in suggestions(alert.rule)]
    appointment = (
        words.say("support-next-appointment", {"at": next_appointment})
        if next_appointment
        else words.say("support-no-appointment")
    )
    chosen = suggestion if 0 <= suggestion < len(texts) else 0
    return ShownForm(
        Form.SUPPORT,
        str(alert.id),
        words.say("alert-support-button"),
        words.say("support-submit"),
        words.say("support-cancel"),
        (words.say("support-title", {"client": alert.code}), appointment),
        "suggestion",
        words.say("support-suggestion-label"),
        tuple(Choice(text, str(number)) for number, text in enumerate(texts)),
        str(chosen),
        list_refills_text=True,
        text_label=words.say("support-text-label"),
        text_hint=words.say("support-text-hint"),
        text=texts[chosen],
    )


def snooze_form(alert: AlertFacts, words: Wording, wake_times: Mapping[str, datetime]) -> ShownForm:
    """When the alert shall come back."""
    return ShownForm(
        Form.SNOOZE,
        str(alert.id),
        words.say("snooze-title"),
        words.say("snooze-submit"),
        words.say("support-cancel"),
        (alert_title(alert, words),),
        "until",
        words.say("snooze-label"),
        tuple(
            Choice(words.say(f"snooze-{name}", {"at": wake_times[name]}), name)
            for name in triage.SNOOZES
        ),
        triage.SNOOZES[0],
    )
