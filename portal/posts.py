"""Posts: one bot of one practice, connected and tried; where it hears, speaks and acts.

A platform's library is imported by the post that needs it, so that a process loads its roles alone.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any

import structlog

from conversations.envelopes import CLIENTS, THERAPISTS
from conversations.wording import FALLBACK, languages, wording
from portal.buckets import Pace
from portal.clock import Clock
from portal.credentials import Credentials
from portal.delivery import Line
from portal.desk import Parser
from portal.doors import keeper_for_clients
from portal.homework_files import Fetch
from portal.house import Act, House
from portal.office import NotPossible
from portal.scene import (
    AnswerTap,
    ComparePins,
    DirectAct,
    FetchFiles,
    RefillForm,
    RefillWindow,
    ShowCard,
    ShowForm,
    ShowLink,
    ShowWindow,
)
from portal.settings import Settings
from portal.telegram_ears import clients_ear, keeps_nothing, standing, username
from portal.together import first_of
from store.tokens import TokenKind

log = structlog.get_logger()

COMMANDS_SHOWN = (
    *("checkin", "progress", "homework", "shelf", "moment", "goals", "journal", "message"),
    *("appointments", "notes", "pause", "settings", "privacy"),
    *("hide", "help", "stop"),
)
"""What the menu beside the keyboard lists: all else is a button in one of these."""


@dataclass(frozen=True, slots=True)
class Post:
    """A connected bot. `hear` listens until it is cancelled, or raises NotPossible for good."""

    bot: str
    line: Line
    parse: Parser
    act: Act
    hear: Callable[[], Coroutine[Any, Any, None]]
    closing: AsyncExitStack
    is_up: Callable[[], bool] = lambda: True
    """Whether the platform can reach us just now."""
    trouble: Callable[[], str] = str
    """What the platform itself says about why not; empty when it says nothing."""
    fetch: Fetch | None = None
    """Gets a file that somebody sent there."""


Open = Callable[[House, Settings, Credentials, Clock], Awaitable[Post]]
"""Connects and tries a bot: NotPossible for good, TryLater when the platform does not answer."""


async def open_clients(
    house: House, settings: Settings, credentials: Credentials, clock: Clock
) -> Post:
    """The clients' bot in Telegram."""
    from bots.telegram_clients.connection import BadToken
    from bots.telegram_clients.hearing import heard
    from bots.telegram_clients.messenger import TelegramMessenger
    from bots.telegram_polling.ingest import TwoPollers

    token, api_url = credentials[TokenKind.CLIENT_BOT], settings.telegram_api_url
    stack = AsyncExitStack()
    try:
        messenger = TelegramMessenger(token, api_url)
        stack.push_async_callback(messenger.close)
        ingest = clients_ear(token, api_url, house.receiver(CLIENTS), house.rescue, messenger)
        try:
            username = await ingest.check()
            await messenger.dress(*_dress(discreet=house.practice.discreet))
        except BadToken as trouble:
            raise NotPossible(str(trouble)) from None
        log.info("clients.connected", bot=username)

        async def act(what: DirectAct) -> None:
            match what:
                case AnswerTap(ref, text):
                    await messenger.answer(ref, text)
                case ShowCard(to) if (card := house.rescue(to)) is not None:
                    await messenger.send(to.address, card, None)
                case _:
                    return

        keeper = await keeper_for_clients(stack, house, settings, credentials)

        async def hear() -> None:
            try:
                await (ingest.run() if keeper is None else keeper.run())
            except (BadToken, TwoPollers) as trouble:
                raise NotPossible(str(trouble)) from None

        line = Line(house.memory, messenger, Pace(clock))
        stands = standing(ingest, keeper)
        return Post(CLIENTS, line, heard, act, hear, stack, *stands, fetch=messenger.fetch)
    except BaseException:
        await stack.aclose()
        raise


async def open_therapists(
    house: House, settings: Settings, credentials: Credentials, clock: Clock
) -> Post:
    """The therapists' app in Slack."""
    from bots.slack_therapists.app import BadToken, SlackIngest, Trial, build_app, tried
    from bots.slack_therapists.connection import web_client
    from bots.slack_therapists.hearing import heard
    from bots.slack_therapists.messenger import SlackMessenger

    stack = AsyncExitStack()
    try:
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
        ingest = (
            None
            if _over_http(house, credentials)
            else SlackIngest(
                app,
                credentials[TokenKind.SLACK_APP],
                on_reconnect=house.show_homes_anew,
            )
        )
        try:
            await (tried(client) if ingest is None else ingest.check())
        except BadToken as trouble:
            raise NotPossible(str(trouble)) from None
        log.info("therapists.connected")
        trial = Trial(client)
        messenger = SlackMessenger(client)
        if ingest is not None:
            stack.push_async_callback(ingest.close)

        async def act(what: DirectAct) -> None:
            match what:
                case ShowForm(trigger, form):
                    await messenger.open_form(trigger, form)
                case RefillForm(view, form):
                    await messenger.update_form(view, form)
                case ShowLink(trigger, link):
                    await messenger.open_link(trigger, link)
                case ShowWindow(trigger, window):
                    await messenger.open_window(trigger, window)
                case RefillWindow(view, window):
                    await messenger.update_window(view, window)
                case AnswerTap() | ShowCard() | ComparePins() | FetchFiles():
                    return

        async def hear() -> None:
            try:
                # What was pressed while nobody was listening is lost; the pages say what is so.
                await house.show_homes_anew()
                # Over HTTP it is Slack who calls, at the door.
                hearing = asyncio.Event().wait() if ingest is None else ingest.run()
                await first_of(hearing, trial.run())
            except BadToken as trouble:
                raise NotPossible(str(trouble)) from None

        line = Line(house.memory, messenger, Pace(clock), house.groups)

        def is_up() -> bool:
            return trial.passed and (ingest is None or ingest.connected.is_set())

        return Post(THERAPISTS, line, heard, act, hear, stack, is_up)
    except BaseException:
        await stack.aclose()
        raise


def _over_http(house: House, credentials: Credentials) -> bool:
    """Whether Slack calls this process; else the process connects to Slack."""
    if TokenKind.SLACK_SIGNING in credentials and house.gate is not None:
        return True
    if TokenKind.SLACK_APP not in credentials:
        raise NotPossible(
            f"{house.practice.name} hears from Slack over HTTP, and this portal has no server "
            "for that. Set PORTAL_HTTP_PORT."
        )
    return False


def _dress(*, discreet: bool) -> tuple[dict[str, list[tuple[str, str]]], dict[str, str]]:
    """The bot's command menu and short description in every language; "" is the fallback."""
    commands, about = {}, {}
    for language in languages():
        words = wording(language, discreet=discreet)
        place = "" if language == FALLBACK else language
        commands[place] = [(name, words.say(f"command-{name}")) for name in COMMANDS_SHOWN]
        about[place] = words.say("bot-about")
    return commands, about


async def bot_username(token: str | None, api_url: str) -> str:
    """The client bot's username, asked of Telegram; NotPossible when there is no token."""
    if token is None:
        raise NotPossible(
            "An invitation is a link to the client bot, so its token is needed: set "
            "PORTAL_CLIENT_BOT_TOKEN. To try the portal without any token: portal sandbox"
        )
    from bots.telegram_clients.connection import BadToken
    from bots.telegram_clients.messenger import TelegramMessenger

    messenger = TelegramMessenger(token, api_url)
    try:
        ear = clients_ear(token, api_url, keeps_nothing, lambda _: None, messenger)
        return await username(ear, "the invitation", BadToken)
    finally:
        await messenger.close()
