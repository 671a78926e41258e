"""Pictures as they are asked for: all that is drawn, as plain values, without a drawing library."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from care.insight import Insight
from care.pause import Stretch
from care.pictured import DayState, GoalProgress, GroupDay, Marker, ReviewedDay
from care.progress import Trajectory


@dataclass(frozen=True, slots=True)
class Size:
    """A picture's pixels, and how large its plain text is on them."""

    width: int
    height: int
    text: int


PHONE = Size(1080, 810, 36)
"""In a chat on a phone, read at arm's length."""

SLACK = Size(900, 560, 30)
"""Beside an alert, on a desk."""

CASELOAD_MOST = 24
"""Clients on one picture: more are on further ones, for nobody would compare them."""


@dataclass(frozen=True, slots=True)
class Look:
    """Whose colour a picture has, and whether it is for a dark screen."""

    accent: str
    dark: bool = False
    size: Size = PHONE


@dataclass(frozen=True, slots=True)
class ProgressWords:
    """What a progress picture says; dates and numbers it writes itself, as `locale` has them."""

    locale: str
    title: str
    latest: str
    baseline: str
    within: str
    """What the shade around the baseline means; used when the instrument has a reliable change."""
    missed: str
    footer: str
    bands: Mapping[str, str] = field(default_factory=dict)
    """Names of the severity bands by code; used when they are named."""
    session: str = ""
    """What the small flags are; used where there are sessions."""
    paused: str = ""
    """What the hatched days are; used where there was a pause."""
    trend: str = ""
    """The difference between the first and the newest score, and whether it may be chance."""


@dataclass(frozen=True, slots=True)
class EvidenceWords:
    """What an evidence picture says."""

    locale: str
    title: str
    marked: str
    footer: str
    session: str = ""
    paused: str = ""


@dataclass(frozen=True, slots=True)
class ProgressPicture:
    """A client's scores on one instrument."""

    trajectory: Trajectory
    words: ProgressWords
    accent: str
    bands_named: bool
    today: date
    size: Size = PHONE
    dark: bool = False
    markers: tuple[Marker, ...] = ()
    paused: tuple[Stretch, ...] = ()


@dataclass(frozen=True, slots=True)
class EvidencePicture:
    """Four weeks of one daily item, with the days that raised an alert."""

    series: tuple[tuple[date, int], ...]
    marked: frozenset[date]
    words: EvidenceWords
    low: int
    high: int
    accent: str
    today: date
    size: Size = SLACK
    dark: bool = False
    markers: tuple[Marker, ...] = ()
    paused: tuple[Stretch, ...] = ()


Reading: TypeAlias = tuple[date, int]


@dataclass(frozen=True, slots=True)
class PlainWords:
    """What a picture says that has no words but these."""

    locale: str
    title: str
    footer: str
    nothing: str
    """What stands where there is nothing to show yet."""


@dataclass(frozen=True, slots=True)
class DayWords:
    """What became of a day, in the reader's words."""

    done: str
    late: str
    open: str
    paused: str


@dataclass(frozen=True, slots=True)
class Course:
    """A trajectory under the name that the reader knows it by."""

    trajectory: Trajectory
    name: str
    first: str
    """How the first score is told, with its date."""


@dataclass(frozen=True, slots=True)
class Count:
    """A number written large, and what it counts."""

    number: str
    name: str


@dataclass(frozen=True, slots=True)
class DashboardPicture:
    """Everything at a glance: scores, mood, check-ins, goals, homework and practice."""

    courses: tuple[Course, ...]
    mood: tuple[Reading, ...]
    days: tuple[tuple[date, DayState], ...]
    goals: tuple[GoalProgress, ...]
    counts: tuple[Count, ...]
    words: PlainWords
    mood_name: str
    mean_name: str
    check_ins_name: str
    goals_name: str
    states: DayWords
    today: date
    look: Look
    markers: tuple[Marker, ...] = ()
    session: str = ""
    paused: tuple[Stretch, ...] = ()
    marks: "MarkWords | None" = None
    """What the marks of the small courses mean; said where there are courses."""
    began_name: str = ""
    """What the open mark of a goal is; said where there are goals."""


