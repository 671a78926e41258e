"""What a client agrees to now: the one place that is asked before anything is kept or told."""

from collections.abc import Iterable

from care.consent import Purpose
from care.discharge import holding
from care.people import ClientId, ClientStatus
from portal.scene import Scene
from store import people


def agrees(scene: Scene, client: ClientId, purpose: Purpose) -> bool:
    """Whether this client agrees to this purpose at this instant."""
    return purpose in agreed(scene, [client])[client]


def may_be_written_to(scene: Scene, client: ClientId) -> bool:
    """Whether the client agrees to be written to; before joining nobody was asked."""
    is_invited = scene.client(client).status is ClientStatus.INVITED
    return is_invited or agrees(scene, client, Purpose.MESSAGES)


def still_agrees(scene: Scene, client: ClientId, purpose: Purpose) -> bool:
    """Whether a client who has not stopped agrees to this purpose."""
    is_over = scene.client(client).status is ClientStatus.STOPPED
    return not is_over and agrees(scene, client, purpose)


def agreed(scene: Scene, clients: Iterable[ClientId]) -> dict[ClientId, frozenset[Purpose]]:
    """All that these clients agree to, asked for many at once and once a scene."""
    wanted = list(clients)
    if unknown := [each for each in wanted if each not in scene.consents]:
        scene.know_clients(unknown)
        given = people.consents(scene.connection, scene.memory, unknown)
        for each in unknown:
            purposes = given.get(each)
            scene.consents[each] = (
                holding(purposes, scene.client(each).status) if purposes else frozenset()
            )
    return {each: scene.consents[each] for each in wanted}


def given(scene: Scene, client: ClientId) -> frozenset[Purpose]:
    """What this client has agreed to and not taken back, whether or not it rests."""
    found = people.consents(scene.connection, scene.memory, [client])
    return found.get(client, frozenset())


def forget(scene: Scene, client: ClientId) -> None:
    """What the client agrees to has changed."""
    scene.consents.pop(client, None)
