"""Small answers: to a press, and with a reaction."""

from sandbox.telegram.bots import Bot
from sandbox.telegram.calls import Call
from sandbox.telegram.entities import utf16_length
from sandbox.telegram.errors import QUERY_TOO_OLD, bad_request
from sandbox.telegram.happenings import Kind
from sandbox.telegram.limits import CALLBACK_ANSWER, CALLBACK_ANSWER_WITHIN
from sandbox.telegram.world import Answer, World

# What anybody may react with; other emoji need a paid account.
_FREE_REACTIONS = (
    "❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤\u200d🔥 🌚 🌭"
    " 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨\u200d💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗"
    " 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷\u200d♂ 🤷 🤷\u200d♀ 😡"
)
REACTIONS = frozenset(_FREE_REACTIONS.split(" "))


def answer_callback_query(world: World, bot: Bot, call: Call) -> bool:
    key = (bot.id, call.text("callback_query_id"))
    chat, tap = world.taps.get(key, (None, None))
    if chat is None or tap is None or tap.answer or world.now() - tap.at > CALLBACK_ANSWER_WITHIN:
        raise bad_request(QUERY_TOO_OLD)
    text, alert = call.text("text"), call.flag("show_alert")
    if utf16_length(text) > CALLBACK_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    tap.answer = Answer(text, alert)
    del world.taps[key]
    if text:
        chat.toast(tap.person, text)
        by = bot.profile
        world.tell(Kind.TOAST, chat, text=text, alert=alert, by=by, person=tap.person)
    return True


def set_message_reaction(world: World, bot: Bot, call: Call) -> bool:
    chat = world.reachable(bot, call.text("chat_id"))
    message = chat.messages.get(call.integer("message_id"))
    if message is None:
        raise bad_request("message to react not found")
    given = call.json("reaction") or []
    if not isinstance(given, list):
        raise bad_request("can't parse reaction types JSON object")
    if len(given) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    emoji = [_emoji(one) for one in given]
    world.react(chat, message, emoji[0] if emoji else None, bot.profile)
    return True


def _emoji(given: object) -> str:
    emoji = given.get("emoji") if isinstance(given, dict) else None
    # The heart and others are known with and without their variation selector.
    plain = emoji.replace("\ufe0f", "") if isinstance(emoji, str) else ""
    if plain not in REACTIONS:
        raise bad_request("REACTION_INVALID")
    return str(emoji)
