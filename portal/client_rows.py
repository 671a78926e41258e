"""A table of clients and past answers, as a spreadsheet writes it: read kindly, line by line.

Each line is a client to invite or a response that a client gave before. The separator, a mark at
the beginning, decimal commas and the usual ways to write a day are understood; whatever could mean
two things is asked for and never guessed.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

LARGEST_FILE = 5_000_000
MOST_LINES = 20_000

CLIENT, THERAPIST, LANGUAGE, ZONE = "client", "therapist", "language", "zone"
INSTRUMENTS, INSTRUMENT, DATE, SCORE, ANSWERS = (
    *("instruments", "instrument", "date", "score", "answers"),
)
COLUMNS = (CLIENT, THERAPIST, LANGUAGE, ZONE, INSTRUMENTS, INSTRUMENT, DATE, SCORE, ANSWERS)

_ITEM = re.compile(r"(?:item[ _]?)?(\d{1,3})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_BYTE_ORDER = "\ufeff"


@dataclass(frozen=True, slots=True)
class Mistake:
    """What keeps a line from being understood, and what to write."""

    line: int
    sentence: str


@dataclass(frozen=True, slots=True)
class ToInvite:
    """A line with a client; the label is the practice's own and is kept nowhere."""

    line: int
    label: str
    therapist: str | None = None
    language: str | None = None
    zone: str | None = None
    instruments: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Past:
    """A line with a response that was given before."""

    line: int
    label: str
    instrument: str
    on: date
    answers: Mapping[int, int]
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Rows:
    """What a table holds."""

    clients: tuple[ToInvite, ...] = ()
    past: tuple[Past, ...] = ()
    mistakes: tuple[Mistake, ...] = ()


def read_rows(text: str) -> Rows:
    """Every line of the table, understood or not."""
    if len(text) > LARGEST_FILE:
        return Rows(mistakes=(Mistake(1, "The file is too large; bring it in several parts."),))
    lines = text.removeprefix(_BYTE_ORDER).splitlines()
    first = next((number for number, line in enumerate(lines) if line.strip()), None)
    if first is None:
        return Rows(mistakes=(Mistake(1, "The file is empty."),))
    separator = max(";,\t", key=lines[first].count)
    reader = csv.reader(io.StringIO("\n".join(lines[first:])), delimiter=separator)
    try:
        table = [(first + reader.line_num, cells) for cells in reader if any(map(str.strip, cells))]
    except csv.Error as fault:
        line = first + reader.line_num
        return Rows(mistakes=(Mistake(line, f"This is no line of a table ({fault})."),))
    if len(table) > MOST_LINES:
        return Rows(mistakes=(Mistake(1, f"At most {MOST_LINES} lines at a time."),))
    (at, heading), *rest = table
    columns, unknown = _columns(heading)
    if unknown:
        return Rows(mistakes=tuple(Mistake(at, each) for each in unknown))
    return _sorted([_row(line, _cells(columns, cells, line)) for line, cells in rest])


Row = ToInvite | Past | Mistake


def _sorted(rows: Sequence[Row]) -> Rows:
    clients = tuple(each for each in rows if isinstance(each, ToInvite))
    past = tuple(each for each in rows if isinstance(each, Past))
    mistakes = [each for each in rows if isinstance(each, Mistake)]
    mistakes += _twice([(each.line, each.label) for each in clients], "{} is invited")
    mistakes += _twice(
        [(each.line, f"{each.instrument} of {each.label} on {each.on}") for each in past], "{} is"
    )
    return Rows(clients, past, tuple(sorted(mistakes, key=lambda each: each.line)))


def _twice(rows: Sequence[tuple[int, str]], words: str) -> Iterator[Mistake]:
    seen: dict[str, int] = {}
    for line, what in rows:
        if (before := seen.setdefault(what.casefold(), line)) != line:
            yield Mistake(line, f"{words.format(what)} in line {before} already.")


