"""Buttons, menus, modals and commands, with the unmodified slack-bolt on the other side."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from sandbox.slack.errors import NoOpenModal, NoSuchButton, NoSuchInput, NoSuchOption
from sandbox.slack.server import SlackServer
from sandbox.slack.submission import TROUBLE

BOT, APP = "xoxb-sandbox", "xapp-sandbox"


class World:
    """A workspace with one person, and a connected bolt app."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 9, tzinfo=UTC)
        self.slack = SlackServer(lambda: self.now)
        self.app = self.slack.add_app(BOT, APP)
        self.app.hears_itself = False
        self.mara = self.slack.add_person("Mara", user_id="U1")
        self.client = AsyncWebClient(token=BOT)
        self.bolt = AsyncApp(token=BOT)
        self.bodies: list[dict[str, Any]] = []

    async def start(self) -> None:
        await self.slack.start()
        self.client = AsyncWebClient(token=BOT, base_url=self.slack.url + "/api/")
        self.client.proxy = None
        self.bolt = AsyncApp(client=self.client)

        @self.bolt.action("note")
        async def note(ack: AsyncAck, body: dict[str, Any]) -> None:
            self.bodies.append(body)
            await ack()

    async def show(self, *elements: dict[str, Any], **arguments: Any) -> str:
        """Post buttons to the person."""
        blocks = [{"type": "actions", "block_id": "row", "elements": list(elements)}]
        arguments = {"channel": "U1", "text": "pick", "blocks": blocks} | arguments
        return (await self.client.chat_postMessage(**arguments))["ts"]

    async def trigger(self) -> str:
        """The trigger of a fresh press."""
        await self.show(button("Trigger"))
        await self.mara.press("Trigger")
        return self.bodies[-1]["trigger_id"]

    async def open(self, view: dict[str, Any]) -> dict[str, Any]:
        answer = await self.client.views_open(trigger_id=await self.trigger(), view=view)
        return answer["view"]

    async def error(self, method: str, **arguments: object) -> str:
        with pytest.raises(SlackApiError) as caught:
            await self.client.api_call(method, json=arguments)
        return caught.value.response["error"]


@pytest.fixture
async def world() -> AsyncIterator[World]:
    world = World()
    await world.start()
    handler = AsyncSocketModeHandler(world.bolt, APP)
    handler.client.proxy = None
    await handler.connect_async()
    yield world
    await handler.close_async()
    client = handler.client
    tasks = (client.message_processor, client.message_receiver, client.current_session_monitor)
    await asyncio.gather(*[one for one in tasks if one], return_exceptions=True)
    await world.slack.stop()


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def button(label: str, action: str = "note", **fields: Any) -> dict[str, Any]:
    return {"type": "button", "text": plain(label), "action_id": action, **fields}


def options(*labels: str) -> list[dict[str, Any]]:
    return [{"text": plain(label), "value": label.lower()} for label in labels]


