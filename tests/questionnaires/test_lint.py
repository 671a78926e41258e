"""The linter finds what is wrong in the files of others and in ours, and says what to do."""

import json
from pathlib import Path

import pytest

from questionnaires.findings import Severity
from questionnaires.lint import has_errors, lint, lint_all

FILES = Path(__file__).parent.parent / "data" / "fhir"
TEXTS = {each.name: each.read_text(encoding="utf-8") for each in sorted(FILES.glob("*.json"))}
VALUE_SETS = tuple(text for name, text in TEXTS.items() if "ValueSet" in name)
E, W, N = Severity

PUBLISHED = {
    "asbi-Questionnaire-GAD7.json": {
        (W, "other-code"),
        (W, "no-system"),
        (W, "licence"),
        (W, "no-language"),
        (N, "known"),
        (N, "formatted"),
        (N, "optional"),
        (N, "no-version"),
    },
    "asbi-Questionnaire-PHQ9.json": {
        (E, "functional-summed"),
        (W, "no-system"),
        (W, "licence"),
        (W, "no-language"),
        (W, "no-critical-item"),
        (W, "gap"),
        (N, "optional"),
        (N, "known"),
        (N, "no-version"),
    },
    "mii-Observation-mii-exa-pro-phq-9-observation.json": {(W, "panel-code")},
    "mii-Questionnaire-mii-qst-pro-phq-9-extractable-observation.json": {
        (W, "licence"),
        (W, "no-critical-item"),
        (N, "optional"),
        (N, "known"),
        (N, "no-version"),
    },
    "mii-Questionnaire-mii-qst-pro-phq-9.json": {
        (W, "licence"),
        (W, "no-critical-item"),
        (W, "same-name"),
        (N, "optional"),
        (N, "known"),
        (N, "no-version"),
    },
    "mii-QuestionnaireResponse-mii-exa-pro-phq-9-response.json": {
        (E, "foreign"),
        (W, "reference"),
        (W, "no-system"),
    },
    "mii-ValueSet-mii-vs-pro-phq-9-answer-list-ll358-3.json": {
        (W, "licence"),
        (W, "label-differs"),
    },
    "mii-ValueSet-mii-vs-pro-phq-9-answer-list-ll359-1.json": {
        (W, "licence"),
        (W, "missing-weights"),
    },
    "us-core-Observation-PHQ9-item-example-44260-8.json": set(),
    "us-core-Observation-PHQ9-item-example-44261-6.json": {(W, "text-total")},
    "us-core-Observation-PHQ9-panel-example-44249-1.json": set(),
    "us-core-Questionnaire-AUDIT-C.json": {
        (E, "missing-weights"),
        (E, "differs"),
        (W, "no-language"),
        (N, "optional"),
    },
    "us-core-Questionnaire-phq-9-example.json": {
        (W, "no-critical-item"),
        (W, "loinc-name"),
        (W, "no-language"),
        (N, "optional"),
        (N, "known"),
        (N, "no-version"),
    },
    "us-core-QuestionnaireResponse-AUDIT-C.json": {(E, "foreign")},
    "us-core-QuestionnaireResponse-phq-9-example.json": set(),
}


def kinds(found):
    return {(each.severity, each.what) for each in found}


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_every_published_file_has_the_findings_that_it_deserves(name):
    assert kinds(lint_all(TEXTS, VALUE_SETS)[name]) == PUBLISHED[name]


def test_the_sentences_name_what_is_wrong_and_where():
    found = lint_all(TEXTS, VALUE_SETS)
    told = {
        (name, each.what): (each.place, each.sentence)
        for name, findings in found.items()
        for each in findings
    }

    assert told["asbi-Questionnaire-PHQ9.json", "functional-summed"] == (
        "item[9] (/69722-7)",
        "It is no part of the scale and carries weights: a plain sum runs to 30, the scale to 27.",
    )
    assert told["asbi-Questionnaire-PHQ9.json", "gap"][1] == "The ranges leave out 0."
    assert told["mii-ValueSet-mii-vs-pro-phq-9-answer-list-ll358-3.json", "label-differs"][1] == (
        "The choice LA6569-3 reads 'Serveral days'; the scale has 'Several days' (en)."
    )
    assert told["us-core-Questionnaire-AUDIT-C.json", "missing-weights"][0] == "item[0] (/68517-2)"
    assert all(each.advice for findings in found.values() for each in findings)


def test_a_questionnaire_without_its_value_sets_has_an_error_that_says_which_is_missing():
    name = "mii-Questionnaire-mii-qst-pro-phq-9.json"

    [error] = [each for each in lint(TEXTS[name], name) if each.severity is Severity.ERROR]

    assert error.what == "missing-weights"
    assert "answer-list-ll358-3" in error.sentence


