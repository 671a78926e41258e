"""The page: two people by hand in a browser, and nobody else through it."""

import asyncio
import json
import re
import shutil
import struct
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from importlib.resources import files
from urllib.parse import urlsplit

import pytest
from aiohttp import ClientSession, FormData, WSMsgType

from sandbox.page import (
    Authenticator,
    Cast,
    Circle,
    Client,
    Clockface,
    Code,
    Colleague,
    Glimpse,
    Lesson,
    Page,
    Pane,
)
from sandbox.page import Kind as Seen
from sandbox.slack.server import SlackServer
from sandbox.telegram import Person, TelegramServer
from tests.required import missing

TOKEN, BOT = "123:abc", "harbour_bot"
SLACK_BOT, SLACK_APP = "xoxb-page", "xapp-page"
LINK = f"https://t.me/{BOT}?start=inv_1"
SECONDS = 60
BROWSER_SECONDS = 30
CLICK = "(found => found && (found.click(), true))(document.querySelector('%s'))"
TYPE = """(found => found && (found.value = '%s', found.dispatchEvent(new Event('input')), true))
  (document.querySelector('%s'))"""
PICK = """(found => [...(found?.options ?? [])].some(option => option.label === '%s' &&
  (option.selected = true, found.dispatchEvent(new Event('change')), true)))
  (document.querySelector('%s'))"""
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 4, 3) + b"\0" * 5


class Program:
    """A bot and an app as anybody would write them: plain HTTP, no library."""

    def __init__(self, http, telegram_url, slack_url):
        self.http = http
        self.telegram_url = telegram_url
        self.slack_url = slack_url
        self.interactions = []
        self.commands = []
        self.answers = {}
        self.running = []

    async def telegram(self, method, **params):
        url = f"{self.telegram_url}/bot{TOKEN}/{method}"
        async with self.http.post(url, json=params) as answer:
            return (await answer.json())["result"]

    async def slack(self, method, token=SLACK_BOT, **params):
        url = f"{self.slack_url}/api/{method}"
        headers = {"Authorization": f"Bearer {token}"}
        async with self.http.post(url, json=params, headers=headers) as answer:
            told = await answer.json()
            assert told["ok"], told
            return told

    async def start(self):
        opened = await self.slack("apps.connections.open", token=SLACK_APP)
        self.socket = await self.http.ws_connect(opened["url"])
        assert (await self.socket.receive_json())["type"] == "hello"
        self.running = [asyncio.create_task(self.poll()), asyncio.create_task(self.listen())]

    async def stop(self):
        for task in self.running:
            task.cancel()
        await asyncio.gather(*self.running, return_exceptions=True)
        await self.socket.close()

    async def poll(self):
        offset = 0
        while True:
            for update in await self.telegram("getUpdates", offset=offset, timeout=20):
                offset = update["update_id"] + 1
                await self.hear(update)

    async def hear(self, update):
        match update:
            case {"message": {"text": text, "chat": {"id": chat}}}:
                keyboard = [[{"text": "Yes", "callback_data": "q:yes", "style": "primary"}]]
                await self.telegram(
                    "sendMessage",
                    chat_id=chat,
                    text=f"<b>Heard:</b> {text.replace('<', '&lt;')}",
                    parse_mode="HTML",
                    reply_markup={"inline_keyboard": keyboard},
                )
            case {"callback_query": {"id": query, "message": message, "data": data}}:
                await self.telegram("answerCallbackQuery", callback_query_id=query, text="Noted")
                await self.telegram(
                    "editMessageText",
                    chat_id=message["chat"]["id"],
                    message_id=message["message_id"],
                    text=f"You said {data}",
                )

    async def listen(self):
        async for message in self.socket:
            if message.type is not WSMsgType.TEXT:
                return
            told = json.loads(message.data)
            if told["type"] == "interactive":
                self.interactions.append(told["payload"])
                await self.interact(told)
            elif "envelope_id" in told:
                if told["type"] == "slash_commands":
                    self.commands.append(told["payload"])
                await self.socket.send_json({"envelope_id": told["envelope_id"]})

    async def interact(self, told):
        payload = told["payload"]
        answer = self.answers.get(payload["type"])
        reply = {"envelope_id": told["envelope_id"]}
        await self.socket.send_json(reply | ({"payload": answer} if answer else {}))
        actions = payload.get("actions") or [{}]
        if actions[0].get("action_id") == "write":
            await self.slack("views.open", trigger_id=payload["trigger_id"], view=form("rough"))
        if actions[0].get("action_id") == "which":
            chosen = actions[0]["selected_option"]["value"]
            await self.slack("views.update", view_id=payload["view"]["id"], view=form(chosen))


