"""What is read of one client's record: a stretch of time of it, and what of it is new."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from uuid import UUID

from sqlalchemy import Connection, and_, case, func, select

from care.appointments import OF_CLIENT
from care.people import ClientId
from store import alerts, messages
from store.alerts import Alert
from store.check_ins import answers_of
from store.memory import Memory
from store.messages import Message
from store.tables import alert as alert_table
from store.tables import (
    appointment as appointment_table,
)
from store.tables import (
    appointment_entry as entry_table,
)
from store.tables import (
    client_message as client_message_table,
)
from store.tables import (
    goal,
    goal_rating,
    goal_step,
    journal_entry,
    key_moment,
    note,
    note_version,
    occurrence,
    response,
)
from store.tables import (
    homework as homework_table,
)
from store.tables import message as message_table
from store.tables import shelf_item as shelf_table

_SAID = tuple(each.value for each in OF_CLIENT)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time: in the client's days, and from the first instant of it to the last."""

    first: date
    last: date
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Filed:
    """All answers of one check-in, as they were filed."""

    id: UUID
    instrument: str
    version: str
    local_date: date
    late: bool
    filed_at: datetime
    answers: Mapping[int, int]
    slot: int = 0
    """1 for the second check-in of a plan on one date."""


@dataclass(frozen=True, slots=True)
class Written:
    """A therapist's message, and when it was written."""

    message: Message
    written_at: datetime


def filed(
    connection: Connection, memory: Memory, of_client: ClientId, span: Span
) -> tuple[Filed, ...]:
    """What was answered in these days, the newest first."""
    memory.open_clients(connection, [of_client])
    owner = memory.client(of_client)
    rows = connection.execute(
        select(response, occurrence.c.slot)
        .join(
            occurrence,
            and_(
                occurrence.c.practice == response.c.practice,
                occurrence.c.id == response.c.occurrence,
            ),
        )
        .where(
            response.c.practice == memory.practice,
            response.c.client == of_client,
            response.c.local_date >= span.first,
            response.c.local_date <= span.last,
        )
        .order_by(response.c.local_date.desc(), response.c.id.desc())
    )
    return tuple(
        Filed(
            row.id,
            row.instrument,
            row.version,
            row.local_date,
            row.late,
            row.filed_at,
            answers_of(memory, owner, row.id, row.sealed_answers),
            row.slot,
        )
        for row in rows
    )


def written(
    connection: Connection, memory: Memory, of_client: ClientId, span: Span
) -> tuple[Written, ...]:
    """What was written to this client in that time, the newest first."""
    memory.open_clients(connection, [of_client])
    rows = connection.execute(
        select(message_table)
        .where(
            message_table.c.practice == memory.practice,
            message_table.c.client == of_client,
            message_table.c.written_at >= span.start,
            message_table.c.written_at < span.end,
        )
        .order_by(message_table.c.written_at.desc(), message_table.c.id.desc())
    )
    return tuple(Written(messages.of_row(memory, row), row.written_at) for row in rows)


def raised(
    connection: Connection, memory: Memory, of_client: ClientId, span: Span, *, unresolved: bool
) -> tuple[Alert, ...]:
    """Alerts of that time, the newest first; with `unresolved`, older ones that are still open."""
    in_time = alert_table.c.last_raised_at >= span.start
    if unresolved:
        in_time |= alert_table.c.resolved_at.is_(None)
    rows = connection.execute(
        select(alert_table.c.id)
        .where(
            alert_table.c.practice == memory.practice,
            alert_table.c.client == of_client,
            alert_table.c.last_raised_at < span.end,
            in_time,
        )
        .order_by(alert_table.c.last_raised_at.desc(), alert_table.c.id.desc())
    ).scalars()
    return tuple(alerts.get(connection, memory, each) for each in rows.all())


