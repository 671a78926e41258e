"""Updates reach a bot by asking or by webhook, and wait until they are confirmed."""

import asyncio
import json
from datetime import UTC, datetime, timedelta

import pytest
from aiogram.types import Update
from aiohttp import ClientError, ClientSession, FormData, web

from sandbox.telegram import Fault, TelegramServer

TOKEN = "123:abc"
OTHER_POLLER = (
    "Conflict: terminated by other getUpdates request;"
    " make sure that only one bot instance is running"
)


class Line:
    """A server with one bot and one person, and a plain HTTP client to it."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 1, 9, tzinfo=UTC)
        self.server = TelegramServer(lambda: self.now)
        self.bot = self.server.add_bot(TOKEN, "care_bot", "Care")
        self.ana = self.server.add_person("Ana")
        self.http: ClientSession

    async def call(self, method, **params):
        url = f"{self.server.url}/bot{TOKEN}/{method}"
        async with self.http.post(url, json=params) as answer:
            return await answer.json()

    async def updates(self, **params):
        return (await self.call("getUpdates", **params))["result"]

    async def texts(self, **params):
        return [update["message"]["text"] for update in await self.updates(**params)]


@pytest.fixture
async def line():
    line = Line()
    await line.server.start()
    async with ClientSession() as line.http:
        yield line
    await line.server.stop()


@pytest.fixture
async def own_route():
    """A bot's own webhook route, and what it was sent."""
    route = web.Application()
    taken, refusals = [], []

    async def take(request: web.Request) -> web.Response:
        secret = request.headers.get("X-Telegram-Bot-Api-Secret-Token")
        taken.append((secret, await request.json()))
        return web.Response(status=refusals.pop() if refusals else 200)

    route.router.add_post("/hook", take)
    runner = web.AppRunner(route, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/hook", taken, refusals
    await runner.cleanup()


async def until(condition):
    async with asyncio.timeout(60):
        while not condition():  # noqa: ASYNC110 - what is awaited is behind a socket
            await asyncio.sleep(0.005)


async def test_updates_come_again_until_an_offset_confirms_them(line):
    for text in ("one", "two", "three"):
        line.ana.say("care_bot", text)

    first = await line.updates()
    again = await line.updates()

    assert first == again
    assert await line.texts(offset=first[1]["update_id"]) == ["two", "three"]
    assert await line.texts() == ["two", "three"]
    assert await line.updates(offset=first[2]["update_id"] + 1) == []


async def test_update_numbers_rise_from_a_start_of_their_own(line):
    other = TelegramServer(lambda: line.now, seed=1)
    other.add_bot(TOKEN, "care_bot", "Care")
    other.add_person("Ana").say("care_bot", "hello")
    for text in ("one", "two", "three"):
        line.ana.say("care_bot", text)

    numbers = [update["update_id"] for update in await line.updates()]

    assert numbers == [numbers[0], numbers[0] + 1, numbers[0] + 2]
    assert numbers[0] > 1000
    assert other.world.bot_named("care_bot").updates.pending()[0]["update_id"] != numbers[0]


async def test_update_numbers_start_anew_after_a_quiet_week(line):
    line.ana.say("care_bot", "one")
    [before] = await line.updates()
    line.now += timedelta(days=7)

    line.ana.say("care_bot", "two")

    [after] = await line.updates()
    assert abs(after["update_id"] - before["update_id"]) > 1


async def test_a_negative_offset_keeps_only_the_last(line):
    for text in ("one", "two", "three"):
        line.ana.say("care_bot", text)

    assert await line.texts(offset=-1) == ["three"]
    assert await line.texts() == ["three"]


@pytest.mark.parametrize(("limit", "count"), [(1, 1), (2, 2), (0, 1), (1000, 100), ("x", 100)])
async def test_a_limit_is_kept_between_1_and_100(line, limit, count):
    for number in range(101):
        line.ana.say("care_bot", str(number))

    assert len(await line.updates(limit=limit)) == count


async def test_a_long_poll_answers_the_moment_something_is_said(line):
    poll = asyncio.create_task(line.texts(timeout=50))
    await until(lambda: line.server.calls)
    await asyncio.sleep(0.02)
    assert not poll.done()

    line.ana.say("care_bot", "at last")

    # Long before it would end by itself.
    async with asyncio.timeout(20):
        assert await poll == ["at last"]


async def test_a_long_poll_ends_empty_when_nothing_comes(line):
    started = asyncio.get_running_loop().time()

    assert await line.updates(timeout=1) == []
    assert asyncio.get_running_loop().time() - started > 0.9


async def test_a_second_poller_sends_the_first_away(line):
    first = asyncio.create_task(line.call("getUpdates", timeout=50))
    await until(lambda: line.server.calls)
    await asyncio.sleep(0.02)

    second = asyncio.create_task(line.texts(timeout=50))

    assert await first == {"ok": False, "error_code": 409, "description": OTHER_POLLER}
    line.ana.say("care_bot", "hello")
    assert await second == ["hello"]


async def test_updates_are_kept_for_a_day(line):
    line.ana.say("care_bot", "old")
    line.now += timedelta(hours=23)
    line.ana.say("care_bot", "young")

    assert await line.texts() == ["old", "young"]
    line.now += timedelta(hours=1)
    assert await line.texts() == ["young"]


async def test_the_kinds_a_bot_asks_for_are_remembered(line):
    await line.updates(allowed_updates=["callback_query"])

    line.ana.say("care_bot", "unheard")

    assert await line.updates() == []
    assert (await line.call("getWebhookInfo"))["result"]["allowed_updates"] == ["callback_query"]
    await line.updates(allowed_updates=[])
    line.ana.say("care_bot", "heard")
    assert await line.texts() == ["heard"]


async def test_updates_survive_a_restart_of_the_server(line):
    line.ana.say("care_bot", "before")

    await line.server.stop()
    line.ana.say("care_bot", "meanwhile")
    await line.server.start()

    assert await line.texts() == ["before", "meanwhile"]


async def test_every_update_has_the_shape_that_aiogram_knows(line):
    line.ana.open_link("t.me/care_bot?start=a-1")
    sent = line.ana.say("care_bot", "see https://x.org 😀 /help")
    line.ana.edit("care_bot", sent.message_id, "see nothing")
    keyboard = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}
    await line.call("sendMessage", chat_id=line.ana.id, text="ok?", reply_markup=keyboard)
    line.ana.tap("care_bot", "Yes")
    line.ana.block("care_bot")
    line.ana.unblock("care_bot")

    updates = [Update.model_validate(one) for one in await line.updates()]

    assert [update.event_type for update in updates] == [
        "message",
        "message",
        "edited_message",
        "callback_query",
        "my_chat_member",
        "my_chat_member",
    ]
    assert updates[0].message.text == "/start a-1"
    assert updates[0].message.entities[0].type == "bot_command"
    assert updates[0].message.from_user.language_code == "en"
    assert updates[3].callback_query.message.reply_markup.inline_keyboard[0][0].text == "Yes"
    assert updates[4].my_chat_member.new_chat_member.status == "kicked"


