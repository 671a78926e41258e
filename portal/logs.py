"""Log lines with codes and ids, and nothing that a person wrote, answered or is called.

Our own lines and those of libraries go the same way: what stands under a private name is hidden
whole, secrets are hidden wherever they stand, an exception is told by its type and its place.
"""

import json
import logging
import math
import re
import sys
import threading
import traceback
import warnings
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO
from uuid import UUID

import structlog
from structlog.typing import EventDict, Processor

OURS = frozenset(
    {"portal", "bots", "scheduler", "sandbox", "store", "charts", "conversations", "care"}
    | {"questionnaires", "benchmarks", "__main__"}
)
HIDDEN = "[hidden]"
DEEPEST = 6
FRAMES = 4

PRIVATE = frozenset(
    {"text", "body", "content", "caption", "title", "payload", "word", "sentence", "comment"}
    | {"answer", "value", "journal", "note", "token", "secret", "password", "passphrase"}
    | {"name", "username", "nickname", "firstname", "lastname", "fullname", "filename"}
    | {"address", "phone", "email", "chat", "user", "contact"}
    | {"signature", "credential", "authorization", "cookie"}
)
"""Names under which something stands that a person wrote, answered, is called or keeps secret."""

_VALUE = r"[^\s&\"'<>]+"

SECRETS = tuple(
    re.compile(f"(?P<kept>{kept}){secret}", re.IGNORECASE)
    for kept, secret in (
        # Telegram bot tokens; in the address of a request of whatever length.
        ("", r"(?<![0-9])[0-9]+(?::|%3A)[A-Za-z0-9_-]{30,}"),
        ("/bot", r"[0-9]+(?::|%3A)[A-Za-z0-9_-]+"),
        # Slack tokens of every kind, and addresses that let anybody post.
        ("", r"(?:xox[a-z](?:\.xox[a-z])?|xapp)-[A-Za-z0-9-]+"),
        (r"hooks\.slack\.com/", _VALUE),
        # What an invitation link carries, as a link and as the command that it becomes.
        ("(?:[?&;]|%3F|%26)start(?:app|group)?(?:=|%3D)", _VALUE),
        (r"/start(?:@\w+)? +", r"\S+"),
        (r"t\.me/(?:\+|joinchat/)", r"[\w-]+"),
        # Other secrets that travel in addresses.
        ("[?&](?:ticket|token|secret|code)=", _VALUE),
        ("://", r"[^\s/@]+(?=@)"),
    )
)

# Where a library that writes its lines without a template begins to put values in.
_VALUES_BEGIN = re.compile(r"[(<{\[:='\"`\n]")
_NAME_PARTS = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])")


def configure(
    level: str, form: str, now: Callable[[], datetime], stream: TextIO | None = None
) -> None:
    """Sends every log line of this process through redaction to one stream, standard error."""
    render = _json if form == "json" else _plain
    structlog.configure(
        # Hidden before the line leaves structlog: other handlers see it only in this state.
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.add_logger_name,
            structlog.stdlib.add_log_level,
            redact,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    handler = _Handler(stream or sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            use_get_message=False,
            pass_foreign_args=True,
            foreign_pre_chain=[
                structlog.stdlib.add_logger_name,
                structlog.stdlib.add_log_level,
                _in_words,
                redact,
            ],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _at(now),
                render,
            ],
        )
    )
    weight = logging.getLevelNamesMapping()[level.upper()]
    handler.addFilter(lambda record: record.levelno >= _floor(record.name, weight))
    logging.root.handlers[:] = [handler]
    logging.root.setLevel(logging.WARNING)
    for package in OURS:
        logging.getLogger(package).setLevel(weight)


def hear_the_uncaught() -> None:
    """Sends what nobody caught, and warnings, into the log: Python would print their messages."""
    sys.excepthook = _uncaught
    sys.unraisablehook = _unraisable
    threading.excepthook = _uncaught_in_thread
    warnings.showwarning = _warned


