"""Who read what about a client and when, and every note about them, in kind words. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from care.audit import Action, Kind
from care.rules import Rule
from conversations.contents import Button, DisclosurePart, Disclosures, Style
from conversations.envelopes import Shown, ShownButton, ShownLine
from conversations.flows import who
from conversations.flows.checkin import help_button
from conversations.showing import Known, button
from conversations.wording import Wording

PER_PAGE = 15
"""Lines on one page: a phone shows about so many without much scrolling."""

TIMES = 3
"""So many times of day are written out; of more, how many there were."""

BESIDE = "caseload"
"""The reason of what was shown of several clients beside each other."""

UNASKED = "told"
"""The reason of what was shown without being asked for."""


@dataclass(frozen=True, slots=True)
class Disclosed:
    """One act about a client: who, by name or by what they are, and what in kind words."""

    at: datetime
    action: str
    kind: str
    reason: str | None
    who: str = ""
    """A member of staff by name; nobody by name is whoever runs the portal."""
    by_client: bool = False


@dataclass(frozen=True, slots=True)
class NotedAbout:
    """One note about a client, as the client is told of it: never what the rule calls it."""

    at: datetime
    rule: str


def shown(
    found: Sequence[Disclosed] | Sequence[NotedAbout],
    asked: Disclosures,
    words: Wording,
    known: Known,
) -> Shown:
    """One page, newest first, with the ways to the others."""
    title = ShownLine(words.say(f"who-title-{asked.part}"), Style.TITLE)
    rows = list(_rows(found, words, known))
    pages = max((len(rows) + PER_PAGE - 1) // PER_PAGE, 1)
    page = min(asked.page, pages - 1)
    lines = [title]
    if not rows:
        lines.append(ShownLine(words.say(f"who-nothing-{asked.part}")))
    for on, of_day in groupby(
        rows[page * PER_PAGE : (page + 1) * PER_PAGE], key=lambda row: row[0]
    ):
        text = "\n".join(line for _, line in of_day)
        lines += [ShownLine(words.day(on), Style.TITLE), ShownLine(text)]
    lines.append(ShownLine(words.say(f"who-about-{asked.part}", known), Style.NOTE))
    if pages > 1:
        said = words.say("staff-home-page", {"page": page + 1, "pages": pages})
        lines.append(ShownLine(said, Style.NOTE))
    return Shown(tuple(lines), tuple(_buttons(asked.part, page, pages, words)))


def _buttons(
    part: DisclosurePart, page: int, pages: int, words: Wording
) -> Iterator[tuple[ShownButton, ...]]:
    turns = []
    if page > 0:
        turns.append(Button("who-newer-button", who.QUESTION, who.choice(part, page - 1)))
    if page + 1 < pages:
        turns.append(Button("who-older-button", who.QUESTION, who.choice(part, page + 1)))
    if turns:
        yield tuple(button(each, words, {}) for each in turns)
    other = DisclosurePart.NOTES if part is DisclosurePart.READERS else DisclosurePart.READERS
    yield (button(Button(f"who-{other}-button", who.QUESTION, who.choice(other, 0)), words, {}),)
    yield (button(help_button(), words, {}),)


def _rows(
    found: Sequence[Disclosed] | Sequence[NotedAbout], words: Wording, known: Known
) -> Iterator[tuple[date, str]]:
    """Day by day, newest first, each sentence once a day with its times."""
    here = ZoneInfo(words.zone)
    told = [(each.at.astimezone(here), sentence_of(each, words, known)) for each in found]
    told.sort(key=lambda row: row[0], reverse=True)
    for on, of_day in groupby(told, key=lambda row: row[0].date()):
        times: dict[str, list[datetime]] = {}
        for at, sentence in of_day:
            times.setdefault(sentence, []).append(at)
        for sentence, when in times.items():
            yield on, f"{_when(when, words)}: {sentence}"


def _when(times: Iterable[datetime], words: Wording) -> str:
    clocks = list(dict.fromkeys(f"{at:%H:%M}" for at in times))
    if len(clocks) <= TIMES:
        return ", ".join(reversed(clocks))
    return words.say(
        "who-many-times", {"first": clocks[-1], "last": clocks[0], "times": len(clocks)}
    )


def sentence_of(each: Disclosed | NotedAbout, words: Wording, known: Known) -> str:
    """One act, or one note, in the words in which the client is told of it."""
    if isinstance(each, NotedAbout):
        return words.say(note_key(each.rule), known)
    name = each.who or words.say("who-administrator")
    said = words.say(act_key(each), {"who": name})
    # The administration is no name: it is written large where the sentence begins with it.
    return said[:1].upper() + said[1:]


_SEEN = {
    Kind.CHART: "who-chart",
    Kind.PHOTO: "who-photo",
    Kind.RECORD: "who-record",
    Kind.HOME: "who-list",
    Kind.CASELOAD: "who-list",
    Kind.RECORD: "who-record",
}

_ABOUT_HOMEWORK = {
    Action.VIEWED: "who-homework",
    Action.ASSIGNED: "who-homework-assigned",
    Action.ANSWERED: "who-homework-reviewed",
    Action.WITHDRAWN: "who-homework-withdrawn",
}

_ABOUT_SHELF = {
    Action.VIEWED: "who-shelf",
    Action.ASSIGNED: "who-shelf-put",
    Action.WITHDRAWN: "who-shelf-off",
}

_ABOUT_MOMENTS = {
    Action.VIEWED: "who-moments",
    Action.MARKED: "who-moment-marked",
    Action.WITHDRAWN: "who-moment-withdrawn",
}

_ABOUT_MESSAGES = {
    Action.VIEWED: "who-messages",
    Action.RESOLVED: "who-message-closed",
}

_ABOUT_NOTES = {
    Action.VIEWED: "who-session-note",
    Action.PROPOSED: "who-session-note-proposed",
    Action.WITHDRAWN: "who-session-note-back",
}

_ABOUT_APPOINTMENTS = {
    Action.VIEWED: "who-appointments",
    Action.ANSWERED: "who-session-stays",
    Action.WITHDRAWN: "who-session-cancelled",
}

MOVED = "moved"
"""Why an appointment was changed: it has another time, or another place."""

_DONE = {
    Action.ACKNOWLEDGED: "who-took",
    Action.ANSWERED: "who-wrote",
    Action.WITHDRAWN: "who-took-back",
    Action.SNOOZED: "who-set-aside",
    Action.RESOLVED: "who-closed",
    Action.INVITED: "who-invited",
    Action.RELINKED: "who-moved",
    Action.EXPORTED: "who-exported",
}


def act_key(each: Disclosed) -> str:
    """The sentence for one act; what has none of its own is told in general."""
    match each.action, each.kind:
        case action, _ if each.by_client:
            return "who-you-took" if action == Action.EXPORTED else "who-you-did"
        case Action.VIEWED, Kind.NOTE if each.reason == UNASKED:
            return "who-notes-told"
        case action, Kind.HOMEWORK if action in _ABOUT_HOMEWORK:
            return _ABOUT_HOMEWORK[Action(action)]
        case Action.CONFIGURED, Kind.APPOINTMENT if each.reason == MOVED:
            return "who-session-moved"
        case action, Kind.APPOINTMENT if action in _ABOUT_APPOINTMENTS:
            return _ABOUT_APPOINTMENTS[Action(action)]
        case action, Kind.NOTE if action in _ABOUT_NOTES:
            return _ABOUT_NOTES[Action(action)]
        case action, Kind.SHELF if action in _ABOUT_SHELF:
            return _ABOUT_SHELF[Action(action)]
        case Action.VIEWED, Kind.GOAL:
            return "who-goals"
        case action, Kind.MOMENT if action in _ABOUT_MOMENTS:
            return _ABOUT_MOMENTS[Action(action)]
        case action, Kind.MESSAGE if action in _ABOUT_MESSAGES:
            return _ABOUT_MESSAGES[Action(action)]
        case Action.VIEWED, Kind.ALERT:
            return "who-shown" if each.reason == UNASKED else "who-opened"
        case Action.VIEWED, Kind.CHART if each.reason == BESIDE:
            return "who-beside"
        case Action.VIEWED, Kind.GROUP:
            return "who-counted"
        case Action.VIEWED, kind if kind in _SEEN:
            return _SEEN[Kind(kind)]
        case Action.VIEWED, _:
            return "who-saw"
        case Action.CONFIGURED, Kind.APPOINTMENT:
            return "who-session"
        case Action.CONFIGURED, Kind.KNOWN_ANSWER:
            return "who-planned"
        case Action.REVOKED, Kind.KNOWN_ANSWER:
            return "who-plan-ended"
        case Action.DISCHARGED, Kind.CLIENT:
            return "who-discharged"
        case Action.READMITTED, Kind.CLIENT:
            return "who-readmitted"
        case Action.GRANTED, Kind.CLIENT:
            return "who-new-therapist"
        case Action.GRANTED, Kind.GROUP:
            return "who-enrolled"
        case action, _ if action in _DONE:
            return _DONE[Action(action)]
        case _:
            return "who-did"


def note_key(rule: str) -> str:
    """What a note was about, as one would say it to the person; a new rule is told in general."""
    return f"who-note-{rule}" if rule in tuple(Rule) else "who-note"
