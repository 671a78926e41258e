"""Who may do what, with whose things: one table, and nothing is allowed that does not stand in it.

Whoever acts does so as one or several `Who`; what they want is a `Capability`; how they stand to
the client, the group or the thing it is about is a `Relation`. All three are looked up anew for
every act, in the database; what a button or a form says of them counts for nothing.
"""

from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum

from care.people import Role


class Who(StrEnum):
    """As what somebody acts; one member of staff may be several."""

    CLIENT = "client"
    THERAPIST = "therapist"
    FACILITATOR = "facilitator"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"
    OPERATOR = "operator"
    """Whoever gives commands at the machine: the account that can read the key file."""
    STRANGER = "stranger"
    """Nobody whom the practice knows, or who has left it."""


class Relation(StrEnum):
    """How whoever acts stands to what it is about."""

    SELF = "self"
    """Their own record, message or page."""
    OWN_CLIENT = "own-client"
    HANDED_OVER = "handed-over"
    """Passed on to them, along the chain or as a deputy."""
    COLLEAGUES_CLIENT = "colleagues-client"
    OWN_GROUP = "own-group"
    """A group that they lead, or are enrolled in."""
    OTHER_GROUP = "other-group"
    OWN_PRACTICE = "own-practice"
    OTHER_PRACTICE = "other-practice"
    """Of another practice; and what is not there at all, so that nobody learns which."""
    INVITED = "invited"
    """They hold a secret that was made for this and is still good."""
    NONE = "none"


class Capability(StrEnum):
    """Everything that can be wanted of the portal."""

    # Of anybody.
    GET_HELP = "get-help"
    BE_ANSWERED = "be-answered"
    """A word that says nothing of anybody: what this is, or that it was not understood."""
    JOIN = "join"
    LINK_GROUP = "link-group"

    # Of clients, about themselves.
    CHECK_IN = "check-in"
    SEE_OWN = "see-own"
    ARRANGE_OWN = "arrange-own"
    """Choices, consents, pauses, the end."""
    TAKE_OWN_ALONG = "take-own-along"
    ERASE_OWN = "erase-own"
    TELL_THERAPIST = "tell-therapist"
    WRITE_TO_THERAPIST = "write-to-therapist"
    ANSWER_HOMEWORK = "answer-homework"
    USE_SHELF = "use-shelf"
    """Say what was helpful, and take something off one's own shelf."""
    ANSWER_APPOINTMENT = "answer-appointment"
    """Say that one will be there, cannot come, or asks for another time."""
    ANSWER_NOTE = "answer-note"
    """Agree to a note of a session, ask for a change, disagree: one's own."""
    KEEP_GOAL = "keep-goal"
    """Agree a goal, rate it, close it and take it away: one's own."""
    MARK_MOMENT = "mark-moment"
    """Call a day important, and take that back: of a client, and of their therapist."""
    KEEP_JOURNAL = "keep-journal"
    """Write into it, share what was written, take that back, delete it."""
    ENTER_GROUP = "enter-group"
    SPEAK_IN_GROUP = "speak-in-group"
    REPORT_IN_GROUP = "report-in-group"

    # Of staff, about clients and groups.
    LIST_CLIENT = "list-client"
    """See on a list how a client stands."""
    READ_ALERT = "read-alert"
    ACT_ON_ALERT = "act-on-alert"
    """Take it, snooze it, resolve it."""
    WRITE_TO_CLIENT = "write-to-client"
    ANSWER_CLIENT = "answer-client"
    """Answer what a client of one's own wrote, or say that it needs no answer."""
    WITHDRAW_MESSAGE = "withdraw-message"
    ASSIGN_HOMEWORK = "assign-homework"
    """Give it, look at what came back, take it back."""
    FILL_SHELF = "fill-shelf"
    """Put something from the practice's library on a client's shelf, and take it off."""
    WRITE_NOTE = "write-note"
    """Write a note of a session with a client of one's own, propose it, take it back."""
    DISCHARGE_CLIENT = "discharge-client"
    """End the therapy of a client of one's own, and begin it again."""
    PLAN_APPOINTMENT = "plan-appointment"
    """Enter it, move it, cancel it, and answer who asks for another time."""
    ARRANGE_CLIENT = "arrange-client"
    """Choose what a client of one's own is let see and is asked, what follows for them by itself,
    and which answers are known with a plan."""
    READ_CHART = "read-chart"
    READ_RECORD = "read-record"
    """Answers, journal, messages and notes of one client."""
    READ_CASE = "read-case"
    DECIDE_CASE = "decide-case"
    READ_GROUP = "read-group"
    """How many members of a group practised: a number, and nobody's name."""

    # Of staff, about their own work.
    OPEN_HOME = "open-home"
    SEE_LISTS = "see-lists"
    SWITCH_WORKFLOWS = "switch-workflows"
    """See what follows by itself in the practice, and switch it on or off."""
    BE_AWAY = "be-away"
    STAND_IN = "stand-in"
    """Be named as a deputy, or stand in the chain."""
    TEST_CHAIN = "test-chain"
    SEE_CHAIN = "see-chain"
    CHANGE_ON_CALL = "change-on-call"

    # About the practice.
    CONFIGURE_PRACTICE = "configure-practice"
    MANAGE_STAFF = "manage-staff"
    SEE_STAFF = "see-staff"
    MANAGE_CLIENTS = "manage-clients"
    """Invite them, list them by code, enter sessions: nothing that they said."""
    EXPORT_CLIENT = "export-client"
    ERASE_CLIENT = "erase-client"
    MANAGE_GROUPS = "manage-groups"
    READ_AUDIT = "read-audit"
    KEEP_AUDIT = "keep-audit"
    """Write into it, anchor its ends."""
    KEEP_KEYS = "keep-keys"


