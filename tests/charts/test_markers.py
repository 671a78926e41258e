"""Key moments on pictures: none hides another, however many there are and whatever they say."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, product

import pytest

from care.pictured import MOST_MOMENTS, Marker, MarkerKind, on_picture
from charts.drawing import draw
from charts.gallery import ACCENT, FULL, PAGE, TODAY, dashboard, pictures
from charts.gallery_words import ENGLISH
from charts.gathered import drawn
from charts.markers import spread
from charts.requests import Look
from charts.sheet import Dots, Words

LOOK = Look(ACCENT, size=PAGE)
FIRST = date(2026, 1, 1)
PICTURES = dict(pictures(ENGLISH, LOOK, FULL))


def moment(ago, words="a walk"):
    return Marker(TODAY - timedelta(days=ago), MarkerKind.MOMENT, words)


def session(ago):
    return Marker(TODAY - timedelta(days=ago), MarkerKind.SESSION)


def said(sheet, gid="key"):
    return [words.text for words in sheet.of(Words, gid)]


def spots(sheet, gid):
    return [spot for mark in sheet.of(Dots, gid) for spot in mark.spots]


def test_moments_of_one_day_are_one_number_and_all_of_them_are_told():
    [one] = on_picture([moment(3, "b"), moment(3, "a"), moment(3, "a")], FIRST, TODAY)
    [many] = on_picture([moment(3, each) for each in "abcdef"], FIRST, TODAY)

    assert one.words == "a · b"
    assert many.words == "a · b · c · …"


def test_the_newest_days_are_named_and_every_session_is_flagged():
    markers = [moment(each) for each in range(9)] + [session(each) for each in range(20)]

    found = on_picture(markers, FIRST, TODAY)

    days = [each.on for each in found if each.kind is MarkerKind.MOMENT]
    assert days == [TODAY - timedelta(days=each) for each in range(MOST_MOMENTS)][::-1]
    assert len(found) == MOST_MOMENTS + 20


def test_what_lies_outside_a_picture_is_not_on_it():
    tomorrow = Marker(TODAY + timedelta(days=1), MarkerKind.MOMENT, "x")
    before = Marker(FIRST - timedelta(days=1), MarkerKind.MOMENT, "x")

    assert on_picture([tomorrow, before], FIRST, TODAY) == ()


@pytest.mark.parametrize("name", ["progress", "pulse", "evidence", "dashboard"])
def test_numbers_of_days_that_follow_each_other_hide_neither_each_other_nor_a_flag(name):
    markers = (*(moment(each, f"day {each}") for each in (0, 1, 2, 3)), session(1), session(3))
    asked = replace(dict(pictures(ENGLISH, LOOK, FULL))[name], markers=markers)

    sheet = drawn(asked)

    numbers, flags = spots(sheet, "moment"), spots(sheet, "session")
    wide = sheet.of(Dots, "moment")[0].size
    for one, other in (*combinations(numbers, 2), *product(numbers, flags)):
        assert max(abs(one[0] - other[0]), abs(one[1] - other[1])) > wide * 0.6
    # All of them stand above their plot, where no value is hidden, and inside the picture.
    for _, y in numbers:
        assert min(abs(y - frame.y1) for frame in sheet.frames if frame.y1 < y) > wide * 0.6
        assert y + wide < sheet.size.height
    assert said(sheet, "moment-number").count("4") == len(numbers) // 4 + 1


def test_numbers_move_no_further_than_they_must_and_stay_on_the_picture():
    assert spread([10.0, 50.0], 20, 100) == [10, 50]
    assert spread([50.0, 50.0], 20, 100) == [40, 60]
    assert spread([99.0, 100.0], 20, 100) == [80, 100]
    assert spread([], 20, 100) == []


@pytest.mark.parametrize(
    "words", ["$\\frac{1}{2}$ & <b>x</b> _a_ {b}", "x" * 60, "加油 🌱", "%s {}"]
)
def test_any_words_are_drawn_as_they_are_written(words):
    asked = replace(dashboard(ENGLISH, LOOK, FULL), markers=(moment(5, words),))

    keys = "".join(said(drawn(asked)))

    plain = words.replace("加油 🌱", "").strip()
    assert plain in keys
    assert draw(asked).startswith(b"\x89PNG")


def test_then_and_now_tells_what_was_marked_between_them():
    asked = dict(pictures(ENGLISH, LOOK, FULL))["then-and-now"]

    keys = said(drawn(replace(asked, moments=(moment(20, "the new flat"),))))

    assert any("the new flat" in each for each in keys)


def test_two_pictures_with_other_moments_are_not_the_same_picture():
    asked = dashboard(ENGLISH, LOOK, FULL)

    one = replace(asked, markers=(moment(5, "one"),))
    other = replace(asked, markers=(moment(5, "two"),))

    # By this the studio knows what it has drawn lately.
    assert repr(one) != repr(other)
    assert draw(one) != draw(other)


@pytest.mark.parametrize("chart", ["calendar", "week"])
def test_where_days_have_places_sessions_and_moments_stand_above_theirs(chart):
    sheet = drawn(PICTURES[chart])

    [moment] = [spot for mark in sheet.of(Dots, "moment") for spot in mark.spots]
    flags = [spot for mark in sheet.of(Dots, "session") for spot in mark.spots]
    drawn_days = [each for each in sheet.of(Dots) if each.gid.startswith("day-")]
    days = [spot for mark in drawn_days for spot in mark.spots]
    assert flags
    for x, y in (moment, *flags):
        # Nothing of a day is hidden, and none is far from its day.
        nearest = min(abs(x - at[0]) + abs(y - at[1]) for at in days)
        assert PAGE.text * 0.5 < nearest < PAGE.text * 3.2
    keys = [words.text for words in sheet.of(Words, "key")]
    assert ENGLISH.session in keys
    assert any(ENGLISH.moment in each for each in keys)


def test_small_pictures_side_by_side_show_the_days_and_name_both_marks_once():
    sheet = drawn(PICTURES["caseload"])

    assert sheet.of(Dots, "session")
    assert sheet.of(Dots, "moment")
    keys = [words.text for words in sheet.of(Words, "key")]
    assert keys.count("session") == keys.count("key moment") == 1
