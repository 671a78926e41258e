"""The back-test: what rules would have told of what has really happened, and when.

It goes through what arrived in the order in which it arrived, with the same state and the same
rules as the portal does, and keeps to cool-down and closing as the portal does. It assumes that
nobody resolves an alert before its condition ends.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from statistics import median
from typing import TypeAlias
from uuid import UUID
from zoneinfo import ZoneInfo

from care.absence_rules import Assigned, Meeting
from care.alerts import Concern, Urgency
from care.attendance import Attendance
from care.local_time import Hours, local_date
from care.pause import Pause
from care.people import ClientId
from care.progress import DailyRecord, Day, Point, Trajectory
from care.rule_settings import Chosen
from care.rulebook import COOL_DOWN
from care.rules import Rule
from care.watching import (
    Findings,
    ends,
    of_appointments,
    of_attendance,
    of_days,
    of_homework,
    of_journal,
    of_messages,
    of_practice,
    of_scores,
)


@dataclass(frozen=True, slots=True)
class DayHeard:
    """Daily items that arrived, or were corrected."""

    at: datetime
    day: Day
    practice: bool = False
    """Whether practice was corrected: the rule about it is asked with that alone."""


@dataclass(frozen=True, slots=True)
class ScoresHeard:
    """Scores that arrived with one response: each course as it is without this point, and it."""

    at: datetime
    scores: tuple[tuple[Trajectory, Point], ...]
    told: bool = True
    """Scores brought from another system raise nothing."""


@dataclass(frozen=True, slots=True)
class CheckInOver:
    """A check-in that is over: answered, or not; late: it had counted as missed until now."""

    at: datetime
    on: date
    answered: bool
    late: bool = False
    practice: bool = False
    """Whether it asked about practice."""


@dataclass(frozen=True, slots=True)
class HomeworkLooked:
    """A look at what is open of a client's homework, because of one piece, or because one ended."""

    at: datetime
    on: date
    waiting: tuple[Assigned, ...]
    piece: UUID | None = None
    """The piece that was due to be looked at; None after an answer, which only ends something."""


@dataclass(frozen=True, slots=True)
class JournalLooked:
    """A look at the days on which a client wrote, because of silence, or because one wrote now."""

    at: datetime
    on: date
    written: tuple[date, ...]
    resting: int = 0
    """Days of a pause since the last entry."""
    entry: UUID | None = None
    """The entry after which it is silent; None for a new one, which only ends something."""


@dataclass(frozen=True, slots=True)
class MessagesLooked:
    """A look at what waits for an answer, since when each; ends: because something was answered."""

    at: datetime
    waiting: tuple[datetime, ...]
    zone: ZoneInfo
    hours: Hours
    ends: bool = False


@dataclass(frozen=True, slots=True)
class AppointmentsLooked:
    """A look at appointments to come without an answer; ends: because one was answered, or changed.

    When somebody looks depends on how the rule is set.
    """

    at: datetime
    waiting: tuple[Meeting, ...]
    zone: ZoneInfo
    ends: bool = False


@dataclass(frozen=True, slots=True)
class TherapyEnded:
    """The client was discharged: what was told by then is over, and the rules look at nothing."""

    at: datetime


@dataclass(frozen=True, slots=True)
class TherapyBegan:
    """A new course of therapy began: scores and days are compared with its own first ones."""

    at: datetime


Heard: TypeAlias = (
    DayHeard
    | ScoresHeard
    | CheckInOver
    | HomeworkLooked
    | JournalLooked
    | MessagesLooked
    | AppointmentsLooked
    | TherapyEnded
    | TherapyBegan
)


