"""A client moves to another account in one transaction, and nobody takes anybody else's place."""

import asyncio

import pytest

from conversations.discretion import health_words
from portal.commands import client_invite
from portal.office import NotPossible
from portal.sandboxed import BOT
from store import people
from tests.world import Client


@pytest.fixture
def engine():
    return "sqlite"


async def relinked(world, ana, name="Ana's new phone"):
    """The client with a new phone in hand, and a link that nobody has opened yet."""
    made = await client_invite(world.sandbox.office, code=ana.code, relink=True)
    person = world.sandbox.telegram.add_person(name, "en")
    return Client(world, person, ana.code, made["link"])


async def opens(world, someone, link=None):
    someone.person.open_link(link or someone.link)
    await world.settle()


async def test_everything_moves_and_the_earlier_account_sees_nothing_more(world):
    ana = await world.join()
    await ana.pulse(5, 5, 5)
    new = await relinked(world, ana)
    await opens(world, new)

    assert new.last.startswith("Is this your new phone?")

    await new.tap("Yes, go on here")

    assert new.last.startswith("You go on here now.")
    assert ana.last.startswith("You go on in another Telegram account now, as you asked.")

    await world.until(1)

    assert new.told("Your check-in for today.") == 1
    assert ana.told("Your check-in for today.") == 0

    await new.pulse(4, 4, 4)
    before = len(ana.received)
    await ana.say("/progress")
    await ana.say("/who")
    await ana.say("/checkin")

    assert [text.split(".")[0] for text in ana.texts[before:]] == ["Hello"] * 3
    assert len(await world.attendance(ana)) == 2


async def test_the_last_word_on_the_earlier_account_says_nothing_about_health(world):
    """That account is nobody's by then, so no setting of the client's can choose the words."""
    ana = await world.join()
    new = await relinked(world, ana)
    await opens(world, new)
    await new.tap("Yes, go on here")

    assert "tell whoever first invited you here" in ana.last
    assert health_words(ana.last, "en") == ()


async def test_the_earlier_account_still_gets_the_crisis_card(world):
    ana = await world.join()
    new = await relinked(world, ana)
    await opens(world, new)
    await new.tap("Yes, go on here")

    await ana.say("/help")

    assert "Emergency" in ana.last


async def test_a_message_on_its_way_arrives_on_the_new_phone(world):
    ana = await world.join()
    await ana.tap("Help now", "Tell my therapist")
    await world.support(world.card("asked for you"), "I am here.")
    new = await relinked(world, ana)
    await opens(world, new)
    await new.tap("Yes, go on here")

    await world.pass_time(minutes=1)

    assert (ana.told("I am here."), new.told("I am here.")) == (0, 1)


async def test_a_link_moves_once_and_of_two_who_race_one_gets_it(world):
    ana = await world.join()
    new = await relinked(world, ana)
    other = Client(world, world.sandbox.telegram.add_person("Somebody", "en"), ana.code, new.link)
    for each in (new, other):
        await opens(world, each)

    new.person.tap(BOT, "Yes, go on here")
    other.person.tap(BOT, "Yes, go on here")
    await asyncio.sleep(0)
    await world.settle()

    moved = sorted(each.last.split(".")[0] for each in (new, other))
    assert moved == ["This link cannot be used", "You go on here now"]
    found = await world.read(people.client_accounts, "telegram/clients", ana.id)
    assert len(found) == 1

    third = Client(world, world.sandbox.telegram.add_person("Third", "en"), ana.code, new.link)
    await opens(world, third)

    assert third.last.startswith("This link cannot be used")


async def test_not_now_moves_nothing(world):
    ana = await world.join()
    new = await relinked(world, ana)
    await opens(world, new)

    await new.tap("Not now")
    await world.until(1)

    assert ana.told("Your check-in for today.") == 1
    assert len(new.received) == 1


async def test_who_is_a_client_takes_no_other_clients_link_and_does_not_use_it_up(world):
    ana = await world.join()
    ben = await world.invite("Ben")

    await opens(world, ana, ben.link)

    assert any("You are already connected" in text for text in ana.texts)

    await ben.join()

    assert ben.told("Welcome to") or ben.received
    assert (await world.read(people.clients, [ben.id]))[ben.id].status == "active"
    assert (await world.read(people.clients, [ana.id]))[ana.id].status == "active"


async def test_who_opens_the_link_on_the_phone_they_have_changes_nothing(world):
    ana = await world.join()
    new = await relinked(world, ana)

    await opens(world, ana, new.link)

    assert any("You are already connected" in text for text in ana.texts)
    found = await world.read(people.client_accounts, "telegram/clients", ana.id)
    assert len(found) == 1


@pytest.mark.parametrize("joined", [True, False])
async def test_a_link_is_made_for_the_right_reason_only(world, joined):
    ana = await (world.join() if joined else world.invite())

    with pytest.raises(NotPossible, match="joined"):
        await client_invite(world.sandbox.office, code=ana.code, relink=not joined)
    with pytest.raises(NotPossible, match="--code"):
        await client_invite(world.sandbox.office, relink=True)