@dataclass(frozen=True, slots=True)
class PulseItem:
    """One daily item: its name, the words at both ends of its scale, and its values."""

    name: str
    low_word: str
    high_word: str
    low: int
    high: int
    values: tuple[Reading, ...]
    beside: "PulseItem | None" = None
    """What stands in the same panel below it: neither of the two is to be read alone."""

    @property
    def ends(self) -> tuple[str, str]:
        """The words at the ends of its scale, the lower one first."""
        return self.low_word, self.high_word


@dataclass(frozen=True, slots=True)
class PulsePicture:
    """Daily items, one above the other over the same days."""

    items: tuple[PulseItem, ...]
    words: PlainWords
    first: date
    today: date
    look: Look
    paused: tuple[Stretch, ...] = ()
    paused_name: str = ""
    markers: tuple[Marker, ...] = ()
    session: str = ""


@dataclass(frozen=True, slots=True)
class CalendarPicture:
    """Three months of check-ins, day by day."""

    days: tuple[tuple[date, DayState], ...]
    words: PlainWords
    states: DayWords
    today: date
    look: Look
    markers: tuple[Marker, ...] = ()
    session: str = ""


@dataclass(frozen=True, slots=True)
class GoalsPicture:
    """How near each goal is, in the client's own words and numbers."""

    goals: tuple[GoalProgress, ...]
    words: PlainWords
    first_name: str
    latest_name: str
    look: Look


@dataclass(frozen=True, slots=True)
class InsightPicture:
    """Days with something beside days without."""

    insight: Insight
    words: PlainWords
    told: str
    """The same in a sentence, with how likely it is by chance."""
    with_name: str
    without_name: str
    mean_name: str
    low: int
    high: int
    scale_name: str
    look: Look
    with_days: str = ""
    """How many days this side has, in words."""
    without_days: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """One thing then and now, on its own scale."""

    name: str
    then: float
    now: float
    low: float
    high: float
    note: str = ""
    """The days of both numbers; of means, of how many days they are."""


@dataclass(frozen=True, slots=True)
class ThenAndNowPicture:
    """Three months ago and today."""

    pairs: tuple[Pair, ...]
    words: PlainWords
    then_name: str
    now_name: str
    look: Look
    moments: tuple[Marker, ...] = ()
    """What was marked between then and now; there is no day on this picture, so it is told."""


@dataclass(frozen=True, slots=True)
class WeekPicture:
    """Seven days: check-ins, mood and practice."""

    days: tuple[ReviewedDay, ...]
    counts: tuple[Count, ...]
    words: PlainWords
    check_ins_name: str
    mood_name: str
    practice_name: str
    """Empty where practice is not asked about."""
    states: DayWords
    look: Look
    markers: tuple[Marker, ...] = ()
    session: str = ""


@dataclass(frozen=True, slots=True)
class MarkWords:
    """What the marks of several small courses mean, said once below all of them."""

    baseline: str
    within: str
    missed: str
    paused: str
    session: str = ""
    moment: str = ""


@dataclass(frozen=True, slots=True)
class CaseloadEntry:
    """A client by code, one course of scores, and what has changed, in a word."""

    code: str
    course: Trajectory | None
    change: str
    paused: tuple[Stretch, ...] = ()
    markers: tuple[Marker, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseloadPicture:
    """A therapist's clients beside each other, on one scale and over the same days."""

    entries: tuple[CaseloadEntry, ...]
    words: PlainWords
    look: Look
    span: Stretch
    marks: MarkWords


@dataclass(frozen=True, slots=True)
class GroupPicture:
    """How many members of a group practised, day by day, without a name."""

    days: tuple[GroupDay, ...]
    members: int
    words: PlainWords
    look: Look


Picture: TypeAlias = (
    ProgressPicture
    | EvidencePicture
    | DashboardPicture
    | PulsePicture
    | CalendarPicture
    | GoalsPicture
    | InsightPicture
    | ThenAndNowPicture
    | WeekPicture
    | CaseloadPicture
    | GroupPicture
)
