"""What follows when a member of staff is away, is back, or tests the chain."""

from datetime import datetime, timedelta
from uuid import UUID

from care.alert_times import tell_at
from care.alerts import AlertState, Urgency
from care.audit import Action, Kind
from care.away import MORNING, is_allowed
from care.local_time import instant, local_date, zone
from care.people import StaffId
from conversations.contents import ChainTestCard, ChainTestReport, Lane, Line, Sentences
from conversations.flows import answering
from conversations.home import away_form
from conversations.passing_on import ChainTestFacts, Tried
from conversations.wording import wording
from portal import digests
from portal.chain_deeds import card_key, card_slot, chain_of, tell
from portal.home_deeds import refresh
from portal.scene import Actor, Scene, ShowForm
from store import alerts, chain_tests, correspondence, escalation, outbox, people
from store.alerts import Alert
from store.chain_tests import ChainTest

FORM_LIST = 9
"""Colleagues that the form offers: Slack shows ten choices in a list."""


def _say(scene: Scene, actor: Actor, line: Line) -> None:
    scene.post(actor.person, Sentences((line,)), key=actor.next_key())


# --- away ----------------------------------------------------------------------------------------


def colleagues(scene: Scene, staff: StaffId) -> dict[str, StaffId]:
    """The others who may stand in and can be written to, by name."""
    return {
        each.name: each.id
        for each in people.members(scene.connection, scene.memory)
        if each.id != staff and each.may_stand_in and scene.account(each.id, staff=True) is not None
    }


def open_away_form(scene: Scene, actor: Actor) -> None:
    """Prepares the form; it is opened directly after the commit."""
    staff, trigger = actor.staff, actor.inbound.answer_to
    if trigger is None:
        return
    member = people.member(scene.connection, scene.memory, staff)
    here = zone(scene.practice.zone)
    start = instant(local_date(scene.now, here) + timedelta(days=1), MORNING, here)
    known = [(str(each), name) for name, each in colleagues(scene, staff).items()][:FORM_LIST]
    form = away_form(known, start, wording(member.locale, scene.practice.zone))
    scene.direct.append((actor.inbound.bot, ShowForm(trigger, form)))


def go_away(scene: Scene, actor: Actor, until: datetime, deputy: StaffId | None) -> None:
    """Keeps the absence; what waits to be told waits until its end."""
    staff = actor.staff
    if not is_allowed(until, scene.now):
        return
    if deputy is not None and deputy not in colleagues(scene, staff).values():
        deputy = None
    escalation.leave(scene.connection, scene.memory, staff, until, deputy)
    scene.forget_away()
    scene.note(staff, Action.CONFIGURED, Kind.ABSENCE, staff)
    _tell_anew(scene, staff)
    _say(scene, actor, Line("staff-away-kept", {"until": until}))
    refresh(scene, _everybody(scene))


def come_back(scene: Scene, actor: Actor) -> None:
    """Ends the absence; what waited for it is told now, or in working hours."""
    staff = actor.staff
    away = scene.away(staff)
    has_returned = escalation.come_back(scene.connection, scene.memory, staff)
    scene.forget_away()
    if not has_returned or away is None:
        _say(scene, actor, Line("staff-back-already"))
        return
    scene.note(staff, Action.CONFIGURED, Kind.ABSENCE, staff)
    _tell_anew(scene, staff)
    _say(scene, actor, Line("staff-back-kept"))
    refresh(scene, _everybody(scene))


def ordinary_at(scene: Scene, staff: StaffId, urgency: Urgency) -> datetime:
    """When a therapist hears of a concern found now; who is away hears of it when back."""
    away = scene.away(staff)
    start = max(scene.now, away.until) if away and urgency is not Urgency.NOW else scene.now
    return tell_at(urgency, start, zone(scene.practice.zone), scene.practice.working_hours)


def tell_deputy(scene: Scene, alert: Alert) -> None:
    """An ordinary alert about a client of somebody away goes to the deputy as well."""
    away = scene.away(alert.therapist)
    if away is None or away.deputy is None:
        return
    at = ordinary_at(scene, away.deputy, alert.urgency)
    tell(scene, alert, away.deputy, key=card_key(alert, away.deputy), fresh=False, at=at)
    refresh(scene, [away.deputy])


def _tell_anew(scene: Scene, staff: StaffId) -> None:
    """Moves the letters of alerts that were not told yet."""
    account = scene.account(staff, staff=True)
    if account is None:
        return
    _tell_messages_anew(scene, staff, account.id)
    for alert in alerts.unresolved_for(scene.connection, scene.memory, staff, own_only=True):
        slot = card_slot(alert.id)
        if alert.urgency is Urgency.NOW or alert.state is not AlertState.OPEN:
            continue
        at = ordinary_at(scene, staff, alert.urgency)
        if alert.urgency is Urgency.DIGEST and alert.tell_at > scene.now:
            # The digest that it waited for finds it no more, and goes without it.
            alerts.set_tell_at(scene.connection, scene.memory, alert.id, at)
            digests.post(scene, staff, at)
            tell_deputy(scene, alert)
        elif outbox.reschedule(
            scene.connection, scene.memory.practice, account.id, slot, scene.now, at
        ):
            alerts.set_tell_at(scene.connection, scene.memory, alert.id, at)
            tell_deputy(scene, alert)


