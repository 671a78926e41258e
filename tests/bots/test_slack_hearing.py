"""What Slack's payloads say in our words; against the sandbox it is tried with the app."""

import json

import pytest

from bots.slack_therapists.hearing import LIST, arrived, block_of, heard, submitted
from conversations.turn import Asked, OpenedHome, Said, Submitted, Tapped

PERSON = {"id": "U1"}
VIEW = {
    "id": "V1",
    "hash": "17.a",
    "callback_id": "support",
    "private_metadata": "4",
    "blocks": [{"block_id": "head"}, {"block_id": "suggestion"}, {"block_id": "text:1"}],
    "state": {
        "values": {
            "text:1": {"text": {"type": "plain_text_input", "value": None}},
            "suggestion": {"suggestion": {"selected_option": {"value": "1"}}},
        }
    },
}


def message(**fields):
    event = {"type": "message", "channel_type": "im", "user": "U1", "text": "hello", **fields}
    return {"type": "event_callback", "event_id": "Ev1", "event": event}


def action(value, **fields):
    pressed = {"type": "button", "value": value}
    payload = {"type": "block_actions", "user": PERSON, "trigger_id": "1.2.a"}
    return {**payload, "actions": [pressed], **fields}


def hear(payload):
    return heard(json.dumps(payload).encode())


def test_a_button_names_its_question_even_with_colons_in_it():
    inbound = hear(action("alert:4:support"))

    assert inbound.event == Tapped("alert:4", "support")
    assert (inbound.address, inbound.answer_to) == ("U1", "1.2.a")


def test_a_choice_in_a_form_asks_about_what_the_form_is_about():
    chosen = {"type": "radio_buttons", "selected_option": {"value": "2"}}

    inbound = hear(action("", view=VIEW, actions=[chosen]))

    assert (inbound.event, inbound.answer_to) == (Tapped("support:4", "2"), "V1")


def test_a_press_in_a_list_is_answered_in_the_window_it_stands_in():
    window = {"id": "V2", "callback_id": LIST, "private_metadata": ""}

    inbound = hear(action("workflows:all:off-greeting", view=window))

    assert (inbound.event, inbound.answer_to) == (Tapped("workflows:all", "off-greeting"), "V2")
    home = {"id": "V3", "type": "home", "callback_id": ""}
    assert hear(action("home:workflows", view=home)).answer_to == "1.2.a"


def test_a_form_is_heard_with_its_fields_by_name():
    inbound = hear({"type": "view_submission", "user": PERSON, "view": VIEW})

    assert inbound.event == Submitted("support", "4", {"suggestion": "1", "text": ""})
    assert submitted({"id": "V1"}) is None


def test_what_was_written_is_read_as_it_was_written():
    assert hear(message(text="a &amp;lt; b &gt; c")).event == Said("a &lt; b > c")


@pytest.mark.parametrize(
    "payload",
    [
        message(bot_id="B1"),
        message(subtype="message_changed"),
        message(channel_type="channel"),
        message(user="USLACKBOT"),
        {
            "type": "event_callback",
            "event_id": "Ev1",
            "event": {"type": "app_home_opened", "user": "U1", "tab": "messages"},
        },
        {"type": "block_suggestion"},
        {"type": "view_closed", "view": VIEW},
        {},
    ],
)
def test_what_no_person_did_here_is_neither_kept_nor_heard(payload):
    assert arrived(payload) is None
    assert hear(payload) is None


@pytest.mark.parametrize(
    "payload",
    [
        action("no question"),
        action(None),
        {"type": "view_submission", "user": PERSON, "view": {"id": "V1", "hash": "1"}},
        {"type": "block_actions", "trigger_id": "1.2.a", "actions": []},
    ],
)
def test_what_is_not_understood_is_kept_and_says_nothing(payload):
    assert arrived(payload) is not None
    assert hear(payload) is None


def test_what_stands_in_a_form_tells_its_versions_apart():
    def version(**payload):
        return arrived({"type": "view_submission", "user": PERSON, **payload}).version

    filled_anew = {**VIEW, "hash": "18.b"}
    empty = {**VIEW, "state": {"values": {}}}

    assert version(view=VIEW) == version(view=filled_anew, trigger_id="1.2.c") != ""
    assert version(view=VIEW) != version(view=empty)
    assert arrived(message()).version == ""


@pytest.mark.parametrize(
    ("payload", "update_id"),
    [
        (message(), "Ev1"),
        (action("q:1"), "1.2.a"),
        ({"type": "view_submission", "user": PERSON, "view": VIEW}, "V1"),
    ],
)
def test_every_payload_has_its_unique_id_and_stays_as_it_came(payload, update_id):
    one = arrived(payload)

    assert one.update_id == update_id
    assert json.loads(one.body) == payload


def test_a_problem_stands_beside_its_field_or_the_first_there_is():
    assert block_of(VIEW, "text") == "text:1"
    assert block_of(VIEW, "") == "suggestion"
    assert block_of({"blocks": []}, "text") is None


def test_a_command_is_heard_with_its_words_and_kept_by_its_trigger():
    payload = {
        "command": "/portal",
        "text": "away until fri 9:00",
        "user_id": "U1",
        "trigger_id": "1.2.c",
    }

    inbound = hear(payload)

    assert arrived(payload).update_id == "1.2.c"
    assert inbound.event == Asked("portal", "away until fri 9:00")
    assert (inbound.address, inbound.answer_to) == ("U1", "1.2.c")


def test_who_opens_home_is_heard():
    opened = {"type": "app_home_opened", "user": "U1", "tab": "home"}
    payload = {"type": "event_callback", "event_id": "Ev9", "event": opened}

    assert arrived(payload).update_id == "Ev9"
    assert (hear(payload).address, hear(payload).event) == ("U1", OpenedHome())


def test_a_chosen_instant_is_heard_in_seconds():
    chosen = {"type": "datetimepicker", "selected_date_time": 1793608200}
    view = {
        "callback_id": "away",
        "private_metadata": "",
        "blocks": [{"block_id": "until"}],
        "state": {"values": {"until": {"until": chosen}}},
    }

    assert submitted(view) == Submitted("away", "", {"until": "1793608200"})
