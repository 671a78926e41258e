"""What is past its retention goes, in portions; what is not stays, and so do records."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select, update

from care.data_map import AGES, MAP
from care.groups import MemberState
from conversations.flows.pin import PinPad, Use
from conversations.talk import secret_hash
from store import (
    groups,
    invitations,
    memberships,
    outbox,
    people,
    retention,
    standings,
    talks,
)
from store.groups import Group
from store.tables import invitation, membership, prompted, talk
from store.tables import outbox as letters
from store.talks import Saved
from tests.store.kept import a_letter, a_member, keep_client, keep_person

DAY = timedelta(days=1)


async def rows(database, table):
    return await database.read(
        lambda connection: connection.execute(select(func.count()).select_from(table)).scalar_one()
    )


async def purge(database, memory, step, now, limit=200):
    return await database.write(step, memory, now, limit)


@pytest.fixture
async def sent(database, memory, now):
    """Five letters, all of them sent."""
    person = await keep_person(database, memory, now)
    for number in range(5):
        letter = a_letter(memory, person, now, f"letter {number}")
        await database.write(outbox.write, [letter], carrier=None, now=now)
    await database.write(
        lambda connection: connection.execute(
            update(letters).values(state=outbox.SENT, settled_at=now)
        )
    )
    return person


async def test_letters_sent_go_after_a_quarter_and_not_a_day_before(database, memory, now, sent):
    assert await purge(database, memory, retention.letters, now + 89 * DAY) == 0
    assert await purge(database, memory, retention.letters, now + 91 * DAY) == 5
    assert await rows(database, letters) == 0


async def test_they_go_in_portions(database, memory, now, sent):
    after = now + 91 * DAY

    taken = [await purge(database, memory, retention.letters, after, 2) for _ in range(4)]

    assert taken == [2, 2, 1, 0]


async def test_a_letter_that_waits_is_never_too_old(database, memory, now):
    person = await keep_person(database, memory, now)
    await database.write(
        outbox.write, [a_letter(memory, person, now, "a letter")], carrier=None, now=now
    )

    assert await purge(database, memory, retention.letters, now + 1000 * DAY) == 0
    assert await rows(database, letters) == 1


async def test_a_day_that_was_marked_goes_after_a_month(database, memory, now):
    client = await keep_client(database, memory, now)
    await database.write(standings.take_day, memory, client.id, now.date(), now)

    assert await purge(database, memory, retention.marked_days, now + 29 * DAY) == 0
    assert await purge(database, memory, retention.marked_days, now + 31 * DAY) == 1
    assert await rows(database, prompted) == 0


async def test_an_invitation_goes_a_month_after_it_expired(database, memory, now):
    client = await keep_client(database, memory, now)
    expires = await database.write(
        invitations.add, memory, client.id, secret_hash("a secret of 128 bits"), now
    )

    assert await purge(database, memory, retention.invitations, expires + 29 * DAY) == 0
    assert await purge(database, memory, retention.invitations, expires + 31 * DAY) == 1
    assert await rows(database, invitation) == 0


async def test_a_talk_goes_when_nobody_went_on_with_it_for_a_quarter(database, memory, now):
    person = await keep_person(database, memory, now)
    await database.write(
        lambda connection: connection.execute(
            talk.insert().values(
                practice=memory.practice,
                person=person.id,
                subject="settings",
                flow="moving",
                sealed_state=b"sealed",
                touched_at=now,
            )
        )
    )

    assert await purge(database, memory, retention.talks, now + 89 * DAY) == 0
    assert await purge(database, memory, retention.talks, now + 91 * DAY) == 1


async def test_a_keypad_that_was_left_is_forgotten_within_hours(database, memory, now):
    person = await keep_person(database, memory, now)
    begun = PinPad(Use.NEW, "seed", "25")
    await database.write(talks.save, memory, [Saved(person, "pin", begun)], now)

    assert await purge(database, memory, retention.keypads, now + timedelta(minutes=59)) == 0
    assert await purge(database, memory, retention.keypads, now + timedelta(minutes=61)) == 1


async def test_a_membership_that_has_ended_goes_after_a_month_and_no_other(database, memory, now):
    therapist = a_member()
    group = Group(UUID(int=9), "Tuesday", therapist.id, "en")

    def three_members(connection):
        people.add_member(connection, memory, therapist, now)
        groups.add(connection, memory, group, now)
        inside, left, ended = (
            memberships.enrol(connection, memory, group.id, address, address, now)
            for address in ("71", "72", "73")
        )
        memberships.move(connection, memory, inside.id, MemberState.INSIDE, now)
        memberships.move(connection, memory, left.id, MemberState.LEFT, now)
        memberships.end(connection, memory, [ended.id], now)

    await database.write(three_members)

    assert await purge(database, memory, retention.memberships, now + 29 * DAY) == 0
    assert await purge(database, memory, retention.memberships, now + 31 * DAY) == 1
    assert await rows(database, membership) == 2


async def test_every_age_has_a_step_and_no_record_has_one():
    by_age = {each.table for each in MAP if each.keep in AGES} - {"inbox"}
    told = {step.__name__ for step in retention.STEPS}

    assert by_age == {
        *("outbox", "prompted", "talk", "invitation", "chat_message"),
        *("record_link", "record_visit"),
        "export",
    }
    assert told == {
        *("letters", "marked_days", "talks", "invitations", "group_codes"),
        *("record_links", "record_visits"),
        *("keypads", "chat_messages"),
        *("exports", "memberships"),
    }