def redact(_logger: object, _method: str, event: EventDict) -> EventDict:
    """The line without what is private: by name, by shape, and by what exceptions say."""
    error = _error_of(event.pop("exc_info", None))
    event.pop("stack_info", None)
    said = str(event.pop("event", ""))
    # Also one that is just being handled: a library may have put its message into the line.
    for sentence in sorted(_sentences(error, sys.exception()), key=len, reverse=True):
        # A short one only where it stands alone: "x" is in many words.
        alone = r"(?<!\w){}(?!\w)" if len(sentence) < 4 else "{}"
        said = re.sub(alone.format(re.escape(sentence)), HIDDEN, said)
    ours = {name: event.pop(name) for name in ("_record", "_from_structlog") if name in event}
    line = {name: event.pop(name) for name in ("level", "logger") if name in event}
    line |= {"event": without_secrets(said)} | _shown_table(event, 0)
    if error is not None:
        line["exception"] = type_and_place(error)
    return line | ours


def without_secrets(text: str) -> str:
    """The text with every token and invitation in it hidden."""
    for secret in SECRETS:
        text = secret.sub(rf"\g<kept>{HIDDEN}", text)
    return text


def type_and_place(error: BaseException) -> str:
    """What was raised where, and because of what; never its message, which may quote a person."""
    told, seen = [], set[int]()
    each: BaseException | None = error
    while each is not None and id(each) not in seen:
        seen.add(id(each))
        frames = traceback.extract_tb(each.__traceback__, limit=-FRAMES)
        path = " < ".join(f"{_place(f.filename)}:{f.lineno} {f.name}" for f in reversed(frames))
        inner = ""
        if isinstance(each, BaseExceptionGroup):
            inner = f" of ({', '.join(type_and_place(one) for one in each.exceptions)})"
        told.append(f"{type(each).__name__}{inner} at {path or 'no place'}")
        each = each.__cause__ or (None if each.__suppress_context__ else each.__context__)
    return "; because of ".join(told)


def _is_private(name: str) -> bool:
    parts = [part.lower() for part in _NAME_PARTS.findall(name)]
    endings = (part.removesuffix(ending) for part in parts for ending in ("", "s", "es"))
    return any(part in PRIVATE for part in endings)


def _shown_table(table: Mapping[Any, Any], depth: int) -> dict[str, object]:
    return {
        without_secrets(str(name)): HIDDEN if _is_private(str(name)) else _shown(value, depth + 1)
        for name, value in table.items()
    }


def _shown(value: object, depth: int = 0) -> object:
    """The value as a log line may have it; what is not known to be harmless is told by its type."""
    match value:
        case float() if not math.isfinite(value):
            return str(value)
        case None | bool() | int() | float():
            return value
        case _ if depth > DEEPEST:
            return f"<{type(value).__name__}>"
        case Enum():
            return _shown(value.value, depth)
        case str():
            return without_secrets(value)
        case datetime() | date() | time():
            return value.isoformat()
        case UUID() | timedelta() | Path():
            return without_secrets(str(value))
        case Mapping():
            return _shown_table(value, depth)
        case list() | tuple() | set() | frozenset():
            return [_shown(each, depth + 1) for each in value]
        case BaseException():
            return type_and_place(value)
        case type():
            return value.__name__
        case _:
            return f"<{type(value).__name__}>"


def _in_words(_logger: object, _method: str, event: EventDict) -> EventDict:
    """A line without names: of what a library says of its values only the harmless is shown."""
    args, record = event.pop("positional_args", ()), event["_record"]
    ours, template = _is_ours(record.name), record.msg
    if not isinstance(template, str):
        return {**event, "event": str(_argument(template, ours=False))}
    if not args:
        words = template if ours else _VALUES_BEGIN.split(template, maxsplit=1)[0].strip()
        return {**event, "event": words}
    try:
        if isinstance(args, Mapping):
            said = template % {name: _argument(args[name], ours=ours) for name in args}
        else:
            said = template % tuple(_argument(value, ours=ours) for value in args)
    except (TypeError, ValueError, KeyError):
        said = template
    return {**event, "event": said}


