"""Concerns and alerts: what a rule found, how urgent it is, and where an alert stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NewType, TypeAlias
from uuid import UUID

AlertId = NewType("AlertId", UUID)

Fact: TypeAlias = str | int | float | list[list[str | float]]
"""A code, a number, an ISO date, or a short table of them; never what a client wrote."""


class Urgency(StrEnum):
    """When a therapist has to hear of it."""

    NOW = "now"
    """At once, at any hour: a critical item, or a client who asks."""
    TODAY = "today"
    """In working hours."""
    DIGEST = "digest"
    """With the daily digest."""
    HOME = "home"
    """Nobody is written to; it stands on Home."""


class Verdict(StrEnum):
    """What a member of staff says of an alert."""

    USEFUL = "useful"
    NOT_USEFUL = "not-useful"
    KNEW = "knew"
    """It was right, and nothing new."""


class AlertState(StrEnum):
    """Where an alert stands: one open alert per rule and client."""

    OPEN = "open"
    TAKEN = "taken"
    SNOOZED = "snoozed"
    RESOLVED = "resolved"


@dataclass(frozen=True, slots=True)
class Concern:
    """A rule's finding."""

    rule: str
    urgency: Urgency
    facts: Mapping[str, Fact] = field(default_factory=dict)
