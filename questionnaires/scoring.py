"""From answers to a score and its severity band."""

from collections.abc import Mapping
from dataclasses import dataclass

from questionnaires.instrument import Instrument, ScoreKind


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
    """The score of these answers, by item number; None where they give none.

    There is none while more answers are missing than the instrument can do without, and never
    where each item is its own measure. A prorated sum is items x sum / answered, unrounded.
    """
    refuse_misfits(instrument, answers)
    missing = len(instrument.items) - len(answers)
    if instrument.score is ScoreKind.EACH or missing > instrument.prorate_up_to:
        return None
    total: float = sum(instrument.item(number).scored(answer) for number, answer in answers.items())
    if instrument.score is ScoreKind.MEAN:
        total = total / len(answers)
    elif missing:
        total = len(instrument.items) * total / len(answers)
    return Score(total, band(instrument, total), missing)


def measurements(instrument: Instrument, answers: Mapping[int, int]) -> Mapping[str, float]:
    """What these answers add to each measure, by measure code; a measure left out is absent."""
    if instrument.score is ScoreKind.EACH:
        refuse_misfits(instrument, answers)
        return {instrument.item(number).code: answers[number] for number in sorted(answers)}
    scored = score(instrument, answers)
    return {} if scored is None else {instrument.code: scored.total}


def band(instrument: Instrument, total: float) -> str | None:
    """The code of the severity band in which this total lies, or None without bands."""
    # Means carry binary dust: three thirds must reach 1.
    reached = [each.code for each in instrument.bands if round(each.lowest - total, 6) <= 0]
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
