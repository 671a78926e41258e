"""`portal workflow`: list, set, show, import, remove."""

from pathlib import Path
from typing import Annotated, Any

import typer

from portal.terminal.asking import AsJson, InPractice, carry_out, group, text_of
from portal.terminal.printing import show

app = group("Workflows: list, switch, show, bring from a file, remove.")

Name = Annotated[str, typer.Argument(help="As after-a-high-phq9.")]
ForClient = Annotated[
    str | None, typer.Option("--client", help="For this client, as quiet-harbor.")
]


@app.command("list")
def listed(client: ForClient = None, practice: InPractice = None, as_json: AsJson = False) -> None:
    """Every workflow in words, and whether it is on."""
    found = carry_out("workflow list", client=client, practice=practice)
    show(found, as_json=as_json, people_read=_listed)


@app.command("set")
def changed(
    name: Name,
    state: Annotated[str, typer.Argument(help="on, off; usual with --client.")],
    client: ForClient = None,
    practice: InPractice = None,
    as_json: AsJson = False,
) -> None:
    """Switch a workflow for the practice, or for a client."""
    found = carry_out("workflow set", name=name, state=state, client=client, practice=practice)
    show(found, as_json=as_json, people_read=_listed)


@app.command("show")
def shown(name: Name, practice: InPractice = None, as_json: AsJson = False) -> None:
    """One workflow, in words and as a file has it."""
    found = carry_out("workflow show", name=name, practice=practice)
    show(found, as_json=as_json, people_read=_shown)


@app.command("import")
def brought(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", exists=True, dir_okay=False, readable=True, help="A TOML file."
        ),
    ],
    yes: Annotated[bool, typer.Option("--yes", help="Change it; without, only look.")] = False,
    practice: InPractice = None,
    as_json: AsJson = False,
) -> None:
    """See what a file of workflows would change; --yes changes it."""
    found = carry_out(
        "workflow import",
        text=text_of(file, "FILE"),
        place=file.name,
        keep_it=yes,
        practice=practice,
    )
    show(found, as_json=as_json, people_read=_brought)


@app.command("remove")
def removed(name: Name, practice: InPractice = None, as_json: AsJson = False) -> None:
    """Take a workflow away; what it did is kept."""
    found = carry_out("workflow remove", name=name, practice=practice)
    show(found, as_json=as_json, people_read=_listed)


def _listed(found: dict[str, Any]) -> None:
    if not found["workflows"]:
        typer.echo("There are no workflows yet. Bring some: portal workflow import --help")
    for each in found["workflows"]:
        typer.echo(f"{each['name']}  {_state(each)}")
        typer.echo(f"    {each['sentence']}")
        if each["ran"]:
            typer.echo(
                f"    last {found['days']} days: ran {each['ran']} times for "
                f"{each['clients']} clients"
            )


def _state(each: dict[str, Any]) -> str:
    if "own" not in each:
        return "on" if each["on"] else "off"
    state = "on" if each["for_client"] else "off"
    return f"{state} for this client" if each["own"] is not None else f"{state}, as the practice"


def _shown(found: dict[str, Any]) -> None:
    state = "on" if found["on"] else "off"
    typer.echo(f"{found['name']}  {state}, version {found['version']}")
    typer.echo(f"    {found['sentence']}\n")
    typer.echo(found["text"], nl=False)


def _brought(found: dict[str, Any]) -> None:
    if not found["changes"]:
        typer.echo("Everything in it is there already.")
        return
    for each in found["changes"]:
        what = "new" if each["is_new"] else f"version {each['version']}"
        typer.echo(f"{each['name']}  {what}, {'on' if each['on'] else 'off'}")
        typer.echo(f"    {each['sentence']}")
    if not found["kept"]:
        typer.echo("\nNothing is changed yet. To change it: add --yes")
    elif any(not each["on"] for each in found["changes"]):
        typer.echo("\nWhat is off is switched on with: portal workflow set NAME on")
