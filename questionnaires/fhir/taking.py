"""One answer of a response as the number of a choice, or the reason why it is none."""

from questionnaires.fhir.choices import WEIGHTS
from questionnaires.fhir.comparing import number_in
from questionnaires.fhir.documents import Node
from questionnaires.fhir.links import Link
from questionnaires.fhir.recognising import usual_choice
from questionnaires.fhir.report import Report
from questionnaires.instrument import Item


def taken(answer: Node, item: Item, asked: Link, place: str, report: Report) -> int | None:
    """The number of the choice that was given; None, and an entry, where it is not certain."""
    coding = answer.node("valueCoding")
    if coding is None:
        return _number(answer, item, place, report)
    code = coding.text("code")
    usual = code if code in asked.answers else usual_choice(asked.loinc, code)
    value = asked.answers.get(usual)
    weights = {
        weight
        for each in (*coding.extensions(*WEIGHTS), *answer.extensions(*WEIGHTS))
        for weight in [number_in(each)]
        if weight is not None
    }
    by_weight = [each for each in item.choices if {item.scored(each)} == weights]
    if value is not None and weights and value not in by_weight and not item.functional:
        why = f"The choice {code!r} weighs there what it does not weigh here."
        report.decide("weights-differ", place, why)
        return None
    if value is not None:
        if usual != code:
            why = f"The choice {code} is what LOINC has there in place of {usual}."
            report.used("other-code", place, why)
        return value
    if len(by_weight) == 1 and not item.functional:
        report.used(
            "by-weight", place, "The code is foreign; the weight beside it names the choice."
        )
        return by_weight[0]
    why = f"The choice {code[:40]!r} is none of this item."
    report.decide("choice", place, why)
    return None


def _number(answer: Node, item: Item, place: str, report: Report) -> int | None:
    value = number_in(answer)
    if value is None:
        report.decide("choice", place, "The answer is neither a choice nor a number.")
        return None
    if item.reversed or item.weight != 1:
        why = (
            "The answer is a number, and whether it is turned round already, the file does not say."
        )
        report.decide("reversed", place, why)
        return None
    if value not in item.choices:
        report.decide("choice", place, f"{value:g} is none of the choices of this item.")
        return None
    return int(value)