def modal(*blocks: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {
        "type": "modal",
        "callback_id": "form",
        "title": plain("A form"),
        "submit": plain("Send"),
        "blocks": list(blocks),
        **fields,
    }


def asking(block: str, kind: str, **element: Any) -> dict[str, Any]:
    return {
        "type": "input",
        "block_id": block,
        "label": plain(block.title()),
        "element": {"type": kind, "action_id": "it", **element},
    }


# Buttons and menus.


async def test_a_press_reaches_the_listener_with_everything_about_it(world: World):
    ts = await world.show(button("Take", value="alert:4", style="primary", url="https://a.org"))

    press = await world.mara.press("Take")

    assert press.acknowledged
    assert press.url == "https://a.org"
    [body] = world.bodies
    assert body["type"] == "block_actions"
    assert body["user"]["id"] == "U1"
    assert body["container"]["message_ts"] == body["message"]["ts"] == ts
    [action] = body["actions"]
    assert (action["block_id"], action["value"]) == ("row", "alert:4")


async def test_a_button_that_is_not_there_cannot_be_pressed(world: World):
    await world.show(button("Take"), button("Later", "other"))

    with pytest.raises(NoSuchButton, match=r"Take.*Later"):
        await world.mara.press("Leave")


async def test_the_newest_button_of_a_name_is_pressed_unless_the_message_is_named(world: World):
    old = await world.show(button("Take", value="old"))
    await world.show(button("Take", value="new"))

    await world.mara.press("Take")
    await world.mara.press("Take", ts=old)

    assert [body["actions"][0]["value"] for body in world.bodies] == ["new", "old"]


async def test_a_press_nobody_handles_is_not_acknowledged(world: World):
    world.slack.courier.patience = 0.1
    await world.show(button("Nobody", "unheard"))

    assert not (await world.mara.press("Nobody")).acknowledged


async def test_a_press_while_the_app_is_away_is_lost(world: World):
    await world.show(button("Take"))
    world.slack.drop_sockets()

    press = await world.mara.press("Take")

    assert not press.acknowledged
    assert world.bodies == []


async def test_options_are_chosen_by_their_words_and_remembered_in_the_message(world: World):
    await world.show(
        {"type": "static_select", "action_id": "note", "options": options("Low", "High")},
        {"type": "checkboxes", "action_id": "boxes", "options": options("One", "Two")},
    )
    world.slack.courier.patience = 0.1

    await world.mara.choose("boxes", "One", "Two")
    await world.mara.choose("note", "High")
    with pytest.raises(NoSuchOption, match=r"Low.*High"):
        await world.mara.choose("note", "Middling")

    [body] = world.bodies
    assert body["actions"][0]["selected_option"]["value"] == "high"
    boxes = body["state"]["values"]["row"]["boxes"]["selected_options"]
    assert [one["value"] for one in boxes] == ["one", "two"]


async def test_an_overflow_menu_and_a_date_are_chosen(world: World):
    await world.show({"type": "overflow", "action_id": "note", "options": options("Mute")})
    await world.mara.choose("note", "Mute")
    await world.show({"type": "datepicker", "action_id": "note"})
    await world.mara.choose("note", datetime(2026, 3, 9, tzinfo=UTC))

    menu, date = [body["actions"][0] for body in world.bodies]
    assert menu["selected_option"]["value"] == "mute"
    assert date["selected_date"] == "2026-03-09"


async def test_a_hand_on_a_button_finds_it_when_something_else_on_home_has_changed(world: World):
    row = {"type": "actions", "elements": [button("Schedule")]}
    home = {"type": "home", "blocks": [row]}
    longer = {**home, "blocks": [{"type": "divider"}, row, row]}
    changed = {**home, "blocks": [{"type": "actions", "elements": [button("Pause")]}]}
    shown = [
        (await world.client.views_publish(user_id="U1", view=one))["view"]["blocks"]
        for one in (home, home, longer, changed)
    ]
    [first], [again], [_, stays, new], [other] = shown

    assert first == again == stays
    assert first["block_id"] not in (new["block_id"], other["block_id"])


async def test_a_home_button_says_which_view_it_was_on(world: World):
    row = {"type": "actions", "elements": [button("Caseload")]}
    home = {"type": "home", "private_metadata": "p", "blocks": [row]}
    first = await world.client.views_publish(user_id="U1", view=home)

    await world.mara.press("Caseload")
    second = await world.client.views_publish(user_id="U1", view=home, hash=first["view"]["hash"])

    assert world.bodies[0]["view"]["private_metadata"] == "p"
    assert second["view"]["id"] == first["view"]["id"]
    stale = first["view"]["hash"]
    assert (
        await world.error("views.publish", user_id="U1", view=home, hash=stale) == "hash_conflict"
    )


# Answering by response_url.


async def test_a_response_url_replaces_the_message_and_wears_out(world: World):
    await world.show(button("Take"))
    await world.mara.press("Take")
    answering = AsyncWebhookClient(world.bodies[0]["response_url"])
    answering.proxy = None

    await answering.send(text="Taken", blocks=[], replace_original=True)
    assert world.mara.direct_messages()[0].text == "Taken"

    await answering.send(text="psst")
    assert [one.text for one in world.mara.ephemerals()] == ["psst"]

    await answering.send(text="for all", response_type="in_channel")
    await answering.send(delete_original=True)
    assert [one.text for one in world.mara.direct_messages()] == ["for all"]

    refused = await answering.send(text="", blocks=[])
    assert "no_text" in refused.body
    worn_out = await answering.send(text="again")
    assert (worn_out.status_code, "used_url" in worn_out.body) == (404, True)


async def test_a_response_url_lives_half_an_hour(world: World):
    await world.show(button("Take"))
    await world.mara.press("Take")
    answering = AsyncWebhookClient(world.bodies[0]["response_url"])
    answering.proxy = None
    world.now += timedelta(minutes=31)

    assert "expired_url" in (await answering.send(text="late")).body


async def test_a_command_is_answered_at_once_and_later(world: World):
    @world.bolt.command("/portal")
    async def portal(ack: AsyncAck, respond: AsyncRespond, command: dict[str, Any]) -> None:
        await ack(f"Heard {command['text']}")
        await respond("Done")

    answered = await world.mara.command("/portal", "help")
    await world.slack.until(lambda: len(world.mara.ephemerals()) == 2)

    assert answered.acknowledged
    assert {one.text for one in world.mara.ephemerals()} == {"Heard help", "Done"}


# Modals.


async def test_a_modal_is_filled_in_and_sent(world: World):
    views: list[dict[str, Any]] = []

    @world.bolt.view("form")
    async def take(ack: AsyncAck, view: dict[str, Any]) -> None:
        views.append(view)
        await ack()

    await world.open(
        modal(
            asking("note", "plain_text_input"),
            asking("level", "static_select", options=options("Low", "High")),
            asking("kind", "radio_buttons", options=options("A", "B")),
            asking("days", "checkboxes", options=options("Mon", "Tue")),
            asking("when", "datetimepicker"),
            asking("time", "timepicker", initial_time="08:00"),
            asking("who", "users_select"),
            private_metadata="alert:4",
        )
    )
    when = datetime(2026, 3, 9, 8, tzinfo=UTC)
    for name, value in (
        ("note", "hello"),
        ("Level", "High"),
        ("kind", "B"),
        ("days", ["Mon", "Tue"]),
        ("when", when),
        ("who", world.mara),
    ):
        world.mara.fill(name, value)

    assert await world.mara.submit() == {}
    assert world.mara.view is None
    [view] = views
    assert view["private_metadata"] == "alert:4"
    values = {block: actions["it"] for block, actions in view["state"]["values"].items()}
    assert values["note"]["value"] == "hello"
    assert values["level"]["selected_option"]["value"] == "high"
    assert values["kind"]["selected_option"]["value"] == "b"
    assert [one["value"] for one in values["days"]["selected_options"]] == ["mon", "tue"]
    assert values["when"]["selected_date_time"] == int(when.timestamp())
    assert values["time"]["selected_time"] == "08:00"
    assert values["who"]["selected_user"] == "U1"


async def test_what_is_required_is_asked_for_before_the_app_hears(world: World):
    await world.open(modal(asking("note", "plain_text_input", min_length=3)))

    empty = await world.mara.submit()
    world.mara.fill("note", "no")
    short = await world.mara.submit()

    assert empty == {"note": "Please complete this required field."}
    assert short == {"note": "Please enter at least 3 characters."}
    with pytest.raises(NoSuchInput, match="note"):
        world.mara.fill("remark", "x")


async def test_errors_keep_the_modal_open(world: World):
    @world.bolt.view("form")
    async def refuse(ack: AsyncAck, view: dict[str, Any]) -> None:
        block = view["state"]["values"]["note"]["it"]["value"]
        await ack(response_action="errors", errors={block: "Shorter, please"})

    await world.open(modal(asking("note", "plain_text_input")))
    world.mara.fill("note", "note")
    shown = await world.mara.submit()
    world.mara.fill("note", "no such block")
    misplaced = await world.mara.submit()

    assert shown == {"note": "Shorter, please"}
    assert misplaced[""] == TROUBLE
    assert world.mara.view is not None


async def test_a_submission_updates_pushes_and_clears(world: World):
    @world.bolt.view("first")
    async def update(ack: AsyncAck) -> None:
        await ack(response_action="update", view=modal(callback_id="second", title=plain("Two")))

    @world.bolt.view("second")
    async def push(ack: AsyncAck) -> None:
        await ack(response_action="push", view=modal(callback_id="third", title=plain("Three")))

    @world.bolt.view("third")
    async def clear(ack: AsyncAck) -> None:
        await ack(response_action="clear")

    titles = []
    await world.open(modal(callback_id="first"))
    for _ in range(3):
        assert await world.mara.submit() == {}
        titles.append([view.title for view in world.mara.views])

    assert titles == [["Two"], ["Two", "Three"], []]
    with pytest.raises(NoOpenModal):
        await world.mara.submit()


async def test_a_view_slack_cannot_use_or_silence_is_trouble(world: World):
    world.slack.courier.patience = 0.1

    @world.bolt.view("bad")
    async def bad(ack: AsyncAck) -> None:
        await ack(response_action="update", view=modal(title=plain("x" * 25)))

    await world.open(modal(callback_id="bad"))
    unusable = await world.mara.submit()
    await world.open(modal(callback_id="unheard"))
    silent = await world.mara.submit()

    assert unusable[""] == TROUBLE
    assert "must be less than 25 characters [json-pointer:/view/title/text]" in unusable["reason"]
    assert silent == {"": TROUBLE}


async def test_a_trigger_lives_three_seconds_and_opens_one_modal(world: World):
    trigger_id = await world.trigger()
    world.now += timedelta(seconds=3, milliseconds=1)
    assert (
        await world.error("views.open", trigger_id=trigger_id, view=modal()) == "expired_trigger_id"
    )

    trigger_id = await world.trigger()
    world.now += timedelta(seconds=3)
    await world.client.views_open(trigger_id=trigger_id, view=modal())
    assert (
        await world.error("views.open", trigger_id=trigger_id, view=modal())
        == "exchanged_trigger_id"
    )
    assert await world.error("views.open", trigger_id="1.2.x", view=modal()) == "invalid_trigger"


async def test_a_refused_view_leaves_the_trigger_good(world: World):
    trigger_id = await world.trigger()

    long = modal(private_metadata="x" * 3001)
    assert await world.error("views.open", trigger_id=trigger_id, view=long) == "invalid_arguments"
    without_submit = modal(asking("note", "plain_text_input"))
    del without_submit["submit"]
    assert (
        await world.error("views.open", trigger_id=trigger_id, view=without_submit)
        == "invalid_arguments"
    )

    await world.client.views_open(trigger_id=trigger_id, view=modal())
    assert world.mara.view is not None


async def test_an_update_needs_the_newest_hash_and_keeps_what_was_filled_in(world: World):
    opened = await world.open(modal(asking("note", "plain_text_input")))
    world.mara.fill("note", "half a thought")
    wanted = modal(asking("note", "plain_text_input"), asking("more", "plain_text_input"))

    await world.client.views_update(view_id=opened["id"], view=wanted, hash=opened["hash"])

    assert world.mara.view is not None
    assert world.mara.view.values["note"]["it"]["value"] == "half a thought"
    again = {"view_id": opened["id"], "view": wanted, "hash": opened["hash"]}
    assert await world.error("views.update", **again) == "hash_conflict"
    assert await world.error("views.update", view_id="V404", view=wanted) == "not_found"


async def test_three_modals_are_stacked_and_no_more(world: World):
    row = {"type": "actions", "elements": [button("Deeper")]}
    await world.open(modal(row, title=plain("One")))
    for title in ("Two", "Three"):
        await world.mara.press("Deeper", where="modal")
        trigger_id = world.bodies[-1]["trigger_id"]
        await world.client.views_push(trigger_id=trigger_id, view=modal(row, title=plain(title)))
    await world.mara.press("Deeper", where="modal")
    trigger_id = world.bodies[-1]["trigger_id"]

    assert (
        await world.error("views.push", trigger_id=trigger_id, view=modal()) == "push_limit_reached"
    )
    await world.mara.close()
    assert [view.title for view in world.mara.views] == ["One", "Two"]


async def test_an_app_that_asked_is_told_when_a_modal_is_left(world: World):
    left: list[dict[str, Any]] = []

    @world.bolt.view_closed("form")
    async def closed(ack: AsyncAck, body: dict[str, Any]) -> None:
        left.append(body)
        await ack()

    await world.open(modal(notify_on_close=True))
    await world.mara.close()
    await world.open(modal())
    await world.mara.close()

    assert [body["is_cleared"] for body in left] == [False]
    assert world.mara.view is None


async def test_an_external_menu_asks_the_app_for_options(world: World):
    @world.bolt.options("it")
    async def suggest(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack(options=options(f"{body['value']}-1", f"{body['value']}-2"))

    views: list[dict[str, Any]] = []

    @world.bolt.view("form")
    async def take(ack: AsyncAck, view: dict[str, Any]) -> None:
        views.append(view)
        await ack()

    await world.open(modal(asking("client", "external_select", min_query_length=1)))
    offered = await world.mara.search("client", "KF")
    world.mara.fill("client", "KF-2")
    await world.mara.submit()

    assert offered == ["KF-1", "KF-2"]
    assert views[0]["state"]["values"]["client"]["it"]["selected_option"]["value"] == "kf-2"


async def test_a_choice_in_an_input_is_told_when_the_block_asks_for_it(world: World):
    select = {"options": options("Low", "High")}
    quiet = asking("quiet", "static_select", **select)
    loud = asking("loud", "static_select", **select) | {"dispatch_action": True}
    loud["element"]["action_id"] = "note"
    await world.open(modal(quiet, loud))
    before = len(world.bodies)

    await world.mara.choose("quiet", "Low")
    await world.mara.choose("loud", "High")

    [body] = world.bodies[before:]
    values = body["view"]["state"]["values"]
    assert values["quiet"]["it"]["selected_option"]["value"] == "low"
    assert values["loud"]["note"]["selected_option"]["value"] == "high"


# What is told is escaped.


async def test_three_characters_come_back_escaped_and_markup_stays(world: World):
    text = "5 < 7 & *fine* > <@U1> <https://x.org/?a=1&b=2|there> &amp; so"
    section = {"type": "section", "text": {"type": "mrkdwn", "text": "R&D -> <b>"}}
    row = {"type": "actions", "elements": [button("Answer & 1", value="a&b")]}

    told = await world.client.chat_postMessage(channel="U1", text=text, blocks=[section, row])
    await world.mara.press("Answer & 1")
    message, action = world.bodies[-1]["message"], world.bodies[-1]["actions"][0]

    escaped = "5 &lt; 7 &amp; *fine* &gt; <@U1> <https://x.org/?a=1&b=2|there> &amp; so"
    assert told["message"]["text"] == message["text"] == escaped
    assert message["blocks"][0]["text"]["text"] == "R&amp;D -&gt; &lt;b&gt;"
    assert action["text"]["text"] == "Answer &amp; 1"
    assert action["value"] == "a&b"


async def test_a_form_tells_its_labels_escaped_and_what_was_typed_as_it_was_typed(world: World):
    field = {"type": "plain_text_input", "action_id": "words"}
    block = {"type": "input", "block_id": "b", "label": plain("This & that"), "element": field}
    view = {"type": "modal", "title": plain("A & B"), "submit": plain("Send"), "blocks": [block]}
    sent: list[dict[str, Any]] = []

    @world.bolt.view({"type": "view_submission", "callback_id": "form"})
    async def submitted(ack: AsyncAck, body: dict[str, Any]) -> None:
        sent.append(body["view"])
        await ack()

    opened = await world.open(view | {"callback_id": "form"})
    world.mara.fill("This & that", "x < y & z")
    await world.mara.submit()

    assert opened["title"]["text"] == "A &amp; B"
    assert sent[0]["blocks"][0]["label"]["text"] == "This &amp; that"
    assert sent[0]["state"]["values"]["b"]["words"]["value"] == "x < y & z"
