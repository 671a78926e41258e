"""The glances in sentences and in numbers, for whoever cannot see pictures or would rather read."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from care.goals import Goal
from care.pause import Stretch, days_in
from care.pictured import DayState, Marker, MarkerKind, ReviewedDay, Tally, means
from care.progress import DailyRecord, Trajectory
from care.rules import PRACTICE
from care.told import unanswered
from care.units import cut_to_units
from charts.requests import Pair, PlainWords
from conversations import goal_showing
from conversations.contents import Argument
from conversations.courses import dated, differed, few_scores, item_name, titled
from conversations.wording import Wording
from questionnaires.catalogue import PULSE, daily_item, daily_items

DAILY_DAYS = timedelta(days=35)
FEW_DAYS = 7
"""Answered days that can show a direction: of fewer it is said that they are few."""

_LAST_SCORES, _LAST_DAYS = 12, 14
"""How many numbers are read out: more would be a page, and is in the copy of one's own data."""

SHORT_GOAL = 32
"""Units of a goal below everything at a glance, where much else is said."""


def items_of(record: DailyRecord) -> tuple[str, ...]:
    """The daily items of a client: those of the pulse, and others that were answered."""
    return tuple(
        each for each in daily_items() if daily_item(each)[0].code == PULSE or record.values(each)
    )


def plain_words(title: str, words: Wording, few: str = "") -> PlainWords:
    """What stands on every glance: its title, that there is little, what for, and nothing."""
    footer = " ".join(each for each in (few, words.say("progress-footer")) if each)
    return PlainWords(words.region, words.say(title), footer, words.say("glance-nothing"))


def few_days(days: int, words: Wording) -> str:
    """That so few days tell no direction; nothing where there are more, or none."""
    return words.say("glance-few-days", {"days": days}) if 0 < days < FEW_DAYS else ""


def of_all(
    courses: Sequence[Trajectory],
    others: int,
    record: DailyRecord,
    days: Sequence[tuple[date, DayState]],
    homework: Tally | None,
    goals: Sequence[Goal],
    words: Wording,
) -> list[str]:
    """Level, difference, whether it may be chance, and what is missing of scores; then the rest.

    Of so many other courses it is said that they are not on the picture.
    """
    lines = [_of_course(course, words) for course in courses]
    if others:
        lines.append(words.say("glance-caption-others", {"courses": others}))
    mood = [value for _, value in record.values("mood")]
    if mood:
        lines.append(_of_mood(record.values("mood"), words))
        lines += filter(None, [few_days(len(mood), words)])
    if days:
        lines += _of_days(days, words)
    if homework is not None:
        told: dict[str, Argument] = {"done": homework.done, "of": homework.of}
        lines.append(words.say("glance-caption-homework", told))
    days_practised = practised(record)
    if days_practised is not None:
        lines.append(words.say("glance-caption-practice", {"days": days_practised}))
    lines += _goals_in_short(goals, words)
    return [*lines, words.say("progress-caption-footer")]


def practised(record: DailyRecord) -> int | None:
    """On how many of these days there was practice; None for none: a zero would only weigh."""
    return sum(minutes > 0 for _, minutes in record.values(PRACTICE)) or None


def lately(record: DailyRecord, today: date) -> DailyRecord:
    """The days that are shown day by day."""
    return DailyRecord(tuple(day for day in record.days if today - day.on < DAILY_DAYS))


def of_week(days: Sequence[ReviewedDay], words: Wording) -> list[str]:
    """How many days were answered, mood, and minutes of practice, of seven days."""
    states = [(day.on, day.state) for day in days if day.state is not None]
    lines = _of_days(states, words) if states else []
    for item, values in (
        ("mood", [day.mood for day in days if day.mood is not None]),
        ("practice", [day.practice_minutes for day in days if day.practice_minutes is not None]),
    ):
        if values:
            lines.append(_of_values(item, values, words))
    return [*lines, words.say("progress-caption-footer")]


