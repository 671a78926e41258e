"""What is written as FHIR: R4 in form, LOINC where it is certain, nobody's name."""

import json
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaires.catalogue import catalogue, instrument
from questionnaires.fhir.names import ITEM_WEIGHT, LOINC, ORDINAL
from questionnaires.fhir.writing import Filled, bundle
from questionnaires.library import shipped

languages, wording = shipped().languages, shipped().wording

CLIENT = UUID(int=1)
AT = datetime(2026, 11, 28, 9, 30, tzinfo=UTC)


def filled(code="phq9", value=2, number=7, language="en"):
    asked = instrument(code)
    answers = dict.fromkeys(asked.numbers, value)
    words = wording(code, asked.version, language)
    return Filled(UUID(int=number), asked, answers, date(2026, 11, 28), AT, words)


def resources(*responses, kind=None, **options):
    made = bundle(CLIENT, "quiet-harbor", responses, AT, **options)
    found = [each["resource"] for each in made["entry"]]
    return [each for each in found if kind is None or each["resourceType"] == kind]


def test_a_response_carries_choices_with_their_codes_and_values():
    [response] = resources(filled(), kind="QuestionnaireResponse")

    first, *_ = response["item"]
    assert first["linkId"] == "/44250-9"
    [answer] = first["answer"]
    coding = answer["valueCoding"]
    assert (coding["system"], coding["code"]) == (LOINC, "LA6570-1")
    assert coding["display"] == "More than half the days"
    assert coding["extension"] == [
        {"url": ITEM_WEIGHT, "valueDecimal": 2},
        {"url": ORDINAL, "valueDecimal": 2},
    ]


def test_the_total_is_a_number_and_names_its_range():
    [total] = resources(filled(), kind="Observation")

    assert total["valueInteger"] == 18
    assert total["code"]["coding"][0] == {"system": LOINC, "code": "44261-6"}
    assert total["interpretation"]
    assert total["derivedFrom"] == [{"reference": f"urn:uuid:{UUID(int=7)}"}]


def test_who_does_not_want_the_names_of_ranges_gets_none():
    [total] = resources(filled(), kind="Observation", ranges_named=False)

    assert "interpretation" not in total


def test_single_items_are_numbers_of_their_own_and_have_no_code_that_we_do_not_know():
    found = resources(filled("pulse", 4))

    [response] = [each for each in found if each["resourceType"] == "QuestionnaireResponse"]
    assert [each["answer"] for each in response["item"]] == [[{"valueInteger": 4}]] * 3
    observations = [each for each in found if each["resourceType"] == "Observation"]
    assert [each["code"]["text"] for each in observations] == ["Mood", "Anxiety", "Sleep"]
    assert LOINC not in json.dumps(found)


def test_the_client_is_a_code_and_nothing_else():
    [client] = resources(kind="Patient")

    assert set(client) == {"resourceType", "id", "identifier"}
    assert [each["value"] for each in client["identifier"]] == ["quiet-harbor"]


@pytest.mark.parametrize("code", sorted(catalogue()))
def test_every_reference_leads_to_something_in_the_bundle(code):
    made = bundle(CLIENT, "quiet-harbor", [filled(code, instrument(code).choices(1)[1])], AT)
    names = [each["fullUrl"] for each in made["entry"]]
    canonical = {
        f"{each['resource']['url']}|{each['resource']['version']}"
        for each in made["entry"]
        if each["resource"]["resourceType"] == "Questionnaire"
    }

    assert len(names) == len(set(names))
    for each in made["entry"]:
        resource = each["resource"]
        assert each["fullUrl"] == f"urn:uuid:{resource['id']}"
        for ref in (resource.get("subject"), *resource.get("derivedFrom", ())):
            assert ref is None or ref["reference"] in names
        if resource["resourceType"] == "QuestionnaireResponse":
            assert resource["questionnaire"] in canonical


@pytest.mark.parametrize("code", sorted(catalogue()))
def test_a_questionnaire_is_written_with_every_item_and_its_choices(code):
    for language in sorted(languages(code)):
        [asked] = resources(
            filled(code, instrument(code).choices(1)[1], language=language), kind="Questionnaire"
        )

        assert asked["language"] == language
        items = [each for each in asked["item"] if each["type"] != "display"]
        assert len(items) == len(instrument(code).items)
        for item in items:
            assert item["text"].strip()
            if item["type"] == "choice":
                assert all(option["valueCoding"] for option in item["answerOption"])


@given(st.dictionaries(st.integers(1, 9), st.integers(0, 3), max_size=9))
def test_whatever_was_answered_is_written_as_json_without_anything_empty(answers):
    response = Filled(UUID(int=7), instrument("phq9"), answers, date(2026, 1, 1), AT)

    written = json.loads(json.dumps(bundle(CLIENT, "quiet-harbor", [response], AT)))

    def no_empty(value):
        match value:
            case dict() | list() if not value:
                return False
            case dict():
                return all(map(no_empty, value.values()))
            case list():
                return all(map(no_empty, value))
            case str():
                return bool(value.strip())
            case _:
                return value is not None

    items = [each["resource"] for each in written["entry"]]
    for each in items:
        if each["resourceType"] == "QuestionnaireResponse" and not answers:
            each.pop("item")
        assert no_empty(each)
