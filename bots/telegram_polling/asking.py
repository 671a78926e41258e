"""A plain call of the Bot API: one request, and the answer as it came."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import aiohttp
import structlog

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Answer:
    """What Telegram answered; status 0 when nothing came that it could have written."""

    status: int
    result: Any = None
    description: str = ""
    retry_after: float | None = None

    @property
    def ok(self) -> bool:
        return self.status == HTTPStatus.OK

    @property
    def says_bad_token(self) -> bool:
        # "Not Found" in an envelope is about a token too; without one it is about an address.
        unknown = self.status == HTTPStatus.NOT_FOUND and bool(self.description)
        return unknown or self.status == HTTPStatus.UNAUTHORIZED


@dataclass(frozen=True, slots=True)
class Api:
    """The plain methods of one bot."""

    url: Callable[[str], str]
    """Where a method is called; it holds the token, so it is never logged."""
    bad_token: Callable[[], Exception]
    """What is raised when Telegram does not know the token."""

    async def ask(self, http: aiohttp.ClientSession, method: str, **asking: Any) -> Answer:
        """Call a method. Only a bad token is an exception: all else may get better by waiting."""
        url = self.url(method)
        try:
            async with http.post(url, json=asking) as response:
                answer = read_answer(response.status, await response.read())
        except (aiohttp.ClientError, TimeoutError) as error:
            _log.warning("telegram-no-answer", method=method, failure=type(error).__name__)
            return Answer(0)
        if answer.says_bad_token:
            raise self.bad_token()
        return answer


def read_answer(status: int, body: bytes) -> Answer:
    """The envelope of an answer; whatever else came counts by its status alone."""
    try:
        envelope = json.loads(body)
    except (ValueError, RecursionError):
        envelope = None
    success = status == HTTPStatus.OK
    if not isinstance(envelope, dict) or envelope.get("ok") is not success:
        return Answer(0 if success else status)
    parameters = envelope.get("parameters")
    after = parameters.get("retry_after") if isinstance(parameters, dict) else None
    return Answer(
        status,
        envelope.get("result"),
        str(envelope.get("description") or ""),
        float(after) if isinstance(after, int | float) else None,
    )
