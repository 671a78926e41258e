"""Workflows: when something happens, and if it is so, then this is done; one definition for each.

A workflow is a plain value of the practice's. It looks at what a client answered or a therapist
reviewed, and never at a critical answer: those are told at once, always, by a rule of their own.
What it does goes the ordinary ways, so that pause, consent and message budget hold for it too.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import TypeAlias, assert_never
from zoneinfo import ZoneInfo

from care.local_time import instant, local_date
from care.progress import Point, Trajectory
from questionnaires.change import Change

MOST = 30
"""Workflows of one practice: what nobody can survey nobody switches off."""

MOST_CONDITIONS, MOST_ACTIONS = 5, 5
NAME_LIMIT = 40

LATEST_ASK = 28
"""Days after which a scale is asked at the latest."""

LATEST_DUE = 60
"""Days after which homework is due at the latest."""

FIRST_WEEK = timedelta(days=7)

_TAG = re.compile(r"(?<!\w)#(\w[\w-]*)")


# --- when ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class QuestionnaireDone:
    """Every question of this instrument was answered, in the portal, and filed."""

    instrument: str


@dataclass(frozen=True, slots=True)
class ScoreChanged:
    """A score became reliably better, or worse, than the first one; the score before was not."""

    measure: str
    to: Change


@dataclass(frozen=True, slots=True)
class HomeworkReviewed:
    """The therapist has looked back at a piece of homework."""


@dataclass(frozen=True, slots=True)
class FirstWeek:
    """The seventh local day after the client agreed, at the client's check-in time."""


Trigger: TypeAlias = QuestionnaireDone | ScoreChanged | HomeworkReviewed | FirstWeek


# --- if --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ScoreIs:
    """A score is at a number or above it, or at it or below it; exactly one of them is given.

    Of the response that started the workflow where it has this score, else the newest there is.
    """

    measure: str
    at_least: float | None = None
    at_most: float | None = None


@dataclass(frozen=True, slots=True)
class AnswerIs:
    """One item of the response that started the workflow was answered with this much or more."""

    item: int
    at_least: int


@dataclass(frozen=True, slots=True)
class HasTag:
    """The title of the homework that was reviewed holds this word behind a #."""

    tag: str


Condition: TypeAlias = ScoreIs | AnswerIs | HasTag


# --- then ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AskScale:
    """Ask an instrument once, so many days later, at the client's check-in time."""

    instrument: str
    in_days: int


@dataclass(frozen=True, slots=True)
class TellTherapist:
    """Tell the client's therapist in working hours what happened, in numbers."""


@dataclass(frozen=True, slots=True)
class GiveHomework:
    """Assign homework, due so many days later."""

    title: str
    text: str
    due_in_days: int


@dataclass(frozen=True, slots=True)
class GiveResource:
    """Put something from the practice's library on the client's shelf, by its code."""

    resource: str


Action: TypeAlias = AskScale | TellTherapist | GiveHomework | GiveResource


@dataclass(frozen=True, slots=True)
class Workflow:
    """When this happens, if all of it is so, then all of that is done, in order."""

    name: str
    when: Trigger
    conditions: tuple[Condition, ...]
    actions: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """A workflow as the practice keeps it."""

    workflow: Workflow
    version: int
    """1 when it was brought, and one more with each change."""
    on: bool


# --- what happened -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing that may start workflows, and what their conditions look at."""

    cause: str
    """Names the response, the homework or the week: each starts a workflow once."""
    on: date
    """On the client's own calendar."""
    instrument: str | None = None
    answers: Mapping[int, int] = field(default_factory=dict)
    scores: Mapping[str, float] = field(default_factory=dict)
    """The scores of the response by course; of other courses the newest."""
    changed: Mapping[str, Change] = field(default_factory=dict)
    """Courses that became reliably better or worse with this response."""
    homework: str | None = None
    """The title of what was reviewed."""

    @property
    def is_first_week(self) -> bool:
        """Whether nothing but a week has happened."""
        return self.instrument is None and self.homework is None


