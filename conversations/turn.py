"""One step of a conversation: what happened, what should happen, and the state in between."""

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from enum import StrEnum
from typing import Generic, Literal, TypeAlias, TypeVar
from uuid import UUID

from care.alerts import Concern, Verdict
from care.consent import Purpose
from care.light import dataclass
from care.people import ClientId, Shown, StaffId
from care.rule_settings import Style
from care.visits import LeadsTo
from conversations.appointments import AppointmentEffect
from conversations.contents import (
    CrisisReason,
    DisclosurePart,
    Lane,
    Line,
    Listing,
    Question,
    Sentences,
)
from conversations.correspondence import MessageEffect
from conversations.discharge import DischargeEffect
from conversations.goals import GoalEffect
from conversations.group_practice import ShowGroupPractice
from conversations.homework import HomeworkEffect
from conversations.journal import JournalEffect
from conversations.knowing import KnownEffect
from conversations.moments import MomentEffect
from conversations.notes import NoteEffect
from conversations.on_call import OnCallEffect
from conversations.phone import PhoneEffect, PhoneEvent
from conversations.shelf import ShelfEffect
from conversations.tuning import TuningEffect

# --- events: what happened ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Came:
    """A person opened the chat, perhaps by an invitation link."""

    secret: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """A person wrote words."""

    text: str


@dataclass(frozen=True, slots=True)
class Edited:
    """A person changed words written earlier."""

    text: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A person used a command, such as /help, perhaps with words behind it."""

    command: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Tapped:
    """A person pressed a button; the button names its question."""

    question: str
    choice: str


@dataclass(frozen=True, slots=True)
class SentFile:
    """A person sent something that is not words: a photo, a voice message, a file."""

    kind: str
    ref: str = ""
    """By what the platform gives it out; empty for what is not taken."""
    name: str = ""
    size: int | None = None
    words: str = ""
    """What was written beside it."""


@dataclass(frozen=True, slots=True)
class Submitted:
    """A member of staff submitted a form about something."""

    form: str
    about: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class OpenedHome:
    """Somebody in Slack opened the app's Home."""


@dataclass(frozen=True, slots=True)
class Left:
    """A person blocked the bot."""


@dataclass(frozen=True, slots=True)
class Returned:
    """A person unblocked the bot."""


@dataclass(frozen=True, slots=True)
class Redeemed:
    """The store's answer to an invitation: used by this very person, or not any more valid."""

    accepted: bool


# In a group. A chat is named by the platform's id of it: identity, so it is sealed when kept.


@dataclass(frozen=True, slots=True)
class AskedToJoin:
    """A person asked at the door of a group."""

    chat: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Posted:
    """A person wrote in a group, or changed what stands there."""

    chat: str
    message: int
    text: str
    marks: frozenset[str] = frozenset()
    """What the platform itself marks in it: a hidden link, a contact."""
    username: str | None = None
    by_chat: bool = False
    """Written in the name of a channel: there is nobody to be answered in private."""


@dataclass(frozen=True, slots=True)
class AskedInGroup:
    """A person used a command in a group, perhaps as a reply to a message."""

    chat: str
    message: int
    command: str
    rest: str = ""
    about: int | None = None
    author: str | None = None
    """Who wrote the message that this replies to."""
    marks: frozenset[str] = frozenset()
    by_chat: bool = False
    """Typed in the name of the group itself, by somebody who leads it and is not named."""


@dataclass(frozen=True, slots=True)
class GroupRights:
    """What the bot may do in a group by now, as far as it lacks something, and who leads there."""

    chat: str
    missing: tuple[str, ...]
    leaders: tuple[str, ...] | None = None
    """None: not asked."""


@dataclass(frozen=True, slots=True)
class MemberMoved:
    """A person came into a group, or left it."""

    chat: str
    inside: bool


@dataclass(frozen=True, slots=True)
class DoorMade:
    """The platform has made the group's link for asking to join."""

    chat: str
    link: str


@dataclass(frozen=True, slots=True)
class GroupMoved:
    """The platform gave a group another id."""

    chat: str
    to: str


GroupEvent: TypeAlias = (
    AskedToJoin | Posted | AskedInGroup | GroupRights | MemberMoved | DoorMade | GroupMoved
)

