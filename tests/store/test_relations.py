"""How staff stand to clients, alerts, cases and messages, as the rows have it."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import update

from care.access import STRANGER, Relation, Who
from care.alerts import Concern, Urgency
from care.people import ClientId, Role, StaffId
from conversations.envelopes import GROUPS
from conversations.turn import CaseKind
from store import alerts, cases, groups, messages, people, recipients, relations
from store.groups import Group
from store.ids import new_id
from store.tables import staff as members
from tests.store.kept import a_client, a_member

CONCERN = Concern("mood", Urgency.TODAY, {})
NOBODY = UUID(int=404)


@pytest.fixture
async def staff(database, memory, now):
    """Ada, Ben, and Vera who supervises."""
    roles = {"Ada": Role.THERAPIST, "Ben": Role.THERAPIST, "Vera": Role.SUPERVISOR}
    made = [a_member(name=name, roles=frozenset({role})) for name, role in roles.items()]
    for each in made:
        await database.write(people.add_member, memory, each, now)
    return tuple(each.id for each in made)


@pytest.fixture
async def client(database, memory, staff, now):
    """A client of Ada's."""
    made = a_client(staff[0], now)
    assert await database.write(people.add_client, memory, made)
    return made


@pytest.fixture
async def alert(database, memory, client, now):
    """An alert about the client."""
    made, _ = await database.write(
        alerts.raise_alert, memory, client.id, client.therapist, CONCERN, now, now
    )
    return made


async def depart(database, whom):
    await database.write(
        lambda connection: connection.execute(
            update(members).where(members.c.id == whom).values(active=False)
        )
    )


async def test_staff_act_as_what_they_are_now(database, memory, staff):
    ada, _, vera = staff

    assert await database.read(relations.who, memory, ada) == {Who.THERAPIST}
    assert await database.read(relations.who, memory, vera) == {Who.SUPERVISOR}

    await database.write(people.set_roles, memory, ada, [Role.ADMINISTRATOR])

    assert await database.read(relations.who, memory, ada) == {Who.ADMINISTRATOR}


async def test_who_has_left_and_who_never_was_are_strangers(database, memory, staff):
    await depart(database, staff[0])

    assert await database.read(relations.who, memory, staff[0]) == STRANGER
    assert await database.read(relations.who, memory, StaffId(NOBODY)) == STRANGER


async def test_a_client_is_ones_own_or_a_colleagues(database, memory, staff, client):
    ada, ben, _ = staff

    assert await database.read(relations.to_client, memory, ada, client.id) is Relation.OWN_CLIENT
    assert (
        await database.read(relations.to_client, memory, ben, client.id)
        is Relation.COLLEAGUES_CLIENT
    )


async def test_a_client_is_handed_over_until_the_alert_is_resolved(
    database, memory, staff, client, alert, now
):
    ben = staff[1]
    await database.write(recipients.tell, memory, alert.id, ben, now)

    assert await database.read(relations.to_client, memory, ben, client.id) is Relation.HANDED_OVER
    assert await database.read(relations.to_alert, memory, ben, alert.id) is Relation.HANDED_OVER

    await database.write(alerts.resolve, memory, alert.id, ben, now)

    assert (
        await database.read(relations.to_client, memory, ben, client.id)
        is Relation.COLLEAGUES_CLIENT
    )


async def test_a_card_hands_over_one_alert_and_no_other(database, memory, staff, alert, now):
    ada, ben, _ = staff
    other = a_client(ada, now, code="still-water")
    assert await database.write(people.add_client, memory, other)
    another, _ = await database.write(
        alerts.raise_alert, memory, other.id, ada, CONCERN, now, now + timedelta(hours=1)
    )
    await database.write(recipients.tell, memory, alert.id, ben, now)

    assert (
        await database.read(relations.to_alert, memory, ben, another.id)
        is Relation.COLLEAGUES_CLIENT
    )
    assert await database.read(relations.to_alert, memory, ada, another.id) is Relation.OWN_CLIENT


async def test_a_case_goes_by_who_leads_the_group_now_or_got_the_card(database, memory, staff, now):
    ada, ben, vera = staff
    group = Group(new_id(), "Tuesday", ada, "en")
    chat = people.new_account(GROUPS)

    def keep(connection):
        groups.add(connection, memory, group, now)
        people.add_account(connection, memory, chat, "-100", now)
        case = cases.new(
            group.id, CaseKind.CRISIS, 5, author=chat.id, reporter=None, why="", now=now
        )
        made, _ = cases.open_case(connection, memory, case)
        cases.set_chain(connection, memory, made.id, told=[ben], level=0, next_step_at=None)
        return made.id

    case = await database.write(keep)

    async def standing(whose):
        return await database.read(relations.to_case, memory, whose, case)

    assert await standing(ada) is Relation.OWN_GROUP
    assert await standing(ben) is Relation.HANDED_OVER
    assert await standing(vera) is Relation.OTHER_GROUP


async def test_a_message_belongs_to_who_wrote_it(database, memory, staff, client, now):
    ada, ben, _ = staff
    written = await database.write(messages.add, memory, client.id, ada, None, "x", now, now)

    assert await database.read(relations.to_message, memory, ada, written) is Relation.SELF
    assert await database.read(relations.to_message, memory, ben, written) is Relation.NONE


async def test_what_is_not_there_is_of_another_practice(database, memory, staff):
    ada = staff[0]

    assert (
        await database.read(relations.to_client, memory, ada, ClientId(NOBODY))
        is Relation.OTHER_PRACTICE
    )
    for ask in (relations.to_alert, relations.to_case, relations.to_message):
        assert await database.read(ask, memory, ada, NOBODY) is Relation.OTHER_PRACTICE
