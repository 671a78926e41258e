"""What a person at a terminal is promised: help, plain sentences, tables and JSON."""

import json
import subprocess
import sys
import tomllib

import pytest
import typer

from portal import cli
from portal.terminal.printing import qr_code
from tests.portal.at_terminal import (
    CONTACTS,
    ROOT,
    TOKEN,
    Terminal,
    platforms,
    typed,
    without_settings,
)


def leaves(command, path=()):
    """Every command that does something, by the words that are typed."""
    if not hasattr(command, "commands"):
        yield " ".join(path), command
        return
    for name, each in command.commands.items():
        yield from leaves(each, (*path, name))


LEAVES = dict(leaves(typer.main.get_command(cli.app)))

MISTAKES = {
    "keys create": ("keys", "create", "--second-copy", "no/such/folder/portal.key"),
    "keys status": ("keys", "status", "--key-file", "no/such.key"),
    "keys rotate add": ("keys", "rotate", "add", "--second-copy", "no/such/folder/portal.key"),
    "keys rotate promote": ("keys", "rotate", "promote"),
    "keys rotate rewrap": ("keys", "rotate", "rewrap", "--unknown"),
    "keys rotate retire": ("keys", "rotate", "retire"),
    "keys rotate destroy": ("keys", "rotate", "destroy", "1"),
    "practice create": ("practice", "create", "--name", "Harbour", "--zone", "Berln"),
    "practice set": ("practice", "set"),
    "practice show": ("practice", "show", "--practice", "Elsewhere"),
    "practice on-call": ("practice", "on-call", "someday", "Mira"),
    "practice export": ("practice", "export", "no/such/folder/own.toml"),
    "practice import": ("practice", "import", "no-such.toml"),
    "client import": ("client", "import", "no-such.csv"),
    "therapist add": ("therapist", "add", "--name", "Ona", "--slack-user", "ona"),
    "therapist list": ("therapist", "list", "--practice", "Elsewhere"),
    "therapist facilitator": ("therapist", "facilitator", "Nobody"),
    "therapist reset-second-factor": ("therapist", "reset-second-factor", "Nobody"),
    "therapist leave": ("therapist", "leave", "Nobody"),
    "group create": ("group", "create", "--name", "Circle", "--facilitator", "Nobody"),
    "group link": ("group", "link", "Nowhere"),
    "group enrol": ("group", "enrol", "Nowhere", "no-body"),
    "group list": ("group", "list", "--practice", "Elsewhere"),
    "client invite": ("client", "invite", "--instrument", "phq99"),
    "client list": ("client", "list", "--practice", "Elsewhere"),
    "client bands": ("client", "bands", "no-body", "--show"),
    "client links": ("client", "links", "no-body", "--show"),
    "client discharge": ("client", "discharge", "no-body"),
    "client readmit": ("client", "readmit", "no-body"),
    "client move": ("client", "move", "no-body", "--to", "Nobody"),
    "client forget-pin": ("client", "forget-pin", "no-body"),
    "client appointment": ("client", "appointment", "no-body", "2026-12-01T10:00"),
    "client schedule": ("client", "schedule", "no-body"),
    "client export": (
        *("client", "export", "no-body", "--to", "copy.zip"),
        *("--passphrase-file", "no-such-file.txt"),
    ),
    "client erase": ("client", "erase", "no-body", "--yes", "no-body"),
    "instrument lint": ("instrument", "lint", "no-such.toml"),
    "instrument export": ("instrument", "export", "phq99"),
    "instrument list": ("instrument", "list", "--unknown"),
    "instrument show": ("instrument", "show", "phq99"),
    "instrument template": ("instrument", "template", "--unknown"),
    "instrument import": ("instrument", "import", "no-such-scale.toml"),
    "instrument set": ("instrument", "set", "phq9"),
    "instrument retire": ("instrument", "retire", "phq99"),
    "rule list": ("rule", "list", "--client", "no-body"),
    "rule set": ("rule", "set", "declining-mood.falls=many"),
    "rule backtest": ("rule", "backtest", "--set", "no-such-rule=on"),
    "resource list": ("resource", "list", "--practice", "Elsewhere"),
    "resource add": ("resource", "add", "slow-breathing", "--title", "Slow breathing"),
    "resource retire": ("resource", "retire", "slow-breathing"),
    "workflow list": ("workflow", "list", "--client", "no-body"),
    "workflow set": ("workflow", "set", "after-a-high-phq9", "on"),
    "workflow show": ("workflow", "show", "after-a-high-phq9"),
    "workflow import": ("workflow", "import", "no/such/file.toml"),
    "workflow remove": ("workflow", "remove", "after-a-high-phq9"),
    "migrate": ("migrate", "--unknown"),
    "setup": ("setup", "--unknown"),
    "backup": ("backup", "--verify", "no/such/backup"),
    "restore": ("restore", "no/such/backup"),
    "audit verify": ("audit", "verify", "--practice", "Elsewhere"),
    "audit list": ("audit", "list", "--client", "no-body"),
    "audit export": ("audit", "export", "audit.jsonl", "--practice", "Elsewhere"),
    "audit anchor": ("audit", "anchor"),
    "chart": ("chart", "no-body", "phq9"),
    "run": ("run",),
    "check": ("check",),
    "sandbox": ("sandbox", "--port", "70000"),
}
"""For every command something that goes wrong in a practice without any token."""

