"""Workflows as staff see and switch them: the window with the list, and the card of a run."""

from collections.abc import Iterable
from typing import TypedDict
from uuid import UUID

from care.audit import Act, Action, ActorRole, Kind
from care.consent import Purpose
from care.people import ClientId
from care.workflow_fitting import fit
from care.workflow_form import NotAWorkflow
from care.workflows import Kept, named
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
from portal.workflow_keeping import offered
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
    found = named(workflows.read(connection, memory), name)
    if found is None or (on and troubles(scene, [found])):
        # The window that is shown next says why.
        return
    if client is not None:
        workflows.switch_for(connection, memory, client, name, by, scene.now, on=on)
    elif on is not None:
        workflows.switch(connection, memory, name, by, scene.now, on=on)
    scene.acts.append(
        Act(ActorRole.STAFF, by, Action.CONFIGURED, Kind.WORKFLOW, name, client, None)
    )


def troubles(scene: Scene, kept: Iterable[Kept]) -> dict[str, str]:
    """Why some of these workflows cannot run as things are, by their names."""
    given, found = offered(scene.connection, scene.memory), {}
    for each in kept:
        try:
            fit([each.workflow], scene.library, given)
        except NotAWorkflow as why:
            found[each.workflow.name] = str(why)
    return found


def list_facts(scene: Scene, client: ClientId | None) -> ListFacts:
    """Every workflow as it stands now, for the practice or for one client."""
    connection, memory = scene.connection, scene.memory
    kept = workflows.read(connection, memory)
    why_not = troubles(scene, kept)
    if client is None:
        counts = workflows.counts(connection, memory, scene.now - LATELY)
        return ListFacts(kept, counts, troubles=why_not)
    runs = workflows.runs_of(connection, memory, client, SHOWN_RUNS)
    return ListFacts(
        kept,
        {},
        scene.client(client).code,
        str(client),
        workflows.switches(connection, memory, [client]).get(client, {}),
        tuple(Ran(each.ran_at, each.workflow, each.did) for each in runs),
        why_not,
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
