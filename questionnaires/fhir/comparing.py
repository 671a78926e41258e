"""Totals that a file holds, compared with those that its answers give; never taken over."""

import math
from collections.abc import Mapping

from questionnaires.fhir.choices import is_loinc
from questionnaires.fhir.documents import Node
from questionnaires.fhir.names import MEASURE
from questionnaires.fhir.report import Report
from questionnaires.instrument import Instrument
from questionnaires.scoring import Score


def number_in(node: Node) -> float | None:
    """The number that an answer or an observation holds, in whichever form; None where none."""
    for key in ("valueInteger", "valueDecimal"):
        value = node.number(key)
        if value is not None:
            return value
    quantity = node.node("valueQuantity")
    if quantity is not None:
        return quantity.number("value")
    try:
        value = float(node.text("valueString"))
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def compare(
    instrument: Instrument,
    measure: str,
    value: float,
    computed: Mapping[str, Score],
    place: str,
    report: Report,
    *,
    as_text: bool = False,
) -> None:
    """Say whether a total of the file is the one that the answers give."""
    if as_text:
        report.left("text-total", place, "The total is written as a text, not as a number.")
    found = computed.get(measure)
    if found is None:
        report.decide("total-alone", place, f"It says {value:g}; its answers give no total.")
    elif round(found.total - value, 6) == 0:
        report.used("total", place, f"Its total {value:g} is what its answers give.")
    else:
        why = f"It says {value:g}; its answers give {found.total:g} on {instrument.code}."
        report.decide("total-differs", place, why)


def observed(
    observation: Node,
    response: Node,
    instrument: Instrument,
    computed: Mapping[str, Score],
    report: Report,
    *,
    alone: bool,
) -> None:
    """Compare an Observation with the response that it is derived from."""
    sources = [each.text("reference") for each in observation.nodes("derivedFrom")]
    named = response.text("id")
    if sources and not any(named and each.rstrip("/").endswith(named) for each in sources):
        return
    if not sources and not alone:
        return
    place = observation.place
    measure = _measure(observation, instrument)
    value = number_in(observation)
    if measure is None or value is None:
        if value is not None and _is_panel(observation, instrument):
            why = "It has the code of the questionnaire, not of its total: it is not compared."
            report.left("panel-code", place, why)
        return
    compare(
        instrument, measure, value, computed, place, report, as_text=observation.has("valueString")
    )


def _codings(observation: Node) -> tuple[Node, ...]:
    code = observation.node("code")
    return () if code is None else code.nodes("coding")


def _measure(observation: Node, instrument: Instrument) -> str | None:
    for each in _codings(observation):
        code = each.text("code")
        if each.text("system") == MEASURE:
            course = instrument.courses.get(code)
            return None if course is None else course.code
        if not is_loinc(each.text("system")):
            continue
        if instrument.loinc is not None and code == instrument.loinc.total:
            return instrument.code
    return None


def _is_panel(observation: Node, instrument: Instrument) -> bool:
    return instrument.loinc is not None and any(
        each.text("code") == instrument.loinc.panel for each in _codings(observation)
    )
