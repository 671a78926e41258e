"""One new answer through all alert rules, beside recomputing from rows as an ORM does it.

The portal's side takes the small state as it is kept, packed, puts the answer in, asks every rule
and packs it again: those about days, scores, attendance and practice, and the one about homework
that is open. The yardstick loads a client's rows through SQLAlchemy's ORM from a database in
memory, which is the fastest place for it, and computes the same rules from them.

The state is full after 35 days, and before that it is smaller. So the cost with ten days of history
is the lower one, and the cost with a thousand is the same as with 35. All of them are measured in
one run, as the processor's time.
"""

import gc
from dataclasses import dataclass
from datetime import date, timedelta
from time import process_time

from sqlalchemy import Date, Integer, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from benchmarks.reading import Progress
from benchmarks.result import Figures, Result, result
from care.absence_rules import Assigned
from care.attendance import Attendance
from care.progress import (
    DailyRecord,
    Day,
    Point,
    Trajectory,
    dump_days,
    dump_points,
    load_days,
    load_points,
)
from care.rule_settings import DEFAULTS
from care.rules import PRACTICE
from care.watching import ends, of_attendance, of_days, of_homework, of_practice, of_scores
from questionnaires.catalogue import instrument

BEGINS = date(2024, 1, 1)
TO_REACH = 100.0
SHORT, FULL, LONG = 10, 35, 1000
SAME_WITHIN = 1.25
"""The cost with 1,000 days of history is at most this much of the cost with a full state."""
FILLS_WITHIN = 2.5
"""The cost with a full state is at most this much of the cost with ten days, a third of them."""


@dataclass(frozen=True, slots=True)
class Size:
    """How often each side is timed, and how many answers the portal's side takes at a time."""

    rounds: int = 7
    answers: int = 300


class Base(DeclarativeBase):
    """The tables of the yardstick."""


class Answered(Base):
    """One item of one day."""

    __tablename__ = "answered"

    id: Mapped[int] = mapped_column(primary_key=True)
    client: Mapped[int] = mapped_column(Integer, index=True)
    on: Mapped[date] = mapped_column(Date)
    item: Mapped[int]
    value: Mapped[int]


class Scored(Base):
    """One score."""

    __tablename__ = "scored"

    id: Mapped[int] = mapped_column(primary_key=True)
    client: Mapped[int] = mapped_column(Integer, index=True)
    on: Mapped[date] = mapped_column(Date)
    score: Mapped[int]


class Due(Base):
    """One check-in that is over."""

    __tablename__ = "due"

    id: Mapped[int] = mapped_column(primary_key=True)
    client: Mapped[int] = mapped_column(Integer, index=True)
    on: Mapped[date] = mapped_column(Date)
    answered: Mapped[int]
    practice: Mapped[int]


class Agreed(Base):
    """One piece of homework."""

    __tablename__ = "agreed"

    id: Mapped[int] = mapped_column(primary_key=True)
    client: Mapped[int] = mapped_column(Integer, index=True)
    due: Mapped[date] = mapped_column(Date)
    done: Mapped[date | None] = mapped_column(Date)


def measure(_seed: int, size: Size, progress: Progress) -> Result:
    """Both sides with ten days of history and with a thousand, in rounds that alternate."""
    ours = {days: _Ours(days) for days in (SHORT, FULL, LONG)}
    theirs = {days: _Theirs(days) for days in (SHORT, LONG)}
    took: dict[str, list[float]] = {}
    for number in range(size.rounds):
        for days, side in ours.items():
            took.setdefault(f"ours_{days}", []).append(_timed(side, size.answers))
        for days, other in theirs.items():
            took.setdefault(f"orm_{days}", []).append(_timed(other, 1))
        progress((number + 1) / size.rounds, "one answer")
    best = {name: min(each) * 1e6 for name, each in took.items()}
    figures: Figures = {
        "ratio": best[f"orm_{LONG}"] / best[f"ours_{LONG}"],
        "ratio_10_days": best[f"orm_{SHORT}"] / best[f"ours_{SHORT}"],
        "ours_10_days_us": best[f"ours_{SHORT}"],
        "ours_35_days_us": best[f"ours_{FULL}"],
        "ours_1000_days_us": best[f"ours_{LONG}"],
        "orm_10_days_us": best[f"orm_{SHORT}"],
        "orm_1000_days_us": best[f"orm_{LONG}"],
        "growth": best[f"ours_{LONG}"] / best[f"ours_{FULL}"],
        "growth_from_10_days": best[f"ours_{LONG}"] / best[f"ours_{SHORT}"],
    }
    passed = (
        float(figures["ratio"]) >= TO_REACH
        and float(figures["growth"]) <= SAME_WITHIN
        and float(figures["growth_from_10_days"]) <= FILLS_WITHIN
    )
    return result("rules", _seed, figures, passed=passed)


