"""Check-ins that are due: opened, reminded of, and told in the day's one message."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import count
from uuid import UUID

from care.budget import Pace, Standing, Unasked
from care.local_time import instant, local_date, zone
from care.people import ClientId
from conversations.contents import Line
from conversations.flows import checkin, pausing
from portal import appointment_telling, homework_telling, pauses, shelf_telling, unasked
from portal.check_in_deeds import first_question, prompt_key, withdraw
from portal.planning import speaks
from portal.scene import Scene
from questionnaires.catalogue import PULSE
from questionnaires.library import Library
from store import check_ins
from store.check_ins import CheckInRow, CheckInState
from store.people import Client

PROMPT = timedelta(hours=1)
ASKED_FROM, ASKED_UNTIL = time(8), time(21)
"""Nobody is asked at night because we come back from an outage then."""

GOOD_FOR = timedelta(hours=6)
"""A message that could not be sent for so long is not sent any more."""


def close(scene: Scene, found: CheckInRow, state: CheckInState) -> bool:
    """Ends a check-in; whether it was this that did.

    One that had been missed, and was open again for a late answer, is missed as before.
    """
    if found.missed_at is not None:
        state = CheckInState.MISSED
    return check_ins.move(scene.connection, scene.memory, found, state, None, finished_at=scene.now)


def opens(scene: Scene, found: CheckInRow, client: Client) -> bool:
    """Opens a check-in; whether it is open now and to be told."""
    if not speaks(found, client, scene.library):
        # Never asked, so never missed: the language may change again.
        close(scene, found, CheckInState.CANCELLED)
        return False
    if _slept_through(found, client, scene.now):
        # What was never asked was never missed. A questionnaire comes with the next message.
        _postpone(scene, found, client)
        return False
    pulse_at = None if found.instrument == PULSE else _pulse_today(scene, client)
    if pulse_at is not None:
        # The day has one message, and it comes with the pulse. What is over by then waits quietly.
        if found.expires_at <= pulse_at:
            check_ins.move(
                scene.connection, scene.memory, found, CheckInState.OPEN, found.expires_at
            )
        else:
            check_ins.move(scene.connection, scene.memory, found, CheckInState.PLANNED, pulse_at)
        return False
    reminds = found.remind_at is not None and found.remind_at > scene.now
    due_at = found.remind_at if reminds else found.expires_at
    return check_ins.move(scene.connection, scene.memory, found, CheckInState.OPEN, due_at)


def reminds(scene: Scene, found: CheckInRow, client: Client) -> bool:
    """Whether this open check-in is to be told again now."""
    pulse_at = _pulse_today(scene, client)
    if pulse_at is not None and pulse_at < found.expires_at:
        # The day has one message, and the pulse is not to be left out of it.
        check_ins.move(scene.connection, scene.memory, found, CheckInState.OPEN, pulse_at)
        return False
    return check_ins.move(
        scene.connection, scene.memory, found, CheckInState.OPEN, found.expires_at
    )


def tell(
    scene: Scene,
    client: Client,
    rows: Sequence[tuple[CheckInRow, bool]],
    standing: Standing,
    not_before: datetime,
    seconds: Sequence[CheckInRow],
) -> None:
    """The client's one unprompted message of the day, with everything that is due.

    Each row comes with whether it was told before, and with the rows the second ones of a day that
    asks twice: they are announced. The message leaves at its moment of the round.
    """
    allowed = {
        again: standing.allows(Unasked.REMINDER if again else Unasked.CHECK_IN)
        for again in (True, False)
    }
    asked = [row for row, again in rows if allowed[again]]
    new = {row.id for row, again in rows if not again}
    why = Unasked.CHECK_IN if any(row.id in new for row in asked) else Unasked.REMINDER
    permit = unasked.leave(scene, client, why, standing)
    if permit is None:
        _leave_untold(scene, client, [row for row, again in rows if not again], standing)
        return
    first = min(asked, key=partial(_foremost, library=scene.library))
    is_again = first.id not in new
    opening = [Line("checkin-open-again" if is_again else "checkin-today")]
    if permit.pace is Pace.SLOW:
        opening.append(Line("checkin-one-number"))
        for row in asked:
            if row is not first:
                _postpone(scene, _as_it_stands(scene, row), client)
    if pauses.just_over(client):
        opening.insert(0, Line(pausing.OVER))
        pauses.is_told(scene, client.id)
    opening += _later_today(scene, first, client, seconds)
    opening += appointment_telling.lines(scene, client, permit)
    opening += homework_telling.lines(scene, client, permit)
    opening += shelf_telling.lines(scene, client, permit)
    # What opens only now has no answers yet.
    answered = _answered(scene, first) if is_again else 0
    scene.post_unasked(
        permit,
        scene.account(client.id),
        first_question(scene, first, *opening, answered=answered),
        key=prompt_key(first.id, again=is_again),
        slot=checkin.slot(first.token),
        fresh=True,
        not_before=not_before,
        not_after=min(first.expires_at, scene.now + GOOD_FOR),
    )


def _leave_untold(
    scene: Scene, client: Client, rows: Sequence[CheckInRow], standing: Standing
) -> None:
    """What was never asked was never missed; a second check-in of the day stays open quietly."""
    for row in rows:
        if standing.pace is not Pace.USUAL:
            _postpone(scene, _as_it_stands(scene, row), client)
        elif _is_daily(row, scene.library) and row.slot == 0:
            withdraw(scene, row.id)


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


def unanswered(scene: Scene, found: CheckInRow) -> CheckInState:
    """What becomes of a check-in whose time is over: what was not told of its own is not missed."""
    is_quiet = found.slot > 0 or _was_before_the_pulse(scene, found)
    return CheckInState.CANCELLED if is_quiet else CheckInState.MISSED


def _was_before_the_pulse(scene: Scene, found: CheckInRow) -> bool:
    """Whether the day's message came with the pulse, when this was over."""
    if found.instrument == PULSE or not _is_daily(found, scene.library):
        return False
    return any(
        each.state is not CheckInState.CANCELLED and each.opens_at >= found.expires_at
        for each in _pulses(scene, found.client, found.local_date)
    )


