"""What happens about the phone on which a client reads, and what should happen because of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias
from uuid import UUID

# --- events: what was worked out beside the turn -------------------------------------------


@dataclass(frozen=True, slots=True)
class PinChecked:
    """What was entered is the PIN, or it is not; and how often it was not before."""

    fits: bool
    wrong_before: int = 0


@dataclass(frozen=True, slots=True)
class PinKept:
    """What was entered twice is the PIN from now on."""


@dataclass(frozen=True, slots=True)
class PinNotYet:
    """It is too early for another try."""


PhoneEvent: TypeAlias = PinChecked | PinKept | PinNotYet

# --- effects: what should happen -----------------------------------------------------------


class PinUse(StrEnum):
    """What entered digits are for."""

    CHECK = "check"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class GivePin:
    """Compare these digits, or keep them as the PIN; the outcome comes back as an event."""

    digits: str
    use: PinUse


@dataclass(frozen=True, slots=True)
class ShowKeypad:
    """The keypad as it stands; fresh: at the end of the chat."""

    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Unlock:
    """The chat is open until it is left alone for as long as the client chose."""


@dataclass(frozen=True, slots=True)
class LockNow:
    """The PIN is asked for from now on."""


@dataclass(frozen=True, slots=True)
class ForgetPin:
    """There is no PIN any more."""


@dataclass(frozen=True, slots=True)
class UseOwnLink:
    """Use up the fresh link of somebody who takes part here already: there is no PIN any more."""

    invitation: UUID


@dataclass(frozen=True, slots=True)
class Land:
    """What was wanted when the lock stood in the way, heard as if it were done now."""

    question: str
    choice: str
    """A button; or, where there is no question, a command."""


@dataclass(frozen=True, slots=True)
class EmptyChat:
    """Take out of the chat whatever can be deleted."""


@dataclass(frozen=True, slots=True)
class OpenMessage:
    """Show a message of the therapist's of which only its being there was told."""

    message: UUID


PhoneEffect: TypeAlias = (
    GivePin
    | ShowKeypad
    | Unlock
    | LockNow
    | ForgetPin
    | UseOwnLink
    | Land
    | EmptyChat
    | OpenMessage
)
