"""What may go into which channel: a content says what it shows, a channel what it takes.

Whatever is not named here is refused. A letter is asked once, when it is put in words.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from care.data_map import DataClass
from conversations.appointments import (
    AppointmentCard,
    AppointmentList,
    AppointmentNews,
    AppointmentsOf,
    AppointmentSoon,
)
from conversations.contents import (
    AlertCard,
    AlertChart,
    Archive,
    CaseCard,
    ChainTestCard,
    ChainTestReport,
    Content,
    CrisisCard,
    Digest,
    Disclosures,
    GroupAct,
    HideChat,
    HomePage,
    Keypad,
    MemberGone,
    NotRemoved,
    Overview,
    Passphrase,
    Progress,
    Question,
    Receipt,
    RuleTrial,
    Sentences,
    StyleOffer,
    SupportNotice,
    SupportText,
    TakeBack,
    Whereabouts,
    WorkflowCard,
)
from conversations.correspondence import Conversation, DeputyNote, MessageReceipt, MessagesOf
from conversations.envelopes import CLIENTS, GROUPS, THERAPISTS
from conversations.goals import (
    GoalCard,
    GoalList,
    GoalsOf,
    GoalSteps,
)
from conversations.group_practice import GroupPractice
from conversations.homework import (
    HomeworkCard,
    HomeworkDue,
    HomeworkList,
    HomeworkOf,
    HomeworkReview,
)
from conversations.journal import JournalCard, JournalList
from conversations.moments import MomentCard, MomentList, MomentsOf
from conversations.notes import NoteCard, NoteList, NotesOf, NotesWait
from conversations.shelf import ShelfCard, ShelfList, ShelfNews


class Matter(StrEnum):
    """What a message shows to whom it is for."""

    WORDING = "wording"
    """The portal's own sentences, the practice's name and crisis contacts."""
    CODES = "codes"
    """The client code, times, states, kinds of notes."""
    NUMBERS = "numbers"
    """Scores, single numbers of a daily check-in, the picture of them."""
    STAFF_NAMES = "staff-names"
    STAFF_WORDS = "staff-words"
    """What a therapist wrote to a client."""
    CLIENT_WORDS = "client-words"
    """What a client wrote."""
    OWN_WORDS = "own-words"
    """What the reader wrote in this very chat, shown to nobody else."""
    OWN_RECORD = "own-record"
    """Everything about the reader, in a file that the channel cannot open; and what opens it."""

    @property
    def data_class(self) -> DataClass:
        """The class that the data map gives to it where it is kept."""
        return _CLASS[self]


_CLASS = {
    Matter.WORDING: DataClass.PUBLIC,
    Matter.CODES: DataClass.META,
    Matter.NUMBERS: DataClass.CONTENT,
    Matter.STAFF_NAMES: DataClass.IDENTITY,
    Matter.STAFF_WORDS: DataClass.CONTENT,
    Matter.CLIENT_WORDS: DataClass.CONTENT,
    Matter.OWN_WORDS: DataClass.CONTENT,
    Matter.OWN_RECORD: DataClass.CONTENT,
}

_SAID = frozenset({Matter.WORDING, Matter.CODES, Matter.STAFF_NAMES})
_FIGURES = _SAID | {Matter.NUMBERS}
_WRITTEN = _SAID | {Matter.STAFF_WORDS}
_MARKED = _FIGURES | {Matter.STAFF_WORDS}
"""Numbers and pictures on which days are marked, in the words of who marked them."""


@dataclass(frozen=True, slots=True)
class Carried:
    """What one kind of content shows, and the class of each of its fields as it waits."""

    shows: frozenset[Matter]
    fields: Mapping[str, DataClass]


def _carried(shows: frozenset[Matter], *fields: str) -> Carried:
    # Letters wait unsealed: nothing in them may be more than wording keys, numbers and row ids.
    return Carried(shows, dict.fromkeys(fields, DataClass.META))


CARRIED: Mapping[type[Any], Carried] = {
    Sentences: _carried(_SAID, "lines", "buttons"),
    Question: _carried(_SAID, "token", "instrument", "version", "item", "opening", "changing"),
    CrisisCard: _carried(_SAID, "reason", "group"),
    Progress: _carried(_MARKED | {Matter.OWN_WORDS}, "instrument"),
    # Of a moment that the client marked a picture for Slack says no more than that there is one.
    AlertCard: _carried(_MARKED, "alert"),
    AlertChart: _carried(_MARKED, "alert"),
    Digest: _carried(_FIGURES, "at"),
    StyleOffer: _carried(_FIGURES),
    WorkflowCard: _carried(_FIGURES, "run", "client"),
    RuleTrial: _carried(_FIGURES, "client", "settings"),
    SupportText: _carried(_WRITTEN, "message"),
    SupportNotice: _carried(_WRITTEN, "message"),
    HomePage: _carried(_FIGURES, "page", "asked"),
    Overview: _carried(_FIGURES, "listing"),
    Disclosures: _carried(_SAID, "part", "page"),
    Whereabouts: _carried(_SAID),
    ChainTestCard: _carried(_SAID, "test"),
    ChainTestReport: _carried(_SAID, "test"),
    GroupAct: _carried(_SAID, "deed", "message", "member", "until"),
    CaseCard: _carried(_SAID, "case"),
    GroupPractice: _carried(_FIGURES, "group", "as_numbers"),
    NotRemoved: _carried(_SAID, "group", "message"),
    MemberGone: _carried(_SAID, "group", "code", "is_still_in"),
    Keypad: _carried(_SAID),
    HideChat: _carried(_SAID),
    TakeBack: _carried(_SAID, "message"),
    Archive: _carried(_SAID | {Matter.OWN_RECORD}, "export"),
    Passphrase: _carried(_SAID | {Matter.OWN_RECORD}, "export"),
    Receipt: _carried(_SAID, "erasure"),
    # What was assigned and what was said to it; never what the client wrote about it.
    HomeworkCard: _carried(_WRITTEN, "homework"),
    HomeworkList: _carried(_WRITTEN),
    HomeworkDue: _carried(_WRITTEN, "homework"),
    HomeworkReview: _carried(_WRITTEN, "homework", "entry"),
    HomeworkOf: _carried(_WRITTEN, "client"),
    # What the practice wrote, and the sentence of the therapist about it.
    ShelfList: _carried(_WRITTEN, "page"),
    ShelfCard: _carried(_WRITTEN, "item"),
    ShelfNews: _carried(_WRITTEN, "items"),
    MomentList: _carried(_WRITTEN | {Matter.OWN_WORDS}),
    MomentCard: _carried(_WRITTEN | {Matter.OWN_WORDS}, "moment"),
    MomentsOf: _carried(_WRITTEN, "client", "page"),
    JournalList: _carried(_SAID | {Matter.OWN_WORDS}, "page"),
    JournalCard: _carried(_SAID | {Matter.OWN_WORDS}, "entry", "asks"),
    MessageReceipt: _carried(_SAID, "message"),
    Conversation: _carried(_WRITTEN | {Matter.OWN_WORDS}, "page"),
    # That something waits, and since when; what was written is on the record page.
    MessagesOf: _carried(_SAID, "client"),
    DeputyNote: _carried(_SAID, "client", "appointment"),
    # When and where, and what the practice wrote; never what the client wrote about it.
    AppointmentCard: _carried(_WRITTEN, "appointment"),
    AppointmentList: _carried(_SAID),
    AppointmentSoon: _carried(_WRITTEN, "appointment"),
    AppointmentsOf: _carried(_SAID, "client"),
    AppointmentNews: _carried(_SAID, "appointment", "client"),
    GoalList: _carried(_FIGURES | {Matter.OWN_WORDS}),
    GoalCard: _carried(_FIGURES | {Matter.OWN_WORDS}, "goal"),
    GoalSteps: _carried(_SAID | {Matter.OWN_WORDS}, "goal"),
    # How near a goal is, and never what it is: the words are the client's.
    GoalsOf: _carried(_FIGURES, "client"),
    NoteList: _carried(_SAID, "page"),
    NoteCard: _carried(_WRITTEN | {Matter.OWN_WORDS}, "note", "page"),
    NotesWait: _carried(_SAID),
    # That a note has an answer, which and since when; its words are on the record page.
    NotesOf: _carried(_SAID, "client"),
}

_CLIENTS = _SAID | {Matter.NUMBERS, Matter.STAFF_WORDS, Matter.OWN_WORDS, Matter.OWN_RECORD}
_THERAPISTS = _SAID | {Matter.NUMBERS, Matter.STAFF_WORDS}

CHANNELS: Mapping[str, frozenset[Matter]] = {
    CLIENTS: _CLIENTS,
    # What a client wrote is read on the record page: docs/decisions/0018-record-page.md.
    THERAPISTS: _THERAPISTS,
    GROUPS: _SAID,
}


class NotForThisChannel(ValueError):
    """A content shows what the channel may not carry."""


def admit(content: Content, channel: str) -> None:
    """Refuses a content that shows more than the channel takes, and whatever is not known."""
    carried = CARRIED.get(type(content))
    taken = CHANNELS.get(channel, frozenset())
    if carried is None or not carried.shows <= taken:
        raise NotForThisChannel(f"{type(content).__name__} is not for {channel}")
