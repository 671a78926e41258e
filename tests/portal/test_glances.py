"""What a client looks at: a week, two numbers side by side, breaks, dark pictures, in few words."""

import threading
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product
from uuid import uuid4

import pytest

from care.appointments import Planned
from care.goals import MOST_OPEN, MOST_STEPS, STEP_LIMIT, WORDS_LIMIT, Goal, GoalState, Rating, Step
from care.insight import Pairing, insight
from care.moments import TITLE_LIMIT, Moment
from care.people import ClientId
from care.pictured import (
    MOST_MOMENTS,
    MOST_OF_A_DAY,
    DayState,
    Glance,
    Marker,
    MarkerKind,
    Tally,
)
from care.progress import DailyRecord, Day, Point, Trajectory
from care.told import told
from charts.gathered import drawn
from charts.sheet import Slab, Words
from conversations.contents import Progress
from conversations.wording import languages, wording
from portal import glance_numbers, links
from portal.backdrop import Backdrop
from portal.export.gathering import gathered
from portal.filling import daily_picture
from portal.glances import Known, glance
from portal.progress_words import caption
from portal.record_facts import picture_of
from portal.scene import Scene
from questionnaires.catalogue import daily_item, daily_items
from questionnaires.library import shipped
from store import appointments, histories, pauses, people
from store.histories import Brought
from tests.portal.made_up_record import fill
from tests.portal.test_filling import filled, lines
from tests.store.kept import a_client, keep_points

TODAY = date(2026, 3, 29)
CAPTION = 1024


@pytest.fixture
def engine():
    return "sqlite"


def days(count, **items):
    """So many days until today, each item by a function of its age in days."""
    return DailyRecord(
        tuple(
            Day(
                TODAY - timedelta(days=age),
                tuple((item, value(age)) for item, value in items.items()),
            )
            for age in reversed(range(count))
        )
    )


def known(record, **more):
    given = {
        "courses": (), "record": record, "days": (), "today": TODAY, "behind": Backdrop(),
        "pairing": None, "dark": False, "paused": (), "earlier": record,
    }  # fmt: skip
    return Known(**(given | more))


PRACTISED = days(24, practice=lambda age: 15 * (age % 2), pain=lambda age: 7 - 2 * (age % 2))
ENGLISH = wording("en", "Europe/Berlin")


# --- all at a glance ---


@pytest.mark.parametrize("locale", languages())
def test_days_with_practice_stand_on_the_picture_and_below_it(locale):
    words = wording(locale, "Europe/Berlin")

    picture, said = glance(Glance.ALL, known(PRACTISED), words, "#2f6f6d")
    _, without = glance(Glance.ALL, known(days(24, pain=lambda _: 5)), words, "#2f6f6d")
    none, _ = glance(Glance.ALL, known(days(24, practice=lambda _: 0)), words, "#2f6f6d")

    assert [(each.number, each.name) for each in picture.counts] == [
        ("12", words.say("glance-practice-days", {"days": 12}))
    ]
    assert words.say("glance-caption-practice", {"days": 12}) in said
    assert not [each for each in without if "12" in each]
    assert none.counts == ()


def course(name, *scores, weeks=1, missed=(), until=TODAY):
    library = shipped()
    found, _ = library.followed(name)
    ages = reversed(range(0, len(scores) * weeks, weeks))
    points = (
        Point(until - timedelta(weeks=age), score) for age, score in zip(ages, scores, strict=True)
    )
    return Trajectory(found, tuple(points), missed, name.partition(".")[2])


@pytest.mark.parametrize("locale", languages())
def test_below_everything_stands_how_scores_differ_whether_by_chance_and_what_was_left_open(locale):
    words = wording(locale, "Europe/Berlin")
    left = (TODAY - timedelta(days=3), TODAY - timedelta(days=10))
    phq9, gad7 = course("phq9", 18, 15, 12, 9, missed=left), course("gad7", 9, 9, 8, 8)

    _, [anxiety, mood, *_] = glance(
        Glance.ALL, known(DailyRecord(), courses=(gad7, phq9)), words, "#2f6f6d"
    )

    assert words.say("progress-caption-lower", {"points": 9}) in mood
    assert words.say("glance-caption-beyond") in mood
    assert words.say("glance-caption-left", {"dates": 2}) in mood
    assert words.say("glance-caption-within") in anxiety
    assert words.say("glance-caption-left", {"dates": 2}) not in anxiety


