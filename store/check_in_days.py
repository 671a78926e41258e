"""What became of a client's check-ins, day by day, for a picture of them."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Connection, and_, delete, func, select

from care.people import ClientId
from care.pictured import DayState
from store.check_ins import CheckInState
from store.memory import Memory
from store.tables import occurrence, response

_SHOWN = (CheckInState.DONE.value, CheckInState.MISSED.value, CheckInState.OPEN.value)


def day_states(
    connection: Connection, memory: Memory, of_client: ClientId, first: date, last: date
) -> tuple[tuple[date, DayState], ...]:
    """A state for each of these days on which something was asked, oldest first.

    With several check-ins on one day an answered one counts: nobody is shown only what is open.
    """
    rows = connection.execute(
        select(occurrence.c.local_date, occurrence.c.state, response.c.late)
        .outerjoin(
            response,
            and_(
                response.c.practice == occurrence.c.practice,
                response.c.occurrence == occurrence.c.id,
            ),
        )
        .where(
            occurrence.c.practice == memory.practice,
            occurrence.c.client == of_client,
            occurrence.c.state.in_(_SHOWN),
            occurrence.c.local_date.between(first, last),
        )
    )
    order = (DayState.OPEN, DayState.LATE, DayState.DONE)
    found: dict[date, DayState] = {}
    for row in rows:
        state = DayState.OPEN
        if row.state == CheckInState.DONE.value:
            state = DayState.LATE if row.late else DayState.DONE
        known = found.get(row.local_date, state)
        found[row.local_date] = max(known, state, key=order.index)
    return tuple(sorted(found.items()))


def next_planned(
    connection: Connection, memory: Memory, of_client: ClientId, now: datetime, until: datetime
) -> datetime | None:
    """When the next check-in of a client opens in this time; None when none does."""
    found: datetime | None = connection.execute(
        select(func.min(occurrence.c.opens_at)).where(
            occurrence.c.practice == memory.practice,
            occurrence.c.client == of_client,
            occurrence.c.state == CheckInState.PLANNED.value,
            occurrence.c.opens_at > now,
            occurrence.c.opens_at < until,
        )
    ).scalar_one()
    return found


def forget_coming(connection: Connection, memory: Memory, plan: UUID, now: datetime) -> None:
    """Removes a plan's check-ins whose time has not come: what they went by has changed."""
    connection.execute(
        delete(occurrence).where(
            occurrence.c.practice == memory.practice,
            occurrence.c.plan == plan,
            occurrence.c.state == CheckInState.PLANNED.value,
            occurrence.c.opens_at > now,
        )
    )


_ASKED = (CheckInState.PLANNED.value, CheckInState.OPEN.value, CheckInState.DONE.value)


def is_asked(
    connection: Connection,
    memory: Memory,
    of_client: ClientId,
    instrument: str,
    first: date,
    last: date,
) -> bool:
    """Whether a check-in of this instrument is answered, open or planned on any of these days."""
    found = connection.execute(
        select(occurrence.c.id)
        .where(
            occurrence.c.practice == memory.practice,
            occurrence.c.client == of_client,
            occurrence.c.instrument == instrument,
            occurrence.c.state.in_(_ASKED),
            occurrence.c.local_date.between(first, last),
        )
        .limit(1)
    )
    return found.first() is not None
