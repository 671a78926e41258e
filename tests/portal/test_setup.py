"""`portal setup` leads from an empty folder to a first invitation, and may be left anywhere."""

import io
import os
import pty
import re
import select
import signal
import stat
import subprocess
import sys
import time

import pytest

from bots.slack_therapists.manifest import EVENTS, SCOPES, manifest
from portal.guide import env_file
from portal.guide.answers import PLACE
from portal.terminal import setup
from sandbox.slack.methods.registry import SCOPES as NEEDED
from tests.portal.at_terminal import (
    APP_TOKEN,
    BOT,
    BOT_TOKEN,
    ROOT,
    TOKEN,
    Running,
    Terminal,
    platforms,
    without_settings,
)

ANSWERS = (
    *("elsewhere", "Harbour Practice", "Europe/Berlin", "en"),
    *("112", "Crisis line, +49 800 1110111, day and night", "", "Mira Winter", "called"),
    *("", "always", TOKEN, BOT_TOKEN, APP_TOKEN, "Mira Winter", "U0MIRA", "yes"),
)
"""One for each question, in order; empty takes what is proposed, or leaves a line out."""

URLS = ("PORTAL_TELEGRAM_API_URL", "PORTAL_SLACK_API_URL")


@pytest.fixture(scope="module")
def servers():
    with platforms() as running:
        yield running


@pytest.fixture
def terminal(tmp_path, monkeypatch, capsys, servers):
    """Somebody in an empty folder, whose portal would reach the sandbox."""
    without_settings(monkeypatch)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.setenv("PORTAL_TELEGRAM_API_URL", servers.telegram.url)
    monkeypatch.setenv("PORTAL_SLACK_API_URL", servers.slack.url)
    made = Terminal(tmp_path, capsys)

    def answer(*lines):
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        return made("setup")

    made.answer = answer
    return made


@pytest.fixture
def pressing(servers):
    with servers.pressing():
        yield


def test_from_an_empty_folder_to_the_first_invitation(terminal, pressing):
    said = terminal.answer(*ANSWERS)

    assert said.status == 0, said.err
    assert f"https://t.me/{BOT}?start=" in said.out
    assert "The test alert came back. Therapist: Mira Winter" in said.out
    assert "✓ Therapists read: mon-fri 09:00-17:00" in said.out
    for number in range(1, 9):
        assert f"Step {number} of 8" in said.out
    shown = terminal("practice", "show", "--json").json
    assert shown["practice"] == "Harbour Practice"
    assert shown["emergency"] == "112"
    assert shown["contacts_verified_by"] == "Mira Winter (called)"
    assert shown["urgent_hours"] == "mon-sun 00:00-24:00"
    assert terminal("check").status == 0
    assert (terminal.folder / "elsewhere/portal.key").exists()
    assert not (terminal.folder / PLACE).exists()
    assert stat.S_IMODE((terminal.folder / ".env").stat().st_mode) == 0o600


def test_what_it_has_set_up_serves_and_comes_back_from_a_backup(terminal, pressing, servers):
    link = re.search(rf"https://t.me/{BOT}\?start=\S+", terminal.answer(*ANSWERS).out)[0]
    places = {name: os.environ[name] for name in URLS}
    portal = Running(terminal.folder, **places)
    try:
        portal.ready()
        ana = servers.telegram.add_person("Ana", "en")
        ana.open_link(link)
        reads(ana, "I am a program")
        for label in ("I agree", "In the evening, 19:30"):
            taps(ana, label)
        # The first check-in comes by itself; to ask for it as well would make a second question.
        for mood_anxiety_sleep in ("7", "3", "6"):
            taps(ana, mood_anxiety_sleep)
        reads(ana, "Saved.")
        backup = terminal("backup", "--to", "backups", "--json").json["backup"]
        looked = terminal("backup", "--verify", backup)
    finally:
        portal.told(signal.SIGINT)
    for path in terminal.folder.glob("portal.db*"):
        path.unlink()
    back = terminal("restore", backup)

    assert looked.status == back.status == 0, back.err
    [client] = terminal("client", "list", "--json").json["clients"]
    assert client["status"] == "active"
    assert terminal("check").status == 0


def reads(person, words):
    """Waits until the bot has written this."""
    begun = time.monotonic()
    while not any(words in each.text for each in person.chat(BOT)):
        assert time.monotonic() - begun < 120, person.chat(BOT)[-1]
        time.sleep(0.05)


