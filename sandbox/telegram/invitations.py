"""Invite links of a group, and those who ask to be let in."""

from dataclasses import dataclass
from datetime import datetime

from sandbox.telegram.entities import Json
from sandbox.telegram.messages import Profile

_SHOWN_TO_OTHERS = 8


@dataclass(frozen=True, slots=True)
class InviteLink:
    """A way in. A primary link is the one that an administrator has without making any."""

    url: str
    creator: Profile
    name: str = ""
    asks: bool = False
    primary: bool = False
    revoked: bool = False
    expires: datetime | None = None
    limit: int = 0
    joined: int = 0

    def open(self, now: datetime) -> bool:
        """Whether it still leads anywhere."""
        spent = bool(self.limit) and self.joined >= self.limit
        return not self.revoked and not spent and (self.expires is None or now < self.expires)

    def json(self, reader: int, waiting: int) -> Json:
        """A ChatInviteLink; of another administrator's link a bot sees the beginning only."""
        url = self.url
        if self.creator.id != reader:
            start = url.rindex("+") + 1 + _SHOWN_TO_OTHERS
            url = f"{url[:start]}..."
        shape: Json = {
            "invite_link": url,
            "creator": self.creator.json(),
            "creates_join_request": self.asks,
            "is_primary": self.primary,
            "is_revoked": self.revoked,
        }
        if self.name:
            shape["name"] = self.name
        if self.expires:
            shape["expire_date"] = int(self.expires.timestamp())
        if self.limit:
            shape["member_limit"] = self.limit
        if waiting:
            shape["pending_join_request_count"] = waiting
        return shape


@dataclass(frozen=True, slots=True)
class JoinRequest:
    """Somebody waits at the door that a link led to."""

    profile: Profile
    url: str
    at: datetime
    bio: str = ""
