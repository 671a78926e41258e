"""Where clients stand with what was written unasked: read for many at once."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Connection, case, func, select

from care.people import ClientId
from store.check_ins import CheckInState
from store.dialect import is_new
from store.memory import Memory
from store.tables import answer, occurrence, prompted

_ASKED = (CheckInState.OPEN.value, CheckInState.MISSED.value, CheckInState.DONE.value)


@dataclass
class Lately:
    """A client's last weeks: what was asked, when something was heard, and written."""

    asked: list[tuple[date, datetime]] = field(default_factory=list)
    """Days of check-ins without any answer, and when they opened; newest first."""
    heard_at: datetime | None = None
    written: date | None = None


def lately(
    connection: Connection, memory: Memory, clients: Iterable[ClientId], since: date
) -> dict[ClientId, Lately]:
    """The weeks since this date of each of these clients."""
    ids = list(clients)
    found = {each: Lately() for each in ids}
    # One that was finished has its answers: when, says its own row. Of the others some have a few.
    partly = (
        select(func.max(answer.c.answered_at))
        .where(answer.c.practice == occurrence.c.practice, answer.c.occurrence == occurrence.c.id)
        .scalar_subquery()
    )
    is_done = occurrence.c.state == CheckInState.DONE.value
    rows = connection.execute(
        select(
            occurrence.c.client,
            occurrence.c.local_date,
            occurrence.c.opens_at,
            case((is_done, occurrence.c.finished_at), else_=partly).label("heard_at"),
        )
        .where(
            occurrence.c.practice == memory.practice,
            occurrence.c.client.in_(ids),
            occurrence.c.local_date >= since,
            occurrence.c.state.in_(_ASKED),
        )
        .order_by(occurrence.c.local_date.desc(), occurrence.c.id)
    )
    for row in rows:
        weeks = found[ClientId(row.client)]
        if row.heard_at is None:
            weeks.asked.append((row.local_date, row.opens_at))
        else:
            earlier = weeks.heard_at or row.heard_at
            weeks.heard_at = max(earlier, row.heard_at)
    written = connection.execute(
        select(prompted.c.client, func.max(prompted.c.local_date).label("newest"))
        .where(prompted.c.practice == memory.practice, prompted.c.client.in_(ids))
        .group_by(prompted.c.client)
    )
    for of_client, newest in written:
        found[ClientId(of_client)].written = newest
    return found


def take_day(
    connection: Connection, memory: Memory, of_client: ClientId, day: date, now: datetime
) -> bool:
    """Takes the client's one unprompted message of this local date; False when it is taken."""
    row = {
        "practice": memory.practice,
        "client": of_client,
        "local_date": day,
        "prompted_at": now,
    }
    return is_new(connection, prompted, row)