def taps(person, label):
    """Waits for a button, taps it, and waits for what comes of it."""
    begun = time.monotonic()
    while not any(label == one.label for row in newest(person).buttons for one in row):
        assert time.monotonic() - begun < 120, newest(person)
        time.sleep(0.05)
    before = newest(person)
    person.tap(BOT, label, message_id=before.message_id)
    while newest(person) == before:
        assert time.monotonic() - begun < 120, before
        time.sleep(0.05)


def newest(person):
    """The last message of the bot."""
    return [each for each in person.chat(BOT) if each.from_bot][-1]


def test_it_may_be_left_at_every_question_and_nothing_is_asked_twice(terminal, pressing):
    first_prompts = []
    for each in ANSWERS:
        said = terminal.answer(each, "q")
        assert said.status == 0, said.err
        first_prompts += re.findall(r"^› (.+?)(?: \[.*\])?: ", said.out, re.M)[:1]

    assert len(first_prompts) == len(set(first_prompts)) == len(ANSWERS)
    assert f"https://t.me/{BOT}?start=" in said.out
    assert terminal("check").status == 0


def test_a_place_that_does_not_do_is_asked_for_again(terminal):
    (terminal.folder / "elsewhere/portal.key").write_text("of another portal")
    (terminal.folder / "third").mkdir()

    said = terminal.answer("elsewhere", "third", "q")

    assert said.status == 0, said.err
    assert "never overwritten" in said.out.replace("\n  ", " ")
    assert (terminal.folder / "third/portal.key").exists()


def test_a_folder_of_somebody_else_is_told_with_what_to_do(terminal, monkeypatch):
    # Root, under whom tests may run, is refused nothing.
    monkeypatch.setattr("portal.guide.steps.os.access", lambda *_: False)

    said = terminal.answer("elsewhere", "q")

    assert "may not write into elsewhere" in " ".join(said.out.split())
    assert not (terminal.folder / "portal.key").exists()


def test_a_crisis_line_without_its_parts_is_asked_again_in_words_for_everybody(terminal):
    terminal.answer(*ANSWERS[:5], "q")

    said = terminal.answer("+49 800 1110111", "q")

    assert "is no name, number and hours" in " ".join(said.out.split())
    assert "--" not in said.out


def test_ctrl_c_leaves_politely(terminal, monkeypatch):
    class Impatient(io.StringIO):
        def readline(self, *_):
            raise KeyboardInterrupt

    monkeypatch.setattr(sys, "stdin", Impatient())

    said = terminal("setup")

    assert said.status == 0
    assert "portal setup" in said.out


def test_back_leads_to_the_question_before_with_what_was_answered(terminal):
    said = terminal.answer(
        *("elsewhere", "Harbor", "Europe/Berlin", "back", "back", "Harbour", "", "en", "q")
    )

    assert "› Name of the practice [Harbor]: " in said.out
    assert terminal("practice", "show", "--json").json["practice"] == "Harbour"


def test_back_leads_into_the_step_before_and_changes_it(terminal):
    terminal.answer(*ANSWERS[:4], "q")

    said = terminal.answer("back", "es", "q")

    assert "Language of the practice" in said.out
    assert terminal("practice", "show", "--json").json["language"] == "es"


def test_no_secret_is_shown_or_left_outside_of_env(terminal, pressing, servers):
    terminal.answer(*ANSWERS[:11], TOKEN, BOT_TOKEN, "q")
    half = (terminal.folder / PLACE).stat()
    said = terminal.answer(APP_TOKEN, *ANSWERS[14:])

    assert half.st_mode & 0o077 == 0
    assert said.status == 0
    for token in (TOKEN, BOT_TOKEN, APP_TOKEN):
        assert token not in said.out + said.err
        holding = [
            each.name
            for each in terminal.folder.iterdir()
            if each.is_file() and token.encode() in each.read_bytes()
        ]
        assert holding == [".env"]


# --- what is wrong is told at once ---------------------------------------------------------------


def test_a_bot_token_that_telegram_does_not_know_is_asked_again(terminal):
    terminal.answer(*ANSWERS[:11], "q")

    said = terminal.answer("no token", "100200300:another-that-nobody-knows", TOKEN, "q")

    assert "is not a Telegram bot token" in said.out
    assert "Telegram does not accept the token" in said.out
    assert f"✓ Telegram: @{BOT}" in said.out


def test_a_scope_that_is_missing_is_named(terminal, servers):
    terminal.answer(*ANSWERS[:12], "q")

    for number, scope in enumerate(SCOPES):
        bot, app = f"xoxb-without-{number}", f"xapp-without-{number}"
        servers.slack.add_app(bot, app, scopes=set(SCOPES) - {scope})
        said = terminal.answer(bot, app, "q")

        assert f"not do all that is needed: {scope} is missing" in " ".join(said.out.split())
        assert "xoxb" not in (terminal.folder / ".env").read_text()


