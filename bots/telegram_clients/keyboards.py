"""Buttons as Telegram wants them."""

from collections.abc import Iterator
from functools import lru_cache

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from conversations.contents import Look
from conversations.envelopes import Broken, ShownButton

DATA_BYTES = 64
IN_ROW = 8
IN_KEYBOARD = 100

_STYLES = {Look.PLAIN: None, Look.PRIMARY: "primary", Look.DANGER: "danger"}

Rows = tuple[tuple[ShownButton, ...], ...]


def keyboard(rows: Rows) -> InlineKeyboardMarkup | None:
    """The keyboard under a message; Broken when Telegram could never take it."""
    if sum(map(len, rows)) > IN_KEYBOARD:
        raise Broken(f"more than {IN_KEYBOARD} buttons")
    folded = [list(map(_button, part)) for row in rows for part in _folded(row)]
    return InlineKeyboardMarkup(inline_keyboard=folded) if folded else None


def callback_data(question: str, choice: str) -> str:
    """What a press brings back: the question and its choice."""
    data = f"{question}:{choice}"
    if len(data.encode("utf-8", "surrogatepass")) > DATA_BYTES:
        raise Broken(f"a button of more than {DATA_BYTES} bytes")
    if ":" in choice:
        raise Broken("a button whose choice could be taken for a part of its question")
    return data


@lru_cache(maxsize=128)
def _button(button: ShownButton) -> InlineKeyboardButton:
    # Kept, because making one takes longer than anything else here, and the way to help stands
    # under nearly every message.
    data = callback_data(button.question, button.choice)
    return InlineKeyboardButton(text=button.label, callback_data=data, style=_STYLES[button.look])


def _folded(row: tuple[ShownButton, ...]) -> Iterator[tuple[ShownButton, ...]]:
    """A row that is too wide as several of nearly the same width."""
    parts = -(-len(row) // IN_ROW)
    for part in range(parts):
        yield row[len(row) * part // parts : len(row) * (part + 1) // parts]
