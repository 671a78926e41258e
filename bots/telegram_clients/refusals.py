"""Telegram's refusals in our words. No word of a message gets into an error."""

import re
from typing import Any

from aiogram.exceptions import (
    AiogramError,
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)

from conversations.envelopes import Broken, Moved, TryLater, Unreachable, Vanished


class MarkupRefused(Broken):
    """Telegram did not understand our markup."""


class FileForgotten(Broken):
    """Telegram no longer knows the file by this id."""


class Done(Exception):
    """It is as was asked for, although the platform's answer was not the usual one."""

    def __init__(self, message: str = "0") -> None:
        super().__init__("done")
        self.message = message
        """The message that was posted; no message is number nought."""


FAILURES = (Broken, Moved, TryLater, Unreachable, Vanished)


_FLOOD = "Too Many Requests"
_NOBODY = ("chat not found", "user not found", "peer_id_invalid", "user is deactivated")
_GONE = (
    "message to edit not found",
    "message can't be edited",
    "there is no text in the message to edit",
    "message_id_invalid",
    "message identifier is not specified",
)
_FORGOTTEN = ("wrong file identifier", "wrong remote file identifier", "file_reference_")
# Behind these the platform quotes what it was given.
_QUOTING = re.compile(r"[:\"]|\s'|\b(?=https?://)")
_LONGEST_REASON = 80


def refusal(error: AiogramError, *, names_chat: bool) -> Exception:
    """What an error of aiogram means to whoever sent; every answer fits exactly one case."""
    match error:
        case TelegramRetryAfter(retry_after=after):
            return TryLater("too many requests", float(after), whole_bot=not names_chat)
        case TelegramMigrateToChat(migrate_to_chat_id=chat):
            return Moved(str(chat))
        case TelegramForbiddenError():
            return Unreachable(_reason(error))
        case TelegramBadRequest():
            return _bad_request(error)
        case TelegramEntityTooLarge():
            return Broken("the file is too large")
        case TelegramUnauthorizedError() | TelegramNotFound():
            # The token was taken back: the letters wait until there is a new one.
            return TryLater("the token is not accepted", whole_bot=True)
        case TelegramNetworkError() | TelegramServerError():
            return TryLater(_kind(error))
        case ClientDecodeError(data={"ok": True} as envelope):
            return _accepted(envelope)
        case TelegramAPIError() if not _said(error).startswith(_FLOOD):
            return Broken(_reason(error))
        case _:
            # Without a JSON envelope the answer came from a machine in front of the platform.
            return TryLater(_kind(error))


def _bad_request(error: TelegramBadRequest) -> Exception:
    said = _said(error).lower()
    if "message is not modified" in said:
        return Done()
    if "can't parse entities" in said:
        return MarkupRefused(_reason(error))
    if any(one in said for one in _NOBODY):
        return Unreachable(_reason(error))
    if any(one in said for one in _GONE):
        return Vanished(_reason(error))
    if any(one in said for one in _FORGOTTEN):
        return FileForgotten(_reason(error))
    return Broken(_reason(error))


def _accepted(envelope: dict[str, Any]) -> Done:
    """Aiogram could not read the answer, but the platform did what it was asked."""
    match envelope:
        case {"result": {"message_id": int(number)}}:
            return Done(str(number))
        case _:
            return Done()


def _said(error: TelegramAPIError) -> str:
    # Aiogram promises a description; an envelope without one brings None.
    return error.message or ""


def _reason(error: TelegramAPIError) -> str:
    said = _said(error)
    reason = said.partition(": ")[2] or said
    return _QUOTING.split(reason, maxsplit=1)[0][:_LONGEST_REASON].strip()


def _kind(error: AiogramError) -> str:
    return f"no answer ({type(error).__name__})"
