"""Check-ins: plans, the occasions that come of them, answers at the tap, and filed responses."""

import json
import struct
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from operator import attrgetter
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Connection,
    Row,
    bindparam,
    case,
    delete,
    func,
    insert,
    select,
    update,
)

from care.attendance import Attendance
from care.light import dataclass
from care.people import ClientId
from care.plan import PlannedCheckIn
from care.progress import (
    WINDOW,
    DailyRecord,
    Point,
    Trajectory,
    load_days,
    load_points,
)
from care.schedule import USUAL, Every, Times, parse_times
from questionnaires.library import Library
from store import prepared, soonest
from store.dialect import add, insert_new
from store.ids import new_id
from store.memory import Memory
from store.tables import (
    answer,
    check_in_plan,
    daily_record,
    occurrence,
    response,
    trajectory,
)
from store.vault import Field, Owner

VALUE = Field("answer", "sealed_value")
ANSWERS = Field("response", "sealed_answers")
POINTS = Field("trajectory", "sealed_points")
DAYS = Field("daily_record", "sealed_days")

VALUE_FORM = struct.Struct(">h")
LATE_WELCOME = timedelta(days=7)
"""How long after its end a check-in may still be answered on the client's own initiative."""

DAYS_NEAR = timedelta(days=2)
"""No local day, wherever it is, is over later than that."""


class CheckInState(StrEnum):
    """Where one check-in stands."""

    PLANNED = "planned"
    OPEN = "open"
    DONE = "done"
    MISSED = "missed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Plan:
    """A kept check-in plan."""

    id: UUID
    client: ClientId
    instrument: str
    version: str
    every: Every
    starts: date
    active: bool
    planned_to: date | None
    times: Times = USUAL

    @property
    def weekday(self) -> int | None:
        """The one it comes on, counted from Monday: weeks are counted from the first day."""
        return self.starts.weekday() if self.every.has_weekday else None


@dataclass(frozen=True, slots=True)
class CheckInRow:
    """One check-in as it is kept."""

    id: UUID
    plan: UUID
    client: ClientId
    instrument: str
    version: str
    token: str
    local_date: date
    state: CheckInState
    opens_at: datetime
    remind_at: datetime | None
    expires_at: datetime
    due_at: datetime | None
    slot: int = 0
    """1 for the second check-in of a plan on one date."""
    missed_at: datetime | None = None
    """When it first counted as missed: it does so until it is answered."""
    told_at: datetime | None = None
    """When the client was told of it; None while it waits quietly."""


# --- plans -------------------------------------------------------------------------------


def add_plan(connection: Connection, memory: Memory, plan: Plan, again_at: datetime | None) -> None:
    """Keeps a plan; from `again_at` on the clock makes check-ins of it."""
    connection.execute(
        insert(check_in_plan).values(
            practice=memory.practice,
            id=plan.id,
            client=plan.client,
            instrument=plan.instrument,
            version=plan.version,
            every=plan.every.value,
            starts=plan.starts,
            active=plan.active,
            planned_to=plan.planned_to,
            plan_again_at=again_at,
            times=str(plan.times) or None,
        )
    )


def plans(connection: Connection, memory: Memory, of_client: ClientId) -> tuple[Plan, ...]:
    """A client's plans, the pulse first as it was made first."""
    rows = connection.execute(
        select(check_in_plan)
        .where(check_in_plan.c.practice == memory.practice, check_in_plan.c.client == of_client)
        .order_by(check_in_plan.c.id)
    )
    return tuple(_plan(row) for row in rows)


def plans_due(
    connection: Connection, memory: Memory, now: datetime, limit: int
) -> tuple[Plan, ...]:
    """Plans of which further check-ins have to be made."""
    rows = connection.execute(
        select(check_in_plan)
        .where(
            check_in_plan.c.practice == memory.practice,
            check_in_plan.c.active,
            check_in_plan.c.plan_again_at <= now,
        )
        .order_by(check_in_plan.c.plan_again_at)
        .limit(limit)
    )
    return tuple(_plan(row) for row in rows)


def _plan(row: Row[Any]) -> Plan:
    return Plan(
        row.id,
        ClientId(row.client),
        row.instrument,
        row.version,
        Every(row.every),
        row.starts,
        row.active,
        row.planned_to,
        parse_times(row.times or ""),
    )


def change_plan(connection: Connection, memory: Memory, plan: UUID, **values: Any) -> None:
    """Keeps new values of a plan's columns."""
    connection.execute(
        update(check_in_plan)
        .where(check_in_plan.c.practice == memory.practice, check_in_plan.c.id == plan)
        .values(**values)
    )


