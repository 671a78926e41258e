"""Whatever stands in a file, reading ends in a sentence, and no score comes from nowhere."""

import copy
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from questionnaires.fhir.deciding import Decisions
from questionnaires.fhir.documents import DEEPEST, LARGEST, FileNotRead
from questionnaires.fhir.reading import read_questionnaire
from questionnaires.fhir.responses import AskedWith, read_responses
from questionnaires.instrument import Direction, Recall, ScoreKind, Spacing

FILES = Path(__file__).parent.parent / "data" / "fhir"
QUESTIONNAIRES = sorted(FILES.glob("*-Questionnaire-*.json"))
VALUE_SETS = tuple(each.read_text(encoding="utf-8") for each in sorted(FILES.glob("*ValueSet*")))
ORDINALS = [json.loads(each) for each in VALUE_SETS]
DECIDED = Decisions(
    code="fuzzed",
    score=ScoreKind.SUM,
    higher_is=Direction.WORSE,
    recall=Recall.WEEK,
    at_most_every=Spacing.WEEK,
)


def nested(depth):
    value = 1
    for _ in range(depth):
        value = {"item": [value]}
    return value


strange = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 40),
    st.sampled_from([10**400, 1e308, 0.5, -1, "", " ", "x" * 5000, "\x00", "\ud800"]),
    st.sampled_from([float("nan"), float("inf")]),
    st.text(max_size=5),
    st.builds(dict),
    st.builds(list),
    st.sampled_from([["a"], [None], [[]], {"url": 1}, nested(20), nested(DEEPEST + 5)]),
)


def places(value, path=()):
    """The way to everything in a JSON value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    for key, each in inner:
        yield (*path, key)
        if isinstance(each, dict | list):
            yield from places(each, (*path, key))


def change(draw, resource):
    """Leave something out, put something strange in its place, or have it twice."""
    everywhere = list(places(resource))
    way = draw(st.sampled_from(everywhere))
    holder = resource
    for key in way[:-1]:
        holder = holder[key]
    match draw(st.sampled_from(["drop", "replace", "twice", "swap"])):
        case "drop":
            del holder[way[-1]]
        case "replace":
            # A copy: what is drawn is shared, and may be damaged further.
            holder[way[-1]] = copy.deepcopy(draw(strange))
        case "twice" if isinstance(holder, list):
            holder.append(copy.deepcopy(holder[way[-1]]))
        case "twice":
            holder["".join(draw(st.permutations(list(str(way[-1])))))] = holder[way[-1]]
        case _:
            other = resource
            for key in draw(st.sampled_from(everywhere)):
                if not isinstance(other, dict | list) or (
                    key not in other if isinstance(other, dict) else key >= len(other)
                ):
                    break
                other = other[key]
            holder[way[-1]] = copy.deepcopy(other)


@st.composite
def damaged(draw, files):
    resource = json.loads(draw(st.sampled_from(files)).read_text(encoding="utf-8"))
    for _ in range(draw(st.integers(1, 4))):
        if resource:
            change(draw, resource)
    return resource


def or_sentence(read):
    """What was read, or None where it was refused with the name of the file and a full stop."""
    told = None
    try:
        return read()
    except FileNotRead as refused:
        told = str(refused)
    assert told.startswith("damaged.json: ")
    assert told.endswith(".")
    return None


def weights_in(value):
    """Every weight that is written anywhere below, found without the reader's help."""
    if isinstance(value, list):
        return {weight for each in value for weight in weights_in(each)}
    if not isinstance(value, dict):
        return set()
    own = set()
    if str(value.get("url")).endswith(("ordinalValue", "itemWeight")):
        own = {value.get("valueDecimal"), value.get("valueInteger")} - {None}
    if isinstance(value.get("valueInteger"), int):
        own = own | {value["valueInteger"]}
    return own | weights_in(list(value.values()))


def items_in(value):
    if isinstance(value, list):
        return [found for each in value for found in items_in(each)]
    if not isinstance(value, dict):
        return []
    return [value, *items_in(list(value.values()))]


