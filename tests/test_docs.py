"""The documents for whoever runs it say what is so: links lead somewhere, commands exist."""

import inspect
import re
import shlex
from configparser import ConfigParser
from pathlib import Path

import pytest
import typer

from conversations.flows import workplace
from conversations.wording import wording
from portal.cli import app
from portal.posts import COMMANDS_SHOWN
from portal.settings import Settings, variable

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
TOLD = {page: page.read_text("utf-8") for page in PAGES}
OURS = [page for page in PAGES if page.name in {"connect.md", "operations.md"}]


def commands(text):
    """The words of every `portal …` line in console blocks, however it is started."""
    blocks = "\n".join(re.findall(r"```console\n(.*?)```", text, re.S))
    for line in blocks.replace("\\\n", " ").splitlines():
        found = re.match(r"\s*\$ (?:sudo -u portal )?(?:\S*/bin/)?portal (.*)", line)
        if found:
            yield shlex.split(found[1])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_to_a_file(page):
    targets = re.findall(r"\]\((?!https?:|mailto:)([^)#\s]+)", TOLD[page])

    assert [each for each in targets if not (page.parent / each).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_into_a_page_leads_to_a_heading(page):
    links = re.findall(r"\]\(([^)#\s:]*)#([^)\s]+)\)", TOLD[page])

    for name, anchor in links:
        other = (page.parent / name).resolve() if name else page
        text = other.read_text("utf-8")
        headings = re.findall(r"^#+ (.*)$", text, re.M)
        slugs = {re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in headings}
        assert anchor in slugs | set(re.findall(r'<a id="([^"]+)"', text)), f"{name}#{anchor}"


@pytest.mark.parametrize("page", OURS, ids=lambda page: page.name)
def test_every_command_exists_with_its_options(page):
    found = list(commands(TOLD[page]))

    assert found
    for words in found:
        command, rest = typer.main.get_command(app), words
        while rest and rest[0] in getattr(command, "commands", {}):
            command, rest = command.commands[rest[0]], rest[1:]
        known = {option for parameter in command.params for option in parameter.opts}
        assert not getattr(command, "commands", None), words
        assert {word for word in rest if word.startswith("--")} <= known, words


def test_every_setting_that_is_named_is_one():
    known = {variable(field) for field in Settings.model_fields}

    for page in OURS:
        assert set(re.findall(r"PORTAL_[A-Z_]+", TOLD[page])) <= known


def test_the_guide_for_clients_has_every_command_of_the_menu():
    told = (ROOT / "docs/practice/guide-client.md").read_text("utf-8")
    by_name = set(re.findall(r"`/(\w+)", told))

    assert {*COMMANDS_SHOWN, "sharing", "who", "export", "delete_me", "resume"} - by_name == set()


def test_the_guide_for_therapists_has_every_command_that_slack_helps_with():
    words = wording("en")
    helped = {
        word
        for key in re.findall(r'"(staff-help-[\w-]+)"', inspect.getsource(workplace))
        for word in re.findall(r"^/portal (\w+)", words.say(key))
    }
    told = (ROOT / "docs/practice/guide-therapist.md").read_text("utf-8")

    assert {"clients", "rules", "goals"} <= helped
    assert helped - set(re.findall(r"`/portal (\w+)", told)) == set()


@pytest.mark.parametrize("whom", ["client", "therapist", "facilitator"])
def test_a_guide_is_a_page(whom):
    told = (ROOT / f"docs/practice/guide-{whom}.md").read_text("utf-8")

    # So many fit on a page of A4 in letters of 9.5 points.
    assert len(told.split()) < 720


@pytest.mark.parametrize("name", ["portal.service", "portal-backup.service"])
def test_a_unit_runs_a_command_of_ours_as_its_own_account(name):
    unit = ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str
    unit.read_string((ROOT / "deploy" / name).read_text("utf-8"))
    service = dict(unit["Service"])

    program, command, *rest = service["ExecStart"].split()

    assert program == "/opt/portal/.venv/bin/portal"
    known = typer.main.get_command(app).commands[command]
    assert {each for each in rest if each.startswith("--")} <= {
        option for parameter in known.params for option in parameter.opts
    }
    assert service["User"] == "portal"
    assert service["ProtectSystem"] == "strict"
    assert service["NoNewPrivileges"] == "yes"
    assert service["CapabilityBoundingSet"] == ""
    writable = {"/var/lib/portal", "/var/lib/portal /var/backups/portal"}
    assert service.get("ReadWritePaths", "/var/lib/portal") in writable


def test_no_image_holds_keys_or_settings():
    left_out = (ROOT / ".containerignore").read_text("utf-8").split()

    assert {".env", "*.key", "portal.db*", ".setup-answers.json"} <= set(left_out)
    assert "USER 10001" in (ROOT / "deploy/Containerfile").read_text("utf-8")
