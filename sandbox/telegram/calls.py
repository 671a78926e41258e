"""API calls as they come in: their parameters, however they were encoded."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from aiohttp import web

from sandbox.telegram.errors import bad_request


@dataclass(slots=True)
class Call:
    """One call of a bot, and what came of it. Parameters are text, as on the wire."""

    at: datetime
    bot: str
    method: str
    params: dict[str, str]
    files: dict[str, bytes] = field(default_factory=dict)
    file_names: dict[str, str] = field(default_factory=dict)
    ok: bool | None = None
    result: object = None
    error: str = ""

    def text(self, name: str, otherwise: str = "") -> str:
        return self.params.get(name, otherwise)

    def integer(self, name: str, otherwise: int = 0) -> int:
        """A whole number; the platform reads nonsense as if nothing were given."""
        try:
            return int(self.params[name])
        except (KeyError, ValueError):
            return otherwise

    def flag(self, name: str) -> bool:
        return self.params.get(name, "").lower() in {"true", "yes", "1"}

    def json(self, name: str) -> object:
        """A parameter that is written as JSON; None when it is not given."""
        given = self.params.get(name, "").strip()
        if not given:
            return None
        try:
            value: object = json.loads(given)
        except ValueError:
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from None
        return value


class FaultKind(StrEnum):
    """How a call can go wrong on its way."""

    STATUS = "status"
    SILENCE = "silence"
    RESET = "reset"


@dataclass(frozen=True, slots=True)
class Fault:
    """A failure ordered by a drill. Accepted: the call is carried out, only its answer is lost."""

    kind: FaultKind
    accepted: bool = False
    status: int = 500
    retry_after: int = 1
    moved_to: int = 0

    @classmethod
    def answer(cls, status: int, *, retry_after: int = 1, accepted: bool = False) -> "Fault":
        """The platform answers 429, 500 or 502."""
        return cls(FaultKind.STATUS, accepted, status, retry_after)

    @classmethod
    def moved(cls, chat_id: int) -> "Fault":
        """The chat has another number now, and the platform says which."""
        return cls(FaultKind.STATUS, status=400, moved_to=chat_id)

    @classmethod
    def timeout(cls, *, accepted: bool = False) -> "Fault":
        """The platform never answers."""
        return cls(FaultKind.SILENCE, accepted)

    @classmethod
    def reset_before(cls) -> "Fault":
        """The connection breaks before the call was accepted."""
        return cls(FaultKind.RESET)

    @classmethod
    def reset_after(cls) -> "Fault":
        """The call is carried out, then the connection breaks."""
        return cls(FaultKind.RESET, accepted=True)


async def read_call(request: web.Request, at: datetime, bot: str) -> Call:
    """The call in a request: query, form, multipart or JSON."""
    call = Call(at, bot, request.match_info["method"], dict(request.query))
    if request.method != "POST" or not request.can_read_body:
        return call
    if request.content_type == "application/json":
        _read_json(call, await request.read())
        return call
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            call.files[name] = value.file.read()
            call.file_names[name] = value.filename
        else:
            call.params[name] = value if isinstance(value, str) else bytes(value).decode()
    return call


def _read_json(call: Call, body: bytes) -> None:
    try:
        given = json.loads(body)
    except ValueError:
        raise bad_request("can't parse request body as JSON object") from None
    if not isinstance(given, dict):
        raise bad_request("object expected as request body")
    for name, value in given.items():
        if value is not None:
            call.params[name] = value if isinstance(value, str) else json.dumps(value)
