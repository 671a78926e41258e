"""Every chart with made-up numbers, as it looks by day and night, empty, crowded and mirrored."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from care.insight import Insight, insight
from care.pause import Stretch
from care.pictured import DayState, GoalProgress, GroupDay, Marker, MarkerKind, ReviewedDay
from care.progress import Point, Trajectory
from charts import dates
from charts.gallery_words import ENGLISH, Sample
from charts.requests import (
    SLACK,
    CalendarPicture,
    CaseloadEntry,
    CaseloadPicture,
    Count,
    Course,
    DashboardPicture,
    EvidencePicture,
    GoalsPicture,
    GroupPicture,
    InsightPicture,
    Look,
    Pair,
    Picture,
    ProgressPicture,
    PulseItem,
    PulsePicture,
    Size,
    ThenAndNowPicture,
    WeekPicture,
)
from questionnaires.catalogue import instrument
from questionnaires.change import Change
from questionnaires.instrument import Instrument

TODAY = date(2026, 3, 29)
ACCENT = "#2e7d6b"
PAGE = Size(1080, 1350, 34)

_MOOD = (5, 4, 4, 6, 5, 3, 4, 5, 6, 6, 5, 7, 6, 5, 4, 6, 7, 6, 7, 8, 6, 7, 6, 5, 7, 8, 7, 7)
_CODES = (
    *("quiet-harbor", "amber-field", "north-window", "early-lantern"),
    *("concentric-chandelier", "tall-pine"),
)
"""One of them as long as codes are."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Made-up data: how many weeks and days of it there are."""

    weeks: int
    days: int
    paused: bool = False


FULL, POINT, EMPTY = Scene(13, 90, paused=True), Scene(1, 1), Scene(0, 0)
YEARS = Scene(160, 90)


def gallery() -> Iterator[tuple[str, Picture]]:
    """A name and a picture, of every chart in every state."""
    from charts.gallery_words import ARABIC, LONG, SPANISH

    light, dark = Look(ACCENT, size=PAGE), Look(ACCENT, dark=True, size=PAGE)
    for name, words, look, scene in (
        ("light", ENGLISH, light, FULL),
        ("dark", ENGLISH, dark, FULL),
        ("spanish", SPANISH, light, FULL),
        ("right-to-left", ARABIC, light, FULL),
        ("empty", ENGLISH, light, EMPTY),
        ("one-point", ENGLISH, light, POINT),
        ("years", ENGLISH, light, YEARS),
        ("long-names", LONG, light, FULL),
    ):
        for chart, picture in pictures(words, look, scene):
            yield f"{chart}-{name}", picture


def pictures(words: Sample, look: Look, scene: Scene) -> Iterator[tuple[str, Picture]]:
    """Every chart with this much data; those that nothing can be drawn of are left out."""
    words = words.with_few() if scene == POINT else words
    yield "dashboard", dashboard(words, look, scene)
    yield from _of_scores(words, look, scene)
    yield "pulse", _pulse(words, look, scene)
    yield (
        "calendar",
        CalendarPicture(
            _states(scene),
            words.plain("calendar"),
            words.states,
            TODAY,
            look,
            _markers(words, scene),
            words.session,
        ),
    )
    first, latest = words.then_now
    yield "goals", GoalsPicture(_goals(words, scene), words.plain("goals"), first, latest, look)
    found = _insight(scene)
    if found is not None:
        yield (
            "insight",
            InsightPicture(
                found,
                words.plain("insight"),
                words.told,
                *words.sides,
                0,
                10,
                words.scale,
                look,
                *(words.days.format(days=len(each)) for each in (found.with_it, found.without)),
            ),
        )
    yield (
        "then-and-now",
        ThenAndNowPicture(_pairs(words, scene), words.plain("then-and-now"), first, latest, look),
    )
    yield "week", _week(words, look, scene)
    yield "caseload", _caseload(words, look, scene)
    yield "group", GroupPicture(_group(scene), 8, words.plain("group"), look)


def dashboard(words: Sample, look: Look, scene: Scene) -> DashboardPicture:
    """The dashboard that the benchmark measures too."""
    courses = tuple(
        Course(each, name, words.first)
        for each, name in zip(_courses(scene), words.scales, strict=False)
    )
    counts = tuple(map(Count, ("9 / 12", "14"), words.counts)) if scene.weeks else ()
    return DashboardPicture(
        courses, _mood(scene), _states(scene), _goals(words, scene), counts,
        words.plain("dashboard"), words.items[0], words.mean, words.check_ins, words.goals_name,
        words.states, TODAY, look, _markers(words, scene), words.session, _paused(scene),
        words.marks, words.then_now[0],
    )  # fmt: skip