class Browser:
    """A page that is open: what it was told last, and what it asks for."""

    def __init__(self, socket):
        self.socket = socket
        self.state = {}
        self.toasts = []
        self.glimpses = []
        self.resets = 0
        self.answers = {}
        self.last = 0

    async def hear(self):
        told = await self.socket.receive_json(timeout=SECONDS)
        match told["kind"]:
            case "state":
                self.state = told
            case "clock":
                self.state["clock"] = told["clock"]
            case "toast":
                self.toasts.append(told["text"])
            case "inside":
                self.glimpses += told["glimpses"]
            case "reset":
                self.resets += 1
            case "answer":
                self.answers[told["id"]] = told

    async def until(self, condition):
        while not condition():
            await self.hear()

    async def send(self, to, **act):
        self.last += 1
        await self.socket.send_json({"id": self.last, "to": to, **act})
        return self.last

    async def ask(self, to, **act):
        number = await self.send(to, **act)
        await self.until(lambda: number in self.answers)
        return self.answers[number]

    @property
    def chat(self):
        return self.state["phone"]["messages"]

    async def play(self, pane, who):
        await self.ask("page", do="play", pane=pane, who=who)
        await self.until(lambda: self.state[pane]["who"] == who)

    @property
    def group(self):
        return self.state["group"]

    @property
    def desk(self):
        return self.state["slack"]["messages"]

    @property
    def modal(self):
        return self.state["slack"]["modal"]


class World:
    """Both platforms, a program on them, the page, and a browser in front of it."""

    def __init__(self):
        self.now = datetime(2026, 3, 2, 9, tzinfo=UTC)
        self.telegram = TelegramServer(lambda: self.now)
        self.slack = SlackServer(lambda: self.now)
        self.bot = self.telegram.add_bot(TOKEN, BOT, "Harbour Practice")
        self.app = self.slack.add_app(SLACK_BOT, SLACK_APP)
        self.app.hears_itself = False
        self.ana = self.telegram.add_person("Ana")
        self.ben = self.telegram.add_person("Ben")
        self.glimpses, self.resets, self.codes = [], [], {}
        self.mira = self.slack.add_person("Mira Winter", user_id="U1")
        self.may_go_on = asyncio.Event()
        self.may_go_on.set()
        self.page = Page(
            self.telegram,
            self.slack,
            Clockface(
                lambda: self.now,
                "Europe/Berlin",
                lambda: self.jump(hours=22),
                lambda: self.jump(days=7),
                self.jump_to_due,
            ),
            cast=Cast(
                clients=(Client(self.ana, BOT, LINK, "new"), Client(self.ben, BOT)),
                colleagues=(Colleague(self.mira, "therapist"),),
                groups=(self.circle(),),
            ),
            tour=[
                Lesson("Join", "Open the link.", Pane.PHONE, "link opened", "Ana"),
                Lesson("Answer", "Tap to the end.", Pane.PHONE, "effect FileResponse", "Ana"),
            ],
            inside=lambda: self.glimpses,
            authenticator=Authenticator("http://127.0.0.1:9/record/", "It works once.", self.shown),
            reset=lambda: self.resets.append(self.now),
        )

    def circle(self):
        """Mira's group, with the bot leading and Ben in it; Ana may ask to be let in."""
        self.leader = self.telegram.add_group("Tuesday", self.telegram.add_person("Olga"))
        for number in (self.bot.id, self.ben.id):
            self.leader.leading.add(number)
        self.leader.leading.promote(self.bot.id)
        door = self.leader.leading.make_link(asks=True)
        olga = Person(self.telegram.world, self.telegram.world.accounts[self.leader.id])
        return Circle(self.leader.group.id, "Tuesday", (self.ben, self.ana, olga), BOT, door)

    async def shown(self):
        return dict(self.codes)

    async def jump(self, **span):
        await self.may_go_on.wait()
        self.now += timedelta(**span)

    async def jump_to_due(self):
        await self.jump(hours=1)
        return "A check-in is open."

    async def connect(self, **headers):
        address = urlsplit(self.url)
        headers = {"Origin": f"{address.scheme}://{address.netloc}"} | headers
        return await self.http.ws_connect(self.url + "line", headers=headers)

    async def open(self):
        browser = Browser(await self.connect())
        await browser.until(lambda: "phone" in browser.state)
        return browser

    async def post(self, *elements, **fields):
        """A card with some buttons for the therapist."""
        blocks = [
            {"type": "header", "text": plain("A harder stretch")},
            {"type": "actions", "block_id": "row", "elements": list(elements)},
        ]
        told = {"channel": "U1", "text": "card", "blocks": blocks} | fields
        return await self.program.slack("chat.postMessage", **told)

    async def modal(self, browser):
        """The form, opened by the therapist."""
        ts = (await self.post(button("Write", "write")))["ts"]
        await browser.ask("slack", do="press", message=ts, block="row", action="write")
        await browser.until(lambda: browser.modal)
        return browser.modal["id"]


def plain(text):
    return {"type": "plain_text", "text": text}


def button(label, action, **fields):
    return {"type": "button", "text": plain(label), "action_id": action, **fields}


