"""`portal setup`: the guide on a terminal, in short paragraphs."""

import getpass
import shutil
import sys
import textwrap

import typer

from portal.terminal.printing import invitation
from portal.terminal.progress import Bar

WIDEST = 78


def setup() -> None:
    """From nothing to live, question by question."""
    from portal.guide.answers import Answers
    from portal.guide.deeds import Deeds
    from portal.guide.steps import steps
    from portal.guide.walk import Left, walk

    screen, answers = Typed(), Answers()
    deeds = Deeds(answers)
    screen.say(
        "This takes about fifteen minutes. You need Telegram on a phone, a Slack workspace in "
        "which you may add an app, and a second place for the keys.",
        "Every answer is kept. Type back to go back, or q to leave; portal setup goes on where "
        "you were.",
    )
    try:
        walk(steps(deeds), answers, screen)
    except (Left, KeyboardInterrupt):
        typer.echo("\n\nYou can go on at any time: portal setup")
        return
    answers.end()
    if deeds.invitation is not None:
        typer.echo()
        invitation(deeds.invitation)
    screen.say(
        "Everything is there. Start it: portal run",
        "To have it start by itself, and for backups and the record page: docs/connect.md. What "
        "is missing is told at any time by portal check.",
    )


class Typed:
    """A terminal, or lines that are piped in."""

    def heading(self, number: int, whole: int, title: str) -> None:
        typer.echo()
        told = f"Step {number} of {whole} · {title}"
        typer.echo(typer.style(told, bold=True) if sys.stdout.isatty() else told)

    def say(self, *paragraphs: str) -> None:
        width = min(WIDEST, shutil.get_terminal_size().columns)
        for each in paragraphs:
            first, *more = each.split("\n\n", 1)
            typer.echo(f"\n{textwrap.fill(first, width)}")
            for verbatim in more:
                typer.echo(f"\n{verbatim}")

    def done(self, line: str) -> None:
        for each in line.splitlines():
            typer.echo(f"✓ {each}")

    def wrong(self, sentence: str) -> None:
        width = min(WIDEST, shutil.get_terminal_size().columns)
        typer.echo(textwrap.fill(f"✗ {sentence}", width, subsequent_indent="  "))

    def ask(self, prompt: str, default: str | None) -> str:
        usual = f" [{default}]" if default else ""
        typer.echo(f"\n› {prompt}{usual}: ", nl=False)
        return self._line()

    def secret(self, prompt: str) -> str:
        from portal.guide.walk import Left

        if not sys.stdin.isatty():
            typer.echo(f"\n› {prompt}: ", nl=False)
            return self._line()
        typer.echo()
        try:
            return getpass.getpass(f"› {prompt}, not shown: ")
        except EOFError:
            raise Left from None

    def waiting(self, what: str) -> Bar:
        return Bar(what)

    def _line(self) -> str:
        from portal.guide.walk import Left

        typed = sys.stdin.readline()
        if not typed:
            raise Left
        return typed
