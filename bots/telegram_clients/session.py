"""Aiogram's session, with a short way for messages without files and for answers to taps.

A method goes out as one JSON document, and of the answer only the message's number and place are
read. A form of many fields, and the whole message read back with every button, take most of the
time of a call. Refusals, files and all other methods go aiogram's own way.
"""

import json
from contextlib import suppress
from functools import lru_cache
from http import HTTPStatus
from typing import Any, cast

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.exceptions import TelegramNetworkError
from aiogram.methods import (
    AnswerCallbackQuery,
    EditMessageReplyMarkup,
    EditMessageText,
    SendMessage,
    TelegramMethod,
)
from aiogram.methods.base import TelegramType
from aiogram.types import Message
from aiohttp import ClientError, ClientSession, ClientTimeout, DummyCookieJar
from pydantic import ValidationError
from yarl import URL

SHORT: frozenset[type[TelegramMethod[Any]]] = frozenset(
    {AnswerCallbackQuery, EditMessageReplyMarkup, EditMessageText, SendMessage}
)
EDITS = (EditMessageReplyMarkup, EditMessageText)
_JSON = {"Content-Type": "application/json"}


class ShortSession(AiohttpSession):
    """The client bot's session. Its bot has no defaults: what a method does not say is not sent."""

    async def create_session(self) -> ClientSession:
        """Aiogram's own, without a jar: to look for cookies at every call costs, and none come."""
        session = await super().create_session()
        if not isinstance(session.cookie_jar, DummyCookieJar):
            session._cookie_jar = DummyCookieJar()
        return session

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109 - the parameter is aiogram's
    ) -> TelegramType:
        if type(method) not in SHORT:
            return await super().make_request(bot, method, timeout)
        session = await self.create_session()
        body = method.model_dump_json(exclude_unset=True, exclude_none=True, warnings=False)
        try:
            async with session.post(
                _url(self.api.api_url(token=bot.token, method=method.__api_method__)),
                data=body.encode("utf-8", "surrogatepass"),
                headers=_JSON,
                timeout=_patience(self.timeout if timeout is None else timeout),
            ) as response:
                answer = await response.read()
        except TimeoutError as error:
            raise TelegramNetworkError(method, "Request timeout error") from error
        except ClientError as error:
            raise TelegramNetworkError(method, type(error).__name__) from error
        done = _done(method, answer) if response.status == HTTPStatus.OK else None
        if done is not None:
            return cast(TelegramType, done)
        said = self.check_response(bot, method, response.status, answer.decode(errors="replace"))
        return cast(TelegramType, said.result)


@lru_cache(maxsize=64)
def _url(text: str) -> URL:
    return URL(text)


@lru_cache(maxsize=8)
def _patience(seconds: float) -> ClientTimeout:
    return ClientTimeout(seconds)


def _done(method: TelegramMethod[Any], answer: bytes) -> Message | bool | None:
    """What the platform has done, as far as we read it; None for what aiogram has to look at."""
    try:
        envelope = json.loads(answer)
    except ValueError:
        return None
    match envelope:
        case {"ok": True, "result": True}:
            return True
        case {"ok": True, "result": {"message_id": int()}} if isinstance(method, EDITS):
            # The message that it has become is the one that was asked for.
            return True
        case {"ok": True, "result": {"message_id": int(number), "date": date, "chat": chat}}:
            with suppress(ValidationError):
                return Message.model_validate({"message_id": number, "date": date, "chat": chat})
    return None
