"""The page's own server: its files, and a socket that tells what changes and hears what to do."""

import asyncio
import json
from collections import defaultdict
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from importlib.resources import files
from socket import AF_INET, AF_INET6, create_server
from typing import Any
from zoneinfo import ZoneInfo

from aiohttp import WSMsgType, web

from sandbox import telegram as telegrams
from sandbox.page.authenticator import Authenticator, Codes
from sandbox.page.cast import Cast, Inside, Lesson, Pane
from sandbox.page.cast import Kind as Seen
from sandbox.page.clockface import Clockface, Hands
from sandbox.page.guard import Guard
from sandbox.page.kept_files import KeptFiles
from sandbox.page.lessons import Lessons
from sandbox.page.looking_in import LookingIn
from sandbox.page.sorry import NOT_UNDERSTOOD, Sorry, sentence
from sandbox.page.stage import Seat, Stage
from sandbox.page.viewer import Viewer
from sandbox.slack import records as slack_records
from sandbox.slack.server import SlackServer

Json = dict[str, Any]

LARGEST_ACT = 256 * 1024
LARGEST_FILE = 20 * 1024 * 1024
HEARTBEAT = 20.0
SECONDS_BETWEEN_LOOKS = 0.3
"""How often clock, inside and codes are looked at: they go on by themselves, and tell nobody."""

COMES_BY_ITSELF = (Seen.LETTER, Seen.ALERT)
"""What a lesson may wait for while the clock moves."""

PANES = ("phone", "slack", "group", "private")

_MEDIA_TYPES = {
    "html": "text/html",
    "css": "text/css",
    "js": "text/javascript",
    "svg": "image/svg+xml",
}


