"""Filing: many complete check-ins at once come out as each would alone."""

from datetime import date, timedelta

import pytest

from care.progress import DailyRecord, Day, Point
from store import check_ins, filing
from store.check_ins import Answered, CheckInState
from store.filing import Complete
from tests.store.kept import cold, keep_check_in, keep_client

DAY = timedelta(days=1)


@pytest.fixture
async def two(database, memory, now):
    """Two clients with a check-in each, of which some items are answered."""
    found = []
    for code in ("quiet-harbor", "bright-otter"):
        client = await keep_client(database, memory, now, code=code)
        _, check_in = await keep_check_in(database, memory, client, now)
        found.append(check_in)
    return found


async def test_complete_check_ins_come_with_the_latest_answer_to_every_item(
    database, memory, ring, two, now
):
    first, second = two
    given = [(first, 1, 3), (second, 1, 0), (first, 2, 2), (first, 1, 1)]
    for check_in, item, value in given:
        answered = [Answered(check_in.client, check_in.id, item, value)]
        await database.write(check_ins.answer_items, memory, answered, now)

    found = await database.read(filing.complete, cold(memory, ring), [second.id, first.id])

    assert found == (Complete(second, {1: 0}), Complete(first, {1: 1, 2: 2}))


async def test_only_what_was_not_filed_before_is_told_and_closed(database, memory, two, now):
    first, second = (Complete(each, {1: 2}) for each in two)
    assert await database.write(filing.file, memory, [first], now) == (first,)

    filed = await database.write(filing.file, memory, [first, second], now + DAY)

    assert filed == (second,)
    for each in two:
        closed = await database.read(check_ins.check_in, memory, each.id)
        assert (closed.state, closed.due_at) == (CheckInState.DONE, None)


async def test_a_check_in_that_moved_meanwhile_is_filed_and_left_where_it_is(
    database, memory, two, now
):
    first, _ = two
    await database.write(check_ins.move, memory, first, CheckInState.CANCELLED, None)

    assert await database.write(filing.file, memory, [Complete(first, {1: 2})], now)

    found = await database.read(check_ins.check_in, memory, first.id)
    assert found.state is CheckInState.CANCELLED


async def test_scores_and_days_of_many_are_read_together_and_who_has_none_is_left_out(
    database, memory, ring, two, now
):
    first, second = (each.client for each in two)
    points = (Point(date(2026, 1, 5), 14),)
    record = DailyRecord().with_day(Day(now.date(), (("mood", 6),)))
    scores = {
        (first, "phq9"): filing.Scores(points, "1", 1),
        (second, "gad7"): filing.Scores(points * 2, "2", 3),
    }
    await database.write(filing.keep_points, memory, scores)
    await database.write(filing.keep_records, memory, {second: (record, 2)})
    other = cold(memory, ring)

    wanted = [*scores, (first, "gad7")]

    assert await database.read(filing.points, other, wanted) == scores
    assert await database.read(filing.records, other, [first, second]) == {second: (record, 2)}
    assert await database.read(filing.points, other, []) == {}
