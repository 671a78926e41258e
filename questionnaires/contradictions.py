"""What an instrument says against itself: bands that fall, a critical item it does not have."""

import re
from collections.abc import Iterator
from itertools import pairwise

from questionnaires.instrument import Band, Instrument, Item, Measure, ScoreKind

_CODE = re.compile(r"[a-z][a-z0-9_]{0,15}")
_ITEM_CODE = re.compile(r"[a-z0-9_]{1,16}")
_VERSION = re.compile(r"\d{1,4}(\.\d{1,4}){0,2}")
_LOINC = re.compile(r"\d{1,7}-\d")
_LOINC_ANSWER = re.compile(r"LA\d{1,7}-\d")


def contradictions(instrument: Instrument) -> tuple[str, ...]:
    """Every contradiction as "place: what"; empty when the instrument fits together."""
    found = [*_names(instrument), *_items(instrument)]
    # Ranges follow from the items: with broken items every later complaint would be noise.
    if not found:
        found = [
            *_missing_answers(instrument),
            *_ranges(instrument),
            *_critical(instrument),
            *_loinc(instrument),
        ]
    return tuple(found)


def _names(instrument: Instrument) -> Iterator[str]:
    # Codes travel in callback data, which holds 64 bytes and separates with dots and colons.
    if not _CODE.fullmatch(instrument.code):
        yield f"code: {instrument.code!r} is not 1 to 16 small letters, digits or _"
    if not _VERSION.fullmatch(instrument.version):
        yield f"version: {instrument.version!r} is not numbers joined by dots"
    if not instrument.source.strip():
        yield "source: is empty"
    if not instrument.licence.strip():
        yield "licence: is empty"


def _items(instrument: Instrument) -> Iterator[str]:
    if not instrument.items:
        yield "items: there are none"
    seen: set[str] = set()
    for number, item in enumerate(instrument.items, start=1):
        place = f"items[{number}]"
        if not _ITEM_CODE.fullmatch(item.code):
            yield f"{place}: code {item.code!r} is not 1 to 16 small letters, digits or _"
        if item.code in seen:
            yield f"{place}: code {item.code!r} is used twice"
        seen.add(item.code)
        for complaint in (*_choices(item), *_weighing(instrument, item)):
            yield f"{place}: {complaint}"
    if (instrument.higher_is is None) != (instrument.score is ScoreKind.EACH):
        yield f"higher_is: does not go with score {instrument.score.value!r}"


def _choices(item: Item) -> Iterator[str]:
    if len(item.choices) < 2:
        yield "choices: fewer than two"
    elif any(here >= after for here, after in pairwise(item.choices)):
        yield "choices: do not rise"
    elif item.choices[0] < 0:
        yield "choices: begin below 0"
    elif item.reversed and not _mirrors(item.choices):
        yield "reversed: the choices do not mirror"


def _mirrors(choices: tuple[int, ...]) -> bool:
    # 0, 1, 3 turned round would be 3, 2, 0: a weight that no answer has.
    turned = (low + high for low, high in zip(choices, choices[::-1], strict=True))
    return len(set(turned)) == 1


def _weighing(instrument: Instrument, item: Item) -> Iterator[str]:
    if item.weight < 1:
        yield f"weight: {item.weight} is below 1"
    if item.weight != 1 and instrument.score is not ScoreKind.SUM:
        yield f"weight: means nothing to score {instrument.score.value!r}"
    if instrument.score is ScoreKind.EACH:
        if item.reversed:
            yield "reversed: means nothing where each item is its own measure"
    elif instrument.higher_is is not None:
        expected = instrument.higher_is.flipped if item.reversed else instrument.higher_is
        if item.higher_is is not expected:
            yield f"higher_is: {item.higher_is.value!r} contradicts the score"


