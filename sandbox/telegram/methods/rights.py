"""What a bot may do in a group, and whom it may do it to."""

from datetime import datetime, timedelta

from sandbox.telegram.bots import Bot
from sandbox.telegram.calls import Call
from sandbox.telegram.errors import bad_request
from sandbox.telegram.groups import Group, GroupKind, Room
from sandbox.telegram.limits import LONGEST_RESTRICTION, SHORTEST_RESTRICTION
from sandbox.telegram.members import PERMISSIONS, SENDING, Member, Status
from sandbox.telegram.messages import Draft, Profile
from sandbox.telegram.world import World

RESTRICTING = "not enough rights to restrict/unrestrict chat member"
INVITING = "not enough rights to manage chat invite link"
PINNING = "not enough rights to manage pinned messages in the chat"
PERMITTING = "not enough rights to change chat permissions"

_SUPERGROUPS_ONLY = "method is available for supergroup and channel chats only"
# What may be left out, and what it is like then.
_LIKE = {
    "can_manage_topics": "can_pin_messages",
    "can_edit_tag": "can_pin_messages",
    "can_react_to_messages": "can_send_messages",
}
_SENT = {
    "photo": ("can_send_photos", "photos"),
    "document": ("can_send_documents", "documents"),
    "voice": ("can_send_voice_notes", "voice notes"),
}


def group_of(world: World, bot: Bot, call: Call, in_private: str) -> Group:
    """The group that a call is about; private chats are refused in their own words."""
    chat = world.chat(bot, call.text("chat_id"))
    if not isinstance(chat, Group):
        raise bad_request(in_private)
    return chat


def supergroup_of(world: World, bot: Bot, call: Call, reason: str = _SUPERGROUPS_ONLY) -> Group:
    """The supergroup that a call is about."""
    group = group_of(world, bot, call, reason)
    if group.kind is not GroupKind.SUPERGROUP:
        raise bad_request(reason)
    return group


def require(world: World, bot: Bot, group: Group, right: str, refusal: str) -> None:
    """Refuse what an administrator's right is needed for, when the bot has it not."""
    if not group.standing(bot.profile, world.now()).has(right):
        raise bad_request(refusal)


def may_send(world: World, bot: Bot, chat: Room, said: Draft) -> None:
    """Refuse what the permissions of a group do not let a bot send."""
    if not isinstance(chat, Group):
        return
    kind = said.file.kind if said.file else ""
    permission, named = _SENT.get(kind, ("can_send_messages", "text messages"))
    if not chat.allows(chat.standing(bot.profile, world.now()), permission):
        raise bad_request(f"not enough rights to send {named} to the chat")


def person_of(world: World, call: Call) -> Profile:
    """Whom a call is about."""
    number = call.integer("user_id")
    if not number:
        raise bad_request("invalid user_id specified")
    profile = world.profile(number)
    if profile is None:
        raise bad_request("user not found")
    return profile


def subject(world: World, bot: Bot, group: Group, call: Call) -> Member:
    """A member whom the bot may send away or restrict."""
    profile = person_of(world, call)
    if profile.id == bot.id:
        raise bad_request("can't restrict self")
    member = group.standing(profile, world.now())
    if member.status is Status.CREATOR:
        raise bad_request("can't remove chat owner")
    if member.leads and member.promoted_by != bot.id:
        raise bad_request("user is an administrator of the chat")
    return member


def until_of(world: World, call: Call) -> datetime | None:
    """Until when; None is for ever, and so is what is too near or too far."""
    given = call.integer("until_date")
    if not given:
        return None
    now = world.now()
    lasts = timedelta(seconds=given - now.timestamp())
    if not SHORTEST_RESTRICTION <= lasts <= LONGEST_RESTRICTION:
        return None
    return datetime.fromtimestamp(given, now.tzinfo)


def permissions_of(call: Call) -> frozenset[str]:
    """The permissions that a call gives; what it does not name it takes away."""
    given = call.json("permissions")
    if not isinstance(given, dict):
        raise bad_request("can't parse permissions JSON object")
    may = {one for one in PERMISSIONS if given.get(one) is True}
    may |= {one for one, like in _LIKE.items() if one not in given and given.get(like) is True}
    if call.flag("use_independent_chat_permissions"):
        return frozenset(may)
    if may & {"can_send_other_messages", "can_add_web_page_previews"}:
        may |= SENDING
    if may & {"can_send_polls"}:
        may.add("can_send_messages")
    return frozenset(may)
