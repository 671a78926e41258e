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
from sandbox.telegram.groups import Group, GroupKind, Room
from sandbox.telegram.happenings import Happening, Kind
from sandbox.telegram.hearing import hears
from sandbox.telegram.invitations import InviteLink
from sandbox.telegram.limits import CALLBACK_ANSWER_WITHIN
from sandbox.telegram.meeting import entered_group, has_met, waits_for
from sandbox.telegram.members import Member, Status
from sandbox.telegram.messages import Draft, Message, Profile, StoredFile
from sandbox.telegram.ogg import seconds_of
from sandbox.telegram.pictures import read_picture
from sandbox.telegram.shapes import message_json
from sandbox.telegram.webhooks import Carrying

Listener = Callable[[Happening], None]

FIRST_PERSON = 700_000_001
FIRST_BASIC_GROUP = -4_000_000_001
FIRST_SUPERGROUP = -1_002_000_000_001
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
    person: int = 0
    answer: Answer | None = None


class World:
    """The state of the platform. Methods and people change it; listeners hear of it."""

    def __init__(self, now: Callable[[], datetime], seed: int) -> None:
        self.now = now
        self.seed = seed
        self.bots: dict[str, Bot] = {}
        self.accounts: dict[int, Account] = {}
        self.private: dict[tuple[int, int], Chat] = {}
        self.groups: dict[int, Group] = {}
        self.files: dict[tuple[int, str], StoredFile] = {}
        self.paths: dict[tuple[int, str], StoredFile] = {}
        # The file of one bot that holds what another bot's does.
        self.copies: dict[tuple[int, str, str], StoredFile] = {}
        self.taps: dict[tuple[int, str], tuple[Room, Tap]] = {}
        self.carrying = Carrying(now)
        self._listeners: list[Listener] = []
        self._numbers = 0

    def number(self, what: str) -> int:
        """A large number that nobody guesses and every run with this seed repeats."""
        self._numbers += 1
        digest = hashlib.sha256(f"{self.seed}:{what}:{self._numbers}".encode()).digest()
        return int.from_bytes(digest[:8], "big") >> 1

    def add_bot(self, token: str, username: str, name: str, *, hears_all: bool = False) -> Bot:
        bot = Bot.made(token, username, name, now=self.now, seed=self.seed)
        bot.hears_all = hears_all
        self.bots[token] = bot
        return bot

    def add_account(self, name: str, language: str, username: str | None) -> Account:
        number = FIRST_PERSON + len(self.accounts)
        profile = Profile(number, name, username=username, language=language)
        account = self.accounts[number] = Account(profile)
        return account

    def add_group(self, title: str, owner: Account, kind: GroupKind) -> Group:
        """A new group with its owner in it."""
        first = FIRST_SUPERGROUP if kind is GroupKind.SUPERGROUP else FIRST_BASIC_GROUP
        group = Group(first - sum(one.kind is kind for one in self.groups.values()), title, kind)
        group.members[owner.profile.id] = Member(owner.profile, Status.CREATOR)
        self.groups[group.id] = group
        return group

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
        bot = self.bot_with(number)
        return bot.profile if bot else None

    def bot_with(self, number: int) -> Bot | None:
        """The bot that has this number."""
        return next((bot for bot in self.bots.values() if bot.id == number), None)

    def behind(self, url: str) -> tuple[Group, InviteLink] | None:
        """The group that an invite link leads to."""
        for group in self.groups.values():
            if url in group.links:
                return group, group.links[url]
        return None

    def opened(self, bot: Bot, account: Account) -> Chat:
        """The private chat of a bot and a person, opened when there is none."""
        key = (bot.id, account.profile.id)
        if key not in self.private:
            self.private[key] = Chat(bot, account)
        return self.private[key]

    def chat(self, bot: Bot, given: str) -> Room:
        """The chat that a bot names by its number, if the bot has ever met it."""
        if not given:
            raise bad_request("chat_id is empty")
        try:
            number = int(given)
        except ValueError:
            raise bad_request("chat not found") from None
        if number < 0:
            return entered_group(self.groups, bot, number, self.now())
        if (bot.id, number) in self.private:
            return self.private[bot.id, number]
        account = self.accounts.get(number)
        if account is None or not has_met(self.groups.values(), bot, number):
            raise bad_request("chat not found")
        # It is kept when something is said in it.
        return Chat(bot, account, started=False)

    def reachable(self, bot: Bot, given: str) -> Room:
        """A chat in which the bot may speak now."""
        chat = self.chat(bot, given)
        if isinstance(chat, Group):
            return chat
        if chat.account.deactivated:
            raise forbidden("user is deactivated")
        if chat.blocked:
            raise forbidden("bot was blocked by the user")
        if chat.started or waits_for(self.groups.values(), bot, chat.id, self.now()):
            return chat
        raise forbidden("bot can't initiate conversation with a user")

    def message_json(self, chat: Room, message: Message, reader: Bot) -> Json:
        """A message as one bot reads it."""

        def own(file: StoredFile) -> StoredFile:
            return self.own_file(reader, file)

        return message_json(chat, message, self.profile, own)

    def post(self, chat: Room, sender: Profile, said: Draft) -> Message:
        """Put a message into a chat; what a person says goes to the bots as well."""
        message = Message(chat.next_message_id(), chat.id, sender, self.now(), said)
        chat.messages[message.message_id] = message
        if isinstance(chat, Chat):
            self.private[chat.bot.id, chat.id] = chat
            chat.started |= not message.from_bot
        elif message.from_bot:
            chat.last_bot = sender.id
        self.tell(Kind.POSTED, chat, message)
        self._bring("message", chat, message)
        return message

    def change(self, chat: Room, message: Message, said: Draft, *, shows: bool = True) -> Message:
        """Put an edited message in the place of the old one; a new keyboard alone does not show."""
        edited = self.now() if shows else message.edited
        return self._replace(chat, replace(message, said=said, edited=edited), Kind.EDITED)

    def react(self, chat: Room, message: Message, reaction: str | None, by: Profile) -> Message:
        return self._replace(chat, replace(message, reaction=reaction), Kind.REACTED, by)

    def _replace(
        self, chat: Room, message: Message, kind: Kind, by: Profile | None = None
    ) -> Message:
        chat.messages[message.message_id] = message
        self.tell(kind, chat, message, by=by)
        if kind is Kind.EDITED:
            self._bring("edited_message", chat, message)
        return message

    def _bring(self, kind: str, chat: Room, message: Message) -> None:
        for bot in self._hearers(chat, message):
            self.queue(bot, kind, self.message_json(chat, message, bot))

    def _hearers(self, chat: Room, message: Message) -> list[Bot]:
        if isinstance(chat, Chat):
            # Of what it says itself a bot hears only the service messages.
            return [chat.bot] if message.said.service or not message.from_bot else []
        now = self.now()
        return [
            bot
            for bot in self.bots.values()
            if hears(chat, bot, chat.standing(bot.profile, now), message)
        ]

    def delete(self, chat: Room, message_id: int, by: Profile | None = None) -> None:
        message = chat.messages.pop(message_id)
        chat.gone.add(message_id)
        if message_id in chat.pins:
            chat.pins.remove(message_id)
        self.tell(Kind.DELETED, chat, message, by=by)

    def queue(self, bot: Bot, kind: str, body: Json) -> None:
        """Make an update, if the bot asked for such."""
        if update := bot.updates.add(kind, body):
            self.announce(Happening(self.now(), Kind.QUEUED, bot.username, update=update))

    def press(self, chat: Room, bot: Bot, person: int) -> Tap:
        """Remember a press; those that can no longer be answered are forgotten."""
        now = self.now()
        for key, (_, old) in tuple(self.taps.items()):
            if now - old.at <= CALLBACK_ANSWER_WITHIN:
                break
            del self.taps[key]
        tap = Tap(str(self.number("query")), now, person)
        self.taps[bot.id, tap.query_id] = (chat, tap)
        return tap

    def keep_file(
        self, bot: Bot, kind: str, data: bytes, name: str = "", mime: str | None = None
    ) -> StoredFile:
        """Store a file under a new id that is good for this bot alone."""
        bot.last_file += 1
        picture = read_picture(data) if kind == "photo" else None
        extension = picture.extension if picture else name.rpartition(".")[2] or "bin"
        stored = replace(
            loose_file(kind, data, name, mime),
            file_id=f"{kind[0].upper()}gAC{self.number('file'):x}-{bot.last_file}_{bot.id}",
            path=f"{_FOLDERS.get(kind, kind)}/file_{bot.last_file}.{extension}",
        )
        self.files[bot.id, stored.file_id] = stored
        self.paths[bot.id, stored.path] = stored
        return stored

    def own_file(self, bot: Bot, file: StoredFile) -> StoredFile:
        """The same file under the id by which a bot knows it: no id is good for two bots."""
        if (bot.id, file.file_id) in self.files:
            return file
        key = (bot.id, file.kind, file.unique_id)
        if key not in self.copies:
            self.copies[key] = self.keep_file(bot, file.kind, file.data, file.name or "", file.mime)
        return self.copies[key]

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
        chat: Room,
        message: Message | None = None,
        text: str = "",
        *,
        alert: bool = False,
        by: Profile | None = None,
        person: int = 0,
    ) -> None:
        """Tell the listeners what happened in a chat, and in a group by whom."""
        actor = chat.bot.profile if isinstance(chat, Chat) else by or (message and message.sender)
        bot = actor.username or "" if actor and actor.is_bot else ""
        about = Happening(self.now(), kind, bot, chat.id, message, text, alert, person=person)
        self.announce(about)

    def announce(self, happening: Happening) -> None:
        for listener in tuple(self._listeners):
            listener(happening)


def loose_file(kind: str, data: bytes, name: str = "", mime: str | None = None) -> StoredFile:
    """A file that no bot has an id for yet."""
    picture = read_picture(data) if kind == "photo" else None
    return StoredFile(
        file_id="",
        unique_id=f"AQAD{hashlib.sha256(data).hexdigest()[:12]}",
        kind=kind,
        data=data,
        path="",
        name=name or None,
        mime=mime or mimetypes.guess_type(name)[0],
        width=picture.width if picture else 0,
        height=picture.height if picture else 0,
        seconds=seconds_of(data) if kind == "voice" else 0,
    )
