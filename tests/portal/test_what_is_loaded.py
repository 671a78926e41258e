"""A process loads the libraries of what it does: each costs seconds of a start, and memory."""

import subprocess
import sys

import pytest

from tests.portal.at_terminal import ROOT, Terminal, platforms, without_settings

PLATFORMS = {
    "clients": {"aiogram"},
    "groups": {"telegram"},
    "therapists": {"slack_bolt", "slack_sdk"},
    "clock": {"apscheduler"},
}
HEAVY = {each for loaded in PLATFORMS.values() for each in loaded} | {
    *("matplotlib", "numpy", "PIL", "fpdf", "asyncpg", "aiohttp", "prometheus_client")
}
COMMANDS = (
    *(
        "practice show",
        "practice export harbour.toml",
        "therapist list",
        "client list",
        "group list",
    ),
    *("instrument list", "instrument show phq9", "rule list", "workflow list", "resource list"),
    *("keys status", "audit verify", "migrate", "check --explain"),
)
GROUP_TOKEN = "200300400:a-token-that-only-the-sandbox-knows-abcde"

TYPED = """
import contextlib, os, sys
from portal.cli import main

for words in {commands!r}:
    with open(os.devnull, "w") as nowhere, contextlib.redirect_stdout(nowhere):
        try:
            main(words.split())
        except SystemExit as end:
            assert not end.code, (words, end.code)
    print(words, *sorted({heavy!r} & set(sys.modules)), sep=":")
"""

SERVED = """
import asyncio, os, signal, sys
from portal import serving

def opened():
    print("loaded", *({heavy!r} & set(sys.modules)))
    os.kill(os.getpid(), signal.SIGTERM)

asyncio.run(serving.run(lambda words: None, {roles!r}, opened=opened))
"""


@pytest.fixture(scope="module")
def servers():
    with platforms() as running:
        running.telegram.add_bot(GROUP_TOKEN, "harbour_group_bot", "Harbour group")
        yield running


@pytest.fixture
def terminal(tmp_path, monkeypatch, capsys, servers):
    without_settings(monkeypatch)
    monkeypatch.chdir(tmp_path)
    terminal = Terminal(tmp_path, capsys)
    terminal.staffed()
    terminal.set(**servers.settings(), group_bot_token=GROUP_TOKEN)
    return terminal


def printed(folder, code):
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_a_command_that_needs_no_bot_loads_no_library_of_bots_or_pictures(terminal):
    told = printed(terminal.folder, TYPED.format(commands=COMMANDS, heavy=HEAVY))

    assert told == list(COMMANDS)


@pytest.mark.parametrize("role", PLATFORMS)
def test_a_process_with_a_role_loads_the_libraries_of_that_role_alone(terminal, role):
    [line] = printed(terminal.folder, SERVED.format(heavy=HEAVY, roles=[role]))
    loaded = set(line.split()) - {"loaded"}
    of_others = set().union(*(PLATFORMS[each] for each in PLATFORMS if each != role))

    assert PLATFORMS[role] <= loaded
    assert not loaded & of_others
    assert not loaded & {"matplotlib", "numpy", "PIL", "fpdf"}
