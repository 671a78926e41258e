"""`portal instrument`: lint, export, and the history of a client from another system."""

import asyncio
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from portal.terminal.asking import AsJson, InPractice, carry_out, text_of
from portal.terminal.printing import show

NOT_CLEAN = 1
FILE = {"exists": True, "dir_okay": False, "readable": True}


class FormatName(StrEnum):
    """A form in which an instrument is written."""

    FHIR = "fhir"
    TOML = "toml"


ValueSet = Annotated[
    list[Path] | None,
    typer.Option(help="FHIR: a ValueSet or CodeSystem that the file points at.", **FILE),
]


def add_to(app: typer.Typer) -> None:
    """Gives these commands their places."""
    app.command("lint")(lint)
    app.command("export")(export)


def lint(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE", help="TOML of ours, or FHIR in JSON.", **FILE)
    ],
    value_set: ValueSet = None,
    as_json: AsJson = False,
) -> None:
    """Look over files of instruments.

    Exit status 1: there are errors.
    """
    from portal.commands.instrument_lint import instrument_lint

    texts = {str(each): text_of(each, "FILE") for each in files}
    found = instrument_lint(texts, [text_of(each, "--value-set") for each in value_set or ()])
    show(found, as_json=as_json, people_read=_findings)
    if not found["passed"]:
        sys.exit(NOT_CLEAN)


def _findings(found: dict[str, Any]) -> None:
    for each in found["files"]:
        typer.echo(each["file"] if each["findings"] else f"{each['file']}: nothing found")
        for finding in each["findings"]:
            place = finding["place"].removeprefix(each["file"]).removeprefix(": ")
            where = f"{place}: " if place else ""
            typer.echo(f"  {finding['severity']:<8}{where}{finding['sentence']}")
            typer.echo(f"          {finding['advice']} [{finding['what']}]")
    counted = (
        f"{found[kind]} {kind.removesuffix('s') if found[kind] == 1 else kind}"
        for kind in ("errors", "warnings", "notes")
    )
    typer.echo(", ".join(counted))


def export(
    code: Annotated[str, typer.Argument(help="The instrument's code, as phq9.")],
    version: Annotated[str | None, typer.Option(help="Another version than the newest.")] = None,
    language: Annotated[
        str | None, typer.Option(help="One language alone; in TOML, its words.")
    ] = None,
    form: Annotated[
        FormatName, typer.Option("--format", help="A FHIR Questionnaire, or TOML of ours.")
    ] = FormatName.FHIR,
    practice: InPractice = None,
    as_json: AsJson = False,
) -> None:
    """Write an instrument out, as FHIR or TOML."""
    from portal.opening import export_instrument

    found = asyncio.run(
        export_instrument(
            {"code": code, "version": version, "language": language, "form": form.value}, practice
        )
    )
    show(found, as_json=as_json, people_read=lambda told: typer.echo(told["text"], nl=False))


def history_of(
    responses: list[Path],
    observations: list[Path] | None,
    questionnaire: Path | None,
    value_sets: list[Path] | None,
    same_as: str | None,
) -> dict[str, Any]:
    """The texts of the files of a history, as the command takes them."""
    return {
        "responses": [
            {"place": each.name, "text": text_of(each, "--response")} for each in responses
        ],
        "observations": [text_of(each, "--observation") for each in observations or ()],
        "questionnaire": text_of(questionnaire, "--questionnaire") if questionnaire else None,
        "questionnaire_place": questionnaire.name if questionnaire else None,
        "value_sets": [text_of(each, "--value-set") for each in value_sets or ()],
        "same_as": same_as,
    }


def bring_history(given: dict[str, Any], practice: str | None, *, as_json: bool) -> None:
    """Look a history over, or file it; the command `portal instrument import --response`."""
    found = carry_out("instrument history", practice=practice, **given)
    show(found, as_json=as_json, people_read=_history)


def _history(found: dict[str, Any]) -> None:
    for each in found["responses"]:
        total = ", ".join(f"{name} {value:g}" for name, value in each["scores"].items())
        head = f"{each['on'] or 'not filed'}  {each['instrument']}"
        typer.echo(f"{head}: {total}" if total else head)
        places = {told["sentence"]: told["place"] for told in each["report"]}
        for why in each["against"]:
            where = places.get(why, each["place"])
            typer.echo(f"    {why}" if where == each["place"] else f"    {why} ({where})")
        for told in each["report"]:
            if told["sentence"] not in each["against"]:
                typer.echo(f"    {told['outcome']}: {told['sentence']} ({told['place']})")
    for each in found["critical"]:
        what = f"A critical answer to {each['instrument']} on {each['on']}"
        if each["urgent"] and found["kept"]:
            typer.echo(f"{what}: the therapist got the urgent card.")
        elif each["urgent"]:
            typer.echo(f"{what}: the therapist gets the urgent card.")
        else:
            typer.echo(
                f"{what}: it is older than seven days and raises no card. Tell the therapist."
            )
    done = "Filed" if found["kept"] else "Would be filed"
    typer.echo(f"{done}: {found['filed']}. Left out: {found['left']}.")
    if not found["kept"] and found["filed"]:
        typer.echo("Nothing is kept yet. Say --yes to file them.")
