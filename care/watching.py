"""Watching one client: which rules hold now, from a small state that follows what arrives.

The state is the daily record, the ends of each course of scores and the attendance of 35 days, so
that an answer costs the same however long somebody has been here. A late or corrected answer
changes the state where it belongs, and the rules are asked again for the newest day.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TypeAlias, cast
from zoneinfo import ZoneInfo

from care.absence_rules import (
    Assigned,
    Meeting,
    engagement_decline,
    homework_overdue,
    missed_check_ins,
    no_journal,
    practice_gap,
    unanswered_message,
    unconfirmed_appointment,
)
from care.alerts import Concern, Fact, Urgency
from care.attendance import Attendance
from care.local_time import Hours
from care.progress import WINDOW, DailyRecord, Trajectory
from care.rule_settings import Chosen, is_asked
from care.rulebook import BOOK, DELIVERY, LooksAt, which_look_at
from care.rules import PRACTICE, Rule, below_own_baseline, declining_mood, rising_anxiety
from care.score_rules import no_reliable_change, reliable_deterioration, score_threshold

Findings: TypeAlias = Mapping[Rule, Concern | None]
"""Of each rule that was asked, what it found; None where its condition does not hold."""

OF_DAYS = which_look_at(LooksAt.DAYS)
OF_SCORES = which_look_at(LooksAt.SCORES)
OF_ATTENDANCE = which_look_at(LooksAt.ATTENDANCE)

SET = "set"
"""The fact that holds the numbers a rule was set to when it found something."""


def of_days(record: DailyRecord, chosen: Chosen) -> Findings:
    """What the daily items give reason to tell, as of the newest day that was answered."""
    on = record.days[-1].on if record.days else None
    found: dict[Rule, Concern | None] = {}
    for rule in OF_DAYS:
        if on is None or not is_asked(chosen, rule):
            continue
        own = chosen[rule]
        match rule:
            case Rule.DECLINING_MOOD:
                concern = declining_mood(record, on, _whole(own, "falls"), _whole(own, "minimum"))
            case Rule.RISING_ANXIETY:
                concern = rising_anxiety(record, on, _whole(own, "rises"), _whole(own, "minimum"))
            case _:
                concern = below_own_baseline(record, on, _whole(own, "days"), _number(own, "k"))
        found[rule] = _as_set(concern, chosen)
    return found


def of_scores(courses: Iterable[Trajectory], chosen: Chosen) -> Findings:
    """What the scores give reason to tell; of several courses the first for which a rule holds."""
    followed = [each for each in courses if each.points]
    found: dict[Rule, Concern | None] = {}
    for rule in OF_SCORES:
        if not followed or not is_asked(chosen, rule):
            continue
        concerns = (_of_course(rule, each, chosen) for each in followed)
        found[rule] = _as_set(next((each for each in concerns if each is not None), None), chosen)
    return found


def _of_course(rule: Rule, course: Trajectory, chosen: Chosen) -> Concern | None:
    own = chosen[rule]
    match rule:
        case Rule.RELIABLE_DETERIORATION:
            return reliable_deterioration(course)
        case Rule.NO_RELIABLE_CHANGE:
            return no_reliable_change(course, _whole(own, "weeks"))
        case _:
            return score_threshold(course, str(own["instrument"]), _number(own, "at"))


def of_attendance(attendance: Attendance, chosen: Chosen) -> Findings:
    """What check-ins left open give reason to tell, as of the newest that is over."""
    found: dict[Rule, Concern | None] = {}
    if is_asked(chosen, Rule.MISSED_CHECK_INS):
        limit = _whole(chosen[Rule.MISSED_CHECK_INS], "limit")
        found[Rule.MISSED_CHECK_INS] = _as_set(missed_check_ins(attendance, limit), chosen)
    if is_asked(chosen, Rule.ENGAGEMENT_DECLINE):
        percent = _whole(chosen[Rule.ENGAGEMENT_DECLINE], "percent")
        found[Rule.ENGAGEMENT_DECLINE] = _as_set(engagement_decline(attendance, percent), chosen)
    return found


def of_practice(record: DailyRecord, asked: Attendance, chosen: Chosen) -> Findings:
    """What days without practice give reason to tell, as of the newest that is over.

    Of somebody who has not practised within 35 days nothing is found: neither that there is
    a gap, nor that one has ended.
    """
    rule, on = Rule.PRACTICE_GAP, asked.newest
    if on is None or not is_asked(chosen, rule):
        return {}
    minutes = record.values(PRACTICE)
    practised = [day for day, value in minutes if value > 0 and on - day < WINDOW]
    if not practised:
        return {}
    days = [day for day, _ in asked.check_ins]
    return {rule: _as_set(practice_gap(practised, days, _whole(chosen[rule], "days")), chosen)}


def of_homework(pieces: Sequence[Assigned], on: date, chosen: Chosen) -> Findings:
    """What homework that is still open gives reason to tell, on this local date."""
    rule = Rule.HOMEWORK_OVERDUE
    if not is_asked(chosen, rule):
        return {}
    return {rule: _as_set(homework_overdue(pieces, on, _whole(chosen[rule], "days")), chosen)}


def of_journal(entries: Sequence[date], on: date, resting: int, chosen: Chosen) -> Findings:
    """What days without a journal entry give reason to tell, on this local date."""
    rule = Rule.NO_JOURNAL
    if not is_asked(chosen, rule):
        return {}
    found = no_journal(entries, on, _whole(chosen[rule], "days"), resting)
    return {rule: _as_set(found, chosen)}


def of_messages(
    waiting: Sequence[datetime], now: datetime, zone: ZoneInfo, hours: Hours, chosen: Chosen
) -> Findings:
    """What messages that nobody has answered give reason to tell, at this instant."""
    rule = Rule.UNANSWERED_MESSAGE
    if not is_asked(chosen, rule):
        return {}
    limit = _whole(chosen[rule], "hours")
    return {rule: _as_set(unanswered_message(waiting, now, zone, hours, limit), chosen)}


def of_appointments(
    meetings: Sequence[Meeting], now: datetime, here: ZoneInfo, chosen: Chosen
) -> Findings:
    """What appointments to come give reason to tell, at this instant."""
    rule = Rule.UNCONFIRMED_APPOINTMENT
    if not is_asked(chosen, rule):
        return {}
    hours = _whole(chosen[rule], "hours")
    return {rule: _as_set(unconfirmed_appointment(meetings, now, here, hours), chosen)}


def ends(course: Trajectory) -> Trajectory:
    """All that rules look at of a course: its first score and its newest."""
    if len(course.points) <= 2:
        return course
    return replace(course, points=(course.points[0], course.points[-1]))


def _as_set(concern: Concern | None, chosen: Chosen) -> Concern | None:
    """The concern with the delivery that was set, and the numbers by which it was found."""
    if concern is None:
        return None
    rule = Rule(concern.rule)
    numbers: list[list[str | float]] = [
        [each.name, cast("str | float", chosen[rule][each.name])] for each in BOOK[rule].own
    ]
    facts: dict[str, Fact] = {**concern.facts, SET: numbers} if numbers else dict(concern.facts)
    return Concern(concern.rule, Urgency(str(chosen[rule][DELIVERY])), facts)


def _whole(own: Mapping[str, object], name: str) -> int:
    return int(_number(own, name))


def _number(own: Mapping[str, object], name: str) -> float:
    return cast("float", own[name])
