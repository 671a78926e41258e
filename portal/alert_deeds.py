"""What follows from concerns: alerts raised and told, support sent, taken back, and reported."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from care.alerts import AlertState, Concern, Fact, Urgency, Verdict
from care.audit import Action, Kind
from care.consent import Purpose
from care.correspondence import State
from care.people import ClientId, StaffId
from care.rules import Rule
from care.watching import SET
from conversations.contents import (
    AlertCard,
    AlertChart,
    Argument,
    Lane,
    Line,
    Sentences,
    SupportNotice,
    SupportText,
)
from conversations.showing import AlertFacts, ShownForm, snooze_form, support_form
from conversations.turn import Form
from conversations.wording import wording
from portal import digests, message_cards
from portal.agreed import agrees
from portal.chain_deeds import RAISED, card_key, card_slot, edit_all, show_to_others, tell_chain
from portal.home_deeds import refresh
from portal.knowing import passes_on
from portal.scene import Actor, RefillForm, Scene, ShowForm
from portal.staff_deeds import ordinary_at, tell_deputy
from portal.viewing import wake_times
from store import (
    alert_endings,
    alerts,
    appointments,
    check_ins,
    correspondence,
    messages,
    outbox,
    people,
    raising,
    recipients,
    shadow,
)
from store.alerts import COOL_DOWN, Alert
from store.messages import Message
from store.outbox import Letter
from store.people import Person
from store.raising import NewAlert

UNDO = timedelta(seconds=20)
"""How long a therapist may take a message back."""

REPORT_AFTER = timedelta(seconds=60)
"""An urgent card that Slack has not taken by then is reported to the client as not delivered."""

Raised = tuple[ClientId, Concern, timedelta]
"""Whom a rule concerns, what it has found, and how long it is quiet after an alert."""

WOKEN = "alert-woken:"
UNDELIVERED = "undelivered:"


def support_key(message: UUID) -> str:
    """The key of the letter that carries a therapist's message."""
    return f"support:{message}"


def report_key(card: UUID, alert: UUID) -> str:
    """The key of the letter that tells a client that this card of an alert has not arrived."""
    return f"{UNDELIVERED}{card}:{alert}"


def reported(key: str) -> UUID | None:
    """The alert of which a letter with this key says that nobody has it, if it says so."""
    return UUID(key.split(":")[2]) if key.startswith(UNDELIVERED) else None


def raise_concern(
    scene: Scene, client_id: ClientId, concern: Concern, *, cool_down: timedelta = COOL_DOWN
) -> None:
    """Tells the therapist, in the same transaction in which it became known.

    What a rule finds only while the client agrees; an answer about safety, and who asks, always.
    """
    if concern.urgency is Urgency.NOW:
        _raise_urgent(scene, client_id, concern)
    else:
        raise_concerns(scene, [(client_id, concern, cool_down)])


def raise_concerns(scene: Scene, found: Sequence[Raised]) -> None:
    """Tells therapists of what was found about many clients, none of it urgent."""
    rest = [each for each in found if agrees(scene, each[0], Purpose.ALERTS)]
    while rest:
        first: dict[tuple[ClientId, str], Raised] = {}
        later = []
        for each in rest:
            # A second finding of one rule joins the alert that the first has raised.
            if first.setdefault((each[0], each[1].rule), each) is not each:
                later.append(each)
        _raise_ordinary(scene, first)
        rest = later


def _raise_urgent(scene: Scene, client_id: ClientId, concern: Concern) -> None:
    client = scene.client(client_id)
    raised = alerts.raise_alert(
        scene.connection,
        scene.memory,
        client.id,
        client.therapist,
        concern,
        scene.now,
        ordinary_at(scene, client.therapist, concern.urgency),
    )
    if raised is None:
        return
    alert, is_new = raised
    tell_chain(
        scene,
        alert,
        asked=concern.rule == Rule.ASKED_FOR_THERAPIST,
        is_new=is_new,
        passes_on=passes_on(scene, client_id, concern),
    )
    _refresh_homes(scene, [alert])