def _tell_messages_anew(scene: Scene, staff: StaffId, account: UUID) -> None:
    """Moves the cards of messages that were not told yet."""
    at = ordinary_at(scene, staff, Urgency.TODAY)
    practice = scene.memory.practice
    for client in correspondence.clients_waiting(scene.connection, scene.memory, staff):
        slot = answering.of(client)
        outbox.reschedule(scene.connection, practice, account, slot, scene.now, at)


def _everybody(scene: Scene) -> list[StaffId]:
    return [each.id for each in people.members(scene.connection, scene.memory)]


# --- the test alert ------------------------------------------------------------------------------


def slot_of_test(test: UUID) -> str:
    """The message that holds one's test card."""
    return f"test:{test}"


def report_slot(test: UUID) -> str:
    """The message that holds the result."""
    return f"test-report:{test}"


def begin_test(scene: Scene, actor: Actor) -> None:
    """Begins a test: a marked card for everybody in the chain, in order."""
    staff = actor.staff
    if chain_tests.is_running(scene.connection, scene.memory):
        _say(scene, actor, Line("staff-test-running"))
        return
    chain = chain_of(scene, staff)
    places = [(each, each in chain.absent) for each in chain.members]
    made = chain_tests.begin(scene.connection, scene.memory, staff, places, scene.now)
    go_on(scene, made)


def go_on(scene: Scene, wanted: UUID) -> None:
    """Tells the next one of a test, or ends it behind the last."""
    test = chain_tests.get(scene.connection, scene.memory, wanted)
    if test is None or test.next_step_at is None:
        return
    place = next(
        (each.place for each in test.cards if each.place > test.place and not each.absent),
        len(test.cards),
    )
    after = escalation.of_practice(scene.connection, scene.memory).after
    is_over = place == len(test.cards)
    if not chain_tests.move(
        scene.connection,
        scene.memory,
        test,
        place,
        None if is_over else scene.now + after,
        scene.now,
    ):
        return
    if not is_over:
        scene.post(
            scene.account(test.cards[place].staff, staff=True),
            ChainTestCard(test.id),
            key=f"test:{test.id}:{place}",
            lane=Lane.CRISIS,
            slot=slot_of_test(test.id),
            # A test that comes later than its turn says nothing.
            not_after=scene.now + after,
        )
    _report(scene, test, cause=f"place-{place}")


def got(scene: Scene, actor: Actor, wanted: UUID) -> None:
    """Somebody has got the test card: the next is told at once."""
    staff = actor.staff
    if not chain_tests.take(scene.connection, scene.memory, wanted, staff, scene.now):
        test = chain_tests.get(scene.connection, scene.memory, wanted)
        if test is None or all(each.staff != staff for each in test.cards):
            _say(scene, actor, Line("staff-test-not-yours"))
        return
    test = chain_tests.get(scene.connection, scene.memory, wanted)
    if test is None:
        return
    scene.post(actor.person, ChainTestCard(wanted), key=actor.next_key(), slot=slot_of_test(wanted))
    if test.next_step_at is not None and test.cards[test.place].staff == staff:
        go_on(scene, wanted)
    else:
        _report(scene, test, cause=f"late-{staff}")
    if test.is_passed:
        escalation.note_test(scene.connection, scene.memory, staff, scene.now)
        refresh(scene, _everybody(scene))


def _report(scene: Scene, test: ChainTest, *, cause: str) -> None:
    scene.post(
        scene.account(test.asked_by, staff=True),
        ChainTestReport(test.id),
        key=f"test-report:{test.id}:{cause}",
        slot=report_slot(test.id),
    )


def facts_of_test(scene: Scene, wanted: UUID) -> tuple[ChainTestFacts, ChainTest]:
    """A test as its card and its report tell it."""
    test = chain_tests.get(scene.connection, scene.memory, wanted)
    if test is None:
        raise LookupError("there is no such test")
    names = {each.id: each.name for each in people.members(scene.connection, scene.memory)}
    after = escalation.of_practice(scene.connection, scene.memory).after
    facts = ChainTestFacts(
        test.id,
        names[test.asked_by],
        int(after.total_seconds() // 60),
        tuple(
            Tried(names[each.staff], each.absent, each.told_at, each.got_at) for each in test.cards
        ),
        test.next_step_at is None,
        test.is_passed,
    )
    return facts, test
