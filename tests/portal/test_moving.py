"""One client goes to a colleague: who reads and hears what now, and what the client is told."""

import pytest

from care.access import Relation
from portal.commands import client_list, client_move, therapist_add, therapist_leave
from portal.office import NotPossible
from portal.sandboxed import BOT
from store import people, relations
from tests.portal.meeting import meeting
from tests.world import spoken

ASKS = "Tell my therapist"
NEW = "Your therapist here is Jonas Vale from now on."


@pytest.fixture
async def jonas(world):
    return await world.therapist("Jonas Vale", "U0JON")


async def move(world, client, to="Jonas Vale"):
    moved = await client_move(world.sandbox.office, code=client.code, to=to)
    await world.settle()
    return moved


async def in_need(world):
    """A client of Mira's who asks for her."""
    ana = await world.join(therapist="Mira Winter")
    ana.person.say(BOT, "/help")
    await world.settle()
    await ana.tap(ASKS)
    return ana


async def test_the_colleague_has_what_is_open_and_who_had_it_has_it_no_more(world, jonas):
    ana = await in_need(world)
    bea = await world.join("Bea", therapist="Mira Winter")
    card = world.card(ana.code)
    await world.mira.open_home()
    await world.settle()

    moved = await move(world, ana)
    await world.pass_time(seconds=5)

    assert (moved["therapist"], moved["before"]) == ("Jonas Vale", "Mira Winter")
    edited = next(each for each in world.cards if each.ts == card.ts)
    assert spoken(edited).startswith(f"{ana.code} is Jonas Vale’s client from now on.")
    assert not [each for each in edited.blocks if each["type"] == "actions"]
    home = str(world.mira.home().blocks)
    assert ana.code not in home
    assert bea.code in home
    [mine] = [each for each in jonas.direct_messages() if "asked" in spoken(each)]
    await jonas.press("I take it", ts=mine.ts)
    await world.settle()
    [alert] = await world.alerts(ana)
    assert alert.taken_by == alert.therapist
    listed = (await client_list(world.sandbox.office))["clients"]
    assert {each["client"]: each["therapist"] for each in listed} == {
        ana.code: "Jonas Vale",
        bea.code: "Mira Winter",
    }
    [mira] = [each.id for each in await world.read(people.members) if each.name == "Mira Winter"]
    assert await world.read(relations.to_client, mira, ana.id) is Relation.COLLEAGUES_CLIENT
    assert await world.read(relations.to_alert, mira, alert.id) is Relation.COLLEAGUES_CLIENT


async def test_a_client_who_comes_back_is_told_of_anew(world, jonas):
    ana = await in_need(world)
    await move(world, ana)
    before = len(world.cards)

    await move(world, ana, to="Mira Winter")

    newest = [spoken(each) for each in world.cards[before:]]
    assert any("asked" in each for each in newest)
    assert any(f"{ana.code} is your client from now on" in each for each in newest)
    await world.press("I take it", world.card("asked"))
    [alert] = await world.alerts(ana)
    assert alert.taken_by == alert.therapist


async def test_messages_that_wait_are_the_colleagues_to_answer(world, jonas):
    ana = await world.join(therapist="Mira Winter")
    await world.until(2, "10:00")
    await ana.say("/message")
    await ana.say("My boiler broke")
    await ana.tap("Send")

    await move(world, ana)

    [card] = [each for each in jonas.direct_messages() if "wrote to you" in spoken(each)]
    assert "1 message waits for an answer" in spoken(card)
    assert "is Jonas Vale’s client from now on" in spoken(world.cards[-1])
    assert not world.told("1 message waits")


async def test_the_client_reads_it_once_in_the_one_message_of_the_day(world, jonas):
    ana = await world.join(therapist="Mira Winter")
    await ana.pulse(5, 5, 5)
    before = len(ana.received)

    await move(world, ana)
    await world.until(1, "21:00")

    asked = ana.texts[before:]
    assert len(asked) == 1
    assert NEW in asked[0]
    await ana.pulse(5, 5, 5)
    await world.until(2, "21:00")
    assert ana.told(NEW) <= 1
    await ana.say("/who")
    assert "noted who your therapist is now." in ana.last


async def test_without_a_check_in_it_is_a_message_of_its_own_and_in_a_pause_it_waits(world, jonas):
    ana = await world.join(therapist="Mira Winter")
    await ana.pulse(5, 5, 5)
    await ana.say("/pause 3d")

    await move(world, ana)
    await world.until(2, "21:00")
    assert ana.told(NEW) == 0

    await world.until(5, "21:00")
    assert ana.told(NEW) == 1


async def test_a_client_who_wants_no_word_of_it_reads_none(world, jonas):
    ana = await world.join(therapist="Mira Winter")
    await ana.pulse(5, 5, 5)
    await ana.say("/settings")
    await ana.tap("Use discreet wording")

    await move(world, ana)
    await world.until(1, "21:00")

    assert ana.told("Somebody else is your contact here from now on.") == 1
    assert ana.told("therapist here is") == 0


async def test_clients_of_who_leaves_are_told_as_well(world, jonas):
    ana = await world.join(therapist="Mira Winter")
    await ana.pulse(5, 5, 5)

    await therapist_leave(world.sandbox.office, name="Mira Winter", hand_to="Jonas Vale")
    await world.until(1, "21:00")

    assert ana.told(NEW) == 1


async def test_who_may_take_over_is_said_in_a_sentence(world, jonas):
    ana = await world.join(therapist="Mira Winter")
    await therapist_add(
        world.sandbox.office, name="Ada Min", slack_user="U0ADA", roles=["supervisor"]
    )

    for to, why in (
        ("Nobody", "nobody named Nobody"),
        ("Ada Min", "no therapist"),
        ("Mira Winter", "client already"),
    ):
        with pytest.raises(NotPossible, match=why):
            await move(world, ana, to=to)


async def test_groups_stay_as_they_are(tmp_path):
    async with meeting(tmp_path, None) as found:
        await found.come_in()
        await found.world.therapist("Jonas Vale", "U0JON")

        await move(found.world, found.client)

        assert (await found.listed())["inside"] == 1
        await found.post("I want to end my life")
        assert found.name in spoken(found.world.card("may be a false alarm"))
