"""The parts of a block that a person can touch, and the pictures among them."""

import re
from collections.abc import Mapping
from typing import Any

from sandbox.slack import composition
from sandbox.slack.findings import Findings

DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")

MULTI_SELECTS = frozenset(
    f"multi_{kind}_select" for kind in ("static", "external", "users", "conversations", "channels")
)
SELECTS = frozenset(
    {
        "static_select",
        "external_select",
        "users_select",
        "conversations_select",
        "channels_select",
    }
)
PICKERS = frozenset({"datepicker", "timepicker", "datetimepicker"})
CHOICES = frozenset({"radio_buttons", "checkboxes"})
TEXT_INPUTS = frozenset(
    {"plain_text_input", "number_input", "email_text_input", "url_text_input", "rich_text_input"}
)
IN_SECTIONS = frozenset(
    SELECTS | MULTI_SELECTS | CHOICES | PICKERS | {"button", "overflow", "image", "workflow_button"}
) - {"datetimepicker"}
IN_ACTIONS = frozenset(
    SELECTS
    | MULTI_SELECTS
    | CHOICES
    | PICKERS
    | {"button", "overflow", "workflow_button", "rich_text_input"}
)
IN_INPUTS = frozenset(SELECTS | MULTI_SELECTS | CHOICES | PICKERS | TEXT_INPUTS | {"file_input"})

_SHARED = ("type", "action_id", "confirm", "focus_on_load")
_FIELDS: Mapping[str, tuple[str, ...]] = {
    "button": ("text", "url", "value", "style", "accessibility_label", "agent_prompt"),
    "workflow_button": ("text", "workflow", "style", "accessibility_label"),
    "overflow": ("options",),
    "image": ("image_url", "slack_file", "alt_text"),
    "static_select": ("placeholder", "options", "option_groups", "initial_option"),
    "external_select": ("placeholder", "initial_option", "min_query_length"),
    "users_select": ("placeholder", "initial_user"),
    "conversations_select": (
        "placeholder",
        "initial_conversation",
        "default_to_current_conversation",
        "response_url_enabled",
        "filter",
    ),
    "channels_select": ("placeholder", "initial_channel", "response_url_enabled"),
    "multi_static_select": (
        "placeholder",
        "options",
        "option_groups",
        "initial_options",
        "max_selected_items",
    ),
    "multi_external_select": (
        "placeholder",
        "initial_options",
        "min_query_length",
        "max_selected_items",
    ),
    "multi_users_select": ("placeholder", "initial_users", "max_selected_items"),
    "multi_conversations_select": (
        "placeholder",
        "initial_conversations",
        "default_to_current_conversation",
        "max_selected_items",
        "filter",
    ),
    "multi_channels_select": ("placeholder", "initial_channels", "max_selected_items"),
    "radio_buttons": ("options", "initial_option"),
    "checkboxes": ("options", "initial_options"),
    "datepicker": ("placeholder", "initial_date"),
    "timepicker": ("placeholder", "initial_time", "timezone"),
    "datetimepicker": ("initial_date_time",),
    "plain_text_input": (
        "placeholder",
        "initial_value",
        "multiline",
        "min_length",
        "max_length",
        "dispatch_action_config",
    ),
    "number_input": (
        "placeholder",
        "initial_value",
        "is_decimal_allowed",
        "min_value",
        "max_value",
        "dispatch_action_config",
    ),
    "email_text_input": ("placeholder", "initial_value", "dispatch_action_config"),
    "url_text_input": ("placeholder", "initial_value", "dispatch_action_config"),
    "rich_text_input": ("placeholder", "initial_value", "dispatch_action_config"),
    "file_input": ("filetypes", "max_files"),
}


def check(findings: Findings, value: Any, at: str, allowed: frozenset[str]) -> None:
    """One element, in a place that allows some kinds."""
    if not findings.an_object(value, at):
        return
    kind = value.get("type")
    if kind not in allowed:
        findings.add(f"unsupported type: {kind}", f"{at}/type")
        return
    findings.only(value, (*_SHARED, *_FIELDS[kind]), at)
    findings.a_boolean(value, at, "focus_on_load", "multiline", "is_decimal_allowed")
    if value.get("action_id") is not None:
        findings.a_string(value["action_id"], f"{at}/action_id", 255, 1)
    if value.get("placeholder") is not None:
        composition.text(findings, value["placeholder"], f"{at}/placeholder", 150, plain=True)
    if value.get("confirm") is not None:
        composition.confirm(findings, value["confirm"], f"{at}/confirm")
    if kind in ("button", "workflow_button"):
        _button(findings, value, at)
    elif kind == "image":
        image(findings, value, at)
    elif kind in PICKERS:
        _picker(findings, kind, value, at)
    elif kind in TEXT_INPUTS:
        _text_input(findings, kind, value, at)
    else:
        _menu(findings, kind, value, at)


