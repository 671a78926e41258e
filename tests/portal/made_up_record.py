"""Three months of a made-up client: daily check-ins, two questionnaires, alerts, a message."""

import math
from datetime import date, timedelta

from care.alerts import Concern, Urgency
from care.appointments import Planned
from care.progress import DailyRecord, Day, Point
from care.rules import Rule, critical_answer
from care.schedule import Every
from questionnaires.catalogue import instrument
from questionnaires.scoring import score
from store import alerts, appointments, check_ins, filing, messages
from store.filing import Complete
from store.ids import new_id
from tests.store.kept import planned

PHQ9 = ((17, 0), (16, 0), (14, 1), (15, 0), (12, 0), (11, 0), (12, 0), (9, 0), (8, 0), (10, 1))
GAD7 = (13, 13, 11, 12, 10, 9, 9, 7, 8, 6)
DAYS = 40
SUPPORT = (
    "I have read your answers of this week, and I am thinking of you.\nWe look at them on Thursday."
)


def fill(connection, memory, client, staff, now):
    """Keeps all of it, as if the client had answered every week and nearly every day."""
    memory.open_clients(connection, [client])
    for code, every in (("pulse", Every.DAY), ("phq9", Every.WEEK), ("gad7", Every.WEEK)):
        plan = _plan(connection, memory, client, code, every)
        if code == "pulse":
            _daily(connection, memory, client, plan, now)
        else:
            _weekly(connection, memory, client, plan, code, now)
    _alerts(connection, memory, client, staff, now)


def _plan(connection, memory, client, code, every):
    known = [
        each for each in check_ins.plans(connection, memory, client) if each.instrument == code
    ]
    if known:
        return known[0]
    made = check_ins.Plan(
        new_id(), client, code, "1", every, date(2026, 1, 1), active=True, planned_to=None
    )
    check_ins.add_plan(connection, memory, made, None)
    return made


def _file(connection, memory, plan, at, answers):
    if check_ins.on_date(connection, memory, plan.id, at.date()) is None:
        check_ins.materialise(connection, memory, plan, [planned(at)])
    found = check_ins.on_date(connection, memory, plan.id, at.date())
    filing.file(connection, memory, [Complete(found, answers)], at + timedelta(hours=1))


def _spread(total, items, highest, last=0):
    """Answers that add up to a total, with the last item as it is given."""
    given, rest = {}, total - last
    for item in range(1, items):
        left = items - item
        given[item] = min(highest, max(0, math.ceil(rest / left)))
        rest -= given[item]
    return {**given, items: last}


def _weekly(connection, memory, client, plan, code, now):
    of = instrument(code)
    points = []
    totals = PHQ9 if code == "phq9" else tuple((each, None) for each in GAD7)
    for back, (total, last) in zip(range(len(totals), 0, -1), totals, strict=True):
        at = now - timedelta(days=7 * back - 5, hours=14)
        items = len(of.items)
        answers = (
            _spread(total, items, 3, last) if last is not None else _spread(total, items + 1, 3)
        )
        answers = {item: answers[item] for item in of.numbers}
        _file(connection, memory, plan, at, answers)
        points.append(Point(at.date(), int(score(of, answers).total)))
    filing.keep_points(connection, memory, {(client, code): filing.Scores(tuple(points), "1", 1)})


def _daily(connection, memory, client, plan, now):
    days = []
    for back in range(DAYS, 0, -1):
        if back in (9, 10, 23):
            continue
        at = now - timedelta(days=back, hours=14)
        wave = math.sin(back / 4) * 2
        mood = round(6 + wave - (2 if back < 4 else 0))
        values = {1: mood, 2: round(4 - wave), 3: round(6 + wave / 2)}
        _file(connection, memory, plan, at, values)
        names = ("mood", "anxiety", "sleep")
        days.append(Day(at.date(), tuple(zip(names, values.values(), strict=True))))
    record = DailyRecord()
    for day in days:
        record = record.with_day(day)
    filing.keep_records(connection, memory, {client: (record, 1)})


def _alerts(connection, memory, client, staff, now):
    yesterday = now - timedelta(hours=14)
    days = [[(now - timedelta(days=back)).date().isoformat(), 8 - back] for back in (4, 3, 2, 1)]
    mood = Concern(
        Rule.DECLINING_MOOD,
        Urgency.TODAY,
        {"item": "mood", "days": [[on, 9 - each] for on, each in days], "fall": 3},
    )
    alerts.raise_alert(connection, memory, client, staff, mood, yesterday, yesterday)
    at = now - timedelta(days=2, hours=14)
    critical = critical_answer("phq9", 9, 1, at.date())
    raised, _ = alerts.raise_alert(connection, memory, client, staff, critical, at, at)
    taken = at + timedelta(minutes=12)
    alerts.take(connection, memory, raised.id, staff, taken)
    written = messages.add(
        connection, memory, client, staff, raised.id, SUPPORT, taken, taken + timedelta(seconds=20)
    )
    messages.settle(connection, memory, written, messages.SENT, taken + timedelta(seconds=21))
    appointments.plan(connection, memory, client, None, Planned(now + timedelta(days=3)), now)