class Page:
    """A client's phone, a therapist's Slack and a group side by side, for one newcomer."""

    def __init__(
        self,
        telegram: telegrams.TelegramServer,
        slack: SlackServer,
        clock: Clockface,
        *,
        cast: Cast,
        tour: Sequence[Lesson] = (),
        inside: Inside | None = None,
        authenticator: Authenticator | None = None,
        reset: Callable[[], None] | None = None,
    ) -> None:
        zone = ZoneInfo(clock.zone)
        self._telegram = telegram
        self._slack = slack
        self._lessons = Lessons(tour)
        self._kept = KeptFiles()
        self._stage = Stage(telegram, slack, cast, zone, self._kept)
        self._inside = LookingIn(inside, cast, zone)
        self._codes = Codes(authenticator, clock.now)
        self._reset = reset
        # Others may act by themselves, most of all while time passes: no lesson is done by that.
        self._passing = 0
        self._played: set[str] = set()
        self._hands = Hands(clock, self._refresh)
        # What one person does happens in its order; nobody waits for what somebody else does.
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._viewers: dict[Viewer, Seat] = {}
        self._running: set[asyncio.Task[None]] = set()
        self._leave: list[Callable[[], None]] = []
        self._runner: web.AppRunner | None = None

    # Coming and going.

    async def start(self, host: str = "127.0.0.1", port: int = 0, path: str = "") -> str:
        """Listen; the address to open, with a path that nobody guesses unless one is given."""
        socket = create_server((host, port), family=AF_INET6 if ":" in host else AF_INET)
        port = socket.getsockname()[1]
        name = f"[{host}]" if ":" in host else host
        guard = Guard.made(name, port, path)
        self._runner = web.AppRunner(
            self._application(guard), access_log=None, shutdown_timeout=0.5
        )
        await self._runner.setup()
        await web.SockSite(self._runner, socket).start()
        self._leave = [
            self._telegram.watch(self._happened_on_phone),
            self._slack.watch(self._happened_at_work),
        ]
        self._begin(self._look_on())
        self._begin(self._look_at_codes())
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
        application = web.Application(
            middlewares=[guard.middleware()], client_max_size=LARGEST_FILE
        )
        application.on_response_prepare.append(guard.sign)
        application.add_routes(
            [
                web.get("/{token}/", self._asset),
                web.get("/{token}/line", self._line),
                web.get("/{token}/files/{name}", self._file),
                web.post("/{token}/files", self._take_file),
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

    async def _take_file(self, request: web.Request) -> web.Response:
        """A file that somebody is about to send: kept here, and named for the act that sends it."""
        return web.json_response({"file": self._kept.keep(await request.read()).name})

    # What pages are told.

    async def _line(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(heartbeat=HEARTBEAT, max_msg_size=LARGEST_ACT)
        await socket.prepare(request)
        seat = Seat()
        viewer = Viewer(socket, lambda: self._state(seat))
        viewer.refresh()
        if self._inside.is_open:
            viewer.tell({"kind": "inside", "glimpses": self._inside.known()})
        self._viewers[viewer] = seat
        writing = asyncio.create_task(viewer.write())
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    self._begin(self._answer(viewer, message.data))
        finally:
            del self._viewers[viewer]
            writing.cancel()
            with suppress(asyncio.CancelledError):
                await writing
        return socket

    def _state(self, seat: Seat) -> Json:
        return {
            "kind": "state",
            "clock": self._hands.shows(),
            "lessons": self._lessons.shows(),
            "looks inside": self._inside.is_open,
            "resets": self._reset is not None,
            "authenticator": self._codes.shows(self._stage.played(seat, Pane.SLACK)),
            **self._stage.shows(seat),
        }

    def _refresh(self) -> None:
        for viewer in self._viewers:
            viewer.refresh()

    def _tell(self, note: Json) -> None:
        for viewer in self._viewers:
            viewer.tell(note)

    def _happened_on_phone(self, happening: telegrams.Happening) -> None:
        match happening.kind:
            case telegrams.Kind.QUEUED:
                return
            case telegrams.Kind.TOAST:
                note = {"kind": "toast", "text": happening.text, "alert": happening.alert}
                self._tell_who_sees(happening, note)
            case telegrams.Kind.DOING:
                self._tell_who_sees(happening, {"kind": "doing", "what": happening.text})
            case _:
                sign = self._stage.heed(happening, self._played)
                if not self._passing:
                    self._saw(sign)
                self._refresh()

    def _tell_who_sees(self, happening: telegrams.Happening, note: Json) -> None:
        for viewer, seat in self._viewers.items():
            if pane := self._stage.pane_of(seat, happening):
                viewer.tell(note | {"pane": pane})

    def _saw(self, sign: str) -> None:
        if sign and self._lessons.saw(sign):
            self._refresh()

    def _happened_at_work(self, _happening: slack_records.Happening) -> None:
        self._refresh()

    async def _look_on(self) -> None:
        seen: Json = {}
        while True:
            self._look_inside()
            shown = self._hands.shows()
            if shown != seen:
                seen = shown
                self._tell({"kind": "clock", "clock": shown})
            await asyncio.sleep(SECONDS_BETWEEN_LOOKS)

    async def _look_at_codes(self) -> None:
        while True:
            if await self._codes.look():
                self._refresh()
            await asyncio.sleep(SECONDS_BETWEEN_LOOKS)

    def _look_inside(self) -> None:
        fresh = self._inside.fresh()
        for each in fresh:
            is_played = each.who in self._played and not self._passing
            if is_played or each.kind in COMES_BY_ITSELF:
                self._saw(f"{each.kind.value} {each.name}")
        if fresh:
            self._tell({"kind": "inside", "glimpses": [self._inside.json(each) for each in fresh]})

    # What pages ask for.

    async def _answer(self, viewer: Viewer, asked: str) -> None:
        number: int | None = None
        try:
            number, place, act = self._read(asked)
            answer = await self._act(viewer, place, act)
        except Exception as error:  # an edge: whatever fails, the person is told kindly
            answer = {"sorry": sentence(error)}
        viewer.tell({"kind": "answer", "id": number, **answer})

    def _read(self, asked: str) -> tuple[int, str, Json]:
        try:
            read = json.loads(asked)
        except json.JSONDecodeError:
            raise Sorry(NOT_UNDERSTOOD) from None
        match read:
            case {"id": int(number), "to": str(place), "do": str()}:
                return number, place, read
            case _:
                raise Sorry(NOT_UNDERSTOOD)

    async def _pass_time(self, act: Json) -> Json:
        self._passing += 1
        try:
            return await self._hands.act(act)
        finally:
            self._look_inside()
            self._passing -= 1

    async def _act(self, viewer: Viewer, place: str, act: Json) -> Json:
        match place, act["do"]:
            case "clock", str(jump):
                # A second jump is refused, not waited for.
                answer = await self._pass_time(act)
                self._saw(jump)
                return answer
            case "page", "play":
                self._stage.take_seat(self._viewers[viewer], act)
                viewer.refresh()
                return {}
            case "page", "reset" if self._reset is not None:
                self._tell({"kind": "reset"})
                self._reset()
                return {}
            case _ if place in PANES:
                seat = self._viewers[viewer]
                whose, hands = self._stage.hands(seat, place)
                self._played.add(self._stage.played(seat, place))
                async with self._turns[whose]:
                    answer = await hands(act)
                self._saw(answer.pop("sign", ""))
                return answer
            case _:
                raise Sorry(NOT_UNDERSTOOD)
