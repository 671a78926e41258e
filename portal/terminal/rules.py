"""`portal rule`: list, set, backtest."""

from typing import Annotated, Any

import typer

from portal.terminal.asking import AsJson, InPractice, carry_out, group
from portal.terminal.printing import show, table

app = group("Alert rules: list, set, backtest.")

ForTherapist = Annotated[str | None, typer.Option("--therapist", help="For this member of staff.")]
ForClient = Annotated[
    str | None, typer.Option("--client", help="For this client, as quiet-harbor.")
]
InStyle = Annotated[
    str | None, typer.Option("--style", help="A whole set: quiet, balanced or close.")
]
SETTINGS = "As declining-mood.falls=4, declining-mood=off or declining-mood.falls=usual."


@app.command("list")
def listed(
    therapist: ForTherapist = None,
    client: ForClient = None,
    practice: InPractice = None,
    as_json: AsJson = False,
) -> None:
    """Every rule, how it is set, and how useful it was."""
    found = carry_out("rule list", therapist=therapist, client=client, practice=practice)
    show(found, as_json=as_json, people_read=_rules)


@app.command("set")
def changed(
    settings: Annotated[
        list[str] | None, typer.Argument(help=SETTINGS, metavar="{SETTING}")
    ] = None,
    style: InStyle = None,
    therapist: ForTherapist = None,
    client: ForClient = None,
    practice: InPractice = None,
    as_json: AsJson = False,
) -> None:
    """Set rules for the practice, a therapist or a client."""
    found = carry_out(
        "rule set",
        settings=settings or [],
        style_name=style,
        therapist=therapist,
        client=client,
        practice=practice,
    )
    show(found, as_json=as_json, people_read=_rules)


@app.command("backtest")
def backtest(
    days: Annotated[int, typer.Option(help="So many days back.")] = 60,
    settings: Annotated[
        list[str] | None, typer.Option("--set", help="Proposed: " + SETTINGS)
    ] = None,
    style: InStyle = None,
    therapist: ForTherapist = None,
    practice: InPractice = None,
    as_json: AsJson = False,
) -> None:
    """What rules would have told lately, as set and as proposed."""
    found = carry_out(
        "rule backtest",
        days=days,
        settings=settings or [],
        style_name=style,
        therapist=therapist,
        practice=practice,
    )
    show(found, as_json=as_json, people_read=_tested)


def _rules(found: dict[str, Any]) -> None:
    for each in found["rules"]:
        typer.echo(f"{each['rule']}  {_state(each)}")
        typer.echo(f"    {each['definition']}")
        if each["can_be_set"]:
            marks = (
                f"{name}={value}{' (set)' if name in each['differs'] else ''}"
                for name, value in each["set"].items()
            )
            typer.echo(f"    {'  '.join(marks)}")
        if each["raised"]:
            said = ", ".join(f"{name} {many}" for name, many in each["verdicts"].items() if many)
            share = each["precision"]
            useful = "" if share is None else f"; useful {share:.0%} of those judged"
            typer.echo(
                f"    last {found['days']} days: {each['raised']} alerts, "
                f"{each['ended_by_itself']} ended by themselves; {said or 'no verdict'}{useful}"
            )
        if each["in_the_shadow"]:
            typer.echo(
                f"    in the shadow, told to nobody: {each['in_the_shadow']} of "
                f"{each['in_the_shadow_clients']} clients in {found['days']} days"
            )


def _state(each: dict[str, Any]) -> str:
    return str(each["set"].get("state", "always on"))


def _tested(found: dict[str, Any]) -> None:
    typer.echo(f"{found['caseload']} clients, last {found['last_days']} days\n")
    sides = [("now", found["now"])]
    if found["proposed"] is not None:
        sides.append(("proposed", found["proposed"]))
    names = sorted({rule for _, side in sides for rule in side["rules"]})
    rows = [
        {"rule": name, **{label: _said(side["rules"].get(name)) for label, side in sides}}
        for name in names
    ]
    rows.append({"rule": "all", **{label: _said(side) for label, side in sides}})
    table(rows, {"rule": "rule", **{label: label for label, _ in sides}})
    for label, side in sides:
        days = ", ".join(f"{on} ({many})" for on, many in side["days"].items())
        typer.echo(f"\n{label}: {days or 'no day with an alert'}")


def _said(side: dict[str, Any] | None) -> str:
    if side is None or not side["alerts"]:
        return "0"
    apart = side["days_apart"]
    distance = "" if apart is None else f", {apart:g} days apart"
    return f"{side['alerts']} of {side['clients']} clients{distance}"
