"""`portal therapist`: add, facilitator, list, reset-second-factor."""

from typing import Annotated, Any

import typer

from portal.terminal.asking import AsJson, InPractice, carry_out, group
from portal.terminal.printing import show, table

app = group("Staff: add, list, leave.")


@app.command("add")
def add(
    name: Annotated[str, typer.Option(help="What clients read.")],
    slack_user: Annotated[
        str,
        typer.Option(help="Member ID in Slack, as U012ABCDEF: profile, then “Copy member ID”."),
    ],
    language: Annotated[
        str | None, typer.Option(help="Language of the cards; the practice's, if not given.")
    ] = None,
    supervisor: Annotated[
        bool,
        typer.Option(
            "--supervisor",
            help="No clients of their own; gets urgent cards that nobody else has taken.",
        ),
    ] = False,
    facilitator: Annotated[
        bool, typer.Option("--facilitator", help="May lead therapy groups too.")
    ] = False,
    role: Annotated[
        list[str] | None,
        typer.Option(
            help="therapist, facilitator, supervisor, administrator or auditor; once for each. "
            "Without it a therapist is added."
        ),
    ] = None,
    practice: InPractice = None,
    as_json: AsJson = False,
) -> None:
    """Add a therapist, or another member of staff."""
    found = carry_out(
        "therapist add",
        name=name,
        slack_user=slack_user,
        locale=language,
        supervisor=supervisor,
        facilitator=facilitator,
        roles=role or [],
        practice=practice,
    )
    show(found, as_json=as_json)


@app.command("facilitator")
def facilitator(
    name: Annotated[str, typer.Argument(help="A therapist who is there already.")],
    practice: InPractice = None,
    as_json: AsJson = False,
) -> None:
    """Let a therapist lead therapy groups."""
    show(carry_out("therapist facilitator", name=name, practice=practice), as_json=as_json)


@app.command("reset-second-factor")
def reset_second_factor(
    name: Annotated[str, typer.Argument(help="Who has lost the telephone.")],
    practice: InPractice = None,
    as_json: AsJson = False,
) -> None:
    """Take a second factor away; its owner is told."""
    found = carry_out("therapist reset-second-factor", name=name, practice=practice)
    show(found, as_json=as_json)


@app.command("leave")
def leave(
    name: Annotated[str, typer.Argument(help="Who leaves the practice.")],
    hand_to: Annotated[
        str | None, typer.Option(help="Who takes over the clients and groups, by name.")
    ] = None,
    practice: InPractice = None,
    as_json: AsJson = False,
) -> None:
    """End what a member of staff may do and read here."""
    found = carry_out("therapist leave", name=name, hand_to=hand_to, practice=practice)
    show(found, as_json=as_json)


@app.command("list")
def listed(practice: InPractice = None, as_json: AsJson = False) -> None:
    """The therapists, and how many clients each has."""
    show(carry_out("therapist list", practice=practice), as_json=as_json, people_read=_people)


def _people(found: dict[str, Any]) -> None:
    if not found["therapists"]:
        typer.echo(
            f"{found['practice']} has no therapist yet. Add one: portal therapist add --help"
        )
        return
    table(
        found["therapists"],
        {"therapist": "THERAPIST", "language": "LANGUAGE", "clients": "CLIENTS"},
    )
