"""Promises of the instruments that ship: their critical items, cut-offs, codes and how often."""

import pytest

from questionnaires.catalogue import catalogue, instrument
from questionnaires.instrument import CASENESS, Direction, ReliableChange, ScoreKind, Spacing
from questionnaires.library import shipped

followed = shipped().followed

LOINC = {
    "44249-1", "44250-9", "44255-8", "44259-0", "44254-1", "44251-7", "44258-2", "44252-5",
    "44253-3", "44260-8", "44261-6", "69722-7", "69737-5", "69725-0", "68509-9", "69733-4",
    "69734-2", "69735-9", "69689-8", "69736-7", "70274-6", "69724-3", "70272-0", "55757-9",
    "55758-7", "72109-2", "75626-2", "91148-7",
}  # fmt: skip
"""The codes that were verified; a code that is not here does not ship."""

UNCHECKED = "idely used, to be checked"


def test_the_critical_items_are_those_that_a_source_names():
    critical = {
        code: [(each.item, each.at_least) for each in held.critical]
        for code, held in catalogue().items()
        if held.critical
    }

    assert critical == {"phq9": [(9, 1)], "core10": [(6, 1)]}


@pytest.mark.parametrize(
    ("course", "cut_off", "at"),
    [
        ("phq9", CASENESS, 10),
        ("phq9", "remission", 5),
        ("gad7", CASENESS, 8),
        ("gad7", "screening", 10),
        ("phq2", "screening", 3),
        ("gad2", "screening", 3),
        ("phq4.phq2", "screening", 3),
        ("phq4.gad2", "screening", 3),
        ("pcl5", CASENESS, 33),
        ("core10", CASENESS, 11),
        ("audit_c", "men", 4),
        ("audit_c", "women", 3),
    ],
)
def test_cut_offs_are_the_published_ones(course, cut_off, at):
    assert followed(course)[1].cut_off(cut_off).at == at


def test_two_cut_offs_for_two_kinds_of_people_are_no_caseness():
    assert followed("audit_c")[1].cut_off(CASENESS) is None


@pytest.mark.parametrize(
    ("course", "points", "percent"),
    [
        ("phq9", 6, None),
        ("gad7", 4, None),
        ("pcl5", 10, None),
        ("core10", 6, None),
        ("peg", None, 30),
    ],
)
def test_reliable_change_is_the_published_one(course, points, percent):
    change = followed(course)[1].reliable_change

    assert change == ReliableChange(points, change.source, percent)


@pytest.mark.parametrize("course", ["pcl5", "peg"])
def test_a_number_that_was_not_checked_says_so(course):
    assert UNCHECKED in followed(course)[1].reliable_change.source


@pytest.mark.parametrize("code", ["phq4", "core10"])
def test_bands_that_were_not_checked_say_so(code):
    assert f"The bands are w{UNCHECKED}" in instrument(code).source


def test_no_code_ships_that_was_not_verified():
    shipped = set()
    for held in catalogue().values():
        shipped |= {item.loinc for item in held.items if item.loinc}
        if held.loinc:
            shipped |= {held.loinc.panel, held.loinc.total, held.loinc.functional} - {None}

    assert shipped == LOINC


def test_the_functional_question_is_known_by_its_code_and_not_asked():
    held = instrument("phq9")

    assert held.loinc.functional == "69722-7"
    assert len(held.items) == len(held.scored) == 9


def test_only_what_asks_about_the_day_may_come_every_day():
    daily = {code for code, held in catalogue().items() if held.is_daily}

    assert daily == {*("pulse", "pain", "pain_in_the_way", "sleep_hours", "practice", "phq2_daily")}
    assert all(held.is_daily == (held.recall == "day") for held in catalogue().values())


def test_a_daily_item_has_a_name_of_its_own_in_the_whole_catalogue():
    codes = [
        item.code
        for held in catalogue().values()
        if held.score is ScoreKind.EACH
        for item in held.items
    ]

    assert len(set(codes)) == len(codes)
    assert not set(codes) & {name for held in catalogue().values() for name in held.courses}


def test_the_pulse_is_the_one_that_plans_are_pinned_to():
    pulse = instrument("pulse", "1")

    assert instrument("pulse") is pulse
    assert [item.code for item in pulse.items] == ["mood", "anxiety", "sleep"]


@pytest.mark.parametrize("code", ["swls", "session"])
def test_where_higher_is_better_the_measure_says_so(code):
    assert instrument(code).total.higher_is is Direction.BETTER


def test_the_two_confident_items_of_the_core10_are_turned_round():
    turned = [n for n, item in enumerate(instrument("core10").items, start=1) if item.reversed]

    assert turned == [2, 3]


def test_what_asks_about_a_longer_time_comes_no_more_often_than_that_allows():
    spacing = {code: held.at_most_every for code, held in catalogue().items()}

    assert spacing["phq9"] is spacing["gad7"] is Spacing.WEEK
    assert spacing["pcl5"] is Spacing.TWO_WEEKS
    assert spacing["audit_c"] is spacing["swls"] is Spacing.MONTH
