"""What an instrument says against itself: bands that fall, a critical item it does not have."""

import re
from collections.abc import Iterator
from itertools import pairwise

from questionnaires.instrument import Band, Instrument, Item, Measure, ScoreKind, Subscale

_CODE = re.compile(r"[a-z][a-z0-9_]{0,15}")
# With the instrument's code and a dot it names a course, which has 32 characters.
_SUBSCALE = re.compile(r"[a-z][a-z0-9_]{0,14}")
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
            *_scoring(instrument),
            *_meanings(instrument),
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
    if instrument.items and not instrument.scored:
        yield "items: all of them are functional, so that nothing is scored"
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
    if item.weight != 1 and item.functional:
        yield "weight: means nothing to a functional item, which is not scored"
    elif item.weight != 1 and instrument.score in (ScoreKind.MEAN, ScoreKind.EACH):
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
    for measure in instrument.measures:
        if not 0 < instrument.prorate_up_to < len(measure.items):
            yield f"prorate_up_to: {instrument.prorate_up_to} of {len(measure.items)} items"
    scored = [instrument.item(number) for number in instrument.scored]
    if instrument.score is ScoreKind.EACH:
        yield "prorate_up_to: means nothing where each item is its own measure"
    elif len({(item.choices, item.weight) for item in scored}) > 1:
        yield "prorate_up_to: the items weigh differently, so their mean cannot stand in"


def _scoring(instrument: Instrument) -> Iterator[str]:
    if instrument.times < 1:
        yield f"times: {instrument.times} is below 1"
    elif instrument.times > 1 and instrument.score not in (ScoreKind.SUM, ScoreKind.SUBSCALES):
        yield f"times: means nothing to score {instrument.score.value!r}"
    if instrument.score is ScoreKind.SUBSCALES and not instrument.subscales:
        yield "subscales: there are none, and nothing else to score"
    if instrument.score is ScoreKind.EACH and instrument.subscales:
        yield "subscales: mean nothing where each item is its own measure"
    seen = {instrument.code}
    for each in instrument.subscales:
        place = f"subscales.{each.code}"
        if not _SUBSCALE.fullmatch(each.code):
            yield f"{place}: {each.code!r} is not 1 to 15 small letters, digits or _"
        if each.code in seen:
            yield f"{place}: the code names something else already"
        seen.add(each.code)
        yield from (f"{place}: items: {what}" for what in _subscale_items(instrument, each))


def _subscale_items(instrument: Instrument, subscale: Subscale) -> Iterator[str]:
    if not subscale.items:
        yield "there are none"
    if len(set(subscale.items)) != len(subscale.items):
        yield "one is listed twice"
    for number in subscale.items:
        if number not in instrument.numbers:
            yield f"there is no item {number}"
        elif instrument.item(number).functional:
            yield f"item {number} is functional and is not scored"


def _meanings(instrument: Instrument) -> Iterator[str]:
    """Bands, cut-offs and reliable change, of the total and of each subscale."""
    if instrument.total is None:
        for key in ("bands", "cut_offs", "reliable_change"):
            if getattr(instrument, key):
                yield f"{key}: there is no score to compare"
    if instrument.score is ScoreKind.EACH or any(_scoring(instrument)):
        return
    for measure in instrument.measures:
        place = "" if measure == instrument.total else f"subscales.{measure.code}."
        yield from (place + complaint for complaint in _meaning(measure))


def _meaning(measure: Measure) -> Iterator[str]:
    yield from _bands(measure.bands, measure)
    for cut_off in measure.cut_offs:
        place = f"cut_offs.{cut_off.code}"
        if not measure.lowest <= cut_off.at <= measure.highest:
            scores = f"{measure.lowest:g} to {measure.highest:g}"
            yield f"{place}: {cut_off.at:g} lies outside {scores}"
        elif cut_off.at == measure.healthy_end:
            yield f"{place}: every score reaches {cut_off.at:g}"
        if not cut_off.source.strip():
            yield f"{place}: source is empty"
    change = measure.reliable_change
    if change is None:
        return
    span = measure.highest - measure.lowest
    if change.points is not None and not 0 < change.points <= span:
        yield f"reliable_change: {change.points:g} points in a range of {span:g}"
    if change.percent is not None and not 0 < change.percent <= 100:
        yield f"reliable_change: {change.percent:g} per cent"
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
        if instrument.total is None:
            yield "loinc: a total where there is no score"
    if instrument.loinc.functional is not None:
        codes.append(instrument.loinc.functional)
    for code in codes:
        if not _LOINC.fullmatch(code):
            yield f"loinc: {code!r} is not a LOINC code"
    if len(set(codes)) != len(codes):
        yield "loinc: a code is used twice"
    answers = instrument.loinc.answers
    for answer in answers:
        if not _LOINC_ANSWER.fullmatch(answer):
            yield f"loinc: {answer!r} is not a LOINC answer code"
    scored = [instrument.item(number) for number in instrument.scored]
    if answers and {len(item.choices) for item in scored} != {len(answers)}:
        yield f"loinc: {len(answers)} answer codes do not fit the choices"
