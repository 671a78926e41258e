"""A client's schedules: as they are told, as another would be, and kept."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from typing import Any

from care.appointments import eve
from care.consent import Purpose
from care.homework import State
from care.local_time import local_date, zone
from care.plan import CheckInPlan, messages_a_week, planned
from care.schedule import WAKES_AT, AfterWaking, Every, Schedule
from portal.agreed import agrees
from portal.chosen import known, speak, understood
from portal.planning import calendar, plan_anew
from portal.scene import Scene
from questionnaires.instrument import Instrument
from store import appointments, check_ins, homework, notes_due, people, shelves
from store.check_ins import Plan
from store.ids import new_id
from store.people import Client

SHOWN, LOOKED_AT = 3, timedelta(days=60)
"""How many of the next check-ins are shown, and how far ahead they are looked for."""


def wanted(scene: Scene, client: Client, plans: Sequence[Plan], instrument: str, said: str) -> Plan:
    """The plan as it would be."""
    asked = known(instrument.strip().lower(), scene.library)
    speak(asked, client.locale, scene.library)
    schedule = understood(asked, said)
    today = local_date(scene.now, zone(client.zone))
    found = next((each for each in plans if each.instrument == asked.code), None)
    begins = schedule.first_day(_from(scene, found, client, asked, today))
    is_asked = _is_asked(scene, client)
    if found is None:
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
    keeps_days = found.every is schedule.every and schedule.weekday in (None, found.weekday)
    starts = found.starts if keeps_days else begins
    return replace(
        found,
        every=schedule.every,
        times=schedule.times,
        starts=starts,
        # After a readmission each is asked again as soon as it is set.
        active=found.active or is_asked,
    )


def _is_asked(scene: Scene, client: Client) -> bool:
    """Whether this client is asked anything now: has joined, takes part, and agrees to it."""
    return client.status.takes_part and agrees(scene, client.id, Purpose.CHECK_INS)


def _from(scene: Scene, found: Plan | None, client: Client, asked: Instrument, today: date) -> date:
    """The first day that is neither today nor too close behind what was asked by now."""
    least = timedelta(days=1)
    if found is None or not found.active:
        return today + least
    was = calendar(scene, found, client)
    apart = asked.at_most_every.days
    days = (today - timedelta(days=back) for back in range(apart))
    last = next((day for day in days if was.comes_on(day)), None)
    return today + least if last is None else last + timedelta(days=apart)


def keep(scene: Scene, client: Client, wanted: Plan) -> None:
    """Keeps the plan, and makes what is planned and not opened anew.

    Two who keep a plan for the same instrument at once keep one: it is asked once.
    """
    people.hold(scene.connection, scene.memory, client.id)
    held = check_ins.plans(scene.connection, scene.memory, client.id)
    there = next((each for each in held if each.instrument == wanted.instrument), None)
    if there is None:
        check_ins.add_plan(scene.connection, scene.memory, wanted, None)
    else:
        check_ins.change_plan(
            scene.connection,
            scene.memory,
            there.id,
            every=wanted.every.value,
            times=str(wanted.times) or None,
            starts=wanted.starts,
            active=wanted.active,
        )
    if isinstance(wanted.times, AfterWaking) and client.wakes_at is None:
        scene.change_client(client.id, wakes_at=f"{WAKES_AT:%H:%M}")
    plan_anew(scene, client.id)


def told(scene: Scene, client: Client, plans: Sequence[Plan]) -> dict[str, Any]:
    """What a client is asked when, and how many messages a week that comes to."""
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
        "messages_a_week": messages_a_week(calendars, tomorrow, *_else_told(scene, client)),
        "plans": [
            {
                "instrument": plan.instrument,
                "schedule": Schedule(plan.every, plan.times, plan.weekday).text,
                "active": plan.active,
                "next": _next(asked, tomorrow, client),
            }
            for plan, asked in zip(plans, calendars, strict=True)
        ],
    }


def _else_told(scene: Scene, client: Client) -> tuple[set[date], list[date]]:
    """The days on which homework, the shelf or a session is told of, and those of sessions."""
    here, now = zone(client.zone), scene.now
    tomorrow = local_date(now, here) + timedelta(days=1)
    pieces = homework.of_client(scene.connection, scene.memory, client.id)
    news = shelves.untold(scene.connection, scene.memory, client.id)
    sessions = appointments.coming(scene.connection, scene.memory, client.id, now)
    instants = [
        at
        for each in sessions
        if each.confirmed_at is None
        and (at := eve(each.starts_at, client.check_in_at, here, now)) is not None
    ]
    days = {local_date(each, here) for each in instants}
    days |= {each.due_on for each in pieces if each.state is State.OPEN and each.due_on is not None}
    waiting = notes_due.untold(scene.connection, scene.memory, client.id, now + timedelta(days=1))
    if news or waiting or any(each.told_at is None for each in sessions):
        # What is new is told with the next message.
        days.add(tomorrow)
    return days, [local_date(each.starts_at, here) for each in sessions]


def _next(asked: CheckInPlan, first: date, client: Client) -> list[str]:
    """The next few check-ins, on the client's own clock."""
    here = zone(client.zone)
    found = islice(planned(asked, here, first, first + LOOKED_AT), SHOWN)
    return [f"{each.opens_at.astimezone(here):%Y-%m-%d %H:%M}" for each in found]
