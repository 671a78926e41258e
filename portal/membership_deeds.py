"""A client's memberships end from the client's side: at once here, and soon after in Telegram.

No key of the groups' ring is needed, and none is at hand: what is opened is the client's own.
"""

from care.groups import MemberState
from care.people import ClientId
from conversations.contents import GroupAct, GroupDeed, Lane, MemberGone
from conversations.envelopes import GROUPS
from portal.scene import Scene
from store import enrolments, groups, memberships
from store.data_keys import KeyMissing
from store.memberships import Ending
from store.people import Person
from store.vault import Refused

_IN_TELEGRAM = {MemberState.INSIDE: GroupDeed.REMOVE, MemberState.ASKED: GroupDeed.DECLINE}
"""What is left to be done there, by where the member stood."""


def end(scene: Scene, client: ClientId) -> None:
    """Every membership of this client ends; who leads each group is told, without the client."""
    try:
        found = enrolments.of_client(scene.connection, scene.memory, client)
    except (KeyMissing, Refused):
        # What cannot be opened any more cannot be found; an erasure goes on all the same.
        return
    if not found:
        return
    enrolments.forget(scene.connection, scene.memory, [client])
    for ending in memberships.end(scene.connection, scene.memory, found, scene.now):
        _take_out(scene, ending)
        _tell(scene, ending)


def _take_out(scene: Scene, ending: Ending) -> None:
    deed = _IN_TELEGRAM.get(ending.was)
    chat = groups.chat(scene.connection, scene.memory, ending.group)
    if deed is None or chat is None or ending.account is None:
        return
    scene.post(
        Person(chat, GROUPS, None, None, None, True),
        GroupAct(deed, member=ending.account),
        key=f"ended:{ending.group}:{ending.account}:{scene.now.timestamp():.6f}",
        lane=Lane.THERAPIST,
    )


def _tell(scene: Scene, ending: Ending) -> None:
    facilitator = groups.facilitator(scene.connection, scene.memory, ending.group)
    if facilitator is None or ending.code is None:
        return
    scene.post(
        scene.account(facilitator, staff=True),
        MemberGone(ending.group, ending.code),
        key=f"gone:{ending.group}:{ending.code}:{scene.now.timestamp():.6f}",
        lane=Lane.THERAPIST,
    )