def _of_scores(words: Sample, look: Look, scene: Scene) -> Iterator[tuple[str, Picture]]:
    size, said = Size(1080, 810, 36), replace(words.progress, paused=words.states.paused)
    for course in _courses(scene)[:1]:
        points = f"{abs(course.difference):g}"
        said = replace(said, trend=said.trend.format(points=points) if scene.weeks > 3 else "")
        yield (
            "progress",
            ProgressPicture(course, said, look.accent, False, TODAY, size, look.dark,
                            _markers(words, scene), _paused(scene)),
        )  # fmt: skip
        yield (
            "progress-bands",
            ProgressPicture(
                course, replace(said, paused=""), look.accent, True, TODAY, size, look.dark
            ),
        )
    mood = _mood(scene)[-28:]
    falls = zip((on for on, _ in mood[-4:]), (7, 6, 4, 2), strict=False)
    mood = (*mood[:-4], *falls)
    raised = frozenset(on for on, _ in mood[-4:])
    noted = replace(words.evidence, paused=words.states.paused)
    yield (
        "evidence",
        EvidencePicture(mood, raised, noted, 0, 10, look.accent, TODAY, SLACK, look.dark,
                        paused=_paused(scene)),
    )  # fmt: skip


def _courses(scene: Scene) -> tuple[Trajectory, ...]:
    return tuple(
        found
        for code, start, end in (("phq9", 17, 8), ("gad7", 14, 9))
        if (found := _course(instrument(code), start, end, scene.weeks))
    )


def _course(asked: Instrument, start: int, end: int, weeks: int) -> Trajectory | None:
    points, missed = [], []
    for week in range(weeks):
        on = TODAY - timedelta(weeks=weeks - 1 - week)
        if week % 9 in (3, 4) and weeks > 4:
            missed.append(on)
            continue
        wobble = (0, 2, -1, 1, -2, 0, 1)[week % 7]
        points.append(Point(on, round(start + (end - start) * week / max(weeks - 1, 1)) + wobble))
    return Trajectory(asked, tuple(points), tuple(missed)) if points else None


def _mood(scene: Scene) -> tuple[tuple[date, int], ...]:
    found = []
    for age in range(scene.days):
        on = TODAY - timedelta(days=scene.days - 1 - age)
        if (age % 11 == 4 and scene.days > 5) or _is_paused(on, scene):
            continue
        found.append((on, _MOOD[age * 5 % 23 % len(_MOOD)] if age < 40 else _MOOD[age * 3 % 28]))
    return tuple(found)


def _paused(scene: Scene) -> tuple[Stretch, ...]:
    return ((TODAY - timedelta(days=30), TODAY - timedelta(days=24)),) if scene.paused else ()


def _is_paused(on: date, scene: Scene) -> bool:
    return scene.paused and 24 <= (TODAY - on).days < 31


def _states(scene: Scene) -> tuple[tuple[date, DayState], ...]:
    found = []
    for age in range(scene.days):
        on = TODAY - timedelta(days=age)
        state = DayState.DONE if age % 6 != 4 else DayState.LATE if age % 4 else DayState.OPEN
        found.append((on, DayState.PAUSED if _is_paused(on, scene) else state))
    return tuple(reversed(found))


def _goals(words: Sample, scene: Scene) -> tuple[GoalProgress, ...]:
    many = {FULL: 3, POINT: 1, EMPTY: 0}.get(scene, 3)
    numbers = ((2, 6), (4, 5), (1, 8))
    return tuple(GoalProgress(text, *numbers[at]) for at, text in enumerate(words.goals[:many]))


def _markers(words: Sample, scene: Scene) -> tuple[Marker, ...]:
    if scene.weeks < 2:
        return ()
    sessions = (
        Marker(TODAY - timedelta(days=12 + 14 * each), MarkerKind.SESSION) for each in range(6)
    )
    moment = Marker(TODAY - timedelta(days=47), MarkerKind.MOMENT, words.moment)
    return (*sessions, moment)


