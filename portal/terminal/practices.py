"""`portal practice`: make, change, show."""

from pathlib import Path
from typing import Annotated, Any

import typer

from portal.terminal import on_call
from portal.terminal.asking import (
    AsJson,
    InPractice,
    asked_for,
    carry_out,
    group,
    text_of,
    write_text,
)
from portal.terminal.printing import show

app = group("Practices: make, change, show, as a file.")
on_call.add_to(app)

Name = typer.Option(help="What clients read, as “Harbour Practice”.")
Zone = typer.Option(help="Time zone, as Europe/Berlin.")
Language = typer.Option(help="Language: en or es.")
Colour = typer.Option(help="Colour of pictures, six digits from 0 to f, as 2f6f6d.")
WorkingHours = typer.Option(help="When therapists read, as “mon-fri 09:00-17:00”.")
UrgentHours = typer.Option(help="When somebody takes urgent cards, in the same form, or “always”.")
Emergency = typer.Option(help="The emergency number of the clients' country, as 112.")
Line = typer.Option(
    metavar="LINE", help="A crisis line, “name, +number, hours”; once for each line."
)
Chain = typer.Option(
    help="Who gets urgent cards that nobody takes, in order, as “Mira Winter, Jonas Vale”. The "
    "client's own therapist always comes first, supervisors last."
)
EscalateAfter = typer.Option(help="Minutes until the next one gets the card, as 10.")
PrivacyText = typer.Option(
    metavar="FILE",
    exists=True,
    dir_okay=False,
    readable=True,
    help="A text of the practice's own, reviewed by it, for clients who ask “Could this be used "
    "against me?” An empty file takes it back.",
)
DeleteTyped = typer.Option(
    metavar="on|off",
    help="Whether the bot deletes from the chat what a client typed, once it was handled.",
)
Discreet = typer.Option(
    metavar="on|off",
    help="Whether clients who join begin in discreet mode; each may change it in /settings.",
)
VerifiedBy = typer.Option(help="Who has called or checked the numbers today.")
Token = typer.Option(
    metavar="KIND",
    help="Seal a token of the practice's own: client-bot, group-bot, slack-bot, slack-app or "
    "slack-signing; once for each. It is asked for, and never typed into the command.",
)
ForgetToken = typer.Option(metavar="KIND", help="Forget a token of the practice's own.")


@app.command("create")
def create(
    name: Annotated[str, Name],
    zone: Annotated[str, Zone],
    language: Annotated[str, Language] = "en",
    colour: Annotated[str, Colour] = "2f6f6d",
    working_hours: Annotated[str, WorkingHours] = "mon-fri 09:00-17:00",
    urgent_hours: Annotated[str, UrgentHours] = "mon-sun 08:00-22:00",
    emergency: Annotated[str | None, Emergency] = None,
    line: Annotated[list[str] | None, Line] = None,
    verified_by: Annotated[str | None, VerifiedBy] = None,
    as_json: AsJson = False,
) -> None:
    """Make a practice; it is served when it has crisis contacts."""
    found = carry_out(
        "practice create",
        name=name,
        zone_name=zone,
        locale=language,
        colour=colour,
        working_hours=working_hours,
        urgent_hours=urgent_hours,
        emergency=emergency,
        lines=line or [],
        verified_by=verified_by,
    )
    show(found, as_json=as_json)
    if not as_json and not found["served"]:
        typer.echo(
            "\nIt is not served before it has crisis contacts: "
            "portal practice set --emergency … --line … --verified-by …"
        )


