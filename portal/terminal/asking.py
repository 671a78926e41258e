"""Options that commands share, and how a command is carried out."""

import asyncio
import getpass
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from portal.terminal.progress import Bar, read_by_a_program

AsJson = Annotated[
    bool,
    typer.Option("--json", help="Print JSON for a program to read.", callback=read_by_a_program),
]
InPractice = Annotated[
    str | None, typer.Option("--practice", help="Which practice, where there are several.")
]


def group(about: str) -> typer.Typer:
    """A group of commands; alone it says what is in it."""
    return typer.Typer(help=about, no_args_is_help=True, rich_markup_mode=None)


def asked_for(what: str) -> str:
    """A secret: typed without being shown, or the next line of what is piped in.

    Never a part of the command, where the shell's history and the list of processes keep it.
    """
    if sys.stdin.isatty():
        return getpass.getpass(f"{what}: ")
    return sys.stdin.readline()


def text_of(path: Path, option: str) -> str:
    """What stands in a text file of a person's own."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise typer.BadParameter(f"{path.name} is no text in UTF-8", param_hint=option) from None


def write_text(path: Path, text: str) -> None:
    """Puts a text file in place of what was there; only its owner may read it."""
    from portal.pictures import keep

    keep(path, text.encode(), "file", "FILE")


def carry_out(command: str, **arguments: Any) -> dict[str, Any]:
    """Carries a command out: through the running portal if there is one, else here."""
    from portal.opening import carry_out as carry

    with Bar(command) as bar:
        return asyncio.run(carry(command, arguments, progress=bar))
