"""A history from elsewhere is taken over answer by answer, or it is said why not."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaires.catalogue import catalogue
from questionnaires.fhir.documents import FileNotRead
from questionnaires.fhir.names import ORDINAL
from questionnaires.fhir.reading import read_questionnaire
from questionnaires.fhir.report import Outcome
from questionnaires.fhir.responses import AskedWith, read_responses
from questionnaires.fhir.writing import Filled, bundle
from questionnaires.loading import load_instrument
from questionnaires.scoring import scores

FILES = Path(__file__).parent.parent / "data" / "fhir"
US_CORE = "us-core-QuestionnaireResponse-phq-9-example.json"
MII = "mii-QuestionnaireResponse-mii-exa-pro-phq-9-response.json"
VALUE_SETS = tuple(
    (FILES / f"mii-ValueSet-mii-vs-pro-phq-9-answer-list-{name}.json").read_text(encoding="utf-8")
    for name in ("ll358-3", "ll359-1")
)


def text_of(name):
    return (FILES / name).read_text(encoding="utf-8")


def entries(found, kind):
    return [(each.outcome, each.place) for each in found.report if each.kind == kind]


def us_core(change=None, asked=None):
    made = json.loads(text_of(US_CORE))
    if change is not None:
        change(made)
    [found] = read_responses(json.dumps(made), US_CORE, asked)
    return found


def test_us_core_response_totals_twelve_as_it_says():
    found = us_core()

    assert found.instrument == catalogue()["phq9"]
    assert found.answers == {1: 2, 2: 2, 3: 2, 4: 2, 5: 1, 6: 1, 7: 2, 8: 0, 9: 0}
    assert found.scores["phq9"].total == 12
    assert entries(found, "total") == [(Outcome.USED, "item[9] (/44261-6)")]
    assert found.authored == datetime(2022, 11, 29, 20, 50, 32, 718000, UTC)
    assert not found.undecided


def test_the_observation_beside_it_says_twelve_too_though_as_a_text():
    [found] = read_responses(
        text_of(US_CORE),
        US_CORE,
        beside=[
            text_of("us-core-Observation-PHQ9-item-example-44261-6.json"),
            text_of("us-core-Observation-PHQ9-item-example-44260-8.json"),
            text_of("us-core-Observation-PHQ9-panel-example-44249-1.json"),
        ],
    )

    assert [each.outcome for each in found.report if each.kind == "text-total"] == [
        Outcome.NOT_USED
    ]
    totals = [each.sentence for each in found.report if each.kind == "total"]
    assert totals == ["Its total 12 is what its answers give."]
    assert not found.undecided


def test_a_total_that_the_answers_do_not_give_is_told_and_never_taken():
    def change(made):
        made["item"][9]["answer"] = [{"valueString": "14"}]

    found = us_core(change)

    assert found.scores["phq9"].total == 12
    [why] = [each.sentence for each in found.undecided]
    assert why == "It says 14; its answers give 12 on phq9."


def test_mii_response_leads_nowhere_and_every_linkid_is_told_as_foreign():
    with pytest.raises(FileNotRead, match="lead to no instrument of ours"):
        read_responses(text_of(MII), MII)

    name = "mii-Questionnaire-mii-qst-pro-phq-9.json"
    asked = read_questionnaire(text_of(name), name, VALUE_SETS)
    for with_links in (asked.links, ()):
        held = AskedWith(asked.instrument, with_links, asked.totals)
        [found] = read_responses(text_of(MII), MII, held)

        assert found.answers == {}
        assert not found.scores
        assert entries(found, "foreign") == [(Outcome.DECIDE, "item[0] (PHQ.1) and 10 more")]


def test_mii_observation_has_the_code_of_the_panel_and_is_not_compared():
    name = "mii-Observation-mii-exa-pro-phq-9-observation.json"

    [found] = read_responses(text_of(US_CORE), US_CORE, beside=[text_of(name)])

    assert entries(found, "panel-code") == [(Outcome.NOT_USED, "observation 1")]


def test_us_core_audit_c_response_is_no_instrument_whose_total_we_can_give():
    name = "us-core-QuestionnaireResponse-AUDIT-C.json"

    with pytest.raises(FileNotRead, match="lead to no instrument of ours"):
        read_responses(text_of(name), name)


def test_an_unfinished_response_is_not_taken():
    def change(made):
        made["status"] = "in-progress"

    assert [each.kind for each in us_core(change).undecided] == ["status"]


def test_a_response_that_lacks_an_answer_has_no_score():
    def change(made):
        del made["item"][3]

    with pytest.raises(FileNotRead, match="lead to no instrument of ours"):
        us_core(change)
    found = us_core(change, AskedWith(catalogue()["phq9"]))

    assert not found.scores
    assert [each.kind for each in found.undecided] == ["incomplete", "total-alone"]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("2022-11-29", date(2022, 11, 29)),
        ("2022-11-29T23:30:00+02:00", datetime.fromisoformat("2022-11-29T23:30:00+02:00")),
        ("2022-11", None),
        ("2022", None),
        ("2022-11-29T23:30:00", None),
        ("yesterday", None),
        (None, None),
    ],
)
def test_a_response_belongs_to_a_day_or_to_none(said, meant):
    def change(made):
        made["authored"] = said

    found = us_core(change)

    assert found.authored == meant
    assert [each.kind for each in found.undecided] == ([] if meant else ["date"])


@pytest.mark.parametrize(
    ("given", "value", "kind"),
    [
        ({"valueInteger": 3}, 3, None),
        ({"valueDecimal": 3.0}, 3, None),
        ({"valueString": "3"}, 3, None),
        ({"valueDecimal": 2.5}, None, "choice"),
        ({"valueInteger": 4}, None, "choice"),
        ({"valueString": "often"}, None, "choice"),
        ({"valueBoolean": True}, None, "choice"),
        ({"valueCoding": {"code": "LA6573-5"}}, None, "choice"),
        (
            {"valueCoding": {"code": "x", "extension": [{"url": ORDINAL, "valueDecimal": 1}]}},
            1,
            "by-weight",
        ),
        (
            {
                "valueCoding": {
                    "code": "LA6571-9",
                    "extension": [{"url": ORDINAL, "valueDecimal": 1}],
                }
            },
            None,
            "weights-differ",
        ),
    ],
)
def test_an_answer_is_taken_in_every_form_that_is_certain(given, value, kind):
    def change(made):
        made["item"][0]["answer"] = [given]

    found = us_core(change)

    assert found.answers.get(1) == value
    assert kind is None or kind in {each.kind for each in found.report}


def test_an_item_that_is_answered_twice_has_no_answer():
    def change(made):
        made["item"].append(made["item"][0])

    found = us_core(change)

    assert 1 not in found.answers
    assert "twice" in {each.kind for each in found.undecided}


def test_a_bare_number_to_a_reversed_question_is_left_to_a_person():
    text = """
    code = "turned"
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
    turned = load_instrument(text, "turned.toml")
    made = {
        "resourceType": "QuestionnaireResponse",
        "status": "completed",
        "authored": "2026-01-01",
        "item": [
            {"linkId": "1", "answer": [{"valueInteger": 1}]},
            {"linkId": "2", "answer": [{"valueInteger": 0}]},
        ],
    }

    [found] = read_responses(json.dumps(made), "turned.json", AskedWith(turned))

    assert found.answers == {1: 1}
    assert "reversed" in {each.kind for each in found.undecided}


