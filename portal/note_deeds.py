"""What follows about notes of sessions: read, answered, taken back, and closed on their date.

What is final has the mark of its text in the audit, written in the same transaction: whoever
changes the row afterwards, with whatever keys, cannot change what the chain says.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import assert_never
from uuid import UUID

from care.audit import Act, Action, ActorRole, Kind
from care.consent import CONSENT_VERSION, Ended, Purpose
from care.local_time import zone
from care.notes import Answer, Waiting, after_pause
from care.people import ClientId, ClientStatus
from conversations.contents import Line, Sentences
from conversations.flows import notes as flow
from conversations.notes import (
    AnswerNote,
    DeclineNotes,
    ListNotes,
    NoteCard,
    NoteEffect,
    NoteList,
    ShowNote,
)
from portal import note_cards
from portal.agreed import still_agrees
from portal.scene import Actor, Scene
from store import notes, notes_due, people
from store.people import Client

DAY = timedelta(days=1)


def make_true(scene: Scene, actor: Actor, effect: NoteEffect) -> None:
    """Makes one effect true that is about notes."""
    person = actor.person
    match effect:
        case ListNotes(page, fresh):
            shown = NoteList(page)
            scene.post(person, shown, key=actor.next_key(), slot=flow.LIST, fresh=fresh)
        case ShowNote(wanted, page, fresh):
            _is_read(scene, actor.client, wanted)
            _show(scene, actor, wanted, page, fresh=fresh)
        case AnswerNote():
            _answer(scene, actor, effect)
        case DeclineNotes():
            people.decline(
                *(scene.connection, scene.memory, actor.client),
                *(Purpose.NOTES, CONSENT_VERSION, scene.now),
            )
            end(scene, actor.client)
        case _:
            assert_never(effect)


def _show(scene: Scene, actor: Actor, wanted: UUID, page: int = 0, *, fresh: bool) -> None:
    card, slot = NoteCard(wanted, page), flow.slot(wanted)
    scene.post(actor.person, card, key=actor.next_key(), slot=slot, fresh=fresh)


def _is_read(scene: Scene, client: ClientId, wanted: UUID) -> None:
    """Who reads a note that waits was told of it."""
    untold = dict(notes_due.of_proposed(scene.connection, scene.memory, client))
    if untold.get(wanted) is False and still_agrees(scene, client, Purpose.NOTES):
        told(scene, client, [wanted])


def told(scene: Scene, client: ClientId, found: Iterable[UUID]) -> None:
    """The client knows of these from now on, and has a week at least to answer."""
    ids = list(found)
    notes_due.note_told(scene.connection, scene.memory, ids, scene.now)
    at_least = after_pause(scene.now, zone(scene.client(client).zone))
    notes_due.answer_later(scene.connection, scene.memory, client, at_least, ids)


# --- of the client ----------------------------------------------------------------------------


def _answer(scene: Scene, actor: Actor, effect: AnswerNote) -> None:
    client, wanted = actor.client, effect.note
    waits = notes.waiting(scene.connection, scene.memory, [client]).get(client, Waiting())
    found = notes.get(scene.connection, scene.memory, wanted)
    kept = (
        found is not None
        and still_agrees(scene, client, Purpose.NOTES)
        and found.is_whole
        and found.is_answered_by(effect.version, effect.beginning)
        and notes.answer(
            *(scene.connection, scene.memory, wanted, effect.version, found.digest),
            *(effect.answer, effect.words, scene.now),
        )
    )
    key = f"note-kept-{effect.answer}"
    if not kept:
        key = "note-changed-words" if effect.words else "note-changed"
    said, slot = Sentences((Line(key),), flow.around(wanted)), flow.asks_in(wanted)
    scene.post(actor.person, said, key=actor.next_key(), slot=slot, fresh=bool(effect.words))
    _show(scene, actor, wanted, fresh=not kept)
    if kept:
        if effect.answer is not Answer.CHANGE:
            settle(scene, client, wanted)
        cause, is_first = f"{wanted}:{effect.version}", not waits.for_therapist
        note_cards.post(scene, client, cause=cause, is_first=is_first)


def settle(scene: Scene, client: ClientId, wanted: UUID) -> None:
    """Writes the mark of what is final into the audit."""
    mark = notes.mark(scene.connection, scene.memory, wanted)
    scene.acts.append(
        Act(ActorRole.PORTAL, "portal", Action.SETTLED, Kind.NOTE, str(wanted), client, mark)
    )


# --- whether notes are wanted -----------------------------------------------------------------


def may_be_proposed_to(scene: Scene, client: ClientId) -> bool:
    """Whether notes may be proposed: to who has not said no to them, and has not stopped.

    Who was never asked is asked with the first note that waits.
    """
    if scene.client(client).status is ClientStatus.STOPPED:
        return False
    return not people.has_declined(scene.connection, scene.memory, client, Purpose.NOTES)


def end(scene: Scene, client: ClientId) -> None:
    """Notes are not wanted: what waits is a draft again, of the client's therapist."""
    therapist = scene.client(client).therapist
    for wanted, _ in notes_due.of_proposed(scene.connection, scene.memory, client):
        if not _is_whole(scene, wanted):
            continue
        notes.take_back(scene.connection, scene.memory, wanted, therapist, scene.now)
        notes_due.tell_again(scene.connection, scene.memory, [wanted], None)
        _show_anew(scene, client, wanted)
    note_cards.post(scene, client, cause=f"declined:{scene.now.timestamp():.6f}")


