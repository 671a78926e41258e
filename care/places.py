"""Zones as people name them: by the city they live in or near."""

import unicodedata
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

_REGIONS = (
    "Africa/",
    "America/",
    "Antarctica/",
    "Asia/",
    "Atlantic/",
    "Australia/",
    "Europe/",
    "Indian/",
    "Pacific/",
)


def city_of(zone: str) -> str:
    """The city that names a zone: Europe/Berlin is Berlin, America/New_York is New York."""
    return zone.rpartition("/")[2].replace("_", " ")


def clock_in(zone_now: datetime, zone: str) -> str:
    """What a clock on the wall shows there, as 14:05."""
    return zone_now.astimezone(ZoneInfo(zone)).strftime("%H:%M")


def zones_named(words: str) -> tuple[str, ...]:
    """The zones whose city or full name is, or begins with, these words; accents and case aside."""
    plain = _plain(words)
    if len(plain) < 3:
        return ()
    exact = tuple(zone for zone, names in _named() if plain in names)
    if exact:
        return exact
    return tuple(zone for zone, names in _named() if any(name.startswith(plain) for name in names))


@cache
def _named() -> tuple[tuple[str, tuple[str, str]], ...]:
    zones = sorted(z for z in available_timezones() if z.startswith(_REGIONS))
    return tuple((zone, (_plain(city_of(zone)), _plain(zone))) for zone in zones)


def _plain(words: str) -> str:
    letters = unicodedata.normalize("NFKD", words.strip().casefold().replace("_", " "))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
