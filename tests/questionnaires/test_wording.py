"""Promises of the wording: complete or absent, of its own instrument, reviewed only if it was."""

from importlib.resources import files

import pytest

from questionnaires.catalogue import catalogue, every_edition, load_editions
from questionnaires.instrument import ScoreKind
from questionnaires.library import shipped
from questionnaires.wording import WordingContradicts, load_shelf, load_wording

languages, nearest, wording = shipped().languages, shipped().nearest, shipped().wording

SHIPPED = [
    (code, held.version, language)
    for code, held in catalogue().items()
    for language in sorted(languages(code))
]

TRIAL = """
code = "trial"
version = "1"
source = "A book"
licence = "Free"
recall = "week"
at_most_every = "week"
score = "sum"
higher_is = "worse"
items = 2
choices = [0, 1]
bands = { low = 0, high = 2 }
"""
WORDS = """
code = "trial"
versions = ["1"]
title = "Trial"
items = ["First?", { text = "Second?", choices = ["Rarely", "Often"] }]
choices = ["No", "Yes"]
bands = { low = "low", high = "high" }
provenance = { source = "A book", licence = "Free", reviewed = "no" }
"""


@pytest.fixture
def editions(tmp_path):
    (tmp_path / "trial-1.toml").write_text(TRIAL, encoding="utf-8")
    second = TRIAL.replace('version = "1"', 'version = "2"')
    (tmp_path / "trial-2.toml").write_text(second, encoding="utf-8")
    return load_editions(tmp_path)


@pytest.mark.parametrize("code", ["pulse", "phq9", "gad7"])
def test_the_first_three_instruments_are_offered_in_english_and_spanish(code):
    assert languages(code) >= {"en", "es"}


@pytest.mark.parametrize(("code", "version", "language"), SHIPPED)
def test_no_wording_claims_a_review_that_did_not_happen(code, version, language):
    provenance = wording(code, version, language).provenance

    assert not provenance.is_reviewed
    assert "Not reviewed by a native clinician" in provenance.note


@pytest.mark.parametrize(("code", "version", "language"), SHIPPED)
def test_every_shipped_wording_fits_its_instrument(code, version, language):
    held, worded = every_edition()[code][version], wording(code, version, language)

    assert (worded.code, worded.version, worded.language) == (code, version, language)
    assert [tuple(item.choices) for item in worded.items] == [item.choices for item in held.items]
    assert set(worded.bands) == {band.code for each in held.measures for band in each.bands}
    assert set(worded.subscales) == {each.code for each in held.subscales}
    assert len(worded.title) <= 24
    if held.score is ScoreKind.EACH:
        assert all(item.name and item.ends for item in worded.items)


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_item_of_the_pulse_has_a_name_and_two_named_ends(language):
    for item in wording("pulse", "1", language).items:
        assert item.name
        assert len(set(item.ends)) == 2
        assert item.choices == {value: str(value) for value in range(11)}


@pytest.mark.parametrize("code", ["peg", "phq2_daily"])
def test_without_a_source_of_its_wording_a_scale_has_none(code):
    assert languages(code) == frozenset()


def test_an_instruction_stands_beside_the_preamble():
    worded = wording("pcl5", "1", "en")

    assert worded.instruction.startswith("The following is a list of problems")
    assert worded.preamble == "In the past month, how much were you bothered by:"


def test_who_reads_about_answers_gets_english_where_their_language_has_no_words():
    assert nearest("core10", "1", "es") is wording("core10", "1", "en")
    assert nearest("phq9", "1", "es") is wording("phq9", "1", "es")
    assert nearest("peg", "1", "es") is None


def test_the_pulse_asks_in_its_own_words():
    mood = wording("pulse", "1", "en").item(1)

    assert mood.text == "How is your mood right now?"
    assert mood.ends == ("very low", "very good")


def test_a_wording_counts_its_items_from_one():
    worded = wording("phq9", "1", "en")

    assert worded.item(9) is worded.items[8]
    for number in (0, 10):
        with pytest.raises(LookupError, match="items 1 to 9"):
            worded.item(number)


@pytest.mark.parametrize(
    ("code", "version", "language"),
    [("phq9", "1", "tlh"), ("phq9", "999", "en"), ("unheard_of", "1", "en")],
)
def test_what_has_no_wording_is_not_offered(code, version, language):
    assert wording(code, version, language) is None
    assert language not in languages(code, version)