Event: TypeAlias = (
    Came
    | Said
    | Edited
    | Asked
    | Tapped
    | SentFile
    | Submitted
    | OpenedHome
    | Left
    | Returned
    | Redeemed
    | GroupEvent
    | PhoneEvent
)

# --- effects: what should happen -----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Say:
    """A letter to the person who acted."""

    content: Sentences
    slot: str | None = None
    fresh: bool = False
    lane: Literal[Lane.CRISIS, Lane.REPLY] = Lane.REPLY


@dataclass(frozen=True, slots=True)
class AskItem:
    """The next question, in the message that holds this check-in; fresh: at the end of the chat."""

    question: Question
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Toast:
    """A word beside the button that was pressed; it carries no promise."""

    line: Line


@dataclass(frozen=True, slots=True)
class AnswerItem:
    """File one item's answer, now."""

    occurrence: UUID
    instrument: str
    version: str
    item: int
    value: int


@dataclass(frozen=True, slots=True)
class FileResponse:
    """The check-in is complete: file the response, follow the score, ask the rules."""

    occurrence: UUID


@dataclass(frozen=True, slots=True)
class OfferHelpNow:
    """The crisis card, before anything else."""

    reason: CrisisReason


@dataclass(frozen=True, slots=True)
class RaiseConcern:
    """Tell the therapist, as urgently as the concern is."""

    concern: Concern


@dataclass(frozen=True, slots=True)
class RedeemInvitation:
    """Use the invitation and record the consent; `Redeemed` comes back in the same transaction."""

    invitation: UUID
    locale: str


@dataclass(frozen=True, slots=True)
class NoteWrongLink:
    """The link with which somebody came opens nothing: after too many none does for a while."""


@dataclass(frozen=True, slots=True)
class BeginCheckIns:
    """Plan the check-ins of a new client and open the first."""

    check_in_at: str
    zone: str


@dataclass(frozen=True, slots=True)
class OpenPulse:
    """Open today's pulse on the client's own initiative."""


class Preference(StrEnum):
    """What a client may choose about the portal."""

    LOCALE = "locale"
    ZONE = "zone"
    CHECK_IN_AT = "check_in_at"
    PICTURE = "picture"
    BANDS = "bands"
    DISCREET = "discreet"
    LOCK_AFTER = "lock_after"
    DARK = "dark"
    WAKES_AT = "wakes_at"


@dataclass(frozen=True, slots=True)
class SetPreference:
    """Keep a client's choice; what is planned and not opened follows it."""

    preference: Preference
    value: str


@dataclass(frozen=True, slots=True)
class ShowProgress:
    """The progress picture of one instrument; unasked only as often as the client chose."""

    instrument: str
    asked: bool = True


@dataclass(frozen=True, slots=True)
class StopPortal:
    """Nothing more is sent to this client."""


@dataclass(frozen=True, slots=True)
class ReturnToPortal:
    """The client comes back after a stop."""


@dataclass(frozen=True, slots=True)
class SetConsent:
    """Switch one purpose on or off; whatever hangs on it follows at once."""

    purpose: Purpose
    given: bool


@dataclass(frozen=True, slots=True)
class KeepConsent:
    """What was agreed to is agreed to in the words of today."""


@dataclass(frozen=True, slots=True)
class NoteAsked:
    """The client has been asked about this version of the texts."""


@dataclass(frozen=True, slots=True)
class PausePortal:
    """Nothing is asked until then."""

    until: datetime


@dataclass(frozen=True, slots=True)
class ResumePortal:
    """The pause ends now."""


@dataclass(frozen=True, slots=True)
class ShowDisclosures:
    """Who read what about the one who acts, or the notes about them."""

    part: DisclosurePart
    page: int
    fresh: bool


@dataclass(frozen=True, slots=True)
class NoteReachable:
    """Whether the platform lets us write to this person."""

    reachable: bool


class Form(StrEnum):
    """What a member of staff can fill in."""

    SUPPORT = "support"
    SNOOZE = "snooze"
    AWAY = "away"
    HOMEWORK = "homework"
    REVIEW = "review"
    MOMENT = "moment"
    KNOWN = "known"
    RULE = "rule"
    SCHEDULE = "schedule"
    ON_CALL = "on-call"
    SHELF = "shelf"
    ANSWER = "answer"
    APPOINTMENT = "appointment"
    APPOINTMENT_ANSWER = "appointment-answer"
    DISCHARGE = "discharge"
    READMISSION = "readmission"


