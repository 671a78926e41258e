"""The therapists' app, with the real Bolt and a Slack on loopback: kept, then acknowledged."""

import asyncio
import logging
from collections.abc import AsyncIterator

import pytest

from bots.slack_therapists.app import SILENT_INTERVALS, BadToken, SlackIngest, build_app
from bots.slack_therapists.connection import library_logger
from conversations.envelopes import Arrived, TryLater
from conversations.turn import Asked, Said, Submitted, Tapped
from sandbox.slack.records import Call, Fault, FaultKind
from tests.bots.slack_world import (
    ALERT,
    APP,
    BOT,
    LITTLE,
    NOT_KEPT,
    World,
    card,
    check,
    picture,
    snooze,
    support,
)


@pytest.fixture
async def world() -> AsyncIterator[World]:
    world = World()
    world.slack.courier.retry_delays = (0.0, 0.0)
    await world.slack.start()
    yield world
    await world.slack.stop()


async def opened(world: World, messenger, button: str, form) -> None:
    """Press a button of the newest message and open the form it asks for."""
    await messenger.send("U1", card(), None)
    before = len(world.inbox)
    assert (await world.mara.press(button)).acknowledged
    assert len(world.inbox) == before + 1
    trigger = world.inbounds[-1].answer_to
    await messenger.open_form(trigger, form)


# What is heard.


async def test_a_direct_message_is_kept_and_acknowledged(world: World):
    async with world.listening():
        await world.mara.say("is <this> read?")

    [inbound] = world.inbounds
    assert (inbound.bot, inbound.address) == ("slack", "U1")
    assert inbound.event == Said("is <this> read?")
    assert len(world.attempts) == 1


async def test_what_no_person_wrote_is_acknowledged_and_not_kept(world: World):
    async with world.listening(), world.messenger() as messenger:
        place = await messenger.send("U1", card(), None)
        await messenger.edit("U1", place, card(picture()))
        await world.slack.settled()
        await asyncio.sleep(0.05)

    assert world.attempts == []


async def test_a_press_names_question_choice_and_trigger(world: World):
    async with world.listening(), world.messenger() as messenger:
        await messenger.send("U1", card(), None)
        press = await world.mara.press("Snooze")

    [inbound] = world.inbounds
    assert press.acknowledged
    assert inbound.event == Tapped(f"alert:{ALERT.id}", "snooze")
    assert inbound.answer_to == press.payload["trigger_id"]
    assert list(world.inbox) == [press.payload["trigger_id"]]


async def test_a_message_that_comes_twice_has_one_id(world: World):
    async def receive(arrived: list[Arrived]) -> None:
        await world.receive(arrived)
        if len(world.attempts) == 1:
            world.slack.drop_sockets()

    async with world.client() as client:
        ingest = SlackIngest(build_app(client, receive, check, NOT_KEPT), APP, ping_interval=0.1)
        running = asyncio.create_task(ingest.run())
        await asyncio.wait_for(ingest.connected.wait(), 60)
        await world.mara.say("hello")
        await world.attempted(2)
        await world.slack.settled()
        await ingest.close()
        await running

    assert len(world.attempts) == 2
    assert world.events == [Said("hello")]


async def test_a_message_that_could_not_be_kept_comes_again(world: World):
    world.slack.courier.patience = LITTLE
    world.failures = 2

    async with world.listening():
        await world.mara.say("hello")
        await world.attempted(3)
        await world.slack.settled()

    assert len(set(world.attempts)) == 1
    assert world.events == [Said("hello")]


async def test_a_press_that_could_not_be_kept_shows_as_failed(world: World):
    async with world.listening(), world.messenger() as messenger:
        await messenger.send("U1", card(), None)
        world.failures = 1
        world.slack.courier.patience = LITTLE
        press = await world.mara.press("Resolve")

    assert not press.acknowledged
    assert world.inbox == {}


async def test_nothing_is_acknowledged_unkept_while_slack_refuses_the_token(world: World):
    async with world.listening():
        world.slack.fault = lambda call: (
            Fault(FaultKind.STATUS, 500) if call.method == "auth.test" else None
        )
        await world.mara.say("hello")
        await world.slack.settled()

    assert world.events == [Said("hello")]


# Forms.


async def test_a_press_opens_the_support_form_while_its_trigger_lives(world: World):
    async with world.listening(), world.messenger() as messenger:
        await opened(world, messenger, "Send support", support())

    view = world.mara.view
    assert (view.callback_id, view.private_metadata) == ("support", str(ALERT.id))
    assert view.blocks[0]["text"]["text"] == "Support for KF-12"


