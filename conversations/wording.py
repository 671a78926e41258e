"""Sentences by key and language, from the Fluent files in `locales/`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from fluent.runtime import FluentBundle, FluentResource

from conversations.contents import Argument

FALLBACK = "en"


class MissingWording(LookupError):
    """A key without a sentence in the language it was asked in."""


@dataclass(frozen=True, slots=True)
class Wording:
    """Sentences in one language; instants are told in one zone."""

    locale: str
    zone: str = "UTC"

    def say(self, key: str, args: Mapping[str, Argument | date] | None = None) -> str:
        """The sentence of this key, filled in; MissingWording when there is none."""
        bundle = _bundle(self.locale)
        if not bundle.has_message(key):
            raise MissingWording(f"no wording for {key!r} in {self.locale}")
        message = bundle.get_message(key)
        if message.value is None:
            raise MissingWording(f"no wording for {key!r} in {self.locale}")
        told = {name: self._told(value) for name, value in (args or {}).items()}
        sentence, errors = bundle.format_pattern(message.value, told)
        if errors:
            raise MissingWording(f"{key!r} in {self.locale}: {errors[0]}")
        return str(sentence)

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

    def clock(self, at: datetime) -> str:
        """A time of day in the reader's zone, as 14:02:20."""
        return format_datetime(at.astimezone(ZoneInfo(self.zone)), "HH:mm:ss", locale=self.region)

    def _told(self, value: Argument | date) -> str | int:
        match value:
            case datetime():
                return self.instant(value)
            case date():
                return self.day(value)
            case _:
                return value


def wording(locale: str, zone: str = "UTC") -> Wording:
    """The wording of a language, or of the fallback when the portal does not speak it."""
    return Wording(locale if locale in languages() else FALLBACK, zone)


@cache
def languages() -> tuple[str, ...]:
    """The languages the portal speaks, the fallback first."""
    found = sorted(
        entry.name.removesuffix(".ftl")
        for entry in files("conversations").joinpath("locales").iterdir()
        if entry.name.endswith(".ftl")
    )
    return (FALLBACK, *(each for each in found if each != FALLBACK))


def guessed(tags: tuple[str | None, ...]) -> str:
    """The first of these language tags that the portal speaks, else the fallback."""
    for tag in tags:
        language = (tag or "").replace("_", "-").partition("-")[0].lower()
        if language in languages():
            return language
    return FALLBACK


@cache
def _bundle(locale: str) -> FluentBundle:
    text = files("conversations").joinpath("locales", f"{locale}.ftl").read_text("utf-8")
    # Marks around what is filled in would show as boxes in some chats.
    bundle = FluentBundle([locale], use_isolating=False)
    bundle.add_resource(FluentResource(text))
    return bundle
