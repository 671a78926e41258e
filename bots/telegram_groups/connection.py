"""How the groups' bot reaches Telegram: one python-telegram-bot Bot, used for its typed methods."""

import re

from telegram import Bot
from telegram.request import HTTPXRequest

TELEGRAM = "https://api.telegram.org"
_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")


class BadToken(Exception):
    """Telegram does not know this token."""

    def __init__(self) -> None:
        super().__init__(
            "Telegram does not accept the token of the groups' bot."
            " Copy it again from @BotFather, all of it, into PORTAL_GROUP_BOT_TOKEN."
        )


def method_url(token: str, api_url: str, method: str) -> str:
    """Where a method of this bot is called; it holds the token, so it is never logged."""
    if not _TOKEN.fullmatch(token):
        raise BadToken
    return f"{api_url}/bot{token}/{method}"


def open_bot(token: str, api_url: str, timeout: float) -> Bot:
    """The bot through which everything is sent and done."""
    if not _TOKEN.fullmatch(token):
        raise BadToken
    request = HTTPXRequest(
        read_timeout=timeout,
        write_timeout=timeout,
        connect_timeout=timeout,
        pool_timeout=timeout,
        httpx_kwargs={"trust_env": False},
    )
    return Bot(
        token, base_url=f"{api_url}/bot", base_file_url=f"{api_url}/file/bot", request=request
    )
