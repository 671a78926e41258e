"""What Slack accepts as blocks, by surface, and what it adds to them."""

import json
import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from enum import StrEnum
from typing import Any, TypeAlias

from sandbox.slack import composition, elements, tables
from sandbox.slack.findings import Findings
from sandbox.slack.records import Json

LENGTH_OF_ALL_BLOCKS = 13_200
_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"


class Surface(StrEnum):
    """Where blocks are shown."""

    MESSAGE = "message"
    MODAL = "modal"
    HOME = "home"


MOST_BLOCKS: Mapping[Surface, int] = {Surface.MESSAGE: 50, Surface.MODAL: 100, Surface.HOME: 100}

Check: TypeAlias = Callable[[Findings, Json, str], None]


def _section(findings: Findings, block: Json, at: str) -> None:
    if block.get("text") is None and not block.get("fields"):
        findings.add("must define either `text` or `fields`", at)
    if block.get("text") is not None:
        composition.text(findings, block["text"], f"{at}/text", 3000)
    if block.get("fields") is not None:
        for place, field in enumerate(findings.a_list(block["fields"], f"{at}/fields", 10, 1)):
            composition.text(findings, field, f"{at}/fields/{place}", 2000)
    if block.get("accessory") is not None:
        elements.check(findings, block["accessory"], f"{at}/accessory", elements.IN_SECTIONS)


def _header(findings: Findings, block: Json, at: str) -> None:
    if findings.needs(block, ("text",), at):
        composition.text(findings, block["text"], f"{at}/text", 150, plain=True)


def _context(findings: Findings, block: Json, at: str) -> None:
    if not findings.needs(block, ("elements",), at):
        return
    for place, part in enumerate(findings.a_list(block["elements"], f"{at}/elements", 10, 1)):
        here = f"{at}/elements/{place}"
        if isinstance(part, dict) and part.get("type") == "image":
            elements.check(findings, part, here, frozenset({"image"}))
        else:
            composition.text(findings, part, here, 3000)


def _actions(findings: Findings, block: Json, at: str) -> None:
    if not findings.needs(block, ("elements",), at):
        return
    for place, part in enumerate(findings.a_list(block["elements"], f"{at}/elements", 25, 1)):
        elements.check(findings, part, f"{at}/elements/{place}", elements.IN_ACTIONS)


def _image(findings: Findings, block: Json, at: str) -> None:
    elements.image(findings, block, at)
    if block.get("title") is not None:
        composition.text(findings, block["title"], f"{at}/title", 2000, plain=True)


def _input(findings: Findings, block: Json, at: str) -> None:
    findings.a_boolean(block, at, "optional", "dispatch_action")
    if findings.needs(block, ("label", "element"), at):
        composition.text(findings, block["label"], f"{at}/label", 2000, plain=True)
        elements.check(findings, block["element"], f"{at}/element", elements.IN_INPUTS)
    if block.get("hint") is not None:
        composition.text(findings, block["hint"], f"{at}/hint", 2000, plain=True)


def _divider(_findings: Findings, _block: Json, _at: str) -> None:
    """Nothing in it can be wrong."""


def _markdown(findings: Findings, block: Json, at: str) -> None:
    if findings.needs(block, ("text",), at):
        findings.a_string(block["text"], f"{at}/text", 12_000, 1)


def _alert(findings: Findings, block: Json, at: str) -> None:
    if findings.needs(block, ("text",), at):
        composition.text(findings, block["text"], f"{at}/text", 3000)
    if block.get("level") is not None:
        levels = ("default", "info", "warning", "error", "success")
        findings.one_of(block["level"], levels, f"{at}/level")


def _card(findings: Findings, block: Json, at: str) -> None:
    if not any(block.get(name) for name in ("hero_image", "title", "actions", "body")):
        findings.add("must define one of `hero_image`, `title`, `actions`, `body`", at)
    for name, most in (("title", 150), ("subtitle", 150), ("body", 200)):
        if block.get(name) is not None:
            composition.text(findings, block[name], f"{at}/{name}", most)
    for name in ("hero_image", "icon"):
        if block.get(name) is not None:
            elements.check(findings, block[name], f"{at}/{name}", frozenset({"image"}))
    for place, part in enumerate(findings.a_list(block.get("actions", []), f"{at}/actions", 5)):
        elements.check(findings, part, f"{at}/actions/{place}", frozenset({"button"}))


