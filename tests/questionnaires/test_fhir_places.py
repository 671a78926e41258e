"""Weights are found in each of the places where files keep them, and where two disagree in none."""

import json

import pytest

from questionnaires.fhir.deciding import Decisions
from questionnaires.fhir.names import ITEM_WEIGHT, ORDINAL
from questionnaires.fhir.reading import read_questionnaire
from questionnaires.instrument import Direction, Recall, ScoreKind, Spacing

OLD = "http://hl7.org/fhir/StructureDefinition/valueset-ordinalValue"
DECIDED = Decisions(
    code="mine",
    language="en",
    score=ScoreKind.SUM,
    higher_is=Direction.WORSE,
    recall=Recall.WEEK,
    at_most_every=Spacing.WEEK,
)
WORDS = ("never", "sometimes", "always")


def weight(value, url=ORDINAL):
    return [{"url": url, "valueDecimal": value}]


def coding(value, **more):
    return {"system": "urn:x", "code": WORDS[value], "display": WORDS[value], **more}


def at_option(number):
    options = [{"valueCoding": coding(n), "extension": weight(n)} for n in range(3)]
    return {"type": "choice", "answerOption": options}, [], []


def at_coding(number):
    options = [{"valueCoding": coding(n, extension=weight(n, ITEM_WEIGHT))} for n in range(3)]
    return {"type": "coding", "answerOption": options}, [], []


def in_contained_expansion(number):
    listed = [coding(n, extension=weight(n, OLD)) for n in range(3)]
    held = {"resourceType": "ValueSet", "id": "vs", "expansion": {"contains": listed}}
    return {"type": "choice", "answerValueSet": "#vs"}, [held], []


def by_an_object_that_refers(number):
    item, held, beside = in_contained_expansion(number)
    del item["answerValueSet"]
    return {**item, "options": {"reference": "#vs"}}, held, beside


def in_a_value_set_beside(number):
    concepts = [{"code": WORDS[n], "display": WORDS[n], "extension": weight(n)} for n in range(3)]
    include = [{"system": "urn:x", "concept": concepts}]
    held = {"resourceType": "ValueSet", "url": "urn:vs", "compose": {"include": include}}
    return {"type": "choice", "answerValueSet": "urn:vs|1.0"}, [], [held]


def at_a_code_system(number):
    concepts = [
        {
            "code": WORDS[n],
            "display": WORDS[n],
            "property": [{"code": "itemWeight", "valueDecimal": n}],
        }
        for n in range(3)
    ]
    system = {"resourceType": "CodeSystem", "url": "urn:x", "concept": concepts}
    value_set = {
        "resourceType": "ValueSet",
        "url": "urn:vs",
        "compose": {"include": [{"system": "urn:x"}]},
    }
    return {"type": "choice", "answerValueSet": "urn:vs"}, [value_set], [system]


def read(place, change=lambda made: None, decided=DECIDED):
    items, held, beside = [], [], []
    for number in (1, 2):
        item, held, beside = place(number)
        items.append({"linkId": str(number), "text": f"Question {number}", **item})
    made = {
        "resourceType": "Questionnaire",
        "title": "Mine",
        "copyright": "Free",
        "item": items,
        "contained": held,
    }
    change(made)
    return read_questionnaire(
        json.dumps(made), "mine.json", [json.dumps(each) for each in beside], decided
    )


PLACES = (
    at_option,
    at_coding,
    in_contained_expansion,
    by_an_object_that_refers,
    in_a_value_set_beside,
    at_a_code_system,
)


@pytest.mark.parametrize("place", PLACES)
def test_weights_are_found_in_every_place(place):
    found = read(place)

    assert (found.instrument.total.lowest, found.instrument.total.highest) == (0, 4), found.report
    assert found.wordings[0].item(1).choices == dict(enumerate(WORDS))


def kinds(found):
    return {each.kind for each in found.undecided}


def test_two_places_that_disagree_give_no_score():
    def change(made):
        made["item"][0]["answerOption"][1]["valueCoding"]["extension"] = weight(2)

    found = read(at_option, change)

    assert found.instrument is None
    assert [e.sentence for e in found.undecided if e.kind == "no-weights"] == [
        "No total can be computed. The choice 'sometimes' weighs 1 and 2."
    ]


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (lambda item: item["answerOption"][1].pop("extension"), "no-weights"),
        (lambda item: item["answerOption"][1].update(extension=weight(0.5)), "no-weights"),
        (lambda item: item["answerOption"][1].update(extension=weight(0)), "no-weights"),
        (lambda item: item["answerOption"][1].update(extension=weight(7)), "no-weights"),
        (lambda item: item["answerOption"][0].update(extension=weight(-1)), "no-weights"),
        (lambda item: item.update(repeats=True), "no-choices"),
        (lambda item: item.update(type="boolean"), "no-choices"),
        (lambda item: item.update(type="decimal"), "no-choices"),
        (lambda item: item.update(enableWhen=[{"question": "1"}]), "condition"),
    ],
)
def test_what_keeps_a_total_from_being_computed_is_said(change, kind):
    found = read(at_option, lambda made: change(made["item"][1]))

    assert found.instrument is None
    assert kind in kinds(found)


def test_weights_that_fall_where_others_rise_are_a_reversed_question():
    def change(made):
        for n, option in enumerate(made["item"][1]["answerOption"]):
            option["extension"] = weight(2 - n)

    found = read(at_option, change)

    item = found.instrument.item(2)
    assert item.reversed
    assert [item.scored(answer) for answer in item.choices] == [2, 1, 0]
    assert found.wordings[0].item(2).choices[0] == "never"


def test_a_free_question_a_group_and_a_help_text_take_no_score_away():
    def change(made):
        free = {"linkId": "9", "type": "text", "text": "Anything else?"}
        group = {"linkId": "g", "type": "group", "text": "In the last week", "item": made["item"]}
        made["item"] = [group, free]

    found = read(at_option, change)

    assert found.instrument.total.highest == 4
    assert found.wordings[0].preamble == "In the last week"
    assert "open" in {each.kind for each in found.report}


def test_blanks_around_a_code_are_left_out_and_told():
    def change(made):
        made["item"][0]["code"] = [{"system": "http://loinc.org", "code": " 44250-9 "}]

    assert "blanks" in {each.kind for each in read(at_option, change).report}


def test_what_no_file_says_is_a_persons_to_decide():
    found = read(at_option, decided=Decisions())

    assert found.instrument is None
    assert {"score", "recall", "at_most_every", "higher_is"} <= kinds(found)