@given(st.dictionaries(st.integers(1, 9), st.integers(0, 3), min_size=1))
def test_our_own_copy_of_a_response_is_read_back_with_the_same_scores(answers):
    at = datetime(2026, 11, 28, 9, 30, tzinfo=UTC)
    filled = Filled(UUID(int=7), catalogue()["phq9"], answers, date(2026, 11, 28), at)

    [found] = read_responses(
        json.dumps(bundle(UUID(int=1), "quiet-harbor", [filled], at)), "copy.json"
    )

    assert found.answers == answers
    assert found.scores == scores(catalogue()["phq9"], answers)
    assert found.authored == at


def test_loincs_other_code_of_a_choice_is_taken_in_its_own_question_and_told():
    asked = catalogue()["gad7"]
    items = [
        {
            "linkId": f"/{item.loinc}",
            "answer": [{"valueCoding": {"code": "LA18938-3" if number == 2 else "LA6569-3"}}],
        }
        for number, item in enumerate(asked.items, start=1)
    ]
    made = {
        "resourceType": "QuestionnaireResponse",
        "status": "completed",
        "authored": "2026-03-01",
        "item": items,
    }

    [found] = read_responses(json.dumps(made), "gad7.json")

    assert found.answers[2] == 2
    assert found.scores["gad7"].total == 8
    assert entries(found, "other-code") == [(Outcome.USED, "item[1] (/68509-9)")]

    items[0]["answer"][0]["valueCoding"]["code"] = "LA18938-3"
    [found] = read_responses(json.dumps(made), "gad7.json")

    assert 1 not in found.answers
    assert entries(found, "choice") == [(Outcome.DECIDE, "item[0] (/69725-0)")]
