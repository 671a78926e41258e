"""`portal backup` and `portal restore`."""

import asyncio
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from portal.terminal.asking import AsJson
from portal.terminal.printing import show
from portal.terminal.progress import Bar


def add_to(app: typer.Typer) -> None:
    """Adds these commands to `portal`."""
    app.command("backup")(backup)
    app.command("restore")(restore)


def backup(
    to: Annotated[
        Path | None, typer.Option("--to", help="The folder that holds backups; each gets its own.")
    ] = None,
    verify: Annotated[
        Path | None,
        typer.Option("--verify", metavar="BACKUP", help="Look into this backup instead."),
    ] = None,
    forget_old: Annotated[
        bool,
        typer.Option(
            "--forget-old", help="Then delete backups older than PORTAL_COPIES_KEPT_DAYS."
        ),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Copy the database, without the keys; also while it runs."""
    from portal.backing_up import backup as make
    from portal.backing_up import verify as look
    from portal.office import NotPossible

    if (to is None) == (verify is None) or (verify is not None and forget_old):
        raise NotPossible(
            "Say where backups go: portal backup --to FOLDER. To look into one: "
            "portal backup --verify FOLDER/portal-…"
        )
    if verify is not None:
        with Bar("backup") as bar:
            found = asyncio.run(look(verify, bar))
        show(found, as_json=as_json, people_read=_looked)
        return
    with Bar("backup") as bar:
        found = asyncio.run(make(to or Path(), bar, forget_old=forget_old))
    show(found, as_json=as_json, people_read=_made)


def _made(found: dict[str, Any]) -> None:
    typer.echo(f"Backup made: {found['backup']} ({_size(found['bytes'])})\n")
    for each in found["forgotten"]:
        typer.echo(f"Deleted, as it was too old: {each}")
    typer.echo(
        f"The keys are not in it ({found['keys']}): it opens with them alone. Keep the two apart, "
        "and\nneither on this machine only. Look whether it can be restored:\n"
        f"portal backup --verify {found['backup']}"
    )


def _looked(found: dict[str, Any]) -> None:
    typer.echo(f"✓ {found['files']} files, each as it was written on {_day(found['made_at'])}")
    if found["opened"]:
        _whole(found)
        typer.echo("\nThis backup can be restored with the keys that are here.")
    else:
        typer.echo(
            "\nA backup of PostgreSQL is opened by restoring it into an empty database, where all "
            "of it is\nlooked at."
        )


def _whole(found: dict[str, Any]) -> None:
    typer.echo(
        "✓ the database is whole, and its tables are those of this release\n"
        f"✓ the keys open it; clients: {found['clients']}, sealed values tried: "
        f"{found['values_opened']}\n✓ the audit is whole; entries: {found['audit_entries']}"
    )


def restore(
    folder: Annotated[Path, typer.Argument(metavar="BACKUP", help="A folder of portal backup.")],
    erased: Annotated[
        Path | None,
        typer.Option(help="The file that says who was erased, if it is not where it was."),
    ] = None,
    nobody_erased: Annotated[
        bool,
        typer.Option("--nobody-erased", help="Nobody was erased after this backup."),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Bring a backup back, looked at and without who was erased."""
    from portal.restoring import restore as bring

    with Bar("restore") as bar:
        found = asyncio.run(bring(folder, bar, erased=erased, nobody_erased=nobody_erased))
    show(found, as_json=as_json, people_read=_restored)


def _restored(found: dict[str, Any]) -> None:
    typer.echo(f"The backup of {_day(found['made_at'])} is back: {found['restored']}\n")
    _whole(found)
    if found["erased_again"]:
        typer.echo(f"✓ erased again, as they were erased after it: {found['erased_again']}")
    typer.echo("\nWhat was answered after the backup is not in it. Look, and start: portal check")


def _day(instant: str) -> str:
    return f"{datetime.fromisoformat(instant):%Y-%m-%d %H:%M} UTC"


def _size(size: int) -> str:
    return f"{size / 1e6:.1f} MB" if size >= 1e5 else f"{size / 1e3:.0f} kB"
