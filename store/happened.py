"""What has happened to clients, in the order in which it did: what a back-test goes through."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import Connection, Row, select

from care.backtest import CheckInOver, DayHeard, Heard, ScoresHeard
from care.people import ClientId
from care.progress import Day, Point, Trajectory, plain
from care.rules import PRACTICE
from questionnaires import scoring
from questionnaires.instrument import Instrument, ScoreKind
from questionnaires.library import Library
from store.check_ins import CheckInState, answers_of
from store.memory import Memory
from store.tables import occurrence, response


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
    found: dict[ClientId, list[Heard]] = {each: [] for each in wanted}
    filed: dict[object, Row[Any]] = {}
    rows = connection.execute(
        select(response).where(
            response.c.practice == memory.practice, response.c.client.in_(wanted)
        )
    )
    for row in rows:
        filed[row.occurrence] = row
        instrument = library.instrument(row.instrument, row.version)
        if instrument.score is ScoreKind.EACH and row.local_date < since:
            continue
        owner = memory.client(row.client)
        answers = answers_of(memory, owner, row.id, row.sealed_answers)
        found[ClientId(row.client)].append(_heard(row, instrument, answers))
    over = connection.execute(
        select(occurrence).where(
            occurrence.c.practice == memory.practice,
            occurrence.c.client.in_(wanted),
            occurrence.c.local_date >= since,
            occurrence.c.state.in_([CheckInState.DONE.value, CheckInState.MISSED.value]),
        )
    )
    for row in over:
        found[ClientId(row.client)] += _over(row, filed.get(row.id))
    return {client: tuple(sorted(each, key=_order)) for client, each in found.items()}


def _heard(row: Row[Any], instrument: Instrument, answers: Mapping[int, int]) -> Heard:
    if instrument.score is ScoreKind.EACH:
        values = tuple((instrument.item(item).code, answers[item]) for item in sorted(answers))
        return DayHeard(row.filed_at, Day(row.local_date, values))
    scores = scoring.scores(instrument, answers)
    points = tuple(
        (
            Trajectory.on(instrument, measure),
            Point(row.local_date, plain(scores[measure.code].total)),
        )
        for measure in instrument.courses.values()
        if measure.code in scores
    )
    return ScoresHeard(row.filed_at, points, told=row.imported_at is None)


def _over(row: Row[Any], answered: Row[Any] | None) -> list[CheckInOver]:
    """A check-in that was answered late counted as missed in between."""
    ended = row.expires_at if row.finished_at is None else row.finished_at
    over = partial(CheckInOver, on=row.local_date, practice=row.instrument == PRACTICE)
    if answered is None:
        return [over(ended, answered=False)]
    if not answered.late:
        return [over(answered.filed_at, answered=True)]
    return [
        over(row.expires_at, answered=False),
        over(answered.filed_at, answered=True, late=True),
    ]


def _order(heard: Heard) -> tuple[object, bool]:
    """By when it was heard; what is answered is heard before its check-in is over."""
    return heard.at, isinstance(heard, CheckInOver)
