"""Editing what the bot said."""

from dataclasses import replace

from sandbox.telegram.bots import Bot
from sandbox.telegram.calls import Call
from sandbox.telegram.entities import Json
from sandbox.telegram.errors import NOT_MODIFIED, bad_request
from sandbox.telegram.groups import Room
from sandbox.telegram.messages import Draft, Message
from sandbox.telegram.methods.attachments import resolve_file
from sandbox.telegram.methods.keyboards import read_inline_keyboard
from sandbox.telegram.methods.words import media_caption, read_caption, read_text
from sandbox.telegram.world import World

_MEDIA = frozenset({"photo", "document"})


def edit_message_text(world: World, bot: Bot, call: Call) -> Json:
    chat, message = _own_message(world, bot, call)
    if not message.text:
        raise bad_request("there is no text in the message to edit")
    words = read_text(world, call)
    said = replace(message.said, text=words.text, entities=words.entities)
    return _edited(world, bot, chat, message, call, said)


def edit_message_caption(world: World, bot: Bot, call: Call) -> Json:
    chat, message = _own_message(world, bot, call)
    if message.said.file is None:
        raise bad_request("there is no caption in the message to edit")
    words = read_caption(world, call)
    said = replace(message.said, caption=words.text, entities=words.entities)
    return _edited(world, bot, chat, message, call, said)


def edit_message_media(world: World, bot: Bot, call: Call) -> Json:
    chat, message = _own_message(world, bot, call)
    media = call.json("media")
    if not isinstance(media, dict) or media.get("type") not in _MEDIA:
        raise bad_request("can't parse InputMedia: unsupported media type")
    kind, old = str(media["type"]), message.said.file
    if message.album and old and old.kind != kind:
        raise bad_request("message can't be edited")
    words = media_caption(world, media)
    file = resolve_file(world, bot, call, kind, str(media.get("media") or ""))
    said = replace(message.said, text="", caption=words.text, entities=words.entities, file=file)
    return _edited(world, bot, chat, message, call, said)


def edit_message_reply_markup(world: World, bot: Bot, call: Call) -> Json:
    chat, message = _own_message(world, bot, call)
    return _edited(world, bot, chat, message, call, message.said)


def _own_message(world: World, bot: Bot, call: Call) -> tuple[Room, Message]:
    if call.text("inline_message_id"):
        raise bad_request("MESSAGE_ID_INVALID")
    chat = world.reachable(bot, call.text("chat_id"))
    if not call.integer("message_id"):
        raise bad_request("message identifier is not specified")
    message = chat.messages.get(call.integer("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    # What came with a reply keyboard stays as it is, as does what somebody else said.
    markup = message.said.markup
    fixed = markup is not None and "inline_keyboard" not in markup
    if fixed or message.sender.id != bot.id or message.said.forward_origin or message.said.service:
        raise bad_request("message can't be edited")
    return chat, message


def _edited(world: World, bot: Bot, chat: Room, message: Message, call: Call, said: Draft) -> Json:
    # An edit that brings no keyboard takes the old one away.
    said = replace(said, markup=read_inline_keyboard(call))
    same = _content(said) == _content(message.said)
    if same and said.markup == message.said.markup:
        raise bad_request(NOT_MODIFIED)
    # A new keyboard alone does not show as an edit.
    changed = world.change(chat, message, said, shows=not same)
    return world.message_json(chat, changed, bot)


def _content(said: Draft) -> tuple[object, ...]:
    file = said.file and (said.file.kind, said.file.unique_id)
    return said.text, said.caption, said.entities, file
