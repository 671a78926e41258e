"""Every command with every kind of bad input: a sentence, and never a traceback.

The words are made from the command tree, so that a command that is added is tried as well; one with
a parameter that nobody has thought of here fails the first test.
"""

import io
import shutil
import sys
from pathlib import Path

import pytest
import typer

from portal import cli
from tests.portal.at_terminal import Terminal, without_settings

STAYS_OPEN = {"sandbox"}
"""What would serve until Ctrl-C whatever stands in the folder."""

SAMPLES = {
    "name": "Harbour",
    "zone": "Europe/Berlin",
    "slack_user": "U0MIRA",
    "facilitator": "Mira",
    "group": "Circle",
    "client": "quiet-harbor",
    "code": "quiet-harbor",
    "starts": "2026-12-01T10:00",
    "shown": None,
    "to": "Mira",
    "version": "1",
    "instrument": "phq9",
    "named": "phq9",
    "state": "on",
}
"""A right word for every parameter that must be given, so that another one's is the wrong one."""

BINARY = bytes(range(256)) * 8


def leaves(command, path=()):
    if not hasattr(command, "commands"):
        yield path, command
        return
    for name, each in command.commands.items():
        yield from leaves(each, (*path, name))


LEAVES = dict(leaves(typer.main.get_command(cli.app)))


def is_path(parameter):
    return "pathlib.Path" in str(parameter.type_descriptor.annotation)


def given(parameter, value):
    """The words by which this parameter gets this value."""
    if parameter.param_type_name == "argument":
        return [value]
    if getattr(parameter, "is_flag", False):
        return [parameter.opts[0]]
    return [parameter.opts[0], value]


def right(parameter):
    if is_path(parameter):
        return "good.toml"
    return SAMPLES[parameter.name]


def typed(path, changed=None, value=None):
    """The command with all that it needs, and this one parameter given so."""
    words = list(path)
    for each in LEAVES[path].params:
        if each is changed:
            words += given(each, value)
        elif each.required:
            words += given(each, right(each))
    return words


@pytest.fixture(scope="module")
def practice(tmp_path_factory):
    """The folder of a practice, to be copied."""
    return tmp_path_factory.mktemp("practice")


@pytest.fixture
def terminal(practice, tmp_path, monkeypatch, capsys):
    without_settings(monkeypatch)
    if not (practice / "portal.db").exists():
        monkeypatch.chdir(practice)
        Terminal(practice, capsys).staffed()
        (practice / "good.toml").write_text("x = 1\n")
    here = tmp_path / "here"
    shutil.copytree(practice, here)
    monkeypatch.chdir(here)
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    return Terminal(here, capsys)


def rude(answer):
    """What no person should have to read."""
    said = answer.out + answer.err
    # 1 alone is what a look has found; a fault of ours says that it is one.
    return answer.status not in (0, 1, 2) or "Traceback" in said or "fault of the portal" in said


def of_nothing(place):
    place.unlink(missing_ok=True)


def as_folder(place):
    of_nothing(place)
    place.mkdir()


DAMAGE = {
    "binary": lambda place: (of_nothing(place), place.write_bytes(BINARY)),
    "empty": lambda place: (of_nothing(place), place.write_bytes(b"")),
    "folder": as_folder,
}
CASES = (
    ("portal.db", "binary"),
    ("portal.db", "empty"),
    ("portal.key", "binary"),
    (".env", "folder"),
)
"""What is missing altogether is tried in an empty folder, in `test_cli.py`."""


def test_for_everything_that_must_be_given_a_right_word_is_known():
    needed = {
        each.name
        for command in LEAVES.values()
        for each in command.params
        if each.required and not is_path(each)
    }

    assert needed <= set(SAMPLES)


@pytest.mark.parametrize(("file", "damage"), CASES)
def test_a_file_of_the_portal_is_not_what_it_should_be(terminal, file, damage):
    place = terminal.folder / file
    DAMAGE[damage](place)
    if file == "portal.db":
        for ending in ("-wal", "-shm"):
            of_nothing(terminal.folder / f"portal.db{ending}")

    found = {
        " ".join(path): answer
        for path in LEAVES
        if path[0] not in STAYS_OPEN and rude(answer := terminal(*typed(path)))
    }

    assert found == {}


def test_the_key_file_is_of_another_portal(terminal):
    shutil.rmtree(terminal.folder / "elsewhere")
    for place in ("portal.key", "portal.db"):
        (terminal.folder / place).rename(terminal.folder / f"old-{place}")
    terminal.keys()
    for ending in ("", "-wal", "-shm"):
        old = terminal.folder / f"old-portal.db{ending}"
        if old.exists():
            old.rename(terminal.folder / f"portal.db{ending}")

    found = {
        " ".join(path): answer
        for path in LEAVES
        if path[0] not in STAYS_OPEN and rude(answer := terminal(*typed(path)))
    }

    assert found == {}


@pytest.mark.parametrize("value", ["binary", "folder", "nowhere"])
def test_a_file_that_is_named_is_none_that_can_be_used(terminal, value):
    place = terminal.folder / "named"
    if value != "nowhere":
        DAMAGE[value](place)
    # Not even root may write there.
    word = "/proc/nowhere/named" if value == "nowhere" else "named"

    found = {
        (*path, each.name): answer
        for path, command in LEAVES.items()
        for each in command.params
        if path[0] not in STAYS_OPEN
        and is_path(each)
        and rude(answer := terminal(*typed(path, each, word)))
    }

    assert found == {}


def test_a_word_is_none_that_could_be_meant(terminal):
    word = "\u202e\x07 -1 ' 💥"

    found = {
        (*path, each.name): answer
        for path, command in LEAVES.items()
        for each in command.params
        if path[0] not in STAYS_OPEN
        and not is_path(each)
        and not getattr(each, "is_flag", False)
        and rude(answer := terminal(*typed(path, each, word)))
    }

    assert found == {}


def test_what_stays_open_refuses_a_wrong_word_before_it_opens(terminal):
    answer = terminal("sandbox", "--port", "many")

    assert answer.status == 2
    assert not rude(answer)
    assert Path("portal.db").exists()
