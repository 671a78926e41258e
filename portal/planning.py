"""From a kept plan to check-ins: made ahead while the client agrees to be asked."""

from dataclasses import replace
from datetime import date, time, timedelta

from care.local_time import MIDNIGHT, instant, local_date, zone
from care.people import ClientId
from care.plan import CheckInPlan, before_sessions, daily, planned, questionnaire
from care.schedule import WAKES_AT, Every
from portal.scene import Actor, Scene
from questionnaires.library import Library
from store import appointments, check_in_days, check_ins
from store.check_ins import CheckInRow, CheckInState, Plan
from store.people import Client
from store.talks import Saved

AHEAD = timedelta(days=14)
"""How far ahead check-ins are made; a week before they run out, more are made."""

AGAIN = timedelta(days=7)

SESSIONS_AHEAD = timedelta(days=90)
"""How far ahead sessions are looked at, for what is asked before each of them."""


def calendar(scene: Scene, plan: Plan, client: Client) -> CheckInPlan:
    """A kept plan as the calendar understands it, on the client's own clock."""
    at = time.fromisoformat(client.check_in_at)
    asked = scene.library.instrument(plan.instrument, plan.version)
    make = daily if asked.is_daily else questionnaire
    return replace(
        make(plan.instrument, plan.version, at, plan.starts),
        every=plan.every,
        times=plan.times,
        wakes=time.fromisoformat(client.wakes_at) if client.wakes_at else WAKES_AT,
        draw=str(plan.id),
        eves=_eves(scene, plan, client, asked.at_most_every.days),
    )


def _eves(scene: Scene, plan: Plan, client: Client, least: int) -> frozenset[date]:
    """The days before the client's sessions, where the plan goes by them."""
    if plan.every is not Every.SESSION:
        return frozenset()
    here = zone(client.zone)
    since = instant(plan.starts, MIDNIGHT, here)
    until = scene.now + SESSIONS_AHEAD
    found = appointments.sessions(scene.connection, scene.memory, client.id, since, until)
    return before_sessions((local_date(each, here) for each in found), least)


def speaks(planned_or_open: Plan | CheckInRow, client: Client, library: Library) -> bool:
    """Whether the scale has words in the client's language: in another it is not sent."""
    asked = planned_or_open
    known = library.wording(asked.instrument, asked.version, client.locale)
    return known is not None


def make_check_ins(scene: Scene, client: Client, plan: Plan) -> None:
    """Makes the check-ins of the next two weeks that are not there yet."""
    here = zone(client.zone)
    today = local_date(scene.now, here)
    until = today + AHEAD
    found = [
        each
        for each in planned(calendar(scene, plan, client), here, today, until)
        if each.opens_at > scene.now
    ]
    check_ins.materialise(scene.connection, scene.memory, plan, found)
    is_over = plan.every is Every.ONCE and plan.starts <= until
    check_ins.change_plan(
        scene.connection,
        scene.memory,
        plan.id,
        planned_to=until,
        plan_again_at=None if is_over else scene.now + AGAIN,
    )


def plan_anew(scene: Scene, client_id: ClientId) -> None:
    """Makes a client's unopened check-ins again; today's stays as it was planned."""
    client = scene.client(client_id)
    today = local_date(scene.now, zone(client.zone))
    check_ins.forget_planned(scene.connection, scene.memory, client.id, after=today)
    for plan in check_ins.plans(scene.connection, scene.memory, client.id):
        if plan.active:
            make_check_ins(scene, client, plan)


def follow_sessions(scene: Scene, client: Client) -> None:
    """A session was entered, moved or cancelled: what comes before each of them is made anew."""
    for plan in check_ins.plans(scene.connection, scene.memory, client.id):
        if plan.every is Every.SESSION and plan.active:
            check_in_days.forget_coming(scene.connection, scene.memory, plan.id, scene.now)
            make_check_ins(scene, client, plan)


def begin_plans(scene: Scene, client_id: ClientId) -> None:
    """Takes the check-ins up again, from the next check-in time on."""
    client = scene.client(client_id)
    for plan in check_ins.plans(scene.connection, scene.memory, client_id):
        check_ins.change_plan(scene.connection, scene.memory, plan.id, active=True)
        make_check_ins(scene, client, replace(plan, active=True))


def close_unspoken(scene: Scene, actor: Actor, client_id: ClientId) -> None:
    """Closes what is open and has no words in the client's language; it was not missed."""
    client = scene.client(client_id)
    for found, _ in check_ins.open_for(scene.connection, scene.memory, [client_id], [], scene.now):
        if not speaks(found, client, scene.library):
            closed = CheckInState.CANCELLED if found.missed_at is None else CheckInState.MISSED
            check_ins.move(
                scene.connection, scene.memory, found, closed, None, finished_at=scene.now
            )
            scene.talks.append(Saved(actor.person, found.token, None))


def end_plans(scene: Scene, client_id: ClientId) -> None:
    """Nothing more is asked: what is planned is forgotten, and what is open is closed."""
    connection, memory = scene.connection, scene.memory
    check_ins.forget_planned(connection, memory, client_id)
    check_ins.close_open(connection, memory, client_id, scene.now)
    for plan in check_ins.plans(connection, memory, client_id):
        check_ins.change_plan(connection, memory, plan.id, active=False, plan_again_at=None)
