"""No token reaches the log, however an exception, an address or a structure carries it there."""

import io
import json
import logging
import os
import string
from datetime import UTC, datetime

import pytest
import structlog
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal import logs
from tests.logging_back import logging_as_it_was

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
MANY = int(os.environ.get("TEXTS", "200")) // 2
LETTERS = string.ascii_letters + string.digits
CHARS = st.text(LETTERS + "_-", min_size=35, max_size=35)
TOKENS = st.one_of(
    st.builds("{}:{}".format, st.integers(10**7, 10**10), CHARS),
    st.builds("xoxb-{}-{}".format, st.integers(10**9, 10**12), st.text(LETTERS, min_size=24)),
    st.builds("xapp-1-A{}-{}".format, st.integers(10**9, 10**12), st.text(LETTERS, min_size=40)),
)
ADDRESSES = st.sampled_from(
    [
        "https://api.telegram.org/bot{}/sendMessage",
        "https://api.telegram.org/file/bot{}/photos/file_1.jpg",
        "https://slack.com/api/chat.postMessage?token={}",
        "wss://wss-primary.slack.com/link/?ticket={}&app_id=1",
        "Authorization: Bearer {}",
        "Unauthorized: {} is no token",
        "{}",
    ]
)
LIBRARIES = st.sampled_from(
    [
        *("aiohttp.client", "aiohttp.server", "aiogram.event", "aiogram.dispatcher"),
        *("telegram.ext.Application", "httpx", "slack_bolt.App", "slack_sdk.web.async_client"),
        *("asyncio", "sqlalchemy.engine", "portal.desk", "bots.telegram_clients"),
    ]
)
KINDS = st.sampled_from([ValueError, RuntimeError, KeyError, OSError, ConnectionError, Exception])
trying = settings(
    max_examples=MANY,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


@pytest.fixture
def heard():
    """The log as `portal run` writes it, in both forms one after the other."""

    def listening(form):
        stream = io.StringIO()
        logs.configure("debug", form, lambda: NOW, stream)
        return stream

    with logging_as_it_was():
        yield listening


def nested(token, shape):
    """The token deep in what a line may be given."""
    for layer in shape:
        token = {
            "list": lambda inner: [inner],
            "tuple": lambda inner: (1, inner),
            "table": lambda inner: {"where": inner},
            "key": lambda inner: {str(inner): 1},
            "set": lambda inner: frozenset({str(inner)}),
            "error": RuntimeError,
            "text": lambda inner: f"<{inner!r}>",
        }[layer](token)
    return token


def thrown(error, *, cause=None, context=None):
    """The exception as it is after it was raised, because of another or beside it."""
    try:
        if context is None:
            raise error from cause  # noqa: TRY301 - it is what is made
        try:
            raise context  # noqa: TRY301 - it is what is made
        except Exception:
            raise error  # noqa: B904 - the context is what is tried
    except Exception as caught:
        return caught


def raised(kinds, words):
    """An exception with these words, wrapped as often, by cause and by context in turn."""
    first, *others = kinds
    error = thrown(first(words))
    for number, kind in enumerate(others):
        how = "context" if number % 2 else "cause"
        error = thrown(kind(words), **{how: error})
    return error


@trying
@given(TOKENS, ADDRESSES, LIBRARIES, st.lists(KINDS, min_size=1, max_size=4))
@pytest.mark.parametrize("form", ["plain", "json"])
def test_no_exception_however_it_is_wrapped_tells_a_token(
    heard, form, token, address, library, kinds
):
    stream = heard(form)
    error = raised(kinds, address.format(token))

    logging.getLogger(library).error("failed: %s", error, exc_info=error)
    logging.getLogger(library).error(f"failed: {error}")
    logging.getLogger(library).warning("failed %r at %s", error, address.format(token))
    structlog.get_logger(library).error("failed", trouble=error, exc_info=error)

    assert stream.getvalue()
    assert token not in stream.getvalue()


@trying
@given(
    TOKENS,
    ADDRESSES,
    LIBRARIES,
    st.lists(
        st.sampled_from(["list", "tuple", "table", "key", "set", "error", "text"]), max_size=6
    ),
)
@pytest.mark.parametrize("form", ["plain", "json"])
def test_no_structure_however_deep_tells_a_token(heard, form, token, address, library, shape):
    stream = heard(form)
    given_value = nested(address.format(token), shape)

    structlog.get_logger(library).warning("given", found=given_value, url=address.format(token))
    structlog.get_logger(library).warning(address.format(token))
    logging.getLogger(library).warning("given %s", given_value)
    logging.getLogger(library).warning(given_value)

    said = stream.getvalue()
    assert said
    assert token not in said
    if form == "json":
        assert all(json.loads(line) for line in said.splitlines())
