"""The journal: sealed and padded, for whom it is, deleted without a trace, and its days."""

import json
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from care.journal import Part, Prompt
from care.pause import Pause
from store import journal, journal_past, read_marks
from store.tables import journal_entry as table
from tests.store.kept import cold, keep_client

DAY = timedelta(days=1)
WORDS = "Ein stiller Tag – 加油 🌱\nmit zwei Zeilen"
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
async def client(database, memory, now):
    return await keep_client(database, memory, now)


async def keep(database, memory, client, at, words=WORDS, counts=False):
    def kept(connection):
        parts = (Part(Prompt.FREE, words),)
        return journal.keep(connection, memory, client.id, at.date(), parts, at, counts=counts)

    return await database.write(kept)


async def rows(database):
    return await database.read(
        lambda connection: connection.execute(select(table).order_by(table.c.written_at)).all()
    )


async def test_an_entry_comes_back_as_it_was_written_and_is_sealed(
    database, memory, ring, client, now
):
    made = await keep(database, memory, client, now)

    found = await database.read(journal.get, cold(memory, ring), made)

    assert found.parts == (Part(Prompt.FREE, WORDS),)
    assert (found.on, found.is_shared) == (now.date(), False)
    [row] = await rows(database)
    assert b"stiller" not in row.sealed_parts
    assert await database.read(journal.client_of, memory, made) == client.id


async def test_its_size_does_not_tell_how_much_was_written(database, memory, client, now):
    for words in ("x", "a little more than that", "x" * 40):
        await keep(database, memory, client, now, words)

    assert len({len(row.sealed_parts) for row in await rows(database)}) == 1


async def test_words_are_added_to_what_is_private_and_fit(database, memory, client, now):
    made = await keep(database, memory, client, now, "One.")
    more = Part(Prompt.FREE, "Two.")

    assert await database.write(journal.add, memory, made, more, 100)

    assert (await database.read(journal.get, memory, made)).words == "One.\n\nTwo."
    assert not await database.write(journal.add, memory, made, Part(Prompt.FREE, "x" * 93), 100)
    await database.write(journal.share, memory, made, now)
    assert not await database.write(journal.add, memory, made, more, 100)
    assert (await database.read(journal.get, memory, made)).words == "One.\n\nTwo."


async def test_staff_are_given_only_what_is_shared_and_hear_of_nothing_else(
    database, memory, client, now
):
    own = await keep(database, memory, client, now - 2 * DAY)
    told = await keep(database, memory, client, now - 3 * DAY)
    assert await database.write(journal.share, memory, told, now)
    assert not await database.write(journal.share, memory, told, now)

    def read(connection):
        between = (now.date() - 9 * DAY, now.date())
        return (
            [each.id for each in journal.shared_between(connection, memory, client.id, *between)],
            [each.id for each in journal.shared_since(connection, memory, client.id, now - DAY)],
            journal.new_to(connection, memory, client.therapist, [client.id]),
        )

    assert await database.read(read) == ([told], [told], {client.id: 1})
    await database.write(read_marks.keep, memory, client.therapist, client.id, now)
    assert (await database.read(read))[2] == {}
    assert await database.write(journal.keep_private, memory, told)
    assert await database.read(read) == ([], [], {})
    newest = await database.read(
        lambda connection: journal.of_client(connection, memory, client.id, skip=0, at_most=9)
    )
    assert [each.id for each in newest] == [own, told]


async def test_of_a_deleted_entry_nothing_is_left(database, memory, client, now):
    made = await keep(database, memory, client, now)

    assert await database.write(journal.take_away, memory, made)

    assert await rows(database) == []
    assert await database.read(journal.get, memory, made) is None
    assert not await database.write(journal.take_away, memory, made)


async def test_days_count_only_while_that_is_agreed_to(database, memory, client, now):
    first = await keep(database, memory, client, now - 4 * DAY, counts=True)
    await keep(database, memory, client, now - 3 * DAY)
    last = await keep(database, memory, client, now - 2 * DAY, counts=True)
    await database.write(journal.look_next, memory, client.id, first, now)
    await database.write(journal.look_next, memory, client.id, last, now + DAY)

    days = await database.read(journal.days_counted, memory, client.id)

    assert days == ((now - 4 * DAY).date(), (now - 2 * DAY).date())
    assert await database.read(journal.to_look_at, memory, now, 9) == {}
    assert await database.read(journal.to_look_at, memory, now + DAY, 9) == {last: client.id}
    assert await database.read(journal.next_due) == now + DAY
    await database.write(journal.count_no_more, memory, client.id)
    assert await database.read(journal.days_counted, memory, client.id) == ()
    assert await database.read(journal.next_due) is None


async def test_a_back_test_looks_where_the_portal_has_looked(database, memory, client, now):
    for ago in (20, 18, 16):
        made = await keep(database, memory, client, now - ago * DAY, counts=True)
    paused = {client.id: (Pause(now - 10 * DAY, now - 8 * DAY),)}

    found = await database.read(journal_past.looks, memory, {client.id: BERLIN}, paused, now)

    written = [each for each in found[client.id] if each.entry is None]
    looked = [each for each in found[client.id] if each.entry is not None]
    assert [len(each.written) for each in written] == [1, 2, 3]
    assert {each.entry for each in looked} == {made}
    # Twice the usual gap is four days, so that the fifth is the first; none in the pause.
    ago = [(now.date() - each.on).days for each in looked]
    assert ago == [11, 10, *range(7, -1, -1)]
    # On its first day the pause began after the look.
    assert [each.resting for each in looked] == [0, 0, *[2] * 8]


async def test_the_parts_stay_what_another_release_wrote(database, memory, client, now):
    made = await keep(database, memory, client, now, "x")
    [row] = await rows(database)

    def opened(connection):
        memory.open_clients(connection, [client.id])
        owner = memory.client(client.id)
        return memory.vault.open_text(owner, journal.PARTS, made, row.sealed_parts, version=1)

    assert json.loads(await database.read(opened)) == [["free", "x"]]
