"""Alerts: one open alert per rule and client, sealed evidence, and no step taken twice."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from care.alerts import AlertState, Concern, Urgency
from store import alerts
from store.ids import new_id
from store.tables import alert as table
from tests.store.kept import cold, keep_client

MOOD = Concern("declining-mood", Urgency.TODAY, {"item": "mood", "days": [["2026-03-01", 4]]})
CRITICAL = Concern("critical-item", Urgency.NOW, {"instrument": "phq9", "item": 9, "value": 2})
HOUR = timedelta(hours=1)


@pytest.fixture
async def client(database, memory, now):
    return await keep_client(database, memory, now)


async def raised(database, memory, client, concern, now):
    return await database.write(
        alerts.raise_alert, memory, client.id, client.therapist, concern, now=now, tell_at=now
    )


async def get(database, memory, found):
    return await database.read(alerts.get, memory, found.id)


async def test_a_concern_becomes_an_alert_with_its_evidence(database, memory, ring, client, now):
    found, is_new = await raised(database, cold(memory, ring), client, MOOD, now)

    assert is_new
    assert (found.state, found.times, found.facts) == (AlertState.OPEN, 1, MOOD.facts)
    assert await get(database, cold(memory, ring), found) == found
    assert await database.read(alerts.of_client, cold(memory, ring), client.id) == (found,)


async def test_what_an_alert_is_about_is_sealed(database, memory, client, now):
    await raised(database, memory, client, CRITICAL, now)

    sealed = await database.read(
        lambda connection: connection.execute(select(table.c.sealed_facts)).scalar_one()
    )

    assert b"phq9" not in sealed


async def test_an_open_alert_gathers_what_comes_again(database, memory, client, now):
    first, _ = await raised(database, memory, client, MOOD, now)
    newer = Concern(MOOD.rule, MOOD.urgency, {"item": "mood", "days": [["2026-03-02", 3]]})

    again, is_new = await raised(database, memory, client, newer, now + HOUR)

    assert not is_new
    assert (again.id, again.times, again.facts) == (first.id, 2, newer.facts)
    assert (again.raised_at, again.last_raised_at) == (now, now + HOUR)


async def test_two_rules_and_two_clients_have_alerts_of_their_own(database, memory, client, now):
    neighbour = await keep_client(database, memory, now, code="bright-otter")
    made = [
        await raised(database, memory, who, concern, now)
        for who in (client, neighbour)
        for concern in (MOOD, CRITICAL)
    ]

    assert len({found.id for found, is_new in made if is_new}) == 4


async def test_a_resolved_alert_keeps_its_rule_quiet_for_a_week(database, memory, client, now):
    found, _ = await raised(database, memory, client, MOOD, now)
    await database.write(alerts.resolve, memory, found.id, client.therapist, now)
    week = now + alerts.COOL_DOWN

    assert await raised(database, memory, client, MOOD, week - HOUR) is None

    again, is_new = await raised(database, memory, client, MOOD, week)
    assert is_new
    assert again.id != found.id


async def test_an_urgent_concern_is_never_quiet(database, memory, client, now):
    found, _ = await raised(database, memory, client, CRITICAL, now)
    await database.write(alerts.resolve, memory, found.id, client.therapist, now)

    again, is_new = await raised(database, memory, client, CRITICAL, now)

    assert is_new
    assert again.id != found.id


async def test_an_urgent_concern_opens_a_snoozed_alert_again(database, memory, client, now):
    found, _ = await raised(database, memory, client, CRITICAL, now)
    by = client.therapist
    await database.write(alerts.snooze, memory, found.id, by, now=now, until=now + HOUR)

    again, _ = await raised(database, memory, client, CRITICAL, now)

    assert (again.id, again.state, again.next_step_at) == (found.id, AlertState.OPEN, None)


async def test_a_snoozed_alert_comes_back_once_at_its_time(database, memory, client, now):
    found, _ = await raised(database, memory, client, MOOD, now)
    by = client.therapist
    await database.write(alerts.snooze, memory, found.id, by, now=now, until=now + HOUR)
    assert await database.read(alerts.next_due) == now + HOUR

    early = await database.write(alerts.wake_due, memory, now, 10)
    woken = await asyncio.gather(
        *(database.write(alerts.wake_due, memory, now + HOUR, 10) for _ in range(20))
    )

    assert early == ()
    [[back]] = [each for each in woken if each]
    assert (back.id, back.state) == (found.id, AlertState.OPEN)
    assert await database.read(alerts.next_due) is None


async def test_who_took_it_and_when_is_remembered(database, memory, client, now):
    found, _ = await raised(database, memory, client, MOOD, now)

    await database.write(alerts.take, memory, found.id, client.therapist, now + HOUR)

    taken = await get(database, memory, found)
    assert (taken.state, taken.by, taken.at) == (AlertState.TAKEN, client.therapist, now + HOUR)


async def test_a_resolved_alert_stays_resolved(database, memory, client, now):
    found, _ = await raised(database, memory, client, MOOD, now)
    by = client.therapist
    await database.write(alerts.resolve, memory, found.id, by, now)

    await database.write(alerts.take, memory, found.id, by, now + HOUR)
    await database.write(alerts.snooze, memory, found.id, by, now=now, until=now + HOUR)

    assert (await get(database, memory, found)).state is AlertState.RESOLVED


async def test_an_alert_is_listed_for_the_clients_own_therapist_and_who_reads_of_all(
    database, memory, client, now
):
    found, _ = await raised(database, memory, client, MOOD, now)

    assert await database.read(alerts.unresolved_for, memory, client.therapist) == (found,)
    assert await database.read(alerts.unresolved_for, memory, new_id()) == ()
    assert await database.read(alerts.unresolved_of_all, memory) == (found,)


async def test_a_concern_raised_many_times_at_once_is_one_alert(database, memory, client, now):
    made = await asyncio.gather(*(raised(database, memory, client, MOOD, now) for _ in range(10)))

    assert [is_new for _, is_new in made].count(True) == 1
    [found] = await database.read(alerts.of_client, memory, client.id)
    assert found.times == 10
