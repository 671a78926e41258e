"""From answers to a score and its severity band."""

from collections.abc import Mapping
from dataclasses import dataclass

from questionnaires.instrument import Instrument, Measure, ScoreKind


class AnswersDoNotFit(ValueError):
    """An answer to an item that the instrument does not have, or outside the item's choices."""


@dataclass(frozen=True, slots=True)
class Score:
    """The total of a response, its severity band, and how many answers it stands without.

    A sum of complete answers is a whole number; a mean or a prorated sum need not be.
    """

    total: float
    band: str | None
    missing: int = 0


def score(instrument: Instrument, answers: Mapping[int, int]) -> Score | None:
    """The total of these answers, by item number; None where they give none.

    There is none while more answers are missing than the instrument can do without, and never
    where subscales or items are measures by themselves. A prorated sum is items x sum / answered,
    unrounded.
    """
    refuse_misfits(instrument, answers)
    total = instrument.total
    return None if total is None else _scored(instrument, total, answers)


def scores(instrument: Instrument, answers: Mapping[int, int]) -> Mapping[str, Score]:
    """The total and every subscale of these answers, by measure code; what has none is absent.

    Empty where each item is its own measure: a single answer is no score.
    """
    refuse_misfits(instrument, answers)
    if instrument.score is ScoreKind.EACH:
        return {}
    found = {each.code: _scored(instrument, each, answers) for each in instrument.measures}
    return {code: scored for code, scored in found.items() if scored is not None}


def measurements(instrument: Instrument, answers: Mapping[int, int]) -> Mapping[str, float]:
    """What these answers add to each measure, by measure code; a measure left out is absent."""
    if instrument.score is not ScoreKind.EACH:
        return {code: each.total for code, each in scores(instrument, answers).items()}
    refuse_misfits(instrument, answers)
    return {
        each.code: answers[number]
        for each in instrument.measures
        for number in each.items
        if number in answers
    }


def _scored(instrument: Instrument, measure: Measure, answers: Mapping[int, int]) -> Score | None:
    values = [instrument.item(n).scored(answers[n]) for n in measure.items if n in answers]
    missing = len(measure.items) - len(values)
    if not values or missing > instrument.prorate_up_to:
        return None
    total: float = instrument.times * sum(values)
    if instrument.score is ScoreKind.MEAN:
        total = total / len(values)
    elif missing:
        total = len(measure.items) * total / len(values)
    return Score(total, band(measure, total), missing)


def band(measure: Measure, total: float) -> str | None:
    """The code of the severity band in which this total lies, or None without bands."""
    # Means carry binary dust: three thirds must reach 1.
    reached = [each.code for each in measure.bands if round(each.lowest - total, 6) <= 0]
    return reached[-1] if reached else None


def unanswered(instrument: Instrument, answers: Mapping[int, int]) -> tuple[int, ...]:
    """The numbers of the items still to be asked, in order."""
    return tuple(number for number in instrument.numbers if number not in answers)


def refuse_misfits(instrument: Instrument, answers: Mapping[int, int]) -> None:
    """Raise `AnswersDoNotFit` unless every answer is one of its item's choices."""
    for number, answer in answers.items():
        if number not in instrument.numbers:
            raise AnswersDoNotFit(f"{instrument.code} has no item {number}")
        # The answer itself stays out of the message: messages end up in logs.
        if answer not in instrument.item(number).choices:
            raise AnswersDoNotFit(f"{instrument.code} item {number} has no such choice")
