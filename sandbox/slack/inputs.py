"""What people fill in: the value of every kind of input, as payloads carry it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from sandbox.slack import blocks, elements
from sandbox.slack.errors import NoSuchOption
from sandbox.slack.records import Json, View

_TEXTS = elements.TEXT_INPUTS - {"rich_text_input"}
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
MISSING = "Please complete this required field."

# The key of the chosen thing in a payload, by element; the element's own start has "initial_".
_CHOSEN: Mapping[str, tuple[str, str]] = {
    "plain_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "overflow": ("selected_option", "initial_option"),
    "checkboxes": ("selected_options", "initial_options"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "users_select": ("selected_user", "initial_user"),
    "multi_users_select": ("selected_users", "initial_users"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "file_input": ("files", "initial_files"),
}


def holds_a_value(element: Mapping[str, Any]) -> bool:
    """Buttons and overflow menus act; everything else keeps what was chosen."""
    return element["type"] in _CHOSEN and element["type"] != "overflow"


def starting(kept: Iterable[Json], before: View | None = None) -> Mapping[str, Mapping[str, Json]]:
    """The values of fresh blocks; what a person chose stays where both ids stay."""
    values: dict[str, dict[str, Json]] = {}
    for block in kept:
        for element in blocks.touchable(block):
            if not holds_a_value(element):
                continue
            earlier = before.values.get(block["block_id"], {}) if before else {}
            value = earlier.get(element["action_id"])
            if value is None or value["type"] != element["type"]:
                value = _start(element)
            values.setdefault(block["block_id"], {})[element["action_id"]] = value
    return values


def _start(element: Mapping[str, Any]) -> Json:
    name, initial = _CHOSEN[element["type"]]
    many = name in ("selected_options", "selected_users", "files") or name.endswith("s")
    return {"type": element["type"], name: element.get(initial, [] if many else None)}


def chosen(value: Mapping[str, Any]) -> Any:
    """The bare choice inside a value."""
    return value.get(_CHOSEN[value["type"]][0])


def filled(
    element: Mapping[str, Any], given: object, offered: Sequence[Json] | None = None
) -> Json:
    """A value made of what a person typed or picked, by labels where there are options."""
    kind = element["type"]
    name, _ = _CHOSEN[kind]
    return {"type": kind, name: _converted(kind, element, given, offered)}


def _converted(
    kind: str, element: Mapping[str, Any], given: object, offered: Sequence[Json] | None
) -> object:
    if given is None:
        return [] if _CHOSEN[kind][0].endswith("s") else None
    if kind == "rich_text_input":
        section = {"type": "rich_text_section", "elements": [{"type": "text", "text": given}]}
        return {"type": "rich_text", "elements": [section]}
    if kind in elements.PICKERS:
        return _moment(kind, given)
    if kind in _TEXTS:
        return str(given)
    options = all_options(element) if offered is None else offered
    if _CHOSEN[kind][0] == "selected_option":
        return pick(options, given)
    if _CHOSEN[kind][0] == "selected_options":
        labels = [given] if isinstance(given, str) else _listed(given)
        return [pick(options, label) for label in labels]
    if _CHOSEN[kind][0].endswith("s"):
        return [getattr(one, "id", one) for one in _listed(given)]
    return getattr(given, "id", given)


def _listed(given: object) -> list[object]:
    return list(given) if isinstance(given, list | tuple | set | frozenset) else [given]


def _moment(kind: str, given: object) -> object:
    match kind, given:
        case "datetimepicker", datetime():
            return int(given.timestamp())
        case "datepicker", date():
            return given.strftime("%Y-%m-%d")
        case "timepicker", datetime() | time():
            return given.strftime("%H:%M")
        case _:
            return given


def all_options(element: Mapping[str, Any]) -> list[Json]:
    """Every option that an element offers, with or without headings."""
    return [*element.get("options", ()), *elements.grouped(element)]


def pick(options: Sequence[Json], label: object) -> Json:
    """The option with a label or a value."""
    for option in options:
        if label in (option["text"]["text"], option["value"]):
            return option
    raise NoSuchOption(str(label), [option["text"]["text"] for option in options])


def complaint(block: Mapping[str, Any], value: Mapping[str, Any]) -> str | None:
    """What Slack's own form says before anything is sent to the app."""
    element, content = block["element"], chosen(value)
    if content in (None, "", []):
        return None if block.get("optional") else MISSING
    if element["type"] == "plain_text_input":
        least, most = element.get("min_length", 0), element.get("max_length", 3000)
        if len(content) < least:
            return f"Please enter at least {least} characters."
        if len(content) > most:
            return f"Please enter at most {most} characters."
    if element["type"] == "email_text_input" and not _ADDRESS.fullmatch(content):
        return "Please enter a valid email address."
    if element["type"] == "url_text_input" and "://" not in content:
        return "Please enter a valid URL."
    if element["type"] == "number_input":
        return _number_complaint(element, content)
    return None


def _number_complaint(element: Mapping[str, Any], content: str) -> str | None:
    try:
        number = float(content)
    except ValueError:
        return "Please enter a number."
    if not element.get("is_decimal_allowed") and not number.is_integer():
        return "Please enter a whole number."
    least, most = element.get("min_value"), element.get("max_value")
    if least is not None and number < float(least):
        return f"Please enter a number of at least {least}."
    if most is not None and number > float(most):
        return f"Please enter a number of at most {most}."
    return None
