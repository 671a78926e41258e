"""What therapists see, and what becomes of a letter that Slack does not take."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from aiohttp import web

from bots.slack_therapists.connection import web_client
from bots.slack_therapists.messenger import SlackMessenger
from bots.slack_therapists.refusals import SETUP_WAIT
from care.alerts import AlertState
from conversations.contents import Style
from conversations.envelopes import (
    Broken,
    Place,
    Shown,
    ShownButton,
    ShownLine,
    TryLater,
    Unreachable,
    Vanished,
)
from sandbox.slack.records import Call, Fault, FaultKind
from tests.bots.slack_world import ALERT, BOT, NINE, PNG, World, card, picture, snooze, support


@pytest.fixture
async def world() -> AsyncIterator[World]:
    world = World()
    await world.slack.start()
    yield world
    await world.slack.stop()


@pytest.fixture
async def messenger(world: World) -> AsyncIterator[SlackMessenger]:
    async with world.messenger() as messenger:
        yield messenger


BUTTONS = ("actions", "actions")
"""What can be done about an alert, and what can be said of it."""


def kinds(message) -> list[str]:
    return [block["type"] for block in message.blocks]


def shown_file(world: World, message) -> bytes | None:
    [image] = [block for block in message.blocks if block["type"] == "image"]
    return world.slack.state.workspace.files[image["slack_file"]["id"]].content


# What is shown.


async def test_an_alert_shows_headline_facts_picture_status_small_print_and_buttons(
    world: World, messenger: SlackMessenger
):
    place = await messenger.send("U1", card(picture()), None)

    message = world.last
    assert (message.channel, message.ts) == (place.channel, place.message)
    assert kinds(message) == ["header", "section", "image", "section", "context", *BUTTONS]
    assert message.blocks[0]["text"]["text"] == "KF-12: anxiety has been rising"
    assert message.blocks[2]["alt_text"] == "Anxiety: 5, 7, 9"
    assert shown_file(world, message) == PNG
    assert message.blocks[3]["text"]["text"] == "Not taken yet."
    assert world.mara.buttons() == [
        *("Send support", "Chart", "Snooze", "Resolve", "Open the record"),
        *("Useful", "Not useful", "Knew already"),
    ]


async def test_a_message_says_the_same_without_blocks(world: World, messenger: SlackMessenger):
    line = ShownLine("*2 < 3* & <!channel>")

    await messenger.send("U1", Shown((line,)), None)

    assert world.last.text == "*2 &lt; 3* &amp; &lt;!channel&gt;"
    [section] = world.last.blocks
    assert section["text"] == {"type": "plain_text", "text": line.text, "emoji": False}


async def test_an_edit_shows_how_things_stand_now_with_the_same_picture(
    world: World, messenger: SlackMessenger
):
    place = await messenger.send("U1", card(picture()), None)
    taken = replace(ALERT, state=AlertState.TAKEN, by="Mara", at=NINE)

    await messenger.edit("U1", place, card(picture(), taken))
    await messenger.edit("U1", place, card(picture(), taken))

    [message] = world.mara.direct_messages()
    assert "Taken by Mara" in message.blocks[3]["text"]["text"]
    assert shown_file(world, message) == PNG
    assert world.calls("upload") == 1


async def test_a_chart_stands_in_the_thread_of_its_alert(world: World, messenger: SlackMessenger):
    place = await messenger.send("U1", card(), None)

    await messenger.send("U1", Shown((ShownLine("Anxiety"),), picture=picture()), place)

    [alert] = world.mara.direct_messages()
    [chart] = alert.replies
    assert kinds(chart) == ["section", "image"]


async def test_without_its_thread_a_message_still_arrives(world: World, messenger: SlackMessenger):
    here = await messenger.send("U1", card(), None)
    gone = Place(here.channel, "1700000000.000001")

    place = await messenger.send("U1", Shown((ShownLine("hello"),)), gone)

    assert (world.last.ts, world.last.thread_ts, world.last.text) == (place.message, None, "hello")


async def test_a_picture_that_slack_will_not_show_yet_comes_in_the_thread(
    world: World, messenger: SlackMessenger
):
    def still_looking(call: Call) -> None:
        files = world.slack.state.workspace.files
        if call.method == "chat.postMessage":
            for file in files.values():
                files[file.id] = replace(file, completed=False)

    world.slack.fault = still_looking
    place = await messenger.send("U1", card(picture()), None)
    [alert] = world.mara.direct_messages()
    before = kinds(alert)
    world.slack.fault = None
    await messenger.edit("U1", place, card(picture()))

    assert before == ["header", "section", "context", "section", "context", *BUTTONS]
    [shared] = alert.replies
    assert [(file.content, file.alt) for file in shared.files] == [(PNG, "Anxiety: 5, 7, 9")]
    assert shown_file(world, world.mara.direct_messages()[0]) == PNG
    assert world.calls("upload") == 2


async def test_a_picture_that_becomes_ready_in_a_moment_is_waited_for(
    world: World, messenger: SlackMessenger
):
    def ready_at_the_second_look(call: Call) -> None:
        files = world.slack.state.workspace.files
        if call.method == "chat.postMessage":
            ready = world.calls("chat.postMessage") > 0
            for file in files.values():
                files[file.id] = replace(file, completed=ready)

    world.slack.fault = ready_at_the_second_look
    await messenger.send("U1", card(picture()), None)

    [alert] = world.mara.direct_messages()
    assert shown_file(world, alert) == PNG
    assert alert.replies == ()


async def test_a_picture_deleted_at_slack_is_uploaded_again(
    world: World, messenger: SlackMessenger
):
    place = await messenger.send("U1", card(picture()), None)
    world.slack.state.workspace.files.clear()

    await messenger.edit("U1", place, card(picture()))
    without = kinds(world.last)
    await messenger.edit("U1", place, card(picture()))

    assert "image" not in without
    assert shown_file(world, world.last) == PNG


@pytest.mark.parametrize(
    "step", ["files.getUploadURLExternal", "upload", "files.completeUploadExternal"]
)
async def test_a_picture_never_keeps_the_words_back(
    world: World, messenger: SlackMessenger, step: str
):
    world.slack.fault = lambda call: Fault(FaultKind.STATUS, 503) if call.method == step else None

    await messenger.send("U1", card(picture()), None)

    assert kinds(world.last) == ["header", "section", "context", "section", "context", *BUTTONS]
    assert world.last.blocks[2]["elements"][0]["text"] == "Anxiety: 5, 7, 9"


# What becomes of a letter.


async def test_a_person_who_left_is_unreachable(world: World, messenger: SlackMessenger):
    world.mara.deactivate()

    with pytest.raises(Unreachable):
        await messenger.send("U1", card(), None)
    with pytest.raises(Unreachable):
        await messenger.send("U404", card(), None)


async def test_a_rate_limit_says_when_to_come_again(world: World, messenger: SlackMessenger):
    world.slack.fault = lambda call: Fault(FaultKind.STATUS, 429, retry_after=7)

    with pytest.raises(TryLater) as caught:
        await messenger.send("U1", card(), None)

    assert caught.value.after == 7


@pytest.mark.parametrize(
    "fault", [Fault(FaultKind.STATUS, 500), Fault(FaultKind.STATUS, 503), Fault(FaultKind.RESET)]
)
async def test_a_slack_in_trouble_is_tried_again(
    world: World, messenger: SlackMessenger, fault: Fault
):
    world.slack.fault = lambda call: fault

    with pytest.raises(TryLater):
        await messenger.send("U1", card(), None)

    assert world.calls("chat.postMessage") == 1


async def test_a_slack_that_is_away_is_tried_again(world: World, messenger: SlackMessenger):
    await world.slack.stop()

    with pytest.raises(TryLater):
        await messenger.send("U1", card(picture()), None)


async def test_a_wrong_token_kills_no_letter(world: World, caplog):
    async with world.messenger("xoxb-wrong") as messenger:
        with pytest.raises(TryLater) as caught:
            await messenger.send("U1", card(), None)

    assert (caught.value.after, caught.value.whole_bot) == (SETUP_WAIT, True)
    assert "letters wait" in caplog.text


async def test_what_slack_will_never_take_is_broken(world: World, messenger: SlackMessenger):
    impossible = ShownButton("Press", "q" * 2000, "1")

    with pytest.raises(Broken, match="invalid_blocks"):
        await messenger.send("U1", Shown((ShownLine("x"),), ((impossible,),)), None)


async def test_a_message_that_is_gone_has_vanished(world: World, messenger: SlackMessenger):
    place = await messenger.send("U1", card(), None)
    async with world.client() as client:
        await client.chat_delete(channel=place.channel, ts=place.message)

    with pytest.raises(Vanished):
        await messenger.edit("U1", place, card())


async def test_an_edit_without_a_change_is_no_trouble_and_retiring_neither(
    world: World, messenger: SlackMessenger
):
    place = await messenger.send("U1", card(), None)

    await messenger.edit("U1", place, card())
    await messenger.retire("U1", place)

    assert kinds(world.last)[0] == "header"


@asynccontextmanager
async def refusing(answers: dict[str, str]) -> AsyncIterator[str]:
    """A Slack with one word for everything; `ok` where it agrees."""

    async def answer(request: web.Request) -> web.Response:
        error = answers.get(request.match_info["method"], "ok")
        return web.json_response({"ok": error == "ok", "error": error})

    application = web.Application()
    application.add_routes([web.post("/api/{method}", answer)])
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        ("user_disabled", Unreachable),
        ("is_archived", Unreachable),
        ("token_revoked", TryLater),
        ("missing_scope", TryLater),
        ("internal_error", TryLater),
        ("ratelimited", TryLater),
        ("msg_too_long", Broken),
        ("something_new", Broken),
    ],
)
async def test_every_refusal_has_its_outcome(error: str, outcome: type[Exception]):
    async with refusing({"chat.postMessage": error}) as url, web_client(BOT, url) as client:
        with pytest.raises(outcome):
            await SlackMessenger(client).send("U1", card(), None)


async def test_an_inactive_account_is_the_person_only_when_the_token_is_good():
    inactive = {"chat.postMessage": "account_inactive"}

    async with refusing(inactive) as url, web_client(BOT, url) as client:
        with pytest.raises(Unreachable):
            await SlackMessenger(client).send("U1", card(), None)
    inactive |= {"auth.test": "account_inactive"}
    async with refusing(inactive) as url, web_client(BOT, url) as client:
        with pytest.raises(TryLater):
            await SlackMessenger(client).send("U1", card(), None)


# Forms.


async def test_a_form_that_cannot_be_shown_is_logged_and_forgotten(
    world: World, messenger: SlackMessenger, caplog
):
    await messenger.open_form("1.2.x", support())
    await messenger.update_form("V404", snooze())
    await world.slack.stop()
    await messenger.open_form("1.2.x", support())

    assert "views.open): invalid_trigger" in caplog.text
    assert "views.update): not_found" in caplog.text
    assert "no answer from Slack" in caplog.text


async def test_the_quotation_of_a_person_is_never_markup(world: World, messenger: SlackMessenger):
    said = ShownLine("*bold* <!everyone> :wave:", Style.QUOTE)

    await messenger.send("U1", Shown((said,)), None)

    [block] = world.last.blocks
    [quote] = block["elements"]
    assert (quote["type"], quote["elements"]) == (
        "rich_text_quote",
        [{"type": "text", "text": said.text}],
    )
