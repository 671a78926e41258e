"""Messages of Telegram as a pane draws them."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.page import moments
from sandbox.page.kept_files import KeptFiles
from sandbox.telegram import Message
from sandbox.telegram.messages import rows_of

Json = dict[str, Any]


class Bubbles:
    """Draws the messages of one chat for one reader."""

    def __init__(self, zone: ZoneInfo, files: KeptFiles) -> None:
        self._zone = zone
        self._files = files

    def bubble(self, message: Message, *, reader: int, chat: Mapping[int, Message]) -> Json:
        """A message, and the words that it answers."""
        answered = chat.get(message.reply_to) if message.reply_to else None
        own = message.sender.id == reader
        return {
            "id": message.message_id,
            "own": own,
            "author": message.sender.name,
            "bot": message.from_bot,
            "day": moments.day(message.date, self._zone),
            "time": moments.hour(message.date, self._zone),
            "edited": message.edited is not None,
            "editable": own and bool(message.text or message.caption),
            "text": message.text or message.caption,
            "entities": [entity.json() for entity in message.entities],
            "picture": self._files.keep(message.photo).json() if message.photo else None,
            "file": self._file(message),
            "voice": message.voice,
            "answers": (answered.text or answered.caption or "Picture") if answered else "",
            "reaction": message.reaction or "",
            "buttons": [[_button(one) for one in row] for row in rows_of(message.said.markup)],
        }

    def _file(self, message: Message) -> Json | None:
        if message.document is None:
            return None
        return self._files.keep(message.document.data).json() | {"name": message.document.name}


def keyboard(messages: list[Message]) -> list[list[str]]:
    """The keys under the composer: those of the newest message that brought or took some."""
    for message in reversed(messages):
        match message.said.markup:
            case {"remove_keyboard": True}:
                return []
            case {"keyboard": list(rows)}:
                return [[_label(key) for key in row] for row in rows]
    return []


def _label(key: Any) -> str:
    return str(key["text"]) if isinstance(key, dict) else str(key)


def _button(given: Json) -> Json:
    data, url = given.get("callback_data"), given.get("url")
    return {
        "label": str(given["text"]),
        "style": str(given.get("style") or ""),
        "data": data if isinstance(data, str) else "",
        "url": url if isinstance(url, str) else "",
    }
