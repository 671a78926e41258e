"""An instrument as a FHIR R4 Questionnaire, in one language or several, read back as the same.

Each choice carries what it adds to the score, as `itemWeight` and as `ordinalValue`; functional
questions carry neither, so that whoever sums sums rightly. What FHIR has no place for stands in
extensions of our own.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from questionnaires.describing import described, is_bare, item_facts, loinc_rest, provenance_facts
from questionnaires.fhir.names import (
    ANSWER,
    CONTROLS,
    INSTRUCTION,
    ITEM_CONTROL,
    ITEM_WEIGHT,
    LEAST,
    LOINC,
    LOINC_REST,
    MOST,
    ORDINAL,
    SHEET,
    WORDS,
    canonical,
    link,
    made_from,
    versioned,
)
from questionnaires.fhir.own import extension
from questionnaires.fhir.texts import TRANSLATION
from questionnaires.instrument import Instrument
from questionnaires.wording import InstrumentWording, ItemWording

Resource: TypeAlias = dict[str, Any]
Wordings: TypeAlias = Sequence[InstrumentWording]

# FHIR takes no other control characters in a string, and no string that is empty or all blank.
_NOT_IN_A_STRING = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")

_ELSEWHERE = ("code", "version", "licence", "items", "loinc")
"""What FHIR itself has a place for."""


def questionnaire(instrument: Instrument, wordings: Wordings = ()) -> Resource:
    """The questionnaire; the first wording is its language, the others stand as translations."""
    made: Resource = {
        "resourceType": "Questionnaire",
        "id": str(made_from(versioned(instrument))),
        "extension": [_sheet(instrument), *_names(instrument, wordings)],
        "url": canonical(instrument),
        "version": instrument.version,
        "name": instrument.code,
        "status": "active",
        "subjectType": ["Patient"],
        "copyright": string(instrument.licence),
    }
    if wordings:
        made |= {"language": wordings[0].language}
        made |= _in_all("title", wordings, lambda words: words.title)
    if instrument.loinc is not None:
        made["code"] = [{"system": LOINC, "code": instrument.loinc.panel}]
    before = (
        (INSTRUCTION, _in_all("text", wordings, lambda words: words.instruction)),
        ("portal.preamble", _in_all("text", wordings, lambda words: words.preamble)),
    )
    made["item"] = [
        *({"linkId": link, **said, "type": "display"} for link, said in before if said),
        *(_item(instrument, number, wordings) for number in instrument.numbers),
    ]
    return made


def is_choice(instrument: Instrument, number: int, wordings: Wordings) -> bool:
    """Whether the choices are words or codes; bare numbers that weigh what they say are numbers."""
    item = instrument.item(number)
    if item.functional or any(item.scored(value) != value for value in item.choices):
        return True
    if choice_codes(instrument, number):
        return True
    return not all(is_bare(item, words.item(number)) for words in wordings)


def choice_codes(instrument: Instrument, number: int) -> Mapping[int, str]:
    """The LOINC codes of an item's choices, where there is one for each."""
    item = instrument.item(number)
    answers = () if instrument.loinc is None or item.functional else instrument.loinc.answers
    return (
        dict(zip(item.choices, answers, strict=True)) if len(answers) == len(item.choices) else {}
    )


def choice(instrument: Instrument, number: int, value: int, wordings: Wordings) -> Resource:
    """One choice as a coding, with what it adds to the score and the number we keep it under."""
    item = instrument.item(number)
    code = choice_codes(instrument, number).get(value)
    named = {"code": str(value)} if code is None else {"system": LOINC, "code": code}
    facts: list[Resource] = []
    if not item.functional:
        weight = item.scored(value)
        facts = [{"url": url, "valueDecimal": weight} for url in (ITEM_WEIGHT, ORDINAL)]
    if item.functional or any(item.scored(each) != each for each in item.choices):
        facts.append({"url": ANSWER, "valueInteger": value})
    shown = _in_all("display", wordings, lambda words: words.item(number).choices.get(value, ""))
    return {"extension": facts, **named, **shown}


