"""From the weights of a file to the numbers of our choices; where one is missing, there is none."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from questionnaires.fhir.choices import Option


@dataclass(frozen=True, slots=True)
class Weighed:
    """The number of each choice, in the order of the file, and whether the weights run backwards.

    `why_not` says why the file gives no numbers; then there are none.
    """

    answers: tuple[int, ...] = ()
    falling: bool = False
    why_not: str = ""


def weighed(options: Sequence[Option]) -> Weighed:
    """The weights of these choices as whole numbers, each another."""
    if len(options) < 2:
        return Weighed(why_not="It has fewer than two choices.")
    for option in options:
        if len(option.weights) > 1:
            both = " and ".join(f"{each:g}" for each in sorted(option.weights))
            return Weighed(why_not=f"The choice {_called(option)} weighs {both}.")
    lacking = [option for option in options if option.weight is None]
    if len(lacking) == len(options):
        return Weighed(why_not="None of its choices has a weight.")
    if lacking:
        return Weighed(why_not=f"The choice {_called(lacking[0])} has no weight.")
    weights = [option.weight for option in options if option.weight is not None]
    for option, weight in zip(options, weights, strict=True):
        if weight % 1:
            return Weighed(
                why_not=f"The choice {_called(option)} weighs {weight:g}, no whole number."
            )
        if weight < 0:
            return Weighed(why_not=f"The choice {_called(option)} weighs {weight:g}, below 0.")
    answers = tuple(map(int, weights))
    if all(here < after for here, after in pairwise(answers)):
        return Weighed(answers)
    if all(here > after for here, after in pairwise(answers)):
        return Weighed(answers, falling=True)
    if len(set(answers)) < len(answers):
        return Weighed(why_not="Two of its choices weigh the same.")
    return Weighed(why_not="The weights of its choices neither rise nor fall.")


def _called(option: Option) -> str:
    return repr((option.code or next(iter(option.said.values()), ""))[:40])
