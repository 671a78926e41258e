"""Workflows: listed, switched, shown, and brought from a file."""

import tomllib
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection

from care.access import Capability
from care.audit import Action, Kind
from care.people import ClientId
from care.workflow_fitting import fit
from care.workflow_form import NotAWorkflow, write_workflow
from care.workflows import Kept, Workflow, is_on, named
from conversations.wording import Wording, wording
from conversations.workflow_showing import sentence
from portal.auditing import by_administrator
from portal.commands.looked_over import looked_over
from portal.needs import needs
from portal.office import NotPossible, Office, client_of, practice_of
from portal.practice_sheet import LARGEST_FILE
from portal.workflow_keeping import KEY, keep, offered, written
from questionnaires.toml_writing import toml_key, toml_value
from store import scales, workflows
from store.memory import Memory

LATELY = timedelta(days=30)
SWITCHES = {"on": True, "off": False, "usual": None}


@needs(Capability.CONFIGURE_PRACTICE)
async def workflow_list(
    office: Office, *, client: str | None = None, practice: str | None = None
) -> dict[str, Any]:
    """Every workflow in words, whether it is on, and how often it ran lately.

    What ran for a client their therapist reads in Slack: it follows from what was answered.
    """
    of_practice = await practice_of(office, practice)
    memory = office.memory(of_practice.id)
    whose = (await client_of(office, memory, client)).id if client is not None else None

    def look(connection: Connection) -> dict[str, Any]:
        return _listed(office, connection, memory, whose)

    return await office.database.read(look)


@needs(Capability.CONFIGURE_PRACTICE)
async def workflow_set(
    office: Office,
    *,
    name: str,
    state: str,
    client: str | None = None,
    practice: str | None = None,
) -> dict[str, Any]:
    """Switches a workflow for the practice, or for one client; the nearest wins."""
    of_practice = await practice_of(office, practice)
    memory = office.memory(of_practice.id)
    whose = (await client_of(office, memory, client)).id if client is not None else None
    wish = state.strip().lower()
    if wish not in SWITCHES or (wish == "usual" and whose is None):
        raise NotPossible(
            "Write on or off; or, with --client, usual: then what holds for the practice does."
        )
    on = SWITCHES[wish]

    def change(connection: Connection) -> None:
        workflows.hold(connection, memory)
        found = _known(connection, memory, name).workflow
        if on:
            _still_fits(connection, memory, found)
        wanted = found.name
        by, now = office.operator, office.clock.now()
        if whose is not None:
            workflows.switch_for(connection, memory, whose, wanted, by, now, on=on)
        elif on is not None:
            workflows.switch(connection, memory, wanted, by, now, on=on)
        by_administrator(
            office, connection, memory, Action.CONFIGURED, Kind.WORKFLOW, wanted, subject=whose
        )

    await office.database.write(change)
    return await workflow_list(office, client=client, practice=practice)


@needs(Capability.CONFIGURE_PRACTICE)
async def workflow_show(
    office: Office, *, name: str, practice: str | None = None
) -> dict[str, Any]:
    """One workflow: in words, and as a file has it."""
    of_practice = await practice_of(office, practice)
    memory = office.memory(of_practice.id)

    def look(connection: Connection) -> dict[str, Any]:
        found = _known(connection, memory, name)
        words = _words(connection, memory)
        table = write_workflow(found.workflow, on=found.on)
        lines = [f"{toml_key(key)} = {toml_value(value)}" for key, value in table.items()]
        return {
            "name": found.workflow.name,
            "on": found.on,
            "version": found.version,
            "sentence": sentence(found.workflow, words),
            "text": "\n".join([f"[[{KEY}]]", *lines, ""]),
        }

    return await office.database.read(look)


