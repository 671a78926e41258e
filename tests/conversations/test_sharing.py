"""Sharing: every part as it stands, one tap changes one part, and new texts take nothing away."""

import pytest

from care.consent import Purpose
from conversations.flows import sharing
from conversations.turn import Asked, KeepConsent, NoteAsked, SetConsent
from tests.conversations.dialogues import active, kinds, offered, said

ALL = [f"sharing-{each}-on" for each in Purpose]


def test_every_part_is_shown_as_it_stands_with_the_button_that_changes_it():
    client = active()
    client.agreed = frozenset(Purpose) - {Purpose.ALERTS}

    effects = client.does(Asked("sharing"))

    shown = ["sharing-alerts-off" if key == "sharing-alerts-on" else key for key in ALL]
    assert said(effects) == ["sharing-title", *shown, "sharing-research"]
    assert "sharing:alerts-on" in offered(effects)
    assert "sharing:messages-off" in offered(effects)


@pytest.mark.parametrize("purpose", Purpose)
def test_one_tap_ends_one_part_and_no_other_and_one_tap_gives_it_back(purpose):
    client = active()

    ended = client.taps("sharing", f"{purpose}-off")

    assert ended[0] == SetConsent(purpose, False)
    assert said(ended) == ["settings-saved", f"sharing-{purpose}-off"]
    assert offered(ended) == [f"sharing:{purpose}-on", "sharing:overview", "help:card"]

    given = client.taps("sharing", f"{purpose}-on")

    assert given[0] == SetConsent(purpose, True)
    assert client.agreed == frozenset(Purpose)


@pytest.mark.parametrize("choice", ["", "x", "x-on", "check-ins", "-off", "ALERTS-off"])
def test_a_choice_that_was_not_offered_changes_nothing(choice):
    effects = active().taps("sharing", choice)

    assert kinds(effects) == ["Say"]
    assert said(effects) == ["sharing-title", *ALL, "sharing-research"]


def test_new_texts_are_kept_to_with_one_tap_and_change_no_part():
    noted, asked = sharing.ask_again()

    assert noted == NoteAsked()
    assert "sharing:keep" in offered([asked])

    client = active()
    client.agreed = frozenset({Purpose.CHECK_INS})
    effects = client.taps("sharing", "keep")

    assert effects[0] == KeepConsent()
    assert said(effects) == ["sharing-kept"]
    assert client.agreed == {Purpose.CHECK_INS}