def form(chosen):
    """A list that refills the text under it."""
    options = [{"text": plain(one.title()), "value": one} for one in ("rough", "calm")]
    initial = next(one for one in options if one["value"] == chosen)
    return {
        "type": "modal",
        "title": plain("Support"),
        "submit": plain("Send"),
        "close": plain("Leave"),
        "blocks": [
            {
                "type": "input",
                "block_id": "list",
                "label": plain("Which"),
                "dispatch_action": True,
                "element": {
                    "type": "radio_buttons",
                    "action_id": "which",
                    "options": options,
                    "initial_option": initial,
                },
            },
            {
                "type": "input",
                "block_id": f"text {chosen}",
                "label": plain("Words"),
                "hint": plain("Up to 3,000 characters."),
                "element": {
                    "type": "plain_text_input",
                    "action_id": "words",
                    "multiline": True,
                    "initial_value": f"A {chosen} week",
                },
            },
        ],
    }


@pytest.fixture
async def world():
    world = World()
    async with ClientSession() as world.http:
        telegram_url, slack_url = await world.telegram.start(), await world.slack.start()
        world.url = await world.page.start()
        world.program = Program(world.http, telegram_url, slack_url)
        await world.program.start()
        yield world
        await world.page.stop()
        await world.program.stop()
        await world.telegram.stop()
        await world.slack.stop()


@pytest.fixture
async def browser(world):
    return await world.open()


# The client's phone.


async def test_a_client_who_was_invited_finds_an_empty_chat_and_a_link_to_open(world, browser):
    assert browser.chat == []
    assert browser.state["phone"]["owner"] == "Ana"
    # Looking at the chat has not opened it: no bot may write before the person does.
    assert not world.telegram.world.private

    await browser.ask("phone", do="open link")
    await browser.until(lambda: len(browser.chat) == 2)

    assert [one["text"] for one in browser.chat] == ["/start inv_1", "Heard: /start inv_1"]
    assert [one["own"] for one in browser.chat] == [True, False]
    assert browser.chat[1]["entities"][0] == {"type": "bold", "offset": 0, "length": 6}
    assert (browser.chat[0]["day"], browser.chat[0]["time"]) == ("Monday, 2 March", "10:00")


async def test_what_the_client_says_is_answered_and_no_markup_is_read_into_it(browser):
    await browser.ask("phone", do="say", text="a <b> c")
    await browser.until(lambda: len(browser.chat) == 2)

    assert [one["text"] for one in browser.chat] == ["a <b> c", "Heard: a <b> c"]


async def test_a_tapped_button_edits_its_message_and_shows_a_toast(browser):
    await browser.ask("phone", do="say", text="hello")
    await browser.until(lambda: len(browser.chat) == 2)
    asked = browser.chat[1]
    [[yes]] = asked["buttons"]

    await browser.ask("phone", do="tap", message=asked["id"], data=yes["data"])
    await browser.until(lambda: browser.chat[1]["edited"])

    assert yes == {"label": "Yes", "style": "primary", "data": "q:yes", "url": ""}
    assert browser.chat[1]["text"] == "You said q:yes"
    assert browser.chat[1]["buttons"] == []
    await browser.until(lambda: browser.toasts == ["Noted"])


async def test_the_menu_holds_the_commands_and_sends_them(world, browser):
    commands = [{"command": "help", "description": "Help now"}]
    await world.program.telegram("setMyCommands", commands=commands)
    await browser.until(lambda: browser.state["phone"]["commands"])

    await browser.ask("phone", do="command", name="help")
    await browser.until(lambda: browser.chat)

    assert browser.state["phone"]["commands"] == [{"name": "help", "about": "Help now"}]
    assert browser.chat[0]["text"] == "/help"


async def test_pictures_come_from_the_page_itself(world, browser):
    await browser.ask("phone", do="open link")
    upload = FormData({"chat_id": str(world.ana.id), "caption": "So far"})
    upload.add_field("photo", PNG, filename="chart.png")
    await world.http.post(f"{world.telegram.url}/bot{TOKEN}/sendPhoto", data=upload)
    await browser.until(lambda: browser.chat and browser.chat[-1]["picture"])

    shown = browser.chat[-1]
    async with world.http.get(world.url + shown["picture"]["address"]) as answer:
        assert (answer.content_type, await answer.read()) == ("image/png", PNG)

    assert (shown["text"], shown["picture"]["width"]) == ("So far", 4)


async def test_a_file_is_saved_and_never_opened_as_a_part_of_the_page(world, browser):
    await browser.ask("phone", do="open link")
    upload = FormData({"chat_id": str(world.ana.id)})
    upload.add_field("document", b"<script>1</script>", filename="page.html")
    await world.http.post(f"{world.telegram.url}/bot{TOKEN}/sendDocument", data=upload)
    await browser.until(lambda: browser.chat and browser.chat[-1]["file"])

    shown = browser.chat[-1]["file"]
    async with world.http.get(world.url + shown["address"]) as answer:
        assert answer.content_type == "application/octet-stream"
        assert answer.headers["Content-Disposition"] == "attachment"

    assert shown["name"] == "page.html"


async def test_a_message_can_be_changed_and_the_bot_hears_of_it(world, browser):
    await browser.ask("phone", do="say", text="bad")
    await browser.until(lambda: browser.chat)

    own = browser.chat[0]
    await browser.ask("phone", do="edit", message=own["id"], text="good")
    await browser.until(lambda: browser.chat[0]["edited"])

    assert own["editable"]
    assert browser.chat[0]["text"] == "good"


