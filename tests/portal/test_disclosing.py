"""`/who`: whoever saw or did something about a client stands there, in kind words, and when."""

import pytest

from portal.commands import client_list
from tests.world import spoken


@pytest.fixture
def engine():
    return "sqlite"


async def in_need(world):
    ana = await world.join()
    await ana.tap("Help now", "Tell my therapist")
    return ana, world.card("asked for you")


async def test_before_anybody_has_seen_anything_only_the_invitation_is_told(world):
    ana = await world.join()

    await ana.say("/who")

    assert "Who has seen or done what about you" in ana.last
    assert "The administration of the practice made an invitation link for you." in ana.last
    assert "Mira Winter" not in ana.last


async def test_what_was_shown_by_itself_is_told_as_shown_and_what_was_opened_as_opened(world):
    ana, card = await in_need(world)
    await world.mira.open_home()
    await world.settle()
    await world.press("Send support", card)
    await world.mira.close()
    await world.press("Chart", card)
    await client_list(world.sandbox.office)

    await ana.say("/who")

    for sentence in (
        "A note about you was shown to Mira Winter.",
        "Mira Winter opened a note about you.",
        "A picture of your answers was shown to Mira Winter.",
        "Your code was shown in the list of clients to Mira Winter.",
        "Your code was shown in the list of clients to the administration of the practice.",
        "“Was shown” means that it came by itself",
    ):
        assert sentence in ana.last
    assert "Mon 2 Nov" in ana.last


async def test_what_another_client_is_about_stands_in_nobody_elses_list(world):
    ana, _ = await in_need(world)
    ben = await world.join("Ben")

    await ben.say("/who")

    assert "A note about you" not in ben.last
    assert ana.code not in ben.last


async def test_notes_are_told_in_kind_words_and_never_by_the_name_of_a_rule(world):
    ana = await world.join()
    for day, mood in enumerate((8, 6, 4, 3)):
        if day:
            await world.until(day)
        await ana.pulse(mood, 5, 5)
    await world.until(4, "09:00")

    await ana.say("/who")
    await ana.tap("Notes about me")

    assert "A harder stretch: your mood was lower several days in a row." in ana.last
    assert "declin" not in ana.last

    await ana.tap("Who has read it?")

    assert "A note about you was shown to Mira Winter." in ana.last
    assert "mood has been falling" in spoken(world.cards[-1])


async def test_a_card_that_waits_for_the_morning_was_not_shown_in_the_evening(world):
    ana = await world.join()
    for day, mood in enumerate((8, 6, 4, 3)):
        if day:
            await world.until(day)
        await ana.pulse(mood, 5, 5)

    await ana.say("/who")

    assert "A note about you was shown" not in ana.last

    await world.until(4, "09:00")
    await ana.say("/who")

    assert ana.last.count("A note about you was shown to Mira Winter.") == 1


async def test_many_days_are_turned_over_page_by_page_newest_first(world):
    ana, card = await in_need(world)
    for _ in range(17):
        world.leap(days=1)
        await world.press("Chart", card)

    await ana.say("/who")

    assert ana.last.index("Thu 19 Nov") < ana.last.index("Wed 18 Nov")
    assert "Page 1 of " in ana.last
    assert "Mon 2 Nov" not in ana.last

    while "Older" in ana.labels():
        await ana.tap("Older")

    assert "Mon 2 Nov" in ana.last

    while "Newer" in ana.labels():
        await ana.tap("Newer")

    assert "Thu 19 Nov" in ana.last


async def test_who_has_stopped_may_still_look(world):
    ana, _ = await in_need(world)
    await ana.say("/stop")
    await ana.tap("Stop everything")

    await ana.say("/who")

    assert "A note about you was shown to Mira Winter." in ana.last


async def test_it_is_said_in_the_clients_language(world):
    ana, _ = await in_need(world)
    await ana.say("/settings")
    await ana.tap("Change the language", "Español")

    await ana.say("/who")

    assert "Se mostró un aviso sobre usted a: Mira Winter." in ana.last