@dataclass(frozen=True, slots=True)
class OpenForm:
    """Open a form about an alert, directly after the commit: the trigger lives three seconds."""

    form: Form
    alert: UUID


@dataclass(frozen=True, slots=True)
class FillForm:
    """Put another suggestion into the open support form."""

    alert: UUID
    suggestion: int


@dataclass(frozen=True, slots=True)
class SendSupport:
    """A therapist's message to the client, which leaves after the time to undo; takes the alert."""

    alert: UUID
    text: str


@dataclass(frozen=True, slots=True)
class CancelSupport:
    """Take a message back before it leaves."""

    message: UUID


@dataclass(frozen=True, slots=True)
class SnoozeAlert:
    """Bring the alert back at this time."""

    alert: UUID
    until: datetime


@dataclass(frozen=True, slots=True)
class ResolveAlert:
    """The therapist has dealt with it."""

    alert: UUID


@dataclass(frozen=True, slots=True)
class ShowAlertChart:
    """The picture behind the alert, in its thread."""

    alert: UUID


@dataclass(frozen=True, slots=True)
class ShowAlertCard:
    """The card of an alert that was only named so far."""

    alert: UUID


@dataclass(frozen=True, slots=True)
class ShowStyles:
    """How much the one who acts wants to hear, with the back-test of each style."""


@dataclass(frozen=True, slots=True)
class ChooseStyle:
    """The one who acts is told as this style has it."""

    style: Style


@dataclass(frozen=True, slots=True)
class JudgeAlert:
    """Whether an alert was useful, was not, or was known already."""

    alert: UUID
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class TakeAlert:
    """The therapist has seen it and takes it: nobody else is told."""

    alert: UUID


@dataclass(frozen=True, slots=True)
class TellWhereabouts:
    """Tell the client where the newest urgent note is, as it is then."""


@dataclass(frozen=True, slots=True)
class ShowHome:
    """Publish the Home of the one who acts."""

    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowOverview:
    """List clients or alerts in the chat."""

    listing: Listing


@dataclass(frozen=True, slots=True)
class OpenAwayForm:
    """Open the form that asks until when, directly after the commit."""


@dataclass(frozen=True, slots=True)
class GoAway:
    """The one who acts does not read until then; ordinary alerts wait or go to the deputy."""

    until: datetime
    deputy: StaffId | None = None


@dataclass(frozen=True, slots=True)
class ComeBack:
    """The one who acts reads again."""


@dataclass(frozen=True, slots=True)
class BeginChainTest:
    """Send a test alert through the whole chain."""


@dataclass(frozen=True, slots=True)
class GotTest:
    """The one who acts has got the test alert."""

    test: UUID


@dataclass(frozen=True, slots=True)
class OpenRecord:
    """Open the way to a client's record (None: to the day's reading), directly after the commit."""

    client: ClientId | None
    leads_to: LeadsTo = LeadsTo.RECORD


@dataclass(frozen=True, slots=True)
class Switch:
    """Let a client see something, or no longer."""

    client: ClientId
    what: Shown
    on: bool


@dataclass(frozen=True, slots=True)
class ShowSwitches:
    """What a client is let see, as it stands."""

    client: ClientId
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class ShowWorkflows:
    """The practice's workflows, or how they stand for a client, in a window; or in it again."""

    client: ClientId | None
    again: bool = False


@dataclass(frozen=True, slots=True)
class SwitchWorkflow:
    """Switch a workflow for the practice, or for one client; None: as in the practice."""

    client: ClientId | None
    name: str
    on: bool | None


class CaseKind(StrEnum):
    """Why a facilitator, or the record, has a message of a group."""

    REPORTED = "reported"
    CRISIS = "crisis"
    CRISIS_UNSURE = "crisis-unsure"
    """Words that are probably denied, or about somebody else."""
    REMOVED = "removed"


class CaseAction(StrEnum):
    """What a facilitator does with a case."""

    RELEASE = "release"
    DELETE = "delete"
    REMIND = "remind"
    MUTE = "mute"


@dataclass(frozen=True, slots=True)
class LinkGroup:
    """This chat is the group's from now on; its rights are looked at and its door is made."""

    group: UUID
    chat: str


