"""Doors: where platforms bring what they have to one bot, in every process that has a gate.

Whoever takes it in keeps it; whoever holds the bot's lease is told and handles it. The library of
a platform is imported by the door that needs it.
"""

from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from functools import partial
from typing import TYPE_CHECKING

import aiohttp

from conversations.envelopes import CLIENTS, THERAPISTS
from conversations.wording import wording
from portal.clock import Clock
from portal.credentials import Credentials
from portal.house import House
from portal.settings import Settings
from portal.telegram_ears import clients_api, clients_net
from store.tokens import TokenKind

if TYPE_CHECKING:
    from bots.telegram_webhook.keeper import WebhookKeeper
    from portal.gate import Gate

OpenDoor = Callable[["Gate", House, Settings, Credentials], Awaitable[AsyncExitStack]]
"""Opens a bot's door; what it returns shuts it."""

SECONDS_FOR_A_CALL = 20.0


async def door_of_clients(
    gate: "Gate", house: House, settings: Settings, credentials: Credentials
) -> AsyncExitStack:
    """Where Telegram brings what clients do."""
    stack = AsyncExitStack()
    if not gate.hears_telegram:
        return stack
    from bots.telegram_clients.messenger import TelegramMessenger

    practice = str(house.practice.id)
    messenger = TelegramMessenger(credentials[TokenKind.CLIENT_BOT], settings.telegram_api_url)
    stack.push_async_callback(messenger.close)
    net = clients_net(gate.counted(practice, house.rescue), messenger)
    gate.let_telegram_in(practice, CLIENTS, house.receiver(CLIENTS), net.catch)
    stack.callback(gate.shut_telegram_out, practice, CLIENTS)
    return stack


async def keeper_for_clients(
    stack: AsyncExitStack, house: House, settings: Settings, credentials: Credentials
) -> "WebhookKeeper | None":
    """Who keeps the clients' webhook; None when Telegram is asked instead."""
    from bots.telegram_clients.hearing import ASKED_FOR

    if house.gate is None or not house.gate.hears_telegram:
        return None
    timeout = aiohttp.ClientTimeout(total=SECONDS_FOR_A_CALL)
    http = await stack.enter_async_context(aiohttp.ClientSession(timeout=timeout))
    api = clients_api(credentials[TokenKind.CLIENT_BOT], settings.telegram_api_url)
    asking = partial(api.ask, http)
    return house.gate.keeper(str(house.practice.id), CLIENTS, asking, ASKED_FOR)


async def door_of_therapists(
    gate: "Gate", house: House, settings: Settings, credentials: Credentials
) -> AsyncExitStack:
    """Where Slack brings what therapists do."""
    stack = AsyncExitStack()
    secret = credentials.get(TokenKind.SLACK_SIGNING)
    if secret is None or gate.slack is None:
        return stack
    from bots.slack_therapists.app import build_app
    from bots.slack_therapists.connection import web_client
    from bots.slack_therapists.http_mode import SlackDoor

    practice = str(house.practice.id)
    client = await stack.enter_async_context(
        web_client(credentials[TokenKind.SLACK_BOT], settings.slack_api_url)
    )
    words = wording(house.practice.locale)
    app = build_app(
        client,
        house.receiver(THERAPISTS),
        house.problems,
        words.say("still-trying"),
        words.say("staff-answer-there"),
    )
    gate.slack.open(practice, SlackDoor(app, secret))
    stack.callback(gate.slack.shut, practice)
    return stack


def make_room_for_slack(gate: "Gate", clock: Clock) -> None:
    """Lets this process hear from Slack over HTTP; before the gate opens."""
    from bots.slack_therapists.http_mode import SlackDoors, slack_routes

    gate.slack = SlackDoors(clock.now, lambda outcome: gate.metrics.requested("slack", outcome))
    gate.serve(slack_routes(gate.slack))
