"""The way to Slack: one HTTP session for all calls, and a library that keeps quiet about them."""

import logging
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

SLACK = "https://slack.com"
SECONDS_FOR_A_CALL = 20.0


@asynccontextmanager
async def web_client(bot_token: str, api_url: str = SLACK) -> AsyncIterator[AsyncWebClient]:
    """The client that messenger and app share. It repeats nothing by itself: the outbox does."""
    timeout = aiohttp.ClientTimeout(total=SECONDS_FOR_A_CALL)
    async with aiohttp.ClientSession(trust_env=False, timeout=timeout) as session:
        client = AsyncWebClient(
            token=bot_token,
            base_url=f"{api_url.rstrip('/')}/api/",
            session=session,
            logger=library_logger(),
            retry_handlers=[],
        )
        # The library takes a proxy from the environment unless it is told not to afterwards.
        client.proxy = None
        yield client


def library_logger() -> logging.Logger:
    """The logger for Bolt and its SDK: warnings only, and of them only what happened."""
    logger = logging.getLogger("bots.slack_therapists.library")
    logger.setLevel(logging.WARNING)
    if not logger.filters:
        logger.addFilter(_what_happened)
    return logger


def _what_happened(record: logging.LogRecord) -> bool:
    """Cuts a record where the library begins to quote requests, addresses and answers."""
    said = re.split(r"[(:{;]", record.getMessage(), maxsplit=1)[0].strip()
    kind = record.exc_info[0] if record.exc_info else None
    record.msg = f"{said} [{kind.__name__}]" if kind else said
    record.args = ()
    record.exc_info = record.exc_text = record.stack_info = None
    return True
