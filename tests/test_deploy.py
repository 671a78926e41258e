"""What stands in deploy/, and what the documents say of it, is so: paths, commands, protections."""

import json
import os
import re
import shlex
import tomllib
from configparser import ConfigParser
from pathlib import Path

import pytest
import typer

from portal.cli import app

ROOT = Path(__file__).resolve().parent.parent
DEPLOY = ROOT / "deploy"
INSTALLED, PROGRAM = "/opt/portal", "/opt/portal/.venv/bin/portal"
TOLD = [*DEPLOY.iterdir(), ROOT / "docs/connect.md", ROOT / "docs/operations.md"]


def unit(name):
    """A unit of systemd by section; what stands there twice is not ours."""
    read = ConfigParser(interpolation=None)
    read.optionxform = str
    read.read_string((DEPLOY / name).read_text("utf-8"))
    return {section: dict(read[section]) for section in read.sections()}


def steps():
    """The instructions of the container file, with what follows them."""
    text = (DEPLOY / "Containerfile").read_text("utf-8").replace("\\\n", " ")
    lines = [line.split(None, 1) for line in text.splitlines() if line and line[0] != "#"]
    return [(name, rest) for name, rest in lines]


@pytest.mark.parametrize("told", TOLD, ids=lambda told: told.name)
def test_every_path_of_the_installed_portal_is_one_of_the_checkout(told):
    paths = re.findall(rf"{INSTALLED}/([\w./-]*[\w-])", told.read_text("utf-8"))

    missing = [each for each in paths if not (ROOT / each).exists() and ".venv" not in each]

    assert missing == []


def test_a_backup_is_protected_as_the_portal_is():
    serving, backup = unit("portal.service")["Service"], unit("portal-backup.service")["Service"]
    shared = {
        name
        for name in serving
        if name.startswith(("Protect", "Private", "Restrict", "SystemCall", "Lock", "NoNew"))
        and name != "RestartPreventExitStatus"
    } | {"User", "Group", "WorkingDirectory", "UMask", "CapabilityBoundingSet", "LimitCORE"}

    assert {name: backup.get(name) for name in shared} == {name: serving[name] for name in shared}
    assert f"/{serving['StateDirectory']}" in serving["WorkingDirectory"]
    assert serving["WorkingDirectory"] in backup["ReadWritePaths"].split()


@pytest.mark.parametrize("name", ["portal.service", "portal-backup.service"])
def test_no_service_leaves_an_image_of_its_memory(name):
    assert unit(name)["Service"]["LimitCORE"] == "0"


def test_the_timer_starts_the_backup():
    timer = unit("portal-backup.timer")

    assert (DEPLOY / "portal-backup.service").exists()
    assert "Unit" not in timer["Timer"]
    assert re.fullmatch(r"\*-\*-\* \d\d:\d\d:\d\d", timer["Timer"]["OnCalendar"])
    assert timer["Install"]["WantedBy"] == "timers.target"


def test_the_image_is_built_of_what_is_there_and_starts_a_command_of_ours():
    named = dict(steps())
    copied = [rest.split()[0] for name, rest in steps() if name == "COPY"]
    ran = " ".join(rest for name, rest in steps() if name == "RUN")

    assert [each for each in copied if not (ROOT / each).exists()] == []
    assert "--require-hashes -r /opt/portal/requirements.lock" in ran
    assert json.loads(named["ENTRYPOINT"]) == [PROGRAM]
    [command] = json.loads(named["CMD"])
    assert command in typer.main.get_command(app).commands
    # The portal ends in order at Ctrl-C, and not at what a container is sent by default.
    assert named["STOPSIGNAL"] == "SIGINT"


def test_both_ways_of_installing_compile_every_package_of_ours():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    ours = set(settings["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"])
    built = " ".join(rest for name, rest in steps() if name == "RUN")
    made = (ROOT / "Makefile").read_text("utf-8")

    assert set(re.search(r"^PACKAGES := (.*)$", made, re.M)[1].split()) == ours
    assert "\ninstall: $(STAMP)\n\t$(BIN)/python -m compileall -q $(PACKAGES)\n" in made
    assert set(re.search(r"compileall -q ([\w ]+)", built)[1].split()) == ours


def test_the_command_for_everybody_starts_the_portal_as_its_account_in_its_folder():
    script = DEPLOY / "portal"
    words = shlex.split(script.read_text("utf-8").splitlines()[-1])
    serving = unit("portal.service")["Service"]

    assert os.access(script, os.X_OK)
    assert words[:4] == ["exec", "sudo", "-u", serving["User"]]
    assert words[4:] == ["env", "-C", serving["WorkingDirectory"], PROGRAM, "$@"]


def test_what_runs_in_a_container_is_a_command_of_ours():
    known = typer.main.get_command(app).commands
    text = (ROOT / "docs/connect.md").read_text("utf-8")
    last = [shlex.split(line)[-1] for line in re.findall(r"^\$ (podman run .*)$", text, re.M)]

    # The image is called portal as well; alone it serves.
    assert len(last) > 1
    assert set(last) <= {"portal", *known}
