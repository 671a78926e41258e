"""Goals in the client's own words, how near the client says each is, and smaller steps to it.

Nearness is rated as goal-based outcomes are: from 0, nothing of it is there, to 10, it is reached;
by the client, when the goal is agreed and whenever they like, for up to three goals at a time
(Law & Jacob 2015, Goals and Goal Based Outcomes (GBOs): Some Useful Information, 3rd ed., CAMHS
Press). No total is made of several goals, and no rating has a band.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from care.people import ClientId
from care.pictured import GoalProgress

WORDS_LIMIT = 100
"""Characters of a goal: it stands on a picture, over two lines at most."""

STEP_LIMIT = 60
"""Characters of a smaller step: it stands on a button."""

LOWEST, HIGHEST = 0, 10

MOST_OPEN = 3
"""Goals that are open at a time."""

MOST_STEPS = 6
"""Smaller steps of one goal, ticked off or not."""


ASKED_FOR_WEEKS = 4
"""For so many weeks after the last rating the client is asked how near the goals are by now."""


class GoalState(StrEnum):
    """Where a goal stands."""

    OPEN = "open"
    REACHED = "reached"
    LET_GO = "let-go"


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be kept: the words, how near it is today, whether the therapist may see it."""

    words: str
    rating: int
    is_shared: bool = True


@dataclass(frozen=True, slots=True)
class GoalStanding:
    """What is known of a goal without any key."""

    state: GoalState
    steps: tuple[UUID, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it goes on."""
        return self.state is GoalState.OPEN


@dataclass(frozen=True, slots=True)
class Rating:
    """How near the goal was on a day; the last rating of a day holds."""

    on: date
    value: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Step:
    """A smaller step, and since when it is ticked off."""

    id: UUID
    words: str
    done_at: datetime | None = None

    @property
    def is_done(self) -> bool:
        """Whether it is ticked off."""
        return self.done_at is not None


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal as it stands, with its ratings, the oldest first, and its smaller steps."""

    id: UUID
    client: ClientId
    words: str
    state: GoalState
    begun_at: datetime
    shared_at: datetime | None
    """Since when the therapist may see it; None: it is the client's alone."""
    closed_at: datetime | None
    """When it was reached or let go."""
    ratings: tuple[Rating, ...]
    steps: tuple[Step, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it goes on."""
        return self.state is GoalState.OPEN

    @property
    def is_shared(self) -> bool:
        """Whether the therapist may see it."""
        return self.shared_at is not None

    @property
    def first(self) -> Rating:
        """How near it was when it was agreed."""
        return self.ratings[0]

    @property
    def latest(self) -> Rating:
        """How near it is by the newest rating."""
        return self.ratings[-1]

    @property
    def done_steps(self) -> int:
        """How many smaller steps are ticked off."""
        return sum(each.is_done for each in self.steps)

    def changed_since(self, since: datetime) -> bool:
        """Whether something about it is newer than this that the therapist may see."""
        instants = (
            self.shared_at,
            self.closed_at,
            self.latest.at,
            *(each.done_at for each in self.steps),
        )
        return self.is_shared and any(each is not None and each > since for each in instants)


def has_room(found: Iterable["GoalStanding | Goal"]) -> bool:
    """Whether another goal may be open beside these."""
    return sum(each.is_open for each in found) < MOST_OPEN


def is_rating(value: int) -> bool:
    """Whether this is a number of the scale."""
    return LOWEST <= value <= HIGHEST


def is_time_to_rate(rated_on: date, last_written: date | None, today: date) -> bool:
    """Whether the message of today is the first since a week, or some, went by without a rating.

    Goal-based outcomes are rated regularly; who leaves it for four weeks does not wish to.
    """
    return any(
        marked <= today and (last_written is None or last_written < marked)
        for marked in (rated_on + timedelta(weeks=each) for each in range(1, ASKED_FOR_WEEKS + 1))
    )


def pictured(found: Iterable[Goal], neutral: str = "") -> tuple[GoalProgress, ...]:
    """Open goals as a picture has them; with `neutral`, that and a number instead of the words."""
    return tuple(
        GoalProgress(
            f"{neutral} {number}" if neutral else goal.words, goal.first.value, goal.latest.value
        )
        for number, goal in enumerate((each for each in found if each.is_open), start=1)
    )
