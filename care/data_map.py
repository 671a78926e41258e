"""What is kept, column by column: its class, why, for how long, who reads it, under which key.

From this one table come `/privacy`, `docs/privacy.md`, what `portal check --explain` says of a
thief, and the ages at which the retention round deletes. `store/holdings.py` holds it against the
tables: a column without an entry, or an entry without a column, does not start.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum


class DataClass(StrEnum):
    """How much harm a value can do in the wrong hands, the most first."""

    CONTENT = "content"
    """What somebody wrote or answered, and what was worked out from it."""
    IDENTITY = "identity"
    """Who somebody is: names, ids of platforms."""
    META = "meta"
    """Codes, times, states, kinds: what the database has to be asked for."""
    PUBLIC = "public"
    """What the practice says of itself."""


class Part(StrEnum):
    """What belongs together for whoever asks what is kept."""

    ANSWERS = "answers"
    JOURNAL = "journal"
    NOTES = "notes"
    MESSAGES = "messages"
    SESSION_NOTES = "session-notes"
    ABOUT_YOU = "about-you"
    ON_ITS_WAY = "on-its-way"
    GROUPS = "groups"
    PRACTICE = "practice"


class Purpose(StrEnum):
    """What something is kept for."""

    SEE_HOW_IT_GOES = "see-how-it-goes"
    KEEP_JOURNAL = "keep-journal"
    TELL_THERAPIST = "tell-therapist"
    CARRY = "carry"
    HOLD_THE_SAME = "hold-the-same"
    """So that client and therapist hold the same words about a session."""
    KNOW_YOU = "know-you"
    DELIVER = "deliver"
    LEAD_GROUP = "lead-group"
    RUN = "run"


class Keep(StrEnum):
    """For how long; `AGES` says it in days where the portal deletes by itself."""

    RECORD = "record"
    """Until the practice erases it: only the practice may say when a record ends."""
    TWO_DAYS = "two-days"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    WHILE_NEEDED = "while-needed"
    """For as long as the practice, or the group, is there."""


AGES: Mapping[Keep, timedelta] = {
    Keep.TWO_DAYS: timedelta(days=2),
    Keep.WEEK: timedelta(days=7),
    Keep.MONTH: timedelta(days=30),
    Keep.QUARTER: timedelta(days=90),
}


class Reader(StrEnum):
    """Who can read it in the portal."""

    CLIENT = "client"
    THERAPIST = "therapist"
    CHAIN = "chain"
    SUPERVISOR = "supervisor"
    FACILITATOR = "facilitator"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"
    PROGRAM = "program"
    """Nobody: it is for the portal's own work."""


class Lock(StrEnum):
    """Whose data key seals what is sealed."""

    CLIENT = "client"
    PRACTICE = "practice"
    BOT = "bot"
    GROUP = "group"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Own:
    """What holds for one column alone; what is not said holds as for its whole table."""

    purpose: Purpose | None = None
    keep: Keep | None = None
    readers: tuple[Reader, ...] | None = None


@dataclass(frozen=True, slots=True)
class Holding:
    """One table: what holds for all of it, and its columns by class."""

    table: str
    part: Part
    purpose: Purpose
    keep: Keep
    readers: tuple[Reader, ...]
    lock: Lock
    open_to_thief: str
    """What its columns that are not sealed tell, in plain words."""
    content: tuple[str, ...] = ()
    identity: tuple[str, ...] = ()
    meta: tuple[str, ...] = ()
    public: tuple[str, ...] = ()
    in_the_open: Mapping[str, str] = field(default_factory=dict)
    """Columns of class content or identity that are not sealed, and why."""
    own: Mapping[str, Own] = field(default_factory=dict)
    """Columns for which something else holds than for their table."""

    def entry(self, column: str, of_class: DataClass) -> "Entry":
        """Everything the map says of one column."""
        own = self.own.get(column, Own())
        return Entry(
            self.table,
            column,
            of_class,
            own.purpose or self.purpose,
            own.keep or self.keep,
            self.readers if own.readers is None else own.readers,
            sealed=is_sealed(column),
        )

    @property
    def columns(self) -> tuple[tuple[str, DataClass], ...]:
        """Every column with its class."""
        return tuple(
            (column, of_class)
            for of_class, columns in (
                (DataClass.CONTENT, self.content),
                (DataClass.IDENTITY, self.identity),
                (DataClass.META, self.meta),
                (DataClass.PUBLIC, self.public),
            )
            for column in columns
        )


@dataclass(frozen=True, slots=True)
class Entry:
    """One column, with everything the map says of it."""

    table: str
    column: str
    data_class: DataClass
    purpose: Purpose
    keep: Keep
    readers: tuple[Reader, ...]
    sealed: bool


