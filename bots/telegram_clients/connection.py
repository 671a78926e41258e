"""How the client bot reaches Telegram: the address, the token, one aiogram bot."""

from aiogram import Bot
from aiogram.client.telegram import TelegramAPIServer
from aiogram.utils.token import TokenValidationError, validate_token

from bots.telegram_clients.session import ShortSession

TELEGRAM = "https://api.telegram.org"


class BadToken(Exception):
    """Telegram does not know this token."""

    def __init__(self) -> None:
        super().__init__(
            "Telegram does not accept the token of the client bot."
            " Copy it again from @BotFather, all of it, into PORTAL_CLIENT_BOT_TOKEN."
        )


def method_url(token: str, api_url: str, method: str) -> str:
    """Where a method of this bot is called; it holds the token, so it is never logged."""
    if not _looks_right(token):
        raise BadToken
    return TelegramAPIServer.from_base(api_url).api_url(token, method)


def open_bot(token: str, api_url: str, timeout: float) -> Bot:
    """The bot through which everything is sent."""
    if not _looks_right(token):
        raise BadToken
    server = TelegramAPIServer.from_base(api_url)
    return Bot(token, session=ShortSession(api=server, timeout=timeout))


def _looks_right(token: str) -> bool:
    try:
        return validate_token(token) and token.isascii() and "/" not in token
    except TokenValidationError:
        return False
