"""What a practice can ask, as one value: the portal's scales, its own, and its thresholds."""

from dataclasses import replace
from multiprocessing.reduction import ForkingPickler

import pytest

from questionnaires.catalogue import UnknownInstrument, every_edition
from questionnaires.instrument import Direction
from questionnaires.library import Choice, Setting, goes_on, library, shipped, with_settings
from questionnaires.own import ScaleContradicts, example, read_scale
from questionnaires.wording import every_wording

FIRST = read_scale(example(), "example.toml", shipped())
SECOND = replace(FIRST.instrument, version="2")


def test_without_anything_of_its_own_a_practice_has_what_ships():
    held = shipped()

    assert held.editions.keys() == every_edition().keys()
    assert dict(held.wordings) == dict(every_wording())
    assert held.own == frozenset()
    assert held.settings == ()


def test_a_library_can_be_handed_to_another_process():
    held = library([FIRST.instrument], FIRST.wordings, [Setting("phq9", Choice.HIDDEN)])

    for each in (held, shipped()):
        assert ForkingPickler.loads(ForkingPickler.dumps(each)) == each


def test_versions_are_ordered_by_their_numbers():
    tenth = replace(FIRST.instrument, version="10")
    held = library([tenth, SECOND, FIRST.instrument], ())

    assert list(held.editions["between"]) == ["1", "2", "10"]
    assert held.instrument("between") == tenth
    assert held.instrument("between", "2") == SECOND
    with pytest.raises(UnknownInstrument, match="between in version 3"):
        held.instrument("between", "3")


def test_a_course_that_only_an_earlier_version_has_is_still_known():
    bare = replace(SECOND, subscales=())
    held = library([FIRST.instrument, bare], FIRST.wordings)

    assert held.followed("between.body")[0] == FIRST.instrument
    assert held.followed("between")[0] == bare
    assert held.followed("between", "1")[0] == FIRST.instrument
    with pytest.raises(UnknownInstrument):
        held.followed("between.soul")
    with pytest.raises(UnknownInstrument):
        held.followed("between.body", "2")


def test_an_answer_is_critical_if_any_version_says_so():
    harmless = replace(SECOND, critical=())
    held = library([FIRST.instrument, harmless], ())

    assert held.is_critical("between", 4, 1)
    assert not held.is_critical("between", 4, 0)
    assert not held.is_critical("between", 3, 4)
    assert not held.is_critical("nothing", 4, 1)


def test_words_belong_to_one_version_and_are_offered_only_there():
    held = library([FIRST.instrument, SECOND], FIRST.wordings)

    assert held.languages("between", "1") == {"en"}
    assert held.languages("between") == frozenset()
    assert held.wording("between", "1", "es") is None
    assert held.nearest("between", "1", "es") == FIRST.wordings[0]
    assert held.nearest("between", "2", "es") is None


def test_a_scale_of_the_practice_stands_where_the_portal_ships_its_code_later():
    mine = replace(FIRST.instrument, code="phq9")
    held = library([mine], ())

    assert held.editions["phq9"] == {"1": mine}
    assert held.languages("phq9") == frozenset()
    assert shipped().instrument("phq9") != mine


@pytest.mark.parametrize(
    ("setting", "least", "caseness"),
    [
        (Setting("phq9", Choice.RELIABLE_POINTS, value=5, source="x"), 5, 10),
        (Setting("phq9", Choice.RELIABLE_PERCENT, value=50, source="x"), 10, 10),
        (Setting("phq9", Choice.CUT_OFF, "caseness", 8, "x"), 6, 8),
    ],
)
def test_a_threshold_of_the_practice_stands_in_place_of_ours(setting, least, caseness):
    measure = library((), (), [setting]).instrument("phq9").total

    assert measure.reliable_change.least(20) == least
    assert measure.cut_off("caseness").at == caseness
    assert measure.cut_off("remission").at == 5