def test_below_everything_stands_where_the_mean_of_seven_days_began_and_is_now():
    _, [mood, *_] = glance(
        Glance.ALL, known(days(20, mood=lambda age: 4 if age > 9 else 7)), ENGLISH, "#2f6f6d"
    )
    _, [few, *_] = glance(Glance.ALL, known(days(4, mood=lambda age: 4)), ENGLISH, "#2f6f6d")

    assert mood.endswith("most recently 7. Mean of seven days: 4 at first, 7 now.")
    assert "Mean" not in few


def test_mood_and_anxiety_have_the_two_panels_and_of_other_scores_it_is_said_that_there_are_more():
    earlier = TODAY - timedelta(weeks=9)
    courses = tuple(
        course(name, 9, 8, until=on)
        for name, on in (("swls", TODAY), ("phq9", earlier), ("pcl5", earlier), ("gad7", earlier))
    )

    def panels(of):
        picture, said = glance(Glance.ALL, known(DailyRecord(), courses=of), ENGLISH, "#2f6f6d")
        return [each.trajectory.name for each in picture.courses], said

    both, said = panels(courses)
    newest, of_newest = panels((courses[2], courses[0]))
    one_of_them, _ = panels(courses[:3])

    assert both == ["phq9", "gad7"]
    assert "2 more courses have pictures of their own." in said
    assert newest == ["pcl5", "swls"]
    assert not [each for each in of_newest if "pictures of their own" in each]
    assert one_of_them == ["swls", "phq9"]


# --- day by day ---


def test_pain_is_shown_with_how_much_it_was_in_the_way_where_both_are_answered():
    both = days(9, mood=lambda _: 5, pain=lambda _: 7, pain_in_the_way=lambda age: age % 4)
    alone = days(9, mood=lambda _: 5, pain=lambda _: 7)

    picture, said = glance(Glance.DAILY, known(both), ENGLISH, "#2f6f6d")
    without, _ = glance(Glance.DAILY, known(alone), ENGLISH, "#2f6f6d")

    named = [(each.name, each.beside and each.beside.name) for each in picture.items]
    assert named == [
        *(("Mood", None), ("Anxiety", None), ("Sleep", None), ("Pain", "Pain in the way"))
    ]
    assert [each.beside for each in without.items] == [None] * 4
    pain = next(at for at, line in enumerate(said) if line.startswith("Pain:"))
    assert said[pain + 1].startswith("Pain in the way:")


# --- three months ago and now ---


def test_days_are_compared_by_their_means_and_both_say_of_how_many_days():
    record = days(98, mood=lambda age: 4 if age > 50 else 7, pain=lambda age: 9 - age % 2)
    gone = DailyRecord(record.days[:40])

    picture, said = glance(Glance.THEN, known(record), ENGLISH, "#2f6f6d")

    mood, pain = picture.pairs
    assert (mood.name, mood.then, mood.now, mood.note) == (
        *("Mood", 4, 7, "means of two weeks: 14 and 14 days answered"),
    )
    assert (pain.then, pain.now) == (8.5, 8.5)
    assert said[0] == (
        "Mood, mean of two weeks: 4 three months ago (14 days answered), 7 now (14 days), of 10."
    )
    drawn_notes = [each.text for each in drawn(picture).of(Words, "note")]
    assert drawn_notes == [mood.note, pain.note]
    assert glance(Glance.THEN, known(gone), ENGLISH, "#2f6f6d") is None


