"""Promises of the loader: what contradicts itself is refused, and the message says where."""

import pytest

from questionnaires.instrument import Direction, ScoreKind
from questionnaires.loading import InstrumentContradicts, load_instrument
from questionnaires.sheet import SheetDoesNotFit, open_sheet

HEAD = """
code = "trial"
version = "1"
source = "A book, page 3"
licence = "Free"
recall = "week"
at_most_every = "week"
"""
SUM = (
    HEAD
    + """
score = "sum"
higher_is = "worse"
items = 4
choices = [0, 1, 2, 3]
"""
)
EACH = (
    HEAD
    + """
score = "each"
choices = [0, 1, 2]
items = [
    { code = "mood", higher_is = "better" },
    { code = "pain", higher_is = "worse", choices = [0, 5, 10] },
]
"""
)
SOURCE = 'source = "A book"'


def refusal(text):
    with pytest.raises(InstrumentContradicts) as caught:
        load_instrument(text, "trial.toml")
    return str(caught.value)


def test_items_that_are_all_alike_are_just_a_number():
    trial = load_instrument(SUM, "trial.toml")

    assert [item.code for item in trial.items] == ["1", "2", "3", "4"]
    assert {item.choices for item in trial.items} == {(0, 1, 2, 3)}
    assert {item.higher_is for item in trial.items} == {Direction.WORSE}


def test_an_item_may_have_its_own_choices_and_direction():
    trial = load_instrument(EACH, "trial.toml")

    assert trial.score is ScoreKind.EACH
    assert trial.higher_is is None
    assert [(item.code, item.choices, item.higher_is) for item in trial.items] == [
        ("mood", (0, 1, 2), Direction.BETTER),
        ("pain", (0, 5, 10), Direction.WORSE),
    ]


def test_a_direction_at_the_top_serves_every_item_that_does_not_say_its_own():
    text = EACH.replace('score = "each"', 'score = "each"\nhigher_is = "worse"').replace(
        'code = "mood", higher_is = "better"', 'code = "mood"'
    )

    assert load_instrument(text, "trial.toml").items[0].higher_is is Direction.WORSE


def test_a_higher_answer_to_a_reversed_item_means_the_opposite():
    text = SUM.replace("items = 4", "items = [{}, { reversed = true, weight = 2 }]")

    trial = load_instrument(text, "trial.toml")

    assert [item.higher_is for item in trial.items] == [Direction.WORSE, Direction.BETTER]
    assert [trial.items[1].scored(answer) for answer in range(4)] == [6, 4, 2, 0]


def test_the_range_of_a_sum_counts_weights():
    text = SUM.replace("items = 4", "items = [{}, { weight = 2 }]")

    [measure] = load_instrument(text, "trial.toml").measures

    assert (measure.lowest, measure.highest) == (0, 9)


def test_the_range_of_a_mean_is_that_of_its_items():
    text = SUM.replace('"sum"', '"mean"').replace("[0, 1, 2, 3]", "[1, 2, 3, 4, 5]")

    [measure] = load_instrument(text, "trial.toml").measures

    assert (measure.lowest, measure.highest) == (1, 5)


