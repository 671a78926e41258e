"""What a letter says, before it is put in words: keys, arguments and row ids, never content.

The carrier fills a content in when it sends: scores, names and texts come from their sealed rows
at that moment and stand in no letter. Each content has a dump and a load; the pair is an identity.
"""

from dataclasses import field
from datetime import UTC, datetime
from enum import IntEnum, StrEnum
from typing import Any, TypeAlias, assert_never
from uuid import UUID

from care.light import dataclass
from conversations import (
    appointments,
    correspondence,
    goals,
    group_practice,
    homework,
    journal,
    moments,
    notes,
    shelf,
)
from conversations.appointments import (
    AppointmentContent,
    AppointmentNews,
    AppointmentsOf,
    OwnAppointments,
)
from conversations.correspondence import DeputyNote, MessageContent, MessagesOf, OwnMessages
from conversations.goals import GoalContent, GoalsOf, OwnGoals
from conversations.group_practice import GroupPractice
from conversations.homework import HomeworkContent, HomeworkOf, OwnHomework
from conversations.journal import JournalContent
from conversations.moments import MomentContent, MomentsOf, OwnMoments
from conversations.notes import NoteContent, NotesOf, OwnNotes
from conversations.shelf import OwnShelf

Argument: TypeAlias = str | int | float | datetime


class Lane(IntEnum):
    """Who goes first when several letters wait: the smaller number."""

    CRISIS = 0
    REPLY = 1
    THERAPIST = 2
    REMINDER = 3
    DIGEST = 4


class Style(StrEnum):
    """How a line stands out; each messenger shows it in its own way."""

    TITLE = "title"
    BODY = "body"
    NOTE = "note"
    QUOTE = "quote"
    HIDDEN = "hidden"
    """Hidden until it is tapped, where the platform can do that."""


class Look(StrEnum):
    """How a button stands out."""

    PLAIN = "plain"
    PRIMARY = "primary"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph: a wording key and what it is filled with."""

    key: str
    args: dict[str, Argument] = field(default_factory=dict)
    style: Style = Style.BODY


@dataclass(frozen=True, slots=True)
class Button:
    """A button names its question, so that an old message never answers a new one."""

    key: str
    question: str
    choice: str
    args: dict[str, Argument] = field(default_factory=dict)
    look: Look = Look.PLAIN


@dataclass(frozen=True, slots=True)
class Sentences:
    """Lines of wording with rows of buttons."""

    lines: tuple[Line, ...]
    buttons: tuple[tuple[Button, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """One item of an instrument; item 0 is the page before the first."""

    token: str
    instrument: str
    version: str
    item: int
    opening: tuple[Line, ...] = ()
    changing: bool = False
    """It was answered and filed before: the answer may be changed, or left as it is."""


class CrisisReason(StrEnum):
    """Why the crisis card is shown."""

    ASKED = "asked"
    CRITICAL = "critical"
    UNSAFE = "unsafe"
    WORDS = "words"
    """Some words of a message made us show it; that may be a false alarm."""


@dataclass(frozen=True, slots=True)
class CrisisCard:
    """The practice's crisis contacts, filled in from the card file, not from the database."""

    reason: CrisisReason
    group: UUID | None = None
    """In which group the card is shown, naming nobody, when it cannot be sent in private."""


@dataclass(frozen=True, slots=True)
class Progress:
    """The client's progress picture of one instrument, with the same said in the caption."""

    instrument: str


@dataclass(frozen=True, slots=True)
class AlertCard:
    """An alert as the therapist sees it, always as it stands now."""

    alert: UUID


@dataclass(frozen=True, slots=True)
class AlertChart:
    """The picture behind an alert."""

    alert: UUID


@dataclass(frozen=True, slots=True)
class SupportText:
    """A therapist's message to the client."""

    message: UUID


@dataclass(frozen=True, slots=True)
class SupportNotice:
    """What became of a message, for the therapist who wrote it."""

    message: UUID


@dataclass(frozen=True, slots=True)
class HomePage:
    """A therapist's Home: the clients by who needs attention, always as they stand now."""

    page: int = 0
    asked: bool = False
    """Whether somebody has it open now; else it was published anew for whoever opens it next."""


class Listing(StrEnum):
    """What `/portal` lists in the chat."""

    CLIENTS = "clients"
    ALERTS = "alerts"
    DISCHARGED = "discharged"


@dataclass(frozen=True, slots=True)
class Overview:
    """A therapist's clients, or the alerts about them, in one message."""

    listing: Listing


