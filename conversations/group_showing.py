"""A case in words for the facilitator: who, when, why and where to look; never what was written."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from care.groups import CaseState
from conversations.contents import Argument, Button, Look, Style
from conversations.envelopes import Shown, ShownLine
from conversations.flows import group_cases
from conversations.showing import button
from conversations.turn import CaseAction, CaseKind
from conversations.wording import Wording


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """A case as its rows have it now."""

    id: UUID
    group: str
    kind: CaseKind
    state: CaseState
    author: str | None
    """The member's code in the group; None: nobody who is enrolled."""
    reporter: str | None
    times: int
    opened_at: datetime
    was_removed: bool
    where: str
    """The message's address in Telegram; empty when there is none."""
    by: str = ""
    at: datetime | None = None
    told: tuple[str, ...] = ()
    """Who got the card, in order, once it was passed on."""


def case_card_shown(case: CaseFacts, words: Wording) -> Shown:
    """What happened, where to look, and what can be done."""
    nobody = words.say("case-not-enrolled")
    args: dict[str, Argument] = {
        "group": case.group,
        "author": case.author or nobody,
        "reporter": case.reporter or nobody,
        "at": case.opened_at,
        "times": case.times,
        "by": case.by,
    }
    lines = [
        ShownLine(words.say(f"case-{case.kind}-title", args), Style.TITLE),
        ShownLine(words.say(f"case-{case.kind}", args)),
    ]
    if case.kind is CaseKind.REPORTED and case.times > 1:
        lines.append(ShownLine(words.say("case-reported-again", args)))
    if case.was_removed:
        lines.append(ShownLine(words.say("case-was-removed")))
    elif case.where:
        lines.append(ShownLine(words.say("case-where", {"link": case.where})))
    if len(case.told) > 1:
        lines.append(ShownLine(words.say("case-told", {"names": ", ".join(case.told)})))
    lines.append(ShownLine(words.say("case-no-words"), Style.NOTE))
    if case.state is not CaseState.OPEN:
        settled = {**args, "at": case.at or case.opened_at}
        lines.append(ShownLine(words.say(f"case-settled-{case.state}", settled)))
        return Shown(tuple(lines))
    return Shown(tuple(lines), (tuple(button(each, words, {}) for each in _buttons(case)),))


def _buttons(case: CaseFacts) -> tuple[Button, ...]:
    about = f"{group_cases.CASE}:{case.id}"
    seen = case.kind is not CaseKind.REPORTED
    first = "case-seen-button" if seen else "case-release-button"
    release = Button(first, about, CaseAction.RELEASE, look=Look.PRIMARY)
    delete = Button("case-delete-button", about, CaseAction.DELETE, look=Look.DANGER)
    if seen:
        return (release,) if case.was_removed else (release, delete)
    remind = Button("case-remind-button", about, CaseAction.REMIND)
    mute = Button("case-mute-button", about, CaseAction.MUTE)
    return (release, delete, remind, mute)