def is_sealed(column: str) -> bool:
    """Whether a column of this name holds what the vault made."""
    return column.startswith("sealed_") or column == "wrapped"


CLIENT_AND_THERAPIST = (Reader.CLIENT, Reader.THERAPIST)
STAFF = (Reader.ADMINISTRATOR, Reader.THERAPIST)
READ_AUDIT = (Reader.ADMINISTRATOR, Reader.AUDITOR)
NOBODY = (Reader.PROGRAM,)

WORK = Own(Purpose.DELIVER, readers=NOBODY)
"""Of use to the portal alone: when something is to be done next, and what has been tried."""
WORKED_OUT = Own(Purpose.RUN, readers=NOBODY)
"""How often a row was written, and keyed hashes by which it is found."""
JUDGED = Own(Purpose.RUN, readers=(Reader.THERAPIST, Reader.ADMINISTRATOR))
OF_THE_PHONE = Own(readers=(Reader.CLIENT,))
"""Whether a client's own chat is locked is shown to nobody else."""

HASHED = "a keyed hash: without the key file nobody can tell whose it is"
HASHED_THING = "a keyed hash: without the key file nobody can tell what it is"

_ANSWERS = (
    *(Part.ANSWERS, Purpose.SEE_HOW_IT_GOES, Keep.RECORD),
    # The chain sees numbers and picture of a note that reaches it; `portal chart` draws any.
    (*CLIENT_AND_THERAPIST, Reader.CHAIN, Reader.SUPERVISOR, Reader.ADMINISTRATOR),
    Lock.CLIENT,
)
_NOTES = (
    *(Part.NOTES, Purpose.TELL_THERAPIST, Keep.RECORD),
    (Reader.THERAPIST, Reader.CHAIN, Reader.SUPERVISOR),
    Lock.CLIENT,
)
_YOU = (
    *(Part.ABOUT_YOU, Purpose.KNOW_YOU, Keep.RECORD),
    (*CLIENT_AND_THERAPIST, Reader.SUPERVISOR),
    Lock.CLIENT,
)
_GROUPS = (
    *(Part.GROUPS, Purpose.LEAD_GROUP, Keep.WHILE_NEEDED),
    (Reader.FACILITATOR,),
    Lock.GROUP,
)
_PRACTICE = (Part.PRACTICE, Purpose.RUN, Keep.WHILE_NEEDED, STAFF, Lock.PRACTICE)

_SIGN_IN = (Part.PRACTICE, Purpose.RUN, Keep.WEEK, NOBODY, Lock.NONE)

_BROUGHT_BY = "it is an account of the machine, which the audit names in the open as well"

CHECK_IN = ("practice", "id", "client", "instrument", "version")

