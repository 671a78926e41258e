"""Second factors: what is right is right once, and who guesses is shut out, on both databases."""

from datetime import UTC, datetime, timedelta

import pytest

from care.visits import TRIES, locked_for
from store import one_time_codes, people, second_factors
from store.second_factors import Tried
from tests.store.kept import a_member

STEP = timedelta(seconds=30)


@pytest.fixture
async def staff(database, memory, now):
    member = a_member()
    await database.write(people.add_member, memory, member, now)
    return member.id


@pytest.fixture
async def secret(database, memory, staff, now):
    """A second factor that is set up; its secret, as the telephone has it."""
    await database.write(second_factors.begin, memory, staff, now)
    found = await database.read(second_factors.to_set_up, memory, staff)
    code = one_time_codes.code_at(found, now)
    attempt, codes = await database.write(second_factors.confirm, memory, staff, code, now)
    assert attempt.tried is Tried.RIGHT
    assert len(codes) == 10
    return found


async def check(database, memory, staff, code, now):
    return (await database.write(second_factors.check, memory, staff, code, now)).tried


def test_codes_are_those_of_the_standard():
    # RFC 6238, appendix B, the last six of its eight digits.
    secret = b"12345678901234567890"
    for seconds, code in ((59, "287082"), (1111111109, "081804"), (20000000000, "353130")):
        assert one_time_codes.code_at(secret, datetime.fromtimestamp(seconds, UTC)) == code


@pytest.mark.parametrize("steps", range(-3, 4))
def test_a_telephone_may_be_one_step_off(steps, now):
    secret = one_time_codes.new_secret()
    code = one_time_codes.code_at(secret, now + steps * STEP)

    assert (one_time_codes.counter_of(secret, code, now) is not None) == (abs(steps) <= 1)


async def test_a_code_counts_once_and_an_older_one_not_at_all(database, memory, staff, secret, now):
    later = now + 2 * STEP
    code = one_time_codes.code_at(secret, later)
    older = one_time_codes.code_at(secret, later - STEP)

    assert await check(database, memory, staff, code, later) is Tried.RIGHT
    assert await check(database, memory, staff, code, later) is Tried.WRONG
    assert await check(database, memory, staff, older, later) is Tried.WRONG


async def test_the_code_that_set_it_up_lets_nobody_in_again(database, memory, staff, secret, now):
    code = one_time_codes.code_at(secret, now)

    assert await check(database, memory, staff, code, now) is Tried.WRONG


async def test_what_is_confirmed_is_not_replaced(database, memory, staff, secret, now):
    await database.write(second_factors.begin, memory, staff, now)

    assert await database.read(second_factors.to_set_up, memory, staff) is None
    code = one_time_codes.code_at(secret, now + STEP)
    assert await check(database, memory, staff, code, now + STEP) is Tried.RIGHT


async def test_what_was_never_confirmed_is_replaced_and_lets_nobody_in(
    database, memory, staff, now
):
    await database.write(second_factors.begin, memory, staff, now)
    first = await database.read(second_factors.to_set_up, memory, staff)
    code = one_time_codes.code_at(first, now)
    assert await check(database, memory, staff, code, now) is Tried.LOCKED
    await database.write(second_factors.begin, memory, staff, now)

    assert await database.read(second_factors.to_set_up, memory, staff) != first


async def test_each_lock_is_longer_and_a_right_code_begins_anew(
    database, memory, staff, secret, now
):
    for times in range(6):
        for number in range(TRIES):
            tried = await check(database, memory, staff, "000000", now)
            assert tried is (Tried.LOCKED if number + 1 == TRIES else Tried.WRONG)
        before = now + locked_for(times) - timedelta(seconds=1)
        code = one_time_codes.code_at(secret, before)
        assert await check(database, memory, staff, code, before) is Tried.LOCKED
        now += locked_for(times)
    code = one_time_codes.code_at(secret, now)
    assert await check(database, memory, staff, code, now) is Tried.RIGHT
    for _ in range(TRIES - 1):
        assert await check(database, memory, staff, "000000", now) is Tried.WRONG
    code = one_time_codes.code_at(secret, now + STEP)
    assert await check(database, memory, staff, code, now + STEP) is Tried.RIGHT


async def test_a_recovery_code_counts_once_however_it_is_typed(database, memory, staff, now):
    await database.write(second_factors.begin, memory, staff, now)
    secret = await database.read(second_factors.to_set_up, memory, staff)
    code = one_time_codes.code_at(secret, now)
    _, codes = await database.write(second_factors.confirm, memory, staff, code, now)
    typed = f" {codes[0].upper().replace('-', ' ')} "
    attempt = await database.write(second_factors.check, memory, staff, typed, now)

    assert (attempt.tried, attempt.by_recovery_code, attempt.left) == (Tried.RIGHT, True, 9)
    assert await check(database, memory, staff, codes[0], now) is Tried.WRONG
    assert len(set(codes)) == 10


async def test_a_recovery_code_sets_nothing_up(database, memory, staff, now):
    await database.write(second_factors.begin, memory, staff, now)
    attempt, codes = await database.write(second_factors.confirm, memory, staff, "abcd-efgh", now)

    assert (attempt.tried, codes) == (Tried.WRONG, ())


async def test_after_a_reset_nothing_of_it_is_left(database, memory, staff, secret, now):
    assert await database.write(second_factors.reset, memory, staff)
    assert not await database.write(second_factors.reset, memory, staff)
    assert not await database.read(second_factors.is_set_up, memory, staff)