def starts(workflow: Workflow, happened: Happened) -> bool:
    """Whether this is what the workflow waits for."""
    match workflow.when:
        case QuestionnaireDone(instrument):
            return happened.instrument == instrument
        case ScoreChanged(measure, to):
            return happened.changed.get(measure) is to
        case HomeworkReviewed():
            return happened.homework is not None
        case FirstWeek():
            return happened.is_first_week
        case _:
            assert_never(workflow.when)


def holds(workflow: Workflow, happened: Happened) -> bool:
    """Whether every condition is so. Where there is no score, nothing is said of it."""
    return all(_is_so(each, happened) for each in workflow.conditions)


def _is_so(condition: Condition, happened: Happened) -> bool:
    match condition:
        case ScoreIs(measure, at_least, at_most):
            score = happened.scores.get(measure)
            if score is None:
                return False
            # Means carry binary dust: three thirds must reach 1.
            score = round(score, 6)
            return (at_least is None or score >= at_least) and (at_most is None or score <= at_most)
        case AnswerIs(item, at_least):
            return item in happened.answers and happened.answers[item] >= at_least
        case HasTag(tag):
            return happened.homework is not None and tag in tags(happened.homework)
        case _:
            assert_never(condition)


def tags(title: str) -> frozenset[str]:
    """The words behind a # in the title of a piece of homework, in small letters."""
    return frozenset(each.casefold() for each in _TAG.findall(title))


def measures_of(workflow: Workflow) -> frozenset[str]:
    """The scores that its conditions look at."""
    return frozenset(each.measure for each in workflow.conditions if isinstance(each, ScoreIs))


def became(course: Trajectory, point: Point) -> Change | None:
    """What a score has become with this point: reliably better or worse, and was not before.

    Only the newest score changes anything: one that was filed late tells of the past.
    """
    if not course.points or course.latest.on != point.on:
        return None
    now = course.change
    if now not in (Change.IMPROVED, Change.DETERIORATED):
        return None
    before = Trajectory(course.instrument, course.points[:-1], of=course.of)
    return now if len(before.points) < 2 or before.change is not now else None


def first_week_at(now: datetime, check_in_at: str, zone: ZoneInfo) -> datetime:
    """When the first week of somebody who agrees now is over."""
    return instant(local_date(now, zone) + FIRST_WEEK, time.fromisoformat(check_in_at), zone)


# --- switches ----------------------------------------------------------------------------------


def is_on(kept: Kept, for_client: bool | None) -> bool:
    """Whether a workflow runs for a client; what is said for the client wins."""
    return kept.on if for_client is None else for_client


# --- what was done -----------------------------------------------------------------------------


class Outcome(StrEnum):
    """What became of one action."""

    DONE = "done"
    PAUSED = "paused"
    """The client has a pause, or has stopped."""
    NOT_AGREED = "not-agreed"
    """The client does not agree to it."""
    UNSPOKEN = "unspoken"
    """The scale has no words in the client's language."""
    RETIRED = "retired"
    """The scale, or the resource, is not offered any more."""
    ASKED_ANYWAY = "asked-anyway"
    """It was asked lately, or is going to be, more closely than the scale allows."""
    ON_SHELF = "on-shelf"
    """It lies on the client's shelf already."""
    SHELF_FULL = "shelf-full"


@dataclass(frozen=True, slots=True)
class Did:
    """One action of a run: what kind, about what, what became of it, and for which day."""

    kind: str
    about: str
    outcome: Outcome
    on: date | None = None


def kind_of(action: Action) -> tuple[str, str]:
    """The kind of an action, and what it is about, as a run remembers it."""
    match action:
        case AskScale(instrument):
            return "ask", instrument
        case TellTherapist():
            return "tell", ""
        case GiveHomework(title):
            return "homework", title
        case GiveResource(code):
            return "resource", code
        case _:
            assert_never(action)


def named(workflows: Iterable[Kept], name: str) -> Kept | None:
    """The workflow of this name, or None."""
    return next((each for each in workflows if each.workflow.name == name), None)