@settings(deadline=None, max_examples=300, suppress_health_check=list(HealthCheck))
@given(damaged(QUESTIONNAIRES), st.sampled_from([(), VALUE_SETS]), st.booleans())
def test_a_damaged_questionnaire_ends_in_a_sentence_and_scores_nothing_it_does_not_say(
    resource, value_sets, decided
):
    text = json.dumps(resource)
    found = or_sentence(
        lambda: read_questionnaire(
            text, "damaged.json", value_sets, DECIDED if decided else Decisions()
        )
    )
    if found is None:
        return

    assert all(each.sentence.endswith(".") for each in found.report)
    if found.instrument is None:
        assert found.undecided
        return
    for link in found.links:
        item = found.instrument.item(link.item)
        if item.functional:
            continue
        # The damage may have left a copy of it elsewhere.
        asked = [
            each
            for each in items_in(resource)
            if isinstance(each.get("linkId"), str)
            and each["linkId"].strip() == link.link
            and "type" in each
        ]
        written = weights_in(asked) | (weights_in(ORDINALS) if value_sets else set())
        assert {item.scored(value) for value in item.choices} <= written


@settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))
@given(damaged(sorted(FILES.glob("*Response*.json"))), st.booleans())
def test_a_damaged_response_ends_in_a_sentence(resource, known):
    name = "us-core-Questionnaire-phq-9-example.json"
    asked = read_questionnaire((FILES / name).read_text(encoding="utf-8"), name)
    held = AskedWith(asked.instrument, asked.links, asked.totals) if known else None
    found = or_sentence(lambda: read_responses(json.dumps(resource), "damaged.json", held))

    for each in found or ():
        for number, value in each.answers.items():
            assert value in each.instrument.choices(number)
        assert each.scores or each.undecided


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=200) | st.binary(max_size=200).map(lambda raw: raw.decode("latin-1")))
def test_any_text_at_all_ends_in_a_sentence(text):
    with pytest.raises(FileNotRead):
        read_questionnaire(text, "any.json")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "is not valid JSON"),
        ("{", "is not valid JSON"),
        ("[]", "holds no FHIR resource"),
        ("1", "holds no FHIR resource"),
        ("{}", "names no resourceType"),
        ('{"resourceType": 1}', "wants a text"),
        ('{"resourceType": "Patient"}', "is a 'Patient', not a Questionnaire"),
        ('{"resourceType": "Bundle"}', "the Bundle holds no Questionnaire"),
        ('{"resourceType": "Questionnaire", "a": NaN}', "is not JSON that can be read"),
        ('{"resourceType": "Questionnaire", "a": 1' + "0" * 5000 + "}", "is not JSON"),
        ('{"resourceType": "Questionnaire", "a": 1, "a": 2}', "'a' stands twice"),
        ("[" * 100_000, "is not JSON that can be read"),
        ("[" * (DEEPEST + 1) + "]" * (DEEPEST + 1), "nested more than"),
        (" " * (LARGEST + 1), "is longer than"),
        ('{"resourceType": "Questionnaire", "item": {}}', "item wants a list"),
        ('{"resourceType": "Questionnaire", "item": [1]}', "wants an object"),
        ('{"resourceType": "Questionnaire", "item": [{}]}', "linkId is missing"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(text, why):
    with pytest.raises(FileNotRead, match=r"bad\.json: ") as refused:
        read_questionnaire(text, "bad.json")

    assert why in str(refused.value)


def test_a_byte_order_mark_and_a_bundle_are_no_hindrance():
    name = "us-core-Questionnaire-phq-9-example.json"
    alone = (FILES / name).read_text(encoding="utf-8")
    entry = {"resource": json.loads(alone)}
    bundle = json.dumps({"resourceType": "Bundle", "type": "collection", "entry": [entry]})

    for text in ("\ufeff" + alone, bundle):
        assert read_questionnaire(text, name).instrument.total.highest == 27
