"""Files of instruments at a terminal: looked over, and written out."""

import json
from pathlib import Path

import pytest

from questionnaires.catalogue import catalogue
from questionnaires.fhir.reading import read_questionnaire
from questionnaires.loading import load_instrument
from tests.portal.at_terminal import Terminal, without_settings

FILES = Path(__file__).parent.parent / "data" / "fhir"


@pytest.fixture
def terminal(tmp_path, monkeypatch, capsys):
    without_settings(monkeypatch)
    monkeypatch.chdir(tmp_path)
    return Terminal(tmp_path, capsys)


def test_lint_leaves_with_1_when_there_are_errors_and_names_them(terminal):
    answer = terminal("instrument", "lint", FILES / "asbi-Questionnaire-PHQ9.json")

    assert answer.status == 1
    assert "a plain sum runs to 30, the scale to 27" in answer.out
    assert "1 errors" not in answer.out


def test_lint_leaves_with_0_when_nothing_makes_a_score_wrong(terminal):
    answer = terminal(
        "instrument", "lint", FILES / "us-core-Questionnaire-phq-9-example.json", "--json"
    )

    assert answer.status == 0
    assert answer.json["passed"]
    assert answer.json["errors"] == 0
    assert answer.json["files"][0]["findings"]


def test_an_instrument_is_written_out_and_reads_back_before_there_is_any_practice(terminal):
    fhir = terminal("instrument", "export", "phq9").out
    toml = terminal("instrument", "export", "phq9", "--format", "toml").out

    assert read_questionnaire(fhir, "phq9.json").instrument == catalogue()["phq9"]
    assert load_instrument(toml, "phq9.toml") == catalogue()["phq9"]
    assert json.loads(fhir)["language"] == "en"


def test_one_language_alone_can_be_written_out(terminal):
    terminal.staffed()
    made = terminal("instrument", "export", "phq9", "--language", "es", "--json").json

    assert made["languages"] == ["es"]
    assert json.loads(made["text"])["language"] == "es"
    refused = terminal("instrument", "export", "phq9", "--language", "xx")
    assert refused.status == 2
    assert "phq9 has no words in xx" in refused.err


def test_the_list_says_which_words_wait_and_why(terminal):
    listed = terminal("instrument", "list").out.splitlines()
    [at] = [n for n, line in enumerate(listed) if line.startswith("phq9 ")]

    assert listed[at + 2].strip() == (
        "words in de, fr, pt-br, ru, uk wait: the portal itself speaks no more than what is offered"
    )
    assert "wording needed, not offered yet" in "".join(each for each in listed if "peg" in each)


@pytest.mark.parametrize(
    ("name", "text", "next_step"),
    [
        ("phq9.json", (FILES / "asbi-Questionnaire-PHQ9.json").read_text(), "--as phq9 says that"),
        ("answers.json", '{"resourceType": "QuestionnaireResponse"}', "--response and --client"),
        ("total.json", '{"resourceType": "Observation"}', "it is an 'Observation'"),
        ("choices.json", '{"resourceType": "ValueSet"}', "with --value-set"),
        ("list.json", "[1, 2]", "holds no FHIR resource"),
        ("empty.json", "", "not valid JSON"),
        ("unknown.toml", 'code = "x"', "there is no scale x; a new one needs"),
        ("later.toml", 'code = "phq9"\nversion = "2"', "there is no phq9 in version 2"),
        (
            "words.toml",
            'code = "peg"\n[wording.en]\ntitle = "PEG"\n'
            'items = [{ text = "One?", ends = ["a", "b"] }]',
            "no language of peg is complete",
        ),
    ],
)
def test_a_file_that_cannot_be_taken_is_told_what_to_do_with_it(terminal, name, text, next_step):
    terminal.staffed()
    (terminal.folder / name).write_text(text)

    answer = terminal("instrument", "import", name)

    assert answer.status == 2
    assert next_step in " ".join(answer.err.split())
