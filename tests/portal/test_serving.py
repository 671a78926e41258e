"""The running portal as a process: it starts, takes commands, and ends when it is asked to."""

import asyncio
import os
import signal
import subprocess
import sys
import time

import pytest

from portal.run_lock import RunLock
from portal.serving import until_stopped
from tests.portal.at_terminal import ROOT, Running, Terminal, platforms, without_settings

UNIT_WAITS = 30
"""Seconds after which systemd would kill it: TimeoutStopSec in deploy/portal.service."""


@pytest.fixture(scope="module")
def servers():
    with platforms() as running:
        yield running


@pytest.fixture
def terminal(tmp_path, monkeypatch, capsys, servers):
    """A practice with a therapist and tokens that are good, and somebody who types commands."""
    without_settings(monkeypatch)
    monkeypatch.chdir(tmp_path)
    terminal = Terminal(tmp_path, capsys)
    terminal.staffed()
    terminal.set(**servers.settings())
    return terminal


@pytest.fixture
def practice(terminal):
    """The folder of that practice."""
    return terminal.folder


def slack_alone(practice):
    """Leaves Telegram out: its library takes seconds to import, and these seconds add up."""
    keep(practice, lambda setting: "SLACK" in setting)


def keep(practice, wanted):
    """Leaves every other setting out."""
    env = practice / ".env"
    kept = [line for line in env.read_text().splitlines() if wanted(line)]
    env.write_text("\n".join(kept))


@pytest.fixture
def run(practice):
    started = []

    def start(sign="is running", **environment):
        started.append(Running(practice, **environment))
        return started[-1].ready(sign)

    yield start
    for each in started:
        each.process.kill()
        each.process.wait()


def answered(person, times):
    """The newest words of the bot, as soon as it has written so often."""
    begun = time.monotonic()
    while len(chat := [each for each in person.chat("harbour_bot") if each.from_bot]) < times:
        assert time.monotonic() - begun < 60
        time.sleep(0.05)
    return chat[-1].text


def test_commands_go_through_while_it_runs_and_a_second_one_is_refused(
    run, terminal, practice, servers
):
    portal = run()

    invited = terminal("client", "invite", "--json")
    second = terminal("run")
    moved = terminal("migrate")
    ana = servers.telegram.add_person("Ana", "en")
    ana.open_link(invited.json["link"])
    begun = time.monotonic()
    while not (chat := [each for each in ana.chat("harbour_bot") if each.from_bot]):
        assert time.monotonic() - begun < 120
        time.sleep(0.05)
    status, seconds = portal.told(signal.SIGTERM)

    assert second.status == moved.status == 2
    assert "`portal run` (process" in second.err
    assert "Traceback" not in second.err + moved.err
    assert status == 0
    assert seconds < UNIT_WAITS
    assert portal.words.endswith("The portal has stopped.\n")
    secret = invited.json["link"].partition("?start=")[2]
    for private in (secret, "Ana", invited.json["client"], chat[0].text.split("\n")[0]):
        assert private not in portal.words
    assert not (practice / "portal.db.sock").exists()


def test_after_kill_9_it_starts_again_once_a_backup_is_over_and_helps_meanwhile_and_ctrl_c_ends_it(
    run, terminal, practice, servers
):
    ana = servers.telegram.add_person("Ana", "en")
    slack_alone(practice)
    killed, _ = run().told(signal.SIGKILL)
    assert killed == -signal.SIGKILL
    assert (practice / "portal.db.sock").exists()

    here = terminal("client", "list")
    with RunLock.take(practice / "portal.db", "portal backup"):
        tokens = servers.settings()
        with_telegram = ("client_bot_token", "telegram_api_url")
        again = run(
            "goes on trying", **{f"PORTAL_{each.upper()}": tokens[each] for each in with_telegram}
        )
        ana.say("harbour_bot", "/help")
        helped = answered(ana, 1)
        ana.say("harbour_bot", "hello")
    again.ready()
    handled = answered(ana, 3)
    there = terminal("client", "list")
    status, seconds = again.told(signal.SIGINT)

    assert here.status == there.status == 0
    assert "000" in helped
    # What came meanwhile was kept for the portal.
    assert "000" not in handled
    assert status == 0
    assert seconds < UNIT_WAITS
    assert "Traceback" not in again.words


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("PORTAL_CLIENT_BOT_TOKEN", "100200300:this-one-is-not-known-to-any-server"),
        ("PORTAL_SLACK_BOT_TOKEN", "xoxb-nobody"),
    ],
)
def test_where_no_token_is_taken_the_start_ends(terminal, monkeypatch, setting, value):
    keep(terminal.folder, lambda each: ("SLACK" in each) is ("SLACK" in setting))
    monkeypatch.setenv(setting, value)

    refused = terminal("run")

    assert refused.status == 2
    assert setting in refused.err
    assert value not in refused.out + refused.err
    assert "Traceback" not in refused.err


def test_a_platform_that_keeps_silent_is_waited_for_and_the_wait_can_be_ended(practice):
    slack_alone(practice)
    waiting = subprocess.Popen(
        [sys.executable, "-m", "portal.cli", "run"],
        cwd=practice,
        env={"PYTHONPATH": str(ROOT), "PORTAL_SLACK_API_URL": "http://127.0.0.1:9"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    heard = ""
    while "platform.silent" not in heard:
        line = waiting.stderr.readline()
        assert line, heard
        heard += line
    waiting.send_signal(signal.SIGTERM)
    out, _ = waiting.communicate(timeout=120)

    assert waiting.returncode == 0
    assert out.endswith("The portal has stopped.\n")


async def test_work_that_does_not_want_to_end_is_cut_off(monkeypatch):
    monkeypatch.setattr("portal.serving.GRACE", 0.05)
    ended = []

    async def stubborn():
        try:
            os.kill(os.getpid(), signal.SIGTERM)
            await asyncio.Event().wait()
        finally:
            try:
                await asyncio.Event().wait()
            finally:
                ended.append(True)

    async with asyncio.timeout(60):
        await until_stopped(stubborn())

    assert ended


async def test_what_ends_the_work_is_raised_as_it_is():
    async def broken():
        raise KeyError("x")

    with pytest.raises(KeyError):
        await until_stopped(broken())
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL


def test_the_sandbox_opens_on_a_free_port_and_says_when_one_is_taken(tmp_path, monkeypatch, capsys):
    without_settings(monkeypatch)
    monkeypatch.chdir(tmp_path)
    opened = subprocess.Popen(
        [sys.executable, "-m", "portal.cli", "sandbox", "--port", "0"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    first = opened.stdout.readline()
    url = opened.stdout.readline().split(": ")[1].strip()
    port = url.rstrip("/").rpartition(":")[2].split("/")[0]

    second = Terminal(tmp_path, capsys)("sandbox", "--port", port)
    opened.send_signal(signal.SIGINT)
    out, _ = opened.communicate(timeout=120)

    assert "a few seconds" in first
    assert second.status == 2
    assert "portal sandbox --port 0" in second.err
    assert opened.returncode == 0
    assert "nothing of it is left" in out
    assert list(tmp_path.iterdir()) == []
    assert url.startswith("http://127.0.0.1:")
