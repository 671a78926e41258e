"""What follows in a group: its door, its house rules, and its facilitator's queue.

What is done on the platform goes through the outbox like every letter: a kill loses none of it.
"""

from datetime import timedelta
from uuid import UUID

from care.audit import Action, Kind
from care.groups import RIGHTS, CaseState, MemberState
from conversations.contents import (
    CrisisCard,
    CrisisReason,
    GroupAct,
    GroupDeed,
    Lane,
    Line,
    MemberGone,
    NotRemoved,
    Sentences,
)
from conversations.envelopes import GROUPS
from conversations.flows import groups as flow
from conversations.turn import (
    CaseAction,
    CaseKind,
    DecideCase,
    GroupEffect,
    KeepDoor,
    KnowName,
    LetIn,
    LinkGroup,
    MoveGroup,
    NoteMember,
    NoteRights,
    OfferPledge,
    OpenCase,
    RemoveMessage,
    SayInGroup,
    ShowGroupHelp,
    TurnAway,
)
from portal.group_chain import show_settled, tell_facilitator
from portal.scene import Actor, Scene
from store import cases, groups, memberships, people
from store.cases import Case
from store.outbox import Letter
from store.people import Person

MUTED_FOR = timedelta(hours=24)


def make_true(scene: Scene, actor: Actor, effect: GroupEffect) -> None:
    """Makes one effect of a group true."""
    connection, memory = scene.connection, scene.memory
    match effect:
        case LinkGroup(group, chat):
            _link(scene, actor, group, chat)
        case NoteRights(group, missing, leaders):
            _tell_if_idle(scene, actor, group, missing)
            groups.keep_missing(connection, memory, group, missing)
            if leaders is not None:
                memberships.lead(connection, memory, group, leaders, scene.now)
            found = groups.get(connection, memory, group)
            if found is not None and found.door is None and "can_invite_users" not in missing:
                _do(scene, actor, group, GroupAct(GroupDeed.MAKE_DOOR))
        case KeepDoor(group, link):
            groups.keep_door(connection, memory, group, link)
        case MoveGroup(group, to):
            _move(scene, group, to)
        case OfferPledge(group):
            _offer_pledge(scene, actor, group)
        case TurnAway(group):
            _note(scene, actor, group, MemberState.ENROLLED)
            _do(scene, actor, group, GroupAct(GroupDeed.DECLINE, member=actor.person.id))
        case LetIn(group):
            # The membership may have ended since the button was looked at, in another chat.
            if _note(scene, actor, group, MemberState.INSIDE, agreed=True):
                _do(scene, actor, group, GroupAct(GroupDeed.APPROVE, member=actor.person.id))
        case NoteMember(group, inside):
            _note(scene, actor, group, MemberState.INSIDE if inside else MemberState.LEFT)
            if inside:
                _look_at_who_came(scene, actor, group)
        case KnowName(group, username):
            member = memberships.find(connection, memory, group, actor.inbound.address)
            if member is not None:
                memberships.know_name(connection, memory, member.id, username)
        case SayInGroup(group, content):
            scene.post(_chat(scene, group), content, key=actor.next_key())
        case RemoveMessage(group, message):
            _do(scene, actor, group, GroupAct(GroupDeed.DELETE, message))
        case OpenCase():
            _open_case(scene, actor, effect)
        case ShowGroupHelp(group, reason):
            card = CrisisCard(reason, group)
            scene.post(actor.person, card, key=actor.next_key(), lane=Lane.CRISIS)
        case DecideCase(case, action):
            _decide(scene, actor, case, action)


def _chat(scene: Scene, group: UUID) -> Person | None:
    """The account of the group's chat; needs no key."""
    found = groups.chat(scene.connection, scene.memory, group)
    return Person(found, GROUPS, None, None, None, True) if found else None


def _do(scene: Scene, actor: Actor, group: UUID, act: GroupAct) -> None:
    scene.post(_chat(scene, group), act, key=actor.next_key())


def _link(scene: Scene, actor: Actor, group: UUID, address: str) -> None:
    known = people.accounts(scene.connection, scene.memory, [(GROUPS, address)])
    chat = known.get((GROUPS, address))
    if chat is None:
        found = groups.get(scene.connection, scene.memory, group)
        chat = people.new_account(GROUPS, locale=found.locale if found else None)
        people.add_account(scene.connection, scene.memory, chat, address, scene.now)
    groups.link(scene.connection, scene.memory, group, chat.id)
    _do(scene, actor, group, GroupAct(GroupDeed.LOOK))


def _move(scene: Scene, group: UUID, to: str) -> None:
    chat = groups.chat(scene.connection, scene.memory, group)
    taken = people.accounts(scene.connection, scene.memory, [(GROUPS, to)])
    if chat is None or taken:
        # The carrier has heard of it before.
        return
    account, _ = people.address_of(scene.connection, scene.memory, chat)
    people.note_address(scene.connection, scene.memory, account, to)


def _offer_pledge(scene: Scene, actor: Actor, group: UUID) -> None:
    _note(scene, actor, group, MemberState.ASKED)
    scene.post(
        actor.person,
        flow.pledge(group),
        key=actor.next_key(),
        slot=flow.pledge_slot(group),
        fresh=True,
        not_after=scene.now + flow.DOOR_OPEN,
    )


