"""Buttons as Telegram wants them."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TypeAlias

from bots.telegram_clients.paragraphs import whole
from conversations.contents import Look
from conversations.envelopes import Broken, ShownButton

DATA_BYTES = 64
IN_ROW = 8
IN_KEYBOARD = 100

_STYLES = {Look.PLAIN: None, Look.PRIMARY: "primary", Look.DANGER: "danger"}

Rows = tuple[tuple[ShownButton, ...], ...]

Button: TypeAlias = Mapping[str, str]
Keyboard: TypeAlias = Mapping[str, list[list[Button]]]
"""An inline keyboard in the words of the Bot API, checked here.

Aiogram's models of it say the same; to make one of each button takes as long as to send it.
"""


def keyboard(rows: Rows) -> Keyboard | None:
    """The keyboard under a message; Broken when Telegram could never take it."""
    if sum(map(len, rows)) > IN_KEYBOARD:
        raise Broken(f"more than {IN_KEYBOARD} buttons")
    folded = [list(map(_button, part)) for row in rows for part in _folded(row)]
    return {"inline_keyboard": folded} if folded else None


def callback_data(question: str, choice: str) -> str:
    """What a press brings back: the question and its choice."""
    data = f"{question}:{choice}"
    if len(data.encode("utf-8", "surrogatepass")) > DATA_BYTES:
        raise Broken(f"a button of more than {DATA_BYTES} bytes")
    if ":" in choice:
        raise Broken("a button whose choice could be taken for a part of its question")
    return data


@lru_cache(maxsize=128)
def _button(button: ShownButton) -> Button:
    # Kept: the way to help stands under nearly every message.
    shown = {
        "text": whole(button.label),
        "callback_data": callback_data(button.question, button.choice),
    }
    style = _STYLES[button.look]
    return shown if style is None else {**shown, "style": style}


def _folded(row: tuple[ShownButton, ...]) -> Iterator[tuple[ShownButton, ...]]:
    """A row that is too wide as several of nearly the same width."""
    parts = -(-len(row) // IN_ROW)
    for part in range(parts):
        yield row[len(row) * part // parts : len(row) * (part + 1) // parts]
