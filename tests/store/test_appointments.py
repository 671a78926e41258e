"""Appointments: sealed, answered for the time they have, moved and cancelled, and due when due."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from care.appointment_looks import Waited
from care.appointments import OF_CLIENT, Coming, Entry, How, Planned, State
from store import appointments, appointments_past
from store.tables import appointment as table
from store.tables import appointment_entry as trail
from tests.store.kept import cold, keep_client

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
PLACE = "Raum 2 – 加油 🌱"


@pytest.fixture
async def client(database, memory, now):
    return await keep_client(database, memory, now)


@pytest.fixture
def plan(database, memory, client, now):
    async def keep(days=3, **due):
        planned = Planned(now + days * DAY, 50, How.ROOM, PLACE)

        def put(connection):
            return appointments.plan(
                connection, memory, client.id, client.therapist, planned, now, **due
            )

        return await database.write(put)

    return keep


async def kinds(database, memory, wanted):
    found = await database.read(appointments.trail_of, memory, [wanted])
    return [each.kind for each in found[wanted]]


async def test_an_appointment_comes_back_as_it_was_planned_and_is_sealed(
    database, memory, ring, client, now, plan
):
    made = await plan()
    await database.write(appointments.request, memory, made, "Lieber Dienstag", now)

    found = await database.read(appointments.get, cold(memory, ring), made)
    entries = await database.read(appointments.trail_of, cold(memory, ring), [made])
    sealed = await database.read(
        lambda connection: [
            *connection.execute(select(table.c.sealed_place)).scalars(),
            *connection.execute(select(trail.c.sealed_words)).scalars(),
        ]
    )

    assert (found.place, found.how, found.minutes) == (PLACE, How.ROOM, 50)
    assert [each.words for each in entries[made]] == ["", "Lieber Dienstag"]
    assert entries[made][0].staff == client.therapist
    assert not [each for each in sealed if each and (b"Raum" in each or b"Dienstag" in each)]


async def test_the_next_therapy_session_is_the_first_one_to_come(
    database, memory, client, now, plan
):
    for days in (9, -1, 2, 0):
        await plan(days)

    def following(at):
        return database.read(appointments.next_appointment, memory, client.id, at)

    assert await following(now) == now + 2 * DAY
    assert await following(now + 9 * DAY) is None


async def test_an_answer_holds_for_the_time_it_was_given_to(database, memory, client, now, plan):
    made = await plan(tell_at=now, look_at=now)
    assert await database.write(appointments.confirm, memory, made, now)

    def move(starts_at):
        def change(connection):
            planned = Planned(starts_at, 50, How.VIDEO)
            due = {"tell_at": now, "remind_at": now, "look_at": now}
            return appointments.move(
                connection, memory, made, client.therapist, planned, "", now, **due
            )

        return database.write(change)

    # The place alone: what was said to the time holds, and nothing is due anew.
    await move(now + 3 * DAY)
    same = await database.read(appointments.get, memory, made)
    assert (same.confirmed_at, same.moves, same.how, same.place) == (now, 0, How.VIDEO, "")
    assert await database.read(appointments.to_tell, memory, now, 9) == {}

    await move(now + 4 * DAY)
    other = await database.read(appointments.get, memory, made)
    assert (other.confirmed_at, other.moves) == (None, 1)
    assert await database.read(appointments.to_remind, memory, now, 9) == {made: client.id}


async def test_what_is_over_or_fell_away_takes_no_answer(database, memory, client, now, plan):
    gone, over = await plan(), await plan(1)
    by = client.therapist

    entry = await database.write(appointments.cancel, memory, gone, by, "Ich bin krank", now)

    assert entry is not None
    for answer in (appointments.confirm, appointments.decline):
        assert not await database.write(answer, memory, gone, now)
        assert not await database.write(answer, memory, over, now + 2 * DAY)
    assert not await database.write(appointments.request, memory, gone, "x", now)
    assert await database.write(appointments.cancel, memory, gone, by, "", now) is None
    assert await kinds(database, memory, gone) == [Entry.PLANNED, Entry.CANCELLED]
    assert (await database.read(appointments.get, memory, gone)).state is State.CANCELLED


async def test_a_request_waits_until_it_is_answered_and_only_then_may_the_time_stay(
    database, memory, client, now, plan
):
    made = await plan(look_at=now)

    def stay():
        def change(connection):
            due = {"tell_at": None, "look_at": now + DAY}
            return appointments.stays(connection, memory, made, client.therapist, "", now, **due)

        return database.write(change)

    assert await stay() is None
    await database.write(appointments.confirm, memory, made, now)
    await database.write(appointments.request, memory, made, "", now + HOUR)
    waiting = await database.read(appointments.next_of, memory, [client.id], now)
    assert waiting == {client.id: Coming(now + 3 * DAY, confirmed=False, requests=1)}
    [row] = await database.read(appointments.unanswered, memory, client.id, now)
    assert row == (now + 3 * DAY, None, now + HOUR)

    assert await stay() is not None

    found = await database.read(appointments.get, memory, made)
    assert (found.requested_at, found.confirmed_at, found.state) == (None, None, State.PLANNED)
    since = now + HOUR / 2
    said = await database.read(appointments.answered_since, memory, client.id, since, OF_CLIENT)
    assert said == {made}


async def test_only_what_is_due_is_found_the_longest_due_first(database, memory, client, now, plan):
    first = await plan(tell_at=now - HOUR, remind_at=now + DAY, look_at=now + HOUR)
    second = await plan(tell_at=now - 2 * HOUR, remind_at=now, look_at=now + 2 * HOUR)

    assert list(await database.read(appointments.to_tell, memory, now, 9)) == [second, first]
    assert list(await database.read(appointments.to_remind, memory, now, 9)) == [second]
    assert await database.read(appointments.to_look_at, memory, now, 9) == {}
    assert await database.read(appointments.next_due) == now - 2 * HOUR

    await database.write(appointments.put_off, memory, second, now, now + DAY)
    await database.write(appointments.tell_again, memory, [first], None)
    assert await database.read(appointments.to_tell, memory, now, 9) == {}
    assert await database.read(appointments.next_due) == now + HOUR

    await database.write(appointments.decline, memory, first, now)
    assert await database.read(appointments.to_look_at, memory, now + HOUR, 9) == {}


async def test_a_back_test_reads_from_when_until_when_each_time_waited(
    database, memory, client, now, plan
):
    made = await plan()
    starts, later = now + 3 * DAY, now + 5 * DAY
    due = {"tell_at": None, "look_at": None}

    def live(connection):
        appointments.confirm(connection, memory, made, now + HOUR)
        same = Planned(starts, 30)
        by = client.therapist
        appointments.move(
            connection, memory, made, by, same, "", now + 2 * HOUR, remind_at=None, **due
        )
        other = Planned(later, 30)
        appointments.move(
            connection, memory, made, by, other, "", now + 3 * HOUR, remind_at=None, **due
        )
        appointments.request(connection, memory, made, "", now + 4 * HOUR)
        appointments.stays(connection, memory, made, by, "", now + 5 * HOUR, **due)
        appointments.cancel(connection, memory, made, by, "", now + 6 * HOUR)

    await database.write(live)

    found = await database.read(appointments_past.waited, memory, [client.id])
    assert found == {
        client.id: (
            # Another length, at the same time, asks for no other answer.
            Waited(starts, now, now + HOUR),
            Waited(later, now + 3 * HOUR, now + 4 * HOUR),
            Waited(later, now + 5 * HOUR, now + 6 * HOUR),
        )
    }
