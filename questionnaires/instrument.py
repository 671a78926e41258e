"""A questionnaire as data: items, choices, how they are scored, and where every number is from."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

CASENESS = "caseness"
"""The cut-off at which a score counts as a clinical case."""

REMISSION = "remission"
"""The cut-off on whose healthy side a score counts as remission."""


class NoSuchItem(LookupError):
    """An item was asked for by a number that the instrument does not have."""


class Direction(StrEnum):
    """What a higher value means to the person who answers."""

    WORSE = "worse"
    BETTER = "better"

    @property
    def flipped(self) -> "Direction":
        """The other direction: what a higher answer to a reversed item means."""
        return Direction.BETTER if self is Direction.WORSE else Direction.WORSE


class ScoreKind(StrEnum):
    """How answers become numbers: one sum, one mean, or each item its own measure."""

    SUM = "sum"
    MEAN = "mean"
    EACH = "each"


class Recall(StrEnum):
    """The time that the questions ask about."""

    DAY = "day"
    WEEK = "week"
    TWO_WEEKS = "two weeks"
    MONTH = "month"


class Spacing(StrEnum):
    """How close together two check-ins with one instrument may lie."""

    DAY = "day"
    WEEK = "week"
    TWO_WEEKS = "two weeks"
    MONTH = "month"

    @property
    def days(self) -> int:
        """The same in days; a month is four weeks, so that weekdays stay."""
        return {"day": 1, "week": 7, "two weeks": 14, "month": 28}[self.value]


@dataclass(frozen=True, slots=True)
class Item:
    """One question: its allowed answers, rising, and what they weigh in the score."""

    code: str
    choices: tuple[int, ...]
    higher_is: Direction
    weight: int = 1
    reversed: bool = False
    loinc: str | None = None

    def scored(self, answer: int) -> int:
        """What this answer adds to the score."""
        value = self.choices[0] + self.choices[-1] - answer if self.reversed else answer
        return self.weight * value


@dataclass(frozen=True, slots=True)
class Band:
    """A named stretch of scores, from `lowest` up to where the next one begins."""

    code: str
    lowest: float


@dataclass(frozen=True, slots=True)
class CutOff:
    """A named boundary; a score at it, or beyond it towards worse, has reached it."""

    code: str
    at: float
    source: str


@dataclass(frozen=True, slots=True)
class ReliableChange:
    """The least difference between two scores that measurement error does not explain."""

    points: float
    source: str


@dataclass(frozen=True, slots=True)
class CriticalItem:
    """An item whose answer alone asks for action, from `at_least` upwards."""

    item: int
    at_least: int


@dataclass(frozen=True, slots=True)
class Loinc:
    """The LOINC codes of the panel, of its total, and of the answers as the choices rise."""

    panel: str
    total: str | None = None
    answers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """One number that an instrument follows over time, with the ends of its range."""

    code: str
    lowest: float
    highest: float
    higher_is: Direction

    @property
    def healthy_end(self) -> float:
        """The end of the range at which nothing is left to improve."""
        return self.lowest if self.higher_is is Direction.WORSE else self.highest


@dataclass(frozen=True, slots=True)
class Instrument:
    """One version of a questionnaire, without its wording; items are numbered from 1.

    `prorate_up_to` is the number of missing answers that may be filled with the mean of the
    others; with more missing there is no score. `higher_is` is None where each item is its own
    measure: then every item says it for itself.
    """

    code: str
    version: str
    source: str
    licence: str
    recall: Recall
    at_most_every: Spacing
    score: ScoreKind
    items: tuple[Item, ...]
    higher_is: Direction | None = None
    prorate_up_to: int = 0
    bands: tuple[Band, ...] = ()
    cut_offs: tuple[CutOff, ...] = ()
    reliable_change: ReliableChange | None = None
    critical: tuple[CriticalItem, ...] = ()
    loinc: Loinc | None = None

    @property
    def numbers(self) -> Sequence[int]:
        """The numbers of the items, in the order in which they are asked."""
        return range(1, len(self.items) + 1)

    def item(self, number: int) -> Item:
        """The item with this number, counted from 1."""
        if number not in self.numbers:
            raise NoSuchItem(f"{self.code} has items 1 to {len(self.items)}, not {number}")
        return self.items[number - 1]

    def choices(self, item: int) -> tuple[int, ...]:
        """The answers that are allowed to this item, rising."""
        return self.item(item).choices

    def is_critical(self, item: int, value: int) -> bool:
        """Whether this answer alone asks for action, before the rest is answered."""
        return any(each.item == item and value >= each.at_least for each in self.critical)

    def cut_off(self, code: str) -> CutOff | None:
        """The cut-off of this name, or None where the instrument has none."""
        return next((each for each in self.cut_offs if each.code == code), None)

    @property
    def measures(self) -> tuple[Measure, ...]:
        """What one response adds a value to: the score, or each item by itself."""
        if self.score is ScoreKind.EACH or self.higher_is is None:
            return tuple(
                Measure(item.code, item.choices[0], item.choices[-1], item.higher_is)
                for item in self.items
            )
        lowest: float = sum(item.weight * item.choices[0] for item in self.items)
        highest: float = sum(item.weight * item.choices[-1] for item in self.items)
        if self.score is ScoreKind.MEAN:
            lowest, highest = lowest / len(self.items), highest / len(self.items)
        return (Measure(self.code, lowest, highest, self.higher_is),)