def of_daily(
    whole: DailyRecord, today: date, paused: Sequence[Stretch], words: Wording
) -> list[str]:
    """Each daily item: how often answered, lowest, highest and newest value; gaps, and pauses."""
    lines, record = [], lately(whole, today)
    for item in items_of(record):
        values = [value for _, value in record.values(item)]
        if values:
            lines.append(_of_values(item, values, words))
    answered = {day.on for day in record.days}
    lines += filter(None, [few_days(len(answered), words)])
    paused_on = days_in(paused, today - DAILY_DAYS + timedelta(days=1), today)
    # Nothing is left out before the first answer, and today is not over yet.
    since = min(answered, default=today)
    asked = {since + timedelta(days=each) for each in range((today - since).days)}
    left = len(asked - answered - paused_on)
    if left:
        lines.append(words.say("glance-caption-gaps", {"days": left}))
    if paused_on:
        lines.append(words.say("glance-caption-paused", {"days": len(paused_on)}))
    return [*lines, words.say("progress-caption-footer")]


def of_check_ins(days: Sequence[tuple[date, DayState]], words: Wording) -> list[str]:
    """How many days were answered, later or not, and how many are open."""
    return [*_of_days(days, words), words.say("progress-caption-footer")]


def of_pair(pair: Pair, days: Mapping[str, Argument | date], words: Wording) -> str:
    """Two scores with their days; which is better is not for a caption to say."""
    return words.say("glance-caption-then", {**_pair(pair), **days})


def of_means(pair: Pair, days: dict[str, int], words: Wording) -> str:
    """Two means, and of how many days each is."""
    told = {"then_days": days["then"], "now_days": days["now"]}
    return words.say("glance-caption-then-mean", {**_pair(pair), **told})


def _pair(pair: Pair) -> dict[str, Argument]:
    return {"name": pair.name, "then": pair.then, "now": pair.now, "highest": f"{pair.high:g}"}


def of_goals(goals: Sequence[Goal], words: Wording) -> list[str]:
    """Each goal in the client's words, first number and newest; and its smaller steps."""
    return [*_each_goal(goals, words), words.say("progress-caption-footer")]


def _goals_in_short(goals: Sequence[Goal], words: Wording) -> list[str]:
    """What stands of goals on the picture of everything: neither their days nor their steps."""
    return [
        words.say(
            "glance-caption-goal",
            {
                "goal": cut_to_units(goal_name(number, goal, words), SHORT_GOAL),
                "near": f"{goal_showing.of_ten(goal, words)}.",
            },
        )
        for number, goal in enumerate(goals, start=1)
    ]


def _each_goal(goals: Sequence[Goal], words: Wording) -> list[str]:
    lines = []
    for number, goal in enumerate(goals, start=1):
        near = goal_showing.near(goal, words)
        name = goal_name(number, goal, words)
        line = words.say("glance-caption-goal", {"goal": name, "near": near})
        steps = f" {goal_showing.steps_told(goal, words)}." if goal.steps else ""
        lines.append(f"{line}{steps}")
    return lines


def goal_name(number: int, goal: Goal, words: Wording) -> str:
    """A goal as the client calls it; in discreet mode by its number."""
    return f"{words.say('goal-neutral')} {number}" if words.discreet else goal.words


def goal_numbers(goals: Sequence[Goal], words: Wording) -> list[str]:
    """The newest numbers of each open goal as a list, newest first."""
    return [
        _table(
            goal_name(number, goal, words),
            (
                (dated(each.on, goal.latest.on, words), each.value)
                for each in reversed(goal.ratings[-_LAST_SCORES:])
            ),
            words,
        )
        for number, goal in enumerate(goals, start=1)
    ]


