"""How many of a group practised: its facilitator sees numbers, and only of those who agree."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from care.local_time import local_date, zone
from care.pictured import LEAST_MEMBERS
from portal.commands import group_enrol
from portal.sandboxed import GROUP_BOT
from store import histories
from store.histories import Brought
from store.tables import audit_entry
from tests.portal.meeting import NAME
from tests.portal.meeting import meeting as made
from tests.world import has_picture, spoken

TITLE = f"{NAME}: how many practised"


class Practising:
    """A group of clients who practise, each on some of the last days."""

    def __init__(self, meeting):
        self.meeting, self.world = meeting, meeting.world
        self.clients = []

    async def add(self, name, minutes, *, counted=True, inside=True):
        """A client in the group who told of these minutes, yesterday's first."""
        client = await self.world.join(name, instruments=["practice"])
        enrolled = await group_enrol(self.world.sandbox.office, group=NAME, client=client.code)
        if inside:
            assert not client.person.open_invite(enrolled["door"])
            await self.meeting.settle()
            client.person.tap(GROUP_BOT, "I agree")
            await self.meeting.settle()
        await self._told(client, minutes)
        if counted:
            await client.say("/sharing")
            await client.tap("Counted in a group: switch on")
        self.clients.append(client)
        return client

    async def _told(self, client, minutes):
        now = self.world.now
        today = local_date(now, zone("Europe/Berlin"))
        days = [
            Brought("practice", "1", today - timedelta(days=ago), now, {1: value})
            for ago, value in enumerate(minutes, 1)
        ]
        await self.world.write(histories.bring, client.id, days, now)

    async def ask(self):
        """What the facilitator is answered, the newest message."""
        await self.world.mira.command("/portal", "groups")
        await self.world.settle()
        return self.world.mira.direct_messages()[-1]

    async def entries(self):
        """The audit of what was seen of groups: of whom, and why."""
        asked = select(audit_entry.c.subject, audit_entry.c.reason).where(
            audit_entry.c.action == "viewed", audit_entry.c.kind == "group"
        )
        return await self.world.database.read(lambda found: found.execute(asked).all())


@pytest.fixture
def engine():
    return "sqlite"


@pytest.fixture
async def group(tmp_path):
    async with made(tmp_path, None) as meeting:
        yield Practising(meeting)


async def five(group):
    for name, minutes in (
        ("Bea", (10, 0)),
        ("Cem", (5, 20)),
        ("Dan", (0, 0)),
        ("Eva", (30, 15)),
        ("Fay", (0, 5)),
    ):
        await group.add(name, minutes)


async def test_the_facilitator_sees_how_many_practised_as_a_picture_and_as_numbers(group):
    await five(group)

    seen = await group.ask()

    said = spoken(seen)
    assert has_picture(seen)
    assert said.startswith(TITLE)
    assert "5 members are counted" in said
    assert "Fewest on a day: 0. Most: 3. On the newest day, Sun 1 Nov: 3." in said
    assert all(each.code not in said for each in group.clients)
    assert all(each.person.name not in said for each in group.clients)

    await group.world.mira.press("As numbers", ts=seen.ts)
    await group.world.settle()

    numbers = spoken(group.world.mira.direct_messages()[-1]).splitlines()
    days = [each for each in numbers if each.endswith(" of 5")]
    assert len(days) == 28
    assert days[:3] == ["Sun 1 Nov: 3 of 5", "Sat 31 Oct: 3 of 5", "Fri 30 Oct: 0 of 5"]


async def test_who_was_counted_reads_so_under_who_and_is_named_to_nobody(group):
    await five(group)
    await group.ask()

    entries = await group.entries()
    counted = {each.subject for each in entries if each.reason == "counted"}
    assert counted == {each.id for each in group.clients}
    assert [each.reason for each in entries if each.subject is None] == [None]

    bea = group.clients[0]
    await bea.say("/who")

    assert "Mira Winter saw how many in a group of yours practised on each day." in bea.last


async def test_with_fewer_than_five_who_agree_there_is_no_number_and_nobody_is_counted(group):
    await five(group)
    dan = group.clients[2]
    await dan.say("/sharing")
    await dan.tap("Counted in a group: switch off")

    seen = await group.ask()

    assert not has_picture(seen)
    assert f"it takes at least {LEAST_MEMBERS} members who agree" in spoken(seen)
    assert "3 of" not in spoken(seen)
    assert [each.subject for each in await group.entries()] == [None]


@pytest.mark.parametrize("how", ["not counted", "outside", "silent", "stopped", "no groups"])
async def test_only_who_agrees_is_in_the_group_takes_part_and_told_of_practice_is_counted(
    group, how
):
    await five(group)
    more = await group.add(
        "Gil", () if how == "silent" else (9, 9),
        counted=how != "not counted", inside=how != "outside",
    )  # fmt: skip
    if how == "stopped":
        await more.say("/stop")
        await more.tap("Stop everything")
    if how == "no groups":
        await more.say("/sharing")
        await more.tap("Groups: switch off")

    said = spoken(await group.ask())

    assert "5 members are counted" in said
    assert "Most: 3" in said


async def test_nobody_is_counted_from_the_start_and_the_practice_is_told_nothing_of_that(group):
    client = await group.add("Bea", (10,), counted=False)

    await client.say("/sharing")

    assert "○ Counted in a group: off." in client.last
    await group.world.mira.open_home()
    await group.world.settle()
    assert "not counted" not in str(group.world.mira.home().blocks)
    assert "How many practised" in str(group.world.mira.home().blocks)


async def test_who_leads_no_group_has_no_button_and_gets_no_numbers(group):
    await five(group)
    jonas = await group.world.therapist("Jonas Vale", "U0JONAS")

    await jonas.command("/portal", "groups")
    await group.world.settle()
    await jonas.open_home()
    await group.world.settle()

    assert all(TITLE not in spoken(each) for each in jonas.direct_messages())
    assert "How many practised" not in str(jonas.home().blocks)
