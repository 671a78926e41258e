"""What a letter shows to a member of staff, and whether they may read it: when posted, when sent.

A letter can wait for days: who may read it when it leaves need not be who might at first.
"""

from typing import assert_never

from care.access import Capability, Relation, may
from care.people import ClientId, StaffId
from conversations.appointments import AppointmentNews, AppointmentsOf
from conversations.contents import (
    AlertCard,
    AlertChart,
    CaseCard,
    ChainTestCard,
    ChainTestReport,
    Content,
    CrisisCard,
    Digest,
    HomePage,
    MemberGone,
    NotRemoved,
    Overview,
    OwnContent,
    RuleTrial,
    Sentences,
    StyleOffer,
    SupportNotice,
    WorkflowCard,
)
from conversations.correspondence import DeputyNote, MessagesOf
from conversations.goals import GoalsOf
from conversations.group_practice import GroupPractice
from conversations.homework import HomeworkOf
from conversations.moments import MomentsOf
from conversations.notes import NotesOf
from portal.scene import Scene
from portal.standing import to_alert, to_case, to_client, to_deputised, to_group, to_message
from store import groups


class NotForReader(PermissionError):
    """A letter that its reader may not read any more: it is dropped, and nobody is at fault."""


def may_read(scene: Scene, staff: StaffId, content: Content) -> bool:
    """Whether this may be shown to a member of staff, as everything stands now."""
    wanted, relation = shown_by(scene, staff, content)
    return may(scene.who(staff), wanted, relation)


def shown_by(scene: Scene, staff: StaffId, content: Content) -> tuple[Capability, Relation]:
    """What a letter shows to a member of staff, and how they stand to it."""
    match content:
        case AlertCard(alert):
            return Capability.READ_ALERT, to_alert(scene, staff, alert)
        case AlertChart(alert):
            return Capability.READ_CHART, to_alert(scene, staff, alert)
        case WorkflowCard(client=client):
            return Capability.READ_ALERT, to_client(scene, staff, ClientId(client))
        case CaseCard(case):
            return Capability.READ_CASE, to_case(scene, staff, case)
        case NotRemoved(group) | MemberGone(group):
            leads = groups.facilitator(scene.connection, scene.memory, group) == staff
            relation = Relation.OWN_GROUP if leads else Relation.OTHER_GROUP
            return Capability.READ_CASE, relation
        case GroupPractice(group):
            return Capability.READ_GROUP, to_group(scene, staff, group)
        case HomeworkOf(client):
            return Capability.READ_RECORD, to_client(scene, staff, ClientId(client))
        case MomentsOf(client) | MessagesOf(client) | GoalsOf(client) | NotesOf(client):
            return Capability.READ_RECORD, to_client(scene, staff, ClientId(client))
        case DeputyNote(client):
            return Capability.READ_ALERT, to_deputised(scene, staff, ClientId(client))
        case AppointmentsOf(client) | AppointmentNews(client=client):
            return Capability.READ_RECORD, to_client(scene, staff, ClientId(client))
        case SupportNotice(message):
            return Capability.WITHDRAW_MESSAGE, to_message(scene, staff, message)
        case HomePage():
            return Capability.OPEN_HOME, Relation.SELF
        case Overview() | Digest() | StyleOffer():
            return Capability.SEE_LISTS, Relation.SELF
        case RuleTrial(client):
            if client is None:
                return Capability.SEE_LISTS, Relation.SELF
            return Capability.ARRANGE_CLIENT, to_client(scene, staff, ClientId(client))
        case ChainTestCard() | ChainTestReport():
            return Capability.TEST_CHAIN, Relation.SELF
        case Sentences() | CrisisCard():
            return Capability.BE_ANSWERED, Relation.NONE
        case _ if isinstance(content, OwnContent):
            return Capability.SEE_OWN, Relation.NONE
        case _:
            assert_never(content)
