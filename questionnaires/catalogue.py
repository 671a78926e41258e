"""The instruments that come with the portal, by code and version."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType

from questionnaires.instrument import Instrument, ScoreKind
from questionnaires.loading import InstrumentContradicts, load_instrument

Editions = Mapping[str, Mapping[str, Instrument]]
"""Instruments by code, then by version, oldest version first."""


PULSE = "pulse"
"""The daily check-in that everybody is asked."""


class UnknownInstrument(LookupError):
    """No instrument of this code, or none in this version."""


def catalogue() -> Mapping[str, Instrument]:
    """The newest version of every instrument, by code."""
    return _newest()


def instrument(code: str, version: str | None = None) -> Instrument:
    """One instrument that ships, newest version unless said otherwise."""
    return edition(every_edition(), code, version)


def edition(editions: Editions, code: str, version: str | None = None) -> Instrument:
    """One of these, newest version unless said otherwise: a talk keeps the one it began with."""
    of_code = editions.get(code, {})
    wanted = newest_version(editions, code) if version is None else version
    if wanted is None or wanted not in of_code:
        raise UnknownInstrument(code if version is None else f"{code} in version {version}")
    return of_code[wanted]


def newest_version(editions: Editions, code: str) -> str | None:
    """The version that a new check-in uses, or None for an unknown code."""
    return next(reversed(tuple(editions.get(code, {}))), None)


@cache
def daily_items() -> tuple[str, ...]:
    """The codes of all items that are asked every day, those of the pulse first."""
    asked = [each for each in catalogue().values() if each.score is ScoreKind.EACH]
    asked.sort(key=lambda each: each.code != PULSE)
    return tuple(item.code for each in asked for item in each.items)


def daily_item(code: str) -> tuple[Instrument, int]:
    """The instrument that asks for a daily item, and the item's number in it."""
    for each in catalogue().values():
        if each.score is ScoreKind.EACH:
            for number, item in enumerate(each.items, start=1):
                if item.code == code:
                    return each, number
    raise UnknownInstrument(code)


@cache
def every_edition() -> Editions:
    """Every version of every instrument that comes with the portal."""
    return load_editions(files("questionnaires") / "catalogue")


def load_editions(folder: Traversable) -> Editions:
    """The instruments of a folder; a file is named `<code>.toml` or `<code>-<version>.toml`."""
    found: dict[str, dict[str, Instrument]] = {}
    for file in sorted(folder.iterdir(), key=lambda each: each.name):
        if not file.name.endswith(".toml"):
            continue
        loaded = load_instrument(file.read_text(encoding="utf-8"), file.name)
        if file.name not in {f"{loaded.code}.toml", f"{loaded.code}-{loaded.version}.toml"}:
            raise InstrumentContradicts(f"{file.name}: code: {loaded.code!r} is not its name")
        editions = found.setdefault(loaded.code, {})
        if loaded.version in editions:
            raise InstrumentContradicts(f"{file.name}: version: {loaded.version!r} exists already")
        editions[loaded.version] = loaded
    return MappingProxyType(
        {
            code: MappingProxyType(dict(sorted(editions.items(), key=lambda pair: age(pair[0]))))
            for code, editions in sorted(found.items())
        }
    )


@cache
def _newest() -> Mapping[str, Instrument]:
    return MappingProxyType({code: instrument(code) for code in every_edition()})


def age(version: str) -> tuple[int, ...]:
    """What versions are ordered by, the oldest first."""
    return tuple(int(part) for part in version.split("."))