def image(findings: Findings, value: dict[str, Any], at: str) -> None:
    """A picture, never without words for those who do not see it."""
    composition.picture(findings, value, at)
    if findings.needs(value, ("alt_text",), at):
        findings.a_string(value["alt_text"], f"{at}/alt_text", 2000, 1)


def _button(findings: Findings, value: dict[str, Any], at: str) -> None:
    if findings.needs(value, ("text",), at):
        composition.text(findings, value["text"], f"{at}/text", 75, plain=True)
    findings.strings(value, at, value=2000, url=3000, accessibility_label=75, agent_prompt=4000)
    if value.get("style") is not None:
        findings.one_of(value["style"], ("primary", "danger"), f"{at}/style")


def _menu(findings: Findings, kind: str, value: dict[str, Any], at: str) -> None:
    many = kind in MULTI_SELECTS or kind == "checkboxes"
    rich = kind in CHOICES
    if kind in ("static_select", "multi_static_select"):
        if ("options" in value) == ("option_groups" in value):
            findings.add("must define either `options` or `option_groups`", at)
        elif "options" in value:
            composition.options(findings, value["options"], f"{at}/options", 100)
        else:
            composition.option_groups(findings, value["option_groups"], f"{at}/option_groups")
    elif (rich or kind == "overflow") and findings.needs(value, ("options",), at):
        most = 10 if rich else 5
        composition.options(
            findings, value["options"], f"{at}/options", most, rich=rich, menu=not rich
        )
    _preselected(findings, value, at, many=many)
    picks = value.get("max_selected_items")
    if picks is not None and (not isinstance(picks, int) or picks < 1):
        findings.add("must be greater than 0", f"{at}/max_selected_items")


def _preselected(findings: Findings, value: dict[str, Any], at: str, *, many: bool) -> None:
    offered = [one for one in [*value.get("options", ()), *grouped(value)] if isinstance(one, dict)]
    name = "initial_options" if many else "initial_option"
    if value.get(name) is None or not offered:
        return
    chosen = value[name] if many else [value[name]]
    if many and not findings.a_list(chosen, f"{at}/{name}", 100, 1):
        return
    known = {one.get("value") for one in offered}
    for one in chosen:
        if not isinstance(one, dict) or one.get("value") not in known:
            findings.add("must be one of the provided options", f"{at}/{name}")


def grouped(element: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The options that stand under headings."""
    groups = element.get("option_groups") or ()
    return [one for group in groups if isinstance(group, dict) for one in group.get("options", ())]


def _picker(findings: Findings, kind: str, value: dict[str, Any], at: str) -> None:
    if kind == "datetimepicker":
        moment = value.get("initial_date_time")
        if moment is not None and (not isinstance(moment, int) or len(str(moment)) != 10):
            findings.add("must be a 10 digit UNIX timestamp", f"{at}/initial_date_time")
        return
    name, shape = ("initial_date", DATE) if kind == "datepicker" else ("initial_time", TIME)
    start = value.get(name)
    if start is not None and (not isinstance(start, str) or not shape.fullmatch(start)):
        findings.add("must match the expected format", f"{at}/{name}")


def _text_input(findings: Findings, kind: str, value: dict[str, Any], at: str) -> None:
    if kind == "number_input":
        findings.needs(value, ("is_decimal_allowed",), at)
    least, most = value.get("min_length"), value.get("max_length")
    for name, length in (("min_length", least), ("max_length", most)):
        if length is not None and (not isinstance(length, int) or not 0 <= length <= 3000):
            findings.add("must be between 0 and 3000", f"{at}/{name}")
    if isinstance(least, int) and isinstance(most, int) and least > most:
        findings.add("must not be greater than max_length", f"{at}/min_length")
    if kind != "rich_text_input":
        findings.strings(value, at, initial_value=3000)
