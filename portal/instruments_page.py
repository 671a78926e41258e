"""`docs/instruments.md`, written from the catalogue: python -m portal.instruments_page."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from conversations.wording import languages as spoken
from questionnaires.catalogue import catalogue
from questionnaires.instrument import (
    Direction,
    Instrument,
    Loinc,
    Measure,
    Recall,
    ReliableChange,
    ScoreKind,
    Spacing,
)
from questionnaires.library import shipped
from questionnaires.wording import InstrumentWording

PAGE = Path(__file__).parents[1] / "docs" / "instruments.md"

HEAD = """# Instruments

This page is written by `python -m portal.instruments_page` from `questionnaires/catalogue/` and
`questionnaires/wording/`. A test fails when it is not up to date. It describes what the portal asks
and how it counts; it is not medical advice.

**Two kinds.** Daily instruments are a few numbers, or questions about today. All others ask about
weeks or more, and a plan that asks more often than an instrument allows is refused:
`portal client invite --instrument phq9:day` says so. Without a wish an instrument comes as often as
it may, and weekly at most; `--instrument phq9:fortnight` asks for less.

**Daily items.** The `pulse` (mood, anxiety, how the night was) is asked of everybody and stays as
it is. Further daily items are instruments of one question each, planned beside it:
`--instrument pain`. They are offered when the pulse is answered, share its record and its pictures,
and carry the name that their wording gives them. Beside `pain` belongs `pain_in_the_way`, for how
strong pain is says little without what it keeps from: both share one panel of the picture.

**Languages.** A scale is its wording. A language is here only with every item and every label,
copied letter by letter from the source that is named; what we mended is listed in the file, under
`[[provenance.mended]]`, and a review stands there once a native clinician has made it. The portal
itself speaks {spoken}. A client is offered a scale in the language in which the portal speaks to
them, if the scale has it, and else not at all: nobody gets a Spanish frame around an English
question. Wording in further languages waits until the portal speaks them. A client who changes to a
language that a scale lacks is not asked it meanwhile, and what is not asked is not missed. Whoever
reads about answers that were given sees English names where their own language has none. Without
any source the wording is needed, and the scale is not offered.

