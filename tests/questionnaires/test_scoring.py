"""Promises of scoring: totals are sums, bands follow totals, too few answers are no score."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaires.catalogue import catalogue, instrument
from questionnaires.library import shipped
from questionnaires.loading import load_instrument
from questionnaires.scoring import AnswersDoNotFit, band, measurements, score, unanswered

followed = shipped().followed

TRIAL = """
code = "trial"
version = "1"
source = "A book"
licence = "Free"
recall = "week"
at_most_every = "week"
score = "{kind}"
higher_is = "worse"
items = {items}
choices = [0, 1, 2, 3, 4]
{more}
"""


def trial(kind="sum", items="4", more=""):
    return load_instrument(TRIAL.format(kind=kind, items=items, more=more), "trial.toml")


def banded_courses():
    return [
        name
        for held in catalogue().values()
        for name, measure in held.courses.items()
        if measure.bands
    ]


@st.composite
def complete(draw, code):
    held = instrument(code)
    return {number: draw(st.sampled_from(held.item(number).choices)) for number in held.numbers}


@given(complete("phq9"))
def test_the_total_is_the_sum_of_the_answers(answers):
    scored = score(instrument("phq9"), answers)

    assert scored.total == sum(answers.values())
    assert isinstance(scored.total, int)
    assert scored.missing == 0


@given(complete("gad7"), st.randoms(use_true_random=False))
def test_the_order_of_the_answers_does_not_matter(answers, random):
    shuffled = list(answers.items())
    random.shuffle(shuffled)

    assert score(instrument("gad7"), dict(shuffled)) == score(instrument("gad7"), answers)


@given(complete("phq9"), st.integers(1, 9))
def test_an_incomplete_phq9_has_no_score(answers, number):
    del answers[number]

    assert score(instrument("phq9"), answers) is None
    assert measurements(instrument("phq9"), answers) == {}
    assert unanswered(instrument("phq9"), answers) == (number,)


@pytest.mark.parametrize("name", banded_courses())
def test_bands_rise_with_the_score_and_leave_no_score_out(name):
    _, measure = followed(name)
    order = [each.code for each in measure.bands]

    ranks = [
        order.index(band(measure, total))
        for total in range(int(measure.lowest), int(measure.highest) + 1, int(measure.step))
    ]

    assert all(after - here in {0, 1} for here, after in pairwise(ranks))
    assert set(ranks) == set(range(len(order)))


@pytest.mark.parametrize(
    ("code", "total", "expected"),
    [
        ("phq9", 4, "minimal"),
        ("phq9", 5, "mild"),
        ("phq9", 9, "mild"),
        ("phq9", 10, "moderate"),
        ("phq9", 14, "moderate"),
        ("phq9", 15, "moderately-severe"),
        ("phq9", 19, "moderately-severe"),
        ("phq9", 20, "severe"),
        ("phq9", 27, "severe"),
        ("gad7", 9, "mild"),
        ("gad7", 14, "moderate"),
        ("gad7", 15, "severe"),
        ("gad7", 21, "severe"),
        ("phq8", 9, "mild"),
        ("phq8", 10, "moderate"),
        ("phq8", 24, "severe"),
        ("phq4", 2, "normal"),
        ("phq4", 3, "mild"),
        ("phq4", 8, "moderate"),
        ("phq4", 9, "severe"),
        ("core10", 10, "low"),
        ("core10", 10.9, "low"),
        ("core10", 11, "mild"),
        ("core10", 15, "moderate"),
        ("core10", 24, "moderate-to-severe"),
        ("core10", 25, "severe"),
        ("dass21.depression", 8, "normal"),
        ("dass21.depression", 10, "mild"),
        ("dass21.depression", 20, "moderate"),
        ("dass21.depression", 26, "severe"),
        ("dass21.depression", 28, "extremely-severe"),
        ("dass21.anxiety", 6, "normal"),
        ("dass21.anxiety", 8, "mild"),
        ("dass21.anxiety", 10, "moderate"),
        ("dass21.anxiety", 18, "severe"),
        ("dass21.anxiety", 20, "extremely-severe"),
        ("dass21.stress", 14, "normal"),
        ("dass21.stress", 18, "mild"),
        ("dass21.stress", 24, "moderate"),
        ("dass21.stress", 32, "severe"),
        ("dass21.stress", 34, "extremely-severe"),
    ],
)
def test_bands_turn_where_the_publications_say(code, total, expected):
    assert band(followed(code)[1], total) == expected


def test_a_score_knows_its_band():
    assert score(instrument("gad7"), dict.fromkeys(range(1, 8), 1)).band == "mild"


@given(complete("pulse"))
def test_the_pulse_is_never_summed(answers):
    pulse = instrument("pulse")

    assert score(pulse, answers) is None
    assert measurements(pulse, answers) == {
        "mood": answers[1],
        "anxiety": answers[2],
        "sleep": answers[3],
    }


def test_one_answered_item_of_the_pulse_is_a_measurement():
    assert measurements(instrument("pulse"), {2: 7}) == {"anxiety": 7}


def test_a_complete_questionnaire_is_one_measurement():
    assert measurements(instrument("gad7"), dict.fromkeys(range(1, 8), 3)) == {"gad7": 21}


@pytest.mark.parametrize("answers", [{0: 1}, {10: 1}, {-1: 1}, {9: 4}, {9: -1}])
def test_answers_outside_the_instrument_are_refused(answers):
    with pytest.raises(AnswersDoNotFit):
        score(instrument("phq9"), answers)


def test_answers_outside_the_pulse_are_refused():
    with pytest.raises(AnswersDoNotFit):
        measurements(instrument("pulse"), {1: 11})


def test_a_refusal_names_the_item_and_keeps_the_answer_to_itself():
    with pytest.raises(AnswersDoNotFit, match="phq9 item 9 has no such choice") as caught:
        score(instrument("phq9"), {9: 777})

    assert "777" not in str(caught.value)


def test_a_mean_is_the_mean_of_the_answers():
    assert score(trial("mean"), {1: 1, 2: 2, 3: 2, 4: 4}).total == 2.25


def test_a_reversed_item_counts_from_the_other_end():
    held = trial(items="[{}, { reversed = true }]")

    assert score(held, {1: 4, 2: 4}).total == 4


def test_a_weight_multiplies_the_answer():
    held = trial(items="[{ weight = 2 }, {}]")

    assert score(held, {1: 3, 2: 1}).total == 7


def test_missing_answers_are_prorated_only_as_far_as_the_instrument_allows():
    held = trial(more="prorate_up_to = 1")

    assert score(held, {1: 1, 2: 2, 3: 2}).total == pytest.approx(20 / 3)
    assert score(held, {1: 1, 2: 2, 3: 2}).missing == 1
    assert score(held, {1: 1, 2: 2}) is None


def test_a_mean_leaves_missing_answers_out():
    held = trial("mean", more="prorate_up_to = 1")

    assert score(held, {1: 1, 2: 2, 3: 3}).total == 2


@given(st.lists(st.integers(0, 4), min_size=3, max_size=4))
def test_a_prorated_sum_stays_within_the_range(values):
    held = trial(more="prorate_up_to = 1\nbands = { low = 0, high = 8 }")

    scored = score(held, dict(enumerate(values, start=1)))

    assert 0 <= scored.total <= 16
    assert scored.band in {"low", "high"}


def test_an_instrument_without_bands_has_none():
    assert score(trial(), dict.fromkeys(range(1, 5), 1)).band is None


def test_binary_dust_keeps_no_mean_from_its_band():
    held = trial("mean", more="bands = { low = 0, high = 0.3 }")

    assert band(held, 0.1 + 0.1 + 0.1 - 1e-12) == "high"
