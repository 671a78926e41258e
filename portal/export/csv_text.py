"""Tables as CSV that a spreadsheet shows and never runs."""

from collections.abc import Iterable, Sequence

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of something to be worked out; the wide signs in
East Asian editions."""

BYTE_ORDER_MARK = "\ufeff"
"""Without it a spreadsheet on Windows reads letters beyond English wrongly."""


def cell(value: object) -> str:
    """A value as it stands between commas; text that a spreadsheet would run gets a mark first.

    Numbers are not text: a negative one stays the number it is.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return str(value)
    text = harmless(str(value))
    if any(each in text for each in ',"\n\r'):
        return '"' + text.replace('"', '""') + '"'
    return text


def harmless(text: str) -> str:
    """The text as a spreadsheet shows it and nothing more; the same when it was harmless before."""
    return f"'{text}" if text.startswith(FORMULA) else text


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """The whole file; lines end as RFC 4180 has them."""
    lines = (",".join(map(cell, row)) for row in (columns, *rows))
    return BYTE_ORDER_MARK + "".join(f"{line}\r\n" for line in lines)