def test_a_score_of_then_and_one_of_now_are_weighed_and_what_is_not_there_is_counted():
    record = days(98, mood=lambda age: 5)
    gone = DailyRecord((*record.days, Day(TODAY, (("mood", 5), ("sleep", 4)))))
    long = course("phq9", *([18] * 7), *([9] * 7))
    of = known(gone, courses=(course("gad7", 9, 8), long))

    picture, said = glance(Glance.THEN, of, ENGLISH, "#2f6f6d")

    assert [each.name for each in picture.pairs] == ["PHQ-9", "Mood"]
    assert said[0].endswith("of 27. Chance alone seldom does that.")
    assert "2 more are not here: too few answers then or now, or no room." in said
    assert not [each for each in glance_numbers.table("then", of, ENGLISH) if "not here" in each]


# --- two numbers side by side ---


def test_two_numbers_need_ten_days_on_each_side():
    few = days(19, practice=lambda age: 15 * (age % 2), pain=lambda age: 5)

    assert links.pairing_of(few) is None
    assert links.pairing_of(PRACTISED) == Pairing("practice", "pain", 10)


def test_a_difference_is_told_with_its_days_and_with_how_often_chance_makes_one():
    [*_, said] = glance(Glance.LINKS, known(PRACTISED, pairing=links.pairing_of(PRACTISED)),
                        ENGLISH, "#2e7d6b")  # fmt: skip

    assert said[0] == (
        "On 12 days with “Minutes of practice” at 10 or more, “Pain” was 2 lower on average than "
        "on 12 days with less. Shuffled days differ as much 1 time in 100."
    )
    assert said[1].startswith("On the day after, it was 2 higher (")
    assert "This does not prove a cause." in said[2]


