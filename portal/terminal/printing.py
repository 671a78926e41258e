"""What a person reads in a terminal: lines, tables, a checklist, an invitation with its QR code."""

import json
import shutil
import sys
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import typer

MARKS = {"good": "✓", "warning": "!", "missing": "✗"}
BLACK_ON_WHITE, AS_BEFORE = "\x1b[30;107m", "\x1b[0m"
HALVES = {(0, 0): " ", (1, 0): "▀", (0, 1): "▄", (1, 1): "█"}
TURNED = {(0, 0): "█", (1, 0): "▄", (0, 1): "▀", (1, 1): " "}


def show(
    found: Mapping[str, Any], *, as_json: bool, people_read: Callable[[Any], None] | None = None
) -> None:
    """Prints an answer: JSON for programs, aligned lines for people unless they get better."""
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False, indent=2))
    elif people_read is not None:
        people_read(found)
    else:
        _lines(found)


def _lines(found: Mapping[str, Any]) -> None:
    width = max(len(name) for name in found)
    for name, value in found.items():
        told = value if isinstance(value, list) else [value]
        shown = [_word(each) for each in told]
        # One below the other: crisis lines have commas of their own.
        for number, each in enumerate(shown or ["-"]):
            head = name.replace("_", " ") if number == 0 else ""
            typer.echo(f"{head:<{width}}  {each}")


def _word(value: object) -> str:
    match value:
        case None:
            return "-"
        case bool():
            return "yes" if value else "no"
        case _:
            return str(value)


def table(rows: Sequence[Mapping[str, Any]], columns: Mapping[str, str]) -> None:
    """Rows under their headings, each column as wide as its longest word."""
    told = [list(columns.values()), *([str(row[name]) for name in columns] for row in rows)]
    widths = [max(_width(row[at]) for row in told) for at in range(len(columns))]
    for row in told:
        cells = (
            cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)
        )
        typer.echo("  ".join(cells).rstrip())


def _width(cell: str) -> int:
    """How many columns a terminal gives to it: two for a Chinese sign, none for an added accent."""
    wide = sum(unicodedata.east_asian_width(each) in "WF" for each in cell)
    return len(cell) + wide - sum(unicodedata.combining(each) > 0 for each in cell)


def checklist(found: Mapping[str, Any]) -> None:
    """What is there, what is missing, and what to do next."""
    for each in found["findings"]:
        typer.echo(f"{MARKS[each['weight']]} {each['what']}")
        if each["next"]:
            typer.echo(f"    {each['next']}")
    missing = sum(each["weight"] == "missing" for each in found["findings"])
    if not missing and found["running"]:
        typer.echo("\nEverything that is needed is there.")
    elif not missing:
        typer.echo("\nEverything that is needed is there. Start with: portal run")
    elif missing == 1:
        typer.echo("\nOne thing (✗) has to be settled before the portal can run.")
    else:
        typer.echo(f"\n{missing} things (✗) have to be settled before the portal can run.")


def invitation(found: Mapping[str, Any]) -> None:
    """The code, the link as text and as a picture to be held before a camera, and until when."""
    typer.echo(f"Client {found['client']} of {found['practice']}\n")
    for line in qr_code(found["link"], coloured=sys.stdout.isatty()):
        typer.echo(line)
    until = datetime.fromisoformat(found["valid_until"]).astimezone(ZoneInfo(found["zone"]))
    typer.echo(
        f"\n{found['link']}\n\n"
        f"Good for one person, once, until {until:%a %d %b %H:%M} ({found['zone']})."
    )


def qr_code(link: str, *, coloured: bool) -> list[str]:
    """The link as half blocks; none where the terminal is too narrow and would break the lines.

    In its own colours it is black on white whatever the terminal's are. Without colours it is
    drawn for light letters on dark, which most cameras read on light ground as well.
    """
    import segno

    modules = [list(row) for row in segno.make(link, error="m").matrix_iter(border=4)]
    if len(modules[0]) > shutil.get_terminal_size().columns:
        return []
    if len(modules) % 2:
        modules.append([0] * len(modules[0]))
    blocks = HALVES if coloured else TURNED
    lines = [
        "".join(blocks[int(over), int(under)] for over, under in zip(upper, lower, strict=True))
        for upper, lower in zip(modules[::2], modules[1::2], strict=True)
    ]
    return [f"{BLACK_ON_WHITE}{line}{AS_BEFORE}" if coloured else line for line in lines]
