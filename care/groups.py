"""Therapy groups: who stands where with one, and what the bot must be allowed to do in it."""

from enum import StrEnum


class MemberState(StrEnum):
    """Where a person stands with a group."""

    ENROLLED = "enrolled"
    ASKED = "asked"
    INSIDE = "inside"
    LEFT = "left"
    ENDED = "ended"
    """No member any more: who comes back is enrolled anew, and agrees to the rules anew."""
    LEADS = "leads"
    """Somebody who leads the group in Telegram: not a member, and not moderated."""


class CaseState(StrEnum):
    """What became of a case."""

    OPEN = "open"
    COUNTED = "counted"
    """Nothing is to be decided: a message was removed by rule."""
    RELEASED = "release"
    DELETED = "delete"
    REMINDED = "remind"
    MUTED = "mute"


RIGHTS = ("can_delete_messages", "can_restrict_members", "can_invite_users")
"""Without these the bot cannot keep the house rules, mute, or open the door."""
