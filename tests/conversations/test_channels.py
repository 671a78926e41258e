"""No channel carries more than it may; whatever is not known is refused."""

from dataclasses import dataclass, fields, replace
from typing import get_args
from uuid import UUID

import pytest

from care.data_map import DataClass, entries
from conversations import channels
from conversations.channels import (
    CARRIED,
    CHANNELS,
    Matter,
    NotForThisChannel,
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


def test_what_a_client_wrote_goes_into_no_channel_but_back_to_who_wrote_it():
    assert not any(Matter.CLIENT_WORDS in matters for matters in CHANNELS.values())
    assert [channel for channel in CHANNELS if Matter.OWN_WORDS in CHANNELS[channel]] == [CLIENTS]


def test_the_card_with_code_numbers_and_chart_is_for_slack():
    admit(ALERT, THERAPISTS)


def test_a_card_with_a_clients_words_is_refused(monkeypatch):
    shown = CARRIED[AlertCard]
    worded = replace(shown, shows=shown.shows | {Matter.CLIENT_WORDS})
    monkeypatch.setattr(channels, "CARRIED", {**CARRIED, AlertCard: worded})

    with pytest.raises(NotForThisChannel):
        admit(ALERT, THERAPISTS)


@pytest.mark.parametrize("content", [ALERT, Progress("phq9")])
def test_no_number_of_a_client_goes_into_a_group(content):
    with pytest.raises(NotForThisChannel):
        admit(content, GROUPS)


@pytest.mark.parametrize("channel", [CLIENTS, THERAPISTS, GROUPS])
def test_the_crisis_card_goes_everywhere(channel):
    admit(CrisisCard(CrisisReason.ASKED), channel)


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


ROWS = {
    "alert": ("alert", "id"),
    "appointment": ("appointment", "id"),
    "case": ("moderation_case", "id"),
    "client": ("client", "id"),
    "code": ("membership", "code"),
    "entry": ("homework_entry", "id"),
    "erasure": ("erasure", "id"),
    "export": ("export", "id"),
    "goal": ("goal", "id"),
    "group": ("therapy_group", "id"),
    "homework": ("homework", "id"),
    "instrument": ("occurrence", "instrument"),
    "item": ("answer", "item"),
    "items": ("shelf_item", "id"),
    "member": ("person", "id"),
    "message": ("message", "id"),
    "moment": ("key_moment", "id"),
    "note": ("note", "id"),
    "run": ("workflow_run", "id"),
    "test": ("chain_test", "id"),
    "token": ("occurrence", "token"),
    "version": ("occurrence", "version"),
}
"""What stands in a letter of a row: the column it is read from."""

SAID_IN_A_LETTER = {
    *("lines", "buttons", "opening", "reason", "asked", "deed", "listing", "part"),
    *("page", "at", "until", "settings", "changing", "asks", "as_numbers"),
    "is_still_in",
}
"""The portal's own sentences by their keys, pages, times, and kinds of things."""


def test_what_waits_in_a_letter_is_of_the_class_that_the_data_map_gives_to_its_column():
    of_column = {(each.table, each.column): each for each in entries()}
    named = {name for carried in CARRIED.values() for name in carried.fields}

    assert named <= ROWS.keys() | SAID_IN_A_LETTER
    for content, carried in CARRIED.items():
        for name, of_class in carried.fields.items():
            if name in ROWS:
                assert of_column[ROWS[name]].data_class is of_class, (content, name)
    # The letters themselves wait unsealed, so the map may call them nothing worse.
    assert of_column["outbox", "content"].data_class is DataClass.META
    assert not of_column["outbox", "content"].sealed


def test_what_is_shown_of_a_client_is_sealed_where_it_is_kept():
    words = {
        Matter.NUMBERS: ("answer", "sealed_value"),
        Matter.STAFF_WORDS: ("message", "sealed_text"),
        Matter.CLIENT_WORDS: ("homework_entry", "sealed_words"),
        Matter.OWN_WORDS: ("key_moment", "sealed_title"),
        Matter.OWN_RECORD: ("export", "sealed_passphrase"),
        Matter.STAFF_NAMES: ("staff", "sealed_name"),
    }
    of_column = {(each.table, each.column): each for each in entries()}

    for matter in Matter:
        if matter in words:
            assert of_column[words[matter]].data_class is matter.data_class
            assert of_column[words[matter]].sealed
        else:
            assert matter.data_class in (DataClass.META, DataClass.PUBLIC)
