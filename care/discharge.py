"""The end of a therapy: what has to be settled before, and what is told of beforehand."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from care.consent import AFTER_DISCHARGE, Purpose
from care.people import ClientStatus

TEXT_LIMIT = 1000
"""Characters of the words that a therapist may add."""


class Hindrance(StrEnum):
    """Why a therapy cannot end, or begin again, now."""

    INVITED = "invited"
    """Nobody has joined, so there is nothing that could end."""
    OVER = "over"
    """It has ended already."""
    URGENT = "urgent"
    """An urgent alert is not resolved: somebody may be in danger."""
    APPOINTMENT = "appointment"
    """They still meet: a session is to come."""
    NOT_OVER = "not-over"
    """It has not ended, so it cannot begin again."""


@dataclass(frozen=True, slots=True)
class Ending:
    """Everything that a discharge depends on, or that is told of before it."""

    status: ClientStatus
    urgent: int = 0
    """Urgent alerts that are not resolved."""
    appointment: datetime | None = None
    """The next session to come."""
    messages: int = 0
    """What the client wrote and nobody answered."""
    notes: int = 0
    """Notes of sessions that wait for the client's word."""
    groups: int = 0
    """Groups that the client is enrolled in."""
    takes_words: bool = False
    """The client agrees to messages here, so words of the therapist's can go along."""

    @property
    def is_told(self) -> bool:
        """Whether the client reads of it at once: who has stopped is written to no more."""
        return self.status.takes_part

    @property
    def hindrance(self) -> Hindrance | None:
        """What stands in the way; None when nothing does."""
        if self.status is ClientStatus.INVITED:
            return Hindrance.INVITED
        if self.status is ClientStatus.DISCHARGED:
            return Hindrance.OVER
        if self.urgent:
            return Hindrance.URGENT
        return Hindrance.APPOINTMENT if self.appointment is not None else None


def holding(given: frozenset[Purpose], status: ClientStatus) -> frozenset[Purpose]:
    """What holds of what a client agreed to: nearly all of it rests when the therapy has ended."""
    return given if status is not ClientStatus.DISCHARGED else given.intersection(AFTER_DISCHARGE)
