"""An urgent alert on its way through the chain: told, passed on when not taken, and told of."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from care.alerts import AlertState, Urgency
from care.chain import Chain, begins, next_step
from care.local_time import zone
from care.people import StaffId
from conversations.contents import AlertCard, CrisisCard, CrisisReason, Lane, Line, Sentences
from conversations.passing_on import Carried, NoteFacts
from portal.scene import Scene
from store import alerts, escalation, outbox, recipients
from store import on_call as store_on_call
from store.alerts import Alert

RAISED = "alert:"
"""How the keys of cards begin that tell what was raised; edits begin otherwise."""


def card_slot(alert: UUID) -> str:
    """The message that holds an alert's card; everybody who gets it has one."""
    return f"alert:{alert}"


def card_key(alert: Alert, whom: StaffId) -> str:
    """The key of the letter that tells this evidence of an alert to this member of staff."""
    return f"{RAISED}{alert.id}:{alert.version}:{whom}"


def chain_of(scene: Scene, therapist: StaffId) -> Chain:
    """Who hears of this therapist's urgent alerts, as it is now."""
    return _chain_with(scene, therapist, on_call_at(scene, scene.now))


def standing_chain(scene: Scene, therapist: StaffId) -> Chain:
    """The same without whoever is on call: notes about groups go by it."""
    return _chain_with(scene, therapist, None)


def _chain_with(scene: Scene, therapist: StaffId, on_call: StaffId | None) -> Chain:
    return escalation.chain_of(scene.connection, scene.memory, therapist, scene.now, on_call)


def on_call_at(scene: Scene, at: datetime) -> StaffId | None:
    """Who of the practice is on call at this instant."""
    found = store_on_call.rota(scene.connection, scene.memory)
    return found.at(at, zone(scene.practice.zone), scene.practice.urgent_hours)


def tell_chain(
    scene: Scene, alert: Alert, *, asked: bool, is_new: bool, passes_on: bool = True
) -> None:
    """Tells an urgent alert at once to the first in the chain, and says when the next is told.

    Without passes_on nobody else is told: the card comes, and no chain begins with it.
    """
    asked_at = scene.now if asked else alert.asked_at
    on_call = alert.on_call
    if alert.escalation_level is not None:
        # It is on its way already: who was told hears it again, and the chain goes on as it was.
        chain = _chain_with(scene, alert.therapist, on_call)
        level: int | None = alert.escalation_level
        whom = [each.staff for each in _recipients(scene, alert)]
        soonest = scene.now + chain.after if asked else None
        steps = [each for each in (alert.next_step_at, soonest) if each is not None]
        step = min(steps, default=None)
    else:
        on_call = _on_call_first(scene, asked=asked_at is not None)
        chain = _chain_with(scene, alert.therapist, on_call)
        levels = chain.at_once()
        level = levels[-1] if passes_on else None
        whom = [chain.at(each) for each in levels]
        if alert.taken_by is not None:
            # Who took it the last time is the one who knows most about it.
            whom.append(alert.taken_by)
        step = None
        if level is not None:
            step = next_step(
                chain,
                level,
                starts=True,
                asked=asked_at is not None,
                now=scene.now,
                zone=zone(scene.practice.zone),
                urgent=scene.practice.urgent_hours,
            )
    alerts.set_chain(
        scene.connection,
        scene.memory,
        alert.id,
        level=level,
        next_step_at=step,
        asked_at=asked_at,
        on_call=on_call,
    )
    told = list(dict.fromkeys((alert.therapist, *whom)))
    for each in told:
        tell(scene, alert, each, key=card_key(alert, each), fresh=not is_new, anew=True)
    show_to_others(scene, alert, told, cause="again")


def _on_call_first(scene: Scene, *, asked: bool) -> StaffId | None:
    """Who is on call when a chain that is told now begins; a night's waits for the morning."""
    here, urgent = zone(scene.practice.zone), scene.practice.urgent_hours
    begun = begins(asked=asked, now=scene.now, zone=here, urgent=urgent)
    return on_call_at(scene, begun) if begun is not None else None


def tell(
    scene: Scene,
    alert: Alert,
    whom: StaffId,
    *,
    key: str,
    fresh: bool,
    anew: bool = False,
    at: datetime | None = None,
) -> None:
    """Posts the card to one member of staff, who may act on it from now on."""
    recipients.tell(scene.connection, scene.memory, alert.id, whom, at or scene.now, anew=anew)
    scene.post(
        scene.account(whom, staff=True),
        AlertCard(alert.id),
        key=key,
        lane=Lane.CRISIS if alert.urgency is Urgency.NOW else Lane.THERAPIST,
        slot=card_slot(alert.id),
        fresh=fresh,
        not_before=at,
    )


def _recipients(scene: Scene, alert: Alert) -> tuple[recipients.Recipient, ...]:
    return recipients.of_alert(scene.connection, scene.memory, alert.id)


def show_to_others(scene: Scene, alert: Alert, told: list[StaffId], *, cause: str) -> None:
    """Edits the cards of everybody else who has one."""
    for each in _recipients(scene, alert):
        if each.staff not in told:
            edit(scene, alert, each.staff, cause=cause)


def edit(scene: Scene, alert: Alert, whose: StaffId, *, cause: str) -> None:
    """Edits one card to what the alert is now; one that is still to leave says it by itself."""
    edit_all(scene, [(alert, whose, cause)])


