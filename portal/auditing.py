"""The audit: no entry, no content.

What a transaction does has its entry in that transaction, and what it has to say leaves through
`post`, and nowhere else. What a letter shows of a client to staff is noted when it leaves, in a
transaction that is committed before it does: a card that waits for the morning was shown in the
morning. What an administrator does is noted by the command.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeAlias, assert_never

from sqlalchemy import Connection

from care.audit import Act, Action, ActorRole, Kind
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
from portal.office import Office
from portal.readers import may_read
from portal.scene import Scene
from store import alerts, audit, meanwhile, outbox
from store.memory import Memory
from store.outbox import Carrier, Letter

OfAClient: TypeAlias = (
    AlertCard
    | AlertChart
    | CaseCard
    | GroupPractice
    | HomePage
    | HomeworkOf
    | MomentsOf
    | MessagesOf
    | DeputyNote
    | AppointmentsOf
    | AppointmentNews
    | GoalsOf
    | NotesOf
    | Overview
    | Digest
    | WorkflowCard
)
"""What a letter shows of a client, so that it has an entry of its own."""

DIGEST = "digest"

COUNTED = "counted"
"""Why a group that somebody looked at was about a client: theirs was one of the numbers."""

TOLD = "told"
"""Why something was seen that nobody had asked for at that moment."""


def post(scene: Scene, carrier: Carrier | None) -> tuple[Letter, ...]:
    """Writes what this transaction has to say, and what was done; tells what is to be carried.

    What a member of staff may not read is not even written to them.
    """
    scene.letters = [each for each in scene.letters if _may_read(scene, each)]
    audit.append(scene.connection, scene.memory, scene.acts, scene.now)
    letters = outbox.write(scene.connection, scene.letters, carrier=carrier, now=scene.now)
    ahead, scene.sent_ahead = scene.sent_ahead(), tuple
    return (*ahead, *letters)


def post_ahead(scene: Scene, carrier: Carrier | None) -> None:
    """Sends many letters to the database while the transaction makes the rest of what it writes.

    What comes later in it cannot take them back, so nobody acts any more. Not where one of them is
    to staff: whether they may read it is looked at in the end.
    """
    if len(scene.letters) < meanwhile.MANY or scene.readers:
        return
    sent = outbox.send(scene.connection, scene.letters, carrier=carrier, now=scene.now)
    scene.letters, scene.sent_ahead = [], sent


def _may_read(scene: Scene, letter: Letter) -> bool:
    staff = scene.readers.get(letter.person)
    return staff is None or may_read(scene, staff, letter.content)


def shown_in(content: Content) -> OfAClient | None:
    """What a letter to staff shows of a client; None where it shows nothing of one."""
    match content:
        case AlertCard() | AlertChart() | CaseCard() | HomePage() | Overview() | Digest():
            return content
        case HomeworkOf() | MomentsOf() | MessagesOf() | GoalsOf() | WorkflowCard():
            return content
        case DeputyNote():
            return content
        case AppointmentsOf() | AppointmentNews() | GroupPractice() | NotesOf():
            return content
        case Sentences() | CrisisCard() | SupportNotice() | NotRemoved() | StyleOffer():
            return None
        case MemberGone() | ChainTestCard() | ChainTestReport() | RuleTrial():
            return None
        case _ if isinstance(content, OwnContent):
            return None
        case _:
            assert_never(content)


def note_shown(
    connection: Connection,
    memory: Memory,
    staff: StaffId,
    shown: OfAClient,
    now: datetime,
    counted: Sequence[ClientId] = (),
) -> None:
    """Notes who is about to see what of whom: committed before the letter leaves.

    Of a number that several were counted in, each of them has an entry.
    """
    subject: ClientId | None = None
    reason = None
    match shown:
        case AlertCard(alert):
            subject = alerts.client_of(connection, memory, alert)
            kind, about, reason = Kind.ALERT, str(alert), TOLD
        case AlertChart(alert):
            subject = alerts.client_of(connection, memory, alert)
            kind, about = Kind.CHART, str(alert)
        case CaseCard(case):
            kind, about, reason = Kind.CASE, str(case), TOLD
        case HomeworkOf(client):
            subject = ClientId(client)
            kind, about = Kind.HOMEWORK, str(client)
        case MomentsOf(client):
            subject = ClientId(client)
            kind, about = Kind.MOMENT, str(client)
        case MessagesOf(client):
            subject = ClientId(client)
            kind, about = Kind.MESSAGE, str(client)
        case DeputyNote(client, None):
            subject = ClientId(client)
            kind, about, reason = Kind.MESSAGE, str(client), TOLD
        case DeputyNote(client, appointment):
            subject = ClientId(client)
            kind, about, reason = Kind.APPOINTMENT, str(appointment), TOLD
        case AppointmentsOf(client):
            subject = ClientId(client)
            kind, about = Kind.APPOINTMENT, str(client)
        case AppointmentNews(appointment, client):
            subject = ClientId(client)
            kind, about, reason = Kind.APPOINTMENT, str(appointment), TOLD
        case GoalsOf(client):
            subject = ClientId(client)
            kind, about = Kind.GOAL, str(client)
        case NotesOf(client):
            subject = ClientId(client)
            kind, about, reason = Kind.NOTE, str(client), TOLD
        case HomePage(asked=asked):
            kind, about = Kind.HOME, str(staff)
            reason = None if asked else TOLD
        case Digest():
            kind, about, reason = Kind.CASELOAD, DIGEST, TOLD
        case GroupPractice(group):
            kind, about = Kind.GROUP, str(group)
        case WorkflowCard(run, client):
            subject = ClientId(client)
            kind, about, reason = Kind.WORKFLOW, str(run), TOLD
        case Overview(listing):
            kind, about = Kind.CASELOAD, listing.value
        case _:
            assert_never(shown)
    act = Act(ActorRole.STAFF, str(staff), Action.VIEWED, kind, about, subject, reason)
    of_each = (replace(act, subject=each, reason=COUNTED) for each in counted)
    audit.append(connection, memory, [act, *of_each], now)


def by_administrator(
    office: Office,
    connection: Connection,
    memory: Memory,
    action: Action,
    kind: Kind,
    about: object = None,
    *,
    subject: ClientId | None = None,
    reason: str | None = None,
) -> None:
    """What a command does or shows, in the transaction in which it does so."""
    thing = None if about is None else str(about)
    act = Act(ActorRole.ADMINISTRATOR, office.operator, action, kind, thing, subject, reason)
    audit.append(connection, memory, [act], office.clock.now())


async def noted(
    office: Office,
    memory: Memory,
    action: Action,
    kind: Kind,
    about: object = None,
    *,
    subject: ClientId | None = None,
) -> None:
    """Commits what a command is about to show: nothing is shown before."""

    def keep(connection: Connection) -> None:
        by_administrator(office, connection, memory, action, kind, about, subject=subject)

    await office.database.write(keep)
