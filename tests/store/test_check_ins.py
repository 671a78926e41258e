"""Check-ins: each comes once, moves once, keeps every answer, and is filed once."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from care.attendance import Attendance
from care.progress import DailyRecord, Day, Point
from care.schedule import Every
from questionnaires.catalogue import instrument
from questionnaires.library import shipped
from store import check_ins, standings
from store.check_ins import Answered, CheckInState
from store.database import Database
from store.ids import new_id
from store.tables import answer, occurrence, response, trajectory
from store.vault import Refused
from tests.store.kept import (
    cold,
    file_response,
    keep_check_in,
    keep_client,
    keep_points,
    keep_record,
    planned,
)

DAY = timedelta(days=1)
PHQ9 = instrument("phq9")


@pytest.fixture
async def client(database, memory, now):
    return await keep_client(database, memory, now)


@pytest.fixture
async def kept(database, memory, client, now):
    """A plan and its one check-in, planned for now."""
    return await keep_check_in(database, memory, client, now)


async def open_it(database, memory, found):
    assert await database.write(check_ins.move, memory, found, CheckInState.OPEN, found.expires_at)
    return await database.read(check_ins.check_in, memory, found.id)


async def finish(database, memory, found, state, at):
    assert await database.write(check_ins.move, memory, found, state, None, finished_at=at)
    return await database.read(check_ins.check_in, memory, found.id)


async def rows(database, table):
    count = select(func.count()).select_from(table)
    return await database.read(lambda connection: connection.execute(count).scalar_one())


# --- plans -------------------------------------------------------------------------------


async def test_plans_come_back_as_they_were_kept_the_first_one_first(database, memory, client, now):
    pulse, weekly = (
        check_ins.Plan(new_id(), client.id, code, "1", every, now.date(), True, now.date())
        for code, every in (("pulse", Every.DAY), ("phq9", Every.WEEK))
    )
    for plan in (pulse, weekly):
        await database.write(check_ins.add_plan, memory, plan, None)

    assert await database.read(check_ins.plans, memory, client.id) == (pulse, weekly)
    assert await database.read(check_ins.plans, memory, new_id()) == ()


async def test_an_active_plan_is_due_when_its_time_has_come(database, memory, kept, now):
    plan, _ = kept

    async def due(at):
        return await database.read(check_ins.plans_due, memory, at, 10)

    assert await due(now) == (plan,)
    await database.write(
        check_ins.change_plan, memory, plan.id, planned_to=date(2026, 4, 1), plan_again_at=now + DAY
    )
    assert await due(now) == ()
    assert await due(now + DAY) == (replace(plan, planned_to=date(2026, 4, 1)),)
    await database.write(check_ins.change_plan, memory, plan.id, active=False)
    assert await due(now + DAY) == ()


# --- occurrences -------------------------------------------------------------------------


async def test_a_check_in_comes_back_as_it_was_planned(kept, client, now):
    plan, found = kept

    assert found == check_ins.CheckInRow(
        found.id,
        plan.id,
        client.id,
        "phq9",
        "1",
        found.token,
        now.date(),
        CheckInState.PLANNED,
        now,
        now + DAY,
        now + 3 * DAY,
        now,
    )
    assert 1 <= len(found.token) <= 10


async def test_a_check_in_is_planned_once_for_its_date(database, memory, kept, now):
    plan, found = kept
    opened = await open_it(database, memory, found)

    again = [planned(now + timedelta(hours=1), now.date()), planned(now + DAY)]
    await database.write(check_ins.materialise, memory, plan, again)

    assert await rows(database, occurrence) == 2
    assert await database.read(check_ins.on_date, memory, plan.id, now.date()) == opened


async def test_every_check_in_has_a_token_of_its_own(database, memory, kept, now):
    plan, _ = kept

    await database.write(
        check_ins.materialise, memory, plan, [planned(now + n * DAY) for n in range(1, 500)]
    )

    distinct = select(func.count(occurrence.c.token.distinct()))
    found = await database.read(lambda connection: connection.execute(distinct).scalar_one())
    assert found == 500


async def test_check_ins_are_due_in_order_and_not_before(database, memory, kept, now):
    plan, first = kept
    await database.write(check_ins.materialise, memory, plan, [planned(now + DAY)])

    async def due(at, limit=10):
        found = await database.read(check_ins.due, memory, at, limit)
        return [each.local_date for each in found]

    assert await due(now - timedelta(microseconds=1)) == []
    assert await due(now) == [now.date()]
    assert await due(now + DAY) == [now.date(), (now + DAY).date()]
    assert await due(now + DAY, limit=1) == [now.date()]
    await finish(database, memory, first, CheckInState.DONE, now)
    assert await due(now + DAY) == [(now + DAY).date()]


async def test_of_twenty_who_move_a_check_in_at_once_one_does(
    database, database_url, memory, kept, now
):
    _, found = kept
    other = Database(database_url)

    moved = await asyncio.gather(
        *(
            each.write(check_ins.move, memory, found, CheckInState.OPEN, found.remind_at)
            for _ in range(10)
            for each in (database, other)
        )
    )

    await other.close()
    assert sorted(moved) == [False] * 19 + [True]
    opened = await database.read(check_ins.check_in, memory, found.id)
    assert (opened.state, opened.due_at) == (CheckInState.OPEN, now + DAY)


async def test_a_check_in_moves_only_as_it_was_read(database, memory, kept, now):
    _, found = kept
    opened = await open_it(database, memory, found)

    assert not await database.write(check_ins.move, memory, found, CheckInState.MISSED, None)
    done = await finish(database, memory, opened, CheckInState.DONE, now)
    assert not await database.write(check_ins.move, memory, opened, CheckInState.MISSED, None)

    assert done.due_at is None
    assert await database.write(check_ins.move, memory, done, CheckInState.CANCELLED, None)


async def test_who_stops_has_nothing_planned_and_nothing_counted_as_missed(
    database, memory, client, kept, now
):
    plan, found = kept
    await database.write(check_ins.materialise, memory, plan, [planned(now + DAY)])
    await open_it(database, memory, found)

    await database.write(check_ins.forget_planned, memory, client.id)
    await database.write(check_ins.close_open, memory, client.id, now)

    assert await rows(database, occurrence) == 1
    closed = await database.read(check_ins.check_in, memory, found.id)
    assert (closed.state, closed.due_at) == (CheckInState.CANCELLED, None)
    assert await database.read(check_ins.plans, memory, client.id) == (plan,)


async def test_only_what_is_planned_after_a_date_is_forgotten(database, memory, client, kept, now):
    plan, _ = kept
    await database.write(
        check_ins.materialise, memory, plan, [planned(now + n * DAY) for n in (1, 2)]
    )

    await database.write(check_ins.forget_planned, memory, client.id, (now + DAY).date())

    left = await database.read(check_ins.due, memory, now + 9 * DAY, 10)
    assert [each.local_date for each in left] == [now.date(), (now + DAY).date()]


async def test_a_client_may_answer_what_is_open_and_is_told_how_far_they_came(
    database, memory, client, kept, now
):
    _, found = kept

    async def offered(*tokens, at=now):
        return await database.read(check_ins.open_for, memory, [client.id], tokens, at)

    assert await offered(found.token) == ()
    opened = await open_it(database, memory, found)
    assert await offered() == ((opened, 0),)
    given = [Answered(client.id, found.id, item, 1) for item in (1, 2, 3)]
    await database.write(check_ins.answer_items, memory, given, now)
    assert await offered() == ((opened, 3),)
    assert await database.read(check_ins.open_for, memory, [new_id()], [], now) == ()


async def test_a_missed_check_in_may_be_answered_for_a_week_by_its_own_button(
    database, memory, client, kept, now
):
    _, found = kept
    opened = await open_it(database, memory, found)
    missed = await finish(database, memory, opened, CheckInState.MISSED, found.expires_at)
    week = found.expires_at + timedelta(days=7)

    async def offered(*tokens, at):
        return await database.read(check_ins.open_for, memory, [client.id], tokens, at)

    assert await offered(at=found.expires_at) == ()
    assert await offered(found.token, at=week - timedelta(seconds=1)) == ((missed, 0),)
    assert await offered(found.token, at=week) == ()
    done = await finish(database, memory, missed, CheckInState.DONE, found.expires_at)
    assert done.state is CheckInState.DONE
    # Then an answer may be corrected for as long.
    assert await offered(found.token, at=week - timedelta(seconds=1)) == ((done, 0),)
    assert await offered(found.token, at=week) == ()
    assert await offered(at=found.expires_at) == ()


async def test_attendance_counts_what_is_over(database, memory, client, kept, now):
    plan, first = kept
    await database.write(
        check_ins.materialise, memory, plan, [planned(now + n * DAY) for n in (1, 2, 3)]
    )
    states = (CheckInState.MISSED, CheckInState.DONE, CheckInState.CANCELLED)
    for found, state in zip(
        await database.read(check_ins.due, memory, now + 2 * DAY, 10), states, strict=True
    ):
        await finish(database, memory, found, state, now)

    async def since(day):
        return await database.read(check_ins.attendance, memory, client.id, day)

    second = (now + DAY).date()
    assert await since(first.local_date) == Attendance(((first.local_date, False), (second, True)))
    assert await since(second) == Attendance(((second, True),))


async def test_the_clock_learns_what_is_due_next(database, memory, kept, now):
    plan, found = kept
    assert await database.read(check_ins.next_due) == now

    await database.write(check_ins.change_plan, memory, plan.id, plan_again_at=now + 5 * DAY)
    await open_it(database, memory, found)
    assert await database.read(check_ins.next_due) == found.expires_at

    await database.write(check_ins.forget_planned, memory, plan.client)
    await database.write(check_ins.close_open, memory, plan.client, now)
    assert await database.read(check_ins.next_due) == now + 5 * DAY

    await database.write(check_ins.change_plan, memory, plan.id, active=False)
    assert await database.read(check_ins.next_due) is None


async def test_a_client_gets_one_unprompted_message_a_day(database, memory, client, now):
    async def take(day):
        return await database.write(standings.take_day, memory, client.id, day, now)

    taken = await asyncio.gather(*(take(now.date()) for _ in range(20)))

    assert taken.count(True) == 1
    assert await take((now + DAY).date())


# --- answers and responses -----------------------------------------------------------------


async def test_the_latest_answer_counts_and_the_earlier_ones_stay(
    database, memory, ring, client, kept, now
):
    _, found = kept
    for values in ((0, 3), (2, 3), (1, -5)):
        given = [Answered(client.id, found.id, n, value) for n, value in enumerate(values, 1)]
        await database.write(check_ins.answer_items, memory, given, now)

    latest = await database.read(check_ins.answers, cold(memory, ring), client.id, found.id)

    assert latest == {1: 1, 2: -5}
    assert await rows(database, answer) == 6
    await database.write(check_ins.answer_items, memory, [], now)
    assert await rows(database, answer) == 6


async def test_an_answer_moved_to_another_row_is_refused(database, memory, client, kept, now):
    _, found = kept
    given = [Answered(client.id, found.id, item, item) for item in (1, 2)]
    await database.write(check_ins.answer_items, memory, given, now)

    def swap(connection):
        first, second = connection.execute(select(answer.c.id, answer.c.sealed_value)).all()
        for row, sealed in ((first.id, second.sealed_value), (second.id, first.sealed_value)):
            connection.execute(
                answer.update().where(answer.c.id == row).values(sealed_value=sealed)
            )

    await database.write(swap)

    with pytest.raises(Refused):
        await database.read(check_ins.answers, memory, client.id, found.id)


async def test_a_response_is_filed_once_however_often_it_is_sent(
    database, memory, ring, client, kept, now
):
    _, found = kept

    async def file(value):
        given = dict.fromkeys(range(1, 10), value)
        return await database.write(file_response, memory, found, given, now=now)

    filed = await asyncio.gather(*(file(value) for value in range(4) for _ in range(5)))

    assert filed.count(True) == 1
    value = filed.index(True) // 5
    kept_responses = await database.read(check_ins.responses, cold(memory, ring), client.id, "phq9")
    assert kept_responses == ((now.date(), dict.fromkeys(range(1, 10), value)),)
    assert not await file(3)
    assert await rows(database, response) == 1


async def test_responses_come_back_oldest_first_and_late_ones_are_marked(
    database, memory, client, kept, now
):
    plan, first = kept
    await database.write(check_ins.materialise, memory, plan, [planned(now + DAY)])
    second = await database.read(check_ins.on_date, memory, plan.id, (now + DAY).date())
    for found in (second, first):
        await database.write(
            file_response,
            memory,
            found,
            {9: 0, 1: 3},
            now=first.expires_at + timedelta(microseconds=1),
        )

    kept_responses = await database.read(check_ins.responses, memory, client.id, "phq9")

    assert kept_responses == (
        (first.local_date, {1: 3, 9: 0}),
        (second.local_date, {1: 3, 9: 0}),
    )
    marks = select(response.c.late).order_by(response.c.local_date)
    late = await database.read(lambda connection: connection.execute(marks).scalars().all())
    assert late == [True, False]


async def test_a_process_that_has_opened_no_key_yet_can_keep_everything(
    database, memory, ring, client, kept, now
):
    _, found = kept

    async def write(function, *args, **named):
        return await database.write(function, cold(memory, ring), *args, **named)

    await write(check_ins.answer_items, [Answered(client.id, found.id, 1, 3)], now)
    assert await write(file_response, found, {1: 3}, now=now)
    await write(keep_points, client.id, "phq9", [Point(now.date(), 3)], version=1)
    await write(keep_record, client.id, DailyRecord(), 1)


# --- what rules and pictures look at ---------------------------------------------------------


async def test_scores_come_back_as_they_were_kept(database, memory, ring, client, now):
    first = (Point(date(2026, 1, 5), 14), Point(date(2026, 1, 12), 9))
    second = (*first, Point(date(2026, 1, 19), -3))
    other = cold(memory, ring)

    async def found():
        return await database.read(check_ins.points, other, client.id, "phq9")

    assert await found() == ((), "")
    await database.write(keep_points, memory, client.id, "phq9", first, version=1)
    assert await found() == (first, "1")
    await database.write(keep_points, memory, client.id, "phq9", second, version=2)
    assert await found() == (second, "1")
    assert await database.read(check_ins.scored, memory, [client.id], shipped()) == {
        client.id: ("phq9",)
    }


async def test_scores_brought_back_from_an_older_copy_are_refused(database, memory, client, now):
    keep = keep_points
    first = (Point(date(2026, 1, 5), 14),)
    await database.write(keep, memory, client.id, "phq9", first, version=1)
    old = await database.read(lambda c: c.execute(select(trajectory.c.sealed_points)).scalar_one())
    await database.write(keep, memory, client.id, "phq9", first * 2, version=2)

    await database.write(lambda c: c.execute(trajectory.update().values(sealed_points=old)).close())

    with pytest.raises(Refused):
        await database.read(check_ins.points, memory, client.id, "phq9")


async def test_the_course_shows_scores_and_the_dates_left_unanswered(
    database, memory, ring, client, kept, now
):
    _, found = kept
    await finish(database, memory, found, CheckInState.MISSED, now)
    assert await database.read(check_ins.course, memory, client.id, "phq9", shipped()) is None
    points = (Point(now.date() - 7 * DAY, 14),)
    await database.write(keep_points, memory, client.id, "phq9", points, version=1)

    course = await database.read(check_ins.course, cold(memory, ring), client.id, "phq9", shipped())

    assert (course.instrument, course.points, course.missed) == (PHQ9, points, (now.date(),))


async def test_the_daily_record_comes_back_as_it_was_kept(database, memory, ring, client, now):
    kept_days = DailyRecord().with_day(Day(now.date(), (("mood", 6), ("pain", -1))))
    more = kept_days.with_day(Day((now + DAY).date(), (("mood", 5),)))
    other = cold(memory, ring)

    async def found():
        return await database.read(check_ins.record, other, client.id)

    assert await found() == (DailyRecord(), 0)
    await database.write(keep_record, memory, client.id, kept_days, 1)
    assert await found() == (kept_days, 1)
    await database.write(keep_record, memory, client.id, more, 2)
    assert await found() == (more, 2)


async def test_on_which_instruments_clients_have_scores(database, memory, client, now):
    neighbour = await keep_client(database, memory, now, code="bright-otter")
    point = (Point(now.date(), 1),)
    for who, code in ((client, "gad7"), (client, "phq9"), (neighbour, "gad7")):
        await database.write(keep_points, memory, who.id, code, point, version=1)

    found = await database.read(
        check_ins.scored, memory, [client.id, neighbour.id, new_id()], shipped()
    )

    assert found == {client.id: ("phq9", "gad7"), neighbour.id: ("gad7",)}
