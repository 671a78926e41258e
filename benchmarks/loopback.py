"""A Bot API on loopback that only answers, as fast as it can, in a process of its own.

It takes every call and counts it. What it answers has the size and shape of the real thing: an
edited message comes back whole, with its keyboard. `sandbox/` is the strict one; this one must not
set the pace.
"""

import asyncio
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import ClassVar, cast

HEAD_ENDS = b"\r\n\r\n"
LENGTH = b"content-length:"
CHUNKED = b"transfer-encoding: chunked"
CHUNKS_END = b"\r\n0\r\n\r\n"
TOKEN = "100200300:loopback-token-for-the-benchmarks-only"

_CHOICES = ("Not at all", "Several days", "More than half the days", "Nearly every day")
_BOT = {"id": 100200300, "is_bot": True, "first_name": "Harbour", "username": "harbour_bot"}
_MESSAGE = {
    "message_id": 4711,
    "from": _BOT,
    "chat": {"id": 700000001, "first_name": "Ana", "type": "private"},
    "date": 1764331200,
    "edit_date": 1764331260,
    "text": "PHQ-9 · question 3 of 9\n\nOver the last two weeks, how often have you been bothered"
    " by any of the following problems?\n\nTrouble falling or staying asleep",
    "reply_markup": {
        "inline_keyboard": [
            *(
                [{"text": label, "callback_data": f"k3f9x2.phq9.3:{value}"}]
                for value, label in enumerate(_CHOICES)
            ),
            [
                {"text": "Back", "callback_data": "k3f9x2.phq9.3:back"},
                {"text": "Pause", "callback_data": "k3f9x2.phq9.3:pause"},
                {"text": "Help now", "callback_data": "help:card"},
            ],
        ]
    },
}


def _response(result: object) -> bytes:
    body = json.dumps({"ok": True, "result": result}, ensure_ascii=False).encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}"
    return head.encode() + HEAD_ENDS + body


_MESSAGES = frozenset({"editmessagetext", "sendmessage", "editmessagereplymarkup"})
_SAYS_MESSAGE = _response(_MESSAGE)
_SAYS_BOT = _response(_BOT)
_SAYS_TRUE = _response(True)


class Telegram(asyncio.Protocol):
    """One connection of a bot."""

    calls: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        self._heard = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # A cast: the transports of uvloop are no subclass.
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        self._heard += data
        while (end := self._end_of_request()) is not None:
            request, self._heard = self._heard[:end], self._heard[end:]
            assert self._transport is not None
            self._transport.write(self._answer(request))

    def _end_of_request(self) -> int | None:
        head = self._heard.find(HEAD_ENDS)
        if head < 0:
            return None
        names = self._heard[:head].lower()
        if CHUNKED in names:
            last = self._heard.find(CHUNKS_END, head)
            return None if last < 0 else last + len(CHUNKS_END)
        at = names.find(LENGTH)
        length = 0 if at < 0 else int(names[at + len(LENGTH) :].split(b"\r", 1)[0])
        end = head + len(HEAD_ENDS) + length
        return end if len(self._heard) >= end else None

    def _answer(self, request: bytes) -> bytes:
        path = request.split(b" ", 2)[1].decode()
        method = path.rpartition("/")[2].lower()
        if method == "counts":
            return _response(self.calls)
        self.calls[method] += 1
        if method in _MESSAGES:
            return _SAYS_MESSAGE
        return _SAYS_BOT if method == "getme" else _SAYS_TRUE


@dataclass(frozen=True, slots=True)
class Loopback:
    """The server, running."""

    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def calls(self) -> Counter[str]:
        """How often each method was called so far."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", "/counts")
            return Counter(json.loads(connection.getresponse().read())["result"])
        finally:
            connection.close()


@contextmanager
def loopback() -> Iterator[Loopback]:
    """The server in a process of its own, for as long as the block lasts."""
    command = [sys.executable, "-m", "benchmarks.loopback"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        assert server.stdout is not None
        yield Loopback(int(server.stdout.readline()))
        server.communicate()


async def serve() -> None:
    """Serves until standard input ends, however the other process does."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Telegram, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


if __name__ == "__main__":
    from benchmarks.loop import run

    run(serve())
