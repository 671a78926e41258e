"""Somebody at a terminal, in a folder of their own: what they type, and what they read."""

import asyncio
import json
import os
import stat
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

from portal import cli
from portal.clock import MovableClock
from portal.office import Office
from portal.settings import PREFIX
from sandbox.slack.server import SlackServer
from sandbox.telegram import TelegramServer
from store.key_file import KEY_BYTES, Kek, KekState, Ring, RingName, Rings
from tests.logging_back import logging_as_it_was

TOKEN = "100200300:a-token-that-only-the-sandbox-knows-abcde"
BOT_TOKEN, APP_TOKEN = "xoxb-sandbox-1", "xapp-sandbox-1"
BOT = "harbour_bot"
ROOT = Path(__file__).parents[2]
CONTACTS = ("--emergency", "000", "--line", "A line, +00 1, always", "--verified-by", "Mira")


@dataclass(frozen=True)
class Answer:
    """What a command left: exit status, standard output, standard error."""

    status: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)


class Terminal:
    """Types commands into this process, as fast as a test wants them."""

    _staffed: ClassVar[tuple] = ()

    def __init__(self, folder, capsys):
        self.folder = folder
        self._capsys = capsys

    def __call__(self, *words):
        status = 0
        self._capsys.readouterr()
        try:
            with logging_as_it_was():
                cli.main([str(word) for word in words])
        except SystemExit as end:
            status = end.code or 0
        read = self._capsys.readouterr()
        return Answer(status, read.out, read.err)

    def set(self, **values):
        """Writes settings into the folder's .env."""
        lines = [f"{PREFIX}{name.upper()}={value}\n" for name, value in values.items()]
        with (self.folder / ".env").open("a") as file:
            file.writelines(lines)

    def keys(self):
        (self.folder / "elsewhere").mkdir()
        return self("keys", "create", "--second-copy", "elsewhere/portal.key")

    def practice(self, name="Harbour", *more):
        """A key file, and a practice that could be served but for a therapist."""
        self.keys()
        return self("practice", "create", "--name", name, "--zone", "Europe/Berlin", *CONTACTS)

    def staffed(self):
        """A practice with a therapist, and a bot that the sandbox knows.

        It is typed once in an empty folder, and laid down as it was in every other.
        """
        if any(self.folder.iterdir()):
            return self._typed_staffed()
        if not Terminal._staffed:
            answer = self._typed_staffed()
            assert answer.status == 0, answer.err
            Terminal._staffed = (answer, tuple(_contents(self.folder)))
            return answer
        answer, kept = Terminal._staffed
        for place, mode, data in kept:
            to = self.folder / place
            to.parent.mkdir(exist_ok=True)
            to.write_bytes(data)
            to.chmod(mode)
        return answer

    def _typed_staffed(self):
        self.practice()
        return self("therapist", "add", "--name", "Mira", "--slack-user", "U0MIRA")


def _contents(folder):
    """Every file in a folder with its place, its rights and its bytes."""
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            yield file.relative_to(folder), stat.S_IMODE(file.stat().st_mode), file.read_bytes()


def office_in(folder, database, ring, now):
    """A command line's office in a house without any practice."""

    async def username(_):
        return BOT

    keks = (Kek(1, KekState.PRIMARY, bytes(range(2, KEY_BYTES + 2))),)
    groups = Ring(RingName.GROUPS, keks, bytes(range(3, KEY_BYTES + 3)))
    keys = Rings(ring, groups)
    return Office(database, keys, MovableClock(now), folder / "cards.json", username)


def without_settings(monkeypatch):
    """No setting from outside reaches the test."""
    for name in [name for name in os.environ if name.upper().startswith(PREFIX)]:
        monkeypatch.delenv(name)


class Platforms:
    """A Telegram and a Slack on loopback, in a thread of their own."""

    def __init__(self):
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self.telegram, self.slack = TelegramServer(_now), SlackServer(_now)
        self.telegram.add_bot(TOKEN, BOT, "Harbour")
        self.slack.add_app(BOT_TOKEN, APP_TOKEN, name="Portal")
        self.slack.add_person("Mira", user_id="U0MIRA")

    def start(self):
        self._thread.start()
        self._wait(self.telegram.start())
        self._wait(self.slack.start())

    def stop(self):
        self._wait(self.telegram.stop())
        self._wait(self.slack.stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def settings(self):
        """What `.env` says to reach them."""
        return {
            "client_bot_token": TOKEN,
            "slack_bot_token": BOT_TOKEN,
            "slack_app_token": APP_TOKEN,
            "telegram_api_url": self.telegram.url,
            "slack_api_url": self.slack.url,
        }

    @contextmanager
    def pressing(self, person="U0MIRA"):
        """A therapist presses the button of whatever test alert comes."""

        async def press():
            mira = self.slack.people[person]
            while True:
                if "It is here" in mira.buttons(where="messages"):
                    await mira.press("It is here", where="messages")
                await asyncio.sleep(0.05)

        task = asyncio.run_coroutine_threadsafe(press(), self._loop)
        try:
            yield
        finally:
            task.cancel()

    def _wait(self, work):
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(300)


@contextmanager
def platforms():
    """The two platforms, as long as the block lasts."""
    made = Platforms()
    made.start()
    try:
        yield made
    finally:
        made.stop()


class Running:
    """`portal run`, or what else goes on, in a process of its own; its words in a file."""

    def __init__(self, folder, *words, **environment):
        self.heard = folder / "heard"
        with self.heard.open("wb") as heard:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "portal.cli", *(words or ("run",))],
                cwd=folder,
                env={"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", **environment},
                stdout=heard,
                stderr=heard,
            )

    @property
    def words(self):
        return self.heard.read_text()

    def ready(self, sign="is running", patience=300):
        begun = time.monotonic()
        while sign not in self.words:
            assert self.process.poll() is None, self.words
            assert time.monotonic() - begun < patience, self.words
            time.sleep(0.05)
        return self

    def told(self, sign):
        """Sends a signal; the exit status and the seconds until then."""
        begun = time.monotonic()
        self.process.send_signal(sign)
        return self.process.wait(300), time.monotonic() - begun


def typed(folder, *words, **environment):
    """A command in a process of its own, with this environment and no other."""
    done = subprocess.run(
        [sys.executable, "-m", "portal.cli", *words],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        timeout=300,
        check=False,
    )
    return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())


def _now():
    return datetime.now(UTC)  # noqa: TID251 - the processes that are tried have no other clock