def changed(change, name="us-core-Questionnaire-phq-9-example.json"):
    made = json.loads(TEXTS[name])
    change(made)
    return lint(json.dumps(made), name)


def test_the_well_known_misprint_of_the_first_anchor_is_an_error():
    def change(made):
        made["item"][0]["answerOption"][0]["valueCoding"]["display"] = "Not at all sure"

    assert (E, "wrong-anchor") in kinds(changed(change))


def test_a_code_that_nobody_checked_a_missing_weight_and_a_missing_translation_are_found():
    def change(made):
        made["item"][0]["code"][0]["code"] = "99999-9"
        made["item"][1]["answerOption"][0].pop("extension")
        made["item"][2]["_text"] = {
            "extension": [
                {
                    "url": "http://hl7.org/fhir/StructureDefinition/translation",
                    "extension": [
                        {"url": "lang", "valueCode": "fr"},
                        {"url": "content", "valueString": "Difficultés à dormir"},
                    ],
                }
            ]
        }

    found = kinds(changed(change))

    assert {(W, "unknown-loinc"), (E, "missing-weights"), (E, "differs")} <= found

    def only_translation(made):
        change(made)
        made["item"][0]["code"][0]["code"] = "44250-9"
        made["item"][1]["answerOption"] = made["item"][0]["answerOption"]

    assert (W, "missing-translation") in kinds(changed(only_translation))


OURS = """
code = "mine"
version = "1"
source = "A book"
licence = "Free"
recall = "week"
at_most_every = "week"
score = "sum"
higher_is = "worse"
choices = [0, 1, 2]
items = [{}, { reversed = true }]
"""


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ('licence = "Free"', 'licence = " "', (E, "licence")),
        ("choices = [0, 1, 2]", "choices = [0, 1, 3]", (E, "contradicts")),
        ("{ reversed = true }", "{ choices = [0, 1, 3] }", (W, "gap")),
        ("[{}, {", "[{ reversed = true }, {", (W, "reversed")),
        ("", "", (N, "reversed")),
        ("", "", (N, "no-bands")),
        ("", "", (N, "no-wording")),
        ('code = "mine"', 'code = "mine', (E, "unreadable")),
        ("items", "itmes", (E, "contradicts")),
        (
            "items = [{}, { reversed = true }]",
            'items = 2\nloinc = { panel = "44249-1", items = ["44250-9", "12345-6"] }',
            (W, "unknown-loinc"),
        ),
        (
            "items = [{}, { reversed = true }]",
            'items = 2\nloinc = { panel = "44249-1", items = ["44260-8", "69722-7"] }',
            (E, "functional-summed"),
        ),
        (
            "items = [{}, { reversed = true }]",
            'items = 2\nloinc = { panel = "44249-1", items = ["44260-8", "44250-9"] }',
            (E, "no-critical-item"),
        ),
    ],
)
def test_a_file_of_ours_is_looked_at_beyond_what_the_loader_refuses(old, new, finding):
    assert old in OURS

    assert finding in kinds(lint(OURS.replace(old, new, 1), "mine.toml"))


def test_a_wording_of_ours_is_looked_at_too():
    folder = Path(__file__).parents[2] / "questionnaires" / "wording" / "en"
    text = (folder / "gad7.toml").read_text(encoding="utf-8")

    assert kinds(lint(text, "gad7.toml")) == {(N, "not-reviewed")}
    misprinted = text.replace('"Not at all"', '"Not at all sure"')
    assert (E, "wrong-anchor") in kinds(lint(misprinted, "gad7.toml"))
    shorter = text.replace('    "Nearly every day",\n', "")
    assert (W, "missing-translation") in kinds(lint(shorter, "gad7.toml"))
    assert (E, "contradicts") in kinds(lint(text.replace('["1"]', '["99"]'), "gad7.toml"))


def test_a_scale_of_a_practices_own_is_looked_at_with_its_words():
    example = (Path(__file__).parents[2] / "questionnaires" / "example.toml").read_text("utf-8")

    assert not has_errors({"example.toml": lint(example, "example.toml")})
    broken = example.replace("higher_is", "lower_is")
    assert (E, "contradicts") in kinds(lint(broken, "example.toml"))


def test_what_we_ship_has_no_error():
    root = Path(__file__).parents[2] / "questionnaires"
    files = {str(each): each.read_text(encoding="utf-8") for each in root.rglob("*.toml")}

    assert not has_errors(lint_all(files))
