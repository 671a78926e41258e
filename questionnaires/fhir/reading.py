"""A FHIR Questionnaire as an instrument of ours, with a plain report; never a guessed score.

What the file does not say is decided by a person (`Decisions`) or stays undecided, and then there
is no instrument. Bands, cut-offs, reliable change and critical items of our catalogue are taken
only where a person says that this is the same instrument.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from questionnaires.catalogue import catalogue
from questionnaires.fhir.building import NO_LICENCE, Named, answer_code, build
from questionnaires.fhir.choices import Option, is_loinc, terminology
from questionnaires.fhir.deciding import UNDECIDED, Decisions
from questionnaires.fhir.documents import FileNotRead, Node, find_one, open_document
from questionnaires.fhir.links import Link
from questionnaires.fhir.names import LOINC_REST, SHEET
from questionnaires.fhir.own import table_in
from questionnaires.fhir.questions import Asked, read_items
from questionnaires.fhir.recognising import (
    Seen,
    differences,
    functional_codes,
    item_codes,
    other_choices,
    recognised,
    total_codes,
)
from questionnaires.fhir.report import Outcome, Report, Reported
from questionnaires.fhir.sorting import Codes, Kept, Sorted, sort
from questionnaires.fhir.worded import file_provenance, language_of, wordings
from questionnaires.instrument import Instrument, ScoreKind
from questionnaires.wording import InstrumentWording

_VERSION = re.compile(r"\d{1,4}(\.\d{1,4}){0,2}")


@dataclass(frozen=True, slots=True)
class Read:
    """What a file gave: an instrument or none, its words by language, and what became of all."""

    instrument: Instrument | None
    wordings: tuple[InstrumentWording, ...]
    report: tuple[Reported, ...]
    known: str | None = None
    """The code of the instrument of our catalogue that this seems to be."""

    links: tuple[Link, ...] = ()
    totals: tuple[str, ...] = ()
    """The linkIds under which a response holds its total."""

    @property
    def undecided(self) -> tuple[Reported, ...]:
        """What a person must decide before, or although, the instrument is used."""
        return tuple(each for each in self.report if each.outcome is Outcome.DECIDE)


def read_questionnaire(
    text: str, place: str, value_sets: Sequence[str] = (), decided: Decisions = UNDECIDED
) -> Read:
    """The instrument in this FHIR file; raises `FileNotRead` for what is no questionnaire.

    `place` is how the file is named to a person; `value_sets` are the texts of ValueSet and
    CodeSystem files that it points at.
    """
    document = open_document(text, place)
    questionnaire = find_one(document, "Questionnaire")
    ours = catalogue()
    if decided.same_as is not None and decided.same_as not in ours:
        raise FileNotRead(f"{place}: there is no instrument {decided.same_as!r} to compare with.")
    report = Report()
    asked = read_items(questionnaire, terminology(document, value_sets), report)
    named = ours.get(decided.same_as) if decided.same_as is not None else None
    found = sort(asked.questions, _codes(ours, named), report)
    known = named or recognised(
        ours,
        _panels(questionnaire),
        [each.loinc for each in found.kept if not each.functional],
        [questionnaire.text("title"), questionnaire.text("name")],
    )
    if named is not None:
        return _same(named, questionnaire, asked, found, decided, report)
    if known is not None and table_in(questionnaire, SHEET) is None:
        _compare(known, found, report)
    alone = ScoreKind.EACH in (decided.score, _own_score(questionnaire))
    for kind, where, why in found.against:
        say = report.left if alone else report.decide
        say(kind, where, why if alone else f"No total can be computed. {why}")
    kept = tuple(each for each in found.kept if not each.weighed.why_not)
    if not kept and not found.against:
        report.decide("no-questions", "item", "There is no question with choices and weights.")
    instrument = None
    if kept and (alone or not found.against):
        told = _named(questionnaire, found, known, decided, report)
        instrument = build(questionnaire, kept, told, known, decided, report)
    return _read(instrument, questionnaire, asked, kept, found, known, decided, report)


def _same(
    named: Instrument,
    questionnaire: Node,
    asked: Asked,
    found: Sorted,
    decided: Decisions,
    report: Report,
) -> Read:
    """The instrument of our catalogue, on a person's word; the file brings its words alone."""
    against = [] if found.against else list(differences(named, _seen(found)))
    for why in against:
        report.decide("differs", questionnaire.file, f"It is not our {named.code}. {why}")
    for kind, where, why in found.against:
        report.decide(kind, where, f"No total can be computed. {why}")
    if not against:
        _tell_other_choices(named, _seen(found), report)
    if against or found.against:
        return Read(None, (), report.folded(), named.code)
    counted = iter([each for each in found.kept if not each.functional])
    rest = {each.loinc: each for each in found.kept if each.functional}
    kept = tuple(
        each
        for item in named.items
        for each in [rest.pop(item.loinc, None) if item.functional else next(counted)]
        if each is not None
    )
    for each in rest.values():
        why = f"Our {named.code} does not ask it, so it is left out."
        report.left("functional", each.question.place, why)
    report.used("known", questionnaire.file, f"It is our {named.code}, on your word.")
    if len(kept) < len(named.items):
        why = f"Our {named.code} has a question more, so the words are not complete."
        report.left("incomplete", questionnaire.file, why)
        return Read(named, (), report.folded(), named.code, _links(kept), tuple(found.totals))
    return _read(named, questionnaire, asked, kept, found, named, decided, report)


