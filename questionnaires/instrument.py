"""A questionnaire as data: items, choices, how they are scored, and where every number is from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TypeAlias

CASENESS = "caseness"
"""The cut-off at which a score counts as a clinical case."""

REMISSION = "remission"
"""The cut-off on whose healthy side a score counts as remission."""


SECONDS_AN_ITEM = 13
"""What reading a question and a tap take, generously: 9 questions are 2 minutes."""


class NoSuchItem(LookupError):
    """An item was asked for by a number that the instrument does not have."""


class NoSuchMeasure(LookupError):
    """A measure was asked for by a code that the instrument does not have."""


class Direction(StrEnum):
    """What a higher value means to the person who answers."""

    WORSE = "worse"
    BETTER = "better"

    @property
    def flipped(self) -> "Direction":
        """The other direction: what a higher answer to a reversed item means."""
        return Direction.BETTER if self is Direction.WORSE else Direction.WORSE


class ScoreKind(StrEnum):
    """How answers become numbers: sum or mean of all, subscales alone, or each item by itself."""

    SUM = "sum"
    MEAN = "mean"
    SUBSCALES = "subscales"
    EACH = "each"


class Recall(StrEnum):
    """The time that the questions ask about."""

    DAY = "day"
    WEEK = "week"
    TWO_WEEKS = "two weeks"
    MONTH = "month"
    YEAR = "year"
    SESSION = "session"
    IN_GENERAL = "in general"


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
    """One question: its allowed answers, rising, and what they weigh in the score.

    A functional item asks what the rest means for everyday life: it is asked and never scored.
    """

    code: str
    choices: tuple[int, ...]
    higher_is: Direction
    weight: int = 1
    reversed: bool = False
    loinc: str | None = None
    functional: bool = False

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
    """The least difference between two scores that measurement error does not explain.

    It is said in points of the scale, or in per cent of the baseline; exactly one of them is given.
    """

    points: float | None
    source: str
    percent: float | None = None

    def least(self, baseline: float) -> float | None:
        """The same in points, for somebody who began there; None where nothing can be said."""
        if self.percent is None:
            return self.points
        return self.percent / 100 * abs(baseline) or None


@dataclass(frozen=True, slots=True)
class CriticalItem:
    """An item whose answer alone asks for action, from `at_least` upwards."""

    item: int
    at_least: int


@dataclass(frozen=True, slots=True)
class Loinc:
    """The LOINC codes of the panel, of its total, and of the answers as the choices rise.

    `functional` is a question of the published form that is not asked here and never scored: its
    code tells it apart in files of others.
    """

    panel: str
    total: str | None = None
    answers: tuple[str, ...] = ()
    functional: str | None = None


Meaning: TypeAlias = tuple[tuple[Band, ...], tuple[CutOff, ...], ReliableChange | None]
"""What the values of a measure mean."""


@dataclass(frozen=True, slots=True)
class Subscale:
    """Some of the items, scored by themselves beside the total or in its place."""

    code: str
    items: tuple[int, ...]
    bands: tuple[Band, ...] = ()
    cut_offs: tuple[CutOff, ...] = ()
    reliable_change: ReliableChange | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """One number that an instrument follows over time: its range, and what its values mean.

    `items` are the numbers of the items that it is made of; `step` is the least difference that
    two complete responses can show.
    """

    code: str
    lowest: float
    highest: float
    higher_is: Direction
    items: tuple[int, ...]
    step: float = 1
    bands: tuple[Band, ...] = ()
    cut_offs: tuple[CutOff, ...] = ()
    reliable_change: ReliableChange | None = None

    @property
    def healthy_end(self) -> float:
        """The end of the range at which nothing is left to improve."""
        return self.lowest if self.higher_is is Direction.WORSE else self.highest

    def cut_off(self, code: str) -> CutOff | None:
        """The cut-off of this name, or None where the measure has none."""
        return next((each for each in self.cut_offs if each.code == code), None)


@dataclass(frozen=True)
class Instrument:
    """One version of a questionnaire, without its wording; items are numbered from 1.

    `prorate_up_to` is the number of missing answers that may be filled with the mean of the
    others; with more missing there is no score. `times` multiplies every sum: a short form is
    brought to the range of the long one. `higher_is` is None where each item is its own measure:
    then every item says it for itself.
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
    times: int = 1
    bands: tuple[Band, ...] = ()
    cut_offs: tuple[CutOff, ...] = ()
    reliable_change: ReliableChange | None = None
    subscales: tuple[Subscale, ...] = ()
    critical: tuple[CriticalItem, ...] = ()
    loinc: Loinc | None = None

    @cached_property
    def numbers(self) -> Sequence[int]:
        """The numbers of the items, in the order in which they are asked."""
        return range(1, len(self.items) + 1)

    @property
    def is_daily(self) -> bool:
        """Whether it is made for every day: no page before it, no picture after it."""
        return self.at_most_every is Spacing.DAY

    @property
    def minutes(self) -> int:
        """How long it takes to answer, as it is told beforehand; 0 where it is half a minute."""
        return 0 if len(self.items) <= 4 else -(-len(self.items) * SECONDS_AN_ITEM // 60)

    @cached_property
    def scored(self) -> tuple[int, ...]:
        """The numbers of the items that count: all but the functional ones."""
        return tuple(n for n, item in enumerate(self.items, start=1) if not item.functional)

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

    @cached_property
    def total(self) -> Measure | None:
        """The score over all items; None where subscales or single items stand by themselves."""
        if self.higher_is is None or self.score is ScoreKind.SUBSCALES:
            return None
        return self._over(
            self.code,
            self.scored,
            self.higher_is,
            (self.bands, self.cut_offs, self.reliable_change),
        )

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        """What one response adds a value to: total, then subscales; or each item by itself."""
        if self.higher_is is None:
            return tuple(
                Measure(item.code, item.choices[0], item.choices[-1], item.higher_is, (number,))
                for number, item in enumerate(self.items, start=1)
                if not item.functional
            )
        subscales = tuple(
            self._over(
                each.code,
                each.items,
                self.higher_is,
                (each.bands, each.cut_offs, each.reliable_change),
            )
            for each in self.subscales
        )
        return subscales if self.total is None else (self.total, *subscales)

    def measure(self, code: str) -> Measure:
        """The measure of this code."""
        for each in self.measures:
            if each.code == code:
                return each
        raise NoSuchMeasure(f"{self.code} has no measure {code!r}")

    @cached_property
    def courses(self) -> Mapping[str, Measure]:
        """The scores that are followed one by one, by the name under which they are kept.

        The total is named like the instrument, a subscale "instrument.subscale". Empty where each
        item is its own measure: those are followed day by day.
        """
        if self.score is ScoreKind.EACH:
            return {}
        return {
            self.code if each.code == self.code else f"{self.code}.{each.code}": each
            for each in self.measures
        }

    def _over(
        self, code: str, numbers: tuple[int, ...], higher_is: Direction, meaning: Meaning
    ) -> Measure:
        items = [self.item(number) for number in numbers]
        lowest: float = self.times * sum(item.weight * item.choices[0] for item in items)
        highest: float = self.times * sum(item.weight * item.choices[-1] for item in items)
        step: float = self.times
        if self.score is ScoreKind.MEAN:
            lowest, highest, step = (each / len(items) for each in (lowest, highest, step))
        bands, cut_offs, change = meaning
        return Measure(code, lowest, highest, higher_is, numbers, step, bands, cut_offs, change)
