"""Stopping: asked once, done at once, help stays, and the way back is open."""

import pytest

from care.people import ClientStatus
from conversations.turn import (
    Asked,
    Came,
    Edited,
    Left,
    NoteReachable,
    Returned,
    ReturnToPortal,
    Said,
    SentFile,
    StopPortal,
    Tapped,
)
from tests.conversations.dialogues import (
    PHQ9,
    PULSE,
    active,
    answering,
    kinds,
    offered,
    said,
    stopped,
)


def test_stopping_is_asked_about_once_and_says_what_ends_and_what_stays():
    effects = active().does(Asked("stop"))

    assert said(effects) == ["stop-question"]
    assert offered(effects) == ["stop:yes", "stop:no", "help:card"]


def test_a_yes_ends_everything_at_once_from_the_middle_of_a_check_in():
    client = answering(PHQ9, 4)

    effects = client.taps("stop", "yes")

    assert effects[0] == StopPortal()
    assert said(effects) == ["stop-done"]
    assert offered(effects) == ["return:yes", "help:card"]
    assert client.client.status is ClientStatus.STOPPED
    assert client.talks == {}


@pytest.mark.parametrize("choice", ["no", "", "maybe"])
def test_anything_but_a_yes_changes_nothing(choice):
    client = active()

    effects = client.taps("stop", choice)

    assert said(effects) == ["stop-kept"]
    assert "StopPortal" not in kinds(effects)


@pytest.mark.parametrize(
    "event",
    [
        Said("hello"),
        Asked("checkin"),
        Asked("settings"),
        Edited("hello"),
        SentFile("voice"),
        Tapped(f"{PULSE}.pulse.1", "5"),
        Tapped("menu", "checkin"),
        Tapped("stop", "yes"),
    ],
)
def test_one_who_has_stopped_is_asked_nothing_and_shown_the_way_back_and_to_help(event):
    effects = stopped().does(event)

    assert said(effects) == ["stop-done"]
    assert offered(effects) == ["return:yes", "help:card"]


def test_one_who_has_stopped_can_still_read_what_is_kept():
    assert said(stopped().does(Asked("privacy")))[0] == "privacy-title"


def test_pressing_start_after_a_stop_asks_before_anything_begins_again():
    client = stopped()

    effects = client.does(Came())

    assert said(effects) == ["return-question"]
    assert effects[0].fresh
    assert client.client.status is ClientStatus.STOPPED


def test_coming_back_is_one_tap_and_is_welcomed():
    client = stopped()

    effects = client.taps("return", "yes")

    assert effects[0] == ReturnToPortal()
    assert said(effects) == ["return-welcome"]
    assert effects[1].content.lines[0].args == {"clock": "08:30"}
    assert client.client.status is ClientStatus.ACTIVE


def test_the_way_back_is_an_old_button_for_one_who_is_there():
    effects = active().taps("return", "yes")

    assert [each.line.key for each in effects] == ["old-button"]


@pytest.mark.parametrize("client", [active, stopped, lambda: answering(PULSE, 2)])
def test_blocking_and_unblocking_the_chat_is_noted_and_answered_with_silence(client):
    assert client().does(Left()) == (NoteReachable(False),)
    assert client().does(Returned()) == (NoteReachable(True),)
