"""Daily values: no day hidden, no gap bridged, a mean only of enough days."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from care.pictured import DayState, means
from charts.gallery import ACCENT, EMPTY, FULL, PAGE, POINT, TODAY, dashboard, pictures
from charts.gallery_words import ARABIC, ENGLISH
from charts.gathered import drawn
from charts.requests import Look
from charts.sheet import Dots, Slab, Stroke, Words
from tests.charts.pictures import covering, cut, touching

LOOK = Look(ACCENT, size=PAGE)
MONDAY = date(2026, 3, 2)


def picture(name, scene=FULL):
    return drawn(dict(pictures(ENGLISH, LOOK, scene))[name])


def spots(sheet, gid):
    return [spot for mark in sheet.of(Dots, gid) for spot in mark.spots]


def test_a_mean_needs_four_of_its_seven_days():
    four = [(MONDAY + timedelta(days=day), 5) for day in (0, 1, 2, 6)]

    assert means(four[:3]) == ()
    assert means(four) == ((MONDAY + timedelta(days=6), 5.0),)


def test_every_day_of_mood_is_a_dot_beside_the_mean():
    asked = dashboard(ENGLISH, LOOK, FULL)

    sheet = drawn(asked)

    assert len(spots(sheet, "value-dot")) == len(asked.mood)
    assert sheet.of(Stroke, "mean")


def test_a_gap_breaks_the_line_of_a_daily_item():
    lines = picture("pulse").of(Stroke, "values")

    assert len(lines) > 4
    assert not any(
        there[0] - here[0] > 40 for line in lines for here, there in pairwise(line.spots)
    )


def test_a_pause_is_shaded_and_named():
    sheet = picture("pulse")

    assert sheet.of(Slab, "paused")
    assert ENGLISH.states.paused in [words.text for words in sheet.of(Words, "key")]


def test_each_state_of_a_day_has_a_mark_of_its_own():
    sheet = picture("calendar")

    first = date(2026, 1, 1)
    states = [state for on, state in dashboard(ENGLISH, LOOK, FULL).days if on >= first]
    assert len(spots(sheet, "day-done")) == states.count(DayState.DONE)
    assert len(spots(sheet, "day-late")) == states.count(DayState.LATE)
    assert len(spots(sheet, "day-open")) == states.count(DayState.OPEN)
    assert len(sheet.of(Stroke, "day-paused")) == states.count(DayState.PAUSED)


def test_key_moments_are_numbered_and_explained_and_sessions_flagged():
    sheet = picture("progress")

    assert [words.text for words in sheet.of(Words, "moment-number")] == ["1", "1"]
    assert any(ENGLISH.moment in words.text for words in sheet.of(Words, "key"))
    assert len(spots(sheet, "session")) == 6


def test_an_insight_shows_each_day_as_a_dot_and_both_means():
    asked = dict(pictures(ENGLISH, LOOK, FULL))["insight"]

    sheet = drawn(asked)

    days = len(asked.insight.with_it) + len(asked.insight.without)
    assert len(spots(sheet, "days")) == days
    assert sum(len(each.spots) for each in sheet.of(Dots, "mean")) == 2
    one, other = sheet.of(Dots, "days")
    assert one.shape != other.shape


def test_a_mean_is_pointed_at_from_below_and_hides_no_day():
    asked = dict(pictures(ENGLISH, LOOK, FULL))["insight"]
    crowded = replace(
        asked, insight=replace(asked.insight, with_it=(3,) * 90 + (4,) * 80, without=(10,) * 170)
    )

    for each in (asked, crowded):
        sheet = drawn(each)

        rows = sheet.of(Dots, "days")
        means = [(x, y + mean.size / 2) for mean in sheet.of(Dots, "mean") for x, y in mean.spots]
        numbers = sheet.of(Words, "mean-number")
        for row, (_, top), number in zip(rows, means, numbers, strict=True):
            lowest = min(y for _, y in row.spots) - row.size / 2
            assert top < lowest
            assert number.y + number.size * 0.75 < lowest
        assert covering(sheet) == cut(sheet) == touching(sheet) == []


def test_a_day_is_as_large_on_one_side_as_on_the_other_and_each_side_says_how_many_it_has():
    asked = dict(pictures(ENGLISH, LOOK, FULL))["insight"]
    uneven = replace(
        asked,
        insight=replace(asked.insight, with_it=(3,) * 90, without=(1, 5)),
        with_days="90 days",
        without_days="2 days",
    )

    sheet = drawn(uneven)

    assert len({mark.size for mark in sheet.of(Dots, "days")}) == 1
    assert [each.text for each in sheet.of(Words, "side-days")] == ["90 days", "2 days"]


def test_the_newest_number_of_an_item_stands_beside_its_day():
    asked = dict(pictures(ENGLISH, LOOK, FULL))["pulse"]
    mood, pain = asked.items
    earlier = replace(mood, values=mood.values[:-3])

    days = drawn(replace(asked, items=(earlier, pain))).of(Words, "number-day")

    assert [each.text for each in days] == ["Mar 26", "Mar 29", "Mar 29"]


def test_an_item_without_an_answer_takes_no_room_for_a_plot():
    full = dict(pictures(ENGLISH, LOOK, FULL))["pulse"]
    mood, _ = full.items
    none = replace(full, items=(mood, replace(mood, name="Sleep", values=())))

    assert drawn(none).size.height < drawn(replace(full, items=(mood, mood))).size.height - 100


def test_title_cards_and_marks_begin_on_one_line():
    for _, asked in pictures(ENGLISH, LOOK, FULL):
        sheet = drawn(asked)
        if sheet.of(Slab, "card"):
            starts = {round(each.x) for each in sheet.of(Words) if each.gid in {"title", "footer"}}
            # In a column of its own a calendar's first month begins there too.
            names = [each.x for each in sheet.of(Words) if each.gid in {"card-name", "goal"}]
            starts |= {round(min(names))} if names else set()
            assert len(starts) == 1


def test_a_calendar_has_no_row_that_no_month_needs():
    asked = dict(pictures(ENGLISH, LOOK, FULL))["calendar"]
    # From February to April of 2027 no month has days in six weeks.
    five = replace(asked, today=date(2027, 4, 30))
    shown = replace(five, days=((date(2027, 4, 1), DayState.DONE),))

    assert drawn(shown).size.height < drawn(asked).size.height


def test_a_small_group_is_not_shown():
    asked = dict(pictures(ENGLISH, LOOK, FULL))["group"]

    assert drawn(asked).of(Slab, "practised")
    assert not drawn(type(asked)(asked.days, 4, asked.words, LOOK)).of(Slab, "practised")


def test_what_is_empty_says_so_kindly():
    for name, asked in pictures(ENGLISH, LOOK, EMPTY):
        if name in {"dashboard", "pulse", "calendar", "goals", "then-and-now", "caseload"}:
            said = [words.text for words in drawn(asked).of(Words, "nothing")]
            assert " ".join(said).startswith(("Nothing here yet.", "No scores yet"))


def test_then_and_now_writes_both_numbers_without_a_judgement():
    sheet = picture("then-and-now")

    assert [words.text for words in sheet.of(Words, "then-number")] == [
        *("17", "14", "4.3", "6.6", "7.1")
    ]
    assert [words.text for words in sheet.of(Words, "number")] == [*("8", "13", "6.1", "6.2", "4")]
    assert len({mark.colour for mark in sheet.of(Stroke, "way")}) == 1


def test_few_answers_are_called_few_on_the_picture_itself():
    words = ENGLISH.with_few()

    for name in ("dashboard", "progress", "pulse", "evidence"):
        shown = [each.text for each in picture(name, POINT).of(Words)]
        assert words.few in " ".join(shown), name


def test_weekdays_and_dates_can_be_read_on_a_phone():
    """A picture 1080 wide is shown on a phone at a third of its size."""
    for name, asked in pictures(ENGLISH, LOOK, FULL):
        if name.startswith(("progress", "evidence")):
            continue
        sizes = {}
        for each in drawn(asked).of(Words):
            sizes.setdefault(each.gid, set()).add(each.size)
        assert min(min(found) for found in sizes.values()) >= 21, (name, sizes)
        if "weekday" in sizes:
            assert min(sizes["weekday"]) >= 26, name


def test_a_week_without_mood_has_no_row_of_it():
    asked = dict(pictures(ENGLISH, LOOK, FULL))["week"]
    none = replace(asked, days=tuple(replace(each, mood=None) for each in asked.days))

    rows = [words.text for words in drawn(none).of(Words, "row")]

    assert rows == [asked.check_ins_name, asked.practice_name]
    assert drawn(none).size.height < drawn(asked).size.height


def test_a_pause_that_begins_where_a_course_ends_is_not_shaded_in_it():
    asked = dashboard(ENGLISH, LOOK, FULL)
    latest = asked.courses[0].trajectory.latest.on

    def shaded(began):
        pause = (latest + timedelta(days=began), latest + timedelta(days=9))
        return len(drawn(replace(asked, mood=(), paused=(pause,))).of(Slab, "paused"))

    assert (shaded(0), shaded(-3)) == (0, 2)


def test_the_calendar_ends_today():
    frames = [(slab.x, slab.y) for slab in picture("calendar").of(Slab, "today")]

    assert len(frames) == 1
    assert TODAY.weekday() == 6


def test_how_much_pain_is_in_the_way_stands_in_one_panel_with_how_strong_it_is():
    sheet = picture("pulse")

    named = [words.text for words in sheet.of(Words, "card-name")]
    assert named == list(ENGLISH.items)
    grounds = sheet.of(Slab, "card")
    assert len(grounds) == 2
    pain, in_the_way = sheet.of(Words, "card-name")[1:]
    panel = grounds[1]
    assert all(panel.y < each.y < panel.y + panel.high for each in (pain, in_the_way))
    # The same days stand below each other.
    days = {(frame.x0, frame.x1, frame.first, frame.last) for frame in sheet.frames}
    assert len(sheet.frames) == 3
    assert len(days) == 1


def test_the_dashboard_says_what_stands_around_scores_and_goals():
    asked = dashboard(ENGLISH, LOOK, FULL)

    def keys(of):
        return {each.text for each in drawn(of).of(Words) if each.gid == "key"}

    wanted = {"start", "can be chance", "Goals: then"}
    assert wanted <= keys(asked)
    assert keys(replace(asked, courses=(), goals=())) & wanted == set()
    # With no calendar to say it, the ring of a score that was not answered has its own word.
    assert "left open" not in keys(asked)
    assert "left open" in keys(replace(asked, days=()))


def test_a_score_that_was_not_answered_never_stands_on_the_lowest_value():
    sheet = drawn(dashboard(ENGLISH, LOOK, FULL))

    frames = sheet.frames[:2]
    rings = [each for each in sheet.of(Dots) if each.gid == "missed"]
    assert len(rings) == len(frames)
    for frame, ring in zip(frames, rings, strict=True):
        assert all(y + ring.size / 2 < frame.y0 for _, y in ring.spots)


def test_a_goal_says_of_how_many_its_number_is():
    told = [each.text for each in picture("goals").of(Words) if each.gid == "highest"]

    arabic = drawn(dict(pictures(ARABIC, LOOK, FULL))["goals"])

    assert told == ["/ 10"] * 3
    # From the right the stroke still stands between the number and what it is of.
    assert [each.text for each in arabic.of(Words, "highest")] == ["10 /"] * 3


def test_every_day_of_a_group_has_its_number_and_none_is_a_nought():
    asked = next(each for name, each in pictures(ENGLISH, LOOK, FULL) if name == "group")

    told = [each.text for each in drawn(asked).of(Words) if each.gid == "practised-number"]

    assert told == [str(day.practised) for day in asked.days]
    assert "0" in told