_Rows = Mapping[Who, frozenset[Relation]]


def _in(*relations: Relation) -> frozenset[Relation]:
    return frozenset(relations)


_SELF = _in(Relation.SELF)
_GROUP = _in(Relation.OWN_GROUP)
_PRACTICE = _in(Relation.OWN_PRACTICE)
_THEIRS = _in(Relation.OWN_CLIENT, Relation.HANDED_OVER)
_HANDED_OVER = _in(Relation.HANDED_OVER)
_LED = _in(Relation.OWN_GROUP, Relation.HANDED_OVER)
_EVERY_CLIENT = _THEIRS | _in(Relation.COLLEAGUES_CLIENT)
_ANYWHERE = frozenset(Relation)

_EVERYBODY: _Rows = dict.fromkeys(Who, _ANYWHERE)
_CLIENT_ALONE: _Rows = {Who.CLIENT: _SELF}
_OPERATOR_ALONE: _Rows = {Who.OPERATOR: _PRACTICE}
_RUNS_IT: _Rows = {Who.ADMINISTRATOR: _PRACTICE, Who.OPERATOR: _PRACTICE}
_WORKS_WITH_CLIENTS: _Rows = {
    Who.THERAPIST: _SELF,
    Who.FACILITATOR: _SELF,
    Who.SUPERVISOR: _SELF,
}

