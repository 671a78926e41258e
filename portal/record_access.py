"""Who may read a client's record on the record page: one question, asked for every page."""

from collections.abc import Iterable

from care.people import ClientId, Role, StaffId
from portal.scene import Scene
from store import alerts, escalation, people
from store.people import Client


def may_read(scene: Scene, staff: StaffId, client: ClientId) -> bool:
    """Whether this member of staff may read this client's record now."""
    member = scene.member(staff)
    if not member.active:
        return False
    if Role.SUPERVISOR in member.roles:
        return True
    return client in {each.id for each in read_by(scene, staff)}


def read_by(scene: Scene, staff: StaffId) -> tuple[Client, ...]:
    """The clients whom this member of staff looks after now.

    A therapist's own; those of who is away and has named this member as deputy; and those about
    whom this member has an alert, as the chain passed it on, until it is resolved.
    """
    member = scene.member(staff)
    if not member.active or not member.roles & {Role.THERAPIST, Role.SUPERVISOR}:
        return ()
    everybody = people.clients(scene.connection, scene.memory).values()
    covered = set(_covered(scene, staff))
    told = {each.client for each in alerts.unresolved_for(scene.connection, scene.memory, staff)}
    return tuple(
        each
        for each in everybody
        if (each.therapist == staff and Role.THERAPIST in member.roles)
        or each.therapist in covered
        or each.id in told
    )


def _covered(scene: Scene, staff: StaffId) -> Iterable[StaffId]:
    """For whom this member stands in just now."""
    for each in escalation.absences(scene.connection, scene.memory, scene.now):
        if each.deputy == staff:
            yield each.staff
