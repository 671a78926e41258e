"""The gate before every deed: what an effect is, who wants it, and whether `care.access` allows it.

What is wanted is read from the effect. Who wants it, and how they stand to what it is about, is
asked of the database in the very transaction in which it would be done.
"""

from typing import assert_never
from uuid import UUID

import structlog

from care.access import CLIENT, STRANGER, Capability, Relation, Who, may
from care.people import ClientId
from care.visits import LeadsTo
from conversations.appointments import (
    AppointmentEffect,
    AskOtherTime,
    CancelAppointment,
    ConfirmAppointment,
    DeclineAppointment,
    KeepAppointment,
    ListAppointments,
    MoveAppointment,
    OpenAppointmentForm,
    OpenWishForm,
    PlanAppointment,
    ShowAppointment,
    ShowAppointmentsOf,
)
from conversations.contents import Line, Sentences
from conversations.correspondence import (
    CloseMessages,
    MessageEffect,
    OpenAnswerForm,
    OpenMessages,
    SendMessage,
    ShowConversation,
    ShowMessagesOf,
    ShowReceipt,
    WriteToClient,
)
from conversations.discharge import (
    Discharge,
    OpenDischargeForm,
    OpenReadmissionForm,
    Readmit,
)
from conversations.envelopes import GROUPS
from conversations.goals import (
    AddGoalStep,
    CloseGoal,
    DropGoalStep,
    GoalEffect,
    KeepGoal,
    ListGoals,
    RateGoal,
    ReopenGoal,
    RewordGoal,
    ShareGoal,
    ShowGoal,
    ShowGoalsOf,
    ShowGoalSteps,
    TakeGoalAway,
    TickGoalStep,
)
from conversations.group_practice import ShowGroupPractice
from conversations.homework import (
    AnswerHomework,
    AssignHomework,
    HandInFile,
    HomeworkEffect,
    KeepHomeworkWords,
    ListHomework,
    OpenHomeworkForm,
    OpenReviewForm,
    ReviewHomework,
    ShowHomework,
    ShowHomeworkOf,
    WithdrawHomework,
)
from conversations.journal import (
    AddToEntry,
    DeleteEntry,
    JournalEffect,
    KeepEntry,
    ListEntries,
    ShareEntry,
    ShowEntry,
)
from conversations.knowing import EndKnown, MarkKnown, OpenKnownForm
from conversations.moments import (
    ListMoments,
    MarkMoment,
    MarkMomentOf,
    MomentEffect,
    OpenMomentForm,
    RenameMoment,
    ShareMoment,
    ShowMoment,
    ShowMomentsOf,
    TakeMomentAway,
    TakeMomentBack,
)
from conversations.notes import AnswerNote, DeclineNotes, ListNotes, NoteEffect, ShowNote
from conversations.on_call import ChangeOnCall, OpenOnCallForm, ShowOnCall
from conversations.phone import EmptyChat, OpenMessage, PhoneEffect
from conversations.shelf import (
    ListShelf,
    PutOnShelf,
    ReactToItem,
    ShelfEffect,
    ShowShelfItem,
    ShowShelfOf,
    TakeOffOwnShelf,
    TakeOffShelf,
)
from conversations.talk import secret_hash
from conversations.tuning import (
    OpenRuleForm,
    OpenScheduleForm,
    SetRule,
    ShowRules,
    ShowSchedule,
    TryRule,
    TrySchedule,
)
from conversations.turn import (
    AnswerItem,
    AskedInGroup,
    AskErasure,
    AskItem,
    BeginChainTest,
    BeginCheckIns,
    CancelSupport,
    CaseKind,
    ChooseStyle,
    ComeBack,
    DecideCase,
    Effect,
    FileResponse,
    FillForm,
    Form,
    GoAway,
    GotTest,
    GroupEffect,
    JudgeAlert,
    KeepConsent,
    KeepDoor,
    KnowName,
    LetIn,
    LinkGroup,
    MakeExport,
    MoveGroup,
    NoteAsked,
    NoteMember,
    NoteReachable,
    NoteRights,
    NoteWrongLink,
    OfferHelpNow,
    OfferPledge,
    OpenAwayForm,
    OpenCase,
    OpenForm,
    OpenPulse,
    OpenRecord,
    PausePortal,
    RaiseConcern,
    RedeemInvitation,
    RemoveMessage,
    ResolveAlert,
    ResumePortal,
    ReturnToPortal,
    Say,
    SayInGroup,
    SendSupport,
    SetConsent,
    SetPreference,
    ShowAlertCard,
    ShowAlertChart,
    ShowDisclosures,
    ShowGroupHelp,
    ShowHome,
    ShowOverview,
    ShowProgress,
    ShowStyles,
    ShowSwitches,
    ShowWorkflows,
    SnoozeAlert,
    StopPortal,
    Switch,
    SwitchWorkflow,
    TakeAlert,
    TakeBackErasure,
    TellWhereabouts,
    Toast,
    TurnAway,
)
from portal.scene import Actor, Scene
from portal.standing import (
    to_alert,
    to_case,
    to_client,
    to_group,
    to_known,
    to_message,
)
from store import (
    appointments,
    correspondence,
    goals,
    groups,
    homework,
    journal,
    memberships,
    moments,
    notes,
    on_call,
    shelves,
)