def _columns(heading: Sequence[str]) -> tuple[list[str], list[str]]:
    """The name of every column, and what is wrong with the names."""
    columns, wrong = [], []
    for each in heading:
        name = "_".join(each.strip().casefold().split())
        item = _ITEM.fullmatch(name.replace("_", " "))
        columns.append(str(int(item[1])) if item else name)
        if name and item is None and name not in COLUMNS:
            near = get_close_matches(name, COLUMNS, n=1, cutoff=0.6)
            meant = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(COLUMNS)}, 1, 2"
            wrong.append(f"There is no column {each.strip()!r}. {meant}")
    named = [each for each in columns if each]
    wrong += [
        f"The column {each} is there twice." for each in {e for e in named if named.count(e) > 1}
    ]
    if CLIENT not in columns and not wrong:
        wrong.append("The first line names the columns, and one of them is client.")
    return columns, wrong


def _cells(columns: Sequence[str], cells: Sequence[str], line: int) -> dict[str, str] | Mistake:
    if len(cells) > len(columns) and any(each.strip() for each in cells[len(columns) :]):
        return Mistake(
            line, f"The line has {len(cells)} cells, and there are {len(columns)} columns."
        )
    found = {name: cell.strip() for name, cell in zip(columns, cells, strict=False) if name}
    return {name: cell for name, cell in found.items() if cell}


def _row(line: int, cells: dict[str, str] | Mistake) -> Row:
    if isinstance(cells, Mistake):
        return cells
    label = cells.get(CLIENT)
    if label is None:
        return Mistake(line, "Nobody is named in the column client.")
    if INSTRUMENT not in cells:
        if DATE in cells or SCORE in cells or ANSWERS in cells or _items(cells):
            return Mistake(line, "The column instrument says what was answered, as phq9.")
        listed = cells.get(INSTRUMENTS)
        instruments = None if listed is None else tuple(re.split(r"[\s,|+]+", listed.strip()))
        return ToInvite(
            line, label, cells.get(THERAPIST), cells.get(LANGUAGE), cells.get(ZONE), instruments
        )
    return _past(line, label, cells)


def _past(line: int, label: str, cells: Mapping[str, str]) -> Row:
    on = day(cells.get(DATE, ""))
    if isinstance(on, str):
        return Mistake(line, on)
    try:
        answers = _answers(cells)
        score = None if SCORE not in cells else number(cells[SCORE])
    except ValueError as fault:
        return Mistake(line, str(fault))
    if not answers:
        return Mistake(
            line,
            "A total alone cannot be filed: the portal computes every score from the answers. Give "
            "them in columns 1, 2, 3 … or in one column answers, as “0 1 2 1”.",
        )
    return Past(line, label, cells[INSTRUMENT].casefold(), on, answers, score)


def _items(cells: Mapping[str, str]) -> dict[int, str]:
    return {int(name): cell for name, cell in cells.items() if name.isdecimal()}


def _answers(cells: Mapping[str, str]) -> dict[int, int]:
    given = _items(cells)
    if ANSWERS in cells:
        if given:
            raise ValueError("Answers stand in columns of their own or in answers, not in both.")
        given = dict(enumerate(re.split(r"[\s,;|]+", cells[ANSWERS].strip()), 1))
    found = {}
    for item, cell in given.items():
        value = number(cell)
        if not value.is_integer():
            raise ValueError(f"The answer to {item} is a whole number, and not {cell!r}.")
        found[item] = int(value)
    return found


def number(cell: str) -> float:
    """A number with a point or a comma; ValueError says what is wrong."""
    if not re.fullmatch(r"[+-]?\d{1,6}(?:[.,]\d{1,6})?", cell.strip()):
        raise ValueError(f"{cell!r} is no number. Write it as 12 or 12.5.")
    return float(cell.strip().replace(",", "."))


def day(cell: str) -> date | str:
    """A day, or the sentence that says how to write it."""
    plain = cell.strip()
    if not plain:
        return "The column date says when it was answered, as 2026-11-02."
    try:
        if found := _ISO.fullmatch(plain):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _DOTTED.fullmatch(plain):
            return date(int(found[3]), int(found[2]), int(found[1]))
        if found := _SLASHED.fullmatch(plain):
            first, second, year = int(found[1]), int(found[2]), int(found[3])
            if first <= 12 and second <= 12 and first != second:
                return f"{plain} may be two different days. Write it as {year}-11-02."
            month, on = (second, first) if second <= 12 else (first, second)
            return date(year, month, on)
    except ValueError:
        return f"There is no day {plain}."
    return f"{plain!r} is no day. Write it as 2026-11-02."
