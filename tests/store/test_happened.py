"""What has happened comes in the order in which the portal did it, within one instant too."""

from datetime import timedelta

from care.backtest import CheckInOver
from questionnaires.library import shipped
from store import check_ins, happened
from store.check_ins import CheckInState
from tests.store.kept import file_response, keep_check_in, keep_client

LATER = timedelta(days=2)


async def test_of_one_instant_answers_come_before_what_was_missed_and_late_ones_after(
    database, memory, now
):
    client = await keep_client(database, memory, now)
    pulse, practice, phq9 = [
        (await keep_check_in(database, memory, client, now, instrument=code))[1]
        for code in ("pulse", "practice", "phq9")
    ]
    at = now + LATER
    for each in (pulse, practice):
        await _miss(database, memory, each, at)
    late = await database.read(check_ins.check_in, memory, pulse.id)
    await database.write(file_response, memory, late, {1: 5, 2: 5, 3: 5}, at)
    await database.write(file_response, memory, phq9, dict.fromkeys(range(1, 10), 0), at)

    heard = await database.read(
        happened.of_clients, memory, [client.id], now.date() - LATER, shipped()
    )

    over = [
        (each.answered, each.late) for each in heard[client.id] if isinstance(each, CheckInOver)
    ]
    assert over == [(True, False), (False, False), (False, False), (True, True)]
    assert {each.at for each in heard[client.id]} == {at}


async def _miss(database, memory, found, at):
    assert await database.write(
        check_ins.move, memory, found, CheckInState.MISSED, None, finished_at=at
    )