def test_no_difference_is_told_as_ordinary():
    record = days(24, practice=lambda age: 15 * (age % 2), pain=lambda age: 4 + age // 2 % 2)

    [*_, said] = glance(Glance.LINKS, known(record, pairing=links.pairing_of(record)),
                        ENGLISH, "#2e7d6b")  # fmt: skip

    assert "about the same on 12 days" in said[0]
    assert "That is quite ordinary." in said[0]


def test_two_numbers_rest_for_two_days_after_a_crisis_card_and_until_the_therapist_allows_them():
    now = datetime(2026, 3, 29, 12, tzinfo=UTC)
    client = a_client(uuid4(), now)
    allowed = replace(client, links_by_therapist=True)

    assert not links.may_see(client, now)
    assert links.may_see(allowed, now)
    assert not links.may_see(replace(allowed, gentle_until=now + timedelta(hours=1)), now)
    assert links.may_see(replace(allowed, gentle_until=now), now)


async def test_three_months_ago_is_said_to_come_and_not_offered_before(world):
    ana = await world.join(instruments=["phq9"])
    await world.write(keep_points, ana.id, "phq9", [Point(world.now.date(), 9)], 1)

    one = await filled(world, Progress("phq9"), client=ana)
    pressed = await filled(world, Progress("then"), client=ana)

    assert "then" not in [button.choice for row in one.shown.buttons for button in row]
    assert lines(pressed) == [
        "“Three months ago and now” will be here from "
        f"{ENGLISH.day(world.now.date() + timedelta(days=70))} on: "
        "then your first numbers are old enough to look back at."
    ]


async def test_what_the_therapist_allows_is_shown_and_taken_back_in_one_tap(world, monkeypatch):
    reckoned_in = []

    def reckoned(*given, **how):
        reckoned_in.append(threading.current_thread())
        return insight(*given, **how)

    monkeypatch.setattr(links, "insight", reckoned)
    ana = await world.join(instruments=["practice", "pain"])
    today = world.now.date()

    def bring(connection):
        brought = [
            Brought(code, "1", today - timedelta(days=age), world.now - timedelta(days=age), said)
            for age in range(1, 25)
            for code, said in (
                ("practice", {1: 15 * (age % 2)}), ("pain", {1: 7 - 2 * (age % 2)})
            )
        ]  # fmt: skip
        histories.bring(connection, world.memory, ana.id, brought, world.now)
        appointments.plan(
            connection,
            world.memory,
            ana.id,
            None,
            Planned(world.now - timedelta(days=3)),
            world.now,
        )

    await world.database.write(bring)
    before = await filled(world, Progress("links"), client=ana)
    await world.mira.command("/portal", f"shown {ana.code}")
    await world.settle()
    await world.press("Allow two numbers")
    allowed = await filled(world, Progress("links"), client=ana)
    daily = await filled(world, Progress("daily"), client=ana)
    await world.press("Take two numbers back")
    after = await filled(world, Progress("links"), client=ana)

    assert lines(before) == lines(after) == ["Nothing to show yet"]
    assert lines(allowed)[0].startswith("On 12 days with “Minutes of practice” at 10 or more")
    assert "links" in [button.choice for row in daily.shown.buttons for button in row]
    assert daily.picture.markers == (Marker(today - timedelta(days=3), MarkerKind.SESSION),)
    # Of the same day and of the day after, and nobody else waited meanwhile.
    assert len(reckoned_in) == 2
    assert threading.main_thread() not in reckoned_in


async def test_the_days_of_a_pause_are_kept_and_shaded_and_named(world):
    ana = await world.join()
    await ana.pulse(5, 5, 5)
    await ana.say("/pause 3d")
    await world.until(3)
    await ana.pulse(5, 5, 5)
    await ana.say("/settings")
    await ana.tap("Make pictures dark")

    daily = await filled(world, Progress("daily"), client=ana)
    check_ins = await filled(world, Progress("check-ins"), client=ana)
    week = await filled(world, Progress("week"), client=ana)

    began = world.now.date() - timedelta(days=3)
    [(first, last)] = daily.picture.paused
    assert (first, last) == (began, began + timedelta(days=2))
    assert [state for _, state in check_ins.picture.days] == [
        DayState.DONE, DayState.PAUSED, DayState.PAUSED, DayState.DONE
    ]  # fmt: skip
    assert "2 days were a break." in lines(check_ins)
    assert [day.mood for day in week.picture.days] == [None, None, None, 5, None, None, 5]
    assert week.picture.practice_name == ""
    assert {each.picture.look.dark for each in (daily, check_ins, week)} == {True}


async def test_every_pause_that_ever_was_is_shaded_wherever_one_of_today_is(world):
    ana = await world.join()
    await ana.pulse(5, 5, 5)
    [mira] = await world.read(people.members)
    await world.write(fill, ana.id, mira.id, world.now)
    today = world.now.date()
    for begins, ends in ((60, 50), (20, 15), (4, 2)):
        await world.write(pauses.begin, ana.id, world.now - timedelta(days=begins))
        await world.write(pauses.end, ana.id, world.now - timedelta(days=ends))
    taken = tuple(
        (today - timedelta(days=begins), today - timedelta(days=ends + 1))
        for begins, ends in ((60, 50), (20, 15), (4, 2))
    )

    def everywhere(connection):
        scene = Scene.begin(connection, world.memory, world.now)
        copy = {each.instrument: each for each in gathered(scene, ana.id).courses}
        return (
            picture_of(scene, ana.id, "phq9", ENGLISH).paused,
            picture_of(scene, ana.id, "mood", ENGLISH).paused,
            daily_picture(scene, ana.id, "mood", frozenset(), ENGLISH).paused,
            copy["phq9"].picture.paused,
            copy["mood"].picture.paused,
            copy["phq9"].said,
        )

    course = await filled(world, Progress("phq9"), client=ana)
    daily = await filled(world, Progress("daily"), client=ana)
    everything = await filled(world, Progress("all"), client=ana)
    page, days, card, copied, copied_days, said = await world.database.read(everywhere)

    assert course.picture.paused == page == copied == taken
    assert days == card == copied_days == taken[1:]
    assert set(daily.picture.paused) >= set(taken[1:])
    assert everything.picture.paused == taken
    sheet = drawn(everything.picture)
    # In both courses of scores all three, and in the panel of days those of its days.
    assert len(sheet.of(Slab, "paused")) == 3 + 3 + 2
    assert "17 days were a break." in lines(course)
    assert "17 days were a break." in said
    assert "7 days were a break." in lines(daily)


def test_who_has_only_begun_has_left_no_gap():
    fresh = days(2, mood=lambda age: 5)
    _, said = glance(Glance.DAILY, known(fresh), ENGLISH, "#2e7d6b")
    assert not any("gap" in each for each in said)

    gone = DailyRecord((days(6, mood=lambda age: 5).days[0],))
    off = Backdrop(paused=((TODAY - timedelta(days=4), TODAY - timedelta(days=3)),))
    _, said = glance(Glance.DAILY, known(gone, behind=off), ENGLISH, "#2e7d6b")

    # Of the five days since, today is not over and two were a break.
    assert "2 days have no answer; the line has gaps there." in said
    assert "2 days were a break." in said


# --- as numbers ---


def test_every_picture_as_numbers_has_every_value_that_stands_on_it():
    course = Trajectory(
        shipped().newest()["phq9"],
        tuple(Point(TODAY - timedelta(weeks=week), 20 - week) for week in range(9, -1, -1)),
        (TODAY - timedelta(days=3),),
    )
    record = days(60, mood=lambda age: age % 11, practice=lambda age: 40 + age % 3)
    states = tuple((TODAY - timedelta(days=age), DayState.LATE) for age in (8, 1))
    behind = Backdrop(sessions=(TODAY - timedelta(days=2),), paused=((TODAY, TODAY),))
    of = known(record, courses=(course,), days=states, behind=behind)

    def numbers(which):
        return "\n".join(glance_numbers.table(which, of, ENGLISH))

    everything, daily, week = numbers("all"), numbers("daily"), numbers("week")
    assert "Sun 29 Mar: 20\nSun 22 Mar: 19" in numbers("phq9")
    assert "Left open: Thu 26 Mar" in everything
    assert everything.count("Mon ") >= 9
    # Of the 35 days each, of 60 days of mood each.
    for text, count in ((daily, 35), (everything, 60)):
        rows = text.split("Mood:")[1].split(":\n")[0].splitlines()
        mood = [each for each in rows if each.startswith("Mon ")]
        values = [one for row in mood for one in row.partition(": ")[2].split(", ")]
        assert len([each for each in values if each.isdecimal()]) == count
    assert "Sessions, as arranged: Fri 27 Mar" in daily
    assert "Breaks: Sun 29 Mar" in daily
    assert "Sun 29 Mar: Mood 0, Minutes of practice 40" in week
    assert "Sat 28 Mar: answered later, Mood 1, Minutes of practice 41" in week
    assert "–, –, –, –, –, answered later" in numbers("check-ins")
    assert glance_numbers.table("gad7", of, ENGLISH) == []
    # A row that is longer than a line of a telephone stays in its table, without air around it.
    [check_ins, *_] = glance_numbers.table("check-ins", of, ENGLISH)
    assert max(map(len, check_ins.split("\n"))) > 40


async def test_the_table_of_a_picture_is_one_tap_below_it_and_the_picture_one_tap_back(world):
    ana = await world.join()
    await ana.pulse(6, 5, 4)
    await ana.say("/progress")
    await ana.tap("Day by day", "As numbers")

    assert "Mood:" in ana.last
    assert "Each line is a week from Monday on" in ana.last
    assert "Day by day" in ana.labels()
    assert "As numbers" not in ana.labels()


# --- captions ---


def test_a_first_score_of_another_year_is_told_with_its_year():
    points = (Point(date(2023, 3, 12), 17), Point(TODAY, 8))
    course = Trajectory(shipped().newest()["phq9"], points)

    said = caption(told(course, bands_named=False), course, ENGLISH)
    picture, everything = glance(
        Glance.ALL, known(DailyRecord(), courses=(course,)), ENGLISH, "#2e7d6b"
    )
    _, numbers = glance(Glance.NUMBERS, known(DailyRecord(), courses=(course,)), ENGLISH, "")

    assert "At the start, Sun 12 Mar 2023: 17." in said[0]
    assert "At the start, Sun 12 Mar 2023: 17." in everything[0]
    few = "2 scores so far: too few to see a direction."
    assert picture.courses[0].first == f"start 17, Sun 12 Mar 2023. {few}"
    assert few in said
    assert "\nSun 12 Mar 2023: 17" in numbers[0]
    assert "\nSun 29 Mar: 8\n" in numbers[0]


def units(said):
    return len("\n\n".join(said).encode("utf-16-le")) // 2


def largest(item):
    return lambda age: int(daily_item(item)[0].measure(item).highest)


def crowded():
    """Everything that there is, for three months, with the largest numbers."""
    library = shipped()
    courses = tuple(
        Trajectory(
            each,
            tuple(
                Point(TODAY - timedelta(weeks=week), library.followed(name)[1].highest - week % 2)
                for week in range(13, -1, -1)
            ),
            (TODAY - timedelta(days=3),),
            name.partition(".")[2],
        )
        for each in library.newest().values()
        for name in each.courses
    )
    record = days(98, **{item: largest(item) for item in daily_items()})
    states = tuple(
        (TODAY - timedelta(days=age), list(DayState)[age % 4]) for age in range(90, -1, -1)
    )
    found = known(record, courses=courses, days=states, pairing=Pairing("practice", "pain", 10))
    goals = tuple(wanted(number) for number in range(MOST_OPEN))
    return replace(found, goals=goals, homework=Tally(88, 99))


def marked(letter):
    """Many moments on each of many days, in as many words as fit."""
    at = datetime(2026, 3, 1, tzinfo=UTC)
    return tuple(
        Moment(uuid4(), ClientId(uuid4()), None, TODAY - timedelta(days=2 * day),
               f"{number}{letter * (TITLE_LIMIT - 1)}", at, None)
        for day in range(MOST_MOMENTS + 1)
        for number in range(MOST_OF_A_DAY + 1)
    )  # fmt: skip


def few(found):
    """Of every course the first score and the two newest: much is said of what is little."""
    begun = date(2024, 12, 28)
    return replace(found, points=(Point(begun, found.measure.lowest), *found.points[-2:]))


def wanted(number):
    """A goal in as many words as fit, with all its smaller steps."""
    begun = datetime(2026, 8, 1, 9, tzinfo=UTC)
    now = begun + timedelta(weeks=10)
    ratings = tuple(Rating(at.date(), 9 + (at == now), at) for at in (begun, now))
    steps = tuple(Step(uuid4(), "w" * STEP_LIMIT, now) for _ in range(MOST_STEPS))
    said = f"{number} {'w' * (WORDS_LIMIT - 2)}"
    return Goal(uuid4(), ClientId(uuid4()), said, GoalState.OPEN, begun, now, None, ratings, steps)


@pytest.mark.parametrize("discreet", [False, True])
@pytest.mark.parametrize("locale", languages())
def test_no_caption_is_longer_than_a_picture_may_have(locale, discreet):
    words, of = wording(locale, "Europe/Berlin", discreet=discreet), crowded()
    split = days(90, practice=lambda age: 60 * (age % 2), pain=lambda age: age % 11)

    behind = (Backdrop(), Backdrop(moments=marked("w")), Backdrop(moments=marked("😀")))
    short = tuple(few(each) for each in of.courses)
    for which, each, courses in product(Glance, behind, (of.courses, short)):
        one = replace(of, behind=each, courses=courses)
        one = replace(one, record=split) if which is Glance.LINKS else one
        found = glance(which, one, words, "#2e7d6b")
        if found is not None and found[0] is not None:
            assert units(found[1]) <= CAPTION, which
    for course in of.courses:
        paused = ((TODAY - timedelta(days=1999), TODAY),)
        assert units(caption(told(course, bands_named=True), course, words, paused)) <= CAPTION
