"""Promises of subscales and functional items: each is as the file says, nothing counts twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaires.change import Change, reliable_change
from questionnaires.instrument import NoSuchMeasure
from questionnaires.loading import InstrumentContradicts, load_instrument
from questionnaires.scoring import measurements, score, scores

SHORT = """
code = "short"
version = "1"
source = "A book"
licence = "Free"
recall = "week"
at_most_every = "week"
score = "{score}"
higher_is = "worse"
choices = [0, 1, 2, 3]
{more}

[[items]]
[[items]]
[[items]]
[[items]]
[[items]]
functional = true

[subscales.low]
items = [1, 3]
bands = {{ normal = 0, severe = 6 }}

[subscales.stress]
items = [2, 4]

[subscales.stress.reliable_change]
{change}
source = "A book"
"""


def short(score="subscales", more="times = 2", change="points = 4"):
    return load_instrument(SHORT.format(score=score, more=more, change=change), "short.toml")


answers = st.fixed_dictionaries({number: st.sampled_from((0, 1, 2, 3)) for number in range(1, 6)})


@given(answers)
def test_each_subscale_is_the_sum_of_its_own_items_times_two(given_answers):
    found = measurements(short(), given_answers)

    assert found == {
        "low": 2 * (given_answers[1] + given_answers[3]),
        "stress": 2 * (given_answers[2] + given_answers[4]),
    }


@given(answers)
def test_where_subscales_stand_alone_there_is_no_total(given_answers):
    assert short().total is None
    assert score(short(), given_answers) is None


@given(answers)
def test_beside_subscales_a_total_counts_every_item_but_the_functional_one(given_answers):
    held = short("sum", more="")

    assert score(held, given_answers).total == sum(given_answers[n] for n in range(1, 5))
    assert set(scores(held, given_answers)) == {"short", "low", "stress"}


def test_an_unanswered_functional_item_takes_no_score_away():
    assert score(short("sum", more=""), {1: 1, 2: 1, 3: 1, 4: 1}).missing == 0


def test_a_subscale_that_lacks_an_answer_has_no_score_and_the_other_keeps_its_own():
    assert set(scores(short(), {1: 1, 3: 1, 4: 1})) == {"low"}


def test_every_subscale_has_its_own_range_bands_and_reliable_change():
    low, stress = short().measures

    assert (low.lowest, low.highest, low.step) == (0, 12, 2)
    assert scores(short(), {1: 0, 3: 3})["low"].band == "severe"
    assert reliable_change(stress, 8, 4) is Change.IMPROVED
    assert reliable_change(low, 8, 0) is None


def test_courses_are_named_by_instrument_and_subscale():
    assert list(short().courses) == ["short.low", "short.stress"]
    assert list(short("sum", more="").courses) == ["short", "short.low", "short.stress"]


def test_a_measure_that_is_not_there_cannot_be_asked_for():
    with pytest.raises(NoSuchMeasure):
        short().measure("short")


@pytest.mark.parametrize(
    ("baseline", "latest", "expected"),
    [(10, 7, Change.IMPROVED), (10, 7.1, Change.UNCHANGED), (10, 13, Change.DETERIORATED)],
)
def test_a_reliable_change_can_be_a_share_of_the_baseline(baseline, latest, expected):
    stress = short(change="percent = 30").measure("stress")

    assert reliable_change(stress, baseline, latest) is expected


def test_a_share_of_nothing_tells_nothing():
    assert reliable_change(short(change="percent = 30").measure("stress"), 0, 3) is None


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("items = [1, 3]", "items = []", "subscales.low: items: there are none"),
        ("items = [1, 3]", "items = [1, 1]", "subscales.low: items: one is listed twice"),
        ("items = [1, 3]", "items = [1, 9]", "subscales.low: items: there is no item 9"),
        ("items = [1, 3]", "items = [1, 5]", "subscales.low: items: item 5 is functional"),
        ("severe = 6", "severe = 40", "subscales.low.bands: 'severe' begins beyond"),
        ("points = 4", "points = 99", "subscales.stress.reliable_change: 99 points"),
        ("points = 4", "points = 4\npercent = 30", "reliable_change: wants points or percent"),
        ("times = 2", "times = 0", "times: 0 is below 1"),
        ("[subscales.low]", "[subscales.short]", "subscales.short: the code names something"),
        ("times = 2", "bands = { low = 0 }", "bands: there is no score to compare"),
    ],
)
def test_a_subscale_that_cannot_be_is_refused_with_its_place(old, new, place):
    text = SHORT.format(score="subscales", more="times = 2", change="points = 4")
    assert old in text

    with pytest.raises(InstrumentContradicts, match="short.toml: .*" + place.replace("[", r"\[")):
        load_instrument(text.replace(old, new, 1), "short.toml")
