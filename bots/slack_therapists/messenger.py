"""Shows messages and forms in Slack."""

import asyncio
import logging
from collections.abc import Sequence
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bots.slack_therapists.blocks import message
from bots.slack_therapists.forms import modal, window
from bots.slack_therapists.home import home, listed
from bots.slack_therapists.pictures import NotUploaded, Pictures
from bots.slack_therapists.refusals import NO_ANSWER, Refused, outcome, refused
from conversations.envelopes import (
    Broken,
    Picture,
    Place,
    Shown,
    ShownPage,
    ShownWindow,
    TryLater,
    Unreachable,
    Vanished,
)
from conversations.record_steps import ShownLink
from conversations.showing import ShownForm

UPLOAD_PATIENCE = 3.0
"""Seconds that an alert may wait for its picture: the words say the same."""
WAITS = (0.3, 0.9)
"""Slack takes a moment to look through a new file before it shows it in a message."""
FORM_PATIENCE = 3.0
"""Seconds that a trigger lives."""

_THREAD_GONE = ("thread_not_found", "message_not_found", "cannot_reply_to_message")
_MESSAGE_GONE = ("message_not_found", "cant_update_message", "edit_window_closed")

_log = logging.getLogger(__name__)


class SlackMessenger:
    """Posts as the portal's bot. An address is a person's id: Slack finds the conversation."""

    def __init__(self, client: AsyncWebClient, *, waits: Sequence[float] = WAITS) -> None:
        session = client.session
        if session is None:
            raise ValueError("the messenger needs a client with a session of its own")
        self._client = client
        self._session: aiohttp.ClientSession = session
        self._pictures = Pictures(client, session)
        self._waits = tuple(waits)

    # Messages.

    async def send(self, address: str, shown: Shown, thread: Place | None) -> Place:
        """Posts a new message, in a thread if there still is one, and tells where it stands."""
        where = {"channel": address}
        below = {"channel": thread.channel, "thread_ts": thread.message} if thread else where
        try:
            try:
                place, pictured = await self._posted(below, shown)
            except Refused as refusal:
                if thread is None or refusal.code not in _THREAD_GONE:
                    raise
                thread = None
                place, pictured = await self._posted(where, shown)
        except Refused as refusal:
            raise await self._outcome(refusal) from None
        if shown.picture is not None and not pictured:
            await self._share(shown.picture, thread or place)
        return place

    async def edit(self, address: str, place: Place, shown: Shown) -> None:
        """Replaces a message where it stands; Vanished when it is gone or cannot be changed."""
        where = {"channel": place.channel, "ts": place.message}
        try:
            _, pictured = await self._written("chat.update", where, shown)
        except Refused as refusal:
            if refusal.code in _MESSAGE_GONE:
                raise Vanished(refusal.code) from None
            raise await self._outcome(refusal) from None
        if shown.picture is not None and not pictured:
            self._pictures.forget(shown.picture)

    async def retire(self, address: str, place: Place) -> None:
        """Leaves the buttons: Slack takes them off only with the whole message written anew.

        A button names its question, so an old one answers nothing but its own.
        """

    async def take_back(self, address: str, messages: Sequence[str]) -> None:
        """What staff were told stays: only a client's chat is emptied."""
        raise Broken("messages to staff are not taken back")

    async def publish(self, address: str, page: ShownPage) -> None:
        """Shows a person's Home."""
        try:
            await self._call("views.publish", {"user_id": address, "view": home(page)})
        except Refused as refusal:
            raise await self._outcome(refusal) from None

    async def _posted(self, where: dict[str, str], shown: Shown) -> tuple[Place, bool]:
        quiet = {**where, "unfurl_links": False, "unfurl_media": False}
        answer, pictured = await self._written("chat.postMessage", quiet, shown)
        return Place(str(answer["channel"]), str(answer["ts"])), pictured

    async def _written(
        self, method: str, where: dict[str, Any], shown: Shown
    ) -> tuple[dict[str, Any], bool]:
        """The message with its picture inside or, where Slack will not have that, without."""
        file = await self._file(shown.picture) if shown.picture else None
        for wait in (0.0, *self._waits) if file else ():
            await asyncio.sleep(wait)
            try:
                return await self._call(method, {**where, **message(shown, file)}), True
            except Refused as refusal:
                if not refusal.is_about_a_file:
                    raise
        return await self._call(method, {**where, **message(shown, None)}), False

    async def _call(self, method: str, arguments: dict[str, Any]) -> dict[str, Any]:
        try:
            answer = await self._client.api_call(method, json=arguments)
        except SlackApiError as error:
            raise refused(error) from None
        except NO_ANSWER as error:
            raise TryLater(f"no answer from Slack ({type(error).__name__})") from None
        return answer.data if isinstance(answer.data, dict) else {}

    async def _outcome(self, refusal: Refused) -> TryLater | Unreachable | Broken:
        # This code is about the token, as a rule. Were it ever about the person, auth.test would
        # still take the token, and only then may the letter be given up.
        if refusal.code == "account_inactive" and await self._token_is_good():
            return Unreachable(refusal.code)
        return outcome(refusal)

    async def _token_is_good(self) -> bool:
        try:
            await self._call("auth.test", {})
        except (Refused, TryLater):
            return False
        return True

    # Pictures: never a reason for the words to stay behind.

    async def _file(self, picture: Picture) -> str | None:
        try:
            async with asyncio.timeout(UPLOAD_PATIENCE):
                return await self._pictures.file(picture)
        except (Refused, NotUploaded, *NO_ANSWER) as error:
            _log.warning("a picture could not be uploaded to Slack: %s", _told(error))
            return None

    async def _share(self, picture: Picture, below: Place) -> None:
        try:
            async with asyncio.timeout(UPLOAD_PATIENCE):
                await self._pictures.share(picture, below)
        except (Refused, NotUploaded, *NO_ANSWER) as error:
            _log.warning("a picture could not be shared in its thread: %s", _told(error))

    # Forms: at once or not at all.

    async def open_form(self, trigger_id: str, form: ShownForm) -> None:
        """Opens a form for the press that asked for it; the trigger lives three seconds."""
        await self._show("views.open", {"trigger_id": trigger_id, "view": modal(form)})

    async def update_form(self, view_id: str, form: ShownForm) -> None:
        """Shows an open form anew, with another text to start from."""
        await self._show("views.update", {"view_id": view_id, "view": modal(form)})

    async def open_link(self, trigger_id: str, link: ShownLink) -> None:
        """Opens a window with a link, which stays in no conversation."""
        await self._show("views.open", {"trigger_id": trigger_id, "view": window(link)})

    async def open_window(self, trigger_id: str, window: ShownWindow) -> None:
        """Opens a list with buttons for the press that asked for it."""
        await self._show("views.open", {"trigger_id": trigger_id, "view": listed(window)})

    async def update_window(self, view_id: str, window: ShownWindow) -> None:
        """Shows an open list as it stands now."""
        await self._show("views.update", {"view_id": view_id, "view": listed(window)})

    async def _show(self, method: str, arguments: dict[str, Any]) -> None:
        try:
            async with asyncio.timeout(FORM_PATIENCE):
                try:
                    await self._call(method, arguments)
                except TryLater:
                    # There is no later for a form, and a trigger never opens two.
                    await self._call(method, arguments)
        except (Refused, TryLater, TimeoutError) as error:
            _log.warning("a form was not shown (%s): %s", method, _told(error))


def _told(error: Exception) -> str:
    """A code, or the kind of error: no words of anybody."""
    match error:
        case Refused(code=code, status=status):
            return code or f"status {status}"
        case TryLater():
            return str(error)
        case _:
            return type(error).__name__
