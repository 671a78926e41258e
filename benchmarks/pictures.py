"""pictures: our dashboard, beside the same picture as most people would draw it with pyplot."""

import gc
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from statistics import median

from benchmarks.memory import MB, resident
from benchmarks.reading import Progress
from benchmarks.result import Result, result
from charts.drawing import draw
from charts.gallery import ACCENT, FULL, PAGE, dashboard
from charts.gallery_words import ENGLISH
from charts.requests import DashboardPicture, Look

RATIO = 10.0
BYTES = 100_000
FIRST_SECONDS = 0.5
KEPT_MB = 8.0
"""What memory may grow by over all pictures, once caches are full."""

_TRIES = 3

_FIRST = """
import time
from charts import agg, gathered, png
from charts.drawing import draw
from charts.gallery import ACCENT, FULL, PAGE, dashboard
from charts.gallery_words import ENGLISH
from charts.requests import Look
asked = dashboard(ENGLISH, Look(ACCENT, size=PAGE), FULL)
start = time.perf_counter()
draw(asked)
print(time.perf_counter() - start)
"""


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured."""

    rounds: int = 25
    pictures: int = 5_000


def measure(seed: int, size: Size, progress: Progress) -> Result:
    """Both in turn, each picture with other numbers; then what many leave in memory."""
    from benchmarks.contestants.pyplot_dashboard import pyplot_dashboard

    chance = Random(seed)
    _timed(lambda: draw(_asked(chance)))
    _timed(lambda: pyplot_dashboard(_asked(chance)))
    ours, theirs, files = [], [], []
    for each in range(size.rounds):
        asked = _asked(chance)
        seconds, file = _timed(lambda asked=asked: draw(asked))  # type: ignore[misc]
        ours.append(seconds)
        files.append(len(file))
        theirs.append(_timed(lambda asked=asked: pyplot_dashboard(asked))[0])  # type: ignore[misc]
        progress(each / size.rounds * 0.4, f"{each + 1} of {size.rounds} pictures, both ways")
    grown = _grown(chance, size.pictures, progress)
    first = _first()
    ratio = median(theirs) / median(ours)
    progress(1.0, "")
    return result(
        "pictures",
        seed,
        {
            "ratio": ratio,
            "ours_ms": median(ours) * 1000,
            "pyplot_ms": median(theirs) * 1000,
            "bytes": max(files),
            "first_ms": first * 1000,
            "pictures": size.pictures,
            "grown_mb": grown,
        },
        passed=ratio >= RATIO
        and max(files) <= BYTES
        and first <= FIRST_SECONDS
        and grown <= KEPT_MB,
    )


def _asked(chance: Random) -> DashboardPicture:
    """The dashboard of the gallery with other numbers: nothing is drawn twice."""
    asked = dashboard(ENGLISH, Look(ACCENT, size=PAGE), FULL)
    mood = tuple((on, chance.randint(0, 10)) for on, _ in asked.mood)
    courses = tuple(
        replace(
            course,
            trajectory=replace(
                course.trajectory,
                points=tuple(
                    replace(point, score=chance.randint(3, 20))
                    for point in course.trajectory.points
                ),
            ),
        )
        for course in asked.courses
    )
    goals = tuple(replace(goal, latest=chance.randint(goal.first, 10)) for goal in asked.goals)
    return replace(asked, mood=mood, courses=courses, goals=goals)


def _timed(work: Callable[[], bytes]) -> tuple[float, bytes]:
    start = time.perf_counter()
    file = work()
    return time.perf_counter() - start, file


def _grown(chance: Random, pictures: int, progress: Progress) -> float:
    """Megabytes of the process that pictures add after the first fifth, in which caches fill."""
    settled = 0.0
    for each in range(pictures):
        if each == pictures // 5:
            gc.collect()
            settled = resident() / MB
        draw(_asked(chance))
        if each % 50 == 0:
            progress(0.4 + each / pictures * 0.55, f"{each:,} pictures in one process")
    gc.collect()
    return resident() / MB - settled


def _first() -> float:
    """Seconds of the first picture in a new process, after the libraries are imported.

    The least of three: what else the machine does at that moment is not the picture's.
    """
    root = Path(__file__).parent.parent
    run = [sys.executable, "-c", _FIRST]
    return min(
        float(subprocess.run(run, cwd=root, check=True, capture_output=True).stdout)
        for _ in range(_TRIES)
    )