async def test_pictures_files_and_a_voice_are_sent(world, browser):
    headers = {"Origin": world.url.rsplit("/", 2)[0]}
    async with world.http.post(world.url + "files", data=PNG, headers=headers) as answer:
        kept = (await answer.json())["file"]

    await browser.ask("phone", do="picture", file=kept, caption="Look")
    await browser.ask("phone", do="file", file=kept, name="notes.pdf")
    await browser.ask("phone", do="voice")
    unknown = await browser.ask("phone", do="picture", file="0" * 32, caption="")
    await browser.until(lambda: len(browser.chat) == 3)

    picture, file, voice = browser.chat
    assert (picture["text"], picture["picture"]["width"]) == ("Look", 4)
    assert file["file"]["name"] == "notes.pdf"
    assert voice["voice"] == 3
    assert "changed" in unknown["sorry"]


async def test_no_other_page_can_bring_files_here(world):
    headers = {"Origin": "http://evil.example"}
    async with world.http.post(world.url + "files", data=PNG, headers=headers) as answer:
        assert answer.status == 403


async def test_a_reply_keyboard_stands_until_it_is_taken_away(world, browser):
    await browser.ask("phone", do="open link")
    keys = {"keyboard": [["Mornings", {"text": "Evenings"}]]}
    where = {"chat_id": world.ana.id, "text": "When?"}
    await world.program.telegram("sendMessage", **where, reply_markup=keys)
    await browser.until(lambda: browser.state["phone"]["keyboard"])

    assert browser.state["phone"]["keyboard"] == [["Mornings", "Evenings"]]

    gone = {"remove_keyboard": True}
    await world.program.telegram("sendMessage", **where, reply_markup=gone)
    await browser.until(lambda: not browser.state["phone"]["keyboard"])


async def test_a_stopped_bot_is_started_again(world, browser):
    await browser.ask("phone", do="open link")
    await browser.ask("phone", do="block")
    await browser.until(lambda: browser.state["phone"]["blocked"])

    refused = await browser.ask("phone", do="say", text="hello")
    await browser.ask("phone", do="unblock")
    await browser.until(lambda: not browser.state["phone"]["blocked"])

    assert "blocked" in refused["sorry"]


# Who is played.


async def test_each_page_plays_whom_it_chose(world, browser):
    other = await world.open()

    await browser.play("phone", 1)
    await browser.ask("phone", do="say", text="I am Ben")
    await browser.until(lambda: browser.chat)

    names = [(one["name"], one["word"]) for one in browser.state["phone"]["people"]]
    assert names == [("Ana", "new"), ("Ben", "")]
    assert browser.state["phone"]["owner"] == "Ben"
    assert other.state["phone"]["owner"] == "Ana"
    assert other.chat == []
    await other.until(lambda: other.state["phone"]["people"][1]["news"])


async def test_nobody_is_played_who_is_not_in_the_cast(browser):
    answer = await browser.ask("page", do="play", pane="phone", who=7)

    assert answer["sorry"]


# The group.


async def test_whoever_asks_at_the_door_waits_until_a_leader_lets_them_in(world, browser):
    await browser.play("group", 1)
    assert (browser.group["inside"], browser.group["door"]) == (False, True)

    await browser.ask("group", do="join")
    await browser.until(lambda: browser.group["waits"])
    await browser.play("group", 2)
    await browser.ask("group", do="let in", who=world.ana.id)
    await browser.play("group", 1)
    await browser.until(lambda: browser.group["inside"])

    assert browser.group["people"][1]["word"] == ""
    assert [one["service"] for one in browser.group["messages"]][-1] == "Ana joined the group"


async def test_a_message_that_was_removed_leaves_its_place_and_not_its_words(world, browser):
    def found(key):
        return [one for one in browser.group["messages"] if one.get(key)]

    await browser.ask("group", do="say", text="call 0171 234 5678")
    await browser.until(lambda: any(one["own"] for one in found("text")))
    [said] = [one for one in found("text") if one["own"]]
    group = world.leader.group.id
    await world.program.telegram("deleteMessage", chat_id=group, message_id=said["id"])
    await browser.until(lambda: found("gone"))

    [gone] = found("gone")
    assert (gone["id"], gone["service"]) == (
        said["id"],
        "Harbour Practice removed a message of Ben",
    )
    assert all(one["id"] != said["id"] or "text" not in one for one in browser.group["messages"])


async def test_a_muted_member_sees_that_they_may_not_write(world, browser):
    world.leader.leading.restrict(world.ben.id, until=world.now + timedelta(hours=2))
    await browser.until(lambda: not browser.group["writes"])

    answer = await browser.ask("group", do="say", text="hello")

    assert browser.group["until"] == "Monday, 2 March, 12:00"
    assert "does not let" in answer["sorry"]


async def test_the_group_s_bot_has_a_private_chat_with_each_of_them(browser):
    await browser.ask("private", do="say", text="hello")
    await browser.until(lambda: browser.group["private"]["messages"])

    assert browser.group["private"]["owner"] == "Ben"


