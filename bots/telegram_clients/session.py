"""Aiogram's session, with a short way for messages without files and for answers to taps.

A method goes out as one JSON document, and of the answer only the message's number and place are
read. A form of many fields, and the whole message read back with every button, take most of the
time of a call. Refusals, files and all other methods go aiogram's own way.
"""

import json
from contextlib import suppress
from http import HTTPStatus
from typing import Any, cast

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
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
from pydantic import ValidationError

from bots.telegram_clients.wire import Wire

SHORT: frozenset[type[TelegramMethod[Any]]] = frozenset(
    {AnswerCallbackQuery, EditMessageReplyMarkup, EditMessageText, SendMessage}
)
EDITS = (EditMessageReplyMarkup, EditMessageText)


class ShortSession(AiohttpSession):
    """The client bot's session. Its bot has no defaults: what a method does not say is not sent."""

    def __init__(self, api: TelegramAPIServer, timeout: float) -> None:
        super().__init__(api=api, timeout=timeout)
        # Nothing to reset: aiogram would close everything, calls under way too, before its first.
        self._should_reset_connector = False
        self._wire = Wire(self._connector_init["ssl"])

    async def close(self) -> None:
        await self._wire.close()
        if self.api.base.startswith("https:"):
            await super().close()
        elif self._session is not None:
            # Aiogram would wait a quarter of a second for TLS to end, and here there is none.
            await self._session.close()

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109 - the parameter is aiogram's
    ) -> TelegramType:
        if type(method) not in SHORT:
            return await super().make_request(bot, method, timeout)
        url = self.api.api_url(token=bot.token, method=method.__api_method__)
        body = method.model_dump_json(exclude_unset=True, exclude_none=True, warnings=False)
        try:
            answer = await self._wire.post(
                url,
                body.encode("utf-8", "surrogatepass"),
                self.timeout if timeout is None else timeout,
            )
        except TimeoutError as error:
            raise TelegramNetworkError(method, "Request timeout error") from error
        except OSError as error:
            raise TelegramNetworkError(method, type(error).__name__) from error
        done = _done(method, answer.body) if answer.status == HTTPStatus.OK else None
        if done is not None:
            return cast(TelegramType, done)
        words = answer.body.decode(errors="replace")
        said = self.check_response(bot, method, answer.status, words)
        return cast(TelegramType, said.result)


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
