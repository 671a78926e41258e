"""`portal instrument`: list, show, template, import, set, retire."""

import asyncio
from pathlib import Path
from typing import Annotated, Any

import typer

from portal.terminal.asking import AsJson, InPractice, carry_out, group, text_of
from portal.terminal.instrument_files import bring_history, history_of
from portal.terminal.printing import show
from portal.terminal.scales import brought, lacks_words, line_of, shown_whole

app = group("Instruments: list, import, set, retire.")

Code = Annotated[str, typer.Argument(help="The instrument's code, as phq9.")]
FILE = {"exists": True, "dir_okay": False, "readable": True}


@app.command("list")
def listed(practice: InPractice = None, as_json: AsJson = False) -> None:
    """The instruments, and the languages of each."""
    from portal.opening import instruments

    def people_read(found: dict[str, Any]) -> None:
        for each in found["instruments"]:
            typer.echo(line_of(each))

    show(asyncio.run(instruments(practice)), as_json=as_json, people_read=people_read)


@app.command("show")
def shown(
    code: Code,
    version: Annotated[str | None, typer.Option(help="Another version than the newest.")] = None,
    practice: InPractice = None,
    as_json: AsJson = False,
) -> None:
    """Every text and number of an instrument."""
    found = carry_out("instrument show", code=code, version=version, practice=practice)
    show(found, as_json=as_json, people_read=shown_whole)


@app.command("template")
def template() -> None:
    """An example of a scale of your own, to change."""
    from questionnaires.own import example

    typer.echo(example(), nl=False)


@app.command("import")
def imported(
    file: Annotated[
        Path | None,
        typer.Argument(help="A scale in TOML, or a FHIR Questionnaire in JSON.", **FILE),
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes", help="Keep it without asking, for programs.")
    ] = False,
    same_as: Annotated[
        str | None,
        typer.Option("--as", help="FHIR: the instrument of the portal that this is, as phq9."),
    ] = None,
    code: Annotated[str | None, typer.Option(help="FHIR: the code of a scale of your own.")] = None,
    setting: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="NAME=VALUE",
            help="FHIR: what the file leaves open: language, licence, score, higher_is, recall or "
            "at_most_every; once for each.",
        ),
    ] = None,
    overlay: Annotated[
        Path | None,
        typer.Option(
            "--with",
            help="FHIR: TOML, as in a template, whose keys stand in place of what the file says.",
            **FILE,
        ),
    ] = None,
    value_set: Annotated[
        list[Path] | None,
        typer.Option(help="FHIR: a ValueSet or CodeSystem that the file points at.", **FILE),
    ] = None,
    decided: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="FHIR: accept one thing that a person must decide, as it is; once for each.",
        ),
    ] = None,
    response: Annotated[
        list[Path] | None,
        typer.Option(
            help="A client's earlier answers: a FHIR QuestionnaireResponse, or a Bundle of them.",
            **FILE,
        ),
    ] = None,
    client: Annotated[
        str | None, typer.Option(help="With --response: the client's two words.")
    ] = None,
    questionnaire: Annotated[
        Path | None,
        typer.Option(help="With --response: the FHIR Questionnaire that was answered.", **FILE),
    ] = None,
    observation: Annotated[
        list[Path] | None,
        typer.Option(help="With --response: FHIR Observations whose totals are compared.", **FILE),
    ] = None,
    practice: InPractice = None,
    as_json: AsJson = False,
) -> None:
    """Bring a scale, its words, or earlier answers.

    First it is shown what was understood, and nothing is kept before you agree. A version stays as
    it is for good: whatever changes needs a higher one.
    """
    if response:
        if not client:
            raise typer.BadParameter("say whose answers these are", param_hint="--client")
        told = {
            "client": client,
            "keep": yes,
            "files": history_of(response, observation, questionnaire, value_set, same_as),
        }
        bring_history(told, practice, as_json=as_json)
        return
    if file is None:
        raise typer.BadParameter("name a file with a scale, or --response", param_hint="FILE")
    given = {
        "text": text_of(file, "FILE"),
        "place": file.name,
        "same_as": same_as,
        "code": code,
        "settings": setting or [],
        "overlay": text_of(overlay, "--with") if overlay else "",
        "overlay_place": overlay.name if overlay else "",
        "value_sets": [text_of(each, "--value-set") for each in value_set or ()],
        "decided": decided or [],
    }
    found = carry_out("instrument look", file=given, practice=practice)
    if not yes:
        show(found, as_json=as_json, people_read=brought)
        brings = found["is_new"] or found["new_languages"]
        if as_json or (not brings and found["scale"] is not None and not lacks_words(found)):
            return
        if (
            brings
            and found["scale"] is not None
            and not set(found["to_decide"]) - set(decided or ())
        ):
            typer.confirm("Keep it like this?", abort=True)
    found = carry_out("instrument import", file=given, practice=practice)
    show(found, as_json=as_json, people_read=_kept)


def _kept(found: dict[str, Any]) -> None:
    scale = found["scale"]
    name = f"{scale['instrument']} in version {scale['version']}"
    if not found["kept"]:
        said = "; ".join(found["notes"]) or f"{name} is there already, with the same content."
        typer.echo(said)
        return
    if found["is_new"]:
        typer.echo(f"Kept: {name}.")
    if found["new_languages"]:
        typer.echo(f"Kept: the words of {name} in {', '.join(found['new_languages'])}.")
    for each in found["notes"]:
        typer.echo(each)
    if found["plans_moved"]:
        typer.echo(f"Clients who are asked this version from now on: {found['plans_moved']}.")
    typer.echo(f"Offer it: portal client invite --instrument {scale['instrument']}")


@app.command("set")
def decided(
    code: Annotated[
        str, typer.Argument(help="The instrument, as phq9, or a part of it, as dass21.anxiety.")
    ],
    reliable_change: Annotated[
        str | None,
        typer.Option(help="The least reliable change: 5 points, 30% of the first, or default."),
    ] = None,
    cut_off: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=SCORE", help="A cut-off, as caseness=8 or caseness=default; repeatable."
        ),
    ] = None,
    source: Annotated[str | None, typer.Option(help="Where the number is from.")] = None,
    hidden: Annotated[
        str | None, typer.Option(metavar="on|off", help="Whether it is left out of pictures.")
    ] = None,
    practice: InPractice = None,
    as_json: AsJson = False,
) -> None:
    """Choose thresholds, or hide it from pictures.

    Each threshold needs its source, which is shown with it.
    """
    found = carry_out(
        "instrument set",
        code=code,
        reliable_change=reliable_change,
        cut_offs=cut_off or [],
        source=source,
        hidden=hidden,
        practice=practice,
    )
    show(
        found,
        as_json=as_json,
        people_read=lambda told: typer.echo(line_of({**told, "items": len(told["items"])})),
    )


@app.command("retire")
def retired(
    code: Code,
    undo: Annotated[bool, typer.Option("--undo", help="Offer it again.")] = False,
    practice: InPractice = None,
    as_json: AsJson = False,
) -> None:
    """Offer an instrument no more.

    Whoever is asked it already goes on being asked.
    """

    def people_read(found: dict[str, Any]) -> None:
        name, asked = found["instrument"], found["still_asked"]
        typer.echo(f"{name} is {'not offered any more' if found['retired'] else 'offered again'}.")
        if found["retired"] and asked:
            typer.echo(f"Still asked, since their plans go on: {', '.join(asked)}.")

    found = carry_out("instrument retire", code=code, undo=undo, practice=practice)
    show(found, as_json=as_json, people_read=people_read)
