"""The `portal` command. Mistakes get a plain sentence, the next step, and exit status 2.

What is imported here is paid by `portal --help`; everything heavy waits for its command.
"""

import asyncio
import resource
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup

from portal.terminal import (
    audit,
    backups,
    client_files,
    clients,
    groups,
    instrument_files,
    instruments,
    keys,
    practices,
    resources,
    rights,
    rules,
    schedules,
    setup,
    staff,
    workflows,
)
from portal.terminal.asking import AsJson, InPractice, text_of
from portal.terminal.printing import checklist, show
from portal.terminal.progress import Bar

MISTAKE, FAULT, INTERRUPTED = 2, 1, 130

IN_ORDER = (
    *("sandbox", "setup", "check", "keys", "practice", "therapist", "client", "group", "run"),
    *("chart", "instrument", "rule", "workflow", "resource", "backup", "restore", "migrate"),
    "audit",
)
"""As they are needed: to try the portal, to set it up, to run it, then the rest."""


class RoleName(StrEnum):
    """What a process may be for; the same words as in `portal.wiring`, which costs seconds."""

    CLIENTS = "clients"
    GROUPS = "groups"
    THERAPISTS = "therapists"
    CLOCK = "clock"


class EngineName(StrEnum):
    """A kind of database."""

    SQLITE = "sqlite"
    POSTGRESQL = "postgresql"


class _InOrder(TyperGroup):
    def list_commands(self, ctx: Any) -> list[str]:
        return sorted(super().list_commands(ctx), key=IN_ORDER.index)


