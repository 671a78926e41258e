"""The people's side: what a person does in the app, and what it shows."""

import re
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

from sandbox.telegram.cannot import CannotDo
from sandbox.telegram.chats import Account, Chat
from sandbox.telegram.entities import Json
from sandbox.telegram.groups import GroupKind
from sandbox.telegram.happenings import Kind
from sandbox.telegram.joining import come_by
from sandbox.telegram.members import Status
from sandbox.telegram.messages import Message
from sandbox.telegram.methods.menus import commands_for
from sandbox.telegram.ogg import silence
from sandbox.telegram.participants import Participant
from sandbox.telegram.pressing import find_button, press
from sandbox.telegram.typed import captioned, check_file, check_picture, retyped, typed
from sandbox.telegram.world import Tap, World

_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{0,64}")


class Person:
    """Somebody with the app in hand. Bots are named by their usernames."""

    def __init__(self, world: World, account: Account) -> None:
        self._world = world
        self._account = account
        self.id = account.profile.id

    @property
    def name(self) -> str:
        return self._account.profile.name

    @property
    def language(self) -> str:
        return self._account.profile.language or ""

    @property
    def username(self) -> str | None:
        return self._account.profile.username

    def open_link(self, link_or_username: str, payload: str = "") -> Message:
        """Follow a link to a bot and press Start."""
        username, from_link = _read_link(link_or_username)
        payload = payload or from_link
        if not _PAYLOAD.fullmatch(payload):
            raise CannotDo("A start payload has at most 64 characters of A-Z a-z 0-9 _ and -.")
        return self.say(username, f"/start {payload}".rstrip())

    def say(self, bot: str, text: str) -> Message:
        """Send a text."""
        chat = self._writable(bot)
        return self._world.post(chat, self._account.profile, typed(text))

    def edit(self, bot: str, message_id: int, text: str) -> Message:
        """Change an own text, or the caption of an own picture."""
        chat = self._writable(bot)
        message = self._message(chat, message_id)
        if message.from_bot:
            raise CannotDo("Only own messages can be edited.")
        return self._world.change(chat, message, retyped(message, text))

    def send_photo(self, bot: str, data: bytes, caption: str = "") -> Message:
        """Send a picture."""
        chat = self._writable(bot)
        check_picture(data)
        file = self._world.keep_file(chat.bot, "photo", data)
        return self._world.post(chat, self._account.profile, replace(captioned(caption), file=file))

    def send_file(self, bot: str, data: bytes, name: str, caption: str = "") -> Message:
        """Send a file as it is."""
        return self._send(bot, "document", data, name, caption)

    def send_voice(self, bot: str, seconds: int) -> Message:
        """Hold the microphone for so long, and say nothing."""
        return self._send(bot, "voice", silence(seconds), "voice.ogg", "")

    def _send(self, bot: str, kind: str, data: bytes, name: str, caption: str) -> Message:
        chat = self._writable(bot)
        check_file(data)
        file = self._world.keep_file(chat.bot, kind, data, name)
        return self._world.post(chat, self._account.profile, replace(captioned(caption), file=file))

    def tap(self, bot: str, label: str, *, message_id: int | None = None) -> Tap:
        """Press a button by its label, on the newest message that has it or on a given one."""
        chat = self._writable(bot)
        if message_id is None:
            places = list(reversed(chat.visible()))
        else:
            places = [self._message(chat, message_id)]
        message, data = find_button(places, label)
        return self._press(chat, message.message_id, data)

    def tap_data(self, bot: str, message_id: int, data: str) -> Tap:
        """Press an old button, or one that never was: the message may be edited or gone."""
        chat = self._writable(bot)
        if message_id not in chat.messages and message_id not in chat.gone:
            raise CannotDo(f"There never was a message {message_id} in this chat.")
        return self._press(chat, message_id, data)

    def chat(self, bot: str) -> list[Message]:
        """What the chat shows, oldest first."""
        return self._chat(bot).visible()

    def toasts(self, bot: str) -> list[str]:
        """The words that came as answers to presses, oldest first."""
        return list(self._chat(bot).toasts)

    def commands(self, bot: str) -> list[tuple[str, str]]:
        """The command menu as this person sees it."""
        return list(commands_for(self._world.bot_named(bot), self.id, self.language))

    def make_group(self, title: str, *, basic: bool = False) -> Participant:
        """A new group of this person's own."""
        kind = GroupKind.BASIC if basic else GroupKind.SUPERGROUP
        group = self._world.add_group(title, self._account, kind)
        return self.in_group(group.id)

    def in_group(self, number: int) -> Participant:
        """A group as this person has it open, or sees it from outside."""
        return Participant(self._world, self._world.groups[number], self._account)

    def open_invite(self, url: str, *, bio: str = "") -> bool:
        """Follow an invite link: True when it led inside, False when somebody must let them in."""
        found = self._world.behind(url)
        if self._account.deactivated:
            raise CannotDo("The account is deleted.")
        if found is None or not found[1].open(self._world.now()):
            raise CannotDo("This invite link leads nowhere, or no longer.")
        group, link = found
        member = group.standing(self._account.profile, self._world.now())
        if member.present:
            raise CannotDo("This person is in the group already.")
        if member.status is Status.KICKED or group.migrated_to is not None:
            raise CannotDo("The group does not take this person.")
        if link.asks and self.id in group.requests:
            raise CannotDo("This person asked already.")
        return come_by(self._world, group, link, self._account.profile, bio)

    def block(self, bot: str) -> None:
        """Stop the bot."""
        self._set_blocked(bot, blocked=True)

    def unblock(self, bot: str) -> None:
        """Let the bot write again."""
        self._set_blocked(bot, blocked=False)

    def deactivate(self) -> None:
        """Delete the account; bots are not told."""
        self._account.deactivated = True

    def _chat(self, bot: str) -> Chat:
        return self._world.opened(self._world.bot_named(bot), self._account)

    def _writable(self, bot: str) -> Chat:
        found = self._world.bot_named(bot)
        if self._account.deactivated:
            raise CannotDo("The account is deleted.")
        known = self._world.private.get((found.id, self.id))
        if known and known.blocked:
            raise CannotDo("The bot is blocked; unblock it first.")
        return known or self._world.opened(found, self._account)

    def _message(self, chat: Chat, message_id: int) -> Message:
        if message_id not in chat.messages:
            raise CannotDo(f"There is no message {message_id} to be seen.")
        return chat.messages[message_id]

    def _press(self, chat: Chat, message_id: int, data: str) -> Tap:
        return press(self._world, chat.bot, chat, self._account.profile, message_id, data)

    def _set_blocked(self, bot: str, *, blocked: bool) -> None:
        chat = self._chat(bot)
        if chat.blocked == blocked:
            return
        chat.blocked = blocked
        world, profile = self._world, chat.bot.profile.json()
        free: Json = {"user": profile, "status": "member"}
        stopped: Json = {"user": profile, "status": "kicked", "until_date": 0}
        body: Json = {
            "chat": chat.json(),
            "from": self._account.profile.json(),
            "date": int(world.now().timestamp()),
            "old_chat_member": free if blocked else stopped,
            "new_chat_member": stopped if blocked else free,
        }
        world.tell(Kind.BLOCKED if blocked else Kind.UNBLOCKED, chat)
        world.queue(chat.bot, "my_chat_member", body)


def _read_link(link: str) -> tuple[str, str]:
    """The username and the start payload that a link names."""
    if "/" not in link and ":" not in link:
        return link.removeprefix("@"), ""
    parts = urlsplit(link if "://" in link else f"https://{link}")
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    if parts.scheme == "tg" and parts.netloc == "resolve" and "domain" in query:
        return query["domain"], query.get("start", "")
    if parts.netloc.lower() in {"t.me", "telegram.me"} and parts.path.strip("/"):
        return parts.path.strip("/"), query.get("start", "")
    raise CannotDo(f"{link} does not lead to a bot.")
