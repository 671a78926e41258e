"""`portal keys`: create, status, and the steps of a rotation."""

import asyncio
from pathlib import Path
from typing import Annotated, Any

import typer

from portal.terminal.asking import AsJson, group
from portal.terminal.printing import show, table
from portal.terminal.progress import Bar

app = group("The keys: create, status, rotate.")
rotate = typer.Typer(
    help="Rotate the master keys: add, promote, rewrap, retire, destroy.",
    invoke_without_command=True,
    rich_markup_mode=None,
)
app.add_typer(rotate, name="rotate")

KeyFile = Annotated[
    Path | None,
    typer.Option(help="The key file to change, where the portal gets it from systemd or a KMS."),
]

NEXT = {
    "add": "Nothing is under way. To begin: portal keys rotate add --second-copy PLACE",
    "promote": "Next, with the key file on every machine that serves: portal keys rotate promote",
    "rewrap": "Next: portal keys rotate rewrap",
    "retire": "Next: portal keys rotate retire",
}


@app.command("create")
def create(
    second_copy: Annotated[
        Path,
        typer.Option(help="Where the second copy goes: another folder, best another disk."),
    ],
    as_json: AsJson = False,
) -> None:
    """Make the key file and its second copy. Losing both cannot be undone."""
    from portal.opening import create_keys

    def people_read(found: dict[str, Any]) -> None:
        typer.echo(
            f"Key file made:  {found['key_file']}\nSecond copy:    {found['second_copy']}\n\n"
            "Without one of these two nobody can read the database again, we cannot either. Move\n"
            "the second copy to a place of its own now, where a fire or a thief would not find "
            "both.\n\nNext: portal practice create --help"
        )

    show(asyncio.run(create_keys(second_copy)), as_json=as_json, people_read=people_read)


@app.command("status")
def status(key_file: KeyFile = None, as_json: AsJson = False) -> None:
    """Show the versions of the master keys and what stands under each."""
    from portal.rotating import status as look

    show(asyncio.run(look(key_file)), as_json=as_json, people_read=_status)


@rotate.callback()
def what_is_next(context: typer.Context) -> None:
    """Without a step: say which one is next."""
    if context.invoked_subcommand is None:
        from portal.rotating import status as look

        _status(asyncio.run(look()))


@rotate.command("add")
def add(
    second_copy: Annotated[
        Path | None,
        typer.Option(help="The second copy, or a place for a new one on another disk."),
    ] = None,
    key_file: KeyFile = None,
    as_json: AsJson = False,
) -> None:
    """Add a version that wraps nothing yet."""
    from portal.rotating import add as take

    found = asyncio.run(take(second_copy, key_file))
    show(found, as_json=as_json, people_read=_changed)


@rotate.command("promote")
def promote(
    everywhere: Annotated[
        bool, typer.Option("--everywhere", help="Every machine that serves has the new file.")
    ] = False,
    key_file: KeyFile = None,
    as_json: AsJson = False,
) -> None:
    """Let the new version wrap what is new."""
    from portal.rotating import promote as take

    found = asyncio.run(take(everywhere=everywhere, key_file=key_file))
    show(found, as_json=as_json, people_read=_changed)


@rotate.command("rewrap")
def rewrap(as_json: AsJson = False) -> None:
    """Wrap everything under the primary version; it may be stopped."""
    from portal.rotating import rewrap as take

    done = 0

    def people_read(found: dict[str, Any]) -> None:
        typer.echo(f"{found['rewrapped']} data keys were wrapped anew.\n{NEXT['retire']}")

    with Bar("rewrap") as bar:

        def told(some: int, left: int) -> None:
            nonlocal done
            done += some
            bar(done, done + left)

        found = asyncio.run(take(told))
    show(found, as_json=as_json, people_read=people_read)


@rotate.command("retire")
def retire(key_file: KeyFile = None, as_json: AsJson = False) -> None:
    """Keep the version that was replaced for older backups alone."""
    from portal.rotating import retire as take

    show(asyncio.run(take(key_file)), as_json=as_json, people_read=_changed)


@rotate.command("destroy")
def destroy(
    version: Annotated[int, typer.Argument(help="A retired version.", metavar="VERSION", min=1)],
    key_file: KeyFile = None,
    as_json: AsJson = False,
) -> None:
    """Destroy a retired version, and what older backups hold."""
    from portal.rotating import destroy as take
    from portal.rotating import may_be_destroyed

    asyncio.run(may_be_destroyed(version, key_file))
    confirmed = typer.prompt(
        f"Backups from before the rewrap open with v{version} alone. Type {version} to destroy it",
        err=True,
    )
    found = asyncio.run(take(version, confirmed, key_file))

    def people_read(told: dict[str, Any]) -> None:
        _changed(told)
        typer.echo(f"Every other copy of the key file still holds v{version}: replace it now.")

    show(found, as_json=as_json, people_read=people_read)


def _status(found: dict[str, Any]) -> None:
    rows = [
        {
            "ring": each["ring"],
            "version": f"v{each['version']}",
            "state": each["state"],
            "wrapped": ", ".join(f"{kind} {n}" for kind, n in each["wrapped"].items()) or "-",
        }
        for each in found["versions"]
    ]
    table(rows, {"ring": "Ring", "version": "Version", "state": "State", "wrapped": "Wrapped"})
    typer.echo(f"\n{NEXT[found['next']]}")


def _changed(found: dict[str, Any]) -> None:
    for ring, versions in found["versions"].items():
        typer.echo(f"{ring}: " + ", ".join(f"{name} {state}" for name, state in versions.items()))
    if found["portal_has_them"] is False:
        typer.echo("The running portal has earlier keys: hand it the new file and restart it.")
    typer.echo(NEXT[found["next"]])
