"""What we write is valid FHIR R4B, as a library that knows every element of it says."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from fhir.resources.R4B.bundle import Bundle
from fhir.resources.R4B.questionnaire import Questionnaire
from hypothesis import HealthCheck, given, settings

from questionnaires.catalogue import catalogue
from questionnaires.fhir.asking import questionnaire
from questionnaires.fhir.course import Therapy
from questionnaires.fhir.meeting import Met
from questionnaires.fhir.writing import Filled, bundle
from questionnaires.library import shipped
from questionnaires.loading import load_instrument
from tests.questionnaires.test_fhir_round_trip import worded

languages, wording = shipped().languages, shipped().wording

AT = datetime(2026, 11, 28, 9, 30, tzinfo=UTC)


def words(code):
    return tuple(wording(code, catalogue()[code].version, each) for each in sorted(languages(code)))


@pytest.mark.parametrize("code", sorted(catalogue()))
def test_every_questionnaire_of_the_catalogue_is_valid_with_and_without_words(code):
    for wordings in ((), words(code)):
        assert Questionnaire.model_validate(questionnaire(catalogue()[code], wordings))


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=40)
@given(worded())
def test_whatever_a_practice_writes_is_valid(made):
    instrument, wordings = made

    assert Questionnaire.model_validate(questionnaire(instrument, wordings))


@pytest.mark.parametrize("code", sorted(catalogue()))
def test_a_clients_answers_are_valid(code):
    asked = catalogue()[code]
    answers = {number: asked.choices(number)[-1] for number in asked.numbers}
    filled = [
        Filled(UUID(int=7), asked, answers, date(2026, 11, 28), AT, each)
        for each in (None, *words(code))
    ]

    for each in filled:
        assert Bundle.model_validate(bundle(UUID(int=1), "quiet-harbor", [each], AT))


def test_subscales_and_functional_questions_are_valid_and_each_has_its_observation():
    text = """
    code = "short"
    version = "1"
    source = "A book"
    licence = "Free"
    recall = "week"
    at_most_every = "week"
    score = "sum"
    higher_is = "worse"
    choices = [0, 1, 2]
    items = [{}, {}, { functional = true }]
    [subscales.low]
    items = [1]
    bands = { "not so low" = 0, low = 2 }
    """
    short = load_instrument(text, "short.toml")
    filled = Filled(UUID(int=7), short, {1: 2, 2: 1, 3: 2}, date(2026, 11, 28), AT)
    made = bundle(UUID(int=1), "quiet-harbor", [filled], AT)

    assert Bundle.model_validate(made)
    found = [each["resource"] for each in made["entry"]]
    observed = [each for each in found if each["resourceType"] == "Observation"]
    assert [each["code"]["coding"][0]["code"] for each in observed] == ["short", "short.low"]
    assert [each["valueInteger"] for each in observed] == [3, 2]
    assert observed[1]["interpretation"] == [{"text": "low"}]
    [asked] = [each for each in found if each["resourceType"] == "Questionnaire"]
    weighing = [
        any(part["url"].endswith("itemWeight") for part in option["valueCoding"]["extension"])
        for option in asked["item"][2]["answerOption"]
    ]
    assert weighing == [False, False, False]


@pytest.mark.parametrize(
    ("said", "status", "answer"),
    [
        ({}, "pending", "needs-action"),
        ({"is_confirmed": True}, "booked", "accepted"),
        ({"is_requested": True}, "pending", "tentative"),
        ({"is_cancelled": True, "is_confirmed": True}, "cancelled", "accepted"),
        ({"is_declined": True}, "cancelled", "declined"),
    ],
)
def test_an_appointment_is_valid_and_booked_only_with_a_yes(said, status, answer):
    met = Met(UUID(int=7), AT, 50, **said)

    made = bundle(UUID(int=1), "quiet-harbor", [], AT, meetings=[met])

    assert Bundle.model_validate(made)
    found = made["entry"][-1]["resource"]
    assert (found["status"], found["participant"][0]["status"]) == (status, answer)


def test_a_course_of_therapy_is_valid_and_finished_when_it_was_closed():
    therapies = [Therapy(UUID(int=7), AT, AT + timedelta(days=90)), Therapy(UUID(int=8), AT)]

    made = bundle(UUID(int=1), "quiet-harbor", [], AT, therapies=therapies)

    assert Bundle.model_validate(made)
    found = [each["resource"] for each in made["entry"][1:]]
    assert [(each["status"], "end" in each["period"]) for each in found] == [
        ("finished", True),
        ("active", False),
    ]
