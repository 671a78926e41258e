"""A therapist's own clients beside each other on one scale: the page around the picture. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from care.progress import Point, Trajectory
from care.told import unanswered
from care.units import utf16_length
from conversations.contents import Argument
from conversations.courses import titled
from conversations.record_pages import (
    ShownCaseload,
    ShownDrawing,
    ShownRow,
    ShownTable,
    Tab,
    Way,
)
from conversations.wording import Wording

LONGEST = 1024
"""Units of text that stand for a picture: nobody listens to more before they may go on."""


@dataclass(frozen=True, slots=True)
class Beside:
    """A client by code, and the scores on the scale that was chosen; None before the first."""

    code: str
    course: Trajectory | None


@dataclass(frozen=True, slots=True)
class CaseloadFacts:
    """One page of a caseload, in its order, and what there is besides."""

    clients: int
    """How many there are on all pages."""
    scales: Sequence[tuple[str, int]] = ()
    """Each course in which any of them has scores, and how many have; the most first."""
    chosen: str = ""
    """Empty while nobody has a score."""
    shown: Sequence[Beside] = ()
    before: int = 0
    """How many stand on earlier pages."""
    page: int = 0
    pages: int = 1


def caseload(facts: CaseloadFacts, words: Wording) -> ShownCaseload:
    """The page, with its picture and the same as a table; or why there is none."""
    title = words.say("record-caseload-title")
    if not facts.clients:
        return ShownCaseload(title, (words.say("record-caseload-none"),))
    if not facts.chosen:
        return ShownCaseload(title, (words.say("record-caseload-no-scores"),))
    lines = [words.say("record-caseload-some", {"clients": facts.clients})]
    if facts.pages > 1:
        lines.append(words.say("record-caseload-part", _part(facts)))
    return ShownCaseload(
        title,
        tuple(lines),
        words.say("record-caseload-scales"),
        tuple(
            Tab(_scale(name, clients, words), name, name == facts.chosen)
            for name, clients in facts.scales
        ),
        ShownDrawing(facts.chosen, alternative(facts, words)),
        words.say("record-caseload-fold"),
        _table(facts, words),
        facts.page,
        tuple(_ways(facts, words)),
    )


def picture_title(facts: CaseloadFacts, words: Wording) -> str:
    """What stands above the picture, with which of how many these are."""
    title = words.say("record-caseload-picture", {"scale": titled(facts.chosen, words)})
    if facts.pages == 1:
        return title
    return words.say("record-caseload-picture-part", {"title": title, **_part(facts)})


def alternative(facts: CaseloadFacts, words: Wording) -> str:
    """The picture for whoever cannot see it: every client in its order, as far as they fit."""
    title = words.say("record-caseload-spoken", {"title": picture_title(facts, words)})
    whole = " ".join([title, *(_spoken(each, words) for each in facts.shown)])
    if utf16_length(whole) <= LONGEST:
        return whole
    return " ".join([title, *(_briefly(each) for each in facts.shown)])


def change(course: Trajectory, words: Wording) -> str:
    """How far the latest score is from the first, and whether that can be chance."""
    if len(course.points) == 1:
        return words.say("record-caseload-one")
    points = course.difference
    if points == 0:
        return words.say("record-caseload-same")
    lower = points < 0
    said = words.say(
        "record-caseload-lower" if lower else "record-caseload-higher", {"points": abs(points)}
    )
    least = course.least_change
    if least is None:
        return said
    beyond = abs(points) >= least
    return words.say(
        "record-caseload-beyond" if beyond else "record-caseload-within", {"change": said}
    )


def _part(facts: CaseloadFacts) -> dict[str, Argument]:
    return {
        "first": facts.before + 1,
        "last": facts.before + len(facts.shown),
        "clients": facts.clients,
    }


def _scale(name: str, clients: int, words: Wording) -> str:
    return words.say("record-caseload-scale", {"scale": titled(name, words), "clients": clients})


def _spoken(each: Beside, words: Wording) -> str:
    if each.course is None:
        return words.say("record-caseload-spoken-none", {"client": each.code})
    told: dict[str, Argument] = {
        "client": each.code,
        "score": each.course.latest.score,
        "baseline": each.course.baseline.score,
    }
    return words.say("record-caseload-spoken-one", told)


def _briefly(each: Beside) -> str:
    if each.course is None:
        return f"{each.code}: –."
    return f"{each.code}: {each.course.latest.score:g}."


def _table(facts: CaseloadFacts, words: Wording) -> ShownTable:
    heads = (
        "record-caseload-client",
        "record-latest",
        "record-first",
        "record-change",
        "record-caseload-open",
    )
    return ShownTable(
        picture_title(facts, words),
        tuple(words.say(each) for each in heads),
        tuple(_row(each, words) for each in facts.shown),
    )


def _row(each: Beside, words: Wording) -> ShownRow:
    course = each.course
    if course is None:
        return ShownRow((each.code, words.say("record-caseload-nothing"), "–", "–", "–"))
    return ShownRow(
        (
            each.code,
            _point(course.latest, course, words),
            _point(course.baseline, course, words),
            change(course, words),
            str(len(unanswered(course))),
        )
    )


def _point(point: Point, course: Trajectory, words: Wording) -> str:
    score: dict[str, Argument] = {
        "score": point.score,
        "highest": f"{course.measure.highest:g}",
    }
    said = words.say("record-score", score)
    return words.say("record-caseload-point", {"score": said, "on": words.full_day(point.on)})


def _ways(facts: CaseloadFacts, words: Wording) -> list[Way]:
    ways = []
    if facts.page > 0:
        ways.append(Way(words.say("record-caseload-before"), str(facts.page - 1)))
    if facts.page + 1 < facts.pages:
        ways.append(Way(words.say("record-more"), str(facts.page + 1)))
    return ways
