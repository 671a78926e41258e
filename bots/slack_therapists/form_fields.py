"""One field of a form as an input block of a modal."""

from collections.abc import Iterable
from typing import assert_never

from bots.slack_therapists.texts import Json, plain
from conversations.form_fields import DayField, OneOfField, Option, ShownField, WordsField

LABEL, OPTION, STARTING_TEXT = 2000, 75, 3000
MOST_OPTIONS, MOST_GROUPS = 100, 100


def field_block(field: ShownField) -> Json:
    """The block; it goes by the name of its field."""
    block: Json = {
        "type": "input",
        "block_id": field.name,
        "label": plain(field.label, LABEL),
        "element": _element(field),
    }
    match field:
        case WordsField(is_optional=True) | DayField(is_optional=True):
            block["optional"] = True
        case OneOfField(told=told, is_optional=is_optional):
            if told:
                block["dispatch_action"] = True
            if is_optional:
                block["optional"] = True
    if field.hint.strip():
        block["hint"] = plain(field.hint, LABEL)
    return block


def _element(field: ShownField) -> Json:
    match field:
        case DayField(name=name, day=day):
            element: Json = {"type": "datepicker", "action_id": name}
            return element if day is None else {**element, "initial_date": day.isoformat()}
        case WordsField(name=name, text=text, is_long=is_long):
            element = {"type": "plain_text_input", "action_id": name, "multiline": is_long}
            # What is sent back must not be an ellipsis.
            return {**element, "initial_value": text[:STARTING_TEXT]} if text else element
        case OneOfField(name=name, options=options, chosen=chosen):
            listed = _list(options)
            groups = listed.get("option_groups", [listed])
            starts = [one for each in groups for one in each["options"] if one["value"] == chosen]
            element = {"type": "static_select", "action_id": name, **listed}
            return {**element, "initial_option": starts[0]} if starts else element
        case _:
            assert_never(field)


def _list(options: Iterable[Option]) -> Json:
    """The options, or those of each heading: Slack takes a hundred of either, and a hundred each.

    What does not fit under one heading goes on under the same one.
    """
    by_group: dict[str, dict[str, Json]] = {}
    for each in options:
        by_group.setdefault(each.group, {})[each.value] = _option(each)
    if by_group.keys() <= {""}:
        alone = by_group.get("", {})
        return {"options": list(alone.values())[:MOST_OPTIONS]}
    groups = [
        {"label": plain(heading, OPTION), "options": offered[start : start + MOST_OPTIONS]}
        for heading, under in by_group.items()
        for offered in [list(under.values())]
        for start in range(0, len(offered), MOST_OPTIONS)
    ]
    return {"option_groups": groups[:MOST_GROUPS]}


def _option(option: Option) -> Json:
    return {"text": plain(option.label, OPTION), "value": option.value}