@needs(Capability.CONFIGURE_PRACTICE)
async def workflow_remove(
    office: Office, *, name: str, practice: str | None = None
) -> dict[str, Any]:
    """Takes a workflow away with its switches; what it did is kept with the clients."""
    of_practice = await practice_of(office, practice)
    memory = office.memory(of_practice.id)

    def change(connection: Connection) -> None:
        workflows.hold(connection, memory)
        wanted = _known(connection, memory, name).workflow.name
        workflows.remove(connection, memory, wanted)
        by_administrator(office, connection, memory, Action.CONFIGURED, Kind.WORKFLOW, wanted)

    await office.database.write(change)
    return await workflow_list(office, practice=practice)


@needs(Capability.CONFIGURE_PRACTICE)
async def workflow_import(
    office: Office,
    *,
    text: str,
    place: str,
    keep_it: bool = False,
    practice: str | None = None,
) -> dict[str, Any]:
    """What a file of workflows would change; with `keep_it` it is changed."""
    of_practice = await practice_of(office, practice)
    memory = office.memory(of_practice.id)
    tables = _tables(text, place)

    def take(connection: Connection) -> dict[str, Any]:
        before = {each["name"]: each for each in written(connection, memory)}
        keep(connection, memory, tables, place, office.operator, office.clock.now())
        kept = workflows.read(connection, memory)
        words = _words(connection, memory)
        changes = []
        for each in kept:
            name = each.workflow.name
            now = write_workflow(each.workflow, on=each.on)
            if before.get(name) == now:
                continue
            by_administrator(office, connection, memory, Action.CONFIGURED, Kind.WORKFLOW, name)
            changes.append({**_told(each, words), "is_new": name not in before})
        return {"changes": changes}

    return await looked_over(office.database, take, keep=keep_it)


def _tables(text: str, place: str) -> list[Mapping[str, Any]]:
    if len(text) > LARGEST_FILE:
        raise NotPossible(f"{place} is too large for workflows.")
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise NotPossible(f"{place} is no TOML: {fault}") from None
    others = [key for key in found if key != KEY]
    rows = found.get(KEY)
    if others or not isinstance(rows, list) or not all(isinstance(each, dict) for each in rows):
        raise NotPossible(f"{place}: write [[{KEY}]] above each workflow, and nothing else.")
    return rows


def _known(connection: Connection, memory: Memory, name: str) -> Kept:
    kept = workflows.read(connection, memory)
    found = named(kept, name.strip().lower())
    if found is None:
        there = ", ".join(each.workflow.name for each in kept)
        raise NotPossible(
            f"There is no workflow {name}. There are: {there}"
            if there
            else "There are no workflows yet. Bring some: portal workflow import --help"
        )
    return found


def _still_fits(connection: Connection, memory: Memory, workflow: Workflow) -> None:
    """What is switched on can be done: what it asks, or puts on a shelf, is offered still."""
    try:
        fit([workflow], scales.read(connection, memory), offered(connection, memory))
    except NotAWorkflow as trouble:
        raise NotPossible(str(trouble)) from None


def _words(connection: Connection, memory: Memory) -> Wording:
    return wording("en", library=scales.read(connection, memory))


def _told(kept: Kept, words: Wording) -> dict[str, Any]:
    return {
        "name": kept.workflow.name,
        "on": kept.on,
        "version": kept.version,
        "sentence": sentence(kept.workflow, words),
    }


def _listed(
    office: Office, connection: Connection, memory: Memory, whose: ClientId | None
) -> dict[str, Any]:
    words = _words(connection, memory)
    counts = workflows.counts(connection, memory, office.clock.now() - LATELY)
    said = {} if whose is None else workflows.switches(connection, memory, [whose]).get(whose, {})
    rows = []
    for each in workflows.read(connection, memory):
        many, clients = counts.get(each.workflow.name, (0, 0))
        own = said.get(each.workflow.name)
        row = {**_told(each, words), "ran": many, "clients": clients}
        rows.append(row if whose is None else {**row, "for_client": is_on(each, own), "own": own})
    return {"days": LATELY.days, "workflows": rows}
