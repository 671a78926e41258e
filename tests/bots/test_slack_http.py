"""Slack over HTTP, with the real Bolt: only what Slack signed, of these minutes, and only once."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from io import BytesIO
from urllib.parse import urlencode

import pytest
from aiohttp import ClientSession
from hypothesis import given
from hypothesis import strategies as st
from structlog.testing import capture_logs

from bots.slack_therapists.app import BadToken, build_app, tried
from bots.slack_therapists.http_mode import (
    Outcome,
    Seen,
    SlackDoor,
    SlackDoors,
    path_of,
    refusal_of,
    signature_of,
    slack_routes,
)
from conversations.envelopes import TryLater
from conversations.turn import Said, Submitted, Tapped
from portal.http import LARGEST_BODY, HttpServer
from tests.bots.slack_world import ALERT, NINE, NOT_KEPT, World, card, check, snooze, support

PRACTICE = "0198c0de-0000-7000-8000-000000000001"
SECRET = "sandbox-signing-secret"
FORM = "application/x-www-form-urlencoded"


class Called(World):
    """The workspace calls the app instead of waiting for its sockets."""

    def __init__(self) -> None:
        super().__init__()
        self.outcomes: list[Outcome] = []
        self.doors = SlackDoors(lambda: self.now, self.outcomes.append, answer_within=0.3)
        self.portal = HttpServer(slack_routes(self.doors))

    @property
    def url(self) -> str:
        return self.portal.url + path_of(PRACTICE)

    async def post(self, body, content_type="application/json", *, at=None, **changed):
        stamp = str(int((at or self.now).timestamp()))
        raw = body.getvalue() if isinstance(body, BytesIO) else body
        headers = {
            "Content-Type": content_type,
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": signature_of(SECRET, stamp, raw),
            **{name.replace("_", "-"): value for name, value in changed.items()},
        }
        async with (
            ClientSession() as http,
            http.post(self.url, data=body, headers=headers) as answer,
        ):
            return answer.status, await answer.text()


@pytest.fixture
async def world() -> AsyncIterator[Called]:
    world = Called()
    world.slack.courier.retry_delays = (0.0, 0.0)
    await world.slack.start()
    await world.portal.start("127.0.0.1", 0)
    async with world.client() as client:
        app = build_app(client, world.receive, check, NOT_KEPT)
        world.doors.open(PRACTICE, SlackDoor(app, SECRET))
        world.app.request_url = world.url
        yield world
        await world.portal.close()
    await world.slack.stop()


def message(text: str = "hello", event_id: str = "Ev1") -> bytes:
    event = {"type": "message", "channel_type": "im", "user": "U1", "text": text}
    return json.dumps({"type": "event_callback", "event_id": event_id, "event": event}).encode()


# --- what is heard ---------------------------------------------------------------------------


async def test_a_direct_message_is_kept_and_acknowledged(world: Called):
    await world.mara.say("hello")
    await world.slack.settled()

    assert world.events == [Said("hello")]
    assert world.outcomes == [Outcome.ANSWERED]


async def test_a_message_that_could_not_be_kept_is_brought_again_and_kept_once(world: Called):
    world.failures = 2

    await world.mara.say("hello")
    await world.attempted(3)
    await world.slack.settled()

    assert len(set(world.attempts)) == 1
    assert world.events == [Said("hello")]
    assert world.outcomes.count(Outcome.REPEATED) == 2


async def test_a_repeated_event_that_was_kept_already_has_the_same_id(world: Called):
    await world.post(message())
    world.now += timedelta(minutes=1)
    again = await world.post(message(), X_Slack_Retry_Num="1", X_Slack_Retry_Reason="timeout")

    assert again[0] == 200
    assert world.attempts == ["Ev1", "Ev1"]
    assert world.events == [Said("hello")]


async def test_presses_and_forms_come_as_they_do_by_socket(world: Called):
    async with world.messenger() as messenger:
        await messenger.send("U1", card(), None)
        assert (await world.mara.press("Send support")).acknowledged
        await messenger.open_form(world.inbounds[-1].answer_to, support())
        world.mara.fill("text", "x" * 1001)
        shown = await world.mara.submit()
        world.mara.fill("text", "I am thinking of you.")
        closed = await world.mara.submit()

    assert shown == {"text:0": "Please keep it under 1,000 characters."}
    assert closed == {}
    assert world.events[0] == Tapped(f"alert:{ALERT.id}", "support")
    values = {"suggestion": "0", "text": "I am thinking of you."}
    assert world.events[1:] == [Submitted("support", str(ALERT.id), values)]


async def test_a_form_that_could_not_be_kept_says_so_and_can_be_sent_again(world: Called):
    async with world.messenger() as messenger:
        await messenger.send("U1", card(), None)
        await world.mara.press("Snooze")
        await messenger.open_form(world.inbounds[-1].answer_to, snooze())
        world.mara.fill("until", "week")
        world.failures = 1
        shown = await world.mara.submit()
        closed = await world.mara.submit()

    assert shown == {"until": NOT_KEPT}
    assert closed == {}
    assert world.events[-1] == Submitted("snooze", str(ALERT.id), {"until": "week"})


async def test_a_press_that_could_not_be_kept_shows_as_failed(world: Called):
    async with world.messenger() as messenger:
        await messenger.send("U1", card(), None)
        world.failures = 1
        press = await world.mara.press("Resolve")

    assert not press.acknowledged
    assert world.inbox == {}


async def test_an_inbox_that_takes_too_long_is_not_waited_for(world: Called):
    async def hang(_arrived):
        await asyncio.Event().wait()

    async with world.client() as client:
        world.doors.open(PRACTICE, SlackDoor(build_app(client, hang, check, NOT_KEPT), SECRET))
        status, _ = await world.post(message())

    assert status == 503
    assert world.outcomes == [Outcome.NOT_KEPT]


async def test_a_command_is_acknowledged(world: Called):
    assert (await world.mara.command("/portal")).acknowledged


async def test_slacks_question_whether_the_address_is_ours_is_answered(world: Called):
    body = json.dumps({"type": "url_verification", "challenge": "3eZbrw1a"}).encode()

    status, text = await world.post(body)

    assert status == 200
    assert json.loads(text) == {"challenge": "3eZbrw1a"}


# --- what is not Slack's ---------------------------------------------------------------------


async def test_a_question_that_is_not_signed_is_not_answered(world: Called):
    body = json.dumps({"type": "url_verification", "challenge": "x"}).encode()

    assert await world.post(body, X_Slack_Signature="v0=00") == (401, "")


@pytest.mark.parametrize(
    "changed",
    [
        {"X_Slack_Signature": ""},
        {"X_Slack_Signature": "v0=" + "0" * 64},
        {"X_Slack_Signature": signature_of("another-secret", str(int(NINE.timestamp())), b"{}")},
        {"X_Slack_Request_Timestamp": ""},
        {"X_Slack_Request_Timestamp": "now"},
        {"X_Slack_Request_Timestamp": str(int(NINE.timestamp()) + 1)},
    ],
)
async def test_a_wrong_signature_is_refused_without_detail(world: Called, changed):
    assert await world.post(message(), **changed) == (401, "")
    assert world.outcomes == [Outcome.WRONG_SIGNATURE]
    assert not world.attempts


async def test_a_body_changed_on_its_way_is_refused(world: Called):
    stamp = str(int(NINE.timestamp()))
    signature = signature_of(SECRET, stamp, message("I resolve this"))

    status, _ = await world.post(message("I resolve that"), X_Slack_Signature=signature)

    assert status == 401
    assert not world.attempts


@pytest.mark.parametrize("off", [timedelta(minutes=5, seconds=1), timedelta(days=-1)])
async def test_a_request_of_another_time_is_refused(world: Called, off):
    assert (await world.post(message(), at=NINE - off))[0] == 401
    assert world.outcomes == [Outcome.TOO_OLD]
    assert not world.attempts


@pytest.mark.parametrize("off", [timedelta(minutes=5), timedelta(minutes=-5), timedelta(0)])
async def test_clocks_may_differ_by_five_minutes(world: Called, off):
    assert (await world.post(message(), at=NINE - off))[0] == 200


async def test_a_request_sent_a_second_time_by_somebody_has_no_effect(world: Called):
    payload = {"type": "block_actions", "trigger_id": "1.2", "user": {"id": "U1"}, "actions": []}
    body = urlencode({"payload": json.dumps(payload)}).encode()

    first = await world.post(body, FORM)
    world.now += timedelta(minutes=4)
    second = await world.post(body, FORM, at=NINE)

    assert (first[0], second) == (200, (200, ""))
    assert world.attempts == ["1.2"]
    assert world.outcomes == [Outcome.ANSWERED, Outcome.REPLAYED]


async def test_a_request_that_was_not_kept_may_come_again_to_the_letter(world: Called):
    world.failures = 1

    assert (await world.post(message()))[0] == 503
    assert (await world.post(message()))[0] == 200

    assert world.events == [Said("hello")]


async def test_a_second_one_is_not_acknowledged_while_the_first_is_being_kept(world: Called):
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def slowly(arrived):
        begun.set()
        await go_on.wait()
        await world.receive(arrived)

    async with world.client() as client:
        world.doors.open(PRACTICE, SlackDoor(build_app(client, slowly, check, NOT_KEPT), SECRET))
        first = asyncio.create_task(world.post(message()))
        await begun.wait()
        second = await world.post(message())
        go_on.set()

        assert second[0] == 503
        assert (await first)[0] == 200
    assert world.attempts == ["Ev1"]


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"not json", 400), (b"\xff\xfe", 400), (b"[1]", 400), (b"", 200), (b"{}", 200)],
)
async def test_a_signed_body_that_says_nothing_is_no_fault(world: Called, body, status):
    assert (await world.post(body))[0] == status
    assert not world.attempts


async def test_a_body_that_is_too_large_is_refused(world: Called):
    assert (await world.post(BytesIO(b"x" * (LARGEST_BODY + 1))))[0] == 413
    assert world.outcomes == [Outcome.TOO_LARGE]


async def test_a_door_that_is_shut_or_nobodys_lets_nobody_in(world: Called):
    world.doors.shut(PRACTICE)

    assert await world.post(message()) == (404, "")


async def test_the_secret_of_another_practice_does_not_open_the_door(world: Called):
    async with world.client() as client:
        app = build_app(client, world.receive, check, NOT_KEPT)
        world.doors.open(PRACTICE, SlackDoor(app, "the-secret-of-another"))

        assert (await world.post(message()))[0] == 401


async def test_thousands_of_forged_requests_are_refused_and_one_of_slacks_is_kept(world: Called):
    stamp = str(int(NINE.timestamp()))
    body = message()
    async with ClientSession() as http:

        async def forge(number: int) -> int:
            headers = {
                "Content-Type": "application/json",
                "X-Slack-Request-Timestamp": stamp,
                "X-Slack-Signature": f"v0={number:064x}",
            }
            async with http.post(world.url, data=body, headers=headers) as answer:
                return answer.status

        for start in range(0, 2000, 100):
            answers = await asyncio.gather(*(forge(start + each) for each in range(100)))
            assert set(answers) == {401}
        assert (await world.post(body))[0] == 200

    assert world.attempts == ["Ev1"]


async def test_the_log_says_nothing_of_what_a_person_wrote_nor_of_the_secret(world: Called):
    with capture_logs() as logs:
        await world.post(message("canary"), X_Slack_Signature="v0=canary")
        await world.post(b"canary")
        await world.post(message("canary"))
        await world.post(message("canary"))

    assert len(logs) == 3
    assert "canary" not in str(logs)
    assert SECRET not in str(logs)


# --- signatures ------------------------------------------------------------------------------


@given(st.binary(max_size=200), st.text(max_size=80))
def test_no_signature_but_the_right_one_is_right(body, tried_signature):
    stamp = str(int(NINE.timestamp()))
    right = signature_of(SECRET, stamp, body)

    assert refusal_of(SECRET, stamp, body, right, NINE) is None
    if tried_signature != right:
        refused = refusal_of(SECRET, stamp, body, tried_signature, NINE)
        assert refused is Outcome.WRONG_SIGNATURE


@given(st.text(max_size=20))
def test_no_stamp_but_seconds_is_a_stamp(stamp):
    signature = signature_of(SECRET, stamp, b"{}")

    assert refusal_of(SECRET, stamp, b"{}", signature, NINE) is not None


@given(st.binary(max_size=50), st.binary(max_size=50), st.integers(0, 50), st.integers(0, 255))
def test_a_signature_is_for_one_body_alone(head, tail, at, byte):
    stamp = str(int(NINE.timestamp()))
    body = head + tail
    other = body[:at] + bytes([byte]) + body[at + 1 :]

    refused = refusal_of(SECRET, stamp, other, signature_of(SECRET, stamp, body), NINE)

    assert (refused is None) == (other == body)


def test_what_has_been_seen_is_forgotten_after_its_time_and_never_grows_beyond_bounds():
    seen = Seen(most=3)
    later = NINE + timedelta(minutes=10)
    for name in "abcd":
        assert seen.begin(name, NINE, later) is None
        seen.end(name, answered=True)

    assert seen.begin("d", NINE, later) is True
    assert seen.begin("a", NINE, later) is None
    assert seen.begin("d", later + timedelta(seconds=1), later) is None


# --- tokens ----------------------------------------------------------------------------------


async def test_over_http_the_bot_token_alone_is_tried(world: Called):
    async with world.client() as client:
        await tried(client)
    async with world.client("xoxb-wrong") as client:
        with pytest.raises(BadToken, match="bot token"):
            await tried(client)

    assert world.calls("apps.connections.open") == 0
    await world.slack.stop()
    async with world.client() as client:
        with pytest.raises(TryLater):
            await tried(client)
