"""What follows about a shelf: something put there or taken off, looked at, and said of.

`put` is the one way onto a shelf, for a therapist as for a workflow of the practice.
"""

from enum import StrEnum
from typing import assert_never

from care.access import Capability, may
from care.audit import Action, Kind
from care.people import ClientId, ClientStatus, StaffId
from care.shelf import MOST_ON_SHELF
from conversations import shelf_forms
from conversations.flows import shelf as flow
from conversations.shelf import (
    ListShelf,
    OwnShelf,
    PutOnShelf,
    ReactToItem,
    ShelfCard,
    ShelfEffect,
    ShelfList,
    ShowShelfItem,
    ShowShelfOf,
    TakeOffOwnShelf,
    TakeOffShelf,
)
from conversations.shelf_forms import ShelfFacts
from conversations.wording import wording
from portal import shelf_telling
from portal.agreed import may_be_written_to
from portal.client_day import first_at
from portal.scene import Actor, Scene, ShowForm, ShowWindow, say_of
from portal.standing import to_client
from store import resources, shelves


class Put(StrEnum):
    """What became of something that was to be put on a shelf."""

    DONE = "done"
    STOPPED = "stopped"
    NOT_OFFERED = "unoffered"
    """The library never had it, or does not offer it any more."""
    THERE = "there"
    """It lies there already."""
    FULL = "full"


def put(scene: Scene, client_id: ClientId, by: StaffId | None, resource: str, why: str = "") -> Put:
    """Puts something on a client's shelf, who hears of it with the message of a day."""
    client = scene.client(client_id)
    if client.status is ClientStatus.STOPPED:
        return Put.STOPPED
    found = resources.get(scene.connection, scene.memory, resource)
    if found is None or not found.is_offered:
        return Put.NOT_OFFERED
    there = shelves.of_client(scene.connection, scene.memory, client_id)
    if any(each.resource.code == found.code for each in there):
        return Put.THERE
    if len(there) >= MOST_ON_SHELF:
        return Put.FULL
    item = shelves.put(
        scene.connection,
        scene.memory,
        client_id,
        by,
        found.code,
        why,
        scene.now,
        tell_at=first_at(client, scene.now),
    )
    if by is not None:
        scene.note(by, Action.ASSIGNED, Kind.SHELF, item, subject=client_id)
    return Put.DONE


def make_true(scene: Scene, actor: Actor, effect: ShelfEffect) -> None:
    """Makes one effect true that is about a shelf."""
    match effect:
        case ListShelf(page, fresh):
            _show(scene, actor, ShelfList(page), fresh=fresh)
            _seen(scene, actor.client)
        case ShowShelfItem(item, fresh):
            shelves.opened(scene.connection, scene.memory, item, scene.now)
            _show(scene, actor, ShelfCard(item), fresh=fresh)
        case ReactToItem(item, reaction):
            shelves.react(scene.connection, scene.memory, item, reaction, scene.now)
        case TakeOffOwnShelf(item):
            shelves.remove(scene.connection, scene.memory, item, scene.now)
        case ShowShelfOf(client):
            _open(scene, actor, client)
        case PutOnShelf(client, resource, why):
            _answer(scene, actor, client, put(scene, client, actor.staff, resource, why))
        case TakeOffShelf(client, item):
            lies_there = shelves.client_of(scene.connection, scene.memory, item) == client
            if lies_there and shelves.remove(scene.connection, scene.memory, item, scene.now):
                scene.note(actor.staff, Action.WITHDRAWN, Kind.SHELF, item, subject=client)
                say_of(scene, actor, "staff-shelf-taken-off", client)
        case _:
            assert_never(effect)


def _show(scene: Scene, actor: Actor, content: OwnShelf, *, fresh: bool) -> None:
    scene.post(actor.person, content, key=actor.next_key(), slot=flow.SLOT, fresh=fresh)


def _seen(scene: Scene, client: ClientId) -> None:
    """Whoever looks at the shelf need not be told any more of what is new there."""
    shelf_telling.told(scene, shelf_telling.untold(scene, client))


# --- for the therapist ------------------------------------------------------------------------


def _open(scene: Scene, actor: Actor, client_id: ClientId) -> None:
    """Opens what lies there: with the form for who may change it, else to be looked at."""
    trigger = actor.inbound.answer_to
    if trigger is None:
        return
    client = scene.client(client_id)
    scene.note(actor.staff, Action.VIEWED, Kind.SHELF, client_id, subject=client_id)
    relation = to_client(scene, actor.staff, client_id)
    has_stopped = client.status is ClientStatus.STOPPED
    there = shelves.of_client(scene.connection, scene.memory, client_id)
    library = resources.of_practice(scene.connection, scene.memory)
    facts = ShelfFacts(
        client_id,
        client.code,
        there,
        tuple(each for each in library if each.is_offered),
        takes_messages=may_be_written_to(scene, client_id),
        locale=client.locale,
    )
    words = wording(scene.member(actor.staff).locale, scene.practice.zone)
    may_fill = may(scene.who(actor.staff), Capability.FILL_SHELF, relation)
    if may_fill and not has_stopped and (facts.offered or facts.there):
        shown: ShowForm | ShowWindow = ShowForm(trigger, shelf_forms.form(facts, words))
    else:
        shown = ShowWindow(trigger, shelf_forms.window(facts, words))
    scene.direct.append((actor.inbound.bot, shown))


def _answer(scene: Scene, actor: Actor, client: ClientId, became: Put) -> None:
    """Says in the chat what became of it; what it is called stays out of Slack's history."""
    if became is Put.DONE:
        tells = may_be_written_to(scene, client)
        say_of(scene, actor, "staff-shelf-put" if tells else "staff-shelf-put-quietly", client)
    else:
        say_of(scene, actor, f"staff-shelf-{became}", client)