WITHOUT_ANYTHING = {"instrument list", "instrument template", "check", "sandbox", "setup"}
"""What says something in an empty folder already."""

ASKED = {
    "practice create": ("practice", "create", "--name", "Other", "--zone", "Europe/Madrid"),
    "practice set": ("practice", "set", "--verified-by", "Ona"),
    "practice show": ("practice", "show"),
    "practice on-call": ("practice", "on-call"),
    "therapist add": ("therapist", "add", "--name", "Ona", "--slack-user", "U0ONA"),
    "therapist list": ("therapist", "list"),
    "client invite": ("client", "invite"),
    "client list": ("client", "list"),
    "instrument list": ("instrument", "list"),
    "instrument show": ("instrument", "show", "phq9"),
    "instrument set": ("instrument", "set", "phq9", "--hidden", "on"),
    "instrument retire": ("instrument", "retire", "phq9"),
    "rule list": ("rule", "list"),
    "rule set": ("rule", "set", "declining-mood.falls=4", "--style", "quiet"),
    "rule backtest": ("rule", "backtest", "--set", "declining-mood.falls=4"),
    "migrate": ("migrate",),
    "audit verify": ("audit", "verify"),
    "audit export": ("audit", "export", "audit.jsonl"),
    "check": ("check",),
}


@pytest.fixture
def terminal(tmp_path, monkeypatch, capsys):
    without_settings(monkeypatch)
    monkeypatch.chdir(tmp_path)
    return Terminal(tmp_path, capsys)


@pytest.fixture(scope="module")
def servers():
    with platforms() as running:
        yield running


@pytest.fixture
def connected(terminal, servers):
    """A terminal in the folder of a practice with a therapist and tokens that are good."""
    terminal.staffed()
    terminal.set(**servers.settings())
    return terminal


def plain(answer):
    """Whether a mistake is told as one should be: a sentence or two, and nothing on stdout."""
    return (
        answer.status == 2
        and answer.err.strip()
        and len(answer.err) < 500
        and "Traceback" not in answer.err
        and not answer.out
    )


def test_the_examples_are_of_all_commands():
    assert set(MISTAKES) == set(LEAVES)


@pytest.mark.parametrize("name", sorted({"", *LEAVES, *(each.split()[0] for each in LEAVES)}))
def test_every_command_says_what_it_is_for(terminal, name):
    answer = terminal(*name.split(), "--help")

    assert answer.status == 0
    assert "Usage: portal" in answer.out
    assert "..." not in answer.out.replace("[OPTIONS] COMMAND [ARGS]...", "").replace(
        "{FILE}...", ""
    ).replace("[{SETTING}]...", "")


