"""Filing: complete check-ins become responses and scores, many of them with each statement."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, and_, bindparam, delete, select, update

from care.light import dataclass
from care.people import ClientId
from care.progress import (
    DailyRecord,
    Point,
    dump_days,
    dump_points,
    load_days,
    load_points,
)
from store import prepared
from store.check_ins import (
    ANSWERS,
    DAYS,
    POINTS,
    VALUE,
    VALUE_FORM,
    CheckInRow,
    CheckInState,
    answers_of,
    check_in_row,
)
from store.dialect import insert_new, put
from store.ids import new_id
from store.memory import Memory
from store.tables import answer, daily_record, episode, occurrence, response, trajectory


@dataclass(frozen=True, slots=True)
class Scores:
    """A client's scores in one course, and of which version of the scale the newest is."""

    points: tuple[Point, ...] = ()
    version: str = ""
    """Empty before the first score."""
    written: int = 0
    """How often the row was written: 0 where there is none."""


NO_SCORES = Scores()


@dataclass(frozen=True, slots=True)
class Complete:
    """A check-in of which every item is answered."""

    check_in: CheckInRow
    answers: Mapping[int, int]
    """The latest answer to every item, by item number."""


_CHECK_INS = select(occurrence).where(
    occurrence.c.practice == bindparam("practice"),
    occurrence.c.id.in_(bindparam("ids", expanding=True)),
)
# Sorted here and not by the database: SQLite would walk all answers of the practice in their order.
_ANSWERS = select(answer.c.id, answer.c.occurrence, answer.c.item, answer.c.sealed_value).where(
    answer.c.practice == bindparam("practice"),
    answer.c.occurrence.in_(bindparam("ids", expanding=True)),
)
_EPISODES = select(episode.c.client, episode.c.id).where(
    episode.c.practice == bindparam("practice"),
    episode.c.client.in_(bindparam("ids", expanding=True)),
    episode.c.closed_at.is_(None),
)
_FILED = select(response.c.id).where(
    response.c.practice == bindparam("practice"),
    response.c.id.in_(bindparam("ids", expanding=True)),
)
_RESPONSES = select(
    response.c.id, response.c.client, response.c.occurrence, response.c.sealed_answers
).where(
    response.c.practice == bindparam("practice"),
    response.c.occurrence.in_(bindparam("ids", expanding=True)),
)
_FINISH = (
    update(occurrence)
    .where(
        occurrence.c.practice == bindparam("in_practice"),
        occurrence.c.id == bindparam("wanted"),
        occurrence.c.state == bindparam("seen_state"),
        occurrence.c.due_at.is_not_distinct_from(bindparam("seen_due_at")),
    )
    .values(state=CheckInState.DONE.value, due_at=None, finished_at=bindparam("now"))
)
_POINTS = select(
    trajectory.c.client,
    trajectory.c.instrument,
    trajectory.c.version,
    trajectory.c.sealed_points,
    trajectory.c.row_version,
).where(
    trajectory.c.practice == bindparam("practice"),
    # Not as pairs, which SQLite looks for among all rows of the practice.
    trajectory.c.client.in_(bindparam("clients", expanding=True)),
    trajectory.c.instrument.in_(bindparam("codes", expanding=True)),
)
_DAYS = select(daily_record.c.client, daily_record.c.sealed_days, daily_record.c.row_version).where(
    daily_record.c.practice == bindparam("practice"),
    daily_record.c.client.in_(bindparam("ids", expanding=True)),
)


