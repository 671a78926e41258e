"""A therapy ends here, and may begin again: all that follows of it, in one transaction.

What was kept stays. Nothing is asked, told or sent by a rule or a clock from that instant on.
"""

from care.alerts import AlertState, Urgency
from care.consent import Purpose
from care.correspondence import State
from care.discharge import Ending, Hindrance
from care.people import ClientId, ClientStatus, PictureChoice, StaffId
from care.rulebook import BOOK
from conversations.contents import Button, Lane, Line, Sentences
from conversations.flows import discharged
from conversations.flows.checkin import help_button
from portal import agreed, check_in_deeds, consent_deeds, message_cards, note_deeds
from portal.alert_deeds import UNDO
from portal.glances import back_of
from portal.home_deeds import refresh
from portal.scene import Scene
from portal.standing import ended_at
from store import (
    alerts,
    appointments,
    correspondence,
    enrolments,
    episodes,
    filing,
    homework,
    known_answers,
    notes_due,
    pauses,
    people,
    shadow,
)
from store.people import Client


def ending(scene: Scene, client: Client) -> Ending:
    """What a discharge of this client depends on, and what is told of before it."""
    connection, memory = scene.connection, scene.memory
    found = alerts.of_client(connection, memory, client.id)
    urgent = [
        each
        for each in found
        if each.urgency is Urgency.NOW and each.state is not AlertState.RESOLVED
    ]
    coming = appointments.coming(connection, memory, client.id, scene.now)
    waiting = correspondence.waiting_since(connection, memory, client.id)
    return Ending(
        client.status,
        len(urgent),
        coming[0].starts_at if coming else None,
        len(waiting),
        len(notes_due.of_proposed(connection, memory, client.id)),
        len(enrolments.of_client(connection, memory, client.id)),
        takes_words=Purpose.MESSAGES in agreed.agreed(scene, [client.id])[client.id],
    )


def look(scene: Scene, client_id: ClientId) -> Ending:
    """The same right before it is done: until the transaction is over nothing of it changes."""
    _hold(scene, client_id)
    # What was tapped before this was tapped while somebody read it.
    check_in_deeds.write_answers(scene)
    return ending(scene, scene.client(client_id))


def _hold(scene: Scene, client: ClientId) -> None:
    """Nobody else ends or begins it now; what was read before somebody else did is read anew."""
    people.hold(scene.connection, scene.memory, client)
    scene.know(people.clients(scene.connection, scene.memory, [client]))


def discharge(
    scene: Scene,
    client_id: ClientId,
    before: Ending,
    by: StaffId | None,
    *,
    after_words: bool = False,
) -> None:
    """Ends a client's therapy here, where `look` has found nothing in the way.

    The client reads so at once, or right behind words of the therapist's that are about to leave.
    """
    connection, memory, now = scene.connection, scene.memory, scene.now
    client = scene.client(client_id)
    looks_back = _looks_back(scene, client)
    consent_deeds.end_check_ins(scene, client_id)
    consent_deeds.end_alerts(scene, client_id, discharged=True)
    for rule in BOOK:
        shadow.end(connection, memory, client_id, rule, now)
    for each in known_answers.holding(connection, memory, client_id, now):
        known_answers.end(connection, memory, each.id, by, now)
    _close_messages(scene, client_id, by)
    _tell_of_notes(scene, client_id)
    pauses.end(connection, memory, client_id, now)
    episodes.close(connection, memory, client_id, now)
    scene.change_client(
        client_id,
        status=ClientStatus.DISCHARGED.value,
        paused_until=None,
        silent_since=None,
        new_therapist_at=None,
    )
    agreed.forget(scene, client_id)
    if before.is_told:
        _tell(scene, client_id, before, after_words=after_words, looks_back=looks_back)
    refresh(scene, [client.therapist])


def _looks_back(scene: Scene, client: Client) -> bool:
    """Whether then and now is offered a last time, to somebody who wants such pictures."""
    wants = client.picture in (PictureChoice.EACH, PictureChoice.WEEKLY)
    if not wants or client.is_gentle(scene.now):
        return False
    return back_of(scene, client.id).is_ready


def _close_messages(scene: Scene, client: ClientId, by: StaffId | None) -> None:
    """What waits for an answer gets none here any more; the client reads that too."""
    closed = correspondence.settle(
        scene.connection, scene.memory, client, State.CLOSED, by, None, scene.now
    )
    if closed:
        message_cards.show_again(scene, client, cause=f"discharged:{scene.now.timestamp():.6f}")


def _tell_of_notes(scene: Scene, client: ClientId) -> None:
    """A note that was proposed runs to its date, and its client is told of it now at the latest."""
    proposed = notes_due.of_proposed(scene.connection, scene.memory, client)
    untold = [wanted for wanted, was_told in proposed if not was_told]
    if untold:
        note_deeds.told(scene, client, untold)


def _tell(
    scene: Scene, client: ClientId, before: Ending, *, after_words: bool, looks_back: bool
) -> None:
    more = []
    if before.messages:
        more.append(Line("ended-unanswered", {"messages": before.messages}))
    if before.notes:
        more.append(Line("ended-notes", {"notes": before.notes}))
    if before.groups:
        more.append(Line("ended-groups", {"groups": before.groups}))
    scene.post(
        scene.account(client),
        discharged.notice(*more, looks_back=looks_back),
        key=f"discharged:{client}:{scene.now.timestamp():.6f}",
        lane=Lane.THERAPIST,
        not_before=scene.now + UNDO if after_words else None,
    )


def readmit(scene: Scene, client_id: ClientId, by: StaffId | None) -> Hindrance | None:
    """Begins a new course of therapy with a former client; what stands in the way, if it does.

    What rules and pictures look at begins anew. Nothing is asked before the therapist says what;
    consents are as they were, and are shown. Who had stopped comes back by themselves.
    """
    connection, memory = scene.connection, scene.memory
    _hold(scene, client_id)
    client = scene.client(client_id)
    over_since = ended_at(scene, client)
    if over_since is None:
        return Hindrance.NOT_OVER
    episodes.open_episode(connection, memory, client_id, scene.now)
    # In between nothing was asked, as in a pause: rules and pictures count those days so.
    pauses.add(connection, memory, client_id, over_since, scene.now)
    filing.begin_anew(connection, memory, client_id)
    for piece in homework.of_client(connection, memory, client_id):
        if piece.goes_on:
            # It belonged to the course that is over; what is to be done now is agreed anew.
            homework.withdraw(connection, memory, piece.id, by, scene.now)
    stopped = not agreed.given(scene, client_id)
    status = ClientStatus.STOPPED if stopped else ClientStatus.ACTIVE
    scene.change_client(client_id, status=status.value, resumed_at=scene.now)
    agreed.forget(scene, client_id)
    if not stopped:
        scene.post(
            scene.account(client_id),
            Sentences(
                (Line("readmitted-now"), Line("readmitted-asked"), Line("readmitted-consents")),
                ((Button("menu-sharing-button", "menu", "sharing"),), (help_button(),)),
            ),
            key=f"readmitted:{client_id}:{scene.now.timestamp():.6f}",
            lane=Lane.THERAPIST,
        )
    refresh(scene, [client.therapist])
    return None
