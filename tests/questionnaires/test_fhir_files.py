"""Every published file gives what a clinician would make of it, and says why."""

import json
from pathlib import Path

import pytest

from questionnaires.catalogue import catalogue
from questionnaires.fhir.deciding import Decisions
from questionnaires.fhir.reading import read_questionnaire
from questionnaires.fhir.report import Outcome
from questionnaires.instrument import Direction, Recall, ScoreKind, Spacing
from questionnaires.scoring import score

FILES = Path(__file__).parent.parent / "data" / "fhir"
VALUE_SETS = tuple(
    (FILES / f"mii-ValueSet-mii-vs-pro-phq-9-answer-list-{name}.json").read_text(encoding="utf-8")
    for name in ("ll358-3", "ll359-1")
)


def read(name, value_sets=(), **decided):
    text = (FILES / name).read_text(encoding="utf-8")
    return read_questionnaire(text, name, value_sets, Decisions(**decided))


def entries(found, kind, outcome=None):
    return [
        (each.place, each.sentence)
        for each in found.report
        if each.kind == kind and outcome in (None, each.outcome)
    ]


def test_us_core_phq9_is_nine_scored_questions_and_a_functional_one():
    found = read("us-core-Questionnaire-phq-9-example.json")

    assert found.known == "phq9"
    assert (found.instrument.total.lowest, found.instrument.total.highest) == (0, 27)
    assert len(found.instrument.items) == 10
    assert entries(found, "functional", Outcome.USED)[0][0] == "item[10] (/69722-7)"
    assert entries(found, "total")[0][0] == "item[9] (/44261-6)"
    [words] = found.wordings
    assert words.language == "en"
    assert words.item(1).choices == {
        0: "Not at all",
        1: "Several days",
        2: "More than half the days",
        3: "Nearly every day",
    }


@pytest.mark.parametrize("name", ["asbi-Questionnaire-PHQ9.json"])
def test_asbi_phq9_keeps_the_weighted_functional_question_out_of_the_sum(name):
    found = read(name)

    assert score(found.instrument, dict.fromkeys(range(1, 11), 3)).total == 27
    [(place, why)] = entries(found, "functional", Outcome.NOT_USED)
    assert place == "item[9] (/69722-7)"
    assert "kept out of the sum, with the weights that it carries" in why


def test_without_a_persons_word_no_band_and_no_critical_item_is_taken_over():
    found = read("asbi-Questionnaire-PHQ9.json")

    assert not found.instrument.bands
    assert not found.instrument.critical
    [(_, why)] = entries(found, "known", Outcome.DECIDE)
    assert "severity bands, cut-offs, reliable change, critical items (9)" in why
    assert "--as phq9" in why


def test_on_a_persons_word_our_own_instrument_holds_and_the_file_brings_its_words():
    found = read("asbi-Questionnaire-PHQ9.json", same_as="phq9")

    assert found.instrument == catalogue()["phq9"]
    assert found.instrument.is_critical(9, 1)
    assert [each.language for each in found.wordings] == ["en"]
    assert found.wordings[0].bands


def test_asbi_gad7_has_loincs_other_code_of_one_choice_which_counts_and_is_told():
    found = read("asbi-Questionnaire-GAD7.json")

    assert found.instrument.total.highest == 21
    [(_, why)] = entries(found, "other-code", Outcome.USED)
    assert "Question 2 has the choice LA18938-3" in why
    assert "in place of LA6570-1" in why
    assert not entries(found, "differs")
    assert entries(found, "formatted")[0][0] == "item[0] (introduction)"
    assert read("asbi-Questionnaire-GAD7.json", same_as="gad7").instrument == catalogue()["gad7"]


def test_loincs_other_code_of_a_choice_holds_for_its_own_question_alone():
    text = (FILES / "asbi-Questionnaire-GAD7.json").read_text()
    found = read_questionnaire(text.replace("LA6570-1", "LA18938-3"), "gad7.json")

    whys = [why for _, why in entries(found, "differs", Outcome.DECIDE)]
    assert len(whys) == 6
    assert "Question 1 has the choice LA18938-3, gad7 has LA6570-1." in whys


