"""What follows when a critical answer is marked as known, and when it is known no longer."""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias
from uuid import UUID


@dataclass(frozen=True, slots=True)
class OpenKnownForm:
    """Open the form that asks for the plan and its end, directly after the commit."""

    alert: UUID


@dataclass(frozen=True, slots=True)
class MarkKnown:
    """The critical answer of this alert is known, with a plan, until the end of this day."""

    alert: UUID
    version: int
    """What the alert was when the form was opened: a newer answer is not meant."""
    plan: str
    until: date


@dataclass(frozen=True, slots=True)
class EndKnown:
    """It is known no longer."""

    known: UUID


KnownEffect: TypeAlias = OpenKnownForm | MarkKnown | EndKnown
