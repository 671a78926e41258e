"""Notes of sessions in words: for the client who answers them, and the card in Slack."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from care.local_time import local_date
from care.notes import Answer, Note, NoteState, Version, last_day, pages
from care.people import ClientId, StaffId
from conversations.contents import Argument, Button, Look, Style
from conversations.envelopes import Shown, ShownButton, ShownLine
from conversations.flows import notes, records
from conversations.flows.checkin import help_button
from conversations.showing import Known, button
from conversations.wording import Wording

LISTED = 8
"""So many notes stand on one page of the list."""

_ANSWERS = (
    ("note-agree-button", notes.AGREE, Look.PRIMARY),
    ("note-change-button", notes.CHANGE, Look.PLAIN),
    ("note-differs-button", notes.DIFFERS, Look.PLAIN),
    ("note-later-button", notes.LATER, Look.PLAIN),
)


# --- for the client ---------------------------------------------------------------------------


def wait(many: int, words: Wording, known: Known) -> Shown:
    """That notes wait; nothing of them."""
    show = Button("note-show-button", notes.LIST, notes.SHOW, look=Look.PRIMARY)
    lines = (
        ShownLine(words.say("note-waits", {**known, "notes": many})),
        ShownLine(words.say("note-waits-costs-nothing", known), Style.NOTE),
    )
    rows = ((button(show, words, known),), (button(help_button(), words, known),))
    return Shown(lines, rows)


def listed(found: Sequence[Note], page: int, words: Wording, known: Known) -> Shown:
    """Those that wait first, then the others, the newest session first."""
    every = sorted(found, key=lambda each: not each.is_waiting)
    last = max((len(every) - 1) // LISTED, 0)
    number = min(page, last)
    lines = [ShownLine(words.say("note-list-title", known), Style.TITLE)]
    lines.append(ShownLine(words.say("note-list" if every else "note-list-nothing", known)))
    rows: list[tuple[ShownButton, ...]] = [
        (_opens(each, words),) for each in every[number * LISTED : (number + 1) * LISTED]
    ]
    turns = _turns(notes.LIST, number, last, "note-list-later-button", "note-list-earlier-button")
    if turns:
        rows.append(tuple(button(each, words, known) for each in turns))
    return Shown(tuple(lines), (*rows, (button(help_button(), words, known),)))


def _opens(note: Note, words: Wording) -> ShownButton:
    stands = note.state if note.is_whole else "torn"
    said = {"on": words.day(note.session_on), "state": words.say(f"note-is-{stands}")}
    return ShownButton(words.say("note-open-button", said), notes.question(note.id), notes.SHOW)


def _turns(asked: str, number: int, last: int, back: str, on: str) -> list[Button]:
    found = []
    if number > 0:
        found.append(Button(back, asked, f"{notes.PAGE}{number - 1}"))
    if number < last:
        found.append(Button(on, asked, f"{notes.PAGE}{number + 1}"))
    return found


def card(
    note: Note, page: int, names: Mapping[StaffId, str], words: Wording, known: Known
) -> Shown:
    """One page of a note; what can be said to it stands below the last."""
    every = tuple(_pages(note, words, known))
    number = min(page, len(every) - 1)
    on: dict[str, Argument] = {**known, "on": words.full_day(note.session_on)}
    lines = [ShownLine(words.say("note-title", on), Style.TITLE)]
    if len(every) > 1:
        of: dict[str, Argument] = {"page": number + 1, "pages": len(every)}
        lines.append(ShownLine(words.say("note-page", of), Style.NOTE))
    if number == 0:
        lines += _heading(note, names, words, known)
    if not note.is_whole:
        lines.append(ShownLine(words.say("note-not-whole", known)))
    lines += every[number]
    is_last = number == len(every) - 1
    if is_last and note.is_whole:
        lines += _standing(note, words, known)
    rows: list[tuple[ShownButton, ...]] = [
        (button(each, words, known),) for each in _answers(note, is_last=is_last)
    ]
    asked = notes.question(note.id)
    turns = _turns(asked, number, len(every) - 1, "note-before-button", "note-on-button")
    if turns:
        rows.append(tuple(button(each, words, known) for each in turns))
    whole = Button("note-list-button", notes.LIST, notes.SHOW)
    around = (button(whole, words, known), button(help_button(), words, known))
    return Shown(tuple(lines), (*rows, around))


def _heading(
    note: Note, names: Mapping[StaffId, str], words: Wording, known: Known
) -> list[ShownLine]:
    by = {**known, "therapist": names.get(note.author, known["therapist"])}
    return [ShownLine(words.say("note-by", by), Style.NOTE)]


def _pages(note: Note, words: Wording, known: Known) -> Iterator[tuple[ShownLine, ...]]:
    """The text, then what the client said to it and to versions before."""
    for text in pages(note.text):
        yield (ShownLine(text),)
    for each in note.versions:
        if each.words and each.answered_at is not None:
            yield _own_words(each, each.answered_at, words, known)


def _own_words(
    version: Version, at: datetime, words: Wording, known: Known
) -> tuple[ShownLine, ...]:
    on = words.full_day(local_date(at, ZoneInfo(words.zone)))
    key = "note-you-asked" if version.answer is Answer.CHANGE else "note-you-see"
    return (
        ShownLine(words.say(key, {**known, "on": on}), Style.NOTE),
        ShownLine(version.words, Style.QUOTE),
    )


def _standing(note: Note, words: Wording, known: Known) -> list[ShownLine]:
    """Where it stands, and what happens if nothing happens."""
    here = ZoneInfo(words.zone)
    said: dict[str, Argument] = dict(known)
    if note.is_waiting and note.answer_by is not None:
        said["on"] = words.full_day(last_day(note.answer_by, here))
        return [ShownLine(words.say("note-until", said), Style.NOTE)]
    if note.settled_at is not None:
        said["on"] = words.full_day(local_date(note.settled_at, here))
    return [ShownLine(words.say(f"note-stands-{note.state}", said), Style.NOTE)]


def _answers(note: Note, *, is_last: bool) -> Iterator[Button]:
    """What can be said to it: below its end, where somebody stands who has read it."""
    if not (is_last and note.is_waiting and note.is_whole):
        return
    asked = notes.question(note.id)
    for key, said, look in _ANSWERS:
        yield Button(key, asked, notes.choice(said, note.version, note.digest), look=look)


def gone(words: Wording, known: Known) -> Shown:
    """Instead of a note that was taken back."""
    whole = Button("note-list-button", notes.LIST, notes.SHOW)
    around = (button(whole, words, known), button(help_button(), words, known))
    return Shown((ShownLine(words.say("note-gone", known)),), (around,))


# --- for the therapist ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NotesFacts:
    """What became of a client's notes lately; never what stands in them."""

    client: ClientId
    code: str
    notes: Sequence[Note]
    is_declined: bool
    """The client wants no notes here."""
    zone: str
    """The client's: on whose days an answer counts."""


