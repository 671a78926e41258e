"""Sentences by key and language, from the Fluent files in `locales/`."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache, lru_cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, get_day_names
from babel.numbers import format_decimal
from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax.ast import (
    Message,
    MessageReference,
    Pattern,
    Resource,
    TermReference,
    VariableReference,
)
from fluent.syntax.visitor import Visitor

from conversations.contents import Argument
from questionnaires.library import Library, shipped

FALLBACK = "en"

STANDS_IN = ("practice", "therapist")
"""The names that have a neutral stand-in, which is written small in the middle of a sentence."""

DISCREET = ".discreet"
"""The attribute of a sentence that says the same without a word about health."""


class MissingWording(LookupError):
    """A key without a sentence in the language it was asked in."""


@dataclass(frozen=True, slots=True)
class Wording:
    """Sentences in one language; instants are told in one zone."""

    locale: str
    zone: str = "UTC"
    discreet: bool = False
    """Says the discreet variant where a sentence has one."""
    library: Library = field(default_factory=shipped, repr=False, compare=False)
    """Whose scales the sentences name."""

    def say(self, key: str, args: Mapping[str, Argument | date] | None = None) -> str:
        """The sentence of this key, filled in; MissingWording when there is none."""
        said = self._said(key, args)
        return begun(said, args) if self.discreet and args else said

    def _said(self, key: str, args: Mapping[str, Argument | date] | None) -> str:
        if self.discreet and (quiet := key + DISCREET) in _variants(self.locale):
            key = quiet
        needed = _filled_with(self.locale).get(key)
        if needed is None or args is None:
            return _sentence(self.locale, key, self._all_told(args or {}))
        told = self._all_told({name: args[name] for name in needed if name in args})
        if all(isinstance(value, int) for value in told.values()):
            # Said often, and of nobody: names and words of people are not kept in memory.
            return _kept_sentence(self.locale, key, tuple(told.items()))
        return _sentence(self.locale, key, told)

    def _all_told(self, args: Mapping[str, Argument | date]) -> dict[str, str | int | float]:
        return {name: self._told(value) for name, value in args.items()}

    @property
    def region(self) -> str:
        """The language as a locale that writes the day before the month, as our sentences do."""
        return "en_GB" if self.locale == "en" else self.locale

    def instant(self, at: datetime) -> str:
        """A date and a time of day, in the reader's language and zone."""
        return format_datetime(
            at.astimezone(ZoneInfo(self.zone)), "EEE d MMM, HH:mm", locale=self.region
        )

    def day(self, on: date) -> str:
        """A date without the year, for days of the last months."""
        return format_date(on, "EEE d MMM", locale=self.region)

    def full_day(self, on: date) -> str:
        """A date with its year, for what goes back for years."""
        return format_date(on, "EEE d MMM y", locale=self.region)

    def weekday(self, number: int) -> str:
        """The name of a day of the week, counted from Monday."""
        return str(get_day_names("wide", locale=self.region)[number])

    def number(self, value: float) -> str:
        """A number with one decimal, as the reader's language writes it."""
        return format_decimal(value, "0.0", locale=self.region)

    def clock(self, at: datetime) -> str:
        """A time of day in the reader's zone, as 14:02:20."""
        return format_datetime(at.astimezone(ZoneInfo(self.zone)), "HH:mm:ss", locale=self.region)

    def _told(self, value: Argument | date) -> str | int | float:
        match value:
            case datetime():
                return self.instant(value)
            case date():
                return self.day(value)
            case _:
                return value


def wording(
    locale: str, zone: str = "UTC", *, discreet: bool = False, library: Library | None = None
) -> Wording:
    """The wording of a language, or of the fallback when the portal does not speak it."""
    spoken = locale if locale in languages() else FALLBACK
    return Wording(spoken, zone, discreet, shipped() if library is None else library)


@cache
def languages() -> tuple[str, ...]:
    """The languages the portal speaks, the fallback first."""
    found = sorted(
        entry.name.removesuffix(".ftl")
        for entry in files("conversations").joinpath("locales").iterdir()
        if entry.name.endswith(".ftl")
    )
    return (FALLBACK, *(each for each in found if each != FALLBACK))


def begun(said: str, args: Mapping[str, Argument | date]) -> str:
    """A sentence that begins with the stand-in for a name, written as one that begins."""
    for name in STANDS_IN:
        stand_in = args.get(name)
        if isinstance(stand_in, str) and stand_in in said:
            begins = re.compile(rf"(?:^|(?<=[.?] )){re.escape(stand_in)}(?!\w)")
            said = begins.sub(stand_in[:1].upper() + stand_in[1:], said)
    return said


def guessed(tags: tuple[str | None, ...]) -> str:
    """The first of these language tags that the portal speaks, else the fallback."""
    for tag in tags:
        language = (tag or "").replace("_", "-").partition("-")[0].lower()
        if language in languages():
            return language
    return FALLBACK


def _sentence(locale: str, key: str, told: dict[str, str | int | float]) -> str:
    bundle = _bundle(locale)
    name, _, variant = key.partition(".")
    if not bundle.has_message(name):
        raise MissingWording(f"no wording for {key!r} in {locale}")
    message = bundle.get_message(name)
    pattern = message.attributes[variant] if variant else message.value
    if pattern is None:
        raise MissingWording(f"no wording for {key!r} in {locale}")
    sentence, errors = bundle.format_pattern(pattern, told)
    if errors:
        raise MissingWording(f"{key!r} in {locale}: {errors[0]}")
    return str(sentence)


@lru_cache(maxsize=4096)
def _kept_sentence(locale: str, key: str, told: tuple[tuple[str, str | int | float], ...]) -> str:
    return _sentence(locale, key, dict(told))


@cache
def _resource(locale: str) -> Resource:
    text = files("conversations").joinpath("locales", f"{locale}.ftl").read_text("utf-8")
    return FluentResource(text)


@cache
def _filled_with(locale: str) -> dict[str, tuple[str, ...]]:
    """By key, what each sentence is filled in with; one that quotes another is left out."""
    found = {}
    for entry in _resource(locale).body:
        if isinstance(entry, Message):
            for key, pattern in _patterns(entry):
                names = _Names()
                names.visit(pattern)
                if not names.quotes:
                    found[key] = tuple(sorted(names.found))
    return found


def _patterns(entry: Message) -> Iterator[tuple[str, Pattern]]:
    """A sentence and its variants, each under the key that asks for it."""
    if entry.value is not None:
        yield entry.id.name, entry.value
    for each in entry.attributes:
        if each.value is not None:
            yield f"{entry.id.name}.{each.id.name}", each.value


@cache
def _variants(locale: str) -> frozenset[str]:
    """The keys of all variants there are."""
    body = _resource(locale).body
    return frozenset(
        key
        for entry in body
        if isinstance(entry, Message)
        for key, _ in _patterns(entry)
        if "." in key
    )


class _Names(Visitor):
    """The names that stand in one sentence."""

    def __init__(self) -> None:
        self.found: set[str] = set()
        self.quotes = False

    def visit_VariableReference(self, node: VariableReference) -> None:  # noqa: N802
        self.found.add(node.id.name)

    def visit_MessageReference(self, _: MessageReference) -> None:  # noqa: N802
        self.quotes = True

    def visit_TermReference(self, _: TermReference) -> None:  # noqa: N802
        self.quotes = True


@cache
def _bundle(locale: str) -> FluentBundle:
    # Marks around what is filled in would show as boxes in some chats.
    bundle = FluentBundle([locale], use_isolating=False)
    bundle.add_resource(_resource(locale))
    return bundle
