"""What Telegram brings is kept before it is confirmed, what is forged is not let in."""

import asyncio
import json
import re
from contextlib import asynccontextmanager, suppress
from functools import partial
from io import BytesIO

import pytest
from aiohttp import ClientSession
from hypothesis import given
from hypothesis import strategies as st
from structlog.testing import capture_logs

from bots.telegram_clients.connection import BadToken
from bots.telegram_clients.hearing import ASKED_FOR
from bots.telegram_webhook.door import SECRET_HEADER, Door, Doors, Outcome, path_of, telegram_routes
from bots.telegram_webhook.keeper import Webhook, WebhookKeeper
from bots.telegram_webhook.secret import is_same, secret_of
from conversations.envelopes import CLIENTS, GROUPS
from portal.http import LARGEST_BODY, HttpServer
from portal.telegram_ears import clients_api, clients_net
from sandbox.telegram import Fault
from tests.bots.test_telegram_ingest import BOT, CARD, SECRET, TOKEN, Line, until

PRACTICE = "0198c0de-0000-7000-8000-000000000001"
MASTER = "the-secret-in-the-settings"
MINE = secret_of(MASTER, PRACTICE, CLIENTS)
JSON = {"Content-Type": "application/json"}


class Called(Line):
    """The sandbox, an inbox that may fail, and the door between them."""

    def __init__(self) -> None:
        super().__init__()
        self.outcomes = []
        self.doors = Doors(self.outcomes.append, keep_within=0.3, read_within=0.3)
        self.net = clients_net(self.rescue, self.messenger)
        self.portal = HttpServer(telegram_routes(self.doors))
        self.keeper = None
        self.taken_back = 0

    async def open(self) -> None:
        await self.server.start()
        await self.portal.start("127.0.0.1", 0)
        self.doors.open(PRACTICE, CLIENTS, Door(MINE, self.receive, self.net.catch))

    @property
    def url(self) -> str:
        return self.portal.url + path_of(PRACTICE, CLIENTS)

    def webhook(self) -> Webhook:
        return Webhook(self.url, MINE, ASKED_FOR)

    def note_taken_back(self):
        self.taken_back += 1

    @asynccontextmanager
    async def kept(self, token=TOKEN):
        """A keeper at work, whose looks the test makes."""
        async with ClientSession() as http:
            asking = partial(clients_api(token, self.server.url).ask, http)
            keeper = WebhookKeeper(
                asking, self.webhook(), sleep=self.wait, taken_back=self.note_taken_back
            )
            running = asyncio.create_task(keeper.run())
            try:
                await asyncio.wait_for(keeper.is_set.wait(), 60)
                yield keeper
            finally:
                running.cancel()
                with suppress(asyncio.CancelledError):
                    await running

    async def wait(self, seconds):
        self.pauses.append(seconds)
        await (asyncio.Event().wait() if seconds > 60 else asyncio.sleep(0))

    async def post(self, body=b'{"update_id": 1}', *, path=None, **headers):
        sent = {SECRET_HEADER: MINE, **JSON, **headers}
        address = self.portal.url + path if path else self.url
        async with ClientSession() as http, http.post(address, data=body, headers=sent) as answer:
            return answer.status, await answer.read()


@pytest.fixture
async def called():
    called = Called()
    await called.open()
    yield called
    await called.portal.close()
    await called.server.stop()


# --- keeping ---------------------------------------------------------------------------------


async def test_what_telegram_brings_is_kept_as_it_came_and_then_confirmed(called):
    async with called.kept():
        called.ana.say(BOT, "one")
        called.ana.say(BOT, "two")
        await until(lambda: not called.bot.updates.count())

    assert called.said() == ["one", "two"]
    assert called.outcomes == [Outcome.KEPT] * 2


async def test_what_could_not_be_kept_is_brought_again(called):
    called.failures = [OSError("no database"), "hang"]
    async with called.kept():
        called.ana.say(BOT, "hello")
        await until(lambda: called.inbox)

    assert called.said() == ["hello"]
    assert called.outcomes == [Outcome.NOT_KEPT, Outcome.NOT_KEPT, Outcome.KEPT]
    assert "503" in called.bot.webhook.failure


async def test_help_comes_while_nothing_can_be_kept_once_per_update(called):
    called.failures = [OSError("no database")] * 3
    async with called.kept():
        called.ana.say(BOT, "/help")
        await until(lambda: called.inbox)

    assert called.messenger.sent == [(str(called.ana.id), CARD)]


