"""From the sorted questions of a file to an instrument, or to the reasons why there is none."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from questionnaires.contradictions import contradictions
from questionnaires.fhir.choices import Option, is_loinc
from questionnaires.fhir.deciding import Decisions
from questionnaires.fhir.documents import Node
from questionnaires.fhir.names import LOINC_REST, SHEET
from questionnaires.fhir.own import table_in
from questionnaires.fhir.report import Report
from questionnaires.fhir.sorting import Kept
from questionnaires.instrument import Instrument, Loinc
from questionnaires.loading import read_instrument
from questionnaires.sheet import Sheet, SheetDoesNotFit

NO_LICENCE = "The file names none"
"""What stands for the licence of a file that has no word about it."""


@dataclass(frozen=True, slots=True)
class Named:
    """What a file calls itself, as our catalogue would."""

    code: str
    version: str
    source: str
    licence: str
    panel: str | None
    total: str | None
    functional: str | None = None
    """The question of the published form that is not asked here."""


def build(
    questionnaire: Node,
    kept: Sequence[Kept],
    named: Named,
    known: Instrument | None,
    decided: Decisions,
    report: Report,
) -> Instrument | None:
    """The instrument that these questions make, as far as the file and a person say so."""
    ours = table_in(questionnaire, SHEET)
    facts = _facts(decided, known, report) if ours is None else ours
    if facts is None:
        return None
    try:
        instrument = read_instrument(
            Sheet(
                {
                    **{key: value for key, value in facts.items() if key != LOINC_REST},
                    "code": named.code,
                    "version": named.version,
                    "source": facts.get("source", named.source),
                    "licence": named.licence,
                    "items": _items(kept),
                },
                questionnaire.file,
            )
        )
    except SheetDoesNotFit as fault:
        report.decide("contradicts", questionnaire.file, f"It cannot be read: {fault}.")
        return None
    instrument = _coded(instrument, kept, named)
    found = contradictions(instrument)
    for each in found:
        report.decide("contradicts", questionnaire.file, f"It contradicts itself: {each}.")
    if found or (ours is not None and not _as_written(instrument, kept, report)):
        return None
    return instrument


def _facts(
    decided: Decisions, known: Instrument | None, report: Report
) -> dict[str, object] | None:
    """How the answers become a score: a person's word, else what we know of the instrument."""
    wanted = {
        "score": (decided.score, None if known is None else known.score),
        "recall": (decided.recall, None if known is None else known.recall),
        "at_most_every": (decided.at_most_every, None if known is None else known.at_most_every),
        "higher_is": (decided.higher_is, None if known is None else known.higher_is),
    }
    meant = {
        "score": "whether the answers are summed, averaged, or each stands by itself",
        "recall": "the time that the questions ask about",
        "at_most_every": "how often it may be asked",
        "higher_is": "whether a higher score is worse or better",
    }
    found: dict[str, object] = {}
    for key, (word, ours) in wanted.items():
        if word is not None:
            found[key] = word.value
        elif ours is not None:
            found[key] = ours.value
        else:
            report.decide(key, key, f"The file does not say {meant[key]}.")
    if known is not None and known.times != 1:
        found["times"] = known.times
    return found if len(found) >= len(wanted) else None


def _items(kept: Sequence[Kept]) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for each in kept:
        facts = each.facts
        if facts is None:
            facts = {"functional": each.functional, "reversed": each.reversed}
        rows.append({**facts, "choices": sorted(each.weighed.answers)})
    return rows


def _coded(instrument: Instrument, kept: Sequence[Kept], named: Named) -> Instrument:
    """The instrument with its LOINC codes; without one for the whole, none is kept."""
    if named.panel is None:
        return instrument
    lists = {_answer_codes(each) for each in kept if not each.functional}
    shared = next(iter(lists)) if len(lists) == 1 else ()
    return replace(
        instrument,
        items=tuple(
            replace(item, loinc=each.loinc)
            for item, each in zip(instrument.items, kept, strict=True)
        ),
        loinc=Loinc(
            panel=named.panel,
            total=None if instrument.total is None else named.total,
            answers=shared if all(shared) else (),
            functional=named.functional,
        ),
    )


def answer_code(option: Option) -> str:
    """The LOINC code of a choice, or nothing; in files that name no system, by its form."""
    own = is_loinc(option.system) or (not option.system and option.code.startswith("LA"))
    return option.code if own else ""


def _answer_codes(kept: Kept) -> tuple[str, ...]:
    """The LOINC codes of the choices, as the answers rise."""
    paired = zip(kept.weighed.answers, kept.question.options, strict=True)
    return tuple(answer_code(option) for _, option in sorted(paired, key=lambda pair: pair[0]))


def _as_written(instrument: Instrument, kept: Sequence[Kept], report: Report) -> bool:
    """Whether the weights that others read are those that we compute with."""
    fits = True
    for item, each in zip(instrument.items, kept, strict=True):
        for answer, option in zip(each.weighed.answers, each.question.options, strict=True):
            if not item.functional and option.weights != {item.scored(answer)}:
                why = f"The weight of {option.code!r} is not the one that our sheet gives it."
                report.decide("contradicts", each.question.place, why)
                fits = False
    return fits