def _raise_ordinary(scene: Scene, found: Mapping[tuple[ClientId, str], Raised]) -> None:
    connection, memory, now = scene.connection, scene.memory, scene.now
    there = alerts.standing(connection, memory, found)
    resolved = alerts.last_resolved(connection, memory, found.keys() - there.keys())
    day = digests.OneByOne(scene)
    new = [
        _new(scene, day, client, concern)
        for key, (client, concern, cool_down) in found.items()
        # A rule is quiet for a while after its alert was dealt with.
        if key not in there and not (key in resolved and resolved[key] > now - cool_down)
    ]
    made = raising.raise_new(connection, memory, new, now)
    for alert in made.values():
        _tell_of(scene, alert)
    gathered = raising.gather(
        connection, memory, [(alert, found[key][1]) for key, alert in there.items()], now
    )
    # What another process raised between our look and our insert gathers what we have found.
    late = [each for each in new if (each.client, each.concern.rule) not in made]
    joined = [alert for each in late for alert in _joined(scene, each)]
    _show_again(scene, [*gathered, *joined])
    _refresh_homes(scene, [*made.values(), *gathered, *joined])


def _new(scene: Scene, day: digests.OneByOne, client_id: ClientId, concern: Concern) -> NewAlert:
    therapist = scene.client(client_id).therapist
    told_at = ordinary_at(scene, therapist, concern.urgency)
    if concern.urgency is Urgency.TODAY and not day.takes(therapist, told_at):
        concern = replace(concern, urgency=Urgency.DIGEST)
        told_at = ordinary_at(scene, therapist, concern.urgency)
    return NewAlert(client_id, therapist, concern, told_at)


def _joined(scene: Scene, late: NewAlert) -> list[Alert]:
    raised = alerts.raise_alert(
        scene.connection,
        scene.memory,
        late.client,
        late.therapist,
        late.concern,
        scene.now,
        late.tell_at,
    )
    return [] if raised is None else [raised[0]]


def _tell_of(scene: Scene, alert: Alert) -> None:
    """Tells of a new alert that is not urgent, as soon as its kind is told."""
    if alert.urgency is Urgency.TODAY:
        _tell(scene, alert, at=alert.tell_at)
    elif alert.urgency is Urgency.DIGEST:
        digests.post(scene, alert.therapist, alert.tell_at)
    if alert.urgency is not Urgency.HOME:
        tell_deputy(scene, alert)


def end(scene: Scene, wanted: Iterable[UUID], *, switched_off: bool = False) -> None:
    """Alerts close by themselves: their condition has ended, or their rule. Their cards say so."""
    over = alert_endings.end(
        scene.connection, scene.memory, wanted, scene.now, switched_off=switched_off
    )
    ended = [*raising.by_id(scene.connection, scene.memory, sorted(over)).values()]
    _show_again(scene, ended)
    _refresh_homes(scene, ended)


def judge(scene: Scene, actor: Actor, wanted: UUID, verdict: Verdict) -> None:
    """Keeps what a member of staff says of an alert, and shows it on every card."""
    _, staff = _touched(scene, actor, wanted, Action.CONFIGURED)
    alert_endings.judge(scene.connection, scene.memory, wanted, verdict, staff, scene.now)
    _after(scene, wanted, staff)


def show_card(scene: Scene, actor: Actor, wanted: UUID) -> None:
    """Posts the card of an alert that the digest has only named, for who wants to act on it."""
    scene.post(
        actor.person,
        AlertCard(wanted),
        key=actor.next_key(),
        lane=Lane.THERAPIST,
        slot=card_slot(wanted),
        fresh=True,
    )


def _tell(scene: Scene, alert: Alert, *, at: datetime) -> None:
    scene.post(
        scene.account(alert.therapist, staff=True),
        AlertCard(alert.id),
        key=card_key(alert, alert.therapist),
        lane=Lane.THERAPIST,
        slot=card_slot(alert.id),
        not_before=at,
    )


def _show_again(scene: Scene, shown: Sequence[Alert]) -> None:
    """Edits everybody's cards to what these alerts are now."""
    concerned = _concerned(scene, shown)
    edit_all(
        scene,
        [
            (alert, each, f"{alert.version}:{alert.state}")
            for alert in shown
            for each in concerned[alert.id]
        ],
    )


def _concerned(scene: Scene, about: Sequence[Alert]) -> dict[UUID, list[StaffId]]:
    """The therapist of each one's client, and whoever else got the card."""
    got = recipients.of_alerts(scene.connection, scene.memory, [each.id for each in about])
    return {
        alert.id: list(dict.fromkeys((alert.therapist, *(each.staff for each in got[alert.id]))))
        for alert in about
    }


def _refresh_homes(scene: Scene, about: Sequence[Alert]) -> None:
    refresh(scene, [staff for each in _concerned(scene, about).values() for staff in each])


