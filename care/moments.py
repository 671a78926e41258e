"""Key moments: days that a client or a therapist calls important, and how such a day is read.

A moment is a few words and a day that has been. What the client marks is theirs: they choose
whether the therapist may see it, change the words, or take it away.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from care.people import ClientId, StaffId
from care.units import is_seen

TITLE_LIMIT = 60
"""Characters of a title: it stands on a button, in a list and below a picture."""

LONGEST_AGO = timedelta(days=36525)
"""So far back a moment may lie; a date beyond it is a slip of the finger."""

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("jan", "ene"),
            ("feb",),
            ("mar",),
            ("apr", "abr"),
            ("may",),
            ("jun",),
            ("jul",),
            ("aug", "ago"),
            ("sep", "set"),
            ("oct",),
            ("nov",),
            ("dec", "dic"),
        ),
        1,
    )
    for name in names
}
"""The first three letters of the months, in the languages of the portal."""

_BREAKS = frozenset({"Cc", "Zl", "Zp"})
"""Kinds of characters that end a line or command a screen."""

_SMALL_WORDS = frozenset({"de", "del", "of", "the", "el", "on"})

_WEEKDAYS = frozenset(
    {
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
        *("lunes", "martes", "miércoles", "miercoles", "jueves", "viernes"),
        *("sábado", "sabado", "domingo"),
    }
)
"""They say no more than the date does; the first letters of one are those of a month."""


@dataclass(frozen=True, slots=True)
class Marked:
    """What is to be marked: a short title, its day, and whether the therapist may see it."""

    title: str
    on: date
    is_shared: bool = True


@dataclass(frozen=True, slots=True)
class Moment:
    """A key moment as it stands."""

    id: UUID
    client: ClientId
    staff: StaffId | None
    """Who marked it; None: the client did."""
    on: date
    title: str
    marked_at: datetime
    shared_at: datetime | None
    """Since when the therapist may see it; None: it is the client's alone."""

    @property
    def is_shared(self) -> bool:
        """Whether the therapist may see it."""
        return self.shared_at is not None


def tidied(words: str) -> str:
    """A title as it is kept: one line; nothing where there is nothing to be seen."""
    line = "".join(" " if unicodedata.category(each) in _BREAKS else each for each in words)
    return " ".join(line.split()) if is_seen(line) else ""


def is_possible(on: date, today: date) -> bool:
    """Whether a moment may lie on this day: today or before, within a lifetime."""
    return today - LONGEST_AGO <= on <= today


def day_of(words: str, today: date) -> date | None:
    """The day that was typed; None for what is no date. Without a year it is the last such day.

    The day stands before the month, unless that cannot be; whoever typed it reads it back in words.
    """
    parts = [
        each
        for each in re.split(r"[\s./,\-]+", words.strip().casefold())
        if each and each not in _SMALL_WORDS | _WEEKDAYS
    ]
    numbers = [_number(each) for each in parts]
    if len(parts) not in (2, 3) or any(each is None for each in numbers):
        return None
    known = [each for each in numbers if each is not None]
    if len(known) == 3 and len(parts[0]) == 4 and parts[0].isdecimal():
        return _date(known[0], known[1], known[2])
    named = next((at for at, each in enumerate(parts[:2]) if each[0].isalpha()), None)
    month = 1 if named is None else named
    day = 1 - month
    if named is None and known[1] > 12 >= known[0]:
        month, day = day, month
    if len(known) == 3:
        return _date(_whole(known[2], parts[2], today), known[month], known[day])
    # The 29th of February may be some years ago.
    years = range(today.year, today.year - 9, -1)
    found = (_date(year, known[month], known[day]) for year in years)
    return next((each for each in found if each is not None and each <= today), None)


def _number(word: str) -> int | None:
    if word.isdecimal():
        return int(word) if len(word) <= 4 else None
    digits = re.fullmatch(r"(\d{1,2})(st|nd|rd|th|º|o)", word)
    if digits:
        return int(digits[1])
    return _MONTHS.get(word[:3]) if word.isalpha() and len(word) >= 3 else None


def _whole(year: int, word: str, today: date) -> int:
    """A year of which only the last two digits were typed is the last such year."""
    if len(word) > 2:
        return year
    century = today.year - today.year % 100
    return century + year if century + year <= today.year else century - 100 + year


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
