"""A practice as a file: one commented TOML, read with plain complaints and written with remarks.

What may stand in it is a table of sections and keys; what each key does to a practice stands in
`portal.commands.practice_sections`. Nothing in such a file is about a client or opens anything.
"""

import datetime
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any

from questionnaires.toml_writing import toml_key, toml_value

LARGEST_FILE = 2_000_000
"""Characters; a practice with twenty scales of its own has a twentieth of it."""

HEAD = """\
# A practice, as the portal reads it: portal practice import FILE shows what would change, and
# with --yes changes it. A key that is left out stays as it is. Nothing here is about a client, and
# no token or key stands in it. Try it with made-up people: portal sandbox --practice FILE
"""


class SheetNotUnderstood(ValueError):
    """A practice's file that cannot be read; the text says where and what to write."""


@dataclass(frozen=True, slots=True)
class Key:
    """One thing that may be said: its name, what kind of value, and what it is for."""

    name: str
    kind: type
    about: str


@dataclass(frozen=True, slots=True)
class Section:
    """A table of the file."""

    name: str
    about: str
    keys: tuple[Key, ...]


SECTIONS = (
    Section(
        "practice",
        "Whose portal it is.",
        (
            Key("name", str, "What clients read."),
            Key("language", str, "en or es; each client may choose another."),
            Key("zone", str, "Time zone, as Europe/Berlin."),
            Key("colour", str, "Of pictures: six digits from 0 to f."),
        ),
    ),
    Section(
        "hours",
        "When somebody reads, as “mon-fri 09:00-17:00”; “always” is every hour of the week.",
        (
            Key("working", str, "Ordinary alerts wait for these."),
            Key("urgent", str, "Somebody takes urgent cards then."),
        ),
    ),
    Section(
        "crisis",
        "What stands on the crisis card. Without it no client is served. Call the numbers first.",
        (
            Key("emergency", str, "The emergency number of the clients' country."),
            Key("lines", list, "Each line as “name, +number, hours”."),
            Key("verified_by", str, "Who has called or checked them,"),
            Key("verified_on", datetime.date, "and when."),
        ),
    ),
    Section(
        "chain",
        "Who gets an urgent card that nobody takes; the client's own therapist is always first.",
        (
            Key("order", list, "Names of therapists and supervisors who are there."),
            Key("escalate_after_minutes", int, "How soon the next one gets it."),
            Key("on_call", list, "Who of them gets it first, as “mon-fri: Name”."),
        ),
    ),
    Section(
        "chat",
        "How the clients' chats begin.",
        (
            Key("delete_typed", bool, "The bot deletes what a client typed, once handled."),
            Key("discreet", bool, "Whoever joins begins in discreet mode."),
        ),
    ),
    Section(
        "schedule",
        "What a new client is asked beside the daily pulse, and when if not as usual: “phq9”, "
        "“phq9:weekly on Thursday” or “gad7:every two weeks at 18:00”.",
        (Key("instruments", list, "Your own scales may stand here too."),),
    ),
    Section(
        "rules",
        "When therapists hear of something, where it is not as usual: portal rule list has them.",
        (
            Key(
                "settings",
                list,
                "As “declining-mood.falls=4” or “missed-check-ins=off”; what does not stand here "
                "is as usual. What a therapist or a client has set goes first.",
            ),
        ),
    ),
    Section(
        "texts",
        "Words of your own, reviewed by you.",
        (Key("privacy", str, "For who asks “Could this be used against me?”; empty for none."),),
    ),
)