def edit_all(scene: Scene, cards: Iterable[tuple[Alert, StaffId, str]]) -> None:
    """Edits cards of many alerts, each for a cause: one look for all tells which of them stand."""
    found = [
        (alert, account, cause)
        for alert, whose, cause in cards
        if (account := scene.account(whose, staff=True)) is not None
    ]
    slots = [(account.id, card_slot(alert.id)) for alert, account, _ in found]
    practice = scene.memory.practice
    still_to_leave = outbox.waiting_slots(scene.connection, practice, slots, scene.now)
    stand = outbox.places(scene.connection, practice, slots)
    for alert, account, cause in found:
        place = account.id, card_slot(alert.id)
        # It stands in the digest or on Home, and whoever wants its card asks for it.
        unasked = place not in stand and alert.urgency in (Urgency.DIGEST, Urgency.HOME)
        if place in still_to_leave or unasked:
            continue
        scene.post(
            account,
            AlertCard(alert.id),
            key=f"alert-now:{alert.id}:{cause}:{scene.now.timestamp():.6f}:{account.id}",
            lane=Lane.THERAPIST,
            slot=card_slot(alert.id),
        )


def escalate(scene: Scene, wanted: UUID) -> tuple[StaffId, ...]:
    """Passes an alert on that nobody has taken in time; tells whose Home changes with it."""
    alert = alerts.get(scene.connection, scene.memory, wanted)
    if alert.escalation_level is None:
        # Nobody passes it on: there is no step to make.
        alerts.set_chain(
            scene.connection,
            scene.memory,
            wanted,
            level=None,
            next_step_at=None,
            asked_at=alert.asked_at,
        )
        return ()
    chain, on_call, told = _order(scene, alert, alert.escalation_level)
    level = chain.following(told)
    step = next_step(
        chain,
        level,
        starts=False,
        asked=alert.asked_at is not None,
        now=scene.now,
        zone=zone(scene.practice.zone),
        urgent=scene.practice.urgent_hours,
    )
    if not alerts.escalate(scene.connection, scene.memory, alert, level, step, on_call):
        return ()
    whom = chain.at(level)
    if not _is_on_its_way(scene, alert, whom):
        tell(scene, alert, whom, key=_step_key(alert, whom), fresh=True)
    show_to_others(scene, alert, [whom], cause=f"passed-{level}")
    if alert.asked_at is not None and chain.is_through(told):
        _say_nobody(scene, alert)
    return alert.therapist, whom


def _step_key(alert: Alert, whom: StaffId) -> str:
    """The key of one step: with another on call a later time through may have the same level."""
    due = alert.next_step_at.timestamp() if alert.next_step_at is not None else 0
    return f"escalated:{alert.id}:{alert.version}:{whom}:{due:.0f}"


def _order(scene: Scene, alert: Alert, level: int) -> tuple[Chain, StaffId | None, int]:
    """The chain as it goes on, who is on call in it, and which level of it was told last.

    Whoever is on call now takes the next place where nobody is told twice or left out for it.
    """
    begun = _chain_with(scene, alert.therapist, alert.on_call)
    on_call = on_call_at(scene, scene.now)
    chain = _chain_with(scene, alert.therapist, on_call)
    place = chain.follows_on(level, begun)
    return (begun, alert.on_call, level) if place is None else (chain, on_call, place)


def _is_on_its_way(scene: Scene, alert: Alert, whom: StaffId) -> bool:
    """Whether a card has not left yet: while Slack is away, one is enough, however long it takes.

    It shows what is so when it leaves, and comes at the end of the chat.
    """
    account = scene.account(whom, staff=True)
    slot = card_slot(alert.id)
    practice = scene.memory.practice
    return account is not None and outbox.is_unsent(scene.connection, practice, account.id, slot)


def _say_nobody(scene: Scene, alert: Alert) -> None:
    """Tells a client who asked that nobody has taken it, once for each time of asking."""
    account = scene.account(alert.client)
    key = f"nobody:{alert.id}:{alert.version}"
    said = Sentences((Line("help-nobody"),))
    scene.post(account, said, key=key, lane=Lane.CRISIS)
    card = CrisisCard(CrisisReason.UNSAFE)
    scene.post(account, card, key=f"{key}:card", lane=Lane.CRISIS)


def note_facts(scene: Scene, alert: Alert) -> NoteFacts:
    """Where an urgent note is, as far as it is known."""
    got = {each.staff: each for each in _recipients(scene, alert)}
    colleagues = [each for each in got.values() if each.staff != alert.therapist]
    by = alert.resolved_by or alert.taken_by
    return NoteFacts(
        _carried(scene, alert, alert.therapist, got.get(alert.therapist)),
        _carried(scene, alert, colleagues[-1].staff, colleagues[-1]) if colleagues else None,
        (alert.resolved_at or alert.taken_at) if alert.state is not AlertState.OPEN else None,
        by is None or by == alert.therapist,
    )


def _carried(
    scene: Scene, alert: Alert, whose: StaffId, got: recipients.Recipient | None
) -> Carried:
    account = scene.account(whose, staff=True)
    if account is None:
        return Carried()
    posted_at = outbox.posted_at(
        scene.connection, scene.memory.practice, account.id, card_slot(alert.id)
    )
    if posted_at is None or posted_at < alert.last_raised_at:
        # What stands there says nothing yet of what was raised since.
        return Carried()
    return Carried(posted_at, got.opened_at if got else None)
