"""Slack over HTTP: signed requests, each checked over its raw bytes, kept, and answered then."""

import asyncio
import hashlib
import hmac
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypeAlias

import structlog
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

WINDOW = timedelta(minutes=5)
"""How far the time in a request may be from ours; an older one was recorded by somebody."""

ANSWER_WITHIN = 2.5
"""Slack takes no answer after three seconds."""

READ_WITHIN = 2.5
REMEMBERED = 10_000
REPEATED = "X-Slack-Retry-Num"
_STAMP = re.compile(r"[0-9]{1,12}", re.ASCII)

_log = structlog.get_logger()


class Outcome(StrEnum):
    """How a request ended, for those who count."""

    ANSWERED = "answered"
    NOT_KEPT = "not-kept"
    REPLAYED = "replayed"
    REPEATED = "repeated"
    NO_SUCH_DOOR = "no-such-door"
    WRONG_SIGNATURE = "wrong-signature"
    TOO_OLD = "too-old"
    NOT_TEXT = "not-text"
    TOO_LARGE = "too-large"
    TOO_SLOW = "too-slow"


Count: TypeAlias = Callable[[Outcome], None]


class Seen:
    """The signatures of the last minutes: the same request twice has no second effect.

    Only what is rightly signed gets in, so nobody but Slack can fill it.
    """

    def __init__(self, most: int = REMEMBERED) -> None:
        self._most = most
        self._until: dict[str, datetime] = {}
        self._answered: set[str] = set()

    def begin(self, signature: str, now: datetime, until: datetime) -> bool | None:
        """None for a new one; for one that came before, whether it has been answered."""
        self._forget(now)
        if signature in self._until:
            return signature in self._answered
        self._until[signature] = until
        return None

    def end(self, signature: str, *, answered: bool) -> None:
        """A request that was not kept may come again, even to the letter."""
        if answered:
            self._answered.add(signature)
        else:
            self._until.pop(signature, None)

    def _forget(self, now: datetime) -> None:
        for signature in list(self._until):
            if self._until[signature] >= now and len(self._until) < self._most:
                break
            del self._until[signature]
            self._answered.discard(signature)


@dataclass(frozen=True, slots=True)
class SlackDoor:
    """One workspace's app, and the secret with which Slack signs what it tells this app."""

    app: AsyncApp
    signing_secret: str
    seen: Seen = field(default_factory=Seen)


class SlackDoors:
    """The doors of all workspaces, which open and shut while the server runs."""

    def __init__(
        self,
        now: Callable[[], datetime],
        count: Count,
        *,
        answer_within: float = ANSWER_WITHIN,
        read_within: float = READ_WITHIN,
    ) -> None:
        self._now = now
        self._count = count
        self._answer_within = answer_within
        self._read_within = read_within
        self._open: dict[str, SlackDoor] = {}

    def open(self, practice: str, door: SlackDoor) -> None:
        """Lets Slack in for this practice from now on."""
        self._open[path_of(practice)] = door

    def shut(self, practice: str) -> None:
        """Nobody is let in any more; Slack brings events again for a while, presses fail."""
        self._open.pop(path_of(practice), None)

    async def answer(self, request: web.Request) -> web.Response:
        """One event, press, form or command."""
        door = self._open.get(request.path)
        if door is None:
            return self._refused(Outcome.NO_SUCH_DOOR, 404)
        try:
            async with asyncio.timeout(self._read_within):
                body = await request.read()
        except web.HTTPRequestEntityTooLarge:
            return self._refused(Outcome.TOO_LARGE, 413)
        except TimeoutError:
            return self._refused(Outcome.TOO_SLOW, 408)
        signature = request.headers.get("X-Slack-Signature", "")
        stamp = request.headers.get("X-Slack-Request-Timestamp", "")
        now = self._now()
        refusal = refusal_of(door.signing_secret, stamp, body, signature, now)
        if refusal is not None:
            _log.warning("slack-request-forged", refusal=refusal)
            return self._refused(refusal, 401)
        if request.headers.get(REPEATED):
            # Counted only: a repeated event has the id of the first, and the inbox knows it.
            self._count(Outcome.REPEATED)
        return await self._once(door, request, body, signature, now)

    async def _once(
        self, door: SlackDoor, request: web.Request, body: bytes, signature: str, now: datetime
    ) -> web.Response:
        before = door.seen.begin(signature, now, now + 2 * WINDOW)
        if before is not None:
            _log.warning("slack-request-replayed")
            # While the first is being kept nothing is acknowledged.
            return self._refused(Outcome.REPLAYED, 200 if before else 503)
        answered = False
        try:
            answer = await self._answered(door, request, body)
            answered = answer.status == 200
        finally:
            door.seen.end(signature, answered=answered)
        return answer

    async def _answered(self, door: SlackDoor, request: web.Request, body: bytes) -> web.Response:
        try:
            # Of the headers only what says how to read the body: they are not signed.
            told = AsyncBoltRequest(
                body=body.decode(), headers={"content-type": request.content_type}
            )
            if not isinstance(told.body, dict):
                return self._refused(Outcome.NOT_TEXT, 400)
        except Exception as error:
            _log.warning("slack-request-unreadable", failure=type(error).__name__)
            return self._refused(Outcome.NOT_TEXT, 400)
        if told.body.get("type") == "url_verification":
            # Before the intake, which acknowledges with nothing what concerns nobody here.
            return web.json_response({"challenge": str(told.body.get("challenge", ""))})
        try:
            async with asyncio.timeout(self._answer_within):
                answer: BoltResponse = await door.app.async_dispatch(told)
        except Exception as error:
            _log.warning("slack-request-not-kept", failure=type(error).__name__)
            return self._refused(Outcome.NOT_KEPT, 503)
        self._count(Outcome.ANSWERED if answer.status == 200 else Outcome.NOT_KEPT)
        return await to_aiohttp_response(answer)

    def _refused(self, outcome: Outcome, status: int) -> web.Response:
        """No detail: who is not Slack learns nothing, and Slack needs the number alone."""
        self._count(outcome)
        return web.Response(status=status)


def path_of(practice: str) -> str:
    """The one address for events, interactivity and commands of this practice's app."""
    return f"/slack/{practice}/events"


def slack_routes(doors: SlackDoors) -> list[web.RouteDef]:
    """The routes of all Slack apps, for the server to serve."""
    return [web.post("/slack/{practice}/events", doors.answer)]


def signature_of(secret: str, stamp: str, body: bytes) -> str:
    """What Slack writes over a request, in version 0 of its scheme."""
    text = b"v0:" + stamp.encode(errors="surrogateescape") + b":" + body
    return "v0=" + hmac.new(secret.encode(), text, hashlib.sha256).hexdigest()


def refusal_of(
    secret: str, stamp: str, body: bytes, signature: str, now: datetime
) -> Outcome | None:
    """Why this request is not Slack's; None when it is, and of these minutes."""
    expected = signature_of(secret, stamp, body)
    # Headers may hold anything; only bytes are compared in constant time whatever they are.
    given = signature.encode(errors="surrogateescape")
    if not hmac.compare_digest(given, expected.encode()) or not _STAMP.fullmatch(stamp):
        return Outcome.WRONG_SIGNATURE
    # In seconds: a time that far away may not fit into a date.
    if abs(now.timestamp() - int(stamp)) > WINDOW.total_seconds():
        return Outcome.TOO_OLD
    return None