# Tour, inside, starting over.


async def test_a_step_of_the_tour_is_ticked_off_for_everybody(world, browser):
    other = await world.open()
    assert [one["done"] for one in browser.state["lessons"]] == [False, False]

    await browser.ask("phone", do="open link")

    await other.until(lambda: other.state["lessons"][0]["done"])
    assert other.state["lessons"][0]["title"] == "Join"


async def test_only_what_is_played_ticks_a_step_off(world, browser):
    def filed(number):
        who = str(world.ana.id)
        return Glimpse(number, world.now, Seen.EFFECT, who, "FileResponse", "")

    async def jump(**_span):
        world.glimpses.append(filed(1))

    world.jump = jump
    await browser.ask("clock", do="next morning")
    await browser.until(lambda: browser.glimpses)
    assert not browser.state["lessons"][1]["done"]

    world.glimpses.append(filed(2))
    await browser.until(lambda: len(browser.glimpses) == 2)
    assert not browser.state["lessons"][1]["done"]

    await browser.ask("phone", do="say", text="hello")
    world.glimpses.append(filed(3))
    await browser.until(lambda: browser.state["lessons"][1]["done"])


async def test_what_happens_inside_is_told_once_and_to_latecomers_too(world, browser):
    world.glimpses = [Glimpse(1, world.now, Seen.EFFECT, str(world.ana.id), "Say", "")]
    await browser.until(lambda: browser.glimpses)
    late = await world.open()
    world.glimpses.append(Glimpse(2, world.now, Seen.LETTER, "a client", "Sentences", "sent"))
    await late.until(lambda: len(late.glimpses) == 2)
    await browser.until(lambda: len(browser.glimpses) == 2)

    assert browser.glimpses == late.glimpses
    assert browser.glimpses[0] == {
        "number": 1,
        "time": "10:00",
        "kind": "effect",
        "who": "Ana",
        "name": "Say",
        "text": "",
    }


async def test_starting_over_is_told_to_every_page(world, browser):
    other = await world.open()

    await browser.ask("page", do="reset")
    await other.until(lambda: other.resets)

    assert len(world.resets) == 1


# The therapist's Slack.


async def test_the_home_is_filled_when_it_is_opened_and_its_buttons_work(world, browser):
    blocks = [{"type": "actions", "block_id": "row", "elements": [button("Caseload", "case")]}]
    view = {"type": "home", "blocks": blocks}
    await world.program.slack("views.publish", user_id="U1", view=view)
    await browser.until(lambda: browser.state["slack"]["home"])

    await browser.ask("slack", do="open home")
    await browser.ask("slack", do="press", home=True, block="row", action="case")

    [pressed] = world.program.interactions
    assert pressed["view"]["type"] == "home"
    assert pressed["actions"][0]["action_id"] == "case"


async def test_cards_threads_files_and_pictures_are_shown_and_edits_too(world, browser):
    slack = world.program.slack
    promised = await slack("files.getUploadURLExternal", filename="chart.png", length=len(PNG))
    await world.http.post(promised["upload_url"], data=PNG)
    file = {"id": promised["file_id"], "title": "chart.png"}
    await slack("files.completeUploadExternal", files=[file])
    image = {"type": "image", "slack_file": {"id": file["id"]}, "alt_text": "Scores"}
    foreign = {"type": "image", "image_url": "https://example.org/a.png", "alt_text": "Elsewhere"}
    card = await world.post(button("Take", "take"))
    blocks = [image, foreign]
    under = {"channel": card["channel"], "text": "under it", "thread_ts": card["ts"]}
    await slack("chat.postMessage", **under, blocks=blocks)
    await slack("chat.update", channel=card["channel"], ts=card["ts"], text="taken", blocks=[])
    await browser.until(lambda: browser.desk and browser.desk[0]["edited"])

    [shown] = browser.desk
    [reply] = shown["replies"]
    async with world.http.get(world.url + reply["blocks"][0]["picture"]["address"]) as answer:
        assert await answer.read() == PNG

    assert (shown["author"], shown["text"]) == ("Portal", "taken")
    assert reply["blocks"][1]["picture"] is None


async def test_a_press_reaches_the_app(world, browser):
    ts = (await world.post(button("Take", "take", value="7")))["ts"]

    answer = await browser.ask("slack", do="press", message=ts, block="row", action="take")

    assert "sorry" not in answer
    [pressed] = world.program.interactions
    assert pressed["actions"][0]["value"] == "7"
    assert pressed["user"]["id"] == "U1"


async def test_of_two_buttons_with_the_same_words_the_pressed_one_counts(world, browser):
    twins = (button("Open", "first", value="1"), button("Open", "second", value="2"))
    ts = (await world.post(*twins))["ts"]

    await browser.ask("slack", do="press", message=ts, block="row", action="second")

    [pressed] = world.program.interactions
    assert pressed["actions"][0]["value"] == "2"