# --- occurrences -------------------------------------------------------------------------


def token_of(occurrence_id: UUID) -> str:
    """The short name of a check-in, for buttons."""
    # The random end of the id: short enough for a button, and no row tells another.
    digits = "0123456789abcdefghijkmnpqrstuvwxyz"
    number, letters = occurrence_id.int & ((1 << 50) - 1), ""
    while number:
        number, digit = divmod(number, len(digits))
        letters += digits[digit]
    return letters


def materialise(
    connection: Connection, memory: Memory, plan: Plan, found: Iterable[PlannedCheckIn]
) -> int:
    """Keeps planned check-ins; what is there already for its date stays as it is. How many."""
    rows = []
    for each in found:
        row = new_id()
        rows.append(
            {
                "practice": memory.practice,
                "id": row,
                "plan": plan.id,
                "client": plan.client,
                "instrument": plan.instrument,
                "version": plan.version,
                "token": token_of(row),
                "local_date": each.local_date,
                "slot": each.slot,
                "state": CheckInState.PLANNED.value,
                "opens_at": each.opens_at,
                "remind_at": each.remind_at,
                "expires_at": each.expires_at,
                "due_at": each.opens_at,
            }
        )
    insert_new(connection, occurrence, rows)
    return len(rows)


def forget_planned(
    connection: Connection, memory: Memory, of_client: ClientId, after: date | None = None
) -> None:
    """Removes check-ins that have not been opened, of dates after this one; their plans stay."""
    query = delete(occurrence).where(
        occurrence.c.practice == memory.practice,
        occurrence.c.client == of_client,
        occurrence.c.state == CheckInState.PLANNED.value,
    )
    if after is not None:
        query = query.where(occurrence.c.local_date > after)
    connection.execute(query)


def close_open(connection: Connection, memory: Memory, of_client: ClientId, now: datetime) -> None:
    """Closes what is open without calling it missed: the client stopped."""
    connection.execute(
        update(occurrence)
        .where(
            occurrence.c.practice == memory.practice,
            occurrence.c.client == of_client,
            occurrence.c.state == CheckInState.OPEN.value,
        )
        .values(
            # What has counted as missed goes on to: it was open for a late answer alone.
            state=case(
                (occurrence.c.missed_at.is_not(None), CheckInState.MISSED.value),
                else_=CheckInState.CANCELLED.value,
            ),
            due_at=None,
            finished_at=now,
        )
    )


def due(
    connection: Connection, memory: Memory, now: datetime, limit: int
) -> tuple[CheckInRow, ...]:
    """Check-ins to be opened, reminded of or closed, in the order they became due."""
    rows = connection.execute(
        select(occurrence)
        .where(occurrence.c.practice == memory.practice, occurrence.c.due_at <= now)
        .order_by(occurrence.c.due_at, occurrence.c.id)
        .limit(limit)
    )
    return tuple(check_in_row(row) for row in rows)


def check_in_row(row: Row[Any]) -> CheckInRow:
    """The check-in that a row of its table holds."""
    return CheckInRow(
        row.id,
        row.plan,
        ClientId(row.client),
        row.instrument,
        row.version,
        row.token,
        row.local_date,
        CheckInState(row.state),
        row.opens_at,
        row.remind_at,
        row.expires_at,
        row.due_at,
        row.slot,
        row.missed_at,
        row.told_at,
    )


def move(
    connection: Connection,
    memory: Memory,
    found: CheckInRow,
    state: CheckInState,
    due_at: datetime | None,
    *,
    finished_at: datetime | None = None,
    told_at: datetime | None = None,
) -> bool:
    """One step of a check-in, by whoever still sees it as it was read; False for the others.

    The client has been told of it where `told_at` says when.
    """
    return (
        connection.execute(
            update(occurrence)
            .where(
                occurrence.c.practice == memory.practice,
                occurrence.c.id == found.id,
                occurrence.c.state == found.state.value,
                occurrence.c.due_at == found.due_at
                if found.due_at is not None
                else occurrence.c.due_at.is_(None),
            )
            .values(
                state=state.value,
                due_at=due_at,
                finished_at=finished_at,
                missed_at=found.missed_at
                or ((finished_at or found.expires_at) if state is CheckInState.MISSED else None),
                **({"told_at": told_at} if told_at and found.told_at is None else {}),
            )
        ).rowcount
        == 1
    )


def check_in(connection: Connection, memory: Memory, wanted: UUID) -> CheckInRow:
    """The check-in of this id."""
    return check_in_row(
        connection.execute(
            select(occurrence).where(
                occurrence.c.practice == memory.practice, occurrence.c.id == wanted
            )
        ).one()
    )


