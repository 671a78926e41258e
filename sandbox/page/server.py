"""The page's own server: its files, and a socket that tells what changes and hears what to do."""

import asyncio
import json
from collections import defaultdict
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextlib import suppress
from importlib.resources import files
from socket import AF_INET, AF_INET6, create_server
from typing import Any
from zoneinfo import ZoneInfo

from aiohttp import WSMsgType, web

from sandbox import telegram as telegrams
from sandbox.page.clockface import Clockface, Hands
from sandbox.page.guard import Guard
from sandbox.page.kept_files import KeptFiles
from sandbox.page.phone import Phone
from sandbox.page.sorry import NOT_UNDERSTOOD, Sorry, sentence
from sandbox.page.viewer import Viewer
from sandbox.page.workplace import Workplace
from sandbox.slack import records as slack_records
from sandbox.slack.person import Person as SlackPerson
from sandbox.slack.server import SlackServer

Json = dict[str, Any]

LARGEST_ACT = 256 * 1024
HEARTBEAT = 20.0
SECONDS_BETWEEN_LOOKS = 0.5
"""How often the clock is looked at: it may run by itself, and tells nobody."""

_MEDIA_TYPES = {
    "html": "text/html",
    "css": "text/css",
    "js": "text/javascript",
    "svg": "image/svg+xml",
}


class Page:
    """A client's phone and a therapist's Slack side by side, for one newcomer."""

    def __init__(
        self,
        telegram: telegrams.TelegramServer,
        slack: SlackServer,
        clock: Clockface,
        *,
        client: telegrams.Person,
        bot: str,
        therapist: SlackPerson,
        invitation_link: str,
        lessons: Sequence[str] = (),
    ) -> None:
        zone = ZoneInfo(clock.zone)
        self._telegram = telegram
        self._slack = slack
        self._lessons = tuple(lessons)
        self._kept = KeptFiles()
        self._phone = Phone(telegram, client, bot, invitation_link, zone, self._kept)
        self._workplace = Workplace(slack, therapist, zone, self._kept)
        self._hands = Hands(clock, self._refresh)
        self._places: dict[str, Callable[[Json], Awaitable[Json]]] = {
            "client": self._phone.act,
            "therapist": self._workplace.act,
            "clock": self._hands.act,
        }
        # What one person does happens in its order; nobody waits for what somebody else does.
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._viewers: set[Viewer] = set()
        self._running: set[asyncio.Task[None]] = set()
        self._leave: list[Callable[[], None]] = []
        self._runner: web.AppRunner | None = None

    # Coming and going.

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> str:
        """Listen; the address to open, with a path that nobody guesses."""
        socket = create_server((host, port), family=AF_INET6 if ":" in host else AF_INET)
        port = socket.getsockname()[1]
        name = f"[{host}]" if ":" in host else host
        guard = Guard.made(name, port)
        self._runner = web.AppRunner(
            self._application(guard), access_log=None, shutdown_timeout=0.5
        )
        await self._runner.setup()
        await web.SockSite(self._runner, socket).start()
        self._leave = [
            self._telegram.watch(self._happened_on_phone),
            self._slack.watch(self._happened_at_work),
        ]
        self._begin(self._watch_clock())
        return f"http://{name}:{port}/{guard.token}/"

    async def stop(self) -> None:
        """Hang up. Whatever was under way is given up."""
        for leave in self._leave:
            leave()
        self._leave = []
        running = tuple(self._running)
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        await asyncio.gather(*(viewer.close() for viewer in tuple(self._viewers)))
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    def _application(self, guard: Guard) -> web.Application:
        application = web.Application(middlewares=[guard.middleware()])
        application.on_response_prepare.append(guard.sign)
        application.add_routes(
            [
                web.get("/{token}/", self._asset),
                web.get("/{token}/line", self._line),
                web.get("/{token}/files/{name}", self._file),
                web.get("/{token}/{name}", self._asset),
            ]
        )
        return application

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    # What browsers fetch.

    async def _asset(self, request: web.Request) -> web.Response:
        name = request.match_info.get("name", "page.html")
        asset = files("sandbox.page").joinpath("assets", name)
        media_type = _MEDIA_TYPES.get(name.rpartition(".")[2])
        if media_type is None or not asset.is_file():
            return web.Response(status=404, text="There is no such page here.")
        return web.Response(text=asset.read_text("utf-8"), content_type=media_type)

    async def _file(self, request: web.Request) -> web.Response:
        kept = self._kept.named(request.match_info["name"])
        if kept is None:
            return web.Response(status=404, text="There is no such file here.")
        if kept.image:
            return web.Response(body=kept.data, content_type=kept.image)
        # A document of somebody else's is saved, never opened as a part of this page.
        return web.Response(
            body=kept.data,
            content_type="application/octet-stream",
            headers={"Content-Disposition": "attachment"},
        )

    # What pages are told.

    async def _line(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(heartbeat=HEARTBEAT, max_msg_size=LARGEST_ACT)
        await socket.prepare(request)
        viewer = Viewer(socket, self._state)
        viewer.refresh()
        self._viewers.add(viewer)
        writing = asyncio.create_task(viewer.write())
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    self._begin(self._answer(viewer, message.data))
        finally:
            self._viewers.discard(viewer)
            writing.cancel()
            with suppress(asyncio.CancelledError):
                await writing
        return socket

    def _state(self) -> Json:
        return {
            "kind": "state",
            "clock": self._hands.shows(),
            "client": self._phone.shows(),
            "therapist": self._workplace.shows(),
            "lessons": self._lessons,
        }

    def _refresh(self) -> None:
        for viewer in self._viewers:
            viewer.refresh()

    def _tell(self, note: Json) -> None:
        for viewer in self._viewers:
            viewer.tell(note)

    def _happened_on_phone(self, happening: telegrams.Happening) -> None:
        if not self._phone.concerns(happening):
            return
        match happening.kind:
            case telegrams.Kind.TOAST:
                self._tell({"kind": "toast", "text": happening.text, "alert": happening.alert})
            case telegrams.Kind.DOING:
                self._tell({"kind": "doing", "what": happening.text})
            case _:
                self._refresh()

    def _happened_at_work(self, _happening: slack_records.Happening) -> None:
        self._refresh()

    async def _watch_clock(self) -> None:
        seen: Json = {}
        while True:
            shown = self._hands.shows()
            if shown != seen:
                seen = shown
                self._tell({"kind": "clock", "clock": shown})
            await asyncio.sleep(SECONDS_BETWEEN_LOOKS)

    # What pages ask for.

    async def _answer(self, viewer: Viewer, asked: str) -> None:
        number: int | None = None
        try:
            number, place, act = self._read(asked)
            answer = await self._act(place, act)
        except Exception as error:  # an edge: whatever fails, the person is told kindly
            answer = {"sorry": sentence(error)}
        viewer.tell({"kind": "answer", "id": number, **answer})

    def _read(self, asked: str) -> tuple[int, str, Json]:
        try:
            read = json.loads(asked)
        except json.JSONDecodeError:
            raise Sorry(NOT_UNDERSTOOD) from None
        match read:
            case {"id": int(number), "to": str(place), "do": str()} if place in self._places:
                return number, place, read
            case _:
                raise Sorry(NOT_UNDERSTOOD)

    async def _act(self, place: str, act: Json) -> Json:
        if place == "clock":
            # A second jump is refused, not waited for.
            return await self._hands.act(act)
        async with self._turns[place]:
            return await self._places[place](act)
