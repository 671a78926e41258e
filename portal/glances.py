"""What a client looks at besides one course: everything, day by day, check-ins, then and now.

Each is a picture with a caption that says the same, or the numbers alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from typing import assert_never

from care.goals import Goal, pictured
from care.homework import tally
from care.insight import Pairing
from care.local_time import instant, local_date, zone
from care.pause import Stretch, paused_days
from care.people import ClientId
from care.pictured import (
    BESIDE,
    DayState,
    Glance,
    GoalProgress,
    MarkerKind,
    ReviewedDay,
    Tally,
    offered,
    on_picture,
    with_pauses,
)
from care.progress import DailyRecord, Trajectory
from care.then_and_now import ITEMS, OLDEST, LookedBack, looked_back, means_of, then_of
from charts.requests import (
    CalendarPicture,
    Count,
    Course,
    DashboardPicture,
    DayWords,
    GoalsPicture,
    Look,
    MarkWords,
    Pair,
    Picture,
    PulseItem,
    PulsePicture,
    Size,
    ThenAndNowPicture,
    WeekPicture,
)
from conversations.contents import Argument
from conversations.courses import dated, few_scores, item_name, titled
from conversations.wording import Wording
from portal import glance_words, links
from portal.backdrop import Backdrop, ForWhom, backdrop, session, told_in
from portal.courses import course_of
from portal.daily_history import daily_history
from portal.glance_words import plain_words
from portal.scene import Scene
from questionnaires.catalogue import daily_item
from store import check_in_days, check_ins, goals, homework, pauses

SIZE = Size(1080, 1350, 34)
WEEKS = 13
FOUR_WEEKS = timedelta(weeks=4)
"""So much the picture of everything shows at least."""
_FOREMOST, _AT_A_GLANCE = ("phq9", "gad7"), 2
"""Of which scores there is always a panel on the picture of everything, and how many panels."""
_MOST_PAIRS, _MOST_DAILY = 7, 5
"""More would not fit under a picture in words; the numbers have them all."""


@dataclass(frozen=True, slots=True)
class Known:
    """All that the glances of one client are made of."""

    courses: tuple[Trajectory, ...]
    record: DailyRecord
    days: tuple[tuple[date, DayState], ...]
    today: date
    behind: Backdrop
    paused: tuple[Stretch, ...]
    """All pauses since the first score, for courses that go further back than the days do."""
    pairing: Pairing | None
    """The two items that may be looked at together; None without enough days, or unless allowed."""
    dark: bool
    homework: Tally | None = None
    """How many pieces of the shown weeks were done, of how many."""
    earlier: DailyRecord = field(default_factory=DailyRecord)
    """The days of the record, and before them those of three months ago."""
    goals: tuple[Goal, ...] = ()
    """The goals that are open, the oldest first."""

    @property
    def at_a_glance(self) -> tuple[Trajectory, ...]:
        """The courses on the picture of everything: PHQ-9 and GAD-7, or those answered last."""
        newest = sorted(self.courses, key=lambda each: each.latest.on, reverse=True)
        foremost = sorted(newest, key=lambda each: each.name not in _FOREMOST)[:_AT_A_GLANCE]
        return tuple(each for each in self.courses if each in foremost)

    @property
    def first(self) -> date:
        """The first day of what is shown of these weeks."""
        return self.today - timedelta(days=self.today.weekday(), weeks=WEEKS - 1)

    @property
    def offered(self) -> tuple[Glance, ...]:
        """What can be looked at: nothing is offered that would be empty."""
        return offered(self.back, links=self.pairing is not None, goals=bool(self.goals))

    @property
    def back(self) -> LookedBack:
        """Whether there is something of three months ago to compare with, or from when."""
        return looked_back(self.courses, self.today, _daily_values(self.earlier))


def known(scene: Scene, client_id: ClientId) -> Known:
    """What is kept of a client that a glance may show."""
    client = scene.client(client_id)
    today = local_date(scene.now, zone(client.zone))
    first = today - timedelta(days=today.weekday(), weeks=WEEKS - 1)
    earlier = daily_history(scene, client_id, min(first, today - OLDEST), today)
    record = DailyRecord(tuple(day for day in earlier.days if day.on >= first))
    behind = backdrop(scene, client_id, first, today, ForWhom.CLIENT)
    days = check_in_days.day_states(scene.connection, scene.memory, client_id, first, today)
    courses = courses_of(scene, client_id)
    since = min((first, *(each.baseline.on for each in courses)))
    taken = pauses.taken(scene.connection, scene.memory, client_id)
    return Known(
        courses,
        record,
        with_pauses(days, behind.paused),
        today,
        behind,
        paused_days(taken, zone(client.zone), since, today),
        links.pairing_of(record) if links.may_see(client, scene.now) else None,
        client.dark_pictures,
        _homework(scene, client_id, first),
        earlier,
        open_goals(scene, client_id, shared_only=False),
    )


def open_goals(scene: Scene, client: ClientId, *, shared_only: bool) -> tuple[Goal, ...]:
    """The goals that go on, the oldest first."""
    found = goals.of_client(scene.connection, scene.memory, client, shared_only=shared_only)
    return tuple(each for each in found if each.is_open)


def has_goals(scene: Scene, client: ClientId) -> bool:
    """Whether there is a goal to look at."""
    standing = goals.standing(scene.connection, scene.memory, client)
    return any(each.is_open for each in standing.values())


def _homework(scene: Scene, client: ClientId, first: date) -> Tally | None:
    start = instant(first, time(0), zone(scene.client(client).zone))
    return tally(homework.states_since(scene.connection, scene.memory, client, start))


def courses_of(scene: Scene, client_id: ClientId) -> tuple[Trajectory, ...]:
    """Every course in which a client has scores, but those that the practice hides."""
    scored = check_ins.scored(scene.connection, scene.memory, [client_id], scene.library)
    found = (course_of(scene, client_id, name) for name in scored.get(client_id, ()))
    return tuple(each for each in found if each is not None)


def back_of(scene: Scene, client_id: ClientId) -> LookedBack:
    """Whether a client can compare with three months ago, or from when."""
    today = local_date(scene.now, zone(scene.client(client_id).zone))
    courses = courses_of(scene, client_id)
    found = looked_back(courses, today)
    if found.is_ready:
        return found
    # Days are many to open: only where no score says it already.
    daily = daily_history(scene, client_id, today - OLDEST, today)
    return looked_back(courses, today, _daily_values(daily))


def _daily_values(record: DailyRecord) -> tuple[tuple[tuple[date, int], ...], ...]:
    return tuple(record.values(each) for each in ITEMS)


def glance(
    which: Glance, of: Known, words: Wording, colour: str
) -> tuple[Picture | None, list[str]] | None:
    """The picture, if there is one, and the same in sentences; None without anything to show."""
    look = Look(colour, of.dark, SIZE)
    match which:
        case Glance.ALL:
            if not (of.courses or of.record.days or of.days or of.homework or of.goals):
                return None
            said = glance_words.of_all(
                of.at_a_glance,
                len(of.courses) - len(of.at_a_glance),
                of.record,
                of.days,
                of.homework,
                of.goals,
                words,
            )
            return _all(of, words, look), _with_moments(said, of, _first_of_all(of), words)
        case Glance.WEEK:
            week = _week(of, words, look)
            if not any(each.state or each.mood is not None for each in week.days):
                return None
            said = glance_words.of_week(week.days, words)
            return week, _with_moments(said, of, week.days[0].on, words)
        case Glance.LINKS:
            return links.shown(of.pairing, of.record, words, look) if of.pairing else None
        case Glance.DAILY:
            if not glance_words.lately(of.record, of.today).days:
                return None
            said = glance_words.of_daily(of.record, of.today, of.behind.paused, words)
            return _daily(of, words, look), _with_moments(said, of, _first_daily(of), words)
        case Glance.CHECK_INS:
            if not of.days:
                return None
            said = glance_words.of_check_ins(of.days, words)
            return _check_ins(of, words, look), _with_moments(said, of, of.first, words)
        case Glance.THEN:
            pairs = compared(of, words)
            if not pairs:
                return None
            said = [*(each.said for each in pairs), *_not_compared(pairs, of, words)]
            said.append(words.say("progress-caption-footer"))
            said = _with_moments(said, of, of.first, words)
            return _then(tuple(each.pair for each in pairs), of, words, look), said
        case Glance.GOALS:
            if not of.goals:
                return None
            return goals_picture(of.goals, words, look), glance_words.of_goals(of.goals, words)
        case Glance.NUMBERS:
            lines = glance_words.numbers(of.courses, of.record, of.days, words)
            lines += links.numbers(of.pairing, of.record, words) if of.pairing else []
            lines += glance_words.goal_numbers(of.goals, words)
            lines += glance_words.of_moments(of.behind.markers(words), words)
            return (None, lines) if lines else None
        case _:
            assert_never(which)


def _with_moments(said: list[str], of: Known, first: date, words: Wording) -> list[str]:
    """The sentences, with the key moments before the last one, which says what it is meant for."""
    return told_in(said, of.behind.markers(words), first, of.today, words)


def nothing(which: Glance, of: Known, words: Wording) -> list[str]:
    """What is said where there is nothing to look at; of then and now, from when there will be."""
    if which is not Glance.THEN:
        return [words.say("glance-nothing")]
    ready_on = of.back.ready_on
    if ready_on is None:
        return [words.say("glance-then-none")]
    return [words.say("glance-then-from", {"on": ready_on})]


def _states(words: Wording) -> DayWords:
    return DayWords(*(words.say(f"glance-day-{state}") for state in DayState))


def _first_of_all(of: Known) -> date:
    """The first day on the picture of everything: of the first mood, and four weeks at least."""
    first = min((on for on, _ in of.record.values("mood")), default=of.today)
    return min(first, of.today - FOUR_WEEKS + timedelta(days=1))


def _all(of: Known, words: Wording, look: Look) -> DashboardPicture:
    courses = tuple(
        Course(
            each,
            titled(each.name, words),
            _first(each, words),
        )
        for each in of.at_a_glance
    )
    return DashboardPicture(
        courses=courses,
        mood=of.record.values("mood"),
        days=of.days,
        goals=_pictured(of.goals, words),
        counts=counts_of(of, words),
        words=plain_words(
            "glance-all-title",
            words,
            glance_words.few_days(len(of.record.values("mood")), words),
        ),
        mood_name=item_name("mood", words),
        mean_name=words.say("glance-mean"),
        check_ins_name=words.say("glance-check-ins-title"),
        goals_name=words.say("glance-goals-title"),
        states=_states(words),
        today=of.today,
        look=look,
        markers=of.behind.markers(words),
        session=session(words),
        paused=of.paused,
        marks=MarkWords(
            words.say("progress-baseline-label"),
            words.say("record-caseload-chance"),
            words.say("progress-missed-label"),
            words.say("glance-day-paused"),
        ),
        began_name=words.say("goal-began-name"),
    )


def _first(course: Trajectory, words: Wording) -> str:
    """What stands beside the newest score: that there are few, else where it began."""
    few = few_scores(len(course.points), words)
    if len(course.points) == 1:
        return few
    on = dated(course.baseline.on, course.latest.on, words)
    first = words.say("glance-first", {"score": course.baseline.score, "on": on})
    return f"{first}. {few}" if few else first


def goals_picture(
    found: tuple[Goal, ...], words: Wording, look: Look, title: str = "glance-goals-title"
) -> GoalsPicture:
    """How near each open goal is: at the beginning, and now."""
    return GoalsPicture(
        _pictured(found, words),
        plain_words(title, words),
        words.say("goal-began-name"),
        words.say("goal-now-name"),
        look,
    )


def _pictured(found: tuple[Goal, ...], words: Wording) -> tuple[GoalProgress, ...]:
    return pictured(found, words.say("goal-neutral") if words.discreet else "")


def counts_of(of: Known, words: Wording) -> tuple[Count, ...]:
    """Homework done, and days with practice."""
    found = []
    if of.homework is not None:
        said = words.say("glance-homework-done")
        found.append(Count(f"{of.homework.done} / {of.homework.of}", said))
    practised = glance_words.practised(of.record)
    if practised is not None:
        said = words.say("glance-practice-days", {"days": practised})
        found.append(Count(f"{practised}", said))
    return tuple(found)


def _week(of: Known, words: Wording, look: Look) -> WeekPicture:
    state, mood = dict(of.days), dict(of.record.values("mood"))
    minutes = dict(of.record.values("practice"))
    week = tuple(of.today - timedelta(days=6 - each) for each in range(7))
    days = tuple(ReviewedDay(on, state.get(on), mood.get(on), minutes.get(on)) for on in week)
    return WeekPicture(
        days=days,
        counts=(),
        words=plain_words("glance-week-title", words),
        check_ins_name=words.say("glance-check-ins-title"),
        mood_name=item_name("mood", words),
        practice_name=item_name("practice", words) if minutes else "",
        states=_states(words),
        look=look,
        markers=of.behind.markers(words),
        session=session(words),
    )


def _daily(of: Known, words: Wording, look: Look) -> PulsePicture:
    record = glance_words.lately(of.record, of.today)
    items = _in_panels(glance_words.items_of(record), record, words)
    return PulsePicture(
        items,
        plain_words("glance-daily-title", words, glance_words.few_days(len(record.days), words)),
        _first_daily(of),
        of.today,
        look,
        of.behind.paused,
        words.say("glance-day-paused"),
        of.behind.markers(words),
        session(words),
    )


def _first_daily(of: Known) -> date:
    return of.today - glance_words.DAILY_DAYS + timedelta(days=1)


def _in_panels(codes: Sequence[str], record: DailyRecord, words: Wording) -> tuple[PulseItem, ...]:
    """A panel for each item; what belongs beside another shares its panel."""
    second = {other: code for code, other in BESIDE.items() if code in codes and other in codes}
    return tuple(
        replace(
            _item(code, record, words),
            beside=_item(BESIDE[code], record, words) if code in second.values() else None,
        )
        for code in codes
        if code not in second
    )


def _item(code: str, record: DailyRecord, words: Wording) -> PulseItem:
    asked, number = daily_item(code)
    measure = asked.measure(code)
    said = words.library.wording(asked.code, asked.version, words.locale)
    low, high = (said and not words.discreet and said.item(number).ends) or ("", "")
    lowest, highest = int(measure.lowest), int(measure.highest)
    return PulseItem(item_name(code, words), low, high, lowest, highest, record.values(code))


def _check_ins(of: Known, words: Wording, look: Look) -> CalendarPicture:
    plain = plain_words("glance-check-ins-title", words)
    markers = of.behind.markers(words)
    return CalendarPicture(of.days, plain, _states(words), of.today, look, markers, session(words))


def _then(pairs: tuple[Pair, ...], of: Known, words: Wording, look: Look) -> ThenAndNowPicture:
    plain = plain_words("glance-then-title", words)
    then, now = words.say("glance-then"), words.say("glance-now")
    since = on_picture(of.behind.markers(words), of.first, of.today)
    moments = tuple(each for each in since if each.kind is MarkerKind.MOMENT)
    return ThenAndNowPicture(pairs, plain, then, now, look, moments)


@dataclass(frozen=True, slots=True)
class Compared:
    """A pair on the picture, and the same in a sentence."""

    pair: Pair
    said: str


def compared(of: Known, words: Wording) -> tuple[Compared, ...]:
    """Scores first, then the daily items; no more than fit under a picture in words."""
    scores = [_scores(course, of.today, words) for course in of.courses]
    means = [_means(item, of, words) for item in ITEMS]
    daily = [each for each in means if each is not None]
    found = [each for each in scores if each is not None]
    return (*found[: _MOST_PAIRS - min(len(daily), _MOST_DAILY)], *daily)


def _not_compared(pairs: Sequence[Compared], of: Known, words: Wording) -> tuple[str, ...]:
    """That so many scores and items are not on the picture; nothing where all of them are."""
    items = sum(bool(of.record.values(each)) for each in ITEMS)
    left = len(of.courses) + items - len(pairs)
    return (words.say("glance-caption-not-compared", {"numbers": left}),) if left > 0 else ()


def _scores(course: Trajectory, today: date, words: Wording) -> Compared | None:
    """The score nearest to three months ago, and the newest; None where there is none so old."""
    then = then_of(course, today)
    if then is None:
        return None
    measure = course.measure
    name = titled(course.name, words)
    days: dict[str, Argument | date] = {
        "then_on": dated(then.on, today, words),
        "now_on": dated(course.latest.on, today, words),
    }
    pair = Pair(
        name,
        then.score,
        course.latest.score,
        measure.lowest,
        measure.highest,
        words.say("glance-pair-days", days),
    )
    chance = glance_words.chance(course, course.latest.score - then.score, words)
    said = glance_words.of_pair(pair, days, words)
    return Compared(pair, " ".join(filter(None, (said, chance))))


def _means(item: str, of: Known, words: Wording) -> Compared | None:
    """The means of a daily item then and now; None where too few days were answered."""
    found = means_of(of.earlier.values(item), of.today)
    if found is None:
        return None
    measure = daily_item(item)[0].measure(item)
    days = {"then": found[0].days, "now": found[1].days}
    then, now = (round(each.value, 1) for each in found)
    note = words.say("glance-then-days", days)
    pair = Pair(item_name(item, words), then, now, measure.lowest, measure.highest, note)
    return Compared(pair, glance_words.of_means(pair, days, words))
