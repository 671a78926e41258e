"""Faults in our own files of instruments and wordings, beyond what the loader refuses."""

import tomllib
from collections.abc import Iterator
from itertools import pairwise

from questionnaires import lint_words
from questionnaires.catalogue import catalogue, every_edition
from questionnaires.fhir.recognising import functional_codes
from questionnaires.findings import Finding, Severity
from questionnaires.instrument import Instrument, ScoreKind
from questionnaires.library import shipped
from questionnaires.loading import InstrumentContradicts, load_instrument
from questionnaires.own import WORDING, ScaleContradicts, read_scale
from questionnaires.verified import verified
from questionnaires.wording import (
    InstrumentWording,
    WordingContradicts,
    load_wording,
)

_MEND = "Mend the file; the place names the line."


def lint_toml(text: str, place: str) -> Iterator[Finding]:
    """Every finding in a file of ours: an instrument, or a wording, which names its versions."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        yield _error("unreadable", place, f"It is not TOML: {fault}.", _MEND)
        return
    if "versions" in table:
        yield from _wording_file(text, place)
    elif WORDING in table:
        yield from _own_scale(text, place)
    else:
        yield from _instrument_file(text, place)


def _instrument_file(text: str, place: str) -> Iterator[Finding]:
    try:
        instrument = load_instrument(text, place)
    except InstrumentContradicts as fault:
        for line in str(fault).splitlines():
            where, _, why = line.removeprefix(f"{place}: ").partition(": ")
            what = "licence" if where == "licence" else "contradicts"
            said = f"It is no instrument as it stands: {': '.join(filter(None, (where, why)))}."
            yield _error(what, f"{place}: {where}", said, _MEND)
        return
    yield from lint_instrument(instrument, place)
    if not shipped().languages(instrument.code):
        yield Finding(
            Severity.NOTE,
            "no-wording",
            place,
            f"There are no words for {instrument.code} yet, so it cannot be offered.",
            "Bring a file with its words.",
        )


def _own_scale(text: str, place: str) -> Iterator[Finding]:
    """A practice's file, with the instrument and its words in one."""
    try:
        scale = read_scale(text, place, shipped())
    except ScaleContradicts as fault:
        for line in str(fault).splitlines():
            where, _, why = line.removeprefix(f"{place}: ").partition(": ")
            why = f"It does not fit: {why or where}."
            yield _error("contradicts", f"{place}: {where}", why, _MEND)
        return
    if scale.brings_instrument:
        yield from lint_instrument(scale.instrument, place)
    for each in scale.missing:
        yield Finding(
            Severity.WARNING,
            "missing-translation",
            f"{place}: {each}",
            "Words are missing, so that the scale is not offered in this language.",
            "Fill in every title, question, choice and name of a band.",
        )
    for words in scale.wordings:
        yield from _words(words, place)


def lint_instrument(instrument: Instrument, place: str) -> Iterator[Finding]:
    """Every finding in an instrument that does not contradict itself."""
    yield from _codes(instrument, place)
    yield from _safety(instrument, place)
    backwards = [n for n in instrument.scored if instrument.item(n).reversed]
    if backwards and len(backwards) == len(instrument.scored):
        why = "Every item is reversed, so that the score runs the other way than its answers."
        yield Finding(
            Severity.WARNING,
            "reversed",
            place,
            why,
            "Turn `higher_is` round instead, and mark no item as reversed.",
        )
    elif backwards:
        named = ", ".join(map(str, backwards))
        yield Finding(
            Severity.NOTE,
            "reversed",
            place,
            f"Reversed: item {named}.",
            "Compare them with the published key: one too many turns a score round.",
        )
    for number, item in enumerate(instrument.items, start=1):
        if any(after - here > 1 for here, after in pairwise(item.choices)):
            yield Finding(
                Severity.WARNING,
                "gap",
                f"{place}: items[{number}]",
                f"The choices {', '.join(map(str, item.choices))} leave numbers out.",
                "Check whether a choice is missing.",
            )
    if instrument.score is not ScoreKind.EACH and not any(
        each.bands for each in instrument.measures
    ):
        yield Finding(
            Severity.NOTE,
            "no-bands",
            place,
            "No range of scores has a name.",
            "Give bands with their source, if the scale has any.",
        )


def _codes(instrument: Instrument, place: str) -> Iterator[Finding]:
    loinc = instrument.loinc
    if loinc is None:
        return
    codes = [(f"items[{n}]", each.loinc) for n, each in enumerate(instrument.items, start=1)]
    codes += [("loinc.panel", loinc.panel), ("loinc.total", loinc.total)]
    codes += [("loinc.answers", each) for each in loinc.answers]
    for where, code in codes:
        if code is not None and code not in verified():
            yield unknown_code(code, f"{place}: {where}")


def _safety(instrument: Instrument, place: str) -> Iterator[Finding]:
    functional, critical = functional_codes(catalogue()), critical_codes()
    for number, item in enumerate(instrument.items, start=1):
        where = f"{place}: items[{number}]"
        if item.loinc in functional and not item.functional:
            yield _error(
                "functional-summed",
                where,
                "It asks what the rest means for everyday life, and is summed.",
                "Write `functional = true` for it.",
            )
        at_least = critical.get(item.loinc or "")
        if at_least is not None and not instrument.is_critical(number, at_least):
            yield _error(
                "no-critical-item",
                where,
                "A single answer to it asks for action, and the file does not say so.",
                f"Add [[critical]] with item = {number} and at_least = {at_least}.",
            )


def critical_codes() -> dict[str, int]:
    """The LOINC codes of critical questions, with the answer from which they are critical."""
    return {
        code: each.at_least
        for ours in catalogue().values()
        for each in ours.critical
        for code in [ours.item(each.item).loinc]
        if code is not None
    }


def unknown_code(code: str, place: str) -> Finding:
    """A LOINC code that nobody has checked."""
    return Finding(
        Severity.WARNING,
        "unknown-loinc",
        place,
        f"The LOINC code {code[:40]} is none that was checked.",
        "Look it up at loinc.org; a code that is not certain is worse than none.",
    )


def _wording_file(text: str, place: str) -> Iterator[Finding]:
    try:
        found = load_wording(text, place, "und", every_edition())
    except WordingContradicts as fault:
        where, _, why = str(fault).removeprefix(f"{place}: ").partition(": ")
        yield _error("contradicts", f"{place}: {where}", f"It does not fit: {why or where}.", _MEND)
        return
    if not found:
        yield Finding(
            Severity.WARNING,
            "missing-translation",
            place,
            "Words are missing, so that the instrument is not offered in this language.",
            "Fill in every title, question, choice and name of a band.",
        )
    for words in found:
        yield from _words(words, place)


def _words(words: InstrumentWording, place: str) -> Iterator[Finding]:
    for number, item in enumerate(words.items, start=1):
        where = f"{place}: items[{number}]"
        yield from lint_words.texts(item.text, where)
        for label in item.choices.values():
            yield from lint_words.anchors(label, where)
    if not words.provenance.is_reviewed:
        yield Finding(
            Severity.NOTE,
            "not-reviewed",
            place,
            "No native clinician has reviewed these words.",
            "Have it read, and write in `reviewed` who and when.",
        )


def _error(what: str, place: str, sentence: str, advice: str) -> Finding:
    return Finding(Severity.ERROR, what, place, sentence, advice)