def of_client(facts: NotesFacts, words: Wording) -> Shown:
    """Which notes have an answer, which wait, and until when."""
    whose: dict[str, Argument] = {"client": facts.code}
    lines = [ShownLine(words.say("staff-notes-title", whose), Style.TITLE)]
    if facts.is_declined:
        lines.append(ShownLine(words.say("staff-notes-declined", whose)))
    lines += [ShownLine(_told(each, facts, words)) for each in facts.notes]
    if not facts.notes and not facts.is_declined:
        lines.append(ShownLine(words.say("staff-notes-none", whose)))
    lines.append(ShownLine(words.say("staff-notes-note", whose), Style.NOTE))
    asked = f"{records.RECORD}:{facts.client}"
    ways = [Button("record-open-button", asked, records.OPEN)]
    if any(each.state is NoteState.CHANGE_ASKED for each in facts.notes):
        change = Button("staff-note-change-button", asked, records.CHANGE, look=Look.PRIMARY)
        ways.insert(0, change)
    return Shown(tuple(lines), (tuple(button(each, words, {}) for each in ways),))


def _told(note: Note, facts: NotesFacts, words: Wording) -> str:
    said: dict[str, Argument] = {"session": words.day(note.session_on)}
    at = note.settled_at or note.changed_at
    if note.state is NoteState.PROPOSED and note.answer_by is not None:
        said["on"] = words.day(last_day(note.answer_by, ZoneInfo(facts.zone)))
    else:
        said["on"] = words.day(local_date(at, ZoneInfo(words.zone)))
    return words.say(f"staff-note-{note.state if note.is_whole else 'torn'}", said)