log = structlog.get_logger()

Asked = tuple[Capability, Relation]


def permits(scene: Scene, actor: Actor, effect: Effect) -> bool:
    """Whether this may be done; staff are told when not, others have been answered already."""
    wanted, relation = asked_by(scene, actor, effect)
    who = who_acts(scene, actor, relation)
    if may(who, wanted, relation):
        return True
    log.warning("permission.refused", wanted=wanted.value, relation=relation.value)
    if actor.person.staff is not None:
        said = Sentences((Line("staff-not-your-part"),))
        scene.post(actor.person, said, key=actor.next_key())
    return False


def who_acts(scene: Scene, actor: Actor, relation: Relation) -> frozenset[Who]:
    """As what whoever acts does so, in the present transaction."""
    if actor.person.staff is not None:
        return scene.who(actor.person.staff)
    if actor.inbound.bot == GROUPS:
        # The groups' bot knows no client: who is enrolled with the group is one.
        return CLIENT if relation is Relation.OWN_GROUP else STRANGER
    return CLIENT if actor.person.client is not None else STRANGER


def asked_by(scene: Scene, actor: Actor, effect: Effect) -> Asked:
    """What an effect is, and how whoever acts stands to what it is about."""
    match effect:
        # First, as it is most of what is ever asked.
        case AskItem() | AnswerItem() | FileResponse() | OpenPulse():
            return Capability.CHECK_IN, Relation.SELF
        case Say() | Toast() | NoteReachable() | NoteWrongLink():
            return Capability.BE_ANSWERED, Relation.NONE
        case EmptyChat():
            # One's own chat, of which nothing is shown: also one's that was left for another phone.
            return Capability.BE_ANSWERED, Relation.NONE
        case OfferHelpNow():
            return Capability.GET_HELP, Relation.NONE
        case RedeemInvitation():
            # Whether it is still good the deed asks, by using it up.
            return Capability.JOIN, Relation.INVITED
        case RaiseConcern():
            return Capability.TELL_THERAPIST, Relation.SELF
        case BeginCheckIns() | SetPreference() | StopPortal() | ReturnToPortal():
            return Capability.ARRANGE_OWN, Relation.SELF
        case ShowProgress() | TellWhereabouts():
            return Capability.SEE_OWN, Relation.SELF
        case OpenForm(Form.SUPPORT, alert) | FillForm(alert) | SendSupport(alert):
            return Capability.WRITE_TO_CLIENT, to_alert(scene, actor.person.staff, alert)
        case OpenForm(_, alert) | SnoozeAlert(alert) | ResolveAlert(alert) | TakeAlert(alert):
            return Capability.ACT_ON_ALERT, to_alert(scene, actor.person.staff, alert)
        case JudgeAlert(alert):
            return Capability.ACT_ON_ALERT, to_alert(scene, actor.person.staff, alert)
        case OpenKnownForm(alert) | MarkKnown(alert):
            return Capability.ARRANGE_CLIENT, to_alert(scene, actor.person.staff, alert)
        case EndKnown(known):
            return Capability.ARRANGE_CLIENT, to_known(scene, actor.person.staff, known)
        case ShowAlertCard(alert):
            return Capability.READ_ALERT, to_alert(scene, actor.person.staff, alert)
        case ShowAlertChart(alert):
            return Capability.READ_CHART, to_alert(scene, actor.person.staff, alert)
        case CancelSupport(message):
            return Capability.WITHDRAW_MESSAGE, to_message(scene, actor.person.staff, message)
        case OpenRecord(client, LeadsTo.NOTE | LeadsTo.CHANGE) if client is not None:
            return Capability.WRITE_NOTE, to_client(scene, actor.person.staff, client)
        case OpenRecord(client) if client is not None:
            return Capability.READ_RECORD, to_client(scene, actor.person.staff, client)
        case Switch(client) | ShowSwitches(client):
            return Capability.ARRANGE_CLIENT, to_client(scene, actor.person.staff, client)
        case OpenDischargeForm(client) | Discharge(client):
            return Capability.DISCHARGE_CLIENT, to_client(scene, actor.person.staff, client)
        case OpenReadmissionForm(client) | Readmit(client):
            return Capability.DISCHARGE_CLIENT, to_client(scene, actor.person.staff, client)
        case OpenRecord():
            return Capability.SEE_LISTS, Relation.SELF
        case ShowWorkflows(whose) | SwitchWorkflow(whose):
            if whose is None:
                return Capability.SWITCH_WORKFLOWS, Relation.SELF
            return Capability.ARRANGE_CLIENT, to_client(scene, actor.person.staff, whose)
        case ShowRules(client) | OpenRuleForm(client) | TryRule(client) | SetRule(client):
            if client is None:
                return Capability.SEE_LISTS, Relation.SELF
            return Capability.ARRANGE_CLIENT, to_client(scene, actor.person.staff, client)
        case ShowSchedule(client) | OpenScheduleForm(client) | TrySchedule(client):
            return Capability.ARRANGE_CLIENT, to_client(scene, actor.person.staff, client)
        case ShowHome():
            return Capability.OPEN_HOME, Relation.SELF
        case ShowOverview() | ShowStyles() | ChooseStyle():
            return Capability.SEE_LISTS, Relation.SELF
        case ShowGroupPractice(group):
            if group is None:
                return Capability.READ_GROUP, Relation.SELF
            return Capability.READ_GROUP, to_group(scene, actor.person.staff, group)
        case ShowOnCall():
            return Capability.SEE_CHAIN, Relation.SELF
        case OpenOnCallForm():
            return Capability.CHANGE_ON_CALL, Relation.SELF
        case ChangeOnCall(day):
            # Their own day somebody may give away; the others are an administrator's.
            mine = on_call.rota(scene.connection, scene.memory).on(day) == actor.person.staff
            return Capability.CHANGE_ON_CALL, Relation.SELF if mine else Relation.OWN_PRACTICE
        case OpenAwayForm() | GoAway() | ComeBack():
            return Capability.BE_AWAY, Relation.SELF
        case BeginChainTest() | GotTest():
            return Capability.TEST_CHAIN, Relation.SELF
        case MakeExport():
            return Capability.TAKE_OWN_ALONG, Relation.SELF
        case AskErasure() | TakeBackErasure():
            return Capability.ERASE_OWN, Relation.SELF
        case SetConsent() | KeepConsent() | NoteAsked() | PausePortal() | ResumePortal():
            return Capability.ARRANGE_OWN, Relation.SELF
        case OpenMessage() | ShowDisclosures():
            return Capability.SEE_OWN, Relation.SELF
        case _ if isinstance(effect, HomeworkEffect):
            return _asked_of_homework(scene, actor, effect)
        case _ if isinstance(effect, ShelfEffect):
            return _asked_of_shelf(scene, actor, effect)
        case _ if isinstance(effect, MomentEffect):
            return _asked_of_moments(scene, actor, effect)
        case _ if isinstance(effect, JournalEffect):
            return _asked_of_journal(scene, actor, effect)
        case _ if isinstance(effect, MessageEffect):
            return _asked_of_messages(scene, actor, effect)
        case _ if isinstance(effect, AppointmentEffect):
            return _asked_of_appointments(scene, actor, effect)
        case _ if isinstance(effect, GoalEffect):
            return _asked_of_goals(scene, actor, effect)
        case _ if isinstance(effect, NoteEffect):
            return _asked_of_notes(scene, actor, effect)
        case _ if isinstance(effect, PhoneEffect):
            return Capability.ARRANGE_OWN, Relation.SELF
        case _ if isinstance(effect, GroupEffect):
            return _asked_of_group(scene, actor, effect)
        case _:
            assert_never(effect)


