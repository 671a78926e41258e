"""When the rule about unanswered messages has looked, and at what, for a back-test."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from care.backtest import MessagesLooked
from care.correspondence import worked_hours
from care.local_time import Hours


def looks(
    waited: Sequence[tuple[datetime, datetime | None]], now: datetime, zone: ZoneInfo, hours: Hours
) -> tuple[MessagesLooked, ...]:
    """Every look at a client's messages until now; each waited from when until when, or still."""
    found = [each for one in waited for each in _of_message(one, waited, now, zone, hours)]
    return tuple(sorted(found, key=lambda each: each.at))


def _of_message(
    one: tuple[datetime, datetime | None],
    every: Sequence[tuple[datetime, datetime | None]],
    now: datetime,
    zone: ZoneInfo,
    hours: Hours,
) -> Iterator[MessagesLooked]:
    def waiting(at: datetime) -> tuple[datetime, ...]:
        return tuple(
            since for since, until in every if since <= at and (until is None or at < until)
        )

    written, ended = one
    if ended is not None:
        yield MessagesLooked(ended, waiting(ended), zone, hours, ends=True)
    for looked in worked_hours(written, zone, hours):
        if looked > now or (ended is not None and looked >= ended):
            break
        yield MessagesLooked(looked, waiting(looked), zone, hours)
