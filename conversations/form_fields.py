"""Further fields of a form, each by its name: a day, words, one of several."""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class DayField:
    """A day of the calendar."""

    name: str
    label: str
    hint: str = ""
    day: date | None = None
    is_optional: bool = False


@dataclass(frozen=True, slots=True)
class WordsField:
    """A few words; or a number, which is read as it was typed."""

    name: str
    label: str
    hint: str = ""
    text: str = ""
    is_long: bool = False
    is_optional: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """One of several."""

    label: str
    value: str
    group: str = ""
    """Under which heading it stands in the list; empty: the list has no headings."""


@dataclass(frozen=True, slots=True)
class OneOfField:
    """One of several, from a list that opens; told: the choice is heard at once."""

    name: str
    label: str
    options: tuple[Option, ...]
    chosen: str | None = None
    hint: str = ""
    told: bool = False
    is_optional: bool = False


ShownField: TypeAlias = DayField | WordsField | OneOfField