def newest_before(
    connection: Connection, memory: Memory, of_client: ClientId, span: Span
) -> datetime | None:
    """The newest entry from before that time; None when this is where the record begins."""
    asked = (
        select(func.max(response.c.filed_at)).where(
            response.c.practice == memory.practice,
            response.c.client == of_client,
            response.c.local_date < span.first,
        ),
        select(func.max(message_table.c.written_at)).where(
            message_table.c.practice == memory.practice,
            message_table.c.client == of_client,
            message_table.c.written_at < span.start,
        ),
        select(func.max(client_message_table.c.written_at)).where(
            client_message_table.c.practice == memory.practice,
            client_message_table.c.client == of_client,
            client_message_table.c.written_at < span.start,
        ),
        select(func.max(homework_table.c.assigned_at)).where(
            homework_table.c.practice == memory.practice,
            homework_table.c.client == of_client,
            homework_table.c.assigned_at < span.start,
        ),
        select(func.max(appointment_table.c.starts_at)).where(
            appointment_table.c.practice == memory.practice,
            appointment_table.c.client == of_client,
            appointment_table.c.starts_at < span.start,
        ),
        select(func.max(alert_table.c.last_raised_at)).where(
            alert_table.c.practice == memory.practice,
            alert_table.c.client == of_client,
            alert_table.c.last_raised_at < span.start,
        ),
    )
    found = [connection.execute(each).scalar_one() for each in asked]
    # A moment lies on its day, whenever it was marked.
    marked = connection.execute(
        select(func.max(key_moment.c.local_date)).where(
            key_moment.c.practice == memory.practice,
            key_moment.c.client == of_client,
            key_moment.c.local_date < span.first,
            key_moment.c.shared_at.is_not(None),
        )
    ).scalar_one()
    # Of a journal no more is to be found than is shared, not even that it goes on.
    written = connection.execute(
        select(func.max(journal_entry.c.local_date)).where(
            journal_entry.c.practice == memory.practice,
            journal_entry.c.client == of_client,
            journal_entry.c.local_date < span.first,
            journal_entry.c.shared_at.is_not(None),
        )
    ).scalar_one()
    # A note stands on the day of its session; what was never proposed has its place on top.
    noted = connection.execute(
        select(func.max(note.c.session_on)).where(
            note.c.practice == memory.practice,
            note.c.client == of_client,
            note.c.session_on < span.first,
            note.c.settled_at.is_not(None),
        )
    ).scalar_one()
    found += [datetime.combine(each, time(12), UTC) for each in (marked, written, noted) if each]
    return max((each for each in found if each is not None), default=None)


def newest(
    connection: Connection, memory: Memory, ids: Iterable[ClientId]
) -> dict[ClientId, datetime]:
    """When something was last answered by each of these, or raised about them."""
    asked = list(ids)
    found: dict[ClientId, datetime] = {}
    shared = select(goal.c.id).where(
        goal.c.practice == memory.practice,
        goal.c.client.in_(asked),
        goal.c.shared_at.is_not(None),
    )
    for table, instant in (
        (response, response.c.filed_at),
        (alert_table, alert_table.c.last_raised_at),
        (client_message_table, client_message_table.c.written_at),
        (homework_table, homework_table.c.answered_at),
        # What was taken off is not shown, and so it is no news.
        (shelf_table, case((shelf_table.c.removed_at.is_(None), shelf_table.c.reacted_at))),
        # What the practice did with an appointment is no news to it.
        (entry_table, case((entry_table.c.kind.in_(_SAID), entry_table.c.at))),
        (goal, goal.c.shared_at),
        (goal, case((goal.c.shared_at.is_not(None), goal.c.closed_at))),
        (goal_rating, case((goal_rating.c.goal.in_(shared), goal_rating.c.rated_at))),
        (goal_step, case((goal_step.c.goal.in_(shared), goal_step.c.done_at))),
        # What staff marked themselves is no news to them.
        (key_moment, case((key_moment.c.staff.is_(None), key_moment.c.shared_at))),
        (journal_entry, journal_entry.c.shared_at),
        (note_version, note_version.c.answered_at),
    ):
        rows = connection.execute(
            select(table.c.client, func.max(instant).label("newest"))
            .where(
                table.c.practice == memory.practice,
                table.c.client.in_(asked),
                instant.is_not(None),
            )
            .group_by(table.c.client)
        )
        for row in rows:
            client = ClientId(row.client)
            found[client] = max(found.get(client, row.newest), row.newest)
    return found
