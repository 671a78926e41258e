"""Nobody slows the others down: what one person sends too fast waits, and far too much is told."""

import json
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.rules import Rule
from conversations.envelopes import CLIENTS, Arrived
from portal.allowances import SAME_CALL, TOLD_AGAIN, Allowances, Beyond, Limit, Limits
from portal.desk import TooMuchWaits
from portal.sandboxed import BOT

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
LIMITS = Limits(Limit(5, 2), Limit(8, 4), timedelta(seconds=3), waiting=50)
ANA, BEN = b"ana", b"ben"


@pytest.fixture
def allowances():
    return Allowances(LIMITS)


def turns(allowances, times, person=ANA, now=NOW, **more):
    return [allowances.turn_of(person, now, **more) for _ in range(times)]


# --- the arithmetic


def test_a_burst_passes_at_once_and_what_follows_waits_for_its_turn(allowances):
    found = turns(allowances, 8)

    assert found[:5] == [NOW] * 5
    assert found[5:] == [NOW + timedelta(seconds=each / 2) for each in (1, 2, 3)]


def test_others_are_not_touched(allowances):
    turns(allowances, 1000)

    assert turns(allowances, 5, BEN) == [NOW] * 5


def test_what_would_wait_too_long_is_passed_over_and_told_once_in_a_flood(allowances):
    found = turns(allowances, 100)

    assert found.count(Beyond.TELL) == 1
    assert found.index(Beyond.TELL) == 5 + 6
    assert set(found[12:]) == {Beyond.QUIETLY}
    assert Beyond.TELL in turns(allowances, 100, now=NOW + TOLD_AGAIN)


def test_who_waits_a_while_has_the_whole_allowance_again(allowances):
    turns(allowances, 100)
    later = NOW + timedelta(seconds=13)

    assert turns(allowances, 5, now=later) == [later] * 5


def test_a_group_as_a_whole_is_held_to_a_limit_and_nothing_in_it_is_passed_over(allowances):
    found = [allowances.turn_of(bytes([each]), NOW, group="g") for each in range(12)]
    assert found[:8] == [NOW] * 8
    assert all(each > NOW for each in found[8:])

    flood = turns(allowances, 200, b"one of them", group="h")
    assert not {Beyond.TELL, Beyond.QUIETLY} & set(flood)


def test_the_same_call_for_help_passes_unless_it_was_answered_just_before(allowances):
    assert not any(allowances.is_said_again(ANA, "card", NOW) for _ in range(5))
    turns(allowances, 100)

    assert not allowances.is_said_again(ANA, "card", NOW)
    soon, later = NOW + SAME_CALL / 2, NOW + SAME_CALL
    turns(allowances, 100, now=soon)
    assert allowances.is_said_again(ANA, "card", soon)
    assert not allowances.is_said_again(ANA, "another", soon)
    turns(allowances, 100, now=later)
    assert not allowances.is_said_again(ANA, "card", later)


def test_who_was_not_told_after_all_is_told_the_next_time(allowances):
    assert not allowances.was_told(ANA, NOW)
    turns(allowances, 100)
    assert allowances.is_far_beyond(ANA, NOW)
    assert allowances.was_told(ANA, NOW)

    allowances.forget_told(ANA, NOW)

    assert turns(allowances, 2) == [Beyond.TELL, Beyond.QUIETLY]
    assert not allowances.is_far_beyond(BEN, NOW)


@given(st.lists(st.floats(0, 5), min_size=1, max_size=60))
def test_turns_of_one_person_come_in_order(pauses):
    allowances, now, found = Allowances(LIMITS), NOW, []
    for pause in pauses:
        now += timedelta(seconds=pause)
        turn = allowances.turn_of(ANA, now)
        if not isinstance(turn, Beyond):
            assert turn >= now
            found.append(turn)

    assert found == sorted(found)


# --- at the desk

NUMBERS = count(900_000_000)


def said(person, text):
    number = next(NUMBERS)
    return Arrived(
        str(number),
        json.dumps(
            {
                "update_id": number,
                "message": {
                    "message_id": number,
                    "date": 1_780_000_000,
                    "chat": {"id": person.id, "type": "private", "first_name": "A"},
                    "from": {"id": person.id, "is_bot": False, "first_name": "A"},
                    "text": text,
                },
            }
        ).encode(),
    )


async def flood(world, client, times, text="more"):
    """Brings this many at once to a desk that holds to less than it usually does."""
    desk = world.portal.desk
    if desk.turns.limits is not LIMITS:
        desk.turns.hold_to(LIMITS)
    await desk.receive(CLIENTS, [said(client.person, text) for _ in range(times)])
    while await desk.work():
        pass


@contextmanager
def at_one_instant(world):
    """What happens meanwhile takes no time: who waits half a second may say one thing more."""
    clock = world.sandbox.clock
    now, clock.running = clock.now(), False
    clock.jump(now)
    try:
        yield
    finally:
        clock.jump(now)
        clock.running = True


async def go_on(world, times):
    """Lets time pass, ten seconds at once: every update that waits has an instant of its own."""
    for _ in range(times):
        world.leap(seconds=10)
        await world.sandbox.tick()


