"""Help while a start waits: who asks for it gets the crisis card, with neither database nor key.

Telegram is asked as ever and nothing is confirmed, so that what comes meanwhile is handled when the
portal is there. Only the tokens of the settings are at hand: those of several practices are sealed
in the database.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence

import structlog

from conversations.envelopes import Arrived, Inbound, Shown
from portal import crisis_file
from portal.credentials import Credentials, of_environment
from portal.crisis_file import CrisisEntry, CrisisFileTrouble
from portal.rescuing import rescued
from portal.settings import Settings
from portal.telegram_ears import clients_ear, groups_ear
from portal.together import given_up
from questionnaires.library import shipped
from store.tokens import TokenKind

log = structlog.get_logger()

Rescue = Callable[[Inbound], Shown | None]

CLIENTS_ROLE, GROUPS_ROLE = "clients", "groups"


class NothingIsKept(Exception):
    """There is nowhere to keep it: it is brought again."""


class Meanwhile:
    """The ears of the two Telegram bots from the first trouble of a start until that is over."""

    def __init__(self, settings: Settings, roles: Collection[str]) -> None:
        self._settings = settings
        self._roles = roles
        self._listening: list[asyncio.Task[None]] = []
        self._begun = False

    @property
    def listens(self) -> bool:
        """Whether anybody is heard just now."""
        return any(not each.done() for each in self._listening)

    async def begin(self) -> None:
        """Answers who asks for help from now on; what is begun goes on."""
        if self._begun:
            return
        self._begun = True
        # Where Telegram calls, to ask it would take the webhook away, from other processes too.
        card = self._card() if self._settings.webhook_secret is None else None
        if card is None:
            return
        tokens = of_environment(self._settings)

        def rescue(inbound: Inbound) -> Shown | None:
            return rescued(inbound, lambda: self._card() or card, shipped())

        for (kind, role), listen in EARS.items():
            if kind in tokens and (not self._roles or role in self._roles):
                work = _listened(kind, listen(tokens, self._settings.telegram_api_url, rescue))
                self._listening.append(asyncio.create_task(work, name=f"meanwhile {kind}"))
                log.info("help.is-answered-meanwhile", bot=kind)

    async def end(self) -> None:
        """The portal hears for itself, or has ended."""
        listening, self._listening = self._listening, []
        self._begun = False
        await given_up(*listening)

    def _card(self) -> CrisisEntry | None:
        """The card of a sole practice: with several, nobody could tell whose the token is."""
        try:
            [card] = crisis_file.load(self._settings.crisis_file).values()
        except (CrisisFileTrouble, ValueError):
            return None
        return card


async def _listened(kind: TokenKind, listening: Awaitable[None]) -> None:
    try:
        await listening
    except Exception as trouble:
        # Whatever it is: the start goes on trying, and tells of a bad token by itself.
        log.warning("help.ends-meanwhile", bot=kind, trouble=type(trouble).__name__)


async def _clients(tokens: Credentials, api_url: str, rescue: Rescue) -> None:
    from bots.telegram_clients.messenger import TelegramMessenger

    token = tokens[TokenKind.CLIENT_BOT]
    messenger = TelegramMessenger(token, api_url)
    try:
        await clients_ear(token, api_url, _not_kept, rescue, messenger, yields=True).run()
    finally:
        await messenger.close()


async def _groups(tokens: Credentials, api_url: str, rescue: Rescue) -> None:
    from bots.telegram_groups.actions import GroupActions

    token = tokens[TokenKind.GROUP_BOT]
    actions = GroupActions(token, api_url, learn=_not_kept)
    try:
        await groups_ear(token, api_url, _not_kept, rescue, actions, yields=True).run()
    finally:
        await actions.close()


async def _not_kept(_: Sequence[Arrived]) -> None:
    raise NothingIsKept


EARS: Mapping[tuple[TokenKind, str], Callable[[Credentials, str, Rescue], Awaitable[None]]] = {
    (TokenKind.CLIENT_BOT, CLIENTS_ROLE): _clients,
    (TokenKind.GROUP_BOT, GROUPS_ROLE): _groups,
}
