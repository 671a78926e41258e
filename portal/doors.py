"""Doors: where platforms bring what they have to one bot, in every process that has a gate.

Whoever takes it in keeps it; whoever holds the bot's lease is told and handles it. The library of
a platform is imported by the door that needs it.
"""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from functools import partial
from typing import TYPE_CHECKING

import aiohttp

from conversations.envelopes import CLIENTS, GROUPS, THERAPISTS
from conversations.wording import wording
from portal.clock import Clock
from portal.credentials import Credentials
from portal.house import House
from portal.settings import Settings
from portal.telegram_ears import clients_api, clients_net, groups_api, groups_net
from store.tokens import TokenKind

if TYPE_CHECKING:
    from bots.telegram_polling.asking import Api
    from bots.telegram_polling.safety_net import SafetyNet
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

    messenger = TelegramMessenger(credentials[TokenKind.CLIENT_BOT], settings.telegram_api_url)
    stack.push_async_callback(messenger.close)
    net = clients_net(gate.counted(str(house.practice.id), house.rescue), messenger)
    _let_in(stack, gate, house, CLIENTS, net)
    return stack


async def door_of_groups(
    gate: "Gate", house: House, settings: Settings, credentials: Credentials
) -> AsyncExitStack:
    """Where Telegram brings what is done in groups, and in private with their bot."""
    stack = AsyncExitStack()
    if not gate.hears_telegram:
        return stack
    from bots.telegram_groups.actions import GroupActions

    receive = house.receiver(GROUPS)
    token, api_url = credentials[TokenKind.GROUP_BOT], settings.telegram_api_url
    actions = GroupActions(token, api_url, learn=receive)
    stack.push_async_callback(actions.close)
    net = groups_net(gate.counted(str(house.practice.id), house.rescue), actions)
    _let_in(stack, gate, house, GROUPS, net)
    return stack


def _let_in(stack: AsyncExitStack, gate: "Gate", house: House, bot: str, net: "SafetyNet") -> None:
    """Opens a Telegram bot's door, until the stack is closed."""
    practice = str(house.practice.id)
    gate.let_telegram_in(practice, bot, house.receiver(bot), net.catch)
    stack.callback(gate.shut_telegram_out, practice, bot)


async def keeper_for_clients(
    stack: AsyncExitStack, house: House, settings: Settings, credentials: Credentials
) -> "WebhookKeeper | None":
    """Who keeps the clients' webhook; None when Telegram is asked instead."""
    from bots.telegram_clients.hearing import ASKED_FOR

    api = clients_api(credentials[TokenKind.CLIENT_BOT], settings.telegram_api_url)
    return await _keeper(stack, house, CLIENTS, api, ASKED_FOR)


async def keeper_for_groups(
    stack: AsyncExitStack, house: House, settings: Settings, credentials: Credentials
) -> "WebhookKeeper | None":
    """Who keeps the groups' webhook; None when Telegram is asked instead."""
    from bots.telegram_groups.hearing import ASKED_FOR

    api = groups_api(credentials[TokenKind.GROUP_BOT], settings.telegram_api_url)
    return await _keeper(stack, house, GROUPS, api, ASKED_FOR)


async def _keeper(
    stack: AsyncExitStack, house: House, bot: str, api: "Api", updates: Sequence[str]
) -> "WebhookKeeper | None":
    if house.gate is None or not house.gate.hears_telegram:
        return None
    timeout = aiohttp.ClientTimeout(total=SECONDS_FOR_A_CALL)
    http = await stack.enter_async_context(aiohttp.ClientSession(timeout=timeout))
    return house.gate.keeper(str(house.practice.id), bot, partial(api.ask, http), updates)


async def door_of_therapists(
    gate: "Gate", house: House, settings: Settings, credentials: Credentials
) -> AsyncExitStack:
    """Where Slack brings what therapists do."""
    stack = AsyncExitStack()
    if gate.records is not None:
        from portal.record_doors import let_readers_in

        let_readers_in(stack, gate, house)
    secret = credentials.get(TokenKind.SLACK_SIGNING)
    if secret is None or gate.slack is None:
        return stack
    from bots.slack_therapists.app import build_app
    from bots.slack_therapists.connection import web_client
    from bots.slack_therapists.http_mode import Outcome, SlackDoor

    gate.metrics.expect("slack", Outcome)

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
        words.say("form-kept-before"),
    )
    gate.slack.open(practice, SlackDoor(app, secret))
    stack.callback(gate.slack.shut, practice)
    return stack


def make_room_for_slack(gate: "Gate", clock: Clock) -> None:
    """Lets this process hear from Slack over HTTP; before the gate opens."""
    from bots.slack_therapists.http_mode import SlackDoors, slack_routes

    gate.slack = SlackDoors(clock.now, lambda outcome: gate.metrics.requested("slack", outcome))
    gate.serve(slack_routes(gate.slack))
