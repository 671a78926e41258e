"""No update is confirmed before it is kept, none stops the others, and help never waits."""

import asyncio
import json
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from aiohttp import ClientSession
from structlog.testing import capture_logs

from bots.telegram_clients.connection import BadToken
from bots.telegram_clients.hearing import ASKED_FOR, heard
from bots.telegram_clients.messenger import TelegramMessenger
from bots.telegram_polling.ingest import Ingest, TwoPollers, spread
from conversations.contents import Style
from conversations.envelopes import Place, Shown, ShownLine, TryLater, Unreachable
from conversations.turn import Asked, Said
from portal.telegram_ears import clients_api, clients_ear, clients_net
from sandbox.telegram import Fault, TelegramServer

TOKEN = "123:abc"
BOT = "care_bot"
SECRET = "what-a-person-wrote"
CARD = Shown((ShownLine("112", Style.TITLE),))


class Recorder:
    """A messenger that keeps what it is given."""

    def __init__(self) -> None:
        self.sent = []
        self.failures = []

    async def send(self, address, shown, thread):
        if self.failures:
            raise self.failures.pop(0)
        self.sent.append((address, shown))
        return Place(address, str(len(self.sent)))

    async def edit(self, address, place, shown):
        raise AssertionError("nothing is edited here")

    async def retire(self, address, place):
        raise AssertionError("nothing is retired here")


