"""`portal client import`: clients and past answers from a table."""

from pathlib import Path
from typing import Annotated, Any

import typer

from portal.export.csv_text import table
from portal.terminal.asking import AsJson, InPractice, carry_out, text_of, write_text
from portal.terminal.printing import show


def add_to(app: typer.Typer) -> None:
    """Adds this command to `portal client`."""
    app.command("import")(imported)


def imported(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            exists=True,
            dir_okay=False,
            readable=True,
            help="A CSV table; its first line names the columns.",
        ),
    ],
    yes: Annotated[bool, typer.Option("--yes", help="Do it, not only look.")] = False,
    links: Annotated[
        Path | None,
        typer.Option(
            dir_okay=False,
            help="Write codes and links of new clients here, for you to pass on; with --yes.",
        ),
    ] = None,
    practice: InPractice = None,
    as_json: AsJson = False,
) -> None:
    """Invite clients and bring past answers from a table.

    Without --yes it says line by line what would happen, and nothing does. Columns: client, and
    therapist, language, zone, instruments for who is invited; or instrument, date and answers (or
    1, 2, 3 …) for what a client answered before, with score to be compared. A name in the column
    client is yours alone and is kept nowhere.
    """
    found = carry_out(
        "client import", text=text_of(file, "FILE"), place=file.name, keep=yes, practice=practice
    )
    if links is not None and yes:
        write_text(links, _table(found))
    show(found, as_json=as_json, people_read=_read)


def _read(found: dict[str, Any]) -> None:
    for each in found["lines"]:
        typer.echo(f"line {each['line']}: {_line(each, kept=found['kept'])}")
    done = f"{found['invited']} to invite, {found['filed']} to file, {found['left']} left as is"
    if not found["kept"]:
        typer.echo(f"\n{done}; nothing was done yet. Do it with --yes")
        return
    typer.echo(f"\n{found['invited']} invited, {found['filed']} filed, {found['left']} left as is.")
    if found["invited"]:
        typer.echo(
            "Note each code beside the name in your own list. The same names imported again would "
            "be new clients: write the code in the column client instead."
        )


def _line(each: dict[str, Any], *, kept: bool) -> str:
    match each["does"]:
        case "invited" if kept:
            return f"{each['label']} is {each['client']}, with {each['therapist']}: {each['link']}"
        case "invited":
            asked = ", ".join(each["instruments"])
            return f"{each['label']} would be invited, with {each['therapist']}: {asked}"
        case "filed":
            scores = ", ".join(f"{name} {total:g}" for name, total in each["scores"].items())
            is_filed = "is filed" if kept else "would be filed"
            return f"{each['client']}, {each['on']}: {scores} {is_filed}"
        case _:
            return f"{each['client']}: {each['why']}"


def _table(found: dict[str, Any]) -> str:
    columns = ("label", "client", "link", "valid_until")
    invited = [each for each in found["lines"] if each["does"] == "invited"]
    rows = ([each[column] for column in columns] for each in invited)
    return table(("name", *columns[1:]), rows)
