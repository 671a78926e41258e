"""Dates on a picture: as the reader's language writes them, and as many as fit."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import TypeAlias

from babel import Locale
from babel.dates import format_skeleton

_DAYS = (1, 2, 7, 14, 28)
_MONTHS = (1, 2, 3, 6, 12, 24, 60)
_MOST = 6
_LONG = 130
"""From so many days on, months are easier to read than days."""

Mark: TypeAlias = tuple[date, str]


def written(on: date, locale: str, today: date) -> str:
    """A date in short, with its year when that is not this year."""
    skeleton = "MMMd" if on.year == today.year else "yMMMd"
    return _skeleton(skeleton, on, locale)


def short(on: date, locale: str) -> str:
    """A day and its month."""
    return _skeleton("MMMd", on, locale)


def month(on: date, locale: str) -> str:
    """A month with its year."""
    return format_skeleton("yMMMM", on, locale=language(locale))


@lru_cache(maxsize=64)
def weekdays(locale: str) -> tuple[str, ...]:
    """The days of the week from Monday on, in a letter or two."""
    names = language(locale).days["stand-alone"]["narrow"]
    return tuple(str(names[day]) for day in range(7))


def reads_from_the_right(locale: str) -> bool:
    """Whether a language is written from right to left."""
    return language(locale).character_order == "right-to-left"


def marks(
    first: date,
    last: date,
    locale: str,
    fits: Callable[[tuple[Mark, ...]], bool],
    backwards: bool = False,
) -> tuple[Mark, ...]:
    """Dates to write along the axis: the closest regular ones that fit, from one of its ends."""
    for found in _attempts(first, last, locale, backwards):
        if len(found) <= _MOST and fits(found):
            return found
    return ()


@lru_cache(maxsize=64)
def language(locale: str) -> Locale:
    """Babel's word for a language code, with either separator."""
    return Locale.parse(locale.replace("-", "_"))


@lru_cache(maxsize=4096)
def _skeleton(skeleton: str, on: date, locale: str) -> str:
    return format_skeleton(skeleton, on, locale=language(locale))


def _attempts(first: date, last: date, locale: str, backwards: bool) -> Iterator[tuple[Mark, ...]]:
    if (last - first).days < _LONG:
        for step in _DAYS:
            away = [timedelta(days=each) for each in range(0, (last - first).days + 1, step)]
            days = (
                [last - each for each in reversed(away)] if backwards else map(first.__add__, away)
            )
            yield tuple(_day(on, locale) for on in days)
    for step in _MONTHS:
        yield tuple(_months(first, last, step, locale))
    yield (_day(first, locale), _day(last, locale))
    yield (_day(first, locale),)


def _day(on: date, locale: str) -> Mark:
    return on, _skeleton("MMMd", on, locale)


def _months(first: date, last: date, step: int, locale: str) -> Iterator[Mark]:
    for month in range(first.year * 12, last.year * 12 + 12, step):
        start = date(month // 12, month % 12 + 1, 1)
        if first <= start <= last:
            # A year is named where it begins: shorter than to name it with a month.
            skeleton = "y" if start.month == 1 else "MMM"
            yield start, _skeleton(skeleton, start, locale)
