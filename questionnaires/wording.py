"""The words of an instrument in one language, and who vouches for them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType

from questionnaires.catalogue import Editions, every_edition
from questionnaires.instrument import Instrument, Item, ScoreKind
from questionnaires.sheet import Sheet, SheetDoesNotFit, open_sheet

NOT_REVIEWED = "no"
"""What a wording says of itself until a native clinician has read it."""


class WordingContradicts(ValueError):
    """A wording's file does not fit its instrument; the message says where."""


@dataclass(frozen=True, slots=True)
class Mend:
    """A fault of the source that we put right, for a clinician to look over."""

    place: str
    found: str
    mended: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a wording is from, under which licence, what we changed, and who has reviewed it."""

    source: str
    licence: str
    reviewed: str
    commit: str = ""
    note: str = ""
    mended: tuple[Mend, ...] = ()

    @property
    def is_reviewed(self) -> bool:
        """Whether a native clinician has read it; `reviewed` then says who and when."""
        return self.reviewed != NOT_REVIEWED


@dataclass(frozen=True, slots=True)
class ItemWording:
    """One question as it is asked, and its choices as they are offered, by value.

    `ends` name the lowest and the highest choice where the choices are bare numbers; `name` is
    the short name of an item that is a measure by itself.
    """

    text: str
    choices: Mapping[int, str]
    ends: tuple[str, str] | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class InstrumentWording:
    """Everything a client reads of one version of an instrument in one language.

    The `preamble` stands above every question, the `instruction` once, before the first.
    """

    code: str
    version: str
    language: str
    title: str
    preamble: str
    items: tuple[ItemWording, ...]
    bands: Mapping[str, str]
    provenance: Provenance
    subscales: Mapping[str, str] = field(default_factory=dict)
    """What each subscale is called, by its code."""
    instruction: str = ""

    def item(self, number: int) -> ItemWording:
        """The words of the item with this number, counted from 1."""
        if not 1 <= number <= len(self.items):
            raise LookupError(f"{self.code} has items 1 to {len(self.items)}, not {number}")
        return self.items[number - 1]


Shelf = Mapping[tuple[str, str, str], InstrumentWording]
"""Complete wordings by code, version and language."""


def load_shelf(folder: Traversable, editions: Editions) -> Shelf:
    """The complete wordings of a folder that holds a folder of TOML files for each language."""
    found: dict[tuple[str, str, str], InstrumentWording] = {}
    for language in sorted(folder.iterdir(), key=lambda each: each.name):
        if not language.is_dir():
            continue
        for file in sorted(language.iterdir(), key=lambda each: each.name):
            if not file.name.endswith(".toml"):
                continue
            place = f"{language.name}/{file.name}"
            text = file.read_text(encoding="utf-8")
            for each in load_wording(text, place, language.name, editions):
                key = (each.code, each.version, each.language)
                if key in found:
                    raise WordingContradicts(f"{place}: versions: {each.version!r} exists already")
                found[key] = each
    return MappingProxyType(found)


def load_wording(
    text: str, place: str, language: str, editions: Editions
) -> tuple[InstrumentWording, ...]:
    """The wordings in one file, one for each version that it fits and is complete for."""
    try:
        return _read(open_sheet(text, place), language, editions)
    except SheetDoesNotFit as fault:
        raise WordingContradicts(str(fault)) from fault


@cache
def every_wording() -> Shelf:
    """Every complete wording that comes with the portal."""
    return load_shelf(files("questionnaires") / "wording", every_edition())


def gaps(instrument: Instrument, table: Mapping[str, object]) -> tuple[str, ...]:
    """The places of a wording's table that are empty or missing, so that it is not complete."""
    sheet = Sheet(table, "")
    title = sheet.text("title", "")
    usual = sheet.texts("choices") if sheet.has("choices") else None
    items = tuple(_item(row, usual) for row in sheet.rows("items"))
    bands, subscales = sheet.named_texts("bands"), sheet.named_texts("subscales")
    return tuple(_gaps(instrument, title, items, bands, subscales))


def read_wording(
    table: Mapping[str, object], place: str, language: str, editions: Editions
) -> tuple[InstrumentWording, ...]:
    """The wordings in one table, as `load_wording` reads them from a text."""
    try:
        return _read(Sheet(table, place), language, editions)
    except SheetDoesNotFit as fault:
        raise WordingContradicts(str(fault)) from fault


def _read(sheet: Sheet, language: str, editions: Editions) -> tuple[InstrumentWording, ...]:
    code = sheet.text("code")
    versions = sheet.texts("versions")
    for version in versions:
        if version not in editions.get(code, {}):
            raise sheet.refusal("versions", f"there is no {code} in version {version}")
    title = sheet.text("title")
    preamble, instruction = sheet.text("preamble", ""), sheet.text("instruction", "")
    usual = sheet.texts("choices") if sheet.has("choices") else None
    items = tuple(_item(row, usual) for row in sheet.rows("items"))
    bands = sheet.named_texts("bands")
    subscales = sheet.named_texts("subscales")
    provenance = read_provenance(sheet.table("provenance"))
    sheet.finish()
    wordings = []
    for version in versions:
        instrument = editions[code][version]
        _refuse_surplus(sheet, instrument, items, bands, subscales)
        if _complete(instrument, title, items, bands, subscales):
            worded = tuple(
                ItemWording(each.text, _labels(item, each), each.ends, each.name)
                for item, each in zip(instrument.items, items, strict=True)
            )
            wordings.append(
                InstrumentWording(
                    code,
                    version,
                    language,
                    title,
                    preamble,
                    worded,
                    bands,
                    provenance,
                    subscales,
                    instruction,
                )
            )
    return tuple(wordings)


