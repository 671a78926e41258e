"""Preferences: one tap each, and an unknown choice shows them all again."""

import pytest

from care.people import PictureChoice
from conversations.flows.preferences import Moving
from conversations.turn import Asked, Preference, Said, SetPreference, ShowProgress, Tapped
from tests.conversations.dialogues import (
    PULSE,
    active,
    answering,
    asked,
    buttons,
    kinds,
    moving,
    offered,
    said,
)


def test_the_overview_shows_every_choice_as_it_stands():
    effects = active().does(Asked("settings"))

    assert said(effects) == [
        "settings-title",
        "settings-time",
        "settings-zone",
        "settings-language",
        "settings-picture-unasked",
        "settings-dark-off",
        "settings-discreet-off",
        "settings-pin-off",
    ]
    assert effects[0].content.lines[2].args == {"zone": "Berlin", "clock": "10:00"}


def test_the_menu_leads_to_the_settings():
    assert active().taps("menu", "settings") == active().does(Asked("settings"))


@pytest.mark.parametrize(
    ("choice", "kept"),
    [
        ("time-1930", SetPreference(Preference.CHECK_IN_AT, "19:30")),
        ("zone-America/Bogota", SetPreference(Preference.ZONE, "America/Bogota")),
        (
            "zone-America/Port-au-Prince",
            SetPreference(Preference.ZONE, "America/Port-au-Prince"),
        ),
        ("language-es", SetPreference(Preference.LOCALE, "es")),
        ("picture-weekly", SetPreference(Preference.PICTURE, "weekly")),
        ("discreet-on", SetPreference(Preference.DISCREET, "on")),
        ("dark-on", SetPreference(Preference.DARK, "on")),
    ],
)
def test_a_choice_is_kept_with_one_tap_and_said_back(choice, kept):
    effects = active().taps("settings", choice)

    assert effects[0] == kept
    assert said(effects)[0] == "settings-saved"


@pytest.mark.parametrize(
    "choice",
    [
        "time-0300",
        "zone-Mars/Olympus",
        "zone-Berlin",
        "language-xx",
        "picture-x",
        "bands-x",
        "",
        "x",
    ],
)
def test_a_choice_that_was_not_offered_keeps_nothing_and_shows_all_settings(choice):
    effects = active().taps("settings", choice)

    assert said(effects)[0] == "settings-title"
    assert "SetPreference" not in kinds(effects)


@pytest.mark.parametrize("menu", ["time", "language", "picture"])
def test_every_choice_that_is_offered_is_taken(menu):
    client = active()

    choices = [
        each
        for each in buttons(client.taps("settings", menu))
        if each.question == "settings" and each.choice != "overview"
    ]

    assert choices
    for each in choices:
        assert "SetPreference" in kinds(client.taps(each.question, each.choice))


def test_names_of_severity_are_offered_only_when_the_therapist_has_switched_them_on():
    without = offered(active().does(Asked("settings")))
    with_them = offered(active(bands_allowed=True).does(Asked("settings")))

    assert not [each for each in without if "bands" in each]
    assert "settings:bands-on" in with_them


def test_a_client_cannot_switch_names_of_severity_on_alone():
    effects = active().taps("settings", "bands-on")

    assert "SetPreference" not in kinds(effects)


def test_names_of_severity_can_be_switched_off_again():
    client = active(bands_allowed=True, bands_wanted=True)

    effects = client.taps("settings", "bands-off")

    assert SetPreference(Preference.BANDS, "off") in effects
    assert "settings:bands-on" in offered(client.does(Asked("settings")))


def test_a_city_is_asked_for_and_offered_before_anything_moves():
    client = active()
    question = client.taps("settings", "zone")

    offer = client.does(Said("Bogotá"))
    moved = client.taps("settings", "zone-America/Bogota")

    assert said(question) == ["settings-which-city"]
    assert said(offer) == ["settings-move-question"]
    assert "SetPreference" not in kinds(offer)
    assert SetPreference(Preference.ZONE, "America/Bogota") in moved
    assert client.talks == {}


def test_an_unknown_city_leaves_the_question_open():
    client = moving()

    effects = client.does(Said("Atlantis"))

    assert said(effects) == ["join-city-unknown", "not-read"]
    assert client.talks == {"settings": Moving()}


def test_the_city_where_the_client_is_already_changes_nothing_and_is_not_called_unknown():
    client = moving()

    effects = client.does(Said("Berlin"))

    assert said(effects)[0] == "settings-title"
    assert client.talks == {}


def test_any_other_setting_ends_the_question_for_a_city():
    client = moving()

    client.taps("settings", "time")

    assert client.talks == {}


def test_words_after_a_check_in_was_begun_are_not_taken_for_a_city():
    client = answering(PULSE, 1)
    client.talks = {"settings": Moving(), **client.talks}

    effects = client.does(Said("Bogotá"))

    assert asked(effects) == [1]


@pytest.mark.parametrize("wish", [PictureChoice.EACH, PictureChoice.WEEKLY])
def test_who_wants_pictures_after_the_first_questionnaire_sees_the_one_that_is_there(wish):
    client = active()
    client.scored = ("phq9",)

    effects = client.taps("settings.first-picture", f"picture-{wish}")

    assert effects[0] == SetPreference(Preference.PICTURE, wish.value)
    assert effects[-1] == ShowProgress("phq9")


@pytest.mark.parametrize("wish", [PictureChoice.THERAPIST, PictureChoice.NEVER])
def test_who_does_not_want_pictures_sees_none(wish):
    client = active()
    client.scored = ("phq9",)

    effects = client.taps("settings.first-picture", f"picture-{wish}")

    assert effects[0] == SetPreference(Preference.PICTURE, wish.value)
    assert "ShowProgress" not in kinds(effects)


def test_a_changed_time_is_said_back():
    effects = active().does(Tapped("settings", "time-0830"))

    assert effects[1].content.lines[1].args == {"clock": "08:30"}


def test_who_is_asked_some_hours_after_waking_says_when_that_is():
    client = active()

    assert "settings-wakes" not in said(client.does(Asked("settings")))

    waking = active(wakes_at="07:00")
    assert "settings-wakes" in said(waking.does(Asked("settings")))
    assert waking.taps("settings", "wakes-0600")[0] == SetPreference(Preference.WAKES_AT, "06:00")
    unknown = active(wakes_at="07:00").taps("settings", "wakes-2500")
    assert said(unknown)[0] == "settings-title"


def test_how_many_messages_come_is_said_before_a_time_is_chosen():
    assert said(active().taps("settings", "time")) == ["settings-which-time", "settings-messages"]