async def test_a_modal_is_filled_in_corrected_and_sent(world, browser):
    view = await world.modal(browser)
    world.program.answers["view_submission"] = {
        "response_action": "errors",
        "errors": {"text rough": "Please shorten it."},
    }
    fields = {"list": "rough", "text rough": "Take it slowly"}

    refused = await browser.ask("slack", do="submit", view=view, fields=fields)
    del world.program.answers["view_submission"]
    taken = await browser.ask("slack", do="submit", view=view, fields=fields)
    await browser.until(lambda: browser.modal is None)

    assert refused["errors"] == {"text rough": "Please shorten it."}
    assert taken["errors"] == {}
    values = world.program.interactions[-1]["view"]["state"]["values"]
    assert values["text rough"]["words"]["value"] == "Take it slowly"


async def test_a_required_field_that_is_empty_is_told_before_the_app_hears(world, browser):
    view = await world.modal(browser)

    fields = {"list": "rough", "text rough": ""}
    answer = await browser.ask("slack", do="submit", view=view, fields=fields)

    assert list(answer["errors"]) == ["text rough"]
    assert not [one for one in world.program.interactions if one["type"] == "view_submission"]


async def test_a_choice_in_a_modal_refills_the_text_under_it(world, browser):
    view = await world.modal(browser)
    assert browser.modal["values"] == {
        "list": {"which": "rough"},
        "text rough": {"words": "A rough week"},
    }

    chosen = {"block": "list", "action": "which", "chosen": "calm", "fields": {"list": "calm"}}
    await browser.ask("slack", do="choose", view=view, **chosen)
    await browser.until(lambda: "text calm" in browser.modal["values"])

    assert browser.modal["values"]["text calm"] == {"words": "A calm week"}


async def test_a_menu_that_the_app_fills_is_searched_and_chosen_from(world, browser):
    options = [{"text": plain(f"KF-{n}"), "value": f"kf-{n}"} for n in (1, 2)]
    world.program.answers["block_suggestion"] = {"options": options}
    menu = {"type": "external_select", "action_id": "client", "placeholder": plain("Client")}
    at = {"message": (await world.post(menu))["ts"], "block": "row", "action": "client"}

    found = await browser.ask("slack", do="search", typed="kf", **at)
    await browser.ask("slack", do="choose", chosen="kf-2", **at)

    assert found["options"] == options
    suggestion, choice = world.program.interactions
    assert (suggestion["type"], suggestion["value"]) == ("block_suggestion", "kf")
    assert choice["actions"][0]["selected_option"] == options[1]


async def test_a_modal_can_be_left(world, browser):
    view = await world.modal(browser)

    await browser.ask("slack", do="close", view=view)
    await browser.until(lambda: browser.modal is None)

    assert world.mira.view is None


async def test_a_command_of_the_app_reaches_it_as_a_command(world, browser):
    answer = await browser.ask("slack", do="say", text="/portal clients", thread="")

    assert "sorry" not in answer
    [command] = world.program.commands
    assert (command["command"], command["text"]) == ("/portal", "clients")
    assert browser.desk == []


async def test_the_therapist_writes_to_the_app_and_into_a_thread(world, browser):
    await browser.ask("slack", do="say", text="5 < 7 & fine", thread="")
    [said] = browser.desk
    await browser.ask("slack", do="say", text="more", thread=said["id"])

    assert [one["text"] for one in browser.desk[0]["replies"]] == ["more"]
    # As Slack's own client puts it on the wire.
    assert world.mira.direct_messages()[0].text == "5 &lt; 7 &amp; fine"


# The clock.


async def test_the_clock_shows_the_practice_s_own_time_and_jumps(browser):
    assert browser.state["clock"] == {
        "date": "Monday, 2 March 2026",
        "time": "10:00",
        "zone": "Europe/Berlin",
        "moving": "",
        "alert": False,
    }

    due = await browser.ask("clock", do="next due")
    morning = await browser.ask("clock", do="next morning")
    week = await browser.ask("clock", do="a week later")
    await browser.until(lambda: not browser.state["clock"]["moving"])

    assert due["said"] == "A check-in is open."
    assert morning["said"] == "It is Tuesday, 3 March."
    assert week["said"] == "A week has passed. It is Tuesday, 10 March."
    assert browser.state["clock"]["date"] == "Tuesday, 10 March 2026"


async def test_only_one_jump_at_a_time_and_every_page_sees_that_it_goes_on(world, browser):
    world.may_go_on.clear()
    other = await world.open()

    first = await browser.send("clock", do="a week later")
    await other.until(lambda: other.state["clock"]["moving"])
    second = await other.ask("clock", do="next morning")
    said = await other.ask("phone", do="say", text="meanwhile")
    world.may_go_on.set()
    await browser.until(lambda: first in browser.answers)

    assert "already moving" in second["sorry"]
    assert "sorry" not in said
    assert world.now == datetime(2026, 3, 9, 9, tzinfo=UTC)


async def test_a_running_clock_is_seen_to_run(world, browser):
    world.now += timedelta(minutes=1)

    await browser.until(lambda: browser.state["clock"]["time"] == "10:01")


# What cannot be done.