def test_a_threshold_of_a_part_changes_that_part_alone():
    setting = Setting("between.body", Choice.RELIABLE_POINTS, value=2, source="x")
    changed = library([FIRST.instrument], (), [setting]).instrument("between")

    assert changed.measure("body").reliable_change.points == 2
    assert changed.total.reliable_change is None


def test_a_threshold_that_does_not_fit_a_version_leaves_it_as_it_was():
    beyond = Setting("between", Choice.RELIABLE_POINTS, value=99, source="x")
    nowhere = Setting("between.soul", Choice.RELIABLE_POINTS, value=1, source="x")

    assert with_settings(FIRST.instrument, [beyond, nowhere]) == FIRST.instrument


def test_scores_go_on_where_they_are_values_of_one_measure():
    harmless = replace(SECOND, critical=(), bands=())
    other_range = replace(
        SECOND, items=(replace(SECOND.items[0], choices=(0, 1)), *SECOND.items[1:])
    )
    turned = replace(
        SECOND,
        items=(
            replace(SECOND.items[0], reversed=True, higher_is=Direction.BETTER),
            *SECOND.items[1:],
        ),
    )

    assert goes_on("between", FIRST.instrument, harmless)
    assert not goes_on("between", FIRST.instrument, other_range)
    assert not goes_on("between.body", FIRST.instrument, other_range)
    assert not goes_on("between", FIRST.instrument, turned)
    assert not goes_on("between.soul", FIRST.instrument, FIRST.instrument)


# --- the file of a practice -----------------------------------------------------------------


def test_the_example_is_complete_and_says_everything_that_can_be_said():
    assert FIRST.missing == ()
    assert [each.language for each in FIRST.wordings] == ["en"]
    assert (FIRST.instrument.total.lowest, FIRST.instrument.total.highest) == (0, 16)
    for word in ("reversed", "functional", "critical", "subscales", "reliable_change", "cut_offs"):
        assert word in example()


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ('code = "between"', 'code = "gad7"', "x.toml: code: 'gad7' comes with the portal"),
        ("items = [1, 2]", "items = [1, 9]", "x.toml: subscales.body: items: there is no item 9"),
        ("at_least = 1", "at_least = 9", r"x.toml: critical\[1\]: no answer reaches 9"),
        ("light = 0,", "light = 1,", "x.toml: bands: begin at 1, scores at 0"),
        ('score = "sum"', 'score = "product"', "x.toml: score: 'product' is none of"),
        ('score = "sum"', 'score = "each"', "x.toml: "),
        ("[wording.en]", "[wording.EN]", "x.toml: wording.EN: a language is written as en"),
        ("[wording.en]", "[wording.en]\nmood = 1", "x.toml: wording.en: mood: unknown key"),
        ("[wording.en]", "[wording]\nen = 3\n[other]", "x.toml: wording: wants a table"),
        ("choices = [0", "choices = [0,, ", "x.toml: not TOML"),
    ],
)
def test_a_file_that_cannot_be_taken_says_where_and_why(before, after, why):
    assert before in example()
    with pytest.raises(ScaleContradicts, match=why):
        read_scale(example().replace(before, after, 1), "x.toml", shipped())


def test_words_alone_are_for_a_scale_that_is_there():
    with pytest.raises(ScaleContradicts, match="there is no scale nothing"):
        read_scale('code = "nothing"\n[wording.en]\ntitle = "x"\n', "x.toml", shipped())

    found = read_scale('code = "peg"\n[wording.en]\ntitle = "x"\n', "x.toml", shipped())

    assert not found.brings_instrument
    assert found.missing == ("en: items[1]", "en: items[2]", "en: items[3]")


def test_what_asks_for_action_is_what_any_version_says_of_it():
    shelf = shipped()
    for code, versions in shelf.editions.items():
        for item in range(30):
            for value in range(-1, 30):
                said = any(each.is_critical(item, value) for each in versions.values())
                assert shelf.is_critical(code, item, value) is said
    assert shelf.is_critical("phq9", 9, 1)