def _later_today(
    scene: Scene, first: CheckInRow, client: Client, seconds: Sequence[CheckInRow]
) -> list[Line]:
    """That the same is asked once more today, for which no message comes."""
    today = [
        each for each in seconds if each.plan == first.plan and each.local_date == first.local_date
    ]
    later = [each for each in today if each.slot > first.slot and each.opens_at > scene.now]
    here = zone(client.zone)
    return [
        Line("checkin-later-today", {"clock": f"{each.opens_at.astimezone(here):%H:%M}"})
        for each in later
    ]


def _answered(scene: Scene, found: CheckInRow) -> int:
    rows = check_ins.open_for(
        scene.connection, scene.memory, [found.client], [found.token], scene.now
    )
    return next((answered for row, answered in rows if row.id == found.id), 0)


def _slept_through(found: CheckInRow, client: Client, now: datetime) -> bool:
    """Whether the portal was away when this was to be asked, and to ask it now would be late."""
    here = zone(client.zone)
    due_at = found.due_at or found.opens_at
    day = found.local_date if due_at == found.opens_at else local_date(due_at, here)
    at_night = not ASKED_FROM <= now.astimezone(here).time() < ASKED_UNTIL
    # What was put off is late at whatever time that is.
    at = time.fromisoformat(client.check_in_at)
    is_as_planned = due_at in (found.opens_at, instant(day, at, here))
    return (
        found.expires_at <= now
        or local_date(now, here) != day
        or (at_night and (not is_as_planned or now - due_at > PROMPT))
    )


def _is_daily(found: CheckInRow, library: Library) -> bool:
    return library.instrument(found.instrument, found.version).is_daily


def _foremost(found: CheckInRow, library: Library) -> tuple[int, datetime, UUID]:
    """The pulse before all else, then what else is daily, then the oldest."""
    return library.turn_of(found.instrument, found.version), found.opens_at, found.id


def _pulse_today(scene: Scene, client: Client) -> datetime | None:
    """When today's pulse will be asked; None when it has been, or there is none."""
    today = local_date(scene.now, zone(client.zone))
    for found in _pulses(scene, client.id, today):
        if found.state is CheckInState.PLANNED and found.opens_at > scene.now:
            return found.opens_at
    return None


def _pulses(scene: Scene, client: ClientId, day: date) -> Iterator[CheckInRow]:
    """The client's pulse of a day, the first of it."""
    for plan in check_ins.plans(scene.connection, scene.memory, client):
        if plan.instrument == PULSE:
            found = check_ins.on_date(scene.connection, scene.memory, plan.id, day)
            if found is not None:
                yield found


def _next_check_in(client: Client, now: datetime) -> datetime:
    """The client's next check-in time."""
    here = zone(client.zone)
    today, at = local_date(now, here), time.fromisoformat(client.check_in_at)
    days = (instant(today + timedelta(days=ahead), at, here) for ahead in count())
    return next(each for each in days if each > now)