def _asked_of_homework(scene: Scene, actor: Actor, effect: HomeworkEffect) -> Asked:
    match effect:
        case ListHomework():
            return Capability.SEE_OWN, Relation.SELF
        case ShowHomework(piece):
            return Capability.SEE_OWN, _to_own(scene, actor, piece)
        case AnswerHomework(piece) | KeepHomeworkWords(piece) | HandInFile(piece):
            return Capability.ANSWER_HOMEWORK, _to_own(scene, actor, piece)
        case ShowHomeworkOf(client):
            return Capability.READ_RECORD, to_client(scene, actor.person.staff, client)
        case OpenHomeworkForm(client) | AssignHomework(client):
            return Capability.ASSIGN_HOMEWORK, to_client(scene, actor.person.staff, client)
        case WithdrawHomework(_, piece) | OpenReviewForm(_, piece) | ReviewHomework(_, piece):
            # Whose it is says the row, and not what was pressed.
            whose = homework.client_of(scene.connection, scene.memory, piece)
            if whose is None:
                return Capability.ASSIGN_HOMEWORK, Relation.OTHER_PRACTICE
            return Capability.ASSIGN_HOMEWORK, to_client(scene, actor.person.staff, whose)
        case _:
            assert_never(effect)


def _asked_of_shelf(scene: Scene, actor: Actor, effect: ShelfEffect) -> Asked:
    match effect:
        case ListShelf():
            return Capability.SEE_OWN, Relation.SELF
        case ShowShelfItem(item):
            whose = shelves.client_of(scene.connection, scene.memory, item)
            return Capability.SEE_OWN, _own(actor, whose)
        case ReactToItem(item) | TakeOffOwnShelf(item):
            whose = shelves.client_of(scene.connection, scene.memory, item)
            return Capability.USE_SHELF, _own(actor, whose)
        case ShowShelfOf(client):
            return Capability.READ_RECORD, to_client(scene, actor.person.staff, client)
        case PutOnShelf(client):
            return Capability.FILL_SHELF, to_client(scene, actor.person.staff, client)
        case TakeOffShelf(_, item):
            # Whose it is says the row, and not what was sent in.
            whose = shelves.client_of(scene.connection, scene.memory, item)
            if whose is None:
                return Capability.FILL_SHELF, Relation.OTHER_PRACTICE
            return Capability.FILL_SHELF, to_client(scene, actor.person.staff, whose)
        case _:
            assert_never(effect)


