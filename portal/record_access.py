"""Whose records somebody may read on the record page; the one table of `care.access` says so."""

from care.access import Capability, Relation, may
from care.people import ClientId, StaffId
from portal.scene import Scene
from portal.standing import to_client
from store import alerts, people, record_links, record_visits
from store.people import Client


def may_open(scene: Scene, staff: StaffId, client: ClientId) -> bool:
    """Whether this member of staff may read this client's record now."""
    relation = to_client(scene, staff, client)
    return may(scene.who(staff), Capability.READ_RECORD, relation)


def may_arrange(scene: Scene, staff: StaffId, client: ClientId) -> bool:
    """Whether this member of staff treats this client, and so decides with them what is done."""
    relation = to_client(scene, staff, client)
    return may(scene.who(staff), Capability.ARRANGE_CLIENT, relation)


def may_write(scene: Scene, staff: StaffId, client: ClientId) -> bool:
    """Whether this member of staff may write notes of sessions with this client now."""
    relation = to_client(scene, staff, client)
    return may(scene.who(staff), Capability.WRITE_NOTE, relation)


def readable(scene: Scene, staff: StaffId, code: str) -> Client | None:
    """The client of this code, if this member of staff may read about that client now."""
    client = people.client_coded(scene.connection, scene.memory, code)
    return client if client is not None and may_open(scene, staff, client.id) else None


def writable(scene: Scene, staff: StaffId, code: str) -> Client | None:
    """The client of this code, if this member of staff may write notes about that client now."""
    client = people.client_coded(scene.connection, scene.memory, code)
    return client if client is not None and may_write(scene, staff, client.id) else None


def shut_out(scene: Scene, staff: StaffId) -> None:
    """Ends every visit of this member of staff, and every link that was not used yet."""
    record_visits.end_all(scene.connection, scene.memory, staff, scene.now)
    record_links.end_all(scene.connection, scene.memory, staff, scene.now)


def looked_after(scene: Scene, staff: StaffId) -> tuple[Client, ...]:
    """The clients whose news belong on this member's reading list.

    Their own, and those about whom they have an alert, as far as they may read the record.
    """
    who = scene.who(staff)
    told = {each.client for each in alerts.unresolved_for(scene.connection, scene.memory, staff)}
    found = []
    for client in people.clients(scene.connection, scene.memory).values():
        is_own = client.therapist == staff
        relation = Relation.OWN_CLIENT if is_own else Relation.HANDED_OVER
        if (is_own or client.id in told) and may(who, Capability.READ_RECORD, relation):
            found.append(client)
    return tuple(found)
