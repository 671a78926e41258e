"""Everything there is: bots, people, chats, files, and who listens."""

import hashlib
import mimetypes
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from sandbox.telegram.bots import Bot
from sandbox.telegram.chats import Account, Chat
from sandbox.telegram.entities import Json
from sandbox.telegram.errors import bad_request, forbidden
from sandbox.telegram.happenings import Happening, Kind
from sandbox.telegram.limits import CALLBACK_ANSWER_WITHIN
from sandbox.telegram.messages import Draft, Message, Profile, StoredFile
from sandbox.telegram.pictures import read_picture
from sandbox.telegram.shapes import message_json
from sandbox.telegram.webhooks import Carrying

Listener = Callable[[Happening], None]

FIRST_PERSON = 700_000_001
_FOLDERS = {"photo": "photos", "document": "documents", "voice": "voice"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a bot said to a press: a toast, or an alert that must be closed."""

    text: str
    show_alert: bool


@dataclass(slots=True, eq=False)
class Tap:
    """A press on a button; its answer comes later, once."""

    query_id: str
    at: datetime
    answer: Answer | None = None


class World:
    """The state of the platform. Methods and people change it; listeners hear of it."""

    def __init__(self, now: Callable[[], datetime], seed: int) -> None:
        self.now = now
        self.seed = seed
        self.bots: dict[str, Bot] = {}
        self.accounts: dict[int, Account] = {}
        self.private: dict[tuple[int, int], Chat] = {}
        self.files: dict[tuple[int, str], StoredFile] = {}
        self.paths: dict[tuple[int, str], StoredFile] = {}
        self.taps: dict[tuple[int, str], tuple[Chat, Tap]] = {}
        self.carrying = Carrying(now)
        self._listeners: list[Listener] = []
        self._numbers = 0

    def number(self, what: str) -> int:
        """A large number that nobody guesses and every run with this seed repeats."""
        self._numbers += 1
        digest = hashlib.sha256(f"{self.seed}:{what}:{self._numbers}".encode()).digest()
        return int.from_bytes(digest[:8], "big") >> 1

    def add_bot(self, token: str, username: str, name: str) -> Bot:
        bot = Bot.made(token, username, name, now=self.now, seed=self.seed)
        self.bots[token] = bot
        return bot

    def add_account(self, name: str, language: str, username: str | None) -> Account:
        number = FIRST_PERSON + len(self.accounts)
        profile = Profile(number, name, username=username, language=language)
        account = self.accounts[number] = Account(profile)
        return account

    def bot_named(self, username: str) -> Bot:
        """The bot with a username, in any case; KeyError without one."""
        wanted = username.removeprefix("@").lower()
        for bot in self.bots.values():
            if bot.username.lower() == wanted:
                return bot
        raise KeyError(f"There is no bot @{wanted}.")

    def profile(self, number: int) -> Profile | None:
        """Who has this number: a person, or a bot."""
        if account := self.accounts.get(number):
            return account.profile
        return next((bot.profile for bot in self.bots.values() if bot.id == number), None)

    def opened(self, bot: Bot, account: Account) -> Chat:
        """The private chat of a bot and a person, opened when there is none."""
        key = (bot.id, account.profile.id)
        if key not in self.private:
            self.private[key] = Chat(bot, account)
        return self.private[key]

    def chat(self, bot: Bot, given: str) -> Chat:
        """The chat that a bot names by its number, if the bot has ever met it."""
        if not given:
            raise bad_request("chat_id is empty")
        try:
            return self.private[bot.id, int(given)]
        except (KeyError, ValueError):
            raise bad_request("chat not found") from None

    def reachable(self, bot: Bot, given: str) -> Chat:
        """A chat in which the bot may speak now."""
        chat = self.chat(bot, given)
        if chat.account.deactivated:
            raise forbidden("user is deactivated")
        if chat.blocked:
            raise forbidden("bot was blocked by the user")
        return chat

    def message_json(self, chat: Chat, message: Message) -> Json:
        return message_json(chat, message, self.profile)

    def post(self, chat: Chat, sender: Profile, said: Draft) -> Message:
        """Put a message into a chat; what a person says goes to the bot as well."""
        message = Message(chat.next_message_id(), chat.id, sender, self.now(), said)
        chat.messages[message.message_id] = message
        self.tell(Kind.POSTED, chat, message)
        if not message.from_bot:
            self.queue(chat.bot, "message", self.message_json(chat, message))
        return message

    def change(self, chat: Chat, message: Message, said: Draft, *, shows: bool = True) -> Message:
        """Put an edited message in the place of the old one; a new keyboard alone does not show."""
        edited = self.now() if shows else message.edited
        return self._replace(chat, replace(message, said=said, edited=edited), Kind.EDITED)

    def react(self, chat: Chat, message: Message, reaction: str | None) -> Message:
        return self._replace(chat, replace(message, reaction=reaction), Kind.REACTED)

    def _replace(self, chat: Chat, message: Message, kind: Kind) -> Message:
        chat.messages[message.message_id] = message
        self.tell(kind, chat, message)
        if kind is Kind.EDITED and not message.from_bot:
            self.queue(chat.bot, "edited_message", self.message_json(chat, message))
        return message

    def delete(self, chat: Chat, message_id: int) -> None:
        message = chat.messages.pop(message_id)
        chat.gone.add(message_id)
        self.tell(Kind.DELETED, chat, message)

    def queue(self, bot: Bot, kind: str, body: Json) -> None:
        """Make an update, if the bot asked for such."""
        if update := bot.updates.add(kind, body):
            self.announce(Happening(self.now(), Kind.QUEUED, bot.username, update=update))

    def press(self, chat: Chat) -> Tap:
        """Remember a press; those that can no longer be answered are forgotten."""
        now = self.now()
        for key, (_, old) in tuple(self.taps.items()):
            if now - old.at <= CALLBACK_ANSWER_WITHIN:
                break
            del self.taps[key]
        tap = Tap(str(self.number("query")), now)
        self.taps[chat.bot.id, tap.query_id] = (chat, tap)
        return tap

    def keep_file(
        self, bot: Bot, kind: str, data: bytes, name: str = "", mime: str | None = None
    ) -> StoredFile:
        """Store a file under a new id that is good for this bot alone."""
        bot.last_file += 1
        picture = read_picture(data) if kind == "photo" else None
        extension = picture.extension if picture else name.rpartition(".")[2] or "bin"
        digest = hashlib.sha256(data).hexdigest()
        stored = StoredFile(
            file_id=f"{kind[0].upper()}gAC{self.number('file'):x}-{bot.last_file}_{bot.id}",
            unique_id=f"AQAD{digest[:12]}",
            kind=kind,
            data=data,
            path=f"{_FOLDERS.get(kind, kind)}/file_{bot.last_file}.{extension}",
            name=name or None,
            mime=mime or mimetypes.guess_type(name)[0],
            width=picture.width if picture else 0,
            height=picture.height if picture else 0,
        )
        self.files[bot.id, stored.file_id] = stored
        self.paths[bot.id, stored.path] = stored
        return stored

    def watch(self, listener: Listener) -> Callable[[], None]:
        """Hear of everything from now on; the returned function ends it."""
        self._listeners.append(listener)

        def unwatch() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return unwatch

    def tell(
        self,
        kind: Kind,
        chat: Chat,
        message: Message | None = None,
        text: str = "",
        *,
        alert: bool = False,
    ) -> None:
        """Tell the listeners what happened in a chat."""
        at, bot = self.now(), chat.bot.username
        self.announce(Happening(at, kind, bot, chat.id, message, text, alert))

    def announce(self, happening: Happening) -> None:
        for listener in tuple(self._listeners):
            listener(happening)