def follow(scene: Scene, client: ClientId, how: Ended) -> None:
    """What follows when the client agrees to notes no more; a stop leaves what waits waiting."""
    if how is Ended.SWITCHED_OFF:
        end(scene, client)


def pauses(scene: Scene, client: Client, until: datetime) -> None:
    """A pause was taken: what waits for an answer waits until a week after its end."""
    at_least = after_pause(until, zone(client.zone))
    notes_due.answer_later(scene.connection, scene.memory, client.id, at_least)


def untell(scene: Scene, client: ClientId, told_at: datetime) -> None:
    """The word that notes wait did not leave: it comes another day."""
    notes_due.untell(scene.connection, scene.memory, client, told_at, scene.now)


def came_back(scene: Scene, client: ClientId) -> None:
    """After a stop or a pause there is a week at least, and what was not told is."""
    at_least = after_pause(scene.now, zone(scene.client(client).zone))
    notes_due.answer_later(scene.connection, scene.memory, client, at_least)
    waits = notes_due.of_proposed(scene.connection, scene.memory, client)
    untold = [wanted for wanted, was_told in waits if not was_told]
    notes_due.tell_again(scene.connection, scene.memory, untold, scene.now)


def _show_anew(scene: Scene, client: ClientId, wanted: UUID) -> None:
    """The client's card says what is so now, where there is one."""
    account, slot = scene.account(client), flow.slot(wanted)
    if account is None or scene.place(account.id, slot) is None:
        return
    key = f"{slot}:{scene.now.timestamp():.6f}"
    scene.post(account, NoteCard(wanted), key=key, slot=slot)


# --- when it is time --------------------------------------------------------------------------


def taken_back(scene: Scene, client: ClientId, wanted: UUID) -> None:
    """A note was taken back of which the client was told: the card says so, without a new word."""
    notes_due.tell_again(scene.connection, scene.memory, [wanted], None)
    _show_anew(scene, client, wanted)


def close(scene: Scene, wanted: UUID, client_id: ClientId) -> None:
    """The date has come of a note that nobody answered; in a pause and a stop time stands still."""
    client, here = scene.client(client_id), zone(scene.client(client_id).zone)
    untold = dict(notes_due.of_proposed(scene.connection, scene.memory, client_id))
    if client.status is ClientStatus.PAUSED:
        ends = client.paused_until or scene.now
        _later(scene, wanted, max(after_pause(ends, here), scene.now + DAY))
    elif client.status is ClientStatus.STOPPED or untold.get(wanted) is False:
        # Of what nobody was told, nobody has left the answer out.
        _later(scene, wanted, scene.now + DAY)
    elif not _is_whole(scene, wanted):
        # Somebody altered it outside of the portal, perhaps after it was final.
        _later(scene, wanted, scene.now + DAY)
    elif notes.expire(scene.connection, scene.memory, wanted, scene.now):
        settle(scene, client_id, wanted)
        _show_anew(scene, client_id, wanted)
        note_cards.post(scene, client_id, cause=f"{wanted}:closed")


def _is_whole(scene: Scene, wanted: UUID) -> bool:
    found = notes.get(scene.connection, scene.memory, wanted)
    return found is not None and found.is_whole


def _later(scene: Scene, wanted: UUID, at: datetime) -> None:
    notes_due.close_later(scene.connection, scene.memory, wanted, at)
