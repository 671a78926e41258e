"""Promises of copied wording: its source letter by letter, and every mend listed."""

import json
import re
from pathlib import Path

import pytest

from questionnaires.catalogue import catalogue
from questionnaires.library import shipped

languages, wording = shipped().languages, shipped().wording

FOLDER = Path(__file__).parents[1] / "data" / "questionnaire-wording"


def read(name):
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


REPRONIM, MII = read("source.json"), read("mii.json")
OPENSCALES, US_CORE = read("openscales.json"), read("us_core_audit_c.json")

OURS = {"pulse", "pain", "pain_in_the_way", "sleep_hours", "practice", "session"}
PHQ9 = [("phq9", number) for number in range(1, 10)]
GAD7 = [("gad7", number) for number in range(1, 8)]
FAMILY = {
    "phq9": ("phq9", PHQ9),
    "phq8": ("phq9", PHQ9[:8]),
    "phq4": ("phq9", [*GAD7[:2], *PHQ9[:2]]),
    "phq2": ("phq9", PHQ9[:2]),
    "gad7": ("gad7", GAD7),
    "gad2": ("gad7", GAD7[:2]),
}
"""Whose preamble a scale has, and which items of which scale it asks."""

SCALES = {
    "dass21": ("DASS21", [f"d{n}" for n in range(1, 22)], [f"likert_{n}" for n in range(1, 5)]),
    "pcl5": ("PCL5", [f"pcl{n}" for n in range(1, 21)], [f"likert_{n}" for n in range(1, 6)]),
    "core10": ("CORE10", [f"q{n}" for n in range(1, 11)], [f"r{n}" for n in range(5)]),
    # The source counts from agreement; the publication counts to it.
    "swls": ("SWLS", [f"swls{n}" for n in range(1, 6)], [f"likert_{n}" for n in range(7, 0, -1)]),
    "audit_c": ("AUDIT", [f"audit{n}" for n in range(1, 4)], []),
}
COPIED = [(code, language) for code in FAMILY for language in sorted(languages(code))]
MENDED = [pair for pair in COPIED if wording(pair[0], "1", pair[1]).provenance.mended]


def source_of(language):
    return MII if language == "de" else REPRONIM


def texts(worded):
    """Everything that the source has a word for, by the place it has in our files."""
    items = {f"items[{n}]": item.text for n, item in enumerate(worded.items, start=1)}
    return {"preamble": worded.preamble, **items}


def source_texts(code, language):
    rows = source_of(language)["instruments"]
    preamble, asked = FAMILY[code]
    items = {
        f"items[{place}]": rows[of][language]["items"][number - 1]
        for place, (of, number) in enumerate(asked, start=1)
    }
    return {"preamble": rows[preamble][language]["preamble"], **items}


def plain(text):
    return text.replace("<b>", "").replace("</b>", "")


def test_every_wording_is_copied_from_a_source_or_written_for_this_portal():
    worded = {code for code in catalogue() if languages(code)}

    assert worded == {*FAMILY, *SCALES, *OURS}


def test_the_languages_of_the_two_large_scales_are_those_with_a_whole_source():
    assert languages("gad7") == {"en", "es", "fr", "pt-br", "ru", "uk"}
    assert languages("phq9") == languages("gad7") | {"de"}


@pytest.mark.parametrize(("code", "language"), COPIED)
def test_a_copy_differs_from_its_source_in_the_listed_mends_alone(code, language):
    worded = wording(code, "1", language)
    expected = source_texts(code, language)

    for mend in worded.provenance.mended:
        assert expected[mend.place].count(mend.found) == 1
        expected[mend.place] = expected[mend.place].replace(mend.found, mend.mended)

    assert texts(worded) == expected


@pytest.mark.parametrize(("code", "language"), COPIED)
def test_the_labels_of_the_choices_are_those_of_the_gad7_file(code, language):
    of = "phq9" if language == "de" else "gad7"
    labels = source_of(language)["instruments"][of][language]["choices"]

    for item in wording(code, "1", language).items:
        assert item.choices == dict(enumerate(labels))