@dataclass(frozen=True, slots=True)
class Digest:
    """What is not urgent and was found since the last one, told at this instant."""

    at: datetime


@dataclass(frozen=True, slots=True)
class StyleOffer:
    """How much a therapist wants to hear, with what each style would have told lately."""


@dataclass(frozen=True, slots=True)
class WorkflowCard:
    """What a workflow found and did for a client, for the client's therapist."""

    run: UUID
    client: UUID


@dataclass(frozen=True, slots=True)
class RuleTrial:
    """What a rule would have told with other numbers: of one client, or (None) of the reader's."""

    client: UUID | None
    settings: tuple[str, ...]
    """As `care.rule_settings.parse` reads them; of one rule."""


class DisclosurePart(StrEnum):
    """What a client may look at about themselves."""

    READERS = "readers"
    NOTES = "notes"


@dataclass(frozen=True, slots=True)
class Disclosures:
    """Who read what about the reader and when, or the notes about the reader; one page of it."""

    part: DisclosurePart
    page: int = 0


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where the newest urgent note about a client is, for that client."""


@dataclass(frozen=True, slots=True)
class ChainTestCard:
    """A test alert for one of the chain."""

    test: UUID


@dataclass(frozen=True, slots=True)
class ChainTestReport:
    """Who has taken the test alert so far, for who asked for it."""

    test: UUID


class GroupDeed(StrEnum):
    """What the bot does in a group besides writing."""

    DELETE = "delete"
    APPROVE = "approve"
    DECLINE = "decline"
    MUTE = "mute"
    REMOVE = "remove"
    """Out of the group, and free to ask again."""
    MAKE_DOOR = "make-door"
    LOOK = "look"
    """Asks the platform for the bot's rights and for who leads."""


@dataclass(frozen=True, slots=True)
class GroupAct:
    """Something done in a group; message numbers and row ids only."""

    deed: GroupDeed
    message: int = 0
    member: UUID | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class CaseCard:
    """A case as the facilitator sees it, always as it stands now."""

    case: UUID


@dataclass(frozen=True, slots=True)
class NotRemoved:
    """A message of a group that Telegram does not let the bot take away."""

    group: UUID
    message: int


@dataclass(frozen=True, slots=True)
class MemberGone:
    """Who has ended being a member of a group, by code; perhaps Telegram keeps them in."""

    group: UUID
    code: str
    is_still_in: bool = False


@dataclass(frozen=True, slots=True)
class Keypad:
    """The keypad of a PIN, always as it stands now; which button is which digit is in no letter."""


@dataclass(frozen=True, slots=True)
class HideChat:
    """Everything that can be deleted is taken out of the chat; then comes one neutral word."""


@dataclass(frozen=True, slots=True)
class TakeBack:
    """One message of the client's own is taken out of the chat, without a word."""

    message: int


PhoneContent: TypeAlias = Keypad | HideChat | TakeBack


@dataclass(frozen=True, slots=True)
class Archive:
    """Everything that is kept about the reader, as one encrypted file."""

    export: UUID


@dataclass(frozen=True, slots=True)
class Passphrase:
    """What opens that file; shown once, and gone from the chat soon after."""

    export: UUID


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was erased, for who was erased."""

    erasure: UUID


OwnContent: TypeAlias = (
    PhoneContent
    | OwnHomework
    | OwnShelf
    | OwnMoments
    | JournalContent
    | OwnMessages
    | OwnAppointments
    | OwnGoals
    | OwnNotes
    | Question
    | Progress
    | SupportText
    | Whereabouts
    | Disclosures
    | Archive
    | Passphrase
    | Receipt
    | GroupAct
)
"""A client's own, or done in a group: it is never addressed to staff."""

Content: TypeAlias = (
    OwnContent
    | HomeworkOf
    | MomentsOf
    | MessagesOf
    | DeputyNote
    | AppointmentsOf
    | AppointmentNews
    | GoalsOf
    | NotesOf
    | CaseCard
    | GroupPractice
    | NotRemoved
    | MemberGone
    | Sentences
    | CrisisCard
    | AlertCard
    | AlertChart
    | SupportNotice
    | HomePage
    | Overview
    | Digest
    | StyleOffer
    | WorkflowCard
    | RuleTrial
    | ChainTestCard
    | ChainTestReport
)


class UnknownContent(ValueError):
    """A stored letter is of a kind this release does not know."""


