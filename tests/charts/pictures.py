"""Pictures for the tests: trajectories, words in three languages, and what an eye would check."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import combinations

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from care.progress import Point, Trajectory
from charts.requests import EvidenceWords, ProgressWords
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


def lines(axes: Axes, gid: str) -> list[Line2D]:
    return [line for line in axes.lines if line.get_gid() == gid]


def written(figure: Figure, gid: str | None = None) -> list[str]:
    return [text.get_text() for text in _texts(figure) if gid in (None, text.get_gid())]


def touching(figure: Figure) -> list[tuple[str, str]]:
    """Pairs of texts that lie over one another."""
    boxes = [(text.get_text(), _ink(text)) for text in _texts(figure)]
    return [
        (one, other)
        for (one, here), (other, there) in combinations(boxes, 2)
        if min(here.x1, there.x1) - max(here.x0, there.x0) > 0
        and min(here.y1, there.y1) - max(here.y0, there.y0) > 0
    ]


def cut(figure: Figure) -> list[str]:
    """Texts that do not lie wholly on the picture."""
    wide, high = figure.canvas.get_width_height()
    return [
        text.get_text()
        for text in _texts(figure)
        if (box := _ink(text)).x0 < 0 or box.y0 < 0 or box.x1 > wide or box.y1 > high
    ]


def _texts(figure: Figure) -> list[Text]:
    return [text for text in figure.findobj(Text) if text.get_visible() and text.get_text()]


def _ink(text: Text) -> Bbox:
    return text.get_window_extent()