def numbers(
    courses: Sequence[Trajectory],
    record: DailyRecord,
    days: Sequence[tuple[date, DayState]],
    words: Wording,
) -> list[str]:
    """The newest scores and days as a list, newest first."""
    tables = []
    for course in courses:
        scores = (
            (dated(point.on, course.latest.on, words), point.score)
            for point in reversed(course.points[-_LAST_SCORES:])
        )
        tables.append(_table(titled(course.name, words), scores, words))
    for item in items_of(record):
        if values := record.values(item)[-_LAST_DAYS:]:
            tables.append(_table(item_name(item, words), reversed(values), words))
    if days:
        states = (
            (on, words.say(f"glance-day-{each}")) for on, each in reversed(days[-_LAST_DAYS:])
        )
        tables.append(_table(words.say("glance-check-ins-title"), states, words))
    return tables


def _table(name: str, rows: Iterable[tuple[Argument | date, Argument]], words: Wording) -> str:
    """A name and a line for each row below it: one paragraph, however long a row is."""
    told = (words.say("glance-number", {"on": on, "value": value}) for on, value in rows)
    return "\n".join((words.say("glance-numbers-of", {"name": name}), *told))


def of_moments(markers: Sequence[Marker], words: Wording) -> list[str]:
    """The key moments as a list, the newest first."""
    found = [each for each in markers if each.kind is MarkerKind.MOMENT][-_LAST_SCORES:]
    if not found:
        return []
    rows = ((each.on, each.words) for each in reversed(found))
    return [_table(words.say("moment-list-title"), rows, words)]


def _of_course(course: Trajectory, words: Wording) -> str:
    said: dict[str, Argument | date] = {
        "instrument": titled(course.name, words),
        "on": course.latest.on,
        "score": course.latest.score,
        "highest": f"{course.measure.highest:g}",
        "baseline": course.baseline.score,
        "baseline_on": dated(course.baseline.on, course.latest.on, words),
    }
    missed = len(unanswered(course))
    left = words.say("glance-caption-left", {"dates": missed}) if missed else ""
    if len(course.points) == 1:
        return " ".join(filter(None, (words.say("progress-caption-first", said), left)))
    few = few_scores(len(course.points), words)
    more = (_difference(course, words), few, left)
    return " ".join((words.say("progress-caption-now", said), *filter(None, more)))


def _difference(course: Trajectory, words: Wording) -> str:
    """How far the newest score is from the first, and whether that can be chance, in few words."""
    return " ".join(
        filter(None, (differed(course, words), chance(course, course.difference, words)))
    )


def chance(course: Trajectory, difference: float, words: Wording) -> str:
    """Whether such a difference between two scores can be chance; nothing if nobody can tell."""
    if course.least_change is None:
        return ""
    is_beyond = abs(difference) >= course.least_change
    return words.say("glance-caption-beyond" if is_beyond else "glance-caption-within")


def _of_values(item: str, values: Sequence[int], words: Wording) -> str:
    return words.say(
        "glance-caption-values",
        {
            "name": item_name(item, words),
            "days": len(values),
            "lowest": min(values),
            "highest": max(values),
            "latest": values[-1],
        },
    )


def _of_mood(values: Sequence[tuple[date, int]], words: Wording) -> str:
    """The days of mood, and where the mean of seven days began and is now."""
    said = _of_values("mood", [value for _, value in values], words)
    drawn = means(values)
    if len(drawn) < 2:
        return said
    first, now = (round(mean, 1) for _, mean in (drawn[0], drawn[-1]))
    return f"{said} {words.say('glance-caption-mean', {'first': first, 'now': now})}"


def _of_days(days: Sequence[tuple[date, DayState]], words: Wording) -> list[str]:
    counted = Counter(state for _, state in days)
    said = {
        "done": counted[DayState.DONE] + counted[DayState.LATE],
        "open": counted[DayState.OPEN],
    }
    lines = [words.say("glance-caption-days", said)]
    if counted[DayState.LATE]:
        lines.append(words.say("glance-caption-late", {"days": counted[DayState.LATE]}))
    if counted[DayState.PAUSED]:
        lines.append(words.say("glance-caption-paused", {"days": counted[DayState.PAUSED]}))
    return lines
