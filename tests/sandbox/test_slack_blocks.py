"""What Slack refuses in blocks, where, and in which words."""

import random
from typing import Any

import pytest

from sandbox.slack.blocks import Surface, check_blocks, completed, length
from sandbox.slack.findings import Findings


def plain(text: str = "x") -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def button(**fields: Any) -> dict[str, Any]:
    return {"type": "button", "text": plain(), **fields}


def option(text: str = "x", value: str = "1") -> dict[str, Any]:
    return {"text": plain(text), "value": value}


def actions(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "actions", "elements": list(elements)}


def asking(**element: Any) -> dict[str, Any]:
    return {"type": "input", "label": plain(), "element": element}


def section(text: str = "x", **fields: Any) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **fields}


def problems(*blocks: Any, surface: Surface = Surface.MESSAGE) -> list[str]:
    findings = Findings({"F1"})
    check_blocks(findings, list(blocks), surface)
    return findings.problems


GOOD = {
    "header": {"type": "header", "text": plain("x" * 150)},
    "section": section("x" * 3000, accessory=button(value="x" * 2000, style="primary")),
    "fields": {"type": "section", "fields": [plain()] * 10},
    "context": {"type": "context", "elements": [plain(), {"type": "mrkdwn", "text": "*x*"}]},
    "divider": {"type": "divider"},
    "actions": actions(button(action_id="a" * 255), {"type": "overflow", "options": [option()]}),
    "image": {"type": "image", "image_url": "https://example.org/a.png", "alt_text": "a"},
    "file": {"type": "image", "slack_file": {"id": "F1"}, "alt_text": "a"},
    "text": asking(type="plain_text_input", multiline=True, max_length=3000),
    "select": asking(type="static_select", options=[option("x" * 75)]),
    "groups": asking(
        type="static_select", option_groups=[{"label": plain(), "options": [option()]}]
    ),
    "radio": asking(type="radio_buttons", options=[option()], initial_option=option()),
    "checkboxes": asking(type="checkboxes", options=[option(), option(value="2")]),
    "when": asking(type="datetimepicker", initial_date_time=1772442000),
    "day": asking(type="datepicker", initial_date="2026-03-02", placeholder=plain()),
    "hour": asking(type="timepicker", initial_time="09:30"),
    "many": asking(type="multi_static_select", options=[option()], max_selected_items=1),
    "people": asking(type="multi_users_select", initial_users=["U1"]),
    "external": asking(type="external_select", min_query_length=0),
    "rich": {
        "type": "rich_text",
        "elements": [
            {"type": "rich_text_section", "elements": [{"type": "text", "text": "x"}]},
            {
                "type": "rich_text_list",
                "style": "bullet",
                "elements": [
                    {"type": "rich_text_section", "elements": [{"type": "text", "text": "x"}]}
                ],
            },
        ],
    },
    "card": {"type": "card", "title": plain(), "actions": [button()]},
    "data table": {
        "type": "data_table",
        "caption": "Scores",
        "rows": [
            [{"type": "raw_text", "text": "week"}, {"type": "raw_text", "text": "score"}],
            [{"type": "raw_text", "text": "1"}, {"type": "raw_number", "value": 15}],
        ],
    },
    "chart": {
        "type": "data_visualization",
        "title": "Scores",
        "chart": {
            "type": "line",
            "series": [{"name": "GAD-7", "data": [{"label": "1", "value": 15}]}],
            "axis_config": {"categories": ["1"]},
        },
    },
}