@app.command("set")
def change(
    name: Annotated[str | None, Name] = None,
    zone: Annotated[str | None, Zone] = None,
    language: Annotated[str | None, Language] = None,
    colour: Annotated[str | None, Colour] = None,
    working_hours: Annotated[str | None, WorkingHours] = None,
    urgent_hours: Annotated[str | None, UrgentHours] = None,
    emergency: Annotated[str | None, Emergency] = None,
    line: Annotated[list[str] | None, Line] = None,
    verified_by: Annotated[str | None, VerifiedBy] = None,
    token: Annotated[list[str] | None, Token] = None,
    forget_token: Annotated[list[str] | None, ForgetToken] = None,
    chain: Annotated[str | None, Chain] = None,
    escalate_after: Annotated[int | None, EscalateAfter] = None,
    privacy_text: Annotated[Path | None, PrivacyText] = None,
    delete_typed: Annotated[str | None, DeleteTyped] = None,
    discreet: Annotated[str | None, Discreet] = None,
    practice: InPractice = None,
    as_json: AsJson = False,
) -> None:
    """Change what is given about a practice; the rest stays.

    Crisis lines that are given take the place of all before. --verified-by alone says that the
    numbers there are have been checked again today.
    """
    found = carry_out(
        "practice set",
        practice=practice,
        name=name,
        zone_name=zone,
        locale=language,
        colour=colour,
        working_hours=working_hours,
        urgent_hours=urgent_hours,
        emergency=emergency,
        lines=line or [],
        verified_by=verified_by,
        tokens={kind: asked_for(f"Token {kind}") for kind in token or ()},
        forget_tokens=forget_token or [],
        chain=chain,
        escalate_after=escalate_after,
        privacy_text=None if privacy_text is None else text_of(privacy_text, "--privacy-text"),
        delete_typed=delete_typed,
        discreet=discreet,
    )
    show(found, as_json=as_json)


@app.command("show")
def shown(practice: InPractice = None, as_json: AsJson = False) -> None:
    """What a practice has chosen for itself."""
    show(carry_out("practice show", practice=practice), as_json=as_json)


@app.command("export")
def exported(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", dir_okay=False, help="Where it goes, as harbour.toml.")
    ],
    practice: InPractice = None,
    as_json: AsJson = False,
) -> None:
    """Write the practice into one file.

    Brand, hours, crisis contacts, texts, scales and numbers stand in it; no token, no key and
    nothing about a client.
    """
    found = carry_out("practice export", practice=practice)
    write_text(file, found["text"])
    show(
        {"practice": found["practice"], "file": str(file)},
        as_json=as_json,
        people_read=lambda it: typer.echo(
            f"{it['practice']} stands in {it['file']}. Change what you like, then look at what "
            f"would happen: portal practice import {it['file']}"
        ),
    )


@app.command("import")
def imported(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", exists=True, dir_okay=False, readable=True, help="As TOML."),
    ],
    yes: Annotated[bool, typer.Option("--yes", help="Change it, not only look.")] = False,
    new: Annotated[bool, typer.Option("--new", help="Make a new practice of the file.")] = False,
    practice: InPractice = None,
    as_json: AsJson = False,
) -> None:
    """Make a practice what its file says.

    Without --yes it says what would change, and nothing does. What the file leaves out stays as it
    is. Imported twice, it changes nothing.
    """
    found = carry_out(
        "practice import",
        text=text_of(file, "FILE"),
        place=file.name,
        keep=yes,
        new=new,
        practice=practice,
    )
    show(found, as_json=as_json, people_read=_taken)


def _taken(found: dict[str, Any]) -> None:
    name, kept = found["practice"], found["kept"]
    for each in found["changes"]:
        typer.echo(f"{each['what']}: {each['before']} → {each['now']}")
    for each in found["notes"]:
        typer.echo(f"! {each}")
    if not found["changes"]:
        typer.echo(f"{name} is what the file says already.")
    elif kept:
        typer.echo(f"\n{name} is what the file says now.")
    else:
        made = "would be made" if found["is_new"] else "would change as above"
        typer.echo(f"\n{name} {made}; nothing has changed yet. Do it with --yes")
    if kept and not found["served"]:
        typer.echo("It is not served before it has crisis contacts: [crisis] in the file.")
