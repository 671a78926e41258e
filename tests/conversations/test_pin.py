"""The PIN's keypad: chosen twice, never readable from its buttons, never heard in words."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.phone import LOCKS_AFTER, WAITS, is_pin, wait_after
from conversations.contents import Keypad, dump_content
from conversations.flows.pin import (
    DIGITS,
    LETTERS,
    PinPad,
    Problem,
    Use,
    dump,
    keypad,
    load,
)
from conversations.phone import GivePin, PinNotYet, PinUse, ShowKeypad
from conversations.turn import Asked, Preference, Said, SetPreference
from tests.conversations.dialogues import NOW, active, kinds, locked, said


def choosing(digits="2580"):
    """Somebody who has chosen a PIN once."""
    client = active()
    client.does(Asked("pin"))
    client.enters(digits)
    return client


def protected():
    """Somebody whose PIN is set, and whose chat is open."""
    client = choosing()
    client.enters("2580")
    client.compared()
    return client


def test_a_pin_is_entered_twice_and_kept():
    client = choosing()

    assert client.pad.use is Use.REPEAT
    assert GivePin("2580", PinUse.KEEP) in client.enters("2580")
    assert said(client.compared()) == ["pin-kept", "pin-what-it-locks"]
    assert client.client.lock_after in LOCKS_AFTER
    assert "pin" not in client.talks


def test_two_that_differ_begin_anew():
    client = choosing()

    client.enters("2581")

    assert (client.pad.use, client.pad.problem) == (Use.NEW, Problem.DIFFERS)
    assert client.given is None


@pytest.mark.parametrize("digits", ["", "1", "123"])
def test_fewer_than_four_digits_are_no_pin(digits):
    client = active()
    client.does(Asked("pin"))

    client.enters(digits)

    assert (client.pad.use, client.pad.problem) == (Use.NEW, Problem.SHORT)


def test_a_ninth_digit_is_not_taken():
    client = active()
    client.does(Asked("pin"))
    for _ in range(9):
        client.taps(client.pad.question, client.pad.letter("7"))

    assert client.pad.entered == "77777777"


def test_back_takes_the_last_digit_away():
    client = active()
    client.does(Asked("pin"))
    client.taps(client.pad.question, client.pad.letter("4"))

    client.taps(client.pad.question, "back")

    assert client.pad.entered == ""


def test_whoever_cancels_has_changed_nothing():
    client = choosing()

    assert said(client.taps(client.pad.question, "cancel")) == ["pin-cancelled"]
    assert client.client.lock_after is None


def test_the_lock_cannot_be_cancelled():
    client = locked()
    client.does(Asked("settings"))

    client.taps(client.pad.question, "cancel")

    assert client.client.locked
    assert client.pad.use is Use.UNLOCK


def test_a_wrong_pin_is_told_and_a_right_one_after_it_says_how_often():
    client = locked()
    client.does(Asked("settings"))
    client.enters("1111")

    client.compared()

    assert client.pad.problem is Problem.WRONG
    assert client.pad.entered == ""
    assert client.client.locked


def test_while_digits_are_compared_no_others_are_taken():
    client = locked()
    client.does(Asked("settings"))
    client.enters("1111")

    assert kinds(client.taps(client.pad.question, client.pad.letter("1"))) == ["Toast"]
    assert client.pad.entered == ""


def test_a_try_that_came_too_early_leaves_the_keypad_as_it_is():
    client = locked()
    client.does(Asked("settings"))
    client.enters("1111")

    assert ShowKeypad() in client.does(PinNotYet())
    assert not client.pad.busy


def test_to_change_or_remove_the_pin_it_is_asked_for_once_more():
    client = protected()
    client.taps("pin", "remove")
    client.enters("1111")
    client.compared()
    assert client.client.lock_after is not None

    client.enters("2580")
    client.compared()

    assert client.client.lock_after is None

    other = protected()
    other.taps("pin", "change")
    other.enters("2580")
    other.compared()
    assert other.pad.use is Use.NEW


def test_a_keypad_for_another_pin_opens_nothing_once_it_is_locked():
    client = protected()
    client.taps("pin", "change")
    pad = client.pad
    client.client = replace(client.client, locked=True)

    client.taps(pad.question, "ok")

    assert client.pad.use is Use.UNLOCK


@pytest.mark.parametrize("minutes", LOCKS_AFTER)
def test_the_client_chooses_when_it_locks(minutes):
    effects = protected().taps("pin", f"after-{minutes}")

    assert SetPreference(Preference.LOCK_AFTER, str(minutes)) in effects


def test_another_time_than_the_offered_ones_is_not_taken():
    assert "SetPreference" not in kinds(protected().taps("pin", "after-9999"))


def test_words_at_the_keypad_are_neither_kept_nor_said_back():
    client = choosing()

    effects = client.does(Said("2580"))

    assert client.pad.problem is Problem.TYPED
    assert "2580" not in repr(effects)


def test_whoever_forgot_it_reads_what_to_do_and_still_has_the_keypad():
    client = locked()
    client.does(Asked("settings"))

    effects = client.taps(client.pad.question, "forgotten")

    assert said(effects) == ["pin-forgotten"]
    assert ShowKeypad(fresh=True) in effects


# --- what can be read from it ---------------------------------------------------------------


def test_a_letter_says_nothing_of_the_keypad():
    assert dump_content(Keypad()) == {"kind": "keypad"}


def test_each_try_has_a_keypad_of_its_own():
    client = locked()
    client.does(Asked("settings"))
    pads = []
    for _ in range(12):
        pads.append(client.pad)
        client.enters("1111")
        client.compared()

    assert len({pad.question for pad in pads}) == 12
    assert len({pad.letter("1") for pad in pads}) > 3
    assert all(before.seed != after.seed for before, after in pairwise(pads))


def test_a_press_on_an_earlier_keypad_is_not_taken():
    client = locked()
    client.does(Asked("settings"))
    before = client.pad
    client.does(Asked("settings"))

    client.taps(before.question, before.letter("1"))

    assert client.pad.entered == ""


@given(seed=st.text(max_size=20))
def test_every_digit_has_a_letter_of_its_own_and_comes_back(seed):
    pad = PinPad(Use.UNLOCK, seed)

    assert sorted(map(pad.letter, DIGITS)) == list(LETTERS)
    assert all(pad.digit(pad.letter(each)) == each for each in DIGITS)


@given(seeds=st.lists(st.text(min_size=1), min_size=2, max_size=2, unique=True))
def test_the_name_of_a_keypad_does_not_tell_its_digits(seeds):
    one, other = (PinPad(Use.UNLOCK, seed) for seed in seeds)

    assert one.question != other.question
    assert seeds[0] not in one.question or len(seeds[0]) < 3


def test_what_is_shown_counts_the_digits_and_names_none():
    shown = keypad(PinPad(Use.UNLOCK, "x", "2580"), NOW, None)

    assert shown.lines[-1].args == {"dots": "● ● ● ●"}
    assert "2580" not in repr(shown.lines)


def test_a_wait_is_told_with_its_end():
    until = NOW + timedelta(minutes=5)
    keys = [line.key for line in keypad(PinPad(Use.UNLOCK, "x"), NOW, until).lines]

    assert "pin-wait" in keys
    later = [line.key for line in keypad(PinPad(Use.UNLOCK, "x"), until, until).lines]
    assert "pin-wait" not in later


@given(
    pad=st.builds(
        PinPad,
        st.sampled_from(Use),
        st.text(),
        st.text(DIGITS, max_size=8),
        st.text(DIGITS, max_size=8),
        st.none() | st.tuples(st.text(), st.text()),
        st.none() | st.sampled_from(Problem),
        st.booleans(),
    )
)
def test_a_keypad_is_read_back_as_it_was_written(pad):
    assert load(dump(pad)) == pad


# --- how long one waits ----------------------------------------------------------------------


def test_waits_grow_and_none_is_for_ever():
    waits = [wait_after(tries) for tries in range(40)]

    assert waits[:3] == [timedelta(0)] * 3
    assert all(before <= after for before, after in pairwise(waits))
    assert waits[-1] == WAITS[-1] == timedelta(hours=12)


@pytest.mark.parametrize(
    ("typed", "fits"),
    [("2580", True), ("12345678", True), ("123", False), ("123456789", False), ("12a4", False)],
)
def test_a_pin_has_four_to_eight_digits(typed, fits):
    assert is_pin(typed) is fits
    assert not is_pin("١٢٣٤")