def _pulse(words: Sample, look: Look, scene: Scene) -> PulsePicture:
    first = TODAY - timedelta(days=55)
    mood = _mood(scene)
    other = tuple((on, (value * 7 + on.day) % 11) for on, value in mood)
    way = tuple((on, (value * 5 + on.day) % 11) for on, value in mood if on.day % 9)
    name, pain, in_the_way = words.items
    items = (
        PulseItem(name, *words.ends, 0, 10, mood),
        PulseItem(pain, *words.ends, 0, 10, other,
                  PulseItem(in_the_way, *words.ends, 0, 10, way)),
    )  # fmt: skip
    return PulsePicture(
        items, words.plain("pulse"), first, TODAY, look, _paused(scene), words.states.paused,
        _markers(words, scene), words.session,
    )  # fmt: skip


def _insight(scene: Scene) -> Insight | None:
    mood = _mood(scene)
    minutes = {on: 15 if (on.toordinal() * 7) % 5 < 2 else 0 for on, _ in mood}
    pain = {on: max(0, min(10, 7 - value // 2 - (1 if minutes[on] else 0))) for on, value in mood}
    return insight(minutes, pain, at_least=10)


def _pairs(words: Sample, scene: Scene) -> tuple[Pair, ...]:
    if scene.weeks < 2:
        return ()
    scores = ((17, 8, 0, 27), (14, 13, 0, 21))
    means = ((4.3, 6.1, 0, 10), (6.6, 6.2, 0, 10), (7.1, 4, 0, 10))
    return (
        *(
            Pair(name, *each, _between(words.locale))
            for name, each in zip(words.scales, scores, strict=True)
        ),
        *(Pair(name, *each, words.note) for name, each in zip(words.items, means, strict=True)),
    )


def _between(locale: str) -> str:
    then = TODAY - timedelta(days=91)
    return f"{dates.short(then, locale)} · {dates.short(TODAY, locale)}"


def _week(words: Sample, look: Look, scene: Scene) -> WeekPicture:
    days = []
    for age in range(7):
        on = TODAY - timedelta(days=6 - age)
        known = scene.days > 6 - age and age != 2
        state = (
            (DayState.DONE, DayState.LATE)[age == 4]
            if known
            else DayState.OPEN
            if scene.days
            else None
        )
        days.append(
            ReviewedDay(on, state, (5, 4, 0, 6, 7, 6, 8)[age] if known else None,
                        (10, 0, 0, 15, 20, 0, 12)[age] if known else None)
        )  # fmt: skip
    counts = tuple(map(Count, ("2 / 3", "4"), words.counts)) if scene.weeks > 1 else ()
    return WeekPicture(
        tuple(days), counts, words.plain("week"), words.check_ins, words.items[0], words.practice,
        words.states, look, _of_week(words, scene), words.session,
    )  # fmt: skip


def _of_week(words: Sample, scene: Scene) -> tuple[Marker, ...]:
    if scene.weeks < 2:
        return ()
    session, moment = TODAY - timedelta(days=4), TODAY - timedelta(days=2)
    return (
        Marker(session, MarkerKind.SESSION),
        Marker(moment, MarkerKind.MOMENT, words.moment),
        Marker(moment, MarkerKind.SESSION),
    )


def _caseload(words: Sample, look: Look, scene: Scene) -> CaseloadPicture:
    asked, entries = instrument("phq9"), []
    for at, code in enumerate(_CODES if scene.weeks else ()):
        course = _course(asked, 19 - at * 2, 6 + at * 3, min(scene.weeks, 4 + at * 3))
        paused = _paused(scene) if at == 1 else ()
        course = course if at != 3 else None
        marked = _markers(words, scene) if at in (0, 4) else ()
        entries.append(CaseloadEntry(code, course, _change(words, course), paused, marked))
    span = (TODAY - timedelta(days=90), TODAY)
    return CaseloadPicture(tuple(entries), words.plain("caseload"), look, span, words.marks)


def _change(words: Sample, course: Trajectory | None) -> str:
    if course is None or len(course.points) == 1:
        return ""
    lower, same, higher = words.changes
    found = {Change.IMPROVED: lower, Change.DETERIORATED: higher}
    said = found.get(course.change, same) if course.change else same
    return said.format(points=f"{abs(course.difference):g}")


def _group(scene: Scene) -> tuple[GroupDay, ...]:
    days = min(scene.days, 28)
    return tuple(
        GroupDay(TODAY - timedelta(days=days - 1 - age), (3, 5, 4, 6, 2, 0, 5)[age % 7])
        for age in range(days)
    )
