"""Long answers in pages, with a cursor to the next."""

import base64
import binascii
from collections.abc import Sequence
from typing import TypeVar

from sandbox.slack.errors import Refused
from sandbox.slack.records import Json
from sandbox.slack.state import Arguments

Thing = TypeVar("Thing")


def page(
    things: Sequence[Thing], arguments: Arguments, at_once: int = 100
) -> tuple[Sequence[Thing], Json]:
    """The wanted page, and what to add to the answer."""
    start = _start(arguments.get("cursor"))
    limit = min(max(arguments.number("limit", at_once), 1), 1000)
    following = start + limit
    cursor = ""
    if following < len(things):
        cursor = base64.b64encode(f"next:{following}".encode()).decode()
    return things[start:following], {"response_metadata": {"next_cursor": cursor}}


def _start(cursor: object) -> int:
    if cursor is None:
        return 0
    try:
        word, _, number = base64.b64decode(str(cursor), validate=True).decode().partition(":")
        start = int(number)
    except (binascii.Error, UnicodeDecodeError, ValueError):
        raise Refused("invalid_cursor") from None
    if word != "next":
        raise Refused("invalid_cursor")
    return start
