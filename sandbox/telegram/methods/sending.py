"""Sending: texts, pictures, files, albums."""

from dataclasses import replace

from sandbox.telegram.bots import Bot
from sandbox.telegram.calls import Call
from sandbox.telegram.entities import Json
from sandbox.telegram.errors import bad_request
from sandbox.telegram.groups import Room
from sandbox.telegram.happenings import Kind
from sandbox.telegram.limits import ALBUM
from sandbox.telegram.messages import Draft
from sandbox.telegram.methods.attachments import read_file, resolve_file
from sandbox.telegram.methods.keyboards import read_markup
from sandbox.telegram.methods.rights import may_send
from sandbox.telegram.methods.words import media_caption, read_caption, read_text
from sandbox.telegram.world import World

_ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)
_ALBUM_TYPES = frozenset({"photo", "document"})


def send_message(world: World, bot: Bot, call: Call) -> Json:
    chat = world.reachable(bot, call.text("chat_id"))
    words = read_text(world, call)
    said = Draft(text=words.text, entities=words.entities)
    return send(world, bot, chat, manner(chat, call, said))


def send_photo(world: World, bot: Bot, call: Call) -> Json:
    return _send_file(world, bot, call, "photo")


def send_document(world: World, bot: Bot, call: Call) -> Json:
    return _send_file(world, bot, call, "document")


def send_voice(world: World, bot: Bot, call: Call) -> Json:
    return _send_file(world, bot, call, "voice")


def send_media_group(world: World, bot: Bot, call: Call) -> list[Json]:
    chat = world.reachable(bot, call.text("chat_id"))
    given = call.json("media")
    if not isinstance(given, list) or not given:
        raise bad_request("there are no messages to send")
    if len(given) > ALBUM:
        raise bad_request("too many messages to send as an album")
    if call.text("reply_markup"):
        raise bad_request("an album has no reply markup")
    said = [_album_part(world, bot, call, media) for media in given]
    if len({part.file.kind for part in said if part.file}) > 1:
        raise bad_request("document can't be mixed with other media types")
    album = str(world.number("album"))
    said = [manner(chat, call, replace(part, album=album)) for part in said]
    for part in said:
        may_send(world, bot, chat, part)
    bot.rates.take(chat.id, len(said), world.now())
    posted = [world.post(chat, bot.profile, part) for part in said]
    return [world.message_json(chat, message, bot) for message in posted]


def send_chat_action(world: World, bot: Bot, call: Call) -> bool:
    chat = world.reachable(bot, call.text("chat_id"))
    action = call.text("action").lower()
    if action not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    world.tell(Kind.DOING, chat, text=action, by=bot.profile)
    return True


def send(world: World, bot: Bot, chat: Room, said: Draft) -> Json:
    """Take a token and say it, if the chat lets the bot."""
    may_send(world, bot, chat, said)
    bot.rates.take(chat.id, 1, world.now())
    return world.message_json(chat, world.post(chat, bot.profile, said), bot)


def manner(chat: Room, call: Call, said: Draft) -> Draft:
    """What every way of sending has: keyboard, reply, protection, silence."""
    return replace(
        said,
        markup=read_markup(call),
        protected=call.flag("protect_content"),
        silent=call.flag("disable_notification"),
        reply_to=_replied_to(chat, call),
    )


def _send_file(world: World, bot: Bot, call: Call, kind: str) -> Json:
    chat = world.reachable(bot, call.text("chat_id"))
    words = read_caption(world, call)
    file = read_file(world, bot, call, kind)
    said = Draft(caption=words.text, entities=words.entities, file=file)
    return send(world, bot, chat, manner(chat, call, said))


def _album_part(world: World, bot: Bot, call: Call, media: object) -> Draft:
    if not isinstance(media, dict) or media.get("type") not in _ALBUM_TYPES:
        raise bad_request("can't parse InputMedia: unsupported media type")
    words = media_caption(world, media)
    file = resolve_file(world, bot, call, media["type"], str(media.get("media") or ""))
    return Draft(caption=words.text, entities=words.entities, file=file)


def _replied_to(chat: Room, call: Call) -> int | None:
    given = call.json("reply_parameters")
    if isinstance(given, dict):
        wanted, forgiving = given.get("message_id"), bool(given.get("allow_sending_without_reply"))
    else:
        wanted = call.integer("reply_to_message_id")
        forgiving = call.flag("allow_sending_without_reply")
    if not isinstance(wanted, int) or not wanted:
        return None
    if wanted in chat.messages:
        return wanted
    if forgiving:
        return None
    raise bad_request("message to be replied not found")
