"""The whole story between two people: real bots, real database, servers on loopback."""

import pytest

from tests.world import CHOICES, has_picture, spoken


@pytest.fixture
def engine():
    return "sqlite"


async def test_from_the_link_to_a_word_of_support(world):
    ana = await world.join()
    await ana.pulse(7, 3, 6)

    assert ana.last == "Saved."

    await world.until(1)
    await ana.pulse(6, 3, 6)
    await ana.answer(1, 1, 2, 1, 1, 1, 1, 1, 0)
    await ana.tap("Each time")

    assert ana.received[-1].photo is not None
    assert "PHQ-9, 3 November 2026: 9 of 27" in ana.last

    await world.until(2)
    await ana.pulse(5, 3, 6)
    await world.until(3)
    await ana.pulse(4, 3, 6)

    assert world.cards == []

    await world.until(4, "09:00")

    [card] = world.cards
    assert "Mood was lower each day, 3 points in all" in spoken(card)
    assert has_picture(card)
