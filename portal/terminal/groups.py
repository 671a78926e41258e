"""`portal group`: create, link, enrol, list."""

from typing import Annotated, Any

import typer

from portal.terminal.asking import AsJson, InPractice, carry_out, group
from portal.terminal.printing import show

app = group("Therapy groups: create, link, enrol, list.")

Named = Annotated[str, typer.Argument(help="The group's name.", metavar="GROUP")]


@app.command("create")
def create(
    name: Annotated[str, typer.Option(help="What the facilitator reads.")],
    facilitator: Annotated[str, typer.Option(help="Who leads it, by name.")],
    language: Annotated[
        str | None, typer.Option(help="Language in the group; the practice's, if not given.")
    ] = None,
    practice: InPractice = None,
    as_json: AsJson = False,
) -> None:
    """Make a group, and a code that links it with a chat in Telegram."""
    found = carry_out(
        "group create", name=name, facilitator=facilitator, locale=language, practice=practice
    )
    show(found, as_json=as_json)


@app.command("link")
def link(named: Named, practice: InPractice = None, as_json: AsJson = False) -> None:
    """A new code to link a group with a chat; the earlier one ends."""
    show(carry_out("group link", group=named, practice=practice), as_json=as_json)


@app.command("enrol")
def enrol(
    named: Named,
    code: Annotated[str, typer.Argument(help="The client's two words, as quiet-harbor.")],
    practice: InPractice = None,
    as_json: AsJson = False,
) -> None:
    """Let a client ask to join a group."""
    found = carry_out("group enrol", group=named, client=code, practice=practice)
    show(found, as_json=as_json)


@app.command("list")
def listed(practice: InPractice = None, as_json: AsJson = False) -> None:
    """The groups, and the link by which members ask to join each."""
    show(carry_out("group list", practice=practice), as_json=as_json, people_read=_people)


def _people(found: dict[str, Any]) -> None:
    if not found["groups"]:
        typer.echo(f"{found['practice']} has no group yet. Make one: portal group create --help")
        return
    for each in found["groups"]:
        lacks = ", ".join(each["rights_missing"])
        where = "linked" if each["linked"] else "not linked with a chat yet"
        typer.echo(
            f"{each['group']}\n"
            f"    led by {each['facilitator']}, {where}\n"
            f"    {each['inside']} of {each['enrolled']} enrolled are inside; "
            f"{each['removed_messages']} messages removed\n"
            f"    door: {each['door'] or '-'}" + (f"\n    the bot lacks: {lacks}" if lacks else "")
        )
