"""A client's pause: nothing is asked meanwhile, nothing counts as missed, and it ends by itself."""

from datetime import datetime

from care.budget import Unasked
from care.consent import Purpose
from care.people import ClientId, ClientStatus
from conversations.contents import Line, Sentences
from conversations.flows import pausing
from portal import note_deeds, shelf_telling, unasked
from portal.agreed import agrees
from portal.home_deeds import refresh
from portal.scene import Actor, Scene
from store import check_ins, outbox, pauses
from store.people import Client


def pause(scene: Scene, actor: Actor, until: datetime) -> None:
    """No reminder and no check-in until then; what is open stays open for whoever likes."""
    if actor.person.client is None:
        return
    client = scene.client(actor.person.client)
    if not client.status.takes_part:
        return
    scene.change_client(client.id, status=ClientStatus.PAUSED.value, paused_until=until)
    pauses.begin(scene.connection, scene.memory, client.id, scene.now)
    practice, person = scene.memory.practice, actor.person.id
    for written_at in outbox.cancel_unasked(scene.connection, practice, person, scene.now):
        shelf_telling.untell(scene, client.id, written_at)
        check_ins.untell(scene.connection, scene.memory, client.id, written_at)
        note_deeds.untell(scene, client.id, written_at)
    note_deeds.pauses(scene, client, until)
    refresh(scene, [client.therapist])


def resume(scene: Scene, actor: Actor) -> None:
    """Ends a pause early; who ends it needs no word that it is over."""
    if actor.person.client is None:
        return
    client = scene.client(actor.person.client)
    if client.status is ClientStatus.PAUSED:
        _end(scene, client)
        is_told(scene, client.id)


def end_over(scene: Scene, client_id: ClientId) -> None:
    """Ends a pause whose time has come; the next check-in says so in its own message."""
    client = scene.client(client_id)
    _end(scene, client)
    if agrees(scene, client_id, Purpose.CHECK_INS):
        return
    is_told(scene, client_id)
    permit = unasked.leave(scene, scene.client(client_id), Unasked.PAUSE_OVER)
    if permit is not None:
        scene.post_unasked(
            permit,
            scene.account(client_id),
            Sentences((Line(pausing.OVER),)),
            key=f"pause-over:{client_id}:{scene.now.timestamp():.0f}",
        )


def _end(scene: Scene, client: Client) -> None:
    scene.change_client(client.id, status=ClientStatus.ACTIVE.value, resumed_at=scene.now)
    pauses.end(scene.connection, scene.memory, client.id, scene.now)
    note_deeds.came_back(scene, client.id)
    refresh(scene, [client.therapist])


def is_told(scene: Scene, client: ClientId) -> None:
    """The client knows that the pause is over."""
    scene.change_client(client, paused_until=None)


def just_over(client: Client) -> bool:
    """Whether a pause has ended of which the client was not told yet."""
    return client.status is ClientStatus.ACTIVE and client.paused_until is not None


def over(scene: Scene, limit: int) -> tuple[ClientId, ...]:
    """Whose pause is over now."""
    return pauses.over(scene.connection, scene.memory, scene.now, limit)
