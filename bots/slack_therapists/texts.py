"""Texts as Slack takes them: never empty, never too long, never read as markup."""

import re
from collections.abc import Iterator
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]

ELLIPSIS = "…"
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_SENTENCE_ENDS = re.compile(r"(?<=[.!?…])\s+")


def _weight(character: str) -> int:
    """What a character may count for: whether Slack counts before escaping is written nowhere."""
    if character in _ESCAPES:
        return len(_ESCAPES[character])
    return 2 if ord(character) > 0xFFFF else 1


def size(text: str) -> int:
    """The length of a text as Slack counts it at worst."""
    return sum(map(_weight, text))


def _fitting(text: str, most: int) -> int:
    """How many characters of a text fit."""
    taken = 0
    for place, character in enumerate(text):
        taken += _weight(character)
        if taken > most:
            return place
    return len(text)


def clipped(text: str, most: int) -> str:
    """The text, or its beginning with an ellipsis."""
    if _fitting(text, most) == len(text):
        return text
    return text[: _fitting(text, most - 1)].rstrip() + ELLIPSIS


def pieces(text: str, most: int) -> Iterator[str]:
    """A long text in parts that fit, parted between lines or words where there are any."""
    rest = text.strip()
    while (fits := _fitting(rest, most)) < len(rest):
        ends = (rest.rfind(gap, fits // 2, fits) for gap in ("\n", " "))
        end = next((one for one in ends if one > 0), fits)
        yield rest[:end].rstrip()
        rest = rest[end:].lstrip()
    if rest:
        yield rest


def halves(text: str, most: int) -> tuple[str, str]:
    """A beginning that fits, at the end of a sentence if there is one, and the rest."""
    fits = _fitting(text, most)
    if fits == len(text):
        return text, ""
    ends = [match.start() for match in _SENTENCE_ENDS.finditer(text)]
    whole = [end for end in ends if end <= fits]
    end = whole[-1] if whole else max(text.rfind(" ", 0, fits), 0) or fits
    return text[:end].rstrip(), text[end:].lstrip()


def plain(text: str, most: int) -> Json:
    """A text object in which nothing is markup, and `:smile:` stays what was written."""
    return {
        "type": "plain_text",
        "text": clipped(text.strip(), most) or ELLIPSIS,
        "emoji": False,
    }


def escaped(text: str, most: int) -> str:
    """Text for the one field that Slack reads as markup; no escape is ever cut in two."""
    return "".join(_ESCAPES.get(one, one) for one in clipped(text.strip(), most)) or ELLIPSIS
