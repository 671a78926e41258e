"""Pausing: as long as somebody says, in words or with a tap, and back at any time."""

from datetime import UTC, datetime

import pytest

from care.people import ClientStatus
from conversations.turn import Asked, PausePortal, ResumePortal
from tests.conversations.dialogues import active, kinds, offered, paused, said

IN_5_DAYS = datetime(2026, 3, 7, 7, 30, tzinfo=UTC)
"""At 08:30 in Berlin."""


def test_a_pause_said_in_words_ends_with_the_first_check_in_after_it():
    client = active()

    effects = client.does(Asked("pause", "5d"))

    assert effects[0] == PausePortal(IN_5_DAYS)
    assert said(effects) == ["pause-set", "pause-costs-nothing"]
    assert "pause:resume" in offered(effects)
    assert client.client.paused_until == IN_5_DAYS


def test_without_a_length_three_are_offered_and_nothing_is_paused():
    effects = active().does(Asked("pause"))

    assert kinds(effects) == ["Say"]
    assert [each for each in offered(effects) if each.startswith("pause:")] == [
        "pause:3",
        "pause:7",
        "pause:14",
    ]


@pytest.mark.parametrize(
    ("words", "answer"),
    [("soon", "pause-not-understood"), ("0", "pause-how-long"), ("91d", "pause-how-long")],
)
def test_a_length_that_cannot_be_is_met_with_the_way_on(words, answer):
    effects = active().does(Asked("pause", words))

    assert kinds(effects) == ["Say"]
    assert said(effects) == [answer, "pause-question"]


@pytest.mark.parametrize("choice", ["", "x", "5", "90", "-3", "²"])
def test_a_length_that_was_not_offered_pauses_nothing(choice):
    effects = active().taps("pause", choice)

    assert kinds(effects) == ["Say"]
    assert said(effects) == ["pause-question"]


def test_who_pauses_already_sees_until_when_and_the_way_back():
    effects = paused().does(Asked("pause"))

    assert said(effects) == ["pause-stands", "pause-question"]
    assert "pause:resume" in offered(effects)


def test_a_pause_ends_with_a_tap_or_a_word_and_only_one_that_is_there():
    client = paused()

    assert client.taps("pause", "resume")[0] == ResumePortal()
    assert client.client.status is ClientStatus.ACTIVE
    assert paused().does(Asked("resume"))[0] == ResumePortal()
    assert said(client.does(Asked("resume"))) == ["pause-none"]