async def test_two_who_need_help_at_once_get_one_card_each(called):
    called.failures = [OSError("no database")] * 6
    first, second = (
        json.dumps({"update_id": number, "message": message}).encode()
        for number, message in ((1, help_from(7)), (2, help_from(8)))
    )

    for _ in range(3):
        assert (await called.post(first))[0] == 503
        assert (await called.post(second))[0] == 503

    assert called.messenger.sent == [("7", CARD), ("8", CARD)]


def help_from(person):
    chat = {"id": person, "type": "private", "first_name": "A"}
    sender = {"id": person, "is_bot": False, "first_name": "A"}
    return {"message_id": 1, "date": 1, "chat": chat, "from": sender, "text": "/help"}


async def test_an_update_brought_twice_has_one_id(called):
    assert (await called.post())[0] == 200
    assert (await called.post())[0] == 200

    assert list(called.inbox) == ["1"]


async def test_a_door_that_is_shut_lets_nobody_in(called):
    called.doors.shut(PRACTICE, CLIENTS)

    assert await called.post() == (404, b"")
    assert not called.attempts


# --- what is not Telegram's ------------------------------------------------------------------


@pytest.mark.parametrize("secret", ["", "wrong", MINE[:-1], MINE + "x", MINE.lower(), MASTER])
async def test_a_wrong_secret_is_refused_without_detail(called, secret):
    assert await called.post(**{SECRET_HEADER: secret}) == (401, b"")
    assert called.outcomes == [Outcome.WRONG_SECRET]
    assert not called.attempts


async def test_without_a_secret_nobody_is_let_in(called):
    async with ClientSession() as http, http.post(called.url, json={"update_id": 1}) as answer:
        assert answer.status == 401

    assert not called.attempts


async def test_the_secret_of_another_bot_or_practice_does_not_open_the_door(called):
    for other in (secret_of(MASTER, PRACTICE, GROUPS), secret_of(MASTER, "another", CLIENTS)):
        assert (await called.post(**{SECRET_HEADER: other}))[0] == 401


@pytest.mark.parametrize("path", ["/telegram/x/clients", "/telegram/x", "/", "/telegram/../x"])
async def test_an_address_that_is_nobodys_is_not_found(called, path):
    assert (await called.post(path=path))[0] == 404


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b'{"update_id": 1}', {"Content-Type": "text/plain"}, 415),
        (b"update_id=1", {"Content-Type": "application/x-www-form-urlencoded"}, 415),
        (b"not json", {}, 400),
        (b"[" * 100_000, {}, 400),
        (b"\xff\xfe", {}, 400),
        (BytesIO(b"x" * (LARGEST_BODY + 1)), {}, 413),
    ],
)
async def test_a_body_that_telegram_would_not_send_is_refused(called, body, headers, status):
    assert (await called.post(body, **headers))[0] == status
    assert not called.attempts


@pytest.mark.parametrize("body", [b"[]", b"{}", b'{"update_id": "1"}', b'{"update_id": true}'])
async def test_an_update_without_a_number_stops_no_other(called, body):
    assert (await called.post(body))[0] == 200
    assert called.outcomes == [Outcome.WITHOUT_NUMBER]
    assert not called.attempts


async def test_a_body_that_does_not_come_is_not_waited_for(called):
    async def trickle():
        yield b"{"
        await asyncio.sleep(5)

    assert (await called.post(trickle()))[0] == 408
    assert called.outcomes == [Outcome.TOO_SLOW]


async def test_thousands_of_forged_requests_are_refused_and_one_of_telegrams_is_kept(called):
    async with ClientSession() as http:

        async def forge(number):
            headers = {SECRET_HEADER: f"{MINE[:-4]}{number:04}", **JSON}
            async with http.post(called.url, data=b'{"update_id": 1}', headers=headers) as answer:
                return answer.status

        for start in range(0, 2000, 100):
            answers = await asyncio.gather(*(forge(start + each) for each in range(100)))
            assert set(answers) == {401}
        assert (await called.post())[0] == 200

    assert len(called.attempts) == 1


async def test_the_log_says_nothing_of_what_a_person_wrote_nor_of_the_secret(called):
    called.failures = [OSError(SECRET)]
    called.messenger.failures = [RuntimeError(SECRET)]
    message = {**help_from(7), "text": f"/help {SECRET}"}

    with capture_logs() as logs:
        await called.post(json.dumps({"update_id": 1, "message": message}).encode())
        await called.post(**{SECRET_HEADER: "wrong"})

    assert {"telegram-updates-not-kept", "telegram-webhook-forged"} <= {
        log["event"] for log in logs
    }
    assert SECRET not in str(logs)
    assert MINE not in str(logs)


