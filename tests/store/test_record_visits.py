"""Links and visits of the record page, and how far somebody has read, on both databases."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from care.visits import CODE_WITHIN, IDLE, LINK_LIVES, LONGEST
from store import read_marks, reading, record_links, record_visits, retention
from store.reading import Span
from store.record_links import Way
from store.tables import staff as staff_table
from tests.store.kept import file_response, keep_check_in, keep_client

SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)


@pytest.fixture
async def client(database, memory, now):
    return await keep_client(database, memory, now)


@pytest.fixture
def staff(client):
    return client.therapist


async def leave(database):
    await database.write(
        lambda connection: connection.execute(update(staff_table).values(active=False))
    )


async def test_a_link_leads_its_one_reader_to_one_record_once(database, memory, client, staff, now):
    until = await database.write(record_links.add, memory, staff, client.id, b"secret", now)

    assert until == now + LINK_LIVES
    assert await database.write(record_links.use, memory, b"other", now) is None
    found = await database.write(record_links.use, memory, b"secret", now)
    assert found == Way(staff, client.id)
    assert await database.write(record_links.use, memory, b"secret", now) is None


async def test_a_link_ends_by_itself_with_the_next_and_with_its_reader(
    database, memory, staff, now
):
    use = record_links.use
    await database.write(record_links.add, memory, staff, None, b"old", now)
    assert await database.write(use, memory, b"old", now + LINK_LIVES) is None
    await database.write(record_links.add, memory, staff, None, b"first", now)
    await database.write(record_links.add, memory, staff, None, b"second", now)
    assert await database.write(use, memory, b"first", now) is None
    await leave(database)

    assert await database.write(use, memory, b"second", now) is None


async def test_a_visit_waits_for_its_code_and_not_for_long(database, memory, staff, now):
    await database.write(record_visits.begin, memory, staff, None, b"token", now)
    soon = now + CODE_WITHIN - SECOND
    found = await database.write(record_visits.come_in, memory, b"token", soon)

    assert not found.is_confirmed
    over = now + CODE_WITHIN
    assert await database.write(record_visits.come_in, memory, b"token", over) is None


@pytest.fixture
async def visit(database, memory, staff, now):
    await database.write(record_visits.begin, memory, staff, None, b"before", now)
    found = await database.write(record_visits.come_in, memory, b"before", now)
    assert await database.write(record_visits.confirm, memory, found, b"token", now)
    assert not await database.write(record_visits.confirm, memory, found, b"again", now)
    return found


async def test_a_visit_goes_on_while_it_is_used_and_ends_all_the_same(database, memory, visit, now):
    begun = now
    while now - begun < LONGEST:
        found = await database.write(record_visits.come_in, memory, b"token", now)
        assert found.is_confirmed
        now += IDLE - SECOND

    assert await database.write(record_visits.come_in, memory, b"token", now) is None


async def test_a_visit_nobody_looks_at_ends(database, memory, visit, now):
    assert await database.write(record_visits.come_in, memory, b"before", now) is None
    assert await database.write(record_visits.come_in, memory, b"token", now + IDLE) is None


async def test_signing_out_and_leaving_end_every_visit(database, memory, staff, visit, now):
    await database.write(record_visits.begin, memory, staff, None, b"other", now)
    assert await database.write(record_visits.end_all, memory, staff, now) == 2
    for token in (b"token", b"other"):
        assert await database.write(record_visits.come_in, memory, token, now) is None
    await database.write(record_visits.begin, memory, staff, None, b"third", now)
    await leave(database)

    assert await database.write(record_visits.come_in, memory, b"third", now) is None


async def test_links_and_visits_are_forgotten_after_a_week(database, memory, staff, visit, now):
    await database.write(record_links.add, memory, staff, None, b"secret", now)
    for step in (retention.record_links, retention.record_visits):
        assert await database.write(step, memory, now + 7 * DAY, 200) == 0
        assert await database.write(step, memory, now + 8 * DAY, 200) == 1


async def test_a_read_mark_only_moves_ahead(database, memory, client, staff, now):
    for at in (now, now + DAY, now - DAY):
        await database.write(read_marks.keep, memory, staff, client.id, at)

    marks = await database.read(read_marks.of_staff, memory, staff, [client.id])
    assert marks == {client.id: now + DAY}


async def test_what_is_new_is_known_by_when_it_came_in(database, memory, client, now):
    assert await database.read(reading.newest, memory, [client.id]) == {}
    _, found = await keep_check_in(database, memory, client, now)
    later = now + timedelta(hours=5)
    await database.write(file_response, memory, found, {1: 2}, later)

    assert await database.read(reading.newest, memory, [client.id]) == {client.id: later}


async def test_a_stretch_of_time_holds_what_lies_in_it_and_tells_what_lies_before(
    database, memory, client, now
):
    _, found = await keep_check_in(database, memory, client, now)
    await database.write(file_response, memory, found, {1: 2}, now)
    day = now.date()
    with_it = Span(day, day, now - DAY, now + DAY)
    after = Span(day + DAY, day + 2 * DAY, now + DAY, now + 2 * DAY)

    [filed] = await database.read(reading.filed, memory, client.id, with_it)
    assert (filed.instrument, filed.local_date, filed.answers) == ("phq9", day, {1: 2})
    assert await database.read(reading.filed, memory, client.id, after) == ()
    assert await database.read(reading.newest_before, memory, client.id, after) == now
    assert await database.read(reading.newest_before, memory, client.id, with_it) is None
