"""Receiving updates: asking for them, or having them brought."""

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from sandbox.telegram.bots import Bot
from sandbox.telegram.calls import Call
from sandbox.telegram.entities import Json
from sandbox.telegram.errors import WEBHOOK_IS_SET, bad_request, conflict
from sandbox.telegram.limits import LONG_POLL_SECONDS, UPDATES_AT_ONCE
from sandbox.telegram.webhooks import Webhook
from sandbox.telegram.world import World

_SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")
_MOST_CONNECTIONS = 100


@dataclass(frozen=True, slots=True)
class Told:
    """A result that comes with a sentence."""

    result: object
    description: str


async def get_updates(world: World, bot: Bot, call: Call) -> list[Json]:
    if bot.webhook:
        raise conflict(WEBHOOK_IS_SET)
    _keep_allowed(bot, call)
    limit = min(max(call.integer("limit", UPDATES_AT_ONCE), 1), UPDATES_AT_ONCE)
    seconds = min(max(call.integer("timeout"), 0), LONG_POLL_SECONDS)
    return await bot.updates.poll(call.integer("offset"), limit, seconds)


def set_webhook(world: World, bot: Bot, call: Call) -> Told:
    url, secret = call.text("url"), call.text("secret_token")
    if not url:
        return delete_webhook(world, bot, call)
    _check_url(url)
    if not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    _keep_allowed(bot, call)
    if call.flag("drop_pending_updates"):
        bot.updates.clear()
    connections = min(max(call.integer("max_connections", 40), 1), _MOST_CONNECTIONS)
    bot.webhook = Webhook(url, secret, connections)
    bot.updates.end_poll(conflict("terminated by setWebhook request"))
    world.carrying.start(bot.id, bot.webhook, bot.updates)
    return Told(True, "Webhook was set")


def delete_webhook(world: World, bot: Bot, call: Call) -> Told:
    if call.flag("drop_pending_updates"):
        bot.updates.clear()
    world.carrying.stop(bot.id)
    had, bot.webhook = bot.webhook, None
    return Told(True, "Webhook was deleted" if had else "Webhook is already deleted")


def get_webhook_info(world: World, bot: Bot, call: Call) -> Json:
    info = bot.webhook.json() if bot.webhook else {"url": "", "has_custom_certificate": False}
    info["pending_update_count"] = bot.updates.count()
    if bot.updates.allowed:
        info["allowed_updates"] = list(bot.updates.allowed)
    return info


def _keep_allowed(bot: Bot, call: Call) -> None:
    """What is asked for by name stays asked for, until another list comes."""
    given = call.json("allowed_updates")
    if isinstance(given, list):
        bot.updates.allowed = tuple(str(kind) for kind in given)


def _check_url(url: str) -> None:
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        here = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        here = False
    # Without encryption only this machine is near enough, and the sandbox calls nobody else.
    if not here and not url.startswith("https://"):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if not here:
        raise bad_request("bad webhook: the sandbox delivers to loopback only")
