"""The blocks that show data: tables, charts and rich text."""

from collections.abc import Mapping
from typing import Any

from sandbox.slack.findings import Findings
from sandbox.slack.records import Json

MOST_COLUMNS = 20
_RICH_PARTS = frozenset(
    {"rich_text_section", "rich_text_list", "rich_text_preformatted", "rich_text_quote"}
)
_RICH_WORDS: Mapping[str, tuple[str, ...]] = {
    "text": ("text",),
    "link": ("url",),
    "emoji": ("name",),
    "user": ("user_id",),
    "usergroup": ("usergroup_id",),
    "channel": ("channel_id",),
    "broadcast": ("range",),
    "date": ("timestamp", "format"),
    "color": ("value",),
}


def rich_text(findings: Findings, block: Json, at: str) -> None:
    """Text with its marks spelled out, so that nothing in it is read as markup."""
    if not findings.needs(block, ("elements",), at):
        return
    for place, part in enumerate(findings.a_list(block["elements"], f"{at}/elements", 1000, 1)):
        _rich_part(findings, part, f"{at}/elements/{place}", _RICH_PARTS)


def _rich_part(findings: Findings, part: Any, at: str, allowed: frozenset[str]) -> None:
    if not findings.an_object(part, at):
        return
    kind = part.get("type")
    if kind not in allowed:
        findings.add(f"unsupported type: {kind}", f"{at}/type")
        return
    if kind == "rich_text_list":
        findings.one_of(part.get("style"), ("bullet", "ordered"), f"{at}/style")
    if not findings.needs(part, ("elements",), at):
        return
    for place, word in enumerate(findings.a_list(part["elements"], f"{at}/elements", 1000)):
        here = f"{at}/elements/{place}"
        if kind == "rich_text_list":
            _rich_part(findings, word, here, frozenset({"rich_text_section"}))
        elif findings.an_object(word, here):
            needed = _RICH_WORDS.get(str(word.get("type")))
            if needed is None:
                findings.add(f"unsupported type: {word.get('type')}", f"{here}/type")
            elif findings.needs(word, needed, here) and word["type"] == "text":
                findings.a_string(word["text"], f"{here}/text", 12_000, 1)


def table(findings: Findings, block: Json, at: str) -> None:
    """A plain table of at most 100 rows."""
    _rows(findings, block, at, most=100, least=1, kinds=frozenset({"raw_text", "rich_text"}))


def data_table(findings: Findings, block: Json, at: str) -> None:
    """A table that can be sorted and paged: a heading row and at least one more."""
    if findings.needs(block, ("caption",), at):
        findings.a_string(block["caption"], f"{at}/caption", 3000, 1)
    page = block.get("page_size", 5)
    if not isinstance(page, int) or not 1 <= page <= 100:
        findings.add("must be between 1 and 100", f"{at}/page_size")
    kinds = frozenset({"raw_text", "raw_number", "rich_text"})
    _rows(findings, block, at, most=101, least=2, kinds=kinds)
    rows = block.get("rows")
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        return
    if len({len(row) for row in rows}) > 1:
        findings.add("all rows must have the same number of cells", f"{at}/rows")
    for place, cell in enumerate(rows[0] if rows else ()):
        if isinstance(cell, dict) and cell.get("type") == "rich_text":
            findings.add("unsupported type: rich_text", f"{at}/rows/0/{place}/type")


def _rows(
    findings: Findings, block: Json, at: str, *, most: int, least: int, kinds: frozenset[str]
) -> None:
    if not findings.needs(block, ("rows",), at):
        return
    for place, row in enumerate(findings.a_list(block["rows"], f"{at}/rows", most, least)):
        here = f"{at}/rows/{place}"
        for column, cell in enumerate(findings.a_list(row, here, MOST_COLUMNS, 1)):
            _cell(findings, cell, f"{here}/{column}", kinds)


def _cell(findings: Findings, cell: Any, at: str, kinds: frozenset[str]) -> None:
    if not findings.an_object(cell, at):
        return
    kind = cell.get("type")
    if kind not in kinds:
        findings.add(f"unsupported type: {kind}", f"{at}/type")
    elif kind == "rich_text":
        rich_text(findings, cell, at)
    elif kind == "raw_text" and findings.needs(cell, ("text",), at):
        findings.a_string(cell["text"], f"{at}/text", 3000, 1)
    elif kind == "raw_number":
        findings.needs(cell, ("value",), at)


def data_visualization(findings: Findings, block: Json, at: str) -> None:
    """A small chart: one pie, or up to six series over named categories."""
    if not findings.needs(block, ("title", "chart"), at):
        return
    findings.a_string(block["title"], f"{at}/title", 50, 1)
    chart, here = block["chart"], f"{at}/chart"
    if not findings.an_object(chart, here):
        return
    match chart.get("type"):
        case "pie":
            slices = findings.a_list(chart.get("segments"), f"{here}/segments", 6, 1)
            for place, piece in enumerate(slices):
                if findings.an_object(piece, f"{here}/segments/{place}"):
                    findings.needs(piece, ("label", "value"), f"{here}/segments/{place}")
        case "bar" | "area" | "line":
            findings.needs(chart, ("axis_config",), here)
            lines = findings.a_list(chart.get("series"), f"{here}/series", 6, 1)
            for place, line in enumerate(lines):
                if findings.an_object(line, f"{here}/series/{place}"):
                    findings.needs(line, ("name", "data"), f"{here}/series/{place}")
        case other:
            findings.add(f"unsupported type: {other}", f"{here}/type")
