"""Homework in words: a piece and the list for the client, a client's homework for the therapist."""

from collections.abc import Sequence
from dataclasses import dataclass

from care.homework import ANSWERS, Entry, Homework, HomeworkEntry, State
from care.people import ClientId
from conversations.contents import Argument, Button, Look, Style
from conversations.envelopes import Shown, ShownButton, ShownLine
from conversations.flows import assigning, goals_of, homework, marking, records, shelving
from conversations.flows.checkin import help_button
from conversations.showing import Known, button
from conversations.wording import Wording

LISTED = 10
"""So many pieces that go on no more are listed; the record holds them all."""

ON_A_BUTTON = 34
"""So many letters of a title a telephone shows on a button."""


@dataclass(frozen=True, slots=True)
class PieceFacts:
    """A piece of homework with its trail, the oldest first."""

    piece: Homework
    trail: Sequence[HomeworkEntry] = ()

    @property
    def has_words(self) -> bool:
        """Whether the client wrote about it."""
        return any(each.kind is Entry.WORDS for each in self.trail)

    @property
    def photos(self) -> int:
        """How many photos the client handed in."""
        return sum(each.kind is Entry.FILE for each in self.trail)

    @property
    def word_back(self) -> str:
        """What was last said to it; in discreet mode it is read here alone."""
        said = [each.words for each in self.trail if each.kind is Entry.REVIEWED and each.words]
        return said[-1] if said else ""


# --- for the client -------------------------------------------------------------------------


def card(facts: PieceFacts, words: Wording, known: Known) -> Shown:
    """What is to be done, where it stands, and what may be said of it."""
    piece = facts.piece
    if piece.state is State.WITHDRAWN:
        lines = [_title(piece), ShownLine(words.say("homework-withdrawn", known))]
        return Shown(tuple(lines), (_around(words, known),))
    giver = "homework-from-rule" if piece.staff is None else "homework-from"
    lines = [
        ShownLine(words.say(giver, known)),
        _title(piece),
        ShownLine(piece.task, Style.QUOTE),
    ]
    if piece.due_on is not None and piece.goes_on:
        lines.append(ShownLine(words.say("homework-due-on", {"on": piece.due_on})))
    if piece.state is not State.OPEN:
        lines.append(ShownLine(words.say(f"homework-said-{piece.state}", known)))
    if facts.has_words:
        lines.append(ShownLine(words.say("homework-wrote", known)))
    if facts.photos:
        lines.append(ShownLine(words.say("homework-photos", {"photos": facts.photos})))
    if piece.reviewed_at is not None:
        lines.append(ShownLine(words.say("homework-reviewed", known)))
    if facts.word_back:
        lines.append(ShownLine(words.say("homework-word-back", known)))
        lines.append(ShownLine(facts.word_back, Style.QUOTE))
    lines.append(ShownLine(words.say("homework-where", known), Style.NOTE))
    return Shown(tuple(lines), (*_answers(piece, words, known), _around(words, known)))


def _title(piece: Homework) -> ShownLine:
    return ShownLine(piece.title, Style.TITLE)


def _answers(piece: Homework, words: Wording, known: Known) -> list[tuple[ShownButton, ...]]:
    """What may be said of it, in pairs; what was said already may be taken back."""
    said = [each for each in (*ANSWERS, State.OPEN) if each is not piece.state]
    choices = [
        Button(
            f"homework-{each}-button",
            homework.question(piece.id),
            each.value,
            look=Look.PRIMARY if each is State.DONE else Look.PLAIN,
        )
        for each in said
    ]
    choices.append(Button("homework-words-button", homework.question(piece.id), homework.WORDS))
    drawn = [button(each, words, known) for each in choices]
    return [tuple(drawn[place : place + 2]) for place in range(0, len(drawn), 2)]


def _around(words: Wording, known: Known) -> tuple[ShownButton, ...]:
    whole = Button("homework-list-button", homework.LIST, homework.SHOW)
    return button(whole, words, known), button(help_button(), words, known)


def listed(found: Sequence[Homework], words: Wording, known: Known) -> Shown:
    """What is open and what was done; each piece opens with one tap."""
    going_on = [each for each in found if each.goes_on]
    over = [each for each in found if not each.goes_on and each.state is not State.WITHDRAWN]
    over = over[:LISTED]
    lines = [ShownLine(words.say("homework-list-title", known), Style.TITLE)]
    if not going_on:
        lines.append(ShownLine(words.say("homework-list-nothing", known)))
    for key, pieces in (("homework-list-open", going_on), ("homework-list-so-far", over)):
        if pieces:
            said = (words.say(key, known), *(_listed(each, words) for each in pieces))
            lines.append(ShownLine("\n".join(said)))
    rows = tuple((_opens(each),) for each in (*going_on, *over))
    return Shown(tuple(lines), (*rows, (button(help_button(), words, known),)))