class Line:
    """The sandbox, an inbox that may fail, and the ingest between them."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 1, 9, tzinfo=UTC)
        self.server = TelegramServer(lambda: self.now)
        self.bot = self.server.add_bot(TOKEN, BOT, "Care")
        self.ana = self.server.add_person("Ana")
        self.messenger = Recorder()
        self.attempts = []
        self.inbox = {}
        self.failures = []
        self.pauses = []
        self.task = None

    def ingest(self, token=TOKEN, **options):
        return Ingest(
            clients_api(token, self.server.url),
            whose="the client bot",
            asked_for=ASKED_FOR,
            receive=self.receive,
            catch=clients_net(self.rescue, self.messenger).catch,
            sleep=self.sleep,
            jitter=lambda pause: pause,
            **({"poll_seconds": 1} | options),
        )

    async def receive(self, batch):
        self.attempts.append([arrived.update_id for arrived in batch])
        if self.failures:
            failure = self.failures.pop(0)
            if failure == "hang":
                await asyncio.Event().wait()
            raise failure
        self.inbox |= {arrived.update_id: arrived.body for arrived in batch}

    def rescue(self, inbound):
        return CARD if inbound.event == Asked("help") else None

    async def sleep(self, seconds):
        self.pauses.append(seconds)
        # The sandbox holds the next poll while nothing waits, so nothing spins here.
        await asyncio.sleep(0)

    def start(self, **options):
        self.task = asyncio.create_task(self.ingest(**options).run())

    async def stop(self):
        if self.task:
            self.task.cancel()
            with suppress(asyncio.CancelledError):
                await self.task
            self.task = None

    def said(self):
        events = [heard(body).event for body in self.inbox.values()]
        return [event.text for event in events if isinstance(event, Said)]

    def asked(self, method="getUpdates"):
        return [call for call in self.server.calls if call.method == method]

    def offsets(self):
        return [call.params.get("offset") for call in self.asked()]


@pytest.fixture
async def line():
    line = Line()
    await line.server.start()
    yield line
    await line.stop()
    await line.server.stop()


async def until(condition):
    async with asyncio.timeout(60):
        while not condition():  # noqa: ASYNC110 - what is awaited is behind a socket
            await asyncio.sleep(0.002)


# --- hearing ---------------------------------------------------------------------------------


async def test_what_is_said_is_kept_in_order_and_then_confirmed(line):
    for text in ("one", "two"):
        line.ana.say(BOT, text)

    line.start()
    await until(lambda: len(line.inbox) == 2)
    line.ana.say(BOT, "three")
    await until(lambda: len(line.inbox) == 3)
    await until(lambda: not line.bot.updates.count())

    assert line.said() == ["one", "two", "three"]
    assert line.pauses == []


async def test_the_first_poll_brings_no_offset_and_asks_for_each_kind_by_name(line):
    line.start()
    await until(line.asked)

    [first, *_] = line.asked()
    assert "offset" not in first.params
    assert first.params["timeout"] == "1"
    assert json.loads(first.params["allowed_updates"]) == [
        "message",
        "edited_message",
        "callback_query",
        "my_chat_member",
    ]


async def test_the_body_is_the_update_as_it_came(line):
    line.ana.say(BOT, "größer 😀 \u2028")
    [update] = line.bot.updates.pending()

    line.start()
    await until(lambda: line.inbox)

    assert [json.loads(body) for body in line.inbox.values()] == [update]
    assert list(line.inbox) == [str(update["update_id"])]


async def test_numbers_that_begin_anew_lower_after_a_quiet_week_are_heard(line):
    line.server.inject(BOT, {"update_id": 900_000_000})
    line.start()
    await until(lambda: len(line.inbox) == 1)
    await until(lambda: "900000001" in line.offsets())
    # The empty answer to that offset has shown that all before it is confirmed.
    await until(lambda: line.offsets()[-1] is None)

    line.server.inject(BOT, {"update_id": 5})
    await until(lambda: len(line.inbox) == 2)
    line.server.inject(BOT, {"update_id": 6})
    await until(lambda: len(line.inbox) == 3)

    assert list(line.inbox) == ["900000000", "5", "6"]


async def test_more_than_a_hundred_at_once_all_arrive(line):
    for number in range(250):
        line.ana.say(BOT, str(number))

    line.start()
    await until(lambda: len(line.inbox) == 250)

    assert line.said() == [str(number) for number in range(250)]


# --- nothing is lost -------------------------------------------------------------------------


async def test_what_could_not_be_kept_is_asked_for_again_with_the_same_offset(line):
    line.ana.say(BOT, "first")
    line.start()
    await until(lambda: line.inbox)
    line.failures = [OSError("disk full"), OSError("disk full"), OSError("disk full")]

    line.ana.say(BOT, "second")
    await until(lambda: len(line.inbox) == 2)

    [first, *again] = line.attempts
    assert again == [again[0]] * 4
    assert line.offsets()[1:5] == [str(int(first[0]) + 1)] * 4
    assert line.pauses == [0.5, 1.0, 1.5]


async def test_a_crash_between_keeping_and_confirming_repeats_and_loses_nothing(line):
    line.ana.say(BOT, "once")
    line.server.fault = lambda call: Fault.timeout() if "offset" in call.params else None
    line.start()
    await until(lambda: any(line.offsets()))
    await line.stop()
    line.server.fault = None

    line.start()
    await until(lambda: len(line.attempts) == 2)

    assert line.attempts[0] == line.attempts[1]
    assert line.said() == ["once"]


async def test_a_stop_while_something_is_being_kept_confirms_nothing(line):
    line.failures = ["hang"]
    line.ana.say(BOT, "in the middle")
    line.start()
    await until(lambda: line.attempts)

    await line.stop()

    assert line.offsets() == [None]
    assert line.bot.updates.count() == 1


async def test_keeping_that_takes_too_long_is_given_up_and_tried_again(line):
    line.failures = ["hang"]
    line.ana.say(BOT, "/help")

    line.start(keep_within=0.02)
    await until(lambda: line.inbox)

    assert line.messenger.sent == [(str(line.ana.id), CARD)]
    assert len(line.attempts) == 2


async def test_malformed_updates_do_not_stop_the_others(line):
    line.ana.say(BOT, "before")
    line.server.inject(BOT, {"message": {"text": "no sender"}})
    line.server.inject(BOT, {"my_chat_member": {"new_chat_member": {"status": "half-here"}}})
    line.server.inject(BOT, {"update_id": "no number"})
    line.ana.say(BOT, "after")

    line.start()
    await until(lambda: not line.bot.updates.count())

    [batch] = line.attempts
    assert len(batch) == 4
    assert b"before" in line.inbox[batch[0]]
    assert b"after" in line.inbox[batch[-1]]


async def test_an_update_without_a_number_holds_nobody_up(line):
    line.server.inject(BOT, {"update_id": None})
    line.server.inject(BOT, {"update_id": True})

    line.start()
    await until(lambda: len(line.pauses) > 2)
    assert line.attempts == []
    line.ana.say(BOT, "hello")
    await until(lambda: line.inbox)

    assert line.said() == ["hello"]
    assert set(line.pauses) == {0.5}


@pytest.mark.parametrize(
    "fault",
    [
        Fault.answer(500),
        Fault.answer(502),
        Fault.reset_before(),
        Fault.reset_after(),
        Fault.timeout(),
        Fault.timeout(accepted=True),
    ],
)
async def test_a_platform_in_trouble_is_asked_again_ever_more_slowly(line, fault):
    troubles = [fault] * 3
    line.server.fault = lambda call: troubles.pop() if troubles else None
    line.ana.say(BOT, "hello")

    line.start(poll_seconds=0, answer_within=0.05)
    await until(lambda: line.inbox)

    # A machine that is busy may answer late by itself, once more.
    assert line.pauses[:3] == [0.5, 1.0, 2.0]
    assert line.said() == ["hello"]


async def test_pauses_end_at_half_a_minute_and_begin_small_again(line):
    troubles = [Fault.answer(500)] * 9
    line.server.fault = lambda call: troubles.pop() if troubles else None
    line.ana.say(BOT, "hello")
    line.start()
    await until(lambda: line.inbox)
    assert line.pauses == [0.5, 1, 2, 4, 8, 16, 30, 30, 30]

    troubles.append(Fault.answer(500))
    line.ana.say(BOT, "again")
    await until(lambda: len(line.inbox) == 2)
    line.ana.say(BOT, "and again")
    await until(lambda: len(line.inbox) == 3)

    assert line.pauses[9:] == [0.5]


async def test_too_many_requests_wait_as_long_as_the_platform_asks(line):
    troubles = [Fault.answer(429, retry_after=11)]
    line.server.fault = lambda call: troubles.pop() if troubles else None
    line.ana.say(BOT, "hello")

    line.start()
    await until(lambda: line.inbox)

    assert line.pauses == [11.0]


def test_a_spread_pause_is_between_half_and_whole():
    assert all(2.0 <= spread(4.0) <= 4.0 for _ in range(100))


# --- the safety net --------------------------------------------------------------------------


async def test_help_comes_while_nothing_can_be_kept_once_per_update(line):
    line.failures = [OSError("no database")] * 3
    line.ana.say(BOT, "how are you")
    line.ana.say(BOT, "/help")

    line.start()
    await until(lambda: line.inbox)

    assert line.messenger.sent == [(str(line.ana.id), CARD)]
    assert len(line.inbox) == 2


async def test_help_asked_for_during_the_trouble_comes_as_well(line):
    trouble = [True]

    async def fail_while_troubled(batch):
        if trouble:
            raise OSError("no database")
        await Line.receive(line, batch)

    line.receive = fail_while_troubled
    line.ana.say(BOT, "/help")
    line.start()
    await until(lambda: len(line.messenger.sent) == 1)
    line.ana.say(BOT, "/help")
    await until(lambda: len(line.messenger.sent) == 2)
    trouble.clear()
    await until(lambda: line.inbox)

    assert len(line.inbox) == 2
    assert len(line.messenger.sent) == 2
    assert max(line.pauses) <= 1.5


async def test_help_reaches_the_chat_without_inbox_and_desk(line):
    line.messenger = TelegramMessenger(TOKEN, line.server.url)
    line.failures = [OSError("no database")]
    line.ana.say(BOT, "/help")

    line.start()
    await until(lambda: line.inbox)
    await line.messenger.close()

    assert line.ana.chat(BOT)[-1].text == "112"


async def test_help_that_could_not_be_sent_is_sent_at_the_next_try(line):
    line.failures = [OSError("no database")] * 3
    line.messenger.failures = [TryLater("no answer"), RuntimeError("a mistake of ours")]
    line.ana.say(BOT, "/help")

    line.start()
    await until(lambda: line.inbox)

    assert line.messenger.sent == [(str(line.ana.id), CARD)]


async def test_one_who_cannot_be_reached_does_not_keep_help_from_the_others(line):
    line.failures = [OSError("no database")] * 2
    line.messenger.failures = [Unreachable("blocked")]
    ben = line.server.add_person("Ben")
    line.server.inject(BOT, {"message": {"text": "/help"}})
    line.ana.say(BOT, "/help")
    ben.say(BOT, "/help")

    line.start()
    await until(lambda: line.inbox)

    assert line.messenger.sent == [(str(ben.id), CARD)]
    assert len(line.attempts) == 3


async def test_the_log_says_nothing_of_what_a_person_wrote(line):
    line.failures = [OSError(SECRET)]
    line.messenger.failures = [RuntimeError(SECRET)]
    line.server.inject(BOT, {"message": {"text": SECRET}})
    line.server.inject(BOT, {"update_id": SECRET})
    line.ana.say(BOT, f"/help {SECRET}")

    with capture_logs() as logs:
        line.start()
        await until(lambda: line.inbox)

    assert {log["event"] for log in logs} >= {
        "telegram-updates-not-kept",
        "telegram-help-not-sent",
        "telegram-help-not-yet-sent",
        "telegram-update-without-number",
    }
    assert SECRET not in str(logs)
    assert str(line.ana.id) not in str(logs)
    assert TOKEN not in str(logs)


# --- the platform's own conditions -----------------------------------------------------------


async def test_check_names_the_bot(line):
    assert await line.ingest().check() == BOT


@pytest.mark.parametrize("token", ["123:wrong", "", "no token"])
async def test_a_bad_token_is_said_plainly(line, token):
    with pytest.raises(BadToken, match="does not accept the token"):
        await line.ingest(token).check()
    with pytest.raises(BadToken):
        await line.ingest(token).run()


async def test_check_says_when_the_platform_does_not_answer(line):
    line.server.fault = lambda call: Fault.answer(502)

    with pytest.raises(TryLater, match="502"):
        await line.ingest().check()


async def test_an_address_that_is_not_telegram_is_no_bad_token(line):
    nowhere = f"{line.server.url}/nowhere"
    elsewhere = clients_ear(TOKEN, nowhere, line.receive, line.rescue, line.messenger)

    with pytest.raises(TryLater, match="404"):
        await elsewhere.check()


async def test_two_pollers_are_said_plainly(line):
    first, second = line.ingest(), line.ingest()

    with pytest.raises(TwoPollers, match="Another program is polling"):
        await race(first.run(), second.run())


async def race(*runs):
    tasks = [asyncio.create_task(run) for run in runs]
    try:
        async with asyncio.timeout(60):
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            await task
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def test_a_single_conflict_is_waited_out(line):
    line.start()
    await until(lambda: line.bot.updates._poller)

    await line.bot.updates.poll(0, 100, 0)
    line.ana.say(BOT, "hello")
    await until(lambda: line.inbox)

    assert line.said() == ["hello"]
    assert line.pauses == [0.5]


async def test_conflicts_long_ago_do_not_count(line):
    updates = line.bot.updates
    line.start()
    for conflict in range(8):
        await until(lambda: updates._poller)
        await updates.poll(0, 100, 0)
        for calm in range(3):
            await until(lambda: updates._poller)
            line.ana.say(BOT, "calm")
            await until(lambda heard=3 * conflict + calm + 1: len(line.inbox) == heard)

    assert line.pauses == [0.5] * 8
    assert not line.task.done()


async def test_a_webhook_that_is_set_makes_room_and_loses_nothing(line):
    await set_webhook(line)
    line.ana.say(BOT, "hello")

    line.start()
    await until(lambda: line.inbox)

    assert line.said() == ["hello"]
    assert len(line.asked("deleteWebhook")) == 1
    assert line.bot.webhook is None


async def set_webhook(line):
    async with ClientSession() as http:
        url = f"{line.server.url}/bot{TOKEN}/setWebhook"
        async with http.post(url, json={"url": "http://127.0.0.1:9/nobody"}) as answer:
            assert answer.status == 200


async def test_a_stop_during_the_long_poll_is_clean(line):
    line.start(poll_seconds=30)
    await until(lambda: line.bot.updates._poller)

    line.task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await line.task

    line.task = None
