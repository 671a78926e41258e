"""Routing: one flow hears each event, and every talk survives being kept."""

import json
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.contents import CrisisReason
from conversations.envelopes import CLIENTS, THERAPISTS, Inbound
from conversations.flows.checkin import CheckIn
from conversations.flows.joining import Joining
from conversations.flows.preferences import Moving
from conversations.talk import dump, flow_of, load, secret_hash, wants
from conversations.turn import (
    Asked,
    AskItem,
    Came,
    Edited,
    OfferHelpNow,
    Said,
    SentFile,
    ShowProgress,
    Tapped,
)
from conversations.view import Need, Wanted
from questionnaires.library import shipped
from tests.conversations.dialogues import (
    ALERT,
    PHQ9,
    PULSE,
    Dialogue,
    active,
    answering,
    at,
    kinds,
    offered,
    said,
    stopped,
    waiting,
)

words = st.text(st.characters(blacklist_categories=("Cs",)), max_size=30)
talks = st.one_of(
    st.builds(Moving),
    st.builds(Joining, st.uuids(), words, words, st.booleans(), st.booleans()),
    st.builds(
        CheckIn, st.uuids(), words, words, words, st.dates(), st.integers(min_value=0, max_value=99)
    ),
)


@given(talk=talks)
def test_a_talk_that_was_kept_is_read_back_as_it_was(talk):
    assert load(json.loads(json.dumps(dump(talk)))) == talk


@given(talk=talks)
def test_every_kept_talk_carries_its_version_and_the_name_of_its_flow(talk):
    assert dump(talk)["v"] == 1
    assert dump(talk)["flow"] == flow_of(talk)


@pytest.mark.parametrize("kept", [{}, {"v": 2, "flow": "checkin"}, {"v": 1, "flow": "dance"}])
def test_a_talk_of_another_release_is_left_unread_without_an_error(kept):
    assert load(kept) is None


def test_a_talk_of_an_earlier_day_reads_as_one_that_was_not_asked_for_a_city():
    kept = dump(Joining(UUID(int=1), "es", "Europe/Madrid", agreed=True))
    del kept["asked_city"]

    assert load(kept) == Joining(UUID(int=1), "es", "Europe/Madrid", agreed=True)


def test_an_invitation_is_looked_up_by_the_hash_of_its_secret():
    assert len(secret_hash("secret")) == 32
    assert secret_hash("secret") != secret_hash("Secret")


@pytest.mark.parametrize(
    ("event", "wanted"),
    [
        (Came("secret"), Wanted(Need.INVITATION, "secret")),
        (Said("hello"), Wanted(Need.CHECK_INS)),
        (Asked("checkin"), Wanted(Need.CHECK_INS)),
        (Tapped("menu", "checkin"), Wanted(Need.CHECK_INS)),
        (Tapped(f"{PHQ9}.phq9.4", "1"), Wanted(Need.CHECK_INS, PHQ9)),
        (Tapped("settings.first-picture", "picture-each"), Wanted(Need.SCORED)),
        (Tapped("help", "tell"), Wanted(Need.READING_TIME)),
        (Tapped("help.safe", "no"), Wanted(Need.READING_TIME)),
    ],
)
def test_a_flow_asks_for_what_it_needs_and_for_nothing_else(event, wanted):
    assert wants(Inbound(CLIENTS, "77", event), {}, shipped()) == {wanted}


@pytest.mark.parametrize("event", [Asked("progress"), Tapped("menu", "progress")])
def test_progress_asks_what_there_is_and_whether_there_is_something_old(event):
    asked = {Wanted(Need.SCORED), Wanted(Need.LOOKED_BACK), Wanted(Need.GOALS)}

    assert wants(Inbound(CLIENTS, "77", event), {}, shipped()) == asked


@pytest.mark.parametrize("event", [Came(), Asked("help"), Tapped("settings", "time"), Edited("x")])
def test_what_needs_nothing_asks_for_nothing(event):
    assert wants(Inbound(CLIENTS, "77", event), {}, shipped()) == frozenset()


def test_an_answer_in_the_middle_of_a_check_in_asks_for_nothing():
    middle = Inbound(CLIENTS, "77", Tapped(f"{PHQ9}.phq9.4", "1"))
    last = Inbound(CLIENTS, "77", Tapped(f"{PHQ9}.phq9.9", "1"))

    assert wants(middle, {PHQ9: at(PHQ9, 4)}, shipped()) == frozenset()
    assert wants(last, {PHQ9: at(PHQ9, 9)}, shipped()) == {Wanted(Need.CHECK_INS, PHQ9)}


def test_a_press_in_slack_asks_for_the_alert_it_names():
    press = Inbound(THERAPISTS, "U1", Tapped(f"alert:{ALERT.id}", "resolve"))

    assert wants(press, {}, shipped()) == {Wanted(Need.ALERT, str(ALERT.id))}


@pytest.mark.parametrize("command", ["menu", "start", "anything"])
def test_a_command_nobody_knows_shows_what_there_is(command):
    effects = active().does(Asked(command))

    assert said(effects) == ["menu-hello"]
    assert offered(effects) == [
        "menu:checkin",
        "menu:progress",
        "menu:homework",
        "menu:shelf",
        "menu:moment",
        "menu:journal",
        "menu:message",
        "menu:appointments",
        "menu:goals",
        "menu:notes",
        "menu:pause",
        "menu:sharing",
        "menu:settings",
        "help:card",
    ]


def test_words_with_no_question_open_are_heard_kindly():
    assert said(active().does(Said("good morning"))) == ["menu-heard-you", "not-read"]


