"""Two things a client counts, side by side: whether days with one differ in the other.

A difference of means with a permutation test. It is shown only with enough days on each side, and
it never says that one thing causes the other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from math import comb

LEAST_DAYS = 10
"""Days that each side needs before anything is said."""

_CLEAR = 5
"""Times in a hundred below which a difference is called one."""


class Link(StrEnum):
    """What the numbers show; all of them are ordinary."""

    LOWER = "lower"
    HIGHER = "higher"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Insight:
    """Values on days with something, beside values on days without."""

    with_it: tuple[int, ...]
    without: tuple[int, ...]
    by_chance: int
    """How often in a hundred shuffled days differ as much; rounded up, so that it is never 0."""

    @property
    def mean_with(self) -> float:
        """The mean on days with it."""
        return sum(self.with_it) / len(self.with_it)

    @property
    def mean_without(self) -> float:
        """The mean on days without it."""
        return sum(self.without) / len(self.without)

    @property
    def difference(self) -> float:
        """Days with it minus days without, in points of the scale."""
        return self.mean_with - self.mean_without

    @property
    def link(self) -> Link:
        """Which way they differ, where that is more than shuffled days do."""
        if self.by_chance > _CLEAR or self.difference == 0:
            return Link.NONE
        return Link.LOWER if self.difference < 0 else Link.HIGHER


@dataclass(frozen=True, slots=True)
class Pairing:
    """Two daily items side by side, and how much of the first makes a day count as one with it."""

    counted: str
    felt: str
    at_least: int


PAIRINGS = (
    Pairing("practice", "pain", 10),
    Pairing("practice", "mood", 10),
    Pairing("sleep_hours", "mood", 7),
    Pairing("sleep", "mood", 6),
)
"""The first with enough days is shown, in this order: nobody picks the one that looks best."""


def insight(
    counted: Mapping[date, int],
    felt: Mapping[date, int],
    *,
    at_least: int,
    days_later: int = 0,
) -> Insight | None:
    """What was felt on the same day, or days later, by whether enough was counted.

    None with fewer than ten days on a side. Days on which one of the two is unknown do not count.
    """
    found = sides(counted, felt, at_least=at_least, days_later=days_later)
    return None if found is None else Insight(*found, _by_chance(*found))


def sides(
    counted: Mapping[date, int],
    felt: Mapping[date, int],
    *,
    at_least: int,
    days_later: int = 0,
) -> tuple[tuple[int, ...], tuple[int, ...]] | None:
    """What was felt on days with enough counted, and on days without; None with too few days.

    It costs next to nothing; how often chance does the same is what `insight` works out besides.
    """
    later = timedelta(days=days_later)
    known = [each for each in sorted(counted.items()) if each[0] + later in felt]
    pairs = [(amount >= at_least, felt[on + later]) for on, amount in known]
    with_it = tuple(value for enough, value in pairs if enough)
    without = tuple(value for enough, value in pairs if not enough)
    return None if min(len(with_it), len(without)) < LEAST_DAYS else (with_it, without)


def _by_chance(with_it: Sequence[int], without: Sequence[int]) -> int:
    """In how many of a hundred ways of dealing the same days out both sides differ as much.

    Every way is counted, not a sample of them: the same days always get the same answer.
    """
    values, size = (*with_it, *without), min(len(with_it), len(without))
    smaller = with_it if len(with_it) == size else without
    # The difference of means grows with the sum of one side: sums are compared, without rounding.
    expected = sum(values) * size
    seen = abs(sum(smaller) * len(values) - expected)
    ways = _ways(values, size)
    as_big = sum(
        many for total, many in ways.items() if abs(total * len(values) - expected) >= seen
    )
    # What was seen is one of the ways: no difference is too big for chance.
    return -(-as_big * 100 // comb(len(values), size))


def _ways(values: Sequence[int], size: int) -> dict[int, int]:
    """How many choices of so many of these values there are, by their sum.

    For every size the counts of all sums stand in one large number, each in a field of its own:
    a value that joins moves all of them at once.
    """
    least = min(values)
    field = comb(len(values), size).bit_length()
    found = [1] + [0] * size
    for seen, value in enumerate(values, 1):
        shift = (value - least) * field
        for chosen in range(min(seen, size), 0, -1):
            found[chosen] += found[chosen - 1] << shift
    counts, mask, total = found[size], (1 << field) - 1, least * size
    ways = {}
    while counts:
        if many := counts & mask:
            ways[total] = many
        counts >>= field
        total += 1
    return ways
