"""A membership that has ended stays ended, whatever was under way when it did."""

from uuid import UUID

from care.groups import MemberState
from store import groups, memberships, people
from store.groups import Group
from tests.store.kept import a_member


async def test_who_has_ended_is_let_in_by_nothing_that_was_under_way(database, memory, now):
    therapist = a_member()
    group = Group(UUID(int=9), "Tuesday", therapist.id, "en")

    def an_answer_from_before_it_ended(connection):
        people.add_member(connection, memory, therapist, now)
        groups.add(connection, memory, group, now)
        member = memberships.enrol(connection, memory, group.id, "71", "a-code", now)
        asked = memberships.move(connection, memory, member.id, MemberState.ASKED, now)
        [ended] = memberships.end(connection, memory, [member.id], now)
        moved = memberships.move(
            connection, memory, member.id, MemberState.INSIDE, now, agreed=True
        )
        counted = memberships.counts(connection, memory, group.id)
        return asked, ended.was, moved, counted

    found = await database.write(an_answer_from_before_it_ended)

    assert found == (True, MemberState.ASKED, False, {MemberState.ENDED: 1})
