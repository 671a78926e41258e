"""An instrument or a wording as the tables of its file: what `loading` and `wording` read back."""

from collections.abc import Mapping
from typing import TypeAlias

from questionnaires.instrument import (
    Band,
    CutOff,
    Instrument,
    Item,
    Loinc,
    ReliableChange,
    ScoreKind,
    Subscale,
)
from questionnaires.wording import InstrumentWording, ItemWording, Provenance

Table: TypeAlias = dict[str, object]


def described(instrument: Instrument) -> Table:
    """The instrument as tables; what is usual is left out."""
    return {
        "code": instrument.code,
        "version": instrument.version,
        "source": instrument.source,
        "licence": instrument.licence,
        "recall": instrument.recall.value,
        "at_most_every": instrument.at_most_every.value,
        "score": instrument.score.value,
        **({} if instrument.higher_is is None else {"higher_is": instrument.higher_is.value}),
        **({"prorate_up_to": instrument.prorate_up_to} if instrument.prorate_up_to else {}),
        **({"times": instrument.times} if instrument.times != 1 else {}),
        **_meaning(instrument.bands, instrument.cut_offs, instrument.reliable_change),
        **({"subscales": _subscales(instrument.subscales)} if instrument.subscales else {}),
        "items": [
            {
                "code": item.code,
                "choices": list(item.choices),
                **item_facts(instrument, number),
            }
            for number, item in enumerate(instrument.items, start=1)
        ],
        **(
            {"critical": [{"item": e.item, "at_least": e.at_least} for e in instrument.critical]}
            if instrument.critical
            else {}
        ),
        **({} if instrument.loinc is None else {"loinc": _loinc(instrument, instrument.loinc)}),
    }


def item_facts(instrument: Instrument, number: int) -> Table:
    """What an item has beyond its code and its choices, where it is not the usual."""
    item = instrument.item(number)
    return {
        **({"higher_is": item.higher_is.value} if instrument.score is ScoreKind.EACH else {}),
        **({"weight": item.weight} if item.weight != 1 else {}),
        **({"reversed": True} if item.reversed else {}),
        **({"functional": True} if item.functional else {}),
    }


def described_wording(words: InstrumentWording) -> Table:
    """A wording as the tables of its file."""
    return {
        "code": words.code,
        "versions": [words.version],
        "title": words.title,
        **({"preamble": words.preamble} if words.preamble else {}),
        **({"instruction": words.instruction} if words.instruction else {}),
        "items": [_item_words(each) for each in words.items],
        **({"bands": dict(words.bands)} if words.bands else {}),
        **({"subscales": dict(words.subscales)} if words.subscales else {}),
        "provenance": provenance_facts(words.provenance),
    }


def provenance_facts(held: Provenance) -> Table:
    """Where a wording is from, as its table."""
    return {
        "source": held.source,
        "licence": held.licence,
        "reviewed": held.reviewed,
        **({"commit": held.commit} if held.commit else {}),
        **({"note": held.note} if held.note else {}),
        **(
            {
                "mended": [
                    {"place": each.place, "found": each.found, "mended": each.mended}
                    for each in held.mended
                ]
            }
            if held.mended
            else {}
        ),
    }


def _meaning(
    bands: tuple[Band, ...], cut_offs: tuple[CutOff, ...], change: ReliableChange | None
) -> Table:
    made: Table = {}
    if bands:
        made["bands"] = {each.code: each.lowest for each in bands}
    if cut_offs:
        made["cut_offs"] = {each.code: {"at": each.at, "source": each.source} for each in cut_offs}
    if change is not None:
        least = {"points": change.points} if change.percent is None else {"percent": change.percent}
        made["reliable_change"] = {**least, "source": change.source}
    return made


def _subscales(subscales: tuple[Subscale, ...]) -> Mapping[str, Table]:
    return {
        each.code: {
            "items": list(each.items),
            **_meaning(each.bands, each.cut_offs, each.reliable_change),
        }
        for each in subscales
    }


def _loinc(instrument: Instrument, loinc: Loinc) -> Table:
    codes = [item.loinc for item in instrument.items]
    return {
        "panel": loinc.panel,
        **loinc_rest(loinc),
        # Item codes stand in one list: with one missing, the list would be read askew.
        **({"items": codes} if all(codes) else {}),
        **({"answers": list(loinc.answers)} if loinc.answers else {}),
    }


def loinc_rest(loinc: Loinc) -> Table:
    """The LOINC codes that no question carries: of the total, and of what is not asked."""
    codes = {"total": loinc.total, "functional": loinc.functional}
    return {key: code for key, code in codes.items() if code is not None}


def _item_words(words: ItemWording) -> Table:
    named = {"name": words.name} if words.name else {}
    if words.ends is not None:
        return {"text": words.text, "ends": list(words.ends), **named}
    return {"text": words.text, "choices": list(words.choices.values()), **named}


def is_bare(item: Item, words: ItemWording) -> bool:
    """Whether the choices of an item are shown as the numbers that they are."""
    return all(words.choices.get(value, str(value)) == str(value) for value in item.choices)