class _Ours:
    """The state after so many days, as its rows hold it."""

    def __init__(self, days: int) -> None:
        self._next = BEGINS + timedelta(days=days)
        record, attendance, practice = DailyRecord(), Attendance(), Attendance()
        course = Trajectory(instrument("phq9"), ())
        for number in range(days):
            on = BEGINS + timedelta(days=number)
            record = record.with_day(_day(on, number))
            attendance = attendance.with_check_in(on, answered=True)
            practice = practice.with_check_in(on, answered=True)
            if number % 7 == 0:
                course = ends(course.with_point(Point(on, number % 20)))
        self._record, self._points = dump_days(record), dump_points(course.points)
        self._attendance, self._practice, self._course = attendance, practice, course
        # What is done is not looked at any more: of all homework some pieces are open.
        self._open = [Assigned(self._next - timedelta(days=each)) for each in (1, 8)]

    def __call__(self) -> None:
        record = load_days(self._record).with_day(_day(self._next, 5))
        of_days(record, DEFAULTS)
        dump_days(record)
        kept = Trajectory(self._course.instrument, load_points(self._points))
        course = ends(kept.with_point(Point(self._next, 9)))
        of_scores([course], DEFAULTS)
        dump_points(course.points)
        of_attendance(self._attendance.with_check_in(self._next, answered=True), DEFAULTS)
        asked = self._practice.with_check_in(self._next, answered=True)
        of_practice(record, asked, DEFAULTS)
        of_homework(self._open, self._next, DEFAULTS)


class _Theirs:
    """The rows after so many days, and the rules computed from all of them."""

    def __init__(self, days: int) -> None:
        self._engine = create_engine("sqlite://")
        Base.metadata.create_all(self._engine)
        with Session(self._engine) as session:
            for number in range(days + 1):
                on = BEGINS + timedelta(days=number)
                session.add_all(
                    Answered(client=1, on=on, item=item, value=(number + item) % 7)
                    for item in range(len(ITEMS))
                )
                session.add_all(Due(client=1, on=on, answered=1, practice=each) for each in (0, 1))
                if number % 7 == 0:
                    session.add(Scored(client=1, on=on, score=number % 20))
                    done = on if number < days - 14 else None
                    session.add(Agreed(client=1, due=on, done=done))
            session.commit()

    def __call__(self) -> None:
        with Session(self._engine) as session:
            days: dict[date, list[tuple[str, int]]] = {}
            answers = select(Answered).where(Answered.client == 1).order_by(Answered.on)
            for each in session.scalars(answers):
                days.setdefault(each.on, []).append((ITEMS[each.item], each.value))
            record = DailyRecord(tuple(Day(on, tuple(values)) for on, values in days.items()))
            scored = session.scalars(select(Scored).where(Scored.client == 1).order_by(Scored.on))
            points = tuple(Point(each.on, each.score) for each in scored)
            over = session.scalars(select(Due).where(Due.client == 1).order_by(Due.on)).all()
            pulses, practice = (
                Attendance(
                    tuple((each.on, bool(each.answered)) for each in over if each.practice == kind)
                )
                for kind in (0, 1)
            )
            agreed = session.scalars(select(Agreed).where(Agreed.client == 1).order_by(Agreed.due))
            pieces = [Assigned(each.due, each.done) for each in agreed]
        of_days(record, DEFAULTS)
        of_scores([Trajectory(instrument("phq9"), points)], DEFAULTS)
        of_attendance(pulses, DEFAULTS)
        of_practice(record, practice, DEFAULTS)
        of_homework(pieces, over[-1].on, DEFAULTS)


ITEMS = ("mood", "anxiety", "sleep", PRACTICE)


def _day(on: date, number: int) -> Day:
    return Day(on, tuple((name, (number + place) % 7) for place, name in enumerate(ITEMS)))


def _timed(side: "_Ours | _Theirs", times: int) -> float:
    gc.collect()
    before = process_time()
    for _ in range(times):
        side()
    return (process_time() - before) / times
