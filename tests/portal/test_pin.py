"""The PIN in a whole portal: chosen, asked for, guessed, forgotten; and never readable."""

import pytest

from tests.world import world


@pytest.fixture
async def here(tmp_path):
    async with world(tmp_path) as made:
        yield made


async def set_pin(client, digits="2580"):
    """Sets a PIN by way of `/pin`, digit by digit."""
    await client.say("/pin")
    await client.tap(*digits, "OK", *digits, "OK")


async def test_try(here):
    ana = await here.join()
    await set_pin(ana)
    for m in ana.received:
        print("----", m.text)
        print([[b.label for b in r] for r in m.buttons])
    await here.pass_time(minutes=6)
    await ana.say("/settings")
    print(ana.last, ana.labels())
    await ana.tap(*"2580", "OK")
    for m in ana.received[-3:]:
        print("----", m.text)
        print([[b.label for b in r] for r in m.buttons])
