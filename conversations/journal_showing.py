"""The journal in words, for the client whose it is."""

from collections.abc import Sequence

from care.journal import JournalEntry, Prompt, opening
from conversations.contents import Button, Look, Style
from conversations.envelopes import Shown, ShownButton, ShownLine
from conversations.flows import journal
from conversations.flows.checkin import help_button
from conversations.showing import Known, button
from conversations.wording import Wording

PER_PAGE = 8
"""So many entries are listed at a time."""

ON_A_LINE = 60
"""So many letters of an entry stand in the list."""


def listed(found: Sequence[JournalEntry], page: int, words: Wording, known: Known) -> Shown:
    """A page of entries, the newest first; `found` holds one more where there is another page."""
    shown, first = found[:PER_PAGE], page * PER_PAGE + 1
    lines = [ShownLine(words.say("journal-list-title", known), Style.TITLE)]
    if not shown:
        lines.append(ShownLine(words.say("journal-list-nothing", known)))
    said = (_listed(number, each, words) for number, each in enumerate(shown, first))
    if shown:
        lines.append(ShownLine("\n".join(said)))
        lines.append(ShownLine(words.say("journal-list-which", known), Style.NOTE))
    numbers = [
        ShownButton(str(number), journal.question(each.id), journal.SHOW)
        for number, each in enumerate(shown, first)
    ]
    new = Button("journal-new-button", journal.LIST, journal.NEW, look=Look.PRIMARY)
    rows = [tuple(numbers[at : at + 4]) for at in range(0, len(numbers), 4)]
    if turns := _turns(page, has_more=len(found) > PER_PAGE):
        rows.append(tuple(button(each, words, known) for each in turns))
    return Shown(
        tuple(lines),
        (*rows, (button(new, words, known),), (button(help_button(), words, known),)),
    )


def _turns(page: int, *, has_more: bool) -> list[Button]:
    turns = []
    if page > 0:
        turns.append(Button("journal-newer-button", journal.LIST, f"{journal.PAGE}{page - 1}"))
    if has_more:
        turns.append(Button("journal-older-button", journal.LIST, f"{journal.PAGE}{page + 1}"))
    return turns


def _listed(number: int, entry: JournalEntry, words: Wording) -> str:
    said = [words.full_day(entry.on), opening(entry.parts, ON_A_LINE)]
    if entry.is_shared:
        said.append(words.say("journal-shared"))
    return f"{number}. {' – '.join(said)}"


def card(entry: JournalEntry, words: Wording, known: Known, *, asks: bool) -> Shown:
    """One entry, who may read it, and what can be done about it."""
    lines = [ShownLine(words.instant(entry.written_at), Style.TITLE)]
    for each in entry.parts:
        if each.prompt is not Prompt.FREE:
            lines.append(ShownLine(words.say(f"journal-part-{each.prompt}"), Style.NOTE))
        lines.append(ShownLine(each.words))
    if asks and not entry.is_shared:
        lines.append(ShownLine(words.say("journal-who", known), Style.NOTE))
        rows = _choices(entry)
    else:
        stands = "journal-is-shared" if entry.is_shared else "journal-is-private"
        lines.append(ShownLine(words.say(stands, known), Style.NOTE))
        rows = _changes(entry)
    drawn = tuple(tuple(button(each, words, known) for each in row) for row in rows)
    return Shown(tuple(lines), (*drawn, _around(words, known)))


def _choices(entry: JournalEntry) -> tuple[tuple[Button, ...], ...]:
    asked = journal.question(entry.id)
    return (
        (Button("journal-private-button", asked, journal.PRIVATE, look=Look.PRIMARY),),
        (Button("journal-share-button", asked, journal.SHARED),),
        (Button("journal-away-button", asked, journal.AWAY),),
    )


def _changes(entry: JournalEntry) -> tuple[tuple[Button, ...], ...]:
    asked = journal.question(entry.id)
    other = (
        Button("journal-hide-button", asked, journal.PRIVATE)
        if entry.is_shared
        else Button("journal-share-button", asked, journal.SHARED)
    )
    return (other,), (Button("journal-away-button", asked, journal.AWAY),)


def gone(words: Wording, known: Known) -> Shown:
    """Instead of an entry that was deleted."""
    return Shown((ShownLine(words.say("journal-gone", known)),), (_around(words, known),))


def _around(words: Wording, known: Known) -> tuple[ShownButton, ...]:
    whole = Button("journal-list-button", journal.LIST, journal.SHOW)
    return button(whole, words, known), button(help_button(), words, known)
