"""Paragraphs as Telegram shows them: marked, measured, and split where they are too long."""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from care.units import utf16_length
from conversations.contents import Style
from conversations.envelopes import ShownLine

TEXT = 4096
CAPTION = 1024

SHORT = 40
"""About one line of a phone."""

_TAGS = {
    Style.BODY: "",
    Style.TITLE: "b",
    Style.NOTE: "i",
    Style.QUOTE: "blockquote",
    Style.HIDDEN: "tg-spoiler",
}
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def escaped(text: str) -> str:
    """Words as Telegram's HTML: whatever a person wrote stays what it is."""
    return html.escape(text, quote=False)


def whole(text: str) -> str:
    """Text without halves of characters, which no document can carry."""
    return _LONE_SURROGATE.sub("\ufffd", text)


def tidy(lines: Iterable[ShownLine]) -> tuple[ShownLine, ...]:
    """Without empty paragraphs, white space around them, and halves of characters."""
    cleaned = (ShownLine(whole(line.text).strip(), line.style) for line in lines)
    return tuple(line for line in cleaned if line.text)


def marked(lines: Sequence[ShownLine]) -> str:
    """The paragraphs as Telegram's HTML."""
    return _joined(lines, map(_marked, lines))


def plain(lines: Sequence[ShownLine]) -> str:
    """The same words without any mark, as the reader counts them."""
    return _joined(lines, (line.text for line in lines))


def split(lines: Sequence[ShownLine], limit: int) -> Iterator[tuple[ShownLine, ...]]:
    """The paragraphs in messages within the limit; only a giant among them is itself divided."""
    gathered: tuple[ShownLine, ...] = ()
    for line in lines:
        for piece in _pieces(line, limit):
            if gathered and utf16_length(plain((*gathered, piece))) > limit:
                yield gathered
                gathered = ()
            gathered = (*gathered, piece)
    if gathered:
        yield gathered


def _marked(line: ShownLine) -> str:
    tag = _TAGS[line.style]
    return f"<{tag}>{escaped(line.text)}</{tag}>" if tag else escaped(line.text)


def _joined(lines: Sequence[ShownLine], texts: Iterable[str]) -> str:
    gaps = [_gap(before, after) for before, after in pairwise(lines)]
    return "".join(f"{text}{gap}" for text, gap in zip(texts, (*gaps, ""), strict=False))


def _gap(before: ShownLine, after: ShownLine) -> str:
    """Notes stand together, and so do short lines, as in a list; all else has air between."""
    notes = before.style is after.style is Style.NOTE
    short = all(one.style is Style.BODY and _is_short(one.text) for one in (before, after))
    return "\n" if notes or short else "\n\n"


def _is_short(text: str) -> bool:
    return len(text) <= SHORT and "\n" not in text


def _pieces(line: ShownLine, limit: int) -> Iterator[ShownLine]:
    rest = line.text
    while utf16_length(rest) > limit:
        head = _head(rest, limit)
        yield ShownLine(head.rstrip(), line.style)
        rest = rest[len(head) :].lstrip()
    if rest:
        yield ShownLine(rest, line.style)


def _head(text: str, limit: int) -> str:
    """As much as fits: up to the last white space in it, or through a word that has none."""
    units = 0
    end = 0
    for end, character in enumerate(text):  # noqa: B007 - the place where it stopped is the result
        units += 2 if character > "\uffff" else 1
        if units > limit:
            break
    head = text[:end]
    if text[end].isspace():
        return head
    words = re.match(r"(?s).*\s", head)
    return words.group() if words and words.group().strip() else head