async def test_a_malformed_update_is_handed_out_as_it_is(line):
    broken = {"update_id": 7, "my_chat_member": {"new_chat_member": {"status": "astronaut"}}}

    line.server.inject("care_bot", broken)
    line.server.inject("care_bot", {"nonsense": True})

    first, second = await line.updates()
    assert first == broken
    assert second["nonsense"] is True
    assert isinstance(second["update_id"], int)
    assert await line.updates(offset=second["update_id"] + 1) == []


async def test_a_webhook_gets_every_update_in_order_with_its_secret(line, own_route):
    url, taken, _ = own_route
    line.ana.say("care_bot", "waiting")

    answer = await line.call("setWebhook", url=url, secret_token="s-1")
    for text in ("one", "two"):
        line.ana.say("care_bot", text)
    await until(lambda: len(taken) == 3)

    assert answer["description"] == "Webhook was set"
    assert [secret for secret, _ in taken] == ["s-1"] * 3
    assert [update["message"]["text"] for _, update in taken] == ["waiting", "one", "two"]
    info = (await line.call("getWebhookInfo"))["result"]
    assert (info["url"], info["pending_update_count"]) == (url, 0)


async def test_a_webhook_is_tried_again_until_it_takes_the_update(line, own_route):
    url, taken, refusals = own_route
    refusals += [503, 500]

    await line.call("setWebhook", url=url)
    line.ana.say("care_bot", "one")
    line.ana.say("care_bot", "two")
    await until(lambda: len(taken) == 4)

    assert [update["message"]["text"] for _, update in taken] == ["one", "one", "one", "two"]
    info = (await line.call("getWebhookInfo"))["result"]
    assert "503" in info["last_error_message"]


async def test_a_webhook_that_nobody_serves_keeps_its_updates(line):
    await line.call("setWebhook", url="http://127.0.0.1:9/hook")
    line.ana.say("care_bot", "one")
    await until(lambda: line.bot.webhook.failure)

    assert (await line.call("deleteWebhook"))["description"] == "Webhook was deleted"

    assert await line.texts() == ["one"]


async def test_one_cannot_poll_while_a_webhook_is_set(line, own_route):
    poll = asyncio.create_task(line.call("getUpdates", timeout=50))
    await until(lambda: line.server.calls)
    await line.call("setWebhook", url=own_route[0])

    refused = await line.call("getUpdates")

    assert (await poll)["description"] == "Conflict: terminated by setWebhook request"
    assert refused["error_code"] == 409
    assert refused["description"] == (
        "Conflict: can't use getUpdates method while webhook is active;"
        " use deleteWebhook to delete the webhook first"
    )


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        ({"url": "http://care.example/hook"}, "bad webhook: An HTTPS URL must be provided"),
        ({"url": "https://care.example/hook"}, "bad webhook: the sandbox delivers to loopback"),
        ({"url": "http://127.0.0.1:9/", "secret_token": "a b"}, "secret token contains unallowed"),
    ],
)
async def test_an_unfit_webhook_is_refused(line, params, reason):
    refused = await line.call("setWebhook", **params)

    assert refused["description"].startswith(f"Bad Request: {reason}")