@pytest.mark.parametrize("name", LEAVES)
def test_every_option_says_what_it_is_for(name):
    silent = [each.name for each in LEAVES[name].params if not getattr(each, "help", None)]

    assert not silent


@pytest.mark.parametrize("name", [name for name in MISTAKES if name != "check"])
def test_every_mistake_gets_a_sentence_and_status_2(terminal, name):
    terminal.staffed()

    assert plain(terminal(*MISTAKES[name]))


@pytest.mark.parametrize("name", [name for name in MISTAKES if name not in WITHOUT_ANYTHING])
def test_in_an_empty_folder_every_command_names_the_next_step(terminal, name):
    answer = terminal(*(word for word in MISTAKES[name] if word != "--unknown"))

    assert answer.status == 0 if name == "migrate" else plain(answer)


@pytest.mark.parametrize("name", ASKED)
def test_json_is_all_that_is_on_standard_output(connected, name):
    answer = connected(*ASKED[name], "--json")

    assert answer.status == 0
    assert isinstance(answer.json, dict)


def test_a_process_that_dies_is_not_written_to_the_disk():
    asks = """
import resource, sys
from portal import cli
resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
try:
    cli.main(["--help"])
except SystemExit:
    print(resource.getrlimit(resource.RLIMIT_CORE), file=sys.stderr)
"""
    found = subprocess.run(
        [sys.executable, "-c", asks], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert found.stderr.strip() == "(0, 0)"


def test_a_fault_of_ours_is_told_by_its_place_and_not_by_what_it_holds(terminal, monkeypatch):
    def broken(*_arguments, **_options):
        raise KeyError("what a client wrote")

    monkeypatch.setattr(json, "dumps", broken)

    answer = terminal("instrument", "list", "--json")

    assert answer.status == 1
    assert "KeyError" in answer.err
    assert "what a client wrote" not in answer.err
    assert "Traceback" not in answer.err


# --- from nothing to a first client --------------------------------------------------------------


def test_the_checklist_leads_from_an_empty_folder_to_a_portal_that_could_run(terminal, servers):
    said = terminal("check")
    assert said.status == 2
    assert "portal keys create --second-copy" in said.out

    terminal.keys()
    said = terminal("check")
    assert "portal practice create" in said.out

    terminal("practice", "create", "--name", "Harbour", "--zone", "Europe/Berlin")
    said = terminal("check")
    assert "portal practice set --emergency" in said.out
    assert "portal therapist add" in said.out

    terminal("practice", "set", *CONTACTS)
    terminal("therapist", "add", "--name", "Mira", "--slack-user", "U0MIRA")
    said = terminal("check")
    assert "PORTAL_CLIENT_BOT_TOKEN" in said.out
    assert said.status == 2

    terminal.set(**servers.settings())
    said = terminal("check")
    assert "✗" not in said.out
    assert said.status == 0


def test_the_checklist_shows_no_secret(connected):
    said = connected("check").out + connected("check", "--json").out

    assert TOKEN not in said
    assert TOKEN.partition(":")[2] not in said


def test_an_invitation_has_a_code_a_link_a_picture_and_an_end(connected):
    said = connected("client", "invite").out

    [code] = [each["client"] for each in connected("client", "list", "--json").json["clients"]]
    assert said.startswith(f"Client {code} of Harbour")
    assert "https://t.me/harbour_bot?start=" in said
    assert "Good for one person, once, until" in said
    assert "(Europe/Berlin)" in said
    assert max(len(line) for line in said.splitlines() if "█" in line) <= 80


def test_a_new_link_is_for_the_same_client(connected):
    first = connected("client", "invite", "--json").json

    second = connected("client", "invite", "--code", first["client"].upper(), "--json").json

    assert second["client"] == first["client"]
    assert second["link"] != first["link"]
    assert second["instruments"] == first["instruments"]


def test_a_list_of_nobody_says_how_to_invite_the_first(terminal):
    terminal.staffed()

    assert "portal client invite" in terminal("client", "list").out


def test_the_columns_of_a_list_stand_below_each_other(connected):
    connected("therapist", "add", "--name", "美咲", "--slack-user", "U0MISAKI")
    for therapist in ("Mira", "美咲", "mira"):
        connected("client", "invite", "--therapist", therapist)

    head, *rows = connected("client", "list").out.splitlines()

    assert len(rows) == 3
    at = head.index("STATUS")
    assert {row[at : at + 7] for row in rows} == {"invited"}
    # A sign that takes two columns of a terminal takes one place in a string.
    assert {row.index("19:30") + row.count("美") + row.count("咲") for row in rows} == {
        head.index("CHECK-IN")
    }


def test_a_practice_may_be_spanish_and_have_a_name_in_any_letters(terminal):
    terminal.keys()

    made = terminal(
        *("practice", "create", "--name", "Práctica Ñandú 海 🌊", "--zone", "europe/madrid"),
        *("--language", "ES", "--colour", "a0C", *CONTACTS, "--json"),
    )

    assert made.json["practice"] == "Práctica Ñandú 海 🌊"
    assert made.json["language"] == "es"
    assert made.json["zone"] == "Europe/Madrid"
    assert made.json["colour"] == "#aa00cc"
    assert "Práctica Ñandú 海 🌊" in (terminal.folder / "crisis_cards.json").read_text("utf-8")


# --- the picture of a link -----------------------------------------------------------------------


def modules(lines):
    """A drawn code as rows of dark and light again."""
    halves = {" ": (0, 0), "▀": (1, 0), "▄": (0, 1), "█": (1, 1)}
    for line in lines:
        over, under = zip(*(halves[each] for each in line), strict=True)
        yield from (list(over), list(under))


def test_the_picture_holds_every_module_of_the_code():
    segno = pytest.importorskip("segno")
    link = "https://t.me/a_rather_long_practice_bot?start=0123456789abcdefghijkl"
    wanted = [[int(each) for each in row] for row in segno.make(link, error="m").matrix_iter()]

    coloured = [
        line[len("\x1b[30;107m") : -len("\x1b[0m")] for line in qr_code(link, coloured=True)
    ]
    turned = [[1 - each for each in row] for row in modules(qr_code(link, coloured=False))]

    assert list(modules(coloured))[: len(wanted)] == wanted
    assert turned[: len(wanted)] == wanted
    assert len(coloured[0]) <= 80


def test_a_terminal_that_is_too_narrow_gets_the_link_alone(monkeypatch):
    monkeypatch.setenv("COLUMNS", "30")

    assert qr_code("https://t.me/bot?start=0123456789abcdefghijkl", coloured=True) == []


# --- in a process of its own ---------------------------------------------------------------------


def test_help_imports_nothing_heavy():
    heavy = {"sqlalchemy", "pydantic", "aiogram", "slack_sdk", "matplotlib", "structlog", "rich"}
    code = f"import sys, portal.cli; print(*({heavy!r} & set(sys.modules)))"
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout
    assert not found.split()


def test_an_empty_environment_is_enough(tmp_path):
    said = typed(tmp_path, "check")

    assert said.status == 2
    assert "portal sandbox" in said.out
    assert not said.err


def test_a_terminal_without_our_signs_still_gets_the_list(tmp_path):
    said = typed(tmp_path, "check", PYTHONIOENCODING="latin-1", PYTHONUTF8="0")

    assert said.status == 2
    assert "? Python" in said.out
    assert not said.err


def test_words_in_another_encoding_are_refused_in_a_sentence(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    typed(tmp_path, "keys", "create", "--second-copy", "elsewhere/portal.key")

    said = typed(tmp_path, "practice", "create", "--name", b"Pr\xe1ctica", "--zone", "UTC")

    assert plain(said)


def test_the_master_keys_are_rotated_step_by_step(terminal, monkeypatch):
    terminal.staffed()
    copy = ("--second-copy", "elsewhere/portal.key")

    for step, more in (("add", copy), ("promote", ()), ("rewrap", ()), ("retire", ())):
        assert step in terminal("keys", "rotate").out
        assert terminal("keys", "rotate", step, *more).status == 0
    monkeypatch.setattr(typer, "prompt", lambda *_, **__: "1")
    destroyed = terminal("keys", "rotate", "destroy", "1")

    assert destroyed.status == 0
    assert "replace it now" in destroyed.out
    states = terminal("keys", "status", "--json").json["versions"]
    assert {(each["version"], each["state"]) for each in states} == {
        (1, "destroyed"),
        (2, "primary"),
    }
    assert terminal("therapist", "list").status == 0
    taken = terminal("audit", "export", "audit.jsonl")
    lines = [
        json.loads(line) for line in (terminal.folder / "audit.jsonl").read_text().splitlines()
    ]
    entries = sorted(
        (each["entry"] for each in lines if "entry" in each), key=lambda one: one["at"]
    )
    noted = [each["object"] for each in entries if each["action"] == "keys-changed"]
    assert taken.status == 0
    assert noted == ["add", "promote", "rewrap", "retire", "destroy v1"]


def test_a_version_is_destroyed_only_when_its_number_is_typed(terminal, monkeypatch):
    terminal.staffed()
    for step in ("add", "promote", "rewrap", "retire"):
        more = ("--second-copy", "elsewhere/portal.key") if step == "add" else ()
        assert terminal("keys", "rotate", step, *more).status == 0
    monkeypatch.setattr(typer, "prompt", lambda *_, **__: "yes")

    refused = terminal("keys", "rotate", "destroy", "1")

    assert plain(refused)
    assert "nothing was destroyed" in refused.err


def test_a_version_that_only_the_second_copy_has_is_taken_up_and_not_replaced(terminal):
    terminal.staffed()
    copy = ("--second-copy", "elsewhere/portal.key")
    older = (terminal.folder / "portal.key").read_bytes()
    assert terminal("keys", "rotate", "add", *copy).status == 0
    newer = (terminal.folder / "elsewhere/portal.key").read_bytes()
    (terminal.folder / "portal.key").write_bytes(older)

    again = terminal("keys", "rotate", "add", *copy)

    assert again.status == 0
    assert (terminal.folder / "elsewhere/portal.key").read_bytes() == newer
    assert (terminal.folder / "portal.key").read_bytes() == newer


def test_a_second_copy_with_another_key_of_the_same_version_is_not_overwritten(terminal):
    terminal.staffed()
    (terminal.folder / "third").mkdir()
    older = (terminal.folder / "portal.key").read_bytes()
    assert terminal("keys", "rotate", "add", "--second-copy", "elsewhere/portal.key").status == 0
    newer = (terminal.folder / "elsewhere/portal.key").read_bytes()
    (terminal.folder / "portal.key").write_bytes(older)
    assert terminal("keys", "rotate", "add", "--second-copy", "third/portal.key").status == 0
    assert terminal("keys", "rotate", "promote").status == 0
    ours = (terminal.folder / "portal.key").read_bytes()

    refused = terminal("keys", "rotate", "add", "--second-copy", "elsewhere/portal.key")

    assert plain(refused)
    assert (terminal.folder / "elsewhere/portal.key").read_bytes() == newer
    assert (terminal.folder / "portal.key").read_bytes() == ours


def test_the_release_is_said_and_nothing_else(terminal):
    answer = terminal("--version")

    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert answer.status == 0
    assert answer.out == f"portal {project['version']}\n"