def tell_woken(scene: Scene, alert: Alert, due_at: datetime) -> None:
    """Brings a snoozed alert back at the end of the chat of who snoozed it, and the therapist's."""
    for whom in dict.fromkeys((alert.therapist, alert.taken_by or alert.therapist)):
        scene.post(
            scene.account(whom, staff=True),
            AlertCard(alert.id),
            key=f"{WOKEN}{alert.id}:{due_at.timestamp():.0f}:{whom}",
            lane=Lane.CRISIS if alert.urgency is Urgency.NOW else Lane.THERAPIST,
            slot=card_slot(alert.id),
            fresh=True,
            not_before=max(due_at, ordinary_at(scene, whom, alert.urgency))
            if alert.urgency is not Urgency.NOW
            else due_at,
        )
    show_to_others(
        scene, alert, [alert.therapist, alert.taken_by or alert.therapist], cause="woken"
    )
    _refresh_homes(scene, [alert])


def promises(letter: Letter) -> bool:
    """Whether a client was promised this card: it was raised, not brought back or passed on."""
    return letter.key.startswith(RAISED)


def facts_of(scene: Scene, alert: Alert) -> AlertFacts:
    """An alert as its card tells it."""
    by = (
        people.member(scene.connection, scene.memory, alert.by).name
        if alert.by and not alert.closed_by_nobody
        else ""
    )
    got = recipients.of_alert(scene.connection, scene.memory, alert.id)
    told = (
        tuple(
            (people.member(scene.connection, scene.memory, each.staff).name, each.told_at)
            for each in got
        )
        if any(each.staff != alert.therapist for each in got)
        else ()
    )
    shows_numbers = shares(scene, alert)
    return AlertFacts(
        alert.id,
        scene.client(alert.client).code,
        alert.rule,
        alert.state,
        alert.facts if shows_numbers else _named(alert),
        alert.raised_at,
        alert.last_raised_at,
        alert.times,
        by,
        alert.at,
        alert.urgency is Urgency.NOW,
        told,
        shows_numbers=shows_numbers,
        ended=alert.ended,
        switched_off=alert.switched_off,
        discharged=alert.discharged,
        verdict=alert.verdict or "",
        verdict_by=scene.member(alert.verdict_by).name if alert.verdict_by else "",
    )


def shares(scene: Scene, alert: Alert) -> bool:
    """Whether the numbers and pictures behind an alert may be shown in Slack.

    What was answered about safety is told as it was tapped: without it nobody could act on it.
    """
    return alert.urgency is Urgency.NOW or agrees(scene, alert.client, Purpose.SHARING)


def _named(alert: Alert) -> dict[str, Fact]:
    """What an alert is about, without any number."""
    return {name: value for name, value in alert.facts.items() if name in ("instrument", SET)}


def _touched(
    scene: Scene, actor: Actor, wanted: UUID, action: Action | None
) -> tuple[Alert, StaffId]:
    """The alert on which somebody acts; they have seen its card.

    What is done with it is noted for the audit, unless the letter that follows has its own entry.
    """
    found = alerts.get(scene.connection, scene.memory, wanted)
    recipients.note_opened(scene.connection, scene.memory, wanted, actor.staff, scene.now)
    if action is not None:
        scene.note(actor.staff, action, Kind.ALERT, wanted, subject=found.client)
    return found, actor.staff


def open_form(scene: Scene, actor: Actor, form: Form, wanted: UUID) -> None:
    """Prepares the form; it is opened directly after the commit."""
    alert, _ = _touched(scene, actor, wanted, Action.VIEWED)
    if actor.inbound.answer_to is None:
        return
    if form is Form.SUPPORT and not _takes_messages(scene, actor, alert):
        return
    shown = _form(scene, form, alert, 0)
    scene.direct.append((actor.inbound.bot, ShowForm(actor.inbound.answer_to, shown)))


def refill_form(scene: Scene, actor: Actor, wanted: UUID, suggestion: int) -> None:
    """Prepares the support form with another text to start from."""
    alert, _ = _touched(scene, actor, wanted, Action.VIEWED)
    if actor.inbound.answer_to is not None:
        shown = _form(scene, Form.SUPPORT, alert, suggestion)
        scene.direct.append((actor.inbound.bot, RefillForm(actor.inbound.answer_to, shown)))