@dataclass(frozen=True, slots=True)
class NoteRights:
    """Keep what the bot may not do in a group, and who leads there."""

    group: UUID
    missing: tuple[str, ...]
    leaders: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class KeepDoor:
    """Keep the group's link for asking to join."""

    group: UUID
    link: str


@dataclass(frozen=True, slots=True)
class MoveGroup:
    """Write to the group at its new id."""

    group: UUID
    to: str


@dataclass(frozen=True, slots=True)
class OfferPledge:
    """Send the house rules in private to one who is enrolled and asks to join."""

    group: UUID


@dataclass(frozen=True, slots=True)
class TurnAway:
    """Decline a request to join."""

    group: UUID


@dataclass(frozen=True, slots=True)
class LetIn:
    """The person agreed to the house rules: the request is approved."""

    group: UUID


@dataclass(frozen=True, slots=True)
class NoteMember:
    """Keep that a member came in or left."""

    group: UUID
    inside: bool


@dataclass(frozen=True, slots=True)
class KnowName:
    """Members may mention this member by name."""

    group: UUID
    username: str


@dataclass(frozen=True, slots=True)
class SayInGroup:
    """A letter to everybody in the group."""

    group: UUID
    content: Sentences


@dataclass(frozen=True, slots=True)
class RemoveMessage:
    """Take a message out of the group."""

    group: UUID
    message: int


@dataclass(frozen=True, slots=True)
class OpenCase:
    """Keep that a message was reported, removed or held crisis words, and tell the facilitator."""

    group: UUID
    kind: CaseKind
    message: int
    author: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class ShowGroupHelp:
    """The crisis card in private; in the group, naming nobody, when that cannot be."""

    group: UUID
    reason: CrisisReason


@dataclass(frozen=True, slots=True)
class DecideCase:
    """What the facilitator does with a case."""

    case: UUID
    action: CaseAction


@dataclass(frozen=True, slots=True)
class MakeExport:
    """Make a copy of everything about the one who acts, and send it to them."""


@dataclass(frozen=True, slots=True)
class AskErasure:
    """Erase the one who acts, at once or in so many days."""

    days: int


@dataclass(frozen=True, slots=True)
class TakeBackErasure:
    """The one who acts stays."""


GroupEffect: TypeAlias = (
    LinkGroup
    | NoteRights
    | KeepDoor
    | MoveGroup
    | OfferPledge
    | TurnAway
    | LetIn
    | NoteMember
    | KnowName
    | SayInGroup
    | RemoveMessage
    | OpenCase
    | ShowGroupHelp
    | DecideCase
)

Effect: TypeAlias = (
    GroupEffect
    | PhoneEffect
    | HomeworkEffect
    | ShelfEffect
    | AppointmentEffect
    | MomentEffect
    | JournalEffect
    | MessageEffect
    | GoalEffect
    | NoteEffect
    | DischargeEffect
    | KnownEffect
    | TuningEffect
    | Say
    | AskItem
    | Toast
    | AnswerItem
    | FileResponse
    | OfferHelpNow
    | RaiseConcern
    | RedeemInvitation
    | NoteWrongLink
    | BeginCheckIns
    | OpenPulse
    | SetPreference
    | ShowProgress
    | StopPortal
    | ReturnToPortal
    | SetConsent
    | KeepConsent
    | NoteAsked
    | PausePortal
    | ResumePortal
    | ShowDisclosures
    | NoteReachable
    | OpenForm
    | FillForm
    | SendSupport
    | CancelSupport
    | SnoozeAlert
    | ResolveAlert
    | ShowAlertChart
    | ShowAlertCard
    | JudgeAlert
    | ShowStyles
    | ChooseStyle
    | TakeAlert
    | TellWhereabouts
    | ShowGroupPractice
    | OnCallEffect
    | ShowHome
    | ShowOverview
    | OpenAwayForm
    | GoAway
    | ComeBack
    | BeginChainTest
    | GotTest
    | OpenRecord
    | Switch
    | ShowSwitches
    | ShowWorkflows
    | SwitchWorkflow
    | MakeExport
    | AskErasure
    | TakeBackErasure
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Turn(Generic[T]):
    """The new state of the talk (None: it is over) and what should happen."""

    state: T | None
    effects: tuple[Effect, ...] = field(default=())
