"""Whom a bot has met, and which groups it is in."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sandbox.telegram.bots import Bot
from sandbox.telegram.errors import bad_request, forbidden, upgraded
from sandbox.telegram.groups import Group
from sandbox.telegram.limits import USER_CHAT_FOR
from sandbox.telegram.members import Status


def entered_group(groups: Mapping[int, Group], bot: Bot, number: int, now: datetime) -> Group:
    """A group that the bot is in now; what it is told when it is not."""
    group = groups.get(number)
    if group is None or bot.id not in group.members:
        raise bad_request("chat not found")
    if group.migrated_to is not None:
        raise upgraded(group.migrated_to)
    standing = group.standing(bot.profile, now)
    if standing.status is Status.KICKED:
        raise forbidden(f"bot was kicked from the {group.kind} chat")
    if not standing.present:
        raise forbidden(f"bot is not a member of the {group.kind} chat")
    return group


def has_met(groups: Iterable[Group], bot: Bot, person: int) -> bool:
    """Whether the bot and the person ever were in one group, or at its door."""
    shared = (group for group in groups if bot.id in group.members)
    return any(person in group.members or person in group.asked for group in shared)


def waits_for(groups: Iterable[Group], bot: Bot, person: int, now: datetime) -> bool:
    """Whether the person asked to be let in just now, and this bot was told of it."""
    return any(
        group.standing(bot.profile, now).has("can_invite_users")
        for group in groups
        if (request := group.requests.get(person)) and now - request.at <= USER_CHAT_FOR
    )