def _own(actor: Actor, whose: ClientId | None) -> Relation:
    is_own = whose is not None and whose == actor.person.client
    return Relation.SELF if is_own else Relation.NONE


def _to_own(scene: Scene, actor: Actor, piece: UUID) -> Relation:
    whose = homework.client_of(scene.connection, scene.memory, piece)
    return _own(actor, whose)


def _asked_of_appointments(scene: Scene, actor: Actor, effect: AppointmentEffect) -> Asked:
    staff = actor.person.staff
    match effect:
        case ListAppointments():
            return Capability.SEE_OWN, Relation.SELF
        case ShowAppointment(wanted):
            whose = appointments.client_of(scene.connection, scene.memory, wanted)
            return Capability.SEE_OWN, _own(actor, whose)
        case ConfirmAppointment(wanted) | AskOtherTime(wanted) | DeclineAppointment(wanted):
            whose = appointments.client_of(scene.connection, scene.memory, wanted)
            return Capability.ANSWER_APPOINTMENT, _own(actor, whose)
        case ShowAppointmentsOf(client):
            return Capability.READ_RECORD, to_client(scene, staff, client)
        case PlanAppointment(client) | OpenAppointmentForm(client, None):
            return Capability.PLAN_APPOINTMENT, to_client(scene, staff, client)
        case (
            OpenAppointmentForm(appointment=wanted)
            | OpenWishForm(appointment=wanted)
            | MoveAppointment(appointment=wanted)
            | CancelAppointment(appointment=wanted)
            | KeepAppointment(appointment=wanted)
        ):
            # Whose it is says the row, and not what was pressed.
            planned = wanted and appointments.client_of(scene.connection, scene.memory, wanted)
            if planned is None:
                return Capability.PLAN_APPOINTMENT, Relation.OTHER_PRACTICE
            return Capability.PLAN_APPOINTMENT, to_client(scene, staff, ClientId(planned))


