"""The record page in the sandbox: from the press in Slack, with a code of the made-up app."""

import asyncio
import re
import subprocess
import sys
from base64 import b32encode
from contextlib import asynccontextmanager, suppress
from urllib.parse import urlsplit

import pytest
from aiohttp import ClientError, ClientSession, WSMessageTypeError

from care.visits import IDLE
from portal import serving
from portal.sandbox_authenticator import authenticator
from portal.sandbox_page import page as served
from portal.sandboxed import BOT, THERAPIST
from sandbox.page import Cast, Client, Colleague
from store import one_time_codes, people
from tests.portal.at_terminal import ROOT, without_settings
from tests.portal.made_up_record import fill
from tests.portal.visitor import Visitor, link_of
from tests.world import spoken
from tests.world import world as made

SECONDS = 60


class Player:
    """Somebody with the sandbox's page open, who plays Mira in its Slack."""

    def __init__(self, socket):
        self.socket = socket
        self.state = {}
        self.answers = {}
        self.last = 0

    async def until(self, condition):
        async with asyncio.timeout(SECONDS):
            while not condition():
                told = await self.socket.receive_json()
                if told["kind"] == "state":
                    self.state = told
                if told["kind"] == "answer":
                    self.answers[told["id"]] = told

    async def act(self, to, **act):
        """Does something; True when it was heard."""
        self.last += 1
        number = self.last
        await self.socket.send_json({"id": number, "to": to, **act})
        await self.until(lambda: number in self.answers)
        return "sorry" not in self.answers[number]

    @property
    def slack(self):
        return self.state["slack"]

    @property
    def shown(self):
        """The panel with the code, as the page was told of it."""
        return self.state["authenticator"]

    async def ask_for_the_record(self, label="Open the record"):
        """Presses the button on Home, and takes the link out of the window that opens."""
        before = (self.slack["modal"] or {}).get("id")
        await self.act("slack", do="open home")
        async with asyncio.timeout(SECONDS):
            # Home may be drawn anew under the finger, as in Slack.
            while not await self.press(label):
                pass
        await self.until(lambda: self.slack["modal"] and self.slack["modal"]["id"] != before)
        _, link = next(buttons(self.slack["modal"]))
        return link["url"]

    async def press(self, label):
        await self.until(lambda: self.slack["home"] and labelled(self.slack["home"], label))
        block, element = labelled(self.slack["home"], label)
        spot = {"block": block, "action": element["action_id"]}
        return await self.act("slack", do="press", home=True, **spot)

    async def code(self, world, key):
        """What the panel shows, as soon as that is what any app with this key shows."""
        await self.until(lambda: self.shown["digits"] == one_time_codes.code_at(key, world.now))
        return self.shown["digits"]


def buttons(view):
    for block in view["blocks"]:
        for element in block.get("elements", ()):
            if element["type"] == "button":
                yield block["block_id"], element


def labelled(view, label):
    return next((each for each in buttons(view) if each[1]["text"]["text"] == label), None)


@asynccontextmanager
async def playing(url):
    address = urlsplit(url)
    origin = {"Origin": f"{address.scheme}://{address.netloc}"}
    async with ClientSession() as http, http.ws_connect(f"{url}line", headers=origin) as socket:
        player = Player(socket)
        await player.until(lambda: player.state)
        yield player


@pytest.fixture
def engine():
    return "sqlite"


@pytest.fixture
def records():
    return True


@pytest.fixture
async def ana(world):
    """A client with three months behind her."""
    ana = await world.join()
    [mira] = await world.read(people.members)
    await world.write(fill, ana.id, mira.id, world.now)
    return ana


def cast_of(world, ana):
    mira = Colleague(world.sandbox.slack_person(THERAPIST), "therapist")
    return Cast((Client(ana.person, BOT),), (mira,))


@pytest.fixture
async def player(world, ana):
    async with (
        served(world.sandbox, cast_of(world, ana), "127.0.0.1", 0) as url,
        playing(url) as found,
    ):
        yield found


async def test_from_the_press_in_slack_over_the_first_code_to_the_record_and_in_again(
    world, ana, player
):
    async with Visitor(world) as mira:
        link = await player.ask_for_the_record()
        assert link.startswith(player.shown["address"])
        assert player.shown["digits"] == ""

        await mira.open(link)
        setting_up = await mira.send(mira.page.forms[0])
        key = setting_up.key
        first = await player.code(world, key)
        assert 0 <= player.shown["seconds"] <= 30
        enrolled = await mira.send(setting_up.forms[0], code=first)
        record = await mira.open(enrolled.links["I have kept them: go on"])

        assert len(enrolled.recovery_codes) == 10
        assert urlsplit(record.url).path.endswith(f"/clients/{ana.code}")
        assert "Mood has been falling" in record.text

        await world.pass_time(days=1)
        over = await mira.open(record.url)
        assert "You are signed out" in over.text
        assert "15 minutes" in player.shown["about"]
        assert "a jump of the clock" in player.shown["about"]

        await mira.open(await player.ask_for_the_record())
        asked = await mira.send(mira.page.forms[0])
        second = await player.code(world, key)
        again = await mira.send(asked.forms[0], code=second)
        assert again.url == record.url

        # The same code a second time is what it says it is: used up.
        await mira.send(again.forms[0])
        await mira.open(await player.ask_for_the_record())
        asked = await mira.send(mira.page.forms[0])
        refused = await mira.send(asked.forms[0], code=second)
        assert "Each code works once" in refused.text


