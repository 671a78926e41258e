"""`portal audit`: verify, list, export, anchor."""

import asyncio
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from portal.terminal.asking import AsJson, InPractice, carry_out, group
from portal.terminal.printing import show, table
from portal.terminal.progress import Bar

NOT_WHOLE = 1

app = group("The audit: verify, list, export, anchor.")


@app.command("verify")
def verify(practice: InPractice = None, as_json: AsJson = False) -> None:
    """Look whether every entry is there, as it was written.

    Exit status 1: it is not.
    """
    from portal.commands.audit import audit_verify
    from portal.opening import look

    with Bar("audit verify"):
        found = asyncio.run(look(audit_verify, practice=practice))
    show(found, as_json=as_json, people_read=_verified)
    if not found["whole"]:
        sys.exit(NOT_WHOLE)


def _verified(found: dict[str, Any]) -> None:
    for each in found["practices"]:
        word = "not whole" if each["faults"] else "whole"
        typer.echo(
            f"{each['practice']}: {each['entries']} entries in {each['chains']} chains, "
            f"{each['anchors']} anchors: {word}"
        )
        for fault in each["faults"]:
            typer.echo(f"    chain {fault['chain']} at {fault['number']}: {fault['what']}")
    for ring, key in found["keys"].items():
        typer.echo(f"key of {ring}: {key}")
    if found["anchor_file"] is None:
        typer.echo(
            "No anchors: whoever holds the database could take the latest entries away unnoticed. "
            "Set PORTAL_AUDIT_ANCHOR_FILE to a file on another machine's disk."
        )


@app.command("list")
def listed(
    client: Annotated[str, typer.Option(help="The client's two words, as quiet-harbor.")],
    practice: InPractice = None,
    as_json: AsJson = False,
) -> None:
    """Who saw or did what about a client, and when."""
    found = carry_out("audit list", client=client, practice=practice)
    show(found, as_json=as_json, people_read=_entries)


def _entries(found: dict[str, Any]) -> None:
    columns = {"at": "WHEN", "who": "WHO", "action": "DID", "kind": "WHAT", "reason": "WHY"}
    table([{**each, "reason": each["reason"] or ""} for each in found["entries"]], columns)


@app.command("export")
def export(
    out: Annotated[Path, typer.Argument(help="A new file.", metavar="FILE")],
    practice: InPractice = None,
    as_json: AsJson = False,
) -> None:
    """Take a practice's audit along in a file.

    docs/verify_audit.py checks it, with nothing of the portal.
    """
    from portal.commands.audit import audit_export
    from portal.opening import look

    carry_out("audit note", what="audit", practice=practice)
    with Bar("audit export"):
        found = asyncio.run(look(audit_export, out=out, practice=practice))
    show(found, as_json=as_json)


@app.command("anchor")
def anchor(as_json: AsJson = False) -> None:
    """Anchor the ends of all chains now.

    The running portal does so every five minutes.
    """
    from portal.commands.audit import audit_anchor
    from portal.opening import look

    show(asyncio.run(look(audit_anchor)), as_json=as_json)
