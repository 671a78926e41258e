"""A practice: whose portal it is, when it works, and whom its clients can call."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from care.crisis import CrisisContacts
from care.local_time import Hours
from care.people import PracticeId


@dataclass(frozen=True, slots=True)
class Practice:
    """What a practice has chosen for itself; nothing in it is about a client."""

    id: PracticeId
    name: str
    locale: str
    zone: str
    colour: str
    working_hours: Hours
    urgent_hours: Hours
    contacts: CrisisContacts | None
    contacts_verified_on: date | None = None
    contacts_verified_by: str = ""
    privacy_text: str | None = None
    """What the practice itself says to “Could this be used against me?”, reviewed by it."""
    delete_typed: bool = False
    """The bot deletes from the chat what a client typed, as soon as it was handled."""
    discreet: bool = False
    """Who joins starts in discreet mode."""
    scales: UUID | None = None
    """The last change of its own scales, words and thresholds; None while it has none."""
    offered: tuple[str, ...] | None = None
    """What a new client is asked beside the pulse, as `phq9:fortnight`; None for the usual."""
    rules: UUID | None = None
    """The last change of what is set about alert rules; None while nothing is."""
    workflows: UUID | None = None
    """The last change of its workflows; None while it has none."""
