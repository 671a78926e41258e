"""One field of a form as an input block of a modal."""

from typing import assert_never

from bots.slack_therapists.texts import Json, plain
from conversations.form_fields import DayField, OneOfField, Option, ShownField, WordsField

LABEL, OPTION, STARTING_TEXT = 2000, 75, 3000
MOST_OPTIONS = 100


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
        case OneOfField(told=True):
            block["dispatch_action"] = True
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
            offered = {each.value: _option(each) for each in options[:MOST_OPTIONS]}
            element = {
                "type": "static_select",
                "action_id": name,
                "options": list(offered.values()),
            }
            return {**element, "initial_option": offered[chosen]} if chosen in offered else element
        case _:
            assert_never(field)


def _option(option: Option) -> Json:
    return {"text": plain(option.label, OPTION), "value": option.value}
