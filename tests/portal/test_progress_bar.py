"""The line of a command that takes long: for a person who waits at a terminal, and nobody else."""

import os
import pty
import re
import signal
import subprocess
import sys

import pytest
import typer

from portal.terminal.asking import AsJson
from portal.terminal.progress import AFTER, Bar
from tests.portal.at_terminal import ROOT, typed


def test_a_bar_comes_only_when_somebody_waits(capsys):
    now = [0.0]
    bar = Bar("backup", monotonic=lambda: now[0], visible=True)

    bar(1, 4)
    early = capsys.readouterr().err
    now[0] = AFTER
    bar(2, 4)
    bar.end()
    late = capsys.readouterr().err

    assert early == ""
    assert "backup [###############...............]  50%" in late
    assert late.endswith("\n")


def test_work_that_tells_nothing_of_itself_is_seen_to_go_on(capsys):
    now = [0.0]
    with Bar("practice import", monotonic=lambda: now[0], visible=True) as bar:
        bar.tick()
        early = capsys.readouterr().err
        now[0] = AFTER + 1
        bar.tick()
    bar.tick()

    assert early == ""
    assert capsys.readouterr().err == "\rpractice import: 3 s so far\n"


def test_where_a_program_reads_there_is_no_line(capsys, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    seen = []

    for options in ([], ["--json"]):
        command = typer.Typer()

        @command.command()
        def look(as_json: AsJson = False) -> None:
            now = [0.0]
            with Bar("look", monotonic=lambda: now[0]) as bar:
                now[0] = AFTER
                bar(1, 2)

        command(options, standalone_mode=False)
        seen.append("50%" in capsys.readouterr().err)

    assert seen == [True, False]


def test_what_is_said_meanwhile_stands_on_a_line_of_its_own(capsys):
    now = [AFTER]
    bar = Bar("run", monotonic=lambda: now[0], visible=True)
    now[0] += AFTER
    bar.tick()
    bar.say("Connecting.")
    now[0] += 1
    bar.tick()
    bar.end()
    bar.say("It is running.")

    read = capsys.readouterr()
    assert read.out == "Connecting.\nIt is running.\n"
    drawn, again = "run: 2 s so far", "run: 3 s so far"
    assert read.err == f"\r{drawn}\r{' ' * (len(drawn) + 1)}\r\r{again}\n"


SLOW = {
    "sandbox": (("sandbox", "--port", "0"), "Ctrl-C closes it.", r"sandbox \[#+\.*\] +\d+%"),
    "chart": (("chart", "--gallery", "hung"), "pictures in", r"chart \[#+\.*\] +\d+%"),
}


@pytest.mark.parametrize("command", SLOW)
def test_a_person_at_a_terminal_sees_how_far_it_is(command, tmp_path):
    words, over, line = SLOW[command]

    told, status = at_a_terminal(tmp_path, words, over)

    assert status == 0
    assert re.search(line, told)


def test_in_a_pipe_nothing_is_said_of_it(tmp_path):
    answer = typed(tmp_path, "chart", "--gallery", "hung", "--json")

    assert answer.status == 0
    assert answer.err == ""
    assert answer.json["files"]


def at_a_terminal(folder, words, over):
    """What a command writes to a terminal until these words, and how it ends then."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "portal.cli", *words],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"},
        stdout=theirs,
        stderr=theirs,
        stdin=theirs,
    )
    os.close(theirs)
    told = ""
    try:
        while over not in told:
            told += os.read(ours, 4096).decode()
        if "Ctrl-C" in over:
            process.send_signal(signal.SIGINT)
        return told, process.wait(20)
    finally:
        process.kill()
        process.wait()
        os.close(ours)
