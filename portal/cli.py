"""The `portal` command. Mistakes get a plain sentence, the next step, and exit status 2."""

import asyncio
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

app = typer.Typer(
    name="portal",
    help="The Therapy Progress Portal. Try it without any token: portal sandbox",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
practice_app = typer.Typer(help="Practices: make, change, show.", no_args_is_help=True)
therapist_app = typer.Typer(help="Therapists.", no_args_is_help=True)
client_app = typer.Typer(help="Clients: invite, list, settle.", no_args_is_help=True)
instrument_app = typer.Typer(help="Instruments.", no_args_is_help=True)
keys_app = typer.Typer(help="The key file.", no_args_is_help=True)
app.add_typer(practice_app, name="practice")
app.add_typer(therapist_app, name="therapist")
app.add_typer(client_app, name="client")
app.add_typer(instrument_app, name="instrument")
app.add_typer(keys_app, name="keys")

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")]
InPractice = Annotated[
    str | None, typer.Option("--practice", help="Which practice, where there are several.")
]


def main() -> None:
    """Runs the command line; every expected mistake ends here in one sentence."""
    from portal.commands import NotPossible
    from portal.crisis_file import CrisisFileTrouble
    from portal.run_lock import RunLockTrouble
    from portal.settings import SettingsTrouble
    from store.database import BadDatabaseUrl, DatabaseTrouble
    from store.key_file import KeyFileTrouble

    plain = (
        NotPossible,
        CrisisFileTrouble,
        RunLockTrouble,
        SettingsTrouble,
        BadDatabaseUrl,
        DatabaseTrouble,
        KeyFileTrouble,
    )
    try:
        app()
    except plain as trouble:
        stop(str(trouble))
    except KeyboardInterrupt:
        sys.exit(130)


def stop(sentence: str) -> NoReturn:
    """Says what is wrong and what to do next, and ends with status 2."""
    typer.echo(sentence, err=True)
    sys.exit(2)


def show(found: dict[str, Any], *, as_json: bool) -> None:
    """Prints an answer: JSON for programs, aligned lines for people."""
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    width = max(len(name) for name in found)
    for name, value in found.items():
        shown = ", ".join(map(str, value)) if isinstance(value, list) else value
        if shown is None or isinstance(shown, bool):
            shown = {None: "-", True: "yes", False: "no"}[shown]
        typer.echo(f"{name.replace('_', ' '):<{width}}  {shown}")


def carry_out(command: str, **arguments: Any) -> dict[str, Any]:
    """Carries a command out: through the running portal if there is one, else here."""
    from portal.opening import carry_out as carry

    return asyncio.run(carry(command, arguments))


# --- keys and tables -----------------------------------------------------------------------------


@keys_app.command("create")
def keys_create(
    second_copy: Annotated[
        Path,
        typer.Option(help="Where the second copy goes: another folder, best another disk."),
    ],
) -> None:
    """Make the key file and its second copy. Losing both cannot be undone."""
    from portal.opening import create_keys

    path = asyncio.run(create_keys(second_copy))
    typer.echo(
        f"Key file made: {path}\nSecond copy: {second_copy}\n\n"
        "Without one of these two nobody can read the database again, we cannot either. Move the\n"
        "second copy to a place of its own now, where a fire or a thief would not find both."
    )


@app.command()
def migrate() -> None:
    """Bring the database to the tables of this release."""
    from portal.opening import migrate as bring

    typer.echo(asyncio.run(bring()))


# --- practice ------------------------------------------------------------------------------------


@practice_app.command("create")
def practice_create(
    name: Annotated[str, typer.Option(help="What clients read: “Harbour Practice”.")],
    zone: Annotated[str, typer.Option(help="Time zone, as Europe/Berlin.")],
    language: Annotated[str, typer.Option(help="Language of the practice: en, es.")] = "en",
    colour: Annotated[str, typer.Option(help="Colour of pictures, as #2f6f6d.")] = "#2f6f6d",
    working_hours: Annotated[
        str, typer.Option(help="When therapists read, as “mon-fri 09:00-17:00”.")
    ] = "mon-fri 09:00-17:00",
    urgent_hours: Annotated[
        str, typer.Option(help="When somebody takes urgent cards, in the same form.")
    ] = "mon-sun 08:00-22:00",
    emergency: Annotated[
        str | None, typer.Option(help="The emergency number of the clients' country.")
    ] = None,
    line: Annotated[
        list[str] | None,
        typer.Option(help="A crisis line: “name, +number, hours”. May be given several times."),
    ] = None,
    verified_by: Annotated[
        str, typer.Option(help="Who has called or checked the numbers today.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Make a practice. Without crisis contacts it is not served until it has them."""
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


@practice_app.command("set")
def practice_set(
    name: Annotated[str | None, typer.Option()] = None,
    zone: Annotated[str | None, typer.Option()] = None,
    language: Annotated[str | None, typer.Option()] = None,
    colour: Annotated[str | None, typer.Option()] = None,
    working_hours: Annotated[str | None, typer.Option()] = None,
    urgent_hours: Annotated[str | None, typer.Option()] = None,
    emergency: Annotated[str | None, typer.Option()] = None,
    line: Annotated[list[str] | None, typer.Option()] = None,
    verified_by: Annotated[str | None, typer.Option()] = None,
    practice: InPractice = None,
    as_json: AsJson = False,
) -> None:
    """Change what is given about a practice; the rest stays. Options as for create."""
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
    )
    show(found, as_json=as_json)


@practice_app.command("show")
def practice_show(practice: InPractice = None, as_json: AsJson = False) -> None:
    """What a practice has chosen for itself."""
    show(carry_out("practice show", practice=practice), as_json=as_json)


# --- people --------------------------------------------------------------------------------------


@therapist_app.command("add")
def therapist_add(
    name: Annotated[str, typer.Option(help="What clients read.")],
    slack_user: Annotated[str, typer.Option(help="Member ID in Slack, as U012ABCDEF.")],
    language: Annotated[str | None, typer.Option(help="Language of the cards.")] = None,
    practice: InPractice = None,
    as_json: AsJson = False,
) -> None:
    """Add a therapist, who gets alerts in Slack."""
    found = carry_out(
        "therapist add", name=name, slack_user=slack_user, locale=language, practice=practice
    )
    show(found, as_json=as_json)


@client_app.command("invite")
def client_invite(
    therapist: Annotated[str | None, typer.Option(help="Whose client it is.")] = None,
    code: Annotated[
        str | None, typer.Option(help="A client who has not joined yet gets a new link.")
    ] = None,
    language: Annotated[str | None, typer.Option(help="Language to begin with.")] = None,
    zone: Annotated[str | None, typer.Option(help="Time zone to begin with.")] = None,
    instrument: Annotated[
        list[str] | None,
        typer.Option(help="Questionnaires beside the daily pulse; phq9 and gad7 if none is named."),
    ] = None,
    practice: InPractice = None,
    as_json: AsJson = False,
) -> None:
    """Make a client with a two-word code, and a link that joins one Telegram account, once."""
    found = carry_out(
        "client invite",
        therapist=therapist,
        code=code,
        locale=language,
        zone_name=zone,
        instruments=["phq9", "gad7"] if instrument is None else instrument,
        practice=practice,
    )
    if as_json:
        show(found, as_json=True)
        return
    import segno

    typer.echo(f"Client {found['client']} of {found['practice']}\n")
    segno.make(found["link"], error="m").terminal(out=sys.stdout, compact=True)
    until = datetime.fromisoformat(found["valid_until"]).astimezone(UTC)
    typer.echo(f"\n{found['link']}\n\nGood for one person, once, until {until:%a %d %b %H:%M} UTC.")


@client_app.command("list")
def client_list(practice: InPractice = None, as_json: AsJson = False) -> None:
    """The clients by code. Nothing that they said or answered."""
    found = carry_out("client list", practice=practice)
    if as_json:
        show(found, as_json=True)
        return
    if not found["clients"]:
        typer.echo("There are no clients yet. Invite one: portal client invite")
    for each in found["clients"]:
        typer.echo(
            f"{each['client']:<24}{each['status']:<12}{each['language']:<4}"
            f"{each['check_in_at']}  {each['zone']}"
        )


@client_app.command("bands")
def client_bands(
    code: str,
    shown: Annotated[bool, typer.Option("--show/--hide")],
    practice: InPractice = None,
    as_json: AsJson = False,
) -> None:
    """Let a client choose to see the names of score ranges, or take that choice away."""
    found = carry_out("client bands", code=code, shown=shown, practice=practice)
    show(found, as_json=as_json)


@client_app.command("appointment")
def client_appointment(
    code: str,
    starts: Annotated[str, typer.Argument(help="As 2026-12-01T10:00, in the practice's zone.")],
    minutes: Annotated[int, typer.Option()] = 50,
    practice: InPractice = None,
    as_json: AsJson = False,
) -> None:
    """Enter a client's next therapy session; the therapist sees it when writing support."""
    found = carry_out(
        "client appointment", code=code, starts=starts, minutes=minutes, practice=practice
    )
    show(found, as_json=as_json)


# --- instruments and pictures --------------------------------------------------------------------


@instrument_app.command("list")
def instrument_list(as_json: AsJson = False) -> None:
    """The instruments, and the languages in which each can be offered."""
    from portal.commands import instrument_list as listed

    found = asyncio.run(listed())
    if as_json:
        show(found, as_json=True)
        return
    for each in found["instruments"]:
        typer.echo(
            f"{each['instrument']:<8}{each['version']:<6}{each['items']} items   "
            f"{', '.join(each['languages'])}\n        {each['licence']}"
        )


@app.command()
def chart(
    code: str,
    instrument: Annotated[str, typer.Argument(help="phq9 or gad7.")],
    out: Annotated[Path, typer.Option(help="Where the PNG goes.")] = Path("progress.png"),
    practice: InPractice = None,
) -> None:
    """Draw a client's progress picture into a file that only you can read."""
    from portal.opening import draw_chart

    caption = asyncio.run(draw_chart(code, instrument, out, practice))
    typer.echo(f"{caption}\n\n{out}")


# --- running -------------------------------------------------------------------------------------


@app.command()
def run() -> None:
    """Serve the practice on every platform that has a token."""
    from portal.opening import run as serve

    asyncio.run(serve())


@app.command()
def check(as_json: AsJson = False) -> None:
    """Say what is set, what is missing and what is old, without showing any secret."""
    from portal.opening import check as look

    found = asyncio.run(look())
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        marks = {"good": "✓", "warning": "!", "missing": "✗"}
        for each in found["findings"]:
            typer.echo(f"{marks[each['weight']]} {each['what']}")
    if not found["ready"]:
        sys.exit(2)


@app.command()
def sandbox(
    tour: Annotated[
        bool, typer.Option("--tour", help="Play the whole story and print what was received.")
    ] = False,
    host: Annotated[str, typer.Option(help="Address of the page; it is for this machine.")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option(help="Port of the page; 0 takes a free one.")] = 8700,
) -> None:
    """A local Telegram and Slack with a made-up practice: no token, nothing leaves the machine."""
    from portal.opening import open_sandbox
    from portal.tour import play

    if tour:
        asyncio.run(play(typer.echo))
    else:
        asyncio.run(open_sandbox(host, port, typer.echo))


if __name__ == "__main__":
    main()