@pytest.mark.parametrize(
    ("added", "complaint"),
    [
        ("bands = { low = 0, high = 5, middle = 5 }", "bands: 'middle' does not rise above 'high'"),
        ("bands = { low = 0, high = 7, middle = 5 }", "bands: 'middle' does not rise above 'high'"),
        ("bands = { low = 2, high = 5 }", "bands: begin at 2, scores at 0"),
        ("bands = { low = -1, high = 5 }", "bands: begin at -1, scores at 0"),
        ("bands = { low = 0, high = 13 }", "bands: 'high' begins beyond the highest score 12"),
        ("bands = { low = 'x' }", "bands.low: wants a number, not 'x'"),
        ("bands = { low = nan }", "bands.low: wants a number"),
        ("bands = { low = true }", "bands.low: wants a number"),
        ("bands = 3", "bands: wants a table of numbers"),
        (f"cut_offs.caseness = {{ at = 13, {SOURCE} }}", "cut_offs.caseness: 13 lies outside 0"),
        (f"cut_offs.caseness = {{ at = 0, {SOURCE} }}", "cut_offs.caseness: every score reaches 0"),
        ("cut_offs.caseness = { at = 5, source = ' ' }", "cut_offs.caseness: source is empty"),
        ("cut_offs.caseness = { at = 5 }", "cut_offs.caseness: source: is missing"),
        (f"cut_offs.caseness = {{ at = 5, on = 1, {SOURCE} }}", "cut_offs.caseness: on: unknown"),
        ("cut_offs = 5", "cut_offs: wants named tables"),
        ("cut_offs.caseness = 5", "cut_offs.caseness: wants a table"),
        (f"reliable_change = {{ points = 0, {SOURCE} }}", "reliable_change: 0 points"),
        (f"reliable_change = {{ points = 13, {SOURCE} }}", "reliable_change: 13 points in a range"),
        ("reliable_change = { points = 4, source = '' }", "reliable_change: source is empty"),
        ("reliable_change = 4", "reliable_change: wants a table"),
        ("critical = [{ item = 5, at_least = 1 }]", "critical[1]: there is no item 5"),
        ("critical = [{ item = 0, at_least = 1 }]", "critical[1]: there is no item 0"),
        ("critical = [{ item = 4, at_least = 4 }]", "critical[1]: no answer reaches 4"),
        ("critical = [{ item = 4, at_least = 0 }]", "critical[1]: every answer reaches 0"),
        (
            "critical = [{ item = 4, at_least = 1 }, { item = 4, at_least = 2 }]",
            "critical[2]: item 4 is listed twice",
        ),
        ("critical = ['item 4']", "critical: wants tables, not 'item 4'"),
        ("critical = [{ item = 4, at_least = true }]", "critical[1]: at_least: wants a whole"),
        ("prorate_up_to = 4", "prorate_up_to: 4 of 4 items"),
        ("prorate_up_to = -1", "prorate_up_to: -1 of 4 items"),
        ("loinc = { panel = '44249' }", "loinc: '44249' is not a LOINC code"),
        ("loinc = { panel = '1-1', total = '1-1' }", "loinc: a code is used twice"),
        ("loinc = { panel = '1-1', functional = '1-1' }", "loinc: a code is used twice"),
        ("loinc = { panel = '1-1', functional = 'x' }", "loinc: 'x' is not a LOINC code"),
        ("loinc = { panel = '1-1', items = ['2-2'] }", "loinc: 1 item codes for 4 items"),
        ("loinc = { panel = '1-1', answers = ['LA1-1'] }", "loinc: 1 answer codes do not fit"),
        ("loinc = { panel = '1-1', answers = ['x', 'LA2-2'] }", "loinc: 'x' is not a LOINC answer"),
        ("functional = 10", "functional: unknown key"),
    ],
)
def test_an_instrument_that_contradicts_itself_is_refused_with_the_place(added, complaint):
    assert f"trial.toml: {complaint}" in refusal(SUM + added)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('code = "trial"', 'code = "PHQ-9"', "code: 'PHQ-9' is not"),
        ('code = "trial"', 'code = "a.b"', "code: 'a.b' is not"),
        ('code = "trial"', 'code = "a23456789012345678"', "code: 'a23456789012345678' is not"),
        ('version = "1"', 'version = "new"', "version: 'new' is not numbers"),
        ('version = "1"', "version = 1", "version: wants a text, not 1"),
        ('version = "1"', "", "version: is missing"),
        ('source = "A book, page 3"', 'source = ""', "source: is empty"),
        ('licence = "Free"', 'licence = " "', "licence: is empty"),
        ('recall = "week"', 'recall = "decade"', "recall: 'decade' is none of day, week"),
        ('score = "sum"', 'score = "median"', "score: 'median' is none of sum, mean, subscales"),
        ('higher_is = "worse"', "", "higher_is: is missing"),
        ('higher_is = "worse"', 'higher_is = "higher"', "higher_is: 'higher' is none of"),
        ("items = 4", "items = 0", "items: there are none"),
        ("items = 4", "items = []", "items: there are none"),
        ("items = 4", "items = 'four'", "items: wants a whole number"),
        ("items = 4", "items = ['Sleep']", "items: wants tables"),
        ("items = 4", "items = [{ text = 'Sleep' }]", "items[1]: text: unknown key"),
        ("items = 4", "items = [{}, { code = '1' }]", "items[2]: code '1' is used twice"),
        ("items = 4", "items = [{ code = 'a b' }]", "items[1]: code 'a b' is not"),
        ("items = 4", "items = [{ weight = 0 }]", "items[1]: weight: 0 is below 1"),
        ("items = 4", "items = [{ reversed = 1 }]", "items[1]: reversed: wants true or false"),
        ("items = 4", "items = [3]", "items[1]: wants a table"),
        (
            "items = 4",
            "items = [{ reversed = true, choices = [0, 1, 3] }]",
            "items[1]: reversed: the choices do not mirror",
        ),
        ("items = 4", "items = [{ higher_is = 'better' }]", "items[1]: higher_is: unknown key"),
        ("[0, 1, 2, 3]", "[0]", "items[1]: choices: fewer than two"),
        ("[0, 1, 2, 3]", "[0, 2, 1]", "items[1]: choices: do not rise"),
        ("[0, 1, 2, 3]", "[0, 1, 1]", "items[1]: choices: do not rise"),
        ("[0, 1, 2, 3]", "[-1, 0, 1]", "items[1]: choices: begin below 0"),
        ("[0, 1, 2, 3]", "[0, 1.5]", "choices: wants a list of whole numbers"),
        ("[0, 1, 2, 3]", "3", "choices: wants a list, not 3"),
        ("choices = [0, 1, 2, 3]", "", "items[1]: choices: is missing"),
        ("items = 4", "items = 4\nprorate_up_to = 'one'", "prorate_up_to: wants a whole number"),
        (
            "items = 4",
            "items = [{}, { weight = 2 }]\nprorate_up_to = 1",
            "prorate_up_to: the items weigh differently",
        ),
        ('"sum"', '"sum', "not TOML"),
    ],
)
def test_a_field_that_cannot_be_is_refused_with_the_place(old, new, complaint):
    text = SUM.replace(old, new, 1)

    assert text != SUM
    assert f"trial.toml: {complaint}" in refusal(text)


