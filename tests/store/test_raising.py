"""What rules found about many clients is raised, gathered and held back as one by one."""

from datetime import timedelta

import pytest

from care.alerts import AlertState, Concern, Urgency
from care.people import StaffId
from store import alerts, raising, recipients
from store.ids import new_id
from store.raising import NewAlert
from tests.store.kept import keep_client

MOOD = Concern("declining-mood", Urgency.TODAY, {"item": "mood", "days": [["2026-03-01", 4]]})
WORSE = Concern("declining-mood", Urgency.TODAY, {"item": "mood", "days": [["2026-03-02", 2]]})
HOUR = timedelta(hours=1)


@pytest.fixture
async def ana(database, memory, now):
    return await keep_client(database, memory, now)


@pytest.fixture
async def ben(database, memory, now):
    return await keep_client(database, memory, now, code="bright-otter")


def new(client, now, concern=MOOD):
    return NewAlert(client.id, client.therapist, concern, now)


async def test_many_are_raised_at_once_and_each_as_it_would_be_by_itself(
    database, memory, ana, ben, now
):
    made = await database.write(raising.raise_new, memory, [new(ana, now), new(ben, now)], now)

    assert set(made) == {(ana.id, MOOD.rule), (ben.id, MOOD.rule)}
    for alert in made.values():
        assert (alert.state, alert.times, alert.facts) == (AlertState.OPEN, 1, MOOD.facts)
        assert await database.read(alerts.get, memory, alert.id) == alert


async def test_what_is_raised_already_is_left_out(database, memory, ana, ben, now):
    await database.write(raising.raise_new, memory, [new(ana, now)], now)

    made = await database.write(raising.raise_new, memory, [new(ana, now), new(ben, now)], now)

    assert set(made) == {(ben.id, MOOD.rule)}
    assert len(await database.read(alerts.of_client, memory, ana.id)) == 1


async def test_evidence_joins_each_alert_and_is_told_as_it_is_kept(database, memory, ana, ben, now):
    await database.write(raising.raise_new, memory, [new(ana, now), new(ben, now)], now)
    asked = [(ana.id, MOOD.rule), (ben.id, MOOD.rule), (ana.id, "rising-anxiety")]
    there = await database.write(alerts.standing, memory, asked)

    gathered = await database.write(
        raising.gather, memory, [(each, WORSE) for each in there.values()], now + HOUR
    )

    assert set(there) == set(asked[:2])
    for alert in gathered:
        assert (alert.times, alert.version, alert.facts) == (2, 2, WORSE.facts)
        assert await database.read(alerts.get, memory, alert.id) == alert


async def test_it_is_told_when_each_was_last_dealt_with(database, memory, ana, ben, now):
    made = await database.write(raising.raise_new, memory, [new(ana, now), new(ben, now)], now)
    dealt_with = made[ana.id, MOOD.rule]
    by = StaffId(ana.therapist)
    await database.write(alerts.resolve, memory, dealt_with.id, by, now + HOUR)

    found = await database.read(alerts.last_resolved, memory, list(made))

    assert found == {(ana.id, MOOD.rule): now + HOUR}


async def test_who_got_cards_is_told_of_many_alerts_as_of_one(database, memory, ana, ben, now):
    made = await database.write(raising.raise_new, memory, [new(ana, now), new(ben, now)], now)
    first, second = (each.id for each in made.values())
    await database.write(recipients.tell, memory, first, StaffId(ana.therapist), now)

    got = await database.read(recipients.of_alerts, memory, [first, second])

    assert [each.staff for each in got[first]] == [ana.therapist]
    assert got[second] == ()
    assert await database.read(recipients.of_alerts, memory, [new_id()]) != got
