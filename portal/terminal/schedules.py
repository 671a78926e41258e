"""`portal client schedule`: what a client is asked when, and how many messages that comes to."""

from typing import Annotated, Any

import typer

from portal.terminal.asking import AsJson, InPractice, carry_out
from portal.terminal.clients import Code
from portal.terminal.printing import show, table

COLUMNS = {"instrument": "INSTRUMENT", "schedule": "SCHEDULE", "first": "NEXT"}


def add_to(app: typer.Typer) -> None:
    """Adds the command to `portal client`."""
    app.command("schedule")(schedule)


def schedule(
    code: Code,
    instrument: Annotated[
        str | None, typer.Argument(help="Which instrument is to come at another time, as phq9.")
    ] = None,
    when: Annotated[
        str | None,
        typer.Argument(
            help="When, as: “every other day”, “on weekdays at 18:00”, “every day at 08:30 and "
            "19:30”, “every day between 10:00 and 16:00”, “every day 2 hours after waking”, "
            "“weekly on Thursday”, “every two weeks”, “before each session”."
        ),
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes", help="Keep it without asking, for programs.")
    ] = False,
    practice: InPractice = None,
    as_json: AsJson = False,
) -> None:
    """Say when a client is asked, or change it.

    What would be is shown before it is kept. It holds from tomorrow on.
    """
    given = {"code": code, "instrument": instrument, "said": when, "practice": practice}
    found = carry_out("client schedule", **given, keep=yes)
    show(found, as_json=as_json, people_read=_people)
    if as_json or yes or "kept" not in found:
        return
    typer.confirm("\nKeep it like this?", abort=True)
    carry_out("client schedule", **given, keep=True)
    typer.echo("Kept. It holds from tomorrow on.")


def _people(found: dict[str, Any]) -> None:
    typer.echo(f"{found['client']}, on the clock of {found['zone']}:\n")
    table(
        [{**each, "first": each["next"][0] if each["next"] else "-"} for each in found["plans"]],
        COLUMNS,
    )
    typer.echo(f"\nWhere no time is named, at the client’s own: {found['check_in_at']}.")
    if found["wakes_at"] is not None:
        typer.echo(f"The client wakes around {found['wakes_at']}; the client can change that.")
    was = found.get("messages_a_week_before", found["messages_a_week"])
    before = "" if was == found["messages_a_week"] else f" (now {_number(was)})"
    typer.echo(f"At the most {_number(found['messages_a_week'])} messages a week{before}.")
    typer.echo(
        "A day has one message, with the pulse where there is one. What opened before waits for "
        "it; what opens later is announced in it, and comes without a message."
    )


def _number(messages: float) -> str:
    return f"{messages:g}"