@dataclass(frozen=True, slots=True)
class _Asked:
    """An item of the file, before its labels have met the instrument's choices."""

    text: str
    labels: tuple[str, ...] | None
    ends: tuple[str, str] | None
    name: str


def _item(row: Sheet | str, usual: tuple[str, ...] | None) -> _Asked:
    if isinstance(row, str):
        return _Asked(row, usual, None, "")
    text, name = row.text("text"), row.text("name", "")
    ends = None
    labels = usual
    if row.has("ends"):
        named = row.texts("ends")
        if len(named) != 2 or row.has("choices"):
            raise row.refusal("ends", "are two names, and stand in place of choices")
        ends, labels = (named[0], named[1]), None
    elif row.has("choices"):
        labels = row.texts("choices")
    row.finish()
    return _Asked(text, labels, ends, name)


def _labels(item: Item, asked: _Asked) -> Mapping[int, str]:
    if asked.labels is None:
        return {choice: str(choice) for choice in item.choices}
    return dict(zip(item.choices, asked.labels, strict=True))


def _refuse_surplus(
    sheet: Sheet,
    instrument: Instrument,
    items: tuple[_Asked, ...],
    bands: Mapping[str, str],
    subscales: Mapping[str, str],
) -> None:
    """Too few words make a wording incomplete; too many belong to another instrument."""
    if len(items) > len(instrument.items):
        raise sheet.refusal("items", f"{len(items)} texts for {len(instrument.items)} items")
    for number, (item, asked) in enumerate(zip(instrument.items, items, strict=False), start=1):
        if asked.labels is not None and len(asked.labels) > len(item.choices):
            why = f"{len(asked.labels)} labels for {len(item.choices)} choices"
            raise sheet.refusal(f"items[{number}]", why)
    for code in bands:
        if code not in _bands_of(instrument):
            raise sheet.refusal("bands", f"there is no band {code!r}")
    for code in subscales:
        if code not in {each.code for each in instrument.subscales}:
            raise sheet.refusal("subscales", f"there is no subscale {code!r}")


def _bands_of(instrument: Instrument) -> tuple[str, ...]:
    """The codes of all bands, of the total and of the subscales, each once."""
    return tuple(dict.fromkeys(band.code for each in instrument.measures for band in each.bands))


def _complete(
    instrument: Instrument,
    title: str,
    items: tuple[_Asked, ...],
    bands: Mapping[str, str],
    subscales: Mapping[str, str],
) -> bool:
    return not any(_gaps(instrument, title, items, bands, subscales))


def _gaps(
    instrument: Instrument,
    title: str,
    items: tuple[_Asked, ...],
    bands: Mapping[str, str],
    subscales: Mapping[str, str],
) -> Iterator[str]:
    """Every place at which a word is missing."""
    if not title.strip():
        yield "title"
    for code in _bands_of(instrument):
        if not bands.get(code, "").strip():
            yield f"bands.{code}"
    for each in instrument.subscales:
        if not subscales.get(each.code, "").strip():
            yield f"subscales.{each.code}"
    for number, item in enumerate(instrument.items, start=1):
        place = f"items[{number}]"
        if number > len(items):
            yield place
            continue
        asked = items[number - 1]
        if not asked.text.strip():
            yield f"{place}.text"
        if instrument.score is ScoreKind.EACH and not asked.name.strip():
            yield f"{place}.name"
        labels = asked.ends if asked.ends is not None else asked.labels
        wanted = 2 if asked.ends is not None else len(item.choices)
        if labels is None or len(labels) < wanted or not all(each.strip() for each in labels):
            yield f"{place}.choices"


def read_provenance(sheet: Sheet) -> Provenance:
    """Where a wording is from, out of its table."""
    provenance = Provenance(
        source=sheet.text("source"),
        licence=sheet.text("licence"),
        reviewed=sheet.text("reviewed"),
        commit=sheet.text("commit", ""),
        note=sheet.text("note", ""),
        mended=tuple(_mend(row, sheet) for row in sheet.rows("mended")),
    )
    for key in ("source", "licence", "reviewed"):
        if not getattr(provenance, key).strip():
            raise sheet.refusal(key, "is empty")
    sheet.finish()
    return provenance


def _mend(row: Sheet | str, sheet: Sheet) -> Mend:
    if isinstance(row, str):
        raise sheet.refusal("mended", f"wants tables, not {row!r}")
    mend = Mend(row.text("place"), row.text("found"), row.text("mended"))
    row.finish()
    return mend
