"""HTTP mode: the same payloads as signed requests to the app's own address."""

import asyncio
import hashlib
import hmac
import json
from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlencode

import aiohttp

from sandbox.slack.records import App, Json
from sandbox.slack.sockets import Envelope, Outcome, Reply

_FORM = "application/x-www-form-urlencoded"


class Webhooks:
    """Posts payloads and reads the answers."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._session: aiohttp.ClientSession | None = None

    async def send(self, app: App, envelope: Envelope, seconds: float) -> Reply:
        """One signed request; only 200 within the time counts as an acknowledgement."""
        if app.request_url is None:
            return Reply(Outcome.LOST)
        body, content_type = _body(envelope)
        headers = signed(app.signing_secret, body, self._now()) | {"Content-Type": content_type}
        if envelope.attempt:
            headers |= {
                "X-Slack-Retry-Num": str(envelope.attempt),
                "X-Slack-Retry-Reason": envelope.reason,
            }
        if self._session is None:
            self._session = aiohttp.ClientSession()
        try:
            async with (
                asyncio.timeout(seconds),
                self._session.post(app.request_url, data=body, headers=headers) as answer,
            ):
                text = await answer.text()
                if answer.status != 200:
                    return Reply(Outcome.LATE)
                return Reply(Outcome.ACKNOWLEDGED, _answer(text))
        except TimeoutError:
            return Reply(Outcome.LATE)
        except aiohttp.ClientError:
            return Reply(Outcome.LOST)

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None


def signed(secret: str, body: bytes, now: datetime) -> dict[str, str]:
    """The headers by which an app knows that Slack is talking."""
    timestamp = str(int(now.timestamp()))
    text = b"v0:" + timestamp.encode() + b":" + body
    digest = hmac.new(secret.encode(), text, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": f"v0={digest}"}


def _body(envelope: Envelope) -> tuple[bytes, str]:
    payload = envelope.payload
    if envelope.kind == "events_api":
        return json.dumps(payload).encode(), "application/json"
    if envelope.kind == "slash_commands":
        return urlencode(payload).encode(), _FORM
    return urlencode({"payload": json.dumps(payload)}).encode(), _FORM


def _answer(text: str) -> Json:
    try:
        answer = json.loads(text) if text else {}
    except json.JSONDecodeError:
        return {"text": text}
    return answer if isinstance(answer, dict) else {}
