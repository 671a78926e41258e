"""Chains, absences, recipients and test alerts: who is told, and no step made twice."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import update

from care.alerts import AlertState, Concern, Urgency
from care.chain import AFTER
from care.people import Role
from conversations.envelopes import THERAPISTS, Place
from store import alerts, chain_tests, escalation, outbox, people, recipients
from store.tables import staff as members
from tests.store.kept import a_client, a_member

ASKED = Concern("asked-for-therapist", Urgency.NOW, {"how": "asked", "on": "2026-03-02"})
HOUR = timedelta(hours=1)


@pytest.fixture
async def staff(database, memory, now):
    """Ada, Ben, and Vera who supervises; each with an account in Slack."""
    roles = (Role.THERAPIST, Role.THERAPIST, Role.SUPERVISOR)
    names = ("Ada", "Ben", "Vera")
    made = [
        a_member(name=name, roles=frozenset({role}))
        for name, role in zip(names, roles, strict=True)
    ]

    def keep(connection):
        for each in made:
            people.add_member(connection, memory, each, now)
            account = people.new_account(THERAPISTS, staff_id=each.id)
            people.add_account(connection, memory, account, f"U{each.name}", now)

    await database.write(keep)
    return tuple(each.id for each in made)


@pytest.fixture
async def alert(database, memory, staff, now):
    """An urgent alert about a client of Ada's, on the first level."""
    client = a_client(staff[0], now)
    await database.write(people.add_client, memory, client)
    found, _ = await database.write(
        alerts.raise_alert, memory, client.id, staff[0], ASKED, now=now, tell_at=now
    )

    def begin(connection):
        alerts.set_chain(
            connection, memory, found.id, level=0, next_step_at=now + HOUR, asked_at=now
        )
        return alerts.get(connection, memory, found.id)

    return await database.write(begin)


async def chain(database, memory, therapist, now):
    return await database.read(escalation.chain_of, memory, therapist, now)


async def test_without_a_choice_the_chain_is_the_therapist_and_the_supervisors(
    database, memory, staff, now
):
    ada, _, vera = staff

    found = await chain(database, memory, ada, now)

    assert (found.members, found.absent, found.after) == ((ada, vera), frozenset(), AFTER)


async def test_the_practice_s_order_is_kept_and_the_test_with_it(database, memory, staff, now):
    ada, ben, vera = staff
    await database.write(escalation.choose, memory, [ben, ada], HOUR)
    await database.write(escalation.note_test, memory, ben, now)
    await database.write(escalation.choose, memory, [ben], HOUR)

    found = await database.read(escalation.of_practice, memory)

    assert found == escalation.Escalation((ben,), HOUR, now)
    assert (await chain(database, memory, ada, now)).members == (ada, ben, vera)
    assert (await chain(database, memory, ben, now)).members == (ben, vera)


async def test_who_is_away_or_out_of_reach_is_absent_until_back(database, memory, staff, now):
    ada, ben, vera = staff
    await database.write(escalation.choose, memory, [ben], HOUR)
    await database.write(escalation.leave, memory, ada, now + HOUR, ben)

    def lose(connection):
        account = people.account_of(connection, memory, THERAPISTS, of_staff=vera)
        people.note_reachable(connection, memory, account.id, reachable=False)

    await database.write(lose)

    found = await chain(database, memory, ada, now)
    later = await chain(database, memory, ada, now + HOUR)

    assert found.absent == {ada, vera}
    assert (found.away_until, found.reaches_therapist) == (now + HOUR, True)
    assert later.absent == {vera}
    assert not (await chain(database, memory, vera, now)).reaches_therapist


async def test_an_absence_names_its_deputy_and_ends_once(database, memory, staff, now):
    ada, ben, _ = staff
    await database.write(escalation.leave, memory, ada, now + HOUR, None)
    await database.write(escalation.leave, memory, ada, now + 2 * HOUR, ben)

    (found,) = await database.read(escalation.absences, memory, now)

    assert found == escalation.Absence(ada, now + 2 * HOUR, ben)
    assert await database.write(escalation.come_back, memory, ada)
    assert not await database.write(escalation.come_back, memory, ada)
    assert await database.read(escalation.absences, memory, now) == ()


async def test_a_step_of_the_chain_is_made_once_by_many(database, memory, alert, now):
    made = await asyncio.gather(
        *(database.write(alerts.escalate, memory, alert, 1, now + 2 * HOUR) for _ in range(10))
    )

    found = await database.read(alerts.get, memory, alert.id)
    assert sum(made) == 1
    assert (found.escalation_level, found.next_step_at) == (1, now + 2 * HOUR)