def _note(
    scene: Scene, actor: Actor, group: UUID, state: MemberState, *, agreed: bool = False
) -> bool:
    """Where the member stands now; False when there is no such member."""
    member = memberships.find(scene.connection, scene.memory, group, actor.inbound.address)
    if member is None or member.state is MemberState.LEADS:
        return False
    return memberships.move(
        scene.connection, scene.memory, member.id, state, scene.now, agreed=agreed
    )


def _tell_if_idle(scene: Scene, actor: Actor, group: UUID, missing: tuple[str, ...]) -> None:
    """The bot may do nothing in the group any more, or is not in it: who leads it hears."""
    before = groups.get(scene.connection, scene.memory, group)
    if before is not None and set(missing) == set(RIGHTS) != set(before.missing):
        _tell_leader(scene, actor, group, "group-bot-idle")


def _tell_leader(scene: Scene, actor: Actor, group: UUID, key: str) -> None:
    leads = groups.facilitator(scene.connection, scene.memory, group)
    if leads is not None:
        scene.post(
            scene.account(leads, staff=True),
            Sentences((Line(key),)),
            key=actor.next_key(),
            lane=Lane.THERAPIST,
        )


def _look_at_who_came(scene: Scene, actor: Actor, group: UUID) -> None:
    """Who is in without having been enrolled came by another way than the door: the leader hears.

    Nobody is taken out for it: it may be a colleague whom the leader has brought in.
    """
    if memberships.find(scene.connection, scene.memory, group, actor.inbound.address) is not None:
        return
    _tell_leader(scene, actor, group, "group-outsider")


# --- cases ----------------------------------------------------------------------------------


def _open_case(scene: Scene, actor: Actor, effect: OpenCase) -> None:
    author, reporter = actor.person, None
    if effect.author:
        reporter = actor.person.id
        author = _account(scene, effect.author)
    case = cases.new(
        effect.group,
        effect.kind,
        effect.message,
        author=author.id,
        reporter=reporter,
        why=effect.why,
        now=scene.now,
    )
    case, is_new = cases.open_case(scene.connection, scene.memory, case)
    if case.kind is CaseKind.REMOVED or case.state is not CaseState.OPEN:
        return
    tell_facilitator(scene, case, is_new=is_new)


def _account(scene: Scene, address: str) -> Person:
    known = people.accounts(scene.connection, scene.memory, [(GROUPS, address)])
    found = known.get((GROUPS, address))
    if found is None:
        # Somebody who has not written since the bot came into the group.
        found = people.new_account(GROUPS)
        people.add_account(scene.connection, scene.memory, found, address, scene.now)
    return found


def _decide(scene: Scene, actor: Actor, wanted: UUID, action: CaseAction) -> None:
    """Settles a case, once."""
    staff = actor.staff
    case = cases.get(scene.connection, scene.memory, wanted)
    state = CaseState(action.value)
    if not cases.settle(scene.connection, scene.memory, case.id, state, staff, scene.now):
        again = Sentences((Line("case-settled-already"),))
        scene.post(actor.person, again, key=actor.next_key())
        return
    scene.note(staff, Action.DECIDED, Kind.CASE, case.id, reason=action.value)
    match action:
        case CaseAction.DELETE:
            _do(scene, actor, case.group, GroupAct(GroupDeed.DELETE, case.message))
        case CaseAction.MUTE if case.author is not None:
            until = scene.now + MUTED_FOR
            act = GroupAct(GroupDeed.MUTE, member=case.author, until=until)
            _do(scene, actor, case.group, act)
            _to_author(scene, actor, case, Sentences((Line("group-muted", {"until": until}),)))
        case CaseAction.REMIND:
            lines = (Line("group-reminder"), *(Line(rule) for rule in flow.RULES))
            _to_author(scene, actor, case, Sentences(lines))
        case _:
            pass
    show_settled(scene, case.id)


def _to_author(scene: Scene, actor: Actor, case: Case, content: Sentences) -> None:
    if case.author is not None:
        author = Person(case.author, GROUPS, None, None, None, True)
        scene.post(author, content, key=actor.next_key())


def card_in_group(scene: Scene, letter: UUID, card: CrisisCard) -> None:
    """The card could not be sent in private: it is shown in the group, and names nobody."""
    if card.group is None:
        return
    scene.post(
        _chat(scene, card.group),
        CrisisCard(CrisisReason.ASKED),
        key=f"card-in-group:{letter}",
        lane=Lane.CRISIS,
    )


def tell_refused(scene: Scene, letter: Letter, act: GroupAct) -> None:
    """Tells the facilitator that a message, or somebody, is still in the group; once for each."""
    found = groups.of_account(scene.connection, scene.memory, letter.person)
    told = None if found is None else _left_undone(scene, found, act)
    if found is None or told is None:
        return
    facilitator = groups.facilitator(scene.connection, scene.memory, found)
    if facilitator is None:
        return
    scene.post(
        scene.account(facilitator, staff=True),
        told,
        key=f"not-{act.deed}d:{letter.id}",
        lane=Lane.THERAPIST,
    )


def _left_undone(scene: Scene, group: UUID, act: GroupAct) -> NotRemoved | MemberGone | None:
    match act:
        case GroupAct(GroupDeed.DELETE, message):
            return NotRemoved(group, message)
        case GroupAct(GroupDeed.REMOVE, member=UUID() as member):
            code = memberships.code_of(scene.connection, scene.memory, group, member)
            return MemberGone(group, code, is_still_in=True) if code else None
        case _:
            return None