@pytest.mark.parametrize(
    ("added", "complaint"),
    [
        ("bands = { low = 0 }", "bands: there is no score to compare"),
        (f"cut_offs.caseness = {{ at = 1, {SOURCE} }}", "cut_offs: there is no score to compare"),
        (f"reliable_change = {{ points = 1, {SOURCE} }}", "reliable_change: there is no score"),
        ("prorate_up_to = 1", "prorate_up_to: means nothing where each item"),
        ("loinc = { panel = '1-1', total = '2-2' }", "loinc: a total where there is no score"),
    ],
)
def test_items_that_are_each_a_measure_have_nothing_that_needs_a_total(added, complaint):
    assert f"trial.toml: {complaint}" in refusal(EACH + added)


@pytest.mark.parametrize(
    ("added", "complaint"),
    [
        ("weight = 2", "items[1]: weight: means nothing to score 'each'"),
        ("reversed = true", "items[1]: reversed: means nothing where each item"),
    ],
)
def test_an_item_that_is_a_measure_by_itself_is_kept_as_answered(added, complaint):
    text = EACH.replace('code = "mood"', f'code = "mood", {added}')

    assert f"trial.toml: {complaint}" in refusal(text)


def test_an_item_that_is_a_measure_by_itself_says_which_way_is_better():
    text = EACH.replace('higher_is = "better"', "weight = 1")

    assert "trial.toml: items[1]: higher_is: is missing" in refusal(text)


def test_every_contradiction_is_told_at_once():
    found = refusal(SUM + "critical = [{ item = 5, at_least = 1 }]\nbands = { low = 1 }")

    assert len(found.splitlines()) == 2


def test_item_codes_of_loinc_need_the_code_of_the_panel():
    assert "loinc: panel: is missing" in refusal(SUM + "loinc = { items = ['1-1'] }")


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (lambda sheet: sheet.texts("key"), "key = ['a', 1]"),
        (lambda sheet: sheet.texts("key"), "key = 'a'"),
        (lambda sheet: sheet.named_texts("key"), "key = { a = 1 }"),
        (lambda sheet: sheet.named_texts("key"), "key = 1"),
        (lambda sheet: sheet.number("key"), "key = inf"),
        (lambda sheet: sheet.finish(), "key = 1"),
    ],
)
def test_a_sheet_names_the_key_that_it_refuses(read, text):
    with pytest.raises(SheetDoesNotFit, match=r"^some\.toml: key"):
        read(open_sheet(text, "some.toml"))
