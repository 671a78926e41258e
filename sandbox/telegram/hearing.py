"""Which bots in a group hear a message: privacy mode."""

from sandbox.telegram.bots import Bot
from sandbox.telegram.entities import utf16_slice
from sandbox.telegram.groups import Group
from sandbox.telegram.members import Member
from sandbox.telegram.messages import Message


def hears(group: Group, bot: Bot, member: Member, message: Message) -> bool:
    """Whether this message becomes an update for a bot that is in the group."""
    if not member.present:
        return False
    if message.said.service:
        return True
    if message.from_bot:
        # Bots do not hear each other, so that no two of them talk for ever.
        return False
    return member.leads or bot.hears_all or _is_meant_for(group, bot, message)


def _is_meant_for(group: Group, bot: Bot, message: Message) -> bool:
    answered = group.messages.get(message.reply_to) if message.reply_to else None
    if answered and answered.sender.id == bot.id:
        return True
    words = message.text or message.caption
    for entity in message.entities:
        if entity.type != "bot_command":
            continue
        _, _, named = utf16_slice(words, entity.offset, entity.length).partition("@")
        # A command that names no bot is for the one that spoke last, or for all before any did.
        for_bot = named.lower() == bot.username.lower() if named else group.last_bot in (0, bot.id)
        if for_bot:
            return True
    return False