def _dump_args(args: dict[str, Argument]) -> dict[str, Any]:
    return {
        name: {"at": value.isoformat()} if isinstance(value, datetime) else value
        for name, value in args.items()
    }


def _load_args(args: dict[str, Any]) -> dict[str, Argument]:
    return {
        name: datetime.fromisoformat(value["at"]).astimezone(UTC)
        if isinstance(value, dict)
        else value
        for name, value in args.items()
    }


def _dump_line(line: Line) -> list[Any]:
    return [line.key, _dump_args(line.args), line.style.value]


def _load_line(dumped: list[Any]) -> Line:
    key, args, style = dumped
    return Line(key, _load_args(args), Style(style))


def _dump_button(button: Button) -> list[Any]:
    return [button.key, button.question, button.choice, _dump_args(button.args), button.look.value]


def _load_button(dumped: list[Any]) -> Button:
    key, question, choice, args, look = dumped
    return Button(key, question, choice, _load_args(args), Look(look))


def dump_content(content: Content) -> dict[str, Any]:
    """The content as plain JSON."""
    match content:
        case Sentences():
            return {
                "kind": "sentences",
                "lines": [_dump_line(line) for line in content.lines],
                "buttons": [[_dump_button(each) for each in row] for row in content.buttons],
            }
        case Question():
            return {
                "kind": "question",
                "token": content.token,
                "instrument": content.instrument,
                "version": content.version,
                "item": content.item,
                "opening": [_dump_line(line) for line in content.opening],
                **({"changing": True} if content.changing else {}),
            }
        case CrisisCard():
            card = {"kind": "crisis-card", "reason": content.reason.value}
            return card if content.group is None else {**card, "group": str(content.group)}
        case Progress():
            return {"kind": "progress", "instrument": content.instrument}
        case AlertCard():
            return {"kind": "alert-card", "alert": str(content.alert)}
        case AlertChart():
            return {"kind": "alert-chart", "alert": str(content.alert)}
        case SupportText():
            return {"kind": "support-text", "message": str(content.message)}
        case SupportNotice():
            return {"kind": "support-notice", "message": str(content.message)}
        case HomePage():
            return {"kind": "home", "page": content.page, "asked": content.asked}
        case Overview():
            return {"kind": "overview", "listing": content.listing.value}
        case StyleOffer():
            return {"kind": "style-offer"}
        case WorkflowCard(run, client):
            return {"kind": "workflow-card", "run": str(run), "client": str(client)}
        case RuleTrial(about, settings):
            whose = str(about) if about is not None else None
            return {"kind": "rule-trial", "client": whose, "settings": [*settings]}
        case Digest(at):
            return {"kind": "digest", "at": at.isoformat()}
        case Disclosures(part, page):
            return {"kind": "disclosures", "part": part.value, "page": page}
        case Whereabouts():
            return {"kind": "whereabouts"}
        case ChainTestCard():
            return {"kind": "test-card", "test": str(content.test)}
        case ChainTestReport():
            return {"kind": "test-report", "test": str(content.test)}
        case GroupAct(deed, message, member, until):
            return {
                "kind": "group-act",
                "deed": deed.value,
                "message": message,
                "member": str(member) if member else None,
                "until": until.isoformat() if until else None,
            }
        case CaseCard(case):
            return {"kind": "case-card", "case": str(case)}
        case NotRemoved(group, message):
            return {"kind": "not-removed", "group": str(group), "message": message}
        case MemberGone(group, code, is_still_in):
            return {
                "kind": "member-gone",
                "group": str(group),
                "code": code,
                "is_still_in": is_still_in,
            }
        case GroupPractice():
            return group_practice.dump(content)
        case Keypad():
            return {"kind": "keypad"}
        case HideChat():
            return {"kind": "hide-chat"}
        case TakeBack(message):
            return {"kind": "take-back", "message": message}
        case Archive(export):
            return {"kind": "archive", "export": str(export)}
        case Passphrase(export):
            return {"kind": "passphrase", "export": str(export)}
        case Receipt(erasure):
            return {"kind": "receipt", "erasure": str(erasure)}
        case _ if isinstance(content, HomeworkContent):
            return homework.dump(content)
        case _ if isinstance(content, OwnShelf):
            return shelf.dump(content)
        case _ if isinstance(content, MomentContent):
            return moments.dump(content)
        case _ if isinstance(content, JournalContent):
            return journal.dump(content)
        case _ if isinstance(content, MessageContent):
            return correspondence.dump(content)
        case _ if isinstance(content, AppointmentContent):
            return appointments.dump(content)
        case _ if isinstance(content, GoalContent):
            return goals.dump(content)
        case _ if isinstance(content, NoteContent):
            return notes.dump(content)
        case _:
            assert_never(content)


