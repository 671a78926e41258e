"""Our own facts in a FHIR file: tables as nested extensions, for which FHIR has no place.

A list is an extension whose parts are all named "#each"; a table has its keys as names, quoted as
in a web address, since the names of extensions hold no blanks.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, unquote

from questionnaires.fhir.documents import Node

EACH = "#each"

_KINDS = ("valueString", "valueInteger", "valueDecimal", "valueBoolean")


def extension(url: str, value: object) -> dict[str, Any]:
    """A table, a list or a plain value as an extension."""
    match value:
        case bool():
            return {"url": url, "valueBoolean": value}
        case int():
            return {"url": url, "valueInteger": value}
        case float():
            return {"url": url, "valueDecimal": value}
        case str():
            return {"url": url, "valueString": value}
        case Mapping():
            return {"url": url, "extension": _parts(value)}
        case list():
            return {"url": url, "extension": [extension(EACH, each) for each in value]}
        case _:
            raise TypeError(f"an extension has no form for {type(value).__name__}")


def _parts(table: Mapping[str, object]) -> list[dict[str, Any]]:
    return [extension(quote(key, safe=""), each) for key, each in table.items()]


def table_in(node: Node, url: str) -> dict[str, object] | None:
    """The table that an extension of this name holds, or None where there is none."""
    for found in node.extensions(url):
        value = _value(found)
        if isinstance(value, dict):
            return value
    return None


def _value(node: Node) -> object:
    parts = node.nodes("extension")
    if not parts:
        held = (node.members[key] for key in _KINDS if node.has(key))
        return next(held, None)
    if all(part.text("url") == EACH for part in parts):
        return [_value(part) for part in parts]
    return {unquote(part.text("url")): _value(part) for part in parts}
