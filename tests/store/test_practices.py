"""Practices: what each has chosen comes back as it was chosen."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy.exc import IntegrityError, NoResultFound

from care.crisis import CrisisContacts, CrisisLine
from care.local_time import Hours
from care.people import PracticeId
from store import practices

CONTACTS = CrisisContacts(
    "112", (CrisisLine("Crisis line", "+49 800 1110111", "day and night"), CrisisLine("Ward", "1"))
)


@pytest.fixture
def complete(practice):
    return replace(
        practice,
        contacts=CONTACTS,
        contacts_verified_on=date(2026, 3, 1),
        contacts_verified_by="Ada Marsh",
    )


async def test_a_practice_comes_back_as_it_was_kept(database, practice, complete, now):
    other = replace(complete, id=PracticeId(UUID(int=7)), name="Second Practice")

    await database.write(practices.add, other, now + timedelta(days=1))
    await database.write(practices.add, practice, now)

    assert await database.read(practices.every) == (practice, other)
    assert await database.read(practices.get, practice.id) == practice
    assert await database.read(practices.named, "Second Practice") == other


async def test_a_practice_keeps_what_it_changes(database, practice, complete, now):
    await database.write(practices.add, practice, now)
    changed = replace(complete, colour="#112233", working_hours=Hours.parse("tue 10:00-12:00"))

    await database.write(practices.change, changed)

    assert await database.read(practices.get, practice.id) == changed


async def test_crisis_contacts_can_be_taken_away_again(database, practice, complete, now):
    await database.write(practices.add, complete, now)

    await database.write(practices.change, practice)

    assert await database.read(practices.get, practice.id) == practice


async def test_a_practice_that_is_not_there_is_not_made_up(database, practice):
    assert await database.read(practices.every) == ()
    assert await database.read(practices.named, practice.name) is None
    with pytest.raises(NoResultFound):
        await database.read(practices.get, practice.id)


async def test_two_practices_have_two_names(database, practice, now):
    await database.write(practices.add, practice, now)

    with pytest.raises(IntegrityError):
        await database.write(practices.add, replace(practice, id=PracticeId(UUID(int=7))), now)
