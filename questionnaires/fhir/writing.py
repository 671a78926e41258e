"""A client's answers as a FHIR R4 Bundle: questionnaires, responses, totals, and nobody's name.

LOINC codes stand where the catalogue has them and nowhere else: a code that is not certain is
worse than none. The choices carry their values as `ordinalValue`, so that nobody has to guess a
score.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeAlias
from uuid import UUID

from questionnaires.fhir.names import (
    CATEGORY,
    CLIENT,
    LOINC,
    MEASURE,
    ORDINAL,
    canonical,
    link,
    made_from,
    urn,
    versioned,
)
from questionnaires.instrument import Instrument, Item
from questionnaires.scoring import band, measurements
from questionnaires.wording import InstrumentWording

Resource: TypeAlias = dict[str, Any]

# FHIR takes no other control characters in a string, and no string that is empty or all blank.
_NOT_IN_A_STRING = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Filled:
    """One response: all answers of a check-in, by item number, and the words it was asked in."""

    id: UUID
    instrument: Instrument
    answers: Mapping[int, int]
    on: date
    filed_at: datetime
    words: InstrumentWording | None = None


def bundle(
    client: UUID,
    code: str,
    responses: Sequence[Filled],
    made_at: datetime,
    *,
    ranges_named: bool = True,
) -> Resource:
    """Everything that was answered, with the questionnaires it was answered to.

    ranges_named: totals say the name of the range in which they lie.
    """
    asked = {versioned(each.instrument): each for each in responses}
    entries = [
        (client, _patient(client, code)),
        *((made_from(name), _questionnaire(each)) for name, each in sorted(asked.items())),
    ]
    for each in responses:
        entries.append((each.id, _response(client, each)))
        entries += [
            (made_from(each.id, measure), _observation(client, each, measure, value, ranges_named))
            for measure, value in measurements(each.instrument, each.answers).items()
        ]
    return {
        "resourceType": "Bundle",
        "type": "collection",
        "timestamp": made_at.isoformat(timespec="seconds"),
        "entry": [{"fullUrl": urn(name), "resource": resource} for name, resource in entries],
    }


def _patient(client: UUID, code: str) -> Resource:
    identifier = {"system": CLIENT, "value": code}
    return {"resourceType": "Patient", "id": str(client), "identifier": [identifier]}


def _questionnaire(filled: Filled) -> Resource:
    instrument, words = filled.instrument, filled.words
    made: Resource = {
        "resourceType": "Questionnaire",
        "id": str(made_from(versioned(instrument))),
        "url": canonical(instrument),
        "version": instrument.version,
        "name": instrument.code,
        "status": "active",
        "subjectType": ["Patient"],
    }
    if words is not None:
        made |= {"language": words.language, "title": _string(words.title)}
    if instrument.loinc is not None:
        made["code"] = [{"system": LOINC, "code": instrument.loinc.panel}]
    made["item"] = [_item(instrument, number, words) for number in instrument.numbers]
    return made


def _item(instrument: Instrument, number: int, words: InstrumentWording | None) -> Resource:
    item = instrument.item(number)
    made: Resource = {"linkId": link(item), "type": "choice"}
    if item.loinc is not None:
        made["code"] = [{"system": LOINC, "code": item.loinc}]
    if words is not None:
        made["text"] = _string(words.item(number).text)
    if not _is_choice(instrument, item, number, words):
        return {**made, "type": "integer"}
    made["answerOption"] = [
        {"valueCoding": _coding(instrument, item, number, value, words)} for value in item.choices
    ]
    return made


def _is_choice(
    instrument: Instrument, item: Item, number: int, words: InstrumentWording | None
) -> bool:
    """Whether the choices are words or codes; bare numbers are asked for as numbers."""
    if _codes(instrument, item):
        return True
    return words is not None and any(
        words.item(number).choices.get(value, str(value)) != str(value) for value in item.choices
    )


def _codes(instrument: Instrument, item: Item) -> Mapping[int, str]:
    """The LOINC codes of an item's choices, where there is one for each."""
    answers = () if instrument.loinc is None else instrument.loinc.answers
    return (
        dict(zip(item.choices, answers, strict=True)) if len(answers) == len(item.choices) else {}
    )


def _coding(
    instrument: Instrument, item: Item, number: int, value: int, words: InstrumentWording | None
) -> Resource:
    code = _codes(instrument, item).get(value)
    named = {"code": str(value)} if code is None else {"system": LOINC, "code": code}
    said = "" if words is None else words.item(number).choices.get(value, "")
    shown = {"display": _string(said)} if said.strip() else {}
    return {"extension": [{"url": ORDINAL, "valueDecimal": value}], **named, **shown}


def _response(client: UUID, filled: Filled) -> Resource:
    return {
        "resourceType": "QuestionnaireResponse",
        "id": str(filled.id),
        "questionnaire": versioned(filled.instrument),
        "status": "completed",
        "subject": {"reference": urn(client)},
        "authored": filled.filed_at.isoformat(timespec="seconds"),
        "item": [
            _answered(filled, number, filled.answers[number]) for number in sorted(filled.answers)
        ],
    }


def _answered(filled: Filled, number: int, value: int) -> Resource:
    instrument, words = filled.instrument, filled.words
    item = instrument.item(number)
    made: Resource = {"linkId": link(item)}
    if words is not None:
        made["text"] = _string(words.item(number).text)
    if _is_choice(instrument, item, number, words):
        given: Resource = {"valueCoding": _coding(instrument, item, number, value, words)}
    else:
        given = {"valueInteger": value}
    return {**made, "answer": [given]}


def _observation(
    client: UUID, filled: Filled, measure: str, value: float, ranges_named: bool
) -> Resource:
    instrument = filled.instrument
    coding = [{"system": MEASURE, "code": measure}]
    if measure == instrument.code and instrument.loinc is not None and instrument.loinc.total:
        coding.insert(0, {"system": LOINC, "code": instrument.loinc.total})
    made: Resource = {
        "resourceType": "Observation",
        "id": str(made_from(filled.id, measure)),
        "status": "final",
        "category": [{"coding": [{"system": CATEGORY, "code": "survey"}]}],
        "code": {"coding": coding, "text": _measure_name(filled, measure)},
        "subject": {"reference": urn(client)},
        "effectiveDateTime": filled.on.isoformat(),
        "issued": filled.filed_at.isoformat(timespec="seconds"),
    }
    if float(value).is_integer():
        made["valueInteger"] = int(value)
    else:
        made["valueQuantity"] = {"value": round(value, 6)}
    reached = band(instrument.measure(measure), value) if ranges_named else None
    if reached is not None:
        said = filled.words.bands.get(reached, reached) if filled.words else reached
        made["interpretation"] = [{"text": _string(said)}]
    made["derivedFrom"] = [{"reference": urn(filled.id)}]
    return made


def _measure_name(filled: Filled, measure: str) -> str:
    words = filled.words
    if words is None:
        return measure
    if measure == filled.instrument.code:
        return _string(words.title)
    if measure in words.subscales:
        return _string(f"{words.title}: {words.subscales[measure]}")
    codes = [item.code for item in filled.instrument.items]
    return _string(words.item(codes.index(measure) + 1).name or measure)


def _string(text: str) -> str:
    """A text as FHIR takes it: something to read, without signs that are for machines."""
    return _NOT_IN_A_STRING.sub("\ufffd", text).strip() or "\ufffd"
