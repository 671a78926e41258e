"""Pictures at Slack: uploaded once, shown inside messages, or shared into a thread."""

import hashlib
from collections import OrderedDict

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bots.slack_therapists.refusals import refused
from care.units import cut_at_a_word
from conversations.envelopes import Picture, Place

KEPT = 64
"""How many uploads are remembered: an alert's card is edited a few times, then never again."""
LONGEST_ALTERNATIVE = 1000


class NotUploaded(Exception):
    """Slack did not take the bytes of a picture."""


class Pictures:
    """Knows under which id Slack has a picture."""

    def __init__(self, client: AsyncWebClient, session: aiohttp.ClientSession) -> None:
        self._client = client
        self._session = session
        self._files: OrderedDict[bytes, str] = OrderedDict()

    async def file(self, picture: Picture) -> str:
        """The id of the picture's file, uploaded if it was not before."""
        digest = _digest(picture)
        if digest not in self._files:
            self._remember(digest, await self._uploaded(picture))
        self._files.move_to_end(digest)
        return self._files[digest]

    async def share(self, picture: Picture, below: Place) -> None:
        """The picture as a message of its own in a thread; later edits show this very file."""
        file = await self._uploaded(picture, channel_id=below.channel, thread_ts=below.message)
        self._remember(_digest(picture), file)

    def forget(self, picture: Picture) -> None:
        """The file is no longer what it was: upload it again when it is wanted."""
        self._files.pop(_digest(picture), None)

    def _remember(self, digest: bytes, file: str) -> None:
        self._files[digest] = file
        while len(self._files) > KEPT:
            self._files.popitem(last=False)

    async def _uploaded(self, picture: Picture, **where: str) -> str:
        try:
            ticket = await self._client.api_call(
                "files.getUploadURLExternal",
                # As a form: the library would write the words of the picture into the address.
                data={
                    "filename": picture.name,
                    "length": len(picture.png),
                    "alt_txt": cut_at_a_word(picture.alternative, LONGEST_ALTERNATIVE),
                },
            )
            async with self._session.post(ticket["upload_url"], data=picture.png) as answer:
                if answer.status != 200:
                    raise NotUploaded(f"status {answer.status}")
            file = str(ticket["file_id"])
            await self._client.api_call(
                "files.completeUploadExternal",
                json={"files": [{"id": file, "title": picture.name}], **where},
            )
        except SlackApiError as error:
            raise refused(error) from None
        return file


def _digest(picture: Picture) -> bytes:
    words = picture.alternative.encode(errors="replace")
    return hashlib.sha256(hashlib.sha256(picture.png).digest() + words).digest()
