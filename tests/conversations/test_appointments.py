"""Appointments in conversation: taps for one of its times, words that are asked for, and a form."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from care.appointments import PLACE_LIMIT, WORDS_LIMIT
from conversations.appointments import (
    AppointmentCard,
    AppointmentList,
    AppointmentNews,
    AppointmentsOf,
    AppointmentSoon,
    AskOtherTime,
    ConfirmAppointment,
    DeclineAppointment,
    ListAppointments,
    ShowAppointment,
    Standing,
    Wishing,
)
from conversations.contents import CrisisReason, dump_content, load_content
from conversations.envelopes import CLIENTS, Inbound
from conversations.flows import appointing
from conversations.flows import appointments as flow
from conversations.talk import dump, load, take_turn
from conversations.turn import Asked, Form, OfferHelpNow, RaiseConcern, Said, Say, Tapped, Toast
from conversations.view import View
from tests.conversations.dialogues import CLIENT, NOW, PRACTICE

ONE, OVER = UUID(int=61), UUID(int=62)
FOUND = {
    ONE: Standing(NOW + timedelta(days=3), 1, stands=True),
    OVER: Standing(NOW - timedelta(days=3), 0, stands=False),
}
VIEW = View(NOW, PRACTICE, "en", client=CLIENT, appointments=FOUND)
BERLIN = ZoneInfo("Europe/Berlin")


def does(event, view=VIEW):
    return take_turn(Inbound(CLIENTS, "77", event), view)


def taps(said, wanted=ONE, moves=1):
    return does(Tapped(flow.question(wanted), flow.choice(said, moves)))


def says(words, view=VIEW):
    return does(Said(words), replace(view, talks={flow.SUBJECT: Wishing(ONE, 1)}))


@pytest.mark.parametrize(
    "event", [Asked("appointments"), Asked("citas"), Tapped(flow.LIST, "show")]
)
def test_the_command_and_the_list_button_show_what_is_to_come(event):
    assert does(event).effects == (ListAppointments(),)


@pytest.mark.parametrize(
    ("said", "effect"),
    [
        (flow.YES, ConfirmAppointment(ONE)),
        (flow.PLAIN, AskOtherTime(ONE)),
        (flow.GONE, DeclineAppointment(ONE)),
    ],
)
def test_every_answer_is_kept_and_the_message_shows_it(said, effect):
    effects = taps(said).effects

    assert effects[0] == effect
    assert effects[-1] == ShowAppointment(ONE)


@pytest.mark.parametrize("said", [flow.YES, flow.PLAIN, flow.GONE, flow.CANNOT, flow.OTHER])
@pytest.mark.parametrize(("wanted", "moves"), [(ONE, 0), (ONE, 2), (OVER, 0), (UUID(int=9), 0)])
def test_nothing_is_answered_for_another_time_or_what_is_over_or_somebody_elses(
    said, wanted, moves
):
    outcome = taps(said, wanted, moves)

    assert {type(each) for each in outcome.effects} <= {Toast, ShowAppointment}
    assert outcome.step.talk is None


def test_i_cannot_come_asks_once_more_before_anything_is_given_away():
    [asked] = taps(flow.CANNOT).effects

    assert isinstance(asked, Say)
    assert [row[0].choice for row in asked.content.buttons[:2]] == ["gone-1", "show"]


def test_every_button_fits_telegram():
    longest = flow.choice(flow.CANNOT, 32767)

    assert len(f"{flow.question(ONE)}:{longest}".encode()) <= 64


def test_a_few_words_are_asked_for_and_kept():
    asked = taps(flow.OTHER)
    assert asked.step.talk == Wishing(ONE, 1)
    assert load(dump(asked.step.talk)) == asked.step.talk

    kept = says("  Thursday would be good.  ")

    assert kept.effects[0] == AskOtherTime(ONE, "Thursday would be good.")
    assert kept.step.talk is None


@pytest.mark.parametrize("event", [Asked("progress"), Tapped("menu", "settings")])
def test_who_goes_on_to_something_else_asks_for_nothing_more(event):
    outcome = does(event, replace(VIEW, talks={flow.SUBJECT: Wishing(ONE, 1)}))

    assert flow.SUBJECT in outcome.ends


def test_words_for_a_time_that_has_changed_meanwhile_are_not_taken_and_too_many_are_not_kept():
    moved = replace(VIEW, appointments={ONE: replace(FOUND[ONE], moves=2)})

    for effects in (says("Thursday", moved).effects, says("x" * (WORDS_LIMIT + 1)).effects):
        assert [type(each) for each in effects] == [Say]


@pytest.mark.parametrize("stands", [True, False])
def test_words_that_may_mean_danger_meet_help_first_whatever_becomes_of_the_request(stands):
    view = replace(VIEW, appointments={ONE: replace(FOUND[ONE], stands=stands)})

    effects = says("I want to die", view).effects

    assert effects[0] == OfferHelpNow(CrisisReason.WORDS)
    assert [each for each in effects if isinstance(each, RaiseConcern)]
    assert bool([each for each in effects if isinstance(each, AskOtherTime)]) is stands


GOOD = {"day": "2026-11-20", "at": "16:00", "minutes": "50"}


def wrong(values, form=Form.APPOINTMENT):
    return set(appointing.problems(form, values, NOW, BERLIN))


def test_a_form_says_what_is_missing_by_its_field():
    good = {**GOOD, "day": f"{(NOW + timedelta(days=2)).date()}"}

    assert wrong(good) == set()
    for at in ("9", "09.30", "9h15", "23:59"):
        assert wrong({**good, "at": at}) == set()
    for at in ("", "noon", "24:00", "9:60", "²"):
        assert wrong({**good, "at": at}) == {"at"}
    for minutes in ("", "4", "481", "-5", "fifty", "٥٠"):
        assert wrong({**good, "minutes": minutes}) == {"minutes"}
    for day in ("", "soon", "2020-01-01", f"{(NOW + timedelta(days=400)).date()}"):
        assert wrong({**good, "day": day}) == {"day"}
    assert wrong({**good, "place": "x" * (PLACE_LIMIT + 1)}) == {"place"}
    assert wrong({**good, "words": "x" * (WORDS_LIMIT + 1)}) == {"words"}
    assert wrong({"words": "x" * (WORDS_LIMIT + 1)}, Form.APPOINTMENT_ANSWER) == {"words"}
    assert wrong({}, Form.APPOINTMENT_ANSWER) == set()


@pytest.mark.parametrize(
    "content",
    [
        AppointmentCard(ONE),
        AppointmentList(),
        AppointmentSoon(ONE),
        AppointmentsOf(ONE),
        AppointmentNews(ONE, OVER),
    ],
)
def test_a_letter_is_read_back_as_it_was_kept(content):
    assert load_content(dump_content(content)) == content
