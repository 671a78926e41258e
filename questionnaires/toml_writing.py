"""An instrument or a wording as the TOML file that the portal reads."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from questionnaires.describing import Table, described, described_wording
from questionnaires.instrument import Instrument
from questionnaires.wording import InstrumentWording


def instrument_file(instrument: Instrument) -> str:
    """The file of an instrument, which loads as the same instrument."""
    return _document(_shorter(described(instrument)))


def wording_file(words: InstrumentWording) -> str:
    """The file of a wording, which loads as the same wording."""
    return _document(described_wording(words))


def _shorter(table: Table) -> Table:
    """Items that are all alike as their number, with the choices that they share."""
    rows = table["items"]
    if not isinstance(rows, list) or not rows:
        return table
    alike = [{"code": str(n), "choices": rows[0]["choices"]} for n in range(1, len(rows) + 1)]
    return {**table, "items": len(rows), "choices": rows[0]["choices"]} if rows == alike else table


def _document(table: Table) -> str:
    """A TOML document: plain values first, since a table takes every line after it."""
    plain = {key: value for key, value in table.items() if not _is_table(value)}
    tables: dict[str, Any] = {key: value for key, value in table.items() if _is_table(value)}
    parts = ["\n".join(f"{toml_key(key)} = {toml_value(value)}" for key, value in plain.items())]
    for key, value in tables.items():
        header = f"[[{toml_key(key)}]]" if isinstance(value, list) else f"[{toml_key(key)}]"
        for row in value if isinstance(value, list) else [value]:
            lines = [f"{toml_key(name)} = {toml_value(inner)}" for name, inner in row.items()]
            parts.append("\n".join((header, *lines)))
    return "\n\n".join(parts) + "\n"


def _is_table(value: object) -> bool:
    if isinstance(value, list):
        return bool(value) and all(isinstance(each, Mapping) for each in value)
    return isinstance(value, Mapping)


def toml_value(value: object) -> str:
    """A value in one line of TOML."""
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return repr(value)
        case str():
            return _text(value)
        case date():
            return value.isoformat()
        case list():
            return "[" + ", ".join(map(toml_value, value)) + "]"
        case Mapping():
            pairs = (f"{toml_key(key)} = {toml_value(inner)}" for key, inner in value.items())
            return "{ " + ", ".join(pairs) + " }"
        case _:
            raise TypeError(f"TOML has no form for {type(value).__name__}")


def _text(text: str) -> str:
    # JSON's escapes are TOML's, except that TOML wants the delete character escaped too.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")


def toml_key(key: str) -> str:
    """A key, in quotation marks where TOML wants them."""
    bare = key.isascii() and key.replace("-", "").replace("_", "").isalnum()
    return key if bare else _text(key)