def _argument(value: object, *, ours: bool) -> object:
    hidden = isinstance(value, Mapping | list | tuple | set) or (
        isinstance(value, str) and not ours
    )
    return HIDDEN if hidden else _shown(value)


def _is_ours(logger: str) -> bool:
    return logger.partition(".")[0] in OURS


def _floor(logger: str, weight: int) -> int:
    """Libraries are heard from warning on: below that they write down what people say."""
    return weight if _is_ours(logger) else max(weight, logging.WARNING)


def _error_of(given: object) -> BaseException | None:
    match given:
        case BaseException():
            return given
        case (_, BaseException() as error, _):
            return error
        case True:
            return sys.exception()
        case _:
            return None


def _sentences(*errors: BaseException | None) -> Iterator[str]:
    """Everything these exceptions, and what led to them, may say."""
    left, seen = list(errors), set[int]()
    while left:
        error = left.pop()
        if error is None or id(error) in seen:
            continue
        seen.add(id(error))
        left += [error.__cause__, error.__context__]
        if isinstance(error, BaseExceptionGroup):
            left += error.exceptions
        for said in (error, *error.args):
            yield from filter(None, (_words(said, str), _words(said, repr)))


def _words(said: object, tell: Callable[[object], str]) -> str:
    try:
        return tell(said)
    except Exception:  # An exception that cannot even tell itself says nothing.
        return ""


def _place(file: str) -> str:
    """A source file as it is called in every installation."""
    path = Path(file)
    parts = path.parts
    for folder in ("site-packages", f"python{sys.version_info[0]}.{sys.version_info[1]}"):
        if folder in parts:
            return "/".join(parts[parts.index(folder) + 1 :])
    root = Path(__file__).parents[1]
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name


def _at(now: Callable[[], datetime]) -> Processor:
    def add_time(_logger: object, _method: str, event: EventDict) -> EventDict:
        at = now().astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        return {"at": at, **event}

    return add_time


def _json(_logger: object, _method: str, event: EventDict) -> str:
    return json.dumps(event)


def _plain(_logger: object, _method: str, event: EventDict) -> str:
    head = [str(event.pop(each, "")) for each in ("at", "level", "logger", "event")]
    words = [*head, *(f"{name}={_word(value)}" for name, value in event.items())]
    # One line each: what a stranger wrote must not look like a line of its own.
    line = " ".join(words).replace("\n", "\\n").replace("\r", "\\r")
    return line.encode("utf-8", "backslashreplace").decode()


def _word(value: object) -> str:
    simple = isinstance(value, str) and value and not re.search(r"[\s\"=]", value)
    return str(value) if simple else json.dumps(value, ensure_ascii=False)


class _Handler(logging.StreamHandler[TextIO]):
    """A stream handler that stays silent about lines it cannot write: the usual one prints them."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        error = sys.exception()
        kind = type(error).__name__ if error else "an error"
        try:
            self.stream.write(f"a log line of {record.name} could not be written: {kind}\n")
        except (OSError, ValueError):
            return


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
    else:
        structlog.get_logger("portal").critical("uncaught", exc_info=error)


def _uncaught_in_thread(args: threading.ExceptHookArgs) -> None:
    if args.exc_value is not None and not issubclass(args.exc_type, SystemExit):
        structlog.get_logger("portal").critical("uncaught-in-thread", exc_info=args.exc_value)


def _unraisable(args: "sys.UnraisableHookArgs") -> None:
    structlog.get_logger("portal").error("unraisable", exc_info=args.exc_value)


def _warned(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    place = f"{_place(filename)}:{lineno}"
    structlog.get_logger("portal").warning("warned", kind=category, place=place)