def test_an_app_token_of_nobody_is_told(terminal):
    terminal.answer(*ANSWERS[:12], "q")

    said = terminal.answer(BOT_TOKEN, "xapp-of-nobody", BOT_TOKEN, APP_TOKEN, "q")

    assert "Slack refuses the app-level token (invalid_auth)" in said.out
    assert "✓ Slack: workspace Sandbox" in said.out


def test_a_member_id_of_nobody_adds_nobody(terminal):
    terminal.answer(*ANSWERS[:14], "q")

    said = terminal.answer("Mira Winter", "mira", "U0NOBODY", "q")

    assert "is not a Slack member id" in said.out
    assert "Slack does not know who U0NOBODY is" in said.out
    assert terminal("therapist", "list", "--json").json["therapists"] == []


def test_a_button_that_nobody_presses_is_not_called_working(terminal, monkeypatch):
    monkeypatch.setattr("portal.guide.deeds.PRESS_WITHIN", 0.2)
    terminal.answer(*ANSWERS[:14], "q")

    said = terminal.answer("Mira Winter", "U0MIRA", "q")

    assert "nobody has pressed its button" in said.out
    assert terminal("therapist", "list", "--json").json["therapists"] == []


def test_several_practices_are_not_for_the_guide(terminal):
    terminal.answer(*ANSWERS[:4], "q")
    terminal("practice", "create", "--name", "Other", "--zone", "Europe/Berlin")

    said = terminal.answer("q")

    assert said.status == 2
    assert "several practices" in said.err


# --- a real terminal -----------------------------------------------------------------------------


def test_on_a_terminal_a_token_is_typed_without_being_shown(terminal, servers):
    terminal.answer(*ANSWERS[:11], "q")
    ours, theirs = pty.openpty()
    running = subprocess.Popen(
        [sys.executable, "-m", "portal.cli", "setup"],
        cwd=terminal.folder,
        env={
            "PYTHONPATH": str(ROOT),
            "TERM": "xterm",
            "PORTAL_TELEGRAM_API_URL": servers.telegram.url,
            "PORTAL_SLACK_API_URL": servers.slack.url,
        },
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    shown = read_until(ours, b"not shown: ")
    time.sleep(0.1)
    os.write(ours, f"{TOKEN}\n".encode())
    shown += read_until(ours, "Bot token (xoxb-…), not shown: ".encode())
    time.sleep(0.1)
    os.write(ours, b"q\n")
    running.wait(120)
    os.close(ours)

    assert running.returncode == 0
    assert b"Telegram: @" + BOT.encode() in shown
    assert TOKEN.encode() not in shown
    assert b"\x1b[1mStep 5 of 8" in shown


def read_until(descriptor, wanted):
    shown = b""
    while wanted not in shown:
        assert select.select([descriptor], [], [], 60)[0], shown.decode()
        some = os.read(descriptor, 4096)
        assert some, shown.decode()
        shown += some
    return shown


def test_paragraphs_are_no_wider_than_the_terminal(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")

    setup.Typed().say("word " * 40)

    assert max(map(len, capsys.readouterr().out.splitlines())) <= 40


# --- the manifest and the settings ---------------------------------------------------------------


def test_the_manifest_that_is_pasted_is_the_one_that_the_portal_needs():
    assert (ROOT / "docs/slack-manifest.yml").read_text("utf-8") == manifest()


def test_every_method_that_is_called_has_its_scope_in_the_manifest():
    source = "".join(
        each.read_text("utf-8") for each in (ROOT / "bots/slack_therapists").glob("*.py")
    )
    called = {method for method in NEEDED if f'"{method}"' in source}

    assert {NEEDED[method] for method in called} | {"im:history", "commands"} == set(SCOPES)
    assert {f'"{event}"' in source for event in EVENTS} == {True}


def test_a_setting_takes_the_place_of_its_line_and_leaves_the_others(tmp_path):
    env = tmp_path / ".env"
    env.write_text("# mine\nPORTAL_CLIENT_BOT_TOKEN=\nPORTAL_LOG_LEVEL=debug\n")
    env.chmod(0o644)

    env_file.keep(env, {"client_bot_token": "1:a"})
    env_file.keep(env, {"client_bot_token": "2:b", "slack_bot_token": "xoxb-1"})

    assert env.read_text() == (
        "# mine\nPORTAL_CLIENT_BOT_TOKEN=2:b\nPORTAL_LOG_LEVEL=debug\n"
        "PORTAL_SLACK_BOT_TOKEN=xoxb-1\n"
    )
    assert stat.S_IMODE(env.stat().st_mode) == 0o600
