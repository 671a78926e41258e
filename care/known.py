"""A critical answer that the therapist knows of, with a plan, and what that changes: the chain.

Both cards come as ever, the client's and the therapist's. Only the passing on to others does not
begin, for an equal or lower answer to the same question, and for 28 days at most.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from care.alerts import Fact
from care.local_time import MIDNIGHT, instant, local_date
from care.rules import Rule

LONGEST = timedelta(days=28)

MOST_WORDS = 300
"""Characters of a plan: a few words, for whoever has made it."""


@dataclass(frozen=True, slots=True)
class CriticalAnswer:
    """What was tapped; the version says which question that was."""

    instrument: str
    version: str
    item: int
    value: int

    def is_of(self, other: "CriticalAnswer") -> bool:
        """Whether both are answers to the very same question."""
        return (self.instrument, self.version, self.item) == (
            other.instrument,
            other.version,
            other.item,
        )


@dataclass(frozen=True, slots=True)
class Marked:
    """An answer that was marked as known: from when, and until when at the latest."""

    answer: CriticalAnswer
    since: datetime
    until: datetime
    ended_at: datetime | None = None
    """When it was taken back, or marked anew, before it ended by itself."""

    def holds(self, now: datetime) -> bool:
        """Whether it is known now."""
        return self.since <= now < self.until and (self.ended_at is None or now < self.ended_at)

    def covers(self, answer: CriticalAnswer, now: datetime) -> bool:
        """Whether this answer brings nothing that was not known."""
        return self.holds(now) and answer.is_of(self.answer) and answer.value <= self.answer.value


def answer_of(rule: str, facts: Mapping[str, Fact], version: str | None) -> CriticalAnswer | None:
    """The critical answer that a concern is about; None for any other concern."""
    match facts:
        case {"instrument": str(code), "item": int(item), "value": int(value)} if (
            rule == Rule.CRITICAL_ITEM and version is not None
        ):
            return CriticalAnswer(code, version, item, value)
        case _:
            return None


def starts_chain(answer: CriticalAnswer | None, marks: Iterable[Marked], now: datetime) -> bool:
    """Whether the chain begins with this: always, unless it is an answer that is known.

    None: the client asked, or could not say "safe", and nothing is known of that.
    """
    return answer is None or not any(each.covers(answer, now) for each in marks)


def is_allowed(until: date, today: date) -> bool:
    """Whether a plan may hold until the end of this local day."""
    return today <= until <= today + LONGEST


def ends_at(until: date, now: datetime, zone: ZoneInfo) -> datetime:
    """When a plan ends by itself: with its last local day, and never after more than 28 days."""
    return min(instant(until + timedelta(days=1), MIDNIGHT, zone), now + LONGEST)


def last_day(now: datetime, zone: ZoneInfo) -> date:
    """The last local day on which a plan that is made now may end."""
    return local_date(now, zone) + LONGEST
