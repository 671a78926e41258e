"""Groups switched off: membership ends with the tap, here and in Telegram, and nobody says why."""

import pytest
from sqlalchemy import func, select

from care.consent import Ended, Purpose
from care.groups import MemberState
from conversations.contents import GroupAct, MemberGone
from portal import consent_deeds
from portal.commands import client_erase, client_invite, group_enrol
from portal.office import NotPossible
from portal.scene import Scene
from sandbox.telegram import Status
from store.tables import enrolment, membership
from tests.portal.meeting import NAME, RIGHTS
from tests.portal.meeting import meeting as made
from tests.portal.test_consent import switch
from tests.world import Client, spoken

GONE = "is no longer a member of"
REFUSED = "Telegram refuses it"


@pytest.fixture
async def meeting(tmp_path, database_url):
    async with made(tmp_path, database_url) as found:
        yield found


class CutOff(Exception):
    """What happened instead of a commit."""


async def states(meeting):
    """Where everybody stands who is or was a member."""
    asked = select(membership.c.state).where(membership.c.state != MemberState.LEADS)
    read = meeting.world.database.read
    return await read(lambda connection: connection.execute(asked).scalars().all())


async def how_many_ways(meeting):
    asked = select(func.count()).select_from(enrolment)
    return await meeting.world.database.read(
        lambda connection: connection.execute(asked).scalar_one()
    )


async def enrol_again(meeting):
    return await group_enrol(meeting.world.sandbox.office, group=NAME, client=meeting.code)


async def test_who_switches_groups_off_is_out_of_the_group(meeting):
    await meeting.come_in()

    await switch(meeting.world, meeting.client, Purpose.GROUPS)
    await meeting.settle()

    assert await states(meeting) == [MemberState.ENDED]
    assert meeting.ana_here.status is Status.LEFT
    assert "have ended for you" in meeting.client.last
    assert (await meeting.listed())["inside"] == 0


async def test_the_membership_ends_in_the_transaction_of_the_tap(meeting):
    await meeting.come_in()
    world = meeting.world

    def a_tap_that_is_cut_off(connection):
        scene = Scene.begin(connection, world.memory, world.now)
        consent_deeds.end(scene, meeting.client.id, [Purpose.GROUPS], Ended.SWITCHED_OFF)
        asked = select(membership.c.state).where(membership.c.state == MemberState.ENDED)
        assert connection.execute(asked).scalars().all() == [MemberState.ENDED]
        assert {type(each.content) for each in scene.letters} == {GroupAct, MemberGone}
        raise CutOff

    with pytest.raises(CutOff):
        await world.database.write(a_tap_that_is_cut_off)

    assert await states(meeting) == [MemberState.INSIDE]
    assert await how_many_ways(meeting) == 1


async def test_the_facilitator_is_told_in_plain_words_and_not_who_the_client_is(meeting):
    await meeting.come_in()

    await switch(meeting.world, meeting.client, Purpose.GROUPS)
    await meeting.settle()

    told = spoken(meeting.world.card(GONE))
    assert f"{meeting.name} {GONE} {NAME}" in told
    assert meeting.code not in told
    assert meeting.world.told(meeting.name) == 1


async def test_coming_back_is_enrolled_and_agreed_anew(meeting):
    await meeting.come_in()
    await switch(meeting.world, meeting.client, Purpose.GROUPS)
    await switch(meeting.world, meeting.client, Purpose.GROUPS, "on")
    await meeting.settle()

    await meeting.ask()

    assert meeting.ana_here.status is Status.LEFT
    assert "house rules" not in meeting.told()[-1]

    again = await enrol_again(meeting)
    await meeting.ask()

    assert again["known_in_the_group_as"] == meeting.name
    assert "house rules" in meeting.told()[-1]
    assert meeting.ana_here.status is Status.LEFT

    await meeting.agree()

    assert meeting.ana_here.status is Status.MEMBER


async def test_a_request_that_waits_at_the_door_is_declined(meeting):
    await meeting.ask()

    await switch(meeting.world, meeting.client, Purpose.GROUPS)
    await meeting.settle()

    assert not meeting.group.requests
    assert meeting.done("declineChatJoinRequest")

    await meeting.agree()

    assert meeting.ana_here.status is Status.LEFT


async def test_who_was_enrolled_and_never_came_ends_without_a_word_to_telegram(meeting):
    await switch(meeting.world, meeting.client, Purpose.GROUPS)
    await meeting.settle()

    assert await states(meeting) == [MemberState.ENDED]
    assert not meeting.done("banChatMember")
    with pytest.raises(NotPossible):
        await enrol_again(meeting)


async def test_where_telegram_keeps_a_member_in_the_facilitator_is_told(meeting):
    await meeting.come_in()
    await meeting.promote(*(each for each in RIGHTS if each != "can_restrict_members"))

    await switch(meeting.world, meeting.client, Purpose.GROUPS)
    await meeting.settle()

    assert meeting.ana_here.status is Status.MEMBER
    assert f"could not take {meeting.name} out of {NAME}" in spoken(meeting.world.card(REFUSED))


async def test_a_stop_ends_it_as_well(meeting):
    await meeting.come_in()

    await meeting.client.say("/stop")
    await meeting.client.tap("Stop everything")
    await meeting.settle()

    assert await states(meeting) == [MemberState.ENDED]
    assert meeting.ana_here.status is Status.LEFT


async def test_who_is_erased_leaves_the_group_and_no_way_to_it(meeting):
    await meeting.come_in()

    await client_erase(meeting.world.sandbox.office, code=meeting.code, again=meeting.code)
    await meeting.world.pass_time(minutes=2)

    assert await states(meeting) == [MemberState.ENDED]
    assert await how_many_ways(meeting) == 0
    assert meeting.ana_here.status is Status.LEFT


async def test_an_earlier_telephone_is_no_member_any_more(meeting):
    await meeting.come_in()
    office = meeting.world.sandbox.office
    link = (await client_invite(office, code=meeting.code, relink=True))["link"]
    new = Client(
        meeting.world, meeting.telegram.add_person("Ana's new phone", "en"), meeting.code, link
    )

    new.person.open_link(new.link)
    await meeting.settle()
    await new.tap("Yes, go on here")
    await meeting.settle()

    assert await states(meeting) == [MemberState.ENDED]
    assert meeting.ana_here.status is Status.LEFT


async def test_a_case_still_names_who_has_gone(meeting):
    await meeting.come_in()
    await meeting.post("I want to end my life")
    card = meeting.world.card("may be a false alarm")

    await switch(meeting.world, meeting.client, Purpose.GROUPS)
    await meeting.settle()
    await meeting.world.press("I take care of it", card)

    assert meeting.name in spoken(meeting.world.card("may be a false alarm"))


async def test_the_groups_side_holds_no_client_and_a_thief_no_membership(meeting):
    asked = select(membership.c.id).where(membership.c.state != MemberState.LEADS)
    read = meeting.world.database.read
    [found] = await read(lambda connection: connection.execute(asked).scalars().all())

    rows = await read(lambda connection: connection.execute(select(enrolment)).all())

    assert len(rows) == 1
    for form in (str(found).encode(), found.hex.encode(), found.bytes):
        assert form not in rows[0].sealed_membership
