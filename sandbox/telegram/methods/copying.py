"""Copying and forwarding what was said."""

from dataclasses import replace

from sandbox.telegram.bots import Bot
from sandbox.telegram.calls import Call
from sandbox.telegram.entities import Json
from sandbox.telegram.errors import bad_request
from sandbox.telegram.messages import Message
from sandbox.telegram.methods.sending import manner, send
from sandbox.telegram.methods.words import read_caption
from sandbox.telegram.world import World


def copy_message(world: World, bot: Bot, call: Call) -> Json:
    chat = world.reachable(bot, call.text("chat_id"))
    message = _original(world, bot, call, "copy", "copied")
    said = replace(message.said, album=None, forward_origin=None)
    if said.file and "caption" in call.params:
        words = read_caption(world, call)
        said = replace(said, caption=words.text, entities=words.entities)
    return {"message_id": send(world, bot, chat, manner(chat, call, said))["message_id"]}


def forward_message(world: World, bot: Bot, call: Call) -> Json:
    chat = world.reachable(bot, call.text("chat_id"))
    message = _original(world, bot, call, "forward", "forwarded")
    origin: Json = {
        "type": "user",
        "sender_user": message.sender.json(),
        "date": int(message.date.timestamp()),
    }
    said = replace(
        message.said,
        markup=None,
        album=None,
        reply_to=None,
        forward_origin=message.said.forward_origin or origin,
        protected=call.flag("protect_content"),
        silent=call.flag("disable_notification"),
    )
    return send(world, bot, chat, said)


def _original(world: World, bot: Bot, call: Call, verb: str, done: str) -> Message:
    source = world.chat(bot, call.text("from_chat_id"))
    message = source.messages.get(call.integer("message_id"))
    if message is None:
        raise bad_request(f"message to {verb} not found")
    if message.protected or message.said.service:
        raise bad_request(f"message can't be {done}")
    return message
