"""What is told about an urgent note on its way: to the client who asks, and in a test to staff."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from conversations.contents import Button, Look, Style
from conversations.envelopes import Shown, ShownLine
from conversations.flows import help_now, workplace
from conversations.flows.checkin import help_button
from conversations.showing import button
from conversations.wording import Wording


@dataclass(frozen=True, slots=True)
class Carried:
    """One card on its way: when Slack took it, and when a button of it was first pressed."""

    posted_at: datetime | None = None
    opened_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class NoteFacts:
    """Where the newest urgent note about a client is."""

    therapist: Carried
    colleague: Carried | None = None
    """The colleague who was told last, when the note was passed on."""
    taken_at: datetime | None = None
    taken_by_therapist: bool = True


def whereabouts(note: NoteFacts | None, words: Wording) -> Shown:
    """What is known, and no more: Slack does not tell who looks."""
    lines = [ShownLine(each) for each in _told(note, words)]
    lines.append(ShownLine(words.say("help-where-note"), Style.NOTE))
    again = [] if note is None else [(button(help_now.where_button(), words, {}),)]
    return Shown(tuple(lines), (*again, (button(help_button(), words, {}),)))


def _told(note: NoteFacts | None, words: Wording) -> list[str]:
    if note is None:
        return [words.say("help-where-none")]
    if note.taken_at is not None:
        key = "help-where-taken" if note.taken_by_therapist else "help-where-taken-colleague"
        return [words.say(key, {"at": note.taken_at})]
    said = []
    if note.therapist.posted_at is not None:
        posted = words.say("help-where-posted", {"at": note.therapist.posted_at})
        said.append(f"{posted} {_opened(note.therapist, words)}")
    if note.colleague is not None and note.colleague.posted_at is not None:
        passed = words.say("help-where-passed", {"at": note.colleague.posted_at})
        said.append(f"{passed} {_opened(note.colleague, words)}")
    return said or [words.say("help-where-not-delivered")]


def _opened(card: Carried, words: Wording) -> str:
    if card.opened_at is None:
        return words.say("help-where-unopened")
    return words.say("help-where-opened", {"at": card.opened_at})


@dataclass(frozen=True, slots=True)
class Tried:
    """One of the chain in a test."""

    name: str
    absent: bool
    told_at: datetime | None
    got_at: datetime | None


@dataclass(frozen=True, slots=True)
class ChainTestFacts:
    """A test alert on its way."""

    id: UUID
    asked_by: str
    minutes: int
    tried: tuple[Tried, ...]
    is_over: bool
    is_passed: bool


def tried_card(test: ChainTestFacts, words: Wording, got_at: datetime | None) -> Shown:
    """A card that nobody can take for a real one, and the button that answers it."""
    lines = [
        ShownLine(words.say("staff-test-title"), Style.TITLE),
        ShownLine(words.say("staff-test-card", {"by": test.asked_by})),
    ]
    if got_at is not None:
        lines.append(ShownLine(words.say("staff-test-got", {"at": got_at})))
        return Shown(tuple(lines))
    lines.append(ShownLine(words.say("staff-test-next", {"minutes": test.minutes}), Style.NOTE))
    about = f"{workplace.TEST_CARD}:{test.id}"
    got = Button("staff-test-got-button", about, workplace.GOT, look=Look.PRIMARY)
    return Shown(tuple(lines), ((button(got, words, {}),),))


def tried_report(test: ChainTestFacts, words: Wording) -> Shown:
    """Who has got the card, who has not, and what that says about the chain."""
    lines = [ShownLine(words.say("staff-test-report"), Style.TITLE)]
    lines += [ShownLine(_tried(each, words)) for each in test.tried]
    if test.is_passed:
        lines.append(ShownLine(words.say("staff-test-passed")))
    elif test.is_over:
        lines.append(ShownLine(words.say("staff-test-not-passed")))
    else:
        lines.append(ShownLine(words.say("staff-test-on-its-way"), Style.NOTE))
    return Shown(tuple(lines))


def _tried(each: Tried, words: Wording) -> str:
    if each.absent:
        return words.say("staff-test-absent", {"name": each.name})
    if each.got_at is not None:
        return words.say("staff-test-has-got", {"name": each.name, "at": each.got_at})
    if each.told_at is not None:
        return words.say("staff-test-told", {"name": each.name, "at": each.told_at})
    return words.say("staff-test-waits", {"name": each.name})