def complete(
    connection: Connection, memory: Memory, wanted: Sequence[UUID]
) -> tuple[Complete, ...]:
    """These check-ins with the latest answer to every item, in the order they were asked for."""
    asked = {"practice": memory.practice, "ids": wanted}
    found = {row.id: check_in_row(row) for row in prepared.rows(connection, _CHECK_INS, asked)}
    memory.open_clients(connection, {each.client for each in found.values()})
    answers: dict[UUID, dict[int, int]] = {each: {} for each in wanted}
    for row in sorted(prepared.rows(connection, _ANSWERS, asked), key=lambda each: each.id.int):
        owner = memory.client(found[row.occurrence].client)
        value = memory.vault.open(owner, VALUE, row.id, row.sealed_value)
        answers[row.occurrence][row.item] = VALUE_FORM.unpack(value)[0]
    return tuple(Complete(found[each], answers[each]) for each in wanted)


def file(
    connection: Connection, memory: Memory, responses: Sequence[Complete], now: datetime
) -> tuple[Complete, ...]:
    """Files these and closes their check-ins; tells those that had not been filed before."""
    clients = {each.check_in.client for each in responses}
    memory.open_clients(connection, clients)
    asked = {"practice": memory.practice, "ids": list(clients)}
    episodes = {row.client: row.id for row in prepared.rows(connection, _EPISODES, asked)}
    by_row = {new_id(): each for each in responses}
    insert_new(
        connection,
        response,
        [
            response_row(memory, row, each, episodes.get(each.check_in.client), now)
            for row, each in by_row.items()
        ],
    )
    # Asked after the insert: one that was filed before has another id.
    of_rows = {"practice": memory.practice, "ids": list(by_row)}
    filed = {row.id for row in prepared.rows(connection, _FILED, of_rows)}
    new = tuple(each for row, each in by_row.items() if row in filed)
    if new:
        prepared.execute_all(
            connection,
            _FINISH,
            [
                {
                    "in_practice": memory.practice,
                    "wanted": each.check_in.id,
                    "seen_state": each.check_in.state.value,
                    "seen_due_at": each.check_in.due_at,
                    "now": now,
                }
                for each in new
            ],
        )
    return new


def correct(
    connection: Connection, memory: Memory, filed: Sequence[Complete], now: datetime
) -> tuple[Complete, ...]:
    """Keeps the latest answers of what is filed; tells those in which an answer is another one.

    The answers that stood there before stay as the trail.
    """
    memory.open_clients(connection, {each.check_in.client for each in filed})
    by_check_in = {each.check_in.id: each for each in filed}
    asked = {"practice": memory.practice, "ids": list(by_check_in)}
    changed = []
    for row in connection.execute(_RESPONSES, asked).all() if filed else ():
        each = by_check_in[row.occurrence]
        owner = memory.client(row.client)
        if answers_of(memory, owner, row.id, row.sealed_answers) == each.answers:
            continue
        sealed = memory.vault.seal(owner, ANSWERS, row.id, _packed(each.answers), pad=True)
        connection.execute(
            update(response)
            .where(response.c.practice == memory.practice, response.c.id == row.id)
            .values(sealed_answers=sealed, corrected_at=now)
        )
        changed.append(each)
    return tuple(changed)


def followed(
    connection: Connection, memory: Memory, check_ins: Iterable[CheckInRow]
) -> frozenset[UUID]:
    """After which of these check-ins a later one of the same plan and date is answered."""
    asked = {each.id for each in check_ins}
    if not asked:
        return frozenset()
    later = occurrence.alias()
    rows = connection.execute(
        select(occurrence.c.id)
        .join(
            later,
            and_(
                later.c.practice == occurrence.c.practice,
                later.c.plan == occurrence.c.plan,
                later.c.local_date == occurrence.c.local_date,
                later.c.slot > occurrence.c.slot,
                later.c.state == CheckInState.DONE.value,
            ),
        )
        .where(occurrence.c.practice == memory.practice, occurrence.c.id.in_(asked))
    )
    return frozenset(rows.scalars())


def _packed(answers: Mapping[int, int]) -> bytes:
    return json.dumps({str(item): value for item, value in answers.items()}).encode()


