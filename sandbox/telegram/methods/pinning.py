"""Messages held at the top of a chat."""

from sandbox.telegram.bots import Bot
from sandbox.telegram.calls import Call
from sandbox.telegram.errors import bad_request
from sandbox.telegram.groups import Group, Room
from sandbox.telegram.happenings import Kind
from sandbox.telegram.messages import Draft
from sandbox.telegram.methods.rights import PINNING, require
from sandbox.telegram.world import World


def pin_chat_message(world: World, bot: Bot, call: Call) -> bool:
    chat = _pinning(world, bot, call)
    message = chat.messages.get(call.integer("message_id"))
    if message is None:
        raise bad_request("message to pin not found")
    if message.said.service:
        raise bad_request("message can't be pinned")
    if message.message_id in chat.pins:
        return True
    chat.pins.append(message.message_id)
    world.tell(Kind.PINNED, chat, message, by=bot.profile)
    silent = call.flag("disable_notification")
    said = Draft(pins=message.message_id, service=True, silent=silent)
    world.post(chat, bot.profile, said)
    return True


def unpin_chat_message(world: World, bot: Bot, call: Call) -> bool:
    chat = _pinning(world, bot, call)
    wanted = call.integer("message_id") or (chat.pins[-1] if chat.pins else 0)
    if wanted not in chat.messages:
        raise bad_request("message to unpin not found")
    if wanted in chat.pins:
        chat.pins.remove(wanted)
        world.tell(Kind.UNPINNED, chat, chat.messages[wanted], by=bot.profile)
    return True


def unpin_all_chat_messages(world: World, bot: Bot, call: Call) -> bool:
    chat = _pinning(world, bot, call)
    if chat.pins:
        chat.pins.clear()
        world.tell(Kind.UNPINNED, chat, by=bot.profile)
    return True


def _pinning(world: World, bot: Bot, call: Call) -> Room:
    chat = world.reachable(bot, call.text("chat_id"))
    if isinstance(chat, Group):
        require(world, bot, chat, "can_pin_messages", PINNING)
    return chat