BAD = [
    (section("x" * 3001), "must be less than 3001 characters", "text/text"),
    (section(""), "must be more than 0 characters", "text/text"),
    ({"type": "section"}, "must define either `text` or `fields`", ""),
    ({"type": "section", "fields": [plain()] * 11}, "no more than 10 items allowed", "fields"),
    ({"type": "header", "text": plain("x" * 151)}, "must be less than 151 characters", "text/text"),
    (
        {"type": "header", "text": {"type": "mrkdwn", "text": "x"}},
        "must be a valid enum value",
        "text/type",
    ),
    ({"type": "header"}, "missing required field: text", ""),
    ({"type": "banner"}, "unsupported type: banner", "type"),
    ({"type": "alert", "text": plain()}, "unsupported type: alert", "type"),
    ({"type": "divider", "colour": "red"}, "invalid additional property: colour", ""),
    (actions(*[button()] * 26), "no more than 25 items allowed", "elements"),
    (actions(), "no fewer than 1 items allowed", "elements"),
    (actions(button(value="x" * 2001)), "must be less than 2001 characters", "elements/0/value"),
    (
        actions(button(text=plain("x" * 76))),
        "must be less than 76 characters",
        "elements/0/text/text",
    ),
    (
        actions(button(action_id="x" * 256)),
        "must be less than 256 characters",
        "elements/0/action_id",
    ),
    (actions(button(style="big")), "must be a valid enum value", "elements/0/style"),
    (
        actions(button(action_id="a"), button(action_id="a")),
        '`action_id` "a" already exists',
        "elements/1/action_id",
    ),
    (
        actions(button(confirm={"text": plain("x" * 301)})),
        "must be less than 301 characters",
        "elements/0/confirm/text/text",
    ),
    (
        actions({"type": "plain_text_input"}),
        "unsupported type: plain_text_input",
        "elements/0/type",
    ),
    (
        asking(type="static_select", options=[option("x" * 76)]),
        "must be less than 76 characters",
        "element/options/0/text/text",
    ),
    (
        asking(type="static_select", options=[option()] * 2),
        '`value` "1" already exists',
        "element/options/1/value",
    ),
    (
        asking(type="static_select"),
        "must define either `options` or `option_groups`",
        "element",
    ),
    (
        asking(type="radio_buttons", options=[option(value=str(n)) for n in range(11)]),
        "no more than 10 items allowed",
        "element/options",
    ),
    (
        asking(type="radio_buttons", options=[option()], initial_option=option(value="9")),
        "must be one of the provided options",
        "element/initial_option",
    ),
    (
        asking(type="datepicker", initial_date="tomorrow"),
        "must match the expected format",
        "element/initial_date",
    ),
    (
        asking(type="datetimepicker", initial_date_time=17),
        "must be a 10 digit UNIX timestamp",
        "element/initial_date_time",
    ),
    (asking(type="button", text=plain()), "unsupported type: button", "element/type"),
    (
        {"type": "image", "image_url": "https://example.org/a.png"},
        "missing required field: alt_text",
        "",
    ),
    (
        {"type": "image", "alt_text": "a"},
        "must define either `image_url` or `slack_file`",
        "",
    ),
    (
        {"type": "image", "slack_file": {"id": "F2"}, "alt_text": "a"},
        "invalid slack file",
        "slack_file",
    ),
    (
        {"type": "data_table", "caption": "x", "rows": [[{"type": "raw_text", "text": "x"}]]},
        "no fewer than 2 items allowed",
        "rows",
    ),
    (
        {"type": "data_visualization", "title": "x" * 51, "chart": {"type": "dial"}},
        "must be less than 51 characters",
        "title",
    ),
]


@pytest.mark.parametrize("name", GOOD)
def test_good_blocks_pass(name: str):
    assert problems(GOOD[name]) == []


@pytest.mark.parametrize(("block", "problem", "where"), BAD)
def test_a_bad_block_is_refused_with_the_place(block: dict[str, Any], problem: str, where: str):
    at = f"/blocks/0/{where}".removesuffix("/")

    assert f"{problem} [json-pointer:{at}]" in problems(block)


def test_a_message_holds_50_blocks_and_a_view_100():
    divider = {"type": "divider"}

    assert problems(*[divider] * 50) == []
    assert problems(*[divider] * 51) == ["no more than 50 items allowed [json-pointer:/blocks]"]
    assert problems(*[divider] * 100, surface=Surface.HOME) == []
    assert problems(*[divider] * 101, surface=Surface.MODAL) != []


def test_an_alert_belongs_in_a_modal_and_markdown_in_a_message():
    alert = {"type": "alert", "text": plain(), "level": "warning"}
    markdown = {"type": "markdown", "text": "**x**"}

    assert problems(alert, surface=Surface.MODAL) == []
    assert problems(alert, surface=Surface.HOME) != []
    assert problems(markdown) == []
    assert problems(markdown, surface=Surface.MODAL) != []


def test_two_blocks_do_not_share_an_id_but_two_actions_in_two_blocks_may():
    first, second = actions(button(action_id="a")), actions(button(action_id="a"))

    assert problems(first | {"block_id": "one"}, second | {"block_id": "two"}) == []
    assert problems(first | {"block_id": "one"}, second | {"block_id": "one"}) == [
        '`block_id` "one" already exists [json-pointer:/blocks/1/block_id]'
    ]


def test_missing_ids_are_made_up_and_given_ones_kept():
    given = [actions(button(), button(action_id="mine")), section() | {"block_id": "mine"}]

    first, second = completed(given, random.Random(0))

    assert first["block_id"]
    assert first["elements"][0]["action_id"]
    assert first["elements"][1]["action_id"] == "mine"
    assert second["block_id"] == "mine"
    assert "block_id" not in given[0]


def test_the_length_of_blocks_is_that_of_all_their_texts():
    assert length([section("abc"), actions(button(text=plain("de")))]) == 5
