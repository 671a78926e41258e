"""Who is on the page, what there is to try, and what may be seen of the inside.

All of it is given: the sandbox knows nobody of the portal's. A lesson is done when its sign was
seen once. Signs are short names: "link opened", "picture received", "button tapped", "message
edited", "voice sent", "picture sent" on a client's phone; "button pressed", "form sent", "command
used" in Slack; "group joined", "group message", "message removed", "group left" in the group;
"next morning", "a week later", "next due", "skip to the alert" of the clock; and of the inside a
kind with a name, as in "effect SendSupport", "alert raised" or "letter CrisisCard".
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from sandbox.slack.person import Person as SlackPerson
from sandbox.telegram import Person


class Pane(StrEnum):
    """The three chats side by side."""

    PHONE = "phone"
    SLACK = "slack"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Client:
    """Somebody with the clients' bot on the phone; the link is None once they have joined."""

    person: Person
    bot: str
    link: str | None = None
    word: str = ""
    """What they are like, in a word: declining."""


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody of the practice, in Slack; the roles as words: therapist, supervisor."""

    person: SlackPerson
    roles: str


@dataclass(frozen=True, slots=True)
class Circle:
    """A Telegram group: its chat's number, and everybody who may be played in it.

    The members are those in it and those who may still join, with `link` as their way in; `bot`
    is the groups' bot, which also writes to each of them in private.
    """

    chat: int
    title: str
    members: tuple[Person, ...]
    bot: str
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody whom a newcomer may play; the first of each kind is in front at the start."""

    clients: tuple[Client, ...]
    colleagues: tuple[Colleague, ...]
    groups: tuple[Circle, ...] = ()


@dataclass(frozen=True, slots=True)
class Lesson:
    """One step of the tour: what to do and where, and the sign by which it is ticked off."""

    title: str
    what: str
    where: Pane
    done: str
    who: str = ""
    """The name of the person to switch to, where that matters."""


class Kind(StrEnum):
    """What a glimpse of the inside shows."""

    UPDATE = "update"
    TURN = "turn"
    EFFECT = "effect"
    LETTER = "letter"
    ALERT = "alert"


@dataclass(frozen=True, slots=True)
class Glimpse:
    """One thing that happened inside: names of effects, lanes and states, never what was said."""

    number: int
    at: datetime
    kind: Kind
    who: str
    name: str
    text: str


Inside: TypeAlias = Callable[[], Sequence[Glimpse]]
"""What happened inside lately, the oldest first; numbers rise for ever."""
