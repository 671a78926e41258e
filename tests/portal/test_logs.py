"""Logs: codes and ids come through, what a person wrote or keeps secret does not."""

import asyncio
import io
import json
import logging
import sys
import threading
import warnings
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from uuid import UUID

import pytest
import structlog
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal import logs
from tests.logging_back import logging_as_it_was

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
TELEGRAM = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw_"
TOKENS = (
    TELEGRAM,
    "xoxb-1111-2222-abcDEFghi",
    "xapp-1-A0123-4567-abcdef0123",
    "xoxp-1111-2222-3333-abcdef",
)
WROTE = "canary-7f3a what a person wrote"
FORMS = ("plain", "json")


class Log:
    """What was logged since this log was made."""

    def __init__(self, form: str, level: str = "debug") -> None:
        self.stream = io.StringIO()
        logs.configure(level, form, lambda: NOON, self.stream)

    @property
    def text(self) -> str:
        return self.stream.getvalue()

    @property
    def lines(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.text.splitlines()]


@pytest.fixture(autouse=True)
def logging_as_before():
    hooks = (sys.excepthook, sys.unraisablehook, threading.excepthook, warnings.showwarning)
    with logging_as_it_was():
        yield
    sys.excepthook, sys.unraisablehook, threading.excepthook, warnings.showwarning = hooks


def ours() -> structlog.stdlib.BoundLogger:
    return structlog.get_logger("portal.desk")


# --- what comes through --------------------------------------------------------------------


def test_a_plain_line_reads_as_a_sentence_with_facts():
    log = Log("plain")

    ours().info("batch-settled", size=3, kinds=["tap", "said"])

    assert log.text == (
        '2026-03-02T12:00:00.000Z info portal.desk batch-settled size=3 kinds=["tap", "said"]\n'
    )


def test_a_json_line_is_one_object():
    log = Log("json")

    ours().warning("letter-late", letter=UUID(int=7), after=1.5)

    assert log.lines == [
        {
            "at": "2026-03-02T12:00:00.000Z",
            "level": "warning",
            "logger": "portal.desk",
            "event": "letter-late",
            "letter": str(UUID(int=7)),
            "after": 1.5,
        }
    ]


def test_ids_codes_times_and_places_are_told():
    class Lane(StrEnum):
        CRISIS = "crisis"

    log = Log("json")

    ours().info("told", lane=Lane.CRISIS, at_time=NOON, kind=KeyError, missing=None, ok=True)

    [line] = log.lines
    assert line["lane"] == "crisis"
    assert line["at_time"] == "2026-03-02T12:00:00+00:00"
    assert (line["kind"], line["missing"], line["ok"]) == ("KeyError", None, True)


def test_what_is_bound_around_a_piece_of_work_stands_on_its_lines():
    log = Log("json")

    with structlog.contextvars.bound_contextvars(round="escalate"):
        ours().info("claimed")

    assert log.lines[0]["round"] == "escalate"


@pytest.mark.parametrize("form", FORMS)
def test_every_line_is_one_line(form):
    log = Log(form)

    ours().info("one\nlevel=error forged", reason="two\r\nlines\u2028\ud800")

    assert log.text.count("\n") == 1
    assert "\r" not in log.text


def test_numbers_that_are_none_leave_json_readable():
    log = Log("json")

    ours().info("measured", share=float("nan"))

    assert log.lines[0]["share"] == "nan"


def test_lines_below_the_level_are_left_out():
    log = Log("plain", "warning")

    ours().info("too quiet")
    ours().error("loud enough")

    assert "too quiet" not in log.text
    assert "loud enough" in log.text


def test_libraries_are_heard_from_warning_on_whatever_the_level():
    log = Log("plain", "debug")
    chatty = logging.getLogger("slack_bolt.App")
    chatty.setLevel(logging.DEBUG)

    chatty.debug("request body follows")
    chatty.info("still talking")
    chatty.warning("the socket is closed")
    chatty.setLevel(logging.NOTSET)

    assert len(log.text.splitlines()) == 1
    assert "warning slack_bolt.App the socket is closed" in log.text


def test_configuring_twice_does_not_double_the_lines():
    Log("plain")
    log = Log("plain")

    ours().info("once")

    assert log.text.count("once") == 1


