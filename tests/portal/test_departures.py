"""Who leaves is nobody here from that moment on; their clients and groups are somebody's."""

import pytest

from portal.commands import (
    NotPossible,
    practice_set,
    practice_show,
    therapist_add,
    therapist_leave,
    therapist_list,
)
from portal.sandboxed import hire
from store import people
from tests.world import spoken

ASKS = "Tell my therapist"


@pytest.fixture
async def jonas(world):
    return await world.therapist("Jonas Vale", "U0JON")


async def leave(world, **more):
    return await therapist_leave(world.sandbox.office, name="Mira Winter", **more)


async def in_need(world):
    """A client of Mira's who asks for her."""
    ana = await world.join(therapist="Mira Winter")
    ana.person.say("harbour_practice_bot", "/help")
    await world.settle()
    await ana.tap(ASKS)
    return ana


async def test_clients_have_to_be_handed_to_somebody(world, jonas):
    await world.join(therapist="Mira Winter")

    with pytest.raises(NotPossible, match="1 clients and leads 0 groups"):
        await leave(world)
    with pytest.raises(NotPossible, match="Somebody else"):
        await leave(world, hand_to="Mira Winter")

    await therapist_add(
        world.sandbox.office, name="Ada Min", slack_user="U0ADA", roles=["administrator"]
    )
    with pytest.raises(NotPossible, match="no therapist"):
        await leave(world, hand_to="Ada Min")


async def test_whoever_takes_over_is_told_what_is_not_resolved_and_may_act_on_it(world, jonas):
    ana = await in_need(world)

    left = await leave(world, hand_to="Jonas Vale")
    await world.settle()

    assert left["handed_to"] == "Jonas Vale"
    [card] = [each for each in jonas.direct_messages() if ana.code in spoken(each)]
    await jonas.press("I take it", ts=card.ts)
    await world.settle()
    [alert] = await world.alerts(ana)
    found = await therapist_list(world.sandbox.office)
    assert {each["therapist"]: each["clients"] for each in found["therapists"]} == {"Jonas Vale": 1}
    assert alert.taken_by == alert.therapist


async def test_to_who_has_left_nothing_more_is_shown_and_nothing_obeys(world, jonas):
    ana = await in_need(world)
    await world.mira.open_home()
    await world.settle()
    assert ana.code in str(world.mira.home().blocks)
    card = world.card(ana.code)

    await leave(world, hand_to="Jonas Vale")
    await world.settle()
    before = len(world.cards)
    await world.press("I take it", card)

    assert ana.code not in str(world.mira.home().blocks)
    [alert] = await world.alerts(ana)
    assert alert.taken_by is None
    assert "This app belongs to" in spoken(world.cards[-1])
    assert len(world.cards) == before + 1

    await ana.tap(ASKS)
    assert len(world.cards) == before + 1


async def test_who_has_left_stands_in_no_chain(world, jonas):
    office = world.sandbox.office
    await practice_set(office, chain="Mira Winter, Jonas Vale")

    await leave(world)

    assert (await practice_show(office))["urgent_chain"] == ["Jonas Vale"]


async def test_a_name_is_free_again_and_means_somebody_new(world, jonas):
    await leave(world)
    members = await world.read(people.members)

    assert [each.name for each in members if each.active] == ["Jonas Vale"]
    with pytest.raises(NotPossible, match="nobody named Mira Winter"):
        await leave(world)
    await hire(world.sandbox, "Ona Reed", "U0ONA")
