"""Whether a questionnaire is one of our catalogue, and in what it differs from it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from questionnaires.instrument import Instrument

FUNCTIONAL = {"69722-7"}
"""LOINC codes of questions that ask what the rest means for everyday life, and are never summed."""

OTHER_CHOICES = {("68509-9", "LA18938-3"): "LA6570-1"}
"""By question and code: the usual code of a choice to which LOINC's panels give another one there.

LOINC calls it "More days than not" in the second question of the GAD-7. It stands for the usual
choice only where it has its weight.
"""

TOTALS = {"44261-6", "70274-6", "70272-0", "55758-7", "75626-2"}
"""LOINC codes of totals: PHQ-9, GAD-7, PHQ-4, PHQ-2, AUDIT-C."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a file says of its scored questions: a LOINC code and the choices of each."""

    codes: tuple[str | None, ...]
    choices: tuple[tuple[int, ...] | None, ...]
    answers: tuple[tuple[str, ...], ...]
    """The codes of the choices, as the choices rise."""

    turned: tuple[bool, ...]
    """Whether the question is turned round before it is added."""


def usual_choice(question: str | None, choice: str) -> str:
    """The code that this choice usually has: its own, or the one that it stands for."""
    return OTHER_CHOICES.get((question or "", choice), choice)


def functional_codes(catalogue: Mapping[str, Instrument]) -> frozenset[str]:
    """The LOINC codes of every functional question that we know."""
    ours = (item.loinc for each in catalogue.values() for item in each.items if item.functional)
    left_out = (each.loinc.functional for each in catalogue.values() if each.loinc is not None)
    return frozenset(FUNCTIONAL | {code for code in (*ours, *left_out) if code is not None})


def total_codes(catalogue: Mapping[str, Instrument]) -> frozenset[str]:
    """The LOINC codes of every total that we know."""
    ours = (each.loinc.total for each in catalogue.values() if each.loinc is not None)
    return frozenset(TOTALS | {code for code in ours if code is not None})


def item_codes(catalogue: Mapping[str, Instrument]) -> frozenset[str]:
    """The LOINC codes of every question that we know."""
    ours = (item.loinc for each in catalogue.values() for item in each.items)
    return functional_codes(catalogue) | {code for code in ours if code is not None}


def recognised(
    catalogue: Mapping[str, Instrument],
    panels: Sequence[str],
    codes: Sequence[str | None],
    titles: Sequence[str],
) -> Instrument | None:
    """The instrument of our catalogue that this is: by its panel, its items, or its name."""
    for each in catalogue.values():
        if each.loinc is not None and each.loinc.panel in panels:
            return each
    for each in catalogue.values():
        ours = tuple(each.item(number).loinc for number in each.scored)
        if ours and all(ours) and ours == tuple(codes):
            return each
    named = {_name(title) for title in titles}
    return next((each for code, each in catalogue.items() if code in named), None)


def differences(ours: Instrument, seen: Seen) -> Iterator[str]:
    """In what the file differs from our instrument, a sentence each."""
    numbers = ours.scored
    if len(seen.codes) != len(numbers):
        yield f"It counts {len(seen.codes)} questions, {ours.code} counts {len(numbers)}."
        return
    expected = () if ours.loinc is None else ours.loinc.answers
    for place, number in enumerate(numbers):
        item = ours.item(number)
        code, choices, answers = seen.codes[place], seen.choices[place], seen.answers[place]
        if item.loinc is not None and code != item.loinc:
            yield f"Question {number} is {code or 'not coded'}, in {ours.code} {item.loinc}."
        if choices is None:
            yield f"Question {number} has no weights, in {ours.code} {_listed(item.choices)}."
        elif choices != item.choices:
            theirs = _listed(choices)
            yield f"Question {number} weighs {theirs}, in {ours.code} {_listed(item.choices)}."
        if choices is not None and seen.turned[place] != item.reversed:
            there, here = ("falls", "rises") if seen.turned[place] else ("rises", "falls")
            why = f"{there} with its choices, in {ours.code} it {here}"
            yield f"The score of question {number} {why}."
        for answer, usual in zip(answers, expected, strict=False):
            if usual_choice(item.loinc, answer) != usual:
                yield f"Question {number} has the choice {answer}, {ours.code} has {usual}."


def other_choices(ours: Instrument, seen: Seen) -> Iterator[str]:
    """The choices of the file that are ours under another code, a sentence each."""
    for number, answers in zip(ours.scored, seen.answers, strict=False):
        for answer in answers:
            usual = usual_choice(ours.item(number).loinc, answer)
            if usual != answer:
                yield (
                    f"Question {number} has the choice {answer}, which LOINC has there in place of "
                    f"{usual}. Its weight is the same, so it counts as that one."
                )


def _listed(choices: tuple[int, ...]) -> str:
    return ", ".join(map(str, choices))


def _name(title: str) -> str:
    """A title as a code: "PHQ-9" is phq9."""
    return re.sub(r"[^a-z0-9]", "", title.lower())
