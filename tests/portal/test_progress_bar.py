"""The line of a command that takes long: for a person who waits at a terminal, and nobody else."""

import sys

import typer

from portal.terminal.asking import AsJson
from portal.terminal.progress import AFTER, Bar


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