MAP: tuple[Holding, ...] = (
    # --- answers -----------------------------------------------------------------------------
    Holding(
        "check_in_plan",
        *_ANSWERS,
        "which questionnaires a client code is asked, and how often",
        meta=(*CHECK_IN, "every", "starts", "active", "planned_to", "plan_again_at", "times"),
        own=dict.fromkeys(("planned_to", "plan_again_at"), WORK),
    ),
    Holding(
        "occurrence",
        *_ANSWERS,
        "on which days a client code was asked what, and whether it was answered",
        meta=(
            *(*CHECK_IN, "plan", "token", "local_date", "slot", "state", "opens_at"),
            *("remind_at", "expires_at", "due_at", "finished_at", "missed_at", "told_at"),
        ),
        own=dict.fromkeys(("token", "remind_at", "due_at"), WORK),
    ),
    Holding(
        "answer",
        *_ANSWERS,
        "when which question was answered; never how",
        content=("sealed_value",),
        meta=("practice", "id", "client", "occurrence", "item", "answered_at"),
    ),
    Holding(
        "response",
        *_ANSWERS,
        "on which days a client code finished which questionnaire; never a score",
        content=("sealed_answers",),
        meta=(
            *CHECK_IN,
            *("episode", "occurrence", "local_date", "late", "filed_at", "imported_at"),
            "corrected_at",
        ),
    ),
    Holding(
        "trajectory",
        *_ANSWERS,
        "which questionnaires a client code has scores of; never a score",
        content=("sealed_points",),
        meta=("practice", "client", "instrument", "row_version", "version"),
        own={"row_version": WORKED_OUT},
    ),
    Holding(
        "daily_record",
        *_ANSWERS,
        "which client codes have answered daily check-ins",
        content=("sealed_days",),
        meta=("practice", "client", "row_version"),
        own={"row_version": WORKED_OUT},
    ),
    Holding(
        "prompted",
        *(Part.ON_ITS_WAY, Purpose.DELIVER, Keep.MONTH, NOBODY, Lock.NONE),
        "on which days a client code was written to",
        meta=("practice", "client", "local_date", "prompted_at"),
    ),
    # --- notes to therapists -----------------------------------------------------------------
    Holding(
        "alert",
        *_NOTES,
        "that a note of a certain kind, such as one about a safety answer, was raised about a "
        "client code, when, how urgent, and who took it; never the facts in it",
        content=("sealed_facts",),
        meta=(
            *("practice", "id", "client", "therapist", "rule", "urgency", "state", "open_for"),
            *("row_version", "times_raised", "raised_at", "last_raised_at", "tell_at"),
            *("taken_by", "taken_at", "snoozed_until", "resolved_by", "resolved_at"),
            *("next_step_at", "escalation_level", "asked_at", "on_call"),
            *("ended", "switched_off", "discharged", "verdict", "verdict_by", "verdict_at"),
        ),
        own={
            "row_version": WORKED_OUT,
            **dict.fromkeys(("tell_at", "next_step_at", "asked_at", "on_call"), WORK),
            # How useful a note was is the therapist's own view of the rule.
            **dict.fromkeys(("verdict", "verdict_by", "verdict_at"), JUDGED),
        },
    ),
    Holding(
        "rule_setting",
        *_NOTES[:-1],
        Lock.NONE,
        "at which numbers a practice, a member of staff or, for a client by number, a therapist "
        "wants to be told of patterns",
        meta=(
            *("practice", "level", "about", "rule", "parameter", "client", "value"),
            *("decided_at", "decided_by"),
        ),
    ),
    Holding(
        "known_answer",
        *_NOTES,
        "that an answer of a client code about safety is known to a therapist, with a plan, since "
        "when and until when; never which answer, nor the plan",
        content=("sealed_answer", "sealed_plan"),
        meta=(
            *("practice", "id", "client", "marked_at", "marked_by", "until"),
            *("ended_at", "ended_by"),
        ),
    ),
    Holding(
        "shadow_alert",
        *_NOTES[:-1],
        Lock.NONE,
        "when a pattern of a certain kind was found about a client, by number, of which nobody was "
        "told; never what it was found in",
        meta=("practice", "client", "rule", "found_at", "ended_at"),
    ),
    Holding(
        "resource",
        *(Part.PRACTICE, Purpose.RUN, Keep.WHILE_NEEDED, STAFF, Lock.NONE),
        "what the practice has in its library; never on whose shelf it lies",
        meta=(
            *("practice", "code", "kind", "language", "minutes"),
            *("added_at", "changed_at", "retired_at"),
        ),
        public=("title", "about", "link", "text"),
    ),
    Holding(
        "workflow",
        *(Part.PRACTICE, Purpose.RUN, Keep.WHILE_NEEDED, STAFF, Lock.NONE),
        "what the practice has set to follow when something happens, and which account decided "
        "it; never for whom it was done",
        identity=("decided_by",),
        meta=("practice", "name", "version", "is_on", "decided_at"),
        public=("text",),
        in_the_open={"decided_by": _BROUGHT_BY},
    ),
    Holding(
        "workflow_switch",
        *_NOTES[:-1],
        Lock.NONE,
        "which workflows are switched on or off for a client, by number, and by whom",
        meta=("practice", "client", "workflow", "is_on", "decided_at", "decided_by"),
    ),
    Holding(
        "workflow_run",
        *_NOTES,
        "that a workflow of a certain name ran for a client, by number, and when; never what it "
        "had found, nor what it did",
        content=("sealed_facts",),
        meta=("practice", "id", "client", "workflow", "version", "cause", "ran_at"),
    ),
    Holding(
        "workflow_due",
        *_NOTES[:-1],
        Lock.NONE,
        "when the first week of a client, by number, is over",
        meta=("practice", "client", "due_at"),
    ),
    Holding(
        "alert_recipient",
        *_NOTES,
        "which member of staff, by number, was told of a note",
        meta=("practice", "alert", "staff", "told_at", "opened_at"),
    ),
    # --- messages ----------------------------------------------------------------------------
    Holding(
        "message",
        *(Part.MESSAGES, Purpose.CARRY, Keep.RECORD, CLIENT_AND_THERAPIST, Lock.CLIENT),
        "when a therapist wrote to a client code; never what",
        content=("sealed_text",),
        meta=(
            *("practice", "id", "client", "staff", "alert", "kind", "state", "written_at"),
            *("leaves_at", "settled_at"),
        ),
    ),
    Holding(
        "client_message",
        *(Part.MESSAGES, Purpose.CARRY, Keep.RECORD),
        (*CLIENT_AND_THERAPIST, Reader.SUPERVISOR),
        Lock.CLIENT,
        "when a client code wrote to the therapist, when that was posted, opened and answered; "
        "never what",
        content=("sealed_text",),
        meta=(
            *("practice", "id", "client", "state", "written_at", "told_at", "opened_at"),
            *("settled_at", "staff", "answer", "look_at"),
        ),
    ),
    Holding(
        "homework",
        *(Part.MESSAGES, Purpose.CARRY, Keep.RECORD),
        (*CLIENT_AND_THERAPIST, Reader.SUPERVISOR),
        Lock.CLIENT,
        "when a client code was given homework, by which day, and whether it was done; never what",
        content=("sealed_title", "sealed_task"),
        meta=(
            *("practice", "id", "client", "staff", "state", "due_on", "assigned_at", "told_at"),
            *("answered_at", "reviewed_at", "tell_at", "look_at"),
        ),
        own=dict.fromkeys(("tell_at", "look_at"), WORK),
    ),
    Holding(
        "homework_entry",
        *(Part.MESSAGES, Purpose.CARRY, Keep.RECORD),
        (*CLIENT_AND_THERAPIST, Reader.SUPERVISOR),
        Lock.CLIENT,
        "when a client code answered homework, and when that was looked at; never what was written",
        content=("sealed_words",),
        meta=("practice", "id", "client", "homework", "kind", "staff", "at"),
    ),
    Holding(
        "homework_file",
        *(Part.MESSAGES, Purpose.CARRY, Keep.RECORD),
        (*CLIENT_AND_THERAPIST, Reader.SUPERVISOR),
        Lock.CLIENT,
        "when a client code handed in a photo with homework; never what is on it",
        content=("sealed_source", "sealed_picture"),
        meta=("practice", "id", "client", "homework", "sent_at", "fetch_at", "tries", "kept_at"),
        own=dict.fromkeys(("sealed_source", "fetch_at", "tries"), WORK),
    ),
    Holding(
        "shelf_item",
        *(Part.MESSAGES, Purpose.CARRY, Keep.RECORD),
        (*CLIENT_AND_THERAPIST, Reader.SUPERVISOR),
        Lock.CLIENT,
        "when something was put on the shelf of a client code or taken off, and whether it was "
        "looked at; never what it is, nor what was said of it",
        content=("sealed_resource", "sealed_why", "sealed_reaction"),
        identity=("resource_index",),
        meta=(
            *("practice", "id", "client", "staff", "put_at", "told_at", "opened_at"),
            *("reacted_at", "removed_at", "tell_at"),
        ),
        in_the_open={"resource_index": HASHED_THING},
        own={"resource_index": WORKED_OUT, "tell_at": WORK},
    ),
    Holding(
        "key_moment",
        *(Part.ANSWERS, Purpose.SEE_HOW_IT_GOES, Keep.RECORD),
        (*CLIENT_AND_THERAPIST, Reader.SUPERVISOR),
        Lock.CLIENT,
        "which days were called important for a client code, by whom, and whether the therapist "
        "may see it; never why",
        content=("sealed_title",),
        meta=(
            *("practice", "id", "client", "staff", "local_date", "row_version", "marked_at"),
            "shared_at",
        ),
        own={"row_version": WORKED_OUT},
    ),
    Holding(
        "journal_entry",
        *(Part.JOURNAL, Purpose.KEEP_JOURNAL, Keep.RECORD),
        # Of what is private nobody but the client; the page asks each row whether it is shared.
        (*CLIENT_AND_THERAPIST, Reader.SUPERVISOR),
        Lock.CLIENT,
        "on which days a client code wrote into a journal, and since when the therapist may read "
        "that; never what was written, and how much only in large steps",
        content=("sealed_parts",),
        meta=(
            *("practice", "id", "client", "local_date", "row_version", "written_at", "shared_at"),
            *("counts", "look_at"),
        ),
    ),
    Holding(
        "goal",
        *(Part.ANSWERS, Purpose.SEE_HOW_IT_GOES, Keep.RECORD),
        (*CLIENT_AND_THERAPIST, Reader.SUPERVISOR),
        Lock.CLIENT,
        "how many goals a client code has, since when, whether each is open, reached or let go, "
        "and whether the therapist may see it; never what the goal is",
        content=("sealed_words",),
        meta=(
            *("practice", "id", "client", "state", "row_version", "begun_at", "shared_at"),
            "closed_at",
        ),
    ),
    Holding(
        "goal_rating",
        *(Part.ANSWERS, Purpose.SEE_HOW_IT_GOES, Keep.RECORD),
        (*CLIENT_AND_THERAPIST, Reader.SUPERVISOR),
        Lock.CLIENT,
        "on which days a client code said how near a goal is; never how near",
        content=("sealed_value",),
        meta=("practice", "id", "client", "goal", "local_date", "rated_at"),
    ),
    Holding(
        "goal_step",
        *(Part.ANSWERS, Purpose.SEE_HOW_IT_GOES, Keep.RECORD),
        (*CLIENT_AND_THERAPIST, Reader.SUPERVISOR),
        Lock.CLIENT,
        "how many smaller steps a client code has to a goal, and when each was ticked off; never "
        "what they are",
        content=("sealed_words",),
        meta=("practice", "id", "client", "goal", "made_at", "done_at"),
    ),
    Holding(
        "note",
        *(Part.SESSION_NOTES, Purpose.HOLD_THE_SAME, Keep.RECORD),
        (*CLIENT_AND_THERAPIST, Reader.SUPERVISOR),
        Lock.CLIENT,
        "how many notes of sessions a client code has, of which day, whether each is a draft, "
        "waits for an answer or is final, and until when; never what stands in it",
        meta=(
            *("practice", "id", "client", "state", "version", "session_on", "row_version"),
            *("made_at", "changed_at", "answer_by", "tell_at", "told_at", "settled_at"),
        ),
    ),
    Holding(
        "note_version",
        *(Part.SESSION_NOTES, Purpose.HOLD_THE_SAME, Keep.RECORD),
        (*CLIENT_AND_THERAPIST, Reader.SUPERVISOR),
        Lock.CLIENT,
        "when a note of a client code was proposed and by whom, and when the client agreed, asked "
        "for a change or disagreed; never the text, nor what the client said to it",
        content=("sealed_text", "sealed_digest", "sealed_words"),
        meta=(
            *("practice", "note", "version", "client", "author", "row_version", "proposed_at"),
            *("answer", "answered_at"),
        ),
    ),
    Holding(
        "appointment",
        *(Part.MESSAGES, Purpose.CARRY, Keep.RECORD),
        (*CLIENT_AND_THERAPIST, Reader.SUPERVISOR),
        Lock.CLIENT,
        "when a client code meets the therapist, whether in the room, by video or by phone, "
        "whether that moved, was cancelled or has a yes, and when another time was asked for; "
        "never where",
        content=("sealed_place",),
        meta=(
            *("practice", "id", "client", "starts_at", "minutes", "state", "how", "moves"),
            *("told_at", "confirmed_at", "requested_at", "tell_at", "remind_at", "look_at"),
        ),
    ),
    Holding(
        "appointment_entry",
        *(Part.MESSAGES, Purpose.CARRY, Keep.RECORD),
        (*CLIENT_AND_THERAPIST, Reader.SUPERVISOR),
        Lock.CLIENT,
        "when an appointment of a client code was planned, moved, cancelled or answered, and by "
        "whom; never what was written about it",
        content=("sealed_words",),
        meta=("practice", "id", "client", "appointment", "kind", "staff", "starts_at", "at"),
    ),
    # --- about the client --------------------------------------------------------------------
    Holding(
        "client",
        *_YOU,
        "how many clients there are, their two-word codes, languages, time zones, times of day, "
        "and who among the staff, by number, treats whom",
        meta=(
            *("practice", "id", "code", "status", "therapist", "locale", "zone", "check_in_at"),
            *("picture", "picture_shown_at", "bands_for_client", "bands_by_therapist"),
            *("gentle_until", "created_at"),
            *("discreet", "lock_after", "unlocked_until"),
            *("paused_until", "resumed_at", "asked_version"),
            *("dark_pictures", "links_by_therapist"),
            *("wakes_at", "silent_since", "new_therapist_at"),
        ),
        own={
            **dict.fromkeys(("lock_after", "unlocked_until"), OF_THE_PHONE),
            "asked_version": WORK,
        },
    ),
    Holding(
        "pause",
        *_YOU,
        "from when to when a client code took a break",
        meta=("practice", "id", "client", "began_at", "ended_at"),
    ),
    Holding(
        "person",
        *(Part.ABOUT_YOU, Purpose.DELIVER, Keep.RECORD, NOBODY, Lock.CLIENT),
        "which client code writes through which bot, and whether it can be reached; no account",
        identity=("blind_index", "sealed_address"),
        meta=(
            *("practice", "id", "bot", "client", "staff", "locale", "reachable", "created_at"),
            *("wrong_links", "wrong_links_since"),
        ),
        in_the_open={"blind_index": HASHED},
    ),
    Holding(
        "episode",
        *_YOU,
        "when the therapy of a client code began and ended here",
        meta=("practice", "id", "client", "opened_at", "closed_at"),
    ),
    Holding(
        "consent",
        *_YOU,
        "what a client code agreed to, and when",
        meta=(
            *("practice", "id", "client", "purpose", "version", "given_at", "revoked_at", "ended"),
        ),
    ),
    Holding(
        "invitation",
        *(Part.ABOUT_YOU, Purpose.KNOW_YOU, Keep.MONTH, NOBODY, Lock.NONE),
        "when a client code was invited, and whether it came; the link cannot be found out",
        meta=(
            *("practice", "id", "client", "secret_hash", "created_at", "expires_at"),
            "redeemed_at",
        ),
    ),
    Holding(
        "people_change",
        *(Part.ABOUT_YOU, Purpose.RUN, Keep.RECORD, NOBODY, Lock.NONE),
        "how often anything was changed about the practice or anybody in it; never whom or what",
        meta=("practice", "stamp", "times", "transaction"),
    ),
    # --- who read it -------------------------------------------------------------------------
    Holding(
        "audit_chain",
        *(Part.ABOUT_YOU, Purpose.RUN, Keep.RECORD, READ_AUDIT, Lock.NONE),
        "how many entries the audit has, and its signatures",
        meta=("practice", "id", "ring", "number", "hash", "at", "signature"),
    ),
    Holding(
        "audit_entry",
        *(Part.ABOUT_YOU, Purpose.RUN, Keep.RECORD, READ_AUDIT, Lock.NONE),
        "who among the staff, by number, saw or did something about a client code, and when",
        identity=("actor",),
        meta=(
            *("practice", "chain", "number", "at", "role", "action", "kind", "object"),
            *("subject", "reason", "hash"),
        ),
        in_the_open={"actor": "the audit must be readable when no key is left"},
    ),
    # --- what a client asked for: a copy, or an end ------------------------------------------
    Holding(
        "export",
        *(Part.ON_ITS_WAY, Purpose.DELIVER, Keep.QUARTER, NOBODY, Lock.CLIENT),
        "when a client code asked for a copy of everything; the passphrase is sealed, and emptied "
        "once it has been shown",
        content=("sealed_passphrase",),
        meta=("practice", "id", "client", "state", "asked_at", "settled_at"),
        own={"sealed_passphrase": Own(readers=(Reader.CLIENT,))},
    ),
    Holding(
        "erasure",
        *(Part.ABOUT_YOU, Purpose.RUN, Keep.RECORD, (Reader.ADMINISTRATOR,), Lock.NONE),
        "when somebody, by a number that leads to nobody any more, was erased, and how many rows "
        "that were",
        meta=(
            *("practice", "id", "client", "account", "asked_by", "state", "asked_at", "due_at"),
            *("erased_at", "row_count", "copies_until"),
        ),
    ),
    # --- on its way --------------------------------------------------------------------------
    Holding(
        "talk",
        *(Part.ON_ITS_WAY, Purpose.DELIVER, Keep.QUARTER, NOBODY, Lock.CLIENT),
        "with which script somebody was last in conversation",
        content=("sealed_state",),
        meta=("practice", "person", "subject", "flow", "touched_at"),
    ),
    Holding(
        "inbox",
        *(Part.ON_ITS_WAY, Purpose.DELIVER, Keep.WEEK, NOBODY, Lock.BOT),
        "when something arrived at which bot, and a keyed mark by which a form is known again",
        content=("sealed_body",),
        identity=("sender",),
        meta=(
            *("practice", "bot", "update_id", "id", "state", "tries", "arrived_at"),
            *("not_before", "settled_at"),
        ),
        in_the_open={"sender": HASHED},
    ),
    Holding(
        "outbox",
        *(Part.ON_ITS_WAY, Purpose.DELIVER, Keep.QUARTER, NOBODY, Lock.NONE),
        "when somebody was written to, and which of the portal's own sentences it was; names, "
        "scores and words are filled in only when it is sent",
        meta=(
            *("practice", "id", "bot", "person", "lane", "key", "slot", "fresh", "content"),
            *("state", "tries", "outcome", "not_before", "not_after", "claimed_by"),
            *("claimed_until", "written_at", "settled_at"),
        ),
    ),
    Holding(
        "posted",
        *(Part.ON_ITS_WAY, Purpose.DELIVER, Keep.WHILE_NEEDED, NOBODY, Lock.NONE),
        "the numbers of messages, and the Slack conversations of the staff",
        identity=("channel",),
        meta=("practice", "person", "slot", "message", "posted_at"),
        in_the_open={
            "channel": "of a client's chat it is left empty; of the staff it is Slack's own name "
            "of their conversation with the app, which opens nothing"
        },
    ),
    # --- the phone ---------------------------------------------------------------------------
    Holding(
        "pin",
        *(Part.ABOUT_YOU, Purpose.KNOW_YOU, Keep.RECORD, NOBODY, Lock.CLIENT),
        "which client codes have a PIN, and how often a wrong one was entered; never the PIN",
        content=("sealed_hash", "sealed_given"),
        meta=("practice", "client", "given_for", "given_at", "tries", "wait_until"),
    ),
    Holding(
        "chat_message",
        *(Part.ON_ITS_WAY, Purpose.DELIVER, Keep.TWO_DAYS, NOBODY, Lock.NONE),
        "the numbers of the messages in a client's chat, and when each was sent; never a word",
        meta=("practice", "person", "message", "at"),
    ),
    # --- groups ------------------------------------------------------------------------------
    Holding(
        "therapy_group",
        *_GROUPS,
        "how many groups there are, and who among the staff, by number, leads them",
        identity=("sealed_name", "sealed_door"),
        meta=(
            *("practice", "id", "facilitator", "locale", "code_hash", "code_expires_at"),
            *("chat", "missing", "created_at"),
        ),
        own=dict.fromkeys(("code_hash", "code_expires_at"), WORKED_OUT),
    ),
    Holding(
        "membership",
        *_GROUPS,
        "how many members a group has, since when, and the codes by which its cases know them; "
        "never which client one is",
        identity=("blind_index", "name_index"),
        meta=("practice", "id", "group", "code", "state", "enrolled_at", "agreed_at", "moved_at"),
        in_the_open={"blind_index": HASHED, "name_index": HASHED},
        own=dict.fromkeys(("blind_index", "name_index"), WORKED_OUT),
    ),
    Holding(
        "enrolment",
        *(Part.GROUPS, Purpose.LEAD_GROUP, Keep.WHILE_NEEDED, NOBODY, Lock.CLIENT),
        "that a client code is in so many groups, and since when; never in which",
        content=("sealed_membership",),
        meta=("practice", "id", "client", "made_at"),
    ),
    Holding(
        "moderation_case",
        *(Part.GROUPS, Purpose.LEAD_GROUP, Keep.WHILE_NEEDED),
        # Urgent notes that nobody takes go on along the chain.
        (Reader.FACILITATOR, Reader.CHAIN),
        Lock.GROUP,
        "that a message of a group, by number, was looked at, and why",
        meta=(
            *("practice", "id", "group", "kind", "message", "author", "reporter", "why"),
            *("state", "times", "opened_at", "settled_by", "settled_at"),
            *("told", "escalation_level", "next_step_at"),
        ),
        own=dict.fromkeys(("told", "next_step_at"), WORK),
    ),
    # --- the practice ------------------------------------------------------------------------
    Holding(
        "practice",
        *_PRACTICE,
        "the practice's name, hours and crisis contacts, and who checked them",
        identity=("crisis_verified_by",),
        meta=(
            "practice",
            "crisis_verified_on",
            "created_at",
            "delete_typed",
            "discreet",
            "scales",
            "rules",
            "workflows",
        ),
        public=(
            *("name", "locale", "zone", "colour", "working_hours", "urgent_hours"),
            *("crisis_contacts", "privacy_text", "offered"),
        ),
        in_the_open={
            "crisis_verified_by": "the crisis card has to work when no key does, and the name "
            "stands with its numbers"
        },
    ),
    Holding(
        "own_instrument",
        *(Part.PRACTICE, Purpose.RUN, Keep.WHILE_NEEDED, STAFF, Lock.NONE),
        "how the practice's own questionnaires are scored, and which account brought them; never "
        "who was asked",
        identity=("imported_by",),
        meta=("practice", "code", "version", "imported_at"),
        public=("text",),
        in_the_open={"imported_by": _BROUGHT_BY},
    ),
    Holding(
        "own_wording",
        *(Part.PRACTICE, Purpose.RUN, Keep.WHILE_NEEDED, STAFF, Lock.NONE),
        "what the practice's own questionnaires ask, and which account brought them; never an "
        "answer",
        identity=("imported_by",),
        meta=("practice", "code", "version", "language", "imported_at"),
        public=("text",),
        in_the_open={"imported_by": _BROUGHT_BY},
    ),
    Holding(
        "instrument_setting",
        *(Part.PRACTICE, Purpose.RUN, Keep.WHILE_NEEDED, STAFF, Lock.NONE),
        "which thresholds the practice has chosen, from where, and which account entered them",
        identity=("decided_by",),
        meta=("practice", "course", "choice", "name", "value", "decided_at"),
        public=("source",),
        in_the_open={"decided_by": _BROUGHT_BY},
    ),
    Holding(
        "staff",
        *_PRACTICE,
        "how many members of staff there are, and what they may do",
        identity=("sealed_name",),
        meta=("practice", "id", "roles", "locale", "active", "created_at"),
    ),
    Holding(
        "token",
        *(Part.PRACTICE, Purpose.RUN, Keep.WHILE_NEEDED, NOBODY, Lock.PRACTICE),
        "which platforms the practice uses",
        meta=("practice", "kind", "sealed_value", "kept_at"),
    ),
    Holding(
        "data_key",
        *(Part.PRACTICE, Purpose.RUN, Keep.RECORD, NOBODY, Lock.NONE),
        "how many keys there are; each is locked by the key file, which is not in the database",
        meta=(
            *("practice", "ring", "kind", "owner", "wrapped", "kek_version", "key_version"),
            "created_at",
        ),
    ),
    Holding(
        "escalation",
        *_PRACTICE,
        "in which order the staff, by number, is told of urgent notes",
        meta=("practice", "chain", "after_minutes", "tested_at", "tested_by"),
    ),
    Holding(
        "absence",
        *_PRACTICE,
        "which member of staff, by number, is away until when",
        meta=("practice", "staff", "until", "deputy"),
    ),
    Holding(
        "on_call",
        *_PRACTICE,
        "which member of staff, by number, is on call on which day",
        meta=("practice", "day", "staff"),
    ),
    Holding(
        "chain_test",
        *_PRACTICE,
        "when the chain of urgent notes was tried",
        meta=("practice", "id", "asked_by", "started_at", "place", "next_step_at"),
    ),
    Holding(
        "chain_test_card",
        *_PRACTICE,
        "who, by number, took part in a trial of the chain",
        meta=("practice", "test", "place", "staff", "absent", "told_at", "got_at"),
    ),
    # --- the record page ---------------------------------------------------------------------
    Holding(
        "record_link",
        *_SIGN_IN,
        "when a member of staff, by number, asked for a link to the record page, and about which "
        "client, by number; the link cannot be found out",
        meta=(
            *("practice", "id", "staff", "client", "secret_hash", "created_at", "expires_at"),
            *("used_at", "leads_to"),
        ),
    ),
    Holding(
        "record_visit",
        *_SIGN_IN,
        "when a member of staff, by number, was on the record page; nobody gets there with it",
        meta=(
            *("practice", "id", "staff", "client", "token_hash", "began_at", "confirmed_at"),
            *("seen_at", "ends_at", "leads_to"),
        ),
    ),
    Holding(
        "second_factor",
        *(Part.PRACTICE, Purpose.RUN, Keep.WHILE_NEEDED, NOBODY, Lock.PRACTICE),
        "which members of staff, by number, have a second factor, and who gave wrong codes",
        meta=(
            *("practice", "staff", "id", "sealed_secret", "made_at", "confirmed_at"),
            *("last_counter", "tries", "locks", "locked_until"),
        ),
    ),
    Holding(
        "recovery_code",
        *(Part.PRACTICE, Purpose.RUN, Keep.WHILE_NEEDED, NOBODY, Lock.NONE),
        "how many recovery codes a member of staff, by number, has left; none can be found out",
        meta=("practice", "staff", "code_hash", "used_at"),
    ),
    Holding(
        "read_mark",
        *(Part.PRACTICE, Purpose.RUN, Keep.RECORD, NOBODY, Lock.NONE),
        "up to when a member of staff, by number, has read about a client, by number",
        meta=("practice", "staff", "client", "read_to"),
    ),
)


def entries(holdings: tuple[Holding, ...] = MAP) -> tuple[Entry, ...]:
    """Every column of every table."""
    return tuple(
        each.entry(column, of_class) for each in holdings for column, of_class in each.columns
    )


def of_part(part: Part) -> tuple[Holding, ...]:
    """The tables that belong together for whoever asks what is kept."""
    return tuple(each for each in MAP if each.part is part)


def age(table: str) -> timedelta:
    """After which time the retention round deletes what is settled in this table."""
    return next(AGES[each.keep] for each in MAP if each.table == table)