# --- secrets ---------------------------------------------------------------------------------


@given(st.text(), st.text(), st.text())
def test_every_bot_has_a_secret_that_telegram_takes(master, practice, bot):
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}", secret_of(master, practice, bot))


@given(st.text(max_size=300))
def test_only_the_secret_itself_is_the_secret(tried):
    assert is_same(tried, MINE) == (tried == MINE)


@given(st.lists(st.text(max_size=5), min_size=2, max_size=2, unique=True))
def test_no_two_bots_share_a_secret(names):
    assert secret_of(MASTER, PRACTICE, names[0]) != secret_of(MASTER, PRACTICE, names[1])


# --- the keeper ------------------------------------------------------------------------------


async def test_the_webhook_is_set_with_its_secret_and_what_is_asked_for(called):
    async with called.kept():
        [asked] = called.asked("setWebhook")

    assert asked.params["url"] == called.url
    assert asked.params["secret_token"] == MINE
    assert MINE not in called.url
    assert called.bot.updates.allowed == ASKED_FOR


async def test_a_webhook_that_is_as_it_should_be_is_left_alone(called):
    async with called.kept() as keeper:
        await keeper.look()

        assert keeper.trouble == ""
    assert len(called.asked("setWebhook")) == 1
    assert called.pauses == [180.0]


async def test_a_webhook_set_elsewhere_by_somebody_is_taken_back_and_told(called):
    async with ClientSession() as http, called.kept() as keeper:
        thief = partial(clients_api(TOKEN, called.server.url).ask, http)
        await thief("setWebhook", url="http://127.0.0.1:9/thief", secret_token="theirs")

        with capture_logs() as logs:
            await keeper.look()

    assert called.bot.webhook.url == called.url
    [told] = [log for log in logs if log["event"] == "telegram-webhook-changed-by-somebody"]
    assert (told["log_level"], told["removed"]) == ("warning", False)
    assert called.taken_back == 1


async def test_a_webhook_removed_by_somebody_is_set_again(called):
    async with ClientSession() as http, called.kept() as keeper:
        await clients_api(TOKEN, called.server.url).ask(http, "deleteWebhook")
        await keeper.look()

    assert called.bot.webhook.url == called.url


async def test_a_secret_changed_by_somebody_is_set_again(called):
    async with ClientSession() as http, called.kept() as keeper:
        thief = partial(clients_api(TOKEN, called.server.url).ask, http)
        settings = {"allowed_updates": ASKED_FOR, "max_connections": 20}
        await thief("setWebhook", url=called.url, secret_token="theirs", **settings)
        called.ana.say(BOT, "hello")
        await until(lambda: called.bot.webhook.failure)
        await keeper.look()
        await until(lambda: called.inbox)

    assert called.said() == ["hello"]
    assert called.taken_back == 1


async def test_what_went_wrong_at_the_last_delivery_is_told_once(called):
    called.failures = [OSError("no database")]
    async with called.kept() as keeper:
        called.ana.say(BOT, "hello")
        await until(lambda: called.inbox)
        await keeper.look()
        trouble = keeper.trouble
        await keeper.look()

        assert "503" in trouble
        assert keeper.trouble == ""


async def test_a_telegram_that_does_not_answer_is_asked_again(called):
    called.server.fault = lambda call: (
        Fault.answer(502) if len(called.asked("setWebhook")) < 3 else None
    )
    async with called.kept():
        assert called.pauses[:2] == [1.0, 2.0]


async def test_a_look_without_an_answer_changes_nothing(called):
    async with called.kept() as keeper:
        called.server.fault = lambda call: Fault.answer(502)
        await keeper.look()

        assert keeper.is_set.is_set()


async def test_a_bad_token_ends_the_keeping(called):
    async with ClientSession() as http:
        keeper = WebhookKeeper(
            partial(clients_api("123:wrong", called.server.url).ask, http),
            called.webhook(),
            sleep=called.wait,
        )
        with pytest.raises(BadToken):
            await keeper.run()


async def test_the_webhook_stays_at_the_end_and_is_removed_when_polling_begins(called):
    async with called.kept():
        pass
    assert called.bot.webhook.url == called.url

    called.doors.shut(PRACTICE, CLIENTS)
    called.ana.say(BOT, "hello")
    called.start()
    await until(lambda: called.inbox)
    await called.stop()

    assert called.bot.webhook is None
    assert called.said() == ["hello"]
