"""The back-test, and the state it shares with the portal: streaming is recomputing from scratch."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from statistics import mean, stdev
from uuid import UUID
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from care.absence_rules import Assigned
from care.alerts import Urgency
from care.backtest import (
    CheckInOver,
    DayHeard,
    HomeworkLooked,
    Raised,
    ScoresHeard,
    Standing,
    Watch,
    alerts_of,
    counted,
)
from care.local_time import local_date
from care.pause import Pause
from care.people import ClientId
from care.progress import Day, Point, Trajectory
from care.rule_settings import DEFAULTS, Style, parse, style, with_settings
from care.rules import Rule
from care.watching import OF_ATTENDANCE, OF_DAYS, OF_SCORES
from questionnaires.catalogue import instrument

ANA = ClientId(UUID(int=1))
BERLIN = ZoneInfo("Europe/Berlin")
START = datetime(2026, 3, 20, 18, tzinfo=UTC)
HOUR = timedelta(hours=1)
EVERYTHING = with_settings(
    DEFAULTS,
    [
        *style(Style.CLOSE),
        parse("score-threshold=on"),
        parse("score-threshold.at=12"),
        parse("no-reliable-change=on"),
    ],
)
ASKED = {DayHeard: OF_DAYS, ScoresHeard: OF_SCORES, CheckInOver: OF_ATTENDANCE}
STEPS = ("daily", "daily", "daily", "missed", "late", "corrected", "scored")
WITH_PRACTICE = (*STEPS, *3 * ("idle",), "practised", "no practice", "practice later")
ZONES = ("Europe/Berlin", "Pacific/Apia", "America/Los_Angeles", "Pacific/Kiritimati")


@st.composite
def histories(draw):
    """Days of a client who skips, answers late, corrects, and moves from zone to zone.

    Half of them are asked about practice as well.
    """
    steps = draw(st.sampled_from((STEPS, WITH_PRACTICE)))
    zone, heard, missed, unasked = ZoneInfo(draw(st.sampled_from(ZONES))), [], [], []
    for step in range(draw(st.integers(1, 60))):
        at = START + timedelta(days=step)
        if draw(st.integers(0, 14)) == 0:
            zone = ZoneInfo(draw(st.sampled_from(ZONES)))
        on = local_date(at, zone)
        match draw(st.sampled_from(steps)):
            case "practised" | "idle" as how:
                heard += _practice(at, on, 15 if how == "practised" else 0)
            case "no practice":
                heard.append(CheckInOver(at, on, answered=False, practice=True))
                unasked.append(on)
            case "practice later" if unasked:
                back = unasked.pop(draw(st.integers(0, len(unasked) - 1)))
                heard += _practice(at, back, draw(st.sampled_from((0, 10))), late=True)
            case "daily":
                heard += _pulse(draw, at, on, late=False)
            case "missed":
                heard.append(CheckInOver(at, on, answered=False))
                missed.append(on)
            case "late" if missed:
                heard += _pulse(
                    draw, at, missed.pop(draw(st.integers(0, len(missed) - 1))), late=True
                )
            case "corrected" if any(isinstance(each, DayHeard) for each in heard):
                days = [each for each in heard if isinstance(each, DayHeard)]
                again = draw(st.sampled_from(days))
                heard.append(DayHeard(at, Day(again.day.on, _items(draw))))
            case "scored":
                back = draw(st.sampled_from((0, 0, 0, 3, 9)))
                code = draw(st.sampled_from(("phq9", "gad7")))
                point = Point(on - timedelta(days=back), draw(st.integers(0, 21)))
                heard.append(ScoresHeard(at, ((Trajectory(instrument(code), ()), point),)))
            case _:
                continue
    return heard


def _items(draw):
    values = st.integers(2, 7)
    return (("anxiety", draw(values)), ("mood", draw(values)))


def _pulse(draw, at, on, *, late):
    return [
        DayHeard(at, Day(on, _items(draw))),
        CheckInOver(at + HOUR, on, answered=True, late=late),
    ]


def _practice(at, on, minutes, *, late=False):
    return [
        DayHeard(at, Day(on, (("practice", minutes),))),
        CheckInOver(at + HOUR, on, answered=True, late=late, practice=True),
    ]


def recomputed(heard, chosen):
    """Which rules hold after all of this, from every row there is and by the definitions alone."""
    days, scores, over, practice = {}, {}, [], []
    for each in heard:
        match each:
            case DayHeard(_, day):
                days.setdefault(day.on, {}).update(dict(day.values))
            case ScoresHeard(_, found):
                for empty, point in found:
                    scores.setdefault(empty.name, {})[point.on] = point.score
            case CheckInOver(_, on, answered, late, about_practice):
                if late:
                    over.remove((on, False))
                over.append((on, answered))
                if about_practice and not late:
                    practice.append(on)
    return {
        **_by_practice(days, practice, chosen),
        **_by_days(days, chosen),
        **_by_scores(scores, chosen),
        **_by_attendance(sorted(over), chosen),
    }


def _by_practice(days, asked, chosen):
    if not asked:
        return {}
    first = max(asked) - timedelta(days=34)
    # What is remembered of the days reaches back as far from the newest of them.
    kept = max(first, max(days, default=first) - timedelta(days=34))
    practised = [on for on, values in days.items() if on >= kept and values.get("practice", 0) > 0]
    if not practised:
        return {}
    idle = {on for on in asked if on >= first and on > max(practised)}
    return {Rule.PRACTICE_GAP: len(idle) > chosen[Rule.PRACTICE_GAP]["days"]}


def _by_days(days, chosen):
    if not days:
        return {}
    newest = max(days)

    def run(item, steps, falls):
        found = [days.get(newest - timedelta(days=back), {}).get(item) for back in range(steps + 1)]
        if None in found:
            return False
        return all((now < then) if falls else (now > then) for now, then in pairwise(found))

    def low(length, k):
        last = [newest - timedelta(days=back) for back in range(length)]
        moods = {day: values["mood"] for day, values in days.items() if "mood" in values}
        if any(day not in moods for day in last):
            return False
        first = min(last)
        before = [mood for day, mood in moods.items() if first - timedelta(days=28) <= day < first]
        if len(before) < 14:
            return False
        bound = mean(before) - k * max(stdev(before), 0.5)
        return all(moods[day] <= bound + 1e-9 for day in last)

    mood, anxiety = chosen[Rule.DECLINING_MOOD], chosen[Rule.RISING_ANXIETY]
    own = chosen[Rule.BELOW_OWN_BASELINE]
    assert mood["minimum"] == anxiety["minimum"] == 0
    return {
        Rule.DECLINING_MOOD: run("mood", mood["falls"], falls=True),
        Rule.RISING_ANXIETY: run("anxiety", anxiety["rises"], falls=False),
        Rule.BELOW_OWN_BASELINE: low(own["days"], own["k"]),
    }


def _by_scores(scores, chosen):
    if not scores:
        return {}
    held = dict.fromkeys(
        (Rule.RELIABLE_DETERIORATION, Rule.NO_RELIABLE_CHANGE, Rule.SCORE_THRESHOLD), False
    )
    for code, points in scores.items():
        first, last = min(points), max(points)
        least = {"phq9": 6, "gad7": 4}[code]
        apart = points[last] - points[first]
        held[Rule.RELIABLE_DETERIORATION] |= apart >= least
        held[Rule.NO_RELIABLE_CHANGE] |= (last - first).days >= 42 and abs(apart) < least
        held[Rule.SCORE_THRESHOLD] |= code == "phq9" and points[last] >= 12
    return held


def _by_filed(heard):
    """What the scores give reason to be told of that the newest of these filed."""
    names = {empty.name for empty, _ in heard[-1].scores}
    own = [each for each in heard if isinstance(each, ScoresHeard)]
    scores = {}
    for each in own:
        for empty, point in each.scores:
            if empty.name in names:
                scores.setdefault(empty.name, {})[point.on] = point.score
    return _by_scores(scores, EVERYTHING)


def _by_attendance(over, chosen):
    if not over:
        return {}
    newest = over[-1][0]
    kept = [each for each in over if (newest - each[0]).days < 35]
    row = next((n for n, (_, answered) in enumerate(reversed(kept)) if answered), len(kept))

    def share(some):
        return sum(answered for _, answered in some) / len(some) if some else None

    recent, usual = share(kept[-7:]), share(kept[-35:-7])
    last = [each for each in kept if (newest - each[0]).days < 7]
    before = [each for each in kept if 7 <= (newest - each[0]).days < 35]
    percent = chosen[Rule.ENGAGEMENT_DECLINE]["percent"] / 100
    return {
        Rule.MISSED_CHECK_INS: row >= chosen[Rule.MISSED_CHECK_INS]["limit"]
        and (usual is None or recent < usual - 1e-9),
        Rule.ENGAGEMENT_DECLINE: len(before) >= 7 and share(last) < percent * share(before) - 1e-9,
    }


@given(histories())
@settings(max_examples=60, deadline=None)
def test_what_streams_in_finds_what_is_found_from_scratch(heard):
    watch = Watch()
    for number, each in enumerate(heard, start=1):
        watch = watch.hearing(each)
        expected = recomputed(heard[:number], EVERYTHING)
        for rule, concern in watch.findings(each, EVERYTHING).items():
            assert (concern is not None) == expected[rule], (rule, each)


@given(histories())
@settings(max_examples=40, deadline=None)
def test_the_back_test_raises_what_recomputing_would_raise(heard):
    open_now, closed_at, expected = set(), {}, []
    for number, each in enumerate(heard, start=1):
        held = recomputed(heard[:number], EVERYTHING)
        about_practice = [Rule.PRACTICE_GAP] if getattr(each, "practice", False) else []
        for rule in [*ASKED[type(each)], *about_practice]:
            if rule not in held:
                continue
            if not held[rule]:
                if rule in open_now:
                    open_now.remove(rule)
                    closed_at[rule] = each.at
            elif isinstance(each, ScoresHeard) and not _by_filed(heard[:number])[rule]:
                # A course that was not filed now gives no new reason to be told.
                continue
            elif getattr(each, "answered", False) and rule not in about_practice:
                # Whoever answers gives no new reason to be told of absence.
                continue
            elif rule not in open_now and (
                rule not in closed_at or each.at - closed_at[rule] >= timedelta(days=7)
            ):
                open_now.add(rule)
                expected.append((rule, each.at))

    found = [(each.rule, each.at) for each in alerts_of(ANA, heard, EVERYTHING)]

    assert found == expected


def test_the_state_does_not_grow_with_the_time_somebody_is_here():
    watch = Watch()
    for step in range(1000):
        on = date(2024, 1, 1) + timedelta(days=step)
        at = START + timedelta(days=step)
        point = Point(on, step % 20)
        for heard in (
            DayHeard(at, Day(on, (("mood", step % 10),))),
            ScoresHeard(at, ((Trajectory(instrument("phq9"), ()), point),)),
            CheckInOver(at, on, answered=True),
        ):
            watch = watch.hearing(heard)

    assert len(watch.record.days) == len(watch.attendance.check_ins) == 35
    assert len(watch.courses["phq9"].points) == 2


def pulses(*moods):
    return [
        DayHeard(
            START + timedelta(days=step),
            Day(START.date() + timedelta(days=step), (("mood", mood),)),
        )
        for step, mood in enumerate(moods)
    ]


def test_an_alert_stays_one_while_it_holds_and_rests_for_a_week_after_it_ended():
    once = pulses(9, 8, 7, 6, 5, 4, 5, 4, 3, 2, 1)
    later = [*pulses(9, 8, 7, 6, 7, 7, 7, 7, 7, 7, 7, 6, 5, 4)]

    assert [each.at.day for each in alerts_of(ANA, once, DEFAULTS)] == [23]
    assert [each.at.day for each in alerts_of(ANA, later, DEFAULTS)] == [23, 2]


def test_another_cool_down_is_kept_to():
    heard = pulses(9, 8, 7, 6, 7, 6, 5, 4)
    shorter = with_settings(DEFAULTS, [parse("declining-mood.cool-down=3")])

    assert len(alerts_of(ANA, heard, DEFAULTS)) == 1
    assert len(alerts_of(ANA, heard, shorter)) == 2


def test_the_counts_name_alerts_clients_distance_and_days():
    mood = Raised(ANA, Rule.DECLINING_MOOD, None, START)
    ben = replace(mood, client=ClientId(UUID(int=2)))
    raised = [
        mood,
        replace(mood, at=START + timedelta(days=3)),
        replace(ben, rule=Rule.RISING_ANXIETY),
    ]

    found = counted(raised, clients=2, since=START, days=30, zone=BERLIN)

    assert (found.every.alerts, found.every.clients, found.every.days_apart) == (3, 2, 3.0)
    assert found.every.days == ((date(2026, 3, 20), 2), (date(2026, 3, 23), 1))
    assert found.rules[Rule.DECLINING_MOOD].alerts == 2
    assert found.rules[Rule.RISING_ANXIETY].days_apart is None
    assert counted(raised, clients=2, since=START + HOUR, days=30, zone=BERLIN).every.alerts == 1


def test_a_standing_opens_once_and_closes_when_its_condition_ends():
    found = alerts_of(ANA, pulses(9, 8, 7, 6), DEFAULTS)
    assert [each.urgency for each in found] == [Urgency.TODAY]

    assert Standing().after(None, START, HOUR) == (Standing(), False)
    assert Standing(is_open=True).after(None, START, HOUR) == (Standing(closed_at=START), False)


def scored(day, code, score):
    at = START + timedelta(days=day)
    return ScoresHeard(at, ((Trajectory(instrument(code), ()), Point(at.date(), score)),))


def test_a_questionnaire_that_is_as_it_was_tells_nothing_of_another_one():
    worse = [scored(0, "gad7", 5), scored(1, "phq9", 5), scored(2, "phq9", 12)]
    ended = [*worse, scored(3, "phq9", 5), scored(4, "phq9", 12)]

    found = [each.at.day for each in alerts_of(ANA, [*ended, scored(20, "gad7", 5)], DEFAULTS)]

    # It was worse again within the cool-down, and is told when it is filed again after that.
    assert found == [22]
    again = [*ended, scored(20, "gad7", 5), scored(21, "phq9", 12)]
    assert len(alerts_of(ANA, again, DEFAULTS)) == 2
    # And what goes on in one ends nothing because of the other.
    assert (
        len(alerts_of(ANA, [*worse, scored(20, "gad7", 5), scored(30, "phq9", 13)], DEFAULTS)) == 1
    )


def test_in_a_pause_nothing_is_raised_and_what_is_over_ends():
    heard = pulses(9, 8, 7, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 6, 5, 4)
    second = Pause(START + timedelta(days=14), None)
    ends_in = Pause(START + timedelta(days=4), START + timedelta(days=6))

    assert len(alerts_of(ANA, heard, DEFAULTS)) == 2
    assert len(alerts_of(ANA, heard, DEFAULTS, (second,))) == 1
    assert len(alerts_of(ANA, heard, DEFAULTS, (ends_in,))) == 2
    assert alerts_of(ANA, heard, DEFAULTS, (Pause(START, None),)) == ()


def test_open_homework_is_told_once_for_each_piece_and_an_answer_only_ends_it():
    due, one, other = START.date(), UUID(int=7), UUID(int=8)
    late = Assigned(due)

    def look(day, waiting, piece=None):
        return HomeworkLooked(
            START + timedelta(days=day), due + timedelta(days=day), waiting, piece
        )

    heard = [
        look(2, (late,), one),
        look(3, (late,), one),
        look(4, ()),
        # Looked at again only for the other piece, and then long enough after the end.
        look(12, (late,), one),
        look(13, (late,)),
        look(14, (late, late), other),
    ]

    found = alerts_of(ANA, heard, DEFAULTS)

    assert [(each.rule, (each.at - START).days) for each in found] == [
        (Rule.HOMEWORK_OVERDUE, 3),
        (Rule.HOMEWORK_OVERDUE, 14),
    ]
