"""Which round is made how often. Due times are rows; this only says how late a round may be."""

from collections.abc import Mapping
from datetime import timedelta

TIMETABLE: Mapping[str, timedelta] = {
    "check_ins": timedelta(seconds=5),
    "alerts": timedelta(seconds=5),
    "plan": timedelta(seconds=30),
    "retention": timedelta(hours=1),
    "anchor": timedelta(minutes=5),
    "erasures": timedelta(seconds=5),
}