def on_date(
    connection: Connection, memory: Memory, plan: UUID, local_date: date
) -> CheckInRow | None:
    """A plan's check-in of this date, or None."""
    row = connection.execute(
        select(occurrence).where(
            occurrence.c.practice == memory.practice,
            occurrence.c.plan == plan,
            occurrence.c.local_date == local_date,
            occurrence.c.slot == 0,
        )
    ).first()
    return check_in_row(row) if row else None


def of_day(
    connection: Connection, memory: Memory, plan: UUID, local_date: date
) -> tuple[CheckInRow, ...]:
    """A plan's check-ins of this date, in the order of the day."""
    rows = connection.execute(
        select(occurrence)
        .where(
            occurrence.c.practice == memory.practice,
            occurrence.c.plan == plan,
            occurrence.c.local_date == local_date,
        )
        .order_by(occurrence.c.slot)
    )
    return tuple(check_in_row(row) for row in rows)


def near(
    connection: Connection, memory: Memory, of_clients: Iterable[ClientId], now: datetime
) -> tuple[CheckInRow, ...]:
    """What these clients may answer now, and what opens within two days, as it opens."""
    around = now.date()
    rows = connection.execute(
        select(occurrence)
        .where(
            occurrence.c.practice == memory.practice,
            occurrence.c.client.in_(list(of_clients)),
            occurrence.c.local_date.between(around - LATE_WELCOME, around + DAYS_NEAR),
            occurrence.c.opens_at < now + DAYS_NEAR,
            occurrence.c.state.in_([CheckInState.PLANNED.value, CheckInState.OPEN.value]),
        )
        .order_by(occurrence.c.opens_at, occurrence.c.id)
    )
    return tuple(check_in_row(row) for row in rows)


def note_told(connection: Connection, memory: Memory, ids: Iterable[UUID], now: datetime) -> None:
    """The client knows of these open check-ins now; what comes next is the reminder, or the end."""
    has_reminder = occurrence.c.remind_at > now
    connection.execute(
        update(occurrence)
        .where(
            occurrence.c.practice == memory.practice,
            occurrence.c.id.in_(list(ids)),
            occurrence.c.state == CheckInState.OPEN.value,
            occurrence.c.told_at.is_(None),
        )
        .values(
            told_at=now,
            due_at=case((has_reminder, occurrence.c.remind_at), else_=occurrence.c.expires_at),
        )
    )


def untell(connection: Connection, memory: Memory, of_client: ClientId, told_at: datetime) -> None:
    """The message of then never arrived: what it told of first waits quietly again."""
    connection.execute(
        update(occurrence)
        .where(
            occurrence.c.practice == memory.practice,
            occurrence.c.client == of_client,
            occurrence.c.state == CheckInState.OPEN.value,
            occurrence.c.told_at == told_at,
        )
        .values(told_at=None)
    )


_HIGHEST = (
    select(func.max(answer.c.item))
    .where(answer.c.practice == occurrence.c.practice, answer.c.occurrence == occurrence.c.id)
    .scalar_subquery()
)
# Two questions, each answered by one look at an index: for both at once SQLite looks at every
# check-in that the practice has ever had.
_OF_CLIENTS = select(occurrence, func.coalesce(_HIGHEST, 0).label("answered")).where(
    occurrence.c.practice == bindparam("practice"),
    occurrence.c.client.in_(bindparam("clients", expanding=True)),
)
_OPEN = _OF_CLIENTS.where(occurrence.c.state == CheckInState.OPEN.value)
_LATE = _OF_CLIENTS.where(
    occurrence.c.token.in_(bindparam("tokens", expanding=True)),
    occurrence.c.state.in_([CheckInState.MISSED.value, CheckInState.DONE.value]),
    occurrence.c.expires_at > bindparam("ended"),
)


_BY_OPENING = attrgetter("opens_at", "id")


def open_for(
    connection: Connection,
    memory: Memory,
    of_clients: Iterable[ClientId],
    tokens: Iterable[str],
    now: datetime,
) -> tuple[tuple[CheckInRow, int], ...]:
    """What these clients may answer now, and the highest item answered so far (0 for none).

    Beside what is open, a check-in named by its token may be answered for a week after its end;
    one that is filed may be corrected for as long.
    """
    asked = {"practice": memory.practice, "clients": list(of_clients)}
    rows = prepared.rows(connection, _OPEN, asked)
    if named := set(tokens).difference(row.token for row in rows):
        late = {**asked, "tokens": list(named), "ended": now - LATE_WELCOME}
        rows += prepared.rows(connection, _LATE, late)
    rows.sort(key=_BY_OPENING)
    return tuple((check_in_row(row), row.answered) for row in rows)