app = typer.Typer(
    name="portal",
    cls=_InOrder,
    help="The Therapy Progress Portal. Try it without any token: portal sandbox",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(practices.app, name="practice")
app.add_typer(staff.app, name="therapist")
rights.add_to(clients.app)
client_files.add_to(clients.app)
schedules.add_to(clients.app)
app.add_typer(clients.app, name="client")
app.add_typer(groups.app, name="group")
app.add_typer(audit.app, name="audit")
instrument_files.add_to(instruments.app)
app.add_typer(instruments.app, name="instrument")
app.add_typer(rules.app, name="rule")
app.add_typer(workflows.app, name="workflow")
app.add_typer(resources.app, name="resource")
app.add_typer(keys.app, name="keys")
backups.add_to(app)
app.command("setup")(setup.setup)


def version_of(asked: bool) -> None:
    """Says which release this is, and nothing else."""
    if asked:
        from importlib.metadata import version

        typer.echo(f"portal {version('therapy-progress-portal')}")
        raise typer.Exit


@app.callback()
def portal(
    _version: Annotated[
        bool,
        typer.Option(
            "--version", help="Say which release this is.", callback=version_of, is_eager=True
        ),
    ] = False,
) -> None:
    """The Therapy Progress Portal. Try it without any token: portal sandbox"""


def main(arguments: list[str] | None = None) -> None:
    """Runs the command line; whatever goes wrong ends here in one sentence."""
    leave_no_core()
    for stream in (sys.stdout, sys.stderr):
        if (reconfigure := getattr(stream, "reconfigure", None)) is not None:
            # A terminal of another age shows a question mark for a tick, and goes on.
            reconfigure(errors="replace")
    try:
        app(arguments, prog_name="portal")
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except Exception as trouble:
        stop(trouble)


def leave_no_core() -> None:
    """A process that dies is not written to the disk: keys and words are open in its memory."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def stop(trouble: Exception) -> NoReturn:
    """Says what is wrong and what to do next; of a fault of ours its place, and never a value."""
    from portal.logs import type_and_place
    from portal.plain_words import SENTENCES

    if isinstance(trouble, SENTENCES):
        typer.echo(str(trouble), err=True)
        sys.exit(MISTAKE)
    typer.echo(
        "This is a fault of the portal, not yours. Nothing in the next line is about a client; "
        f"send it to whoever looks after the portal:\n{type_and_place(trouble)}",
        err=True,
    )
    sys.exit(FAULT)


@app.command()
def migrate(as_json: AsJson = False) -> None:
    """Bring the database to the tables of this release."""
    from portal.opening import migrate as bring

    def people_read(found: dict[str, Any]) -> None:
        before, version = found["before"], found["version"]
        if before == version:
            typer.echo(f"The database is at version {version} already.")
        else:
            typer.echo(f"The database is at version {version} now (it was {before or 'empty'}).")

    with Bar("migrate"):
        found = asyncio.run(bring())
    show(found, as_json=as_json, people_read=people_read)


@app.command()
def chart(
    code: Annotated[
        str | None, typer.Argument(help="The client's two words, as quiet-harbor.")
    ] = None,
    instrument: Annotated[
        str | None, typer.Argument(help="A score: phq9, or a subscale as dass21.anxiety.")
    ] = None,
    out: Annotated[Path, typer.Option(help="Where the PNG goes.")] = Path("progress.png"),
    gallery: Annotated[
        Path | None,
        typer.Option(help="Draw every chart with made-up numbers into this folder instead."),
    ] = None,
    practice: InPractice = None,
    as_json: AsJson = False,
) -> None:
    """Draw a client's progress, or every chart there is."""
    from portal.opening import draw_chart, hang_gallery

    if gallery is not None:
        with Bar("chart") as bar:
            hung = hang_gallery(gallery, bar)
        show(
            hung,
            as_json=as_json,
            people_read=lambda it: typer.echo(f"{len(it['files'])} pictures in {it['folder']}"),
        )
        return

    def people_read(found: dict[str, Any]) -> None:
        typer.echo(f"{found['caption']}\n\n{found['file']}")

    with Bar("chart"):
        found = asyncio.run(draw_chart(code, instrument, out, practice))
    show(found, as_json=as_json, people_read=people_read)


@app.command()
def run(
    role: Annotated[
        list[RoleName] | None,
        typer.Option(help="What this process does; once for each. Without it, everything."),
    ] = None,
) -> None:
    """Serve every practice in Telegram and Slack, until Ctrl-C.

    Several processes may share one PostgreSQL: each bot is served by one of them, and another takes
    over when it ends. A process with a role loads only what that role needs.
    """
    with Bar("run") as bar:
        from portal.serving import run as serve

        asyncio.run(serve(bar.say, [each.value for each in role or ()], opened=bar.end))


@app.command()
def check(
    as_json: AsJson = False,
    explain: Annotated[
        bool,
        typer.Option("--explain", help="Say what a thief of the database alone would learn."),
    ] = False,
) -> None:
    """Say what is there, what is missing, and what to do next."""
    from portal.checking import check as look
    from portal.explaining import explain as explained
    from portal.explaining import explanation

    if explain:
        show(
            explained(),
            as_json=as_json,
            people_read=lambda _: typer.echo("\n".join(explanation())),
        )
        return
    with Bar("check"):
        found = asyncio.run(look())
    show(found, as_json=as_json, people_read=checklist)
    if not found["ready"]:
        sys.exit(MISTAKE)


@app.command()
def sandbox(
    tour: Annotated[
        bool, typer.Option("--tour", help="Play the whole story and print what was received.")
    ] = False,
    database: Annotated[
        EngineName, typer.Option(help="Where it keeps its data meanwhile.")
    ] = EngineName.SQLITE,
    webhooks: Annotated[
        bool, typer.Option("--webhooks", help="Telegram and Slack call the portal over HTTP.")
    ] = False,
    host: Annotated[str, typer.Option(help="Address of the page; it is for this machine.")] = (
        "127.0.0.1"
    ),
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="Port of the page; 0 takes a free one.")
    ] = 8700,
    practice: Annotated[
        Path | None,
        typer.Option(
            exists=True,
            dir_okay=False,
            readable=True,
            help="A practice's own file: its brand, scales and hours, tried with made-up people.",
        ),
    ] = None,
) -> None:
    """Try it: a Telegram and a Slack of its own, without any token.

    The practice in it is made up, and nothing leaves this machine.
    """
    from portal.own_file import OwnFile
    from portal.serving import Opening, open_sandbox
    from portal.tour import play

    if tour:
        if practice is not None:
            raise typer.BadParameter("the tour has its own practice", param_hint="--practice")
        asyncio.run(play(typer.echo, engine=database.value, webhooks=webhooks))
        return
    own = None if practice is None else OwnFile(text_of(practice, "--practice"), practice.name)
    with Bar("sandbox") as bar:
        asyncio.run(
            open_sandbox(
                *(host, port, bar.say, Opening(bar, bar.end)),
                engine=database.value,
                webhooks=webhooks,
                own=own,
            )
        )


if __name__ == "__main__":
    main()