async def test_what_is_taken_is_passed_on_no_further(database, memory, staff, alert, now):
    due = await database.read(alerts.escalating, memory, now + HOUR, 10)
    assert due == (alert.id,)

    await database.write(alerts.take, memory, alert.id, staff[0], now)

    assert await database.read(alerts.escalating, memory, now + HOUR, 10) == ()
    assert not await database.write(alerts.escalate, memory, alert, 1, None)


async def test_a_chain_that_runs_goes_on_when_the_client_asks_again(
    database, memory, staff, alert, now
):
    ada = staff[0]
    again, _ = await database.write(
        alerts.raise_alert, memory, alert.client, ada, ASKED, now=now, tell_at=now
    )
    assert (again.escalation_level, again.next_step_at) == (0, now + HOUR)

    await database.write(alerts.take, memory, alert.id, ada, now)
    once_more, _ = await database.write(
        alerts.raise_alert, memory, alert.client, ada, ASKED, now=now, tell_at=now
    )
    assert (once_more.escalation_level, once_more.next_step_at) == (None, None)
    assert (once_more.state, once_more.taken_by) == (AlertState.OPEN, ada)


async def test_whoever_got_the_card_finds_it_on_the_list(database, memory, staff, alert, now):
    ben = staff[1]
    assert await database.read(alerts.told, memory, ben) == frozenset()

    await database.write(recipients.tell, memory, alert.id, ben, now)

    assert await database.read(alerts.told, memory, ben) == {alert.id}
    assert await database.read(alerts.unresolved_for, memory, ben) == (alert,)


async def test_who_may_not_stand_in_is_passed_over_and_who_has_left_is_in_no_chain(
    database, memory, staff, now
):
    ada, ben, vera = staff
    await database.write(escalation.choose, memory, [ben], AFTER)

    async def chain():
        return (await database.read(escalation.chain_of, memory, ada, now)).members

    assert await chain() == (ada, ben, vera)

    await database.write(people.set_roles, memory, ben, [Role.ADMINISTRATOR])
    assert await chain() == (ada, vera)

    leaves = update(members).where(members.c.id == vera).values(active=False)
    await database.write(lambda connection: connection.execute(leaves))
    assert await chain() == (ada,)


async def test_the_first_press_counts_until_something_new_is_told(
    database, memory, staff, alert, now
):
    ben = staff[1]
    await database.write(recipients.tell, memory, alert.id, ben, now)
    for minutes in (1, 2):
        at = now + timedelta(minutes=minutes)
        await database.write(recipients.note_opened, memory, alert.id, ben, at)
    await database.write(recipients.tell, memory, alert.id, ben, now + HOUR)

    [found] = await database.read(recipients.of_alert, memory, alert.id)
    assert (found.told_at, found.opened_at) == (now + HOUR, now + timedelta(minutes=1))

    await database.write(recipients.tell, memory, alert.id, ben, now + HOUR, anew=True)

    [found] = await database.read(recipients.of_alert, memory, alert.id)
    assert found.opened_at is None


async def test_a_card_has_arrived_when_slack_took_it_after_the_alert_was_raised(
    database, memory, staff, alert, now
):
    slot = f"alert:{alert.id}"
    account = await database.read(people.account_of, memory, THERAPISTS, of_staff=staff[1])

    async def posted(at):
        place = Place("D1", "1.1")
        await database.write(outbox.keep_places, memory.practice, {(account.id, slot): place}, at)
        return await database.read(recipients.has_arrived, memory, alert.id, slot)

    assert not await posted(now - HOUR)
    assert await posted(now)


async def test_a_test_alert_goes_through_the_chain_once_and_passes_when_all_have_it(
    database, memory, staff, now
):
    ada, ben, vera = staff
    places = [(ada, False), (ben, True), (vera, False)]
    made = await database.write(chain_tests.begin, memory, ada, places, now)

    async def test():
        return await database.read(chain_tests.get, memory, made)

    assert await database.read(chain_tests.due, memory, now, 10) == (made,)
    assert not await database.write(chain_tests.take, memory, made, ada, now)

    begun = await test()
    moves = await asyncio.gather(
        *(database.write(chain_tests.move, memory, begun, 0, now + HOUR, now) for _ in range(5))
    )
    assert sum(moves) == 1
    assert await database.write(chain_tests.take, memory, made, ada, now)
    assert not await database.write(chain_tests.take, memory, made, ada, now)
    assert not (await test()).is_passed
    assert await database.read(chain_tests.is_running, memory)

    await database.write(chain_tests.move, memory, await test(), 2, now + HOUR, now)
    await database.write(chain_tests.take, memory, made, vera, now)
    await database.write(chain_tests.move, memory, await test(), 3, None, now)

    assert (await test()).is_passed
    assert not await database.read(chain_tests.is_running, memory)