def _missing_answers(instrument: Instrument) -> Iterator[str]:
    if instrument.prorate_up_to == 0:
        return
    if not 0 < instrument.prorate_up_to < len(instrument.items):
        yield f"prorate_up_to: {instrument.prorate_up_to} of {len(instrument.items)} items"
    if instrument.score is ScoreKind.EACH:
        yield "prorate_up_to: means nothing where each item is its own measure"
    elif len({(item.choices, item.weight) for item in instrument.items}) > 1:
        yield "prorate_up_to: the items weigh differently, so their mean cannot stand in"


def _ranges(instrument: Instrument) -> Iterator[str]:
    if instrument.score is ScoreKind.EACH:
        for key in ("bands", "cut_offs", "reliable_change"):
            if getattr(instrument, key):
                yield f"{key}: there is no score to compare"
        return
    [measure] = instrument.measures
    yield from _bands(instrument.bands, measure)
    for cut_off in instrument.cut_offs:
        place = f"cut_offs.{cut_off.code}"
        if not measure.lowest <= cut_off.at <= measure.highest:
            scores = f"{measure.lowest:g} to {measure.highest:g}"
            yield f"{place}: {cut_off.at:g} lies outside {scores}"
        elif cut_off.at == measure.healthy_end:
            yield f"{place}: every score reaches {cut_off.at:g}"
        if not cut_off.source.strip():
            yield f"{place}: source is empty"
    change = instrument.reliable_change
    if change is None:
        return
    span = measure.highest - measure.lowest
    if not 0 < change.points <= span:
        yield f"reliable_change: {change.points:g} points in a range of {span:g}"
    if not change.source.strip():
        yield "reliable_change: source is empty"


def _bands(bands: tuple[Band, ...], measure: Measure) -> Iterator[str]:
    # A mean such as 1/3 cannot be written out to its last digit.
    if bands and round(bands[0].lowest - measure.lowest, 6) != 0:
        yield f"bands: begin at {bands[0].lowest:g}, scores at {measure.lowest:g}"
    for here, after in pairwise(bands):
        if here.lowest >= after.lowest:
            yield f"bands: {after.code!r} does not rise above {here.code!r}"
    for band in bands:
        if band.lowest > measure.highest:
            yield f"bands: {band.code!r} begins beyond the highest score {measure.highest:g}"


def _critical(instrument: Instrument) -> Iterator[str]:
    seen: set[int] = set()
    for number, critical in enumerate(instrument.critical, start=1):
        place = f"critical[{number}]"
        if critical.item in seen:
            yield f"{place}: item {critical.item} is listed twice"
        seen.add(critical.item)
        if critical.item not in instrument.numbers:
            yield f"{place}: there is no item {critical.item}"
            continue
        choices = instrument.item(critical.item).choices
        if critical.at_least > choices[-1]:
            yield f"{place}: no answer reaches {critical.at_least}"
        elif critical.at_least <= choices[0]:
            yield f"{place}: every answer reaches {critical.at_least}"


def _loinc(instrument: Instrument) -> Iterator[str]:
    codes = [item.loinc for item in instrument.items if item.loinc is not None]
    if instrument.loinc is None:
        if codes:
            yield "loinc: items have codes, the panel has none"
        return
    codes.append(instrument.loinc.panel)
    if instrument.loinc.total is not None:
        codes.append(instrument.loinc.total)
        if instrument.score is ScoreKind.EACH:
            yield "loinc: a total where there is no score"
    for code in codes:
        if not _LOINC.fullmatch(code):
            yield f"loinc: {code!r} is not a LOINC code"
    if len(set(codes)) != len(codes):
        yield "loinc: a code is used twice"
    answers = instrument.loinc.answers
    for answer in answers:
        if not _LOINC_ANSWER.fullmatch(answer):
            yield f"loinc: {answer!r} is not a LOINC answer code"
    if answers and {len(item.choices) for item in instrument.items} != {len(answers)}:
        yield f"loinc: {len(answers)} answer codes do not fit the choices"