@dataclass(frozen=True, slots=True)
class Watch:
    """What is kept of one client for the rules; it does not grow with the time somebody is here."""

    record: DailyRecord = field(default_factory=DailyRecord)
    courses: Mapping[str, Trajectory] = field(default_factory=dict)
    attendance: Attendance = field(default_factory=Attendance)
    practice: Attendance = field(default_factory=Attendance)
    """Of the check-ins about practice alone."""

    def hearing(self, heard: Heard) -> "Watch":
        """The state after this."""
        match heard:
            case DayHeard(_, day):
                return replace(self, record=self.record.with_day(day))
            case ScoresHeard(scores=scores):
                courses = dict(self.courses)
                for empty, point in scores:
                    before = courses.get(empty.name, empty)
                    courses[empty.name] = ends(before.with_point(point))
                return replace(self, courses=courses)
            case TherapyBegan():
                return replace(self, record=DailyRecord(), courses={})
            case TherapyEnded():
                return self
            case HomeworkLooked() | JournalLooked() | MessagesLooked() | AppointmentsLooked():
                # Everything that a look is about comes with it.
                return self
            case CheckInOver():
                return replace(
                    self,
                    attendance=_after(self.attendance, heard),
                    practice=_after(self.practice, heard) if heard.practice else self.practice,
                )

    def findings(self, heard: Heard, chosen: Chosen) -> Findings:
        """What the rules find that look at such things; the state is the one after it."""
        match heard:
            case DayHeard(practice=practice):
                corrected = of_practice(self.record, self.practice, chosen) if practice else {}
                return {**of_days(self.record, chosen), **corrected}
            case ScoresHeard(told=False) | TherapyBegan():
                return {}
            case TherapyEnded():
                return dict.fromkeys(rule for rule, own in chosen.items() if COOL_DOWN in own)
            case ScoresHeard(scores=scores):
                # What was filed gives a reason to be told; it ends only where no course has one.
                filed = of_scores([self.courses[empty.name] for empty, _ in scores], chosen)
                anywhere = of_scores(self.courses.values(), chosen)
                return {
                    rule: concern
                    for rule, concern in filed.items()
                    if concern is not None or anywhere[rule] is None
                }
            case HomeworkLooked(_, on, waiting, piece):
                found = of_homework(waiting, on, chosen)
                if piece is None:
                    return {rule: None for rule, concern in found.items() if concern is None}
                return found
            case JournalLooked(_, on, written, resting, entry):
                found = of_journal(written, on, resting, chosen)
                if entry is None:
                    return {rule: None for rule, concern in found.items() if concern is None}
                return found
            case MessagesLooked(at, waiting_since, zone, hours, ends_now):
                found = of_messages(waiting_since, at, zone, hours, chosen)
                if ends_now:
                    # What still waits is looked at when it is due.
                    return {} if waiting_since else dict.fromkeys(found)
                return found
            case AppointmentsLooked(at, meetings, zone, ends_now):
                found = of_appointments(meetings, at, zone, chosen)
                if ends_now:
                    return {rule: None for rule, concern in found.items() if concern is None}
                return found
            case CheckInOver(answered=answered, practice=practice):
                found = of_attendance(self.attendance, chosen)
                if answered:
                    # Whoever answers gives no new reason to be told of absence: it can only end.
                    found = {rule: None for rule, concern in found.items() if concern is None}
                # An answer may well say that nothing was practised.
                own = of_practice(self.record, self.practice, chosen) if practice else {}
                return {**found, **own}


def _after(attendance: Attendance, over: CheckInOver) -> Attendance:
    if over.late:
        return attendance.with_late_answer(over.on)
    return attendance.with_check_in(over.on, answered=over.answered)


@dataclass(frozen=True, slots=True)
class Standing:
    """How one rule stands about one client."""

    is_open: bool = False
    closed_at: datetime | None = None

    def after(
        self, concern: Concern | None, at: datetime, cool_down: timedelta
    ) -> tuple["Standing", bool]:
        """How it stands after it was asked, and whether that is a new alert."""
        if concern is None:
            return (Standing(closed_at=at) if self.is_open else self), False
        if self.is_open or (self.closed_at is not None and at - self.closed_at < cool_down):
            return self, False
        return Standing(is_open=True, closed_at=self.closed_at), True


