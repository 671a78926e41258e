"""`portal client`: invite, list, settle."""

from typing import Annotated, Any

import typer

from care.appointments import How
from portal.terminal.asking import AsJson, InPractice, carry_out, group
from portal.terminal.printing import invitation, show, table

app = group("Clients: invite, list, export, erase.")

Code = Annotated[str, typer.Argument(help="The client's two words, as quiet-harbor.")]

COLUMNS = {
    "client": "CLIENT",
    "status": "STATUS",
    "therapist": "THERAPIST",
    "language": "LANGUAGE",
    "check_in_at": "CHECK-IN",
    "zone": "ZONE",
}


@app.command("invite")
def invite(
    therapist: Annotated[
        str | None, typer.Option(help="Whose client it is, where there are several therapists.")
    ] = None,
    code: Annotated[
        str | None, typer.Option(help="A new link for a client who has not joined yet.")
    ] = None,
    language: Annotated[
        str | None, typer.Option(help="Language to begin with; the practice's, if not given.")
    ] = None,
    zone: Annotated[
        str | None, typer.Option(help="Time zone to begin with; the practice's, if not given.")
    ] = None,
    instrument: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CODE[:WHEN]",
            help="Instrument beside the daily pulse, once for each, as phq9, phq9:fortnight or "
            "“phq9:every two weeks on Monday at 18:00”; "
            "phq9 and gad7 if none is named, and “pulse” for none beside it.",
        ),
    ] = None,
    relink: Annotated[
        bool,
        typer.Option(
            "--relink", help="With --code: a link that moves a client to another Telegram account."
        ),
    ] = False,
    practice: InPractice = None,
    as_json: AsJson = False,
) -> None:
    """Make a client, and a link that joins Telegram once."""
    found = carry_out(
        "client invite",
        therapist=therapist,
        code=code,
        locale=language,
        zone_name=zone,
        instruments=instrument or None,
        relink=relink,
        practice=practice,
    )
    show(found, as_json=as_json, people_read=invitation)


@app.command("list")
def listed(practice: InPractice = None, as_json: AsJson = False) -> None:
    """The clients by code. Nothing that they said or answered."""
    show(carry_out("client list", practice=practice), as_json=as_json, people_read=_people)


def _people(found: dict[str, Any]) -> None:
    if found["clients"]:
        table(found["clients"], COLUMNS)
    else:
        typer.echo(
            f"{found['practice']} has no clients yet. Invite the first: portal client invite"
        )


@app.command("move")
def move(
    code: Code,
    to: Annotated[str, typer.Option(help="Whose client it is from now on, by name.")],
    practice: InPractice = None,
    as_json: AsJson = False,
) -> None:
    """Hand one client to a colleague; the client is told, kindly."""
    show(carry_out("client move", code=code, to=to, practice=practice), as_json=as_json)


@app.command("discharge")
def discharge(code: Code, practice: InPractice = None, as_json: AsJson = False) -> None:
    """End a client's therapy here. What was kept stays; the client reads so at once.

    Nothing is asked any more, and nobody is told of what the client writes. It is refused while an
    urgent alert is not resolved, or a session is to come.
    """
    show(carry_out("client discharge", code=code, practice=practice), as_json=as_json)


@app.command("readmit")
def readmit(code: Code, practice: InPractice = None, as_json: AsJson = False) -> None:
    """Begin anew with a client who was discharged.

    Scores are compared with the first of the new course. What is asked is set anew: portal client
    schedule.
    """
    show(carry_out("client readmit", code=code, practice=practice), as_json=as_json)


@app.command("bands")
def bands(
    code: Code,
    shown: Annotated[bool, typer.Option("--show/--hide", help="Whether the client may choose.")],
    practice: InPractice = None,
    as_json: AsJson = False,
) -> None:
    """Let a client choose to see the names of score ranges, or not."""
    show(carry_out("client bands", code=code, shown=shown, practice=practice), as_json=as_json)


@app.command("links")
def links(
    code: Code,
    shown: Annotated[bool, typer.Option("--show/--hide", help="Whether the client may look.")],
    practice: InPractice = None,
    as_json: AsJson = False,
) -> None:
    """Let a client see two daily numbers side by side, or not."""
    show(carry_out("client links", code=code, shown=shown, practice=practice), as_json=as_json)


@app.command("forget-pin")
def forget_pin(code: Code, practice: InPractice = None, as_json: AsJson = False) -> None:
    """Take a forgotten PIN away; the client reads so.

    Whoever holds the client's phone can set the next one: first speak with the client in person, or
    by a phone number that you know.
    """
    show(carry_out("client forget-pin", code=code, practice=practice), as_json=as_json)


@app.command("appointment")
def appointment(
    code: Code,
    starts: Annotated[str, typer.Argument(help="As 2026-12-01T10:00, in the practice's zone.")],
    minutes: Annotated[
        int | None, typer.Option(help="How long it takes; 50, or as long as before.")
    ] = None,
    how: Annotated[
        How | None, typer.Option(help="In the room, by video or by phone: room, video, phone.")
    ] = None,
    move_to: Annotated[
        str | None,
        typer.Option("--move-to", help="The session that begins at STARTS gets this time."),
    ] = None,
    cancel: Annotated[
        bool, typer.Option("--cancel", help="The session that begins at STARTS is cancelled.")
    ] = False,
    practice: InPractice = None,
    as_json: AsJson = False,
) -> None:
    """Enter the next session, move it or cancel it.

    The client is asked whether it suits, and reminded an hour before. Of one that is moved or
    cancelled a client who knows of it reads at once.
    """
    found = carry_out(
        "client appointment",
        code=code,
        starts=starts,
        minutes=minutes,
        how=how,
        move_to=move_to,
        cancel=cancel,
        practice=practice,
    )
    show(found, as_json=as_json)
