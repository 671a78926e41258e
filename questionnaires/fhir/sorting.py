"""Which questions of a file count, which are asked without counting, and which are left out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from questionnaires.fhir.choices import is_loinc
from questionnaires.fhir.names import SHEET
from questionnaires.fhir.own import table_in
from questionnaires.fhir.questions import FREE, Question
from questionnaires.fhir.report import Report
from questionnaires.fhir.weighing import Weighed, weighed


@dataclass(frozen=True, slots=True)
class Kept:
    """A question that becomes an item: its LOINC code, and the number of each of its choices.

    `facts` is what a file of ours says of it beside FHIR; None in the files of others.
    """

    question: Question
    loinc: str | None
    weighed: Weighed
    functional: bool = False
    reversed: bool = False
    facts: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True)
class Sorted:
    """The items of a file, what forbids a total, and where the file keeps totals of its own."""

    kept: tuple[Kept, ...]
    against: tuple[tuple[str, str, str], ...]
    """Kind, place and sentence of each reason for which no total can be computed."""
    totals: Mapping[str, str | None]
    """The linkIds of totals, with their LOINC codes; they are compared, never taken."""


@dataclass(frozen=True, slots=True)
class Codes:
    """The LOINC codes that we know: of questions, of functional ones, of totals, of choices."""

    items: frozenset[str]
    functional: frozenset[str]
    totals: frozenset[str]
    weights: Mapping[str, int]
    """What each choice weighs in the instrument that a person named; else nothing."""


def sort(questions: Sequence[Question], codes: Codes, report: Report) -> Sorted:
    """Every question to its place, with an entry for each that does not count."""
    kept: list[Kept] = []
    against: list[tuple[str, str, str]] = []
    totals: dict[str, str | None] = {}
    for question in questions:
        code = _code(question, codes, report)
        facts = table_in(question.node, SHEET)
        if code in codes.totals or question.is_calculated:
            totals[question.link] = code
            report.left("total", question.place, "It holds the total, which is computed here.")
        elif code in codes.functional or (facts is not None and facts.get("functional") is True):
            kept += _functional(question, code, facts, report)
        elif question.type in FREE:
            why = f"It asks for a {question.type!r}: it has no score and is left out."
            report.left("open", question.place, why)
        elif question.why_not:
            against.append(("no-choices", question.place, question.why_not))
        else:
            found = _weighed(question, codes, facts, report)
            kept.append(Kept(question, code, found, facts=facts))
            if question.conditional:
                why = "It is asked under a condition only."
                against.append(("condition", question.place, why))
    kept = _last_without_weights(kept, report)
    against += [
        ("no-weights", each.question.place, each.weighed.why_not)
        for each in kept
        if each.weighed.why_not and not each.functional
    ]
    optional = sum(each.question.node.flag("required") is not True for each in _counting(kept))
    if optional:
        why = f"{optional} of the questions may be skipped there; a score here needs all answers."
        report.left("required", "item", why)
    return Sorted(_turned(kept, report), tuple(against), totals)


def _turned(kept: Sequence[Kept], report: Report) -> tuple[Kept, ...]:
    """The items with those turned round whose weights fall while those of others rise.

    Their first choice then is the lowest answer, as it is for all, and scores the most.
    """
    foreign = [each for each in _counting(kept) if each.facts is None]
    falling = [each for each in foreign if each.weighed.falling]
    if len(falling) == len(foreign):
        for each in falling:
            why = "Its weights fall: its choices are offered from the lowest weight to the highest."
            report.used("order", each.question.place, why)
        return tuple(kept)
    turned: list[Kept] = []
    for each in kept:
        if each in falling:
            answers = each.weighed.answers
            why = "Its weights fall where those of others rise: it is a reversed question."
            report.used("reversed", each.question.place, why)
            mirrored = tuple(min(answers) + max(answers) - value for value in answers)
            turned.append(replace(each, weighed=Weighed(mirrored), reversed=True))
        else:
            turned.append(each)
    return tuple(turned)


def _counting(kept: Sequence[Kept]) -> list[Kept]:
    return [each for each in kept if not each.functional]


def _code(question: Question, codes: Codes, report: Report) -> str | None:
    """The LOINC code of a question: one that we know before one that we do not."""
    known = codes.items | codes.totals
    for code in (*question.codes, *question.unsure):
        if code in known:
            if code not in question.codes:
                why = "The code names no system; it is one of LOINC that we know."
                report.used("system", question.place, why)
            return code
    for code in question.unsure:
        why = f"The code {code[:40]!r} names no system, so it says nothing."
        report.left("system", question.place, why)
    return question.codes[0] if question.codes else None


def _functional(
    question: Question, code: str | None, facts: Mapping[str, object] | None, report: Report
) -> list[Kept]:
    """Asked and never summed; its choices are numbered by their place."""
    why = "It asks what the rest means for everyday life: it is asked and kept out of the sum"
    if len(question.options) < 2:
        report.left("functional", question.place, f"Left out. {question.why_not}")
        return []
    if any(option.weights for option in question.options):
        report.left("functional", question.place, f"{why}, with the weights that it carries.")
    else:
        report.used("functional", question.place, f"{why}.")
    return [Kept(question, code, _by_place(question), functional=True, facts=facts)]


def _by_place(question: Question) -> Weighed:
    own = [option.answer for option in question.options]
    numbers = tuple(each for each in own if each is not None)
    if len(numbers) == len(own):
        return Weighed(numbers)
    found = weighed(question.options)
    if found.answers and not found.falling:
        return found
    return Weighed(tuple(range(len(own))))


def _weighed(
    question: Question, codes: Codes, facts: Mapping[str, object] | None, report: Report
) -> Weighed:
    own = [option.answer for option in question.options if option.answer is not None]
    if facts is not None and len(own) == len(question.options):
        return Weighed(tuple(own))
    found = weighed(question.options)
    if not found.why_not or any(option.weights for option in question.options):
        return found
    by_code = [codes.weights.get(each.code) for each in question.options if is_loinc(each.system)]
    if len(by_code) < len(question.options) or None in by_code:
        return found
    report.used("weights-by-code", question.place, "The weights come by LOINC code, on your word.")
    filled = (
        replace(option, weights=frozenset({float(codes.weights[option.code])}))
        for option in question.options
    )
    return weighed(tuple(filled))


def _last_without_weights(kept: list[Kept], report: Report) -> list[Kept]:
    """A last question without any weight, where all others have theirs, does not count."""
    counting = _counting(kept)
    if len(counting) < 3 or any(each.weighed.why_not for each in counting[:-1]):
        return kept
    last = counting[-1]
    if not last.weighed.why_not or any(option.weights for option in last.question.options):
        return kept
    why = "It is the last one and the only one without weights: it is asked and not counted."
    report.decide("functional", last.question.place, why)
    uncounted = replace(last, functional=True, weighed=_by_place(last.question))
    return [uncounted if each is last else each for each in kept]
