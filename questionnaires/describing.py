"""An instrument and its words as TOML, always in the same form: equal things have equal texts."""

import json
from collections.abc import Iterable, Mapping

from questionnaires.instrument import (
    Band,
    CutOff,
    Direction,
    Instrument,
    Item,
    ReliableChange,
    ScoreKind,
)
from questionnaires.wording import InstrumentWording, ItemWording, Provenance


def described(instrument: Instrument) -> str:
    """The instrument as the text that `loading.load_instrument` reads."""
    lines = [
        _text("code", instrument.code),
        _text("version", instrument.version),
        _text("source", instrument.source),
        _text("licence", instrument.licence),
        _text("recall", instrument.recall),
        _text("at_most_every", instrument.at_most_every),
        _text("score", instrument.score),
    ]
    if instrument.higher_is is not None:
        lines.append(_text("higher_is", instrument.higher_is))
    if instrument.prorate_up_to:
        lines.append(f"prorate_up_to = {instrument.prorate_up_to}")
    if instrument.times != 1:
        lines.append(f"times = {instrument.times}")
    lines += _bands(instrument.bands)
    for item in instrument.items:
        lines += ["", "[[items]]", *_item(item, instrument.score)]
    for each in instrument.critical:
        lines += ["", "[[critical]]", f"item = {each.item}", f"at_least = {each.at_least}"]
    lines += _meaning("", instrument.cut_offs, instrument.reliable_change)
    for part in instrument.subscales:
        place = f"subscales.{part.code}"
        lines += ["", f"[{place}]", f"items = {list(part.items)}", *_bands(part.bands)]
        lines += _meaning(f"{place}.", part.cut_offs, part.reliable_change)
    if instrument.loinc is not None:
        lines += ["", "[loinc]", _text("panel", instrument.loinc.panel)]
        if instrument.loinc.total is not None:
            lines.append(_text("total", instrument.loinc.total))
        if instrument.loinc.answers:
            lines.append(_texts("answers", instrument.loinc.answers))
        items = [each.loinc for each in instrument.items if each.loinc is not None]
        if items:
            lines.append(_texts("items", items))
    return "\n".join(lines) + "\n"


def worded(words: InstrumentWording) -> str:
    """The words as the text that `wording.load_wording` reads."""
    lines = [
        _text("code", words.code),
        _texts("versions", [words.version]),
        _text("title", words.title),
        _text("preamble", words.preamble),
    ]
    for each in words.items:
        lines += ["", "[[items]]", *_asked(each)]
    if words.bands:
        lines += ["", "[bands]", *_named(words.bands)]
    if words.subscales:
        lines += ["", "[subscales]", *_named(words.subscales)]
    lines += ["", *_provenance(words.provenance)]
    return "\n".join(lines) + "\n"


def _item(item: Item, score: ScoreKind) -> Iterable[str]:
    yield _text("code", item.code)
    yield f"choices = {list(item.choices)}"
    if score is ScoreKind.EACH:
        yield _text("higher_is", Direction(item.higher_is))
    if item.weight != 1:
        yield f"weight = {item.weight}"
    if item.reversed:
        yield "reversed = true"
    if item.functional:
        yield "functional = true"


def _bands(bands: tuple[Band, ...]) -> list[str]:
    if not bands:
        return []
    held = ", ".join(f"{_quoted(each.code)} = {each.lowest!r}" for each in bands)
    return [f"bands = {{ {held} }}"]


def _meaning(
    place: str, cut_offs: tuple[CutOff, ...], change: ReliableChange | None
) -> Iterable[str]:
    for each in cut_offs:
        yield from ("", f"[{place}cut_offs.{_quoted(each.code)}]", f"at = {each.at!r}")
        yield _text("source", each.source)
    if change is not None:
        yield from ("", f"[{place}reliable_change]")
        if change.percent is None:
            yield f"points = {change.points!r}"
        else:
            yield f"percent = {change.percent!r}"
        yield _text("source", change.source)


def _asked(item: ItemWording) -> Iterable[str]:
    yield _text("text", item.text)
    if item.name:
        yield _text("name", item.name)
    if item.ends is not None:
        yield _texts("ends", item.ends)
    else:
        yield _texts("choices", [item.choices[value] for value in sorted(item.choices)])


def _provenance(held: Provenance) -> Iterable[str]:
    yield from ("[provenance]", _text("source", held.source), _text("licence", held.licence))
    yield _text("reviewed", held.reviewed)
    if held.commit:
        yield _text("commit", held.commit)
    if held.note:
        yield _text("note", held.note)
    for each in held.mended:
        yield from ("", "[[provenance.mended]]", _text("place", each.place))
        yield from (_text("found", each.found), _text("mended", each.mended))


def _named(texts: Mapping[str, str]) -> list[str]:
    return [_text(_quoted(name), text) for name, text in sorted(texts.items())]


def _text(key: str, value: str) -> str:
    return f"{key} = {_quoted(value)}"


def _texts(key: str, values: Iterable[str]) -> str:
    return f"{key} = [{', '.join(_quoted(each) for each in values)}]"


def _quoted(value: str) -> str:
    # What JSON writes for a text is a basic string of TOML, but for the character DEL.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
