"""What a flow may know: a frozen view that the desk loads for the whole batch at once."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias
from uuid import UUID

from care.alerts import AlertState
from care.consent import Purpose
from care.goals import GoalStanding
from care.groups import MemberState
from care.homework import State as HomeworkState
from care.light import dataclass
from care.people import ClientId, ClientStatus, PictureChoice, StaffId
from care.then_and_now import LookedBack
from conversations.appointments import Standing as AppointmentStanding
from conversations.appointments import Wishing
from conversations.correspondence import Drafting
from conversations.flows.checkin import CheckIn
from conversations.flows.joining import Joining
from conversations.flows.pin import PinPad
from conversations.flows.preferences import Moving
from conversations.goals import Aiming, Rewording, Stepping
from conversations.homework import Writing
from conversations.journal import Adding, Composing
from conversations.moments import Marking, Renaming
from conversations.notes import Answering, NoteStanding
from questionnaires.library import Library, shipped

Talk: TypeAlias = (
    Joining
    | CheckIn
    | Moving
    | PinPad
    | Writing
    | Marking
    | Renaming
    | Composing
    | Adding
    | Drafting
    | Wishing
    | Aiming
    | Rewording
    | Stepping
    | Answering
)


@dataclass(frozen=True, slots=True)
class PracticeView:
    """The practice this bot belongs to."""

    name: str
    locale: str
    zone: str
    locales: tuple[str, ...]
    has_privacy_text: bool = False
    """The practice itself says whether this could be used against somebody."""


@dataclass(frozen=True, slots=True)
class ClientView:
    """The client who acts."""

    id: ClientId
    code: str
    status: ClientStatus
    locale: str
    zone: str
    check_in_at: str
    picture: PictureChoice | None
    bands_allowed: bool
    """The therapist has switched severity names on; the client may then choose them."""
    bands_wanted: bool
    gentle: bool = False
    """A crisis card was shown lately: nothing about scores comes unasked."""
    discreet: bool = False
    """Nothing that is written to the client says what it is about."""
    lock_after: int | None = None
    """Minutes without a tap after which the PIN is asked for; None without a PIN."""
    locked: bool = False
    paused_until: datetime | None = None
    asks_anew: bool = False
    """The texts have changed since the client was asked to agree to them."""
    dark_pictures: bool = False
    """Pictures are for a dark screen."""
    wakes_at: str | None = None
    """When the client wakes; None as long as no check-in goes by it."""


@dataclass(frozen=True, slots=True)
class StaffView:
    """The member of staff who acts."""

    id: StaffId


@dataclass(frozen=True, slots=True)
class InvitationView:
    """A valid invitation of this practice."""

    id: UUID
    locale: str
    zone: str
    relinks: bool = False
    """It moves somebody who takes part already to another account."""
    own: bool = False
    """It is for the client who opens it."""


@dataclass(frozen=True, slots=True)
class OpenCheckIn:
    """A check-in the client may answer now, and where the answers so far end."""

    occurrence: UUID
    token: str
    instrument: str
    version: str
    local_date: date
    next_item: int
    filed: bool = False
    """It is complete: an answer may only be corrected."""


@dataclass(frozen=True, slots=True)
class AlertView:
    """An alert about one of this therapist's clients."""

    id: UUID
    rule: str
    state: AlertState
    wake_times: Mapping[str, datetime]
    """When each choice of snooze would end."""


@dataclass(frozen=True, slots=True)
class GroupView:
    """A group, and where the person who acts stands with it."""

    id: UUID
    linked: bool
    missing: tuple[str, ...]
    """Rights that the bot lacks."""
    has_door: bool
    member: MemberState | None = None
    insiders: frozenset[str] = frozenset()
    """Of the names that a message mentions, those of members, in lower case."""


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case of a group that this facilitator leads."""

    id: UUID


@dataclass(frozen=True, slots=True)
class RecordView:
    """The record that was asked for, as far as the one who acts may read it."""

    has_address: bool
    """Whether the record page can be reached at all."""
    client: ClientId | None = None
    all: bool = False
    """The day's reading was asked for, and no client in particular."""


