"""The goals of a copy: from its rows to what a Bundle and a page say of them."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from care.goals import GoalState
from care.local_time import local_date, zone
from portal.export.record import OwnRecord
from questionnaires.fhir.goals import Lifecycle, Nearness, SmallerStep, WantedGoal

_LIFECYCLE = {
    GoalState.OPEN: Lifecycle.ACTIVE,
    GoalState.REACHED: Lifecycle.COMPLETED,
    GoalState.LET_GO: Lifecycle.CANCELLED,
}


def wanted(record: OwnRecord) -> tuple[WantedGoal, ...]:
    """Every goal, the oldest first, with its ratings and smaller steps."""
    return tuple(_goal(record, row) for row in record.rows["goal"])


def _goal(record: OwnRecord, row: Mapping[str, Any]) -> WantedGoal:
    here = zone(record.zone)

    def day(text: str) -> date:
        return local_date(datetime.fromisoformat(text), here)

    ratings = [
        Nearness(
            UUID(each["id"]),
            date.fromisoformat(each["local_date"]),
            each["value"],
            datetime.fromisoformat(each["rated_at"]),
        )
        for each in record.rows["goal_rating"]
        if each["goal"] == row["id"]
    ]
    steps = tuple(
        SmallerStep(
            each["words"], datetime.fromisoformat(each["done_at"]) if each["done_at"] else None
        )
        for each in record.rows["goal_step"]
        if each["goal"] == row["id"]
    )
    return WantedGoal(
        UUID(row["id"]),
        row["words"],
        _LIFECYCLE[GoalState(row["state"])],
        day(row["begun_at"]),
        day(row["closed_at"]) if row["closed_at"] else None,
        sorted(ratings, key=lambda each: each.on),
        steps,
    )
