"""Asking about the bot itself, chats and files."""

from sandbox.telegram.bots import Bot
from sandbox.telegram.calls import Call
from sandbox.telegram.entities import Json
from sandbox.telegram.errors import bad_request
from sandbox.telegram.groups import Group
from sandbox.telegram.limits import DOWNLOAD_BYTES
from sandbox.telegram.members import permissions_json
from sandbox.telegram.world import World


def get_me(world: World, bot: Bot, call: Call) -> Json:
    return bot.profile.json() | {
        "can_join_groups": True,
        "can_read_all_group_messages": bot.hears_all,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def get_chat(world: World, bot: Bot, call: Call) -> Json:
    chat = world.chat(bot, call.text("chat_id"))
    kept = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription")
    shape = chat.json() | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys((*kept, "gifts_from_channels"), False),
    }
    pinned = chat.messages.get(chat.pins[-1]) if chat.pins else None
    if pinned:
        shape["pinned_message"] = world.message_json(chat, pinned, bot)
    return shape | _group_info(chat, bot) if isinstance(chat, Group) else shape


def get_file(world: World, bot: Bot, call: Call) -> Json:
    stored = world.files.get((bot.id, call.text("file_id")))
    if stored is None:
        raise bad_request("invalid file_id")
    if len(stored.data) > DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    return stored.json() | {"file_path": stored.path}


def _group_info(group: Group, bot: Bot) -> Json:
    shape: Json = {"permissions": permissions_json(group.permissions)}
    for link in group.links.values():
        if link.primary and not link.revoked and link.creator.id == bot.id:
            shape["invite_link"] = link.url
    return shape
