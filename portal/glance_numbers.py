"""Pictures as numbers, for whoever asks for the table: whatever stands on one stands here too.

Each table is one paragraph with a line for each row, however long a row is.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from care.pause import Stretch
from care.pictured import Glance, MarkerKind
from care.progress import Trajectory
from conversations.contents import Argument
from conversations.courses import dated, item_name, titled
from conversations.wording import Wording
from portal import glance_words, glances, links
from portal.glances import Known

NONE = "–"
MOST_SCORES = 53
"""A year of weeks; what is older is in the copy of one's own data, and is counted."""

_WEEK = timedelta(days=7)


def table(of_picture: str, of: Known, words: Wording) -> list[str]:
    """The numbers of a glance, or of one course by its name; empty where there are none."""
    if of_picture not in frozenset(Glance):
        found = [each for each in of.courses if each.name == of_picture]
        return [line for each in found for line in scores(each, words)]
    match Glance(of_picture):
        case Glance.ALL:
            lines = [line for each in of.at_a_glance for line in scores(each, words)]
            lines += _item("mood", of, of.first, words) + _check_ins(of, words)
            lines += glance_words.goal_numbers(of.goals, words)
            lines += [f"{each.name}: {each.number}" for each in glances.counts_of(of, words)]
            return lines + _marked(of, of.first, words)
        case Glance.WEEK:
            return _seven_days(of, words) + _marked(of, of.today - timedelta(days=6), words)
        case Glance.DAILY:
            first = of.today - glance_words.DAILY_DAYS + timedelta(days=1)
            items = glance_words.items_of(of.record)
            lines = [line for each in items for line in _item(each, of, first, words)]
            return lines + _marked(of, first, words)
        case Glance.CHECK_INS:
            return _check_ins(of, words) + _marked(of, of.first, words)
        case Glance.THEN:
            return [each.said for each in glances.compared(of, words)]
        case Glance.LINKS:
            return _sides(of, words)
        case Glance.GOALS:
            return glance_words.goal_numbers(of.goals, words)
        case Glance.NUMBERS:
            shown = glances.glance(Glance.NUMBERS, of, words, "")
            return shown[1] if shown else []


def scores(course: Trajectory, words: Wording, most: int = MOST_SCORES) -> list[str]:
    """Every score with its day, the newest first, and the days that were left open."""
    shown = course.points[-most:]
    lines = [words.say("glance-numbers-of", {"name": titled(course.name, words)})]
    latest = course.latest.on
    for point in reversed(shown):
        on = dated(point.on, latest, words)
        lines.append(words.say("glance-number", {"on": on, "value": point.score}))
    if len(course.points) > len(shown):
        lines.append(
            words.say("glance-numbers-earlier", {"scores": len(course.points) - len(shown)})
        )
    missed = [dated(on, latest, words) for on in sorted(course.missed, reverse=True)]
    if missed:
        lines.append(words.say("glance-numbers-open", {"days": "; ".join(missed)}))
    return ["\n".join(lines)]


def weeks(
    name: str,
    values: Mapping[date, object],
    first: date,
    last: date,
    words: Wording,
) -> list[str]:
    """A line for each week from Monday to Sunday, the newest first; a day without is a dash."""
    known = [on for on in values if first <= on <= last]
    if not known:
        return []
    start = min(known)
    rows = []
    for monday in _mondays(start, last):
        days = [monday + timedelta(days=each) for each in range(7)]
        shown = [str(values.get(on, NONE)) for on in days if first <= on <= last]
        said: dict[str, Argument | date] = {"on": days[0], "values": ", ".join(shown)}
        rows.append(words.say("glance-numbers-week", said))
    head = words.say("glance-numbers-of", {"name": name})
    how = words.say("glance-numbers-how", {"none": NONE})
    return ["\n".join((head, how, *reversed(rows)))]


def _mondays(first: date, last: date) -> Iterator[date]:
    monday = first - timedelta(days=first.weekday())
    while monday <= last:
        yield monday
        monday += _WEEK


def _item(code: str, of: Known, first: date, words: Wording) -> list[str]:
    return weeks(item_name(code, words), dict(of.record.values(code)), first, of.today, words)


def _check_ins(of: Known, words: Wording) -> list[str]:
    states = {on: words.say(f"glance-day-{state}") for on, state in of.days}
    return weeks(words.say("glance-check-ins-title"), states, of.first, of.today, words)


def _seven_days(of: Known, words: Wording) -> list[str]:
    """Day by day: the check-in, and what was answered of mood and practice."""
    states, lines = dict(of.days), []
    values = {each: dict(of.record.values(each)) for each in ("mood", "practice")}
    for ago in range(7):
        on = of.today - timedelta(days=ago)
        said = [words.say(f"glance-day-{states[on]}")] if on in states else []
        said += [
            f"{item_name(item, words)} {days[on]}" for item, days in values.items() if on in days
        ]
        value = ", ".join(said) or NONE
        lines.append(words.say("glance-number", {"on": on, "value": value}))
    return ["\n".join(lines)]


def _sides(of: Known, words: Wording) -> list[str]:
    """Both sides with their means, and how many days had which number."""
    found = links.both_sides(of.pairing, of.record) if of.pairing else None
    if found is None or of.pairing is None:
        return []
    lines = links.numbers(of.pairing, of.record, words)
    return [*lines, *_counted(found, words)]


def _counted(found: Iterable[tuple[int, ...]], words: Wording) -> Iterator[str]:
    for values in found:
        days = sorted(Counter(values).items())
        yield "; ".join(
            words.say("glance-numbers-days", {"value": value, "days": count})
            for value, count in days
        )


def _marked(of: Known, first: date, words: Wording) -> list[str]:
    """Sessions, breaks and key moments of these days."""
    markers = [each for each in of.behind.markers(words) if first <= each.on <= of.today]
    held = [words.day(each.on) for each in markers if each.kind is MarkerKind.SESSION]
    lines = [words.say("glance-numbers-sessions", {"days": "; ".join(held)})] if held else []
    breaks = [_stretch(each, words) for each in of.behind.paused if each[1] >= first]
    if breaks:
        lines.append(words.say("glance-numbers-breaks", {"days": "; ".join(breaks)}))
    return lines + glance_words.of_moments(markers, words)


def _stretch(paused: Stretch, words: Wording) -> str:
    first, last = paused
    return words.day(first) if first == last else f"{words.day(first)} – {words.day(last)}"
