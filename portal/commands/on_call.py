"""Who is on call: shown with its gaps, and set for weekdays or one date."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from care.access import Capability
from care.audit import Action, Kind
from care.local_time import local_date, zone
from care.on_call import AHEAD, DaysNotUnderstood, days, in_words
from portal.auditing import by_administrator
from portal.commands.staff import called, who_may_stand_in
from portal.needs import needs
from portal.office import NotPossible, Office, practice_of
from portal.rota import coming
from portal.scene import Scene
from store import on_call, people
from store.memory import Memory


@needs(Capability.CONFIGURE_PRACTICE)
async def practice_on_call(
    office: Office,
    *,
    when: str | None = None,
    name: str | None = None,
    nobody: bool = False,
    practice: str | None = None,
) -> dict[str, Any]:
    """Who is on call; with days and a name, or nobody, how it is from now on."""
    found = await practice_of(office, practice)
    memory = office.memory(found.id)
    if when is None and (name is not None or nobody):
        raise NotPossible("Say which days as well, as: mon-fri “Mira Winter”.")
    if when is not None and (name is not None) == nobody:
        raise NotPossible("Say who is on call on these days, by name, or --nobody.")

    def keep(connection: Connection) -> dict[str, Any]:
        if when is not None:
            put_on(connection, memory, when, name)
            by_administrator(office, connection, memory, Action.CONFIGURED, Kind.PRACTICE, found.id)
        scene = Scene.begin(connection, memory, office.clock.now())
        return {"practice": found.name, **shown(scene)}

    return await office.database.write(keep)


def put_on(connection: Connection, memory: Memory, when: str, name: str | None) -> None:
    """Keeps who of the staff is on call on days in words; None: nobody."""
    try:
        wanted = days(when)
    except DaysNotUnderstood as trouble:
        raise NotPossible(str(trouble)) from None
    known = who_may_stand_in(connection, memory)
    member = known.get(called(name)) if name is not None else None
    if name is not None and member is None:
        there = ", ".join(each.name for each in known.values()) or "nobody yet"
        raise NotPossible(f"There is no therapist or supervisor named {name}. There are: {there}")
    on_call.put_on(connection, memory, wanted, None if member is None else member.id)


def week_lines(connection: Connection, memory: Memory) -> list[str]:
    """The weekdays of each, as a practice file has them."""
    names = {each.id: each.name for each in people.members(connection, memory)}
    week = in_words(on_call.rota(connection, memory).week)
    return [f"{said}: {names[each]}" for each, said in week.items() if each in names]


def keep_week(connection: Connection, memory: Memory, lines: Sequence[str]) -> list[str]:
    """Makes the week what these lines say; the names that are no staff who may stand in."""
    known = who_may_stand_in(connection, memory)
    missing = []
    if list(lines) == week_lines(connection, memory):
        return []
    on_call.put_on(connection, memory, range(7), None)
    for line in lines:
        when, colon, name = line.partition(":")
        if not colon or not name.strip():
            raise NotPossible(f"{line!r} does not say days and a name, as “mon-fri: Mira Winter”.")
        if called(name) not in known:
            missing.append(name.strip())
            continue
        put_on(connection, memory, when, name)
    return missing


def shown(scene: Scene) -> dict[str, Any]:
    """The weekdays of each, and the next two weeks day by day."""
    rota, names = on_call.rota(scene.connection, scene.memory), scene.names()
    today = local_date(scene.now, zone(scene.practice.zone))
    return {
        "week": {names[each]: said for each, said in in_words(rota.week).items()},
        "dates": {
            day.isoformat(): names[who] if who is not None else None
            for day, who in sorted(rota.dates.items())
            if day >= today
        },
        "days": [
            {"day": each.day.isoformat(), "on_call": each.name or None, "absent": each.absent}
            for each in coming(scene, AHEAD)
        ],
    }
