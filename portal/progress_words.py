"""A client's course in words: what its picture says, and the same in sentences."""

from collections.abc import Sequence
from datetime import date, timedelta

from care.pause import Stretch
from care.progress import DailyRecord, Trajectory
from care.told import Told, told
from charts.requests import (
    SLACK,
    EvidencePicture,
    EvidenceWords,
    ProgressPicture,
    ProgressWords,
    Size,
)
from conversations.contents import Argument
from conversations.courses import dated, differed, few_scores, item_name, titled, weighed
from conversations.wording import Wording
from portal import glance_words
from questionnaires.catalogue import daily_item
from questionnaires.change import Change

EVIDENCE_DAYS = timedelta(days=28)
"""So far back reach the pictures of what is asked every day."""


def progress_picture(
    course: Trajectory, words: Wording, colour: str, *, named: bool, today: date
) -> ProgressPicture:
    """A request for the progress picture with every word it needs."""
    asked = words.library.nearest(course.instrument.code, course.instrument.version, words.locale)
    title = titled(course.name, words)
    least = course.least_change
    chart_words = ProgressWords(
        words.region,
        words.say("progress-title", {"instrument": title}),
        words.say("progress-latest-label"),
        words.say("progress-baseline-label"),
        words.say("progress-within-label", {"points": f"{least:g}"}) if least else "",
        words.say("progress-missed-label"),
        _footer(few_scores(len(course.points), words), words),
        asked.bands if asked else {},
        trend=trend(course, words, named=named and asked is not None, today=today),
    )
    return ProgressPicture(course, chart_words, colour, named and asked is not None, today)


def trend(course: Trajectory, words: Wording, *, named: bool, today: date) -> str:
    """How the newest score differs from the first, in a line; nothing where scores are few.

    The name of the change is said only where names are switched on.
    """
    if few_scores(len(course.points), words):
        return ""
    points = course.difference
    way = "same" if not points else "lower" if points < 0 else "higher"
    said = words.say(f"progress-trend-{way}", {"points": abs(points)})
    if course.least_change is not None:
        beyond = "beyond" if abs(points) >= course.least_change else "within"
        said = words.say(f"progress-trend-{beyond}", {"trend": said})
    change = told(course, bands_named=named)
    if not named or change.change is None:
        return said
    yet = "-yet" if change.early and change.change is Change.UNCHANGED else ""
    name = words.say(f"progress-change-{change.change}{yet}")
    return words.say("progress-trend-named", {"trend": said, "change": name})


def daily_picture(
    record: DailyRecord,
    item: str,
    marked: frozenset[date],
    words: Wording,
    colour: str,
    today: date,
    size: Size = SLACK,
) -> EvidencePicture | None:
    """A request for the picture of the last weeks of one daily item; None without any."""
    series = tuple(each for each in record.values(item) if today - each[0] < EVIDENCE_DAYS)
    if not series:
        return None
    labels = EvidenceWords(
        words.region,
        words.say("alert-chart-days", {"item": item_name(item, words)}),
        words.say("alert-chart-marked"),
        _footer(glance_words.few_days(len(series), words), words),
    )
    measure = daily_item(item)[0].measure(item)
    low, high = int(measure.lowest), int(measure.highest)
    return EvidencePicture(series, marked, labels, low, high, colour, today, size)


def _footer(few: str, words: Wording) -> str:
    """What stands below a picture: that there is little to see, and what it is meant for."""
    return " ".join(each for each in (few, words.say("progress-footer")) if each)


def caption(
    what: Told, course: Trajectory, words: Wording, paused: Sequence[Stretch] = ()
) -> list[str]:
    """The same as the picture in sentences: level, difference, chance, gaps, pauses."""
    asked = words.library.nearest(course.instrument.code, course.instrument.version, words.locale)
    args: dict[str, Argument | date] = {
        "instrument": titled(course.name, words),
        "on": what.latest.on,
        "score": what.latest.score,
        "highest": f"{course.measure.highest:g}",
        "baseline": what.baseline.score,
        "baseline_on": dated(what.baseline.on, what.latest.on, words),
    }
    lines = []
    if what.readings == 1:
        lines.append(words.say("progress-caption-first", args))
    else:
        lines.append(words.say("progress-caption-now", args))
        lines += _difference(what, course, words)
        lines += filter(None, [few_scores(what.readings, words)])
    if what.band is not None and asked is not None:
        lines.append(words.say("progress-caption-band", {"band": asked.bands[what.band]}))
    if what.missed:
        lines.append(words.say("progress-caption-missed", {"missed": what.missed}))
    lines += breaks(paused, words)
    lines.append(words.say("progress-caption-footer"))
    return lines


def breaks(paused: Sequence[Stretch], words: Wording) -> list[str]:
    """How many days of a picture were paused; nothing where none was."""
    days = sum((last - first).days + 1 for first, last in paused)
    return [words.say("glance-caption-paused", {"days": days})] if days else []


def _difference(what: Told, course: Trajectory, words: Wording) -> list[str]:
    lines = [differed(course, words)]
    chance = weighed(course, words)
    if chance is not None:
        lines.append(chance)
    if what.change is not None and what.band is not None:
        yet = "-yet" if what.early and what.change is Change.UNCHANGED else ""
        lines.append(words.say(f"progress-caption-{what.change}{yet}"))
    return lines
