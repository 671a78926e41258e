"""Workflows of a practice, for whom they are switched, what they did, and first weeks that end."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from care.people import ClientId
from care.workflow_form import NotAWorkflow, read_workflow, write_workflow
from care.workflows import Did, Kept, Outcome, Workflow
from store import owned, practices, soonest
from store.dialect import insert_new, put
from store.ids import new_id
from store.memory import Memory
from store.tables import practice, workflow_due, workflow_run, workflow_switch
from store.tables import workflow as table
from store.vault import Field

RAN = Field("workflow_run", "sealed_facts")

Facts = Mapping[str, Any]
"""What a run had found, as plain JSON: codes, dates and numbers, and what was done."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a workflow did for a client once."""

    id: UUID
    client: ClientId
    workflow: str
    version: int
    ran_at: datetime
    facts: Facts

    @property
    def did(self) -> tuple[Did, ...]:
        """What became of each action, in order."""
        return tuple(
            Did(kind, about, Outcome(outcome), date.fromisoformat(on) if on else None)
            for kind, about, outcome, on in self.facts.get("did", ())
        )


# --- the practice's ----------------------------------------------------------------------------


def kept(connection: Connection, memory: Memory, changed: UUID | None) -> tuple[Kept, ...]:
    """The practice's workflows as of this change, which its row names; read anew after it."""
    held = memory.workflows
    if held.changed == changed:
        return held.kept
    found = read(connection, memory)
    if practices.is_as_of(connection, memory.practice, practice.c.workflows, changed):
        held.kept, held.changed = found, changed
    return found


def read(connection: Connection, memory: Memory) -> tuple[Kept, ...]:
    """The practice's workflows by name. What this release does not understand is left out."""
    rows = connection.execute(
        select(table).where(table.c.practice == memory.practice).order_by(table.c.name)
    )
    found = []
    for row in rows:
        try:
            workflow, _ = read_workflow(json.loads(row.text))
        except NotAWorkflow:
            continue
        found.append(Kept(workflow, row.version, row.is_on))
    return tuple(found)


def hold(connection: Connection, memory: Memory) -> None:
    """Whoever else brings, switches or removes workflows of this practice waits for this to end."""
    connection.execute(
        select(practice.c.practice).where(practice.c.practice == memory.practice).with_for_update()
    )


def bring(
    connection: Connection,
    memory: Memory,
    brought: Workflow,
    by: str,
    now: datetime,
    *,
    on: bool | None,
) -> None:
    """Keeps a workflow; without a word about it a new one is off, and a known one as it was."""
    text = json.dumps(write_workflow(brought), ensure_ascii=False)
    row = connection.execute(
        select(table.c.version, table.c.is_on, table.c.text).where(
            table.c.practice == memory.practice, table.c.name == brought.name
        )
    ).first()
    if row is not None and row.text == text and on in (None, row.is_on):
        return
    version, was_on = (0, False) if row is None else (row.version, row.is_on)
    put(
        connection,
        table,
        [
            {
                "practice": memory.practice,
                "name": brought.name,
                "version": version + (row is None or row.text != text),
                "is_on": was_on if on is None else on,
                "text": text,
                "decided_at": now,
                "decided_by": by,
            }
        ],
    )
    _note_change(connection, memory)


def switch(
    connection: Connection, memory: Memory, name: str, by: str, now: datetime, *, on: bool
) -> None:
    """Switches a workflow on or off for everybody for whom nothing else is said."""
    connection.execute(
        update(table)
        .where(table.c.practice == memory.practice, table.c.name == name)
        .values(is_on=on, decided_at=now, decided_by=by)
    )
    _note_change(connection, memory)


def remove(connection: Connection, memory: Memory, name: str) -> None:
    """Takes a workflow away with its switches; what it did stays."""
    for each, named in ((table, table.c.name), (workflow_switch, workflow_switch.c.workflow)):
        connection.execute(delete(each).where(each.c.practice == memory.practice, named == name))
    _note_change(connection, memory)


def _note_change(connection: Connection, memory: Memory) -> None:
    connection.execute(
        update(practice).where(practice.c.practice == memory.practice).values(workflows=new_id())
    )


# --- for one client ----------------------------------------------------------------------------


def switches(
    connection: Connection, memory: Memory, clients: Iterable[ClientId]
) -> dict[ClientId, dict[str, bool]]:
    """What is said for these clients in particular, by the name of the workflow."""
    rows = connection.execute(
        select(workflow_switch).where(
            workflow_switch.c.practice == memory.practice,
            workflow_switch.c.client.in_(list(clients)),
        )
    )
    found: dict[ClientId, dict[str, bool]] = {}
    for row in rows:
        found.setdefault(ClientId(row.client), {})[row.workflow] = row.is_on
    return found


