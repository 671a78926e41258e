"""What has happened to clients, in the order in which it did: what a back-test goes through."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import Connection, Row, or_, select

from care.backtest import CheckInOver, DayHeard, Heard, ScoresHeard
from care.people import ClientId
from care.progress import Day, Point, Trajectory, plain
from care.rules import PRACTICE
from questionnaires import scoring
from questionnaires.instrument import Instrument, ScoreKind
from questionnaires.library import Library
from store.check_ins import VALUE, VALUE_FORM, CheckInState, answers_of
from store.memory import Memory
from store.tables import answer, occurrence, response

Order: TypeAlias = tuple[datetime, int, object, int]
"""By when it was heard. Of one instant, what was answered comes before what was missed: answers are
taken until the round closes the check-in. Only what was missed at that instant itself is answered
after. Each response comes, with its check-in being over, before the next."""

_ANSWERED, _MISSED, _ANSWERED_AFTER_ALL = range(3)


@dataclass(frozen=True, slots=True)
class _Version:
    """The answers of one check-in as they stood from an instant on."""

    at: datetime
    answers: Mapping[int, int]
    changed: bool = False


def of_clients(
    connection: Connection,
    memory: Memory,
    clients: Iterable[ClientId],
    since: date,
    library: Library,
) -> dict[ClientId, tuple[Heard, ...]]:
    """Every client's answers and check-ins of local dates since then, and all scores before.

    Scores are read from the beginning, because they are compared with the first of all.
    """
    wanted = list(clients)
    memory.open_clients(connection, wanted)
    found: dict[ClientId, list[tuple[Order, Heard]]] = {each: [] for each in wanted}
    over = _over(connection, memory, wanted, since)
    filed: dict[UUID, Row[Any]] = {
        row.occurrence: row
        for row in connection.execute(
            select(response).where(
                response.c.practice == memory.practice, response.c.client.in_(wanted)
            )
        )
    }
    trails = _trails(connection, memory, filed)
    later = {
        (row.plan, row.local_date): filed[row.id].filed_at
        for row in over.values()
        if row.slot > 0 and row.id in filed
    }
    for row in filed.values():
        instrument = library.instrument(row.instrument, row.version)
        is_daily = instrument.score is ScoreKind.EACH
        if is_daily and row.local_date < since:
            continue
        asked = over.get(row.occurrence)
        follower = None
        if is_daily and asked is not None and asked.slot == 0:
            follower = later.get((asked.plan, asked.local_date))
        for version in _versions(memory, row, trails.get(row.occurrence, ())):
            # Of a day that is asked about twice the later check-in holds.
            if follower is None or version.at < follower:
                order = version.at, _turn(asked, version.at), row.id, 0
                found[row.client].append((order, _heard(row, instrument, version)))
    for row in over.values():
        found[row.client] += _ended(row, filed.get(row.id))
    return {
        client: tuple(heard for _, heard in sorted(each, key=lambda one: one[0]))
        for client, each in found.items()
    }


def _over(
    connection: Connection, memory: Memory, clients: list[ClientId], since: date
) -> dict[UUID, Row[Any]]:
    rows = connection.execute(
        select(occurrence).where(
            occurrence.c.practice == memory.practice,
            occurrence.c.client.in_(clients),
            occurrence.c.local_date >= since,
            or_(occurrence.c.state == CheckInState.DONE.value, occurrence.c.missed_at.is_not(None)),
        )
    )
    return {row.id: row for row in rows}


def _trails(
    connection: Connection, memory: Memory, filed: Mapping[UUID, Row[Any]]
) -> dict[UUID, list[Row[Any]]]:
    """Every answer, oldest first, of the check-ins that were corrected after they were filed."""
    corrected = [each for each, row in filed.items() if row.corrected_at is not None]
    found: dict[UUID, list[Row[Any]]] = {}
    if corrected:
        rows = connection.execute(
            select(answer).where(
                answer.c.practice == memory.practice, answer.c.occurrence.in_(corrected)
            )
        )
        for row in sorted(rows, key=lambda each: each.id):
            found.setdefault(row.occurrence, []).append(row)
    return found


def _versions(memory: Memory, row: Row[Any], trail: Iterable[Row[Any]]) -> Iterator[_Version]:
    """What was filed, and each correction of it."""
    owner = memory.client(row.client)
    if row.corrected_at is None:
        yield _Version(row.filed_at, answers_of(memory, owner, row.id, row.sealed_answers))
        return
    held: dict[int, int] = {}
    corrections: dict[datetime, dict[int, int]] = {}
    for each in trail:
        value = VALUE_FORM.unpack(memory.vault.open(owner, VALUE, each.id, each.sealed_value))[0]
        if each.answered_at <= row.filed_at:
            held[each.item] = value
        else:
            corrections.setdefault(each.answered_at, {})[each.item] = value
    yield _Version(row.filed_at, held)
    for at, changes in corrections.items():
        before, held = held, {**held, **changes}
        if held != before:
            yield _Version(at, held, changed=True)


def _heard(row: Row[Any], instrument: Instrument, version: _Version) -> Heard:
    answers = version.answers
    if instrument.score is ScoreKind.EACH:
        values = tuple((instrument.item(item).code, answers[item]) for item in sorted(answers))
        practice = version.changed and row.instrument == PRACTICE
        return DayHeard(version.at, Day(row.local_date, values), practice=practice)
    scores = scoring.scores(instrument, answers)
    points = tuple(
        (
            Trajectory.on(instrument, measure),
            Point(row.local_date, plain(scores[measure.code].total)),
        )
        for measure in instrument.courses.values()
        if measure.code in scores
    )
    return ScoresHeard(version.at, points, told=row.imported_at is None)


def _ended(row: Row[Any], answered: Row[Any] | None) -> Iterator[tuple[Order, CheckInOver]]:
    """A check-in that was missed and answered after all counted as missed in between."""
    over = partial(CheckInOver, on=row.local_date, practice=row.instrument == PRACTICE)
    was_missed = row.missed_at is not None
    if was_missed:
        order = row.missed_at, _MISSED, (row.expires_at, row.id), 0
        yield order, over(row.missed_at, answered=False)
    if answered is not None:
        at = answered.filed_at
        order = at, _turn(row, at), answered.id, 1
        yield order, over(at, answered=True, late=was_missed)


def _turn(asked: Row[Any] | None, at: datetime) -> int:
    """The place of an answer within its instant."""
    missed_now = asked is not None and asked.missed_at == at
    return _ANSWERED_AFTER_ALL if missed_now else _ANSWERED
