"""An urgent note of a group on its way through the chain, and the cards of everybody who got it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from care.chain import Chain, next_step
from care.groups import CaseState
from care.local_time import zone
from care.people import StaffId
from conversations.contents import CaseCard, Lane
from conversations.turn import CaseKind
from portal.chain_deeds import standing_chain
from portal.scene import AskedLane, Scene
from store import cases, groups, outbox
from store.cases import Case


def case_slot(case: UUID) -> str:
    """The message that holds a case's card; everybody who gets it has one."""
    return f"case:{case}"


def tell_facilitator(scene: Scene, case: Case, *, is_new: bool) -> None:
    """Tells a case to whoever leads the group; an urgent one goes on when nobody takes it."""
    facilitator = groups.facilitator(scene.connection, scene.memory, case.group)
    if facilitator is None:
        return
    if case.kind is not CaseKind.CRISIS:
        _card(scene, case, facilitator, lane=Lane.THERAPIST, fresh=is_new)
        return
    told = case.told
    if case.escalation_level is None:
        chain = standing_chain(scene, facilitator)
        levels = chain.at_once()
        told = tuple(chain.at(each) for each in levels)
        step = _step(scene, chain, levels[-1], starts=True)
        cases.set_chain(
            scene.connection,
            scene.memory,
            case.id,
            told=told,
            level=levels[-1],
            next_step_at=step,
        )
    for each in dict.fromkeys((facilitator, *told)):
        _card(scene, case, each, lane=Lane.CRISIS, fresh=True)


def pass_on(scene: Scene, wanted: UUID) -> None:
    """Passes a note on that nobody has taken in time, and shows to the others who has it now."""
    case = cases.get(scene.connection, scene.memory, wanted)
    facilitator = groups.facilitator(scene.connection, scene.memory, case.group)
    if facilitator is None or case.escalation_level is None:
        return
    chain = standing_chain(scene, facilitator)
    level = chain.following(case.escalation_level)
    whom = chain.at(level)
    told = tuple(dict.fromkeys((*case.told, whom)))
    step = _step(scene, chain, level, starts=False)
    if not cases.escalate(scene.connection, scene.memory, case, told, level, step):
        return
    if not _is_on_its_way(scene, case, whom):
        _card(scene, case, whom, lane=Lane.CRISIS, fresh=True, cause=f"passed-{level}")
    _show(scene, case, [each for each in told if each != whom], cause=f"passed-{level}")


def show_settled(scene: Scene, wanted: UUID) -> None:
    """Edits every card of a case to what became of it; others about its author go on no more."""
    case = cases.get(scene.connection, scene.memory, wanted)
    if case.kind is CaseKind.CRISIS:
        cases.rest(scene.connection, scene.memory, case)
    facilitator = groups.facilitator(scene.connection, scene.memory, case.group)
    everybody = case.told if facilitator is None else (facilitator, *case.told)
    _show(scene, case, tuple(dict.fromkeys(everybody)), cause=str(case.state))


def _step(scene: Scene, chain: Chain, level: int, *, starts: bool) -> datetime | None:
    """When the next is told. A list of words asks for nobody: it waits for the urgent hours."""
    return next_step(
        chain,
        level,
        starts=starts,
        asked=False,
        now=scene.now,
        zone=zone(scene.practice.zone),
        urgent=scene.practice.urgent_hours,
    )


def _show(scene: Scene, case: Case, whose: Sequence[StaffId], *, cause: str) -> None:
    for each in whose:
        _card(scene, case, each, lane=Lane.THERAPIST, fresh=False, cause=cause)


def _card(
    scene: Scene,
    case: Case,
    whom: StaffId,
    *,
    lane: AskedLane,
    fresh: bool,
    cause: str = CaseState.OPEN.value,
) -> None:
    scene.post(
        scene.account(whom, staff=True),
        CaseCard(case.id),
        key=f"case:{case.id}:{cause}:{case.times}:{whom}",
        lane=lane,
        slot=case_slot(case.id),
        fresh=fresh,
    )


def _is_on_its_way(scene: Scene, case: Case, whom: StaffId) -> bool:
    """Whether a card has not left yet: while Slack is away, one is enough."""
    account = scene.account(whom, staff=True)
    practice = scene.memory.practice
    return account is not None and outbox.is_unsent(
        scene.connection, practice, account.id, case_slot(case.id)
    )
