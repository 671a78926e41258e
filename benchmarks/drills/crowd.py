"""Very many clients who have joined, written in portions: to invite each would take the longest."""

from collections.abc import Callable, Sequence

from sqlalchemy import Connection

from benchmarks.drills.stage import ZONE, Member, Stage, join
from care.schedule import Every, Schedule
from portal.commands.invitations import new_client, plan_for, therapist_named
from portal.sandboxed import BOT
from questionnaires.catalogue import PULSE
from questionnaires.library import shipped
from sandbox.telegram import Person
from store import people

PORTION = 200
"""Clients of one transaction."""


async def crowd(
    set_up: Stage, therapist: str, many: int, at: str, progress: Callable[[int], None]
) -> list[Member]:
    """So many clients of a therapist, each of whom is asked the pulse every day at this time."""
    members: list[Member] = []
    while len(members) < many:
        some = []
        for number in range(len(members), min(many, len(members) + PORTION)):
            some.append(set_up.telegram.add_person(f"Guest {number}", "en"))
            # The bot may write to whoever has opened its chat once.
            some[-1].chat(BOT)
        members += await set_up.world.office.database.write(_joined, set_up, therapist, some, at)
        progress(len(members))
    return members


def _joined(
    connection: Connection, set_up: Stage, therapist: str, persons: Sequence[Person], at: str
) -> list[Member]:
    memory, now = set_up.memory, set_up.now()
    staff = therapist_named(people.members(connection, memory), therapist)
    pulse = {PULSE: Schedule(Every.DAY)}
    members = []
    for person in persons:
        client = new_client(connection, memory, staff, "en", ZONE, now)
        plan_for(connection, memory, client, pulse, shipped(), now)
        account = join(connection, memory, client.id, str(person.id), at, now)
        members.append(Member(client.id, client.code, person, account))
    return members