async def test_choosing_another_suggestion_refills_the_text(world: World):
    async with world.listening(), world.messenger() as messenger:
        await opened(world, messenger, "Send support", support())
        world.mara.fill("text", "half a thought")
        await world.mara.choose("suggestion", "2")
        asked = world.inbounds[-1]
        await messenger.update_form(asked.answer_to, support(2))
        await world.mara.submit()

    assert asked.event == Tapped(f"support:{ALERT.id}", "2")
    sent = world.events[-1]
    assert isinstance(sent, Submitted)
    assert sent.values == {"suggestion": "2", "text": support(2).text}


async def test_a_form_with_problems_shows_them_and_stays_open(world: World):
    async with world.listening(), world.messenger() as messenger:
        await opened(world, messenger, "Send support", support())
        world.mara.fill("text", "x" * 1001)
        shown = await world.mara.submit()
        kept = len(world.inbox)
        world.mara.fill("text", "I am thinking of you.")
        closed = await world.mara.submit()

    assert shown == {"text:0": "Please keep it under 1,000 characters."}
    assert kept == 1
    assert closed == {}
    assert world.mara.view is None
    values = {"suggestion": "0", "text": "I am thinking of you."}
    assert world.events[-1] == Submitted("support", str(ALERT.id), values)


async def test_a_form_that_could_not_be_kept_says_so_and_can_be_sent_again(world: World):
    async with world.listening(), world.messenger() as messenger:
        await opened(world, messenger, "Snooze", snooze())
        world.mara.fill("until", "week")
        world.failures = 1
        shown = await world.mara.submit()
        still_open = world.mara.view is not None
        closed = await world.mara.submit()

    assert shown == {"until": NOT_KEPT}
    assert still_open
    assert closed == {}
    assert world.events[-1] == Submitted("snooze", str(ALERT.id), {"until": "week"})
    assert world.attempts[-1] == world.attempts[-2]


async def test_a_window_has_one_id_however_often_it_is_filled_anew(world: World):
    async with world.listening(), world.messenger() as messenger:
        await opened(world, messenger, "Send support", support())
        window = world.mara.view
        first = window.hash
        world.failures = 1
        await world.mara.submit()
        await messenger.update_form(window.id, support())
        assert world.mara.view.hash != first
        await world.mara.submit()

    assert window.id in world.inbox
    assert world.attempts[-2:] == [window.id, window.id]


# The connection.


async def test_a_wrong_bot_token_is_told_with_the_next_step(world: World):
    async with world.client("xoxb-wrong") as client:
        ingest = SlackIngest(build_app(client, world.receive, check, NOT_KEPT), APP)
        with pytest.raises(BadToken, match=r"bot token .invalid_auth.*PORTAL_SLACK_BOT_TOKEN"):
            await ingest.run()


async def test_a_wrong_app_token_is_told_with_the_next_step(world: World):
    async with world.client() as client:
        app = build_app(client, world.receive, check, NOT_KEPT)
        with pytest.raises(BadToken, match=r"app token .not_allowed_token_type.*connections:write"):
            await SlackIngest(app, BOT).check()


async def test_a_slack_that_does_not_answer_is_no_bad_token(world: World):
    await world.slack.stop()

    async with world.client() as client:
        ingest = SlackIngest(
            build_app(client, world.receive, check, NOT_KEPT), APP, ping_interval=0.05
        )
        with pytest.raises(TryLater):
            await ingest.check()
        running = asyncio.create_task(ingest.run())
        await asyncio.sleep(0.1)
        await ingest.close()
        await running


async def test_a_slack_that_comes_late_is_waited_for(world: World):
    port = int(world.slack.url.rpartition(":")[2])
    await world.slack.stop()

    async with world.client() as client:
        ingest = SlackIngest(
            build_app(client, world.receive, check, NOT_KEPT), APP, ping_interval=0.05
        )
        running = asyncio.create_task(ingest.run())
        await asyncio.sleep(0.1)
        await world.slack.start(port=port)
        await asyncio.wait_for(ingest.connected.wait(), 60)
        await world.mara.say("hello")
        await world.attempted(1)
        await ingest.close()
        await running

    assert world.events == [Said("hello")]


async def test_an_address_that_does_not_work_is_given_up_for_the_next(world: World):
    tickets = world.slack.sockets
    good = tickets.new_ticket
    asked: list[str] = []

    def spoiled(app):
        asked.append(good(app))
        return asked[-1].replace("ticket=", "ticket=x") if len(asked) == 1 else asked[-1]

    tickets.new_ticket = spoiled

    async with world.listening(ping_interval=0.05):
        await world.mara.say("hello")
        await world.attempted(1)

    assert len(asked) > 1


async def test_a_connection_that_died_without_a_word_is_given_up_for_another(world: World):
    async with world.listening(ping_interval=0.1):
        world.slack.silence_sockets()
        await world.mara.say("hello")
        await world.attempted(1)

    assert world.events == [Said("hello")]


