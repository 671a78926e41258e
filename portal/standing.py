"""How somebody in a scene stands to something; who is no member of staff stands to it in no way."""

from datetime import datetime
from uuid import UUID

from care.access import Relation
from care.people import ClientId, ClientStatus, StaffId
from portal.scene import Scene
from store import episodes, groups, known_answers, relations
from store.people import Client


def to_client(scene: Scene, staff: StaffId | None, wanted: ClientId) -> Relation:
    """How somebody stands to a client."""
    if staff is None:
        return Relation.NONE
    return relations.to_client(scene.connection, scene.memory, staff, wanted)


def to_deputised(scene: Scene, staff: StaffId | None, wanted: ClientId) -> Relation:
    """How somebody stands to a client whose therapist is away: handed over to who stands in now."""
    away = scene.away(scene.client(wanted).therapist)
    if staff is not None and away is not None and away.deputy == staff:
        return Relation.HANDED_OVER
    return to_client(scene, staff, wanted)


def to_alert(scene: Scene, staff: StaffId | None, wanted: UUID) -> Relation:
    """How somebody stands to an alert."""
    if staff is None:
        return Relation.NONE
    return relations.to_alert(scene.connection, scene.memory, staff, wanted)


def to_case(scene: Scene, staff: StaffId | None, wanted: UUID) -> Relation:
    """How somebody stands to a case of a group."""
    if staff is None:
        return Relation.NONE
    return relations.to_case(scene.connection, scene.memory, staff, wanted)


def to_group(scene: Scene, staff: StaffId | None, wanted: UUID) -> Relation:
    """How somebody stands to a group: it is theirs when they lead it."""
    if staff is None:
        return Relation.NONE
    leads = groups.facilitator(scene.connection, scene.memory, wanted)
    if leads is None:
        return Relation.OTHER_PRACTICE
    return Relation.OWN_GROUP if leads == staff else Relation.OTHER_GROUP


def to_message(scene: Scene, staff: StaffId | None, wanted: UUID) -> Relation:
    """How somebody stands to a message."""
    if staff is None:
        return Relation.NONE
    return relations.to_message(scene.connection, scene.memory, staff, wanted)


def to_known(scene: Scene, staff: StaffId | None, wanted: UUID) -> Relation:
    """How somebody stands to the client of whom an answer was marked as known."""
    client = known_answers.client_of(scene.connection, scene.memory, wanted)
    return Relation.OTHER_PRACTICE if client is None else to_client(scene, staff, client)


def ended_at(scene: Scene, client: Client) -> datetime | None:
    """When a former client's therapy ended here; None for everybody else."""
    if client.status is not ClientStatus.DISCHARGED:
        return None
    return episodes.ended(scene.connection, scene.memory, [client.id]).get(client.id)