# --- what does not -------------------------------------------------------------------------


@pytest.mark.parametrize("token", TOKENS)
@pytest.mark.parametrize("form", FORMS)
def test_tokens_are_hidden_wherever_they_stand(form, token):
    log = Log(form)

    ours().info(f"calling {token}", url=f"https://host/bot{token}/getMe", deep={token: [token]})

    assert token.rpartition(":")[2] not in log.text
    assert log.text.count("[hidden]") == 4


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("https://t.me/harbor_bot?start=k3f9-invite_x", "k3f9-invite_x"),
        ("https://t.me/harbor_bot?startgroup=k3f9-invite_x&admin=x", "k3f9-invite_x"),
        ("tg://resolve?domain=harbor_bot&start=k3f9-invite_x", "k3f9-invite_x"),
        ("https://t.me/share/url?url=https%3A%2F%2Ft.me%2Fbot%3Fstart%3Dk3f9x", "k3f9x"),
        ("/start k3f9-invite_x", "k3f9-invite_x"),
        ("/start@harbor_bot k3f9-invite_x", "k3f9-invite_x"),
        ("https://t.me/+k3f9AbC", "k3f9AbC"),
        ("/bot123:abc/sendMessage", "123:abc"),
        ("/file/bot123%3Aabc/photo.jpg", "123%3Aabc"),
        (TELEGRAM.replace(":", "%3A"), "AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw_"),
        ("wss://wss-primary.slack.com/link/?ticket=k3f9-t&app_id=1", "k3f9-t"),
        ("https://hooks.slack.com/actions/T1/2/k3f9", "k3f9"),
        ("postgresql://portal:k3f9@host/portal", "k3f9"),
        ("xoxe.xoxp-1-k3f9", "k3f9"),
    ],
)
def test_secrets_inside_addresses_and_commands_are_hidden(text, secret):
    shown = logs.without_secrets(text)

    assert secret not in shown
    assert "[hidden]" in shown


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-02T12:00:00.000Z",
        "restart=5",
        "https://t.me/harbor_bot",
        "tap:9",
        "k3f.gad7.3:2",
        str(UUID(int=7)),
        "telegram/clients",
    ],
)
def test_what_is_no_secret_is_left_as_it_is(text):
    assert logs.without_secrets(text) == text


@pytest.mark.parametrize(
    "key",
    [
        *("text", "body", "token", "answer", "value", "name", "address", "secret"),
        *("answers", "addresses", "sealed_body", "clientBotToken", "first_name", "TEXT"),
        *("chat_id", "user", "username", "message-text", "bot.token"),
    ],
)
@pytest.mark.parametrize("form", FORMS)
def test_what_stands_under_a_private_name_is_hidden_whole(form, key):
    log = Log(form)

    ours().info("heard", **{key: {"deep": [WROTE, 9]}}, facts=[{key: WROTE}])

    assert "canary" not in log.text
    assert log.text.count("[hidden]") == 2


@pytest.mark.parametrize("key", ["context", "valued", "tokenless", "letter", "key", "size"])
def test_a_name_that_only_looks_private_is_not(key):
    log = Log("json")

    ours().info("heard", **{key: 3})

    assert log.lines[0][key] == 3


def test_of_an_unknown_object_only_the_type_is_told():
    @dataclass
    class Said:
        text: str

    log = Log("plain")

    ours().info("heard", what=Said(WROTE), raw=WROTE.encode(), call=lambda: WROTE)
    ours().info("heard", inside=[{"what": {Said: Said(WROTE)}}], path=Path("charts/a.png"))

    assert "canary" not in log.text
    assert "what=<Said> raw=<bytes>" in log.text


def test_what_holds_itself_ends():
    endless: list[object] = []
    endless.append(endless)
    log = Log("plain")

    ours().info("heard", endless=endless)

    assert "<list>" in log.text


# --- exceptions ----------------------------------------------------------------------------


def inner(said: str) -> None:
    local = said
    raise ValueError(f"{local} is not a city")


def outer(said: str) -> None:
    try:
        inner(said)
    except ValueError as error:
        raise KeyError(said) from error