def switch_for(
    connection: Connection,
    memory: Memory,
    client: ClientId,
    name: str,
    by: str,
    now: datetime,
    *,
    on: bool | None,
) -> None:
    """Says it for one client; None takes back what was said, and the practice's switch holds."""
    connection.execute(
        delete(workflow_switch).where(
            workflow_switch.c.practice == memory.practice,
            workflow_switch.c.client == client,
            workflow_switch.c.workflow == name,
        )
    )
    if on is not None:
        row = {
            "practice": memory.practice,
            "client": client,
            "workflow": name,
            "is_on": on,
            "decided_at": now,
            "decided_by": by,
        }
        put(connection, workflow_switch, [row])


# --- runs --------------------------------------------------------------------------------------


def ran(connection: Connection, memory: Memory, client: ClientId, cause: str) -> frozenset[str]:
    """The workflows that have run for this cause already."""
    rows = connection.execute(
        select(workflow_run.c.workflow).where(
            workflow_run.c.practice == memory.practice,
            workflow_run.c.client == client,
            workflow_run.c.cause == cause,
        )
    )
    return frozenset(rows.scalars())


def add(
    connection: Connection,
    memory: Memory,
    done: Run,
    cause: str,
    did: Iterable[Did],
) -> None:
    """Keeps what a workflow found and did; the same cause a second time is an error of ours."""
    memory.open_clients(connection, [done.client])
    told = [
        [each.kind, each.about, each.outcome.value, each.on.isoformat() if each.on else ""]
        for each in did
    ]
    connection.execute(
        insert(workflow_run).values(
            practice=memory.practice,
            id=done.id,
            client=done.client,
            workflow=done.workflow,
            version=done.version,
            cause=cause,
            ran_at=done.ran_at,
            sealed_facts=_sealed(memory, done.client, done.id, {**done.facts, "did": told}),
        )
    )


def _sealed(memory: Memory, client: ClientId, run: UUID, facts: Facts) -> bytes:
    packed = json.dumps(dict(facts), ensure_ascii=False).encode()
    return memory.vault.seal(memory.client(client), RAN, run, packed, pad=True)


def run(connection: Connection, memory: Memory, wanted: UUID) -> Run:
    """One run."""
    row = connection.execute(
        select(workflow_run).where(
            workflow_run.c.practice == memory.practice, workflow_run.c.id == wanted
        )
    ).one()
    memory.open_clients(connection, [row.client])
    return _run(memory, row)


def client_of(connection: Connection, memory: Memory, wanted: UUID) -> ClientId | None:
    """Whom a run was for; needs no key."""
    return owned.client_of(connection, memory, workflow_run, wanted)


def runs_of(connection: Connection, memory: Memory, client: ClientId, most: int) -> tuple[Run, ...]:
    """What ran for a client lately, the newest first."""
    memory.open_clients(connection, [client])
    rows = connection.execute(
        select(workflow_run)
        .where(workflow_run.c.practice == memory.practice, workflow_run.c.client == client)
        .order_by(workflow_run.c.ran_at.desc(), workflow_run.c.id.desc())
        .limit(most)
    )
    return tuple(_run(memory, row) for row in rows)


def _run(memory: Memory, row: Row[Any]) -> Run:
    client = ClientId(row.client)
    facts = json.loads(memory.vault.open(memory.client(client), RAN, row.id, row.sealed_facts))
    return Run(row.id, client, row.workflow, row.version, row.ran_at, facts)


def counts(connection: Connection, memory: Memory, since: datetime) -> dict[str, tuple[int, int]]:
    """How often each workflow ran since then, and for how many clients."""
    rows = connection.execute(
        select(
            workflow_run.c.workflow,
            func.count().label("many"),
            func.count(workflow_run.c.client.distinct()).label("clients"),
        )
        .where(workflow_run.c.practice == memory.practice, workflow_run.c.ran_at >= since)
        .group_by(workflow_run.c.workflow)
    )
    return {row.workflow: (row.many, row.clients) for row in rows}


# --- first weeks -------------------------------------------------------------------------------


def expect(connection: Connection, memory: Memory, client: ClientId, at: datetime) -> None:
    """Keeps when a client's first week is over; whoever joins anew has had one."""
    insert_new(
        connection,
        workflow_due,
        [{"practice": memory.practice, "client": client, "due_at": at}],
    )


def first_weeks(
    connection: Connection, memory: Memory, now: datetime, limit: int
) -> tuple[ClientId, ...]:
    """Clients whose first week is over just now."""
    rows = connection.execute(
        select(workflow_due.c.client)
        .where(workflow_due.c.practice == memory.practice, workflow_due.c.due_at <= now)
        .order_by(workflow_due.c.due_at, workflow_due.c.client)
        .limit(limit)
    )
    return tuple(ClientId(each) for each in rows.scalars())


def expect_again(
    connection: Connection, memory: Memory, client: ClientId, at: datetime | None
) -> None:
    """Looks at a first week at another time; None when all about it is done."""
    connection.execute(
        update(workflow_due)
        .where(workflow_due.c.practice == memory.practice, workflow_due.c.client == client)
        .values(due_at=at)
    )


def next_due(connection: Connection) -> datetime | None:
    """When the next first week is over."""
    return soonest.of(connection, workflow_due.c.due_at)