def _listed(piece: Homework, words: Wording) -> str:
    said = [piece.title]
    if piece.state is not State.OPEN:
        said.append(words.say(f"homework-state-{piece.state}"))
    if piece.due_on is not None and piece.goes_on:
        said.append(words.say("homework-by", {"on": piece.due_on}))
    return f"· {' – '.join(said)}"


def _opens(piece: Homework) -> ShownButton:
    """A button that wears the title, as the therapist wrote it."""
    fits = len(piece.title) <= ON_A_BUTTON
    label = piece.title if fits else f"{piece.title[: ON_A_BUTTON - 1].rstrip()}…"
    return ShownButton(label, homework.question(piece.id), homework.SHOW)


def due(piece: Homework, words: Wording, known: Known) -> Shown:
    """One gentle line on the day, with the way to the piece."""
    opens = ShownButton(
        words.say("homework-look-button"), homework.question(piece.id), homework.SHOW, Look.PRIMARY
    )
    line = ShownLine(words.say("homework-still-open", {**known, "title": piece.title}))
    return Shown((line,), ((opens,), (button(help_button(), words, known),)))


def review(piece: Homework, said: str, words: Wording, known: Known) -> Shown:
    """What a therapist says to what came back, and who speaks."""
    lines = (
        ShownLine(words.say("homework-review-from", {**known, "title": piece.title})),
        ShownLine(said, Style.QUOTE),
        ShownLine(words.say("homework-review-note", known), Style.NOTE),
    )
    return Shown(lines, (_around(words, known),))


# --- for the therapist ------------------------------------------------------------------------


def of_client(
    client: ClientId, code: str, found: Sequence[PieceFacts], words: Wording, *, may_act: bool
) -> Shown:
    """A client's homework, numbered, and what can be done with each."""
    lines = [ShownLine(words.say("staff-homework-title", {"client": code}), Style.TITLE)]
    going_on = [each for each in found if each.piece.goes_on or each.piece.came_back]
    over = [each for each in found if each not in going_on]
    listed_now = [*going_on, *over[:LISTED]]
    if not listed_now:
        lines.append(ShownLine(words.say("staff-homework-none", {"client": code})))
    rows: list[tuple[ShownButton, ...]] = []
    for number, each in enumerate(listed_now, start=1):
        lines.append(ShownLine(_told(number, each, words)))
        if may_act and (own := _acts(number, each.piece)):
            rows.append(tuple(button(one, words, {}) for one in own))
    if any(each.has_words or each.photos for each in listed_now):
        lines.append(ShownLine(words.say("staff-homework-words", {"client": code}), Style.NOTE))
    below = [
        Button("staff-shelf-button", shelving.of(client), shelving.OPEN),
        Button("record-open-button", f"{records.RECORD}:{client}", records.OPEN),
        Button("staff-moments-button", marking.of(client), marking.OPEN),
        Button("staff-goals-button", goals_of.of(client), goals_of.OPEN),
    ]
    if may_act:
        new = Button(
            "staff-homework-assign-button",
            assigning.of(client),
            assigning.ASSIGN,
            look=Look.PRIMARY,
        )
        below.insert(0, new)
    rows.append(tuple(button(each, words, {}) for each in below))
    return Shown(tuple(lines), tuple(rows))


def _told(number: int, facts: PieceFacts, words: Wording) -> str:
    """One line of the list: what it is, where it stands, and what is still to be seen of it."""
    piece = facts.piece
    title: dict[str, Argument] = {"number": number, "title": piece.title}
    said = [words.say("staff-homework-piece", title), words.say(f"homework-state-{piece.state}")]
    if piece.answered_at is not None and piece.state is not State.WITHDRAWN:
        said.append(words.say("staff-homework-answered", {"at": piece.answered_at}))
    if facts.has_words:
        said.append(words.say("staff-homework-wrote"))
    if facts.photos:
        said.append(words.say("staff-homework-photos", {"photos": facts.photos}))
    if piece.due_on is not None and piece.goes_on:
        said.append(words.say("homework-by", {"on": piece.due_on}))
    if piece.came_back:
        said.append(words.say("staff-homework-new"))
    elif piece.reviewed_at is not None:
        said.append(words.say("staff-homework-reviewed"))
    if piece.told_at is None and piece.answered_at is None and piece.state is State.OPEN:
        said.append(words.say("staff-homework-untold"))
    return " · ".join(said)


def _acts(number: int, piece: Homework) -> list[Button]:
    asked = assigning.piece(piece.id)
    numbered: dict[str, Argument] = {"number": number}
    acts = []
    if piece.came_back:
        acts.append(
            Button(
                "staff-homework-review-button", asked, assigning.REVIEW, numbered, look=Look.PRIMARY
            )
        )
    if piece.goes_on:
        acts.append(Button("staff-homework-withdraw-button", asked, assigning.WITHDRAW, numbered))
    return acts
