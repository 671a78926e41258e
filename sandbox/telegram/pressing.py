"""Buttons under messages, and a person's finger on them."""

from collections.abc import Sequence

from sandbox.telegram.bots import Bot
from sandbox.telegram.cannot import NoSuchButton
from sandbox.telegram.entities import Json
from sandbox.telegram.groups import Room
from sandbox.telegram.messages import Message, Profile
from sandbox.telegram.shapes import out_of_reach_json
from sandbox.telegram.world import Tap, World


def find_button(places: Sequence[Message], label: str) -> tuple[Message, str]:
    """The first message with such a button, and the data of the button."""
    for message in places:
        for button in (button for row in message.buttons for button in row):
            if button.label == label and button.data is not None:
                return message, button.data
    labels = [button.label for one in places for row in one.buttons for button in row]
    raise NoSuchButton(f"There is no button {label!r} to press; there are {labels}.")


def press(world: World, bot: Bot, chat: Room, presser: Profile, message_id: int, data: str) -> Tap:
    """Tell the bot whose message it is of a press."""
    tap = world.press(chat, bot, presser.id)
    message = chat.messages.get(message_id)
    query: Json = {
        "id": tap.query_id,
        "from": presser.json(),
        "chat_instance": str(bot.id * 1_000_003 + chat.id),
        "data": data,
        "message": world.message_json(chat, message, bot)
        if message
        else out_of_reach_json(chat, message_id),
    }
    world.queue(bot, "callback_query", query)
    return tap