async def test_pending_updates_are_dropped_on_demand(line):
    line.ana.say("care_bot", "one")

    await line.call("deleteWebhook", drop_pending_updates=True)

    assert await line.updates() == []


async def test_parameters_come_by_query_form_multipart_and_json_in_any_case(line):
    line.ana.open_link("@care_bot")
    base = f"{line.server.url}/bot{TOKEN}"
    multipart = FormData({"chat_id": str(line.ana.id)}, default_to_multipart=True)
    multipart.add_field("text", "multipart")
    by_query = {"chat_id": line.ana.id, "text": "query"}

    answers = [
        await line.http.get(f"{base}/SENDMESSAGE", params=by_query),
        await line.http.post(f"{base}/sendmessage", params=by_query),
        await line.http.post(f"{base}/sendMessage", data={**by_query, "text": "form"}),
        await line.http.post(f"{base}/sendMessage", data=multipart),
        await line.http.post(f"{base}/SendMessage", json={**by_query, "text": "json"}),
    ]

    assert [answer.status for answer in answers] == [200] * 5
    texts = [message.text for message in line.ana.chat("care_bot")[1:]]
    assert texts == ["query", "query", "form", "multipart", "json"]
    assert {call.method for call in line.server.calls} == {"sendMessage"}


@pytest.mark.parametrize(
    ("path", "code", "description"),
    [
        ("/bot9:nobody/getMe", 401, "Unauthorized"),
        (f"/bot{TOKEN}/getRich", 404, "Not Found"),
        (f"/file/bot{TOKEN}/photos/none.png", 404, "Not Found"),
        ("/file/bot9:nobody/photos/file_1.png", 401, "Unauthorized"),
    ],
)
async def test_what_is_not_there_is_refused_in_the_envelope(line, path, code, description):
    async with line.http.get(line.server.url + path) as answer:
        assert answer.status == code
        assert await answer.json() == {
            "ok": False,
            "error_code": code,
            "description": description,
        }


async def test_a_body_that_is_no_json_object_is_refused(line):
    url = f"{line.server.url}/bot{TOKEN}/getMe"
    headers = {"Content-Type": "application/json"}

    for body in ("{", "[]"):
        async with line.http.post(url, data=body, headers=headers) as answer:
            assert answer.status == 400


async def test_every_call_is_recorded_with_what_came_of_it(line):
    line.ana.open_link("care_bot")

    await line.call("sendMessage", chat_id=line.ana.id, text="hi")
    await line.call("sendMessage", chat_id=1, text="hi")

    good, bad = line.server.calls
    assert (good.at, good.bot, good.method, good.ok) == (line.now, "care_bot", "sendMessage", True)
    assert good.params == {"chat_id": str(line.ana.id), "text": "hi"}
    assert good.result["text"] == "hi"
    assert (bad.ok, bad.error) == (False, "Bad Request: chat not found")


@pytest.mark.parametrize("status", [429, 500, 502])
async def test_a_drill_makes_calls_fail_with_a_status(line, status):
    line.ana.open_link("care_bot")
    line.server.fault = lambda call: Fault.answer(status, retry_after=3)
    url = f"{line.server.url}/bot{TOKEN}/sendMessage"

    async with line.http.post(url, json={"chat_id": line.ana.id, "text": "hi"}) as answer:
        body = await answer.text()

    assert answer.status == status
    assert len(line.ana.chat("care_bot")) == 1
    if status == 429:
        assert json.loads(body)["parameters"] == {"retry_after": 3}


async def test_a_drill_makes_a_chat_move(line):
    line.ana.open_link("care_bot")
    line.server.fault = lambda call: Fault.moved(-100123)

    body = await line.call("sendMessage", chat_id=line.ana.id, text="hi")

    assert body["error_code"] == 400
    assert body["parameters"] == {"migrate_to_chat_id": -100123}
    assert len(line.ana.chat("care_bot")) == 1


@pytest.mark.parametrize(("fault", "posted"), [(Fault.reset_before(), 0), (Fault.reset_after(), 1)])
async def test_a_cut_connection_leaves_open_whether_the_call_was_accepted(line, fault, posted):
    line.ana.open_link("care_bot")
    line.server.fault = lambda call: fault

    with pytest.raises(ClientError):
        await line.call("sendMessage", chat_id=line.ana.id, text="hi")

    assert len(line.ana.chat("care_bot")) == 1 + posted


async def test_a_drill_makes_a_call_go_unanswered(line):
    line.server.fault = lambda call: Fault.timeout() if call.method == "getMe" else None

    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.1):
            await line.call("getMe")

    assert (await line.call("getWebhookInfo"))["ok"]
