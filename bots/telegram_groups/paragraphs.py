"""Paragraphs and buttons as a group's chat shows them."""

import html
import re
from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from care.units import utf16_length
from conversations.contents import Style
from conversations.envelopes import Broken, ShownButton, ShownLine

TEXT = 4096
DATA_BYTES = 64

_TAGS = {
    Style.BODY: "",
    Style.TITLE: "b",
    Style.NOTE: "i",
    Style.QUOTE: "blockquote",
    Style.HIDDEN: "tg-spoiler",
}
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def marked(lines: Sequence[ShownLine]) -> str:
    """The paragraphs as Telegram's HTML; whatever a person wrote stays what it is."""
    said = "\n\n".join(_marked(line) for line in lines if line.text.strip())
    if not said:
        raise Broken("a message without any words")
    if utf16_length(said) > TEXT:
        raise Broken("a message that is too long")
    return said


def _marked(line: ShownLine) -> str:
    text = html.escape(_LONE_SURROGATE.sub("\ufffd", line.text).strip(), quote=False)
    tag = _TAGS[line.style]
    return f"<{tag}>{text}</{tag}>" if tag else text


def keyboard(rows: Sequence[Sequence[ShownButton]]) -> InlineKeyboardMarkup | None:
    """The keyboard under a message; Broken when Telegram could never take it."""
    made = [[_button(button) for button in row] for row in rows]
    return InlineKeyboardMarkup(made) if made else None


def _button(button: ShownButton) -> InlineKeyboardButton:
    data = f"{button.question}:{button.choice}"
    if len(data.encode()) > DATA_BYTES:
        raise Broken(f"a button of more than {DATA_BYTES} bytes")
    return InlineKeyboardButton(button.label, callback_data=data)
