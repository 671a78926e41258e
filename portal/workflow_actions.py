"""What a workflow does, each the way a person would: asked, told, in the same rows and letters."""

from dataclasses import replace
from datetime import timedelta
from typing import assert_never

from care.alerts import Urgency
from care.consent import Purpose
from care.homework import Given
from care.local_time import local_date, zone
from care.people import ClientId
from care.schedule import Every
from care.workflows import (
    Action,
    AskScale,
    Did,
    GiveHomework,
    GiveResource,
    Outcome,
    TellTherapist,
    kind_of,
)
from conversations.contents import Lane, WorkflowCard
from portal.agreed import agrees
from portal.homework_deeds import assign
from portal.planning import calendar, make_check_ins
from portal.scene import Scene
from portal.shelf_deeds import Put, put
from portal.staff_deeds import ordinary_at
from store import check_in_days, check_ins
from store.check_ins import Plan
from store.ids import new_id
from store.workflows import Run

_BECAME = {
    Put.DONE: Outcome.DONE,
    Put.STOPPED: Outcome.PAUSED,
    Put.NOT_OFFERED: Outcome.RETIRED,
    Put.THERE: Outcome.ON_SHELF,
    Put.FULL: Outcome.SHELF_FULL,
}


def carry_out(scene: Scene, run: Run, action: Action, *, is_active: bool) -> Did:
    """Does one thing; in a pause, and after the end, nothing is done, and the run says so."""
    kind, about = kind_of(action)
    if not is_active:
        return Did(kind, about, Outcome.PAUSED)
    match action:
        case AskScale(instrument, days):
            return ask(scene, run.client, instrument, days)
        case TellTherapist():
            return _tell(scene, run)
        case GiveHomework():
            return _assign(scene, run.client, action)
        case GiveResource(code):
            return Did("resource", code, _BECAME[put(scene, run.client, None, code)])
        case _:
            assert_never(action)


def ask(scene: Scene, client_id: ClientId, code: str, days: int) -> Did:
    """Plans a check-in of its own: it opens, waits and is told of as every other does."""
    client = scene.client(client_id)
    library = scene.library
    on = local_date(scene.now, zone(client.zone)) + timedelta(days=days)
    version = library.newest_version(code)
    if version is None or library.is_retired(code):
        return Did("ask", code, Outcome.RETIRED)
    if not agrees(scene, client_id, Purpose.CHECK_INS):
        return Did("ask", code, Outcome.NOT_AGREED)
    if library.wording(code, version, client.locale) is None:
        return Did("ask", code, Outcome.UNSPOKEN)
    plans = [
        each
        for each in check_ins.plans(scene.connection, scene.memory, client_id)
        if each.instrument == code
    ]
    apart = timedelta(days=library.instrument(code, version).at_most_every.days - 1)
    near = [on + timedelta(days=n) for n in range(-apart.days, apart.days + 1)]
    is_asked = check_in_days.is_asked(
        scene.connection, scene.memory, client_id, code, near[0], near[-1]
    )
    today = local_date(scene.now, zone(client.zone))
    to_come = [day for day in near if day >= today]
    calendars = [calendar(scene, each, client) for each in plans if each.active]
    if is_asked or any(each.comes_on(day) for each in calendars for day in to_come):
        return Did("ask", code, Outcome.ASKED_ANYWAY)
    before = next((each for each in plans if each.every is Every.ONCE), None)
    if before is None:
        plan = Plan(new_id(), client_id, code, version, Every.ONCE, on, True, None)
        check_ins.add_plan(scene.connection, scene.memory, plan, None)
    else:
        # One row for whatever is asked of it once: the last time is over.
        plan = replace(before, version=version, starts=on, active=True)
        check_ins.change_plan(
            scene.connection, scene.memory, plan.id, version=version, starts=on, active=True
        )
    make_check_ins(scene, client, plan)
    return Did("ask", code, Outcome.DONE, on)


def _assign(scene: Scene, client_id: ClientId, action: GiveHomework) -> Did:
    """Homework by nobody in particular: it waits for a day on which the client is written to."""
    due = local_date(scene.now, zone(scene.client(client_id).zone)) + timedelta(
        days=action.due_in_days
    )
    made = assign(scene, client_id, None, Given(action.title, action.text, due))
    return Did(
        "homework", action.title, Outcome.DONE if made is not None else Outcome.NOT_AGREED, due
    )


def _tell(scene: Scene, run: Run) -> Did:
    """The therapist reads of it in working hours, or when back."""
    if not agrees(scene, run.client, Purpose.ALERTS):
        return Did("tell", "", Outcome.NOT_AGREED)
    therapist = scene.client(run.client).therapist
    scene.post(
        scene.account(therapist, staff=True),
        WorkflowCard(run.id, run.client),
        key=f"workflow:{run.id}",
        lane=Lane.THERAPIST,
        not_before=ordinary_at(scene, therapist, Urgency.TODAY),
    )
    return Did("tell", "", Outcome.DONE)
