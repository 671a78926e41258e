"""What a client is asked when, in words: as it is, the form to change it, and how it would be."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from typing import assert_never

from care.people import ClientId
from care.schedule import AfterWaking, At, Schedule, Usual, Within
from conversations.contents import Argument, Button, Line, Look, Sentences, Style
from conversations.flows import schedules
from conversations.form_fields import OneOfField, Option, WordsField
from conversations.showing import ShownForm
from conversations.turn import Form
from conversations.wording import Wording


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What is asked of one instrument, and when next on the client's own clock."""

    instrument: str
    schedule: str
    active: bool
    next: Sequence[str]


def named(code: str, words: Wording) -> str:
    """What an instrument is called: also one whose answers are never added up."""
    version = words.library.newest_version(code)
    asked = words.library.nearest(code, version, words.locale) if version is not None else None
    return asked.title if asked is not None else code.upper()


def _wall_clock(at: str, words: Wording) -> str:
    """A time on the client's own clock, as the reader writes one."""
    return replace(words, zone="UTC").instant(datetime.fromisoformat(at).replace(tzinfo=UTC))


def in_words(schedule: Schedule, words: Wording) -> str:
    """How often and when of the day, in the reader's language."""
    parts = [words.say(f"form-schedule-every-{schedule.every}")]
    if schedule.weekday is not None:
        parts.append(words.say("form-schedule-on", {"day": words.weekday(schedule.weekday)}))
    match schedule.times:
        case Usual():
            pass
        case At((clock,)):
            parts.append(words.say("form-schedule-at", {"clock": f"{clock:%H:%M}"}))
        case At(clocks):
            parts.append(words.say("form-schedule-at-two", _from_to(clocks[0], clocks[-1])))
        case Within(first, last):
            parts.append(words.say("form-schedule-within", _from_to(first, last)))
        case AfterWaking(hours):
            parts.append(words.say("form-schedule-after-waking", {"hours": hours}))
        case _:
            assert_never(schedule.times)
    return " ".join(parts)


def _from_to(first: time, last: time) -> dict[str, Argument]:
    return {"first": f"{first:%H:%M}", "last": f"{last:%H:%M}"}


def _plan(plan: PlanFacts, words: Wording) -> Line:
    args: dict[str, Argument] = {
        "instrument": named(plan.instrument, words),
        "schedule": in_words(Schedule.parse(plan.schedule), words),
        "next": "; ".join(_wall_clock(each, words) for each in plan.next),
    }
    if not plan.active:
        return Line("form-schedule-plan-resting", args)
    return Line("form-schedule-plan" if plan.next else "form-schedule-plan-none", args)


def _about(a_week: float, words: Wording) -> str:
    """A number of messages as one says it; nobody is written to seven and a quarter times."""
    nearest = round(a_week)
    if a_week == nearest:
        return str(nearest)
    if a_week < 1:
        return words.say("form-schedule-less-than-one")
    return words.say("form-schedule-about", {"messages": nearest})


def _title(code: str) -> Line:
    return Line("form-schedule-title", {"client": code}, Style.TITLE)


def _change(client: ClientId) -> Button:
    return Button("form-schedule-change-button", schedules.about(client), schedules.CHANGE)


def listed(
    client: ClientId, code: str, plans: Sequence[PlanFacts], a_week: float, words: Wording
) -> Sentences:
    """Everything that a client is asked, and how many messages a week that is."""
    lines = (
        _title(code),
        *(_plan(each, words) for each in plans),
        Line("form-schedule-messages", {"messages": _about(a_week, words)}),
        Line("form-schedule-note", style=Style.NOTE),
    )
    return Sentences(lines, ((_change(client),),))


def tried(
    client: ClientId,
    code: str,
    plan: PlanFacts,
    a_week: tuple[float, float],
    words: Wording,
    *,
    kept: bool,
) -> Sentences:
    """One plan as it would be, or is from now on, with the messages a week before and after."""
    before, after = a_week
    args: dict[str, Argument] = {
        "before": _about(before, words),
        "messages": _about(after, words),
    }
    key = "form-schedule-kept" if kept else "form-schedule-would"
    lines = (_title(code), _plan(plan, words), Line(key, args))
    if kept:
        return Sentences(lines)
    noted = (*lines, Line("form-schedule-note", style=Style.NOTE))
    saving = schedules.saving(plan.instrument, plan.schedule)
    about = schedules.about(client)
    save = Button("form-schedule-save-button", about, saving, look=Look.PRIMARY)
    return Sentences(noted, ((save, _change(client)),))


def form(client: ClientId, code: str, offered: Sequence[str], words: Wording) -> ShownForm:
    """What is asked, and when in words."""
    return ShownForm(
        Form.SCHEDULE,
        str(client),
        words.say("form-schedule-form-title"),
        words.say("form-schedule-submit"),
        words.say("support-cancel"),
        (code, words.say("form-schedule-tried")),
        "",
        "",
        (),
        None,
        fields=(
            OneOfField(
                schedules.INSTRUMENT,
                words.say("form-schedule-instrument-label"),
                tuple(Option(named(each, words), each) for each in offered),
            ),
            WordsField(
                schedules.SAID,
                words.say("form-schedule-said-label"),
                words.say("form-schedule-said-hint"),
            ),
        ),
    )
