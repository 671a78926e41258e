"""What the audit says of an act: who did what to which thing of which client. Never content."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class ActorRole(StrEnum):
    """In what part somebody acts."""

    STAFF = "staff"
    ADMINISTRATOR = "administrator"
    PORTAL = "portal"
    CLIENT = "client"


class Action(StrEnum):
    """Everything that the audit knows of; a new one is added here and explained in the docs."""

    VIEWED = "viewed"
    ACKNOWLEDGED = "acknowledged"
    ANSWERED = "answered"
    ASSIGNED = "assigned"
    MARKED = "marked"
    WRITTEN = "written"
    """A note that nobody but its author has read was written or changed."""
    PROPOSED = "proposed"
    SETTLED = "settled"
    """A note became final; the reason is the mark of its text, which tells nothing of it."""
    WITHDRAWN = "withdrawn"
    SNOOZED = "snoozed"
    RESOLVED = "resolved"
    DECIDED = "decided"
    INVITED = "invited"
    CONFIGURED = "configured"
    GRANTED = "granted"
    REVOKED = "revoked"
    EXPORTED = "exported"
    IMPORTED = "imported"
    ERASED = "erased"
    KEYS_CHANGED = "keys-changed"
    SIGNED_IN = "signed-in"
    LOCKED_OUT = "locked-out"
    RELINKED = "relinked"
    DISCHARGED = "discharged"
    """A client's therapy ended here."""
    READMITTED = "readmitted"
    """A client who was discharged began a new course of therapy."""


class Kind(StrEnum):
    """What kind of thing an act was about."""

    ALERT = "alert"
    CHART = "chart"
    HOME = "home"
    CASELOAD = "caseload"
    CASE = "case"
    MESSAGE = "message"
    APPOINTMENT = "appointment"
    PRACTICE = "practice"
    STAFF = "staff"
    GROUP = "group"
    CLIENT = "client"
    ABSENCE = "absence"
    AUDIT = "audit"
    KEYS = "keys"
    RESOURCE = "resource"
    """Something in the practice's library, by its code."""
    RECORD = "record"
    """Everything that is kept about a client: read on its page, or taken as a copy."""
    RECORD_PAGE = "record-page"
    SECOND_FACTOR = "second-factor"
    ERASURE = "erasure"
    WORKFLOW = "workflow"
    """What follows by itself: switched, by its name, or told, by the number of the run."""
    HOMEWORK = "homework"
    PHOTO = "photo"
    """A photo that was handed in with homework, by its id."""
    SHELF = "shelf"
    """What lies on a client's shelf: looked at by the client's id, put and taken off by its own."""
    NOTE = "note"
    """A note of a session, by its id; never what stands in it."""
    GOAL = "goal"
    """How a client's goals stand; never what they are."""
    MOMENT = "moment"
    """A day that was called important; never what was said of it."""
    KNOWN_ANSWER = "known-answer"
    """That a critical answer is known, with a plan; never which, nor the plan."""
    INSTRUMENT = "instrument"
    """A scale, by its code: brought, changed by a number, or offered no more."""


@dataclass(frozen=True, slots=True)
class Act:
    """One act, before it has its place in a chain."""

    role: ActorRole
    actor: str
    """Staff and clients by id, an administrator by the name of the account at the machine."""
    action: Action
    kind: Kind
    object: str | None = None
    """The id of the thing, never what it says."""
    subject: UUID | None = None
    """The client whom it is about, or nobody in particular."""
    reason: str | None = None
