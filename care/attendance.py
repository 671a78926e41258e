"""Attendance: which check-ins were answered, as the rules about absence see it."""

from dataclasses import dataclass
from datetime import date, timedelta

from care.progress import WINDOW

_RECENT = 7
_BEFORE = 28

LAST_DAYS = timedelta(days=7)
DAYS_BEFORE = timedelta(days=28)


@dataclass(frozen=True, slots=True)
class Attendance:
    """A client's check-ins that were due and are over, oldest first: date, and answered or not.

    It reaches back 35 days, as the daily record does. A late answer counts as an answer. Of one
    date those not answered come first, so that a day with any answer is never a day of silence.
    """

    check_ins: tuple[tuple[date, bool], ...] = ()

    @property
    def newest(self) -> date | None:
        """The date of the newest check-in that is over; None while there is none."""
        return self.check_ins[-1][0] if self.check_ins else None

    @property
    def missed(self) -> tuple[date, ...]:
        """The check-ins missed in a row up to the newest, oldest first."""
        run: list[date] = []
        for day, answered in reversed(self.check_ins):
            if answered:
                break
            run.append(day)
        return tuple(reversed(run))

    @property
    def recent(self) -> tuple[int, int]:
        """How many of the last 7 check-ins were answered, and how many there are."""
        return _answered(self.check_ins[-_RECENT:])

    @property
    def usual(self) -> tuple[int, int]:
        """How many of the up to 28 check-ins before those were answered, and how many there are."""
        return _answered(self.check_ins[-_RECENT - _BEFORE : -_RECENT])

    def lately(self, on: date) -> tuple[int, int]:
        """Answered and due of the 7 local days up to this one."""
        return _answered(self._between(on - LAST_DAYS, on))

    def before(self, on: date) -> tuple[int, int]:
        """Answered and due of the 28 local days before those."""
        until = on - LAST_DAYS
        return _answered(self._between(until - DAYS_BEFORE, until))

    def _between(self, after: date, until: date) -> tuple[tuple[date, bool], ...]:
        return tuple(each for each in self.check_ins if after < each[0] <= until)

    def with_check_in(self, day: date, *, answered: bool) -> "Attendance":
        """The attendance with one more check-in that is over; what is older than 35 days goes."""
        every = sorted((*self.check_ins, (day, answered)))
        first = every[-1][0] - WINDOW
        return Attendance(tuple(each for each in every if each[0] > first))

    def with_late_answer(self, day: date) -> "Attendance":
        """The attendance after a check-in of this date, missed so far, was answered after all."""
        rest = list(self.check_ins)
        if (day, False) in rest:
            rest.remove((day, False))
            return Attendance(tuple(sorted((*rest, (day, True)))))
        return self


def _answered(check_ins: tuple[tuple[date, bool], ...]) -> tuple[int, int]:
    return sum(answered for _, answered in check_ins), len(check_ins)