def test_every_wording_in_the_package_is_complete():
    files_of_ours = {
        (file.name.removesuffix(".toml"), folder.name)
        for folder in (files("questionnaires") / "wording").iterdir()
        if folder.is_dir()
        for file in folder.iterdir()
        if file.name.endswith(".toml")
    }

    assert files_of_ours == {(code, language) for code, _, language in SHIPPED}


def test_an_item_may_have_labels_of_its_own(editions):
    [worded] = load_wording(WORDS, "en/trial.toml", "en", editions)

    assert worded.item(1).choices == {0: "No", 1: "Yes"}
    assert worded.item(2).choices == {0: "Rarely", 1: "Often"}


def test_one_wording_may_serve_several_versions(editions):
    text = WORDS.replace('versions = ["1"]', 'versions = ["1", "2"]')

    worded = load_wording(text, "en/trial.toml", "en", editions)

    assert [each.version for each in worded] == ["1", "2"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('title = "Trial"', 'title = ""'),
        ('"First?", ', ""),
        ('"First?"', '" "'),
        ('choices = ["No", "Yes"]', ""),
        ('choices = ["No", "Yes"]', 'choices = ["No"]'),
        ('choices = ["No", "Yes"]', 'choices = ["No", ""]'),
        ('choices = ["Rarely", "Often"]', 'ends = ["rarely", ""]'),
        ('low = "low", ', ""),
        ('low = "low"', 'low = ""'),
    ],
)
def test_a_wording_that_lacks_a_word_is_not_offered(editions, old, new):
    text = WORDS.replace(old, new, 1)

    assert text != WORDS
    assert load_wording(text, "en/trial.toml", "en", editions) == ()


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('"First?", ', '"First?", "And?", ', "items: 3 texts for 2 items"),
        ('["No", "Yes"]', '["No", "Yes", "Both"]', "items[1]: 3 labels for 2 choices"),
        ('high = "high"', 'top = "top"', "bands: there is no band 'top'"),
        ('high = "high"', "high = 2", "bands: high: wants a text"),
        ('versions = ["1"]', 'versions = ["7"]', "versions: there is no trial in version 7"),
        ('code = "trial"', 'code = "other"', "versions: there is no other in version 1"),
        ('title = "Trial"', 'title = "Trial"\nheading = "x"', "heading: unknown key"),
        ('text = "Second?"', 'text = "Second?", hint = "x"', "items[2]: hint: unknown key"),
        ('text = "Second?"', 'text = "Second?", ends = ["a", "b"]', "items[2]: ends: are two"),
        ('choices = ["Rarely", "Often"]', 'ends = ["rarely"]', "items[2]: ends: are two names"),
        ('source = "A book"', 'source = ""', "provenance: source: is empty"),
        ('reviewed = "no"', 'reviewed = "no", mended = ["x"]', "provenance: mended: wants tables"),
        (', reviewed = "no"', "", "provenance: reviewed: is missing"),
        ('title = "Trial"', "title = ", "not TOML"),
    ],
)
def test_a_wording_of_another_instrument_is_refused_with_the_place(editions, old, new, complaint):
    text = WORDS.replace(old, new, 1)

    with pytest.raises(WordingContradicts) as caught:
        load_wording(text, "en/trial.toml", "en", editions)

    assert text != WORDS
    assert str(caught.value).startswith(f"en/trial.toml: {complaint}")


def test_wordings_are_found_by_their_folder(tmp_path, editions):
    for language in ("en", "pt-br"):
        (tmp_path / language).mkdir()
        (tmp_path / language / "trial.toml").write_text(WORDS, encoding="utf-8")
    (tmp_path / "en" / "README.md").write_text("Not a wording.", encoding="utf-8")

    shelf = load_shelf(tmp_path, editions)

    assert {("trial", "1", "en"), ("trial", "1", "pt-br")} == {
        key for key in shelf if key[0] == "trial"
    }


def test_one_version_cannot_be_worded_twice_in_one_language(tmp_path, editions):
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "trial.toml").write_text(WORDS, encoding="utf-8")
    (tmp_path / "en" / "trial-1.toml").write_text(WORDS, encoding="utf-8")

    with pytest.raises(WordingContradicts, match="'1' exists already"):
        load_shelf(tmp_path, editions)


def test_a_review_says_who_and_when(editions):
    text = WORDS.replace('reviewed = "no"', 'reviewed = "Dr A. Example, 2026-01-15"')

    [worded] = load_wording(text, "en/trial.toml", "en", editions)

    assert worded.provenance.is_reviewed
