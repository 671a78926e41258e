"""Chats and who is in them."""

from dataclasses import dataclass, field

from sandbox.telegram.bots import Bot
from sandbox.telegram.entities import Json
from sandbox.telegram.messages import Message, Profile


@dataclass(slots=True, eq=False)
class Account:
    """A person's account on the platform."""

    profile: Profile
    deactivated: bool = False


@dataclass(slots=True, eq=False)
class Chat:
    """A private chat of one bot and one person, and everything said in it."""

    bot: Bot
    account: Account
    blocked: bool = False
    messages: dict[int, Message] = field(default_factory=dict)
    gone: set[int] = field(default_factory=set)
    toasts: list[str] = field(default_factory=list)
    pins: list[int] = field(default_factory=list)
    # Not before the person wrote; a bot may open a chat while a join request waits.
    started: bool = True

    @property
    def id(self) -> int:
        """A private chat has the number of its person."""
        return self.account.profile.id

    def visible(self) -> list[Message]:
        """What can be seen, oldest first."""
        return list(self.messages.values())

    def next_message_id(self) -> int:
        """A bot counts the messages of all its private chats in one row."""
        self.bot.last_message_id += 1
        return self.bot.last_message_id

    def toast(self, person: int, text: str) -> None:
        """Show the answer to a press; there is one person only who could see it."""
        self.toasts.append(text)

    def json(self) -> Json:
        """A Chat as the Bot API writes it."""
        profile = self.account.profile
        chat: Json = {"id": self.id, "type": "private", "first_name": profile.name}
        if profile.username:
            chat["username"] = profile.username
        return chat