def _asked_of_goals(scene: Scene, actor: Actor, effect: GoalEffect) -> Asked:
    match effect:
        case ListGoals():
            return Capability.SEE_OWN, Relation.SELF
        case ShowGoal(wanted) | ShowGoalSteps(wanted):
            return Capability.SEE_OWN, _to_own_goal(scene, actor, wanted)
        case KeepGoal():
            return Capability.KEEP_GOAL, Relation.SELF
        case ShowGoalsOf(client):
            return Capability.READ_RECORD, to_client(scene, actor.person.staff, client)
        case (
            RateGoal(wanted)
            | RewordGoal(wanted)
            | ShareGoal(wanted)
            | AddGoalStep(wanted)
            | TickGoalStep(wanted)
            | DropGoalStep(wanted)
            | CloseGoal(wanted)
            | ReopenGoal(wanted)
            | TakeGoalAway(wanted)
        ):
            return Capability.KEEP_GOAL, _to_own_goal(scene, actor, wanted)
        case _:
            assert_never(effect)


def _to_own_goal(scene: Scene, actor: Actor, wanted: UUID) -> Relation:
    whose = goals.client_of(scene.connection, scene.memory, wanted)
    is_own = whose is not None and whose == actor.person.client
    return Relation.SELF if is_own else Relation.NONE


def _asked_of_notes(scene: Scene, actor: Actor, effect: NoteEffect) -> Asked:
    match effect:
        case ListNotes():
            return Capability.SEE_OWN, Relation.SELF
        case ShowNote(wanted):
            whose = notes.client_of(scene.connection, scene.memory, wanted)
            return Capability.SEE_OWN, _own(actor, whose)
        case DeclineNotes():
            return Capability.ARRANGE_OWN, Relation.SELF
        case AnswerNote(wanted):
            whose = notes.client_of(scene.connection, scene.memory, wanted)
            return Capability.ANSWER_NOTE, _own(actor, whose)
        case _:
            assert_never(effect)


def _asked_of_moments(scene: Scene, actor: Actor, effect: MomentEffect) -> Asked:
    match effect:
        case ListMoments():
            return Capability.SEE_OWN, Relation.SELF
        case ShowMoment(wanted):
            return Capability.SEE_OWN, _to_own_moment(scene, actor, wanted)
        case MarkMoment():
            return Capability.MARK_MOMENT, Relation.SELF
        case RenameMoment(wanted) | ShareMoment(wanted) | TakeMomentAway(wanted):
            return Capability.MARK_MOMENT, _to_own_moment(scene, actor, wanted)
        case ShowMomentsOf(client):
            return Capability.READ_RECORD, to_client(scene, actor.person.staff, client)
        case OpenMomentForm(client) | MarkMomentOf(client):
            return Capability.MARK_MOMENT, to_client(scene, actor.person.staff, client)
        case TakeMomentBack(_, wanted):
            # Whose it is says the row, and not what was pressed.
            whose = moments.client_of(scene.connection, scene.memory, wanted)
            if whose is None:
                return Capability.MARK_MOMENT, Relation.OTHER_PRACTICE
            return Capability.MARK_MOMENT, to_client(scene, actor.person.staff, whose)
        case _:
            assert_never(effect)


