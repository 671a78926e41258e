"""Every chart there is, by what is asked for; mirrored for who reads from the right."""

from typing import assert_never

from charts.calendar import calendar
from charts.caseload import caseload
from charts.dashboard import dashboard
from charts.dates import reads_from_the_right
from charts.evidence import evidence
from charts.goals import goals
from charts.group import group
from charts.insight import insight
from charts.progress import progress
from charts.pulse import pulse
from charts.requests import (
    CalendarPicture,
    CaseloadPicture,
    DashboardPicture,
    EvidencePicture,
    GoalsPicture,
    GroupPicture,
    InsightPicture,
    Picture,
    ProgressPicture,
    PulsePicture,
    ThenAndNowPicture,
    WeekPicture,
)
from charts.sheet import Sheet
from charts.then_and_now import then_and_now
from charts.week import week


def drawn(picture: Picture) -> Sheet:
    """The sheet of a picture, in the direction in which its language is read."""
    sheet = _sheet(picture)
    return sheet.mirrored() if reads_from_the_right(picture.words.locale) else sheet


def _sheet(picture: Picture) -> Sheet:
    match picture:
        case ProgressPicture():
            return progress(
                picture.trajectory,
                picture.words,
                accent=picture.accent,
                bands_named=picture.bands_named,
                today=picture.today,
                size=picture.size,
                dark=picture.dark,
                markers=picture.markers,
                paused=picture.paused,
            )
        case EvidencePicture():
            return evidence(
                picture.series,
                picture.marked,
                picture.words,
                low=picture.low,
                high=picture.high,
                accent=picture.accent,
                today=picture.today,
                size=picture.size,
                dark=picture.dark,
                markers=picture.markers,
                paused=picture.paused,
            )
        case DashboardPicture():
            return dashboard(picture)
        case PulsePicture():
            return pulse(picture)
        case CalendarPicture():
            return calendar(picture)
        case GoalsPicture():
            return goals(picture)
        case InsightPicture():
            return insight(picture)
        case ThenAndNowPicture():
            return then_and_now(picture)
        case WeekPicture():
            return week(picture)
        case CaseloadPicture():
            return caseload(picture)
        case GroupPicture():
            return group(picture)
        case _:
            assert_never(picture)
