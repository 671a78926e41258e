"""The ears of the two Telegram bots: what is common to them, given what is each bot's own.

A library is imported by the bot that needs it.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from conversations.envelopes import Arrived, Inbound, Shown, TryLater
from portal.office import NotPossible

if TYPE_CHECKING:
    from bots.telegram_clients.messenger import TelegramMessenger
    from bots.telegram_groups.actions import GroupActions
    from bots.telegram_polling.asking import Api
    from bots.telegram_polling.ingest import Ingest, Receive
    from bots.telegram_polling.safety_net import Rescue, SafetyNet
    from bots.telegram_webhook.keeper import WebhookKeeper


def clients_api(token: str, api_url: str) -> "Api":
    """The plain methods of the clients' bot."""
    from bots.telegram_clients.connection import BadToken, method_url
    from bots.telegram_polling.asking import Api

    return Api(partial(method_url, token, api_url), BadToken)


def clients_net(rescue: "Rescue", messenger: "TelegramMessenger") -> "SafetyNet":
    """Who answers clients directly while nothing can be kept."""
    from bots.telegram_clients.hearing import Unparsable, heard
    from bots.telegram_polling.safety_net import SafetyNet

    async def show(to: Inbound, card: Shown) -> None:
        await messenger.send(to.address, card, None)

    return SafetyNet(rescue, show, heard=heard, unparsable=Unparsable)


def clients_ear(
    token: str,
    api_url: str,
    receive: "Receive",
    rescue: "Rescue",
    messenger: "TelegramMessenger",
    *,
    yields: bool = False,
) -> "Ingest":
    """The clients' bot, asking Telegram. One that yields ends where another process asks too."""
    from bots.telegram_clients.hearing import ASKED_FOR

    api, net = clients_api(token, api_url), clients_net(rescue, messenger)
    return _ear(api, "the client bot", ASKED_FOR, receive, net, yields=yields)


def groups_api(token: str, api_url: str) -> "Api":
    """The plain methods of the groups' bot."""
    from bots.telegram_groups.connection import BadToken, method_url
    from bots.telegram_polling.asking import Api

    return Api(partial(method_url, token, api_url), BadToken)


def groups_net(rescue: "Rescue", actions: "GroupActions") -> "SafetyNet":
    """Who answers members of groups directly while nothing can be kept."""
    from bots.telegram_groups.hearing import Unparsable, heard
    from bots.telegram_polling.safety_net import SafetyNet

    return SafetyNet(rescue, actions.show, heard=heard, unparsable=Unparsable)


def groups_ear(
    token: str,
    api_url: str,
    receive: "Receive",
    rescue: "Rescue",
    actions: "GroupActions",
    *,
    yields: bool = False,
) -> "Ingest":
    """The groups' bot, asking Telegram. One that yields ends where another process asks too."""
    from bots.telegram_groups.hearing import ASKED_FOR

    api, net = groups_api(token, api_url), groups_net(rescue, actions)
    return _ear(api, "the groups' bot", ASKED_FOR, receive, net, yields=yields)


def _ear(
    api: "Api",
    whose: str,
    asked_for: Sequence[str],
    receive: "Receive",
    net: "SafetyNet",
    *,
    yields: bool,
) -> "Ingest":
    from bots.telegram_polling.ingest import CONFLICTS_ALLOWED, Ingest

    return Ingest(
        api,
        whose=whose,
        asked_for=asked_for,
        receive=receive,
        catch=net.catch,
        conflicts_allowed=1 if yields else CONFLICTS_ALLOWED,
    )


def standing(
    ear: "Ingest", keeper: "WebhookKeeper | None"
) -> tuple[Callable[[], bool], Callable[[], str]]:
    """Whether Telegram and we reach each other, and what Telegram says about why not."""
    if keeper is None:
        return ear.connected.is_set, str
    return keeper.is_up, keeper.why


async def keeps_nothing(_: Sequence[Arrived]) -> None:
    """For an ear that only asks who it is."""


async def username(ear: "Ingest", what: str, bad_token: type[Exception]) -> str:
    """A bot's username, asked of Telegram; NotPossible says what needs it."""
    try:
        return await ear.check()
    except bad_token as trouble:
        raise NotPossible(str(trouble)) from None
    except TryLater as trouble:
        raise NotPossible(
            f"Telegram does not answer ({trouble}), and {what} needs the bot's name. "
            "Try again when the network is there."
        ) from None
