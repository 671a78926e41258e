"""When a client is asked: the plans as people say them, how many messages that is, and changes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import Connection

from care.access import Capability
from care.audit import Action, Kind
from care.local_time import local_date, zone
from care.plan import CheckInPlan, messages_a_week, planned
from care.schedule import WAKES_AT, AfterWaking, Every, Schedule
from portal.auditing import by_administrator, noted
from portal.commands.chosen import known, speak, understood
from portal.needs import needs
from portal.office import NotPossible, Office, client_of, practice_of
from portal.planning import calendar, plan_anew
from portal.scene import Scene
from store import check_ins
from store.check_ins import Plan
from store.ids import new_id
from store.people import Client

SHOWN, LOOKED_AT = 3, timedelta(days=60)
"""How many of the next check-ins are shown, and how far ahead they are looked for."""


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
            return _told(scene, client, plans)
        wanted = _wanted(scene, client, plans, instrument, said)
        others = [each for each in plans if each.instrument != wanted.instrument]
        before = _told(scene, client, plans)["messages_a_week"]
        if keep:
            _keep(scene, client, wanted, is_new=len(others) == len(plans))
            by_administrator(
                office,
                connection,
                memory,
                Action.CONFIGURED,
                Kind.CLIENT,
                client.id,
                subject=client.id,
            )
        told = _told(scene, scene.client(client.id), [*others, wanted])
        return {
            **told,
            "changed": wanted.instrument,
            "kept": keep,
            "messages_a_week_before": before,
        }

    # A look goes the same way as a change, up to the last step.
    return await office.database.write(look)


def _wanted(
    scene: Scene, client: Client, plans: Sequence[Plan], instrument: str, said: str
) -> Plan:
    """The plan as it would be."""
    asked = known(instrument.strip().lower(), scene.library)
    speak(asked, client.locale, scene.library)
    schedule = understood(asked, said)
    today = local_date(scene.now, zone(client.zone))
    begins = today + timedelta(days=1)
    found = next((each for each in plans if each.instrument == asked.code), None)
    if found is None:
        is_asked = any(each.active for each in plans)
        return Plan(
            new_id(),
            client.id,
            asked.code,
            asked.version,
            schedule.every,
            begins,
            is_asked,
            None,
            schedule.times,
        )
    starts = found.starts if found.every is schedule.every else begins
    return replace(found, every=schedule.every, times=schedule.times, starts=starts)


def _keep(scene: Scene, client: Client, wanted: Plan, *, is_new: bool) -> None:
    if is_new:
        check_ins.add_plan(scene.connection, scene.memory, wanted, None)
    else:
        check_ins.change_plan(
            scene.connection,
            scene.memory,
            wanted.id,
            every=wanted.every.value,
            times=str(wanted.times) or None,
            starts=wanted.starts,
        )
    if isinstance(wanted.times, AfterWaking) and client.wakes_at is None:
        scene.change_client(client.id, wakes_at=f"{WAKES_AT:%H:%M}")
    plan_anew(scene, client.id)


def _told(scene: Scene, client: Client, plans: Sequence[Plan]) -> dict[str, Any]:
    here = zone(client.zone)
    today = local_date(scene.now, here)
    # What was asked once, and is over, is no part of what is asked.
    plans = [each for each in plans if each.every is not Every.ONCE or each.starts >= today]
    calendars = [calendar(scene, each, client) for each in plans]
    tomorrow = local_date(scene.now, here) + timedelta(days=1)
    return {
        "client": client.code,
        "zone": client.zone,
        "check_in_at": client.check_in_at,
        "wakes_at": client.wakes_at,
        "messages_a_week": messages_a_week(calendars, tomorrow),
        "plans": [
            {
                "instrument": plan.instrument,
                "schedule": Schedule(plan.every, plan.times).text,
                "active": plan.active,
                "next": _next(asked, tomorrow, client),
            }
            for plan, asked in zip(plans, calendars, strict=True)
        ],
    }


def _next(asked: CheckInPlan, first: date, client: Client) -> list[str]:
    """The next few check-ins, on the client's own clock."""
    here = zone(client.zone)
    found = islice(planned(asked, here, first, first + LOOKED_AT), SHOWN)
    return [f"{each.opens_at.astimezone(here):%Y-%m-%d %H:%M}" for each in found]


def follow_sessions(scene: Scene, client: Client) -> None:
    """A session was entered: what comes before each of them is planned anew."""
    plans = check_ins.plans(scene.connection, scene.memory, client.id)
    if any(each.every is Every.SESSION and each.active for each in plans):
        plan_anew(scene, client.id)
