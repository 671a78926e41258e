"""The members of a group: asked about, sent away, let back, restricted, promoted."""

from sandbox.telegram.bots import Bot
from sandbox.telegram.calls import Call
from sandbox.telegram.entities import Json
from sandbox.telegram.errors import bad_request
from sandbox.telegram.groups import Group
from sandbox.telegram.happenings import Kind
from sandbox.telegram.members import PERMISSIONS, RIGHTS, Member, Status
from sandbox.telegram.membership import change_member, forgive, leave, remove
from sandbox.telegram.methods.rights import (
    PERMITTING,
    RESTRICTING,
    group_of,
    permissions_of,
    person_of,
    require,
    subject,
    supergroup_of,
    until_of,
)
from sandbox.telegram.world import World

_NOT_IN_PRIVATE = "chat member status can't be changed in private chats"
_RESTRICTS = "can_restrict_members"
_ONLY_SUPERGROUPS = "method is available only for supergroups"


def get_chat_member(world: World, bot: Bot, call: Call) -> Json:
    chat = world.chat(bot, call.text("chat_id"))
    profile = person_of(world, call)
    if isinstance(chat, Group):
        return chat.standing(profile, world.now()).json(bot.id)
    if profile.id not in {chat.id, bot.id}:
        raise bad_request("member not found")
    return {"user": profile.json(), "status": "member"}


def get_chat_administrators(world: World, bot: Bot, call: Call) -> list[Json]:
    group = group_of(world, bot, call, "there are no administrators in the private chat")
    leading = [one for one in group.present(world.now()) if one.leads]
    # Other bots are not shown.
    seen = (one for one in leading if not one.profile.is_bot or one.profile.id == bot.id)
    return [one.json(bot.id) for one in seen]


def get_chat_member_count(world: World, bot: Bot, call: Call) -> int:
    chat = world.chat(bot, call.text("chat_id"))
    return len(chat.present(world.now())) if isinstance(chat, Group) else 2


def ban_chat_member(world: World, bot: Bot, call: Call) -> bool:
    group = group_of(world, bot, call, "can't ban members in private chats")
    require(world, bot, group, _RESTRICTS, RESTRICTING)
    member = subject(world, bot, group, call)
    remove(world, group, member.profile, bot.profile, until_of(world, call))
    return True


def unban_chat_member(world: World, bot: Bot, call: Call) -> bool:
    group = supergroup_of(world, bot, call)
    require(world, bot, group, _RESTRICTS, RESTRICTING)
    member = subject(world, bot, group, call)
    if member.status is Status.KICKED or not call.flag("only_if_banned"):
        forgive(world, group, member.profile, bot.profile)
    return True


def restrict_chat_member(world: World, bot: Bot, call: Call) -> bool:
    group = supergroup_of(world, bot, call, _ONLY_SUPERGROUPS)
    may = permissions_of(call)
    require(world, bot, group, _RESTRICTS, RESTRICTING)
    member = subject(world, bot, group, call)
    if may == PERMISSIONS:
        status = Status.MEMBER if member.present else Status.LEFT
        new = Member(member.profile, status)
    else:
        until = until_of(world, call)
        new = Member(member.profile, Status.RESTRICTED, may=may, until=until, inside=member.present)
    change_member(world, group, new, bot.profile)
    return True


def promote_chat_member(world: World, bot: Bot, call: Call) -> bool:
    group = supergroup_of(world, bot, call)
    own = group.standing(bot.profile, world.now())
    if not own.has("can_promote_members"):
        raise bad_request("not enough rights")
    member = _promotable(world, bot, group, call)
    rights = frozenset(right for right in RIGHTS if call.flag(right))
    if not all(own.has(right) for right in rights):
        raise bad_request("RIGHT_FORBIDDEN")
    if rights:
        # Whoever leads at all may see what leaders see.
        rights |= {"can_manage_chat"}
        new = Member(member.profile, Status.ADMINISTRATOR, rights, promoted_by=bot.id)
    else:
        new = Member(member.profile, Status.MEMBER)
    change_member(world, group, new, bot.profile)
    return True


def set_chat_permissions(world: World, bot: Bot, call: Call) -> bool:
    group = group_of(world, bot, call, "can't change private chat permissions")
    may = permissions_of(call)
    require(world, bot, group, _RESTRICTS, PERMITTING)
    if may != group.permissions:
        group.permissions = may
        world.tell(Kind.PERMISSIONS, group, by=bot.profile)
    return True


def leave_chat(world: World, bot: Bot, call: Call) -> bool:
    leave(world, group_of(world, bot, call, _NOT_IN_PRIVATE), bot.profile)
    return True


def _promotable(world: World, bot: Bot, group: Group, call: Call) -> Member:
    profile = person_of(world, call)
    if profile.id == bot.id:
        raise bad_request("can't promote self")
    member = group.standing(profile, world.now())
    match member.status:
        case Status.CREATOR:
            raise bad_request("can't demote chat creator")
        case Status.ADMINISTRATOR if member.promoted_by != bot.id:
            raise bad_request("not enough rights")
        case _ if not member.present:
            raise bad_request("USER_NOT_PARTICIPANT")
        case _:
            return member
