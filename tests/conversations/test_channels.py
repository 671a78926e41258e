"""No channel carries more than its profile allows; whatever is not known is refused."""

from dataclasses import dataclass, fields, replace
from typing import get_args
from uuid import UUID

import pytest

from care.data_map import DataClass
from conversations import channels
from conversations.channels import (
    CARRIED,
    CHANNELS,
    Matter,
    NotForThisChannel,
    Profile,
    admit,
)
from conversations.contents import AlertCard, Content, CrisisCard, CrisisReason, Progress
from conversations.envelopes import CLIENTS, GROUPS, THERAPISTS

ALERT = AlertCard(UUID(int=4))


@pytest.mark.parametrize("content", get_args(Content))
def test_every_content_says_what_it_shows_and_the_class_of_each_field(content):
    assert set(CARRIED[content].fields) == {each.name for each in fields(content)}


@pytest.mark.parametrize("content", get_args(Content))
def test_no_field_of_a_letter_that_waits_is_more_than_codes(content):
    assert set(CARRIED[content].fields.values()) <= {DataClass.META, DataClass.PUBLIC}


def test_nothing_is_named_that_is_no_content():
    assert set(CARRIED) == set(get_args(Content))


def test_what_a_client_wrote_is_for_slack_in_one_profile_alone_and_for_nobody_else():
    takers = {
        (profile, channel)
        for profile, taken in CHANNELS.items()
        for channel, matters in taken.items()
        if Matter.CLIENT_WORDS in matters
    }

    assert takers == {(Profile.SLACK_RECORD, THERAPISTS)}


def test_the_card_with_code_numbers_and_chart_is_for_slack():
    admit(ALERT, THERAPISTS)


def test_a_card_with_a_clients_words_is_refused_in_the_default_profile(monkeypatch):
    shown = CARRIED[AlertCard]
    worded = replace(shown, shows=shown.shows | {Matter.CLIENT_WORDS})
    monkeypatch.setattr(channels, "CARRIED", {**CARRIED, AlertCard: worded})

    with pytest.raises(NotForThisChannel):
        admit(ALERT, THERAPISTS)
    admit(ALERT, THERAPISTS, Profile.SLACK_RECORD)


@pytest.mark.parametrize("content", [ALERT, Progress("phq9")])
def test_no_number_of_a_client_goes_into_a_group(content):
    with pytest.raises(NotForThisChannel):
        admit(content, GROUPS)


@pytest.mark.parametrize("channel", [CLIENTS, THERAPISTS, GROUPS])
@pytest.mark.parametrize("profile", Profile)
def test_the_crisis_card_goes_everywhere(channel, profile):
    admit(CrisisCard(CrisisReason.ASKED), channel, profile)


def test_an_unknown_channel_and_an_unknown_content_are_refused():
    @dataclass
    class Diary:
        text: str

    with pytest.raises(NotForThisChannel):
        admit(CrisisCard(CrisisReason.ASKED), "email")
    with pytest.raises(NotForThisChannel):
        admit(Diary("dear diary"), CLIENTS)


def test_every_matter_has_a_class():
    assert {each.data_class for each in Matter} == set(DataClass)