def response_row(
    memory: Memory, row: UUID, complete: Complete, of_episode: UUID | None, now: datetime
) -> dict[str, object]:
    """A response as it is kept, filed at this moment; its client's key is open."""
    found = complete.check_in
    packed = _packed(complete.answers)
    owner = memory.client(found.client)
    return {
        "practice": memory.practice,
        "id": row,
        "client": found.client,
        "episode": of_episode,
        "occurrence": found.id,
        "instrument": found.instrument,
        "version": found.version,
        "local_date": found.local_date,
        "late": now > found.expires_at,
        "sealed_answers": memory.vault.seal(owner, ANSWERS, row, packed, pad=True),
        "filed_at": now,
    }


# --- what rules and pictures look at ---------------------------------------------------------

Course = tuple[ClientId, str]
"""A client and the name of a course: whose scores on what."""


def points(
    connection: Connection, memory: Memory, wanted: Iterable[Course]
) -> dict[Course, Scores]:
    """The scores of each of these; who has none is left out."""
    courses = set(wanted)
    if not courses:
        return {}
    clients = {client for client, _ in courses}
    memory.open_clients(connection, clients)
    asked = {
        "practice": memory.practice,
        "clients": list(clients),
        "codes": list({code for _, code in courses}),
    }
    found = {}
    for row in prepared.rows(connection, _POINTS, asked):
        client = ClientId(row.client)
        if (client, row.instrument) not in courses:
            continue
        packed = memory.vault.open(
            memory.client(client),
            POINTS,
            f"{client}/{row.instrument}",
            row.sealed_points,
            version=row.row_version,
        )
        found[client, row.instrument] = Scores(load_points(packed), row.version, row.row_version)
    return found


def keep_points(
    connection: Connection,
    memory: Memory,
    kept: Mapping[Course, Scores],
) -> None:
    """Keeps scores, each client's in one course as one sealed field."""
    memory.open_clients(connection, {client for client, _ in kept})
    rows = [
        {
            "practice": memory.practice,
            "client": client,
            "instrument": code,
            "version": scores.version,
            "sealed_points": memory.vault.seal(
                memory.client(client),
                POINTS,
                f"{client}/{code}",
                dump_points(scores.points),
                version=scores.written,
            ),
            "row_version": scores.written,
        }
        for (client, code), scores in kept.items()
    ]
    put(connection, trajectory, rows)


def begin_anew(connection: Connection, memory: Memory, client: ClientId) -> None:
    """What rules and pictures look at begins with the next answer: a new course of therapy.

    The answers themselves stay.
    """
    connection.execute(
        delete(trajectory).where(
            trajectory.c.practice == memory.practice, trajectory.c.client == client
        )
    )
    found = records(connection, memory, [client])
    keep_records(
        connection,
        memory,
        {each: (DailyRecord(), version + 1) for each, (_, version) in found.items()},
    )


def records(
    connection: Connection, memory: Memory, wanted: Iterable[ClientId]
) -> dict[ClientId, tuple[DailyRecord, int]]:
    """The last 35 days of daily items and the version of their row; who has none is left out."""
    clients = list(wanted)
    if not clients:
        return {}
    memory.open_clients(connection, clients)
    found = {}
    for row in prepared.rows(connection, _DAYS, {"practice": memory.practice, "ids": clients}):
        client = ClientId(row.client)
        packed = memory.vault.open(
            memory.client(client), DAYS, client, row.sealed_days, version=row.row_version
        )
        found[client] = load_days(packed), row.row_version
    return found


def keep_records(
    connection: Connection, memory: Memory, kept: Mapping[ClientId, tuple[DailyRecord, int]]
) -> None:
    """Keeps daily records, each as one sealed field of this version."""
    memory.open_clients(connection, kept)
    rows = [
        {
            "practice": memory.practice,
            "client": client,
            "sealed_days": memory.vault.seal(
                memory.client(client), DAYS, client, dump_days(record), version=version
            ),
            "row_version": version,
        }
        for client, (record, version) in kept.items()
    ]
    put(connection, daily_record, rows)