def _read(
    instrument: Instrument | None,
    questionnaire: Node,
    asked: Asked,
    kept: Sequence[Kept],
    found: Sorted,
    known: Instrument | None,
    decided: Decisions,
    report: Report,
) -> Read:
    words: tuple[InstrumentWording, ...] = ()
    if instrument is not None:
        own = language_of(questionnaire, kept, decided.language, known)
        source = questionnaire.text("url") or questionnaire.file
        if _licence(questionnaire, decided) == NO_LICENCE:
            report.decide("licence", "copyright", "The file says nothing about the licence.")
        origin = file_provenance(source, _licence(questionnaire, decided))
        words = wordings(questionnaire, instrument, kept, asked, own, origin, report)
    return Read(
        instrument,
        words,
        report.folded(),
        None if known is None else known.code,
        () if instrument is None else _links(kept),
        tuple(found.totals),
    )


def _codes(ours: Mapping[str, Instrument], named: Instrument | None) -> Codes:
    loinc = None if named is None else named.loinc
    return Codes(
        items=item_codes(ours),
        functional=functional_codes(ours),
        totals=total_codes(ours),
        weights={}
        if named is None or loinc is None
        else dict(zip(loinc.answers, named.item(named.scored[0]).choices, strict=False)),
    )


def _seen(found: Sorted) -> Seen:
    counted = [each for each in found.kept if not each.functional]
    return Seen(
        codes=tuple(each.loinc for each in counted),
        choices=tuple(
            None if each.weighed.why_not else tuple(sorted(each.weighed.answers))
            for each in counted
        ),
        answers=tuple(tuple(filter(None, map(answer_code, _rising(each)))) for each in counted),
        turned=tuple(
            each.reversed or (each.facts or {}).get("reversed") is True for each in counted
        ),
    )


def _rising(kept: Kept) -> list[Option]:
    """The choices from the lowest answer to the highest; as the file has them without weights."""
    options = kept.question.options
    if kept.weighed.why_not:
        return list(options)
    pairs = zip(kept.weighed.answers, options, strict=True)
    return [option for _, option in sorted(pairs, key=lambda pair: pair[0])]


def _tell_other_choices(ours: Instrument, seen: Seen, report: Report) -> None:
    for each in other_choices(ours, seen):
        report.used("other-code", ours.code, each)


def _compare(known: Instrument, found: Sorted, report: Report) -> None:
    """Say which of our instruments this is, what differs, and what is not taken without a word."""
    seen = _seen(found)
    different = tuple(differences(known, seen)) if seen.codes else ()
    for each in different:
        report.decide("differs", known.code, each)
    if not different:
        _tell_other_choices(known, seen, report)
    held = [
        name
        for name, value in (
            ("severity bands", any(each.bands for each in known.measures)),
            ("cut-offs", any(each.cut_offs for each in known.measures)),
            ("reliable change", any(each.reliable_change for each in known.measures)),
            (f"critical items ({', '.join(str(e.item) for e in known.critical)})", known.critical),
        )
        if value
    ]
    if seen.codes and not different and held:
        on_your_word = f"hold only on your word (--as {known.code})"
        why = f"It is our {known.code}. Its {', '.join(held)} {on_your_word}."
        report.decide("known", known.code, why)


def _panels(questionnaire: Node) -> tuple[str, ...]:
    """The LOINC codes of the whole; those that name no system are compared with ours alone."""
    ours = {each.loinc.panel for each in catalogue().values() if each.loinc is not None}
    return tuple(
        coding.text("code")
        for coding in questionnaire.nodes("code")
        if is_loinc(coding.text("system"))
        or (not coding.text("system") and coding.text("code") in ours)
    )


def _own_score(questionnaire: Node) -> str | None:
    score = (table_in(questionnaire, SHEET) or {}).get("score")
    return score if isinstance(score, str) else None


def _named(
    questionnaire: Node,
    found: Sorted,
    known: Instrument | None,
    decided: Decisions,
    report: Report,
) -> Named:
    said = questionnaire.text("version")
    version = said if _VERSION.fullmatch(said) else "1"
    if said != version:
        why = (
            f"The version {said[:40]!r} is not numbers joined by dots." if said else "It has none."
        )
        report.left("version", "version", f"{why} It is kept as version 1.")
    panels = _panels(questionnaire)
    sheet = table_in(questionnaire, SHEET) or {}
    rest = sheet.get(LOINC_REST)
    codes = rest if isinstance(rest, dict) else {}
    total, functional = (codes.get(key) for key in ("total", "functional"))
    totals = [code for code in found.totals.values() if code is not None]
    if known is not None and known.loinc is not None and known.loinc.total is not None:
        totals.append(known.loinc.total)
    code = decided.code or _as_code(questionnaire)
    if code in catalogue() and not sheet:
        why = f"It calls itself {code}, as an instrument of ours: give it another code."
        report.decide("code", "name", why)
    return Named(
        code=code,
        version=version,
        source=questionnaire.text("url") or questionnaire.file,
        licence=_licence(questionnaire, decided),
        panel=panels[0] if panels else None,
        total=total if isinstance(total, str) else (totals[0] if totals and not sheet else None),
        functional=functional if isinstance(functional, str) else None,
    )


def _licence(questionnaire: Node, decided: Decisions) -> str:
    return decided.licence or questionnaire.text("copyright") or NO_LICENCE


def _as_code(questionnaire: Node) -> str:
    """A code such as ours from what the file calls itself."""
    for key in ("name", "id", "title"):
        code = re.sub(r"[^a-z0-9_]", "", questionnaire.text(key).lower()).lstrip("0123456789_")
        if code:
            return code[:16]
    return "unnamed"


def _links(kept: Sequence[Kept]) -> tuple[Link, ...]:
    return tuple(
        Link(
            number,
            each.question.link,
            each.loinc,
            {
                option.code: answer
                for answer, option in zip(each.weighed.answers, each.question.options, strict=True)
                if option.code
            },
        )
        for number, each in enumerate(kept, start=1)
    )