@pytest.mark.parametrize("turned", [(0,), range(9)])
def test_a_phq9_whose_weights_run_backwards_is_not_our_phq9(turned):
    document = json.loads((FILES / "us-core-Questionnaire-phq-9-example.json").read_text())
    for place in turned:
        options = document["item"][place]["answerOption"]
        backwards = [each["extension"] for each in reversed(options)]
        for option, weights in zip(options, backwards, strict=True):
            option["extension"] = weights
    text = json.dumps(document)

    found = read_questionnaire(text, "phq9.json", (), Decisions(same_as="phq9"))

    assert found.instrument is None
    assert entries(found, "differs", Outcome.DECIDE)
    assert entries(read_questionnaire(text, "phq9.json"), "differs", Outcome.DECIDE)


def test_codes_without_a_system_are_ours_where_we_know_them():
    found = read("asbi-Questionnaire-PHQ9.json")

    assert entries(found, "system", Outcome.USED)[0][0] == "item[0] (/44250-9) and 10 more"
    assert found.instrument.loinc.panel == "44249-1"
    assert found.instrument.item(9).loinc == "44260-8"


def test_us_core_audit_c_is_refused_a_total_and_told_why():
    found = read("us-core-Questionnaire-AUDIT-C.json")

    assert found.instrument is None
    [(place, why)] = entries(found, "no-choices", Outcome.DECIDE)
    assert place == "item[0] (/68517-2)"
    assert why == "No total can be computed. It asks for a 'decimal', without choices to tap."


def test_us_core_audit_c_can_be_asked_question_by_question_on_a_persons_word():
    found = read(
        "us-core-Questionnaire-AUDIT-C.json",
        code="drinks",
        score=ScoreKind.EACH,
        higher_is=Direction.WORSE,
        recall=Recall.YEAR,
        at_most_every=Spacing.MONTH,
    )

    assert len(found.instrument.items) == 2
    assert found.instrument.total is None


@pytest.mark.parametrize(
    "name",
    [
        "mii-Questionnaire-mii-qst-pro-phq-9.json",
        "mii-Questionnaire-mii-qst-pro-phq-9-extractable-observation.json",
    ],
)
def test_mii_phq9_without_its_value_sets_has_no_choices_and_no_instrument(name):
    found = read(name)

    assert found.instrument is None
    [(place, why)] = entries(found, "no-choices", Outcome.DECIDE)
    assert place == "item[1] (PHQ-9.1) and 8 more"
    assert "mii-vs-pro-phq-9-answer-list-ll358-3, which is not at hand" in why


@pytest.mark.parametrize(
    "name",
    [
        "mii-Questionnaire-mii-qst-pro-phq-9.json",
        "mii-Questionnaire-mii-qst-pro-phq-9-extractable-observation.json",
    ],
)
def test_mii_phq9_with_its_value_sets_is_read_in_german_and_english(name):
    found = read(name, VALUE_SETS)

    assert found.instrument.total.highest == 27
    german, english = found.wordings
    assert (german.language, english.language) == ("de", "en")
    assert german.item(1).text == "Wenig Interesse oder Freude an Ihren Tätigkeiten"
    assert german.item(1).choices[3] == "Beinahe jeden Tag"
    assert german.item(10).choices[1] == "Etwas erschwert"
    assert german.preamble.startswith("Wie oft fühlten Sie sich im Verlauf")
    assert english.preamble.startswith("Over the last two weeks")
    # Letter by letter, faults included: that is for the linter to say.
    assert english.item(1).choices[1] == "Serveral days"


def test_no_published_file_is_taken_without_anything_left_to_decide():
    for path in sorted(FILES.glob("*-Questionnaire-*.json")):
        assert read(path.name, VALUE_SETS).undecided


def test_the_files_are_those_of_the_list_of_sources():
    listed = (FILES / "SOURCES.csv").read_text(encoding="utf-8")

    for path in FILES.glob("*.json"):
        assert path.name in listed
        json.loads(path.read_text(encoding="utf-8"))
