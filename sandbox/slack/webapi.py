"""HTTP: calls with a token, uploads, private files, response_urls, and faults on demand."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import replace

from aiohttp import hdrs, web
from multidict import MultiMapping

from sandbox.slack import posting
from sandbox.slack.errors import RateLimited, Refused
from sandbox.slack.methods.registry import CONNECT, METHODS, SCOPES
from sandbox.slack.records import App, Call, Fault, FaultKind, Json
from sandbox.slack.sockets import Sockets
from sandbox.slack.state import Arguments, State

Fields = MultiMapping[object]


class WebApi:
    """Takes requests apart, finds out who is calling, and words the answers."""

    def __init__(self, state: State, sockets: Sockets) -> None:
        self._state = state
        self._sockets = sockets
        self._stopping = asyncio.Event()
        self.calls: list[Call] = []
        self.fault: Callable[[Call], Fault | None] | None = None

    def running(self) -> None:
        self._stopping = asyncio.Event()

    def stopping(self) -> None:
        """Let go of the requests that a fault keeps hanging."""
        self._stopping.set()

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/api/{method}", self._call),
            web.post("/api/{method}", self._call),
            web.post("/upload/v1/{ticket}", self._upload),
            web.post("/actions/{team}/{ticket}", self._respond),
            web.get("/files-pri/{path}/{name}", self._private_file),
            web.get("/signin", _sign_in),
        ]

    # Calls.

    async def _call(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        try:
            params = await _params(request)
        except Refused as refused:
            return web.json_response({"ok": False, "error": refused.error})
        token = _token(request, params)
        app = self._state.workspace.app_by(token) if token else None

        def act() -> Json:
            return self._act(method, token, app, Arguments(params))

        return await self._answered(request, method, params, app, act)

    def _act(self, method: str, token: str, app: App | None, arguments: Arguments) -> Json:
        if method not in METHODS and method not in (CONNECT, "api.test"):
            raise Refused("unknown_method", req_method=method)
        if method == "api.test":
            return {"args": dict(arguments.values)}
        if not token:
            raise Refused("not_authed")
        if app is None:
            raise Refused("invalid_auth")
        if app.revoked is not None:
            raise Refused(app.revoked)
        if (method == CONNECT) != (token == app.app_token):
            raise Refused("not_allowed_token_type")
        if method == CONNECT:
            return {"url": self._sockets.new_ticket(app)}
        needed = SCOPES.get(method)
        if needed is not None and needed not in app.scopes:
            provided = ",".join(sorted(app.scopes))
            raise Refused("missing_scope", needed=needed, provided=provided)
        return METHODS[method](self._state, app, arguments)

    async def _answered(
        self,
        request: web.Request,
        method: str,
        params: Json,
        app: App | None,
        act: Callable[[], Json],
    ) -> web.StreamResponse:
        """Carry out a call, unless a fault comes before it; write down how it ended."""
        now = self._state.workspace.now()
        call = Call(now, method, params, app_id=app.id if app else None)
        fault = self.fault(call) if self.fault else None
        if fault is not None and not fault.accepted:
            self.calls.append(replace(call, error=fault.kind.value))
            return await self._failed(request, fault)
        try:
            result = {"ok": True, **act()}
        except RateLimited as refused:
            self.calls.append(replace(call, error=refused.error))
            return _rate_limited(refused.seconds)
        except Refused as refused:
            result = {"ok": False, "error": refused.error, **refused.details}
        self.calls.append(replace(call, ok=result["ok"], error=result.get("error"), result=result))
        if fault is not None:
            return await self._failed(request, fault)
        # As the real one does: which scopes the token that called has.
        headers = {"X-OAuth-Scopes": ",".join(sorted(app.scopes))} if app else {}
        return web.json_response(result, headers=headers)

    async def _failed(self, request: web.Request, fault: Fault) -> web.StreamResponse:
        match fault.kind:
            case FaultKind.STATUS if fault.status == 429:
                return _rate_limited(fault.retry_after)
            case FaultKind.STATUS:
                return web.Response(
                    status=fault.status, text="<html></html>", content_type="text/html"
                )
            case FaultKind.TIMEOUT:
                # Until the caller gives up or the server stops.
                await self._hang(request)
            case FaultKind.RESET:
                pass
        if request.transport is not None:
            request.transport.abort()
        return web.Response()

    async def _hang(self, request: web.Request) -> None:
        while not self._stopping.is_set() and request.transport is not None:
            try:
                await asyncio.wait_for(self._stopping.wait(), 0.2)
            except TimeoutError:
                continue

    # Files.

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        ticket = request.match_info["ticket"]
        file = self._state.files.promised(ticket)
        content = await _content(request)
        app = self._state.workspace.app(file.app_id) if file else None

        def act() -> Json:
            if self._state.files.receive(ticket, content) is None:
                raise Refused("upload_refused")
            return {}

        params: Json = {"file": file.id if file else None, "size": len(content)}
        answer = await self._answered(request, "upload", params, app, act)
        call = self.calls[-1]
        if call.error == "upload_refused":
            return web.Response(status=400, text="Bad Request")
        if call.ok and answer.status == 200 and isinstance(answer, web.Response) and answer.body:
            return web.Response(text=f"OK - {len(content)}")
        return answer

    async def _private_file(self, request: web.Request) -> web.StreamResponse:
        """The bytes for the app they belong to; anybody else is sent to the door."""
        file_id = request.match_info["path"].rpartition("-")[2]
        file = self._state.workspace.files.get(file_id)
        app = self._state.workspace.app_by(_bearer(request))
        if app is None or file is None or file.app_id != app.id or file.content is None:
            return web.Response(
                status=302, headers={hdrs.LOCATION: f"{self._state.files.url}/signin"}
            )
        told = self._state.files.json(file)
        return web.Response(body=file.content, content_type=told["mimetype"])

    # Answers to interactions.

    async def _respond(self, request: web.Request) -> web.StreamResponse:
        ticket = request.match_info["ticket"]
        try:
            body = await request.json()
        except json.JSONDecodeError:
            return web.json_response({"ok": False, "error": "invalid_payload"}, status=400)

        def act() -> Json:
            address = self._state.response_urls.use(ticket)
            posting.respond(self._state, address, body if isinstance(body, dict) else {})
            return {}

        answer = await self._answered(request, "response_url", body, None, act)
        error = self.calls[-1].error
        if error in ("used_url", "expired_url", "invalid_url"):
            answer.set_status(404)
        return answer


async def _sign_in(_request: web.Request) -> web.StreamResponse:
    page = "<!doctype html><title>Sign in</title><p>Sign in to see this file."
    return web.Response(text=page, content_type="text/html")


async def _params(request: web.Request) -> Json:
    """Everything sent along: in the address, as a form, or as JSON."""
    params: Json = dict(request.query)
    if request.method == "GET":
        return params
    if request.content_type == "application/json":
        try:
            body = json.loads(await request.text() or "{}")
        except json.JSONDecodeError:
            raise Refused("invalid_json") from None
        if not isinstance(body, dict):
            raise Refused("json_not_object")
        # In JSON a token counts for nothing: it belongs in the header.
        return params | {name: value for name, value in body.items() if name != "token"}
    form = await request.post()
    return params | {name: value for name, value in form.items() if isinstance(value, str)}


def _bearer(request: web.Request) -> str:
    scheme, _, token = request.headers.get(hdrs.AUTHORIZATION, "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def _token(request: web.Request, params: Json) -> str:
    """The caller's token, which is not written down with the rest."""
    given = str(params.pop("token", "") or "")
    return _bearer(request) or given


async def _content(request: web.Request) -> bytes:
    """The bytes of an upload: the whole body, or the file of a form."""
    if not request.content_type.startswith("multipart/"):
        return await request.read()
    form = await request.post()
    for value in form.values():
        if isinstance(value, web.FileField):
            return value.file.read()
    return b""


def _rate_limited(seconds: int) -> web.Response:
    body = {"ok": False, "error": "ratelimited"}
    return web.json_response(body, status=429, headers={hdrs.RETRY_AFTER: str(seconds)})
