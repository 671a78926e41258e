"""The three characters that Slack does not send as they are: in whatever it tells an app, `&`, `<`
and `>` are written as entities, unless they are Slack's own markup."""

import re
from collections.abc import Mapping
from typing import Any

# What was written as an entity already, and a mention or a link in angle brackets, stay.
_LEFT_ALONE = r"&(?:amp|lt|gt);"
_MARKUP = r"<(?:[@#!][^<>\n]+|[a-z][a-z0-9+.-]*:[^<>\n]+)>"
_IN_PLAIN_TEXT = re.compile(rf"{_LEFT_ALONE}|[&<>]")
_IN_MRKDWN = re.compile(rf"{_LEFT_ALONE}|{_MARKUP}|[&<>]")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def escaped(text: str) -> str:
    """Text with markup in it, as Slack keeps and tells it."""
    return _IN_MRKDWN.sub(_entity, text)


def typed(text: str) -> str:
    """What a person wrote in Slack's own client, where nothing but what it means is markup."""
    return "".join(_ENTITIES.get(one, one) for one in text)


def as_typed(text: str) -> str:
    """What a person wrote, as the person wrote it."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def escaped_blocks(value: Any) -> Any:
    """Blocks with every text object escaped; rich text carries words as they are."""
    match value:
        case {"type": "mrkdwn", "text": str(text)}:
            return {**value, "text": escaped(text)}
        case {"type": "plain_text", "text": str(text)}:
            return {**value, "text": _IN_PLAIN_TEXT.sub(_entity, text)}
        case Mapping():
            return {name: escaped_blocks(part) for name, part in value.items()}
        case list() | tuple():
            return [escaped_blocks(part) for part in value]
        case _:
            return value


def _entity(found: re.Match[str]) -> str:
    return _ENTITIES.get(found[0], found[0])
