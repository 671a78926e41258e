"""`portal practice on-call`: who gets an urgent card next after the client's own therapist."""

from datetime import date
from typing import Annotated, Any

import typer

from portal.terminal.asking import AsJson, InPractice, carry_out
from portal.terminal.printing import show, table

COLUMNS = {"when": "DAY", "who": "ON CALL"}


def add_to(app: typer.Typer) -> None:
    """Adds the command to `portal practice`."""
    app.command("on-call")(on_call)


def on_call(
    when: Annotated[
        str | None,
        typer.Argument(help="Weekdays, as “mon-fri” or “sat,sun”, or one date, as 2026-12-24."),
    ] = None,
    name: Annotated[
        str | None, typer.Argument(help="Who is on call then, as “Mira Winter”.")
    ] = None,
    nobody: Annotated[bool, typer.Option("--nobody", help="On these days nobody is.")] = False,
    practice: InPractice = None,
    as_json: AsJson = False,
) -> None:
    """Say who is on call in the urgent hours, or set it.

    Whoever is on call gets an urgent card that the client's own therapist does not take before the
    rest of the chain does. What is said of a date goes before its weekday.
    """
    found = carry_out("practice on-call", when=when, name=name, nobody=nobody, practice=practice)
    show(found, as_json=as_json, people_read=_people)


def _people(found: dict[str, Any]) -> None:
    if not found["days"]:
        typer.echo(
            f"{found['practice']} has no rota: urgent cards go on by the chain alone. "
            "Set one, as:\nportal practice on-call mon-fri “Mira Winter”"
        )
        return
    typer.echo(f"{found['practice']}, in the urgent hours:\n")
    table([{"when": _day(each["day"]), "who": _who(each)} for each in found["days"]], COLUMNS)


def _day(day: str) -> str:
    return f"{date.fromisoformat(day):%a} {day}"


def _who(each: dict[str, Any]) -> str:
    if each["on_call"] is None:
        return "nobody"
    return f"{each['on_call']} (away or out of reach)" if each["absent"] else str(each["on_call"])
