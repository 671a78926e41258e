"""Workflows as staff see and switch them: the window with the list, and the card of a run."""

from typing import TypedDict
from uuid import UUID

from care.audit import Act, Action, ActorRole, Kind
from care.consent import Purpose
from care.people import ClientId
from care.workflows import named
from conversations.envelopes import Shown
from conversations.wording import Wording, wording
from conversations.workflow_showing import (
    LATELY,
    SHOWN_RUNS,
    ListFacts,
    Ran,
    RunFacts,
    window,
)
from conversations.workflow_showing import card as shown_card
from portal.agreed import agrees
from portal.scene import Actor, RefillWindow, Scene, ShowWindow
from store import workflows


class FilledCard(TypedDict, total=False):
    """What a card is sent with, or that it is not."""

    shown: Shown
    is_withheld: bool


def show(scene: Scene, actor: Actor, client: ClientId | None, *, again: bool) -> None:
    """Prepares the window; it is opened, or shown anew, directly after the commit."""
    place = actor.inbound.answer_to
    if place is None:
        return
    if client is not None:
        scene.note(actor.staff, Action.VIEWED, Kind.CLIENT, client, subject=client)
    words = wording(scene.member(actor.staff).locale, scene.practice.zone, library=scene.library)
    shown = window(list_facts(scene, client), words)
    act = RefillWindow(place, shown) if again else ShowWindow(place, shown)
    scene.direct.append((actor.inbound.bot, act))


def switch(
    scene: Scene, actor: Actor, client: ClientId | None, name: str, *, on: bool | None
) -> None:
    """Turns one switch over; of a workflow that is gone nothing is kept."""
    connection, memory, by = scene.connection, scene.memory, str(actor.staff)
    workflows.hold(connection, memory)
    if named(workflows.read(connection, memory), name) is None:
        return
    if client is not None:
        workflows.switch_for(connection, memory, client, name, by, scene.now, on=on)
    elif on is not None:
        workflows.switch(connection, memory, name, by, scene.now, on=on)
    scene.acts.append(
        Act(ActorRole.STAFF, by, Action.CONFIGURED, Kind.WORKFLOW, name, client, None)
    )


def list_facts(scene: Scene, client: ClientId | None) -> ListFacts:
    """Every workflow as it stands now, for the practice or for one client."""
    connection, memory = scene.connection, scene.memory
    kept = workflows.read(connection, memory)
    if client is None:
        return ListFacts(kept, workflows.counts(connection, memory, scene.now - LATELY))
    runs = workflows.runs_of(connection, memory, client, SHOWN_RUNS)
    return ListFacts(
        kept,
        {},
        scene.client(client).code,
        str(client),
        workflows.switches(connection, memory, [client]).get(client, {}),
        tuple(Ran(each.ran_at, each.workflow, each.did) for each in runs),
    )


def card(scene: Scene, wanted: UUID, words: Wording) -> FilledCard:
    """A run for the therapist; withheld from who is told of it after the client said no."""
    run = workflows.run(scene.connection, scene.memory, wanted)
    if not agrees(scene, run.client, Purpose.ALERTS):
        return {"is_withheld": True}
    facts = RunFacts(
        scene.client(run.client).code,
        run.workflow,
        run.facts,
        run.did,
        agrees(scene, run.client, Purpose.SHARING),
    )
    return {"shown": shown_card(facts, words)}
