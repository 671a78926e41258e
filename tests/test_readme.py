"""The README says what is so: its commands exist, its links lead somewhere, its tour is true."""

import re
import shlex
from pathlib import Path

import pytest
import typer

from portal.cli import app

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def commands() -> list[list[str]]:
    """The words of every `portal …` line in the README's console blocks."""
    blocks = re.findall(r"```console\n(.*?)```", README, re.S)
    lines = "\n".join(blocks).replace("\\\n", " ").splitlines()
    plain = [re.sub(r"^\s*\$ (\.venv/bin/)?", "", line) for line in lines]
    return [shlex.split(line)[1:] for line in plain if line.startswith("portal ")]


def test_the_readme_names_commands():
    assert len(commands()) >= 7


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_every_command_of_the_readme_exists_with_its_options(words):
    command = typer.main.get_command(app)
    while words and words[0] in getattr(command, "commands", {}):
        command = command.commands[words[0]]
        words = words[1:]

    known = {option for parameter in command.params for option in parameter.opts}

    assert not getattr(command, "commands", None)
    assert {word for word in words if word.startswith("--")} <= known


def test_every_file_that_the_readme_points_to_is_there():
    targets = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)

    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_every_make_target_of_the_readme_exists():
    makefile = (ROOT / "Makefile").read_text("utf-8")

    for target in re.findall(r"\$ make (\S+)", README):
        assert re.search(rf"^{target}:", makefile, re.M)
