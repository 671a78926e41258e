"""What a flow may know of a group, and of a case: loaded for one sender at a time."""

from uuid import UUID

from care.access import Capability, may
from care.people import StaffId
from conversations import moderation
from conversations.envelopes import GROUPS, Inbound
from conversations.flows import groups as flow
from conversations.talk import secret_hash
from conversations.turn import Posted
from conversations.view import CaseView, GroupView
from portal.scene import Scene
from portal.standing import to_case
from store import groups, memberships, people
from store.groups import Group


def group_view(scene: Scene, inbound: Inbound, named: str) -> GroupView | None:
    """The group that is meant, and where whoever acts stands with it."""
    found = _group(scene, named)
    if found is None:
        return None
    membership = memberships.find(scene.connection, scene.memory, found.id, inbound.address)
    event = inbound.event
    names = moderation.mentioned(event.text) if isinstance(event, Posted) else ()
    return GroupView(
        found.id,
        found.chat is not None,
        found.missing,
        found.door is not None,
        membership.state if membership else None,
        memberships.insiders(scene.connection, scene.memory, found.id, names),
    )


def _group(scene: Scene, named: str) -> Group | None:
    kind, _, value = named.partition(":")
    connection, memory = scene.connection, scene.memory
    match f"{kind}:":
        case flow.CHAT:
            chat = people.accounts(connection, memory, [(GROUPS, value)]).get((GROUPS, value))
            return groups.of_chat(connection, memory, chat.id) if chat else None
        case flow.CODE:
            return groups.of_code(connection, memory, secret_hash(value), scene.now)
        case _:
            try:
                return groups.get(connection, memory, UUID(value))
            except ValueError:
                return None


def case_view(scene: Scene, staff: StaffId | None, ref: str) -> CaseView | None:
    """The case, if this member of staff may read of it."""
    try:
        wanted = UUID(ref)
    except ValueError:
        return None
    if staff is None or not may(
        scene.who(staff), Capability.READ_CASE, to_case(scene, staff, wanted)
    ):
        return None
    return CaseView(wanted)