@dataclass(frozen=True, slots=True)
class Raised:
    """An alert that there would have been."""

    client: ClientId
    rule: Rule
    urgency: Urgency
    at: datetime


def alerts_of(
    client: ClientId, heard: Sequence[Heard], chosen: Chosen, pauses: Sequence[Pause] = ()
) -> tuple[Raised, ...]:
    """Every alert about a client that these rules would have raised, oldest first.

    In a pause nothing is raised; what has ended ends.
    """
    watch, standings, found = Watch(), dict[Rule, Standing](), []
    held = set[UUID]()
    is_over = False
    for each in heard:
        if isinstance(each, TherapyEnded | TherapyBegan):
            is_over = isinstance(each, TherapyEnded)
        watch = watch.hearing(each)
        piece = _because_of(each)
        if piece in held:
            # A piece of homework, or an entry, of which something was told is not looked at again.
            continue
        findings = watch.findings(each, chosen)
        if is_over:
            # Nothing is raised about a former client; a look at what was left open finds no more.
            findings = dict.fromkeys(findings)
        if any(paused.holds(each.at) for paused in pauses):
            findings = {
                rule: concern
                for rule, concern in findings.items()
                # Who writes in a pause waits for an answer as anybody does.
                if concern is None or rule is Rule.UNANSWERED_MESSAGE
            }
        for rule, concern in findings.items():
            cool_down = timedelta(days=float(chosen[rule][COOL_DOWN]))
            standing = standings.get(rule, Standing())
            standings[rule], is_new = standing.after(concern, each.at, cool_down)
            if is_new and concern is not None:
                found.append(Raised(client, rule, concern.urgency, each.at))
            if piece is not None and concern is not None and standings[rule].is_open:
                held.add(piece)
    return tuple(found)


def _because_of(heard: Heard) -> UUID | None:
    """The row for which somebody looked; None where it was an event that made the rules ask."""
    match heard:
        case HomeworkLooked(piece=row) | JournalLooked(entry=row):
            return row
        case _:
            return None


@dataclass(frozen=True, slots=True)
class Count:
    """What a caseload's alerts come to, for one rule or for all of them."""

    alerts: int
    clients: int
    days_apart: float | None
    """The median of the days from one of a client's alerts to that client's next; None: no next."""
    days: tuple[tuple[date, int], ...]
    """Local days of the practice with at least one, oldest first, and how many there were."""


@dataclass(frozen=True, slots=True)
class Tested:
    """A back-test of one set of parameters."""

    clients: int
    days: int
    every: Count
    rules: Mapping[Rule, Count]


def counted(
    raised: Iterable[Raised], *, clients: int, since: datetime, days: int, zone: ZoneInfo
) -> Tested:
    """The counts of what was raised in the last so many days, of so many clients."""
    lately = [each for each in raised if each.at >= since]
    by_rule: dict[Rule, list[Raised]] = {}
    for each in lately:
        by_rule.setdefault(each.rule, []).append(each)
    counts = {rule: _count(found, zone) for rule, found in sorted(by_rule.items())}
    return Tested(clients, days, _count(lately, zone), counts)


def _count(raised: Sequence[Raised], zone: ZoneInfo) -> Count:
    of_clients: dict[ClientId, list[datetime]] = {}
    of_days: dict[date, int] = {}
    for each in raised:
        of_clients.setdefault(each.client, []).append(each.at)
        on = local_date(each.at, zone)
        of_days[on] = of_days.get(on, 0) + 1
    gaps = [
        (later - earlier).total_seconds() / 86400
        for instants in of_clients.values()
        for earlier, later in pairwise(sorted(instants))
    ]
    apart = round(median(gaps), 1) if gaps else None
    return Count(len(raised), len(of_clients), apart, tuple(sorted(of_days.items())))
