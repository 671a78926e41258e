"""Socket Mode against the unmodified slack-bolt: greeting, events, redelivery, lost sockets."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.say.async_say import AsyncSay
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.slack.server import SlackServer

BOT, APP = "xoxb-sandbox", "xapp-sandbox"
NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)

LITTLE = 0.3
"""Seconds of patience, where nothing is acknowledged: elsewhere a busy machine may need more."""


class World:
    """A workspace, one person, and a bolt app to connect to it."""

    def __init__(self) -> None:
        self.slack = SlackServer(lambda: NINE)
        self.slack.courier.retry_delays = (0.0, 0.0)
        self.app = self.slack.add_app(BOT, APP)
        self.app.hears_itself = False
        self.mara = self.slack.add_person("Mara", user_id="U1")
        self.bolt = AsyncApp(token=BOT)
        # Every event that reached the app: id, number of the retry, text.
        self.heard: list[tuple[str, str, str]] = []
        self.news = asyncio.Event()

    async def start(self) -> None:
        await self.slack.start()
        client = AsyncWebClient(token=BOT, base_url=self.slack.url + "/api/")
        client.proxy = None
        self.bolt = AsyncApp(client=client)

    def listen(self, status: int = 200) -> None:
        """Note every event, as an app does that stores first and acknowledges then."""

        @self.bolt.middleware
        async def note(
            req: AsyncBoltRequest, next: Callable[[], Awaitable[BoltResponse]]
        ) -> BoltResponse:
            body = req.body
            retry = req.headers["x-slack-retry-num"][0]
            self.heard.append((body["event_id"], retry, body["event"].get("text", "")))
            self.news.set()
            return BoltResponse(status=status)

    async def hears(self, number: int) -> None:
        async with asyncio.timeout(60):
            while len(self.heard) < number:
                await self.news.wait()
                self.news.clear()


@pytest.fixture
async def world() -> AsyncIterator[World]:
    world = World()
    await world.start()
    yield world
    await world.slack.stop()


@asynccontextmanager
async def connected(
    world: World, *, pings_every: float = 5.0
) -> AsyncIterator[AsyncSocketModeHandler]:
    """Bolt, connected; it takes a connection for dead that answers a ping half an interval late."""
    handler = AsyncSocketModeHandler(world.bolt, APP, ping_interval=pings_every)
    handler.client.proxy = None
    await handler.connect_async()
    try:
        yield handler
    finally:
        await handler.close_async()
        client = handler.client
        tasks = (client.message_processor, client.message_receiver, client.current_session_monitor)
        await asyncio.gather(*[one for one in tasks if one], return_exceptions=True)


async def test_an_app_hears_a_direct_message_and_answers(world: World):
    @world.bolt.event("message")
    async def echo(event: dict[str, Any], say: AsyncSay) -> None:
        assert event["channel_type"] == "im"
        await say(f"You said {event['text']}")

    async with connected(world):
        await world.mara.say("hello")
        await world.slack.until(lambda: len(world.mara.direct_messages()) == 2)

    assert [one.text for one in world.mara.direct_messages()] == ["hello", "You said hello"]


async def test_opening_the_home_tells_the_app_which_answers_with_a_view(world: World):
    @world.bolt.event("app_home_opened")
    async def publish(event: dict[str, Any], client: AsyncWebClient) -> None:
        view = {"type": "home", "blocks": [{"type": "divider"}]}
        await client.views_publish(user_id=event["user"], view=view)

    async with connected(world):
        assert world.mara.home() is None
        await world.mara.open_home()
        await world.slack.until(lambda: world.mara.home() is not None)


async def test_a_connection_is_greeted_and_its_ticket_is_good_for_one(world: World):
    async with aiohttp.ClientSession() as session:
        headers = {"Authorization": f"Bearer {APP}"}
        address = world.slack.url + "/api/apps.connections.open"
        async with session.post(address, headers=headers) as answer:
            url = (await answer.json())["url"]

        async with session.ws_connect(url) as socket:
            hello = await socket.receive_json()
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(url)

    assert url.startswith("ws://")
    assert hello["type"] == "hello"
    assert hello["connection_info"] == {"app_id": world.app.id}


async def test_an_event_is_wrapped_as_the_real_one(world: World):
    url = world.slack.sockets.new_ticket(world.app)
    async with aiohttp.ClientSession() as session, session.ws_connect(url) as socket:
        await socket.receive_json()
        saying = asyncio.create_task(world.mara.say("hello"))
        envelope = await socket.receive_json()
        await socket.send_str(json.dumps({"envelope_id": envelope["envelope_id"]}))
        said = await saying

    assert envelope["type"] == "events_api"
    assert envelope["accepts_response_payload"] is False
    assert (envelope["retry_attempt"], envelope["retry_reason"]) == (0, "")
    payload = envelope["payload"]
    assert payload["type"] == "event_callback"
    assert payload["authorizations"][0]["user_id"] == world.app.bot_user
    assert (payload["event"]["user"], payload["event"]["ts"]) == ("U1", said.ts)


async def test_an_event_waits_for_the_next_connection(world: World):
    world.listen()

    await world.mara.say("is anybody there?")
    assert world.slack.courier.untold == 1
    async with connected(world):
        await world.hears(1)
        await world.slack.settled()
    assert world.slack.courier.untold == 0

    [(_, retry, text)] = world.heard
    assert (retry, text) == ("1", "is anybody there?")


async def test_an_unacknowledged_event_comes_again_with_its_id_until_slack_gives_up(world: World):
    world.slack.courier.patience = LITTLE
    world.listen(status=404)

    async with connected(world):
        await world.mara.say("hello")
        await world.hears(3)
        await asyncio.sleep(0.5)

    assert [retry for _, retry, _ in world.heard] == ["0", "1", "2"]
    assert len({event_id for event_id, _, _ in world.heard}) == 1


async def test_what_is_told_again_at_once_is_still_on_its_way(world: World):
    world.slack.courier.patience = LITTLE
    world.listen(status=404)

    async with connected(world):
        await world.mara.say("hello")
        await world.slack.settled()

    assert [retry for _, retry, _ in world.heard] == ["0", "1", "2"]


async def test_an_event_cut_off_before_its_acknowledgement_is_delivered_again(world: World):
    cut = asyncio.Event()

    @world.bolt.middleware
    async def cut_the_first(
        req: AsyncBoltRequest, next: Callable[[], Awaitable[BoltResponse]]
    ) -> BoltResponse:
        world.heard.append((req.body["event_id"], req.headers["x-slack-retry-num"][0], ""))
        world.news.set()
        if not cut.is_set():
            cut.set()
            world.slack.drop_sockets()
        return BoltResponse(status=200)

    async with connected(world, pings_every=0.5):
        await world.mara.say("hello")
        await world.hears(2)
        await world.slack.settled()

    first, second = world.heard
    assert first[0] == second[0]
    assert (first[1], second[1]) == ("0", "1")


async def test_a_client_asked_to_reconnect_does_so_and_misses_nothing(world: World):
    world.listen()

    async with connected(world):
        world.slack.refresh_sockets()
        await world.mara.say("one")
        await world.hears(1)
        await world.slack.settled()
        await world.slack.close_sockets()
        await world.mara.say("two")
        await world.hears(2)

    assert [text for _, _, text in world.heard] == ["one", "two"]


async def test_a_silent_connection_swallows_what_it_is_sent(world: World):
    world.listen()

    async with connected(world, pings_every=0.2):
        world.slack.silence_sockets()
        await world.mara.say("one")
        assert world.heard == []
        # The client misses its pongs and connects again by itself.
        await world.hears(1)

    assert world.heard[0][2] == "one"


async def test_one_of_several_connections_gets_an_envelope(world: World):
    world.listen()

    async with connected(world), connected(world):
        assert len(world.slack.sockets.of(world.app)) == 2
        for word in "abcdefgh":
            await world.mara.say(word)
        await world.hears(8)

    assert sorted(text for _, _, text in world.heard) == list("abcdefgh")


async def test_an_app_hears_its_own_messages_changed_as_well(world: World):
    world.app.hears_itself = True
    bodies: list[dict[str, Any]] = []

    url = world.slack.sockets.new_ticket(world.app)
    async with aiohttp.ClientSession() as session, session.ws_connect(url) as socket:
        await socket.receive_json()
        posted = await world.bolt.client.chat_postMessage(channel="U1", text="one")
        where = {"channel": posted["channel"], "ts": posted["ts"]}
        await world.bolt.client.chat_update(**where, text="two")
        for _ in range(2):
            envelope = await socket.receive_json()
            bodies.append(envelope["payload"]["event"])
            await socket.send_str(json.dumps({"envelope_id": envelope["envelope_id"]}))

    said, changed = bodies
    assert said["bot_id"] == world.app.bot_id
    assert (changed["subtype"], changed["message"]["text"]) == ("message_changed", "two")


async def test_the_server_comes_back_with_what_was_there(world: World):
    world.listen()
    port = int(world.slack.url.rpartition(":")[2])

    await world.mara.say("before")
    await world.slack.stop()
    await world.slack.start(port=port)
    async with connected(world):
        await world.hears(1)

    assert [one.text for one in world.mara.direct_messages()] == ["before"]
