"""Pictures for the tests: trajectories, words in three languages, and what an eye would check."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import combinations, pairwise

from care.progress import Point, Trajectory
from charts.agg import inked
from charts.requests import EvidenceWords, ProgressWords
from charts.sheet import Dots, Sheet, Slab, Stroke, Words
from questionnaires.instrument import (
    Band,
    Direction,
    Instrument,
    Item,
    Recall,
    ReliableChange,
    ScoreKind,
    Spacing,
)

MONDAY = date(2026, 3, 2)

BANDS = (("minimal", 0), ("mild", 5), ("moderate", 10), ("severe", 15))


def scale(
    *,
    items: int = 7,
    bands: Iterable[tuple[str, int]] = BANDS,
    reliable: int | None = 4,
    higher_is: Direction = Direction.WORSE,
) -> Instrument:
    return Instrument(
        code="worry",
        version="1",
        source="made up",
        licence="made up",
        recall=Recall.WEEK,
        at_most_every=Spacing.WEEK,
        score=ScoreKind.SUM,
        items=tuple(Item(f"item{each}", (0, 1, 2, 3), higher_is) for each in range(items)),
        higher_is=higher_is,
        bands=tuple(Band(code, lowest) for code, lowest in bands),
        reliable_change=ReliableChange(reliable, "made up") if reliable else None,
    )


WORRY = scale()


def weekly(*scores: int | None, instrument: Instrument = WORRY, first: date = MONDAY) -> Trajectory:
    """A score a week; None is a check-in without an answer."""
    weeks = [(first + timedelta(weeks=week), score) for week, score in enumerate(scores)]
    points = tuple(Point(on, score) for on, score in weeks if score is not None)
    return Trajectory(instrument, points, tuple(on for on, score in weeks if score is None))


ENGLISH = ProgressWords(
    locale="en",
    title="Worry",
    latest="latest",
    baseline="first score",
    within="less than 4 points from the first score: may be chance",
    missed="no answer",
    footer="For orientation, not a diagnosis.",
    bands={"minimal": "minimal", "mild": "mild", "moderate": "moderate", "severe": "severe"},
)
SPANISH = ProgressWords(
    locale="es",
    title="Cuestionario de preocupaciones de siete preguntas, en la versión que se rellena cada "
    "semana antes de la sesión con la terapeuta",
    latest="puntuación más reciente",
    baseline="primera puntuación",
    within="menos de 4 puntos de diferencia con la primera puntuación: puede ser casualidad",
    missed="sin respuesta",
    footer="Sirve de orientación, no es un diagnóstico.",
    bands={
        "minimal": "mínima",
        "mild": "leve",
        "moderate": "moderadamente grave",
        "severe": "extremadamente grave",
    },
)
RUSSIAN = ProgressWords(
    locale="ru",
    title="Опросник тревожности: как часто беспокоили мысли, с которыми трудно справиться",
    latest="последний результат",
    baseline="первый результат",
    within="меньше 4 баллов от первого результата: может быть случайностью",
    missed="нет ответа",
    footer="Для ориентира, это не диагноз.",
    bands={
        "minimal": "минимальная",
        "mild": "лёгкая",
        "moderate": "умеренно тяжёлая",
        "severe": "чрезвычайно тяжёлая",
    },
)
MOOD = EvidenceWords(
    locale="en", title="A7: mood, 28 days", marked="3 falls in a row", footer="A break: no answer."
)


def lines(sheet: Sheet, gid: str) -> list[list[tuple[float, float]]]:
    """The values that each line of this name goes through."""
    [frame] = sheet.frames
    return [[frame.values(spot) for spot in line.spots] for line in sheet.of(Stroke, gid)]


def heights(sheet: Sheet, gid: str) -> list[list[float]]:
    return [[y for _, y in line] for line in lines(sheet, gid)]


def dots(sheet: Sheet, gid: str) -> list[tuple[float, float]]:
    """The values of the points of this name."""
    [frame] = sheet.frames
    return [frame.values(spot) for mark in sheet.of(Dots, gid) for spot in mark.spots]


def stretches(sheet: Sheet, gid: str) -> list[tuple[float, float]]:
    """From which value to which the rectangles of this name reach."""
    [frame] = sheet.frames
    return [
        (frame.values((0, slab.y))[1], frame.values((0, slab.y + slab.high))[1])
        for slab in sheet.of(Slab, gid)
    ]


def written(sheet: Sheet, gid: str | None = None) -> list[str]:
    return [words.text for words in sheet.of(Words, gid)]


def touching(sheet: Sheet) -> list[tuple[str, str]]:
    """Pairs of texts that lie over each other."""
    boxes = [(words.text, inked(words)) for words in sheet.of(Words)]
    return [
        (one, other)
        for (one, here), (other, there) in combinations(boxes, 2)
        if min(here[2], there[2]) - max(here[0], there[0]) > 1
        and min(here[3], there[3]) - max(here[1], there[1]) > 1
    ]


GROUNDS = {
    *("card", "wash", "border", "within", "within-edge", "paused", "paused-edge", "today"),
    *("rule", "ground", "tick", "marker", "sample", "sample-edge", "behind-number"),
}
"""What lies behind, and what belongs to a text: a sample stands beside its own."""


def covering(sheet: Sheet) -> list[tuple[str, str]]:
    """Texts over marks and lines of data; a number in its own mark is what it is there for."""
    texts = [(words, inked(words)) for words in sheet.of(Words)]
    return [
        (mark.gid, words.text)
        for mark in (*sheet.of(Dots), *sheet.of(Slab), *sheet.of(Stroke))
        if mark.gid not in GROUNDS
        for left, lower, right, upper in _boxes(mark)
        for words, box in texts
        if (mark.gid, words.gid) != ("moment", "moment-number")
        and min(right, box[2]) - max(left, box[0]) > 1
        and min(upper, box[3]) - max(lower, box[1]) > 1
    ]


def _boxes(mark: Dots | Slab | Stroke) -> Iterable[tuple[float, float, float, float]]:
    """Where a mark is; a line is taken in short pieces."""
    match mark:
        case Dots(spots=spots, size=size):
            yield from ((x - size / 2, y - size / 2, x + size / 2, y + size / 2)
                        for x, y in spots)  # fmt: skip
        case Slab():
            yield mark.x, mark.y, mark.x + mark.wide, mark.y + mark.high
        case Stroke(spots=spots, width=width):
            for (x, y), (to_x, to_y) in pairwise(spots):
                pieces = max(int(max(abs(to_x - x), abs(to_y - y)) // 4), 1)
                for piece in range(pieces + 1):
                    at_x, at_y = x + (to_x - x) * piece / pieces, y + (to_y - y) * piece / pieces
                    yield (at_x - width / 2, at_y - width / 2, at_x + width / 2, at_y + width / 2)


def cut(sheet: Sheet) -> list[str]:
    """Texts that do not lie wholly on the picture."""
    wide, high = sheet.size.width, sheet.size.height
    boxes = [(words.text, inked(words)) for words in sheet.of(Words)]
    return [
        text
        for text, (left, lower, right, upper) in boxes
        if left < 0 or lower < 0 or right > wide or upper > high
    ]