def attendance(
    connection: Connection,
    memory: Memory,
    of_client: ClientId,
    since: date,
    instrument: str | None = None,
) -> Attendance:
    """A client's check-ins that are over, answered or not, of the 35 days up to the newest.

    Of one instrument alone where one is named.
    """
    return attendances(connection, memory, [of_client], since, instrument)[of_client]


def attendances(
    connection: Connection,
    memory: Memory,
    of_clients: Iterable[ClientId],
    since: date,
    instrument: str | None = None,
) -> dict[ClientId, Attendance]:
    """The attendance of each of these clients, as `attendance` tells it of one."""
    over: dict[ClientId, list[tuple[date, bool]]] = {each: [] for each in of_clients}
    if not over:
        return {}
    rows = connection.execute(
        select(
            occurrence.c.client,
            occurrence.c.local_date,
            occurrence.c.state,
            occurrence.c.instrument,
            occurrence.c.missed_at,
        ).where(
            occurrence.c.practice == memory.practice,
            occurrence.c.client.in_(list(over)),
            occurrence.c.local_date >= since,
        )
    )
    for row in rows:
        # The states are looked at here: asked for them, SQLite would walk all that was ever
        # answered.
        if row.state != CheckInState.DONE and row.missed_at is None:
            continue
        if instrument in (None, row.instrument):
            over[row.client].append((row.local_date, row.state == CheckInState.DONE))
    return {client: _attended(sorted(found)) for client, found in over.items()}


def _attended(over: Sequence[tuple[date, bool]]) -> Attendance:
    return Attendance(tuple(each for each in over if over[-1][0] - each[0] < WINDOW))


def next_due(connection: Connection) -> datetime | None:
    """When the next check-in, or the next planning of some, is due."""
    found = (
        soonest.of(connection, occurrence.c.due_at),
        soonest.of(connection, check_in_plan.c.plan_again_at, where=check_in_plan.c.active),
    )
    return min((each for each in found if each is not None), default=None)


# --- answers and responses -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Answered:
    """One item answered by a tap."""

    client: ClientId
    occurrence: UUID
    item: int
    value: int


def answer_items(
    connection: Connection, memory: Memory, answered: Sequence[Answered], now: datetime
) -> None:
    """Keeps answers; an item answered again keeps its earlier answers as the trail."""
    memory.open_clients(connection, {each.client for each in answered})
    rows = []
    for each in answered:
        row = new_id()
        value = VALUE_FORM.pack(each.value)
        sealed = memory.vault.seal(memory.client(each.client), VALUE, row, value)
        rows.append(
            {
                "practice": memory.practice,
                "id": row,
                "client": each.client,
                "occurrence": each.occurrence,
                "item": each.item,
                "sealed_value": sealed,
                "answered_at": now,
            }
        )
    add(connection, answer, rows)


def answers(
    connection: Connection, memory: Memory, of_client: ClientId, of_occurrence: UUID
) -> dict[int, int]:
    """The latest answer to every item answered, by item number."""
    memory.open_clients(connection, [of_client])
    owner = memory.client(of_client)
    rows = connection.execute(
        select(answer.c.id, answer.c.item, answer.c.sealed_value)
        .where(
            answer.c.practice == memory.practice,
            answer.c.occurrence == of_occurrence,
            answer.c.client == of_client,
        )
        .order_by(answer.c.id)
    )
    return {
        row.item: VALUE_FORM.unpack(memory.vault.open(owner, VALUE, row.id, row.sealed_value))[0]
        for row in rows
    }


def responses(
    connection: Connection, memory: Memory, of_client: ClientId, instrument: str
) -> tuple[tuple[date, dict[int, int]], ...]:
    """All filed answers of a client on one instrument, oldest first."""
    memory.open_clients(connection, [of_client])
    owner = memory.client(of_client)
    rows = connection.execute(
        select(response.c.id, response.c.local_date, response.c.sealed_answers)
        .where(
            response.c.practice == memory.practice,
            response.c.client == of_client,
            response.c.instrument == instrument,
        )
        .order_by(response.c.local_date)
    )
    return tuple(
        (
            row.local_date,
            answers_of(memory, owner, row.id, row.sealed_answers),
        )
        for row in rows
    )


