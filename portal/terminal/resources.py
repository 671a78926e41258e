"""`portal resource`: list, add, retire."""

from pathlib import Path
from typing import Annotated, Any

import typer

from portal.terminal.asking import AsJson, InPractice, carry_out, group, text_of
from portal.terminal.printing import show

app = group("The library for clients' shelves: list, add, retire.")

Code = Annotated[str, typer.Argument(help="As slow-breathing.")]


@app.command("list")
def listed(practice: InPractice = None, as_json: AsJson = False) -> None:
    """What is in the library, and what is not offered any more."""
    found = carry_out("resource list", practice=practice)
    show(found, as_json=as_json, people_read=_listed)


@app.command("add")
def added(
    code: Code,
    title: Annotated[str | None, typer.Option(help="What clients read; at most 60 signs.")] = None,
    kind: Annotated[
        str | None, typer.Option(help="read, listen, watch, try, book or place.")
    ] = None,
    about: Annotated[str | None, typer.Option(help="What it is for, in a sentence.")] = None,
    link: Annotated[str | None, typer.Option(help="An address that begins with https://")] = None,
    text: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            exists=True,
            dir_okay=False,
            readable=True,
            help="What there is to read.",
        ),
    ] = None,
    language: Annotated[str | None, typer.Option(help="Of which language it is, as en.")] = None,
    minutes: Annotated[
        int | None, typer.Option(help="About how long it takes; 0 for no time in particular.")
    ] = None,
    practice: InPractice = None,
    as_json: AsJson = False,
) -> None:
    """Put something into the library, or change it.

    It needs a title, and a link or a text. Of what is there already, whatever is not said stays as
    it is; nothing in quotes takes it away, as an empty file does the text.
    """
    said = {
        "title": title,
        "kind": kind,
        "about": about,
        "link": link,
        "text": text_of(text, "--text") if text is not None else None,
        "language": language,
        "minutes": minutes,
    }
    given = {name: value for name, value in said.items() if value is not None}
    found = carry_out("resource add", code=code, given=given, practice=practice)
    show(found, as_json=as_json, people_read=_added)


@app.command("retire")
def retired(code: Code, practice: InPractice = None, as_json: AsJson = False) -> None:
    """Offer something no more; on the shelves it stays."""
    found = carry_out("resource retire", code=code, practice=practice)
    show(found, as_json=as_json, people_read=_retired)


def _listed(found: dict[str, Any]) -> None:
    if not found["resources"]:
        typer.echo("The library is empty yet. Put something into it: portal resource add --help")
    for each in found["resources"]:
        parts = [each["kind"], each["language"]]
        if each["minutes"] is not None:
            parts.append(f"{each['minutes']} min")
        if not each["offered"]:
            parts.append("not offered any more")
        typer.echo(f"{each['code']}  {each['title']} ({', '.join(filter(None, parts))})")
        for line in filter(None, (each["about"], each["link"])):
            typer.echo(f"    {line}")


WORDS = {
    "new": "is in the library now.",
    "changed": "is changed.",
    "unchanged": "stands there like this already.",
}


def _added(found: dict[str, Any]) -> None:
    typer.echo(f"{found['code']} {WORDS[found['became']]}")


def _retired(found: dict[str, Any]) -> None:
    typer.echo(f"{found['code']} is not offered any more. On the shelves it stays.")
