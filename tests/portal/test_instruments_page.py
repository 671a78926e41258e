"""The page about instruments comes from the catalogue, is up to date, and leaves no number out."""

import pytest

from portal.instruments_page import KINDS, PAGE, RECALLS, SPACINGS, page
from questionnaires.catalogue import catalogue
from questionnaires.instrument import Recall, ScoreKind, Spacing
from questionnaires.library import shipped

languages = shipped().languages


def section(code):
    return page().partition(f'<a id="{code}"></a>')[2].partition("<a id=")[0]


def test_the_page_is_up_to_date():
    assert PAGE.read_text("utf-8") == page(), "python -m portal.instruments_page"


@pytest.mark.parametrize("held", catalogue().values(), ids=lambda held: held.code)
def test_every_number_stands_there_with_its_source(held):
    told = section(held.code)

    assert held.source in told
    assert held.licence in told
    for measure in held.measures:
        assert f"| {measure.lowest:g} to {measure.highest:g}, " in told
        assert all(f"{each.code} {each.lowest:g}" in told for each in measure.bands)
        for each in measure.cut_offs:
            assert f"{each.code} {each.at:g} ({each.source})" in told
        if measure.reliable_change is not None:
            assert f"({measure.reliable_change.source})" in told
    for each in held.critical:
        assert f"item {each.item}, from the answer {each.at_least}" in told


@pytest.mark.parametrize("code", sorted(catalogue()))
def test_every_language_stands_there_with_its_review(code):
    told = section(code)

    for language in languages(code):
        assert f"| {language} | " in told
    assert told.count("| not reviewed |") == len(languages(code))
    assert ("Wording needed" in told) is (not languages(code))


def test_every_way_to_count_has_words():
    assert set(KINDS) == set(ScoreKind)
    assert set(RECALLS) == set(Recall)
    assert set(SPACINGS) == set(Spacing)