SCALE, THRESHOLD, LIBRARY, WORKFLOWS = "scale", "threshold", "library", "workflows"
LISTS = {
    SCALE: "A scale of your own, in the form of: portal instrument template",
    THRESHOLD: "What you have decided about a scale. Every number says where it is from.",
    LIBRARY: "Something for clients' shelves; docs/shelf.md has every key.",
    WORKFLOWS: "What follows by itself when something happens; docs/workflows.md has every form.",
}
THRESHOLD_KEYS = ("course", "choice", "name", "value", "source")


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a file says, by section and key, with its scales and thresholds as tables."""

    values: Mapping[str, Mapping[str, Any]] = field(default_factory=lambda: MappingProxyType({}))
    scales: tuple[Mapping[str, Any], ...] = ()
    thresholds: tuple[Mapping[str, Any], ...] = ()
    workflows: tuple[Mapping[str, Any], ...] = ()
    library: tuple[Mapping[str, Any], ...] = ()

    def get(self, section: str, key: str) -> Any:
        """What is said of a key; None for nothing."""
        return self.values.get(section, {}).get(key)


# --- reading ------------------------------------------------------------------------------------


def read_sheet(text: str, place: str) -> Sheet:
    """What this file says; SheetNotUnderstood names the line or the key."""
    if len(text) > LARGEST_FILE:
        raise SheetNotUnderstood(f"{place} is too large for a practice.")
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise SheetNotUnderstood(f"{place} is no TOML: {_where(fault, text)}") from None
    known = {each.name: each for each in SECTIONS}
    for name in tables:
        if name not in known and name not in LISTS:
            raise SheetNotUnderstood(f"{place}: {_unknown(name, (*known, *LISTS), 'section')}")
    values = {
        name: MappingProxyType(_section(section, tables[name], place))
        for name, section in known.items()
        if name in tables
    }
    scales = _rows(tables.get(SCALE, []), SCALE, place)
    thresholds = _rows(tables.get(THRESHOLD, []), THRESHOLD, place)
    for each in thresholds:
        for key in each:
            if key not in THRESHOLD_KEYS:
                raise SheetNotUnderstood(f"{place}: {_unknown(key, THRESHOLD_KEYS, THRESHOLD)}")
    workflows = _rows(tables.get(WORKFLOWS, []), WORKFLOWS, place)
    library = _rows(tables.get(LIBRARY, []), LIBRARY, place)
    return Sheet(MappingProxyType(values), scales, thresholds, workflows, library)


def _section(section: Section, table: object, place: str) -> dict[str, Any]:
    if not isinstance(table, dict):
        raise SheetNotUnderstood(f"{place}: {section.name} is a table: write [{section.name}]")
    known = {each.name: each for each in section.keys}
    for name, value in table.items():
        if name not in known:
            what = f"key in [{section.name}]"
            raise SheetNotUnderstood(f"{place}: {_unknown(name, tuple(known), what)}")
        if not _fits(value, known[name].kind):
            raise SheetNotUnderstood(
                f"{place}: {section.name}.{name} is {_KINDS[known[name].kind]}, and not {value!r}."
            )
    return dict(table)


_KINDS = {
    str: "a text in quotation marks",
    list: 'a list of texts, as ["one", "two"]',
    bool: "true or false",
    int: "a whole number",
    datetime.date: "a day, as 2026-11-28 without quotation marks",
}


def _fits(value: object, kind: type) -> bool:
    if kind is list:
        return isinstance(value, list) and all(isinstance(each, str) for each in value)
    if isinstance(value, bool | datetime.datetime):
        return kind is type(value)
    return isinstance(value, kind)


def _rows(found: object, name: str, place: str) -> tuple[Mapping[str, Any], ...]:
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise SheetNotUnderstood(f"{place}: write [[{name}]] above each {name}.")
    return tuple(found)


def _unknown(name: str, known: Sequence[str], what: str) -> str:
    near = get_close_matches(name, known, n=1, cutoff=0.6)
    meant = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(known)}"
    return f"there is no {what} called {name!r}. {meant}"


def _where(fault: tomllib.TOMLDecodeError, text: str) -> str:
    """The fault with the line itself, which says more than its number."""
    found = re.search(r"at line (\d+)", str(fault))
    lines = text.splitlines()
    if found is None or not 0 < int(found[1]) <= len(lines):
        return str(fault)
    return f"{fault}. The line is: {lines[int(found[1]) - 1].strip()}"


# --- writing ------------------------------------------------------------------------------------


def write_sheet(sheet: Sheet) -> str:
    """The file, which reads as the same sheet; a key without a value stands as a remark."""
    parts = [HEAD.rstrip()]
    for section in SECTIONS:
        held = sheet.values.get(section.name, {})
        lines = [f"# {section.about}", f"[{section.name}]"]
        for key in section.keys:
            lines += _key_lines(key, held.get(key.name))
        parts.append("\n".join(lines))
    for name, rows in (
        (SCALE, sheet.scales),
        (THRESHOLD, sheet.thresholds),
        (LIBRARY, sheet.library),
        (WORKFLOWS, sheet.workflows),
    ):
        parts += ["\n".join((f"# {LISTS[name]}", *_table([name], row, "[["))) for row in rows]
    return "\n\n".join(parts) + "\n"


def _key_lines(key: Key, value: object) -> Iterator[str]:
    yield f"# {key.about}"
    if value is None:
        yield f"# {key.name} ="
    else:
        yield from _plain(key.name, value)


def _table(path: Sequence[str], table: Mapping[str, Any], opens: str) -> Iterator[str]:
    """A table and those inside it; plain values first, since a table takes every line after it."""
    name = ".".join(toml_key(each) for each in path)
    yield f"{opens}{name}{']' * len(opens)}"
    inside = {key: value for key, value in table.items() if _holds_tables(value)}
    for key, value in table.items():
        if key not in inside:
            yield from _plain(key, value)
    for key, value in inside.items():
        rows = value if isinstance(value, list) else [value]
        for row in rows:
            yield ""
            yield from _table([*path, key], row, "[[" if isinstance(value, list) else "[")


def _plain(key: str, value: object) -> Iterator[str]:
    if isinstance(value, list) and len(value) > 1 and all(isinstance(e, str) for e in value):
        yield f"{toml_key(key)} = ["
        for each in value:
            yield f"    {toml_value(each)},"
        yield "]"
    else:
        yield f"{toml_key(key)} = {toml_value(value)}"


def _holds_tables(value: object) -> bool:
    if isinstance(value, list):
        return bool(value) and all(isinstance(each, Mapping) for each in value)
    return isinstance(value, Mapping)
