"""HTTP mode: the same events and presses as signed requests, checked with slack_sdk."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.say.async_say import AsyncSay
from slack_sdk.signature import Clock, SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.slack.server import SlackServer

BOT, SECRET = "xoxb-sandbox", "a-signing-secret"

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)


class Nine(Clock):
    """The sandbox's clock, for the library that checks signatures."""

    def now(self) -> float:
        return NINE.timestamp()


@pytest.fixture
async def served() -> AsyncIterator[tuple[SlackServer, AsyncApp]]:
    slack = SlackServer(lambda: NINE)
    app = slack.add_app(BOT, "xapp-sandbox", signing_secret=SECRET)
    app.hears_itself = False
    await slack.start()
    client = AsyncWebClient(token=BOT, base_url=slack.url + "/api/")
    client.proxy = None
    # Bolt's own check reads the wall clock; the verifier behind it takes another.
    bolt = AsyncApp(client=client, signing_secret=SECRET, request_verification_enabled=False)
    verifier = SignatureVerifier(SECRET, clock=Nine())

    async def events(request: web.Request) -> web.Response:
        headers = {name.lower(): value for name, value in request.headers.items()}
        if not verifier.is_valid_request(await request.text(), headers):
            return web.Response(status=401)
        answer = await bolt.async_dispatch(await to_bolt_request(request))
        return await to_aiohttp_response(answer)

    application = web.Application()
    application.add_routes([web.post("/slack/events", events)])
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    app.request_url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    yield slack, bolt
    await slack.stop()
    await runner.cleanup()


async def test_events_presses_and_commands_arrive_signed(served: tuple[SlackServer, AsyncApp]):
    slack, bolt = served
    mara = slack.add_person("Mara", user_id="U1")
    pressed: list[dict[str, Any]] = []

    @bolt.event("message")
    async def offer(say: AsyncSay) -> None:
        label = {"type": "plain_text", "text": "Take"}
        button = {"type": "button", "text": label, "action_id": "take"}
        await say(text="pick", blocks=[{"type": "actions", "elements": [button]}])

    @bolt.action("take")
    async def take(ack: AsyncAck, body: dict[str, Any]) -> None:
        pressed.append(body)
        await ack()

    @bolt.command("/portal")
    async def portal(ack: AsyncAck) -> None:
        await ack("At your service")

    await mara.say("hello")
    await slack.until(lambda: len(mara.direct_messages()) == 2)
    press = await mara.press("Take")
    await mara.command("/portal")

    assert press.acknowledged
    assert pressed[0]["user"]["id"] == "U1"
    assert [one.text for one in mara.ephemerals()] == ["At your service"]


async def test_a_wrongly_signed_request_is_not_acknowledged(served: tuple[SlackServer, AsyncApp]):
    slack, _ = served
    slack.state.workspace.apps[0].signing_secret = "another"
    mara = slack.add_person("Mara")

    assert not (await mara.command("/portal")).acknowledged
