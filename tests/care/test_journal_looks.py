"""Looks at a journal for a back-test see what the portal saw then."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from care.journal_looks import Entered, looks
from care.pause import Pause

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def test_a_day_is_no_day_of_rest_before_the_pause_on_it_begins():
    entries = [
        Entered(UUID(int=1 + ago), NOON.date() - ago * DAY, NOON - ago * DAY) for ago in (2, 1, 0)
    ]
    # A second pause: what was over by then has rested, what begins at noon has not.
    pauses = [
        Pause(NOON + 2 * DAY, NOON + 4 * DAY),
        Pause(NOON + 10 * DAY, None),
    ]

    looked = [
        each
        for each in looks(entries, ZoneInfo("UTC"), pauses, NOON + 12 * DAY)
        if each.entry is not None
    ]

    assert looked[-1].on == date(2026, 3, 12)
    assert looked[-1].resting == 2
