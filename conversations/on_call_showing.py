"""The rota in words: on Home, as a list, and the form with which a day changes hands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from conversations.contents import Line, Sentences, Style
from conversations.flows import on_call
from conversations.form_fields import OneOfField, Option
from conversations.showing import ShownForm
from conversations.turn import Form
from conversations.wording import Wording


@dataclass(frozen=True, slots=True)
class DayOnCall:
    """One day with urgent hours, who is on call, and whether they are there."""

    day: date
    name: str = ""
    absent: bool = False


def home_line(days: Sequence[DayOnCall], words: Wording) -> str:
    """The next days on Home."""
    found = [f"{words.day(each.day)} {_who(each, words)}" for each in days]
    return words.say("on-call-home", {"days": " · ".join(found)})


def _who(day: DayOnCall, words: Wording) -> str:
    if not day.name:
        return words.say("on-call-nobody")
    return words.say("on-call-absent", {"name": day.name}) if day.absent else day.name


def listed(days: Sequence[DayOnCall], words: Wording, *, may_change: bool) -> Sentences:
    """Who is on call on which day, and what that means."""
    args = [{"day": words.day(each.day), "who": _who(each, words)} for each in days]
    lines = [
        Line("on-call-title", style=Style.TITLE),
        *(Line("on-call-day", {**each}) for each in args),
        Line("on-call-note", style=Style.NOTE),
    ]
    return Sentences(tuple(lines), ((on_call.change_button(),),) if may_change else ())


def none_yet() -> Sentences:
    """The practice has no rota."""
    return Sentences((Line("on-call-none"),))


def form(
    days: Sequence[DayOnCall], known: Sequence[tuple[str, str]], words: Wording, *, nobody: bool
) -> ShownForm:
    """Which day, and who: (id, name) of everybody who may stand in."""
    who = [Option(name, ref) for ref, name in known]
    if nobody:
        who.append(Option(words.say("on-call-nobody"), on_call.NOBODY))
    return ShownForm(
        Form.ON_CALL,
        "",
        words.say("on-call-form-title"),
        words.say("on-call-submit"),
        words.say("support-cancel"),
        (words.say("on-call-form-note"),),
        "",
        "",
        (),
        None,
        fields=(
            OneOfField(
                on_call.DAY,
                words.say("on-call-day-label"),
                tuple(
                    Option(f"{words.day(each.day)} · {_who(each, words)}", each.day.isoformat())
                    for each in days
                ),
            ),
            OneOfField(on_call.WHO, words.say("on-call-who-label"), tuple(who)),
        ),
    )
