"""Who is on call on the next days, and whether they are there."""

from datetime import date
from functools import cache

from care.local_time import MIDNIGHT, instant, local_date, zone
from care.people import StaffId
from conversations.on_call_showing import DayOnCall
from portal.chain_deeds import chain_of
from portal.scene import Scene
from store import escalation, on_call


def coming(scene: Scene, days: int) -> tuple[DayOnCall, ...]:
    """The next days that have urgent hours; none where the practice has no rota."""
    rota = on_call.rota(scene.connection, scene.memory)
    if rota.is_empty:
        return ()
    here, names = zone(scene.practice.zone), scene.names()
    today = local_date(scene.now, here)
    until = {
        each.staff: each.until
        for each in escalation.absences(scene.connection, scene.memory, scene.now)
    }

    @cache
    def reached(who: StaffId) -> bool:
        return chain_of(scene, who).reaches_therapist

    def told(day: date, who: StaffId | None) -> DayOnCall:
        if who is None:
            return DayOnCall(day)
        back = until.get(who)
        begins = max(instant(day, MIDNIGHT, here), scene.now)
        away = back is not None and back > begins
        return DayOnCall(day, names.get(who, ""), away or not reached(who))

    urgent = scene.practice.urgent_hours
    return tuple(told(*each) for each in rota.coming(today, urgent, days).items())
