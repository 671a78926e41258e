"""What Slack may carry hangs on the practice's agreement with Slack, letter by letter."""

import pytest

from conversations import channels
from conversations.channels import CARRIED, Matter
from conversations.contents import AlertCard
from portal.commands import practice_set
from portal.office import NotPossible

REFERENCE = "Slack BAA 2026-117, Enterprise"


@pytest.fixture
def engine():
    return "sqlite"


@pytest.fixture
def worded(monkeypatch):
    """As if the card of an alert held what the client wrote."""
    carried = CARRIED[AlertCard]
    shows = carried.shows | {Matter.CLIENT_WORDS}
    changed = channels.Carried(shows, carried.fields)
    monkeypatch.setattr(channels, "CARRIED", {**CARRIED, AlertCard: changed})


async def a_card(world):
    ana = await world.join()
    await ana.pulse(5, 5, 5)
    await world.until(1)
    await ana.pulse(5, 5, 5)
    await ana.answer(0, 0, 0, 0, 0, 0, 0, 0, 2)
    await world.pass_time(seconds=10)
    return world.told("critical answer")


async def test_without_an_agreement_no_letter_with_what_a_client_wrote_reaches_slack(world, worded):
    assert not await a_card(world)


async def test_with_the_agreement_on_record_it_does_until_that_is_taken_back(world, worded):
    shown = await practice_set(world.sandbox.office, slack_agreement=f"  {REFERENCE} ")
    assert (shown["profile"], shown["slack_agreement"]) == ("slack-record", REFERENCE)

    assert await a_card(world)

    shown = await practice_set(world.sandbox.office, slack_agreement="off")
    assert (shown["profile"], shown["slack_agreement"]) == ("chat", None)


@pytest.mark.parametrize("given", ["", " x ", "a" * 121])
async def test_the_profile_is_not_to_be_had_without_a_reference(world, given):
    with pytest.raises(NotPossible, match="reference of your agreement"):
        await practice_set(world.sandbox.office, slack_agreement=given)
