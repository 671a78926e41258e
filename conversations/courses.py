"""What instruments and courses of scores are called, and how long it takes to answer."""

from datetime import date

from care.progress import Trajectory
from conversations.contents import Argument
from conversations.wording import Wording
from questionnaires.catalogue import UnknownInstrument, daily_item, daily_items
from questionnaires.instrument import Instrument
from questionnaires.library import Library


def titled(name: str, words: Wording) -> str:
    """The title of a course in the reader's language; its size alone in discreet mode."""
    return words.say("progress-course-button", naming(name, words.locale, words.library))


def naming(name: str, locale: str, library: Library) -> dict[str, Argument]:
    """What the title of a course is filled with; `part` counts the subscales, 0 is the total."""
    instrument, measure = library.followed(name)
    part = 0
    if measure != instrument.total:
        part = [each.code for each in instrument.subscales].index(measure.code) + 1
    asked = library.nearest(instrument.code, instrument.version, locale)
    if asked is None:
        title = name.upper()
    elif part:
        title = f"{asked.title}: {asked.subscales[measure.code]}"
    else:
        title = asked.title
    return {"title": title, "items": len(measure.items), "part": part}


def dated(on: date, beside: date, words: Wording) -> str:
    """A day as it is told beside another: with its year where that is not the other's."""
    return words.day(on) if on.year == beside.year else words.full_day(on)


def differed(course: Trajectory, words: Wording) -> str:
    """How far the newest score is from the first, without a word about better or worse."""
    points = course.difference
    if not points:
        return words.say("progress-caption-same")
    key = "progress-caption-lower" if points < 0 else "progress-caption-higher"
    return words.say(key, {"points": abs(points)})


def weighed(course: Trajectory, words: Wording) -> str | None:
    """Whether the difference since the baseline is more than chance; None where nobody can tell."""
    least = course.least_change
    if least is None:
        return None
    beyond = abs(course.difference) >= least
    key = "progress-caption-beyond" if beyond else "progress-caption-within"
    return words.say(key, {"threshold": f"{least:g}"})


FEW_SCORES = 4
"""Scores that can show a direction: of fewer it is said that they are few."""


def few_scores(scores: int, words: Wording) -> str:
    """That so few scores tell no direction; nothing where there are more."""
    return words.say("progress-few", {"scores": scores}) if scores < FEW_SCORES else ""


def item_name(code: str, words: Wording) -> str:
    """What a daily item is called in the reader's language; its place alone in discreet mode."""
    try:
        instrument, number = daily_item(code)
    except UnknownInstrument:
        return code
    asked = words.library.nearest(instrument.code, instrument.version, words.locale)
    name = asked.item(number).name if asked else code
    place = daily_items().index(code) + 1
    return words.say("daily-item", {"name": name, "number": place})


def beginning(code: str, version: str, words: Wording) -> dict[str, Argument]:
    """What a button is filled with that begins a check-in."""
    asked = words.library.nearest(code, version, words.locale)
    title = asked.title if asked else code.upper()
    return {"title": title, **length(words.library.instrument(code, version), words)}


def length(instrument: Instrument, words: Wording) -> dict[str, Argument]:
    """How much there is to answer, and about which time, for a sentence that says so before."""
    takes = (
        words.say("takes-minutes", {"minutes": instrument.minutes})
        if instrument.minutes
        else words.say("takes-seconds")
    )
    when = words.say(f"recall-{instrument.recall.replace(' ', '-')}")
    return {"items": len(instrument.items), "takes": takes, "when": when}


def is_course(name: str, library: Library) -> bool:
    """Whether scores can be kept under this name."""
    try:
        library.followed(name)
    except UnknownInstrument:
        return False
    return True