def string(text: str) -> str:
    """A text as FHIR takes it: something to read, without signs that are for machines."""
    return _NOT_IN_A_STRING.sub("\ufffd", text).strip() or "\ufffd"


def _item(instrument: Instrument, number: int, wordings: Wordings) -> Resource:
    item = instrument.item(number)
    facts = {"code": item.code, **item_facts(instrument, number)}
    made: Resource = {"extension": [extension(SHEET, facts)], "linkId": link(item)}
    if item.loinc is not None:
        made["code"] = [{"system": LOINC, "code": item.loinc}]
    made |= _in_all("text", wordings, lambda words: words.item(number).text)
    if is_choice(instrument, number, wordings):
        made["type"] = "choice"
        made["answerOption"] = [
            {"valueCoding": choice(instrument, number, value, wordings)} for value in item.choices
        ]
    else:
        made |= _numbers(item.choices, made["extension"])
    if number in instrument.scored and instrument.prorate_up_to == 0:
        # Without it another system takes a response that gives no score.
        made["required"] = True
    ends = [words.item(number) for words in wordings if words.item(number).ends is not None]
    if ends:
        made["item"] = [_end(instrument, number, wordings, at) for at in (0, 1)]
    return made


def _numbers(choices: tuple[int, ...], extensions: list[Resource]) -> Resource:
    """A question for a number: with its bounds, or with the list where numbers are left out."""
    if choices == tuple(range(choices[0], choices[-1] + 1)):
        bounds = ((LEAST, choices[0]), (MOST, choices[-1]))
        return {
            "extension": [*extensions, *({"url": u, "valueInteger": at} for u, at in bounds)],
            "type": "integer",
        }
    return {"type": "integer", "answerOption": [{"valueInteger": value} for value in choices]}


def _end(instrument: Instrument, number: int, wordings: Wordings, at: int) -> Resource:
    """The name of one end of a scale, as the display item that FHIR has for it."""
    control = ("lower", "upper")[at]

    def named(words: InstrumentWording) -> str:
        held: ItemWording = words.item(number)
        return held.ends[at] if held.ends is not None else ""

    concept = {"coding": [{"system": CONTROLS, "code": control}]}
    return {
        "extension": [{"url": ITEM_CONTROL, "valueCodeableConcept": concept}],
        "linkId": f"{link(instrument.item(number))}.{control}",
        **_in_all("text", wordings, named),
        "type": "display",
    }


def _in_all(key: str, wordings: Wordings, said: Callable[[InstrumentWording], str]) -> Resource:
    """A text in the first language, and beside it its translations; nothing where none has it."""
    texts = [(words.language, said(words)) for words in wordings]
    made: Resource = {}
    translated: list[Resource] = []
    for place, (language, text) in enumerate(texts):
        if not text.strip():
            continue
        if place == 0:
            made[key] = string(text)
            continue
        parts = [
            {"url": "lang", "valueCode": language},
            {"url": "content", "valueString": string(text)},
        ]
        translated.append({"url": TRANSLATION, "extension": parts})
    if translated:
        made[f"_{key}"] = {"extension": translated}
    return made


def _sheet(instrument: Instrument) -> Resource:
    facts = {key: value for key, value in described(instrument).items() if key not in _ELSEWHERE}
    if instrument.loinc is not None and (rest := loinc_rest(instrument.loinc)):
        facts[LOINC_REST] = rest
    return extension(SHEET, facts)


def _names(instrument: Instrument, wordings: Wordings) -> list[Resource]:
    """What bands, subscales and measures are called, and who vouches for each wording."""
    if not wordings:
        return []
    named: dict[str, object] = {}
    for words in wordings:
        short = {
            item.code: words.item(number).name
            for number, item in enumerate(instrument.items, start=1)
            if words.item(number).name
        }
        tables = (("bands", words.bands), ("subscales", words.subscales), ("names", short))
        named[words.language] = {
            **{key: dict(table) for key, table in tables if table},
            "provenance": provenance_facts(words.provenance),
        }
    return [extension(WORDS, named)]
