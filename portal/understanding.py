"""What was understood of a scale, as plain values: for a person to look over, and for programs."""

from collections.abc import Mapping
from typing import Any

from conversations.wording import languages as spoken
from questionnaires.fhir.report import Reported
from questionnaires.instrument import Instrument, Measure
from questionnaires.library import Choice, Library, Setting
from questionnaires.wording import InstrumentWording


def understood(instrument: Instrument, words: Mapping[str, InstrumentWording]) -> dict[str, Any]:
    """The whole of a scale, with its words in each of these languages."""
    return {
        "instrument": instrument.code,
        "version": instrument.version,
        "titles": {language: each.title for language, each in words.items()},
        "preambles": {language: each.preamble for language, each in words.items()},
        "source": instrument.source,
        "licence": instrument.licence,
        "recall": instrument.recall.value,
        "at_most_every": instrument.at_most_every.value,
        "score": instrument.score.value,
        "times": instrument.times,
        "prorate_up_to": instrument.prorate_up_to,
        "items": [_item(instrument, number, words) for number in instrument.numbers],
        "measures": {
            name: _measure(each, name, words) for name, each in instrument.courses.items()
        },
        "critical": [
            {"item": each.item, "at_least": each.at_least} for each in instrument.critical
        ],
    }


def _item(
    instrument: Instrument, number: int, words: Mapping[str, InstrumentWording]
) -> dict[str, Any]:
    item = instrument.item(number)
    return {
        "number": number,
        "code": item.code,
        "texts": {language: each.item(number).text for language, each in words.items()},
        "choices": [
            {
                "value": value,
                "scored": None if item.functional else item.scored(value),
                "labels": {
                    language: _label(each, number, value) for language, each in words.items()
                },
            }
            for value in item.choices
        ],
        "reversed": item.reversed,
        "functional": item.functional,
    }


def _label(words: InstrumentWording, number: int, value: int) -> str:
    asked = words.item(number)
    label = asked.choices[value]
    if asked.ends is not None and value in (min(asked.choices), max(asked.choices)):
        return f"{label} ({asked.ends[0 if value == min(asked.choices) else 1]})"
    return label


def _measure(measure: Measure, name: str, words: Mapping[str, InstrumentWording]) -> dict[str, Any]:
    part = name.partition(".")[2]
    change = measure.reliable_change
    return {
        "called": {
            language: each.subscales.get(part, "") if part else each.title
            for language, each in words.items()
        },
        "items": list(measure.items),
        "lowest": measure.lowest,
        "highest": measure.highest,
        "higher_is": measure.higher_is.value,
        "bands": {each.code: each.lowest for each in measure.bands},
        "cut_offs": {
            each.code: {"at": each.at, "source": each.source} for each in measure.cut_offs
        },
        "reliable_change": None
        if change is None
        else {"points": change.points, "percent": change.percent, "source": change.source},
    }


def reported(report: tuple[Reported, ...]) -> list[dict[str, str]]:
    """What a reader of files says, entry by entry."""
    return [
        {
            "outcome": each.outcome.value,
            "kind": each.kind,
            "place": each.place,
            "sentence": each.sentence,
        }
        for each in report
    ]


def listed(library: Library, code: str) -> dict[str, Any]:
    """One line of the list: a scale as this practice has it.

    `languages` are those in which it is offered; `worded` adds those the portal lacks.
    """
    instrument = library.instrument(code)
    worded = library.languages(code)
    return {
        "instrument": code,
        "version": instrument.version,
        "versions": list(library.editions[code]),
        "own": code in library.own,
        "items": len(instrument.items),
        "at_most_every": instrument.at_most_every.value,
        "languages": sorted(worded & set(spoken())),
        "worded": sorted(worded),
        "wording_needed": not worded,
        "hidden": library.is_hidden(code),
        "retired": library.is_retired(code),
        "thresholds": [_threshold(each) for each in library.of(code) if each.value is not None],
        "licence": instrument.licence,
    }


def _threshold(setting: Setting) -> dict[str, Any]:
    is_cut_off = setting.choice is Choice.CUT_OFF
    return {
        "measure": setting.course,
        "what": f"cut-off {setting.name}" if is_cut_off else "reliable-change",
        "value": setting.value,
        "unit": "%" if setting.choice is Choice.RELIABLE_PERCENT else "points",
        "source": setting.source,
    }
