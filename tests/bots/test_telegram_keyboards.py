"""Buttons fit Telegram, or are refused before they are sent."""

import pytest
from aiogram.types import InlineKeyboardMarkup
from hypothesis import given
from hypothesis import strategies as st

from bots.telegram_clients.keyboards import callback_data, keyboard
from conversations.contents import Look
from conversations.envelopes import Broken, ShownButton


def row(count, start=0):
    return tuple(ShownButton(str(n), "k3f.who5.2", str(n)) for n in range(start, start + count))


def widths(*rows):
    return [len(each) for each in keyboard(rows)["inline_keyboard"]]


def test_a_button_carries_its_question_and_its_choice():
    [[button]] = keyboard(((ShownButton("Never", "k3f.gad7.3", "0"),),))["inline_keyboard"]

    assert button == {"text": "Never", "callback_data": "k3f.gad7.3:0"}


def test_no_buttons_are_no_keyboard():
    assert keyboard(()) is None
    assert keyboard(((),)) is None


@pytest.mark.parametrize(
    ("look", "style"), [(Look.PLAIN, None), (Look.PRIMARY, "primary"), (Look.DANGER, "danger")]
)
def test_a_look_is_a_style_of_telegram(look, style):
    [[button]] = keyboard(((ShownButton("Yes", "q", "1", look),),))["inline_keyboard"]

    assert button.get("style") == style


def test_every_look_has_a_style():
    for look in Look:
        assert keyboard(((ShownButton("Yes", "q", "1", look),),))


def test_a_row_that_is_too_wide_is_folded_evenly_and_keeps_its_order():
    folded = keyboard((row(11),))["inline_keyboard"]

    assert widths(row(11)) == [5, 6]
    assert widths(row(8), row(9), row(17)) == [8, 4, 5, 5, 6, 6]
    assert [button["text"] for part in folded for button in part] == [str(n) for n in range(11)]


@pytest.mark.parametrize("look", Look)
def test_a_keyboard_is_what_aiogram_would_send(look):
    shown = keyboard(((ShownButton("Yes", "q", "1", look),), row(9)))

    assert InlineKeyboardMarkup.model_validate(shown).model_dump(exclude_none=True) == shown


def test_more_than_a_hundred_buttons_are_broken():
    assert widths(*[row(1)] * 100)

    with pytest.raises(Broken):
        keyboard((row(1),) * 101)


@pytest.mark.parametrize(("question", "choice"), [("q" * 63, "1"), ("ü" * 32, ""), ("q", "a:b")])
def test_data_that_could_not_come_back_is_broken(question, choice):
    with pytest.raises(Broken):
        callback_data(question, choice)


def test_data_of_64_bytes_is_taken():
    assert len(callback_data("q" * 62, "1")) == 64


@given(question=st.text(max_size=20), choice=st.text(max_size=10))
def test_what_a_button_brings_back_is_what_it_carried(question, choice):
    try:
        data = callback_data(question, choice)
    except Broken:
        return

    assert data.rpartition(":")[::2] == (question, choice)


def test_half_a_character_on_a_button_stops_no_letter():
    [[button]] = keyboard(((ShownButton("Zone \ud83d", "q", "1"),),))["inline_keyboard"]

    assert button["text"] == "Zone \ufffd"
