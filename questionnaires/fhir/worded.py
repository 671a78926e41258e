"""The words of a FHIR file, in every language in which it has them all."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from questionnaires.fhir.documents import Node
from questionnaires.fhir.names import WORDS
from questionnaires.fhir.own import table_in
from questionnaires.fhir.questions import Asked
from questionnaires.fhir.report import Report
from questionnaires.fhir.sorting import Kept
from questionnaires.fhir.texts import OWN, Texts, texts
from questionnaires.instrument import Instrument, ScoreKind
from questionnaires.library import shipped
from questionnaires.sheet import Sheet, SheetDoesNotFit
from questionnaires.wording import (
    NOT_REVIEWED,
    InstrumentWording,
    ItemWording,
    Provenance,
    read_provenance,
)


def language_of(
    questionnaire: Node, kept: Sequence[Kept], decided: str | None, known: Instrument | None
) -> str | None:
    """The language of the file: as a person or the file says, or as its choices show.

    They show it where they are, word by word, those of a wording of ours, and of one alone.
    """
    said = decided or questionnaire.text("language")
    if said or known is None:
        return said or None
    found = [
        language
        for language in sorted(shipped().languages(known.code))
        if (ours := shipped().wording(known.code, known.version, language)) is not None
        and any(_labels(each) == tuple(ours.items[0].choices.values()) for each in kept)
    ]
    return found[0] if len(found) == 1 else None


def wordings(
    questionnaire: Node,
    instrument: Instrument,
    kept: Sequence[Kept],
    asked: Asked,
    own: str | None,
    provenance: Provenance,
    report: Report,
) -> tuple[InstrumentWording, ...]:
    """The complete wordings of a file for an instrument whose items are these, in order."""
    spoken = {language for each in kept for language in each.question.said}
    if own is None and OWN in spoken:
        why = "The file names no language, so its words cannot be offered to anybody."
        report.decide("language", "language", why)
    found: list[InstrumentWording] = []
    facts = table_in(questionnaire, WORDS) or {}
    for language in sorted(spoken, key=lambda each: (each != OWN, each)):
        name = own if language == OWN else language
        if name is None or any(each.language == name for each in found):
            continue
        keys = (language, name)
        items = tuple(_item(each, keys) for each in kept)
        missing = sum(each is None for each in items)
        if missing:
            why = f"{missing} of {len(items)} questions lack words in {name}."
            report.left("incomplete", name, f"No wording in {name}: {why}")
            continue
        made = InstrumentWording(
            code=instrument.code,
            version=instrument.version,
            language=name,
            title=_title(questionnaire, keys, instrument),
            preamble="\n".join(filter(None, (_said(each, keys) for each in asked.preambles))),
            instruction=_said(asked.instruction, keys),
            items=tuple(each for each in items if each is not None),
            bands={},
            provenance=provenance,
        )
        whole = _with_names(made, facts.get(name), instrument, report)
        if whole is not None:
            report.used("wording", name, f"The words in {name} are complete.")
            found.append(whole)
    return tuple(found)


def file_provenance(source: str, licence: str) -> Provenance:
    """Where the words of somebody else's file are from."""
    return Provenance(source=source, licence=licence, reviewed=NOT_REVIEWED)


def _said(said: Texts, keys: tuple[str, str]) -> str:
    return next((said[key] for key in keys if said.get(key)), "")


def _title(questionnaire: Node, keys: tuple[str, str], instrument: Instrument) -> str:
    titles = texts(questionnaire, "title")
    # A title is a name: where it was not translated, it stands as it is.
    return _said(titles, keys) or titles.get(OWN) or instrument.code


def _labels(kept: Kept) -> tuple[str, ...]:
    return tuple(option.said.get(OWN, "") for option in kept.question.options)


def _item(kept: Kept, keys: tuple[str, str]) -> ItemWording | None:
    """The words of one item, or None where one is missing."""
    question = kept.question
    text = _said(question.said, keys)
    labels = {
        answer: f"{answer}" if option.is_number else _said(option.said, keys)
        for answer, option in zip(kept.weighed.answers, question.options, strict=True)
    }
    ends = None
    if question.ends is not None:
        low, high = (_said(end, keys) for end in question.ends)
        ends = (low, high) if low and high else None
    if not text or not all(labels.values()) or (question.ends is not None and ends is None):
        return None
    return ItemWording(text, dict(sorted(labels.items())), ends)


def _with_names(
    made: InstrumentWording, facts: object, instrument: Instrument, report: Report
) -> InstrumentWording | None:
    """The wording with the names that FHIR has no place for; None where they are missing."""
    names = facts if isinstance(facts, dict) else {}
    bands, subscales, short = (_table(names.get(key)) for key in ("bands", "subscales", "names"))
    ours = shipped().wording(instrument.code, instrument.version, made.language)
    wanted = {band.code for each in instrument.measures for band in each.bands}
    if not bands and ours is not None:
        bands = {code: name for code, name in ours.bands.items() if code in wanted}
    if not subscales and ours is not None:
        subscales = dict(ours.subscales)
    lacking = [
        *_lacking(wanted, bands),
        *_lacking({e.code for e in instrument.subscales}, subscales),
    ]
    alone = instrument.score is ScoreKind.EACH
    if alone:
        lacking += _lacking({item.code for item in instrument.items}, short)
    if lacking:
        why = f"No wording in {made.language}: there are no names for {', '.join(lacking)}."
        report.decide("names", made.language, why)
        return None
    items = tuple(
        replace(words, name=short.get(item.code, ""))
        for item, words in zip(instrument.items, made.items, strict=True)
    )
    provenance = made.provenance
    table = names.get("provenance")
    if isinstance(table, dict):
        try:
            provenance = read_provenance(Sheet(table, "provenance"))
        except SheetDoesNotFit as fault:
            report.left("provenance", made.language, f"It cannot be read: {fault}.")
    return replace(made, items=items, bands=bands, subscales=subscales, provenance=provenance)


def _lacking(wanted: set[str], named: Mapping[str, str]) -> Iterator[str]:
    return (code for code in sorted(wanted) if not named.get(code, "").strip())


def _table(value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        return {}
    return {str(key): text for key, text in value.items() if isinstance(text, str)}
