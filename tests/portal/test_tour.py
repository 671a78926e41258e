"""The tour is played to its end, in order, and shows no secret."""

import re
from pathlib import Path

import pytest

from portal import tour
from portal.sandboxed import BOT_TOKEN, SLACK_APP_TOKEN, SLACK_BOT_TOKEN
from tests.logging_back import logging_as_it_was


@pytest.fixture
def quiet_logs():
    """The tour sets the logs up for its own process; here they are put back."""
    with logging_as_it_was():
        yield


def in_readme():
    """The transcript that the README shows."""
    readme = (Path(__file__).resolve().parents[2] / "README.md").read_text("utf-8")
    [shown] = re.findall(r"<!-- tour:.*?-->\n```text\n(.*?)```", readme, re.S)
    return shown


@pytest.mark.parametrize("webhooks", [False, True], ids=["asking", "called"])
async def test_the_tour_tells_the_whole_story_as_the_readme_does_and_no_secret(
    quiet_logs, webhooks
):
    said = []

    await tour.play(said.append, webhooks=webhooks)

    told = "\n".join(said)
    landmarks = (
        "Welcome to Harbour Practice",
        "Here is the first check-in.",
        "Saved.",
        "PHQ-9 · 1 of 9",
        "[picture,",
        "MOOD HAS BEEN FALLING",
        "[small chart]",
        "Taken by Mira Winter",
        "Mira Winter writes:",
        "was handed to Telegram",
        "check-ins left open",
        "Emergency: 000 (made up)",
        "CRITICAL ANSWER",
        "Are you safe right now?",
        "ASKED FOR YOU",
        "PHQ-9 IS RELIABLY HIGHER",
        "Resolved by Mira Winter",
        "The end.",
    )
    places = [told.find(each) for each in landmarks]
    assert -1 not in places, landmarks[places.index(-1)]
    assert places == sorted(places)
    for secret in (BOT_TOKEN, SLACK_BOT_TOKEN, SLACK_APP_TOKEN):
        assert secret not in told

    # Every tour draws a new code for its client.
    [code] = re.findall(r"Slack → Mira +([A-Z]+-[A-Z]+): MOOD", told)
    assert in_readme().replace("QUIET-HARBOR", code).strip() in told
    assert not re.search(r"start[= ][A-Za-z0-9_-]{16,}", told)
    assert str(Path.home()) not in told