_TABS = frozenset({Surface.MESSAGE, Surface.HOME})
_EVERYWHERE = frozenset(Surface)
_KINDS: Mapping[str, tuple[Check, tuple[str, ...], frozenset[Surface]]] = {
    "section": (_section, ("text", "fields", "accessory", "expand"), _EVERYWHERE),
    "header": (_header, ("text", "level"), _EVERYWHERE),
    "context": (_context, ("elements",), _EVERYWHERE),
    "divider": (_divider, (), _EVERYWHERE),
    "actions": (_actions, ("elements",), _EVERYWHERE),
    "image": (_image, ("image_url", "slack_file", "alt_text", "title"), _EVERYWHERE),
    "input": (
        _input,
        ("label", "element", "hint", "optional", "dispatch_action"),
        _EVERYWHERE,
    ),
    "rich_text": (tables.rich_text, ("elements",), _EVERYWHERE),
    "markdown": (_markdown, ("text",), frozenset({Surface.MESSAGE})),
    "alert": (_alert, ("text", "level"), frozenset({Surface.MODAL})),
    "card": (
        _card,
        ("title", "subtitle", "body", "icon", "hero_image", "actions"),
        _EVERYWHERE,
    ),
    "table": (tables.table, ("rows", "column_settings"), _TABS),
    "data_table": (
        tables.data_table,
        ("rows", "caption", "page_size", "row_header_column_index"),
        _TABS,
    ),
    "data_visualization": (tables.data_visualization, ("title", "chart"), _TABS),
}


def check_blocks(findings: Findings, blocks: Any, surface: Surface, at: str = "/blocks") -> None:
    """Every block, their number, and that no id is used twice."""
    seen: set[str] = set()
    for place, block in enumerate(findings.a_list(blocks, at, MOST_BLOCKS[surface])):
        here = f"{at}/{place}"
        if not findings.an_object(block, here):
            continue
        kind = block.get("type")
        check, fields, surfaces = _KINDS.get(str(kind), (None, (), frozenset()))
        if check is None or surface not in surfaces:
            findings.add(f"unsupported type: {kind}", f"{here}/type")
            continue
        findings.only(block, ("type", "block_id", *fields), here)
        check(findings, block, here)
        _check_ids(findings, block, here, seen)


def _check_ids(findings: Findings, block: Json, here: str, seen: set[str]) -> None:
    block_id = block.get("block_id")
    if block_id is not None and findings.a_string(block_id, f"{here}/block_id", 255, 1):
        if block_id in seen:
            findings.add(f'`block_id` "{block_id}" already exists', f"{here}/block_id")
        seen.add(block_id)
    actions: set[str] = set()
    for path, element in _placed(block):
        action_id = element.get("action_id")
        if not isinstance(action_id, str):
            continue
        if action_id in actions:
            where = f"{here}/{path}/action_id"
            findings.add(f'`action_id` "{action_id}" already exists', where)
        actions.add(action_id)


def _placed(block: Json) -> Iterator[tuple[str, Json]]:
    """The elements of a block that a person can touch, and where they are."""
    for name in ("accessory", "element"):
        if isinstance(block.get(name), dict):
            yield name, block[name]
    if block.get("type") in ("actions", "card"):
        name = "elements" if block["type"] == "actions" else "actions"
        parts = block.get(name)
        for place, part in enumerate(parts if isinstance(parts, list) else ()):
            if isinstance(part, dict):
                yield f"{name}/{place}", part


def touchable(block: Mapping[str, Any]) -> list[Json]:
    """The elements of a block that a person can touch."""
    return [one for _, one in _placed(dict(block)) if one.get("type") != "image"]


def length(blocks: Sequence[Any]) -> int:
    """The characters of all texts in some blocks."""
    return sum(len(words) for words in _texts(blocks))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        if isinstance(value.get("text"), str):
            yield value["text"]
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _texts(part)


def completed(
    blocks: Iterable[Json], dice: random.Random, before: Iterable[tuple[Json, Json]] = ()
) -> tuple[Json, ...]:
    """Blocks as Slack keeps them: with ids and flags that the app left out.

    before: blocks as the app sent them and as they were kept; whoever comes again keeps their ids,
    so that a hand on a button still finds it.
    """
    known, kept = list(before), []
    for block in blocks:
        same = next((pair for pair in known if pair[0] == block), None)
        if same is None:
            kept.append(_completed(block, dice))
        else:
            known.remove(same)
            kept.append(same[1])
    return tuple(kept)


def _completed(sent: Json, dice: random.Random) -> Json:
    def made_up() -> str:
        return "".join(dice.choices(_ALPHABET, k=5))

    block: Json = deepcopy(sent)
    block.setdefault("block_id", made_up())
    for element in touchable(block):
        element.setdefault("action_id", made_up())
    _flag_texts(block)
    return block


def _flag_texts(value: Any) -> None:
    if isinstance(value, dict):
        if value.get("type") == "plain_text":
            value.setdefault("emoji", True)
        elif value.get("type") == "mrkdwn":
            value.setdefault("verbatim", False)
        for part in value.values():
            _flag_texts(part)
    elif isinstance(value, list):
        for part in value:
            _flag_texts(part)


def parsed(value: Any) -> Any:
    """A JSON argument, which a form carries as a string; None when it is no JSON."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except json.JSONDecodeError:
        return None
