"""Check-ins that are due: opened, reminded of, and told in the day's one message."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import count
from uuid import UUID

from care.budget import Pace, Standing, Unasked
from care.local_time import instant, local_date, zone
from conversations.contents import Line
from conversations.flows import checkin, pausing
from portal import (
    appointment_telling,
    goal_telling,
    homework_telling,
    note_telling,
    pauses,
    shelf_telling,
    therapist_telling,
    unasked,
)
from portal.around import Around
from portal.check_in_deeds import first_question, prompt_key
from portal.planning import calendar, speaks
from portal.scene import Scene
from questionnaires.catalogue import PULSE
from questionnaires.library import Library
from store import check_ins
from store.check_ins import CheckInRow, CheckInState
from store.people import Client

PROMPT = timedelta(hours=1)
ASKED_FROM, ASKED_UNTIL = time(8), time(21)
"""Nobody is asked at night because we come back from an outage then."""


def close(scene: Scene, found: CheckInRow, state: CheckInState) -> bool:
    """Ends a check-in; whether it was this that did.

    One that had been missed, and was open again for a late answer, is missed as before.
    """
    if found.missed_at is not None:
        state = CheckInState.MISSED
    return check_ins.move(scene.connection, scene.memory, found, state, None, finished_at=scene.now)


def opens(scene: Scene, found: CheckInRow, client: Client, around: Around) -> bool:
    """Opens a check-in at its time; whether the client is to be told of it now."""
    if not speaks(found, client, scene.library):
        # Never asked, so never missed: the language may change again.
        close(scene, found, CheckInState.CANCELLED)
        return False
    is_daily = _is_daily(found, scene.library)
    is_of_today = local_date(_due(found), around.here) == around.today
    if found.expires_at <= scene.now or (is_daily and not is_of_today):
        # We were away: what was never asked was never missed, and what is daily has its day.
        close(scene, found, CheckInState.CANCELLED)
        return False
    if not is_of_today or _wakes(scene, found, client):
        _open_quietly(scene, found, client)
        return False
    return tells(scene, found, client, around)


def tells(scene: Scene, found: CheckInRow, client: Client, around: Around) -> bool:
    """Whether the client is to be told now of what is open, or opens; else it waits quietly.

    The day has one message, and it comes with the pulse.
    """
    if found.state is CheckInState.OPEN and _wakes(scene, found, client):
        _open_quietly(scene, found, client)
        return False
    pulse_at = None if found.instrument == PULSE else around.pulse_at
    if pulse_at is not None:
        _open(scene, found, min(pulse_at, found.expires_at))
        return False
    reminds = found.remind_at is not None and found.remind_at > scene.now
    return _open(scene, found, found.remind_at if reminds else found.expires_at)


def _open(scene: Scene, found: CheckInRow, due_at: datetime | None) -> bool:
    return check_ins.move(scene.connection, scene.memory, found, CheckInState.OPEN, due_at)


def _open_quietly(scene: Scene, found: CheckInRow, client: Client) -> None:
    """A questionnaire is told of with the next message while it is open, at the latest then."""
    at = found.expires_at
    if not _is_daily(found, scene.library):
        at = min(at, _next_check_in(client, scene.now))
    _open(scene, found, at)


def tell(
    scene: Scene,
    client: Client,
    rows: Sequence[CheckInRow],
    standing: Standing,
    not_before: datetime,
    around: Around,
) -> None:
    """The client's one unprompted message of the day, with everything that is due.

    What waits quietly comes with it, and what opens later today is announced: for that no message
    comes. The message leaves at its moment of the round.
    """
    new = [row for row in rows if row.told_at is None]
    asked = [row for row in rows if standing.allows(_why(row))]
    why = Unasked.CHECK_IN if any(row.told_at is None for row in asked) else Unasked.REMINDER
    permit = unasked.leave(scene, client, why, standing)
    if permit is None:
        _leave_untold(scene, client, new, standing)
        return
    first = min(asked, key=partial(_foremost, library=scene.library))
    is_again = first.told_at is not None
    opening = [Line("checkin-open-again" if is_again else "checkin-today")]
    quiet = [row for row in around.untold if _comes_along(row, scene.library, around)]
    if permit.pace is Pace.SLOW:
        opening.append(Line("checkin-one-number"))
        for row in (*asked, *quiet):
            if row is not first:
                _postpone(scene, _as_it_stands(scene, row), client)
        quiet = []
    told = [first] if permit.pace is Pace.SLOW else [*asked, *quiet]
    check_ins.note_told(scene.connection, scene.memory, [row.id for row in told], scene.now)
    if pauses.just_over(client):
        opening.insert(0, Line(pausing.OVER))
        pauses.is_told(scene, client.id)
    if permit.pace is Pace.USUAL and (hours := around.hours(scene.library)):
        opening.append(Line("checkin-later-today", {"clock": ", ".join(hours)}))
    opening += therapist_telling.lines(scene, client)
    opening += appointment_telling.lines(scene, client, permit)
    opening += note_telling.lines(scene, client, permit)
    opening += homework_telling.lines(scene, client, permit)
    opening += shelf_telling.lines(scene, client, permit)
    opening += goal_telling.lines(scene, client, permit, standing)
    # What opens only now has no answers yet.
    answered = 0 if first.state is CheckInState.PLANNED else _answered(scene, first)
    scene.post_unasked(
        permit,
        scene.account(client.id),
        first_question(scene, first, *opening, answered=answered),
        key=prompt_key(first.id, again=is_again),
        slot=checkin.slot(first.token),
        fresh=True,
        not_before=not_before,
        not_after=min(first.expires_at, scene.now + unasked.GOOD_FOR),
    )


def _why(row: CheckInRow) -> Unasked:
    return Unasked.CHECK_IN if row.told_at is None else Unasked.REMINDER


def _comes_along(row: CheckInRow, library: Library, around: Around) -> bool:
    """Whether the message of today speaks of what has waited; what is daily has its day."""
    return row.local_date == around.today or not _is_daily(row, library)


def _leave_untold(
    scene: Scene, client: Client, rows: Sequence[CheckInRow], standing: Standing
) -> None:
    """What the day had no message for stays open quietly; while fewer are sent, it waits."""
    for row in rows:
        found = _as_it_stands(scene, row)
        if standing.pace is not Pace.USUAL:
            _postpone(scene, found, client)
        elif found.due_at == found.expires_at:
            _open_quietly(scene, found, client)


def _postpone(scene: Scene, found: CheckInRow, client: Client) -> None:
    """What was not asked comes with the next message while it may; what is daily has its day."""
    at = _next_check_in(client, scene.now)
    if _is_daily(found, scene.library) or at >= found.expires_at:
        close(scene, found, CheckInState.CANCELLED)
    else:
        check_ins.move(scene.connection, scene.memory, found, CheckInState.PLANNED, at)


def _as_it_stands(scene: Scene, row: CheckInRow) -> CheckInRow:
    """The check-in as this very transaction has left it."""
    return check_ins.check_in(scene.connection, scene.memory, row.id)


def unanswered(found: CheckInRow) -> CheckInState:
    """What becomes of a check-in whose time is over: what was never told is not missed."""
    return CheckInState.CANCELLED if found.told_at is None else CheckInState.MISSED


def _answered(scene: Scene, found: CheckInRow) -> int:
    rows = check_ins.open_for(
        scene.connection, scene.memory, [found.client], [found.token], scene.now
    )
    return next((answered for row, answered in rows if row.id == found.id), 0)


def _due(found: CheckInRow) -> datetime:
    return found.due_at or found.opens_at


def _wakes(scene: Scene, found: CheckInRow, client: Client) -> bool:
    """Whether to tell of this now would wake somebody who has not asked for this hour.

    We may come back at night, or the client may have gone where it is night.
    """
    here = zone(client.zone)
    if ASKED_FROM <= scene.now.astimezone(here).time() < ASKED_UNTIL:
        return False
    due_at = _due(found)
    day = local_date(due_at, here)
    if scene.now - due_at > PROMPT:
        return True
    if due_at == instant(day, time.fromisoformat(client.check_in_at), here):
        return False
    return due_at not in _named_hours(scene, client, day)


def _named_hours(scene: Scene, client: Client, day: date) -> set[datetime]:
    """When the client's plans ask on a day."""
    here = zone(client.zone)
    plans = check_ins.plans(scene.connection, scene.memory, client.id)
    calendars = [calendar(scene, each, client) for each in plans if each.active]
    return {
        instant(day, at, here)
        for each in calendars
        if each.comes_on(day)
        for at in each.clocks(day)
    }


def _is_daily(found: CheckInRow, library: Library) -> bool:
    return library.instrument(found.instrument, found.version).is_daily


def _foremost(found: CheckInRow, library: Library) -> tuple[int, datetime, UUID]:
    """The pulse before all else, then what else is daily, then the oldest."""
    return library.turn_of(found.instrument, found.version), found.opens_at, found.id


def _next_check_in(client: Client, now: datetime) -> datetime:
    """The client's next check-in time."""
    here = zone(client.zone)
    today, at = local_date(now, here), time.fromisoformat(client.check_in_at)
    days = (instant(today + timedelta(days=ahead), at, here) for ahead in count())
    return next(each for each in days if each > now)
