"""When the rule about open homework has looked, and at what, for a back-test."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from care.absence_rules import Assigned
from care.backtest import HomeworkLooked
from care.homework import LOOKED_AFTER, looked_at
from care.local_time import local_date
from care.pause import Pause

_LONGEST = LOOKED_AFTER.days


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of homework that has a day."""

    id: UUID
    due_on: date
    assigned_at: datetime
    ended_at: datetime | None = None
    """When the client first answered it, or it was taken back."""

    def waits(self, at: datetime) -> bool:
        """Whether it is open then."""
        return self.assigned_at <= at and (self.ended_at is None or at < self.ended_at)


def looks(
    pieces: Sequence[Piece], zone: ZoneInfo, pauses: Sequence[Pause], now: datetime
) -> tuple[HomeworkLooked, ...]:
    """Every look until now at these pieces of a client's, in order. In a pause nobody looked."""
    found = [each for piece in pieces for each in _of_piece(piece, pieces, zone, pauses, now)]
    return tuple(sorted(found, key=lambda each: each.at))


def _of_piece(
    piece: Piece, every: Sequence[Piece], zone: ZoneInfo, pauses: Sequence[Pause], now: datetime
) -> Iterator[HomeworkLooked]:
    def waiting(at: datetime) -> tuple[Assigned, ...]:
        return tuple(Assigned(each.due_on) for each in every if each.waits(at))

    if piece.ended_at is not None:
        at = piece.ended_at
        yield HomeworkLooked(at, local_date(at, zone), waiting(at))
    for days in range(1, _LONGEST + 1):
        looked = looked_at(piece.due_on, zone, days)
        if looked is None or looked > now or not piece.waits(looked):
            break
        if not any(each.holds(looked) for each in pauses):
            on = local_date(looked, zone)
            yield HomeworkLooked(looked, on, waiting(looked), piece.id)
