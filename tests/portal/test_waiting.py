"""What the start of a portal waits for, and what ends it: nobody may be there after a power cut."""

import pytest
from pydantic import SecretStr

from portal import waiting
from portal.meanwhile import Meanwhile
from portal.office import NotPossible
from portal.plain_words import DatabaseAway, DatabaseSilent
from portal.run_lock import CommandGoesOn
from portal.sandboxed import BOT, GROUP_BOT
from portal.waiting import as_soon_as_it_can
from store.key_file import KeyFileMissing
from store.key_provider import KeyCommandFailed, KeyCommandSilent
from tests.world import world as a_world

NUMBERS = "Emergency: 000 (made up)"


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    monkeypatch.setattr(waiting, "FIRST_PAUSE", 0.001)
    monkeypatch.setattr(waiting, "LONGEST_PAUSE", 0.002)


def served_after(*troubles):
    """What a start meets one time after the other; then it serves."""
    left = list(troubles)

    async def serve(say_once):
        say_once("Connecting.")
        if left:
            raise left.pop(0)

    return serve


async def test_what_comes_by_itself_is_waited_for_and_said_once():
    said, begun = [], []
    away, held = DatabaseAway("No PostgreSQL yet."), CommandGoesOn("A backup is made.")

    async def begin():
        begun.append(said[-1].partition("\n")[0])

    troubles = (away, away, away, held, KeyCommandSilent("No KMS yet."))
    await as_soon_as_it_can(served_after(*troubles), said.append, begin)

    # Each time: whoever is asked to begin meanwhile knows whether it has.
    assert begun == [*["No PostgreSQL yet."] * 3, "A backup is made.", "No KMS yet."]

    assert [each.partition("\n")[0] for each in said] == [
        *("Connecting.", "No PostgreSQL yet.", "A backup is made.", "No KMS yet.")
    ]
    assert all("goes on trying by itself" in each for each in said[1:])


async def test_trouble_after_a_long_while_is_said_anew(monkeypatch):
    monkeypatch.setattr(waiting, "SERVED_A_WHILE", -1)
    said = []
    away = DatabaseAway("No PostgreSQL.")

    await as_soon_as_it_can(served_after(away, away), said.append)

    assert len(said) == 5


@pytest.mark.parametrize(
    "trouble",
    [
        NotPossible("Telegram does not accept the token."),
        DatabaseSilent("No such database."),
        KeyFileMissing("There is no key file."),
        KeyCommandFailed("There is no such program."),
    ],
)
async def test_what_a_person_must_settle_ends_the_start(trouble):
    said = []

    with pytest.raises(type(trouble)):
        await as_soon_as_it_can(served_after(trouble), said.append)

    assert said == ["Connecting."]


@pytest.fixture
async def world(tmp_path):
    """A practice whose portal has not been started, and which a client has joined."""
    async with a_world(tmp_path, groups=True) as made:
        made.ana = await made.join()
        await made.sandbox.stop()
        yield made


def waits_for(world, bot):
    """How many updates Telegram still has for a bot."""
    return world.sandbox.telegram.world.bot_named(bot).updates.count()


async def test_who_asks_for_help_while_a_start_waits_gets_the_card_and_all_else_is_kept(world):
    meanwhile = Meanwhile(world.sandbox.settings, ())
    await meanwhile.begin()
    await meanwhile.begin()
    world.ana.person.say(BOT, "hello")
    world.ana.person.say(BOT, "/help")
    world.ana.person.say(GROUP_BOT, "/help")
    await world.seen(lambda: world.ana.told(NUMBERS), 30)
    await world.seen(
        lambda: any(NUMBERS in each.text for each in world.ana.person.chat(GROUP_BOT)), 30
    )
    told, kept = world.ana.told("I heard you"), (waits_for(world, BOT), waits_for(world, GROUP_BOT))
    await meanwhile.end()

    await world.sandbox.start()
    await world.settle()

    assert (told, kept) == (0, (2, 1))
    assert world.ana.told("I heard you") == 1


@pytest.mark.parametrize(
    "kept_from", [{"webhook_secret": SecretStr("a-secret")}, {"client_bot_token": None}]
)
async def test_nobody_is_asked_where_telegram_calls_or_no_token_is_at_hand(world, kept_from):
    settings = world.sandbox.settings.model_copy(update=kept_from)
    meanwhile = Meanwhile(settings, ["clients", "therapists"])

    await meanwhile.begin()

    assert not meanwhile.listens
    await meanwhile.end()


async def test_another_process_that_hears_is_left_to_hear(world):
    await world.sandbox.start()
    meanwhile = Meanwhile(world.sandbox.settings, ["clients"])
    await meanwhile.begin()
    await world.seen(lambda: not meanwhile.listens, 30)
    await world.ana.say("hello")

    assert world.ana.told("I heard you") == 1
    await meanwhile.end()
