"""What the readable copy says, in the client's language, before anybody lays it out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from babel.dates import format_date

from care.audit import ActorRole
from care.journal import Prompt
from care.local_time import zone
from charts.requests import Picture
from conversations.disclosing import Disclosed, sentence_of
from conversations.flows.joining import LANGUAGE_NAMES
from conversations.wording import Wording, wording
from portal.export.answered import Answered, answered
from portal.export.record import OwnRecord, Seen


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Some sentences; small ones are beside the point."""

    text: str
    small: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """What the next part is about."""

    text: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; the widths are parts of the whole."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture, to be drawn where it is laid out."""

    picture: Picture
    spoken: str


Block = Paragraph | Heading | Grid | Drawing


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the copy, on a page of its own."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """The readable copy: a cover, and its sections."""

    language: str
    title: str
    practice: str
    colour: str
    cover: tuple[Paragraph, ...]
    contents: str
    sections: tuple[Section, ...]
    page: str
    """What stands at the foot of each page; {page} and {pages} are the numbers."""


def document(record: OwnRecord) -> Document:
    """The readable copy of a record."""
    words = wording(record.locale, record.zone, library=record.library)
    known = {"practice": record.practice, "therapist": record.therapist, "code": record.code}
    of = _Sections(record, words, known)
    return Document(
        words.locale,
        words.say("copy-title"),
        record.practice,
        record.colour,
        (
            Paragraph(words.say("copy-intro", {**known, "at": _moment(words, record.made_at)})),
            Paragraph(words.say("copy-code", known)),
            Paragraph(words.say("copy-careful")),
            Paragraph(words.say("copy-numbers", known)),
            Paragraph(words.say("copy-others"), small=True),
        ),
        words.say("copy-contents"),
        tuple(of.all()),
        words.say("copy-page", {"page": "{page}", "pages": "{pages}"}),
    )


def _moment(words: Wording, at: datetime) -> str:
    """A date with its year and a time of day, in the reader's zone."""
    here = at.astimezone(zone(words.zone))
    return f"{format_date(here, 'd MMM y', locale=words.region)}, {here:%H:%M}"


