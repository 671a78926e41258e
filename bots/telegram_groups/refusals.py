"""Telegram's refusals in our words, from the errors of python-telegram-bot."""

from datetime import timedelta

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from conversations.envelopes import Broken, Moved, TryLater, Unreachable, Vanished


class Done(Exception):
    """It is as was asked for, although the platform's answer was not the usual one."""


FAILURES = (Broken, Moved, TryLater, Unreachable, Vanished)

_NOBODY = ("chat not found", "user not found", "peer_id_invalid", "user is deactivated")
_GONE = (
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
    "message identifier is not specified",
)
_DONE = (
    "message is not modified",
    "message to delete not found",
    "hide_requester_missing",
    "user_already_participant",
)


def refusal(error: TelegramError) -> Exception:
    """What an error means to whoever sent. No word of a message gets into ours."""
    match error:
        case RetryAfter():
            after = error.retry_after
            seconds = after.total_seconds() if isinstance(after, timedelta) else float(after)
            return TryLater("too many requests", seconds)
        case ChatMigrated(new_chat_id=chat):
            return Moved(str(chat))
        case Forbidden():
            return Unreachable("forbidden")
        case InvalidToken():
            # The token was taken back: the letters wait until there is a new one.
            return TryLater("the token is not accepted", whole_bot=True)
        case BadRequest():
            return _bad_request(error.message.lower())
        case NetworkError():
            return TryLater(f"no answer ({type(error).__name__})")
        case _:
            return Broken(type(error).__name__)


def _bad_request(said: str) -> Exception:
    if any(one in said for one in _DONE):
        return Done()
    if any(one in said for one in _NOBODY):
        return Unreachable("nobody there")
    if any(one in said for one in _GONE):
        return Vanished("the message is gone")
    if "can't be deleted" in said:
        return Broken("the message can't be deleted")
    if "not enough rights" in said or "administrator" in said:
        return Broken("not enough rights")
    return Broken("bad request")