# A supervisor reads everything and does nothing by themselves: what the chain brings them, since
# nobody else has taken it, they may take.
TABLE: Mapping[Capability, _Rows] = {
    Capability.GET_HELP: _EVERYBODY,
    Capability.BE_ANSWERED: _EVERYBODY,
    Capability.JOIN: {Who.STRANGER: _in(Relation.INVITED)},
    Capability.LINK_GROUP: dict.fromkeys(Who, _in(Relation.INVITED)),
    Capability.CHECK_IN: _CLIENT_ALONE,
    Capability.SEE_OWN: _CLIENT_ALONE,
    Capability.ARRANGE_OWN: _CLIENT_ALONE,
    Capability.TAKE_OWN_ALONG: _CLIENT_ALONE,
    Capability.ERASE_OWN: _CLIENT_ALONE,
    Capability.TELL_THERAPIST: _CLIENT_ALONE,
    Capability.WRITE_TO_THERAPIST: _CLIENT_ALONE,
    Capability.ANSWER_HOMEWORK: _CLIENT_ALONE,
    Capability.USE_SHELF: _CLIENT_ALONE,
    Capability.ANSWER_APPOINTMENT: _CLIENT_ALONE,
    Capability.ANSWER_NOTE: _CLIENT_ALONE,
    Capability.KEEP_GOAL: {Who.CLIENT: _SELF},
    Capability.MARK_MOMENT: {Who.CLIENT: _SELF, Who.THERAPIST: _in(Relation.OWN_CLIENT)},
    Capability.KEEP_JOURNAL: _CLIENT_ALONE,
    Capability.ENTER_GROUP: {Who.CLIENT: _GROUP},
    # Whoever the platform lets write in a group is heard there: silence would protect nobody.
    Capability.SPEAK_IN_GROUP: dict.fromkeys(Who, _in(Relation.OWN_GROUP, Relation.OTHER_GROUP)),
    Capability.REPORT_IN_GROUP: dict.fromkeys(Who, _in(Relation.OWN_GROUP, Relation.OTHER_GROUP)),
    Capability.LIST_CLIENT: {Who.THERAPIST: _THEIRS, Who.SUPERVISOR: _EVERY_CLIENT},
    Capability.READ_ALERT: {Who.THERAPIST: _THEIRS, Who.SUPERVISOR: _EVERY_CLIENT},
    Capability.ACT_ON_ALERT: {Who.THERAPIST: _THEIRS, Who.SUPERVISOR: _HANDED_OVER},
    Capability.WRITE_TO_CLIENT: {Who.THERAPIST: _THEIRS, Who.SUPERVISOR: _HANDED_OVER},
    Capability.ANSWER_CLIENT: {Who.THERAPIST: _in(Relation.OWN_CLIENT)},
    Capability.WITHDRAW_MESSAGE: {Who.THERAPIST: _SELF, Who.SUPERVISOR: _SELF},
    Capability.ASSIGN_HOMEWORK: {Who.THERAPIST: _in(Relation.OWN_CLIENT)},
    Capability.FILL_SHELF: {Who.THERAPIST: _in(Relation.OWN_CLIENT)},
    # Who stands in for a while was in no session.
    Capability.WRITE_NOTE: {Who.THERAPIST: _in(Relation.OWN_CLIENT)},
    # Who stands in for a while ends no therapy.
    Capability.DISCHARGE_CLIENT: {Who.THERAPIST: _in(Relation.OWN_CLIENT)},
    Capability.PLAN_APPOINTMENT: {Who.THERAPIST: _in(Relation.OWN_CLIENT)},
    Capability.ARRANGE_CLIENT: {Who.THERAPIST: _in(Relation.OWN_CLIENT)},
    Capability.READ_CHART: {
        Who.THERAPIST: _THEIRS,
        Who.SUPERVISOR: _EVERY_CLIENT,
        # What its key file opens the machine's own account can read, and the audit says so.
        Who.OPERATOR: _PRACTICE,
    },
    Capability.READ_RECORD: {
        Who.THERAPIST: _in(Relation.OWN_CLIENT),
        Who.SUPERVISOR: _EVERY_CLIENT,
    },
    Capability.READ_CASE: {
        Who.FACILITATOR: _LED,
        Who.THERAPIST: _HANDED_OVER,
        Who.SUPERVISOR: _HANDED_OVER,
    },
    Capability.DECIDE_CASE: {
        Who.FACILITATOR: _LED,
        Who.THERAPIST: _HANDED_OVER,
        Who.SUPERVISOR: _HANDED_OVER,
    },
    Capability.READ_GROUP: {Who.FACILITATOR: _SELF | _GROUP},
    Capability.OPEN_HOME: {
        **_WORKS_WITH_CLIENTS,
        Who.ADMINISTRATOR: _SELF,
        Who.AUDITOR: _SELF,
        # Whose app this is, and how to be let in.
        Who.STRANGER: _SELF,
    },
    Capability.SEE_LISTS: {Who.THERAPIST: _SELF, Who.SUPERVISOR: _SELF},
    Capability.SWITCH_WORKFLOWS: {Who.THERAPIST: _SELF, Who.ADMINISTRATOR: _SELF},
    Capability.BE_AWAY: _WORKS_WITH_CLIENTS,
    Capability.STAND_IN: {Who.THERAPIST: _SELF, Who.SUPERVISOR: _SELF},
    Capability.TEST_CHAIN: _WORKS_WITH_CLIENTS,
    Capability.SEE_CHAIN: {**_WORKS_WITH_CLIENTS, Who.ADMINISTRATOR: _SELF},
    Capability.CHANGE_ON_CALL: {
        Who.THERAPIST: _SELF,
        Who.SUPERVISOR: _SELF,
        Who.ADMINISTRATOR: _SELF | _PRACTICE,
    },
    Capability.CONFIGURE_PRACTICE: _RUNS_IT,
    Capability.MANAGE_STAFF: _RUNS_IT,
    Capability.SEE_STAFF: {**_RUNS_IT, Who.AUDITOR: _PRACTICE},
    Capability.MANAGE_CLIENTS: _RUNS_IT,
    Capability.EXPORT_CLIENT: _OPERATOR_ALONE,
    Capability.ERASE_CLIENT: _OPERATOR_ALONE,
    Capability.MANAGE_GROUPS: _RUNS_IT,
    Capability.READ_AUDIT: {Who.AUDITOR: _PRACTICE, Who.OPERATOR: _PRACTICE},
    Capability.KEEP_AUDIT: _OPERATOR_ALONE,
    Capability.KEEP_KEYS: _OPERATOR_ALONE,
}
"""By what is wanted: who may have it, and of what. What does not stand here is refused."""

CONTENT = frozenset(
    {
        Capability.LIST_CLIENT,
        Capability.READ_ALERT,
        Capability.READ_CHART,
        Capability.READ_RECORD,
        Capability.READ_CASE,
        Capability.READ_GROUP,
        Capability.EXPORT_CLIENT,
    }
)
"""What shows something that a client said, answered or did."""


def may(actor: Collection[Who], wanted: Capability, relation: Relation) -> bool:
    """Whether somebody who is all of these may have this, standing so to what it is about."""
    rows = TABLE.get(wanted, {})
    return any(relation in rows.get(each, ()) for each in actor)


def to_client(*, is_own: bool, handed_over: bool) -> Relation:
    """How a member of staff stands to a client: their own comes first."""
    if is_own:
        return Relation.OWN_CLIENT
    return Relation.HANDED_OVER if handed_over else Relation.COLLEAGUES_CLIENT


def of_staff(roles: Iterable[Role], *, active: bool) -> frozenset[Who]:
    """As what a member of staff acts; who has left, or holds no role, is a stranger."""
    held = frozenset(Who(role.value) for role in roles) if active else frozenset[Who]()
    return held or frozenset({Who.STRANGER})


CLIENT = frozenset({Who.CLIENT})
OPERATOR = frozenset({Who.OPERATOR})
STRANGER = frozenset({Who.STRANGER})
