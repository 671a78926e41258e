"""Workflows as they are brought: read, held against what can be asked, and kept together."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from care.workflow_fitting import fit
from care.workflow_form import NotAWorkflow, read_workflow, write_workflow
from care.workflows import Workflow
from portal.office import NotPossible
from store import resources, scales, workflows
from store.memory import Memory

KEY = "workflows"
"""How the list is called in a file."""


def written(connection: Connection, memory: Memory) -> tuple[Mapping[str, Any], ...]:
    """Every workflow of the practice as its table."""
    kept = workflows.read(connection, memory)
    return tuple(write_workflow(each.workflow, on=each.on) for each in kept)


def keep(
    connection: Connection,
    memory: Memory,
    tables: Sequence[Mapping[str, Any]],
    place: str,
    by: str,
    now: datetime,
) -> None:
    """Keeps what these tables say beside what is there; all of it, or nothing, with a sentence."""
    if not tables:
        return
    try:
        brought = _read(tables)
        together = {
            each.workflow.name: each.workflow for each in workflows.read(connection, memory)
        }
        together |= {name: workflow for name, (workflow, _) in brought.items()}
        fit(together.values(), scales.read(connection, memory), offered(connection, memory))
    except NotAWorkflow as trouble:
        raise NotPossible(f"{place}: {KEY}: {trouble}") from None
    for workflow, on in brought.values():
        workflows.bring(connection, memory, workflow, by, now, on=on)


def offered(connection: Connection, memory: Memory) -> Mapping[str, bool]:
    """The practice's library by code, and whether each thing may be put on a shelf."""
    return {each.code: each.is_offered for each in resources.of_practice(connection, memory)}


def _read(tables: Sequence[Mapping[str, Any]]) -> dict[str, tuple[Workflow, bool | None]]:
    found = [read_workflow(each) for each in tables]
    by_name = {workflow.name: (workflow, on) for workflow, on in found}
    if len(by_name) < len(found):
        names = [workflow.name for workflow, _ in found]
        twice = next(each for each in names if names.count(each) > 1)
        raise NotAWorkflow(f"{twice} stands there twice.")
    return by_name
