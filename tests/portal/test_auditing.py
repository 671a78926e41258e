"""What staff see and do stands in the audit; without its entry nothing leaves."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text

from care.audit import ActorRole, Kind
from conversations.contents import CrisisCard, CrisisReason
from conversations.correspondence import MessagesOf
from portal import auditing
from portal.commands.audit import audit_verify
from portal.sandboxed import hire
from portal.scene import Scene
from store import audit, meanwhile, people
from store.tables import outbox

PORTAL = Path(__file__).parents[2] / "portal"


@pytest.fixture
def engine():
    return "sqlite"


async def entries(world, client):
    return await world.read(audit.of_client, client.id)


async def everything(world):
    def look(connection):
        practice = world.memory.practice
        return [
            each
            for chain in audit.chains(connection, practice)
            for each in audit.entries(connection, practice, chain)
        ]

    return await world.database.read(look)


async def done(world, client):
    return [
        (each.action, each.kind, each.reason)
        for each in await entries(world, client)
        if each.role == ActorRole.STAFF
    ]


async def test_a_card_and_what_is_done_with_it_stand_in_the_audit(world):
    ana = await world.join()
    await ana.tap("Help now", "Tell my therapist")
    before = await done(world, ana)

    await world.press("Resolve", world.cards[-1])

    assert ("viewed", "alert", "told") in before
    assert ("resolved", "alert", None) in await done(world, ana)
    assert (await audit_verify(world.sandbox.office))["whole"]


async def test_a_home_that_was_published_anew_is_not_noted_as_one_that_was_opened(world):
    ana = await world.join()
    await world.mira.open_home()
    await world.settle()

    await ana.tap("Help now", "Tell my therapist")
    await world.pass_time(seconds=5)

    homes = [each.reason for each in await everything(world) if each.kind == Kind.HOME]
    assert homes[0] is None
    assert set(homes[1:]) == {"told"}


async def test_what_a_client_taps_is_not_in_the_audit(world):
    ana = await world.join()
    before = await entries(world, ana)

    await ana.pulse(7, 3, 7)

    assert await entries(world, ana) == before


async def test_without_its_entry_no_card_leaves(world):
    ana = await world.join()
    cards = len(world.cards)
    await world.database.write(
        lambda connection: connection.execute(
            text(
                "create trigger no_audit before insert on audit_entry "
                "begin select raise(abort, 'no'); end"
            )
        )
    )

    await ana.tap("Help now", "Tell my therapist")

    assert len(world.cards) == cards


async def test_what_staff_may_not_read_is_not_sent_ahead_of_that_question(world, monkeypatch):
    monkeypatch.setattr(meanwhile, "MANY", 1)
    ana = await world.join()
    await hire(world.sandbox, "Noah Reed", "U0NOAH")
    later = world.now + timedelta(days=1)

    def post(connection):
        scene = Scene.begin(connection, world.memory, world.now)
        members = people.members(connection, world.memory)
        noah = scene.account(
            next(each.id for each in members if each.name == "Noah Reed"), staff=True
        )
        client = scene.account(ana.id)
        scene.post(client, CrisisCard(CrisisReason.ASKED), key="hers", not_before=later)
        scene.post(noah, MessagesOf(ana.id), key="not his", not_before=later)
        auditing.post_ahead(scene, None)
        auditing.post(scene, None)
        kept = select(outbox.c.key).where(outbox.c.key.in_(["hers", "not his"]))
        return connection.execute(kept).scalars().all()

    assert await world.database.write(post) == ["hers"]


def test_letters_leave_through_the_audit_and_nowhere_else():
    writers = {
        found.name
        for found in PORTAL.rglob("*.py")
        if re.search(r"\boutbox\.(write|send)\(", found.read_text())
    }

    assert writers == {"auditing.py"}
