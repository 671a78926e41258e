"""Filling in what is done in a group, and the card by which its facilitator hears of a message."""

from dataclasses import replace
from uuid import UUID

from conversations.contents import CaseCard, GroupAct, MemberGone, NotRemoved, Style
from conversations.envelopes import Doing, Shown, ShownLine
from conversations.group_showing import CaseFacts, case_card_shown
from conversations.wording import Wording
from portal.chain_deeds import standing_chain
from portal.scene import Scene
from store import cases, groups, memberships, people
from store.groups import Group
from store.memory import Memory


def reaches(scene: Scene, group: UUID) -> bool:
    """Whether a note about a message of this group comes to somebody, as it is now."""
    facilitator = groups.facilitator(scene.connection, scene.memory, group)
    if facilitator is None:
        return False
    chain = standing_chain(scene, facilitator)
    return chain.reaches_therapist or chain.has_colleague


def doing(scene: Scene, act: GroupAct) -> Doing:
    """The deed with the platform's own id of the member it is about."""
    member = ""
    if act.member is not None:
        _, member = people.address_of(scene.connection, scene.memory, act.member)
    return Doing(act.deed, act.message, member, act.until)


def told(
    scene: Scene, memory: Memory, what: CaseCard | NotRemoved | MemberGone, words: Wording
) -> Shown:
    """What the staff is told of a group."""
    match what:
        case CaseCard(case):
            return case_card(scene, memory, case, words)
        case NotRemoved(group, message):
            return not_removed(scene, memory, group, message, words)
        case MemberGone():
            return member_gone(scene, memory, what, words)


def member_gone(scene: Scene, memory: Memory, told: MemberGone, words: Wording) -> Shown:
    """Who is no member any more; why is the client's own matter and is not known here."""
    group = groups.get(scene.connection, memory, told.group)
    if group is None:
        raise LookupError("the group of this member is gone")
    key = "group-member-still-in" if told.is_still_in else "group-member-gone"
    said = words.say(key, {"member": told.code, "group": group.name})
    return Shown((ShownLine(said),))


def not_removed(scene: Scene, memory: Memory, wanted: UUID, message: int, words: Wording) -> Shown:
    """Where a message stands that an administrator has to take away by hand."""
    group = groups.get(scene.connection, memory, wanted)
    if group is None:
        raise LookupError("the group of this message is gone")
    link = message_link(_chat_of(scene, memory, group), message)
    said = words.say("case-not-deleted", {"group": group.name})
    lines = (ShownLine(said), *([ShownLine(link)] if link else []))
    return Shown(lines)


def _chat_of(scene: Scene, memory: Memory, group: Group) -> str:
    if group.chat is None:
        return ""
    return people.address_of(scene.connection, memory, group.chat)[1]


def case_card(scene: Scene, memory: Memory, wanted: UUID, words: Wording) -> Shown:
    """A case as it stands now; what a member wrote is in none of its rows."""
    connection = scene.connection
    case = cases.get(connection, memory, wanted)
    group = groups.get(connection, memory, case.group)
    if group is None:
        raise LookupError("the group of this case is gone")

    def code(account: UUID | None) -> str | None:
        if account is None:
            return None
        return memberships.code_of(connection, memory, group.id, account)

    by = ""
    if case.settled_by is not None:
        by = people.member(connection, scene.memory, case.settled_by).name
    facts = CaseFacts(
        case.id,
        group.name,
        case.kind,
        case.state,
        code(case.author),
        code(case.reporter),
        case.times,
        case.opened_at,
        was_removed=case.why == "removed",
        where=message_link(_chat_of(scene, memory, group), case.message),
        by=by,
        at=case.settled_at,
        told=tuple(people.member(connection, scene.memory, each).name for each in case.told),
    )
    return case_card_shown(facts, words)


def with_note(card: Shown, words: Wording) -> Shown:
    """The crisis card with the truth about the note that goes to who looks after the group."""
    said = ShownLine(words.say("group-note-told"), Style.NOTE)
    return replace(card, lines=(*card.lines, said))


def message_link(chat: str, message: int) -> str:
    """Where the message stands in Telegram, for whoever is in the group."""
    number = chat.removeprefix("-100")
    return f"https://t.me/c/{number}/{message}" if number != chat else ""