def _form(scene: Scene, form: Form, alert: Alert, suggestion: int) -> ShownForm:
    therapist = people.member(scene.connection, scene.memory, alert.therapist)
    client = scene.client(alert.client)
    words = wording(therapist.locale, scene.practice.zone, library=scene.library)
    facts = facts_of(scene, alert)
    if form is Form.SNOOZE:
        return snooze_form(facts, words, wake_times(scene.practice.zone, scene))
    appointment = appointments.next_appointment(
        scene.connection, scene.memory, client.id, scene.now
    )
    return support_form(facts, words, wording(client.locale), appointment, suggestion)


def _takes_messages(scene: Scene, actor: Actor, alert: Alert) -> bool:
    """Whether the client wants messages here; who would write one is told when not."""
    if agrees(scene, alert.client, Purpose.MESSAGES):
        return True
    args: dict[str, Argument] = {"client": scene.client(alert.client).code}
    scene.post(actor.person, Sentences((Line("support-not-wanted", args),)), key=actor.next_key())
    return False


def send_support(scene: Scene, actor: Actor, wanted: UUID, text: str) -> None:
    """Keeps the message until it leaves, takes the alert, and offers to undo."""
    alert, staff = _touched(scene, actor, wanted, Action.ANSWERED)
    if not _takes_messages(scene, actor, alert):
        return
    message = write_to(scene, actor, alert.client, text, alert=alert.id)
    if alert.rule == Rule.UNANSWERED_MESSAGE:
        answered(scene, alert.client, staff, message)
    if alert.state is not AlertState.RESOLVED:
        alerts.take(scene.connection, scene.memory, alert.id, staff, scene.now)
        _take_beside(scene, alert, staff)
    _after(scene, alert.id, staff)


def write_to(
    scene: Scene,
    actor: Actor,
    client: ClientId,
    text: str,
    *,
    alert: UUID | None = None,
    kind: str = messages.SUPPORT,
) -> UUID:
    """Keeps a message to a client until it leaves, and offers who wrote it to undo."""
    leaves_at = scene.now + UNDO
    message = messages.add(
        scene.connection,
        scene.memory,
        client,
        actor.staff,
        alert,
        text,
        scene.now,
        leaves_at,
        kind,
    )
    scene.post(
        scene.account(client),
        SupportText(message),
        key=support_key(message),
        lane=Lane.THERAPIST,
        not_before=leaves_at,
    )
    scene.post(
        actor.person,
        SupportNotice(message),
        key=f"{support_key(message)}:notice",
        slot=support_key(message),
    )
    return message


def answered(scene: Scene, client: ClientId, by: StaffId, message: UUID) -> None:
    """What waits of a client is answered by this message, unless it is taken back."""
    connection, memory = scene.connection, scene.memory
    correspondence.settle(connection, memory, client, State.ANSWERED, by, message, scene.now)
    message_cards.show_again(scene, client, cause=f"answered:{message}")


def _follow_answer(scene: Scene, message: Message) -> None:
    """What a message answered is answered once it is sent; else it waits as before."""
    connection, memory, client = scene.connection, scene.memory, message.client
    if message.state == messages.SENT:
        if not correspondence.waiting_since(connection, memory, client):
            _end_unanswered(scene, client)
    elif correspondence.reopen(connection, memory, message.id, scene.now):
        message_cards.show_again(scene, client, cause=f"again:{message.id}")


def _end_unanswered(scene: Scene, client: ClientId) -> None:
    rule = Rule.UNANSWERED_MESSAGE
    shadow.end(scene.connection, scene.memory, client, rule, scene.now)
    asked = [(client, rule)]
    end(scene, alert_endings.unresolved_of(scene.connection, scene.memory, asked).values())


def take(scene: Scene, actor: Actor, wanted: UUID) -> None:
    """The one who acts has seen it and takes it: it is passed on no further."""
    alert, staff = _touched(scene, actor, wanted, Action.ACKNOWLEDGED)
    if alert.state is AlertState.OPEN:
        alerts.take(scene.connection, scene.memory, alert.id, staff, scene.now)
        _take_beside(scene, alert, staff)
    _after(scene, alert.id, staff)


def _take_beside(scene: Scene, alert: Alert, staff: StaffId) -> None:
    """Who takes one urgent alert of a client has the client's other urgent ones as well."""
    if alert.urgency is not Urgency.NOW:
        return
    for other in alerts.of_client(scene.connection, scene.memory, alert.client):
        beside = other.id != alert.id and other.urgency is Urgency.NOW
        if beside and other.state is AlertState.OPEN:
            alerts.take(scene.connection, scene.memory, other.id, staff, scene.now)
            recipients.tell(scene.connection, scene.memory, other.id, staff, scene.now)
            scene.note(staff, Action.ACKNOWLEDGED, Kind.ALERT, other.id, subject=alert.client)
            _after(scene, other.id, staff)


