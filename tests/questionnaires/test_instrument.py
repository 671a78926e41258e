"""Promises of the instruments that come with the portal, and of the model they are made of."""

import re
import tomllib
from importlib.resources import files

import pytest

from questionnaires.catalogue import catalogue, instrument
from questionnaires.instrument import Direction, NoSuchItem, Recall, ScoreKind, Spacing

LOINC = {
    "phq9": (
        "44249-1",
        [
            "44250-9",
            "44255-8",
            "44259-0",
            "44254-1",
            "44251-7",
            "44258-2",
            "44252-5",
            "44253-3",
            "44260-8",
        ],
        "44261-6",
    ),
    "gad7": (
        "69737-5",
        ["69725-0", "68509-9", "69733-4", "69734-2", "69735-9", "69689-8", "69736-7"],
        "70274-6",
    ),
}


def test_the_first_three_instruments_come_with_the_portal():
    assert set(catalogue()) >= {"pulse", "phq9", "gad7"}


@pytest.mark.parametrize(
    ("code", "bands"),
    [
        ("phq9", {"minimal": 0, "mild": 5, "moderate": 10, "moderately-severe": 15, "severe": 20}),
        ("gad7", {"minimal": 0, "mild": 5, "moderate": 10, "severe": 15}),
    ],
)
def test_severity_bands_are_the_published_ones(code, bands):
    assert {band.code: band.lowest for band in instrument(code).bands} == bands


@pytest.mark.parametrize(
    ("code", "highest", "caseness", "points"), [("phq9", 27, 10, 6), ("gad7", 21, 8, 4)]
)
def test_ranges_cut_offs_and_reliable_change_are_the_published_ones(
    code, highest, caseness, points
):
    held = instrument(code)

    [measure] = held.measures

    assert (measure.lowest, measure.highest, measure.higher_is) == (0, highest, Direction.WORSE)
    assert measure.cut_off("caseness").at == caseness
    assert held.reliable_change.points == points


def test_every_number_names_its_source():
    for held in catalogue().values():
        sourced = [*held.cut_offs, *filter(None, [held.reliable_change])]

        assert held.source
        assert held.licence
        assert all(each.source for each in sourced)


def test_phq9_asks_about_two_weeks_and_is_given_at_most_weekly():
    phq9 = instrument("phq9")

    assert phq9.recall is Recall.TWO_WEEKS
    assert phq9.at_most_every.days == 7


def test_the_functional_question_is_no_item_of_phq9():
    assert len(instrument("phq9").items) == 9


def test_any_answer_but_the_first_to_item_9_of_phq9_is_critical():
    phq9 = instrument("phq9")

    assert [phq9.is_critical(9, value) for value in range(4)] == [False, True, True, True]


def test_no_other_answer_in_the_first_three_instruments_is_critical():
    answers = [
        (held.code, number, value)
        for held in catalogue().values()
        for number in held.numbers
        for value in held.item(number).choices
        if held.is_critical(number, value)
    ]

    assert [each for each in answers if each[0] in {"phq9", "gad7", "pulse"}] == [
        ("phq9", 9, 1),
        ("phq9", 9, 2),
        ("phq9", 9, 3),
    ]


def test_the_pulse_is_daily_and_each_item_is_its_own_measure():
    pulse = instrument("pulse")

    assert pulse.score is ScoreKind.EACH
    assert pulse.at_most_every.days == 1
    assert [(each.code, each.lowest, each.highest, each.higher_is) for each in pulse.measures] == [
        ("mood", 0, 10, Direction.BETTER),
        ("anxiety", 0, 10, Direction.WORSE),
        ("sleep", 0, 10, Direction.BETTER),
    ]


def test_the_pulse_offers_every_whole_number_from_0_to_10():
    pulse = instrument("pulse")

    assert {pulse.choices(number) for number in pulse.numbers} == {tuple(range(11))}


@pytest.mark.parametrize("code", ["phq9", "gad7"])
def test_loinc_codes_are_the_verified_ones(code):
    panel, items, total = LOINC[code]

    held = instrument(code)

    assert (held.loinc.panel, held.loinc.total) == (panel, total)
    assert [item.loinc for item in held.items] == items
    assert held.loinc.answers == ("LA6568-5", "LA6569-3", "LA6570-1", "LA6571-9")


def test_items_are_counted_from_one():
    pulse = instrument("pulse")

    assert list(pulse.numbers) == [1, 2, 3]
    assert pulse.item(1).code == "mood"
    assert pulse.item(3).code == "sleep"


@pytest.mark.parametrize("number", [-1, 0, 4])
def test_an_item_that_does_not_exist_is_refused_and_never_counted_from_the_end(number):
    with pytest.raises(NoSuchItem, match="items 1 to 3"):
        instrument("pulse").item(number)


def test_every_answer_of_the_catalogue_fits_into_a_button():
    callback_bytes = max(
        len(f"ABCDEFGH.{held.code}.{number}:{value}")
        for held in catalogue().values()
        for number in held.numbers
        for value in held.item(number).choices
    )

    assert callback_bytes <= 64


def test_every_spacing_is_known_in_days():
    assert [each.days for each in Spacing] == [1, 7, 14, 28]


def test_the_files_of_the_catalogue_are_read_from_the_package():
    for file in (files("questionnaires") / "catalogue").iterdir():
        if file.name.endswith(".toml"):
            table = tomllib.loads(file.read_text(encoding="utf-8"))

            assert re.match(rf"{table['code']}(-{table['version']})?\.toml", file.name)
