"""One person's chat with a bot as the app shows it, and what a finger does there."""

from typing import Any
from zoneinfo import ZoneInfo

from sandbox.page.bubbles import Bubbles, keyboard
from sandbox.page.kept_files import KeptFiles
from sandbox.page.sorry import NOT_UNDERSTOOD, Sorry
from sandbox.telegram import Person, TelegramServer

Json = dict[str, Any]

VOICE_SECONDS = 3


class Phone:
    """One person, one bot; a link, when one led here."""

    def __init__(
        self,
        telegram: TelegramServer,
        person: Person,
        bot: str,
        link: str | None,
        zone: ZoneInfo,
        files: KeptFiles,
    ) -> None:
        self._telegram = telegram
        self._person = person
        self.bot = bot
        self._link = link
        self._bubbles = Bubbles(zone, files)
        self._files = files

    @property
    def newest(self) -> int:
        """The number of the bot's last message here: it rises when there is news."""
        chat = self._telegram.world.private.get(self._key)
        heard = [one.message_id for one in chat.visible() if one.from_bot] if chat else []
        return heard[-1] if heard else 0

    @property
    def _key(self) -> tuple[int, int]:
        return self._telegram.world.bot_named(self.bot).id, self._person.id

    def shows(self) -> Json:
        """The whole chat, oldest message first."""
        bot = self._telegram.world.bot_named(self.bot)
        # Looking at a chat through the person would open it, and a bot may write into an open one.
        chat = self._telegram.world.private.get(self._key)
        seen = chat.visible() if chat else []
        return {
            "owner": self._person.name,
            "name": bot.name,
            "about": self._about(),
            "linked": self._link is not None,
            "blocked": bool(chat and chat.blocked),
            "messages": [
                self._bubbles.bubble(one, reader=self._person.id, chat=chat.messages)
                for one in seen
                if chat
            ],
            "keyboard": keyboard(seen),
            "commands": [
                {"name": name, "about": about} for name, about in self._person.commands(self.bot)
            ],
        }

    async def act(self, act: Json) -> Json:
        """What a finger does; tells the sign by which a lesson knows it."""
        person, bot = self._person, self.bot
        match act:
            case {"do": "open link"}:
                person.open_link(self._link or bot)
                return {"sign": "link opened"}
            case {"do": "say", "text": str(text)}:
                person.say(bot, text)
                return {"sign": "message sent"}
            case {"do": "command", "name": str(name)}:
                person.say(bot, f"/{name}")
                return {"sign": "command sent"}
            case {"do": "tap", "message": int(message), "data": str(data)}:
                person.tap_data(bot, message, data)
                return {"sign": "button tapped"}
            case {"do": "edit", "message": int(message), "text": str(text)}:
                person.edit(bot, message, text)
                return {"sign": "message edited"}
            case {"do": "picture", "file": str(file), "caption": str(caption)}:
                person.send_photo(bot, self._files.content(file), caption)
                return {"sign": "picture sent"}
            case {"do": "file", "file": str(file), "name": str(name)}:
                person.send_file(bot, self._files.content(file), name[:200] or "file")
                return {"sign": "file sent"}
            case {"do": "voice"}:
                person.send_voice(bot, VOICE_SECONDS)
                return {"sign": "voice sent"}
            case {"do": "block"}:
                person.block(bot)
                return {"sign": "bot stopped"}
            case {"do": "unblock"}:
                person.unblock(bot)
                return {"sign": "bot restarted"}
            case _:
                raise Sorry(NOT_UNDERSTOOD)

    def _about(self) -> str:
        texts = self._telegram.world.bot_named(self.bot).texts
        tongue = self._person.language[:2]
        return texts.get(("description", tongue)) or texts.get(("description", ""), "")