def answers_of(memory: Memory, owner: Owner, response_id: UUID, sealed: bytes) -> dict[int, int]:
    """What a response holds, by item; its owner's key is open."""
    packed = json.loads(memory.vault.open(owner, ANSWERS, response_id, sealed))
    return {int(item): value for item, value in packed.items()}


def last_filed(
    connection: Connection, memory: Memory, clients: Iterable[ClientId]
) -> dict[ClientId, date]:
    """The local date of each client's newest response."""
    rows = connection.execute(
        select(response.c.client, func.max(response.c.local_date).label("newest"))
        .where(response.c.practice == memory.practice, response.c.client.in_(list(clients)))
        .group_by(response.c.client)
    )
    return {ClientId(row.client): row.newest for row in rows}


def left_open(
    connection: Connection, memory: Memory, clients: Iterable[ClientId], opened_before: datetime
) -> frozenset[ClientId]:
    """Which of these clients have a check-in open since before this instant."""
    rows = connection.execute(
        select(occurrence.c.client)
        .where(
            occurrence.c.practice == memory.practice,
            occurrence.c.client.in_(list(clients)),
            occurrence.c.state == CheckInState.OPEN.value,
            occurrence.c.opens_at < opened_before,
        )
        .distinct()
    )
    return frozenset(ClientId(each) for each in rows.scalars())


# --- what rules and pictures look at ---------------------------------------------------------


def points(
    connection: Connection, memory: Memory, of_client: ClientId, name: str
) -> tuple[tuple[Point, ...], str]:
    """A client's scores in a course and the version of the scale; empty before the first."""
    memory.open_clients(connection, [of_client])
    row = connection.execute(
        select(trajectory.c.sealed_points, trajectory.c.version, trajectory.c.row_version).where(
            trajectory.c.practice == memory.practice,
            trajectory.c.client == of_client,
            trajectory.c.instrument == name,
        )
    ).first()
    if row is None:
        return (), ""
    packed = memory.vault.open(
        memory.client(of_client),
        POINTS,
        f"{of_client}/{name}",
        row.sealed_points,
        version=row.row_version,
    )
    return load_points(packed), row.version


def course(
    connection: Connection,
    memory: Memory,
    of_client: ClientId,
    name: str,
    library: Library,
) -> Trajectory | None:
    """The client's scores so far with the dates left unanswered; None before the first score.

    Those of the total or of one subscale, as the version means them that was answered last.
    """
    found, version = points(connection, memory, of_client, name)
    if not found:
        return None
    instrument, measure = library.followed(name, version)
    course = Trajectory.on(instrument, measure)
    missed = connection.execute(
        select(occurrence.c.local_date)
        .where(
            occurrence.c.practice == memory.practice,
            occurrence.c.client == of_client,
            occurrence.c.instrument == instrument.code,
            occurrence.c.state == CheckInState.MISSED.value,
        )
        .order_by(occurrence.c.local_date)
    ).scalars()
    return replace(course, points=found, missed=tuple(missed))


def scored(
    connection: Connection, memory: Memory, ids: Iterable[ClientId], library: Library
) -> dict[ClientId, tuple[str, ...]]:
    """In which courses these clients have scores, those of one instrument as it lists them.

    What the practice hides is left out.
    """
    rows = connection.execute(
        select(trajectory.c.client, trajectory.c.instrument)
        .where(trajectory.c.practice == memory.practice, trajectory.c.client.in_(list(ids)))
        .order_by(trajectory.c.instrument.desc())
    )
    found: dict[ClientId, tuple[str, ...]] = {}
    for row in rows:
        if not library.is_hidden(row.instrument):
            key = ClientId(row.client)
            found[key] = (*found.get(key, ()), row.instrument)
    return {client: in_order(names, library) for client, names in found.items()}


def in_order(courses: Iterable[str], library: Library) -> tuple[str, ...]:
    """Courses as they are listed everywhere: those of one instrument as it lists them."""
    listed = sorted(courses, key=library.place_of)
    return tuple(sorted(listed, key=lambda name: name.partition(".")[0], reverse=True))


def record(connection: Connection, memory: Memory, of_client: ClientId) -> tuple[DailyRecord, int]:
    """The last 35 days of daily items and the version of their row (0: there is none)."""
    memory.open_clients(connection, [of_client])
    row = connection.execute(
        select(daily_record.c.sealed_days, daily_record.c.row_version).where(
            daily_record.c.practice == memory.practice, daily_record.c.client == of_client
        )
    ).first()
    if row is None:
        return DailyRecord(), 0
    packed = memory.vault.open(
        memory.client(of_client), DAYS, of_client, row.sealed_days, version=row.row_version
    )
    return load_days(packed), row.row_version
