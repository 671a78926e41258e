"""A therapist's clients by who needs attention: what Home and `/portal clients` list."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum
from uuid import UUID

from care.alerts import AlertState, Urgency
from care.appointments import Coming
from care.consent import Purpose
from care.homework import NOTHING, Count
from care.people import ClientId, ClientStatus

QUIET_AFTER = timedelta(days=5)
"""Nothing heard for longer than this is worth a look."""


class Attention(IntEnum):
    """Why a client stands where on the list; the smaller number first."""

    URGENT = 0
    """An urgent alert that nobody has taken."""
    ALERT = 1
    """Any other alert that is not resolved, the oldest first."""
    QUIET = 2
    """A check-in is open, or nothing was heard for long."""
    REST = 3


@dataclass(frozen=True, slots=True)
class Noted:
    """One alert that is not resolved, as a list needs it: its finding, not its facts."""

    id: UUID
    rule: str
    urgency: Urgency
    state: AlertState
    raised_at: datetime
    by: str = ""
    at: datetime | None = None
    instrument: str | None = None
    may_act: bool = True
    """Whoever has the list may do something about it, and not only read of it."""
    may_open: bool = True
    """Whoever has the list may read the whole record."""

    @property
    def is_untaken(self) -> bool:
        return self.state is AlertState.OPEN

    @property
    def is_urgent(self) -> bool:
        return self.urgency is Urgency.NOW and self.is_untaken


@dataclass(frozen=True, slots=True)
class Standing:
    """One client on the list."""

    client: ClientId
    code: str
    status: ClientStatus
    alerts: tuple[Noted, ...]
    """Not resolved; the one that stands on the list first."""
    last_on: date | None
    """The local date of the newest check-in that was filed."""
    joined_on: date
    has_open: bool
    """A check-in waits for an answer."""
    colleague: str = ""
    """Whose client it is, when it is another's."""
    paused_until: datetime | None = None
    resumed_on: date | None = None
    """When the latest pause ended: nobody is quiet since before that."""
    switched_off: tuple[Purpose, ...] = ()
    """What the client has chosen not to agree to."""
    homework: Count = NOTHING
    shared_entries: int = 0
    """Journal entries that the client shared and the reader has not marked as read."""
    messages: int = 0
    """So many messages of the client's wait for an answer."""
    coming: Coming | None = None
    """The next appointment, and what is asked about those to come."""
    notes: int = 0
    """So many notes of which the client wants something changed."""
    writes_notes: bool = False
    """Whoever has the list writes the notes of sessions with this client."""

    @property
    def heard_on(self) -> date:
        """Since when nothing was heard, so far as anything was to be heard."""
        return max(filter(None, (self.last_on or self.joined_on, self.resumed_on)))


@dataclass(frozen=True, slots=True)
class Discharged:
    """A client whose therapy has ended, out of the way of the list."""

    code: str
    on: date
    """The local date on which it ended."""


def attention(each: Standing, today: date) -> Attention:
    """Why this client stands where on the list."""
    if any(alert.is_urgent for alert in each.alerts):
        return Attention.URGENT
    if each.alerts:
        return Attention.ALERT
    is_asked = each.status is ClientStatus.ACTIVE and Purpose.CHECK_INS not in each.switched_off
    if is_asked and (each.has_open or today - each.heard_on > QUIET_AFTER):
        return Attention.QUIET
    return Attention.REST


def by_attention(standings: list[Standing], today: date) -> list[Standing]:
    """The list in its order."""

    def key(each: Standing) -> tuple[int, str, str]:
        group = attention(each, today)
        since = each.alerts[0].raised_at.isoformat() if each.alerts else ""
        if group is Attention.QUIET:
            since = each.heard_on.isoformat()
        return int(group), since, each.code

    return sorted(standings, key=key)


def foremost(alerts: list[Noted]) -> tuple[Noted, ...]:
    """A client's alerts: urgent and untaken, untaken, the others; within each the oldest first."""
    return tuple(
        sorted(alerts, key=lambda one: (not one.is_urgent, not one.is_untaken, one.raised_at))
    )
