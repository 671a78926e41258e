"""A disk that takes nothing more: help is answered, nothing is lost, and the portal goes on."""

import resource
import signal
import time
from contextlib import contextmanager

import pytest

from tests.portal.at_terminal import BOT, Running, Terminal, platforms, without_settings

NUMBERS = "000"


@pytest.fixture(scope="module")
def servers():
    with platforms() as running:
        yield running


@pytest.fixture
def terminal(tmp_path, monkeypatch, capsys, servers):
    without_settings(monkeypatch)
    monkeypatch.chdir(tmp_path)
    terminal = Terminal(tmp_path, capsys)
    terminal.staffed()
    settings = servers.settings()
    terminal.set(**{name: text for name, text in settings.items() if "slack" not in name})
    return terminal


@pytest.fixture
def portal(terminal):
    running = Running(terminal.folder).ready()
    yield running
    running.process.kill()
    running.process.wait()


@contextmanager
def full_disk(portal):
    """No file of this process may hold a byte beyond its first: every write fails, reads go on."""
    limits = resource.RLIMIT_FSIZE
    before = resource.prlimit(portal.process.pid, limits, (1, resource.RLIM_INFINITY))
    try:
        yield
    finally:
        if portal.process.poll() is None:
            resource.prlimit(portal.process.pid, limits, before)


def seen(condition, patience=60):
    begun = time.monotonic()
    while not condition():
        assert time.monotonic() - begun < patience
        time.sleep(0.05)


def said_to(person):
    return [each.text for each in person.chat(BOT) if each.from_bot]


def test_with_a_full_disk_help_comes_and_what_was_said_is_handled_when_there_is_room(
    portal, terminal, servers
):
    link = terminal("client", "invite", "--json").json["link"]
    ana = servers.telegram.add_person("Ana", "en")
    with full_disk(portal):
        ana.open_link(link)
        ana.say(BOT, "/help")
        seen(lambda: any(NUMBERS in text for text in said_to(ana)))
        refused = terminal("client", "invite")
        assert len(said_to(ana)) == 1
    seen(lambda: any("I agree" in label for label in labels(ana)))
    again = terminal("client", "invite")

    assert refused.status == 2
    assert "disk" in refused.err
    assert "Traceback" not in refused.err
    assert again.status == 0
    assert portal.process.poll() is None


def test_a_portal_whose_disk_is_full_ends_when_it_is_asked_to(portal):
    with full_disk(portal):
        status, seconds = portal.told(signal.SIGTERM)

    assert status == 0
    assert seconds < 20


def labels(person):
    return [
        button.label
        for each in person.chat(BOT)
        if each.from_bot
        for row in each.buttons
        for button in row
    ]
