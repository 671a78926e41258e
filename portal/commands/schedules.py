"""When a client is asked: the plans as people say them, how many messages that is, and changes."""

from typing import Any

from sqlalchemy import Connection

from care.access import Capability
from care.audit import Action, Kind
from care.people import ClientStatus
from portal.auditing import by_administrator, noted
from portal.needs import needs
from portal.office import NotPossible, Office, client_of, practice_of
from portal.scene import Scene
from portal.scheduling import keep as keep_plan
from portal.scheduling import told
from portal.scheduling import wanted as wanted_plan
from store import check_ins


@needs(Capability.MANAGE_CLIENTS)
async def client_schedule(
    office: Office,
    *,
    code: str,
    instrument: str | None = None,
    said: str | None = None,
    keep: bool = False,
    practice: str | None = None,
) -> dict[str, Any]:
    """What a client is asked when; with an instrument and a schedule, how that would be.

    It is kept only when that is asked for: how many messages a week it comes to is known before.
    """
    of_practice = await practice_of(office, practice)
    memory = office.memory(of_practice.id)
    client = await client_of(office, memory, code)
    if (instrument is None) != (said is None):
        raise NotPossible("Say which instrument and when, as: phq9 “every two weeks at 18:00”.")
    if instrument is None or said is None:
        await noted(office, memory, Action.VIEWED, Kind.CLIENT, client.id, subject=client.id)

    def look(connection: Connection) -> dict[str, Any]:
        scene = Scene.begin(connection, memory, office.clock.now())
        plans = check_ins.plans(connection, memory, client.id)
        if instrument is None or said is None:
            return told(scene, client, plans)
        if scene.client(client.id).status is ClientStatus.DISCHARGED:
            raise NotPossible(
                f"{client.code} was discharged, so nothing is asked. To begin again: "
                f"portal client readmit {client.code}"
            )
        wanted = wanted_plan(scene, client, plans, instrument, said)
        others = [each for each in plans if each.instrument != wanted.instrument]
        before = told(scene, client, plans)["messages_a_week"]
        if keep:
            keep_plan(scene, client, wanted)
            by_administrator(
                office,
                connection,
                memory,
                Action.CONFIGURED,
                Kind.CLIENT,
                client.id,
                subject=client.id,
            )
        then = told(scene, scene.client(client.id), [*others, wanted])
        return {
            **then,
            "changed": wanted.instrument,
            "kept": keep,
            "messages_a_week_before": before,
        }

    # A look goes the same way as a change, up to the last step.
    return await office.database.write(look)