async def test_a_library_that_is_stuck_is_given_up_with_its_connection(world: World, caplog):
    async with world.listening(ping_interval=0.05):
        # The library sees the death, connects anew, and waits there for five minutes.
        world.slack.stall_sockets()
        world.slack.silence_sockets()
        await world.mara.say("hello")
        await world.attempted(1)
        waiting = world.slack.sockets.of(world.app)

    assert world.events == [Said("hello")]
    assert len([socket for socket in waiting if not socket.silent]) == 1
    assert "nothing heard from Slack for too long; connecting anew" in caplog.messages


async def test_a_quiet_connection_that_answers_pings_is_kept(world: World):
    async with world.listening(ping_interval=0.2):
        await asyncio.sleep(0.2 * (SILENT_INTERVALS + 2))

        assert world.calls("apps.connections.open") == 1


async def test_whoever_shows_something_is_told_of_every_connection_after_the_first(world: World):
    told, failures = [], [OSError("the disk is full")]

    async def show_anew() -> None:
        told.append(world.slack.sockets.of(world.app))
        if failures:
            raise failures.pop()

    async with world.listening(ping_interval=0.1, on_reconnect=show_anew) as ingest:
        assert told == []
        for times in (1, 2):
            await world.slack.close_sockets()
            async with asyncio.timeout(60):
                while len(told) < times:  # noqa: ASYNC110 - what is awaited is behind a socket
                    await asyncio.sleep(0.01)

        assert ingest.connected.is_set()


async def test_a_token_withdrawn_meanwhile_ends_the_listening_with_a_sentence(world: World):
    async with world.client() as client:
        app = build_app(client, world.receive, check, NOT_KEPT)
        ingest = SlackIngest(app, APP, ping_interval=0.05)
        running = asyncio.create_task(ingest.run())
        await asyncio.wait_for(ingest.connected.wait(), 60)
        world.app.app_token = "xapp-another"
        await world.slack.close_sockets()

        with pytest.raises(BadToken, match="app token"):
            await asyncio.wait_for(running, 60)
        await ingest.close()


async def test_what_is_being_kept_is_finished_before_the_end(world: World):
    asked, go_on = asyncio.Event(), asyncio.Event()

    async def receive(arrived: list[Arrived]) -> None:
        asked.set()
        await go_on.wait()
        await world.receive(arrived)

    async with world.client() as client:
        ingest = SlackIngest(build_app(client, receive, check, NOT_KEPT), APP)
        running = asyncio.create_task(ingest.run())
        await asyncio.wait_for(ingest.connected.wait(), 60)
        saying = asyncio.create_task(world.mara.say("hello"))
        await asked.wait()
        closing = asyncio.create_task(ingest.close())
        await asyncio.sleep(0.05)
        go_on.set()
        await closing
        await running
        await saying
    async with world.listening():
        await asyncio.sleep(0.1)

    assert world.events == [Said("hello")]
    assert len(world.attempts) == 1


async def test_the_app_goes_around_a_proxy_of_the_environment(world: World, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")

    async with world.listening():
        await world.mara.say("hello")

    assert world.events == [Said("hello")]


def test_the_library_says_what_happened_and_not_with_what(caplog):
    try:
        int("canary")
    except ValueError:
        library_logger().exception("Failed to connect (error: %s); Retrying...", "canary")
    library_logger().info("canary")

    assert caplog.messages == ["Failed to connect [ValueError]"]
    assert "canary" not in caplog.text


async def test_nothing_anybody_wrote_reaches_the_logs(world: World, caplog):
    caplog.set_level(logging.DEBUG)
    world.failures = 1

    def refuse_some(call: Call) -> Fault | None:
        return Fault(FaultKind.STATUS, 500) if call.method == "views.update" else None

    async with world.listening(), world.messenger() as messenger:
        patience, world.slack.courier.patience = world.slack.courier.patience, LITTLE
        await world.mara.say("canary-said")
        await world.attempted(2)
        world.slack.courier.patience = patience
        await opened(world, messenger, "Send support", support())
        world.slack.fault = refuse_some
        world.mara.fill("text", "canary-typed")
        await messenger.update_form(world.mara.view.id, support())
        await world.mara.submit()
        await world.slack.close_sockets()
        await asyncio.sleep(0.3)

    assert len(world.events) == 3
    assert "a Slack payload was not kept: OSError" in caplog.messages
    everything = " ".join(f"{record.getMessage()} {record.exc_text}" for record in caplog.records)
    for secret in ("canary", "ticket=", APP, BOT):
        assert secret not in everything


async def test_a_command_is_kept_and_answered_where_it_was_typed(world: World):
    async with world.listening():
        press = await world.mara.command("/portal", "clients")
        world.failures = 1
        failed = await world.mara.command("/portal", "test")

    assert world.events == [Asked("portal", "clients")]
    assert press.answer["response_type"] == "ephemeral"
    assert failed.answer["text"] == NOT_KEPT