**Numbers.** Every number names its source. What is widely used and was not checked against its
publication says so.
"""

SPACINGS = {
    Spacing.DAY: "once a day",
    Spacing.WEEK: "once a week",
    Spacing.TWO_WEEKS: "once in two weeks",
    Spacing.MONTH: "once in four weeks",
}
RECALLS = {
    Recall.DAY: "today",
    Recall.WEEK: "the last week",
    Recall.TWO_WEEKS: "the last two weeks",
    Recall.MONTH: "the last month",
    Recall.YEAR: "the last year",
    Recall.SESSION: "the session",
    Recall.IN_GENERAL: "how things are in general",
}
KINDS = {
    ScoreKind.SUM: "the sum of the answers",
    ScoreKind.MEAN: "the mean of the answers",
    ScoreKind.SUBSCALES: "a sum for each subscale, and no total",
    ScoreKind.EACH: "none: each item is followed by itself",
}


def page() -> str:
    """The whole page."""
    shown = list(catalogue().values())
    periodic = [each for each in shown if not each.is_daily]
    daily = [each for each in shown if each.is_daily]
    parts = [HEAD.format(spoken=" and ".join(f"`{each}`" for each in spoken()))]
    for title, group in (("Every day", daily), ("Once in a while", periodic)):
        parts += [f"## {title}\n", _overview(group), *map(_section, group)]
    return "\n".join(parts)


def _overview(instruments: Sequence[Instrument]) -> str:
    rows = [
        (
            f"[{_title(each)}](#{each.code})",
            str(len(each.items)),
            RECALLS[each.recall],
            SPACINGS[each.at_most_every],
            ", ".join(sorted(shipped().languages(each.code) & set(spoken()))) or "wording needed",
        )
        for each in instruments
    ]
    return _table(("scale", "items", "asks about", "at most", "offered in"), rows)


def _section(instrument: Instrument) -> str:
    lines = [
        f'<a id="{instrument.code}"></a>\n',
        f"### {_title(instrument)} (`{instrument.code}`, version {instrument.version})\n",
        *(f"- {each}" for each in _facts(instrument)),
        "",
        _table(
            ("score", "items", "range", "bands from", "cut-offs", "reliable change"),
            [_measure(instrument, each) for each in instrument.measures],
        ),
        _wordings(instrument),
    ]
    return "\n".join(lines)


def _title(instrument: Instrument) -> str:
    known = shipped().nearest(instrument.code, instrument.version, "en")
    return known.title if known else instrument.code.upper()


def _facts(instrument: Instrument) -> Iterator[str]:
    yield f"Asks about {RECALLS[instrument.recall]}, at most {SPACINGS[instrument.at_most_every]}."
    yield f"{_items(instrument)} Score: {_scoring(instrument)}."
    for each in instrument.critical:
        yield (
            f"**Critical: item {each.item}, from the answer {each.at_least} upwards**, at the "
            "moment of the answer."
        )
    yield f"Source: {instrument.source}."
    yield f"Licence: {instrument.licence}."
    if instrument.loinc is not None:
        yield f"LOINC: {_loinc(instrument, instrument.loinc)}."


def _items(instrument: Instrument) -> str:
    ranges = dict.fromkeys(_choices(each.choices) for each in instrument.items)
    many = "1 item" if len(instrument.items) == 1 else f"{len(instrument.items)} items"
    turned = [str(n) for n, each in enumerate(instrument.items, start=1) if each.reversed]
    said = f"{many}, answers {' or '.join(ranges)}"
    return f"{said}; turned round: {', '.join(turned)}." if turned else f"{said}."


def _choices(choices: tuple[int, ...]) -> str:
    whole = choices == tuple(range(choices[0], choices[-1] + 1))
    return f"{choices[0]} to {choices[-1]}" if whole else ", ".join(map(str, choices))


def _scoring(instrument: Instrument) -> str:
    said = KINDS[instrument.score]
    if instrument.times > 1:
        said += f", times {instrument.times}"
    if instrument.score is not ScoreKind.EACH:
        missing = instrument.prorate_up_to
        said += (
            f"; up to {missing} missing is filled with the mean of the others"
            if missing
            else "; with an answer missing there is none"
        )
    return said


def _loinc(instrument: Instrument, codes: Loinc) -> str:
    items = [each.loinc for each in instrument.items if each.loinc is not None]
    said = [f"panel {codes.panel}"]
    if codes.total is not None:
        said.append(f"total {codes.total}")
    if items:
        said.append(f"items {', '.join(items)}")
    if codes.answers:
        said.append(f"answers {', '.join(codes.answers)}")
    if codes.functional is not None:
        said.append(f"functional question, known and not asked, {codes.functional}")
    return "; ".join(said)


def _measure(instrument: Instrument, measure: Measure) -> tuple[str, ...]:
    better = "higher is better" if measure.higher_is is Direction.BETTER else "higher is worse"
    bands = ", ".join(f"{each.code} {each.lowest:g}" for each in measure.bands)
    cut_offs = "; ".join(f"{each.code} {each.at:g} ({each.source})" for each in measure.cut_offs)
    all_of_them = measure.items == instrument.scored
    return (
        f"`{measure.code}`",
        "all" if all_of_them else ", ".join(map(str, measure.items)),
        f"{measure.lowest:g} to {measure.highest:g}, {better}",
        bands or "none",
        cut_offs or "none",
        _change(measure.reliable_change),
    )


def _change(change: ReliableChange | None) -> str:
    if change is None:
        return "none"
    least = f"{change.percent:g} %" if change.points is None else f"{change.points:g}"
    return f"{least} ({change.source})"


def _wordings(instrument: Instrument) -> str:
    found = [
        known
        for language in sorted(shipped().languages(instrument.code))
        if (known := shipped().wording(instrument.code, instrument.version, language)) is not None
    ]
    if not found:
        return "**Wording needed:** no source of it is at hand, so it is not offered.\n"
    heads = ("language", "offered", "wording from", "mended", "reviewed")
    notes = [f"- `{each.language}`: {each.provenance.note}" for each in found]
    return "\n".join([_table(heads, list(map(_worded, found))), *notes, ""])


def _worded(known: InstrumentWording) -> tuple[str, ...]:
    held = known.provenance
    commit = f", commit `{held.commit[:12]}`" if held.commit else ""
    return (
        known.language,
        "yes" if known.language in spoken() else "not yet",
        f"{held.source}{commit} ({held.licence})",
        str(len(held.mended)) if held.mended else "nothing",
        held.reviewed if held.is_reviewed else "not reviewed",
    )


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(each)} |\n" for each in lines)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
