"""A scale as a practice describes it: one TOML file with the instrument and its words.

The file has the instrument's keys at the top and a table `[wording.<language>]` for each language.
A file with `code` and `version` alone at the top brings words for a scale that is there already.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

from questionnaires.catalogue import UnknownInstrument
from questionnaires.contradictions import contradictions
from questionnaires.describing import Table, described, described_wording
from questionnaires.fhir.deciding import UNDECIDED, Decisions
from questionnaires.fhir.reading import read_questionnaire
from questionnaires.fhir.report import Outcome, Reported
from questionnaires.instrument import Instrument, ScoreKind
from questionnaires.library import Library
from questionnaires.loading import read_instrument
from questionnaires.sheet import Sheet, SheetDoesNotFit
from questionnaires.wording import (
    NOT_REVIEWED,
    InstrumentWording,
    WordingContradicts,
    gaps,
    read_wording,
)

WORDING = "wording"

WORDS_ALONE = frozenset({"code", "version", WORDING})
"""The keys of a file that brings only words."""


class ScaleContradicts(ValueError):
    """A practice's file cannot be taken as it is; the message says where, and what is wrong."""


@dataclass(frozen=True, slots=True)
class Scale:
    """What a practice's file says: a scale with its words, or words for one that is there."""

    instrument: Instrument
    wordings: tuple[InstrumentWording, ...]
    missing: tuple[str, ...] = ()
    """What keeps a language from being offered, as "es: items[3]"."""
    brings_instrument: bool = True


@dataclass(frozen=True, slots=True)
class FhirFile:
    """A FHIR questionnaire as it was given, and what a person has decided about it."""

    text: str
    place: str
    value_sets: tuple[str, ...] = ()
    decided: Decisions = UNDECIDED
    overlay: str = ""
    """TOML whose keys stand in place of what the file says."""
    overlay_place: str = "overlay"


@dataclass(frozen=True, slots=True)
class FhirScale:
    """What a FHIR questionnaire says; the report tells what was used and what must be decided."""

    scale: Scale | None
    report: tuple[Reported, ...]

    @property
    def open(self) -> tuple[Reported, ...]:
        """What a person must decide."""
        return tuple(each for each in self.report if each.outcome is Outcome.DECIDE)


def example() -> str:
    """A commented file that can be imported as it is."""
    return (files("questionnaires") / "example.toml").read_text(encoding="utf-8")


def read_scale(text: str, place: str, known: Library) -> Scale:
    """What this TOML text describes; `place` is how complaints name it."""
    return scale_of(_table(text, place), place, known)


def read_fhir_scale(given: FhirFile, known: Library) -> FhirScale:
    """What a FHIR questionnaire describes, with what a person has decided about it.

    There is no scale where no score can be computed for certain; the report says why.
    """
    found = read_questionnaire(given.text, given.place, given.value_sets, given.decided)
    if found.instrument is None:
        return FhirScale(None, found.report)
    instrument, words = found.instrument, found.wordings
    table: Table = {WORDING: {each.language: _words_alone(each) for each in words}}
    ours = known.editions.get(instrument.code, {}).get(instrument.version)
    if ours == instrument:
        table |= {"code": instrument.code, "version": instrument.version}
    else:
        table |= described(instrument)
    laid_over = _laid_over(table, _table(given.overlay, given.overlay_place))
    return FhirScale(scale_of(laid_over, given.place, known), found.report)


def _words_alone(words: InstrumentWording) -> Table:
    """A wording that belongs to whatever code and version the file it stands in has."""
    table = described_wording(words)
    return {key: value for key, value in table.items() if key not in ("code", "versions")}


def _laid_over(below: Table, above: Table) -> Table:
    """Both tables, the upper one where both say something; languages are laid over one by one."""
    languages: dict[str, Table] = {}
    for table in (below, above):
        held = table.get(WORDING, {})
        if isinstance(held, dict):
            for language, words in held.items():
                languages[language] = {**languages.get(language, {}), **words}
    return {**below, **above, WORDING: languages}


def _table(text: str, place: str) -> Table:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise ScaleContradicts(f"{place}: not TOML: {fault}") from fault


def scale_of(given: Table, place: str, known: Library) -> Scale:
    """What the tables of a file say."""
    table = dict(given)
    languages = table.pop(WORDING, {})
    if not isinstance(languages, dict) or not all(isinstance(e, dict) for e in languages.values()):
        raise ScaleContradicts(f"{place}: wording: wants a table for each language")
    brings_instrument = not table.keys() <= WORDS_ALONE
    try:
        instrument = _instrument(table, place, known, brings_instrument=brings_instrument)
        wordings, missing = _wordings(languages, place, instrument)
    except (SheetDoesNotFit, WordingContradicts) as fault:
        raise ScaleContradicts(str(fault)) from fault
    return Scale(instrument, wordings, missing, brings_instrument)


def check(instrument: Instrument, place: str, known: Library) -> None:
    """Refuses what a practice's own scale cannot be."""
    found = contradictions(instrument)
    if found:
        raise ScaleContradicts("\n".join(f"{place}: {each}" for each in found))
    if instrument.code in known.editions and instrument.code not in known.own:
        raise ScaleContradicts(
            f"{place}: code: {instrument.code!r} comes with the portal, and a scale of your own "
            f"needs another one. Of a FHIR file, --as {instrument.code} says that it is that "
            "instrument, and --code gives it another code"
        )
    if instrument.score is ScoreKind.EACH:
        raise ScaleContradicts(
            f"{place}: score: a scale of your own has a score: sum, mean or subscales. Items that "
            "stand by themselves belong to the daily check-in"
        )


def _instrument(
    table: Mapping[str, object], place: str, known: Library, *, brings_instrument: bool
) -> Instrument:
    sheet = Sheet(table, place)
    if brings_instrument:
        instrument = read_instrument(sheet)
        check(instrument, place, known)
        return instrument
    code = sheet.text("code")
    if code not in known.editions:
        raise ScaleContradicts(
            f"{place}: there is no scale {code}; a new one needs items, score and the rest, as in: "
            "portal instrument template"
        )
    version = sheet.text("version", known.newest_version(code) or "")
    try:
        return known.instrument(code, version)
    except UnknownInstrument as fault:
        raise ScaleContradicts(
            f"{place}: there is no {fault}; a new version needs items, score and the rest, as in: "
            "portal instrument template"
        ) from fault


def _wordings(
    languages: Mapping[str, object], place: str, instrument: Instrument
) -> tuple[tuple[InstrumentWording, ...], tuple[str, ...]]:
    editions = {instrument.code: {instrument.version: instrument}}
    found: list[InstrumentWording] = []
    missing: list[str] = []
    for language, given in languages.items():
        table = dict(given) if isinstance(given, dict) else {}
        where = f"{place}: wording.{language}"
        if not (language.isascii() and language.isalpha() and language.islower()):
            raise ScaleContradicts(f"{where}: a language is written as en or es")
        table.setdefault("code", instrument.code)
        table.setdefault("versions", [instrument.version])
        # Whoever wrote the scale wrote its words, unless the file says otherwise.
        credit = {"source": instrument.source, "licence": instrument.licence}
        given_credit = table.get("provenance", {})
        if isinstance(given_credit, dict):
            table["provenance"] = {**credit, "reviewed": NOT_REVIEWED, **given_credit}
        found += read_wording(table, where, language, editions)
        missing += [f"{language}: {each}" for each in gaps(instrument, table)]
    return tuple(found), tuple(missing)
