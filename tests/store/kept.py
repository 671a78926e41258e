"""What store tests keep first: a therapist, a client, an account, a plan with a check-in."""

from datetime import date, timedelta

from care.people import ClientId, ClientStatus, Role, StaffId
from care.plan import PlannedCheckIn
from care.schedule import Every
from conversations.contents import CrisisCard, CrisisReason, Lane
from conversations.envelopes import CLIENTS
from store import check_ins, filing, outbox, people
from store.filing import Complete
from store.ids import new_id
from store.memory import Memory
from store.people import Client, Member
from store.vault import Vault


def cold(memory, ring):
    """The same practice's memory as another process has it: no key is open yet."""
    return Memory(memory.practice, Vault(ring))


def a_member(**changes):
    """A therapist, not kept yet."""
    chosen = {
        "id": StaffId(new_id()),
        "name": "Dr. Ada Marsh",
        "roles": frozenset({Role.THERAPIST, Role.SUPERVISOR}),
        "locale": "en",
        "active": True,
    }
    return Member(**(chosen | changes))


def a_client(therapist, now, **changes):
    """A client, not kept yet."""
    chosen = {
        "id": ClientId(new_id()),
        "code": "quiet-harbor",
        "status": ClientStatus.INVITED,
        "therapist": therapist,
        "locale": "en",
        "zone": "Europe/Berlin",
        "check_in_at": "19:30",
        "picture": None,
        "picture_shown_at": None,
        "bands_for_client": False,
        "bands_by_therapist": False,
        "gentle_until": None,
        "created_at": now,
    }
    return Client(**(chosen | changes))


async def keep_client(database, memory, now, **changes):
    """A client with a therapist, kept."""
    therapist = a_member()
    client = a_client(therapist.id, now, **changes)
    await database.write(people.add_member, memory, therapist, now)
    assert await database.write(people.add_client, memory, client)
    return client


async def keep_person(database, memory, now, address="77", bot=CLIENTS):
    """An account that is nobody's yet, kept."""
    account = people.new_account(bot)
    await database.write(people.add_account, memory, account, address, now)
    return account


async def keep_check_in(database, memory, client, now, instrument="phq9"):
    """A plan of this client with one check-in that opens now, kept."""
    plan = check_ins.Plan(
        new_id(), client.id, instrument, "1", Every.WEEK, now.date(), active=True, planned_to=None
    )
    await database.write(check_ins.add_plan, memory, plan, now)
    await database.write(check_ins.materialise, memory, plan, [planned(now)])
    found = await database.read(check_ins.on_date, memory, plan.id, now.date())
    return plan, found


def planned(opens_at, on: date | None = None):
    """A check-in of three days with a reminder after one."""
    return PlannedCheckIn(
        on or opens_at.date(),
        0,
        opens_at,
        opens_at + timedelta(days=1),
        opens_at + timedelta(days=3),
    )


def a_letter(memory, person, now, key, lane=Lane.REPLY, **changes):
    """A letter to this account, not kept yet."""
    content = changes.pop("content", CrisisCard(CrisisReason.ASKED))
    return outbox.new_letter(
        memory.practice, person.bot, person.id, content, key=key, lane=lane, now=now, **changes
    )


def file_response(connection, memory, found, given, now):
    """Files one check-in; whether it had not been filed before."""
    return bool(filing.file(connection, memory, [Complete(found, given)], now))


def keep_points(connection, memory, client, code, points, version):
    """Keeps one client's scores on one instrument."""
    filing.keep_points(
        connection, memory, {(client, code): filing.Scores(tuple(points), "1", version)}
    )


def keep_record(connection, memory, client, record, version):
    """Keeps one client's daily record."""
    filing.keep_records(connection, memory, {client: (record, version)})
