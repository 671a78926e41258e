"""Second factors of the record page, as far as an administrator has to do with them."""

from typing import Any

from sqlalchemy import Connection

from care.access import Capability
from care.audit import Action, Kind
from conversations.contents import Lane, Line, Sentences
from portal import auditing
from portal.auditing import by_administrator
from portal.commands.staff import member_named
from portal.needs import needs
from portal.office import NotPossible, Office, practice_of
from portal.scene import Scene
from store import people, record_visits, second_factors


@needs(Capability.MANAGE_STAFF)
async def second_factor_reset(
    office: Office, *, name: str, practice: str | None = None
) -> dict[str, Any]:
    """Takes a second factor away, ends the visits of its owner, and tells them in Slack."""
    of_practice = await practice_of(office, practice)
    memory, now = office.memory(of_practice.id), office.clock.now()

    def keep(connection: Connection) -> str:
        found = member_named(people.members(connection, memory), name)
        if not second_factors.reset(connection, memory, found.id):
            raise NotPossible(
                f"{found.name} has no second factor yet: it is set up when the record page is "
                "first opened."
            )
        record_visits.end_all(connection, memory, found.id, now)
        by_administrator(office, connection, memory, Action.REVOKED, Kind.SECOND_FACTOR, found.id)
        scene = Scene.begin(connection, memory, now)
        scene.post(
            scene.account(found.id, staff=True),
            Sentences((Line("record-told-reset"),)),
            key=f"second-factor:{found.id}:{now.timestamp():.6f}",
            lane=Lane.THERAPIST,
        )
        auditing.post(scene, None)
        return found.name

    told = await office.database.write(keep)
    return {"therapist": told, "second_factor": "reset", "practice": of_practice.name}
