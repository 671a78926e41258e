"""What follows when a client switches a purpose on or off, all of it in the same transaction."""

from collections.abc import Collection, Iterable

from care.alerts import AlertState
from care.consent import CONSENT_VERSION, Ended, Purpose
from care.people import ClientId, ClientStatus, StaffId
from conversations.contents import Question
from conversations.flows import checkin
from portal import (
    agreed,
    alert_deeds,
    check_in_deeds,
    journal_deeds,
    membership_deeds,
    note_deeds,
    planning,
)
from portal.chain_deeds import card_slot, edit
from portal.home_deeds import refresh
from portal.scene import Actor, Scene
from store import alerts, messages, outbox, people, recipients, talks
from store.alerts import Alert


def set_consent(scene: Scene, actor: Actor, purpose: Purpose, *, given: bool) -> None:
    """One tap: the purpose is given or ended, and everything that hangs on it follows."""
    client = actor.person.client
    if client is None:
        return
    if given:
        give(scene, client, [purpose])
    else:
        end(scene, client, [purpose], Ended.SWITCHED_OFF)


def keep_all(scene: Scene, actor: Actor) -> None:
    """What the client had agreed to is agreed to anew, in the words of today."""
    client = actor.person.client
    if client is not None:
        people.give_consent(
            scene.connection,
            scene.memory,
            client,
            agreed.given(scene, client),
            CONSENT_VERSION,
            scene.now,
        )


def note_asked(scene: Scene, actor: Actor) -> None:
    """The client is asked once for each version of the texts."""
    if actor.person.client is not None:
        scene.change_client(actor.person.client, asked_version=CONSENT_VERSION)


def give(scene: Scene, client: ClientId, purposes: Collection[Purpose]) -> None:
    """Agreed to from now on, in the words of today."""
    before = agreed.given(scene, client)
    people.give_consent(
        scene.connection, scene.memory, client, purposes, CONSENT_VERSION, scene.now
    )
    agreed.forget(scene, client)
    if scene.client(client).status is ClientStatus.DISCHARGED:
        # It rests until there is a new course of therapy.
        return
    new = set(purposes) - before
    if Purpose.CHECK_INS in new:
        planning.begin_plans(scene, client)
    if Purpose.SHARING in new:
        _show_anew(scene, alerts.of_client(scene.connection, scene.memory, client))
    refresh(scene, _told(scene, client))


def end(scene: Scene, client: ClientId, purposes: Iterable[Purpose], how: Ended) -> None:
    """No longer agreed to: nothing of the kind is kept, told or sent from this transaction on."""
    # What was tapped before this was tapped while it was agreed to.
    check_in_deeds.write_answers(scene)
    ended = frozenset(purposes)
    people.end_consent(scene.connection, scene.memory, client, ended, how, scene.now)
    agreed.forget(scene, client)
    if Purpose.CHECK_INS in ended:
        end_check_ins(scene, client)
    if Purpose.ALERTS in ended:
        end_alerts(scene, client)
    if Purpose.SHARING in ended:
        _show_anew(scene, alerts.of_client(scene.connection, scene.memory, client))
    if Purpose.MESSAGES in ended:
        _end_messages(scene, client)
    if Purpose.GROUPS in ended:
        membership_deeds.end(scene, client)
    if Purpose.JOURNAL in ended:
        journal_deeds.end_watching(scene, client)
    if Purpose.JOURNAL_SHARING in ended:
        journal_deeds.end_sharing(scene, client)
    if Purpose.NOTES in ended:
        note_deeds.follow(scene, client, how)
    refresh(scene, _told(scene, client))


def end_check_ins(scene: Scene, client: ClientId) -> None:
    """Nothing more is asked: plans, what is open, questions that wait and talks are over."""
    planning.end_plans(scene, client)
    account = scene.account(client)
    if account is not None:
        practice = scene.memory.practice
        scene.letters[:] = [
            letter
            for letter in scene.letters
            if letter.person != account.id or not isinstance(letter.content, Question)
        ]
        outbox.cancel_slots(scene.connection, practice, account.id, checkin.SLOT, scene.now)
        outbox.cancel_unasked(scene.connection, practice, account.id, scene.now)
        talks.end_all(scene.connection, scene.memory, account.id)


def end_alerts(scene: Scene, client: ClientId, *, discharged: bool = False) -> None:
    """What rules have found ends: cards that wait do not leave, and others say that it is over."""
    withdrawn = alerts.withdraw(
        scene.connection, scene.memory, client, scene.now, discharged=discharged
    )
    for wanted in withdrawn:
        alert = alerts.get(scene.connection, scene.memory, wanted)
        for staff in _got(scene, alert):
            account = scene.account(staff, staff=True)
            if account is not None:
                outbox.collapse(
                    scene.connection,
                    scene.memory.practice,
                    card_slot(wanted),
                    scene.now,
                    person=account.id,
                )
        _show_anew(scene, [alert])


def _show_anew(scene: Scene, of_client: Iterable[Alert]) -> None:
    """Cards that stand in Slack say from now on only what the client agrees to."""
    for alert in of_client:
        for staff in _got(scene, alert):
            account = scene.account(staff, staff=True)
            if account is not None and scene.place(account.id, card_slot(alert.id)) is not None:
                edit(scene, alert, staff, cause="consent")


def _end_messages(scene: Scene, client: ClientId) -> None:
    for message in messages.waiting_for(scene.connection, scene.memory, client):
        key = alert_deeds.support_key(message)
        if outbox.cancel(scene.connection, scene.memory.practice, key, scene.now):
            alert_deeds.settle_message(scene, message, messages.CANCELLED)


def _got(scene: Scene, alert: Alert) -> list[StaffId]:
    got = recipients.of_alert(scene.connection, scene.memory, alert.id)
    return list(dict.fromkeys((alert.therapist, *(each.staff for each in got))))


def _told(scene: Scene, client: ClientId) -> list[StaffId]:
    """Whose Home speaks of this client."""
    therapist = scene.client(client).therapist
    got = [
        staff
        for alert in alerts.of_client(scene.connection, scene.memory, client)
        if alert.state is not AlertState.RESOLVED
        for staff in _got(scene, alert)
    ]
    return list(dict.fromkeys((therapist, *got)))
