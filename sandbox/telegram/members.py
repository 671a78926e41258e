"""A person or a bot in a group: what they are there, and what that lets them do."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from sandbox.telegram.entities import Json
from sandbox.telegram.messages import Profile

RIGHTS = frozenset(
    {
        "can_manage_chat",
        "can_delete_messages",
        "can_manage_video_chats",
        "can_restrict_members",
        "can_promote_members",
        "can_change_info",
        "can_invite_users",
        "can_pin_messages",
        "can_post_stories",
        "can_edit_stories",
        "can_delete_stories",
        "can_send_welcome_messages",
    }
)
SENDING = frozenset(
    {
        "can_send_messages",
        "can_send_audios",
        "can_send_documents",
        "can_send_photos",
        "can_send_videos",
        "can_send_video_notes",
        "can_send_voice_notes",
    }
)
PERMISSIONS = SENDING | {
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
}


class Status(StrEnum):
    """What somebody is in a group."""

    CREATOR = "creator"
    ADMINISTRATOR = "administrator"
    MEMBER = "member"
    RESTRICTED = "restricted"
    LEFT = "left"
    KICKED = "kicked"


@dataclass(frozen=True, slots=True)
class Member:
    """Rights belong to an administrator; `may`, `until` and `inside` to who is restricted."""

    profile: Profile
    status: Status
    rights: frozenset[str] = frozenset()
    may: frozenset[str] = frozenset()
    until: datetime | None = None
    inside: bool = True
    promoted_by: int = 0

    @property
    def present(self) -> bool:
        """Whether they are in the group now."""
        gone = self.status in (Status.LEFT, Status.KICKED)
        return not gone and (self.status is not Status.RESTRICTED or self.inside)

    @property
    def leads(self) -> bool:
        return self.status in (Status.CREATOR, Status.ADMINISTRATOR)

    def has(self, right: str) -> bool:
        """Whether an administrator's right is theirs; the owner has them all."""
        return self.status is Status.CREATOR or (self.leads and right in self.rights)

    def at(self, now: datetime) -> "Member":
        """As they are now: what was for a while ends by itself."""
        if self.until is None or now < self.until:
            return self
        back = self.status is Status.RESTRICTED and self.inside
        return Member(self.profile, Status.MEMBER if back else Status.LEFT)

    def entered(self) -> "Member":
        """As they are after coming in; a restriction does not end by leaving and coming back."""
        if self.status is Status.RESTRICTED:
            return replace(self, inside=True)
        return Member(self.profile, Status.MEMBER)

    def gone(self) -> "Member":
        """As they are after going out."""
        if self.status is Status.RESTRICTED:
            return replace(self, inside=False)
        return Member(self.profile, Status.LEFT)

    def json(self, reader: int) -> Json:
        """A ChatMember as the Bot API writes it for a bot."""
        shape: Json = {"user": self.profile.json(), "status": self.status.value}
        until = int(self.until.timestamp()) if self.until else 0
        match self.status:
            case Status.CREATOR:
                shape["is_anonymous"] = False
            case Status.ADMINISTRATOR:
                shape["can_be_edited"] = self.promoted_by == reader
                shape["is_anonymous"] = False
                shape |= {right: right in self.rights for right in sorted(RIGHTS)}
            case Status.RESTRICTED:
                shape["is_member"] = self.inside
                shape["until_date"] = until
                shape |= permissions_json(self.may)
            case Status.KICKED:
                shape["until_date"] = until
            case Status.MEMBER | Status.LEFT:
                pass
        return shape


def permissions_json(may: frozenset[str]) -> Json:
    """ChatPermissions as the Bot API writes them."""
    return {permission: permission in may for permission in sorted(PERMISSIONS)}