def _after(scene: Scene, wanted: UUID, by: StaffId | None) -> None:
    """Shows everybody concerned what has become of an alert."""
    alert = alerts.get(scene.connection, scene.memory, wanted)
    if by is not None and (mine := scene.account(by, staff=True)) is not None:
        # Who has acted has seen what is still to come.
        practice, slot = scene.memory.practice, card_slot(alert.id)
        outbox.collapse(scene.connection, practice, slot, scene.now, person=mine.id)
    _show_again(scene, [alert])
    _refresh_homes(scene, [alert])


def show_anew(scene: Scene, wanted: UUID, by: StaffId | None = None) -> None:
    """Shows an alert anew of which something else is known by now; `by` has looked at its card."""
    _after(scene, wanted, by)


def cancel_support(scene: Scene, actor: Actor, message: UUID) -> None:
    """Takes a message back; what a carrier has in hand, the carrier takes back if it still can."""
    staff = actor.staff
    written = messages.get(scene.connection, scene.memory, message)
    if written.state in (messages.CANCELLED, messages.FAILED):
        # Pressed twice: the notice says already what became of it.
        return
    scene.note(staff, Action.WITHDRAWN, Kind.MESSAGE, message, subject=written.client)
    in_time = outbox.cancel(
        scene.connection, scene.memory.practice, support_key(message), scene.now
    )
    if in_time:
        settle_message(scene, message, messages.CANCELLED)
        return
    if messages.want_back(scene.connection, scene.memory, message):
        _show_notice(scene, staff, message, messages.CANCELLING)
        return
    if messages.get(scene.connection, scene.memory, message).state == messages.SENT:
        late = Sentences((Line("support-too-late"),))
        scene.post(actor.person, late, key=actor.next_key())


def settle_message(scene: Scene, message: UUID, state: str) -> None:
    """Keeps what became of a message and shows it to the therapist who wrote it."""
    if not messages.settle(scene.connection, scene.memory, message, state, scene.now):
        return
    kept = messages.get(scene.connection, scene.memory, message)
    _show_notice(scene, kept.staff, message, state)
    _follow_answer(scene, kept)


def _show_notice(scene: Scene, staff: StaffId, message: UUID, state: str) -> None:
    scene.post(
        scene.account(staff, staff=True),
        SupportNotice(message),
        key=f"{support_key(message)}:{state}",
        slot=support_key(message),
    )


def snooze(scene: Scene, actor: Actor, wanted: UUID, until: datetime) -> None:
    """The alert comes back later; the card says when."""
    alert, staff = _touched(scene, actor, wanted, Action.SNOOZED)
    if alert.state is not AlertState.RESOLVED:
        alerts.snooze(scene.connection, scene.memory, alert.id, staff, scene.now, until)
        _take_beside(scene, alert, staff)
        _after(scene, alert.id, staff)


def resolve(scene: Scene, actor: Actor, wanted: UUID) -> None:
    """The alert is dealt with; the card says by whom."""
    alert, staff = _touched(scene, actor, wanted, Action.RESOLVED)
    alerts.resolve(scene.connection, scene.memory, alert.id, staff, scene.now)
    _take_beside(scene, alert, staff)
    _after(scene, alert.id, staff)


def show_chart(scene: Scene, actor: Actor, wanted: UUID) -> None:
    """Posts the picture behind the alert, under its card."""
    _touched(scene, actor, wanted, None)
    scene.post(actor.person, AlertChart(wanted), key=actor.next_key(), lane=Lane.THERAPIST)


def tell_unreachable(scene: Scene, account: Person) -> None:
    """Tells the therapist that a client cannot be written to, and takes back what waits."""
    connection, memory = scene.connection, scene.memory
    taken_back = outbox.cancel_unasked(connection, memory.practice, account.id, scene.now)
    if account.client is None:
        return
    for written_at in taken_back:
        check_ins.untell(connection, memory, account.client, written_at)
    client = scene.client(account.client)
    scene.post(
        scene.account(client.therapist, staff=True),
        Sentences((Line("client-unreachable", {"client": client.code}),)),
        key=f"unreachable:{account.id}:{scene.now.date().isoformat()}",
        lane=Lane.THERAPIST,
    )
