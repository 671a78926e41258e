"""Trying what a practice has entered for Slack: tokens, scopes, and a button that comes back."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from slack_sdk.errors import SlackApiError

from bots.slack_therapists.app import BadToken, SlackIngest, build_app, tried
from bots.slack_therapists.connection import web_client
from bots.slack_therapists.hearing import heard
from bots.slack_therapists.manifest import APP_SCOPE, SCOPES
from bots.slack_therapists.messenger import SlackMessenger
from bots.slack_therapists.refusals import NO_ANSWER, refused
from conversations.envelopes import Arrived, Broken, Inbound, Shown, TryLater, Unreachable
from conversations.turn import Tapped

CONNECTED_WITHIN = 20.0
MISSING_SCOPE = "missing_scope"
PASTE_ANEW = (
    'In the Slack app, open "App Manifest", paste docs/slack-manifest.yml over what stands there, '
    'save, and press "Install App", "Reinstall".'
)


class NotAsNeeded(Exception):
    """Something about the Slack app is not as the portal needs it; the sentence says what."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """Where the app is installed."""

    name: str
    address: str


async def bot_token(token: str, api_url: str) -> Workspace:
    """Where this bot token leads, if it may do all that the portal does."""
    async with web_client(token, api_url) as client:
        await tried(client)
        try:
            answer = await client.auth_test()
        except SlackApiError as error:
            raise NotAsNeeded(f"Slack refuses the bot token ({refused(error).code}).") from None
        except NO_ANSWER as error:
            raise TryLater(type(error).__name__) from None
    given = {each.strip() for each in _header(answer.headers, "x-oauth-scopes").split(",")}
    missing = [each for each in SCOPES if each not in given]
    if missing:
        raise NotAsNeeded(
            f"The token is right, and the app may not do all that is needed: {', '.join(missing)} "
            f"{'is' if len(missing) == 1 else 'are'} missing. {PASTE_ANEW} "
            "Then copy the token again."
        )
    return Workspace(str(answer.get("team") or ""), str(answer.get("url") or ""))


def _header(headers: object, wanted: str) -> str:
    found = dict(headers) if hasattr(headers, "keys") else {}  # type: ignore[call-overload]
    return next((str(each) for name, each in found.items() if name.lower() == wanted), "")


async def app_token(bot: str, app: str, api_url: str) -> None:
    """Passes when the app-level token opens a connection."""
    async with web_client(bot, api_url) as client:
        try:
            await client.apps_connections_open(app_token=app)
        except SlackApiError as error:
            refusal = refused(error)
            if refusal.is_passing:
                raise TryLater(refusal.code, refusal.after) from None
            if refusal.code == MISSING_SCOPE:
                raise NotAsNeeded(
                    f"This app-level token lacks the scope {APP_SCOPE}. Generate another one with "
                    "that scope."
                ) from None
            raise NotAsNeeded(
                f"Slack refuses the app-level token ({refusal.code}). Generate one with the scope "
                f"{APP_SCOPE} under “Basic Information”, and look that Socket Mode is on."
            ) from None
        except NO_ANSWER as error:
            raise TryLater(type(error).__name__) from None


async def pressed(
    tokens: tuple[str, str], api_url: str, person: str, shown: Shown, then: Shown, seconds: float
) -> bool:
    """Writes to a person and waits until the button was pressed; False when it was not.

    A press that arrives shows that the token, the connection and the buttons all work.
    """
    bot, app = tokens
    question = shown.buttons[0][0].question
    came = asyncio.Event()

    async def receive(arrived: Sequence[Arrived]) -> None:
        for each in arrived:
            match heard(each.body):
                case Inbound(address=who, event=Tapped(question=asked)):
                    if (who, asked) == (person, question):
                        came.set()
                case _:
                    continue

    async with web_client(bot, api_url) as client:
        ingest = SlackIngest(build_app(client, receive, lambda _: {}, ""), app)
        listening = asyncio.create_task(ingest.run())
        try:
            async with asyncio.timeout(CONNECTED_WITHIN):
                await _connected(ingest, listening)
            messenger = SlackMessenger(client)
            place = await messenger.send(person, shown, None)
            try:
                async with asyncio.timeout(seconds):
                    await came.wait()
            except TimeoutError:
                return False
            await messenger.edit(person, place, then)
        except TimeoutError:
            raise TryLater("no connection to Slack") from None
        except BadToken as trouble:
            raise NotAsNeeded(str(trouble)) from None
        except Unreachable as trouble:
            raise NotAsNeeded(
                f"Slack does not know who {person} is, or does not let the app write there "
                f"({trouble}). Copy the member ID again: it must be of the same workspace as the "
                "app."
            ) from None
        except Broken as trouble:
            raise NotAsNeeded(f"Slack refused the message ({trouble}). {PASTE_ANEW}") from None
        else:
            return True
        finally:
            await ingest.close()
            with suppress(BadToken):
                await listening


async def _connected(ingest: SlackIngest, listening: asyncio.Task[None]) -> None:
    waiting = asyncio.create_task(ingest.connected.wait())
    try:
        await asyncio.wait({waiting, listening}, return_when=asyncio.FIRST_COMPLETED)
        if not ingest.connected.is_set():
            await listening
    finally:
        waiting.cancel()