@pytest.mark.parametrize(
    ("to", "act"),
    [
        ("phone", {"do": "say", "text": "  "}),
        ("phone", {"do": "tap", "message": 999, "data": "q:yes"}),
        ("phone", {"do": "fly"}),
        ("slack", {"do": "say", "text": " ", "thread": ""}),
        ("slack", {"do": "say", "text": "into nowhere", "thread": "1.0"}),
        ("slack", {"do": "say", "text": "hello"}),
        ("slack", {"do": "say", "text": "/nonsense", "thread": ""}),
        ("slack", {"do": "press", "message": "1.0", "block": "row", "action": "take"}),
        ("slack", {"do": "submit", "view": "V0", "fields": {}}),
        ("slack", {"do": "close", "view": "V0"}),
        ("clock", {"do": "back"}),
        ("nobody", {"do": "say", "text": "hello"}),
    ],
)
async def test_what_cannot_be_done_is_answered_with_a_sentence(browser, to, act):
    number = await browser.send(to, **act)
    await browser.until(lambda: browser.answers)

    [answer] = browser.answers.values()
    assert answer["id"] in (number, None)
    assert answer["sorry"].endswith(".")
    assert "Traceback" not in answer["sorry"]


async def test_what_is_not_even_an_act_is_answered_too(browser):
    await browser.socket.send_str("{")
    await browser.until(lambda: browser.answers)

    assert browser.answers[None]["sorry"]


async def test_a_fault_inside_is_told_kindly_and_its_words_stay_inside(world, browser, caplog):
    async def fail(**_span):
        raise RuntimeError("the secret diary")

    world.jump = fail
    answer = await browser.ask("clock", do="next morning")
    again = await browser.ask("clock", do="next morning")

    assert "not your doing" in answer["sorry"]
    assert again == answer | {"id": again["id"]}
    assert "RuntimeError" in caplog.text
    assert "secret" not in caplog.text


async def test_an_app_that_does_not_answer_is_said_to_be_missing(world, browser):
    ts = (await world.post(button("Take", "take")))["ts"]
    world.slack.courier.patience = 0.05
    await world.program.stop()

    answer = await browser.ask("slack", do="press", message=ts, block="row", action="take")

    assert "did not answer" in answer["sorry"]


async def test_a_modal_that_was_replaced_takes_nothing_more(world, browser):
    await world.modal(browser)

    answer = await browser.ask("slack", do="submit", view="V0", fields={})

    assert "changed" in answer["sorry"]
    assert browser.modal


# Who may come in.


async def test_every_answer_forbids_whatever_is_not_the_page_s_own(world):
    for path in ("", "main.js", "page.css", "nothing", "files/nothing"):
        async with world.http.get(world.url + path) as answer:
            policy = answer.headers["Content-Security-Policy"]

        assert "default-src 'none'" in policy
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "no-referrer"


async def test_the_path_must_be_known(world):
    address = urlsplit(world.url)
    root = f"{address.scheme}://{address.netloc}"

    for path in ("/", "/guess/", "/guess/main.js", "/guess/line"):
        async with world.http.get(root + path) as answer:
            assert answer.status == 404


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "localhost:1", ""])
async def test_a_name_that_was_rebound_to_this_machine_is_refused(world, host):
    async with world.http.get(world.url, headers={"Host": host}) as answer:
        assert answer.status in (400, 403)


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://localhost:1", None])
async def test_no_foreign_page_can_open_the_line(world, origin):
    headers = {"Origin": origin} if origin else {}

    upgrade = {"Upgrade": "websocket", "Connection": "Upgrade"}
    async with world.http.get(world.url + "line", headers=headers | upgrade) as answer:
        assert answer.status == 403


async def test_two_starts_never_share_a_path(world):
    first = world.url
    await world.page.stop()
    world.url = await world.page.start()

    assert urlsplit(first).path != urlsplit(world.url).path
    assert len(urlsplit(world.url).path) > 20


async def test_a_stopped_page_hangs_up_and_hears_no_more(world, browser):
    await world.page.stop()

    closed = await browser.socket.receive(timeout=SECONDS)
    while closed.type is WSMsgType.TEXT:
        closed = await browser.socket.receive(timeout=SECONDS)

    assert closed.type in (WSMsgType.CLOSE, WSMsgType.CLOSING, WSMsgType.CLOSED)


# The page itself.


class Outline(HTMLParser):
    """Everything in a page that could run, or load from elsewhere."""

    def __init__(self):
        super().__init__()
        self.attributes = []
        self.ids = set()
        self.in_script = False
        self.inline = ""

    def handle_starttag(self, tag, attributes):
        self.in_script = tag in ("script", "style")
        self.attributes += [(tag, name, value) for name, value in attributes]
        self.ids |= {value for name, value in attributes if name == "id"}

    def handle_endtag(self, tag):
        self.in_script = False

    def handle_data(self, text):
        self.inline += text.strip() if self.in_script else ""