async def test_each_of_the_practice_has_an_app_of_their_own(world, ana):
    noor = await world.therapist("Noor Haddad", "U0NOOR")
    app = authenticator(world.sandbox, Cast((), (Colleague(noor, ""), Colleague(world.mira, ""))))
    async with Visitor(world) as visitor:
        await visitor.come_in(await link_of(world, "record", noor))

        # Nobody looked while hers was set up: her own app has it, and this one does not.
        assert await app.codes() == {}
        await visitor.open(await link_of(world, "record"))
        await visitor.send(visitor.page.forms[0])
        [(account, shown)] = (await app.codes()).items()
        assert account == THERAPIST
        assert shown.digits == one_time_codes.code_at(visitor.page.key, world.now)


async def test_no_app_is_there_when_no_record_page_is_served(tmp_path):
    async with made(tmp_path) as world:
        assert authenticator(world.sandbox, Cast((), ())) is None


# --- the real portal -------------------------------------------------------------------------

LOADED = """
import sys
import portal.wiring, portal.gate, portal.record_doors, portal.record_reader, portal.serving
import portal.doors, portal.posts, portal.group_wiring, portal.control, portal.commands
import bots.record_page.door, bots.slack_therapists.app
print("portal.sandbox_authenticator" in sys.modules, "sandbox.page" in sys.modules)
"""


def test_a_portal_that_runs_does_not_load_the_app():
    said = subprocess.run(
        [sys.executable, "-c", LOADED], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert said.stdout.split() == ["False", "False"]


def test_the_secret_is_asked_for_by_the_page_that_sets_it_up_and_by_the_sandbox_alone():
    asking = {
        path.relative_to(ROOT).as_posix()
        for folder in ("portal", "bots", "scheduler", "conversations", "charts")
        for path in (ROOT / folder).rglob("*.py")
        if re.search(r"second_factors\.(to_set_up|_secret)\b", path.read_text())
    }
    loading = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "portal").rglob("*.py")
        if re.search(r"(from|import) portal\.sandbox_authenticator", path.read_text())
    }

    assert asking == {"portal/record_reader.py", "portal/sandbox_authenticator.py"}
    assert loading == {"portal/sandbox_page.py"}


async def test_once_it_is_set_up_no_page_and_no_message_of_the_portal_holds_the_secret(world, ana):
    async with Visitor(world) as mira:
        await mira.come_in(await link_of(world, f"record {ana.code}"))
        here = f"{world.portal.gate.url}/record/{world.memory.practice}/"
        told = [mira.page.body]
        for path in ("", "code", f"clients/{ana.code}", "secret", "authenticator"):
            told.append((await mira.open(here + path)).body)
        world.leap(seconds=IDLE.total_seconds() + 1)
        await mira.open(await link_of(world, "record"))
        told.append((await mira.send(mira.page.forms[0])).body)
        await world.mira.open_home()
        await world.settle()
        told += [str(world.mira.home()), str(world.mira.view), *map(spoken, world.cards)]

        for shape in (b32encode(mira.secret).decode(), mira.secret.hex(), "otpauth"):
            assert all(shape not in each.replace(" ", "") for each in told)


# --- starting over ---------------------------------------------------------------------------


async def test_starting_over_serves_page_and_record_where_they_were(tmp_path, monkeypatch):
    without_settings(monkeypatch)
    monkeypatch.chdir(tmp_path)
    said = asyncio.Queue()
    options = {"engine": "sqlite", "webhooks": False, "own": None}
    opening = serving.Opening(lambda done, of: None, lambda: None)
    work = asyncio.create_task(serving._play("127.0.0.1", 0, said.put_nowait, opening, **options))
    try:
        url = (await said.get()).removeprefix("The sandbox is open: ")
        async with playing(url) as player:
            before = player.shown["address"]
            # The page is gone before it can answer.
            with suppress(WSMessageTypeError):
                await player.act("page", do="reset")
            async with asyncio.timeout(SECONDS):
                while "anew" not in await said.get():
                    pass
        async with asyncio.timeout(120):
            while not await answers(url):  # noqa: ASYNC110 - it is being set up
                await asyncio.sleep(0.1)
        async with playing(url) as player, ClientSession() as http:
            after = player.shown["address"]
            link = await player.ask_for_the_record("Today’s reading")
            async with http.get(link) as answer:
                shown = await answer.text()
    finally:
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)

    assert urlsplit(after).netloc == urlsplit(before).netloc
    # Another practice lives there now: nothing of the old one is reached.
    assert after != before
    assert link.startswith(after)
    assert "Harbour Practice" in shown


async def answers(url):
    async with ClientSession() as http:
        with suppress(ClientError):
            async with http.get(url) as answer:
                return answer.status == 200
    return False
