"""The message budget: what may be written to a client unasked, and how often.

One message a day holds everything that is due. Beside it stand what a person wrote, replies, the
hour before a session and safety, none of which asks here. After silence the messages become fewer,
and then they stop; after a crisis card nothing cheerful comes, and nothing is reminded.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from care.people import ClientId

UNANSWERED = 3
"""After so many check-ins without an answer there are fewer messages."""

APART = timedelta(days=3)
"""How far apart they are then."""

SILENCE = timedelta(days=14)
"""After so long without an answer none comes any more, and the therapist is told."""

LOOKED_BACK = timedelta(days=45)
"""How far check-ins are looked at: as far as three that come every two weeks."""


class Unasked(StrEnum):
    """Why something is written to a client who has not asked for it."""

    CHECK_IN = "check-in"
    REMINDER = "reminder"
    PAUSE_OVER = "pause-over"
    REFLECTION = "reflection"
    INSIGHT = "insight"
    MILESTONE = "milestone"
    HOMEWORK = "homework"
    """Something agreed upon is due today, or was assigned by a rule."""
    SHELF = "shelf"
    """Something new lies on the shelf."""
    APPOINTMENT = "appointment"
    """An appointment is new, or has no answer on its eve."""
    NOTE = "note"
    """A note of a session waits for an answer."""
    NEW_THERAPIST = "new-therapist"
    """Somebody else is the client's therapist now."""


NOT_AFTER_A_CRISIS_CARD = frozenset(
    {
        Unasked.REMINDER,
        Unasked.REFLECTION,
        Unasked.INSIGHT,
        Unasked.MILESTONE,
        Unasked.HOMEWORK,
        Unasked.SHELF,
        Unasked.APPOINTMENT,
        Unasked.NOTE,
        Unasked.NEW_THERAPIST,
    }
)


class Pace(StrEnum):
    """How often a client is written to."""

    USUAL = "usual"
    SLOW = "slow"
    """Every third day, and what is offered is one number or a pause."""
    SILENT = "silent"
    """Not at all, until something is heard."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a client stands with what was written unasked."""

    today: date
    """On the client's own clock."""
    last_written: date | None
    """The newest day on which something was written unasked; it may be today."""
    unanswered: int
    """Days of check-ins that were asked since the client was last heard, and not answered."""
    quiet_since: date | None
    """The first of these days; None when there is none."""
    gentle: bool
    """A crisis card was shown in the last 48 hours."""
    silent: bool = False
    """Messages had stopped, and nothing was heard since."""

    @property
    def pace(self) -> Pace:
        """How often this client is written to now."""
        if self.silent:
            return Pace.SILENT
        if self.unanswered < UNANSWERED or self.quiet_since is None:
            return Pace.USUAL
        return Pace.SILENT if self.today - self.quiet_since >= SILENCE else Pace.SLOW

    def allows(self, why: Unasked) -> bool:
        """Whether something of this kind may be written now."""
        if self.last_written is not None and self.last_written >= self.today:
            return False
        if self.gentle and why in NOT_AFTER_A_CRISIS_CARD:
            return False
        match self.pace:
            case Pace.USUAL:
                return True
            case Pace.SLOW:
                is_apart = self.last_written is None or self.today - self.last_written >= APART
                return why is Unasked.CHECK_IN and is_apart
            case Pace.SILENT:
                return False


@dataclass(frozen=True, slots=True)
class Permit:
    """A client's day was taken for one message; nothing is written unasked without it."""

    client: ClientId
    day: date
    pace: Pace
