"""A bot as the platform knows it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from sandbox.telegram.entities import Json
from sandbox.telegram.limits import Rates
from sandbox.telegram.messages import Profile
from sandbox.telegram.updates import Updates
from sandbox.telegram.webhooks import Webhook

MenuEntry = tuple[str, str]


@dataclass(slots=True, eq=False)
class Bot:
    """A token, what it may do, and what it said about itself."""

    profile: Profile
    token: str
    updates: Updates
    rates: Rates = field(default_factory=Rates)
    # Privacy mode switched off: every message of its groups comes, even to an ordinary member.
    hears_all: bool = False
    webhook: Webhook | None = None
    last_message_id: int = 0
    last_file: int = 0
    # By scope and language; an empty language is for everybody else.
    commands: dict[tuple[str, str], tuple[MenuEntry, ...]] = field(default_factory=dict)
    # By kind of text (name, description, short_description) and language.
    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    # By chat; 0 stands for all chats without a button of their own.
    menu_buttons: dict[int, Json] = field(default_factory=dict)

    @classmethod
    def made(
        cls, token: str, username: str, name: str, *, now: Callable[[], datetime], seed: int
    ) -> "Bot":
        """A new bot; its id is the number its token begins with."""
        number = token.partition(":")[0]
        if not number.isdecimal():
            raise ValueError('A token looks like "123:abc": its bot\'s number comes first.')
        profile = Profile(int(number), name, is_bot=True, username=username)
        return cls(profile, token, Updates(now, f"{seed}:{username}"))

    def rename(self, name: str) -> None:
        """What its owner does with @BotFather: its chats are called so from now on."""
        self.profile = replace(self.profile, name=name)

    @property
    def id(self) -> int:
        return self.profile.id

    @property
    def username(self) -> str:
        return self.profile.username or ""

    @property
    def name(self) -> str:
        return self.profile.name