@dataclass(frozen=True, slots=True)
class ExportView:
    """How it stands with copies of everything about the client."""

    under_way: bool = False
    lately: int = 0
    """How many were asked for in the last day."""


@dataclass(frozen=True, slots=True)
class WritingView:
    """What a client has to know who writes to the therapist."""

    may_write: bool = False
    """The client agrees to messages here."""
    reads_at: datetime | None = None
    """When the therapist next reads: now in working hours; None: that is not known."""
    is_away: bool = False
    is_stood_in: bool = False
    """Somebody stands in, and is told that there is a message."""


class Need(StrEnum):
    """What a flow may ask the desk to load."""

    GROUP = "group"
    CASE = "case"

    INVITATION = "invitation"
    CHECK_INS = "check-ins"
    SCORED = "scored"
    LOOKED_BACK = "looked-back"
    ALERT = "alert"
    READING_TIME = "reading-time"
    COLLEAGUES = "colleagues"
    RECORD = "record"

    EXPORT = "export"
    ERASURE = "erasure"
    CONSENTS = "consents"

    HOMEWORK = "homework"
    SHELF = "shelf"
    APPOINTMENTS = "appointments"
    MOMENTS = "moments"
    JOURNAL = "journal"
    WRITING = "writing"
    GOALS = "goals"
    NOTES = "notes"


@dataclass(frozen=True, slots=True)
class Wanted:
    """One need, and what exactly is asked for."""

    need: Need
    about: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """What the desk knows of the person who acts, and what the flow asked for."""

    now: datetime
    practice: PracticeView
    locale: str
    """The person's language: chosen, or guessed from the platform until it is."""
    client: ClientView | None = None
    staff: StaffView | None = None
    talks: Mapping[str, Talk] = field(default_factory=dict)
    """Open talks by subject, the one touched last at the end."""
    invitation: InvitationView | None = None
    check_ins: tuple[OpenCheckIn, ...] = ()
    scored: tuple[str, ...] = ()
    alert: AlertView | None = None
    group: GroupView | None = None
    case: CaseView | None = None
    reads_at: datetime | None = None
    """When somebody next reads: now in working hours, else when they begin."""
    therapist_absent: bool = False
    """The client's therapist is away, or cannot be written to."""
    has_colleague: bool = False
    """Somebody else gets urgent cards meanwhile."""
    agreed: frozenset[Purpose] = frozenset()
    """What the client agrees to now."""
    colleagues: Mapping[str, StaffId] = field(default_factory=dict)
    """The other members of staff, by name."""
    record: RecordView | None = None
    library: Library = field(default_factory=shipped, repr=False)
    """What the practice can ask."""
    chance: str = ""
    """Drawn anew for each turn: what a flow needs that nobody may guess."""

    export: ExportView = ExportView()
    erasure_due: datetime | None = None
    """When the client will be erased, who has asked for it."""

    homework: Mapping[UUID, HomeworkState] = field(default_factory=dict)
    """Where each of the client's pieces of homework stands, the newest first."""
    shelf: frozenset[UUID] = frozenset()
    """What lies on the client's shelf."""
    appointments: Mapping[UUID, AppointmentStanding] = field(default_factory=dict)
    """The client's appointments, as far as an answer to one needs it."""

    moments: Mapping[UUID, StaffId | None] = field(default_factory=dict)
    """The client's key moments, and who marked each; None is the client."""
    goals: Mapping[UUID, GoalStanding] = field(default_factory=dict)
    """Where each of the client's goals stands, the oldest first."""
    notes: Mapping[UUID, NoteStanding] = field(default_factory=dict)
    """Where each note stands that the client may know of, the newest session first."""

    entries: frozenset[UUID] = frozenset()
    """Of the journal entries that were asked for, those that are the client's."""

    writing: WritingView = WritingView()
    back: LookedBack = field(default_factory=LookedBack)
    """Whether there are scores of three months ago to compare with, or from when."""

    @property
    def asked_about(self) -> ClientId | None:
        """The client whom a member of staff asked about; None where they may not."""
        return self.record.client if self.record is not None else None
