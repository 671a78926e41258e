"""Asking about the bot itself, chats, their members and files."""

from sandbox.telegram.bots import Bot
from sandbox.telegram.calls import Call
from sandbox.telegram.entities import Json
from sandbox.telegram.errors import bad_request
from sandbox.telegram.limits import DOWNLOAD_BYTES
from sandbox.telegram.world import World


def get_me(world: World, bot: Bot, call: Call) -> Json:
    return bot.profile.json() | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def get_chat(world: World, bot: Bot, call: Call) -> Json:
    kept = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription")
    return world.chat(bot, call.text("chat_id")).json() | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys((*kept, "gifts_from_channels"), False),
    }


def get_chat_member(world: World, bot: Bot, call: Call) -> Json:
    chat = world.chat(bot, call.text("chat_id"))
    profile = world.profile(call.integer("user_id"))
    if profile is None:
        raise bad_request("user not found")
    if profile.id not in {chat.id, bot.id}:
        raise bad_request("member not found")
    return {"user": profile.json(), "status": "member"}


def get_file(world: World, bot: Bot, call: Call) -> Json:
    stored = world.files.get((bot.id, call.text("file_id")))
    if stored is None:
        raise bad_request("invalid file_id")
    if len(stored.data) > DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    return stored.json() | {"file_path": stored.path}