def test_words_with_no_question_open_lead_to_what_the_chat_can_do():
    heard = active().does(Said("good morning"))

    assert offered(heard) == ["menu:message", "menu:menu", "help:card"]


@pytest.mark.parametrize(
    "client", [active(), active(waiting(PULSE)), answering(PHQ9, 4)], ids=["none", "new", "begun"]
)
def test_words_that_may_mean_danger_bring_the_card_wherever_they_are_typed(client):
    effects = client.does(Said("I want to die"))

    assert kinds(effects) == ["OfferHelpNow", "RaiseConcern", "Say"]
    assert effects[0] == OfferHelpNow(CrisisReason.WORDS)
    assert effects[1].concern.facts["where"] == "chat"
    assert said(effects) == ["help-words-note", "help-reads-now"]


@pytest.mark.parametrize(
    "event",
    [
        Edited("I want to die"),
        SentFile("photo", words="quiero morir"),
        Asked("journey", "I want to die"),
    ],
)
def test_the_card_comes_with_words_of_danger_beside_a_picture_or_a_command(event):
    effects = active().does(event)

    assert effects[0] == OfferHelpNow(CrisisReason.WORDS)
    assert "RaiseConcern" not in kinds(effects)


def test_a_stranger_and_who_has_stopped_get_the_card_with_words_of_danger_too():
    stranger = Dialogue().does(Said("I want to die"))
    ended = stopped().does(Said("I want to die"))

    assert [stranger[0], ended[0]] == [OfferHelpNow(CrisisReason.WORDS)] * 2
    assert "RaiseConcern" not in kinds(stranger) + kinds(ended)


def test_who_is_safe_finds_the_question_that_was_open():
    client = answering(PHQ9, 4)
    client.does(Asked("help"))

    effects = client.taps("help", "safe")

    assert said(effects) == ["help-safe-thanks"]
    assert [each.question.item for each in effects if isinstance(each, AskItem)] == [4]
    assert effects[-1].fresh


def test_who_is_safe_behind_a_lock_is_shown_no_question():
    client = answering(PHQ9, 4)
    client.client = replace(client.client, lock_after=5, locked=True)

    assert kinds(client.taps("help", "safe")) == ["Say"]


def test_a_questionnaire_that_was_begun_is_gone_on_with_where_nothing_else_waits():
    client = answering(PHQ9, 4)
    client.open = []

    effects = client.does(Asked("checkin"))

    assert [each.question.item for each in effects] == [4]


def test_a_check_in_of_long_ago_is_not_gone_on_with():
    client = answering(PHQ9, 4)
    client.open = []
    client.now += timedelta(days=8)

    assert kinds(client.does(Asked("checkin"))) == ["OpenPulse", "AskItem"]


def test_a_photo_and_a_changed_message_are_met_with_the_truth_about_them():
    assert said(active().does(SentFile("photo"))) == ["file-not-kept"]
    assert said(active().does(Edited("better words"))) == ["edited-not-read"]


def test_privacy_says_what_is_kept_who_reads_it_and_how_to_end_it():
    effects = active().does(Asked("privacy"))

    assert said(effects) == [
        "privacy-title",
        "join-kept",
        "join-who-reads",
        "join-telegram",
        "privacy-stop",
    ]


@pytest.mark.parametrize("ask", [Asked("progress"), Tapped("menu", "progress")])
def test_how_am_i_doing_shows_the_one_picture_there_is(ask):
    client = active()
    client.scored = ("gad7",)

    assert client.does(ask) == (ShowProgress("gad7"),)


@pytest.mark.parametrize("ask", [Asked("progress"), Tapped("menu", "progress")])
def test_how_am_i_doing_asks_which_when_there_are_several(ask):
    client = active()
    client.scored = ("gad7", "phq9")

    effects = client.does(ask)

    assert said(effects) == ["progress-which"]
    assert offered(effects)[:2] == ["progress:gad7", "progress:phq9"]
    assert client.taps("progress", "phq9") == (ShowProgress("phq9"),)


def test_how_am_i_doing_says_so_when_there_is_nothing_yet():
    assert said(active().does(Asked("progress"))) == ["progress-nothing-yet", "progress-by-day"]


def test_a_picture_of_something_that_does_not_exist_is_not_promised():
    effects = active().taps("progress", "mood-of-the-year")

    assert [each.line.key for each in effects] == ["old-button"]


def test_an_unknown_button_is_called_old():
    effects = active().taps("journal", "save")

    assert [each.line.key for each in effects] == ["old-button"]


@pytest.mark.parametrize("event", [Came(), Said("hello"), Asked("checkin"), SentFile("photo")])
def test_a_stranger_is_told_how_to_come_in_and_nothing_about_anybody(event):
    effects = Dialogue().does(event)

    assert said(effects) == ["stranger-hello"]
    assert offered(effects) == ["help:card"]


def test_a_stranger_who_presses_a_client_s_button_answers_nothing():
    effects = Dialogue().taps(f"{PHQ9}.phq9.4", "1")

    assert kinds(effects) == ["Toast"]


def test_a_suspended_check_in_is_taken_up_where_it_was_after_anything_else():
    client = answering(PHQ9, 4)
    client.taps(f"{PHQ9}.phq9.4", "pause")
    client.does(Asked("settings"))
    client.taps("settings", "time-1930")
    client.does(Asked("help"))

    effects = client.taps(f"{PHQ9}.phq9.4", "resume")

    assert [each.question.item for each in effects] == [4]
    assert client.talks[PHQ9] == CheckIn(
        at(PHQ9, 4).occurrence, PHQ9, "phq9", "1", date(2026, 3, 2), 4
    )