@pytest.mark.parametrize("form", FORMS)
def test_an_exception_is_told_by_type_and_place_without_message_and_locals(form):
    log = Log(form)

    try:
        outer(WROTE)
    except KeyError:
        ours().exception("turn-failed")

    assert "canary" not in log.text
    assert "KeyError at tests/portal/test_logs.py:" in log.text
    assert "because of ValueError at tests/portal/test_logs.py:" in log.text
    assert "inner < tests/portal/test_logs.py:" in log.text


def test_an_exception_that_is_a_value_or_is_given_is_told_the_same_way():
    log = Log("json")
    error = ValueError(WROTE)

    ours().error("turn-failed", exc_info=error, why=error)

    assert log.lines[0]["exception"] == "ValueError at no place"
    assert log.lines[0]["why"] == "ValueError at no place"


def test_the_message_of_an_exception_is_hidden_in_the_line_that_quotes_it():
    log = Log("plain")

    try:
        outer(WROTE)
    except KeyError as error:
        ours().error(f"turn failed: {error}")
        ours().error(f"turn failed: {error.__cause__!r}")

    assert "canary" not in log.text


def test_a_short_message_of_an_exception_is_hidden_where_it_stands_alone():
    log = Log("plain")

    ours().error("exit failed: x", exc_info=ValueError("x"))

    assert "exit failed: [hidden] exception=" in log.text


def test_of_a_group_of_exceptions_each_is_told():
    log = Log("plain")

    ours().error(
        "carriers-failed",
        exc_info=ExceptionGroup(WROTE, [ValueError(WROTE), OSError(WROTE)]),
    )

    assert "canary" not in log.text
    assert "ExceptionGroup of (ValueError at no place, OSError at no place)" in log.text


def test_an_exception_that_cannot_tell_itself_does_not_stop_the_line():
    class Mute(Exception):
        def __str__(self) -> str:
            raise RuntimeError(WROTE)

    log = Log("plain")

    ours().error("failed", exc_info=Mute())

    assert "Mute at no place" in log.text


# --- lines of libraries --------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
def test_a_library_tells_its_template_numbers_and_types_but_no_words(form):
    log = Log(form)
    library = logging.getLogger("aiogram.dispatcher")

    library.warning("Retrying %d times in %.1f s: %s - %s", 3, 1.5, WROTE, ValueError(WROTE))
    library.warning("At %(text)s of %(left)d", {"text": WROTE, "left": 4})
    library.error(f"Failed to run listener (error: {WROTE})")
    library.error(ValueError(WROTE))

    assert "canary" not in log.text
    assert "Retrying 3 times in 1.5 s: [hidden] - ValueError at no place" in log.text
    assert "At [hidden] of 4" in log.text
    assert "Failed to run listener" in log.text


def test_a_line_of_ours_without_names_tells_codes_but_no_token_and_no_message():
    log = Log("plain")
    edge = logging.getLogger("bots.slack_therapists.intake")

    edge.info("not kept: %s", KeyError.__name__)
    edge.warning("not kept: %s, %s, %s", ValueError(WROTE), TELEGRAM, {"any": WROTE})

    assert "not kept: KeyError" in log.text
    assert "not kept: ValueError at no place, [hidden], [hidden]" in log.text


def test_a_library_that_counts_its_arguments_wrongly_is_heard_all_the_same(capsys):
    log = Log("plain")

    template = "%d of %d"
    logging.getLogger("library").warning(template, WROTE)

    assert "%d of %d" in log.text
    assert capsys.readouterr().err == ""


async def test_asyncio_tells_of_a_lost_task_without_what_its_exception_said():
    log = Log("plain")

    async def lose() -> None:
        raise ValueError(WROTE)

    task = asyncio.create_task(lose(), name=WROTE)
    await asyncio.wait([task])
    asyncio.get_running_loop().call_soon(outer, WROTE)
    await asyncio.sleep(0)
    del task
    await asyncio.sleep(0)

    assert "Task exception was never retrieved" in log.text
    assert "Exception in callback" in log.text
    assert "because of ValueError at tests/portal/test_logs.py" in log.text
    assert "canary" not in log.text