def _to_own_moment(scene: Scene, actor: Actor, wanted: UUID) -> Relation:
    whose = moments.client_of(scene.connection, scene.memory, wanted)
    return _own(actor, whose)


def _asked_of_journal(scene: Scene, actor: Actor, effect: JournalEffect) -> Asked:
    match effect:
        case ListEntries():
            return Capability.SEE_OWN, Relation.SELF
        case ShowEntry(wanted):
            return Capability.SEE_OWN, _to_own_entry(scene, actor, wanted)
        case KeepEntry() | AddToEntry():
            return Capability.KEEP_JOURNAL, Relation.SELF
        case ShareEntry(wanted) | DeleteEntry(wanted):
            return Capability.KEEP_JOURNAL, _to_own_entry(scene, actor, wanted)


def _asked_of_messages(scene: Scene, actor: Actor, effect: MessageEffect) -> Asked:
    match effect:
        case SendMessage():
            return Capability.WRITE_TO_THERAPIST, Relation.SELF
        case ShowConversation():
            return Capability.SEE_OWN, Relation.SELF
        case ShowReceipt(message):
            whose = correspondence.client_of(scene.connection, scene.memory, message)
            return Capability.SEE_OWN, _own(actor, whose)
        case ShowMessagesOf(client) | OpenMessages(client):
            return Capability.READ_RECORD, to_client(scene, actor.person.staff, client)
        case OpenAnswerForm(client) | WriteToClient(client) | CloseMessages(client):
            return Capability.ANSWER_CLIENT, to_client(scene, actor.person.staff, client)
        case _:
            assert_never(effect)


def _to_own_entry(scene: Scene, actor: Actor, wanted: UUID) -> Relation:
    whose = journal.client_of(scene.connection, scene.memory, wanted)
    is_own = whose is not None and whose == actor.person.client
    return Relation.SELF if is_own else Relation.NONE


def _asked_of_group(scene: Scene, actor: Actor, effect: GroupEffect) -> Asked:
    match effect:
        case NoteRights() | KeepDoor() | MoveGroup() | NoteMember() | TurnAway():
            # What the platform itself tells of a group, or a request that is declined.
            return Capability.BE_ANSWERED, Relation.NONE
        case ShowGroupHelp():
            return Capability.GET_HELP, Relation.NONE
        case LinkGroup(group):
            return Capability.LINK_GROUP, _by_code(scene, actor, group)
        case OfferPledge(group) | LetIn(group):
            return Capability.ENTER_GROUP, _to_group(scene, actor, group)
        case OpenCase(group, CaseKind.REPORTED):
            return Capability.REPORT_IN_GROUP, _to_group(scene, actor, group)
        case OpenCase(group) | RemoveMessage(group) | SayInGroup(group) | KnowName(group):
            return Capability.SPEAK_IN_GROUP, _to_group(scene, actor, group)
        case DecideCase(case):
            return Capability.DECIDE_CASE, to_case(scene, actor.person.staff, case)
        case _:
            assert_never(effect)


def _by_code(scene: Scene, actor: Actor, group: UUID) -> Relation:
    match actor.inbound.event:
        case AskedInGroup(rest=code):
            hashed = secret_hash(code)
            found = groups.of_code(scene.connection, scene.memory, hashed, scene.now)
            return Relation.INVITED if found and found.id == group else Relation.NONE
        case _:
            return Relation.NONE


def _to_group(scene: Scene, actor: Actor, group: UUID) -> Relation:
    address = actor.inbound.address
    found = memberships.find(scene.connection, scene.memory, group, address)
    return Relation.OWN_GROUP if found is not None else Relation.OTHER_GROUP
