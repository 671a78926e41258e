"""The Bot API server: routes, the envelope, and the faults that drills order."""

import asyncio
import inspect
from collections.abc import Callable
from datetime import datetime

from aiohttp import web

from sandbox.telegram.bots import Bot
from sandbox.telegram.calls import Call, Fault, FaultKind, read_call
from sandbox.telegram.entities import Json
from sandbox.telegram.errors import (
    Refused,
    not_found,
    too_large,
    too_many,
    unauthorized,
    upgraded,
)
from sandbox.telegram.happenings import Happening
from sandbox.telegram.limits import UPLOAD_BYTES
from sandbox.telegram.methods.receiving import Told
from sandbox.telegram.methods.table import BY_NAME
from sandbox.telegram.participants import Participant
from sandbox.telegram.people import Person
from sandbox.telegram.world import World

_ROOM_FOR_FIELDS = 1024 * 1024
_BROKEN = "Internal Server Error"


class TelegramServer:
    """A Telegram of its own, on loopback; its time is the given one."""

    def __init__(self, now: Callable[[], datetime], *, seed: int = 0) -> None:
        self.world = World(now, seed)
        self.url = ""
        self.calls: list[Call] = []
        self.fault: Callable[[Call], Fault | None] | None = None
        self._runner: web.AppRunner | None = None
        self._stopping = asyncio.Event()

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> str:
        """Listen; the address is returned and kept in `url`."""
        self._stopping = asyncio.Event()
        application = web.Application(client_max_size=UPLOAD_BYTES + _ROOM_FOR_FIELDS)
        application.router.add_get("/file/bot{token}/{path:.+}", self._download)
        application.router.add_get("/bot{token}/{method}", self._receive)
        application.router.add_post("/bot{token}/{method}", self._receive)
        runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.5)
        await runner.setup()
        await web.TCPSite(runner, host, port).start()
        self._runner = runner
        self.url = f"http://{host}:{runner.addresses[0][1]}"
        for bot in self.world.bots.values():
            if bot.webhook:
                self.world.carrying.start(bot.id, bot.webhook, bot.updates)
        return self.url

    async def stop(self) -> None:
        """Stop listening. What was said stays, and a later start goes on from there."""
        self._stopping.set()
        for bot in self.world.bots.values():
            bot.updates.end_poll(None)
        await self.world.carrying.close()
        if self._runner:
            await self._runner.cleanup()
            self._runner = None

    def add_bot(self, token: str, username: str, name: str, *, hears_all: bool = False) -> Bot:
        """Register a bot; only its token opens the API. In groups privacy mode is on at first."""
        return self.world.add_bot(token, username, name, hears_all=hears_all)

    def add_person(self, name: str, language: str = "en", *, username: str | None = None) -> Person:
        """Somebody new on the platform."""
        return Person(self.world, self.world.add_account(name, language, username))

    def add_group(self, title: str, owner: Person, *, basic: bool = False) -> Participant:
        """A new group of somebody's, as its owner has it open."""
        return owner.make_group(title, basic=basic)

    def inject(self, bot: str, update: dict[str, object]) -> None:
        """Queue an update as it is, however malformed."""
        self.world.bot_named(bot).updates.inject(update)

    def watch(self, listener: Callable[[Happening], None]) -> Callable[[], None]:
        """Hear of every visible change; the returned function ends it."""
        return self.world.watch(listener)

    async def _receive(self, request: web.Request) -> web.StreamResponse:
        bot = self.world.bots.get(request.match_info["token"])
        if bot is None:
            return _refusal(unauthorized())
        try:
            call = await read_call(request, self.world.now(), bot.username)
        except Refused as refused:
            return _refusal(refused)
        except web.HTTPRequestEntityTooLarge:
            return _refusal(too_large())
        name, method = BY_NAME.get(call.method.lower(), (call.method, None))
        call.method = name
        self.calls.append(call)
        fault = self.fault(call) if self.fault else None
        if fault and not fault.accepted:
            return await self._fail(request, call, fault)
        try:
            if method is None:
                raise not_found()
            outcome = method(self.world, bot, call)
            if inspect.isawaitable(outcome):
                outcome = await outcome
        except Refused as refused:
            call.ok, call.error = False, refused.description
            response = _refusal(refused)
        else:
            told = outcome if isinstance(outcome, Told) else Told(outcome, "")
            call.ok, call.result = True, told.result
            response = _success(told)
        return await self._fail(request, call, fault) if fault else response

    async def _fail(self, request: web.Request, call: Call, fault: Fault) -> web.StreamResponse:
        if not fault.accepted:
            call.ok, call.error = False, f"fault: {fault.kind}"
        if fault.kind is FaultKind.STATUS:
            return _ordered(fault)
        if fault.kind is FaultKind.SILENCE:
            await self._stopping.wait()
        if request.transport:
            request.transport.abort()
        return web.Response()

    async def _download(self, request: web.Request) -> web.Response:
        bot = self.world.bots.get(request.match_info["token"])
        if bot is None:
            return _refusal(unauthorized())
        stored = self.world.paths.get((bot.id, request.match_info["path"]))
        if stored is None:
            return _refusal(not_found())
        return web.Response(body=stored.data, content_type="application/octet-stream")


def _success(told: Told) -> web.Response:
    envelope: Json = {"ok": True, "result": told.result}
    if told.description:
        envelope["description"] = told.description
    return web.json_response(envelope)


def _refusal(refused: Refused) -> web.Response:
    envelope: Json = {
        "ok": False,
        "error_code": refused.code,
        "description": refused.description,
    }
    if refused.parameters:
        envelope["parameters"] = refused.parameters
    return web.json_response(envelope, status=refused.code)


def _ordered(fault: Fault) -> web.Response:
    if fault.status == 429:
        return _refusal(too_many(fault.retry_after))
    if fault.moved_to:
        return _refusal(upgraded(fault.moved_to))
    if fault.status == 502:
        # It comes from the machine in front of the platform, which speaks no JSON.
        page = "<html><head><title>502 Bad Gateway</title></head></html>"
        return web.Response(status=502, text=page, content_type="text/html")
    return _refusal(Refused(fault.status, _BROKEN))
