"""Promises of every scorer: it says what the published key says, worked out again by hand."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaires.catalogue import catalogue, instrument
from questionnaires.instrument import ScoreKind
from questionnaires.scoring import measurements, scores


def total(answers, *numbers):
    """A plain sum of what was written on the paper form."""
    return sum(answers[number] for number in numbers or answers)


def core10(answers):
    """Ten times the mean, the second and third question counted from the other end."""
    turned = [4 - each if number in (2, 3) else each for number, each in answers.items()]
    return 10 * Fraction(sum(turned), len(turned))


def mean(answers):
    return Fraction(sum(answers.values()), len(answers))


KEYS = {
    "phq9": {"phq9": total},
    "phq8": {"phq8": total},
    "phq2": {"phq2": total},
    "phq2_daily": {"phq2_daily": total},
    "gad7": {"gad7": total},
    "gad2": {"gad2": total},
    "phq4": {
        "phq4": total,
        "gad2": lambda answers: answers[1] + answers[2],
        "phq2": lambda answers: answers[3] + answers[4],
    },
    "pcl5": {
        "pcl5": total,
        "intrusion": lambda answers: total(answers, 1, 2, 3, 4, 5),
        "avoidance": lambda answers: total(answers, 6, 7),
        "cognition": lambda answers: total(answers, *range(8, 15)),
        "arousal": lambda answers: total(answers, *range(15, 21)),
    },
    "dass21": {
        "depression": lambda answers: 2 * total(answers, 3, 5, 10, 13, 16, 17, 21),
        "anxiety": lambda answers: 2 * total(answers, 2, 4, 7, 9, 15, 19, 20),
        "stress": lambda answers: 2 * total(answers, 1, 6, 8, 11, 12, 14, 18),
    },
    "audit_c": {"audit_c": total},
    "core10": {"core10": core10},
    "swls": {"swls": total},
    "peg": {"peg": mean},
    "session": {"session": mean},
    "pulse": {
        "mood": lambda answers: answers[1],
        "anxiety": lambda answers: answers[2],
        "sleep": lambda answers: answers[3],
    },
    "pain": {"pain": lambda answers: answers[1]},
    "pain_in_the_way": {"pain_in_the_way": lambda answers: answers[1]},
    "sleep_hours": {"sleep_hours": lambda answers: answers[1]},
    "practice": {"practice": lambda answers: answers[1]},
}
"""How each number is made, as its publication says it, without a word of the catalogue."""


@st.composite
def filled(draw, code):
    held = instrument(code)
    return {number: draw(st.sampled_from(held.choices(number))) for number in held.numbers}


def test_every_instrument_has_a_key_of_its_own():
    assert set(KEYS) == set(catalogue())


@pytest.mark.parametrize("code", sorted(KEYS))
@given(st.data())
def test_complete_answers_give_the_number_that_the_key_gives(code, data):
    answers = data.draw(filled(code))

    found = measurements(instrument(code), answers)

    assert set(found) == set(KEYS[code])
    for name, key in KEYS[code].items():
        assert found[name] == pytest.approx(float(key(answers)))


@pytest.mark.parametrize("code", sorted(KEYS))
@given(st.data())
def test_with_an_answer_missing_only_what_can_do_without_it_has_a_score(code, data):
    held = instrument(code)
    answers = data.draw(filled(code))
    gone = data.draw(st.sampled_from(held.numbers))
    del answers[gone]

    found = measurements(held, answers)

    if code == "core10":
        assert found == {"core10": pytest.approx(float(core10(answers)))}
        return
    for name, key in KEYS[code].items():
        if gone in held.measure(name).items:
            assert name not in found
        else:
            assert found[name] == pytest.approx(float(key(answers)))


@given(filled("core10"), st.sets(st.integers(1, 10), min_size=2))
def test_a_core10_with_two_answers_missing_has_no_score(answers, gone):
    left = {number: each for number, each in answers.items() if number not in gone}

    assert scores(instrument("core10"), left) == {}


@pytest.mark.parametrize("code", sorted(KEYS))
@given(st.data())
def test_every_number_lies_in_the_range_and_the_band_that_it_is_said_to(code, data):
    held = instrument(code)
    answers = data.draw(filled(code))

    for name, value in measurements(held, answers).items():
        measure = held.measure(name)
        assert measure.lowest <= value <= measure.highest
    if held.score is not ScoreKind.EACH:
        for name, scored in scores(held, answers).items():
            begins = {each.code: each.lowest for each in held.measure(name).bands}
            above = [low for low in begins.values() if low > scored.total]
            assert scored.band is None or begins[scored.band] <= scored.total
            assert scored.band is None or len(above) == len(begins) - 1 - list(begins).index(
                scored.band
            )
