"""Taking messages back."""

from sandbox.telegram.bots import Bot
from sandbox.telegram.calls import Call
from sandbox.telegram.errors import bad_request
from sandbox.telegram.groups import Group, Room
from sandbox.telegram.limits import DELETE_WITHIN, MESSAGES_AT_ONCE
from sandbox.telegram.world import World


def delete_message(world: World, bot: Bot, call: Call) -> bool:
    chat = world.chat(bot, call.text("chat_id"))
    message_id = call.integer("message_id")
    if message_id not in chat.messages:
        raise bad_request("message to delete not found")
    _check(world, bot, chat, message_id)
    world.delete(chat, message_id, bot.profile)
    return True


def delete_messages(world: World, bot: Bot, call: Call) -> bool:
    chat = world.chat(bot, call.text("chat_id"))
    given = call.json("message_ids")
    if not isinstance(given, list) or not given:
        raise bad_request("message identifiers are not specified")
    if len(given) > MESSAGES_AT_ONCE:
        raise bad_request("too many message identifiers specified")
    # Those that are gone already are passed over.
    wanted = [one for one in dict.fromkeys(given) if one in chat.messages]
    for message_id in wanted:
        _check(world, bot, chat, message_id)
    for message_id in wanted:
        world.delete(chat, message_id, bot.profile)
    return True


def _check(world: World, bot: Bot, chat: Room, message_id: int) -> None:
    message = chat.messages[message_id]
    theirs = isinstance(chat, Group) and message.sender.id != bot.id
    right = isinstance(chat, Group) and chat.standing(bot.profile, world.now()).has(
        "can_delete_messages"
    )
    if (theirs and not right) or world.now() - message.date > DELETE_WITHIN:
        raise bad_request("message can't be deleted")