class _Sections:
    """The parts of one copy."""

    def __init__(self, record: OwnRecord, words: Wording, known: dict[str, str]) -> None:
        self._record, self._words, self._known = record, words, known

    def all(self) -> Iterator[Section]:
        say = self._words.say
        yield Section(say("copy-settings"), (self._settings(),))
        yield Section(say("copy-check-ins"), tuple(self._check_ins()) or self._nothing())
        pictures = tuple(
            Drawing(each.picture, " ".join(each.said)) for each in self._record.courses
        )
        yield Section(say("copy-pictures"), pictures or self._nothing())
        yield Section(say("copy-messages"), self._messages())
        yield Section(say("copy-written"), self._written())
        yield Section(say("copy-homework"), tuple(self._homework()) or self._nothing())
        yield Section(say("copy-shelf"), tuple(self._shelf()) or self._nothing())
        yield Section(say("copy-moments"), self._moments())
        yield Section(say("copy-journal"), tuple(self._journal()) or self._nothing())
        yield Section(say("copy-goals"), tuple(self._goals()) or self._nothing())
        yield Section(say("copy-session-notes"), tuple(self._session_notes()) or self._nothing())
        yield Section(say("copy-appointments"), self._appointments())
        intro = Paragraph(say("copy-notes-intro", self._known))
        yield Section(say("copy-notes"), (intro, *self._notes()))
        yield Section(say("copy-consents"), self._consents())
        yield Section(say("copy-readers"), (Paragraph(say("copy-readers-intro")), *self._readers()))

    def _nothing(self) -> tuple[Block, ...]:
        return (Paragraph(self._words.say("copy-nothing")),)

    def _grid(
        self, keys: tuple[str, ...], rows: Sequence[tuple[str, ...]], widths: tuple[int, ...]
    ) -> tuple[Block, ...]:
        if not rows:
            return self._nothing()
        return (Grid(tuple(map(self._words.say, keys)), tuple(rows), widths),)

    def _when(self, text: str | None) -> str:
        return "" if text is None else _moment(self._words, datetime.fromisoformat(text))

    # --- the parts ------------------------------------------------------------------------------

    def _settings(self) -> Block:
        record, say = self._record, self._words.say
        rows = [
            (say("copy-code-label"), record.code),
            (say("copy-therapist-label"), record.therapist),
            (say("copy-language"), LANGUAGE_NAMES.get(record.locale, record.locale)),
            (say("copy-place"), record.zone),
        ]
        for client in record.rows["client"]:
            rows.append((say("copy-time"), client["check_in_at"]))
            rows.append((say("copy-since"), self._when(client["created_at"])))
        rows += [(say("copy-address"), each["address"]) for each in record.rows["person"]]
        return Grid((), tuple(rows), (2, 3))

    def _check_ins(self) -> Iterator[Block]:
        of_one: dict[tuple[str, str], list[Answered]] = {}
        for each in answered(self._record):
            instrument = each.filled.instrument
            of_one.setdefault((instrument.code, instrument.version), []).append(each)
        for found in of_one.values():
            yield from self._of_one(found)

    def _of_one(self, found: list[Answered]) -> Iterator[Block]:
        say = self._words.say
        instrument, words = found[0].filled.instrument, found[0].filled.words
        yield Heading(words.title if words else instrument.code.upper())
        numbers = list(instrument.numbers)
        has_total = any(each.total is not None for each in found)
        has_range = any(each.band for each in found)
        columns = [say("copy-date"), *map(str, numbers)]
        columns += [say("copy-total")] if has_total else []
        columns += [say("copy-range")] if has_range else []
        rows = []
        for each in found:
            row = [self._day(each), *(str(each.filled.answers.get(one, "")) for one in numbers)]
            row += [_number(each.total)] if has_total else []
            row += [each.band or ""] if has_range else []
            rows.append(tuple(row))
        narrow = 2 if len(numbers) > 3 else 4
        widths = [9, *[narrow] * len(numbers), *[4] * has_total, *[9] * has_range]
        yield Grid(tuple(columns), tuple(rows), tuple(widths))
        if any(each.late for each in found):
            yield Paragraph(f"* {say('copy-late')}", small=True)
        if words is not None:
            asked = (
                say("copy-question", {"item": one, "text": words.item(one).text}) for one in numbers
            )
            yield Paragraph("\n".join((say("copy-questions"), *asked)), small=True)

    def _day(self, each: Answered) -> str:
        on = format_date(each.filled.on, "d MMM y", locale=self._words.region)
        return f"{on} *" if each.late else on

    def _messages(self) -> tuple[Block, ...]:
        rows = [
            (
                self._when(each["written_at"]),
                self._record.name_of(each["staff"]),
                each["text"],
                self._words.say(f"copy-message-{each['state']}"),
            )
            for each in self._record.rows["message"]
        ]
        keys = ("copy-when", "copy-who", "copy-text", "copy-became")
        return self._grid(keys, rows, (5, 4, 10, 4))

    def _written(self) -> tuple[Block, ...]:
        """What the client wrote to the therapist."""
        rows = [
            (
                self._when(each["written_at"]),
                each["text"],
                self._words.say(f"copy-written-{each['state']}"),
            )
            for each in self._record.rows["client_message"]
        ]
        return self._grid(("copy-when", "copy-text", "copy-became"), rows, (5, 12, 6))

    def _homework(self) -> Iterator[Block]:
        """Each piece with its task, and below it everything that was said about it."""
        say, record = self._words.say, self._record
        for piece in record.rows["homework"]:
            yield Heading(piece["title"])
            yield Paragraph(piece["task"])
            giver = record.name_of(piece["staff"]) if piece["staff"] else say("copy-homework-rule")
            rows = [(self._when(piece["assigned_at"]), giver, say("copy-homework-assigned"), "")]
            rows += [
                (
                    self._when(each["at"]),
                    record.name_of(each["staff"]) if each["staff"] else say("copy-homework-you"),
                    say(f"copy-homework-{each['kind']}"),
                    each["words"] or "",
                )
                for each in record.rows["homework_entry"]
                if each["homework"] == piece["id"]
            ]
            keys = ("copy-when", "copy-who", "copy-became", "copy-text")
            yield from self._grid(keys, rows, (5, 4, 4, 10))

    def _shelf(self) -> Iterator[Block]:
        """Each thing as the library has it, and below it what became of it."""
        say, record = self._words.say, self._record
        for item in record.rows["shelf_item"]:
            resource = record.resources[item["resource"]]
            yield Heading(resource.title)
            said = (resource.about, resource.text, resource.link)
            yield Paragraph("\n".join(each for each in said if each))
            giver = record.name_of(item["staff"]) if item["staff"] else say("copy-homework-rule")
            you = say("copy-homework-you")
            became = [
                (item["put_at"], giver, "copy-shelf-put", item["why"]),
                (item["opened_at"], you, "copy-shelf-opened", ""),
                (item["reacted_at"], you, f"copy-shelf-{item['reaction'] or 'unsaid'}", ""),
                (item["removed_at"], "", "copy-shelf-removed", ""),
            ]
            rows = [
                (self._when(at), who, say(what), words)
                for at, who, what, words in became
                if at is not None
            ]
            keys = ("copy-when", "copy-who", "copy-became", "copy-text")
            yield from self._grid(keys, rows, (5, 4, 4, 10))

    def _goals(self) -> Iterator[Block]:
        """Each goal in the client's words, and below it its ratings and smaller steps."""
        say, record = self._words.say, self._record
        for goal in record.rows["goal"]:
            yield Heading(goal["words"])
            yield Paragraph(say("copy-goal-shared" if goal["shared_at"] else "copy-goal-private"))
            told = [(goal["begun_at"], say("copy-goal-begun"), "")]
            told += [
                (each["rated_at"], say("copy-goal-rated", {"value": each["value"]}), "")
                for each in record.rows["goal_rating"]
                if each["goal"] == goal["id"]
            ]
            for step in record.rows["goal_step"]:
                if step["goal"] == goal["id"]:
                    told.append((step["made_at"], say("copy-goal-step"), step["words"]))
                    if step["done_at"]:
                        told.append((step["done_at"], say("copy-goal-ticked"), step["words"]))
            if goal["closed_at"]:
                told.append((goal["closed_at"], say(f"copy-goal-{goal['state']}"), ""))
            rows = [(self._when(at), became, said) for at, became, said in sorted(told)]
            yield from self._grid(("copy-when", "copy-became", "copy-text"), rows, (5, 5, 13))

    def _session_notes(self) -> Iterator[Block]:
        """Each note with every text that was proposed, and what the client said to it."""
        say, record = self._words.say, self._record
        for note in record.rows["note"]:
            on = date.fromisoformat(note["session_on"])
            said = {"on": format_date(on, "d MMM y", locale=self._words.region)}
            said["state"] = say(f"note-is-{record.stands(note)}")
            yield Heading(say("copy-session-note", said))
            for each in record.rows["note_version"]:
                if each["note"] == note["id"]:
                    yield from self._version(each)

    def _version(self, version: Mapping[str, Any]) -> Iterator[Block]:
        say, who = self._words.say, self._record.name_of(version["author"])
        told = {"at": self._when(version["proposed_at"]), "who": who}
        yield Paragraph(say("copy-session-note-proposed", told), small=True)
        # Lines that were written are lines here.
        yield from (Paragraph(line) for line in version["text"].splitlines() if line.strip())
        if version["answered_at"]:
            answered = {"at": self._when(version["answered_at"])}
            yield Paragraph(say(f"copy-session-note-{version['answer']}", answered), small=True)
        if version["words"]:
            yield Paragraph(version["words"])

    def _moments(self) -> tuple[Block, ...]:
        say, record = self._words.say, self._record
        rows = [
            (
                format_date(
                    date.fromisoformat(each["local_date"]), "d MMM y", locale=self._words.region
                ),
                each["title"],
                record.name_of(each["staff"]) if each["staff"] else say("copy-homework-you"),
                say("copy-moment-shared" if each["shared_at"] else "copy-moment-private"),
            )
            for each in sorted(record.rows["key_moment"], key=lambda each: each["local_date"])
        ]
        keys = ("copy-date", "copy-text", "copy-who", "copy-became")
        return self._grid(keys, rows, (4, 10, 4, 5))

    def _journal(self) -> Iterator[Block]:
        say = self._words.say
        for entry in sorted(
            self._record.rows["journal_entry"], key=lambda each: each["written_at"]
        ):
            shared = "copy-journal-shared" if entry["shared_at"] else "copy-journal-private"
            told = {"at": self._when(entry["written_at"]), "who": say(shared)}
            yield Paragraph(say("copy-journal-entry", told), small=True)
            for part in entry["parts"]:
                if part["asked"] != Prompt.FREE:
                    yield Paragraph(say(f"copy-journal-{part['asked']}"), small=True)
                # Lines that were written are lines here.
                for line in part["words"].splitlines():
                    if line.strip():
                        yield Paragraph(line)

    def _appointments(self) -> tuple[Block, ...]:
        """When they were, and below it everything that was said about them."""
        say, record = self._words.say, self._record
        rows = [
            (
                self._when(each["starts_at"]),
                str(each["minutes"]),
                say(f"copy-appointment-{each['how']}") if each["how"] else "",
                each["place"] or "",
            )
            for each in record.rows["appointment"]
        ]
        keys = ("copy-when", "copy-minutes", "copy-what", "copy-text")
        found = self._grid(keys, rows, (5, 2, 4, 10))
        said = [
            (
                self._when(each["at"]),
                self._when(each["starts_at"]),
                say(f"copy-appointment-{each['kind']}"),
                each["words"] or "",
            )
            for each in record.rows["appointment_entry"]
        ]
        if said:
            keys = ("copy-when", "copy-appointments", "copy-became", "copy-text")
            found = (*found, *self._grid(keys, said, (5, 5, 4, 8)))
        return found

    def _notes(self) -> tuple[Block, ...]:
        rows = [
            (
                self._when(each["last_raised_at"]),
                self._words.say(f"who-note-{each['rule']}", self._known),
                self._words.say(f"copy-state-{each['state']}"),
            )
            for each in self._record.rows["alert"]
        ]
        return self._grid(("copy-when", "copy-what", "copy-became"), rows, (4, 9, 6))

    def _consents(self) -> tuple[Block, ...]:
        rows = [
            (
                self._words.say(f"copy-purpose-{each['purpose']}"),
                self._when(each["given_at"]),
                self._when(each["revoked_at"]) or self._words.say("copy-still"),
            )
            for each in self._record.rows["consent"]
        ]
        return self._grid(("copy-what", "copy-given", "copy-until"), rows, (8, 4, 4))

    def _readers(self) -> tuple[Block, ...]:
        rows = [(_moment(self._words, each.at), self._told(each)) for each in self._record.seen]
        return self._grid(("copy-when", "copy-what"), rows, (4, 15))

    def _told(self, seen: Seen) -> str:
        by_client = seen.role == ActorRole.CLIENT
        act = Disclosed(seen.at, seen.action, seen.kind, seen.reason, seen.who, by_client=by_client)
        return sentence_of(act, self._words, {})


def _number(total: float | None) -> str:
    return "" if total is None else f"{total:g}"
