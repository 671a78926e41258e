"""From a TOML file to an instrument; a file that contradicts itself is refused, saying where."""

from questionnaires.contradictions import contradictions
from questionnaires.instrument import (
    Band,
    CriticalItem,
    CutOff,
    Direction,
    Instrument,
    Item,
    Loinc,
    Recall,
    ReliableChange,
    ScoreKind,
    Spacing,
    Subscale,
)
from questionnaires.sheet import Sheet, SheetDoesNotFit, open_sheet


class InstrumentContradicts(ValueError):
    """An instrument cannot be what its file says; a line for each contradiction, with its place."""


def load_instrument(text: str, place: str) -> Instrument:
    """The instrument that this TOML text describes; `place` is how complaints name the text."""
    try:
        instrument = read_instrument(open_sheet(text, place))
    except SheetDoesNotFit as fault:
        raise InstrumentContradicts(str(fault)) from fault
    found = contradictions(instrument)
    if found:
        raise InstrumentContradicts("\n".join(f"{place}: {each}" for each in found))
    return instrument


def read_instrument(sheet: Sheet) -> Instrument:
    """The instrument of an open sheet, before it is asked whether it contradicts itself."""
    kind = sheet.one_of("score", ScoreKind)
    direction = sheet.one_of("higher_is", Direction) if sheet.has("higher_is") else None
    if direction is None and kind is not ScoreKind.EACH:
        raise sheet.refusal("higher_is", "is missing")
    loinc, item_codes = _loinc(sheet)
    instrument = Instrument(
        code=sheet.text("code"),
        version=sheet.text("version"),
        source=sheet.text("source"),
        licence=sheet.text("licence"),
        recall=sheet.one_of("recall", Recall),
        at_most_every=sheet.one_of("at_most_every", Spacing),
        score=kind,
        items=_items(sheet, kind, direction, item_codes),
        # Where each item is its own measure, the line at the top only spares repeating it.
        higher_is=None if kind is ScoreKind.EACH else direction,
        prorate_up_to=sheet.whole("prorate_up_to", 0),
        times=sheet.whole("times", 1),
        bands=_bands(sheet),
        cut_offs=_cut_offs(sheet),
        reliable_change=_reliable_change(sheet),
        subscales=tuple(_subscale(code, each) for code, each in sheet.tables("subscales").items()),
        critical=tuple(_critical(row, sheet) for row in sheet.rows("critical")),
        loinc=loinc,
    )
    sheet.finish()
    return instrument


def _items(
    sheet: Sheet, kind: ScoreKind, direction: Direction | None, loinc: tuple[str, ...]
) -> tuple[Item, ...]:
    """Items that are all alike are a number; others are a table each."""
    usual = sheet.wholes("choices") if sheet.has("choices") else None
    rows = _rows(sheet)
    if loinc and len(loinc) != len(rows):
        raise sheet.refusal("loinc", f"{len(loinc)} item codes for {len(rows)} items")
    codes: tuple[str | None, ...] = loinc or (None,) * len(rows)
    items = []
    for number, (row, code) in enumerate(zip(rows, codes, strict=True), start=1):
        choices = row.wholes("choices") if usual is None or row.has("choices") else usual
        upside_down = row.flag("reversed")
        if direction is None or (kind is ScoreKind.EACH and row.has("higher_is")):
            higher_is = row.one_of("higher_is", Direction)
        else:
            higher_is = direction.flipped if upside_down else direction
        name = row.text("code", str(number))
        weight, functional = row.whole("weight", 1), row.flag("functional")
        items.append(Item(name, choices, higher_is, weight, upside_down, code, functional))
        row.finish()
    return tuple(items)


def _rows(sheet: Sheet) -> tuple[Sheet, ...]:
    if sheet.has_list("items"):
        return tuple(_table(row, sheet, "items") for row in sheet.rows("items"))
    count = sheet.whole("items")
    return tuple(Sheet({}, f"{sheet.place}: items[{n}]") for n in range(1, count + 1))


def _bands(sheet: Sheet) -> tuple[Band, ...]:
    return tuple(Band(code, lowest) for code, lowest in sheet.numbers("bands").items())


def _cut_offs(sheet: Sheet) -> tuple[CutOff, ...]:
    found = []
    for code, table in sheet.tables("cut_offs").items():
        found.append(CutOff(code, table.number("at"), table.text("source")))
        table.finish()
    return tuple(found)


def _reliable_change(sheet: Sheet) -> ReliableChange | None:
    if not sheet.has("reliable_change"):
        return None
    table = sheet.table("reliable_change")
    if table.has("points") == table.has("percent"):
        raise sheet.refusal("reliable_change", "wants points or percent, one of them")
    change = ReliableChange(
        points=table.number("points") if table.has("points") else None,
        source=table.text("source"),
        percent=table.number("percent") if table.has("percent") else None,
    )
    table.finish()
    return change


def _subscale(code: str, sheet: Sheet) -> Subscale:
    subscale = Subscale(
        code, sheet.wholes("items"), _bands(sheet), _cut_offs(sheet), _reliable_change(sheet)
    )
    sheet.finish()
    return subscale


def _critical(row: Sheet | str, sheet: Sheet) -> CriticalItem:
    table = _table(row, sheet, "critical")
    critical = CriticalItem(table.whole("item"), table.whole("at_least"))
    table.finish()
    return critical


def _loinc(sheet: Sheet) -> tuple[Loinc | None, tuple[str, ...]]:
    """The codes of the whole, and those of the items, which stand together in the file."""
    if not sheet.has("loinc"):
        return None, ()
    table = sheet.table("loinc")
    loinc = Loinc(
        panel=table.text("panel"),
        total=table.text("total") if table.has("total") else None,
        answers=table.texts("answers") if table.has("answers") else (),
        functional=table.text("functional") if table.has("functional") else None,
    )
    items = table.texts("items") if table.has("items") else ()
    table.finish()
    return loinc, items


def _table(row: Sheet | str, sheet: Sheet, key: str) -> Sheet:
    if isinstance(row, str):
        raise sheet.refusal(key, f"wants tables, not {row!r}")
    return row
