"""Groups: a title, members, permissions, invite links, and everything said there."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from sandbox.telegram.chats import Chat
from sandbox.telegram.entities import Json
from sandbox.telegram.invitations import InviteLink, JoinRequest
from sandbox.telegram.members import PERMISSIONS, Member, Status
from sandbox.telegram.messages import Message, Profile


class GroupKind(StrEnum):
    """A group is basic until it is upgraded; what is made large is made a supergroup at once."""

    BASIC = "group"
    SUPERGROUP = "supergroup"


@dataclass(slots=True, eq=False)
class Group:
    """A chat of many."""

    id: int
    title: str
    kind: GroupKind = GroupKind.SUPERGROUP
    # Everybody who ever was a member, whatever they are now.
    members: dict[int, Member] = field(default_factory=dict)
    permissions: frozenset[str] = PERMISSIONS
    messages: dict[int, Message] = field(default_factory=dict)
    gone: set[int] = field(default_factory=set)
    toasts: dict[int, list[str]] = field(default_factory=dict)
    pins: list[int] = field(default_factory=list)
    links: dict[str, InviteLink] = field(default_factory=dict)
    requests: dict[int, JoinRequest] = field(default_factory=dict)
    # Everybody who ever asked to be let in: administrators have met them.
    asked: set[int] = field(default_factory=set)
    last_message_id: int = 0
    # The bot that spoke last: general commands are meant for it.
    last_bot: int = 0
    migrated_to: int | None = None

    def standing(self, profile: Profile, now: datetime) -> Member:
        """What somebody is here now; a stranger has left, as the platform puts it."""
        known = self.members.get(profile.id)
        return known.at(now) if known else Member(profile, Status.LEFT)

    def present(self, now: datetime) -> list[Member]:
        """Who is in the group, the longest first."""
        return [one for one in (each.at(now) for each in self.members.values()) if one.present]

    def allows(self, member: Member, permission: str) -> bool:
        """Whether a member may do what the permissions of the group are about."""
        if not member.present:
            return False
        if member.leads:
            return True
        own = member.status is not Status.RESTRICTED or permission in member.may
        return own and permission in self.permissions

    def visible(self) -> list[Message]:
        """What can be seen, oldest first."""
        return list(self.messages.values())

    def next_message_id(self) -> int:
        """A group counts its own messages."""
        self.last_message_id += 1
        return self.last_message_id

    def toast(self, person: int, text: str) -> None:
        """Show one person the answer to a press."""
        self.toasts.setdefault(person, []).append(text)

    def waiting(self, url: str) -> int:
        """How many came by a link and wait to be let in."""
        return sum(request.url == url for request in self.requests.values())

    def json(self) -> Json:
        """A Chat as the Bot API writes it."""
        return {"id": self.id, "type": self.kind.value, "title": self.title}


Room: TypeAlias = Chat | Group
