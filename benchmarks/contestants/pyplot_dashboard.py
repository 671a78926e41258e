"""The dashboard as plain pyplot draws it: the same panels, numbers, marks and words."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import matplotlib as mpl

mpl.use("Agg")

from matplotlib import pyplot as plt  # noqa: TID251  # it is the yardstick

from care.pictured import DayState, means
from charts.requests import Course, DashboardPicture

_MARKS = {
    DayState.DONE: ("o", "#2e7d6b"),
    DayState.LATE: ("o", "#8fb8ad"),
    DayState.OPEN: ("o", "none"),
    DayState.PAUSED: ("_", "#52606d"),
}


def pyplot_dashboard(asked: DashboardPicture) -> bytes:
    """A PNG of the width and height that ours has."""
    figure = plt.figure(figsize=(10.8, 16.02), dpi=100)
    grid = figure.add_gridspec(4, 6, height_ratios=(9, 7.6, 8.4, 10), hspace=0.45, wspace=0.9)
    figure.suptitle(asked.words.title, fontsize=24, x=0.08, ha="left", weight="bold")
    for place, course in zip((grid[0, :3], grid[0, 3:]), asked.courses, strict=True):
        _course(figure.add_subplot(place), course)
    _mood(figure.add_subplot(grid[1, :]), asked)
    _check_ins(figure.add_subplot(grid[2, :4]), asked)
    _counts(figure.add_subplot(grid[2, 4:]), asked)
    _goals(figure.add_subplot(grid[3, :]), asked)
    figure.text(0.08, 0.04, asked.words.footer, fontsize=14)
    file = BytesIO()
    figure.savefig(file, format="png")
    plt.close(figure)
    return file.getvalue()


def _course(axes: Any, course: Course) -> None:
    measure, points = course.trajectory.measure, course.trajectory.points
    baseline, least = points[0].score, course.trajectory.least_change or 0
    axes.set_title(course.name, loc="left", fontsize=16)
    axes.axhspan(baseline - least, baseline + least, alpha=0.15, color="#2e7d6b")
    axes.axhline(baseline, linestyle="--", color="#52606d")
    axes.plot([p.on for p in points], [p.score for p in points], marker="o", color="#2e7d6b")
    axes.plot(course.trajectory.missed, [0] * len(course.trajectory.missed), "o", mfc="none")
    axes.set_ylim(measure.lowest, measure.highest)
    axes.text(0, 1.02, f"{points[-1].score}  {course.first}", transform=axes.transAxes, fontsize=12)
    axes.tick_params(axis="x", rotation=30)


def _mood(axes: Any, asked: DashboardPicture) -> None:
    axes.set_title(asked.mood_name, loc="left", fontsize=16)
    axes.plot([on for on, _ in asked.mood], [value for _, value in asked.mood], "o", markersize=4)
    found = means(asked.mood)
    axes.plot([on for on, _ in found], [value for _, value in found], label=asked.mean_name)
    for on, state in asked.days:
        if state is DayState.PAUSED:
            axes.axvspan(on, on + timedelta(days=1), alpha=0.15, color="#52606d")
    for marker in asked.markers:
        axes.axvline(marker.on, linestyle=":", color="#52606d")
    axes.set_ylim(0, 10)
    axes.legend()


def _check_ins(axes: Any, asked: DashboardPicture) -> None:
    axes.set_title(asked.check_ins_name, loc="left", fontsize=16)
    monday = asked.days[0][0] - timedelta(days=asked.days[0][0].weekday())
    for state, (mark, colour) in _MARKS.items():
        spots = [_spot(on, monday) for on, found in asked.days if found is state]
        axes.scatter(
            [x for x, _ in spots],
            [y for _, y in spots],
            marker=mark,
            s=90,
            facecolors=colour if mark == "o" else None,
            edgecolors="#2e7d6b" if mark == "o" else None,
            label=str(state),
        )
    axes.set_yticks(range(7), ["S", "S", "F", "T", "W", "T", "M"])
    axes.legend(ncols=4, loc="upper center", bbox_to_anchor=(0.5, -0.05))


def _spot(on: date, monday: date) -> tuple[int, int]:
    week, day = divmod((on - monday).days, 7)
    return week, 6 - day


def _counts(axes: Any, asked: DashboardPicture) -> None:
    axes.axis("off")
    for row, count in enumerate(asked.counts):
        axes.text(0, 0.8 - row * 0.5, count.number, fontsize=26, color="#2e7d6b")
        axes.text(0, 0.65 - row * 0.5, count.name, fontsize=13)


def _goals(axes: Any, asked: DashboardPicture) -> None:
    axes.set_title(asked.goals_name, loc="left", fontsize=16)
    names = [goal.words for goal in asked.goals]
    axes.barh(names, [10] * len(names), color="#d3dae2", height=0.3)
    bars = axes.barh(names, [goal.latest for goal in asked.goals], color="#2e7d6b", height=0.3)
    axes.plot([goal.first for goal in asked.goals], names, "o", mfc="white", color="#52606d")
    axes.bar_label(bars)