def test_a_line_that_cannot_be_written_is_not_printed_elsewhere(capsys):
    log = Log("plain")

    class Broken(dict[str, object]):
        def __getitem__(self, name: str) -> object:
            raise RuntimeError(WROTE)

    logging.getLogger("library").warning("%s", (1,), extra={"x": 1})
    logging.getLogger("library").warning("%(x)s", Broken(x=WROTE))

    assert "canary" not in log.text + capsys.readouterr().err
    assert "a log line of library could not be written: RuntimeError" in log.text


# --- what nobody caught --------------------------------------------------------------------


def test_what_nobody_caught_is_logged_by_type_and_place(capsys):
    log = Log("plain")
    logs.hear_the_uncaught()

    try:
        outer(WROTE)
    except KeyError as error:
        sys.excepthook(KeyError, error, error.__traceback__)
    thread = threading.Thread(target=outer, args=(WROTE,))
    thread.start()
    thread.join()

    assert log.text.count("KeyError at tests/portal/test_logs.py") == 2
    assert "canary" not in log.text + capsys.readouterr().err


def test_what_fails_while_an_object_is_thrown_away_is_logged():
    class Falling:
        def __del__(self) -> None:
            raise ValueError(WROTE)

    log = Log("plain")
    logs.hear_the_uncaught()

    del [Falling()][0]

    assert "unraisable" in log.text
    assert "canary" not in log.text


def test_a_warning_is_logged_by_kind_and_place():
    log = Log("plain")
    logs.hear_the_uncaught()

    warnings.showwarning(UserWarning(WROTE), UserWarning, __file__, 12)

    assert "warned kind=UserWarning place=tests/portal/test_logs.py:12" in log.text
    assert "canary" not in log.text


# --- any line at all -----------------------------------------------------------------------

harmless = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8))
planted = st.builds(
    "{}{}{}".format,
    st.sampled_from(["", "see ", "https://host/bot", "\n", '"', "{'", "a=", "9:", "é"]),
    st.sampled_from(TOKENS),
    st.sampled_from(["", " now", "/getMe", "\n", '"', "'}", "&x=1", "\N{ZERO WIDTH SPACE}"]),
)
linked = st.builds("https://t.me/{}?start=canary7f3a{}".format, st.just("b"), st.just("_-9"))
private = st.sampled_from(["text", "body", "sealed_text", "answer", "value", "firstName", "secret"])
structure = st.recursive(
    st.one_of(harmless, planted, linked, st.builds(ValueError, st.just(WROTE))),
    lambda inside: st.one_of(
        st.lists(inside, max_size=3),
        st.lists(inside, max_size=2).map(tuple),
        st.dictionaries(st.one_of(st.text(max_size=5), planted), inside, max_size=3),
        st.dictionaries(private, st.one_of(st.just(WROTE), st.just([{"x": WROTE}])), max_size=2),
    ),
    max_leaves=8,
)
reserved = {"event", "exc_info", "stack_info", "stacklevel", "level", "logger", "at", "self"}
keys = st.text(st.characters(codec="ascii", categories=("L", "N")), min_size=1, max_size=6)
facts = st.dictionaries(keys.filter(lambda key: key not in reserved), structure, max_size=3)


def everything_logged(form: str, said: str, told: dict[str, object]) -> str:
    log = Log(form)
    ours().warning(said, **told)
    library = logging.getLogger("library")
    library.warning("%s %r", said, told)
    library.warning(said)
    try:
        outer(WROTE)
    except LookupError as error:
        ours().exception(f"failed: {error}")
        library.exception("failed: %s", error)
    return log.text


def leaks(text: str) -> bool:
    secrets = [token.rpartition(":")[2] for token in TOKENS]
    return any(secret in text for secret in (*secrets, "canary"))


@given(said=st.one_of(planted, linked, st.text(max_size=10)), told=facts)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_line_of_any_shape_shows_a_canary(said, told):
    for form in FORMS:
        assert not leaks(everything_logged(form, said, told))


@pytest.mark.parametrize("form", FORMS)
def test_without_redaction_the_same_lines_leak(form, monkeypatch):
    told = {"url": TELEGRAM, "text": WROTE}
    assert not leaks(everything_logged(form, "heard", told))

    monkeypatch.setattr(logs, "redact", lambda _logger, _method, event: event)
    log = Log(form)
    ours().warning("heard", **told)

    assert leaks(log.text)
    assert TELEGRAM in log.text
    assert WROTE in log.text
