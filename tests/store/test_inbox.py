"""The inbox: what arrived is kept once, sealed, in order, and emptied when it is handled."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.util import await_only

from conversations.envelopes import CLIENTS, THERAPISTS, Arrived, KeptOtherwise
from store import inbox
from store.data_keys import KeyMissing
from store.memory import Memory
from store.tables import inbox as table
from store.vault import Vault
from tests.store.kept import cold

HELLO = Arrived("1", b'{"text": "I slept badly"}')
SECOND = Arrived("2", b'{"text": "and again"}')


async def put(database, memory, now, *arrived, bot=CLIENTS):
    await database.write(inbox.put, memory, bot, arrived, now)


async def waiting(database, memory, now, *bots, limit=100):
    return await database.write(inbox.waiting, memory, bots or [CLIENTS], now, limit)


async def bodies(database):
    def all_of_them(connection):
        return connection.execute(select(table.c.sealed_body).order_by(table.c.id)).scalars().all()

    return await database.read(all_of_them)


async def test_what_arrived_waits_in_the_order_of_arrival(database, memory, ring, now):
    many = [Arrived(f"event:{number}", b"%d" % number) for number in range(250, 0, -1)]
    await put(database, memory, now, *many[:100])
    await put(database, memory, now, *many[100:])

    found = await waiting(database, cold(memory, ring), now, limit=200)

    assert [each.update_id for each in found] == [each.update_id for each in many[:200]]
    assert [each.body for each in found] == [each.body for each in many[:200]]


async def test_what_several_processes_took_in_waits_in_the_order_of_its_numbers(
    database, memory, now
):
    # A call that another process took has an id by another clock; what is learned has no number.
    for each in ("9", "learned:1", "11", "10"):
        await put(database, memory, now, Arrived(each, b"words"))
    await put(database, memory, now, Arrived("5", b"words"), bot=THERAPISTS)

    found = await waiting(database, memory, now, CLIENTS, THERAPISTS)

    assert [each.update_id for each in found] == ["9", "learned:1", "10", "11", "5"]


async def test_what_arrives_is_due_at_once_whatever_the_clock_says_of_who_took_it(
    database, memory, now
):
    await put(database, memory, now + timedelta(minutes=5), HELLO)

    [found] = await waiting(database, memory, now)

    assert found.body == HELLO.body
    assert await database.read(inbox.next_due) is None


async def test_an_update_that_comes_again_is_kept_once(database, memory, now):
    await put(database, memory, now, HELLO, HELLO)
    await put(database, memory, now, Arrived("1", b"something else"), SECOND)

    found = await waiting(database, memory, now)

    assert [each.body for each in found] == [HELLO.body, SECOND.body]


def form(values):
    """A form that was sent in with these values; its id stays while its window is open."""
    return Arrived("V1:hash", values.encode(), values)


async def test_a_form_that_is_sent_in_again_as_it_was_is_kept_once(database, memory, now):
    await put(database, memory, now, form("first words"), bot=THERAPISTS)
    await put(database, memory, now, form("first words"), bot=THERAPISTS)

    [kept] = await waiting(database, memory, now, THERAPISTS)

    assert kept.body == b"first words"


@pytest.mark.parametrize("is_handled", [False, True])
async def test_a_form_that_was_changed_after_it_was_kept_is_refused_however_often(
    database, memory, now, is_handled
):
    await put(database, memory, now, form("first words"), bot=THERAPISTS)
    [kept] = await waiting(database, memory, now, THERAPISTS)
    if is_handled:
        await database.write(inbox.settle, memory, [kept.id], now)
    for _ in range(2):
        with pytest.raises(KeptOtherwise):
            await put(database, memory, now, form("second words"), bot=THERAPISTS)
    await put(database, memory, now, form("first words"), bot=THERAPISTS)
    left = await waiting(database, memory, now, THERAPISTS)

    assert [each.body for each in left] == ([] if is_handled else [b"first words"])
    assert all(body is None or b"words" not in body for body in await bodies(database))


async def test_of_two_versions_that_come_at_once_one_is_kept(database, memory, now):
    tried = await asyncio.gather(
        *(put(database, memory, now, form(f"words {n}"), bot=THERAPISTS) for n in range(6)),
        return_exceptions=True,
    )

    assert [type(each) for each in tried if each is not None] == [KeptOtherwise] * 5
    assert len(await waiting(database, memory, now, THERAPISTS)) == 1


async def test_an_update_delivered_many_times_at_once_is_kept_once(database, memory, now):
    await asyncio.gather(*(put(database, memory, now, HELLO) for _ in range(20)))

    assert len(await waiting(database, memory, now)) == 1


async def test_a_handled_update_that_comes_again_stays_handled(database, memory, now):
    await put(database, memory, now, HELLO)
    [found] = await waiting(database, memory, now)
    await database.write(inbox.settle, memory, [found.id], now)

    await put(database, memory, now, HELLO)

    assert await waiting(database, memory, now) == ()


async def test_two_bots_may_give_their_updates_equal_numbers(database, memory, now):
    await put(database, memory, now, HELLO)
    await put(database, memory, now, SECOND, HELLO, bot=THERAPISTS)

    clients = await waiting(database, memory, now, CLIENTS)
    both = await waiting(database, memory, now, CLIENTS, THERAPISTS)

    assert [each.body for each in clients] == [HELLO.body]
    assert [(each.bot, each.update_id) for each in both] == [
        (CLIENTS, "1"),
        (THERAPISTS, "2"),
        (THERAPISTS, "1"),
    ]


async def test_what_arrived_is_sealed_under_the_key_of_its_bot(database, memory, now):
    await put(database, memory, now, HELLO)

    [sealed] = await bodies(database)

    assert b"slept" not in sealed
    [found] = await waiting(database, memory, now)
    opened = memory.vault.open(inbox.bot_owner(memory, CLIENTS), inbox.BODY, found.id, sealed)
    assert opened == HELLO.body


async def test_nothing_is_kept_for_a_bot_without_a_key(database, memory, now):
    with pytest.raises(KeyMissing):
        await put(database, memory, now, HELLO, bot="telegram/groups")

    assert await bodies(database) == []


async def test_what_is_handled_is_emptied(database, memory, now):
    await put(database, memory, now, HELLO, SECOND)
    first, _ = await waiting(database, memory, now)

    await database.write(inbox.settle, memory, [first.id], now)

    emptied, kept = await bodies(database)
    assert emptied is None
    assert kept is not None
    assert [each.update_id for each in await waiting(database, memory, now)] == ["2"]
    assert await database.read(inbox.counts) == {"done": 1, "waiting": 1}


async def test_what_could_not_be_handled_waits_and_its_sender_is_held_up(database, memory, now):
    await put(database, memory, now, HELLO, SECOND)
    first, _ = await waiting(database, memory, now)
    later = now + timedelta(seconds=30)

    await database.write(inbox.postpone, memory, first.id, sender=b"someone", until=later)

    assert [each.update_id for each in await waiting(database, memory, now)] == ["2"]
    assert await database.read(inbox.held_up, memory, [b"someone"], now) == {
        b"someone": (first.id, later)
    }
    assert await database.read(inbox.held_up, memory, [b"someone"], later) == {}
    again = await waiting(database, memory, later)
    assert [(each.update_id, each.tries) for each in again] == [("1", 1), ("2", 0)]


async def test_what_waits_for_its_turn_lets_others_go_first_and_costs_no_try(database, memory, now):
    await put(database, memory, now, HELLO, SECOND, Arrived("3", b"a third"))
    first, second, _ = await waiting(database, memory, now)
    soon, later = now + timedelta(seconds=1), now + timedelta(seconds=2)
    turns = [(first.id, b"someone", soon), (second.id, b"someone", later)]

    await database.write(inbox.put_off, memory, turns)

    assert [each.update_id for each in await waiting(database, memory, now)] == ["3"]
    assert await database.read(inbox.held_up, memory, [b"someone"], now) == {
        b"someone": (first.id, soon)
    }
    found = [
        (each.update_id, each.tries, each.was_put_off)
        for each in await waiting(database, memory, later)
    ]
    assert found == [("1", 0, True), ("2", 0, True), ("3", 0, False)]


async def test_what_is_set_aside_stays_sealed_and_stops_nobody(database, memory, now):
    await put(database, memory, now, HELLO, SECOND)
    first, _ = await waiting(database, memory, now)

    await database.write(inbox.quarantine, memory, first.id, now)

    assert [each.update_id for each in await waiting(database, memory, now)] == ["2"]
    assert None not in await bodies(database)
    assert await database.read(inbox.counts) == {"quarantined": 1, "waiting": 1}


async def test_what_was_handled_is_forgotten_after_a_week(database, memory, now):
    await put(database, memory, now, HELLO, SECOND, Arrived("3", b"new"))
    handled, aside, _ = await waiting(database, memory, now)
    await database.write(inbox.settle, memory, [handled.id], now)
    await database.write(inbox.quarantine, memory, aside.id, now)

    week = now + inbox.KEPT_KEYS

    assert await database.write(inbox.purge, week) == 0
    assert await database.write(inbox.purge, week + timedelta(seconds=1), 1) == 1
    assert await database.write(inbox.purge, week + timedelta(seconds=1)) == 1
    assert await database.read(inbox.counts) == {"waiting": 1}


async def test_the_next_update_is_due_when_the_earliest_one_may_be_tried(database, memory, now):
    assert await database.read(inbox.next_due) is None
    await put(database, memory, now, HELLO, SECOND)
    for found, seconds in zip(await waiting(database, memory, now), (60, 30), strict=True):
        until = now + timedelta(seconds=seconds)
        await database.write(inbox.postpone, memory, found.id, sender=b"-", until=until)

    assert await database.read(inbox.next_due) == now + timedelta(seconds=30)


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
async def test_who_takes_a_bot_over_waits_for_what_its_predecessor_has_in_hand(
    database, memory, now
):
    await put(database, memory, now, HELLO, SECOND)
    has_it, may_end = asyncio.Event(), asyncio.Event()
    bots = [(memory.practice, CLIENTS)]

    def handle_the_first(connection):
        [first] = inbox.waiting(connection, memory, [CLIENTS], now, 1)
        has_it.set()
        await_only(may_end.wait())
        inbox.settle(connection, memory, [first.id], now)

    predecessor = asyncio.create_task(database.write(handle_the_first))
    await has_it.wait()
    passed_over = await waiting(database, memory, now)
    successor = asyncio.create_task(database.write(inbox.wait_for_others, bots))
    await asyncio.wait([successor], timeout=0.2)
    waits = not successor.done()
    may_end.set()
    await asyncio.gather(predecessor, successor)
    left = await waiting(database, memory, now)

    assert waits
    assert [each.body for each in passed_over] == [each.body for each in left] == [SECOND.body]


async def test_another_practice_sees_nothing_of_it(database, memory, ring, now):
    await put(database, memory, now, HELLO)
    other = Memory(type(memory.practice)(int=7), Vault(ring))

    assert await waiting(database, other, now) == ()


async def test_what_was_just_taken_in_is_not_opened_once_more(database, memory, now, monkeypatch):
    await put(database, memory, now, HELLO, SECOND)

    def open_nothing(*_args, **_more):
        raise AssertionError("it is known what was sealed here")

    monkeypatch.setattr(Vault, "open", open_nothing)
    found = await waiting(database, memory, now)

    assert [each.body for each in found] == [HELLO.body, SECOND.body]
    # Known no longer than until it is handled.
    assert memory.bodies == {}


async def test_what_was_taken_in_here_counts_for_the_row_in_which_it_was_sealed_alone(
    database, memory, now
):
    await put(database, memory, now, HELLO, SECOND)
    [hello, second] = await bodies(database)

    def swap(connection):
        for sealed, other in ((hello, second), (second, hello)):
            [row] = connection.execute(
                select(table.c.id).where(table.c.sealed_body == sealed)
            ).scalars()
            moved.append((row, other))
        for row, other in moved:
            connection.execute(update(table).where(table.c.id == row).values(sealed_body=other))

    moved = []
    await database.write(swap)

    assert [each.body for each in await waiting(database, memory, now)] == [None, None]


async def test_what_waits_for_another_process_is_not_remembered_here(database, memory, now):
    await database.write(inbox.put, memory, CLIENTS, [HELLO], now, ring=True)

    assert memory.bodies == {}


async def test_no_more_than_so_much_is_remembered(database, memory, ring, now, monkeypatch):
    monkeypatch.setattr(inbox, "REMEMBERED", 1)
    await put(database, memory, now, HELLO, SECOND)

    assert len(memory.bodies) == 1
    assert [each.body for each in await waiting(database, memory, now)] == [HELLO.body, SECOND.body]
