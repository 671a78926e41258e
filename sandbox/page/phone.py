"""The client's phone: the chat with the bot as the app shows it, and what a finger does there."""

from typing import Any
from zoneinfo import ZoneInfo

from sandbox.page import moments
from sandbox.page.kept_files import KeptFiles
from sandbox.page.sorry import NOT_UNDERSTOOD, Sorry
from sandbox.telegram import Happening, Kind, Message, Person, TelegramServer
from sandbox.telegram.chats import Chat
from sandbox.telegram.messages import rows_of

Json = dict[str, Any]


class Phone:
    """One client, one bot."""

    def __init__(
        self,
        telegram: TelegramServer,
        client: Person,
        bot: str,
        invitation_link: str,
        zone: ZoneInfo,
        files: KeptFiles,
    ) -> None:
        self._telegram = telegram
        self._client = client
        self._bot = bot
        self._link = invitation_link
        self._zone = zone
        self._files = files

    def concerns(self, happening: Happening) -> bool:
        """Whether this can be seen on the phone."""
        here = happening.chat_id in (0, self._client.id)
        return here and happening.bot == self._bot and happening.kind is not Kind.QUEUED

    def shows(self) -> Json:
        """The whole chat, oldest message first."""
        bot = self._telegram.world.bot_named(self._bot)
        # Looking at a chat through the person would open it, and a bot may write into an open one.
        chat = self._telegram.world.private.get((bot.id, self._client.id))
        return {
            "owner": self._client.name,
            "name": bot.name,
            "about": self._about(),
            "messages": [self._message(chat, one) for one in chat.visible()] if chat else [],
            "started": chat is not None,
            "commands": [
                {"name": name, "about": about} for name, about in self._client.commands(self._bot)
            ],
        }

    async def act(self, act: Json) -> Json:
        """What a finger does."""
        match act:
            case {"do": "open link"}:
                self._client.open_link(self._link)
            case {"do": "say", "text": str(text)}:
                self._client.say(self._bot, text)
            case {"do": "command", "name": str(name)}:
                self._client.say(self._bot, f"/{name}")
            case {"do": "tap", "message": int(message), "data": str(data)}:
                self._client.tap_data(self._bot, message, data)
            case _:
                raise Sorry(NOT_UNDERSTOOD)
        return {}

    def _about(self) -> str:
        texts = self._telegram.world.bot_named(self._bot).texts
        tongue = self._client.language[:2]
        return texts.get(("description", tongue)) or texts.get(("description", ""), "")

    def _message(self, chat: Chat, message: Message) -> Json:
        answered = chat.messages.get(message.reply_to) if message.reply_to else None
        return {
            "id": message.message_id,
            "own": not message.from_bot,
            "day": moments.day(message.date, self._zone),
            "time": moments.hour(message.date, self._zone),
            "edited": message.edited is not None,
            "text": message.text or message.caption,
            "entities": [entity.json() for entity in message.entities],
            "picture": self._files.keep(message.photo).json() if message.photo else None,
            "file": self._file(message),
            "answers": (answered.text or answered.caption or "Picture") if answered else "",
            "reaction": message.reaction or "",
            "buttons": [[_button(one) for one in row] for row in rows_of(message.said.markup)],
        }

    def _file(self, message: Message) -> Json | None:
        if message.document is None:
            return None
        return self._files.keep(message.document.data).json() | {"name": message.document.name}


def _button(given: Json) -> Json:
    data, url = given.get("callback_data"), given.get("url")
    return {
        "label": str(given["text"]),
        "style": str(given.get("style") or ""),
        "data": data if isinstance(data, str) else "",
        "url": url if isinstance(url, str) else "",
    }
