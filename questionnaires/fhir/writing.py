"""A client's answers and appointments as a FHIR R4 Bundle, in which nobody is named.

LOINC codes stand where the catalogue has them and nowhere else: a code that is not certain is
worse than none. The choices carry what they weigh, so that nobody has to guess a score.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from questionnaires.fhir.asking import Resource, choice, is_choice, questionnaire, string
from questionnaires.fhir.course import Therapy, episode
from questionnaires.fhir.goals import WantedGoal, goals
from questionnaires.fhir.meeting import Met, appointment
from questionnaires.fhir.names import (
    CATEGORY,
    CLIENT,
    LOINC,
    MEASURE,
    instant,
    link,
    made_from,
    urn,
    versioned,
)
from questionnaires.instrument import Instrument
from questionnaires.scoring import band, measurements
from questionnaires.wording import InstrumentWording


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
    meetings: Sequence[Met] = (),
    wanted: Sequence[WantedGoal] = (),
    therapies: Sequence[Therapy] = (),
) -> Resource:
    """Everything that was answered, with its questionnaires; goals, appointments, and therapies.

    ranges_named: totals say the name of the range in which they lie.
    """
    asked = {versioned(each.instrument): each for each in responses}
    entries = [
        (client, _patient(client, code)),
        *(
            (made_from(name), questionnaire(each.instrument, _words(each)))
            for name, each in sorted(asked.items())
        ),
    ]
    for each in responses:
        entries.append((each.id, _response(client, each)))
        entries += [
            (made_from(each.id, measure), _observation(client, each, measure, value, ranges_named))
            for measure, value in measurements(each.instrument, each.answers).items()
        ]
    entries += [(each.id, episode(client, each)) for each in therapies]
    entries += [(each.id, appointment(client, each)) for each in meetings]
    entries += goals(client, wanted)
    return {
        "resourceType": "Bundle",
        "type": "collection",
        "timestamp": instant(made_at),
        "entry": [{"fullUrl": urn(name), "resource": resource} for name, resource in entries],
    }


def _words(filled: Filled) -> tuple[InstrumentWording, ...]:
    return () if filled.words is None else (filled.words,)


def _patient(client: UUID, code: str) -> Resource:
    identifier = {"system": CLIENT, "value": code}
    return {"resourceType": "Patient", "id": str(client), "identifier": [identifier]}


def _response(client: UUID, filled: Filled) -> Resource:
    return {
        "resourceType": "QuestionnaireResponse",
        "id": str(filled.id),
        "questionnaire": versioned(filled.instrument),
        "status": "completed",
        "subject": {"reference": urn(client)},
        "authored": instant(filled.filed_at),
        "item": [
            _answered(filled, number, filled.answers[number]) for number in sorted(filled.answers)
        ],
    }


def _answered(filled: Filled, number: int, value: int) -> Resource:
    instrument, words = filled.instrument, filled.words
    item = instrument.item(number)
    made: Resource = {"linkId": link(item)}
    if words is not None:
        made["text"] = string(words.item(number).text)
    if is_choice(instrument, number, _words(filled)):
        given: Resource = {"valueCoding": choice(instrument, number, value, _words(filled))}
    else:
        given = {"valueInteger": value}
    return {**made, "answer": [given]}


def _observation(
    client: UUID, filled: Filled, measure: str, value: float, ranges_named: bool
) -> Resource:
    instrument = filled.instrument
    course = next((name for name, each in instrument.courses.items() if each.code == measure), "")
    coding = [{"system": MEASURE, "code": course or measure}]
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
        "issued": instant(filled.filed_at),
    }
    if float(value).is_integer():
        made["valueInteger"] = int(value)
    else:
        made["valueQuantity"] = {"value": round(value, 6)}
    reached = band(instrument.measure(measure), value) if ranges_named else None
    if reached is not None:
        said = filled.words.bands.get(reached, reached) if filled.words else reached
        made["interpretation"] = [{"text": string(said)}]
    made["derivedFrom"] = [{"reference": urn(filled.id)}]
    return made


def _measure_name(filled: Filled, measure: str) -> str:
    words = filled.words
    if words is None:
        return measure
    if measure == filled.instrument.code:
        return string(words.title)
    if measure in words.subscales:
        return string(f"{words.title}: {words.subscales[measure]}")
    codes = [item.code for item in filled.instrument.items]
    return string(words.item(codes.index(measure) + 1).name or measure)
