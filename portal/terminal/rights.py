"""`portal client export` and `portal client erase`: what a client may ask the practice for."""

import asyncio
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from portal.terminal.asking import AsJson, InPractice, asked_for, carry_out, text_of
from portal.terminal.clients import Code
from portal.terminal.printing import show
from portal.terminal.progress import Bar


def add_to(app: typer.Typer) -> None:
    """Adds these commands to `portal client`."""
    app.command("export")(export)
    app.command("erase")(erase)


def export(
    code: Code,
    to: Annotated[Path, typer.Option("--to", help="Where the encrypted ZIP goes.")],
    passphrase_file: Annotated[
        Path | None,
        typer.Option(
            exists=True,
            dir_okay=False,
            help="A text file whose first line is the passphrase; asked for without it.",
        ),
    ] = None,
    practice: InPractice = None,
    as_json: AsJson = False,
) -> None:
    """Put everything about a client into one encrypted archive. Audited."""
    from portal.opening import export_client

    if passphrase_file is None:
        first = asked_for("Passphrase").rstrip("\r\n")
        again = asked_for("The same again").rstrip("\r\n") if sys.stdin.isatty() else first
    else:
        lines = text_of(passphrase_file, "--passphrase-file").splitlines()
        first = again = lines[0] if lines else ""

    def people_read(found: dict[str, Any]) -> None:
        typer.echo(
            f"Everything about {found['client']} is in {found['file']}\n\n"
            "It opens with the passphrase in 7-Zip and its like. Hand over the two on two ways, "
            "and delete\nthe file here when it has arrived."
        )

    with Bar("client export"):
        found = asyncio.run(export_client(code, to, first, again, practice))
    show(found, as_json=as_json, people_read=people_read)


def erase(
    code: Code,
    yes: Annotated[
        str | None,
        typer.Option("--yes", metavar="CODE", help="The code once more, instead of being asked."),
    ] = None,
    practice: InPractice = None,
    as_json: AsJson = False,
) -> None:
    """Destroy a client's key and delete everything about them. Cannot be undone. Audited."""
    if yes is None:
        typer.echo(
            f"Everything about {code} will be destroyed: answers, scores, messages, notes, the "
            "account.\nThis cannot be undone. For a copy first: portal client export",
            err=True,
        )
        yes = asked_for("Type the code again") if not sys.stdin.isatty() else _typed()

    def people_read(found: dict[str, Any]) -> None:
        typer.echo(
            f"Everything about {found['client']} was deleted, {found['rows']} rows, and the key "
            f"with it.\nReceipt: {found['receipt']}"
        )
        if found["log_emptied"] is False:
            typer.echo("The database’s log is still being read; the running portal empties it.")
        typer.echo("Backups made before still hold it, encrypted, until you delete them.")

    found = carry_out("client erase", code=code, again=yes, practice=practice)
    show(found, as_json=as_json, people_read=people_read)


def _typed() -> str:
    return str(typer.prompt("Type the code again", err=True))