def test_the_page_runs_nothing_inline_and_loads_nothing_from_elsewhere():
    folder = files("sandbox.page").joinpath("assets")
    assets = {one.name: one.read_text("utf-8") for one in folder.iterdir()}
    outline = Outline()

    outline.feed(assets["page.html"])

    assert outline.inline == ""
    for _, name, value in outline.attributes:
        assert not name.startswith("on")
        assert name != "style"
        assert name not in ("src", "href") or value in assets
    for name, text in assets.items():
        assert "innerHTML" not in text
        elsewhere = text.replace("http://www.w3.org/2000/svg", "")
        assert name == "element.js" or "://" not in elsewhere


def test_every_field_and_button_of_the_page_has_a_name():
    outline = Outline()

    outline.feed(files("sandbox.page").joinpath("assets", "page.html").read_text("utf-8"))

    labelled = {value for tag, name, value in outline.attributes if (tag, name) == ("label", "for")}
    assert labelled == {"slack-text"}
    pointing = ("aria-controls", "aria-labelledby", "for")
    assert {value for _, name, value in outline.attributes if name in pointing} <= outline.ids


class Chromium:
    """A real browser without a window, steered by its own protocol."""

    def __init__(self, http, program, folder):
        self.http = http
        self.command = (
            program,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--remote-debugging-port=0",
            f"--user-data-dir={folder}",
            "about:blank",
        )
        self.complaints = []
        self.last = 0

    async def __aenter__(self):
        pipe, nowhere = asyncio.subprocess.PIPE, asyncio.subprocess.DEVNULL
        self.process = await asyncio.create_subprocess_exec(
            *self.command, stdout=nowhere, stderr=pipe
        )
        async for line in self.process.stderr:
            if found := re.search(rb"ws://([\d.:]+)/", line):
                break
        async with self.http.get(f"http://{found[1].decode()}/json") as answer:
            [tab] = [one for one in await answer.json() if one["type"] == "page"]
        self.socket = await self.http.ws_connect(tab["webSocketDebuggerUrl"])
        for area in ("Runtime", "Log", "Page"):
            await self.call(f"{area}.enable")
        return self

    async def __aexit__(self, *_):
        await self.socket.close()
        self.process.kill()
        await self.process.communicate()

    async def call(self, method, **params):
        self.last += 1
        await self.socket.send_json({"id": self.last, "method": method, "params": params})
        while True:
            told = await self.socket.receive_json(timeout=BROWSER_SECONDS)
            if told.get("method") in ("Runtime.exceptionThrown", "Log.entryAdded"):
                self.complaints.append(told["params"])
            if told.get("id") == self.last:
                return told["result"]

    async def until(self, script):
        """Wait for a script to be true on the page."""
        async with asyncio.timeout(BROWSER_SECONDS):
            while True:
                told = await self.call("Runtime.evaluate", expression=script, userGesture=True)
                if told["result"].get("value"):
                    return
                await asyncio.sleep(0.05)


async def test_in_a_real_browser_both_people_can_be_played(world, tmp_path):
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        missing("chromium", "no browser to draw the page in")
    found = [{"text": plain("KF & 1"), "value": "kf-1"}, {"text": plain("KF & 2"), "value": "kf-2"}]
    world.program.answers["block_suggestion"] = {"options": found}
    menu = {"type": "external_select", "action_id": "client", "placeholder": plain("Client")}
    await world.post(button("Write", "write"), menu)

    async with Chromium(world.http, program, tmp_path) as chromium:
        await chromium.call("Page.navigate", url=world.url)
        await chromium.until("document.body?.classList.contains('ready')")
        await chromium.until(CLICK % "#phone .open-link")
        await chromium.until(CLICK % ".key.primary")
        await chromium.until(
            "document.getElementById('phone-chat').innerText.includes('You said q:yes')"
        )
        await chromium.until(CLICK % ".block-actions button")
        await chromium.until(CLICK % "#modal [value=calm]")
        await chromium.until("document.querySelector('#modal textarea')?.value === 'A calm week'")
        await chromium.until(CLICK % "#modal [type=submit]")
        await chromium.until("document.getElementById('modal').hidden")
        await chromium.until(TYPE % ("kf 2", ".searching input"))
        await chromium.until(PICK % ("KF & 2", ".searching select"))
        await chromium.until("document.querySelector('.searching select').value === 'kf-2'")

    assert chromium.complaints == []
    [sent] = [one for one in world.program.interactions if one["type"] == "view_submission"]
    values = sent["view"]["state"]["values"]
    assert values["text calm"]["words"]["value"] == "A calm week"


# The made-up authenticator.


async def test_a_code_is_shown_to_whoever_plays_its_owner_and_for_how_long_it_counts(world):
    browser = await world.open()
    empty = browser.state["authenticator"]

    world.codes["U2"] = Code("654321", world.now + timedelta(seconds=30))
    world.codes["U1"] = Code("123456", world.now + timedelta(seconds=12))
    await browser.until(lambda: browser.state["authenticator"]["digits"])

    shown = browser.state["authenticator"]
    assert (empty["digits"], empty["address"]) == ("", "http://127.0.0.1:9/record/")
    assert (shown["digits"], shown["seconds"]) == ("123456", 12)
    assert shown["about"] == "It works once."
