"""Courses of therapy: closed and opened anew, and what is agreed to rests in between."""

from datetime import timedelta

from care.consent import AFTER_DISCHARGE, AT_JOINING, CONSENT_VERSION, Purpose
from care.pause import Pause
from care.people import ClientStatus
from care.progress import DailyRecord, Day, Point
from store import check_ins, episodes, filing, pauses, people
from store.episodes import Course
from store.filing import Scores
from tests.store.kept import keep_client

DAY = timedelta(days=1)


async def test_a_course_of_therapy_is_closed_once_and_another_opened_after_it(
    database, memory, now
):
    client = await keep_client(database, memory, now)
    await database.write(episodes.open_episode, memory, client.id, now)
    assert await database.read(episodes.ended, memory, [client.id]) == {}

    await database.write(episodes.close, memory, client.id, now + DAY)
    await database.write(episodes.close, memory, client.id, now + 2 * DAY)

    assert await database.read(episodes.current, memory, client.id) is None
    assert await database.read(episodes.ended, memory, [client.id]) == {client.id: now + DAY}
    await database.write(episodes.open_episode, memory, client.id, now + 9 * DAY)
    assert await database.read(episodes.ended, memory, [client.id]) == {}
    found = await database.read(episodes.of_clients, memory, [client.id])
    assert found == {client.id: (Course(now, now + DAY), Course(now + 9 * DAY, None))}


async def test_what_a_former_client_agreed_to_is_kept_and_rests(database, memory, now):
    client = await keep_client(database, memory, now, status=ClientStatus.ACTIVE)
    given = frozenset({*AT_JOINING, Purpose.NOTES})
    await database.write(people.give_consent, memory, client.id, given, CONSENT_VERSION, now)
    assert await database.read(people.agreed, memory, [client.id]) == {client.id: given}

    for status, holds in (
        (ClientStatus.DISCHARGED, frozenset(AFTER_DISCHARGE)),
        (ClientStatus.ACTIVE, given),
    ):
        await database.write(change(client.id, status), memory)
        assert await database.read(people.agreed, memory, [client.id]) == {client.id: holds}
        assert await database.read(people.consents, memory, [client.id]) == {client.id: given}


def change(client, status):
    def changed(connection, memory):
        people.change_client(connection, memory, client, status=status.value)

    return changed


async def test_scores_and_days_begin_anew_for_this_client_alone(database, memory, now):
    ana = await keep_client(database, memory, now)
    bea = await keep_client(database, memory, now, code="still-lake")
    scores = Scores((Point(now.date(), 9),), "1", 1)
    days = DailyRecord((Day(now.date(), (("mood", 5),)),)), 4
    for client in (ana, bea):
        await database.write(filing.keep_points, memory, {(client.id, "phq9"): scores})
        await database.write(filing.keep_records, memory, {client.id: days})

    await database.write(filing.begin_anew, memory, ana.id)

    wanted = [(ana.id, "phq9"), (bea.id, "phq9")]
    assert await database.read(filing.points, memory, wanted) == {(bea.id, "phq9"): scores}
    # The version of the row goes on, so that an earlier one is not taken for it.
    assert await database.read(check_ins.record, memory, ana.id) == (DailyRecord(), 5)
    assert await database.read(check_ins.record, memory, bea.id) == days


async def test_the_time_in_between_is_kept_as_one_in_which_nothing_was_asked(database, memory, now):
    client = await keep_client(database, memory, now)

    await database.write(pauses.add, memory, client.id, now, now + DAY)

    assert await database.read(pauses.taken, memory, client.id) == (Pause(now, now + DAY),)
