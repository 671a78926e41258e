"""Invite links of a group, and the requests that come by them."""

from dataclasses import replace
from datetime import datetime

from sandbox.telegram.bots import Bot
from sandbox.telegram.calls import Call
from sandbox.telegram.entities import Json
from sandbox.telegram.errors import bad_request
from sandbox.telegram.groups import Group
from sandbox.telegram.invitations import InviteLink, JoinRequest
from sandbox.telegram.joining import decide, keep_link, new_url, primary_link
from sandbox.telegram.limits import LINK_MEMBERS, LINK_NAME
from sandbox.telegram.methods.rights import INVITING, group_of, person_of, require
from sandbox.telegram.world import World

_NOT_IN_PRIVATE = "can't invite members to a private chat"


def create_chat_invite_link(world: World, bot: Bot, call: Call) -> Json:
    group = _inviting(world, bot, call)
    link = _as_asked(world, call, InviteLink(new_url(world), bot.profile))
    return keep_link(world, group, link).json(bot.id, 0)


def edit_chat_invite_link(world: World, bot: Bot, call: Call) -> Json:
    group = _inviting(world, bot, call)
    link = _own_link(bot, group, call)
    if link.primary:
        raise bad_request("CHAT_INVITE_PERMANENT")
    changed = keep_link(world, group, _as_asked(world, call, link))
    return changed.json(bot.id, group.waiting(link.url))


def revoke_chat_invite_link(world: World, bot: Bot, call: Call) -> Json:
    group = _inviting(world, bot, call)
    link = _own_link(bot, group, call)
    if link.primary:
        primary_link(world, group, bot.profile)
    revoked = keep_link(world, group, replace(link, revoked=True))
    return revoked.json(bot.id, group.waiting(link.url))


def export_chat_invite_link(world: World, bot: Bot, call: Call) -> str:
    return primary_link(world, _inviting(world, bot, call), bot.profile).url


def approve_chat_join_request(world: World, bot: Bot, call: Call) -> bool:
    group, request = _request(world, bot, call)
    decide(world, group, request, bot.profile, let_in=True)
    return True


def decline_chat_join_request(world: World, bot: Bot, call: Call) -> bool:
    group, request = _request(world, bot, call)
    decide(world, group, request, bot.profile, let_in=False)
    return True


def _inviting(world: World, bot: Bot, call: Call) -> Group:
    group = group_of(world, bot, call, _NOT_IN_PRIVATE)
    require(world, bot, group, "can_invite_users", INVITING)
    return group


def _request(world: World, bot: Bot, call: Call) -> tuple[Group, JoinRequest]:
    group = _inviting(world, bot, call)
    profile = person_of(world, call)
    if group.standing(profile, world.now()).present:
        raise bad_request("USER_ALREADY_PARTICIPANT")
    if profile.id not in group.requests:
        raise bad_request("HIDE_REQUESTER_MISSING")
    return group, group.requests[profile.id]


def _own_link(bot: Bot, group: Group, call: Call) -> InviteLink:
    """A link of the bot's own: those of others it cannot even name."""
    link = group.links.get(call.text("invite_link"))
    if link is None or link.revoked or link.creator.id != bot.id:
        raise bad_request("INVITE_HASH_EXPIRED")
    return link


def _as_asked(world: World, call: Call, link: InviteLink) -> InviteLink:
    asks, limit = call.flag("creates_join_request"), call.integer("member_limit")
    if asks and limit:
        raise bad_request(
            "member limit can't be specified for links requiring administrator approval"
        )
    if not 0 <= limit <= LINK_MEMBERS:
        raise bad_request("USAGE_LIMIT_INVALID")
    moment, now = call.integer("expire_date"), world.now()
    if moment and moment <= now.timestamp():
        raise bad_request("EXPIRE_DATE_INVALID")
    return replace(
        link,
        name=call.text("name").strip()[:LINK_NAME],
        asks=asks,
        limit=limit,
        expires=datetime.fromtimestamp(moment, now.tzinfo) if moment else None,
    )