async def test_a_flood_is_answered_in_part_told_once_and_nothing_of_it_is_left(world):
    ana = await world.join("Ana")

    await flood(world, ana, 150)
    await go_on(world, 12)

    assert ana.told("That was a lot at once") == 1
    assert set(await world.waiting()) == {"done"}


async def test_help_comes_in_the_middle_of_a_flood_of_ones_own(world):
    ana = await world.join("Ana")
    await flood(world, ana, 150)
    cards = ana.told("000 (made up)")

    await flood(world, ana, 1, "/help")
    await world.seen(lambda: ana.told("000 (made up)") == cards + 1)


async def test_what_follows_in_a_flood_is_counted_and_leaves_no_row(world):
    ana, ben = await world.join("Ana"), await world.join("Ben")
    passed_over = []
    world.portal.desk.turns.watch = lambda bot, updates: passed_over.append((bot, updates))
    with at_one_instant(world):
        await flood(world, ana, 150)
        assert sum(updates for _, updates in passed_over) == 150 - 5 - 6
        kept = sum((await world.waiting()).values())

        await flood(world, ana, 40)
        assert passed_over[-1] == (CLIENTS, 40)
        assert sum((await world.waiting()).values()) == kept
        both = [said(ana.person, "more"), said(ben.person, "hello")]
        await world.portal.desk.receive(CLIENTS, both)

        assert passed_over[-1] == (CLIENTS, 1)
        assert sum((await world.waiting()).values()) == kept + 1


async def test_words_that_cannot_wait_are_heard_in_the_middle_of_a_flood(world):
    ana = await world.join("Ana")
    await flood(world, ana, 150)
    cards = ana.told("000 (made up)")

    await flood(world, ana, 1, "I want to kill myself")

    await world.seen(lambda: ana.told("000 (made up)") == cards + 1)
    assert any(each.rule == Rule.CRISIS_WORDS for each in await world.alerts(ana))


async def test_a_flood_of_calls_for_help_is_answered_once_and_leaves_no_rows(world):
    ana = await world.join("Ana")
    with at_one_instant(world):
        await flood(world, ana, 150)
        cards = ana.told("000 (made up)")
        kept = sum((await world.waiting()).values())

        for _ in range(3):
            await flood(world, ana, 20, "/help")

    await world.seen(lambda: ana.told("000 (made up)") == cards + 1)
    # The first of them were kept before it was known that they are one call.
    assert sum((await world.waiting()).values()) == kept + 20
    assert ana.told("000 (made up)") == cards + 1


async def test_an_answer_is_kept_in_the_middle_of_a_flood(world):
    ana = await world.join("Ana")
    await flood(world, ana, 150)
    kept = sum((await world.waiting()).values())

    ana.person.tap(BOT, "7")
    await world.settle()

    assert sum((await world.waiting()).values()) == kept + 1


async def test_who_stops_is_heard_again_as_before(world):
    ana = await world.join("Ana")
    await flood(world, ana, 150)

    await go_on(world, 6)
    await flood(world, ana, 1, "/settings")
    await world.settle()

    assert "Your settings" in ana.last


async def test_nobody_floods_before_the_letter_is_kept_that_says_so(world, monkeypatch):
    ana = await world.join("Ana")
    handle, database = world.portal.desk._handle, world.portal.desk._database
    write = database.write_briefly

    async def failing(function, *given, **more):
        if function != handle or given[1] is not None:
            return await write(function, *given, **more)

        def undone(connection):
            function(connection, *given)
            raise ZeroDivisionError

        return await write(undone)

    monkeypatch.setattr(database, "write_briefly", failing)
    await flood(world, ana, 20)
    monkeypatch.undo()
    assert ana.told("That was a lot at once") == 0

    await flood(world, ana, 20)
    await go_on(world, 3)

    await world.seen(lambda: ana.told("That was a lot at once") == 1)


async def test_somebody_else_is_answered_in_the_middle_of_a_flood(world):
    ana, ben = await world.join("Ana"), await world.join("Ben")
    await flood(world, ana, 150)

    ben.person.tap(BOT, "7")

    await world.seen(lambda: ben.told("Daily pulse · 2 of 3") == 1)


async def test_what_waits_for_its_turn_is_handled_in_order(world):
    ana = await world.join("Ana")
    await flood(world, ana, 9)
    await flood(world, ana, 1, "/settings")
    assert ana.told("Your settings") == 0

    await go_on(world, 6)

    assert set(await world.waiting()) == {"done"}
    assert "Your settings" in ana.last


async def test_when_far_too_much_waits_the_platform_is_asked_to_keep_the_rest(world):
    ana = await world.join("Ana")
    desk = world.portal.desk
    desk.turns.hold_to(LIMITS)

    await desk.receive(CLIENTS, [said(ana.person, "more") for _ in range(LIMITS.waiting)])
    with pytest.raises(TooMuchWaits):
        await desk.receive(CLIENTS, [said(ana.person, "one more")])
    while await desk.work():
        pass
    desk._unhandled.clear()

    await desk.receive(CLIENTS, [said(ana.person, "one more")])
