"""Every chart in every state: all text on the picture, none over another, small files."""

from dataclasses import replace
from functools import cache

import pytest

from charts.gallery import gallery
from charts.gathered import drawn
from charts.png import render
from charts.sheet import Dots, Sheet, Slab, Stroke
from tests.charts.pictures import covering, cut, touching

PICTURES = dict(gallery())


@cache
def hung(name: str) -> Sheet:
    return drawn(PICTURES[name])


CHARTS = ("dashboard", "progress", "evidence", "pulse", "calendar", "goals", "insight",
          "then-and-now", "week", "caseload", "group")  # fmt: skip


STATES = {"light", "dark", "spanish", "right-to-left", "empty", "one-point", "years", "long-names"}
NOTHING_TO_DRAW = {
    # Before the first score it is said in words; a link needs ten days on each side.
    "progress": {"empty"},
    "insight": {"empty", "one-point"},
}


def test_every_chart_is_there_by_day_and_by_night_mirrored_empty_and_crowded():
    for chart in CHARTS:
        states = {name.removeprefix(f"{chart}-") for name in PICTURES if name.startswith(chart)}
        assert states >= STATES - NOTHING_TO_DRAW.get(chart, set()), chart
        assert states.isdisjoint(NOTHING_TO_DRAW.get(chart, set())), chart


@pytest.mark.parametrize("name", PICTURES)
def test_no_text_touches_another_or_leaves_the_picture(name):
    sheet = hung(name)

    assert touching(sheet) == []
    assert cut(sheet) == []


@pytest.mark.parametrize("name", PICTURES)
def test_no_text_lies_over_what_is_drawn(name):
    assert covering(hung(name)) == []


@pytest.mark.parametrize("name", PICTURES)
def test_nothing_leaves_the_picture(name):
    sheet = hung(name)

    spots = [spot for mark in (*sheet.of(Stroke), *sheet.of(Dots)) for spot in mark.spots]
    corners = [(each.x, each.y) for each in sheet.of(Slab)]
    corners += [(each.x + each.wide, each.y + each.high) for each in sheet.of(Slab)]
    for x, y in (*spots, *corners):
        assert 0 <= x <= sheet.size.width
        assert 0 <= y <= sheet.size.height


@pytest.mark.parametrize("name", PICTURES)
def test_every_file_is_small(name):
    assert len(render(hung(name))) <= 100_000


def test_a_picture_with_nothing_but_letters_is_small_too():
    asked = PICTURES["dashboard-long-names"]
    goals = tuple(replace(each, words="Mg8@Wß&" * 40) for each in (*asked.goals, *asked.goals))
    name = "Quiz & Fjord, Mg8@Wß "
    crowded = replace(
        asked,
        goals=goals,
        courses=tuple(replace(each, name=name * 12) for each in asked.courses),
        words=replace(asked.words, title=name * 20, footer=name * 30),
        mood_name=name * 20,
    )

    file = render(drawn(crowded))

    assert len(file) <= 100_000


def test_who_reads_from_the_right_sees_time_run_from_the_right():
    english, arabic = (hung(f"progress-{name}") for name in ("light", "right-to-left"))

    def first_score(sheet):
        return sheet.of(Dots, "score")[0].spots[0][0] / sheet.size.width

    assert first_score(english) < 0.3
    assert first_score(arabic) > 0.7
