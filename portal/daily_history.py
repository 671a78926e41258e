"""A client's daily items over months, from what was filed: the kept record holds 35 days alone."""

from datetime import date, time, timedelta

from care.local_time import instant, zone
from care.people import ClientId
from care.progress import DailyRecord, Day
from portal.scene import Scene
from questionnaires.instrument import ScoreKind
from store import reading
from store.reading import Span


def daily_history(scene: Scene, client_id: ClientId, first: date, last: date) -> DailyRecord:
    """Every answered day between these, with all that was answered to daily items on it."""
    here = zone(scene.client(client_id).zone)
    ends = (instant(first, time(0), here), instant(last + timedelta(days=1), time(0), here))
    span = Span(first, last, *ends)
    days: dict[date, dict[str, int]] = {}
    # The newest stand first: what was filed later replaces what stood there, unless it belongs to
    # an earlier check-in of the same day.
    found = reversed(reading.filed(scene.connection, scene.memory, client_id, span))
    for each in sorted(found, key=lambda filed: (filed.local_date, filed.slot)):
        asked = scene.library.instrument(each.instrument, each.version)
        if asked.score is ScoreKind.EACH:
            said = {asked.item(number).code: value for number, value in each.answers.items()}
            days.setdefault(each.local_date, {}).update(said)
    return DailyRecord(tuple(Day(on, tuple(said.items())) for on, said in sorted(days.items())))
