"""Times as the page writes them: in the practice's own zone."""

from datetime import datetime
from zoneinfo import ZoneInfo


def day(at: datetime, zone: ZoneInfo) -> str:
    """The day for a line between messages: Monday, 2 March."""
    here = at.astimezone(zone)
    return f"{here:%A}, {here.day} {here:%B}"


def date(at: datetime, zone: ZoneInfo) -> str:
    """The day with its year: Monday, 2 March 2026."""
    return f"{day(at, zone)} {at.astimezone(zone).year}"


def hour(at: datetime, zone: ZoneInfo) -> str:
    """The time of day: 09:05."""
    return f"{at.astimezone(zone):%H:%M}"
