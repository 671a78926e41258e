"""The groups' bot of one practice, connected and tried: ear, parser, mouth and hands."""

from collections.abc import Sequence
from contextlib import AsyncExitStack

import structlog

from conversations.envelopes import GROUPS
from conversations.wording import FALLBACK, languages, wording
from portal.buckets import Pace
from portal.clock import Clock
from portal.credentials import Credentials
from portal.delivery import Line
from portal.doors import keeper_for_groups
from portal.house import House
from portal.office import NotPossible
from portal.posts import Post
from portal.scene import AnswerTap, DirectAct, ShowCard
from portal.settings import Settings
from portal.telegram_ears import groups_ear, keeps_nothing, standing, username
from store.tokens import TokenKind

log = structlog.get_logger()

IN_GROUPS, IN_PRIVATE = ("rules", "report", "help"), ("help",)


async def open_groups(
    house: House, settings: Settings, credentials: Credentials, clock: Clock
) -> Post:
    """The groups' bot in Telegram."""
    from bots.telegram_groups.actions import GroupActions
    from bots.telegram_groups.connection import BadToken
    from bots.telegram_groups.hearing import heard
    from bots.telegram_polling.ingest import TwoPollers

    token, api_url = credentials[TokenKind.GROUP_BOT], settings.telegram_api_url
    stack = AsyncExitStack()
    try:
        await house.prepare_groups()
        receive = house.receiver(GROUPS)
        actions = GroupActions(token, api_url, learn=receive)
        stack.push_async_callback(actions.close)
        ingest = groups_ear(token, api_url, receive, house.rescue, actions)
        try:
            username = await ingest.check()
            await actions.dress(_commands(IN_GROUPS), in_groups=True)
            await actions.dress(_commands(IN_PRIVATE), in_groups=False)
        except BadToken as trouble:
            raise NotPossible(str(trouble)) from None
        log.info("groups.connected", bot=username)

        async def act(what: DirectAct) -> None:
            match what:
                case AnswerTap(ref, text):
                    await actions.answer(ref, text)
                case ShowCard(to) if (card := house.rescue(to)) is not None:
                    await actions.show(to, card)
                case _:
                    return

        keeper = await keeper_for_groups(stack, house, settings, credentials)

        async def hear() -> None:
            try:
                await (ingest.run() if keeper is None else keeper.run())
            except (BadToken, TwoPollers) as trouble:
                raise NotPossible(str(trouble)) from None

        line = Line(house.groups, actions, Pace(clock))
        return Post(GROUPS, line, heard, act, hear, stack, *standing(ingest, keeper))
    except BaseException:
        await stack.aclose()
        raise


def _commands(shown: Sequence[str]) -> dict[str, list[tuple[str, str]]]:
    """A command menu in every language; "" is the fallback."""
    return {
        "" if language == FALLBACK else language: [
            (name, wording(language).say(f"group-command-{name}")) for name in shown
        ]
        for language in languages()
    }


async def group_bot_username(token: str, api_url: str) -> str:
    """The groups' bot's username, asked of Telegram."""
    from bots.telegram_groups.actions import GroupActions
    from bots.telegram_groups.connection import BadToken

    try:
        actions = GroupActions(token, api_url, learn=keeps_nothing)
    except BadToken as trouble:
        raise NotPossible(str(trouble)) from None
    try:
        ear = groups_ear(token, api_url, keeps_nothing, lambda _: None, actions)
        return await username(ear, "the link", BadToken)
    finally:
        await actions.close()