@pytest.mark.parametrize(("code", "language"), COPIED)
def test_a_wording_names_its_source_commit_and_licence(code, language):
    provenance, source = wording(code, "1", language).provenance, source_of(language)

    assert provenance.source == source["source"]
    assert provenance.commit == source["commit"]
    assert provenance.licence == source["licence"]


@pytest.mark.parametrize("code", FAMILY)
def test_english_needed_no_mending(code):
    assert wording(code, "1", "en").provenance.mended == ()


@pytest.mark.parametrize(("code", "language"), MENDED)
def test_a_mend_changes_something(code, language):
    mended = wording(code, "1", language).provenance.mended

    assert all(each.found != each.mended for each in mended)
    assert len(set(mended)) == len(mended)


@pytest.mark.parametrize("code", FAMILY)
def test_spanish_opens_and_closes_every_question(code):
    for text in texts(wording(code, "1", "es")).values():
        assert text.count("¿") == text.count("?")


@pytest.mark.parametrize(("code", "language"), COPIED)
def test_no_text_has_blanks_too_many_or_too_few(code, language):
    for text in texts(wording(code, "1", language)).values():
        assert text == " ".join(text.split())
        assert not re.search(r"[^\W\d]\(?,[^\W\d]|[^\W\d]{3}\([^\W\d]{3}", text)


@pytest.mark.parametrize(
    ("language", "mended"),
    [
        ("es", "interés"),
        ("es", "periódico"),
        ("es", "televisión?"),
        ("es", "siguientes"),
        ("es", "problemas?"),
        ("fr", "s’être déçu(e)"),
        ("fr", "suivants?"),
        ("pt-br", "frequência"),
        ("ru", "гораздо"),
        ("ru", "сон, или"),
        ("uk", "проблеми?"),
    ],
)
def test_what_the_source_had_lost_is_there_again(language, mended):
    listed = {
        mend.mended
        for code in ("phq9", "gad7")
        for mend in wording(code, "1", language).provenance.mended
    }

    assert mended in listed


@pytest.mark.parametrize("code", SCALES)
def test_the_other_scales_equal_their_source_letter_by_letter(code):
    name, items, labels = SCALES[code]
    source, worded = OPENSCALES["scales"][name]["en"], wording(code, "1", "en")

    assert worded.preamble == plain(source["question_head"])
    assert [item.text for item in worded.items] == [source[key] for key in items]
    for item in worded.items if labels else ():
        assert list(item.choices.values()) == [source[key] for key in labels]
    assert worded.provenance.source == OPENSCALES["source"]
    assert worded.provenance.commit == OPENSCALES["commit"]
    assert worded.provenance.licence.startswith(OPENSCALES["licence"])


def test_the_instruction_of_the_pcl5_is_the_sources():
    source = OPENSCALES["scales"]["PCL5"]["en"]

    assert wording("pcl5", "1", "en").instruction == plain(source["pcl_inst"])


def test_each_question_of_the_audit_c_has_the_labels_of_its_own_source():
    source = OPENSCALES["scales"]["AUDIT"]["en"]
    first, *others = (list(item.choices.values()) for item in wording("audit_c", "1", "en").items)

    assert first == [source[f"likert_{number}"] for number in range(1, 6)]
    assert others == [US_CORE["items"][1]["choices"], US_CORE["items"][2]["choices"]]
    assert US_CORE["commit"] in wording("audit_c", "1", "en").provenance.note


def test_satisfaction_with_life_rises_to_agreement_and_says_that_its_source_does_not():
    worded = wording("swls", "1", "en")

    assert worded.item(1).choices[7] == "Strongly agree"
    assert [mend.place for mend in worded.provenance.mended] == ["choices"]


@pytest.mark.parametrize(("code", "language"), COPIED)
def test_what_a_reviewer_should_look_at_is_said_wherever_the_item_is_asked(code, language):
    asked = set(FAMILY[code][1])
    if language == "uk" and ("phq9", 1) in asked:
        assert "negation covered the first word" in wording(code, "1", language).provenance.note
    if language == "ru":
        assert "more than a week" in wording(code, "1", language).provenance.note