def load_content(dumped: dict[str, Any]) -> Content:
    """The content that `dump_content` wrote; UnknownContent for one of another release."""
    match dumped:
        case {"kind": "sentences", "lines": lines, "buttons": rows}:
            return Sentences(
                tuple(_load_line(line) for line in lines),
                tuple(tuple(_load_button(each) for each in row) for row in rows),
            )
        case {"kind": "question"}:
            return Question(
                dumped["token"],
                dumped["instrument"],
                dumped["version"],
                dumped["item"],
                tuple(_load_line(line) for line in dumped["opening"]),
                dumped.get("changing", False),
            )
        case {"kind": "crisis-card", "reason": reason}:
            group = dumped.get("group")
            return CrisisCard(CrisisReason(reason), UUID(group) if group else None)
        case {"kind": "progress", "instrument": instrument}:
            return Progress(instrument)
        case {"kind": "alert-card", "alert": alert}:
            return AlertCard(UUID(alert))
        case {"kind": "alert-chart", "alert": alert}:
            return AlertChart(UUID(alert))
        case {"kind": "support-text", "message": message}:
            return SupportText(UUID(message))
        case {"kind": "support-notice", "message": message}:
            return SupportNotice(UUID(message))
        case {"kind": "home", "page": page}:
            return HomePage(page, dumped.get("asked", False))
        case {"kind": "overview", "listing": listing}:
            return Overview(Listing(listing))
        case {"kind": "style-offer"}:
            return StyleOffer()
        case {"kind": "workflow-card", "run": str(run), "client": str(client)}:
            return WorkflowCard(UUID(run), UUID(client))
        case {"kind": "rule-trial", "client": about, "settings": [*settings]}:
            return RuleTrial(UUID(about) if about else None, tuple(settings))
        case {"kind": "digest", "at": str(at)}:
            return Digest(datetime.fromisoformat(at).astimezone(UTC))
        case {"kind": "disclosures", "part": part, "page": int(number)}:
            return Disclosures(DisclosurePart(part), number)
        case {"kind": "whereabouts"}:
            return Whereabouts()
        case {"kind": "test-card", "test": test}:
            return ChainTestCard(UUID(test))
        case {"kind": "test-report", "test": test}:
            return ChainTestReport(UUID(test))
        case {"kind": "group-act", "deed": deed, "message": int(number)}:
            member, until = dumped["member"], dumped["until"]
            return GroupAct(
                GroupDeed(deed),
                number,
                UUID(member) if member else None,
                datetime.fromisoformat(until).astimezone(UTC) if until else None,
            )
        case {"kind": "case-card", "case": case}:
            return CaseCard(UUID(case))
        case {"kind": "group-practice"} if (practice := group_practice.load(dumped)) is not None:
            return practice
        case {"kind": "not-removed", "group": group, "message": int(message)}:
            return NotRemoved(UUID(group), message)
        case {
            "kind": "member-gone",
            "group": group,
            "code": code,
            "is_still_in": bool(is_still_in),
        }:
            return MemberGone(UUID(group), code, is_still_in)
        case {"kind": "keypad"}:
            return Keypad()
        case {"kind": "hide-chat"}:
            return HideChat()
        case {"kind": "take-back", "message": int(message)}:
            return TakeBack(message)
        case {"kind": "archive", "export": export}:
            return Archive(UUID(export))
        case {"kind": "passphrase", "export": export}:
            return Passphrase(UUID(export))
        case {"kind": "receipt", "erasure": erasure}:
            return Receipt(UUID(erasure))
        case _ if (about_homework := homework.load(dumped)) is not None:
            return about_homework
        case _ if (about_shelf := shelf.load(dumped)) is not None:
            return about_shelf
        case _ if (about_moments := moments.load(dumped)) is not None:
            return about_moments
        case _ if (about_journal := journal.load(dumped)) is not None:
            return about_journal
        case _ if (about_messages := correspondence.load(dumped)) is not None:
            return about_messages
        case _ if (about_appointments := appointments.load(dumped)) is not None:
            return about_appointments
        case _ if (about_goals := goals.load(dumped)) is not None:
            return about_goals
        case _ if (about_notes := notes.load(dumped)) is not None:
            return about_notes
        case _:
            raise UnknownContent(f"a letter of kind {dumped.get('kind')!r}")
